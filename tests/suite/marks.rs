//! What marks of an article do on the page, from the text to the drawing list.

use std::io;
use std::path::Path;

use typeset::fonts::SystemFont;
use typeset::{Goal, Output, Stage, World};

use crate::support;

const LAYOUT: &str = r#"
[paper]
size = ["200mm", "200mm"]
[grid]
columns = 2
measure = 18
writing = "WRITING"
[article]
lead = "lead.md"
[[page]]
block = [{ article = "lead", columns = 1, lines = "1-20" }]
"#;

/// A layout in one writing or the other, and one article.
struct Memory<'a> {
    writing: &'a str,
    article: &'a str,
}

impl World for Memory<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match path.to_str() {
            Some("page.toml") => Ok(LAYOUT.replace("WRITING", self.writing).into_bytes()),
            Some("lead.md") => Ok(self.article.as_bytes().to_vec()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

fn drawn(writing: &str, article: &str) -> String {
    let world = Memory { writing, article };
    let outcome = support::run_in(&world, Path::new("page.toml"), Goal::Dump(Stage::Draw));
    match outcome.output {
        Output::Text(text) => text,
        _ => panic!("{:#?}", outcome.findings),
    }
}

/// The places of what a line of the dump draws: x, y, width and height, in points.
fn numbers(line: &str) -> Vec<f64> {
    let place = line.strip_prefix("rect ").and_then(|rest| rest.split(" stroke").next());
    let words = place.unwrap_or_default().split(|c: char| !c.is_ascii_digit() && c != '.');
    words.filter_map(|word| word.parse().ok()).collect()
}

/// R87: a closed frame as long as the name and as wide as its line, in both writings.
#[test]
fn r87_a_frame_stands_around_the_name_of_the_dead() {
    for (writing, along) in [("horizontal", 2), ("vertical", 3)] {
        let drawn = drawn(writing, "昨日[陳平]{.mourned}先生逝世。");
        let frames: Vec<&str> =
            drawn.lines().map(str::trim).filter(|line| line.starts_with("rect ")).collect();
        assert_eq!(frames.len(), 1, "{drawn}");
        let frame = numbers(frames[0]);
        assert_eq!((frame[along], frame[5 - along]), (18.0, 9.0), "{writing}: {}", frames[0]);
    }
}
