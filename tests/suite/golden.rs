//! Every example layout's drawing list, as text.

use typeset::diag::Severity;
use typeset::{Goal, Stage};

use crate::support;

#[test]
fn example_pages_are_drawn_as_before() {
    for layout in support::layouts() {
        let name = layout.file_stem().expect("a file name").to_string_lossy().into_owned();
        let text = support::dump(&layout, Goal::Dump(Stage::Draw));
        support::matches(&format!("golden/{name}.txt"), &text);
    }
}

/// A golden of a layout that is gone proves nothing.
#[test]
fn no_golden_is_left_over() {
    let layouts: Vec<_> = support::layouts()
        .iter()
        .map(|path| path.file_stem().expect("a file name").to_owned())
        .collect();
    for golden in support::files(&support::root().join("tests/golden"), "txt") {
        let name = golden.file_stem().expect("a file name").to_owned();
        assert!(layouts.contains(&name), "{} belongs to no layout", golden.display());
    }
}

/// What the project shows is what its own preflight passes.
#[test]
fn example_pages_have_nothing_to_warn_of() {
    for layout in support::layouts() {
        let outcome = support::run(&layout, Goal::Check);
        let found: Vec<String> = outcome
            .findings
            .iter()
            .filter(|found| found.severity != Severity::Note)
            .map(|found| format!("{}: {}", found.code, found.message))
            .collect();
        assert!(found.is_empty(), "{}: {found:#?}", layout.display());
    }
}
