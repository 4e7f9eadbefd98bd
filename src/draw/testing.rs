//! Hand-made models and lines for this room's tests: nothing is composed.

use std::ops::Range;
use std::sync::Arc;

use crate::colour::Colour;
use crate::compose::{
    BreakReason, Glyph, GlyphRun, GlyphSize, LineFit, Orientation, RunText, SetLine,
};
use crate::diag::{FileId, Span};
use crate::draw::{DrawList, Drawing};
use crate::flow::{Filled, Frame, PlacedLine, SetPage, Usage};
use crate::fonts::{FaceId, FontBook, GlyphId};
use crate::measure::{Length, Rect, Size, TypeSize, WritingMode};
use crate::page::model::{
    Day, DocumentInfo, Jumps, LineGrid, OversetPolicy, Page, PageId, PageModel, PaperBox, Part,
    PartKind, Story, StoryId, StoryPart, StoryText, TextId,
};
use crate::text::RichText;

/// One story, `texts` its paragraphs, on one page of 300 by 400 points.
pub fn model(texts: &[&str]) -> PageModel {
    let file = FileId(0);
    let mut story = Story::empty("port", Span { file, start: 0, end: 0 });
    story.body = texts.iter().map(|text| paragraph(text)).collect();
    PageModel {
        document: DocumentInfo {
            title: "Harbour Daily".to_owned(),
            language: "zh-Hant-HK".to_owned(),
            date: Day { year: 2024, month: 11, day: 16 },
            overset: OversetPolicy::Error,
            jumps: Jumps::default(),
        },
        stories: vec![story],
        pages: vec![page()],
        spots: Vec::new(),
        press: Default::default(),
        jump_lines: Vec::new(),
    }
}

/// All pages of a job.
pub fn lower(model: &PageModel, filled: &Filled, book: &FontBook<'_>) -> DrawList {
    Drawing::new(model, filled, book).list()
}

pub fn text(text: &str) -> Arc<RichText> {
    Arc::new(RichText::plain(text, FileId(0), 0))
}

pub fn paragraph(of: &str) -> StoryPart {
    let (marks, treated) = Default::default();
    StoryPart { kind: PartKind::Paragraph, text: text(of), credit: None, marks, treated }
}

/// The id of a text of the one story's body.
pub fn body(at: u32) -> TextId {
    TextId::Story(StoryId(0), StoryText::Body(at))
}

fn page() -> Page {
    let pt = Length::from_pt;
    let sheet = Rect { x: pt(0), y: pt(0), width: pt(300), height: pt(400) };
    Page {
        name: "A1".to_owned(),
        section: String::new(),
        paper: PaperBox {
            trim: Size { width: sheet.width, height: sheet.height },
            bleed: Length::ZERO,
            marks: false,
        },
        spread: None,
        plates: Default::default(),
        type_area: sheet,
        grid_area: sheet,
        grid: LineGrid {
            mode: WritingMode::HorizontalTb,
            em: pt(9),
            cell: pt(9),
            body_block: pt(9),
            line: pt(12),
        },
        columns: vec![sheet],
        column_rule: None,
        blocks: Vec::new(),
    }
}

/// A line at (100, 50) of 9-point glyphs, one a character of `range` that is no blank.
pub fn line(model: &PageModel, text: TextId, range: Range<u32>, mode: WritingMode) -> Frame {
    let pt = Length::from_pt;
    let source = &model.text(text).expect("a text of the model").text;
    let mut glyphs = Vec::new();
    for (at, c) in source[range.start as usize..range.end as usize].char_indices() {
        let start = range.start + at as u32;
        if !c.is_whitespace() {
            glyphs.push(Glyph {
                id: GlyphId(1),
                inline: pt(9 * glyphs.len() as i64).into(),
                block: Length::ZERO.into(),
                advance: pt(9).into(),
                range: start..start + c.len_utf8() as u32,
            });
        }
    }
    let width = pt(9 * glyphs.len() as i64);
    let upright = mode == WritingMode::VerticalRl;
    let run = GlyphRun {
        face: FaceId(0),
        size: GlyphSize { width: pt(9), height: pt(9) },
        colour: Colour::BLACK,
        orientation: if upright { Orientation::Upright } else { Orientation::Horizontal },
        text: RunText::Source,
        glyphs,
    };
    let (across, along) = if upright { (pt(9), width) } else { (width, pt(9)) };
    Frame::Line(PlacedLine {
        rect: Rect { x: pt(100), y: pt(50), width: across, height: along },
        mode,
        line: Arc::new(SetLine {
            range,
            measure: width,
            natural: width,
            width,
            em: TypeSize::square(pt(9)),
            runs: vec![run],
            fit: LineFit::Natural,
            adjustments: Vec::new(),
            end: BreakReason::Fit,
            initial: None,
        }),
        text,
        tail: None,
        usage: Usage::Story { story: StoryId(0), part: Part::Body },
        leg: None,
    })
}

pub fn page_of(frames: Vec<Frame>) -> Filled {
    Filled {
        pages: vec![SetPage {
            page: PageId(0),
            name: "A1".to_owned(),
            frames,
            reach: Length::ZERO,
        }],
        overset: Vec::new(),
        slack: Vec::new(),
        accounts: Vec::new(),
        jump_lines: Vec::new(),
        drawn_in: Vec::new(),
        turned: Default::default(),
    }
}
