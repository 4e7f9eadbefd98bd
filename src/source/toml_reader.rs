//! A cursor over a TOML table: keys are taken one by one, and what is left over is unknown.
//!
//! A [`Table`] remembers every key that was asked for, so the list that a misspelt key is held
//! against is always the list of what this place really takes. One mistake gives one
//! diagnostic and reading goes on.

use toml::de::{DeTable, DeValue};

use crate::diag::codes::layout as codes;
use crate::diag::{Code, Diagnostic, FileId, Findings, Span, Spanned, suggest};

/// A file of which TOML is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'d> {
    pub file: FileId,
    /// The TOML itself.
    pub text: &'d str,
    /// Where it begins in the file.
    pub base: usize,
    /// What goes before the paths that the file writes.
    pub folder: &'d str,
    /// Where its spans begin in the tree, which may be of several files.
    pub at: usize,
}

impl Source<'_> {
    /// The place that a span of the tree is of.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let to = |place: usize| place - self.at + self.base;
        Span::new(self.file, to(range.start)..to(range.end))
    }
}

/// Names that stand where a path may stand as well.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    articles: Vec<String>,
    fonts: Vec<String>,
}

impl Names {
    pub fn of(tree: &DeTable<'_>) -> Names {
        let names = |kind: &str| {
            let table = tree.get(kind).and_then(|table| table.get_ref().as_table());
            let keys = table.into_iter().flat_map(DeTable::keys);
            keys.map(|key| key.get_ref().to_string()).collect()
        };
        Names { articles: names("article"), fonts: names("font") }
    }

    /// Whether a text is `lead#1`, a picture of an article.
    fn is_of_article(&self, text: &str) -> bool {
        let of_article = text.rsplit_once('#').map(|(name, _)| name);
        of_article.is_some_and(|name| self.articles.iter().any(|known| known == name))
    }

    /// Whether a text is a font's name: those that are built in have no ending.
    fn is_family(&self, text: &str) -> bool {
        !text.contains(['.', '/', '\\']) || self.fonts.iter().any(|known| known == text)
    }
}

/// The files that are read and what was found wrong with them so far.
pub(super) struct Context<'d> {
    /// By where they begin in the tree.
    pub sources: Vec<Source<'d>>,
    pub names: Names,
    /// Where the last page that was taken out was.
    pub taken_out: Option<Span>,
    /// The code of a value of the wrong kind.
    pub wrong_type: Code,
    pub diags: &'d mut Findings,
}

impl<'d> Context<'d> {
    /// For the reading of one file.
    pub fn of(source: Source<'d>, wrong_type: Code, diags: &'d mut Findings) -> Context<'d> {
        Context {
            sources: vec![source],
            names: Names::default(),
            taken_out: None,
            wrong_type,
            diags,
        }
    }

    /// The file that is read for its own sake.
    pub fn own(&self) -> &Source<'d> {
        self.sources.last().expect("a file is read")
    }

    /// All of that file's TOML.
    pub fn whole(&self) -> Span {
        let Source { file, text, base, .. } = *self.own();
        Span::new(file, base..base + text.len())
    }

    /// The place that a span of the tree is of.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.source_at(range.start).span(range)
    }

    fn source_at(&self, place: usize) -> &Source<'d> {
        let behind = self.sources.partition_point(|source| source.at <= place);
        &self.sources[behind.saturating_sub(1)]
    }

    /// A path as it leads from the folder of the layout itself.
    pub fn path(&self, value: &Value<'_>, written: String) -> String {
        let source = self.sources.iter().find(|source| source.file == value.span.file);
        let folder = source.map_or("", |source| source.folder);
        let stays = folder.is_empty()
            || std::path::Path::new(&written).is_absolute()
            || self.names.is_of_article(&written);
        if stays { written } else { format!("{folder}{written}") }
    }

    /// The same of what may be the name of a font.
    pub fn family_or_path(&self, value: &Value<'_>, written: String) -> String {
        if self.names.is_family(&written) { written } else { self.path(value, written) }
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// A value as it was typed.
    pub fn raw(&self, value: &Value<'_>) -> &'d str {
        let source = self.sources.iter().find(|source| source.file == value.span.file);
        let Some(Source { text, base, .. }) = source else { return "" };
        let range = value.span.range();
        let start = range.start.saturating_sub(*base);
        text.get(start..range.end.saturating_sub(*base)).unwrap_or("")
    }

    /// The text before a value.
    pub fn before(&self, value: &Value<'_>) -> &'d str {
        self.text_before(value.span)
    }

    /// The text before a value's key.
    pub fn before_key(&self, value: &Value<'_>) -> &'d str {
        self.text_before(value.key_span)
    }

    fn text_before(&self, span: Span) -> &'d str {
        let source = self.sources.iter().find(|source| source.file == span.file);
        let Some(Source { text, base, .. }) = source else { return "" };
        text.get(..span.range().start.saturating_sub(*base)).unwrap_or("")
    }

    /// Reports a value of the wrong kind. `takes` continues "takes …"; `example` is the key's
    /// whole line as it should be.
    pub fn wrong_type(&mut self, value: &Value<'_>, takes: &str, example: &str) {
        let kind = match value.node {
            // Where a list is taken, this one is of another length.
            DeValue::Array(items) if takes.contains("list") || takes.contains(" and ") => {
                format!("a list of {}", items.len())
            }
            _ => value.kind().to_owned(),
        };
        self.push(
            Diagnostic::error(
                self.wrong_type,
                format!("`{}` takes {takes}, not {kind}", value.key),
            )
            .at(value.span, format!("this is {kind}"))
            .help(format!("write it as in `{example}`")),
        );
    }

    /// Reports a list that has to hold something; `least` continues "takes at least …".
    pub fn empty_list(&mut self, value: &Value<'_>, least: &str, example: &str) {
        self.push(
            Diagnostic::error(self.wrong_type, format!("`{}` takes at least {least}", value.key))
                .at(value.span, "this list is empty")
                .help(format!("write it as in `{example}`, or take it out")),
        );
    }

    pub fn out_of_range(&mut self, value: &Value<'_>, must: &str) {
        let message =
            format!("`{}` must be {must}, and is {}", value.key, shorten(self.raw(value)));
        let place = value.span;
        self.push(
            Diagnostic::error(codes::OUT_OF_RANGE, message)
                .at(place, format!("must be {must}"))
                .help(format!("write {}", a_number(must))),
        );
    }
}

fn a_number(must: &str) -> String {
    format!("a value that is {must}")
}

/// A text short enough for a message.
pub(super) fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String =
        text.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

/// A value of the tree, with the key that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    pub key: &'t str,
    pub key_span: Span,
    pub span: Span,
    pub node: &'t DeValue<'t>,
}

impl<'t> Value<'t> {
    /// What the value is, with its article.
    pub fn kind(&self) -> &'static str {
        match self.node {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(true) => "`true`",
            DeValue::Boolean(false) => "`false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    pub fn is_number(&self) -> bool {
        matches!(self.node, DeValue::Integer(_) | DeValue::Float(_))
    }

    pub fn as_str(&self) -> Option<&'t str> {
        match self.node {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The values of a list, each under the key of the list.
    pub fn items(&self, cx: &Context<'_>) -> Option<Vec<Value<'t>>> {
        let DeValue::Array(array) = self.node else { return None };
        Some(
            array
                .iter()
                .map(|item| Value {
                    key: self.key,
                    key_span: self.key_span,
                    span: cx.span(item.span()),
                    node: item.get_ref(),
                })
                .collect(),
        )
    }

    pub fn table(&self, cx: &Context<'_>, name: impl Into<String>) -> Option<Table<'t>> {
        match self.node {
            DeValue::Table(table) => Some(Table::new(cx, name, self.span, table)),
            _ => None,
        }
    }
}

/// A key and what it says.
struct Entry<'t> {
    value: Value<'t>,
    taken: bool,
}

/// A table whose keys are taken one by one.
pub(super) struct Table<'t> {
    /// As messages call it: `[grid]`, `a block`.
    name: String,
    pub span: Span,
    /// In the order of the file.
    entries: Vec<Entry<'t>>,
    asked: Vec<&'static str>,
}

impl<'t> Table<'t> {
    pub fn new(
        cx: &Context<'_>,
        name: impl Into<String>,
        span: Span,
        table: &'t DeTable<'t>,
    ) -> Table<'t> {
        let mut sorted: Vec<_> = table.iter().collect();
        sorted.sort_by_key(|(key, _)| key.span().start);
        let entries = sorted
            .into_iter()
            .map(|(key, value)| Entry {
                value: Value {
                    key: key.get_ref().as_ref(),
                    key_span: cx.span(key.span()),
                    span: cx.span(value.span()),
                    node: value.get_ref(),
                },
                taken: false,
            })
            .collect();
        Table { name: name.into(), span, entries, asked: Vec::with_capacity(48) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of a key; from now on the key is known here.
    pub fn take(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.asked.push(key);
        self.take_quietly(key)
    }

    /// Like [`Table::take`], but the key is not offered in place of a misspelt one.
    pub fn take_quietly(&mut self, key: &str) -> Option<Value<'t>> {
        let entry = self.entries.iter_mut().find(|entry| !entry.taken && entry.value.key == key)?;
        entry.taken = true;
        Some(entry.value)
    }

    pub fn has(&self, key: &str) -> bool {
        self.peek(key).is_some()
    }

    /// Whether a key that nobody took begins as `key` does: it is told as that one misspelt.
    pub fn has_like(&self, key: &str) -> bool {
        const ALIKE: usize = 4;
        let head = key.get(..ALIKE).unwrap_or(key);
        self.entries.iter().any(|entry| !entry.taken && entry.value.key.starts_with(head))
    }

    /// All keys, taken or not.
    pub fn keys(&self) -> impl Iterator<Item = &'t str> + '_ {
        self.entries.iter().map(|entry| entry.value.key)
    }

    /// The value of a key, which stays where it is.
    pub fn peek(&self, key: &str) -> Option<Value<'t>> {
        self.entries.iter().map(|entry| entry.value).find(|value| value.key == key)
    }

    /// The value of a key as `read` understands it, with its place.
    pub fn read<T>(
        &mut self,
        cx: &mut Context<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Context<'_>, &Value<'t>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let value = self.take(key)?;
        Some(Spanned::new(read(cx, &value)?, value.span))
    }

    /// A table within this one; a value of another kind is reported.
    pub fn sub(
        &mut self,
        cx: &mut Context<'_>,
        key: &'static str,
        name: &str,
    ) -> Option<Table<'t>> {
        let value = self.take(key)?;
        let table = value.table(cx, name);
        if table.is_none() {
            // `[[article]]`: what it names is said below it.
            let below = if key == "article" { "` and below it `NAME = \"file.md\"" } else { "" };
            cx.wrong_type(&value, "a table", &format!("[{key}]{below}"));
        }
        table
    }

    /// From the table's own place to the end of the last value in it, tables with headers of
    /// their own and all; in each file that says something of it.
    pub fn extent(&self, cx: &Context<'_>) -> Vec<Span> {
        let mut extent = vec![self.span];
        let mut add = |span: Span| match extent.iter_mut().find(|known| known.file == span.file) {
            Some(known) => {
                (known.start, known.end) = (known.start.min(span.start), known.end.max(span.end));
            }
            None => extent.push(span),
        };
        for Entry { value, .. } in &self.entries {
            add(value.key_span);
            add(value.span);
            each_within(value.node, &mut |range| add(cx.span(range)));
        }
        extent
    }

    /// Every key that was not taken, in the order of the file.
    pub fn rest(&mut self) -> Vec<Value<'t>> {
        self.entries
            .iter_mut()
            .filter(|entry| !entry.taken)
            .map(|entry| {
                entry.taken = true;
                entry.value
            })
            .collect()
    }

    /// The keys that were asked for.
    pub fn known(&self) -> &[&'static str] {
        &self.asked
    }

    /// Reports the keys that nobody took.
    pub fn finish(self, cx: &mut Context<'_>) {
        self.finish_as(cx, codes::UNKNOWN_KEY);
    }

    pub fn finish_as(mut self, cx: &mut Context<'_>, code: Code) {
        for value in self.rest() {
            unknown_key(cx, code, &self.name, &value, &self.asked);
        }
    }
}

/// Shows the place of each value within one.
fn each_within(node: &DeValue<'_>, show: &mut impl FnMut(std::ops::Range<usize>)) {
    let within = |value: &toml::Spanned<DeValue<'_>>| {
        show(value.span());
        each_within(value.get_ref(), show);
    };
    match node {
        DeValue::Array(items) => items.iter().for_each(within),
        DeValue::Table(table) => table.values().for_each(within),
        _ => {}
    }
}

/// The tables of a layout that stand once, and their keys.
pub(super) const OF_TABLES: &[(&str, &[&str])] = &[
    ("[document]", &["title", "language", "date", "overset", "jump", "filler", "allow"]),
    ("[paper]", &["size", "margin", "bleed", "marks"]),
    ("[grid]", &["columns", "tiers", "measure", "gutter", "line", "rule", "writing"]),
    ("[output]", &["standard", "profile", "ink", "plates", "split_spread"]),
];

/// The keys of [[page]].
pub(super) const OF_PAGE: &[&str] = &[
    "id", "spread", "section", "template", "look", "writing", "plates", "fit", "arrange", "allow",
    "block",
];

/// The other table that a key is one of.
pub(super) fn home_of(table: &str, key: &str) -> Option<&'static str> {
    const PAGE: (&str, &[&str]) = ("[[page]]", OF_PAGE);
    let mut others = OF_TABLES.iter().chain(&[PAGE]).filter(|(header, _)| *header != table);
    others.find(|(_, keys)| keys.contains(&key)).map(|(header, _)| *header)
}

/// What other programs call the keys of a front matter.
const OF_FRONT: &[(&str, &str, &str)] = &[
    ("title", "perhaps `headline`", "write `headline`"),
    ("head", "perhaps `headline`", "write `headline`"),
    ("subtitle", "perhaps `deck`", "write `deck`"),
    ("subhead", "perhaps `deck`", "write `deck`; a subhead is a line `## …` of the text"),
    ("eyebrow", "perhaps `kicker`", "write `kicker`"),
    ("author", "perhaps `byline`", "write `byline`"),
    ("by", "perhaps `byline`", "write `byline`"),
    ("summary", "perhaps `intro`", "write `intro`"),
    ("place", "perhaps `dateline`", "write `dateline`"),
    (
        "date",
        "a key of [document]",
        "take it out: the date that is printed is `date` of [document]; place and day before the text are `dateline`",
    ),
    ("image", "perhaps `pictures`", IN_FRONT),
    ("photo", "perhaps `pictures`", IN_FRONT),
    ("caption", "perhaps `pictures`", IN_FRONT),
];
const IN_FRONT: &str = "write `pictures = [{ picture = \"photo.jpg\", caption = \"…\" }]`, which a block takes as `picture = \"NAME#1\"`";

/// What other programs say of a sheet and its columns.
const OF_SHEET: &[(&str, &str, &str)] = &[
    ("width", "perhaps `size` of [paper], or `measure` of [grid]", OF_WIDTH),
    ("height", "perhaps `size` of [paper]", OF_WIDTH),
    ("gap", "perhaps `gutter`", "write `gutter`"),
];
const OF_WIDTH: &str = "write `size = [\"148mm\", \"210mm\"]` in [paper], width and height of the sheet; how many characters a line \
                        has says `measure` of [grid]";
const OF_RULES: &[(&str, &str, &str)] = &[
    ("above", "perhaps `top`", "write `top`"),
    ("over", "perhaps `top`", "write `top`"),
    ("below", "perhaps `bottom`", "write `bottom`"),
    ("under", "perhaps `bottom`", "write `bottom`"),
];
const OF_LAYOUT: &[(&str, &str, &str)] = &[
    (
        "fonts",
        "perhaps `[font.NAME]`",
        "write the line [font.NAME], and below it `files = [\"x.otf\"]`",
    ),
    ("headline", "perhaps `[style.headline]`", "write the line [style.headline]"),
    ("kicker", "perhaps `[style.kicker]`", "write the line [style.kicker]"),
    ("deck", "perhaps `[style.deck]`", "write the line [style.deck]"),
    ("byline", "perhaps `[style.byline]`", "write the line [style.byline]"),
    ("intro", "perhaps `[style.intro]`", "write the line [style.intro]"),
    ("body", "perhaps `[style.body]`", "write the line [style.body]"),
    ("caption", "perhaps `[style.caption]`", "write the line [style.caption]"),
    ("subhead", "perhaps `[style.subhead]`", "write the line [style.subhead]"),
];

/// What other programs call a block's keys, and keys that a block's text takes from elsewhere.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("image", "perhaps `picture`", "write `picture`"),
    ("img", "perhaps `picture`", "write `picture`"),
    ("photo", "perhaps `picture`", "write `picture`"),
    ("src", "perhaps `picture`", "write `picture`"),
    ("file", "perhaps `picture`", "write `picture`, or `art` of an advertisement"),
    ("content", "perhaps `text`", "write `text`, or `article` and a name of `[article]`"),
    ("x", "perhaps `columns`", "write `columns` and `lines`: they say where a block stands"),
    ("y", "perhaps `lines`", "write `columns` and `lines`: they say where a block stands"),
    ("width", "perhaps `columns`", "write `columns`: a block is as wide as its columns"),
    ("height", "perhaps `lines`", "write `lines`: a block is as deep as its lines"),
    ("size", "a style's key", STYLED),
    ("font", "a style's key", STYLED),
    ("colour", "a style's key", STYLED),
    ("color", "a style's key, `colour`", STYLED),
    ("leading", "a style's key", STYLED),
    ("align", "a style's key", STYLED),
    ("rows", "perhaps `lines`", "write `lines`: a block is as deep as its lines"),
    ("cols", "perhaps `columns`", "write `columns`"),
    ("border", "perhaps `frame`", "write `frame = \"0.5pt\"`"),
    ("padding", "perhaps `inset`", "write `inset`"),
    ("background", "perhaps `tint`", "write `tint = \"k(10)\"`"),
    ("fill", "perhaps `tint`", "write `tint = \"k(10)\"`"),
    ("overset", "a key of [document]", "move it to [document]"),
    ("headline", "a key of the article", OF_ARTICLE),
    ("title", "perhaps `headline`, a key of the article", OF_ARTICLE),
    ("kicker", "a key of the article", OF_ARTICLE),
    ("deck", "a key of the article", OF_ARTICLE),
    ("byline", "a key of the article", OF_ARTICLE),
    ("intro", "a key of the article", OF_ARTICLE),
    ("label", "a key of the article", OF_ARTICLE),
    ("dateline", "a key of the article", OF_ARTICLE),
    ("body", "a key of the article", OF_ARTICLE),
];
const OF_ARTICLE: &str = "write it between the lines of `+++` of the article's file, or in [article]: NAME = { headline = \"…\", body = \"…\" }; a block of a text alone takes `text`";
/// What an entry of `[article]` calls its file, and other programs otherwise.
pub(super) const OF_ENTRIES: &[(&str, &str, &str)] = &[
    ("path", "perhaps `file`", "write `file`"),
    ("src", "perhaps `file`", "write `file`"),
    ("filename", "perhaps `file`", "write `file`"),
    ("title", "perhaps `headline`", "write `headline`"),
    ("author", "perhaps `byline`", "write `byline`"),
    ("text", "perhaps `body`", "write `body`, or `file` and the name of a file"),
];
/// Tables that stand by themselves, whatever they are written below.
const TABLES: [&str; 6] = ["article", "style", "look", "font", "colour", "template"];
/// What other programs call a style's keys.
const OF_STYLES: &[(&str, &str, &str)] = &[
    ("weight", "perhaps `font`", OF_FONTS),
    ("bold", "perhaps `font`", OF_FONTS),
    ("line-height", "perhaps `leading`", LEADING),
    ("line_height", "perhaps `leading`", LEADING),
    ("font-size", "perhaps `size`", "write `size`"),
    ("font_size", "perhaps `size`", "write `size`"),
    ("fontsize", "perhaps `size`", "write `size`"),
    ("font-family", "perhaps `font`", "write `font`"),
    ("font_family", "perhaps `font`", "write `font`"),
    ("text-align", "perhaps `align`", "write `align`"),
    ("letter-spacing", "perhaps `tracking`", "write `tracking`"),
    ("letter_spacing", "perhaps `tracking`", "write `tracking`"),
];
const LEADING: &str = "write `leading`, which counts lines of the grid: `leading = 1`; how deep a line is says `line` of [grid]";
const OF_FONTS: &str = "a style has the weight of its font: `font = \"serif-bold\"`, or a [font.NAME] of the bold file";
const STYLED: &str =
    "write it in `[style.NAME]` and `style = \"NAME\"` here, or in a look for an article";

/// Reports one unknown key with the name that was probably meant.
pub(super) fn unknown_key(
    cx: &mut Context<'_>,
    code: Code,
    table: &str,
    value: &Value<'_>,
    known: &[&'static str],
) {
    let message = format!("{table} has no key `{}`", shorten(value.key));
    let elsewhere = match table {
        "a block" => ELSEWHERE,
        "the front matter" => OF_FRONT,
        "[paper]" | "[grid]" => OF_SHEET,
        "`rules`" => OF_RULES,
        "a layout" => OF_LAYOUT,
        entry if entry.starts_with("article `") => OF_ENTRIES,
        style if style.starts_with("style ") || style.starts_with("the style ") => OF_STYLES,
        _ => &[],
    };
    if let Some((_, label, help)) = elsewhere.iter().find(|(key, ..)| *key == value.key) {
        return cx.push(Diagnostic::error(code, message).at(value.key_span, *label).help(*help));
    }
    let found = suggest(value.key, known.iter().copied());
    let of_other = home_of(table, value.key).filter(|_| table.starts_with('['));
    if table.starts_with('[') && matches!(value.key, "include" | "extends" | "frozen") {
        let found =
            Diagnostic::error(code, message).at(value.key_span, "a key of the layout itself");
        return cx.push(found.help("write it at the head of the file, before the first table"));
    }
    if table.starts_with('[') && TABLES.contains(&value.key) {
        let found = Diagnostic::error(code, message).at(value.key_span, "a table of its own");
        let example = match value.key {
            "article" => "[article], and below it NAME = \"file.md\"".to_owned(),
            key => format!("[{key}.NAME], and its keys below it"),
        };
        return cx.push(found.help(format!("write the line {example}")));
    }
    if let Some(header) = of_other {
        let diagnostic = Diagnostic::error(code, message);
        return cx.push(
            diagnostic
                .at(value.key_span, format!("a key of {header}"))
                .help(format!("move it to {header}")),
        );
    }
    if found == Some("page") && table == "a layout" {
        let diagnostic = Diagnostic::error(code, message).at(value.key_span, "perhaps `[[page]]`");
        return cx.push(diagnostic.help("write `[[page]]` for each page, in two brackets"));
    }
    let label = match found {
        Some(name) => format!("perhaps `{name}`"),
        None => "unknown key".to_string(),
    };
    let mut list: Vec<&str> = known.to_vec();
    list.sort_unstable();
    list.dedup();
    let diagnostic = Diagnostic::error(code, message).at(value.key_span, label);
    cx.push(match found {
        Some(name) => diagnostic.help(format!("write `{name}`")),
        None if list.is_empty() => diagnostic.help("take it out"),
        None => diagnostic.help(format!("{table} takes {}", list.join(", "))),
    });
}

/// The keys that tables were asked for, by their names: what the schemas are held against.
#[cfg(test)]
pub(super) mod asked {
    use std::cell::RefCell;
    use std::collections::{BTreeMap, BTreeSet};

    type Asked = BTreeMap<String, BTreeSet<&'static str>>;

    thread_local! {
        static ASKED: RefCell<Asked> = RefCell::default();
    }

    pub fn take() -> Asked {
        ASKED.take()
    }

    impl Drop for super::Table<'_> {
        fn drop(&mut self) {
            let (name, keys) = (std::mem::take(&mut self.name), self.asked.drain(..));
            ASKED.with_borrow_mut(|asked| asked.entry(name).or_default().extend(keys));
        }
    }
}
