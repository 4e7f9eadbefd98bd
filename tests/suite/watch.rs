//! The live page: the program serves it, and is spoken to as a browser would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A folder with a job in it, and the program that watches it.
struct Desk {
    folder: tempfile::TempDir,
    program: Child,
    port: u16,
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
block = [{ columns = "1", lines = "1+12", article = "lead" }]
"#;

const ARTICLE: &str =
    "+++\nheadline = \"港口開幕\"\n+++\n\n海港昨日開幕，首批貨輪已經抵達。\n\n燈塔重光。\n";

/// An answer of the server.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// Says something to the server, whole requests, and hears the first answer.
fn say(port: u16, request: &str) -> Answer {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
    stream.write_all(request.as_bytes()).expect("it hears");
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(stream.read_line(&mut head).expect("a line") > 0, "{head}");
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let mut answer = Answer { status: status.expect("a status"), head, body: Vec::new() };
    let length: u64 = answer.header("content-length").parse().unwrap_or(0);
    stream.take(length).read_to_end(&mut answer.body).expect("the body");
    answer
}

impl Desk {
    fn new() -> Desk {
        Desk::with(&[("page.toml", LAYOUT), ("lead.md", ARTICLE)], &["page.toml"])
    }

    fn with(files: &[(&str, &str)], layouts: &[&str]) -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .current_dir(folder.path())
            .args(["watch", "--port", "0"])
            .args(layouts)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let output = program.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let port =
            line.trim().strip_prefix("http://127.0.0.1:").and_then(|it| it.strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("{line}"));
        Desk { folder, program, port }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    fn get(&self, address: &str) -> Answer {
        let port = self.port;
        say(port, &format!("GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"))
    }

    /// The first state from `after` on of which something is so.
    fn state(&self, mut after: u64, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let answer = self.get(&format!("/state?after={after}"));
            assert_eq!(answer.status, 200);
            let state = answer.json();
            if is_so(&state) {
                return state;
            }
            let version = state["version"].as_u64().expect("a version");
            assert!(version > after, "it never came about that {what}: {state:#}");
            after = version;
        }
    }

    /// The state once all layouts are composed.
    fn first(&self) -> Value {
        self.state(0, "the first run is over", |state| state["busy"] == false)
    }

    fn picture(&self, page: &Value, query: &str) -> Answer {
        let picture = page["picture"].as_str().expect("a picture");
        self.get(&format!("/picture/{picture}.png?{query}"))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        _ = self.program.kill();
        _ = self.program.wait();
    }
}

fn version(state: &Value) -> u64 {
    state["version"].as_u64().expect("a version")
}

fn picture_of(state: &Value) -> &str {
    state["pages"][0]["picture"].as_str().unwrap_or_default()
}

/// The pixels of a PNG, three bytes each, with its width.
fn pixels(png: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("a frame");
    assert_eq!(info.color_type, png::ColorType::Rgb);
    (info.width as usize, pixels)
}

#[test]
fn a_save_gives_another_picture() {
    let desk = Desk::new();
    let first = desk.first();
    assert_eq!(first["layouts"][0]["ok"], true, "{first:#}");
    let whole = desk.picture(&first["pages"][0], "dpi=72");
    assert_eq!((whole.status, whole.header("content-type")), (200, "image/png"));
    assert_eq!(whole.header("x-place"), "0 0 340 340");
    desk.write("lead.md", &ARTICLE.replace("燈塔重光", "燈塔熄滅"));
    let next = desk.state(version(&first), "the page looks otherwise", |state| {
        picture_of(state) != picture_of(&first)
    });
    let page = &next["pages"][0];
    assert_eq!(page["stale"], false);
    assert_eq!(page["before"]["save"], first["pages"][0]["picture"]);
    assert_eq!(page["changed"]["rects"].as_array().map(Vec::len), Some(1), "one line: {page:#}");
    // What differs, laid over what was, is what is.
    let part = desk.picture(page, &format!("dpi=72&from={}", picture_of(&first)));
    let place: Vec<usize> =
        part.header("x-place").split(' ').map(|side| side.parse().expect("a number")).collect();
    let [x, y, width, height] = place[..] else { panic!("{place:?}") };
    assert!(width * height < 340 * 340 / 4, "{place:?}");
    let (across, mut was) = pixels(&whole.body);
    let (narrow, part) = pixels(&part.body);
    assert_eq!(narrow, width);
    for row in 0..height {
        let to = ((y + row) * across + x) * 3;
        was[to..to + width * 3].copy_from_slice(&part[row * width * 3..][..width * 3]);
    }
    let (_, is) = pixels(&desk.picture(page, "dpi=72").body);
    assert!(was == is, "the part is what the whole has there");
    assert!(was != pixels(&whole.body).1);
}
