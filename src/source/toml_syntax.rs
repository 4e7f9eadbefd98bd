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
    faults.sort_by_key(|(range, _)| range.start);
    let mut diagnostics = Findings::default();
    let mut last = None;
    for (range, message) in faults {
        // A second fault on one line is the first one's echo.
        let echo = last.is_some_and(|last| on_one_line(cx.text, last, range.start));
        last = Some(range.start);
        if echo {
            continue;
        }
        let (what, help) = say(message);
        diagnostics.push(Diagnostic::error(code, what).at(cx.span(range), "not TOML").help(help));
        if diagnostics.len() == MOST {
            break;
        }
    }
    (table, diagnostics)
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
        ("duplicate key", "this key stands here twice", "keep one of the two"),
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
