//! Every example of the README and the manual is run.
//!
//! What a fenced block is for stands behind its language:
//!
//! - `toml file=first.toml`, `markdown file=ferry.md`: a file, and from here on part of the job;
//! - `text said`: what the program says of the layout `first.toml` as it stands there, to the letter;
//! - `toml paste`: whole tables to be put into `first.toml` in place of those of the same name;
//! - `text warns`: all that the fragment before it is warned of; one without is warned of nothing;
//! - `toml wrong`: a fragment that is refused;
//! - `toml` alone: a fragment that is put, in the same way, into the test's own job, which has the
//!   articles and pictures that the manual speaks of;
//! - `markdown` alone: an article, set in a page of its own;
//! - `sh`: commands; those of `typeset` are run in a folder that holds the examples;
//! - `python`: run by `tests/python/test_book.py`;
//! - `text`: not run.

use std::path::Path;
use std::process::Command;

use typeset::Goal;
use typeset::diag::Severity;

use super::markdown::{Block, Page, pages};
use crate::support;

/// The job that fragments are put into.
const BASE: &str = r#"
[document]
title = "海港日報"
date = 2024-11-16
overset = "continue"
[paper]
size = "broadsheet"
margin = { top = "24mm", bottom = "14mm", left = "15mm", right = "15mm" }
[grid]
columns = 6
measure = 18
[article]
lead = "lead.md"
port = "port.md"
visit = "visit.md"
points = "points.md"
[look.feature]
body = { size = "10.5pt", leading = 1.5 }
[template.inside]
block = [{ in = "foot", lines = "1+2", text = "{page}" }]
[[page]]
block = [{ article = "lead", columns = "1-6", lines = "1-" }]
"#;

#[test]
fn every_example_is_run() {
    let mut failures = Vec::new();
    let mut run = 0;
    for page in pages() {
        if page.name() == "messages.md" {
            continue;
        }
        let desk = Desk::new();
        for (at, block) in page.blocks.iter().enumerate() {
            run += 1;
            let place = format!("{}:{}", page.path.display(), block.line);
            let next = page.blocks.get(at + 1).filter(|next| next.info == "text warns");
            match desk.run(block) {
                Err(why) => failures.push(format!("{place}: {why}")),
                Ok(warnings) => {
                    let told: Vec<&str> = next.map_or("", |next| &next.text).lines().collect();
                    if block.info == "toml paste" && warnings != told {
                        failures.push(format!("{place}: it is warned of {warnings:#?}"));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(run > 40, "{run} examples");
}

/// A folder with what the manual's examples name.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        let root = support::root();
        for folder in ["examples/harbour", "examples/tabloid", "examples/japan"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("examples") {
                let from = entry.expect("a readable entry").path();
                let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if !name.ends_with(".py") && !name.ends_with(".toml") {
                    std::fs::copy(&from, desk.path(&name)).expect("copied");
                }
            }
        }
        for folder in ["wire", "wire/weather_files"] {
            let copy = root.join("tests/data").join(folder);
            std::fs::create_dir(desk.path(folder)).expect("a folder");
            let entries = std::fs::read_dir(copy).expect("copy").map(|it| it.expect("an entry"));
            for from in entries.map(|entry| entry.path()).filter(|path| path.is_file()) {
                let name = from.file_name().unwrap_or_default();
                std::fs::copy(&from, desk.path(folder).join(name)).expect("copied");
            }
        }
        std::fs::create_dir(desk.path("fonts")).expect("a folder");
        for (from, to) in [
            ("fonts/typeset-test.otf", "fonts/House-Regular.otf"),
            ("fonts/NotoSerif-Regular-Latin.ttf", "fonts/House-Latin.otf"),
            ("fonts/NotoSerif-Bold-Latin.ttf", "fonts/House-Bold.otf"),
            ("fonts/HanaMinB-HKSCS.ttf", "fonts/Rare-Names.otf"),
            ("tests/data/variable.ttf", "fonts/House-VF.ttf"),
            ("src/colour/newsprint.icc", "press.icc"),
        ] {
            std::fs::copy(root.join(from), desk.path(to)).expect("copied");
        }
        for name in ["README.md", "docs/src/first-page.md"] {
            for block in Page::read(Path::new(name)).blocks {
                if let Some(file) = file(&block) {
                    desk.write(file, &block.text);
                }
            }
        }
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a writable file");
    }

    /// Runs a block; gives what it is warned of, if it is a layout.
    fn run(&self, block: &Block) -> Result<Vec<String>, String> {
        let quiet = |done: Result<(), String>| done.map(|()| Vec::new());
        if let Some(name) = file(block) {
            self.write(name, &block.text);
            // What is to be included has no page.
            let is_layout = name.ends_with(".toml") && block.text.contains("[[page]]");
            return if is_layout { self.check(name) } else { Ok(Vec::new()) };
        }
        match block.info.as_str() {
            "text" | "text warns" | "python" | "" => Ok(Vec::new()),
            "text said" => quiet(self.says(&block.text)),
            "toml paste" => {
                let first = std::fs::read_to_string(self.path("first.toml")).unwrap_or_default();
                self.write("pasted.toml", &pasted(&first, &block.text));
                self.check("pasted.toml")
            }
            "toml" | "toml wrong" => {
                let whole = pasted(BASE, &block.text);
                let placed = |name: &str| whole.contains(&format!("article = \"{name}\""));
                let kept = whole.lines().filter(|line| {
                    let name = line.split_once(" = ").map_or("", |(name, _)| name.trim());
                    !["lead", "port", "visit", "points"].contains(&name) || placed(name)
                });
                self.write("fragment.toml", &kept.collect::<Vec<_>>().join("\n"));
                match (self.check("fragment.toml"), block.info.as_str()) {
                    (Ok(_), "toml wrong") => Err("nothing is wrong with it".to_owned()),
                    (_, "toml wrong") => Ok(Vec::new()),
                    (result, _) => result,
                }
            }
            "markdown" => {
                self.write("lead.md", &block.text);
                let fences = block.text.lines().filter(|line| *line == "+++").count();
                let key = if fences > 2 { "articles" } else { "article" };
                let page = format!("[[page]]\nblock = [{{ {key} = \"lead\" }}]\n");
                let layout = BASE.replace(
                    "port = \"port.md\"\nvisit = \"visit.md\"\npoints = \"points.md\"\n",
                    "",
                );
                self.write("article.toml", &pasted(&layout, &page));
                self.check("article.toml")
            }
            "sh" => quiet(self.commands(&block.text)),
            other => Err(format!("no block is marked `{other}`")),
        }
    }

    /// No error; what it is warned of.
    fn check(&self, name: &str) -> Result<Vec<String>, String> {
        let outcome = support::run(&self.path(name), Goal::Document);
        let of = |severity: Severity, word: &str| {
            let found = outcome.findings.iter().filter(|found| found.severity == severity);
            found.map(|f| format!("{word}[{}]: {}", f.code, f.message)).collect::<Vec<String>>()
        };
        let errors = of(Severity::Error, "error");
        if errors.is_empty() {
            Ok(of(Severity::Warning, "warning"))
        } else {
            Err(errors.join("; "))
        }
    }

    fn says(&self, expected: &str) -> Result<(), String> {
        let said = self.command(&["first.toml", "-o", "first.pdf"]).1;
        let same = said.trim() == expected.trim();
        if same { Ok(()) } else { Err(format!("the program says\n{said}")) }
    }

    /// Each line that calls the program does so without an error.
    fn commands(&self, text: &str) -> Result<(), String> {
        for line in text.lines() {
            let line = line.split(" # ").next().unwrap_or_default();
            let mut words = line.split_whitespace().map(|word| word.trim_matches('\''));
            let is_ours = ["typeset", "typeset-cjk"].contains(&words.next().unwrap_or_default());
            let arguments: Vec<&str> =
                words.take_while(|word| !["2>", "|", ">"].contains(word)).collect();
            let (success, said) = if is_ours { self.command(&arguments) } else { continue };
            if !success {
                return Err(format!("{line}: {said}"));
            }
        }
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .current_dir(self.folder.path())
            .args(arguments)
            .output()
            .expect("the program starts");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// The file that a block is, if it is one.
fn file(block: &Block) -> Option<&str> {
    block.info.split_once(" file=").map(|(_, name)| name)
}

/// A layout with the fragment's tables in place of its own of the same name.
fn pasted(layout: &str, fragment: &str) -> String {
    let is_header = |line: &&str| line.starts_with('[');
    let name = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
    let new: Vec<String> = fragment.lines().filter(is_header).map(name).collect();
    let mut keeps = true;
    let mut whole: Vec<&str> = Vec::new();
    for line in layout.lines() {
        if line.starts_with('[') {
            keeps = !new.contains(&name(line));
        }
        if keeps {
            whole.push(line);
        }
    }
    whole.extend(fragment.lines());
    whole.join("\n") + "\n"
}

#[test]
fn tables_take_the_place_of_their_like() {
    let whole = pasted("[a]\nx = 1\n[b]\ny = 1\n", "[b] # new\nz = 2\n");
    assert_eq!(whole, "[a]\nx = 1\n[b] # new\nz = 2\n");
}
