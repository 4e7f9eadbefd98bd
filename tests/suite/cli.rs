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
fn messages_come_as_one_sarif_document() {
    let desk = Desk::new();
    desk.write("key.toml", &LAYOUT.replace("columns = 2", "colums = 2"));
    for (arguments, code_expected, rule) in [
        (&["check", "key.toml"][..], 1, "L002"),
        (&["page.toml", "-o", "no/such/folder/page.pdf"], 2, "U004"),
        (&["page.toml", "-o", "{pgae}.pdf"], 2, "U003"),
    ] {
        let output = desk.run(&[arguments, &["--message-format", "sarif"]].concat());
        assert_eq!(code(&output), code_expected, "{}", stderr(&output));
        let value: serde_json::Value =
            serde_json::from_str(&stderr(&output)).expect("one JSON document");
        assert_eq!(value["version"], "2.1.0");
        let run = &value["runs"][0];
        let results = run["results"].as_array().expect("results");
        let found = results.iter().find(|result| result["ruleId"] == rule).expect(rule);
        assert_eq!(found["level"], "error");
        let index = found["ruleIndex"].as_u64().expect("an index") as usize;
        let row = &run["tool"]["driver"]["rules"][index];
        assert_eq!(row["id"], rule);
        assert!(row["help"]["text"].is_string() && row["shortDescription"]["text"].is_string());
    }
    let output = desk.run(&["check", "key.toml", "--message-format", "sarif"]);
    let value: serde_json::Value = serde_json::from_str(&stderr(&output)).expect("JSON");
    let place = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "key.toml");
    let region = serde_json::json!(
        { "startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 7 });
    assert_eq!(place["region"], region);
}

#[test]
fn messages_come_as_workflow_commands() {
    let desk = Desk::new();
    desk.write("key.toml", &LAYOUT.replace("columns = 2", "colums = 2"));
    let output = desk.run(&["check", "key.toml", "--message-format", "github"]);
    let text = stderr(&output);
    let first = text.lines().next().expect("a line");
    assert!(
        first.starts_with("::error file=key.toml,line=5,col=1,endLine=5,endColumn=6,title=L002")
    );
    assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
}

/// The layout leaves lines empty, a note, and its headline is short, a warning.
#[test]
fn a_denied_finding_is_an_error_and_nothing_is_written() {
    let desk = Desk::new();
    let commands: [&[&str]; 2] = [&["check", "page.toml"], &["page.toml", "-o", "page.pdf"]];
    for command in commands {
        for (denied, expected, error) in [
            ("preflight,L002", 0, ""),
            ("warnings", 1, "error[O009]"),
            ("notes", 1, "error[O002]"),
            ("o002", 1, "error[O002]"),
            ("L002,slack", 1, "error[O002]"),
            ("slak", 2, "error[U005]"),
            ("Z999", 2, "error[U005]"),
        ] {
            let output = desk.run(&[command, &["--deny", denied]].concat());
            assert_eq!(code(&output), expected, "{denied}: {}", stderr(&output));
            let says = stderr(&output);
            assert!(says.contains(error), "{denied}: {says}");
            assert_eq!(says.matches("error[").count(), error.len().min(1), "{denied}: {says}");
            assert_eq!(desk.path("page.pdf").exists(), expected == 0 && command.len() == 3);
            let _ = std::fs::remove_file(desk.path("page.pdf"));
        }
    }
    let output = desk.run(&["check", "page.toml", "--deny", "L002", "--deny", "slack"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let output = desk.run(&["check", "page.toml", "--deny", "slak"]);
    assert!(stderr(&output).contains("was slack meant?"), "{}", stderr(&output));
}

/// What preflight only notes is for those who ask for it.
#[test]
fn check_tells_of_pictures_that_are_separated() {
    let desk = Desk::new();
    let rgb = std::fs::read(root().join("tests/data/pictures/rgb.jpg")).expect("a picture");
    std::fs::write(desk.path("rgb.jpg"), rgb).expect("a writable file");
    let picture = "block = [{ picture = \"rgb.jpg\", alt = \"x\", columns = 2, lines = \"20+2\" }, ";
    desk.write("rgb.toml", &LAYOUT.replace("block = [", picture));
    let says = |arguments: &[&str]| stderr(&desk.run(arguments));
    assert!(says(&["check", "rgb.toml"]).contains("note[K014]"));
    assert!(!says(&["rgb.toml", "-o", "page.pdf"]).contains("K014"));
    assert!(says(&["rgb.toml", "-o", "page.pdf", "--deny", "K014"]).contains("error[K014]"));
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
