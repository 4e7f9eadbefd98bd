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

fn layout(writing: &str) -> String {
    LAYOUT.replace("WRITING", writing)
}

/// A layout and one article.
struct Memory<'a> {
    layout: String,
    article: &'a str,
}

impl World for Memory<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match path.to_str() {
            Some("page.toml") => Ok(self.layout.clone().into_bytes()),
            Some("lead.md") => Ok(self.article.as_bytes().to_vec()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

fn drawn(writing: &str, article: &str) -> String {
    let world = Memory { layout: layout(writing), article };
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

/// R87: an initial's frame is as large as the initial.
#[test]
fn r87_a_frame_stands_around_a_whole_initial() {
    let article = "[香]{.mourned}港電台今日發出酷熱天氣警告，提醒市民慎防中暑，多喝水並避免在陽光下曝曬過久。{.initial}";
    for writing in ["horizontal", "vertical"] {
        let drawn = drawn(writing, article);
        let frames: Vec<&str> =
            drawn.lines().map(str::trim).filter(|line| line.starts_with("rect ")).collect();
        assert_eq!(frames.len(), 1, "{drawn}");
        let frame = numbers(frames[0]);
        assert_eq!((frame[2], frame[3]), (21.0, 21.0), "{writing}: {}", frames[0]);
    }
}

/// R134: a reading that meets the frame of its box is told, in both writings; one in a wider box is not.
#[test]
fn r134_a_reading_on_the_frame_of_its_box_is_told() {
    let article = "{東京|とうきょう}は{首都|しゅと}である。";
    for writing in ["horizontal", "vertical"] {
        for (inset, told) in [("0.25", true), ("0.7", false)] {
            let block = format!(r#"frame = "0.5pt", inset = {inset}, columns = 1"#);
            let world = Memory { layout: layout(writing).replace("columns = 1", &block), article };
            let outcome = support::run_in(&world, Path::new("page.toml"), Goal::Check);
            let readings =
                outcome.findings.iter().filter(|found| found.message.contains("a reading"));
            assert_eq!(readings.count() == 1, told, "{writing} {inset} {:#?}", outcome.findings);
        }
    }
}
