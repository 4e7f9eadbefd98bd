//! A small job in a folder of its own, and the program run in it as a shell runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, with a small job in it.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

pub const LAYOUT: &str = r#"
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
block = [{ split = 1, article = "lead" }]
"#;

pub const ARTICLE: &str = "+++\nheadline = \"港口開幕\"\n+++\n\n海港昨日開幕，首批貨輪已經抵達。\n";

impl Desk {
    pub fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        desk.write("page.toml", LAYOUT);
        desk.write("lead.md", ARTICLE);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a writable file");
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        typeset(self.folder.path(), arguments)
    }
}

pub fn typeset(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_typeset"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, not a signal")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
