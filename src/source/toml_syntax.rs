//! TOML into its spanned tree, every fault of syntax a diagnostic.

use toml::Spanned;
use toml::de::DeTable;

use super::toml_reader::Context;
use crate::diag::{Code, Diagnostic};

/// The faults shown at most: one that is not understood brings others about.
const MOST: usize = 10;

/// Takes the context's text apart. The tree holds what could be understood.
pub(super) fn parse_toml<'t>(
    cx: &Context<'t>,
    code: Code,
) -> (Spanned<DeTable<'t>>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(cx.text);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut last = None;
    for error in &errors {
        let range = error.span().unwrap_or(cx.text.len()..cx.text.len());
        // A second fault on one line is the first one's echo.
        let echo = last.is_some_and(|last| on_one_line(cx.text, last, range.start));
        last = Some(range.start);
        if echo {
            continue;
        }
        let (message, help) = say(error.message());
        diagnostics.push(
            Diagnostic::error(code, format!("the TOML breaks off here: {message}"))
                .at(cx.span(range), message)
                .help(help),
        );
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

/// The parser's message, and what to do about it.
fn say(message: &str) -> (String, &'static str) {
    let help = if message.contains("escape") {
        "in double quotation marks a backslash is written \\\\; in single ones it stands for itself"
    } else if message.contains("duplicate key") {
        "keep one of the two, or give the second another name"
    } else if message.contains("string") || message.contains("quot") {
        "text stands in quotation marks that end on the same line"
    } else if message.contains("array") || message.contains(',') {
        "close every bracket, and put a comma between the items"
    } else {
        "write `key = value`, a table's name in brackets, and texts in quotation marks"
    };
    (message.replace(", expected nothing", ""), help)
}
