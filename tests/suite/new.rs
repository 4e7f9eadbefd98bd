//! `typeset new`: what it writes composes without a word, and never over anything.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use typeset::diag::Severity;
use typeset::{Goal, Outcome};

use crate::support;

const KINDS: [&str; 4] = ["broadsheet", "tabloid", "vertical", "magazine"];
const LANGUAGES: [&str; 5] = ["zh-Hant-HK", "zh-Hant-TW", "zh-Hans", "ja", "ko"];

fn typeset(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_typeset"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A new page of a kind in a language, and what a run says of it.
fn made(folder: &Path, kind: &str, language: &str) -> (PathBuf, Outcome) {
    let name = format!("{kind}-{language}");
    let output = typeset(folder, &["new", &name, "--kind", kind, "--language", language]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let layout = folder.join(name).join("layouts/page.toml");
    let outcome = support::run(&layout, Goal::Check);
    (layout, outcome)
}

#[test]
fn every_new_page_composes_without_a_warning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for kind in KINDS {
        for language in LANGUAGES {
            let (_, outcome) = made(folder.path(), kind, language);
            let found = outcome.findings.iter().filter(|found| found.severity != Severity::Note);
            let found: Vec<String> =
                found.map(|found| format!("{} {}", found.code, found.message)).collect();
            assert!(found.is_empty(), "{kind} {language}: {found:#?}");
        }
    }
}

/// The page is as full as a desk would leave it: no story is more than two lines a leg short.
#[test]
fn every_new_page_is_full() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for kind in KINDS {
        for language in LANGUAGES {
            let (_, outcome) = made(folder.path(), kind, language);
            let slack = outcome.findings.iter().filter(|found| found.code.to_string() == "O002");
            for message in slack.map(|found| found.message.as_str()) {
                let behind = message.split_once("leaves ").map_or("", |(_, behind)| behind);
                let lines: u32 =
                    behind.split(' ').next().and_then(|n| n.parse().ok()).expect(message);
                assert!(lines <= 6, "{kind} {language}: {message}");
            }
        }
    }
}

#[test]
fn a_new_page_is_of_today_and_says_what_is_next() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = typeset(folder.path(), &["new", "my paper", "--language", "JA"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let said = said(&output);
    assert!(said.contains("wrote my paper/layouts/page.toml\n"), "{said}");
    assert!(said.contains("wrote my paper/articles/lead.md\n"), "{said}");
    let next = "next: typeset 'my paper/layouts/page.toml' -o 'my paper/page.pdf'\n";
    assert!(said.ends_with(next), "{said}");
    let layout = std::fs::read_to_string(folder.path().join("my paper/layouts/page.toml"));
    let layout = layout.expect("written");
    assert!(layout.contains("language = \"ja\""));
    let day = layout.lines().find_map(|line| line.strip_prefix("date     = ")).expect("a date");
    let days = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let year = 1970 + days.expect("after 1970").as_secs() / 31_556_952;
    let written: u64 = day.get(..4).and_then(|year| year.parse().ok()).expect("a year");
    // The end of a year is not the same everywhere.
    assert!(written.abs_diff(year) <= 1, "{day}");
    // The next command works from elsewhere, too.
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let layout = folder.path().join("my paper/layouts/page.toml");
    let output = typeset(elsewhere.path(), &["check", &layout.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(0), "{}", self::said(&output));
}

#[test]
fn a_folder_with_something_in_it_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let own = folder.path().join("paper");
    std::fs::create_dir(&own).expect("made");
    let taken = own.join("notes.txt");
    std::fs::write(&taken, "mine").expect("written");
    let refused = typeset(folder.path(), &["new", "paper"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("error[U020]"), "{}", said(&refused));
    assert_eq!(std::fs::read_dir(&own).expect("readable").count(), 1);
    // A file is no folder; an empty folder will do.
    assert_eq!(typeset(folder.path(), &["new", "paper/notes.txt"]).status.code(), Some(2));
    std::fs::remove_file(taken).expect("removed");
    assert_eq!(typeset(folder.path(), &["new", "paper"]).status.code(), Some(0));
    for wrong in [["--kind", "poster"], ["--language", "fr"]] {
        let wrong = typeset(folder.path(), &["new", "other", wrong[0], wrong[1]]);
        assert_eq!(wrong.status.code(), Some(2));
    }
    assert!(!folder.path().join("other").exists());
}
