//! The live page: the program serves it, and is spoken to as a browser would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;

use crate::desk;

/// A folder with a job in it, and the program that watches it.
struct Desk {
    folder: tempfile::TempDir,
    program: Child,
    port: u16,
}

/// The small job's layout, its block in one column.
static LAYOUT: LazyLock<String> =
    LazyLock::new(|| desk::LAYOUT.replace("split = 1,", "columns = \"1\", lines = \"1+12\","));

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
        Desk::with(&[("page.toml", &LAYOUT), ("lead.md", ARTICLE)], &["page.toml"])
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
            .stderr(std::fs::File::create(folder.path().join("said.txt")).expect("a file"))
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
        // A question is held open for 20 seconds, and the machine may be busy with all other tests.
        let mut patience = 30;
        loop {
            let answer = self.get(&format!("/state?after={after}"));
            assert_eq!(answer.status, 200);
            let state = answer.json();
            if is_so(&state) {
                return state;
            }
            let version = state["version"].as_u64().expect("a version");
            patience -= u32::from(version == after);
            assert!(patience > 0, "it never came about that {what}: {state:#}");
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

/// Whoever looks at the terminal sees the errors, and when they are gone; once each.
#[test]
fn errors_are_printed_in_the_terminal() {
    let desk = Desk::new();
    let state = desk.first();
    let said = || std::fs::read_to_string(desk.path("said.txt")).expect("a text");
    assert_eq!(said(), "");
    desk.write("page.toml", &LAYOUT.replace("measure = ", "mesure = "));
    let broken =
        desk.state(version(&state), "there are errors", |state| state["layouts"][0]["errors"] != 0);
    assert!(said().contains("mesure"), "{}", said());
    desk.write("page.toml", &LAYOUT);
    desk.state(version(&broken), "there are none", |state| state["layouts"][0]["errors"] == 0);
    assert!(said().ends_with("page.toml: no errors any more\n"), "{}", said());
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

/// What the state says is wrong, by code.
fn codes(state: &Value) -> Vec<&str> {
    let findings = state["findings"].as_array().expect("findings").iter();
    findings.filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn a_mistake_keeps_the_last_good_page_and_is_told_with_its_place() {
    let desk = Desk::new();
    let first = desk.first();
    // As an editor leaves it that is at work still.
    desk.write("page.toml", LAYOUT.split("block").next().expect("a part"));
    desk.write("page.toml", &LAYOUT.replace("article = \"lead\" }", "article = \"laed\" }"));
    let wrong = desk.state(version(&first), "the mistake is told", |state| {
        state["layouts"][0]["ok"] == false && codes(state).contains(&"L064")
    });
    let page = &wrong["pages"][0];
    assert_eq!((picture_of(&wrong), &page["stale"]), (picture_of(&first), &Value::Bool(true)));
    let mut findings = wrong["findings"].as_array().expect("findings").iter();
    let finding = findings.find(|it| it["code"] == "L064").expect("the finding");
    assert_eq!((&finding["file"], &finding["line"]), (&"page.toml".into(), &15.into()));
    assert_eq!((&finding["severity"], &finding["page"]), (&"error".into(), &"0/A1".into()));
    assert!(finding["at"]["w"].as_f64().is_some_and(|width| width > 50.0), "{finding:#}");
    assert_eq!(desk.picture(page, "dpi=20").status, 200, "it can be drawn still");
    assert_eq!(desk.get("/pdf/0").status, 200);
    desk.write("page.toml", &LAYOUT);
    let mended =
        desk.state(version(&wrong), "it is mended", |state| state["layouts"][0]["ok"] == true);
    assert_eq!(mended["pages"][0]["stale"], false);
    assert_eq!(picture_of(&mended), picture_of(&first), "the page is as it was");
}

#[test]
fn text_that_is_over_is_shown_and_the_pdf_stays_the_last_good_one() {
    let desk = Desk::new();
    let first = desk.first();
    let pdf = desk.get("/pdf/0");
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    assert!(pdf.body.starts_with(b"%PDF-"));
    let long = format!("{ARTICLE}\n{}\n", "海港昨日開幕，首批貨輪已經抵達。".repeat(30));
    desk.write("lead.md", &long);
    let over =
        desk.state(version(&first), "the text is over", |state| codes(state).contains(&"O001"));
    let page = &over["pages"][0];
    assert_eq!((&page["proof"], &page["stale"]), (&true.into(), &false.into()));
    assert_ne!(picture_of(&over), picture_of(&first));
    let story = &over["stories"][0];
    assert!(story["over"].as_i64().is_some_and(|lines| lines > 10), "{story:#}");
    assert_eq!((&story["article"], &story["page"]), (&"lead".into(), &"0/A1".into()));
    assert!(desk.get("/pdf/0").body == pdf.body);
    let marks = desk.get(&format!("/marks/{}.json", page["marks"].as_str().expect("marks")));
    let overset = &marks.json()["overset"][0];
    assert_eq!((&overset["story"], &overset["file"]), (&"lead".into(), &0.into()), "{overset:#}");
}

#[test]
fn editors_that_save_by_renaming_and_files_that_come_back_are_followed() {
    let desk = Desk::new();
    let mut last = desk.first();
    let mut next = |what: &str, is_so: &dyn Fn(&Value) -> bool| {
        last = desk.state(version(&last), what, is_so);
        picture_of(&last).to_owned()
    };
    let whole = next_picture(&desk);
    // A new file takes the old one's place.
    desk.write("lead.md.new", &ARTICLE.replace("燈塔", "海港"));
    std::fs::rename(desk.path("lead.md.new"), desk.path("lead.md")).expect("renamed");
    let renamed = next("it is renamed", &|state| picture_of(state) != whole);
    // The old one is put aside first.
    std::fs::rename(desk.path("lead.md"), desk.path("lead.md~")).expect("put aside");
    desk.write("lead.md", ARTICLE);
    let written = next("it is written anew", &|state| picture_of(state) != renamed);
    assert_eq!(written, whole);
    std::fs::remove_file(desk.path("page.toml")).expect("deleted");
    let gone = next("the layout is gone", &|state| state["layouts"][0]["gone"] == true);
    assert_eq!(gone, whole, "its page is shown still");
    desk.write("page.toml", &LAYOUT.replace("1+12", "1+14"));
    next("the layout is back", &|state| {
        state["layouts"][0]["gone"] == false && state["layouts"][0]["ok"] == true
    });
}

fn next_picture(desk: &Desk) -> String {
    picture_of(&desk.first()).to_owned()
}

#[test]
fn of_many_saves_the_last_is_shown_to_all_who_look() {
    let desk = Desk::new();
    let first = desk.first();
    let last = ARTICLE.replace("燈塔重光", "第四十次");
    std::thread::scope(|scope| {
        let looking = [(); 2].map(|()| {
            scope.spawn(|| {
                let told = desk.state(version(&first), "the last save is shown", |state| {
                    let marks = state["pages"][0]["marks"].as_str().unwrap_or_default();
                    let marks = desk.get(&format!("/marks/{marks}.json"));
                    // What is shown may be another by now.
                    marks.status == 200 && String::from_utf8_lossy(&marks.body).contains("第四十次")
                });
                picture_of(&told).to_owned()
            })
        });
        for save in 0..40 {
            desk.write("lead.md", &ARTICLE.replace("燈塔重光", &format!("存檔{save}")));
        }
        desk.write("lead.md", &last);
        let [one, other] = looking.map(|looking| looking.join().expect("it looks"));
        assert_eq!(one, other);
    });
}

#[test]
fn what_lies_on_a_page_is_told_to_whoever_points_at_it() {
    let desk = Desk::new();
    let first = desk.first();
    let page = &first["pages"][0];
    let marks = desk.get(&format!("/marks/{}.json", page["marks"].as_str().expect("marks")));
    assert!(marks.header("cache-control").contains("immutable"));
    let marks = marks.json();
    let lines = marks["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["text"] == "燈塔重光。").expect("the line");
    assert_eq!((&line["story"], &line["part"]), (&"lead".into(), &"body".into()));
    assert_eq!(
        (&line["paragraph"], &line["line"], &line["column"]),
        (&2.into(), &7.into(), &1.into())
    );
    let file = &marks["files"][line["file"].as_u64().expect("a file") as usize];
    assert_eq!(file["name"], "lead.md");
    assert!(file["path"].as_str().is_some_and(|path| path.ends_with("/lead.md")), "{file}");
    let block = &marks["blocks"][0];
    assert_eq!(
        (&block["kind"], &block["story"], &block["line"]),
        (&"story".into(), &"lead".into(), &15.into())
    );
    assert_eq!(marks["grid"]["columns"].as_array().map(Vec::len), Some(2));
    let picture = page["picture"].as_str().expect("a picture");
    let ink = desk.get(&format!("/ink/{picture}.json")).json();
    assert_eq!(ink["most"], 100.0, "black type: {ink}");
    let cover = desk.get(&format!("/ink/{picture}.png?dpi=24"));
    assert_eq!((cover.status, cover.header("x-place")), (200, "0 0 113 113"));
}

#[test]
fn only_this_machine_and_its_own_page_are_answered() {
    let desk = Desk::new();
    let port = desk.port;
    let ask = |line: &str, headers: &str| {
        say(port, &format!("{line} HTTP/1.1\r\n{headers}\r\n\r\n")).status
    };
    let own = format!("Host: localhost:{port}");
    assert_eq!(ask("GET /", &own), 200);
    assert_eq!(ask("GET /state", &format!("Host: evil.example:{port}")), 403);
    assert_eq!(ask("GET /state", &format!("{own}\r\nOrigin: http://evil.example")), 403);
    assert_eq!(ask("GET /state", &format!("{own}\r\nOrigin: http://localhost:{port}")), 200);
    assert_eq!(ask(&format!("GET http://evil.example:{port}/state"), &own), 403);
    assert_eq!(ask("GET /state", "Accept: */*"), 400, "no host");
    assert_eq!(ask("POST /state", &format!("{own}\r\nContent-Length: 0")), 405);
    for path in [
        "/../page.toml",
        "/%2e%2e/page.toml",
        "/..%2fpage.toml",
        "//page.toml",
        "/page.toml",
        "/pdf/../../page.toml",
    ] {
        assert_eq!(ask(&format!("GET {path}"), &own), 404, "{path}");
    }
    let page = desk.get("/");
    assert!(
        page.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'")
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(say(port, &format!("HEAD / HTTP/1.1\r\n{own}\r\n\r\n")).status, 200);
}

const HOUSE: &str = "[document]\ndate = 2024-11-16\n[grid]\ncolumns = 2\nmeasure = 12\n\
    line = \"12pt\"\n[paper]\nsize = [\"120mm\", \"120mm\"]\nmargin = \"10mm\"\n";

#[test]
fn of_an_edition_no_more_is_made_anew_than_was_changed() {
    let layout = |page: &str| {
        format!(
            "include = [\"house.toml\"]\n[article]\n{page} = \"{page}.md\"\n[[page]]\n\
             id = \"{page}\"\nblock = [{{ columns = \"1\", lines = \"1+12\", article = \"{page}\" }}]\n"
        )
    };
    let (a1, a2) = (layout("A1"), layout("A2"));
    let files = [
        ("house.toml", HOUSE),
        ("1.toml", &a1),
        ("2.toml", &a2),
        ("A1.md", ARTICLE),
        ("A2.md", ARTICLE),
    ];
    let desk = Desk::with(&files, &["1.toml", "2.toml", "house.toml"]);
    let first = desk.first();
    let keys = |state: &Value| -> Vec<String> {
        let pages = state["pages"].as_array().expect("pages").iter();
        pages.map(|page| format!("{} {}", page["key"], page["picture"])).collect()
    };
    let before = keys(&first);
    assert_eq!(before.len(), 2, "{first:#}");
    let layouts: Vec<&Value> = first["layouts"].as_array().expect("layouts").iter().collect();
    assert_eq!(layouts.len(), 2, "the house's file has no page: {layouts:?}");
    let errors = first["findings"].as_array().expect("findings").iter();
    let errors: Vec<&Value> = errors.filter(|found| found["severity"] == "error").collect();
    assert!(errors.is_empty(), "nor anything wrong with it: {errors:?}");
    desk.write("A2.md", &ARTICLE.replace("燈塔重光", "燈塔熄滅"));
    let next = desk.state(version(&first), "a page is changed", |state| keys(state) != before);
    let after = keys(&next);
    assert_eq!(after[0], before[0]);
    assert_ne!(after[1], before[1]);
    // What all include changes all.
    desk.write("house.toml", &HOUSE.replace("12pt", "13pt"));
    desk.state(version(&next), "both are changed", |state| {
        let now = keys(state);
        now.len() == 2 && now[0] != after[0] && now[1] != after[1]
    });
}

#[test]
#[cfg(unix)]
fn whoever_ends_it_gets_no_error() {
    for signal in [libc::SIGINT, libc::SIGTERM] {
        let mut desk = Desk::new();
        desk.first();
        let id = libc::pid_t::try_from(desk.program.id()).expect("a process");
        // Its own child, which is waited for below.
        assert_eq!(unsafe { libc::kill(id, signal) }, 0);
        let ended = desk.program.wait().expect("it ends");
        assert_eq!(ended.code(), Some(0), "{ended}");
    }
}

#[test]
fn what_cannot_be_served_is_said() {
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    for (arguments, code) in [
        (["page.toml", "--port", &port], "U021"),
        (["page.toml", "--editor", "vscod"], "U022"),
        (["page.toml", "--editor", "javascript:{path}"], "U022"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .arg("watch")
            .args(arguments)
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("error[{code}]")), "{said}");
        assert!(output.stdout.is_empty());
    }
}

const PLAN: &str = r#"
[document]
date = 2024-11-16
[grid]
columns = 3
measure = 12
line = "12pt"
[paper]
size = ["150mm", "150mm"]
margin = "10mm"
[arrange]
least = 0.3
[article]
port  = { file = "port.md", rank = 1 }
tram  = { file = "tram.md", rank = 2 }
fog   = { file = "fog.md", rank = 3 }
chess = { file = "chess.md", rank = 4 }
[[page]]
id = "A1"
arrange = true
"#;

#[test]
fn of_a_plan_other_arrangements_are_shown_and_one_is_taken() {
    let article = |head: &str, times: usize| {
        let body = "海港昨日開幕，首批貨輪已經抵達，海旁擠滿市民。".repeat(times);
        format!("+++\nheadline = \"{head}\"\n+++\n{body}\n")
    };
    let texts = [
        article("港口開幕　萬人空巷", 9),
        article("電車夜班延至兩點", 7),
        article("濃霧鎖港", 5),
        article("棋手連勝", 4),
    ];
    let desk = Desk::with(
        &[
            ("page.toml", PLAN),
            ("port.md", &texts[0]),
            ("tram.md", &texts[1]),
            ("fog.md", &texts[2]),
            ("chess.md", &texts[3]),
        ],
        &["page.toml"],
    );
    let port = desk.port;
    let wish = |what: &str| {
        let own = format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}");
        let line = format!("POST /arrange/0/{what} HTTP/1.1");
        say(port, &format!("{line}\r\n{own}\r\nContent-Length: 0\r\n\r\n")).status
    };
    let first = desk.first();
    let plan = &first["layouts"][0]["plan"];
    assert_eq!(
        (&plan["number"], &plan["file"]),
        (&1.into(), &"page-layout.toml".into()),
        "{first:#}"
    );
    assert_eq!(first["layouts"][0]["ok"], true, "{first:#}");
    let is_number = |number: u64| {
        move |state: &Value| state["layouts"][0]["plan"]["number"].as_u64() == Some(number)
    };
    assert_eq!((wish("next"), wish("nowhere")), (200, 404));
    let second = desk.state(version(&first), "the next is shown", is_number(2));
    assert_ne!(picture_of(&second), picture_of(&first));
    assert_eq!(wish("before"), 200);
    let back = desk.state(version(&second), "the first is shown again", is_number(1));
    assert_eq!(picture_of(&back), picture_of(&first));
    // Somebody's work is not written over.
    desk.write("page-layout.toml", "# mine\n");
    assert_eq!(wish("take"), 200);
    let refused = desk.state(version(&back), "it says why not", |state| {
        state["layouts"][0]["plan"]["wrong"].is_string()
    });
    assert_eq!(picture_of(&refused), picture_of(&first));
    std::fs::remove_file(desk.path("page-layout.toml")).expect("it is there");
    assert_eq!(wish("take"), 200);
    let taken = desk.state(version(&refused), "the layout is watched", |state| {
        state["layouts"][0]["plan"].is_null()
    });
    assert_eq!(taken["layouts"][0]["name"], "page-layout.toml", "{taken:#}");
    let layout = std::fs::read_to_string(desk.path("page-layout.toml")).expect("a layout");
    assert!(layout.starts_with("# Arranged by typeset arrange from page.toml"), "{layout}");
    // A save of the layout shows.
    desk.write("page-layout.toml", &layout.replace("id = \"A1\"", "id = \"B7\""));
    desk.state(version(&taken), "the layout's own save shows", |state| {
        state["pages"][0]["name"] == "B7"
    });
}
