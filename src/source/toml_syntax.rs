//! TOML into its spanned tree, every fault of syntax a diagnostic.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::toml_reader::Context;
use crate::diag::{Code, Diagnostic, Findings};

/// The faults shown at most: one that is not understood brings others about.
const MOST: usize = 10;

/// Takes the context's text apart. The tree holds what could be understood; the faults are in
/// the order of the file.
pub(super) fn parse_toml<'t>(cx: &Context<'t>, code: Code) -> (Spanned<DeTable<'t>>, Findings) {
    let (table, errors) = DeTable::parse_recoverable(cx.text);
    let end = cx.text.len();
    let mut faults: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(end..end), error.message())).collect();
    if !faults.is_empty() {
        faults.extend(slips(cx.text).map(|range| (range, "")));
    }
    faults.sort_by_key(|(range, _)| range.start);
    let mut diagnostics = Findings::default();
    let mut last = None;
    // To the end of a table that stands here twice, whose keys are no faults of their own.
    let mut again = 0;
    for (range, message) in faults {
        if range.start < again && message.contains(TWICE) {
            continue;
        }
        // A second fault on one line is the first one's echo.
        let echo = last.is_some_and(|last| on_one_line(cx.text, last, range.start));
        last = Some(range.start);
        if echo {
            continue;
        }
        diagnostics.push(match say_of_line(cx.text, range.start) {
            Some(Slip { range, what, help }) => {
                Diagnostic::error(code, what).at(cx.span(range), "not TOML").help(help)
            }
            None if message.contains(TWICE) && header_of(cx.text, range.start).is_some() => {
                again = table_end(cx.text, range.start);
                table_twice(cx, code, range)
            }
            None => {
                let (what, help) = say(message);
                Diagnostic::error(code, what).at(cx.span(range), "not TOML").help(help)
            }
        });
        if diagnostics.len() == MOST {
            break;
        }
    }
    (table, diagnostics)
}

/// What the parser says of a key that stands twice in its table.
const TWICE: &str = "duplicate key";

/// A table that is written twice, as when the fragment of a manual is put behind a file.
fn table_twice(cx: &Context<'_>, code: Code, range: Range<usize>) -> Diagnostic {
    let header = header_of(cx.text, range.start).unwrap_or("");
    let first = cx
        .text
        .match_indices(header)
        .map(|(at, _)| at)
        .find(|at| *at < range.start && header_of(cx.text, *at) == Some(header));
    let found = Diagnostic::error(code, format!("the table {header} stands here twice"))
        .at(cx.span(range.clone()), "the second time")
        .help(
            "keep one of the two: a fragment's tables, and its [[page]], go in place of those of \
             the same name",
        );
    match first.filter(|at| at + header.len() <= line_start(cx.text, range.start)) {
        Some(at) => found.and_at(cx.span(at..at + header.len()), "the first time"),
        None => found,
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The header of a table whose line holds the byte `at`.
fn header_of(text: &str, at: usize) -> Option<&str> {
    let line = text.get(line_start(text, at)..)?.lines().next()?.trim_start();
    let end = line.find(']').filter(|_| line.starts_with('['))?;
    line.get(..=end).filter(|header| !header.starts_with("[["))
}

/// Where the table that begins at `at` ends: at the next header.
fn table_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.find("\n[").map_or(text.len(), |next| at + next + 1)
}

fn on_one_line(text: &str, one: usize, other: usize) -> bool {
    let between = text.as_bytes().get(one.min(other)..one.max(other));
    between.is_some_and(|bytes| !bytes.contains(&b'\n'))
}

/// A slip of the hand that is plain from the line itself.
struct Slip {
    range: Range<usize>,
    what: String,
    help: String,
}

/// The slips of all lines: the parser may give up at the first. A text over several lines holds
/// what it likes.
fn slips(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let plain = !text.contains("\"\"\"") && !text.contains("'''");
    let mut at = 0;
    let starts = text.split_inclusive('\n').map(move |line| {
        at += line.len();
        at - line.len()
    });
    starts.filter(move |_| plain).filter_map(|start| Some(say_of_line(text, start)?.range))
}

/// Characters that stand in the place of one of TOML's own, and that one.
const LOOKALIKES: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('＂', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('＇', "'"),
    ('「', "\""),
    ('」', "\""),
    ('『', "\""),
    ('』', "\""),
    ('＝', "="),
    ('，', ","),
    ('、', ","),
    ('［', "["),
    ('］', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('【', "["),
    ('】', "]"),
    ('（', "["),
    ('）', "]"),
    ('＃', "#"),
    ('：', "="),
    ('．', "."),
    ('。', "."),
    ('－', "-"),
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('＋', "+"),
];

/// What is plain of the line that a fault is on: a character that looks like one of TOML's, or a
/// range without quotation marks.
fn say_of_line(text: &str, at: usize) -> Option<Slip> {
    let at = at.min(text.len());
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next().unwrap_or("");
    let outside = outside_quotes(line);
    let lookalike = outside.iter().find_map(|&(place, c)| {
        let (_, plain) = LOOKALIKES.iter().find(|(strange, _)| *strange == c)?;
        Some((place, c, *plain))
    });
    if let Some((place, c, plain)) = lookalike {
        let code = u32::from(c);
        return Some(Slip {
            range: start + place..start + place + c.len_utf8(),
            what: format!("{c} (U+{code:04X}) is no sign of TOML"),
            help: format!("write {plain} there, the sign of a plain keyboard"),
        });
    }
    let (from, to) = bare_range(&outside, line.len())?;
    let range = line.get(from..to)?;
    Some(Slip {
        range: start + from..start + to,
        what: format!("{range} is a range, and a range is a text"),
        help: format!("write \"{range}\", in quotation marks"),
    })
}

/// The characters of a line that stand in no text and in no comment.
fn outside_quotes(line: &str) -> Vec<(usize, char)> {
    let mut outside = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = open == '"' && c == '\\' && !escaped;
            }
            None if c == '#' => break,
            None if c == '"' || c == '\'' => quote = Some(c),
            None => outside.push((at, c)),
        }
    }
    outside
}

/// `= 1-20`, `= 4-`, `= 10+30`: where the range stands in the line.
fn bare_range(outside: &[(usize, char)], length: usize) -> Option<(usize, usize)> {
    let equals = outside.iter().enumerate().filter(|(_, (_, c))| *c == '=');
    for (index, _) in equals {
        let rest = outside.get(index + 1..)?;
        let value = rest.iter().skip_while(|(_, c)| *c == ' ');
        let value: Vec<(usize, char)> = value
            .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '-' | '+'))
            .copied()
            .collect();
        let (Some(first), Some(last)) = (value.first(), value.last()) else { continue };
        let signs = value.iter().skip(1).filter(|(_, c)| !c.is_ascii_digit()).count();
        // A date has two of them.
        if signs == 1 && first.1.is_ascii_digit() {
            return Some((first.0, (last.0 + 1).min(length)));
        }
    }
    None
}

/// What the parser's message means, and what to do about it.
fn say(message: &str) -> (String, &'static str) {
    const SAYINGS: &[(&str, &str, &str)] = &[
        (
            "escape",
            "a backslash that stands for nothing",
            "write \\\\ in double quotation marks, or put the text in single ones",
        ),
        (TWICE, "this key stands here twice", "keep one of the two"),
        (
            "must be quoted",
            "a value is missing, or a text without quotation marks",
            "write texts in quotation marks, and numbers, true and false without",
        ),
        (
            "string",
            "a text without its closing quotation mark",
            "close the quotation mark on the same line",
        ),
        (
            "inline table",
            "a comma or a closing brace is missing before this",
            "close every brace, and put a comma between the items",
        ),
        (
            "comma between",
            "a comma is missing before this",
            "close every bracket, and put a comma between the items",
        ),
        (
            "array",
            "a comma or a closing bracket is missing before this",
            "close every bracket, and put a comma between the items",
        ),
        ("key with no value", "a key without a value", "write `key = value`"),
        ("extra `=`", "an equals sign too many", "write `key = value`"),
        ("missing value", "a key without a value", "write `key = value`"),
    ];
    match SAYINGS.iter().find(|(part, _, _)| message.contains(part)) {
        Some((_, what, help)) => (what.to_string(), help),
        None => (
            message.replace(", expected nothing", ""),
            "write `key = value`, a table's name in brackets, and texts in quotation marks",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Option<(String, String)> {
        let text = format!("# “\n{line}\n[grid]\n");
        let slip = say_of_line(&text, 6)?;
        Some((text.get(slip.range).unwrap_or("").to_owned(), slip.what))
    }

    #[test]
    fn the_very_character_is_named() {
        for (line, expected) in [
            ("title = “海港日報”", Some("“")),
            ("columns ＝ 3", Some("＝")),
            ("a = { b = 1， c = 2 }", Some("，")),
            ("a = { lines = 1-20 }", Some("1-20")),
            ("a = { lines = 48-, b = 1 }", Some("48-")),
            ("lines = 10+30", Some("10+30")),
            ("title = \"“海港”，\"", None),
            ("date = 2024-11-16", None),
            ("a = -1", None),
            ("a = 1 # ，", None),
        ] {
            assert_eq!(said(line).map(|(range, _)| range).as_deref(), expected, "{line}");
        }
        let what = said("title = “海港日報”").map(|(_, what)| what).unwrap_or_default();
        assert!(what.contains("U+201C"), "{what}");
    }
}
