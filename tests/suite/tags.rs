//! Reading order: the structure tree gives every article whole, head before body, however its
//! blocks are scattered over the pages. What a file's structure has to be like in itself, the
//! rules of `clauses` say.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use lopdf::{Dictionary, Document, Object, ObjectId};
use typeset::source::article::Article;
use typeset::{Goal, Output};

use crate::clauses::{self, Claim};
use crate::pdf::{paragraph_text, solid, tool};
use crate::{pdf_reader, support};

/// An element with what it holds, in reading order.
struct Element {
    role: String,
    kids: Vec<Kid>,
    dict: Dictionary,
}

enum Kid {
    Element(Element),
    Text(String),
}

/// The structure tree of a file, its content as text.
struct Reader {
    doc: Document,
    texts: BTreeMap<(usize, i64), String>,
    pages: BTreeMap<ObjectId, usize>,
}

impl Reader {
    fn new(bytes: &[u8]) -> Reader {
        let doc = Document::load_mem(bytes).expect("a good file");
        let mut texts: BTreeMap<(usize, i64), String> = BTreeMap::new();
        for shown in pdf_reader::read(bytes) {
            if let Some(mcid) = shown.mcid {
                texts.entry((shown.page, mcid)).or_default().push_str(&shown.text);
            }
        }
        let pages = doc.get_pages().into_values().enumerate().map(|(at, id)| (id, at)).collect();
        Reader { doc, texts, pages }
    }

    fn root(&self) -> Element {
        let catalogue = self.doc.catalog().expect("a catalogue");
        let root = catalogue.get(b"StructTreeRoot").and_then(Object::as_reference);
        let root = self.doc.get_dictionary(root.expect("a structure tree")).expect("a root");
        self.element(root.get(b"K").and_then(Object::as_reference).expect("a document"))
    }

    fn element(&self, id: ObjectId) -> Element {
        let dict = self.doc.get_dictionary(id).expect("an element");
        let role = dict.get(b"S").and_then(Object::as_name).expect("a type");
        let kids = match dict.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        let text = |dict: &Dictionary, mcid: i64| {
            let page = dict.get(b"Pg").and_then(Object::as_reference).expect("a page");
            let place = (self.pages[&page], mcid);
            Kid::Text(self.texts.get(&place).cloned().unwrap_or_default())
        };
        let kids = kids.iter().filter_map(|kid| match kid {
            Object::Integer(mcid) => Some(text(dict, *mcid)),
            Object::Reference(id) => Some(Kid::Element(self.element(*id))),
            Object::Dictionary(of) => Some(text(of, of.get(b"MCID").ok()?.as_i64().ok()?)),
            _ => None,
        });
        let kids = kids.collect();
        Element { role: String::from_utf8_lossy(role).into_owned(), kids, dict: dict.clone() }
    }
}

impl Element {
    /// Its text, without readings and the marks of lists.
    fn text(&self) -> String {
        let mut out = String::new();
        for kid in &self.kids {
            match kid {
                Kid::Text(text) => out.push_str(text),
                Kid::Element(kid) if ["RT", "Lbl"].contains(&kid.role.as_str()) => {}
                Kid::Element(kid) => out.push_str(&kid.text()),
            }
        }
        out
    }

    /// All elements of a type in it.
    fn all(&self, role: &str) -> Vec<&Element> {
        let mut out = Vec::new();
        for kid in &self.kids {
            let Kid::Element(kid) = kid else { continue };
            if kid.role == role {
                out.push(kid);
            }
            out.extend(kid.all(role));
        }
        out
    }

    fn string(&self, key: &str) -> String {
        let bytes = self.dict.get(key.as_bytes()).and_then(Object::as_str).unwrap_or_default();
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            None => String::from_utf8_lossy(bytes).into_owned(),
            Some(units) => {
                let (units, _) = units.as_chunks::<2>();
                let units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
                String::from_utf16_lossy(&units)
            }
        }
    }
}

/// An article as it is to be read.
fn whole(article: &Article) -> String {
    let front = &article.front;
    let mut out = String::new();
    let single = |part: &Option<typeset::text::RichText>| {
        part.as_ref().map(|part| solid(&part.text)).unwrap_or_default()
    };
    let several = |parts: &[typeset::text::RichText]| -> String {
        parts.iter().map(|part| solid(&part.text)).collect()
    };
    out.push_str(&single(&front.label));
    for parts in [&front.kicker, &front.headline, &front.deck] {
        out.push_str(&several(parts));
    }
    out.push_str(&single(&front.byline));
    out.push_str(&several(&front.intro));
    out.push_str(&single(&front.dateline));
    for block in &article.body {
        out.push_str(&paragraph_text(block));
    }
    out + &single(&front.source)
}

fn articles_of(layout: &Path) -> Vec<Article> {
    support::articles(layout).into_iter().map(|(_, article)| article).collect()
}

#[test]
fn every_article_is_read_whole_head_before_body() {
    for layout in support::layouts() {
        let root = Reader::new(&support::pdf(&layout)).root();
        // A file of data is a story of its own, and all of it one table.
        let is_data = |story: &Element| {
            let tables: String = story.all("Table").iter().map(|table| table.text()).collect();
            !tables.is_empty() && tables == story.text()
        };
        let stories: Vec<_> = root.all("Art").into_iter().filter(|story| !is_data(story)).collect();
        let articles = articles_of(&layout);
        assert_eq!(stories.len(), articles.len(), "{}", layout.display());
        let own = std::fs::read_to_string(&layout).expect("a layout");
        let written = solid(&(own + &support::pulled(&layout)));
        for article in articles {
            let wanted = whole(&article);
            let read: Vec<String> = stories.iter().map(|story| solid(&story.text())).collect();
            let found = read.iter().find_map(|text| text.strip_prefix(wanted.as_str()));
            let rest = found.unwrap_or_else(|| panic!("not read as written: {wanted}\n{read:#?}"));
            // The story's own pictures and quotes stand after it.
            let mut layout_words = rest.chars().filter(|c| !written.contains(*c));
            assert_eq!(layout_words.next(), None, "{rest}");
        }
    }
}

#[test]
fn pictures_are_read_with_their_story() {
    let layout = support::root().join("layouts/page.toml");
    let root = Reader::new(&support::pdf(&layout)).root();
    let stories = root.all("Art");
    let shown: Vec<usize> = stories.iter().map(|story| story.all("Figure").len()).collect();
    assert_eq!(shown, [1, 1, 0, 1]);
    let figures = root.all("Figure");
    let alts: Vec<String> = figures.iter().map(|figure| figure.string("Alt")).collect();
    assert!(alts.iter().all(|alt| alt.chars().count() > 8), "{alts:?}");
    assert_eq!(alts.last().map(String::as_str), Some("廣告 wailan-bank-1116"));
}

#[test]
fn readings_stand_beside_what_they_read() {
    let layout = support::root().join("layouts/japan.toml");
    let root = Reader::new(&support::pdf(&layout)).root();
    let pair = |ruby: &&Element| {
        let of = |role| ruby.all(role).iter().map(|part| part.text()).collect::<String>();
        (of("RB"), of("RT"))
    };
    let pairs: Vec<_> = root.all("Ruby").iter().map(pair).collect();
    assert!(pairs.len() > 5);
    assert!(pairs.contains(&("若葉".to_owned(), "わかば".to_owned())), "{pairs:?}");
    assert!(pairs.contains(&("滝口".to_owned(), "たきぐち".to_owned())), "{pairs:?}");
}

/// Poppler prints the content of every element by the fonts' maps alone: a blank more here and
/// there, and no ActualText.
#[test]
fn poppler_reads_the_same() {
    let layout = support::root().join("layouts/page.toml");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, support::pdf(&layout)).expect("a writable file");
    let Some(output) = tool("pdfinfo", &[Path::new("-struct-text"), &path]) else { return };
    assert!(output.stderr.is_empty(), "{output:?}");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let words = said
        .lines()
        .map(str::trim)
        .filter_map(|line| line.strip_prefix('"').and_then(|line| line.strip_suffix('"')));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = letters(&words.collect::<String>());
    for article in articles_of(&layout) {
        let wanted = letters(&whole(&article));
        assert!(words.contains(&wanted), "not in the structure's text: {wanted}\n{words}");
    }
}

const LAYOUT: &str = r#"
[document]
title = "試刊"
date = 2024-11-16
overset = "continue"
jump = false
[output]
standard = "STANDARD"
[paper]
size = ["120mm", "120mm"]
margin = "10mm"
[grid]
columns = 2
measure = 15
line = "12pt"
[article]
lead = "lead.md"
[[page]]
id = "A1"
section = "要聞"
block = [
  { article = "lead", part = "body", columns = "1-2", lines = "8-20" },
  { article = "lead", part = "head", columns = "1-2", lines = "1+7" },
  { text = "（下轉A2-2版）", style = "caption", columns = 2, lines = "22+1" },
]
[[page]]
id = "A2"
block = [
  { article = "lead", part = "body", columns = "1", lines = "1-20" },
  { in = "foot", text = "{page}", style = "folio", lines = 1 },
]
"#;

/// A story over two pages and one more that is added for it.
fn scattered(standard: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let layout = folder.path().join("page.toml");
    std::fs::write(&layout, LAYOUT.replace("STANDARD", standard)).expect("a writable file");
    let mut text = "+++\nheadline = \"港口今日|開幕了\"\n+++\n\n".to_owned();
    for at in 0..12 {
        let long = "海港昨日開幕，首批貨輪已經抵達，碼頭一片歡騰。".repeat(7);
        let _ = write!(text, "第{at}段（上接A1版）[今日は晴れ]{{lang=ja}}{long}\n\n");
    }
    std::fs::write(folder.path().join("lead.md"), text).expect("a writable file");
    (folder, layout)
}

#[test]
fn a_story_over_pages_is_one_element_and_one_thread() {
    for (standard, claim) in [("x-4", Claim::X4), ("a-2u", Claim::A2u), ("plain", Claim::Plain)] {
        let (_folder, layout) = scattered(standard);
        let bytes = support::pdf(&layout);
        assert_eq!(clauses::faults(&bytes, claim), [""; 0], "{standard}");
        let reader = Reader::new(&bytes);
        let root = reader.root();
        let [story] = root.all("Art")[..] else { panic!("one story") };
        assert!(solid(&story.text()).starts_with(&whole(&articles_of(&layout)[0])));
        let paragraphs = story.all("P");
        assert_eq!(paragraphs.len(), 12, "{standard}");
        let spans =
            |role: &str| story.all(role).iter().filter(|it| it.string("Lang") == "ja").count();
        assert_eq!(spans("Span"), 12);
        // The text block, and every paragraph but those on the page that they name.
        let (links, references) = (root.all("Link").len(), root.all("Reference").len());
        assert_eq!(links + references, 13);
        match standard {
            "x-4" => assert_eq!(links, 0),
            _ => assert!(links > 5 && references > 0, "{links} {references}"),
        }
        let catalogue = reader.doc.catalog().expect("a catalogue");
        let threads = catalogue.get(b"Threads").and_then(Object::as_array).expect("threads");
        assert_eq!(threads.len(), 1);
        let beads = reader.doc.get_pages().into_values().map(|page| {
            let page = reader.doc.get_dictionary(page).expect("a page");
            page.get(b"B").and_then(Object::as_array).map_or(0, Vec::len)
        });
        let beads: Vec<usize> = beads.collect();
        assert!(beads.len() >= 3 && beads[..2] == [2, 1] && !beads.contains(&0), "{beads:?}");
    }
}

#[test]
fn a_file_of_one_page_has_a_tree_of_its_own() {
    let (_folder, layout) = scattered("a-2u");
    let Output::Pages(pages) = support::run(&layout, Goal::Pages).output else {
        panic!("no pages")
    };
    assert!(pages.len() >= 3);
    let mut all = String::new();
    for page in &pages {
        assert_eq!(clauses::faults(&page.bytes, Claim::A2u), [""; 0], "{}", page.page);
        let root = Reader::new(&page.bytes).root();
        assert_eq!(root.all("Part").len(), 1);
        assert_eq!(root.all("Link").len(), 0, "there is no other page to go to");
        let [story] = root.all("Art")[..] else { panic!("one story") };
        all.push_str(&solid(&story.text()));
    }
    assert_eq!(all, whole(&articles_of(&layout)[0]));
}
