//! TOML into its spanned tree, every fault of syntax a diagnostic.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::slips::{Slip, outside_quotes, say_of_line, slips};
use super::toml_reader::Source;
use crate::diag::codes::article::FRONT_SYNTAX;
use crate::diag::{Code, Diagnostic, Findings};
use crate::text::is_wide_letter;

/// The faults shown at most: one that is not understood brings others about.
const MOST: usize = 10;

/// Takes a file's TOML apart. The tree holds what could be understood; the faults are in
/// the order of the file.
pub(super) fn parse_toml<'t>(source: &Source<'t>, code: Code) -> (Spanned<DeTable<'t>>, Findings) {
    let toml = source.text;
    let (table, errors) = DeTable::parse_recoverable(toml);
    let end = toml.len();
    let mut faults: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(end..end), error.message())).collect();
    if !faults.is_empty() {
        faults.extend(slips(toml).map(|range| (range, "")));
    }
    faults.sort_by_key(|(range, _)| range.start);
    let mut diagnostics = Findings::default();
    // What follows is of that list to the parser.
    if let Some((bracket, from)) = open_list(toml).filter(|_| !faults.is_empty()) {
        faults.retain(|(range, _)| range.start < from);
        diagnostics.push(
            Diagnostic::error(code, "this bracket is not closed")
                .at(source.span(bracket..bracket + 1), "not TOML")
                .help("write ] at the end of its list"),
        );
    }
    let mut last = None;
    // To the end of a table that stands here twice, whose keys are no faults of their own.
    let mut again = 0;
    // A brace that its line leaves open holds all that follows for the parser.
    let mut is_open = false;
    for (range, message) in faults {
        if is_open && is_of_bracket(message) {
            continue;
        }
        if range.start < again && message.contains(TWICE) {
            continue;
        }
        // A second fault on one line is the first one's echo.
        let echo = last.is_some_and(|last| on_one_line(toml, last, range.start));
        last = Some(range.start);
        if echo {
            continue;
        }
        is_open |= is_of_bracket(message) && leaves_brace_open(toml, range.start);
        diagnostics.push(match say_of_line(toml, range.start) {
            Some(Slip { range, what, help }) => {
                Diagnostic::error(code, what).at(source.span(range), "not TOML").help(help)
            }
            None if message.contains(TWICE) && header_of(toml, range.start).is_some() => {
                again = table_end(toml, range.start);
                table_twice(source, code, range)
            }
            None if is_open && toml.as_bytes().get(range.start) == Some(&b']') => {
                let line = toml.get(line_start(toml, range.start)..range.start).unwrap_or("");
                // A bracket on a line of its own closes what it should: a brace is missing before.
                let help = match line.trim().is_empty() {
                    true => "write } at the end of the table before it",
                    false => "write } in place of ]",
                };
                let what = "a bracket closes what a brace has opened";
                Diagnostic::error(code, what).at(source.span(range), "not TOML").help(help)
            }
            None => fault(source, code, range, message),
        });
        if diagnostics.len() == MOST {
            break;
        }
    }
    (table, diagnostics)
}

/// A fault that is no slip of its line's.
fn fault(source: &Source<'_>, code: Code, range: Range<usize>, message: &str) -> Diagnostic {
    let toml = source.text;
    let is_front = code == FRONT_SYNTAX;
    let found = |what: String, range, help: &str| {
        Diagnostic::error(code, what).at(source.span(range), "not TOML").help(help)
    };
    if toml.trim_start().starts_with('{') {
        let (what, help) = match is_front {
            true => (
                "the front matter is JSON",
                "write it as TOML: `headline = \"…\"`, a key a line, without braces",
            ),
            false => (
                "the file is JSON",
                "write the layout as TOML: `key = value`, a table's name in brackets",
            ),
        };
        return found(what.to_owned(), range, help);
    }
    if is_front && is_words(toml, range.start) {
        let start = line_start(toml, range.start);
        let line = toml.get(start..).and_then(|rest| rest.lines().next());
        return found(
            "a line of text stands in the front matter".to_owned(),
            start..start + line.map_or(0, str::len),
            "put it below the second `+++`, or give it its key: `intro = \"…\"`",
        );
    }
    let (what, help) = say(message);
    found(what, range, help)
}

/// Whether the parser misses a comma, a brace or a bracket.
fn is_of_bracket(message: &str) -> bool {
    ["inline table", "comma between", "array"].iter().any(|part| message.contains(part))
}

/// Whether a brace of the table that holds the byte `at` is still open at the end of that line, or of the
/// line before where the fault begins its line; braces in texts are left out.
fn leaves_brace_open(text: &str, at: usize) -> bool {
    let line = line_start(text, at);
    let begins_line = text.get(line..at).is_some_and(|before| before.trim().is_empty());
    let rest = text.get(at..).unwrap_or("");
    let end = if begins_line { line } else { at + rest.find('\n').unwrap_or(rest.len()) };
    let before = text.get(..end).unwrap_or("");
    let table = before.rfind("\n[").map_or(0, |header| header + 1);
    let (mut depth, mut quote, mut before_it) = (0, None, ' ');
    for c in before.get(table..).unwrap_or("").chars() {
        match (quote, c) {
            (Some(open), _) if open == c && c != '#' && before_it != '\\' => quote = None,
            // A text and a comment end with their line.
            (Some(_), '\n') => quote = None,
            (None, '"' | '\'' | '#') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            _ => {}
        }
        before_it = c;
    }
    depth > 0
}

/// A list that is still open at a table's header or at a key, and where that line begins: lists hold neither.
fn open_list(text: &str) -> Option<(usize, usize)> {
    if text.contains("\"\"\"") || text.contains("'''") {
        return None;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let own = line.trim();
        let name = own.trim_matches(['[', ']']);
        let is_header = own.starts_with('[')
            && own.ends_with(']')
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(is_name);
        let key = own.split_once('=').map_or("", |(key, _)| key.trim());
        let is_key = !key.is_empty() && key.chars().all(is_name);
        match open.last() {
            Some((bracket, '[')) if is_header || is_key => return Some((*bracket, at)),
            None if is_header => {}
            _ => {
                for (place, c) in outside_quotes(line) {
                    match (c, open.last()) {
                        ('[' | '{', _) => open.push((at + place, c)),
                        (']', Some((_, '['))) | ('}', Some((_, '{'))) => _ = open.pop(),
                        // That is told otherwise.
                        (']' | '}', _) => return None,
                        _ => {}
                    }
                }
            }
        }
        at += line.len();
    }
    None
}

/// What the parser says of a key that stands twice in its table.
const TWICE: &str = "duplicate key";

/// A table that is written twice, as when the fragment of a manual is put behind a file.
fn table_twice(source: &Source<'_>, code: Code, range: Range<usize>) -> Diagnostic {
    let toml = source.text;
    let header = header_of(toml, range.start).unwrap_or("");
    let first = toml
        .match_indices(header)
        .map(|(at, _)| at)
        .find(|at| *at < range.start && header_of(toml, *at) == Some(header));
    let found = Diagnostic::error(code, format!("the table {header} stands here twice"))
        .at(source.span(range.clone()), "the second time")
        .help(
            "keep one of the two: a fragment's tables, and its [[page]], go in place of those of \
             the same name",
        );
    match first.filter(|at| at + header.len() <= line_start(toml, range.start)) {
        Some(at) => found.and_at(source.span(at..at + header.len()), "the first time"),
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

/// Whether the line that holds the byte `at` is none of TOML's, and text.
fn is_words(text: &str, at: usize) -> bool {
    let line = text.get(line_start(text, at)..).and_then(|rest| rest.lines().next()).unwrap_or("");
    line.contains(is_wide_letter) && !line.contains(['=', '"', '\'', '＝', '：'])
}

fn on_one_line(text: &str, one: usize, other: usize) -> bool {
    let between = text.as_bytes().get(one.min(other)..one.max(other));
    between.is_some_and(|bytes| !bytes.contains(&b'\n'))
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
        ("date", "there is no such day", "write year, month and day: 2024-11-16"),
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
