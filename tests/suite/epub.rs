//! The reader's edition: what its book holds, and what the checker of such books says of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use rawzip::{CompressionMethod, ZipArchive};
use roxmltree::{Document, Node, ParsingOptions};
use typeset::diag::Deny;
use typeset::{
    ByProductKind, Goal, Job, Outcome, Proof, ReadersEdition, Session, ShowGrid, Wanted, World,
    bind,
};

use crate::pdf::solid;
use crate::support::{Files, files, layouts, root};

fn run(world: &dyn World, layout: &Path, epub: ReadersEdition) -> Outcome {
    let job = Job {
        layout,
        goal: Goal::Document,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &Deny::default(),
        wanted: Wanted { epub: Some(epub), text: true, ..Wanted::default() },
    };
    Session::default().run(&job, world, &mut |_| ())
}

/// The book of a layout, and its articles' texts.
fn book(world: &dyn World, layout: &Path) -> (Vec<u8>, Vec<String>) {
    let mut outcome = run(world, layout, ReadersEdition::Whole);
    let made = outcome.byproducts.iter().position(|made| made.kind == ByProductKind::Epub);
    let Some(at) = made else { panic!("{}: {:#?}", layout.display(), outcome.findings) };
    (outcome.byproducts.remove(at).bytes, texts(&outcome))
}

fn texts(outcome: &Outcome) -> Vec<String> {
    let texts = outcome.byproducts.iter().filter(|made| made.kind == ByProductKind::Text);
    texts.map(|made| String::from_utf8(made.bytes.clone()).expect("UTF-8")).collect()
}

/// The edition of several layouts: its book, and all articles' texts.
static EDITION: LazyLock<(Vec<u8>, Vec<String>)> = LazyLock::new(|| {
    let members = files(&root().join("layouts/edition"), "toml");
    let members = members.iter().filter(|file| !file.ends_with("house.toml"));
    let mut outcomes: Vec<Outcome> =
        members.map(|layout| run(&Files, layout, ReadersEdition::Part)).collect();
    let texts = outcomes.iter().flat_map(texts).collect();
    let gatherings = outcomes.iter_mut().map(|outcome| outcome.gathering.take());
    let gatherings: Vec<_> = gatherings.map(|it| it.expect("a layout without errors")).collect();
    (bind(&gatherings).expect("a book of no great size"), texts)
});

/// The files in a book.
fn unpacked(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = ZipArchive::from_slice(book).expect("an archive");
    let mut found = BTreeMap::new();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).expect("UTF-8");
        let size = entry.uncompressed_size_hint() as usize;
        let data = archive.get_entry(entry.wayfinder()).expect("its data").data();
        let content = match entry.compression_method() {
            CompressionMethod::STORE => data.to_vec(),
            _ => {
                let mut out = vec![0; size];
                let mut decoder = zlib_rs::Inflate::new(false, 15);
                let flush = zlib_rs::InflateFlush::Finish;
                decoder.decompress(data, &mut out, flush).expect("a sound stream");
                out
            }
        };
        found.insert(name, content);
    }
    found
}

fn xml(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).expect("well-formed")
}

/// What a reader reads of a chapter: readings beside the text are not of it.
fn words(chapter: &str) -> String {
    let page = parsed(chapter);
    let is_reading = |node: &Node<'_, '_>| node.has_tag_name("rt") || node.has_tag_name("rp");
    let body = page.descendants().find(|node| node.tag_name().name() == "body").expect("a body");
    let texts = body.descendants().filter(|node| node.is_text());
    let texts = texts.filter(|text| {
        !text.ancestors().any(|node| {
            let name = node.tag_name().name();
            is_reading(&node) || name == "rt" || name == "rp"
        })
    });
    solid(&texts.filter_map(|text| text.text()).collect::<String>())
}

fn chapters(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let chapters = files.iter().filter(|(name, _)| name.starts_with("EPUB/article-"));
    chapters.map(|(_, bytes)| xml(bytes)).collect()
}

/// Every paragraph of every article, as the plain text has it, stands in a chapter of its own.
fn holds_all(name: &str, book: &[u8], texts: &[String]) {
    let files = unpacked(book);
    let mut chapters: Vec<String> = chapters(&files).into_iter().map(words).collect();
    assert_eq!(chapters.len(), texts.len(), "{name}");
    for text in texts {
        let paragraphs: Vec<String> = text.split("\n\n").map(unmarked).collect();
        let all = |chapter: &String| paragraphs.iter().all(|part| chapter.contains(part));
        let Some(at) = chapters.iter().position(all) else {
            panic!("{name}: no chapter has {text}")
        };
        chapters.remove(at);
    }
}

/// A paragraph without the mark of a list's item, which a reader's device makes.
fn unmarked(paragraph: &str) -> String {
    let number = paragraph.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok());
    let text = number.map_or(paragraph, |(_, text)| text);
    solid(text).trim_start_matches('●').to_owned()
}

#[test]
fn every_article_is_a_chapter_whole() {
    for layout in layouts() {
        let (book, texts) = book(&Files, &layout);
        holds_all(&layout.display().to_string(), &book, &texts);
    }
    let (book, texts) = &*EDITION;
    holds_all("the edition", book, texts);
}

/// All pages of an edition are one book: chapters in the order of the pages, by section.
#[test]
fn layouts_of_an_edition_are_one_book() {
    let files = unpacked(&EDITION.0);
    let nav = xml(&files["EPUB/nav.xhtml"]);
    let sections: Vec<&str> =
        nav.split("<span>").skip(1).filter_map(|part| part.split('<').next()).collect();
    let mut once = sections.clone();
    once.dedup();
    assert_eq!(sections, once);
    assert_eq!(&sections[..2], ["頭版", "本地"]);
    let opf = xml(&files["EPUB/package.opf"]);
    for part in [
        "<dc:title>瀾灣早報 2024-11-30</dc:title>",
        "<dc:language>zh-Hant-HK</dc:language>",
        "<meta property=\"dcterms:modified\">2024-11-30T00:00:00Z</meta>",
        "page-progression-direction=\"ltr\"",
        "properties=\"cover-image\"",
    ] {
        assert!(opf.contains(part), "{part}\n{opf}");
    }
    // The story that jumps from A1 to A3 is one chapter.
    let wall = "海堤今日合龍　西堤告別水浸";
    assert_eq!(nav.matches(wall).count(), 1, "{nav}");
    // Advertisements are not articles.
    assert!(!files.keys().any(|name| name.contains("orchard")));
}

#[test]
fn a_vertical_page_is_vertical_for_readers() {
    let (book, _) = book(&Files, &root().join("layouts/taiwan.toml"));
    let files = unpacked(&book);
    assert!(xml(&files["EPUB/package.opf"]).contains("page-progression-direction=\"rtl\""));
    let first = xml(&files["EPUB/article-001.xhtml"]);
    assert!(first.contains("class=\"down\">"), "{first}");
    assert!(
        first.contains("<h1 class=\"sans\">白鷺大橋正式通車<br/>百年渡輪走入歷史</h1>"),
        "{first}"
    );
    assert!(first.contains("上午<span class=\"tcy\">10</span>點"), "{first}");
    let nav = xml(&files["EPUB/nav.xhtml"]);
    assert!(nav.contains(">白鷺大橋正式通車 百年渡輪走入歷史</a>"), "{nav}");
    let style = xml(&files["EPUB/style.css"]);
    assert!(
        style.contains("writing-mode:vertical-rl") && style.contains("text-combine-upright:all")
    );
}

/// A page with a picture of each kind that no reader's device shows as it is.
fn with_pictures() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let data = root().join("tests/data");
    let of = ["pictures/cmyk.jpg", "pictures/lzw-cmyk.tif", "pictures/jpeg.tif", "art/plain.pdf"];
    let copied = ["pictures/rgb.jpg", "pictures/first.gif"];
    let mut blocks = String::new();
    for (at, path) in of.iter().chain(&copied).enumerate() {
        let name = Path::new(path).file_name().expect("a name").to_str().expect("plain");
        std::fs::copy(data.join(path), folder.path().join(name)).expect("copied");
        blocks += &format!(
            "  {{ in = \"all\", picture = \"{name}\", columns = {}, lines = \"{}+6\", caption = \"{name} <&>\", \
             credit = \"本報\", alt = \"圖\\\"一\\\"\" }},\n",
            at % 3 + 1,
            20 + at / 3 * 8
        );
    }
    let article = "+++\nheadline = \"甲<乙>&|丙\"\n+++\n港口*今日*重開，{遊人|ゆうじん}如鯽。\n\n- 一\n- 二\n\n\
                   | 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n風起\\\n浪湧 {.verse}\n";
    std::fs::write(folder.path().join("a.md"), article).expect("written");
    let layout = format!(
        "[document]\ntitle = \"早報 & 晚報\"\ndate = 2024-11-16\n[grid]\ncolumns = 3\nmeasure = 12\n\
         [article]\na = \"a.md\"\n[[page]]\nid = \"A1\"\nsection = \"要<聞>\"\nblock = [\n  {{ id = \"all\", \
         columns = \"1-3\", lines = \"1-40\" }},\n  {{ in = \"all\", article = \"a\", columns = \"1-3\", lines = \
         \"1-18\" }},\n{blocks}]\n"
    );
    std::fs::write(folder.path().join("page.toml"), layout).expect("written");
    folder
}

#[test]
fn pictures_are_such_as_readers_show() {
    let folder = with_pictures();
    let layout = folder.path().join("page.toml");
    let (made, texts) = book(&Files, &layout);
    holds_all("pictures", &made, &texts);
    assert!(made == book(&Files, &layout).0, "the same input, the same bytes");
    let files = unpacked(&made);
    let kinds = |ending: &str| {
        let names = files.keys().filter(|name| name.starts_with("EPUB/picture-"));
        names.filter(|name| name.ends_with(ending)).count()
    };
    assert_eq!((kinds(""), kinds(".gif")), (6, 1), "{:?}", files.keys());
    let rgb = files.iter().find(|(name, _)| name.contains("picture-rgb-")).expect("the JPEG");
    let original = std::fs::read(root().join("tests/data/pictures/rgb.jpg")).expect("there");
    assert!(*rgb.1 == original, "what is shown everywhere stays to the byte");
    let cmyk = files.iter().find(|(name, _)| name.contains("picture-cmyk-")).expect("the other");
    assert!(cmyk.0.ends_with(".jpg") && cmyk.1.starts_with(b"\xFF\xD8"));
    let chapter = xml(&files["EPUB/article-001.xhtml"]);
    for part in [
        "<h1>甲&lt;乙&gt;&amp;<br/>丙</h1>",
        "<em>今日</em>",
        "<ruby>遊人<rp>（</rp><rt>ゆうじん</rt><rp>）</rp></ruby>",
        "<ul>\n<li>一</li>\n<li>二</li>\n</ul>",
        "<th scope=\"col\">甲</th>",
        "<p class=\"verse\">風起<br/>浪湧</p>",
        "alt=\"圖&quot;一&quot;\"/>",
        "<figcaption>cmyk.jpg &lt;&amp;&gt;<span class=\"credit\">本報</span></figcaption>",
    ] {
        assert!(chapter.contains(part), "{part}\n{chapter}");
    }
}

/// What epubcheck says beside that all is well. None where it is not installed, unless
/// `TYPESET_REQUIRE_TOOLS=1` asks for it.
fn checked(book: &[u8]) -> Option<String> {
    const JAR: &str = "/usr/share/java/epubcheck.jar";
    if !Path::new(JAR).exists() {
        let asked = std::env::var_os("TYPESET_REQUIRE_TOOLS").is_some_and(|value| value == "1");
        assert!(!asked, "epubcheck is not installed");
        eprintln!("skipped: epubcheck is not installed");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("book.epub");
    std::fs::write(&file, book).expect("written");
    let mut command = Command::new("java");
    let output = command.args(["-jar", JAR]).arg(&file).output().expect("java runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let is_well = said.contains("0 fatals / 0 errors / 0 warnings / 0 infos");
    Some(if is_well { String::new() } else { said })
}

#[test]
fn the_checker_of_books_has_nothing_to_say() {
    let folder = with_pictures();
    let layouts = [root().join("layouts/taiwan.toml"), folder.path().join("page.toml")];
    for layout in layouts {
        match checked(&book(&Files, &layout).0) {
            Some(said) => assert_eq!(said, ""),
            None => return,
        }
    }
}
