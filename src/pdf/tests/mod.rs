//! The writer as a whole: what it writes is read back, by a reader of our own and by qpdf.

mod clauses;
mod extraction;
mod reader;
mod sample;
mod standards;

use std::sync::Arc;

use std::io::Write as _;
use std::process::{Command, Stdio};

use lopdf::{Document, Object};

use super::{Cache, Info, Material, Standard, Uses, Work, encode, write};
use crate::colour::{Colour, Ink, SpotId};
use crate::diag::Findings;
use crate::draw::{DrawList, Item, PictureMark, RectMark, RuleMark, Tally, Turn};
use crate::flate::{Effort, deflate};
use crate::fonts::{FamilyId, FontBook, FontFiles};
use crate::measure::{Length, Point, Rect, Size};
use crate::picture::{
    Art, ColourModel, FillRule, Gradient, GradientStop, Paint, PathSegment, Picture, PictureId,
    Raster, RasterData, Shape, VectorArt,
};
use sample::{Setter, info, page};

fn written(list: &DrawList, pictures: &[Picture]) -> Vec<u8> {
    written_as(Standard::X4, list, pictures)
}

fn written_as(standard: Standard, list: &DrawList, pictures: &[Picture]) -> Vec<u8> {
    let files = FontFiles::default();
    let info = Info { standard, ..info() };
    let pictures: Vec<_> = pictures.iter().cloned().map(Arc::new).collect();
    let (book, cache) = (FontBook::new(&files), Cache::default());
    let material = Material { book: &book, pictures: &pictures, cache: &cache };
    let write = || write_list(list, material, &info);
    let written = write().expect("a list that can be written");
    // What is kept changes nothing.
    assert!(write().is_ok_and(|again| again == written));
    written
}

/// Writes a list whose pages are all there.
fn write_list(list: &DrawList, material: Material<'_>, info: &Info) -> Result<Vec<u8>, Findings> {
    let DrawList { pages, structure, threads, outline } = list.clone();
    let mut uses = Uses::default();
    pages.iter().enumerate().for_each(|(at, page)| uses.see(at, page));
    let sheets = pages.into_iter().map(|page| page.sheet).collect();
    let whole = DrawList { pages: sheets, structure, threads, outline };
    let encoded = encode(Work { list: &whole, pages: &list.pages }, uses, material, info)?;
    Ok(write(&whole, encoded, material, info))
}

fn one_page(items: Vec<Item>) -> DrawList {
    DrawList { pages: vec![page("A1", items)], ..DrawList::default() }
}

/// Texts in all directions, sizes and faces.
fn mixed_items(book: &FontBook<'_>) -> Vec<Item> {
    let serif = Setter::new(book, FamilyId::SERIF, 9);
    let sans = Setter::new(book, FamilyId::SANS_BLACK, 42);
    let flat = Setter { height: Length::from_pt(8), ..serif };
    vec![
        sans.line("港口開幕(上)\\", 20, 60),
        serif.line("香港海港 Hong Kong 今日\r開幕。", 20, 100),
        serif.spread("「港口」——一個故事……", 20, 120, Length::from_units(98_765)),
        flat.line("平體字", 20, 140),
        serif.turned("直排文字、港口。", 250, 100, Turn::Upright),
        serif.turned("sideways", 200, 100, Turn::Sideways),
        flat.turned("平直", 220, 100, Turn::Upright),
        Setter::new(book, FamilyId::KAI, 14).line("特寫", 20, 200),
        Setter::new(book, FamilyId::SERIF, 9).line("Dvořák č", 20, 220),
    ]
}

/// R114.
#[test]
fn text_comes_back_with_its_places() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let list = one_page(mixed_items(&book));
    let read = reader::read(&written(&list, &[]));
    assert_eq!(reader::text(&read), sample::text(&list));
    // Vertical lines stand between two blanks where their first glyph is off the middle.
    let expected = sample::glyph_places(&list);
    assert!(read.len() <= expected.len() + 6, "{} glyphs", read.len());
    let mut shown = read.iter();
    for wanted in &expected {
        let near = |got: &reader::Shown| {
            // A hundredth, and what places are rounded by.
            (got.x - wanted.0).abs() < 0.011 && (got.y - wanted.1).abs() < 0.002
        };
        assert!(shown.any(near), "no glyph stands at {wanted:?}");
    }
}

#[test]
fn a_glyph_of_two_characters_says_which() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    // U+2F47 KANGXI RADICAL SUN, drawn with the glyph of U+65E5.
    let Item::Text(mut radical) = serif.line("日日", 20, 20) else { panic!("a text") };
    radical.runs[0].text = "日\u{2F47}".to_owned();
    // One cluster of two glyphs.
    let Item::Text(mut cluster) = serif.line("ab", 20, 40) else { panic!("a text") };
    cluster.runs[0].glyphs[0].range = 0..2;
    cluster.runs[0].glyphs[1].range = 2..2;
    let Item::Text(mut hyphen) = serif.line("-", 20, 60) else { panic!("a text") };
    hyphen.runs[0].source = 0..0;
    let items = [radical, cluster, hyphen].map(Item::Text).to_vec();
    let read = reader::read(&written(&one_page(items), &[]));
    assert_eq!(reader::text(&read), "日\u{2F47}\nab\n\u{AD}\n");
}

#[test]
fn fonts_are_embedded_as_small_subsets() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    // Without the profile of the press, which is longer than the fonts.
    let bytes = written_as(Standard::Plain, &one_page(mixed_items(&book)), &[]);
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    let doc = Document::load_mem(&bytes).expect("a good file");
    let fonts: Vec<_> = doc.objects.values().filter_map(|o| o.as_dict().ok()).collect();
    let is = |dict: &lopdf::Dictionary, key: &[u8], name: &[u8]| {
        dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    let descriptors: Vec<_> = fonts.iter().filter(|d| is(d, b"Type", b"FontDescriptor")).collect();
    assert_eq!(descriptors.len(), 4, "serif, its Latin, sans-black and kai");
    for descriptor in descriptors {
        assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"));
        let name = descriptor.get(b"FontName").and_then(Object::as_name).expect("a name");
        assert!(name[..6].iter().all(u8::is_ascii_uppercase) && name[6] == b'+');
    }
    let vertical = fonts.iter().filter(|d| is(d, b"Encoding", b"Identity-V")).count();
    let all = fonts.iter().filter(|d| is(d, b"Subtype", b"Type0")).count();
    assert_eq!((all, vertical), (5, 1));
    assert!(fonts.iter().filter(|d| is(d, b"Subtype", b"Type0")).all(|d| d.has(b"ToUnicode")));
}

#[test]
fn boxes_lie_in_one_another_and_nothing_of_the_skeleton_is_left() {
    let mut list = one_page(vec![]);
    list.pages[0].sheet.bleed = Length::from_mm(3);
    list.pages[0].sheet.marks = true;
    let bytes = written(&list, &[]);
    assert!(bytes.starts_with(b"%PDF-1.6\n"));
    let doc = Document::load_mem(&bytes).expect("a good file");
    let page = doc.get_pages()[&1];
    let page = doc.get_dictionary(page).expect("a page");
    let sides = |key: &[u8]| -> Vec<f32> {
        let sides = page.get(key).and_then(Object::as_array).expect("a box");
        sides.iter().map(|side| side.as_float().expect("a number")).collect()
    };
    assert_eq!(sides(b"MediaBox"), [0.0, 0.0, 345.354, 445.354]);
    assert_eq!(sides(b"TrimBox"), [22.677, 22.677, 322.677, 422.677]);
    assert_eq!(sides(b"BleedBox"), [14.173, 14.173, 331.181, 431.181]);
    assert!(!page.has(b"CropBox") && !page.has(b"Annots"));
    let catalog = doc.catalog().expect("a catalogue");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(&b"zh-Hant-HK"[..]));
    let all = String::from_utf8_lossy(&bytes);
    assert!(all.contains("2024-11-16T00:00:00Z") && !all.contains("1970"));
}

#[test]
fn the_same_list_gives_the_same_bytes() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let list = one_page(mixed_items(&book));
    assert_eq!(written(&list, &[]), written(&list, &[]));
}

fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
    let pt = Length::from_pt;
    Rect { x: pt(x), y: pt(y), width: pt(width), height: pt(height) }
}

/// Samples as a raster keeps them, so many bytes a row: not filtered, deflated.
fn packed(samples: impl Iterator<Item = u8>, row: usize) -> Vec<u8> {
    let samples: Vec<u8> = samples.collect();
    let rows: Vec<u8> = samples.chunks(row).flat_map(|row| [&[0], row].concat()).collect();
    deflate(&rows, Effort::Samples)
}

/// A page of everything that is no text.
fn graphics() -> (DrawList, Vec<Picture>) {
    let pt = Length::from_pt;
    let at = |x, y| Point { x: pt(x), y: pt(y) };
    let spot = Colour::Spot { spot: SpotId(0), tint: Ink::per_cent(60) };
    let samples = Raster {
        width: 4,
        height: 4,
        model: ColourModel::Cmyk,
        data: RasterData::Packed(packed((0..64).map(|at| at * 3), 16)),
        mask: Some(packed((0..16).map(|at| at * 16), 4)),
        ink: Default::default(),
    };
    let disc = Shape::Path {
        segments: vec![
            PathSegment::Move(at(0, 0)),
            PathSegment::Line(at(40, 0)),
            PathSegment::Cubic(at(40, 10), at(30, 30), at(0, 40)),
            PathSegment::Close,
        ],
        fill: Some((
            Paint::Gradient(Gradient {
                start: at(0, 0),
                end: at(40, 40),
                start_radius: Length::ZERO,
                end_radius: Length::ZERO,
                stretch: Gradient::ROUND,
                stops: vec![
                    GradientStop { offset: 0, colour: Colour::WHITE },
                    GradientStop { offset: 5000, colour: spot },
                    GradientStop { offset: 10_000, colour: Colour::BLACK },
                ],
            }),
            FillRule::NonZero,
        )),
        stroke: None,
        opacity: Ink::per_cent(70),
    };
    let placed = Shape::Raster { index: 0, origin: at(5, 5), right: at(10, 0), down: at(0, 10) };
    let group = Shape::Group { clip: None, opacity: Ink::per_cent(50), shapes: vec![disc, placed] };
    let art = VectorArt {
        shapes: vec![group],
        rasters: vec![samples.clone()],
        lettered: false,
        words: Vec::new(),
    };
    let size = Size { width: pt(40), height: pt(40) };
    let pictures = vec![
        Picture { size, art: Art::Raster(samples), warnings: Vec::new() },
        Picture { size, art: Art::Vector(art), warnings: Vec::new() },
    ];
    let shown = |picture, rect: Rect, clip| {
        let alt = "a harbour".to_owned();
        Item::Picture(PictureMark {
            picture: PictureId(picture),
            rect,
            clip,
            cut: None,
            alt,
            tag: crate::draw::Tag::DECORATION,
        })
    };
    let items = vec![
        Item::Rect(RectMark {
            rect: rect(10, 10, 100, 50),
            fill: Some(Colour::grey(Ink::per_cent(10))),
            stroke: Some((Length::from_centipt(50), Colour::BLACK)),
        }),
        Item::Rule(RuleMark { from: at(10, 80), to: at(110, 80), weight: pt(1), colour: spot }),
        shown(0, rect(10, 100, 100, 100), rect(20, 110, 50, 50)),
        shown(1, rect(150, 100, 80, 80), rect(150, 100, 80, 80)),
        shown(1, rect(150, 200, 40, 40), rect(150, 200, 40, 40)),
    ];
    let mut list = one_page(items);
    list.pages[0].sheet.marks = true;
    (list, pictures)
}

#[test]
fn a_picture_used_twice_is_there_once() {
    let (list, pictures) = graphics();
    let doc = Document::load_mem(&written(&list, &pictures)).expect("a good file");
    let of = |subtype: &[u8]| {
        doc.objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(|s| {
                s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == subtype)
            })
            .count()
    };
    assert_eq!(
        (of(b"Image"), of(b"Form")),
        (2, 2),
        "one image with its mask; a form and its group"
    );
    let page = doc.get_dictionary(doc.get_pages()[&1]).expect("a page");
    assert!(page.has(b"Group"));
    let resources = page.get(b"Resources").and_then(|named| doc.dereference(named));
    let resources = resources.and_then(|(_, named)| named.as_dict()).expect("resources");
    let spaces = resources.get(b"ColorSpace").and_then(Object::as_dict).expect("spaces");
    assert!(spaces.has(b"S0") && spaces.has(b"All"));
}

#[test]
fn pages_that_name_the_same_things_share_a_dictionary() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let line = |text| vec![Setter::new(&book, FamilyId::SERIF, 9).line(text, 20, 20)];
    let pages = vec![page("A1", line("港口")), page("A2", line("開幕")), page("A3", vec![])];
    let list = DrawList { pages, ..DrawList::default() };
    let doc = Document::load_mem(&written(&list, &[])).expect("a good file");
    let named = doc.get_pages().into_values().map(|page| {
        let page = doc.get_dictionary(page).expect("a page");
        page.get(b"Resources").and_then(Object::as_reference).expect("an object of its own")
    });
    let named: Vec<_> = named.collect();
    assert!(named[0] == named[1] && named[1] != named[2], "{named:?}");
}

#[test]
fn qpdf_has_nothing_to_say() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let (mut list, pictures) = graphics();
    list.pages.push(page("A2", mixed_items(&book)));
    let bytes = written(&list, &pictures);
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(&bytes).expect("it can be written");
    let run = Command::new("qpdf")
        .arg("--check")
        .arg(file.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output();
    // Where qpdf is not installed there is nothing to ask.
    let Ok(output) = run else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_sheet_that_no_viewer_shows_is_refused() {
    let mut list = one_page(vec![]);
    list.pages[0].sheet.trim.width = Length::from_pt(14_401);
    let files = FontFiles::default();
    let (book, cache) = (FontBook::new(&files), Cache::default());
    let material = Material { book: &book, pictures: &[], cache: &cache };
    let problems = write_list(&list, material, &info()).expect_err("too wide");
    assert_eq!(problems.as_slice()[0].code.0, "P054");
}

/// The blank half of a mark at a line's edge is no part of the line.
#[test]
fn marks_at_the_edges_take_no_more_than_the_line() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 10);
    let Item::Text(mut mark) = serif.line("「港口」", 20, 60) else { panic!("a text") };
    mark.frame = Rect { x: Length::from_pt(25), width: Length::from_pt(30), ..mark.frame };
    let read = reader::read(&written(&one_page(vec![Item::Text(mark)]), &[]));
    assert_eq!(reader::text(&read), "「港口」\n");
    let near = |glyph: &reader::Shown, x: f64| (glyph.x - x).abs() < 0.003;
    assert_eq!(read.len(), 7, "four characters and three blanks");
    assert!(near(&read[0], 25.0) && near(&read[1], 20.0), "the blank stands at the edge: {read:?}");
    // The blank of the serif face is 256 of 1000 wide.
    assert!(near(&read[2], 30.0 - 2.56), "and where the first mark ends: {read:?}");
    assert!(near(&read[5], 50.0) && near(&read[6], 55.0 - 2.56), "{read:?}");
}
