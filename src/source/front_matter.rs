//! The TOML between the `+++` lines of an article.

use std::ops::Range;

use super::article::FrontMatter;
use super::empty_lines::is_blank_line;
use super::inline::Bars;
use super::line_mark::line_mark;
use super::read_article::inline_text;
use super::read_pictures::{pictures, portrait};
use super::toml_reader::{Context, Source, Table, Value};
use super::toml_syntax::parse_toml;
use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, FileId, Findings, Span, Spanned};
use crate::text::RichText;

/// Whether a line opens or closes the front matter: `+++`, a plus sign more or less, full-width
/// ones and blanks around them allowed.
fn is_fence(line: &str) -> bool {
    let marks = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    (2..=5).contains(&marks.chars().count()) && marks.chars().all(|c| c == '+' || c == '＋')
}

/// What stands between lines of `---`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dashed {
    Yaml,
    /// Between the wrong lines.
    Toml,
}

/// The bytes of a front matter between lines of `---` at the beginning of a text, its first line to its
/// last.
pub(super) fn dashed(text: &str) -> Option<(std::ops::Range<usize>, Dashed)> {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let start = text.len() - text.trim_start_matches(blank).len();
    let rest = text.get(start..)?;
    let is_rule = |line: &str| {
        let line = line.trim();
        line.len() >= 3 && line.bytes().all(|byte| byte == b'-')
    };
    let mut lines = rest.split_inclusive('\n');
    let first = lines.next().filter(|line| is_rule(line))?;
    let mut at = first.len();
    let (mut keys, mut values) = (0, 0);
    for line in lines {
        at += line.len();
        if is_rule(line) {
            let kind = if values >= keys { Dashed::Toml } else { Dashed::Yaml };
            return (keys + values > 0).then_some((start..start + at, kind));
        }
        let sign = line.find([':', '：', '=', '＝']);
        match sign.and_then(|at| line.get(at..)?.chars().next()) {
            Some('=' | '＝') => values += 1,
            Some(_) => keys += 1,
            None => {}
        }
    }
    None
}

/// The first line within a front matter that would close it in YAML.
pub(super) fn wrong_fence(front: &str) -> Option<Range<usize>> {
    let mut at = 0;
    front.split_inclusive('\n').find_map(|line| {
        let mark = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let dashes = mark.chars().all(|c| matches!(c, '-' | '－' | '–' | '—'));
        (dashes && mark.chars().count() >= 3).then(|| start..start + mark.len())
    })
}

/// Says of a front matter that begins with `+++` that it ends otherwise.
pub(super) fn ends_otherwise(file: FileId, fence: Range<usize>) -> Diagnostic {
    Diagnostic::error(codes::FRONT_SYNTAX, "the front matter does not end as it begins")
        .at(Span::new(file, fence), "its end stands between lines of `---` alone")
        .help("write `+++` in place of this line")
}

/// Where the front matter and the body of an article stand in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The opening fence, or nothing at the article's head.
    pub begins: Range<usize>,
    pub front: Range<usize>,
    pub body: Range<usize>,
    /// Nothing closes the front matter.
    pub is_open: bool,
}

/// Finds the fences: of the article at the head of a text, and of those after it, each of which
/// begins with its own front matter.
pub(super) fn divide(text: &str) -> Vec<Parts> {
    let mut articles = vec![first(text)];
    while let Some(last) = articles.last_mut() {
        let Some(next) = next(text, last.body.clone()) else { break };
        last.body.end = next.begins.start;
        articles.push(next);
    }
    articles
}

fn first(text: &str) -> Parts {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let whole = Parts {
        begins: start..start,
        front: start..start,
        body: start..text.len(),
        is_open: false,
    };
    let mut at = start;
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        if is_fence(line) {
            return behind(text, at..at + line.trim_end().len(), at + line.len());
        }
        if !line.trim().is_empty() {
            return whole;
        }
        at += line.len();
    }
    whole
}

/// The article whose front matter begins at `front`, behind its fence.
fn behind(text: &str, begins: Range<usize>, front: usize) -> Parts {
    let mut at = front;
    for line in text.get(front..).unwrap_or("").split_inclusive('\n') {
        if is_fence(line) {
            let body = at + line.len()..text.len();
            return Parts { begins, front: front..at, body, is_open: false };
        }
        at += line.len();
    }
    Parts { begins, front: front..front, body: text.len()..text.len(), is_open: true }
}

/// The first article that begins within `body`: a fence of exactly three marks, with a key of TOML
/// or the closing fence right behind it.
fn next(text: &str, body: Range<usize>) -> Option<Parts> {
    let mut at = body.start;
    for line in text.get(body.clone())?.split_inclusive('\n') {
        let behind_it = at + line.len();
        if matches!(line.trim(), "+++" | "＋＋＋") && opens_front(text.get(behind_it..)?) {
            return Some(behind(text, at..at + line.trim_end().len(), behind_it));
        }
        at = behind_it;
    }
    None
}

/// Whether what follows a fence is front matter.
fn opens_front(rest: &str) -> bool {
    let line = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    is_fence(line) || key_of(line).is_some()
}

/// The key of a line of TOML.
fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim();
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (!key.is_empty() && key.chars().all(is_key)).then_some(key)
}

/// What is wrong with a front matter that would be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    /// More stands on the fence before it: `+++toml`.
    Named,
    /// No fence stands before it.
    Bare,
    /// Nor is there one behind it.
    Unfenced,
}

/// The first line of a front matter at the head of a text that no fence opens.
pub(super) fn unopened(text: &str) -> Option<(Range<usize>, Unopened)> {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let start = text.len() - text.trim_start_matches(blank).len();
    let mut lines = text.get(start..)?.lines();
    let line = lines.next()?.trim_end();
    let name = line.trim_start_matches(['+', '＋']);
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let closes = lines.any(is_fence);
    let kind = match key_of(line) {
        None if (closes || line.ends_with(['+', '＋']))
            && key_of(name.trim()).is_some()
            && name.len() < line.len() =>
        {
            Unopened::Named
        }
        None if closes && is_name(name) && line.len() >= name.len() + 2 => Unopened::Named,
        Some(_) if closes => Unopened::Bare,
        Some(key) if KEYS.contains(&key) && is_text(line) => Unopened::Unfenced,
        _ => return None,
    };
    Some((start..start + line.len(), kind))
}

/// Whether what a line of TOML gives its key is a text or a list.
fn is_text(line: &str) -> bool {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    value.starts_with(['"', '\'', '[', '“', '”'])
}

/// The keys of a front matter whose values are texts.
const KEYS: [&str; 10] = [
    "label",
    "kicker",
    "headline",
    "deck",
    "byline",
    "intro",
    "dateline",
    "source",
    "jump_headline",
    "pictures",
];

/// The first line within a body that holds three plus signs or more, of either keyboard, and nothing else.
pub(super) fn stray_fence(body: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let mark = line.trim();
        if mark.chars().all(|c| matches!(c, '+' | '＋')) && mark.chars().count() > 2 {
            let from = at + line.len() - line.trim_start().len();
            return Some(from..from + mark.len());
        }
        at += line.len();
    }
    None
}

/// Reads the front matter at `range` of the file; no tree when it is no TOML.
pub(super) fn read_front(
    file: FileId,
    text: &str,
    range: std::ops::Range<usize>,
    diags: &mut Findings,
) -> Option<FrontMatter> {
    let base = range.start;
    let toml = text.get(range).unwrap_or("");
    let source = Source { file, text: toml, base, folder: "", at: 0 };
    let (root, errors) = parse_toml(&source, codes::FRONT_SYNTAX);
    let mut cx = Context::of(source, codes::FRONT_TYPE, diags);
    if !errors.is_empty() {
        match wrong_fence(toml) {
            Some(fence) => {
                cx.push(ends_otherwise(file, base + fence.start..base + fence.end));
            }
            None => cx.diags.append(&errors),
        }
        return None;
    }
    let span = Span::new(file, base..base + toml.len());
    let mut table = Table::new(&cx, "the front matter", span, root.get_ref());
    let id = table.take("id").and_then(|value| id(&mut cx, &value));
    let front = FrontMatter { id, ..front_keys(&mut cx, &mut table) };
    table.finish_as(&mut cx, codes::FRONT_KEY);
    Some(front)
}

/// The keys of a front matter, in a file of its own or in a layout.
pub(super) fn front_keys(cx: &mut Context<'_>, t: &mut Table<'_>) -> FrontMatter {
    let written = t.peek("headline");
    let front = FrontMatter {
        id: None,
        label: one(cx, t, "label", Bars::Breaks),
        kicker: many(cx, t, "kicker", Bars::Breaks),
        headline: many(cx, t, "headline", Bars::Breaks),
        deck: many(cx, t, "deck", Bars::Breaks),
        byline: one(cx, t, "byline", Bars::Breaks),
        intro: many(cx, t, "intro", Bars::Plain),
        dateline: one(cx, t, "dateline", Bars::Plain),
        source: one(cx, t, "source", Bars::Plain),
        jump_headline: one(cx, t, "jump_headline", Bars::Plain),
        pictures: pictures(cx, t),
        portrait: t.take("portrait").and_then(|value| portrait(cx, &value)),
    };
    // Of a deck that is empty nobody wonders where it is.
    if let Some(value) = written.filter(|value| match value.as_str() {
        Some(text) => text.lines().all(is_blank_line),
        None => value.items(cx).is_some_and(|items| items.is_empty()),
    }) {
        cx.push(
            Diagnostic::note(codes::EMPTY, "the headline is empty")
                .at(value.span, "no head is printed")
                .help("write it, or take the line out if the article has none"),
        );
    }
    front
}

/// Letters, figures, `-` and `_`: it stands behind a `#` and in names of files.
fn id(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Spanned<String>> {
    let is_id = |text: &&str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let Some(id) = value.as_str().filter(is_id) else {
        cx.wrong_type(value, "a name of letters, figures, - and _", "id = \"lee\"");
        return None;
    };
    Some(Spanned::new(id.to_owned(), value.span))
}

fn one(cx: &mut Context<'_>, t: &mut Table<'_>, key: &'static str, bars: Bars) -> Option<RichText> {
    let value = t.take(key)?;
    if value.as_str().is_none() {
        cx.wrong_type(&value, "one text", &format!("{key} = \"…\""));
        return None;
    }
    texts_of(cx, &value, bars).pop()
}

fn many(cx: &mut Context<'_>, t: &mut Table<'_>, key: &'static str, bars: Bars) -> Vec<RichText> {
    let Some(value) = t.take(key) else { return Vec::new() };
    let items = value.items(cx).unwrap_or_else(|| vec![value]);
    for item in items.iter().filter(|item| item.as_str().is_none()) {
        cx.wrong_type(item, "a text or a list of texts", &format!("{key} = \"…\""));
    }
    if let Some(beyond) = items.get(MOST_TEXTS) {
        let message = format!("`{key}` has {} texts, and {MOST_TEXTS} is the limit", items.len());
        cx.push(
            Diagnostic::error(codes::HEAD_TOO_LONG, message)
                .at(beyond.span, "the first too many")
                .help("put running text into the body or the `intro`"),
        );
        return Vec::new();
    }
    // Bylines part names by it; in a head it is where two clauses meet.
    let is_wide = |item: &&Value<'_>| item.as_str().is_some_and(|text| text.contains('｜'));
    if let Some(item) = items.iter().find(is_wide).filter(|_| matches!(key, "headline" | "deck")) {
        cx.push(
            Diagnostic::note(codes::NEAR_MARK, "`｜` parts no clauses, and is printed as written")
                .at(item.span, "the full-width bar")
                .help("write |, the bar of a plain keyboard, where one clause ends and the next begins"),
        );
    }
    items.iter().flat_map(|item| texts_of(cx, item, bars)).collect()
}

/// A part of a head with more characters is running text: even to find that it fits nowhere takes
/// seconds.
const MOST_OF_HEAD: usize = 10_000;
/// Texts of one part, each of which is a row at least.
const MOST_TEXTS: usize = 200;

/// A TOML text as rich text; nothing for an empty one, and of an `intro` its paragraphs.
fn texts_of(cx: &mut Context<'_>, value: &Value<'_>, bars: Bars) -> Vec<RichText> {
    let Some(decoded) = value.as_str() else { return Vec::new() };
    let characters = decoded.chars().count();
    if bars == Bars::Breaks && characters > MOST_OF_HEAD {
        let message =
            format!("`{}` has {characters} characters, and {MOST_OF_HEAD} is the limit", value.key);
        cx.push(
            Diagnostic::error(codes::HEAD_TOO_LONG, message)
                .at(value.span, "too long for a head")
                .help("put running text into the body or the `intro`"),
        );
        return Vec::new();
    }
    let places = places(cx, value, decoded);
    if let Some(mark) = line_mark(decoded) {
        let at = |byte: usize| places.get(byte).map_or(value.span.start, |&at| at);
        let span = Span::new(value.span.file, at(0) as usize..at(mark.end) as usize);
        let shown = decoded.get(mark).unwrap_or("");
        cx.push(
            Diagnostic::warning(codes::LINE_MARK, format!("`{shown}` is printed as written"))
                .at(span, "no heading, item or quotation begins in the front matter")
                .help(format!("take it out; write `\\\\{shown}` if it is text")),
        );
    }
    let mut own = Findings::default();
    let whole = || std::iter::once(0..decoded.len()).collect();
    let parts = if value.key == "intro" { paragraphs(decoded) } else { whole() };
    let texts = parts.into_iter().map(|part| {
        let places = places.get(part.start..=part.end).unwrap_or_default().to_vec();
        let text = decoded.get(part).unwrap_or("");
        inline_text(value.span.file, text, places, bars, &mut own)
    });
    let texts = texts.filter(|text| !text.text.is_empty()).collect();
    push_in_toml(cx, &own, "write | where a row of a head ends, or give a list of its rows");
    texts
}

/// The paragraphs of a text, which empty lines part.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let (mut at, mut found) = (0, Vec::new());
    let mut open: Option<Range<usize>> = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\r', '\n']).len();
        if is_blank_line(line) {
            found.extend(open.take());
        } else {
            open = Some(open.map_or(at, |open| open.start)..end);
        }
        at += line.len();
    }
    found.extend(open);
    found
}

/// What is said of a text of an article that stands in TOML, where a backslash is two.
/// `ends` is what ends a line there.
pub(super) fn push_in_toml(cx: &mut Context<'_>, found: &Findings, ends: &str) {
    const ENDS: &str = "end the line there with a backslash, which keeps its end";
    for found in found.as_slice() {
        let mut found = found.clone();
        for help in &mut found.help {
            *help = help.replace("`\\", "`\\\\").replace(ENDS, ends);
        }
        cx.push(found);
    }
}

/// Where each byte of a TOML text was written, and its end.
pub(super) fn places(cx: &Context<'_>, value: &Value<'_>, decoded: &str) -> Vec<u32> {
    let start = value.span.start as usize;
    toml_places(cx.raw(value), decoded).into_iter().map(|at| (start + at) as u32).collect()
}

/// For each byte of a decoded TOML text, and for its end, the byte of `raw` (quotation marks
/// and all) that it was written at.
fn toml_places(raw: &str, decoded: &str) -> Vec<usize> {
    let fence = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|fence| raw.starts_with(fence));
    let fence = fence.unwrap_or("");
    let basic = fence.starts_with('"');
    let mut at = fence.len();
    if fence.len() == 3 {
        // The first line end after the fence does not count.
        let rest = raw.get(at..).unwrap_or("");
        at += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    let mut places = Vec::with_capacity(decoded.len() + 1);
    for c in decoded.chars() {
        if basic {
            at += skipped_line_end(raw.get(at..).unwrap_or(""));
        }
        let rest = raw.get(at..).unwrap_or("");
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += match rest.as_bytes() {
            [b'\\', kind, ..] if basic => match kind {
                b'x' => 4,
                b'u' => 6,
                b'U' => 10,
                _ => 2,
            },
            [b'\r', b'\n', ..] if c == '\n' => 2,
            _ => c.len_utf8(),
        };
        at = at.min(raw.len());
    }
    places.push(at);
    places
}

/// The length of a backslash at a line's end with the blanks that go with it.
fn skipped_line_end(rest: &str) -> usize {
    let mut skipped = 0;
    while let Some(after) = rest.get(skipped..).and_then(|rest| rest.strip_prefix('\\')) {
        let blank = after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if !after.get(..blank).is_some_and(|blanks| blanks.contains('\n')) {
            break;
        }
        skipped += 1 + blank;
    }
    skipped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_paragraphs() {
        let of = |text: &'static str| {
            paragraphs(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(of("甲\n乙\n\n　丙\n\u{3000}\r\n丁\n"), ["甲\n乙", "　丙", "丁"]);
        assert_eq!(of("甲"), ["甲"]);
        assert!(of(" \n").is_empty());
    }

    #[test]
    fn the_fences_are_found() {
        let cases = [
            ("+++\na = 1\n+++\nbody", "a = 1\n", "body"),
            ("\u{feff}+++\r\na = 1\r\n+++\r\nbody", "a = 1\r\n", "body"),
            ("+++\n+++", "", ""),
            ("body\n+++\n", "", "body\n+++\n"),
            ("\n \n+++\na = 1\n+++\nbody", "a = 1\n", "body"),
            (" +++\na = 1\n+++ \nbody", "a = 1\n", "body"),
            ("＋＋＋\na = 1\n＋＋＋\nbody", "a = 1\n", "body"),
            ("++++\na = 1\n++\nbody", "a = 1\n", "body"),
            ("", "", ""),
        ];
        for (text, front, body) in cases {
            let [parts] = &divide(text)[..] else { panic!("one article: {text}") };
            let (own, rest) = (parts.front.clone(), parts.body.clone());
            assert_eq!((&text[own], &text[rest]), (front, body), "{text}");
        }
        for (text, begins) in [("+++\na = 1\n", 0..3), ("\n＋＋＋\na = 1\n", 1..10)] {
            let parts = divide(text);
            assert!(parts[0].is_open, "{text}");
            assert_eq!(parts[0].begins, begins);
        }
        assert_eq!(dashed("\n---\ntitle: x\n---\nbody"), Some((1..18, Dashed::Yaml)));
        let toml = "---\nheadline = \"a: b\"\ndeck = \"c\"\n---\nbody";
        assert_eq!(dashed(toml), Some((0..37, Dashed::Toml)));
        for text in ["---\n\nbody", "a: b\n---\n", "---\na\n---\nbody"] {
            assert_eq!(dashed(text), None, "{text}");
        }
    }

    #[test]
    fn a_front_matter_that_ends_otherwise_is_known() {
        assert_eq!(wrong_fence("a = 1\n --- \n正文"), Some(7..10));
        assert_eq!(wrong_fence("a = 1\n———\n正文"), Some(6..15));
        assert_eq!(wrong_fence("a = '---'\n--\n"), None);
    }

    #[test]
    fn a_front_matter_that_nothing_opens_is_known() {
        use Unopened::*;
        for (text, first, kind) in [
            ("headline=\"甲\"\n+++\n正文。", "headline=\"甲\"", Bare),
            (
                "\u{feff}\nheadline = \"甲\"\ndeck = \"乙\"\n＋＋＋\n正文。",
                "headline = \"甲\"",
                Bare,
            ),
            ("+++toml\nheadline=\"甲\"\n+++\n正文。", "+++toml", Named),
            ("+++ TOML\nheadline=\"甲\"\n+++\n正文。", "+++ TOML", Named),
            ("+++ headline=\"甲\"\ndeck=\"乙\"\n+++\n正文。", "+++ headline=\"甲\"", Named),
            ("+++ headline=\"甲\" +++\n正文。", "+++ headline=\"甲\" +++", Named),
            ("headline = \"甲\"\n\n正文。", "headline = \"甲\"", Unfenced),
        ] {
            let start = text.find(first).expect("the line");
            assert_eq!(unopened(text), Some((start..start + first.len(), kind)), "{text}");
        }
        for text in [
            "+++\na=1\n+++\n正文",
            "正文。",
            "",
            "a = b",
            "x=3\n正文",
            "C++ 入門\n正文",
            "headline = 甲",
        ] {
            assert_eq!(unopened(text), None, "{text}");
        }
        assert_eq!(stray_fence("甲\n +++\n乙"), Some(5..8));
        assert_eq!(stray_fence("甲\n++++\n乙"), Some(4..8));
        assert_eq!(stray_fence("甲\n++\n+++ 乙\n\\+++"), None);
    }

    #[test]
    fn a_file_may_hold_several_articles() {
        let cases: [(&str, &[(&str, &str)]); 4] = [
            (
                "+++\na = 1\n+++\none\n+++\nb = 2\n+++\ntwo\n",
                &[("a = 1\n", "one\n"), ("b = 2\n", "two\n")],
            ),
            (
                "one\n+++\n\nb = 2\n+++\n+++\n+++\nthree",
                &[("", "one\n"), ("\nb = 2\n", ""), ("", "three")],
            ),
            // Three signs that open no front matter are text.
            ("+++\na = 1\n+++\none\n+++\nplain\n+++\n", &[("a = 1\n", "one\n+++\nplain\n+++\n")]),
            ("+++\na = 1\n+++\none\n+++\nb = 2\n", &[("a = 1\n", "one\n"), ("", "")]),
        ];
        for (text, articles) in cases {
            let divided = divide(text);
            let shown: Vec<(&str, &str)> = divided
                .iter()
                .map(|parts| (&text[parts.front.clone()], &text[parts.body.clone()]))
                .collect();
            assert_eq!(shown, articles, "{text}");
        }
    }

    #[test]
    fn each_character_of_a_toml_text_has_its_place() {
        let cases = [
            ("\"港a\"", "港a", vec![1, 1, 1, 4, 5]),
            (r#""\"\u6E2Fb""#, "\"港b", vec![1, 3, 3, 3, 9, 10]),
            ("'a\\b'", "a\\b", vec![1, 2, 3, 4]),
            ("\"\"\"\r\na\r\nb\"\"\"", "a\nb", vec![5, 6, 8, 9]),
            ("\"\"\"a \\\n   b\"\"\"", "a b", vec![3, 4, 10, 11]),
        ];
        for (raw, decoded, places) in cases {
            assert_eq!(toml_places(raw, decoded), places, "{raw}");
        }
    }
}
