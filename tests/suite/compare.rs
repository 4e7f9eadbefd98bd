//! `typeset compare`: what two editions differ in, and the exit codes that it calls for.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use typeset::{Comparison, Session, Side, Told, WebPage};

use crate::support::Memory;

/// Two pages: a lead that goes on over both columns with a picture, a second story, furniture.
const LAYOUT: &str = r#"
[document]
title = "海港日報"
date = 2024-11-16
[paper]
size = ["150mm", "120mm"]
margin = "10mm"
[grid]
columns = 3
measure = 12
line = "12pt"
[article]
lead = "lead.md"
port = "port.md"
[template.page]
block = [{ in = "top", style = "folio", text = "{page} {date}", lines = "1" }]
[[page]]
id = "A1"
template = "page"
block = [
  { article = "lead", columns = "1-2", lines = "1+16" },
  { picture = "port.svg", columns = "3", lines = "1+6", caption = "港口", alt = "x" },
]
[[page]]
id = "A2"
template = "page"
block = [{ article = "port", columns = "1-2", lines = "1+14" }]
"#;

const LEAD: &str = "+++\nheadline = \"港口開幕\"\n+++\n海港昨日開幕，首批貨輪已經抵達。港務集團主席說，\
新港不是要取代舊碼頭，而是讓城市重新佔一席位。\n\n碼頭有四個泊位，十二台起重機和一座堆場。\n";
const PORT: &str = "+++\nheadline = \"燈塔重光\"\n+++\n燈塔昨晚重新亮燈，市民在岸邊觀看。\n";
const ART: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
    <rect width=\"40\" height=\"20\" fill=\"#888\"/></svg>";

fn files(change: &[(&str, &str)]) -> Memory {
    let mut texts = [LAYOUT, LEAD, PORT, ART].map(str::to_owned);
    for (from, to) in change {
        assert!(texts.iter().any(|text| text.contains(from)), "{from}");
        texts = texts.map(|text| text.replace(from, to));
    }
    let [layout, lead, port, art] = texts;
    Memory::of([("page.toml", layout), ("lead.md", lead), ("port.md", port), ("port.svg", art)])
}

fn compare(old: &Memory, new: &Memory) -> Comparison {
    let side = |name, world| Side { name, path: Path::new("page.toml"), world };
    Session::new().compare(side("old", old), side("new", new), WebPage::Made, &mut |_| ())
}

/// What is told of a change.
fn told(change: &[(&str, &str)]) -> (Told, Value) {
    let Comparison { old, new, told } = compare(&files(&[]), &files(change));
    let told = told.unwrap_or_else(|| panic!("{:#?} {:#?}", old.findings, new.findings));
    let json = serde_json::from_str(&told.json).expect("JSON");
    (told, json)
}

/// The value at a path such as `stories/0/lines/old`.
fn at<'v>(json: &'v Value, path: &str) -> &'v Value {
    json.pointer(&format!("/{path}")).unwrap_or_else(|| panic!("{path} in {json:#}"))
}

/// The `id`, `block`, `picture` or `text` of each of a list.
fn names(json: &Value, list: &str) -> Vec<String> {
    let names = ["id", "block", "picture", "text"];
    let name = |of: &Value| names.iter().find_map(|name| of[name].as_str()).map(str::to_owned);
    at(json, list).as_array().expect("a list").iter().filter_map(name).collect()
}

#[test]
fn the_same_editions_differ_in_nothing() {
    let (told, json) = told(&[]);
    assert_eq!((told.differs, told.frozen_changed), (false, false));
    assert_eq!(told.text, "nothing differs\n");
    for list in ["pages", "stories", "blocks", "pictures", "texts", "frozen"] {
        assert_eq!(at(&json, list), &Value::Array(Vec::new()), "{list}");
    }
}

#[test]
fn a_word_is_told_with_its_plate_and_place() {
    let (told, json) = told(&[("海港昨日", "海港今日")]);
    assert!(told.differs);
    assert_eq!(told.text.lines().next(), Some("1 of 2 pages differs; 1 story"));
    assert!(told.text.contains("海港[-昨日-]{+今日+}開幕"), "{}", told.text);
    assert_eq!(names(&json, "pages"), ["A1"]);
    let plates = at(&json, "pages/0/plates").as_array().expect("plates");
    let inks: Vec<_> = plates.iter().map(|plate| plate["ink"].as_str()).collect();
    assert_eq!(inks, [Some("Black")], "text is black");
    assert_eq!(at(&json, "pages/0/plates/0/places/0/blocks/0"), "lead");
    // Of a word that was put in the place of another all characters count.
    assert_eq!(at(&json, "stories/0/characters/gained"), 2);
    assert_eq!(at(&json, "stories/0/reset"), 1);
    assert_eq!(names(&json, "blocks"), [] as [&str; 0]);
}

#[test]
fn lines_and_characters_are_counted() {
    let (_, json) = told(&[("碼頭有四個泊位，十二台起重機和一座堆場。", "碼頭有四個泊位。")]);
    let count = |of: &str, which: &str| at(&json, &format!("stories/0/{of}/{which}")).as_u64();
    assert_eq!(count("characters", "lost"), Some(12), "{json:#}");
    assert_eq!(count("characters", "gained"), Some(0));
    assert!(count("lines", "new") < count("lines", "old"));
    assert_eq!(count("lines", "lost"), Some(1));
}

#[test]
fn stories_come_go_and_move() {
    let gone = [
        ("port = \"port.md\"\n", ""),
        (
            "{ article = \"port\", columns = \"1-2\", lines = \"1+14\" }",
            "{ text = \"x\", columns = \"1\", lines = \"1+1\" }",
        ),
    ];
    let (_, json) = told(&gone);
    assert_eq!(at(&json, "stories/0/fate"), "gone");
    let Comparison { told: back, .. } = compare(&files(&gone), &files(&[]));
    let json: Value = serde_json::from_str(&back.expect("told").json).expect("JSON");
    assert_eq!(
        (at(&json, "stories/0/id"), at(&json, "stories/0/fate")),
        (&"port".into(), &"new".into())
    );
    let (told, json) =
        told(&[("columns = \"1-2\", lines = \"1+14\"", "columns = \"2-3\", lines = \"1+14\"")]);
    assert_eq!(
        (at(&json, "stories/0/fate"), at(&json, "stories/0/moved")),
        (&"moved".into(), &true.into())
    );
    assert_eq!(names(&json, "blocks"), ["port"]);
    assert!(told.differs && told.text.contains("moved on A2"), "{}", told.text);
}

#[test]
fn pages_come_and_go_and_stand_elsewhere() {
    let third = "[[page]]\nid = \"A3\"\nblock = [{ text = \"第三版\", columns = \"1\", lines = \"1+2\" }]\n";
    let second = "[[page]]\nid = \"A2\"";
    let (told_new, json) = told(&[(second, &format!("{third}{second}"))]);
    assert_eq!(
        (names(&json, "pages"), at(&json, "pages/0/fate")),
        (vec!["A3".into()], &"new".into())
    );
    assert!(told_new.text.starts_with("1 of 3 pages differs (1 new)"), "{}", told_new.text);
    let first = "[[page]]\nid = \"A1\"";
    let other = "[[page]]\nid = \"X\"";
    let (swapped, json) = told(&[(first, other), (second, first), (other, second)]);
    assert_eq!(names(&json, "pages"), ["A2", "A1"], "{}", swapped.text);
    assert!(swapped.text.contains("moved from 1 to 2"), "{}", swapped.text);
    assert!(swapped.text.contains("lead (港口開幕) moved from A1 to A2"), "{}", swapped.text);
}

#[test]
fn pictures_are_told_by_bytes_crop_and_place() {
    let (told_bytes, json) = told(&[("fill=\"#888\"", "fill=\"#444\"")]);
    assert_eq!(at(&json, "pictures/0/other_bytes"), true, "{}", told_bytes.text);
    assert!(told_bytes.differs && !names(&json, "pages").is_empty());
    // A comment in the file is not printed.
    let (told_same, json) = told(&[("</svg>", "<!-- x --></svg>")]);
    assert_eq!((told_same.differs, at(&json, "pictures/0/other_bytes")), (false, &true.into()));
    assert!(told_same.text.starts_with("nothing printed differs; 1 picture"), "{}", told_same.text);
    let (_, json) =
        told(&[("columns = \"3\", lines = \"1+6\"", "columns = \"3\", lines = \"1+4\"")]);
    assert_eq!(at(&json, "pictures/0/other_crop"), true);
    assert_eq!(at(&json, "pictures/0/other_place"), true);
}

#[test]
fn furniture_is_told() {
    let (told, json) = told(&[("date = 2024-11-16", "date = 2024-11-17")]);
    assert_eq!(names(&json, "texts"), ["folio", "folio"]);
    assert_eq!(names(&json, "pages"), ["A1", "A2"]);
    assert_eq!(names(&json, "stories"), [] as [&str; 0]);
    assert!(
        told.text.contains("[-2024年11月16日-]{+2024年11月17日+}") || told.text.contains("17"),
        "{}",
        told.text
    );
}

#[test]
fn any_number_of_threads_tells_the_same() {
    let change = [("海港昨日", "海港今日"), ("date = 2024-11-16", "date = 2024-11-17")];
    let (old, new) = (files(&[]), files(&change));
    let run = |threads: usize| {
        let threads = threads.try_into().expect("a thread or more");
        let mut session = Session::with_threads(threads).expect("threads");
        let side = |name, world| Side { name, path: Path::new("page.toml"), world };
        session.compare(side("old", &old), side("new", &new), WebPage::Made, &mut |_| ()).told
    };
    assert_eq!(run(1), run(4));
}

/// The web page is one file, of this world alone.
#[test]
fn the_web_page_fetches_nothing() {
    let nasty = [("海港昨日", "海港今日 1 < 2 &"), ("title = \"海港日報\"", "title = \"<b>&\"")];
    let (told, _) = told(&nasty);
    let page = told.web_page.expect("a web page");
    assert!(page.contains("海港<del>昨日</del><ins>今日 1 &lt; 2 &amp;</ins>開幕"), "words");
    assert!(!page.contains("<b>") && page.contains("&lt;b&gt;&amp;"), "texts are escaped");
    assert_eq!(page.matches("src=\"data:image/png;base64,").count(), 2, "a page before and after");
    assert_eq!(page.matches("src=").count(), 2);
    assert!(page.contains("default-src 'none'"));
    for word in ["http:", "https:", "url(", "@import", "<link", "<iframe", "//"] {
        let bare: String = page
            .split("base64,")
            .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
            .collect();
        assert!(!bare.contains(word), "{word}");
    }
    // Marks over the pictures, with the names of plates and blocks.
    assert!(page.contains("<title>Black: lead</title>"), "marks");
    let (same, _) = self::told(&[]);
    assert!(!same.web_page.expect("a web page").contains("<img"));
}

/// The older layout, and one with a story frozen that is changed.
fn frozen(change: &[(&str, &str)]) -> (Told, Value) {
    told(&[&[("[document]", "frozen = [\"lead\"]\n[document]")], change].concat())
}

#[test]
fn a_frozen_story_may_move_and_not_change() {
    for change in [
        &[][..],
        &[("燈塔昨晚", "燈塔今晚")],
        // Elsewhere on its page, and on another page.
        &[("columns = \"1-2\", lines = \"1+16\"", "columns = \"1-2\", lines = \"2+16\"")],
        &[
            ("id = \"A1\"", "id = \"X\""),
            ("id = \"A2\"", "id = \"A1\""),
            ("id = \"X\"", "id = \"A2\""),
        ],
    ] {
        let (told, json) = frozen(change);
        assert!(!told.frozen_changed, "{}", told.text);
        assert_eq!(at(&json, "frozen"), &Value::Array(Vec::new()));
    }
    for (change, why, part) in [
        (("海港昨日", "海港今日"), "other words", "body"),
        (("港口開幕", "港口啟用"), "other words", "headline"),
        (
            (
                "columns = \"1-2\", lines = \"1+16\"",
                "columns = \"1-2\", split = 3, lines = \"1+16\"",
            ),
            "",
            "",
        ),
        (("[article]", "[style.body]\nsize = \"8pt\"\n[article]"), "", ""),
        (("caption = \"港口\"", "caption = \"港灣\""), "other words", "caption"),
        (("碼頭有四個泊位，十二台起重機和一座堆場。", ""), "a line less", "body"),
    ] {
        let (told, json) = frozen(&[change]);
        assert!(told.frozen_changed, "{change:?}: {}", told.text);
        assert_eq!(at(&json, "frozen/0/story"), "lead");
        if !why.is_empty() {
            assert_eq!(
                (at(&json, "frozen/0/why"), at(&json, "frozen/0/part")),
                (&why.into(), &part.into()),
                "{}",
                told.text
            );
        }
        assert!(told.text.contains("frozen story lead: "), "{}", told.text);
    }
}

/// The schema tells all that is written.
#[test]
fn a_difference_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(&typeset::compare_schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let change = [
        ("海港昨日", "海港今日"),
        ("date = 2024-11-16", "date = 2024-11-17"),
        ("fill=\"#888\"", "fill=\"#444\""),
        ("columns = \"1-2\", lines = \"1+14\"", "columns = \"2-3\", lines = \"1+14\""),
        ("id = \"A2\"", "id = \"A3\""),
    ];
    let (_, mut json) = told(&change);
    let errors: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    json["pages"][0]["fate"] = "lost".into();
    assert!(!validator.is_valid(&json));
}

/// A folder of its own, with the job in it under two names.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in files(&[]).0 {
            std::fs::write(desk.path(name.to_str().expect("plain")), text).expect("written");
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_typeset"))
            .current_dir(self.0.path())
            .arg("compare")
            .args(arguments)
            .output()
            .expect("the program starts")
    }
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{out}{err}")
}

#[test]
fn exit_codes_say_whether_print_differs() {
    let desk = Desk::new();
    desk.write("late.toml", &LAYOUT.replace("lead.md", "late.md"));
    desk.write("late.md", &LEAD.replace("昨日", "今日"));
    let same = desk.run(&["page.toml", "page.toml", "--exit-code"]);
    assert_eq!(code(&same), Some(0), "{}", said(&same));
    let other = desk.run(&["page.toml", "late.toml"]);
    assert_eq!(code(&other), Some(0), "{}", said(&other));
    assert!(said(&other).starts_with("1 of 2 pages differs; 1 story\n"), "{}", said(&other));
    assert_eq!(code(&desk.run(&["page.toml", "late.toml", "--exit-code"])), Some(1));
    desk.write("late.md", "+++\nheadline = \"x\"\n+++\n");
    std::fs::remove_file(desk.path("port.svg")).expect("removed");
    let broken = desk.run(&["page.toml", "late.toml"]);
    assert_eq!(code(&broken), Some(2));
    assert!(said(&broken).contains("U006"), "{}", said(&broken));
    let missing = desk.run(&["page.toml", "none.toml"]);
    assert_eq!(code(&missing), Some(2));
    assert!(said(&missing).contains("none.toml"), "{}", said(&missing));
}

#[test]
fn a_frozen_story_that_changed_calls_for_an_exit_code_unasked() {
    let desk = Desk::new();
    let frozen = format!("frozen = [\"lead\"]\n{LAYOUT}");
    desk.write("late.toml", &frozen);
    assert_eq!(code(&desk.run(&["page.toml", "late.toml"])), Some(0));
    desk.write("late.toml", &frozen.replace("lead.md", "late.md"));
    desk.write("late.md", &LEAD.replace("昨日", "今日"));
    let output = desk.run(&["page.toml", "late.toml"]);
    assert_eq!(code(&output), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("frozen story lead: other words from line 1 of its body on"),
        "{}",
        said(&output)
    );
    // What the older one has frozen binds nobody.
    assert_eq!(code(&desk.run(&["late.toml", "page.toml"])), Some(0));
    // Nor is a PDF a way around it.
    let pdf = pdf_of(&files(&[]));
    std::fs::write(desk.path("old.pdf"), pdf).expect("written");
    assert_eq!(code(&desk.run(&["old.pdf", "late.toml"])), Some(1));
    desk.write("late.md", LEAD);
    let same = desk.run(&["old.pdf", "late.toml"]);
    assert_eq!(code(&same), Some(0), "{}", said(&same));
}

/// A late edition in a folder of its own, which names the same files by other paths.
#[test]
fn the_same_files_by_other_paths_are_the_same() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("late")).expect("a folder");
    let late = LAYOUT.replace(".md\"", ".MD\"").replace(".svg\"", ".SVG\"");
    let late =
        late.replace("= \"lead.MD", "= \"../lead.md").replace("= \"port.MD", "= \"../port.md");
    desk.write("late/page.toml", &late.replace("= \"port.SVG", "= \"../port.svg"));
    let same = desk.run(&["page.toml", "late/page.toml", "--exit-code"]);
    assert_eq!((code(&same), said(&same)), (Some(0), "nothing differs\n".to_owned()));
    // What extends the first has its paths from there.
    desk.write("late/page.toml", "extends = \"../page.toml\"\nfrozen = [\"lead\"]\n");
    let root = desk.0.path().to_str().expect("plain").to_owned();
    let same = desk.run(&["page.toml", "late/page.toml", "--exit-code", "--root", &root]);
    assert_eq!((code(&same), said(&same)), (Some(0), "nothing differs\n".to_owned()));
    desk.write("port.md", &PORT.replace("昨晚", "今晚"));
    desk.write("late/lead.md", &LEAD.replace("昨日", "今日"));
    let late = "extends = \"../page.toml\"\nfrozen = [\"lead\"]\n[article]\nlead = \"lead.md\"\n";
    desk.write("late/page.toml", late);
    let output = desk.run(&["page.toml", "late/page.toml", "--root", &root]);
    assert_eq!(code(&output), Some(1), "{}", said(&output));
    assert!(said(&output).contains("frozen story lead"), "{}", said(&output));
}

#[test]
fn json_goes_where_it_is_told_to() {
    let desk = Desk::new();
    let to_file = desk.run(&["page.toml", "page.toml", "--json", "d.json"]);
    assert_eq!(code(&to_file), Some(0), "{}", said(&to_file));
    assert_eq!(String::from_utf8_lossy(&to_file.stdout), "nothing differs\n");
    let web = desk.run(&["page.toml", "page.toml", "--html", "out/web"]);
    assert_eq!(code(&web), Some(0), "{}", said(&web));
    let page = std::fs::read_to_string(desk.path("out/web/index.html")).expect("written");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("nothing differs"));
    let to_stdout = desk.run(&["page.toml", "page.toml", "--json", "-"]);
    let file = std::fs::read(desk.path("d.json")).expect("written");
    assert!(!file.is_empty() && file == to_stdout.stdout);
    let over = desk.run(&["page.toml", "page.toml", "--json", "lead.md"]);
    assert_eq!(code(&over), Some(2), "an article is not written over");
    assert_eq!(std::fs::read_to_string(desk.path("lead.md")).expect("there"), LEAD);
}

/// Runs git in a folder of the test's own, with nothing of the machine's. None where git is not
/// installed, unless `TYPESET_REQUIRE_TOOLS=1` asks for it.
fn git(folder: &Path, arguments: &[&str]) -> Option<()> {
    let mut git = Command::new("git");
    git.current_dir(folder).args(arguments);
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "desk"),
        ("GIT_AUTHOR_EMAIL", "desk@example.org"),
        ("GIT_COMMITTER_NAME", "desk"),
        ("GIT_COMMITTER_EMAIL", "desk@example.org"),
    ] {
        git.env(name, value);
    }
    match git.output() {
        Ok(output) => {
            assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
            Some(())
        }
        Err(_) => {
            let asked = std::env::var_os("TYPESET_REQUIRE_TOOLS").is_some_and(|value| value == "1");
            assert!(!asked, "git is not installed");
            eprintln!("skipped: git is not installed");
            None
        }
    }
}

/// The job in a repository, committed in the folder `first`; then renamed to `pages`, and its lead
/// changed.
fn repository() -> Option<Desk> {
    let desk = Desk(tempfile::tempdir().expect("a temporary folder"));
    let root = desk.0.path();
    std::fs::create_dir(desk.path("first")).expect("a folder");
    for (name, text) in files(&[]).0 {
        std::fs::write(desk.path("first").join(name), text).expect("written");
    }
    git(root, &["init", "--quiet", "--initial-branch", "main"])?;
    git(root, &["add", "."])?;
    git(root, &["commit", "--quiet", "-m", "first"])?;
    git(root, &["mv", "first", "pages"])?;
    desk.write("pages/lead.md", &LEAD.replace("昨日", "今日"));
    git(root, &["commit", "--quiet", "-a", "-m", "second"])?;
    Some(desk)
}

#[test]
fn revisions_are_read_with_all_their_files() {
    let Some(desk) = repository() else { return };
    let output = desk.run(&["HEAD~1:first/page.toml", "pages/page.toml", "--exit-code"]);
    assert_eq!(code(&output), Some(1), "{}", said(&output));
    assert!(said(&output).contains("海港[-昨日-]{+今日+}開幕"), "{}", said(&output));
    let same = desk.run(&["main:pages/page.toml", "pages/page.toml", "--exit-code"]);
    assert_eq!((code(&same), said(&same)), (Some(0), "nothing differs\n".to_owned()));
    // What is not committed is not in the revision.
    desk.write("pages/lead.md", &LEAD.replace("昨日", "明日"));
    let both = desk.run(&["HEAD~1:first/page.toml", "HEAD:pages/page.toml"]);
    assert!(said(&both).contains("{+今日+}"), "{}", said(&both));
    let work = desk.run(&["HEAD:pages/page.toml", "pages/page.toml"]);
    assert!(said(&work).contains("[-今日-]{+明日+}"), "{}", said(&work));
    // The path counts from the working directory.
    let inside = Command::new(env!("CARGO_BIN_EXE_typeset"))
        .current_dir(desk.path("pages"))
        .args(["compare", "HEAD:page.toml", "HEAD~1:../first/page.toml", "--exit-code"])
        .output()
        .expect("the program starts");
    assert_eq!(code(&inside), Some(1), "{}", said(&inside));
}

#[test]
fn a_file_of_the_very_name_goes_before_a_revision() {
    let Some(desk) = repository() else { return };
    desk.write("HEAD:page.toml", &LAYOUT.replace("\"lead.md", "\"pages/lead.md"));
    let output = desk.run(&["HEAD:page.toml", "HEAD:page.toml"]);
    // Read from the disk, where it names what is not beside it.
    assert_eq!(code(&output), Some(2));
    assert!(said(&output).contains("port.md"), "{}", said(&output));
}

#[test]
fn revisions_that_cannot_be_read_are_told() {
    let Some(desk) = repository() else { return };
    for (name, expected) in [
        (
            "none:pages/page.toml",
            "error[U010]: the revision none cannot be read: the repository has no such revision",
        ),
        (
            "HEAD:none.toml",
            "error[U001]: the layout none.toml cannot be read: there is no such file",
        ),
        ("HEAD:../page.toml", "it lies outside the repository"),
        ("HEAD:pages", "it is a folder"),
    ] {
        let output = desk.run(&[name, "pages/page.toml"]);
        assert_eq!(code(&output), Some(2), "{name}");
        assert!(said(&output).contains(expected), "{name}: {}", said(&output));
    }
    let option = desk.run(&["--", "--upload-pack=x:page.toml", "pages/page.toml"]);
    assert!(code(&option) == Some(2) && said(&option).contains("U010"), "{}", said(&option));
    let elsewhere = Desk::new();
    let output = elsewhere.run(&["HEAD:page.toml", "page.toml"]);
    assert_eq!(code(&output), Some(2));
    assert!(said(&output).contains("no git repository"), "{}", said(&output));
    // Without git.
    let output = Command::new(env!("CARGO_BIN_EXE_typeset"))
        .current_dir(desk.0.path())
        .args(["compare", "HEAD:pages/page.toml", "pages/page.toml"])
        .env("PATH", desk.path("none"))
        .output()
        .expect("the program starts");
    assert_eq!(code(&output), Some(2));
    assert!(said(&output).contains("the git program is not found"), "{}", said(&output));
}

/// A path that counts from the root is told how it is written from a folder below.
#[test]
fn a_path_from_the_root_is_told_from_below() {
    let Some(desk) = repository() else { return };
    let run = |old: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_typeset"));
        let command = command.current_dir(desk.path("pages")).args(["compare", old, "page.toml"]);
        command.output().expect("the program starts")
    };
    let output = run("HEAD:pages/page.toml");
    assert_eq!(code(&output), Some(2));
    assert!(said(&output).contains("write HEAD:../pages/page.toml"), "{}", said(&output));
    assert_eq!(code(&run("HEAD:../pages/page.toml")), Some(0));
    assert_eq!(code(&run("HEAD:page.toml")), Some(0));
}

/// What was over in the older layout is told, and the rest compared; the newer has to be whole.
#[test]
fn an_older_layout_whose_text_is_over_is_compared_as_it_stands() {
    let over = [("lines = \"1+16\"", "lines = \"1+4\"")];
    let (old, new) = (files(&over), files(&[("昨晚", "今晚")]));
    let told = compare(&old, &new);
    assert!(told.old.has_errors());
    let told = told.told.expect("they are compared");
    let json: Value = serde_json::from_str(&told.json).expect("JSON");
    assert!(names(&json, "stories").contains(&"port".to_owned()), "{}", told.text);
    assert!(compare(&new, &old).told.is_none());
    // Another error is one.
    let broken = [over[0], ("columns = \"3\"", "columns = \"9\"")];
    assert!(compare(&files(&broken), &new).told.is_none());
}

#[test]
fn warnings_that_came_are_shown() {
    let desk = Desk::new();
    desk.write("late.toml", &LAYOUT.replace("lines = \"1+14\"", "lines = \"1+15\""));
    let output = desk.run(&["page.toml", "late.toml"]);
    assert_eq!(code(&output), Some(0), "{}", said(&output));
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(shown.contains("late.toml:\n") && shown.contains("warning["), "{shown}");
    assert!(!shown.contains("note[") && !shown.contains("lead"), "{shown}");
}

/// A repository is somebody else's word: nothing of it is run.
#[cfg(unix)]
#[test]
fn nothing_of_a_repository_is_run() {
    let Some(desk) = repository() else { return };
    let root = desk.0.path();
    let trap = format!("touch {}", desk.path("sprung").display());
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "diff.external",
        "filter.trap.smudge",
        "filter.trap.clean",
        "diff.trap.textconv",
        "alias.cat-file",
    ] {
        git(root, &["config", key, &trap]);
    }
    git(root, &["config", "core.hooksPath", "hooks"]);
    desk.write(".git/info/attributes", "* filter=trap diff=trap\n");
    let output = desk.run(&["HEAD~1:first/page.toml", "HEAD:pages/page.toml"]);
    assert_eq!(code(&output), Some(0), "{}", said(&output));
    assert!(!desk.path("sprung").exists());
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_are_followed_within_it() {
    let Some(desk) = repository() else { return };
    let root = desk.0.path();
    std::fs::rename(desk.path("pages/lead.md"), desk.path("copy.md")).expect("renamed");
    std::os::unix::fs::symlink("../copy.md", desk.path("pages/lead.md")).expect("a link");
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "-m", "a link"]);
    let same = desk.run(&["HEAD~1:pages/page.toml", "HEAD:pages/page.toml", "--exit-code"]);
    assert_eq!((code(&same), said(&same)), (Some(0), "nothing differs\n".to_owned()));
    std::fs::remove_file(desk.path("pages/lead.md")).expect("removed");
    std::os::unix::fs::symlink("/etc/hostname", desk.path("pages/lead.md")).expect("a link");
    git(root, &["commit", "--quiet", "-a", "-m", "a link outside"]);
    let output = desk.run(&["HEAD:pages/page.toml", "HEAD~1:pages/page.toml"]);
    assert_eq!(code(&output), Some(2));
    assert!(said(&output).contains("leads out of the repository"), "{}", said(&output));
}

/// The PDF of a job.
fn pdf_of(job: &Memory) -> Vec<u8> {
    use typeset::{Goal, Output};
    let outcome = crate::support::run_in(job, Path::new("page.toml"), Goal::Document);
    match outcome.output {
        Output::Document(bytes) => bytes,
        other => panic!("{other:?} {:#?}", outcome.findings),
    }
}

/// What two files, layouts or PDFs, differ in.
fn told_of(old: Vec<u8>, new: Vec<u8>) -> (Told, Value) {
    let world = |bytes| Memory([(PathBuf::from("page.pdf"), bytes)].into());
    let (old, new) = (world(old), world(new));
    let side = |name, world| Side { name, path: Path::new("page.pdf"), world };
    let made =
        Session::new().compare(side("old", &old), side("new", &new), WebPage::Made, &mut |_| ());
    let told =
        made.told.unwrap_or_else(|| panic!("{:#?} {:#?}", made.old.findings, made.new.findings));
    let json = serde_json::from_str(&told.json).expect("JSON");
    (told, json)
}

#[test]
fn our_pdfs_tell_their_stories() {
    let old = pdf_of(&files(&[]));
    let (same, _) = told_of(old.clone(), old.clone());
    assert_eq!((same.text.as_str(), same.differs), ("nothing differs\n", false));
    let new = pdf_of(&files(&[("海港昨日", "海港今日"), ("2024-11-16", "2024-11-17")]));
    let (told, json) = told_of(old, new);
    assert_eq!(names(&json, "pages"), ["A1", "A2"], "{}", told.text);
    assert_eq!(at(&json, "pages/0/plates/0/ink"), "Black");
    assert_eq!(names(&json, "stories"), ["港口開幕"], "{}", told.text);
    assert!(told.text.contains("paragraph: 海港[-昨日-]{+今日+}開幕"), "{}", told.text);
    assert_eq!(at(&json, "stories/0/reset"), 1, "{}", told.text);
    // The folio is no story's.
    assert!(!names(&json, "texts").is_empty(), "{}", told.text);
}

#[test]
fn a_pdf_of_vertical_text_is_read_line_by_line() {
    let vertical = [
        ("columns = 3\nmeasure = 12", "writing = \"vertical\"\ncolumns = 2\nmeasure = 14"),
        ("columns = \"1-2\", lines = \"1+16\"", "columns = \"1\", lines = \"1+20\""),
        ("columns = \"3\", lines = \"1+6\"", "columns = \"2\", lines = \"1+6\""),
        ("columns = \"1-2\", lines = \"1+14\"", "columns = \"1\", lines = \"1+14\""),
    ];
    let changed = [&vertical[..], &[("海港昨日", "海港今日")]].concat();
    let (told, json) = told_of(pdf_of(&files(&vertical)), pdf_of(&files(&changed)));
    assert!(told.text.contains("海港[-昨日-]{+今日+}開幕"), "{}", told.text);
    assert_eq!(at(&json, "stories/0/reset"), 1, "{}", told.text);
    assert_eq!(names(&json, "texts"), [] as [&str; 0]);
}

#[test]
fn a_layout_is_compared_with_the_pdf_that_it_made() {
    let desk = Desk::new();
    std::fs::write(desk.path("old.pdf"), pdf_of(&files(&[]))).expect("written");
    let same = desk.run(&["old.pdf", "page.toml", "--exit-code"]);
    assert_eq!((code(&same), said(&same)), (Some(0), "nothing differs\n".to_owned()));
    desk.write("lead.md", &LEAD.replace("昨日", "今日"));
    let other = desk.run(&["old.pdf", "page.toml", "--exit-code"]);
    assert_eq!(code(&other), Some(1));
    assert!(said(&other).contains("{+今日+}"), "{}", said(&other));
}

/// A PDF of another's: one page of 200 points a content, with a face that is not embedded.
fn foreign(contents: &[&str]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|at| format!("{} 0 R ", 4 + at * 2)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 200 200]>>", contents.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let own = 5 + at * 2;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Contents {own} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        ));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = places.len() + 1;
    let end = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.extend(end.bytes());
    out
}

#[test]
fn pdfs_without_tags_are_told_by_their_pages() {
    let text =
        |text: &str| format!("BT /F 12 Tf 20 150 Td ({text}) Tj 0 -14 Td (for all ships.) Tj ET");
    let (first, second) = (text("The harbour opened"), text("A lighthouse"));
    let old = foreign(&[&first, &second]);
    let changed = first.replace("opened", "closed");
    let square = format!("{second} 0 1 0 0 k 100 20 30 30 re f");
    let (told, json) = told_of(old.clone(), foreign(&[&changed, &square]));
    assert_eq!(names(&json, "pages"), ["1", "2"], "{}", told.text);
    assert!(told.text.contains("The harbour [-opened-]{+closed+} for all"), "{}", told.text);
    // 30 points of magenta, 100 from the left and 150 from the top.
    assert_eq!(at(&json, "pages/1/plates/0/ink"), "Magenta");
    let place = at(&json, "pages/1/plates/0/places/0");
    let side = |name: &str| place[name].as_f64().expect("a number") * 72.0 / 25.4;
    for (name, expected) in [("x", 100.0), ("y", 150.0), ("width", 30.0), ("height", 30.0)] {
        assert!((side(name) - expected).abs() < 1.5, "{name} {}", side(name));
    }
    // A page between is known by what the others say.
    let (told, json) = told_of(old, foreign(&[&first, &text("New"), &second]));
    assert_eq!(
        (names(&json, "pages"), at(&json, "pages/0/fate")),
        (vec!["2".into()], &"new".into()),
        "{}",
        told.text
    );
    assert_eq!(names(&json, "texts"), [] as [&str; 0]);
}

#[test]
fn files_that_would_hang_or_break_are_refused() {
    let good = foreign(&["0 g"]);
    let desk = Desk::new();
    std::fs::write(desk.path("good.pdf"), &good).expect("written");
    let mut endless = "q ".repeat(600);
    endless.push_str("0 0 9 9 re f");
    let steps = "0 0 m 9 9 l S ".repeat(1_500_000);
    for (name, bytes) in [
        ("cut", good[..good.len() / 3].to_vec()),
        ("empty", b"%PDF-1.7\n".to_vec()),
        ("noise", [b"%PDF-1.7\n".as_slice(), &[0xA5; 4_000]].concat()),
        ("states", foreign(&[&endless])),
        ("steps", foreign(&[&steps])),
    ] {
        std::fs::write(desk.path("bad.pdf"), bytes).expect("written");
        let start = std::time::Instant::now();
        let output = desk.run(&["good.pdf", "bad.pdf"]);
        assert_eq!(code(&output), Some(2), "{name}: {}", said(&output));
        assert!(said(&output).contains("U011"), "{name}: {}", said(&output));
        assert!(start.elapsed().as_secs() < 60, "{name}");
    }
}
