//! [`read_pdf`]: a PDF as an edition: its stories by their tags, all else by its pages.

use std::collections::{BTreeMap, BTreeSet};

use hayro::hayro_interpret::InterpreterCache;
use hayro::hayro_syntax::Pdf as Read;
use hayro::hayro_syntax::object::{Dict, Rect as Sides, String as Bytes};
use hayro::hayro_syntax::page::Page;

use super::edition::{Edition, Line, Paragraph, Pdf, Sheet, Told};
use super::pdf_lines::{Row, joined, paragraphs, rows};
use super::pdf_tags::{TaggedStory, TaggedText, page_names, tagged};
use super::pdf_text::{Spoken, decoded, spoken};
use crate::byproduct::RasterError;
use crate::measure::{Length, Rect, Size};

/// Characters of a text that stand for a missing title.
const SHOWN: usize = 20;

/// All that is compared of a PDF. Whoever does not know the file has it looked through before:
/// [`crate::picture::look_through`].
pub fn read_pdf(bytes: Vec<u8>) -> Result<Edition, RasterError> {
    let pdf = Read::new(bytes.clone()).map_err(|_| RasterError::Unread)?;
    let cache = InterpreterCache::new();
    let pages = pdf.pages();
    let names = page_names(&pdf, pages.len());
    let mut heard = Heard { pages: Vec::new() };
    let mut edition = Edition::default();
    for (page, name) in pages.iter().zip(names) {
        let (size, corner) = trim(page);
        let spoken = spoken(page, &cache);
        let shown = spoken.iter().filter(|spoken| !spoken.artifact);
        let words = rows(shown).into_iter().map(|row| row.text + "\n").collect();
        edition.pages.push(Sheet { name, size, words });
        heard.pages.push((spoken, corner));
    }
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut told: BTreeSet<(usize, u32)> = BTreeSet::new();
    for tagged in tagged(&pdf) {
        let marks = tagged.texts.iter().flat_map(|text| &text.marks);
        told.extend(marks.copied());
        let mut story = heard.story(&tagged);
        let count = known.entry(story.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            story.name = format!("{} {count}", story.name);
        }
        edition.stories.push(story);
    }
    edition.loose = (0..pages.len()).map(|at| heard.loose(at, &told)).collect();
    let root: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let language = root.and_then(|root| root.get::<Bytes<'_>>(b"Lang"));
    edition.language = language.map_or(String::new(), |text| decoded(text.as_bytes()));
    let title = pdf.metadata().title.as_ref();
    edition.title = title.map_or(String::new(), |title| decoded(title));
    edition.pdf = Pdf::Whole(bytes);
    Ok(edition)
}

/// The size of a page's trim, and its upper left corner in what is shown of the page.
fn trim(page: &Page<'_>) -> (Size, [f64; 2]) {
    let shown = page.intersected_crop_box();
    let trim = page.raw().get::<Sides>(b"TrimBox").unwrap_or(shown);
    let size = Size { width: points(trim.x1 - trim.x0), height: points(trim.y1 - trim.y0) };
    (size, [trim.x0 - shown.x0, shown.y1 - trim.y1])
}

fn points(value: f64) -> Length {
    const PARTS: f64 = 1000.0;
    Length::PT.scale((value * PARTS).clamp(-1e9, 1e9).round() as i64, PARTS as i64)
}

/// What is said on each page, with the corner of its trim.
struct Heard {
    pages: Vec<(Vec<Spoken>, [f64; 2])>,
}

impl Heard {
    fn story(&self, tagged: &TaggedStory) -> Told {
        let mut told = Told::default();
        for text in &tagged.texts {
            self.text(text, &mut told);
        }
        let headlines = told.paragraphs.iter().filter(|text| text.part == "headline");
        let headlines: Vec<&str> = headlines.map(|text| text.text.as_str()).collect();
        told.headline = headlines.first().map_or(String::new(), |first| (*first).to_owned());
        let first = told.paragraphs.first().map_or("", |text| text.text.as_str());
        told.name = match (tagged.title.as_str(), told.headline.as_str()) {
            ("", "") => first.chars().take(SHOWN).collect(),
            ("", headline) => headline.to_owned(),
            (title, _) => title.to_owned(),
        };
        told
    }

    /// A text in its lines, which are on one page or on several.
    fn text(&self, text: &TaggedText, told: &mut Told) {
        let mut all: Vec<Row> = Vec::new();
        let mut marks = text.marks.as_slice();
        while let Some((page, _)) = marks.first() {
            let on_page = marks.iter().take_while(|(other, _)| other == page).count();
            let (here, rest) = marks.split_at(on_page);
            let numbers: BTreeMap<u32, usize> =
                here.iter().enumerate().map(|(at, (_, number))| (*number, at)).collect();
            let (spoken, corner) = match self.pages.get(*page) {
                Some((spoken, corner)) => (spoken.as_slice(), *corner),
                None => (&[][..], [0.0; 2]),
            };
            let mut own: Vec<(usize, &Spoken)> =
                spoken.iter().filter_map(|one| Some((*numbers.get(&one.mark?)?, one))).collect();
            own.sort_by_key(|(at, _)| *at);
            let rows = rows(own.into_iter().map(|(_, one)| one));
            told.lines.extend(rows.iter().map(|row| line(row, (text.part, *page), corner)));
            all.extend(rows);
            marks = rest;
        }
        if !all.is_empty() {
            told.paragraphs.push(Paragraph { part: text.part, text: joined(&all) });
        }
    }

    /// What a page says beside its stories.
    fn loose(&self, page: usize, told: &BTreeSet<(usize, u32)>) -> Told {
        let mut loose = Told::default();
        let Some((spoken, corner)) = self.pages.get(page) else { return loose };
        let is_told = |one: &&Spoken| one.mark.is_some_and(|mark| told.contains(&(page, mark)));
        let rows = rows(spoken.iter().filter(|one| !is_told(one)));
        for rows in paragraphs(rows) {
            loose.lines.extend(rows.iter().map(|row| line(row, ("page", page), *corner)));
            loose.paragraphs.push(Paragraph { part: "page", text: joined(&rows) });
        }
        loose
    }
}

fn line(row: &Row, (part, page): (&'static str, usize), corner: [f64; 2]) -> Line {
    let [left, top, right, bottom] = row.sides;
    let [width, height] = row.size.map(|side| points((side * 100.0).round() / 100.0));
    let rect = Rect {
        x: points(left - corner[0]),
        y: points(top - corner[1]),
        width: points(right - left),
        height: points(bottom - top),
    };
    Line { part, page, rect, text: row.text.trim().to_owned(), size: Size { width, height } }
}
