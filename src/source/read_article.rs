//! An article file into its literal tree.

use std::ops::Range;

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, parse_document};

use super::TOO_LARGE;
use super::article::{Article, BodyBlock, FrontMatter};
use super::flatten::{Flat, Oddity, flatten};
use super::front_matter::{
    Dashed, Parts, Unopened, dashed, divide, ends_otherwise, read_front, stray_fence, unopened,
    wrong_fence,
};
use super::half_width;
use super::inline::{Bars, Places, TextBuilder};
use super::manner::{MARKS, Taken, Unknown, idle, looks_like_verse, misplaced, split, take_marks};
use super::markdown::{Entities, LINE_END, Lines, is_forbidden, options, prepare, stood_for};
use super::near_mark::{NearMark, near_marks};
use super::pull;
use crate::diag::codes::article as codes;
use crate::diag::{Code, Diagnostic, FileId, Findings, Span, counted, suggest};
use crate::text::{Aligned, Manner, Marks, PartKind, Quoted, RichText};

/// Characters of a line that a message quotes.
const SHOWN: usize = 24;
/// A word of more letters than any language has is data that has strayed into the text; to
/// break it in measures would cost time without end.
const LONGEST_WORD: usize = 2_000;

/// Reads an article file: one article, or several that begin each with its own front matter. What
/// an article cannot hold is reported; its words are kept where there are any.
pub fn read_articles(file: FileId, text: &str) -> (Vec<Article>, Findings) {
    let mut found = Findings::default();
    let articles = read(file, text, &mut found);
    found.sort_by_place();
    (articles, found)
}

/// The first article of a file.
pub fn read_article(file: FileId, text: &str) -> (Article, Findings) {
    let (articles, found) = read_articles(file, text);
    let begins = Span::new(file, 0..0);
    let none = || Article { file, begins, front: FrontMatter::default(), body: Vec::new() };
    (articles.into_iter().next().unwrap_or_else(none), found)
}

/// The first run of letters and digits, Han apart, that is too long.
fn overlong_word(text: &str) -> Option<std::ops::Range<usize>> {
    let letter = |c: char| !crate::text::is_wide(c) && c.is_alphanumeric();
    let mut start = None;
    let mut letters = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter(c) {
            start = start.or(Some(at));
            letters += 1;
        } else {
            if let Some(start) = start.filter(|_| letters > LONGEST_WORD) {
                return Some(start..at);
            }
            (start, letters) = (None, 0);
        }
    }
    None
}

fn read(file: FileId, text: &str, diags: &mut Findings) -> Vec<Article> {
    let begins = Span::new(file, 0..0);
    let unread = vec![Article { file, begins, front: FrontMatter::default(), body: Vec::new() }];
    if let Some(refused) = refused(file, text) {
        diags.push(refused);
        return unread;
    }
    let parts = divide(text);
    parts.into_iter().map(|parts| read_one(file, text, parts, diags)).collect()
}

/// What is said of a text with a word that is too long to set.
pub(super) fn overlong(text: &str, places: &Places, file: FileId) -> Option<Diagnostic> {
    let word = overlong_word(text)?;
    let message = format!(
        "a word has {} letters, and {LONGEST_WORD} is the limit",
        text.get(word.clone()).map_or(0, |word| word.chars().count())
    );
    let at = places.of(word.start);
    Some(
        Diagnostic::error(codes::WORD_TOO_LONG, message)
            .at(Span::new(file, at..at + 1), "begins here")
            .help("take out what is no text, or part the word with blanks"),
    )
}

/// Why a file is not read at all.
fn refused(file: FileId, text: &str) -> Option<Diagnostic> {
    if text.len() > TOO_LARGE {
        let message =
            format!("the article has {} MB, and 4 MB is the limit", text.len() / 1_000_000);
        return Some(
            Diagnostic::error(codes::ARTICLE_TOO_LARGE, message)
                .at(Span::new(file, 0..0), "this file")
                .help("name the article's own file, or divide the text into several articles"),
        );
    }
    if let Some(refused) = overlong(text, &Places::From(0), file) {
        return Some(refused);
    }
    if let Some((range, kind)) = unopened(text) {
        return Some(no_fence(Span::new(file, range), kind));
    }
    let (range, kind) = dashed(text)?;
    let first = text.get(range.clone()).and_then(|text| text.lines().next());
    let place = range.start..range.start + first.map_or(0, str::len);
    let (what, help) = match kind {
        Dashed::Yaml => (
            "the front matter is YAML",
            "write it as TOML between lines of `+++`: `headline = \"…\"` in place of \
             `headline: …`",
        ),
        Dashed::Toml => (
            "the front matter stands between lines of `---`",
            "write `+++` in place of `---`, before it and behind it",
        ),
    };
    Some(
        Diagnostic::error(codes::FRONT_SYNTAX, what)
            .at(Span::new(file, place), "begins here")
            .help(help),
    )
}

/// What is said of front matter that would be printed for want of a fence.
fn no_fence(place: Span, kind: Unopened) -> Diagnostic {
    let (what, label, help) = match kind {
        Unopened::Named => (
            "no front matter begins with more than three plus signs on its line",
            "more than `+++`",
            "write `+++` and nothing else on this line",
        ),
        Unopened::Bare => (
            "the front matter has no beginning",
            "its first line",
            "begin it with a line that holds `+++` and nothing else",
        ),
        Unopened::Unfenced => (
            "the front matter has neither beginning nor end",
            "its first line",
            "write a line that holds `+++` and nothing else before it, and another behind it",
        ),
    };
    Diagnostic::error(codes::FRONT_SYNTAX, what).at(place, label).help(help)
}

/// Says of a line of three plus signs within a body that it is printed.
fn stray(file: FileId, text: &str, body: &Range<usize>) -> Option<Diagnostic> {
    let found = stray_fence(text.get(body.clone())?)?;
    let place = body.start + found.start..body.start + found.end;
    let message = "a line of `+++` within the text begins no article";
    Some(
        Diagnostic::warning(codes::FRONT_SYNTAX, message)
            .at(Span::new(file, place), "printed as it stands")
            .help(
                "write a key such as `headline = \"…\"` right behind it to begin another article, \
                 or take it out; `\\+++` is text",
            ),
    )
}

fn read_one(file: FileId, text: &str, parts: Parts, diags: &mut Findings) -> Article {
    let Parts { begins, front, body, is_open } = parts;
    let begins = Span::new(file, begins);
    let mut article = Article { file, begins, front: FrontMatter::default(), body: Vec::new() };
    if is_open {
        let from = begins.end as usize;
        let fence = text.get(from..).and_then(wrong_fence);
        diags.push(match fence {
            Some(fence) => ends_otherwise(file, from + fence.start..from + fence.end),
            None => Diagnostic::error(codes::FRONT_SYNTAX, "the front matter has no end")
                .at(begins, "begins here")
                .help("end it with a line that holds `+++` and nothing else"),
        });
        return article;
    }
    let before = diags.len();
    match read_front(file, text, front, diags) {
        Some(front) => article.front = front,
        None => return article,
    }
    diags.extend(stray(file, text, &body));
    article.body = read_body(file, text, body, diags);
    split_credit(&mut article.body);
    if diags.len() == before {
        diags.extend(empty(&article));
    }
    article
}

/// Says of an article that there is nothing to print.
pub(super) fn empty(article: &Article) -> Option<Diagnostic> {
    (article.body.is_empty() && !has_head(&article.front)).then(|| {
        Diagnostic::error(codes::EMPTY, "the article has neither head nor body")
            .at(article.begins, "nothing to print here")
            .help("write a headline or a paragraph, or take the article out of the layout")
    })
}

fn has_head(front: &FrontMatter) -> bool {
    let lists = [&front.kicker, &front.headline, &front.deck, &front.intro];
    lists.iter().any(|list| !list.is_empty()) || front.label.is_some() || front.byline.is_some()
}

/// Reads a text that holds no blocks: a value of the front matter, written at `places`.
pub(super) fn inline_text(
    file: FileId,
    text: &str,
    places: Vec<u32>,
    bars: Bars,
    diags: &mut Findings,
) -> RichText {
    // A blank that comrak keeps: behind it nothing is a list, a heading or a rule. It is
    // trimmed with the blanks of the text.
    const GUARD: &str = "\u{3000}";
    let first = places.first().copied().unwrap_or(0);
    let places = std::iter::repeat_n(first, GUARD.len()).chain(places).collect();
    let (prepared, forbidden) = prepare(&format!("{GUARD}{text}"));
    let prepared = prepared.replace(['\r', '\n'], LINE_END.encode_utf8(&mut [0; 4]));
    let mut reader = Reader::new(file, &prepared, Places::Each(places), diags);
    reader.refuse_controls(&forbidden);
    let arena = Arena::new();
    let root = parse_document(&arena, &prepared, &options());
    match root.first_child() {
        Some(paragraph) => reader.rich_text(paragraph, bars),
        None => RichText::plain("", file, first),
    }
}

fn read_body(
    file: FileId,
    text: &str,
    range: Range<usize>,
    diags: &mut Findings,
) -> Vec<BodyBlock> {
    let base = range.start;
    body_text(file, text.get(range).unwrap_or(""), Places::From(base), diags)
}

/// The paragraphs of a text that was written at `places`.
pub(super) fn body_text(
    file: FileId,
    text: &str,
    places: Places,
    diags: &mut Findings,
) -> Vec<BodyBlock> {
    let (prepared, forbidden) = prepare(text);
    let mut reader = Reader::new(file, &prepared, places, diags);
    reader.refuse_controls(&forbidden);
    let arena = Arena::new();
    let root = parse_document(&arena, &prepared, &options());
    let mut body = Vec::new();
    for node in root.children() {
        reader.block(node, &mut body);
    }
    body
}

pub(super) struct Reader<'a> {
    pub(super) file: FileId,
    /// What comrak reads; [`prepare`]d.
    pub(super) text: &'a str,
    pub(super) lines: Lines,
    places: Places,
    entities: Entities,
    pub(super) diags: &'a mut Findings,
}

impl<'a> Reader<'a> {
    fn new(file: FileId, text: &'a str, places: Places, diags: &'a mut Findings) -> Reader<'a> {
        let lines = Lines::new(text);
        Reader { file, text, lines, places, entities: Entities::default(), diags }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.places.span(self.file, range)
    }

    /// Where a byte of the prepared text stands in the file.
    pub(super) fn place(&self, at: usize) -> usize {
        self.places.of(at)
    }

    /// What cannot be printed, or stands for what was lost.
    fn refuse_controls(&mut self, forbidden: &[(Range<usize>, char)]) {
        self.tell_lost();
        self.tell_half_width();
        self.tell_near_marks();
        for (range, c) in forbidden {
            self.refuse_control(range.clone(), *c);
        }
    }

    /// Lines of a body that are nearly Markdown; a text of the front matter is one line and has none.
    fn tell_near_marks(&mut self) {
        for NearMark { range, nearly, help } in near_marks(self.text) {
            let shown = self.text.get(range.clone()).unwrap_or("");
            let shown: String = shown.chars().map(stood_for).take(SHOWN).collect();
            let message = format!("`{shown}` is nearly {nearly}, and is printed as written");
            let place = self.span(range);
            let found = Diagnostic::warning(codes::NEAR_MARK, message);
            self.diags.push(found.at(place, "begins nothing").help(help));
        }
    }

    fn tell_lost(&mut self) {
        /// What could not be read, and an object that stood in the text.
        const LOST: [char; 2] = [char::REPLACEMENT_CHARACTER, '\u{FFFC}'];
        let Some((at, first)) = self.text.char_indices().find(|(_, c)| LOST.contains(c)) else {
            return;
        };
        let count = self.text.matches(LOST).count();
        let place = self.span(at..at + first.len_utf8());
        self.diags.push(
            Diagnostic::warning(
                codes::LOST_CHARACTER,
                format!(
                    "{} of the text {} lost before it came here",
                    counted(count, "character"),
                    if count == 1 { "was" } else { "were" }
                ),
            )
            .at(place, format!("U+{:04X} stands for it", u32::from(first)))
            .help("find it in the original and write it here"),
        );
    }

    /// Marks of the keyboard between ideographs or kana; once a text, with how many there are.
    fn tell_half_width(&mut self) {
        let found = half_width::tell(self.text, |range| self.span(range));
        found.into_iter().for_each(|found| self.diags.push(found));
    }

    fn refuse_control(&mut self, range: Range<usize>, c: char) {
        let code = u32::from(c);
        let place = self.span(range);
        self.diags.push(
            Diagnostic::error(
                codes::CONTROL,
                format!("the text holds U+{code:04X}, which cannot be printed"),
            )
            .at(place, "an invisible character")
            .help("delete it"),
        );
    }

    /// A block of the top level.
    fn block(&mut self, node: Node<'_>, body: &mut Vec<BodyBlock>) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => self.paragraph(node, PartKind::Paragraph, body),
            NodeValue::Heading(heading) => {
                if heading.level != 2 || heading.setext {
                    let label = match heading.setext {
                        true => "the line below makes it a heading".to_string(),
                        false => format!("a heading of level {}", heading.level),
                    };
                    self.refuse(
                        node,
                        codes::HEADING_LEVEL,
                        "an article has subheads of one level",
                        &label,
                        "write `## …` for a subhead; the headline stands in the front matter",
                    );
                }
                let mut flat = self.flat(node);
                let marks = self.marks_of(&mut flat, &PartKind::Subhead);
                let text = self.build(flat, Bars::Breaks);
                match text.text.is_empty() {
                    false => {
                        body.push(BodyBlock { kind: PartKind::Subhead, text, credit: None, marks });
                    }
                    true => self.mark_alone(node, marks, body),
                }
            }
            NodeValue::List(list) => {
                let typed: Vec<Option<u32>> =
                    node.children().map(|item| self.typed_number(item)).collect();
                // 1. 1. 1. counts up; all else is printed as it is typed.
                let counts = typed.windows(2).all(|pair| pair[0] == pair[1]);
                for (at, item) in node.children().enumerate() {
                    let counted = u32::try_from(list.start + at).unwrap_or(u32::MAX);
                    let own = typed.get(at).copied().flatten().filter(|_| !counts);
                    let number = own.unwrap_or(counted);
                    match list.list_type {
                        ListType::Bullet => self.item(item, PartKind::Bullet, body),
                        ListType::Ordered => self.item(item, PartKind::Numbered(number), body),
                    }
                }
            }
            NodeValue::BlockQuote => {
                let mut quoted = Quoted::Begins;
                for child in node.children() {
                    match child.data().value {
                        NodeValue::Paragraph => {
                            let before = body.len();
                            self.paragraph(child, PartKind::Quote(quoted), body);
                            if body.len() > before {
                                quoted = Quoted::GoesOn;
                            }
                        }
                        _ => self.refuse_block(child, "in a quotation"),
                    }
                }
            }
            NodeValue::Table(table) => self.table(node, &table.alignments, body),
            _ => self.refuse_block(node, ""),
        }
    }

    /// The number that an item begins with.
    fn typed_number(&self, item: Node<'_>) -> Option<u32> {
        let written = self.text.get(self.lines.start(&item.data().sourcepos)..)?.trim_start();
        written.get(..written.find(|c: char| !c.is_ascii_digit())?)?.parse().ok()
    }

    /// One item of a list: one paragraph.
    fn item(&mut self, item: Node<'_>, kind: PartKind, body: &mut Vec<BodyBlock>) {
        let mut children = item.children();
        let first = children.next();
        match first {
            Some(node) if matches!(node.data().value, NodeValue::Paragraph) => {
                self.paragraph(node, kind, body);
            }
            Some(node) => self.refuse_block(node, "in an item"),
            None => self.refuse(
                item,
                codes::NO_USE,
                "an item of the list is empty",
                "no text here",
                "write the item, or take the mark out",
            ),
        }
        for node in children {
            if matches!(node.data().value, NodeValue::Paragraph) {
                self.refuse(
                    node,
                    codes::NO_USE,
                    "an item of a list is one paragraph",
                    "a second one",
                    "begin the line at the left, so that it is a paragraph of its own",
                );
                self.paragraph(node, PartKind::Paragraph, body);
            } else {
                self.refuse_block(node, "in an item");
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_>, kind: PartKind, body: &mut Vec<BodyBlock>) {
        self.refuse_table(node);
        let mut flat = self.flat(node);
        let marks = self.marks_of(&mut flat, &kind);
        let pieces = split(flat, marks.manner);
        let plain = (marks.manner, marks.aligned) == (Manner::Plain, Aligned::Own);
        if plain && pieces.iter().any(looks_like_verse) {
            self.tell_short_lines(node);
        }
        let (before, last) = (body.len(), pieces.len().saturating_sub(1));
        for (at, piece) in pieces.into_iter().enumerate() {
            let mut text = self.build(piece, Bars::Plain);
            if !text.text.is_empty() {
                if marks.pull && at == last {
                    pull::mark_last_sentence(&mut text);
                }
                // The leg ends behind the last of them, and an initial begins that.
                let of_last = |asked: bool| asked && at == last;
                let (ends_leg, initial) = (of_last(marks.ends_leg), of_last(marks.initial));
                let marks = Marks { ends_leg, initial, ..marks };
                // What was pasted behind an item begins a paragraph, no further item; a quotation
                // goes on.
                let kind = match kind {
                    PartKind::Quote(_) if body.len() > before => PartKind::Quote(Quoted::GoesOn),
                    PartKind::Quote(_) => kind.clone(),
                    _ if at == 0 => kind.clone(),
                    _ => PartKind::Paragraph,
                };
                body.push(BodyBlock { kind, text, credit: None, marks });
            }
        }
        if body.len() == before {
            self.mark_alone(node, marks, body);
        }
    }

    pub(super) fn flat(&mut self, node: Node<'_>) -> Flat {
        let flat = flatten(node, self.text, &self.lines, &mut self.entities);
        self.refuse_oddities(&flat);
        flat
    }

    fn marks_of(&mut self, flat: &mut Flat, kind: &PartKind) -> Marks {
        let Taken { mut marks, unknown, initial, last } = take_marks(flat);
        for mark in unknown {
            self.refuse_mark(&mark);
        }
        for mark in misplaced(flat) {
            let place = self.span(mark.range);
            self.diags.push(
                Diagnostic::error(
                    codes::UNKNOWN_MARK,
                    format!("the mark `{{.{}}}` does not stand at its paragraph's end", mark.word),
                )
                .at(place, "text goes on behind it")
                .help("put it at the paragraph's end, or write `\\{` for a brace that is text"),
            );
        }
        if let Some((word, range)) = idle(&marks, kind).zip(last) {
            let place = self.span(range);
            let message = format!("the mark `{{.{word}}}` does nothing here");
            let of = if *kind == PartKind::Subhead { "a subhead" } else { "an item of a list" };
            self.diags.push(
                Diagnostic::warning(codes::UNKNOWN_MARK, message)
                    .at(place, format!("behind {of}"))
                    .help("take it out, or put it at the end of a paragraph"),
            );
        }
        let begins = marks.aligned == Aligned::Own;
        if let Some(range) = initial.filter(|_| !begins || *kind != PartKind::Paragraph) {
            let place = self.span(range);
            self.diags.push(
                Diagnostic::error(codes::NO_INITIAL, "an initial stands in a paragraph alone")
                    .at(place, "not in a subhead, an item, a quotation or text that is aligned")
                    .help("take `{.initial}` out, or ask for it in a plain paragraph"),
            );
            marks.initial = false;
        }
        marks
    }

    /// A `{.break}` that stands alone is that of what stands before it; other marks are of no text there.
    fn mark_alone(&mut self, node: Node<'_>, marks: Marks, body: &mut [BodyBlock]) {
        if let Some(before) = body.last_mut().filter(|_| marks.ends_leg) {
            before.marks.ends_leg = true;
        }
        if (Marks { ends_leg: false, ..marks }) == Marks::default() {
            return;
        }
        let place = node.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let written = self.text.get(start..end).unwrap_or("").trim();
        let message = format!("`{written}` stands on a line of its own");
        let place = self.span(start..end);
        self.diags.push(
            Diagnostic::error(codes::UNKNOWN_MARK, message)
                .at(place, "the mark of no text")
                .help("put it at the end of its paragraph; `{.break}` alone may stand by itself"),
        );
    }

    /// Marks where there is no paragraph that they might be of: in a cell, a text of the front matter.
    pub(super) fn refuse_marks_in(&mut self, flat: &Flat, what: &str) {
        for mark in misplaced(flat) {
            let place = self.span(mark.range);
            let message = format!("the mark `{{.{}}}` stands in {what}", mark.word);
            self.diags.push(
                Diagnostic::error(codes::UNKNOWN_MARK, message)
                    .at(place, "only paragraphs, subheads and items have marks")
                    .help("take it out, or write `\\{` for a brace that is text"),
            );
        }
    }

    fn tell_short_lines(&mut self, node: Node<'_>) {
        let start = self.lines.start(&node.data().sourcepos);
        let first = self.text.get(start..).and_then(|text| text.lines().next()).unwrap_or("");
        let place = self.span(start..start + first.len());
        self.diags.push(
            Diagnostic::note(codes::SHORT_LINES, "short lines run on as one paragraph")
                .at(place, "and the lines after it")
                .help("end the paragraph with `{.verse}` if its lines are to be kept"),
        );
    }

    fn refuse_mark(&mut self, mark: &Unknown) {
        let word = mark.word.as_str();
        let place = self.span(mark.range.clone());
        if mark.is_against {
            self.diags.push(
                Diagnostic::error(
                    codes::UNKNOWN_MARK,
                    format!("the paragraph ends with marks that contradict each other, one of them `{word}`"),
                )
                .at(place, "another mark says the opposite")
                .help("leave one of `{.center}` and `{.end}`, of `{.tight}` and `{.loose}`, of the numbers of `{.optional}`"),
            );
            return;
        }
        let found = suggest(word, MARKS.iter().copied());
        let label = match found {
            _ if word.starts_with("optional=") => "its number goes from 1 to 99".to_string(),
            Some(name) => format!("perhaps `{{.{name}}}`"),
            None => "unknown mark".to_string(),
        };
        self.diags.push(
            Diagnostic::error(
                codes::UNKNOWN_MARK,
                format!("the paragraph ends with an unknown mark, `{word}`"),
            )
            .at(place, label)
            .help(
                "write `{.verse}`, `{.center}`, `{.end}`, `{.optional}`, `{.tight}`, `{.loose}`, \
                 `{.break}`, `{.initial}` or `{.pull}`, or `\\{` for a brace that is text",
            ),
        );
    }

    fn rich_text(&mut self, node: Node<'_>, bars: Bars) -> RichText {
        let flat = self.flat(node);
        self.refuse_marks_in(&flat, "a text of the front matter");
        self.build(flat, bars)
    }

    pub(super) fn build(&mut self, flat: Flat, bars: Bars) -> RichText {
        let mut builder =
            TextBuilder { file: self.file, places: &self.places, bars, diags: self.diags };
        builder.build(flat)
    }

    fn refuse_oddities(&mut self, flat: &Flat) {
        for (oddity, range) in &flat.oddities {
            let place = self.span(range.clone());
            let (code, message, label, help) = match oddity {
                Oddity::Code => (
                    codes::NO_USE,
                    "an article holds no code",
                    "code",
                    "take the back quotes out, or write `\\`` for one that is text",
                ),
                Oddity::Html => (
                    codes::NO_USE,
                    "an article holds no HTML",
                    "HTML",
                    "take it out, or write `\\<` for a sign that is text",
                ),
                Oddity::Link => (
                    codes::NO_USE,
                    "a printed page has no links",
                    "a link",
                    "keep the words and take the angle brackets out",
                ),
                Oddity::BlanksAtEnd => (
                    codes::LINE_BREAK,
                    "two blanks at the end of a line break nothing",
                    "not printed as a line break",
                    "take them out, or write a backslash there to keep the line end",
                ),
                Oddity::Other => (
                    codes::NO_USE,
                    "an article does not hold this",
                    "unknown mark-up",
                    "take it out",
                ),
            };
            let diagnostic = match oddity {
                Oddity::BlanksAtEnd => Diagnostic::note(code, message),
                _ => Diagnostic::error(code, message),
            };
            self.diags.push(diagnostic.at(place, label).help(help));
        }
        // A reference may stand for what could not be typed.
        for char in flat.chars.iter().filter(|char| char.escaped && is_forbidden(char.c)) {
            self.refuse_control(char.at..char.at + 1, char.c);
        }
    }

    /// A table whose head and the line under it differ is text to Markdown.
    fn refuse_table(&mut self, node: Node<'_>) {
        let place = node.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let written = self.text.get(start..end).unwrap_or("");
        let mut at = start;
        for line in written.split_inclusive('\n') {
            let marks = line.trim();
            let ruled = marks.contains("--")
                && marks.contains('|')
                && marks.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
            if ruled && at > start {
                let place = self.span(at..at + line.trim_end().len());
                self.diags.push(
                    Diagnostic::error(codes::TABLE_ROW, "the head of a table and this line differ")
                        .at(place, "not as many columns as the line above has cells")
                        .help("write `---` once for every cell of the head, or `\\|` for bars that are text"),
                );
                return;
            }
            at += line.len();
        }
    }

    fn refuse_block(&mut self, node: Node<'_>, within: &str) {
        let value = node.data().value.clone();
        if let NodeValue::CodeBlock(code) = &value
            && !code.fenced
        {
            self.refuse(
                node,
                codes::INDENTED,
                "a paragraph begins with four blanks",
                "code, to Markdown",
                "take the blanks at the beginning of the line out",
            );
            return;
        }
        let (message, label, help) = match value {
            NodeValue::CodeBlock(_) => ("an article holds no code", "code", "take the fences out"),
            NodeValue::HtmlBlock(_) => (
                "an article holds no HTML",
                "HTML",
                "take it out, or write `\\<` for a sign that is text",
            ),
            NodeValue::ThematicBreak => (
                "an article has no rules",
                "a horizontal rule",
                "take it out, or write a subhead: `## …`",
            ),
            NodeValue::List(_) => ("an article has no lists in lists", "a list", "write one list"),
            NodeValue::BlockQuote => (
                "an article has no quotations in other blocks",
                "a quotation",
                "begin its line at the left, with an empty line before it",
            ),
            NodeValue::Heading(_) => (
                "a subhead stands by itself",
                "a heading",
                "begin its line at the left, with an empty line before it",
            ),
            _ => ("an article does not hold this", "unknown mark-up", "take it out"),
        };
        let message = match within {
            "" => message.to_string(),
            within => format!("{message} ({within})"),
        };
        self.refuse(node, codes::NO_USE, &message, label, help);
    }

    fn refuse(&mut self, node: Node<'_>, code: Code, message: &str, label: &str, help: &str) {
        let place = node.data().sourcepos;
        let start = self.lines.start(&place);
        let mut end = self.lines.end(&place).max(start);
        // One line is enough to find it by.
        if let Some(line) = self.text.get(start..end).and_then(|text| text.find('\n')) {
            end = start + line;
        }
        let place = self.span(start..end);
        self.diags.push(Diagnostic::error(code, message).at(place, label).help(help));
    }
}

/// Cuts the agency credit off the end of the last paragraph: a blank, ● and a few words.
pub(super) fn split_credit(body: &mut [BodyBlock]) {
    const LONGEST: usize = 20;
    let last = body.last_mut().filter(|last| last.kind != PartKind::Subhead);
    let Some(paragraph) = last else { return };
    let text = &paragraph.text.text;
    let Some(at) = text.rfind('●') else { return };
    let words = text.get(at + '●'.len_utf8()..).unwrap_or("").trim();
    let before = text.get(..at).unwrap_or("");
    let kept = before.trim_end_matches([' ', '\u{3000}']);
    let is_credit = !words.is_empty()
        && words.chars().count() <= LONGEST
        && !words.contains('。')
        && kept.len() < before.len()
        && !kept.is_empty();
    if is_credit {
        let (kept, length) = (kept.len() as u32, text.len() as u32);
        paragraph.credit = Some(paragraph.text.slice(at as u32..length));
        paragraph.text = paragraph.text.slice(0..kept);
    }
}
