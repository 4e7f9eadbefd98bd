//! The program as a shell sees it: exit codes, streams, files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::root;

/// A folder of its own, with a small job in it.
struct Desk {
    folder: tempfile::TempDir,
}

const LAYOUT: &str = r#"
[document]
date = 2024-11-16
[grid]
columns = 2
measure = 12
line = "12pt"
[paper]
size = ["120mm", "120mm"]
margin = "10mm"
[article]
lead = "lead.md"
[[page]]
id = "A1"
block = [{ article = "lead" }]
"#;

const ARTICLE: &str = "+++\nheadline = \"港口開幕\"\n+++\n\n海港昨日開幕，首批貨輪已經抵達。\n";

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        desk.write("page.toml", LAYOUT);
        desk.write("lead.md", ARTICLE);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a writable file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        typeset(self.folder.path(), arguments)
    }
}

fn typeset(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_typeset"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, not a signal")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_page_is_written() {
    let desk = Desk::new();
    let output = desk.run(&["page.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    assert!(std::fs::read(desk.path("page.pdf")).expect("written").starts_with(b"%PDF-"));
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    let desk = Desk::new();
    desk.run(&["page.toml", "-o", "one.pdf"]);
    desk.run(&["page.toml", "-o", "two.pdf"]);
    let read = |name| std::fs::read(desk.path(name)).expect("written");
    assert_eq!(read("one.pdf"), read("two.pdf"));
}

#[test]
fn a_file_a_page() {
    let desk = Desk::new();
    let output = desk.run(&["page.toml", "-o", "{page}-{date}.pdf"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(desk.path("A1-2024-11-16.pdf").is_file());
    assert_eq!(code(&desk.run(&["page.toml", "-o", "{pgae}.pdf"])), 2);
    assert_eq!(code(&desk.run(&["page.toml", "-o", "{date}.pdf"])), 2);
}

#[test]
fn standard_output_takes_a_page() {
    let output = Desk::new().run(&["page.toml", "-o", "-"]);
    assert_eq!(code(&output), 0);
    assert!(output.stdout.starts_with(b"%PDF-"));
}

#[test]
fn errors_leave_the_old_file() {
    let desk = Desk::new();
    desk.write("page.pdf", "the old page");
    desk.write("lead.md", "");
    let output = desk.run(&["page.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let kept = std::fs::read_to_string(desk.path("page.pdf")).expect("still there");
    assert_eq!(kept, "the old page");
    assert_eq!(std::fs::read_dir(desk.folder.path()).expect("readable").count(), 3);
}

#[test]
fn what_cannot_be_used_is_exit_2() {
    let desk = Desk::new();
    let cases: &[&[&str]] = &[
        &[],
        &["none.toml", "-o", "page.pdf"],
        &["page.toml"],
        &["page.toml", "-o", "no/such/folder/page.pdf"],
        &["page.toml", "-o", "page.pdf", "--message-format", "xml"],
        &["explain", "L999"],
        &["check"],
    ];
    for arguments in cases {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(!output.stderr.is_empty(), "{arguments:?} says why");
    }
}

#[test]
fn errors_in_the_job_are_exit_1() {
    let desk = Desk::new();
    for (name, text) in [
        ("key.toml", &LAYOUT.replace("columns = 2", "colums = 2")),
        ("article.toml", &LAYOUT.replace("lead.md", "leed.md")),
    ] {
        desk.write(name, text);
        let output = desk.run(&["check", name]);
        assert_eq!(code(&output), 1, "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(&format!("{name}:")), "{name}: {}", stderr(&output));
    }
}

#[test]
fn a_proof_that_cannot_be_made_is_exit_1() {
    let desk = Desk::new();
    desk.write("wide.toml", &LAYOUT.replace("measure = 12", "measure = 120"));
    let output = desk.run(&["wide.toml", "-o", "page.pdf", "--proof"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(!desk.path("page.pdf").exists());
}

#[test]
fn no_file_of_the_job_is_overwritten() {
    let desk = Desk::new();
    for source in ["./page.toml", "lead.md"] {
        let output = desk.run(&["page.toml", "-o", source]);
        assert_eq!(code(&output), 2, "{source}: {}", stderr(&output));
    }
    assert_eq!(std::fs::read_to_string(desk.path("lead.md")).expect("there"), ARTICLE);
    assert_eq!(std::fs::read_to_string(desk.path("page.toml")).expect("there"), LAYOUT);
}

#[test]
fn a_layout_that_is_no_toml_is_exit_2() {
    let desk = Desk::new();
    desk.write("syntax.toml", "[grid\n");
    let output = desk.run(&["syntax.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("syntax.toml:1:"), "{}", stderr(&output));
    assert!(!desk.path("page.pdf").exists());
}

#[test]
fn commands_to_come_say_so() {
    let output = Desk::new().run(&["watch", "page.toml"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("not built yet"), "{}", stderr(&output));
}

#[test]
fn messages_come_as_json_lines() {
    let desk = Desk::new();
    desk.write("key.toml", &LAYOUT.replace("columns = 2", "colums = 2"));
    let output = desk.run(&["check", "key.toml", "--message-format", "json"]);
    let text = stderr(&output);
    assert!(!text.trim().is_empty());
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
        assert!(value["schema"].is_number(), "{line}");
        assert!(value["code"].is_string(), "{line}");
        assert!(value["severity"].is_string(), "{line}");
    }
}

#[test]
fn nothing_is_read_from_outside_the_root() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).expect("a folder");
    desk.write("in/page.toml", &LAYOUT.replace("lead.md", "../lead.md"));
    let output = desk.run(&["check", "in/page.toml", "--root", "in"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("outside the root"), "{}", stderr(&output));
    assert_eq!(code(&desk.run(&["check", "in/page.toml"])), 0, "the working directory is a root");
}

#[test]
fn every_stage_can_be_dumped() {
    let desk = Desk::new();
    for stage in ["page", "lines", "frames", "draw"] {
        let output = desk.run(&["dump", "page.toml", "--stage", stage]);
        assert_eq!(code(&output), 0, "{stage}: {}", stderr(&output));
        assert!(!output.stdout.is_empty(), "{stage}");
    }
}

#[test]
fn codes_and_licences_are_printed() {
    let output = typeset(&root(), &["explain", "U004"]);
    assert_eq!(code(&output), 0);
    assert!(String::from_utf8_lossy(&output.stdout).contains("U004"));
    let output = typeset(&root(), &["licences"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("SIL OPEN FONT LICENSE"));
}
