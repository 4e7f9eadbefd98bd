//! The reader's edition: the articles of an edition as an EPUB (EPUB 3.3; a table of contents of
//! EPUB 2 beside it).
//!
//! ```text
//! a finished job -> Gathering: its chapters (chapter.rs) and their pictures (pictures.rs)
//! gatherings, in order -> bind: one book of them, with its contents (contents.rs)
//! ```
//!
//! An article is a chapter, in the reading order of the pages, whole, however its blocks are
//! scattered. Advertisements, furniture and what belongs to no article are left out; the fonts are
//! the reader's own.
//!
//! Invariant: the same gatherings give the same bytes, but for the cover, which is a page picture.

mod chapter;
mod contents;
mod pictures;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::package::{Package, TooLarge};
use super::reading::stories;
use super::{Finished, escaped::escaped};
use crate::colour::Profile;
use crate::measure::WritingMode;
use crate::picture::ScreenPicture;
use crate::text::page_key;
use chapter::Chapter;
use pictures::Pictures;

pub use pictures::{LeftOut, PictureFile};

/// What one layout gives to a reader's edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathering {
    title: String,
    language: String,
    /// `2024-11-16`
    date: String,
    /// Whether its first page is vertical: then pages turn to the right.
    is_down: bool,
    /// The names of its pages.
    pages: Vec<String>,
    chapters: Vec<Chapter>,
    /// By the names that the chapters call them by.
    pictures: BTreeMap<String, ScreenPicture>,
    /// Its first page, as a PNG.
    cover: Option<Vec<u8>>,
}

impl Gathering {
    /// `2024-11-16`
    pub fn date(&self) -> &str {
        &self.date
    }
}

/// Gathers the articles of a job and their pictures, whose files are given by `PictureId`; also
/// tells the pictures that no reader's device shows.
pub fn gather(
    job: Finished<'_>,
    files: &[PictureFile],
    profile: &Profile,
    cover: Option<Vec<u8>>,
) -> (Gathering, Vec<LeftOut>) {
    let document = &job.model.document;
    let day = document.date;
    let mut pictures = Pictures::new(job, files, profile);
    let stories = stories(job);
    let chapters = stories.iter().map(|told| chapter::chapter(job, told, &mut pictures)).collect();
    let first = job.model.pages.first();
    let (pictures, left_out) = pictures.finish();
    let gathering = Gathering {
        title: document.title.clone(),
        language: document.language.clone(),
        date: format!("{:04}-{:02}-{:02}", day.year, day.month, day.day),
        is_down: first.is_some_and(|page| page.grid.mode == WritingMode::VerticalRl),
        pages: job.model.pages.iter().map(|page| page.name.clone()).collect(),
        chapters,
        pictures,
        cover,
    };
    (gathering, left_out)
}

/// What is inside the book, in its folder.
struct Item {
    name: String,
    media_type: &'static str,
    /// What of the book it is, as the package calls that; empty: nothing beside.
    properties: &'static str,
    bytes: Arc<[u8]>,
}

const XHTML: &str = "application/xhtml+xml";
const COVER: &str = "cover.png";
const TITLE: &str = "title.xhtml";
const CONTENTS: &str = "nav.xhtml";
const NCX: &str = "toc.ncx";
const STYLE: &str = "style.css";
/// The book's own folder in the package.
const FOLDER: &str = "EPUB";

/// One book of gatherings, in their order; title, date and language are those of the first.
pub fn bind(gatherings: &[Gathering]) -> Result<Vec<u8>, TooLarge> {
    let book = Book::new(gatherings);
    let mut items: Vec<Item> = Vec::new();
    let mut add = |name: &str, media_type, properties, bytes: Vec<u8>| {
        let (name, bytes) = (name.to_owned(), Arc::from(bytes));
        items.push(Item { name, media_type, properties, bytes });
    };
    add(CONTENTS, XHTML, "nav", contents::nav(&book).into_bytes());
    add(NCX, "application/x-dtbncx+xml", "", contents::ncx(&book).into_bytes());
    add(STYLE, "text/css", "", chapter::style().into_bytes());
    add(TITLE, XHTML, "", contents::title_page(&book).into_bytes());
    for (name, chapter) in &book.chapters {
        add(name, XHTML, "", chapter.page(&book.title).into_bytes());
    }
    if let Some(cover) = book.cover {
        add(COVER, "image/png", "cover-image", cover.to_vec());
    }
    let pictures = gatherings.iter().flat_map(|gathering| &gathering.pictures);
    for (name, picture) in pictures.collect::<BTreeMap<_, _>>() {
        let (name, media_type) = (name.clone(), picture.kind.media_type());
        items.push(Item { name, media_type, properties: "", bytes: Arc::clone(&picture.bytes) });
    }

    let mut package = Package::new("application/epub+zip");
    package.add("META-INF/container.xml", container().as_bytes());
    package.add(&format!("{FOLDER}/package.opf"), contents::opf(&book, &items).as_bytes());
    for item in &items {
        package.add(&format!("{FOLDER}/{}", item.name), &item.bytes);
    }
    package.finish()
}

/// Gatherings under one title.
struct Book<'a> {
    title: String,
    language: &'a str,
    date: &'a str,
    is_down: bool,
    identifier: String,
    cover: Option<&'a [u8]>,
    /// In reading order, each with its file's name.
    chapters: Vec<(String, &'a Chapter)>,
}

impl<'a> Book<'a> {
    fn new(gatherings: &'a [Gathering]) -> Book<'a> {
        let first = gatherings.first();
        let (date, title) = first.map_or(("", ""), |it| (it.date.as_str(), it.title.as_str()));
        // Shelves list a year of editions: the date tells one from the other.
        let title = [title, date].join(" ").trim().to_owned();
        let chapters = gatherings.iter().flat_map(|gathering| &gathering.chapters);
        let mut chapters: Vec<&Chapter> = chapters.collect();
        // A layout may have a page that a story jumps to, and the pages between be other layouts'.
        if gatherings.len() > 1 && chapters.iter().all(|chapter| number(&chapter.page).is_some()) {
            chapters.sort_by_key(|chapter| number(&chapter.page));
        }
        let named = |(number, chapter)| (format!("article-{number:03}.xhtml"), chapter);
        Book {
            title,
            language: first.map_or("und", |first| &first.language),
            date,
            is_down: first.is_some_and(|first| first.is_down),
            identifier: identifier(gatherings),
            cover: gatherings.iter().find_map(|gathering| gathering.cover.as_deref()),
            chapters: (1..).zip(chapters).map(named).collect(),
        }
    }
}

/// The place of a page in its paper: of A12 the section A and 12. None where its name is no number.
fn number(page: &str) -> Option<(String, u32)> {
    let key = page_key(page);
    let digits = key.find(|c: char| c.is_ascii_digit())?;
    let (section, number) = key.split_at(digits);
    Some((section.to_owned(), number.parse().ok()?))
}

/// A UUID of the edition's own (RFC 9562, version 8): of its title, language, date and pages, so
/// that another printing of it replaces the one before.
fn identifier(gatherings: &[Gathering]) -> String {
    // FNV-1a of 128 bits.
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let mut hash: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    };
    for Gathering { title, language, date, pages, .. } in gatherings {
        [title, language, date].into_iter().chain(pages).for_each(|text| take(text));
    }
    // The version and the variant have bits of their own.
    let bits = hash & !(0xF << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62;
    let hex = format!("{bits:032x}");
    let part = |range| hex.get(range).unwrap_or("");
    let parts = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)];
    format!("urn:uuid:{}", parts.join("-"))
}

fn container() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
         <rootfiles>\n<rootfile full-path=\"{FOLDER}/package.opf\" \
         media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n"
    )
}

/// A page of the book.
fn page((language, title, class): (&str, &str, &str), body: &str) -> String {
    let (language, title) = (escaped(language), escaped(title));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{language}\" xml:lang=\"{language}\" class=\"{class}\">\n<head>\n\
         <title>{title}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"{STYLE}\"/>\n\
         </head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// How the lines of a page run, as a class.
fn lines_of(is_down: bool) -> &'static str {
    if is_down { "down" } else { "across" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathering(date: &str, pages: &[&str]) -> Gathering {
        Gathering {
            title: "早報".to_owned(),
            language: "zh-Hant-HK".to_owned(),
            date: date.to_owned(),
            is_down: false,
            pages: pages.iter().map(|&page| page.to_owned()).collect(),
            chapters: Vec::new(),
            pictures: BTreeMap::new(),
            cover: None,
        }
    }

    #[test]
    fn an_edition_has_an_identifier_of_its_own() {
        let first = identifier(&[gathering("2024-11-16", &["A1"])]);
        assert_eq!(first, identifier(&[gathering("2024-11-16", &["A1"])]));
        assert_ne!(first, identifier(&[gathering("2024-11-17", &["A1"])]));
        assert_ne!(first, identifier(&[gathering("2024-11-16", &["A1", "A2"])]));
        let uuid = first.strip_prefix("urn:uuid:").expect("a UUID");
        let lengths: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(uuid[14..].starts_with('8'), "{uuid}: version 8");
        assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{uuid}: the variant");
    }

    #[test]
    fn pages_have_their_order() {
        let mut pages = ["B1", "A10", "A2", "Ａ３", "A01"];
        pages.sort_by_key(|page| number(page));
        assert_eq!(pages, ["A01", "A2", "Ａ３", "A10", "B1"]);
        assert_eq!(number("副刊"), None);
        assert_eq!(number("A1-2"), None);
    }

    /// An edition without an article still is a book that a reader opens.
    #[test]
    fn every_part_is_sound_xml() {
        let mut of = gathering("2024-11-16", &["A1"]);
        of.title = "A & B <c>".to_owned();
        let gatherings = [of];
        let book = Book::new(&gatherings);
        for part in [
            contents::nav(&book),
            contents::title_page(&book),
            contents::opf(&book, &[]),
            container(),
        ] {
            roxmltree::Document::parse_with_options(
                &part,
                roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
            )
            .expect("well-formed");
        }
        assert!(bind(&gatherings).is_ok());
    }
}
