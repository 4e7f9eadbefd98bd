//! Pages as IDML: packages that hold together, frames where text was composed, every character, and
//! what another program sees of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use roxmltree::{Document, Node};
use serde_json::Value;
use typeset::diag::Deny;
use typeset::{ByProductKind, Goal, Job, Proof, ShowGrid, Stage, Wanted};

use crate::support::{self, Files, articles, layouts, root};

/// Half a point: what a frame may be off.
const NEAR: f64 = 0.5;

/// A layout handed over: the parts of its package, its map, its articles as text.
struct Handed {
    name: String,
    layout: PathBuf,
    parts: BTreeMap<String, String>,
    first: Vec<u8>,
    bytes: Vec<u8>,
    map: Value,
    texts: BTreeMap<String, String>,
    /// What is said of the hand-over.
    told: Vec<String>,
}

/// All layouts, each handed over once for all tests.
fn handed() -> &'static [Handed] {
    static HANDED: OnceLock<Vec<Handed>> = OnceLock::new();
    HANDED.get_or_init(|| layouts().iter().map(|layout| hand_over(layout)).collect())
}

fn of(name: &str) -> &'static Handed {
    handed().iter().find(|handed| handed.name == name).expect("a layout of that name")
}

fn hand_over(layout: &Path) -> Handed {
    let deny = Deny::default();
    let wanted = Wanted { map: true, text: true, idml: Some("../layouts"), ..Wanted::default() };
    let job = Job {
        layout,
        goal: Goal::Document,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &deny,
        wanted,
    };
    let outcome = typeset::typeset(&job, &Files, &mut |_| ());
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    let of = |kind| {
        let made = outcome.byproducts.iter().filter(move |made| made.kind == kind);
        made.map(|made| (made.name.clone(), made.bytes.clone()))
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let bytes = of(ByProductKind::Idml).next().expect("a package").1;
    let map = of(ByProductKind::Map).next().expect("a map").1;
    Handed {
        name: layout.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        layout: layout.to_owned(),
        first: bytes[..100].to_vec(),
        parts: unpacked(&bytes),
        bytes,
        told: outcome
            .findings
            .iter()
            .filter(|found| found.code.0.starts_with('H'))
            .map(|found| format!("{} {}", found.code, found.message))
            .collect(),
        map: serde_json::from_slice(&map).expect("JSON"),
        texts: of(ByProductKind::Text).map(|(name, bytes)| (name, text(bytes))).collect(),
    }
}

/// The parts of a package, by name.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let archive = rawzip::ZipArchive::from_slice(bytes).expect("a package");
    let mut entries = archive.entries();
    let mut parts = BTreeMap::new();
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).expect("UTF-8");
        let (method, size) = (entry.compression_method(), entry.uncompressed_size_hint() as usize);
        let held = archive.get_entry(entry.wayfinder()).expect("its data");
        let content = match method {
            rawzip::CompressionMethod::STORE => held.data().to_vec(),
            _ => {
                let mut out = vec![0; size];
                let mut inflate = libdeflater::Decompressor::new();
                inflate.deflate_decompress(held.data(), &mut out).expect("a sound stream");
                out
            }
        };
        parts.insert(name, String::from_utf8(content).expect("UTF-8"));
    }
    parts
}

impl Handed {
    fn parse(&self) -> Vec<(&str, Document<'_>)> {
        let mut documents = Vec::new();
        for (part, text) in self.parts.iter().filter(|(part, _)| part.ends_with(".xml")) {
            let document = Document::parse(text);
            let document = document.unwrap_or_else(|error| panic!("{} {part}: {error}", self.name));
            documents.push((part.as_str(), document));
        }
        documents
    }
}

fn all<'d>(documents: &'d [(&str, Document<'d>)]) -> impl Iterator<Item = Node<'d, 'd>> {
    documents.iter().flat_map(|(_, document)| document.descendants())
}

fn named<'d>(
    documents: &'d [(&str, Document<'d>)],
    name: &'d str,
) -> impl Iterator<Item = Node<'d, 'd>> {
    all(documents).filter(move |node| node.tag_name().name() == name)
}

/// A rectangle on its page.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    page: usize,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    fn is_near(&self, other: &Rect) -> bool {
        let sides = |of: &Rect| [of.left, of.top, of.right, of.bottom];
        let near = |(one, other): (f64, f64)| (one - other).abs() <= NEAR;
        self.page == other.page && sides(self).into_iter().zip(sides(other)).all(near)
    }

    fn and(&self, other: &Rect) -> Rect {
        Rect {
            page: self.page,
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

fn numbers(text: Option<&str>) -> Vec<f64> {
    let words = text.expect("numbers").split_whitespace();
    words.map(|number| number.parse().expect("a number")).collect()
}

/// What stands on the spreads: every item, from the corner of its page.
fn items<'d>(documents: &'d [(&str, Document<'d>)]) -> Vec<(Node<'d, 'd>, Rect)> {
    let spreads = documents.iter().filter(|(name, _)| name.starts_with("Spreads/"));
    let mut found = Vec::new();
    for (_, document) in spreads {
        // The part around it has the same name in a namespace of its own.
        let is = |node: &Node<'_, '_>| {
            node.tag_name().name() == "Spread" && node.attribute("Self").is_some()
        };
        let spread = document.descendants().find(is).expect("a spread");
        let number = spread.attribute("Self").expect("an id").trim_start_matches('s');
        let number = usize::from_str_radix(number, 16).expect("a number");
        let page = spread.children().find(|node| node.has_tag_name("Page")).expect("a page");
        let bounds = numbers(page.attribute("GeometricBounds"));
        let origin = numbers(page.attribute("ItemTransform"));
        assert_eq!((bounds[0], bounds[1]), (0.0, 0.0));
        for item in spread.children().filter(|node| node.attribute("ItemLayer").is_some()) {
            let moved = numbers(item.attribute("ItemTransform"));
            assert_eq!(moved[..4], [1.0, 0.0, 0.0, 1.0]);
            let points = item
                .children()
                .filter(|node| node.has_tag_name("Properties"))
                .flat_map(|node| node.descendants())
                .filter(|node| node.has_tag_name("PathPointType"));
            let rect = points
                .map(|point| {
                    let at = numbers(point.attribute("Anchor"));
                    let (x, y) = (at[0] + moved[4] - origin[4], at[1] + moved[5] - origin[5]);
                    Rect { page: number, left: x, top: y, right: x, bottom: y }
                })
                .reduce(|all, one| all.and(&one));
            found.push((item, rect.expect("a path")));
        }
    }
    found
}

/// Characters that are printed: no blanks, which lines take in, and no ends of rows.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{2028}').collect()
}

/// The text of every story with its id and title.
fn stories<'d>(documents: &'d [(&str, Document<'d>)]) -> Vec<(String, String, String)> {
    let stories = named(documents, "Story").filter(|node| node.attribute("Self").is_some());
    stories
        .map(|story| {
            let parts = story.descendants().map(|node| match node.tag_name().name() {
                "Content" => node.descendants().filter_map(|node| node.text()).next().unwrap_or(""),
                "Br" => "\n",
                _ => "",
            });
            let of = |name| story.attribute(name).unwrap_or_default().to_owned();
            (of("Self"), of("StoryTitle"), parts.collect())
        })
        .collect()
}

/// The law of the package: what the format's rules ask of every part.
#[test]
fn packages_hold_together() {
    for handed in handed() {
        let name = &handed.name;
        let documents = handed.parse();
        let mimetype = b"mimetypeapplication/vnd.adobe.indesign-idml-package";
        assert_eq!(&handed.first[30..30 + mimetype.len()], mimetype, "{name}");
        assert_eq!(handed.first[8..10], [0, 0], "{name}: the media type is stored");
        assert!(handed.parts["designmap.xml"].contains("?><?aid style=\"50\" type=\"document\""));
        // Every part is listed, and what is listed is there.
        let map = documents.iter().find(|(part, _)| *part == "designmap.xml").expect("the map");
        let listed: BTreeSet<&str> =
            map.1.root_element().children().filter_map(|node| node.attribute("src")).collect();
        let held: BTreeSet<&str> = documents
            .iter()
            .map(|(part, _)| *part)
            .filter(|part| !part.starts_with("META-INF/") && *part != "designmap.xml")
            .collect();
        assert_eq!(listed, held, "{name}");
        // Ids are unique, and what is named is there.
        let mut ids = BTreeSet::from(["n", "Swatch/None"]);
        for id in all(&documents).filter_map(|node| node.attribute("Self")) {
            assert!(ids.insert(id) || id == "Swatch/None", "{name}: {id} twice");
        }
        const NAMES: [&str; 12] = [
            "ParentStory",
            "PreviousTextFrame",
            "NextTextFrame",
            "AppliedParagraphStyle",
            "AppliedCharacterStyle",
            "AppliedObjectStyle",
            "FillColor",
            "StrokeColor",
            "StrokeType",
            "ItemLayer",
            "AppliedMaster",
            "PageStart",
        ];
        for node in all(&documents) {
            for attribute in NAMES {
                let id = node.attribute(attribute).unwrap_or("n");
                assert!(ids.contains(id), "{name}: {attribute} {id}");
            }
            if node.attribute("type") == Some("object") {
                let id = node.text().unwrap_or("");
                assert!(ids.contains(id), "{name}: {} {id}", node.tag_name().name());
            }
        }
        let known: BTreeSet<&str> =
            named(&documents, "Language").filter_map(|node| node.attribute("Name")).collect();
        for language in all(&documents).filter_map(|node| node.attribute("AppliedLanguage")) {
            assert!(known.contains(language), "{name}: {language}");
        }
        threads(name, &documents);
    }
    let again = hand_over(&of("features").layout);
    assert_eq!(of("features").bytes, again.bytes, "the same bytes twice");
}

/// The frames of a story lead from one to the next, all of them, first to last.
fn threads(name: &str, documents: &[(&str, Document<'_>)]) {
    let mut by_story: BTreeMap<&str, Vec<Node<'_, '_>>> = BTreeMap::new();
    for frame in named(documents, "TextFrame") {
        let story = frame.attribute("ParentStory").expect("a story");
        by_story.entry(story).or_default().push(frame);
    }
    for (id, ..) in stories(documents) {
        let frames =
            by_story.get(id.as_str()).unwrap_or_else(|| panic!("{name}: {id} is not placed"));
        let find = |id: &str| frames.iter().find(|frame| frame.attribute("Self") == Some(id));
        let mut at = frames.iter().find(|frame| frame.attribute("PreviousTextFrame") == Some("n"));
        let mut count = 0;
        while let Some(frame) = at {
            count += 1;
            let next = frame.attribute("NextTextFrame").expect("a next");
            let behind = find(next);
            if let Some(behind) = behind {
                assert_eq!(behind.attribute("PreviousTextFrame"), frame.attribute("Self"));
            }
            assert!(count <= frames.len(), "{name}: {id} goes in a circle");
            at = behind;
        }
        assert_eq!(count, frames.len(), "{name}: {id}");
    }
}

/// Frames are the lines' em boxes, and pictures stand where the map says.
#[test]
fn frames_stand_where_text_was_composed() {
    for handed in handed().iter().filter(|handed| !is_split(&handed.layout)) {
        let name = &handed.name;
        let documents = handed.parse();
        let items = items(&documents);
        let mut filled: Vec<Option<Rect>> = vec![None; items.len()];
        for line in lines(&support::dump(&handed.layout, Goal::Dump(Stage::Frames))) {
            let holds = |(_, rect): &(Node<'_, '_>, Rect)| {
                let near = NEAR;
                rect.page == line.page
                    && rect.left - near <= line.left
                    && rect.top - near <= line.top
                    && line.right <= rect.right + near
                    && line.bottom <= rect.bottom + near
            };
            let frames = items.iter().enumerate();
            let frames = frames.filter(|(_, (node, _))| node.has_tag_name("TextFrame"));
            // Of several the smallest is the line's own.
            let area = |rect: &Rect| (rect.right - rect.left) * (rect.bottom - rect.top);
            let own = frames
                .filter(|(_, item)| holds(item))
                .min_by(|(_, (_, one)), (_, (_, other))| area(one).total_cmp(&area(other)));
            let Some((at, _)) = own else { panic!("{name}: no frame holds {line:?}") };
            filled[at] = Some(filled[at].map_or(line, |all| all.and(&line)));
        }
        for ((node, rect), lines) in items.iter().zip(filled) {
            if node.has_tag_name("TextFrame") {
                let lines = lines.unwrap_or_else(|| panic!("{name}: an empty frame {rect:?}"));
                assert!(rect.is_near(&lines), "{name}: {rect:?} holds {lines:?}");
            }
        }
        let pictures: Vec<Rect> = items
            .iter()
            .filter(|(node, _)| node.attribute("ContentType") == Some("GraphicType"))
            .map(|(_, rect)| *rect)
            .collect();
        for article in handed.map["articles"].as_array().expect("articles") {
            for picture in article["pictures"].as_array().expect("pictures") {
                let of = |key: &str| picture["rect"][key].as_f64().expect("a number");
                let (x, y) = (of("x"), of("y"));
                let page = picture["page"].as_u64().expect("a page") as usize - 1;
                let (right, bottom) = (x + of("width"), y + of("height"));
                let rect = Rect { page, left: x, top: y, right, bottom };
                let found = pictures.iter().any(|picture| picture.is_near(&rect));
                assert!(found, "{name}: {} at {rect:?}", picture["file"]);
            }
        }
        let pages = named(&documents, "Page").filter_map(|page| page.attribute("GeometricBounds"));
        let sizes: Vec<Vec<f64>> = pages.map(|bounds| numbers(Some(bounds))).collect();
        for (at, page) in handed.map["pages"].as_array().expect("pages").iter().enumerate() {
            let size =
                [page["height"].as_f64(), page["width"].as_f64()].map(|it| it.expect("a size"));
            let is = |bounds: &Vec<f64>| {
                (bounds[2] - size[0]).abs() < 0.01 && (bounds[3] - size[1]).abs() < 0.01
            };
            assert!(sizes.iter().any(is), "{name}: page {at} of {size:?}");
        }
    }
}

/// Spreads that are written as two pages are dumped whole.
fn is_split(layout: &Path) -> bool {
    fs::read_to_string(layout).expect("a layout").contains("split_spread = true")
}

/// The em boxes of the lines that a dump of frames names.
fn lines(dump: &str) -> Vec<Rect> {
    let mut page = 0;
    let mut found = Vec::new();
    for line in dump.lines() {
        if line.starts_with("page ") {
            page += 1;
            continue;
        }
        let Some((_, behind)) = line.split_once(" at ").filter(|_| line.contains(" em ")) else {
            continue;
        };
        let mut words = behind.split(' ');
        let mut pair = |by: char| -> (f64, f64) {
            let (one, other) = words.next().and_then(|word| word.split_once(by)).expect("a pair");
            (one.parse().expect("a number"), other.parse().expect("a number"))
        };
        let ((x, y), (width, height)) = (pair(','), pair('x'));
        let (right, bottom) = (x + width, y + height);
        found.push(Rect { page: page - 1, left: x, top: y, right, bottom });
    }
    found
}

/// Every character of every article stands in its stories, once; nothing else does.
#[test]
fn no_character_is_lost() {
    let sorted = |text: &str| {
        let mut chars: Vec<char> = solid(text).chars().collect();
        chars.sort_unstable();
        chars.into_iter().collect::<String>()
    };
    let mut compared = 0;
    for handed in handed() {
        let documents = handed.parse();
        let stories = stories(&documents);
        const PARTS: [&str; 7] =
            ["label", "kicker", "headline", "deck", "byline", "intro", "source"];
        for article in handed.map["articles"].as_array().expect("articles") {
            let id = article["id"].as_str().expect("an id");
            let is_own = |title: &str| {
                title == id || PARTS.iter().any(|part| title == format!("{id} {part}"))
            };
            let own = stories.iter().filter(|(_, title, _)| is_own(title));
            let mut text: String = own.map(|(.., text)| text.as_str()).collect();
            if text.is_empty() {
                // One of a stack, which is one story.
                continue;
            }
            compared += 1;
            for picture in article["pictures"].as_array().expect("pictures") {
                text += picture["caption"].as_str().unwrap_or("");
                text += picture["credit"].as_str().unwrap_or("");
            }
            // A row of pictures has its words once.
            let pictures = article["pictures"].as_array().expect("pictures");
            let rows: BTreeSet<&str> =
                pictures.iter().filter_map(|picture| picture["caption"].as_str()).collect();
            if rows.len() < pictures.len() {
                continue;
            }
            let expected = handed.texts[id].as_str();
            assert_eq!(sorted(&text), sorted(expected), "{} {id}", handed.name);
        }
        // And in order: each paragraph of an article is a passage of one story.
        for (path, article) in articles(&handed.layout) {
            for block in article.body.iter().filter(|block| !block.text.text.is_empty()) {
                if block.marks.optional.is_some() {
                    continue;
                }
                let wanted = solid(&block.text.text);
                let found = stories.iter().any(|(.., text)| solid(text).contains(&wanted));
                assert!(found, "{}: {}", path.display(), block.text.text);
            }
        }
    }
    assert!(compared > 40, "{compared} articles were compared");
}

/// What is said beside the characters: readings, dots, upright numbers, spot inks, vertical stories.
#[test]
fn what_characters_carry_goes_over() {
    let japan = of("japan");
    let documents = japan.parse();
    let values = |name: &str| -> BTreeSet<String> {
        let found = all(&documents).filter_map(|node| node.attribute(name));
        found.map(str::to_owned).collect()
    };
    assert!(values("StoryOrientation").contains("Vertical"));
    assert!(values("Tatechuyoko").contains("true"));
    assert!(values("RubyString").len() > 2, "{:?}", values("RubyString"));
    assert!(values("AppliedLanguage").contains("$ID/Japanese"));
    assert!(values("VerticalScale").len() > 1, "flattened type");
    let upright: Vec<&str> = all(&documents)
        .filter(|node| node.attribute("Tatechuyoko") == Some("true"))
        .filter_map(|node| node.descendants().find_map(|node| node.text()))
        .collect();
    assert!(upright.iter().all(|text| text.chars().count() <= 4), "{upright:?}");
    let features = of("features");
    let documents = features.parse();
    let kinds: BTreeSet<&str> =
        all(&documents).filter_map(|node| node.attribute("KentenKind")).collect();
    assert!(kinds.contains("KentenSmallBlackCircle"), "{kinds:?}");
    let models: BTreeSet<&str> =
        named(&documents, "Color").filter_map(|node| node.attribute("Model")).collect();
    assert!(models.contains("Process"));
    let told = "H001 not all of the page is said in IDML: 2 frames around names";
    assert_eq!(of("notices").told, [told]);
    assert!(of("page").told.is_empty());
}

/// The links lead from the package to the files, and `import` gives the articles back.
#[test]
fn a_package_comes_back_as_articles() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .expect("the program starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(out.status.code(), Some(0), "{arguments:?} {}", text(&out.stderr));
        text(&out.stdout)
    };
    for name in ["page", "taiwan", "tabloid"] {
        let layout = root().join("layouts").join(format!("{name}.toml"));
        let package = format!("{name}.idml");
        run(&[&layout.display().to_string(), "--idml", &package]);
        let parts = unpacked(&fs::read(folder.path().join(&package)).expect("a package"));
        for part in parts.iter().filter(|(part, _)| part.starts_with("Spreads/")) {
            let document = Document::parse(part.1).expect("XML");
            let links = document.descendants().filter_map(|node| node.attribute("LinkResourceURI"));
            for link in links {
                let path = link.strip_prefix("file:").expect("a file");
                assert!(folder.path().join(path).is_file(), "{link}");
            }
        }
        let copy = format!("copy-{name}");
        let written = run(&["import", &package, "-o", &copy]);
        let imported: Vec<String> = written
            .lines()
            .filter(|path| path.ends_with(".md"))
            .map(|path| fs::read_to_string(folder.path().join(path)).expect("an article"))
            .collect();
        let plain = |text: &str| solid(&text.replace(['\\', '|'], ""));
        for (path, article) in articles(&layout) {
            let headline: String =
                article.front.headline.iter().map(|text| solid(&text.text)).collect();
            let own = imported.iter().find(|file| {
                let head = file.split("\n+++").next().unwrap_or("");
                plain(head).contains(&format!("headline=\"{headline}\""))
                    || plain(head).replace("\",\"", "").contains(&headline)
            });
            let own = own.unwrap_or_else(|| panic!("{name}: no article of {headline}"));
            for block in &article.body {
                let whole = solid(&block.text.text);
                // Marks are written between the characters.
                let marked = !block.text.marks.is_empty();
                if !marked {
                    assert!(plain(own).contains(&whole), "{}: {whole}", path.display());
                }
            }
        }
    }
}

/// A package and a story of InCopy, as a desk sends them.
#[test]
fn a_package_and_a_story_are_copy() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let import = |name: &str| {
        let out = Command::new(env!("CARGO_BIN_EXE_typeset"))
            .arg("import")
            .arg(root().join("tests/data/wire/more").join(name))
            .arg("-o")
            .arg(folder.path())
            .arg("--force")
            .output()
            .expect("the program starts");
        assert_eq!(out.status.code(), Some(0));
        let article = fs::read_to_string(folder.path().join("ferry.md")).expect("an article");
        (article, String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (article, _) = import("ferry.idml");
    for part in [
        "headline = \"渡輪明日復航　首班清晨六時\"\nbyline = \"本報記者 陳平\"\n",
        "停航三日的{瀾灣|らんわん}渡輪*明日*復航",
        "\n\n## 票價不變\n\n- 學生和長者半價\n- 月票可以延期三日\n\n天文台",
        "碼頭候船。 ●海港社\n",
    ] {
        assert!(article.contains(part), "{part} in {article}");
    }
    let (article, told) = import("ferry.icml");
    let body =
        "停航三日的{瀾灣|らんわん}*渡輪*明日復航，首班船16**日清晨六時**開出。\n\n票價不變。\n";
    assert!(article.ends_with(body), "{article}");
    assert!(told.contains("I001") && told.contains("a tracked deletion is left out"), "{told}");
}

/// Scribus, where it is installed, opens the packages: every frame where it stands here, every story
/// whole. One start for three pages.
#[test]
fn scribus_sees_frames_and_stories() {
    let found = Command::new("sh").args(["-c", "command -v scribus"]).output();
    if !found.is_ok_and(|found| found.status.success()) {
        let asked = std::env::var_os("TYPESET_REQUIRE_TOOLS").is_some_and(|value| value == "1");
        assert!(!asked, "scribus is not installed");
        eprintln!("skipped: scribus is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = ["page", "taiwan", "tabloid"];
    let handed = names.map(of);
    for of in handed {
        let path = folder.path().join(format!("{}.idml", of.name));
        fs::write(path, &of.bytes).expect("a writable file");
    }
    let script = folder.path().join("look.py");
    fs::write(&script, SCRIPT).expect("a writable file");
    let status = Command::new("timeout")
        .args(["240", "scribus", "-g", "-ns", "-py"])
        .arg(&script)
        .args(["page", "taiwan", "tabloid"])
        .current_dir(folder.path())
        .env("QT_QPA_PLATFORM", "offscreen")
        .env("HOME", folder.path())
        .output()
        .expect("a program that stops another");
    let seen = fs::read_to_string(folder.path().join("seen.json"));
    let seen = seen.unwrap_or_else(|error| panic!("scribus wrote nothing: {error} {status:?}"));
    let seen: Value = serde_json::from_str(&seen).expect("JSON");
    for of in handed {
        let items_seen = &seen[&of.name];
        let documents = of.parse();
        let stories = stories(&documents);
        let (mut frames, mut texts) = (0, 0);
        for (node, rect) in items(&documents) {
            let id = node.attribute("Self").expect("an id");
            let item = &items_seen[id];
            assert!(item.is_object(), "{}: scribus does not see {id}", of.name);
            let side = |name: &str| item[name].as_f64().expect("a number");
            let (x, y) = (side("x"), side("y"));
            let (right, bottom) = (x + side("width"), y + side("height"));
            let found = Rect { page: rect.page, left: x, top: y, right, bottom };
            assert!(found.is_near(&rect), "{} {id}: {found:?}, not {rect:?}", of.name);
            frames += 1;
            let parent = node.attribute("ParentStory");
            if let (Some(text), Some(parent)) = (item["text"].as_str(), parent) {
                let story = stories.iter().find(|(id, ..)| id == parent).expect("its story");
                assert_eq!(solid(text), solid(&story.2), "{} {id}", of.name);
                texts += 1;
            }
        }
        assert!(frames > 30 && texts > 20, "{}: {frames} frames, {texts} texts", of.name);
    }
}

/// Items by their names, which are their ids; of text frames the whole story.
const SCRIPT: &str = r#"
import json, scribus, sys
seen = {}
for name in sys.argv[1:]:
    scribus.openDoc(name + ".idml")
    scribus.setUnit(0)
    items = {}
    for page in range(1, scribus.pageCount() + 1):
        scribus.gotoPage(page)
        for item, kind, _ in scribus.getPageItems():
            (x, y), (width, height) = scribus.getPosition(item), scribus.getSize(item)
            items[item] = {"x": x, "y": y, "width": width, "height": height}
            if kind == 4:
                items[item]["text"] = scribus.getAllText(item)
    seen[name] = items
    scribus.closeDoc()
with open("seen.json", "w") as out:
    json.dump(seen, out)
"#;
