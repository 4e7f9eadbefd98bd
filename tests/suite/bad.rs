//! Bad input gets the right answer.
//!
//! Every layout of `tests/bad` says in comments what it must be told:
//!
//! - `key = …  # L003: part of the message` on the line that the diagnostic points at;
//! - `#! A002 article.md:5: part of the message` for one that points into another file;
//! - `#! U001: part of the message` for one that points nowhere.
//!
//! The run must say exactly that, notes apart: nothing more, nothing less.

use std::collections::BTreeSet;
use std::path::Path;

use typeset::Goal;
use typeset::diag::{Severity, codes};

use crate::support;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    code: String,
    /// `file:line`, or empty.
    place: String,
    message: String,
}

#[test]
fn every_bad_layout_is_told_what_is_wrong() {
    let mut failures = Vec::new();
    for layout in support::files(&support::root().join("tests/bad"), "toml") {
        if let Err(failure) = check(&layout) {
            failures.push(failure);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// A code that no example brings about may have lost its meaning.
#[test]
fn every_code_has_an_example() {
    let mut shown = BTreeSet::new();
    for layout in support::files(&support::root().join("tests/bad"), "toml") {
        shown.extend(expected(&layout).into_iter().map(|finding| finding.code));
    }
    let missing: Vec<_> = codes::all()
        .map(|row| row.code.to_string())
        // Usage and internal faults are no matter of a layout; notes are not listed.
        .filter(|code| !code.starts_with(['U', 'X']) && !shown.contains(code))
        .filter(|code| !NOTES.contains(&code.as_str()))
        .collect();
    assert!(missing.is_empty(), "no example in tests/bad for {}", missing.join(", "));
}

/// Codes that are only ever notes, which bad examples do not list.
const NOTES: &[&str] = &[];

fn check(layout: &Path) -> Result<(), String> {
    let mut wanted = expected(layout);
    let outcome = support::run(layout, Goal::Check);
    let mut got: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|found| found.severity != Severity::Note)
        .map(|found| Finding {
            code: found.code.to_string(),
            place: found.primary.as_ref().map_or(String::new(), |label| {
                let path = Path::new(outcome.sources.path(label.span.file));
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let (line, _) = outcome.sources.line_column(label.span.file, label.span.start);
                format!("{name}:{line}")
            }),
            message: found.message.clone(),
        })
        .collect();
    wanted.sort();
    got.sort();
    let same = wanted.len() == got.len()
        && wanted.iter().zip(&got).all(|(want, got)| {
            want.code == got.code && want.place == got.place && got.message.contains(&want.message)
        });
    if same { Ok(()) } else { Err(format!("{}:\nwanted {wanted:#?}\ngot {got:#?}", layout.display())) }
}

fn expected(layout: &Path) -> Vec<Finding> {
    let text = String::from_utf8_lossy(&std::fs::read(layout).expect("a readable file")).into_owned();
    let name = layout.file_name().unwrap_or_default().to_string_lossy().into_owned();
    text.lines().enumerate().filter_map(|(at, line)| finding(line, &name, at + 1)).collect()
}

fn finding(line: &str, name: &str, number: usize) -> Option<Finding> {
    if let Some(rest) = line.strip_prefix("#! ") {
        let (head, message) = rest.split_once(": ")?;
        let (code, place) = head.split_once(' ').unwrap_or((head, ""));
        return Some(Finding {
            code: code.to_owned(),
            place: place.to_owned(),
            message: message.trim().to_owned(),
        });
    }
    let (_, comment) = line.rsplit_once("# ")?;
    let (code, message) = comment.split_once(": ")?;
    let is_code = code.len() == 4
        && code.starts_with(|c: char| c.is_ascii_uppercase())
        && code[1..].bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| Finding {
        code: code.to_owned(),
        place: format!("{name}:{number}"),
        message: message.trim().to_owned(),
    })
}
