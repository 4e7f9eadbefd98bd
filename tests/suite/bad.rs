//! Bad input gets the right answer.
//!
//! Every layout of `tests/bad` says in comments what it must be told:
//!
//! - `key = …  # L003: part of the message` on the line that the diagnostic points at;
//! - `#! A002 article.md:5: part of the message` for one that points into another file;
//! - `#! U001: part of the message` for one that points nowhere.
//!
//! The run must say exactly that: nothing more, nothing less. Only notes of codes that the
//! layout does not list are passed over, for most small layouts leave lines empty.

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

/// As a shell sees it: an error is exit 1, or 2 where the layout is none, and leaves the old page; a warning is no error.
#[test]
fn bad_layouts_leave_the_old_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = folder.path().join("page.pdf");
    for layout in support::files(&support::root().join("tests/bad"), "toml") {
        std::fs::write(&page, "the old page").expect("a writable file");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_typeset"))
            .args([&layout, Path::new("-o"), &page])
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        let is_error = said.lines().any(|line| line.starts_with("error["));
        // What is no TOML is no layout; a file that it includes is one of the job's.
        let is_own = said.contains(&format!("--> {}:", layout.display()));
        let code = if said.contains("error[L001]") && is_own { 2 } else { is_error.into() };
        assert_eq!(output.status.code(), Some(code), "{}: {said}", layout.display());
        let kept = std::fs::read(&page).expect("still there");
        assert_eq!(kept.starts_with(b"the old page"), is_error, "{}", layout.display());
        let files = std::fs::read_dir(folder.path()).expect("readable").count();
        assert_eq!(files, 1, "{} leaves something behind", layout.display());
    }
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
        .filter(|code| !shown.contains(code))
        .filter(|code| !ELSEWHERE.iter().any(|(known, _)| known == code))
        .collect();
    assert!(missing.is_empty(), "no example in tests/bad for {}", missing.join(", "));
}

/// Codes that no small file brings about, and where they are tried instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("L012", "a_layout_too_large_to_read"),
    ("L105", "too_many_blocks_are_refused"),
    ("A010", "a_ten_megabyte_article_is_refused"),
    ("K012", "load: a font of that kind is made there"),
    ("K014", "cli: a note that check alone gives"),
    ("P050", "draw::account"),
    ("P051", "draw::account"),
    ("P052", "draw::account"),
    ("P053", "pdf::fonts"),
    ("P055", "cli"),
    ("P060", "inks: asked for by an option"),
    ("P061", "inks: asked for by an option"),
    ("H001", "idml: asked for by an option"),
    ("H002", "byproduct::package"),
    ("U001", "cli"),
    ("U002", "cli"),
    ("U003", "cli"),
    ("U004", "cli"),
    ("U008", "cli: of a build without a feature"),
    ("U009", "cli"),
    ("U020", "new"),
    ("U040", "cli"),
    ("U041", "slips"),
    ("U021", "watch"),
    ("U022", "watch"),
    ("U023", "watch: needs a desktop without a browser"),
    ("U010", "compare"),
    ("U011", "compare"),
    ("U007", "cli: needs a font of the machine"),
    ("I004", "import"),
    ("N002", "arrange"),
    ("N003", "arrange"),
    ("N004", "arrange"),
    ("N005", "arrange"),
    ("N006", "arrange"),
    ("N007", "arrange"),
    ("N008", "arrange: what a plan brings about that leaves no other way"),
    ("N009", "arrange"),
    ("X001", "cli::main"),
];

fn check(layout: &Path) -> Result<(), String> {
    let mut wanted = expected(layout);
    let outcome = support::run(layout, Goal::Document);
    let mut got: Vec<_> = outcome
        .findings
        .iter()
        .filter(|found| {
            let listed = || wanted.iter().any(|want| want.code == found.code.to_string());
            found.severity != Severity::Note || listed()
        })
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
    if same {
        Ok(())
    } else {
        Err(format!("{}:\nwanted {wanted:#?}\ngot {got:#?}", layout.display()))
    }
}

fn expected(layout: &Path) -> Vec<Finding> {
    let text =
        String::from_utf8_lossy(&std::fs::read(layout).expect("a readable file")).into_owned();
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

/// A job of its own in a temporary folder: a small layout, changed, and its article.
struct Job {
    folder: tempfile::TempDir,
}

const LAYOUT: &str = r#"
[document]
date = 2024-11-16
[paper]
size = ["120mm", "120mm"]
margin = "10mm"
[grid]
columns = 2
measure = 12
line = "12pt"
[article]
lead = "lead.md"
[[page]]
block = [{ article = "lead" }]
"#;

impl Job {
    fn new(layout: &str, article: &[u8]) -> Job {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("page.toml"), layout).expect("a writable file");
        std::fs::write(folder.path().join("lead.md"), article).expect("a writable file");
        Job { folder }
    }

    /// The codes that the program gives, and the rest of what it says; it writes nothing.
    fn codes(&self) -> Vec<String> {
        let outcome = support::run(&self.folder.path().join("page.toml"), Goal::Document);
        assert!(outcome.has_errors(), "{:#?}", outcome.findings);
        assert!(matches!(outcome.output, typeset::Output::Nothing), "no page in spite of errors");
        outcome.findings.iter().map(|found| found.code.to_string()).collect()
    }

    /// How many findings of a code are shown, and how many more there are.
    fn more(&self, code: &str) -> (usize, usize) {
        let outcome = support::run(&self.folder.path().join("page.toml"), Goal::Document);
        let shown = outcome.findings.iter().filter(|found| found.code.0 == code).count();
        let closing = outcome.findings.closing();
        let more = closing.iter().find(|closing| closing.code.0 == code);
        (shown, more.map_or(0, |closing| closing.count))
    }
}

const ARTICLE: &[u8] = "海港昨日開幕。\n".as_bytes();

#[test]
fn a_layout_too_large_to_read() {
    let layout = format!("{LAYOUT}#{}", "x".repeat(5_000_000));
    assert_eq!(Job::new(&layout, ARTICLE).codes(), ["L012"]);
}

#[test]
fn a_ten_megabyte_article_is_refused() {
    let text = "海港昨日開幕，首批貨輪已經抵達。\n\n".repeat(210_000);
    assert!(text.len() > 10_000_000, "{}", text.len());
    assert_eq!(Job::new(LAYOUT, text.as_bytes()).codes(), ["A010"]);
}

/// As large as is read at all: counted, said, and done with.
#[test]
fn a_large_article_is_over_by_a_number() {
    let text = "海港昨日開幕，首批貨輪已經抵達。\n\n".repeat(4_000);
    assert_eq!(Job::new(LAYOUT, text.as_bytes()).codes(), ["O001"]);
}

#[test]
fn more_of_the_same_is_counted() {
    let keys: String = (0..100).map(|at| format!("key{at} = 1\n")).collect();
    let job = Job::new(&LAYOUT.replace("[grid]\n", &format!("[grid]\n{keys}")), ARTICLE);
    assert_eq!(job.more("L002"), (20, 80));

    let links = "見[此](https://example.com)。\n\n".repeat(100);
    assert_eq!(Job::new(LAYOUT, links.as_bytes()).more("A005"), (20, 80));

    // Characters that no font has: one finding each, wherever they stand.
    let rare: String = (0..100).filter_map(|at| char::from_u32(0x10_0000 + at)).collect();
    assert_eq!(Job::new(LAYOUT, rare.repeat(3).as_bytes()).more("F001"), (20, 80));
}

#[test]
fn bytes_that_are_no_text_are_answered() {
    let noise: Vec<u8> = (0..4096u32).map(|at| (at * at / 7 + at * 31) as u8).collect();
    assert_eq!(Job::new(LAYOUT, &noise).codes(), ["U006"]);
}
