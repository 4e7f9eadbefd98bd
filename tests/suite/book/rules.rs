//! Every rule that the code cites has its text in the manual, and every rule of the manual a
//! test that names it.
//!
//! A citation is `R28` in a comment or a text, `R3-R9` for several, or a test's name:
//! `r28_adjacent_marks`, `r30_r31_line_edges`, `r14_to_r24_breaks`. Test code is what stands in
//! `tests`, in a file named for its tests, or in a module of tests at the end of a file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use typeset::diag::codes;

use super::markdown::Page;
use crate::support;

const CHAPTER: &str = "docs/src/composition.md";
const NOT_BUILT: &str = "(not built)";

/// The rules of the chapter: their numbers, and whether the heading says that they are not built.
fn rules() -> Vec<(u32, bool)> {
    let page = Page::read(Path::new(CHAPTER));
    let rule = |heading: &str| {
        let (number, rest) = heading.strip_prefix('R')?.split_once(' ')?;
        Some((number.parse().ok()?, rest.ends_with(NOT_BUILT)))
    };
    page.headings.iter().filter_map(|heading| rule(&heading.text)).collect()
}

#[test]
fn rules_stand_in_order_each_with_its_source() {
    let numbers: Vec<u32> = rules().iter().map(|(number, _)| *number).collect();
    assert!(numbers.len() > 100 && numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    let text = Page::read(Path::new(CHAPTER)).text;
    for part in text.split("\n### ").skip(1) {
        let (heading, body) = part.split_once('\n').expect("a rule has a text");
        assert!(body.contains("*Source*:"), "{heading} has no source");
    }
}

#[test]
fn every_rule_that_is_cited_stands_in_the_manual() {
    let known: BTreeSet<u32> = rules().iter().map(|(number, _)| *number).collect();
    for (number, places) in cited(&[Part::Program, Part::Test]) {
        assert!(known.contains(&number), "R{number} is no rule of {CHAPTER}: {places:?}");
    }
}

#[test]
fn every_rule_of_the_manual_has_a_test() {
    let tested = cited(&[Part::Test]);
    let untested: Vec<_> = rules()
        .into_iter()
        .filter(|(number, not_built)| !not_built && !tested.contains_key(number))
        .map(|(number, _)| format!("R{number}"))
        .collect();
    assert!(untested.is_empty(), "no test names {}", untested.join(", "));
    for (number, not_built) in rules() {
        let places = tested.get(&number);
        assert!(
            !not_built || places.is_none(),
            "R{number} has a test, so it is built: take {NOT_BUILT} from its heading in {CHAPTER}; {places:?}"
        );
    }
}

/// What the desk's list names: codes of messages, and tests.
#[test]
fn the_desks_list_names_what_there_is() {
    let text = Page::read(Path::new("docs/src/desk.md")).text;
    let tests: String = files("src").iter().chain(&files("tests")).map(read).collect();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(rows.len() > 20);
    for row in rows.iter().skip(1) {
        let held = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let mut names = 0;
        for name in held.split([',', ';']).map(|name| name.trim().trim_matches('`')) {
            names += 1;
            let is_code = codes::all().any(|known| known.code.0 == name);
            assert!(is_code || tests.contains(&format!("fn {name}(")), "{name} in {row}");
        }
        assert!(names > 0, "{row}");
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Program,
    Test,
}

/// The rules that are cited in parts of the code, and where.
fn cited(parts: &[Part]) -> BTreeMap<u32, BTreeSet<PathBuf>> {
    let mut found: BTreeMap<u32, BTreeSet<PathBuf>> = BTreeMap::new();
    for path in files("src").into_iter().chain(files("tests")) {
        let text = read(&path);
        let (program, test) = split(&path, &text);
        for (part, text) in [(Part::Program, program), (Part::Test, test)] {
            for number in parts.contains(&part).then(|| citations(text)).into_iter().flatten() {
                found.entry(number).or_default().insert(path.clone());
            }
        }
    }
    found
}

/// Files that may cite, but not this one, whose own tests cite rules that there are not.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![support::root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of the project") {
            let path = entry.expect("a readable entry").path();
            let ending = path.extension().unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if (ending == "rs" || ending == "toml") && !path.ends_with("book/rules.rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &PathBuf) -> String {
    String::from_utf8_lossy(&std::fs::read(path).expect("a readable file")).into_owned()
}

/// What of a file is the program and what tests it.
fn split<'a>(path: &Path, text: &'a str) -> (&'a str, &'a str) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_test = path.components().any(|part| part.as_os_str() == "tests")
        || name.ends_with("tests.rs")
        || ["properties.rs", "testing.rs"].contains(&&*name);
    if is_test {
        return ("", text);
    }
    let module = text.match_indices("#[cfg(test)]\n").find(|(at, found)| {
        let line = text[at + found.len()..].lines().next().unwrap_or_default();
        line.contains("mod ") && line.ends_with('{')
    });
    text.split_at(module.map_or(text.len(), |(at, _)| at))
}

/// The numbers of the rules that a text cites.
fn citations(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut last: Option<(u32, usize)> = None;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    for word in text.split(|c| !is_part(c)).filter(|word| !word.is_empty()) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        match number(word, 'R') {
            Some(rule) => {
                let before = last.filter(|(_, end)| matches!(&text[*end..at], "-" | "–"));
                found.extend(before.map_or(rule, |(from, _)| from)..=rule);
                last = Some((rule, at + word.len()));
            }
            None => found.extend(of_name(word)),
        }
    }
    found
}

fn number(word: &str, letter: char) -> Option<u32> {
    let digits = word.strip_prefix(letter)?;
    let is_rule = (1..=3).contains(&digits.len()) && !digits.starts_with('0');
    is_rule.then(|| digits.parse().ok()).flatten()
}

/// The rules at the head of a test's name.
fn of_name(word: &str) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    let mut is_range = false;
    for part in word.split('_') {
        match (number(part, 'r'), found.last()) {
            (Some(rule), Some(&from)) if is_range => found.extend(from + 1..=rule),
            (Some(rule), _) => found.push(rule),
            (None, Some(_)) if part == "to" => {}
            (None, _) => break,
        }
        is_range = part == "to";
    }
    // `r2` alone is a variable.
    if word.contains('_') { found } else { Vec::new() }
}

#[test]
fn citations_are_found() {
    for (text, expected) in [
        ("squeezed (R28, R49.3)", [28u32, 49].as_slice()),
        ("R3-R6", &[3, 4, 5, 6][..]),
        ("fn r14_to_r16_breaks() {", &[14, 15, 16][..]),
        ("fn r30_r31_line_edges() {", &[30, 31][..]),
        ("let r2 = RGB; R0, R1234, AR5, R5G", &[][..]),
        ("a_r28_name", &[][..]),
    ] {
        assert_eq!(citations(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
    }
    let file = "fn a() {} // R1\n#[cfg(test)]\nmod b;\n#[cfg(test)]\nmod tests {\n// R2\n}";
    let (program, test) = split(Path::new("src/x.rs"), file);
    assert_eq!((citations(program), citations(test)), ([1].into(), [2].into()));
}
