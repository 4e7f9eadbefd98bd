//! What extractors make of the content streams: the habits of PDFium, pdf.js and MuPDF that the
//! writer goes round.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use super::sample::Setter;
use super::{one_page, reader, written};
use crate::draw::{
    DrawList, Element, ElementId, Item, Kid, LeafId, Structure, StructureType, Subject, Tag, Turn,
};
use crate::fonts::{FamilyId, FontBook, FontFiles};
use crate::measure::{Length, Rect};

fn operations(bytes: &[u8]) -> Vec<Operation> {
    let document = Document::load_mem(bytes).expect("a good file");
    let page = document.get_pages().into_values().next().expect("a page");
    Content::decode(&document.get_page_content(page)).expect("good operators").operations
}

/// How many glyphs each operator shows.
fn shown(operations: &[Operation]) -> Vec<usize> {
    let count = |object: &Object| object.as_str().map_or(0, |bytes| bytes.len() / 2);
    let shows = operations.iter().filter(|op| matches!(&*op.operator, "Tj" | "TJ"));
    shows
        .map(|op| match &op.operands[0] {
            Object::Array(items) => items.iter().map(count).sum(),
            string => count(string),
        })
        .collect()
}

/// An element's text of every line in its order; readings are of the leaf 1.
fn tagged(mut items: Vec<Item>, reading: Option<usize>) -> DrawList {
    let element = |role, parent, kids| Element {
        role,
        parent,
        kids,
        title: String::new(),
        alt: String::new(),
        language: "",
        subject: Subject::None,
    };
    let elements = vec![
        element(StructureType::Document, None, vec![Kid::Element(ElementId(1))]),
        element(
            StructureType::Paragraph,
            Some(ElementId(0)),
            vec![Kid::Leaf(LeafId(0)), Kid::Element(ElementId(2))],
        ),
        element(StructureType::RubyText, Some(ElementId(1)), vec![Kid::Leaf(LeafId(1))]),
    ];
    for (at, item) in items.iter_mut().enumerate() {
        let Item::Text(mark) = item else { continue };
        let leaf = LeafId(u32::from(reading == Some(at)));
        mark.runs.iter_mut().for_each(|run| run.tag = Tag::Content(leaf));
    }
    DrawList { structure: Structure { elements }, ..one_page(items) }
}

/// PDFium sorts what begins at one height from left to right, the next line before this one.
#[test]
fn a_vertical_lines_last_glyph_has_an_operator_of_its_own() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let Item::Text(mut mark) = serif.turned("直排文字", 250, 100, Turn::Upright) else {
        panic!()
    };
    mark.frame = Rect {
        x: Length::from_pt(250) - Length::from_pt(9) / 2,
        width: Length::from_pt(9),
        y: Length::from_pt(100),
        height: Length::from_pt(36),
    };
    let bytes = written(&one_page(vec![Item::Text(mark)]), &[]);
    assert_eq!(shown(&operations(&bytes)), [3, 1, 1], "and a blank");
}

/// White alone parts the clauses of a head in one row: what is copied has a blank there.
#[test]
fn clauses_of_a_head_are_parted_in_what_is_read() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 20);
    for (text, at, expected) in
        [("橋通車船停航", 9, "橋通車\u{3000}船停航"), ("다리개통배운항", 12, "다리개통 배운항")]
    {
        for turn in [Turn::Horizontal, Turn::Upright] {
            let Item::Text(mut mark) = serif.turned(text, 100, 100, turn) else { panic!() };
            for run in &mut mark.runs {
                run.parted = vec![at];
                for glyph in run.glyphs.iter_mut().filter(|glyph| glyph.range.start >= at) {
                    match turn {
                        Turn::Upright => glyph.origin.y += Length::from_pt(10),
                        _ => glyph.origin.x += Length::from_pt(10),
                    }
                }
            }
            let shown = reader::read(&written(&one_page(vec![Item::Text(mark)]), &[]));
            let read: String = shown.iter().map(|glyph| glyph.text.as_str()).collect();
            assert_eq!(read.trim_end_matches([' ', '\n']), expected, "{turn:?}");
        }
    }
}

/// MuPDF loses a text that ends in a blank, as what is shown does.
#[test]
fn a_vertical_lines_text_ends_in_no_blank() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let Item::Text(mut mark) = serif.turned("直排文字 ", 250, 100, Turn::Upright) else {
        panic!()
    };
    mark.frame = Rect {
        x: Length::from_pt(250) - Length::from_pt(9) / 2,
        width: Length::from_pt(9),
        y: Length::from_pt(100),
        height: Length::from_pt(45),
    };
    let bytes = written(&one_page(vec![Item::Text(mark)]), &[]);
    let said: Vec<Vec<u8>> = operations(&bytes)
        .iter()
        .filter_map(|op| {
            Some(
                op.operands
                    .get(1)?
                    .as_dict()
                    .ok()?
                    .get(b"ActualText")
                    .ok()?
                    .as_str()
                    .ok()?
                    .to_vec(),
            )
        })
        .collect();
    let text: Vec<u16> =
        said.concat().chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    assert_eq!(String::from_utf16_lossy(&text), "\u{FEFF}直排文字");
}

#[test]
fn vertical_pages_claim_no_direction() {
    let document = Document::load_mem(&written(&one_page(vec![]), &[])).expect("a good file");
    let catalogue = document.catalog().expect("a catalogue");
    let viewing = catalogue.get(b"ViewerPreferences").and_then(Object::as_dict).expect("some");
    assert!(!viewing.has(b"Direction"));
}

/// A glyph is always copied as something.
#[test]
fn marks_that_say_nothing_are_paths() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    for turn in [Turn::Horizontal, Turn::Upright, Turn::Sideways] {
        let Item::Text(mut mark) = serif.turned("強調", 100, 100, turn) else { panic!() };
        let Item::Text(dots) = serif.turned("●●", 100, 110, turn) else { panic!() };
        mark.runs.extend(dots.runs.into_iter().map(|mut run| {
            run.text.clear();
            run.glyphs.iter_mut().for_each(|glyph| glyph.range = 0..0);
            run
        }));
        let bytes = written(&one_page(vec![Item::Text(mark)]), &[]);
        let said: String = reader::read(&bytes).into_iter().map(|glyph| glyph.text).collect();
        assert_eq!(said.trim(), "強調");
        let drawn = operations(&bytes).iter().filter(|op| op.operator == "m").count();
        assert_eq!(drawn, 2, "{turn:?}");
    }
}

#[test]
fn readings_are_shown_after_their_text() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let items = vec![
        serif.line("港口", 20, 60),
        serif.line("こうこう", 20, 50),
        serif.line("開幕", 20, 80),
    ];
    let list = tagged(items, Some(1));
    let text = reader::text(&reader::read(&written(&list, &[])));
    assert_eq!(text.replace('\n', ""), "港口開幕こうこう");
}

/// PDFium has no ActualText beyond the basic plane.
#[test]
fn characters_beyond_the_basic_plane_say_themselves() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let gap = Length::from_pt(3);
    let bytes = written(&one_page(vec![serif.spread("港口𠮩港口", 20, 60, gap)]), &[]);
    let said = operations(&bytes).into_iter().filter(|op| op.operator == "BDC");
    let said: Vec<Vec<u8>> = said
        .filter_map(|op| {
            Some(op.operands[1].as_dict().ok()?.get(b"ActualText").ok()?.as_str().ok()?.to_vec())
        })
        .collect();
    assert!(
        !said.is_empty()
            && said.iter().all(|text| text.chunks(2).all(|unit| unit[0] & 0xF8 != 0xD8))
    );
    let text: String = reader::read(&bytes).into_iter().map(|glyph| glyph.text).collect();
    assert_eq!(text, "港口𠮩港口");
}

/// The two share no glyph in the file, whatever drew them.
#[test]
fn blanks_say_which_they_are() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let Item::Text(mut mark) = serif.line("港\u{3000}口 a", 20, 60) else { panic!() };
    let small = book.face(mark.runs[0].face).glyph(' ').expect("a blank");
    mark.runs[0].glyphs[1].id = small;
    let bytes = written(&one_page(vec![Item::Text(mark)]), &[]);
    let said = operations(&bytes).iter().filter(|op| op.operator == "BDC").count();
    assert_eq!(said, 0, "no ActualText is needed");
    let text: String = reader::read(&bytes).into_iter().map(|glyph| glyph.text).collect();
    assert_eq!(text, "港\u{3000}口 a");
}

/// pdf.js puts a blank into white of more than a tenth of the size that `Tf` tells.
#[test]
fn type_along_a_line_is_told_large_and_drawn_small() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let flat = Setter { height: Length::from_pt(8), ..serif };
    let items = vec![
        serif.line("港口", 20, 60),
        flat.line("平", 20, 80),
        serif.turned("turned", 200, 100, Turn::Sideways),
        serif.turned("直", 250, 100, Turn::Upright),
    ];
    let operations = operations(&written(&one_page(items), &[]));
    let (mut stretch, mut size, mut seen) = (100.0, 0.0, Vec::new());
    for op in &operations {
        let number = |at: usize| op.operands[at].as_float().expect("a number");
        match op.operator.as_str() {
            "Tz" => stretch = number(0),
            "Tf" => size = op.operands[1].as_float().expect("a size"),
            "Tm" => seen.push((stretch, size, (number(2).max(number(3)) * size * 1000.0).round())),
            _ => {}
        }
    }
    let (along, down) = ((19.9995, 45.0), (100.0, 9.0));
    for expected in [(along, 9000.0), (along, 8000.0), (down, 9000.0)] {
        let ((stretch, size), height) = expected;
        assert!(seen.contains(&(stretch, size, height)), "{expected:?} in {seen:?}");
    }
    assert_eq!(seen.iter().filter(|(stretch, ..)| *stretch < 100.0).count(), 3, "{seen:?}");
}

/// pdf.js measures white by where the font says that the glyph before it ends, and more than a tenth
/// of an em is a blank, as two tenths too little is another text.
#[test]
fn upright_type_holds_the_white_behind_it() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let em = Length::from_pt(9);
    for gap in [0, 8, 12, 25, 50, 70, 100].map(|hundredths| em.scale(hundredths, 100)) {
        let Item::Text(mut mark) = serif.set("直排文字", 250, 100, Turn::Upright, gap) else {
            panic!()
        };
        let Item::Text(word) = serif.turned("2024", 250, 0, Turn::Sideways) else { panic!() };
        let after = Length::from_pt(100) + (em + gap) * 4;
        for mut run in word.runs {
            run.glyphs.iter_mut().for_each(|glyph| glyph.origin.y += after);
            run.source = run.source.start + 12..run.source.end + 12;
            mark.runs.push(run);
        }
        mark.frame = Rect {
            x: Length::from_pt(250) - em / 2,
            width: em,
            y: Length::from_pt(100),
            height: after + em * 3 - Length::from_pt(100),
        };
        let shown = reader::read(&written(&one_page(vec![Item::Text(mark)]), &[]));
        let upright: Vec<_> = shown.iter().filter(|glyph| glyph.advance >= 8.99).take(4).collect();
        for (at, glyph) in upright.iter().enumerate() {
            let place = 100.0 + at as f64 * (em + gap).to_pt();
            assert!((glyph.y - (400.0 - place)).abs() < 0.02, "{gap:?}: {glyph:?} at {place}");
            let white = (em + gap).to_pt() - glyph.advance;
            assert!(
                white > -0.18 * 9.0 && white < 0.102 * 9.0,
                "{gap:?}: {white} behind {glyph:?}"
            );
        }
    }
}

/// pypdf puts a blank into white that one number of `TJ` tells as half of the font's blank or more.
#[test]
fn white_in_a_line_is_told_step_by_step() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let serif = Setter::new(&book, FamilyId::SERIF, 9);
    let gap = Length::from_pt(9) / 4;
    let bytes = written(&one_page(vec![serif.spread("港口a7開幕", 20, 60, gap)]), &[]);
    let mut white = 0.0;
    for op in operations(&bytes).iter().filter(|op| op.operator == "TJ") {
        for item in op.operands[0].as_array().expect("an array") {
            let Ok(number) = item.as_float() else { continue };
            assert!(number > -100.0, "{number}");
            white -= number;
        }
    }
    assert!((white - 5.0 * 250.0).abs() < 20.0, "{white}");
}
