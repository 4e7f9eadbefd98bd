//! `typeset import`: files of other programs into articles, as a desk calls it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{files, root};

/// A folder with the test data's copy in `wire`.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        copy_folder(&root().join("tests/data/wire"), &desk.path("wire"));
        fs::remove_dir_all(desk.path("wire/more")).expect("removed");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("a writable file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .current_dir(self.folder.path())
            .args(arguments)
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (status.code().expect("an exit code, not a signal"), text(stdout), text(stderr))
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy_folder(&path, &target),
            false => _ = fs::copy(&path, &target).expect("copied"),
        }
    }
}

/// What a server has, or what did not come along, is no use where a smaller one lies there.
#[test]
fn the_largest_rendition_that_came_along_is_taken() {
    let desk = Desk::new();
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'/>";
    desk.write("wire/small.svg", drawing);
    desk.write("wire/tiny.svg", drawing);
    for (name, large) in [("a", "https://example.org/large.jpg"), ("b", "large.jpg")] {
        let item = format!(
            r#"{{"type": "text", "headline": "渡輪復航", "body_text": "渡輪明日復航。", "associations": {{"main": {{
            "type": "picture", "description_text": "渡輪", "renditions": {{
            "original": {{"href": "{large}", "width": 4000}}, "web": {{"href": "small.svg", "width": 800}},
            "thumb": {{"href": "tiny.svg", "width": 100}} }} }} }} }}"#
        );
        desk.write(&format!("wire/{name}.json"), item);
        let (code, _, said) = desk.run(&["import", &format!("wire/{name}.json"), "-o", "copy"]);
        assert_eq!(code, 0, "{said}");
        assert!(!said.contains("I0"), "{name}: {said}");
        let picture = desk.read(&format!("copy/{name}-1.svg"));
        assert_eq!(picture, drawing, "{name}");
        // The layout may name the copy itself.
        desk.write("page.toml", format!("[document]\ndate = 2024-11-16\n[grid]\ncolumns = 3\nmeasure = 16\n\
            [article]\nlead = \"wire/{name}.json\"\n[[page]]\nblock = [{{ article = \"lead\", columns = 1, lines = \"1+9\" }}, \
            {{ picture = \"lead#1\", columns = 2, lines = \"1+9\", alt = \"渡輪\" }}]\n"));
        let (code, _, said) = desk.run(&["check", "page.toml"]);
        assert_eq!(code, 0, "{name}: {said}");
    }
}

/// The blocks of the manual's chapter: what stands behind the language, and the text.
fn blocks() -> Vec<(String, String)> {
    let chapter = fs::read_to_string(root().join("docs/src/import.md")).expect("the chapter");
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in chapter.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    found
}

/// A folder of twelve files in seven formats becomes a page by the manual's commands, at most five of them.
#[test]
fn a_folder_of_copy_becomes_a_page() {
    let desk = Desk::new();
    let copy = files_beneath(&desk.path("wire"));
    assert_eq!(copy.len(), 12, "{copy:?}");
    let mut commands = 0;
    for (info, text) in blocks() {
        if let Some((_, name)) = info.split_once(" file=") {
            desk.write(name, &text);
        }
        for line in text.lines().filter(|line| info == "sh" && line.starts_with("typeset ")) {
            let line = line.split(" # ").next().unwrap_or_default();
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            let (code, _, said) = desk.run(&words);
            assert_eq!(code, 0, "{line}: {said}");
            commands += 1;
        }
    }
    assert!((2..=5).contains(&commands), "{commands} commands");
    assert!(fs::read(desk.path("paper.pdf")).expect("a page").starts_with(b"%PDF-"));
    // A sentence of each file of copy is on the page.
    let texts = files(&desk.path("text"), "txt");
    let words: String = texts.iter().map(|path| fs::read_to_string(path).expect("text")).collect();
    for said in [
        "首艘貨輪上午九時離港",
        "電車公司宣布，明年票價不變",
        "終點設在瀾灣碼頭",
        "首班船清晨六時開出",
        "六十個攤檔有五十八個是老檔主",
        "初時有一兩陣微雨，氣溫介乎十八至二十二度",
        "原定下月一日生效的加價押後半年",
        "最年長的校友九十六歲",
        "本報明日休刊一天",
    ] {
        assert!(words.replace('\n', "").contains(said), "{said}");
    }
}

fn files_beneath(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_beneath(&path) } else { vec![path] }).collect()
}

#[test]
fn what_was_written_is_told_and_what_was_left_out() {
    let desk = Desk::new();
    let (code, written, said) =
        desk.run(&["import", "wire/market.docx", "wire/fares.txt", "-o", "copy"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(written, "copy/market.md\ncopy/market-1.png\ncopy/fares.md\n");
    for words in [
        "note[I001]: a tracked deletion is left out",
        "warning[I001]: a footnote is left out: 據街市聯會",
        "note[I005]: the text is read as Big5",
        "note[I007]: the text says that pictures come with it",
        "--> wire/market.docx:3:",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert_eq!(
        desk.read("copy/market.md"),
        "+++\nheadline = \"南里街市翻新重開\"\nbyline = \"本報記者 羅一心\"\npictures = [\n  \
         { picture = \"market-1.png\", caption = \"昨日重開的街市\", credit = \"羅一心攝\", alt = \"街市的攤檔\" },\n]\n+++\n\
         翻新兩年的**南里街市**昨日重開，六十個攤檔有*五十八個*是老檔主。\n\n## 通道闊了一倍\n\n\
         新街市的通道有三米闊，輪椅也可以通過。\n\n1. 鮮魚在東翼\n2. 蔬菜在西翼\n\n\
         | 攤檔 | 數目 |\n| --- | --- |\n| 鮮魚 | 24 |\n| 蔬菜 | 36 |\n\n街市每日清晨五時開門。\n"
    );
    assert_eq!(
        desk.read("copy/fares.md"),
        "+++\nheadline = \"渡輪加價押後\"\nbyline = \"記者陳平／瀾灣報導\"\n\
         dateline = \"（南里社記者陳平瀾灣16日電）\"\n+++\n\
         青嶼渡輪公司昨日宣布，原定下月一日生效的加價押後半年，學生和長者半價的安排不變。公司發言人說，押後是因為燃油價格回落。\n\n\
         ## 月票同樣不變\n\n\
         月票的價錢同樣押後調整，已經買了明年月票的乘客，可以到碼頭的服務處取回差額。 ●南里社\n"
    );
    assert!(fs::read(desk.path("copy/market-1.png")).expect("a picture").starts_with(b"\x89PNG"));
}

#[test]
fn an_article_that_stands_there_is_kept() {
    let desk = Desk::new();
    let import = ["import", "wire/school.txt", "-o", "copy"];
    assert_eq!(desk.run(&import).0, 0);
    let first = desk.read("copy/school.md");
    // The same again changes nothing and is no finding.
    let (code, _, said) = desk.run(&import);
    assert_eq!((code, said.contains("I004")), (0, false), "{said}");
    desk.write("copy/school.md", "+++\nheadline = \"改過\"\n+++\n");
    let (code, written, said) = desk.run(&import);
    assert_eq!((code, written.as_str()), (0, ""));
    assert!(
        said.contains("warning[I004]: copy/school.md stands there already and is kept"),
        "{said}"
    );
    assert!(desk.read("copy/school.md").contains("改過"));
    let (code, _, said) = desk.run(&["import", "wire/school.txt", "-o", "copy", "--force"]);
    assert_eq!((code, said.contains("I004")), (0, false), "{said}");
    assert_eq!(desk.read("copy/school.md"), first);
}

#[test]
fn an_encoding_may_be_named() {
    let desk = Desk::new();
    let (_, _, said) = desk.run(&["import", "wire/fares.txt", "-o", "copy", "--encoding", "big5"]);
    assert!(!said.contains("I005"), "{said}");
    let (code, _, said) =
        desk.run(&["import", "wire/fares.txt", "-o", "other", "--encoding", "klingon"]);
    assert_eq!(code, 2);
    assert!(said.contains("error[I005]: there is no encoding with the name klingon"), "{said}");
    // Nor where the file is plain UTF-8.
    let (code, _, said) =
        desk.run(&["import", "wire/school.txt", "-o", "other", "--encoding", "klingon"]);
    assert_eq!((code, said.contains("error[I005]")), (2, true), "{said}");
    let gb: &[u8] = &[0xB6, 0xC9, 0xC2, 0xD6, 0xB8, 0xB4, 0xBA, 0xBD];
    desk.write("short.txt", gb);
    let (code, _, said) = desk.run(&["import", "short.txt", "-o", "copy", "--encoding", "gb18030"]);
    assert_eq!(code, 0, "{said}");
    assert!(desk.read("copy/short.md").contains("渡轮复航"));
}

#[test]
fn files_that_cannot_be_read_do_not_keep_the_others() {
    let desk = Desk::new();
    desk.write("old.rtf", "{\\rtf1 x}");
    let (code, written, said) =
        desk.run(&["import", "old.rtf", "none.txt", "wire/school.txt", "-o", "copy"]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(written, "copy/school.md\n");
    assert!(said.contains("error[I002]: the file is a document in RTF"), "{said}");
    assert!(said.contains("error[I002]: none.txt cannot be read: there is no such file"), "{said}");
    // An output that cannot be.
    let (code, _, said) = desk.run(&["import", "wire/school.txt", "-o", "old.rtf"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error[U004]"), "{said}");
    assert_eq!(desk.run(&["import", "-o", "copy"]).0, 2);
    assert_eq!(desk.run(&["import", "wire/school.txt"]).0, 2);
}

/// Nothing is read from outside of the copy's folder, nor written outside of the output's.
#[test]
fn pictures_come_from_the_copys_own_folder() {
    let desk = Desk::new();
    desk.write("secret.png", "secret");
    let page = |picture: &str| {
        format!("<article><h1>港口</h1><p>開放。</p><img src='{picture}'></article>")
    };
    for (name, picture) in [
        ("a.html", "../secret.png"),
        ("b.html", "/etc/passwd"),
        ("c.html", "link.png"),
        ("d.html", "gone.png"),
    ] {
        desk.write(&format!("wire/{name}"), page(picture));
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.png", desk.path("wire/link.png")).expect("a link");
    for name in ["a", "b", "c", "d"] {
        let (code, written, said) =
            desk.run(&["import", &format!("wire/{name}.html"), "-o", "out"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(written, format!("out/{name}.md\n"));
        assert!(said.contains("warning[I006]"), "{name}: {said}");
        assert!(!desk.read(&format!("out/{name}.md")).contains("pictures"));
    }
    desk.write("wire/..evil .. name?.txt", "港口\n\n開放。\n");
    let (_, written, _) = desk.run(&["import", "wire/..evil .. name?.txt", "-o", "out"]);
    assert_eq!(written, "out/evil-..-name.md\n");
}

/// A layout may name a file of copy itself: the page is that of the article that `import` makes of it.
#[test]
fn a_layout_names_copy_itself() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["import", "wire", "-o", "copy"]).0, 0);
    for (direct, imported, picture) in [
        ("wire/market.docx", "copy/market.md", true),
        ("wire/port.nitf.xml", "copy/port.md", true),
        ("wire/ferry.json", "copy/ferry.md", true),
        ("wire/weather.html", "copy/weather.md", true),
        ("wire/tram.newsml.xml#1", "copy/tram-1.md", true),
        ("wire/fares.txt", "copy/fares.md", false),
        ("wire/school.txt", "copy/school.md", false),
    ] {
        let layout = |file: &str| {
            let picture = if picture {
                "{ picture = \"lead#1\", columns = 3, lines = \"1+14\" },"
            } else {
                ""
            };
            format!(
                "[document]\ndate = 2024-11-16\n[paper]\nsize = \"a4\"\n[grid]\ncolumns = 3\nmeasure = 16\n\
                 [article]\nlead = \"{file}\"\n[[page]]\nblock = [\n{{ article = \"lead\", columns = \"1-2\", \
                 lines = \"1-\" }},\n{picture}\n]\n"
            )
        };
        let drawn = |file: &str| {
            desk.write("page.toml", layout(file));
            let (code, drawn, said) = desk.run(&["dump", "page.toml", "--stage", "draw"]);
            assert_eq!(code, 0, "{file}: {said}");
            drawn
        };
        assert_eq!(drawn(direct), drawn(imported), "{direct}");
    }
    // Findings point into the copy.
    desk.write("page.toml", "[document]\ndate = 2024-11-16\n[grid]\ncolumns = 3\nmeasure = 16\n[paper]\nsize = \"a4\"\n\
        [article]\nlead = \"wire/weather.html\"\n[[page]]\nblock = [{ article = \"lead\", columns = \"1-2\", lines = \"1-\" }]\n");
    let (_, _, said) = desk.run(&["check", "page.toml"]);
    assert!(said.contains("--> wire/weather.html:12:"), "{said}");
    assert!(said.contains("note[A031]"), "{said}");
}

/// An article of this program's own in another encoding goes over in UTF-8, whatever it is called.
#[test]
fn an_article_in_another_encoding_stays_an_article() {
    let desk = Desk::new();
    let article = "+++\nheadline = \"中文標題\"\n+++\n港口今日開放，遊人如鯽。\n";
    let (big5, _, broken) = encoding_rs::BIG5.encode(article);
    assert!(!broken);
    for name in ["own.txt", "own.md"] {
        desk.write(name, &big5);
        let (status, _, said) = desk.run(&["import", name, "-o", "copy", "--force"]);
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("note[I005]: the text is read as Big5"), "{said}");
        assert!(!said.contains("A036"), "{said}");
        assert_eq!(desk.read("copy/own.md"), article);
    }
}
