//! A layout file into its literal tree.

use toml::de::{DeTable, DeValue};

use super::TOO_LARGE;
use super::layers::{Layer, Role, laid, sources};
use super::layout::{
    BlockTable, ColourTable, DocumentTable, FontTable, GridTable, Key, Layout, Lost, MarginValue,
    Named, OutputTable, PageTable, PaperSize, PaperTable, WritingWord,
};
use super::read_block::{Tiers, blocks, missing, of_changes};
use super::read_entry::article_entry;
use super::read_fit::{fit, limits};
use super::read_jump::{OF_DOCUMENT, jump};
use super::read_plan::arrange_table;
use super::read_style::styles;
use super::toml_reader::{
    Context, Names, OF_PAGE, OF_TABLES, Source, Table, Value, home_of, unknown_key,
};
use super::toml_syntax::parse_toml;
use super::values::{
    self, Bounds, Sign, amount, boolean, date, families, length, number, path, paths, per_cent,
    string, strings, whole, word, word_of,
};
use crate::diag::codes::{layout as codes, spread};
use crate::diag::{Diagnostic, Findings, Span, Spanned, counted, suggest};
use crate::measure::Decimal;

/// Papers that have no name here, with their sides.
const OTHER_PAPERS: &[(&str, &str, &str)] = &[
    ("a0", "841mm", "1189mm"),
    ("a1", "594mm", "841mm"),
    ("a5", "148mm", "210mm"),
    ("a6", "105mm", "148mm"),
    ("b3", "353mm", "500mm"),
    ("b4", "250mm", "353mm"),
    ("b5", "176mm", "250mm"),
    ("letter", "8.5in", "11in"),
    ("legal", "8.5in", "14in"),
    ("ledger", "11in", "17in"),
];
/// Those of the named ones that are also laid on their side.
const ISO_PAPERS: &[(&str, &str, &str)] =
    &[("a2", "420mm", "594mm"), ("a3", "297mm", "420mm"), ("a4", "210mm", "297mm")];
/// What says that a sheet lies on its side.
const LYING: [&str; 4] = ["landscape", "横", "橫", "가로"];
const PAPERS: &[&str] = &["broadsheet", "tabloid", "berliner", "nordic", "a2", "a3", "a4"];

/// Reads a layout's files, the last of which is its own. What cannot be read is reported and left
/// out of the tree; only a file that is no TOML gives no tree.
pub fn read_layout(layers: &[Layer<'_>]) -> (Option<Layout>, Findings) {
    let mut found = Findings::default();
    let whole = layers.iter().filter(|layer| is_of_size(layer, &mut found)).count();
    let layout = match layers {
        _ if whole < layers.len() => None,
        [own] => alone(own, &mut found),
        _ => several(layers, &mut found),
    };
    found.sort_by_place();
    (layout, found)
}

/// Whether a file is no larger than layouts are.
fn is_of_size(&Layer { file, text, .. }: &Layer<'_>, diags: &mut Findings) -> bool {
    if text.len() > TOO_LARGE {
        let size = text.len() / 1_000_000;
        diags.push(
            Diagnostic::error(
                codes::TOO_LARGE,
                format!("the layout has {size} MB, and 4 MB is the limit"),
            )
            .at(Span::new(file, 0..0), "this file")
            .help("name the layout file, or move texts into article files"),
        );
    }
    text.len() <= TOO_LARGE
}

/// A layout of several files.
fn several(layers: &[Layer<'_>], diags: &mut Findings) -> Option<Layout> {
    let (sources, names) = (sources(layers), Names::default());
    let mut cx = Context { sources, names, taken_out: None, wrong_type: codes::WRONG_TYPE, diags };
    let tree = laid(&mut cx, layers)?;
    let mut layout = layout(&mut cx, &tree);
    let included = layers.iter().filter(|layer| layer.role == Role::Included);
    layout.included = included.map(|layer| layer.file).collect();
    layout.leave_unplaced();
    Some(layout)
}

/// A layout of one file.
fn alone(&Layer { file, text, .. }: &Layer<'_>, diags: &mut Findings) -> Option<Layout> {
    let source = Source { file, text, base: 0, folder: "", at: 0 };
    let (table, errors) = parse_toml(&source, codes::TOML_SYNTAX);
    let mut cx = Context::of(source, codes::WRONG_TYPE, diags);
    let layout = layout(&mut cx, table.get_ref());
    let first = errors.iter().next();
    let Some(broken) = first.map(|error| error.primary.as_ref().map_or(0, |at| at.span.start))
    else {
        return Some(layout);
    };
    // Behind the first fault in the TOML a finding may be no more than its echo.
    let line = text.get(..broken as usize).and_then(|t| t.rfind('\n')).unwrap_or(0);
    diags.retain(|finding| {
        let place = finding.primary.as_ref().map(|at| at.span.range());
        place.is_some_and(|place| !place.is_empty() && place.end <= line)
    });
    diags.append(&errors);
    None
}

fn layout(cx: &mut Context<'_>, root: &DeTable<'_>) -> Layout {
    let mut table = Table::new(cx, "a layout", cx.whole(), root);
    let t = &mut table;
    refuse_editions(cx, t);
    refuse_keys_without_table(cx, t);
    // Read before the files were laid over one another.
    for key in ["include", "extends"] {
        t.take(key);
    }
    let document = t.sub(cx, "document", "[document]").map(|t| document(cx, t)).unwrap_or_default();
    let paper = t.sub(cx, "paper", "[paper]").map(|t| paper(cx, t)).unwrap_or_default();
    let grid =
        t.sub(cx, "grid", "[grid]").map(|t| Spanned::new(t.span, t.span).map(|_| grid(cx, t)));
    let pages = t.take("page");
    let vertical = |grid: &Key<GridTable>| {
        let writing = grid.as_ref().and_then(|grid| grid.value.writing);
        writing.is_some_and(|word| word.value == WritingWord::Vertical)
    };
    let somewhere = cx.sources.iter().any(|source| source.text.contains("vertical"));
    let tiers = match vertical(&grid) || somewhere {
        true => Tiers::Columns,
        false => Tiers::Unknown,
    };
    let mut lost = Lost { all: is_lost(t), ..Lost::default() };
    let layout = Layout {
        file: cx.own().file,
        included: Vec::new(),
        taken_out: cx.taken_out,
        frozen: t.take("frozen").map(|value| strings(cx, &value)).unwrap_or_default(),
        document,
        paper,
        grid,
        fit: t.sub(cx, "fit", "[fit]").map(|t| limits(cx, t)).unwrap_or_default(),
        styles: t.sub(cx, "style", "[style]").map(|t| styles(cx, t)).unwrap_or_default(),
        looks: named(cx, t, "look", "a table of styles", |cx, v| {
            let table = v.table(cx, format!("look `{}`", v.key))?;
            Some(styles(cx, table))
        }),
        articles: named(cx, t, "article", "a file", |cx, v| {
            let entry = article_entry(cx, v);
            if entry.is_none() {
                lost.names.push(v.key.to_owned());
            }
            entry
        }),
        lost,
        templates: named(cx, t, "template", "a table with a `block` list", |cx, v| {
            template(cx, v, tiers)
        }),
        colours: named(cx, t, "colour", "a table of ink and alternate", colour),
        fonts: named(cx, t, "font", "a table of files", font),
        output: t.sub(cx, "output", "[output]").map(|t| output(cx, t)).unwrap_or_default(),
        arrange: t.sub(cx, "arrange", "[arrange]").map(|t| arrange_table(cx, t)),
        pages: pages.map(|value| self::pages(cx, &value, tiers)).unwrap_or_default(),
    };
    table.finish(cx);
    warn_of_likely_keys(cx, &layout);
    layout
}

/// Whether the table of articles is misspelt, or no table.
fn is_lost(t: &Table<'_>) -> bool {
    match t.peek("article") {
        Some(value) => !matches!(value.node, DeValue::Table(_)),
        None => t.keys().any(|key| suggest(key, ["article"]).is_some()),
    }
}

fn refuse_editions(cx: &mut Context<'_>, t: &mut Table<'_>) {
    for value in ["edition", "editions"].into_iter().filter_map(|key| t.take_quietly(key)) {
        let message = format!("a layout has no key `{}`", value.key);
        cx.push(
            Diagnostic::error(codes::UNKNOWN_KEY, message)
                .at(value.key_span, "an edition is a layout of its own")
                .help("write a layout with `extends = \"…\"` and what is different in it"),
        );
    }
}

/// Keys of a table whose header is not there: one finding a table.
fn refuse_keys_without_table(cx: &mut Context<'_>, t: &mut Table<'_>) {
    const PAGE: (&str, &[&str]) = ("[[page]]", &["id", "block", "section", "spread"]);
    for (header, keys) in OF_TABLES.iter().chain(&[PAGE]) {
        let found: Vec<Value<'_>> = keys.iter().filter_map(|key| t.take_quietly(key)).collect();
        let Some(first) = found.iter().min_by_key(|value| value.key_span.start) else { continue };
        let message = format!("a layout has no key `{}`", first.key);
        let diagnostic = Diagnostic::error(codes::UNKNOWN_KEY, message)
            .at(first.key_span, format!("a key of {header}"));
        let others = found.iter().filter(|value| value.key_span != first.key_span);
        let diagnostic =
            others.fold(diagnostic, |found, other| found.and_at(other.key_span, "and this one"));
        let before = cx.before_key(first);
        let cure = if *header == PAGE.0 && before.ends_with('[') {
            // A header, of a table or of a list of tables.
            let (opens, closes) = if before.ends_with("[[") { ("[[", "]]") } else { ("[", "]") };
            format!("write it as {opens}page.{}{closes}, below the line {header}", first.key)
        } else {
            format!("write the line {header} before it")
        };
        cx.push(diagnostic.help(cure));
    }
}

/// The tables `[KIND.NAME]`, in the order of the file. `read` gives nothing for a value of the
/// wrong kind, which is reported here as not `takes`.
fn named<T>(
    cx: &mut Context<'_>,
    t: &mut Table<'_>,
    kind: &'static str,
    takes: &str,
    mut read: impl FnMut(&mut Context<'_>, &Value<'_>) -> Option<T>,
) -> Vec<Named<T>> {
    let Some(mut table) = t.sub(cx, kind, &format!("[{kind}]")) else { return Vec::new() };
    let mut list = Vec::new();
    for value in table.rest() {
        let before = cx.diags.len();
        match read(cx, &value) {
            Some(read) => list.push(Named {
                name: Spanned::new(value.key.to_string(), value.key_span),
                value: read,
            }),
            None if cx.diags.len() == before => {
                let example = match kind {
                    "article" => format!("{} = \"{0}.md\"", value.key),
                    "colour" => format!(
                        "{} = {{ ink = \"PANTONE 186 C\", alternate = \"cmyk(0, 100, 80, 10)\" }}` for an ink, and the colour itself where it is used, as in `colour = \"#c8102e\"",
                        value.key
                    ),
                    _ => format!("[{kind}.{}]", value.key),
                };
                cx.wrong_type(&value, takes, &example);
            }
            None => {}
        }
    }
    list
}

fn document(cx: &mut Context<'_>, mut table: Table<'_>) -> DocumentTable {
    let t = &mut table;
    let mut document = DocumentTable {
        title: t.read(cx, "title", string),
        language: t.read(cx, "language", string),
        date: t.read(cx, "date", date),
        overset: t.read(cx, "overset", word),
        copyfit: t.read(cx, "fit", fit),
        jump: t.read(cx, "jump", |cx, value| jump(cx, value, OF_DOCUMENT)),
        fillers: t.take("filler").map(|value| paths(cx, &value)).unwrap_or_default(),
        allow: t.take("allow").map(|value| strings(cx, &value)).unwrap_or_default(),
        fields: Vec::new(),
    };
    document.fields = fields(cx, table);
    document
}

/// Keys of the user's own: texts and numbers, as typed.
fn fields(cx: &mut Context<'_>, mut table: Table<'_>) -> Vec<Named<Spanned<String>>> {
    refuse_heads_of_files(cx, &mut table);
    let mut fields = Vec::new();
    for value in table.rest() {
        let text = match value.as_str() {
            Some(text) => text,
            None if value.is_number() => cx.raw(&value),
            None => {
                let is_known = home_of(table.name(), value.key).is_some();
                if is_known || suggest(value.key, table.known().iter().copied()).is_some() {
                    unknown_key(cx, codes::UNKNOWN_KEY, table.name(), &value, table.known());
                } else {
                    let example = format!("{} = \"…\"", value.key);
                    cx.wrong_type(&value, "a text or a number, as a field of its table", &example);
                }
                continue;
            }
        };
        fields.push(Named {
            name: Spanned::new(value.key.to_string(), value.key_span),
            value: Spanned::new(text.to_string(), value.span),
        });
    }
    fields
}

/// What stands at the head of a file is no field.
fn refuse_heads_of_files(cx: &mut Context<'_>, table: &mut Table<'_>) {
    for key in ["include", "extends", "frozen"] {
        let Some(value) = table.take_quietly(key) else { continue };
        let message = format!("{} has no key `{key}`", table.name());
        cx.push(
            Diagnostic::error(codes::UNKNOWN_KEY, message)
                .at(value.key_span, "below a table's header it is that table's")
                .help("move it to the head of the file, before the first table"),
        );
    }
}

fn paper(cx: &mut Context<'_>, mut table: Table<'_>) -> PaperTable {
    let t = &mut table;
    let paper = PaperTable {
        size: t.read(cx, "size", paper_size),
        margin: t.take("margin").and_then(|value| margin(cx, &value)),
        bleed: t.read(cx, "bleed", length(Sign::NotNegative)),
        marks: t.read(cx, "marks", boolean),
    };
    table.finish(cx);
    paper
}

fn lies(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    LYING.iter().any(|word| name.contains(word))
}

/// Whether a paper is named among other words.
fn is_of(name: &str, paper: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.eq_ignore_ascii_case(paper))
}

fn paper_size(cx: &mut Context<'_>, value: &Value<'_>) -> Option<PaperSize> {
    // A text of numbers, such as "148x105mm", is no name.
    let is_name = |text: &str| text.chars().filter(char::is_ascii_digit).count() < 2;
    if let Some(name) = value.as_str()
        && let Some((_, width, height)) =
            OTHER_PAPERS.iter().find(|(other, ..)| name.trim().eq_ignore_ascii_case(other))
    {
        cx.push(
            Diagnostic::error(codes::UNKNOWN_WORD, format!("`{}` cannot be \"{name}\"", value.key))
                .at(value.span, "this paper has no name here")
                .help(format!("write its sides: {} = [\"{width}\", \"{height}\"]", value.key)),
        );
        return None;
    }
    if let Some(name) = value.as_str().filter(|name| lies(name))
        && let Some((_, width, height)) =
            ISO_PAPERS.iter().chain(OTHER_PAPERS).find(|(paper, ..)| is_of(name, paper))
    {
        cx.push(
            Diagnostic::error(codes::UNKNOWN_WORD, format!("`{}` cannot be \"{name}\"", value.key))
                .at(value.span, "a paper's name is of the upright sheet")
                .help(format!("write its sides: {} = [\"{height}\", \"{width}\"]", value.key)),
        );
        return None;
    }
    if let Some(name) = PAPERS
        .iter()
        .find(|known| value.as_str().is_some_and(|name| name.trim().eq_ignore_ascii_case(known)))
    {
        return Some(PaperSize::Name((*name).to_owned()));
    }
    if value.as_str().is_some_and(is_name) {
        return word_of(PAPERS)(cx, value).map(PaperSize::Name);
    }
    let items = value.items(cx).filter(|items| items.len() == 2);
    let Some([width, height]) = items.as_deref() else {
        // `210x297`, `210 × 297 mm`: millimetres.
        let text = value.as_str().unwrap_or("");
        let unit = ["cm", "in", "pt"].into_iter().find(|unit| text.contains(unit)).unwrap_or("mm");
        let sides = text.split(|c: char| !c.is_ascii_digit() && c != '.');
        let sides: Vec<&str> = sides.filter(|side| side.parse::<f64>().is_ok()).collect();
        let [width, height] = <[&str; 2]>::try_from(sides).unwrap_or(["390", "550"]);
        let example = format!("size = [\"{width}{unit}\", \"{height}{unit}\"]");
        cx.wrong_type(value, "a paper's name or its width and height", &example);
        return None;
    };
    let side = length(Sign::Positive);
    let (width, height) = (side(cx, width), side(cx, height));
    Some(PaperSize::Sides(width?, height?))
}

fn margin(cx: &mut Context<'_>, value: &Value<'_>) -> Option<MarginValue> {
    let Some(mut table) = value.table(cx, "`margin`") else {
        if value.items(cx).is_some() {
            cx.wrong_type(
                value,
                "one length or a table of sides",
                "margin = { top = \"24mm\", bottom = \"14mm\", left = \"15mm\", right = \"15mm\" }",
            );
            return None;
        }
        let all = length(Sign::NotNegative)(cx, value)?;
        return Some(MarginValue::All(Spanned::new(all, value.span)));
    };
    let mut side = |key| table.read(cx, key, length(Sign::NotNegative));
    let margin = MarginValue::Sides {
        top: side("top"),
        bottom: side("bottom"),
        left: side("left"),
        right: side("right"),
    };
    table.finish(cx);
    Some(margin)
}

fn grid(cx: &mut Context<'_>, mut table: Table<'_>) -> GridTable {
    let t = &mut table;
    let told = t.has("writing");
    let mut writing = t.read(cx, "writing", word::<WritingWord>);
    // A word that is none of the two is told; beside tiers the other is no mistake.
    if told && writing.is_none() && t.has("tiers") {
        writing = Some(Spanned::new(WritingWord::Vertical, t.span));
    }
    let vertical = writing.is_some_and(|word| word.value == WritingWord::Vertical);
    let count = whole(1, 1000);
    let columns = t.read(cx, "columns", &count);
    let tiers = if vertical { t.read(cx, "tiers", &count) } else { None };
    if let (Some(columns), Some(tiers)) = (&columns, &tiers) {
        cx.push(
            Diagnostic::error(codes::CONFLICT, "`columns` and `tiers` say the same thing")
                .at(tiers.span, "the second of the two")
                .and_at(columns.span, "the first")
                .help("keep one of the two"),
        );
    }
    if !vertical && let Some(value) = t.take_quietly("tiers") {
        cx.push(
            Diagnostic::error(codes::UNKNOWN_KEY, "a horizontal grid has no `tiers`")
                .at(value.key_span, "tiers are the columns of a vertical grid")
                .help("write `columns`, or `writing = \"vertical\"` beside it"),
        );
    }
    let grid = GridTable {
        writing,
        columns: columns.or(tiers),
        measure: t.read(cx, "measure", number(Bounds::POSITIVE)),
        gutter: t.read(cx, "gutter", amount),
        line: t.read(cx, "line", length(Sign::Positive)),
        rule: t.read(cx, "rule", length(Sign::NotNegative)),
    };
    table.finish(cx);
    grid
}

fn template(cx: &mut Context<'_>, value: &Value<'_>, tiers: Tiers) -> Option<Vec<BlockTable>> {
    let mut table = value.table(cx, format!("template `{}`", value.key))?;
    let list = table.take("block");
    table.finish(cx);
    if list.is_none() {
        missing(cx, value, "block", "block = [{ text = \"{page}\", in = \"top\" }]");
    }
    Some(list.map(|list| blocks(cx, &list, tiers)).unwrap_or_default())
}

fn colour(cx: &mut Context<'_>, value: &Value<'_>) -> Option<ColourTable> {
    let mut table = value.table(cx, format!("colour `{}`", value.key))?;
    let lacks_alternate = !table.has("alternate");
    let colour = ColourTable {
        ink: table.read(cx, "ink", string),
        alternate: table.read(cx, "alternate", string),
        span: value.span,
    };
    table.finish(cx);
    if lacks_alternate {
        missing(cx, value, "alternate", "alternate = \"cmyk(0, 100, 80, 10)\"");
    }
    Some(colour)
}

fn font(cx: &mut Context<'_>, value: &Value<'_>) -> Option<FontTable> {
    let table_name = value.key;
    let mut table = value.table(cx, format!("font `{table_name}`"))?;
    // A family of the machine, by the word of other programs.
    let family = ["family", "name"].into_iter().find_map(|key| table.take_quietly(key));
    if let Some(value) = family {
        let message = format!("font `{}` has no key `{}`", table_name, value.key);
        cx.push(
            Diagnostic::error(codes::UNKNOWN_KEY, message)
                .at(value.key_span, "perhaps `system`")
                .help("write `system = \"…\"` for a family of this machine, or `files = [\"…\"]`"),
        );
    }
    let nothing = !table.has("system") && family.is_none();
    let font = FontTable {
        files: table.take("files").map(|value| families(cx, &value)).unwrap_or_default(),
        system: table.read(cx, "system", string),
        latin: table.read(cx, "latin", values::family),
        bold: table.take("bold").map(|value| families(cx, &value)).unwrap_or_default(),
        variations: table.take("variations").map(|v| variations(cx, &v)).unwrap_or_default(),
        span: value.span,
    };
    // A slip in the key's name is told by itself.
    let nothing = nothing && !table.has_like("files");
    table.finish(cx);
    if nothing && font.files.is_empty() {
        missing(cx, value, "files", "files = [\"House-Regular.otf\"]");
    }
    Some(font)
}

/// `{ wght = 500 }`: axes by their tags.
fn variations(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Named<Decimal>> {
    let Some(mut table) = value.table(cx, "variations") else {
        cx.wrong_type(value, "a table of axes", "variations = { wght = 500 }");
        return Vec::new();
    };
    let mut axes = Vec::new();
    for value in table.rest() {
        if let Some(number) = number(Bounds::ANY)(cx, &value) {
            let name = Spanned::new(value.key.to_owned(), value.key_span);
            axes.push(Named { name, value: number });
        }
    }
    table.finish(cx);
    axes
}

fn output(cx: &mut Context<'_>, mut table: Table<'_>) -> OutputTable {
    let t = &mut table;
    let output = OutputTable {
        standard: t.read(cx, "standard", word),
        profile: t.read(cx, "profile", path),
        ink: t.read(cx, "ink", per_cent(Bounds::new(100, 400, "between 100 and 400 per cent"))),
        plates: t.read(cx, "plates", word),
        split_spread: t.read(cx, "split_spread", boolean),
    };
    table.finish(cx);
    output
}

fn pages(cx: &mut Context<'_>, value: &Value<'_>, tiers: Tiers) -> Vec<PageTable> {
    let Some(items) = value.items(cx) else {
        cx.wrong_type(value, "a list of tables (two brackets)", "[[page]]");
        return Vec::new();
    };
    let mut pages = Vec::with_capacity(items.len());
    for item in items {
        match item.table(cx, "[[page]]") {
            Some(table) => pages.push(page(cx, table, tiers)),
            None => cx.wrong_type(&item, "tables", "[[page]]"),
        }
    }
    pages
}

fn page(cx: &mut Context<'_>, mut table: Table<'_>, tiers: Tiers) -> PageTable {
    let t = &mut table;
    of_changes(cx, t, &["remove", "after"]);
    let mut page = PageTable {
        span: t.span,
        ids: t.take("id").map(|value| ids(cx, &value)).unwrap_or_default(),
        spread: t.read(cx, "spread", boolean),
        section: t.read(cx, "section", string),
        template: t.read(cx, "template", string),
        look: t.read(cx, "look", string),
        writing: t.read(cx, "writing", word),
        plates: t.read(cx, "plates", word),
        copyfit: t.read(cx, "fit", fit),
        arrange: t.read(cx, "arrange", boolean),
        allow: t.take("allow").map(|value| strings(cx, &value)).unwrap_or_default(),
        extent: t.extent(cx),
        blocks: t.take("block").map(|value| blocks(cx, &value, tiers)).unwrap_or_default(),
        fields: Vec::new(),
    };
    page.fields = fields(cx, table);
    page
}

/// `"A4"`, or of a spread `["A4", "A5"]`.
fn ids(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    match value.items(cx) {
        Some(items) => {
            if items.len() != 2 {
                let message = format!("a list of {}", counted(items.len(), "name"));
                cx.push(
                    Diagnostic::error(spread::PAGE_NAMES, message)
                        .at(value.span, "a page has one name, a spread one or two")
                        .help("write id = \"A8\", or of a spread id = [\"A8\", \"A9\"]"),
                );
            }
            strings(cx, value)
        }
        None => string(cx, value).map(|id| Spanned::new(id, value.span)).into_iter().collect(),
    }
}

/// What the program fills in by itself, and where that is written.
const FILLED_IN: [(&str, &str); 5] = [
    ("page", "`id` of [[page]]"),
    ("section", "`section` of [[page]]"),
    ("date", "`date` of [document]"),
    ("weekday", "`date` of [document]"),
    ("title", "`title` of [document]"),
];

/// The keys of a plan's [arrange] that a page's field may be meant for.
const OF_ARRANGE: &[&str] = &["least", "spill", "seed", "apart"];

/// A field that no text uses and whose name is a key's of another table, or nearly one's of its
/// own, is more likely that key; one by a name that the program fills in is never looked at.
fn warn_of_likely_keys(cx: &mut Context<'_>, layout: &Layout) {
    let templates = layout.templates.iter().flat_map(|template| &template.value);
    let texts: Vec<&str> = (templates.chain(layout.pages.iter().flat_map(|page| &page.blocks)))
        .flat_map(|block| block.text.iter().chain(&block.caption).chain(&block.credit))
        .map(|text| text.value.as_str())
        .collect();
    let (header, document) = OF_TABLES[0];
    // In a plan it may be one that says how its pages are arranged.
    let is_plan = layout.pages.iter().any(|page| page.arrange.is_some());
    let of_document = layout.document.fields.iter().map(|field| (document, header, field));
    let of_pages = layout.pages.iter().flat_map(|page| &page.fields);
    for (keys, table, field) in
        of_document.chain(of_pages.map(|field| (OF_PAGE, "[[page]]", field)))
    {
        let name = field.name.value.as_str();
        let used = format!("{{{name}}}");
        if let Some((_, from)) = FILLED_IN.iter().find(|(own, _)| *own == name) {
            let message =
                format!("{table} has a field `{name}`, which {used} is not filled in from");
            cx.push(
                Diagnostic::warning(codes::LIKELY_KEY, message)
                    .at(field.name.span, format!("{used} is {from}"))
                    .help(format!("write it as {from}, or give the field another name")),
            );
            continue;
        }
        if texts.iter().any(|text| text.contains(&used)) {
            continue;
        }
        // `fit` is a key of both, and a table of its own besides.
        let near = suggest(name, keys.iter().copied().chain(["fit"]));
        const OF_BLOCKS: [&str; 7] =
            ["article", "articles", "picture", "pictures", "text", "lines", "caption"];
        let of_block = table == "[[page]]" && OF_BLOCKS.contains(&name);
        let (likely, cure) = match (home_of(table, name), near) {
            _ if of_block => (
                "perhaps a key of a block".to_owned(),
                format!("write `block = [{{ {name} = … }}]`"),
            ),
            (Some(of), _) => (format!("perhaps the key of {of}"), format!("move it to {of}")),
            (None, Some(key)) => (format!("perhaps the key `{key}`"), format!("write `{key}`")),
            (None, None) => {
                match suggest(name, if is_plan { OF_ARRANGE } else { &[] }.iter().copied()) {
                    Some(key) => {
                        let own = format!("`{key}` of [arrange]");
                        (format!("perhaps {own}"), format!("write {own}"))
                    }
                    None => continue,
                }
            }
        };
        let message = format!("{table} has a field `{name}` that no text uses");
        cx.push(
            Diagnostic::warning(codes::LIKELY_KEY, message)
                .at(field.name.span, likely)
                .help(format!("{cure}, or use {used} in a text")),
        );
    }
}
