//! Hand-made drawing lists: glyphs by character map, nothing shaped.

use crate::colour::Colour;
use crate::diag::{FileId, Span};
use crate::draw::{
    Bead, DrawGlyph, DrawList, DrawPage, DrawRun, DrawSheet, Element, ElementId, GlyphSize, Item,
    Kid, LeafId, OutlineArticle, OutlinePage, StoryId, Structure, StructureType, Subject, Tag,
    TextId, TextMark, Thread, Turn, Usage,
};
use crate::fonts::{FaceId, FamilyId, FontBook};
use crate::measure::{Length, Point, Rect, Size};
use crate::pdf::Info;

pub fn info() -> Info {
    Info {
        title: "海港日報 & Harbour Daily".to_owned(),
        language: "zh-Hant-HK".to_owned(),
        date: (2024, 11, 16),
        creator: "typeset".to_owned(),
        spots: vec![("Harbour Red".to_owned(), Colour::BLACK)],
        standard: crate::pdf::Standard::X4,
        access: crate::pdf::Access::Claimed,
        profile: crate::colour::Profile::newsprint().output(),
        ink_limit: 22_000,
    }
}

/// 300 by 400 points.
pub fn page(name: &str, items: Vec<Item>) -> DrawPage {
    let sheet = DrawSheet {
        name: name.to_owned(),
        trim: Size { width: Length::from_pt(300), height: Length::from_pt(400) },
        bleed: Length::ZERO,
        marks: false,
        reach: Length::ZERO,
    };
    DrawPage { sheet, items }
}

/// Sets lines of one family and size.
#[derive(Clone, Copy)]
pub struct Setter<'b> {
    pub book: &'b FontBook<'b>,
    pub family: FamilyId,
    pub width: Length,
    pub height: Length,
}

impl<'b> Setter<'b> {
    pub fn new(book: &'b FontBook<'b>, family: FamilyId, size: i64) -> Setter<'b> {
        let size = Length::from_pt(size);
        Setter { book, family, width: size, height: size }
    }

    pub fn line(&self, text: &str, x: i64, y: i64) -> Item {
        self.set(text, x, y, Turn::Horizontal, Length::ZERO)
    }

    /// With `gap` more after every glyph.
    pub fn spread(&self, text: &str, x: i64, y: i64, gap: Length) -> Item {
        self.set(text, x, y, Turn::Horizontal, gap)
    }

    pub fn turned(&self, text: &str, x: i64, y: i64, turn: Turn) -> Item {
        self.set(text, x, y, turn, Length::ZERO)
    }

    /// With `gap` more after every glyph.
    pub fn set(&self, text: &str, x: i64, y: i64, turn: Turn, gap: Length) -> Item {
        let mut pen = Point { x: Length::from_pt(x), y: Length::from_pt(y) };
        let mut runs: Vec<DrawRun> = Vec::new();
        for (at, c) in text.char_indices() {
            let Some(face) = self.book.choose(self.family, c, crate::fonts::Beside::Chinese) else {
                continue;
            };
            if runs.last().is_none_or(|run| run.face != face) {
                runs.push(self.run(face, turn, at as u32));
            }
            let Some(run) = runs.last_mut() else { continue };
            let start = run.text.len() as u32;
            run.text.push(c);
            run.source.end = (at + c.len_utf8()) as u32;
            let glyph = self.book.face(face).glyph(c).unwrap_or(crate::fonts::GlyphId(0));
            let advance = self.advance(face, glyph, turn);
            run.glyphs.push(DrawGlyph {
                id: glyph,
                origin: pen,
                advance,
                range: start..run.text.len() as u32,
            });
            match turn {
                Turn::Horizontal => pen.x += advance + gap,
                Turn::Upright | Turn::Sideways => pen.y += advance + gap,
            }
        }
        Item::Text(TextMark {
            usage: Usage::Proof,
            text: TextId::Proof,
            span: Span { file: FileId(0), start: 0, end: 0 },
            frame: Rect {
                x: Length::ZERO,
                y: Length::ZERO,
                width: Length::from_pt(400),
                height: Length::from_pt(400),
            },
            runs,
            initial: None,
        })
    }

    fn run(&self, face: FaceId, turn: Turn, start: u32) -> DrawRun {
        DrawRun {
            face,
            size: GlyphSize { width: self.width, height: self.height },
            colour: Colour::BLACK,
            turn,
            text: String::new(),
            source: start..start,
            tag: crate::draw::Tag::DECORATION,
            glyphs: Vec::new(),
            parted: Vec::new(),
        }
    }

    fn advance(&self, face: FaceId, glyph: crate::fonts::GlyphId, turn: Turn) -> Length {
        let face = self.book.face(face);
        let em = i64::from(face.units_per_em());
        match turn {
            Turn::Upright => self.height.scale(i64::from(face.vertical_advance(glyph)), em),
            _ => self.width.scale(i64::from(face.advance(glyph)), em),
        }
    }
}

/// Gives every mark an element: the first text is a headline, the last two an item of a list, the
/// one before names the other page; pictures are figures, one of a leaf on two pages.
pub fn tag(list: &mut DrawList) {
    let mut structure = Structure::default();
    let mut add = |role, parent: Option<ElementId>| {
        let id = ElementId(structure.elements.len() as u32);
        let alt = if role == StructureType::Figure { "a harbour" } else { "" };
        structure.elements.push(Element {
            role,
            parent,
            kids: Vec::new(),
            title: String::new(),
            alt: alt.to_owned(),
            language: if role == StructureType::Span { "ja" } else { "" },
            subject: Subject::None,
        });
        if let Some(parent) = parent {
            structure.elements[parent.0 as usize].kids.push(Kid::Element(id));
        }
        id
    };
    let document = add(StructureType::Document, None);
    let part = add(StructureType::Part, Some(document));
    let article = add(StructureType::Article, Some(part));
    let headline = add(StructureType::Headline, Some(article));
    let paragraph = add(StructureType::Paragraph, Some(article));
    let span = add(StructureType::Span, Some(paragraph));
    let reference = add(StructureType::Reference(0), Some(paragraph));
    let items = add(StructureType::List, Some(article));
    let item = add(StructureType::ListItem, Some(items));
    let label = add(StructureType::Label, Some(item));
    let words = add(StructureType::ListBody, Some(item));
    let figure = add(StructureType::Figure, Some(article));
    let homes = [headline, paragraph, span, reference, label, words, figure];
    for (leaf, home) in homes.iter().enumerate() {
        let kids = &mut structure.elements[home.0 as usize].kids;
        kids.insert(0, Kid::Leaf(LeafId(leaf as u32)));
    }
    for page in &mut list.pages {
        let texts = page.items.iter().filter(|item| matches!(item, Item::Text(_))).count();
        let mut at = 0;
        for item in &mut page.items {
            match item {
                Item::Text(mark) => {
                    let leaf = match texts - at {
                        1 => 5,
                        2 => 4,
                        3 => 3,
                        4 => 2,
                        _ => u32::from(at > 0),
                    };
                    at += 1;
                    mark.runs.iter_mut().for_each(|run| run.tag = Tag::Content(LeafId(leaf)));
                }
                Item::Picture(mark) => mark.tag = Tag::Content(LeafId(6)),
                Item::Rule(_) | Item::Rect(_) => {}
            }
        }
    }
    let rect = Rect {
        x: Length::from_pt(20),
        y: Length::from_pt(40),
        width: Length::from_pt(90),
        height: Length::from_pt(200),
    };
    let beads = (0..list.pages.len()).map(|page| Bead { page, rect });
    list.threads =
        vec![Thread { story: StoryId(0), title: "港口".to_owned(), beads: beads.collect() }];
    list.outline = (0..list.pages.len())
        .map(|page| OutlinePage {
            title: format!("A{page}"),
            page,
            articles: vec![OutlineArticle {
                title: "港口".to_owned(),
                at: Point { x: rect.x, y: rect.y },
            }],
        })
        .collect();
    list.structure = structure;
}

/// Every text, a line each.
pub fn text(list: &DrawList) -> String {
    let mut out = String::new();
    for item in list.pages.iter().flat_map(|page| &page.items) {
        let Item::Text(mark) = item else { continue };
        mark.runs.iter().for_each(|run| out.push_str(&run.text));
        out.push('\n');
    }
    out
}

/// Where every glyph's origin stands, in points, y upwards from the foot of the page.
pub fn glyph_places(list: &DrawList) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    for page in &list.pages {
        for item in &page.items {
            let Item::Text(mark) = item else { continue };
            for glyph in mark.runs.iter().flat_map(|run| &run.glyphs) {
                let up = page.sheet.trim.height - glyph.origin.y;
                out.push((glyph.origin.x.to_pt(), up.to_pt()));
            }
        }
    }
    out
}
