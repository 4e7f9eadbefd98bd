//! What every step of make-up has at hand: the model, the fonts and the composer.

use std::cell::RefCell;

use crate::compose::{Composer, Galley, Paragraph, SetLine, Tail};
use crate::diag::Findings;
use crate::fonts::FontBook;
use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::page::model::{Area, Block, BlockId, LineGrid, Page, PageModel, TextId, Wrap};
use crate::page::style::{SizeRule, Style, TextStyle};
use crate::picture::Footprint;
use crate::text::RichText;

use super::frame::{Frame, PlacedLine, Usage};

pub(super) struct Desk<'a> {
    pub model: &'a PageModel,
    pub pictures: &'a [Footprint],
    book: &'a FontBook<'a>,
    /// It remembers what it shaped; no step holds it while another asks for it.
    composer: RefCell<Composer<'a>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        model: &'a PageModel,
        book: &'a FontBook<'a>,
        pictures: &'a [Footprint],
    ) -> Desk<'a> {
        Desk { model, pictures, book, composer: RefCell::new(Composer::new(book)) }
    }

    pub(super) fn galley(
        &self,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        diags: &mut Findings,
    ) -> Galley {
        self.galley_with(text, style, mode, ("", None), diags)
    }

    /// A galley with a mark before the text and a credit pushed to its end.
    pub(super) fn galley_with(
        &self,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        (mark, credit): (&str, Option<&RichText>),
        diags: &mut Findings,
    ) -> Galley {
        let tail = credit.map(|text| Tail { text, style });
        let paragraph = Paragraph { text, style, mode, mark, tail };
        let galley = self.composer.borrow_mut().prepare(&paragraph);
        diags.append(&galley.findings);
        galley
    }

    /// A galley of text that is not the job's; nothing is said of it.
    pub(super) fn galley_of(
        &self,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
    ) -> Galley {
        let paragraph = Paragraph { text, style, mode, mark: "", tail: None };
        self.composer.borrow_mut().prepare(&paragraph)
    }

    /// From the start of a line's em box to the line that type of all sizes stands on: the
    /// baseline, or the middle of a vertical line.
    pub(super) fn ascent(&self, style: &TextStyle, mode: WritingMode) -> Length {
        let em = style.em(mode);
        match mode {
            WritingMode::VerticalRl => em.block / 2,
            WritingMode::HorizontalTb => match self.book.choose(style.family, '國') {
                Some(id) => {
                    let face = self.book.face(id);
                    let (of, upem) = (face.em_box(), i64::from(face.units_per_em()));
                    em.block.scale(i64::from(of.ascent), upem)
                }
                None => em.block.scale(88, 100),
            },
        }
    }
}

/// Makes frames of what stands in one block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    pub outer: Rect,
    pub mode: WritingMode,
}

impl Corner {
    pub(super) fn of(block: &Block) -> Corner {
        Corner { outer: block.inner, mode: block.grid.mode }
    }

    pub(super) fn rect(&self, at: LogicalRect) -> Rect {
        self.mode.physical(at, self.outer)
    }

    /// A line whose em box begins at `inline` and `block`.
    pub(super) fn line(
        &self,
        (inline, block): (Length, Length),
        line: SetLine,
        (text, tail): (TextId, Option<TextId>),
        usage: Usage,
    ) -> Frame {
        let at =
            LogicalRect { inline, block, inline_size: line.measure, block_size: line.em.block };
        let rect = self.rect(at);
        Frame::Line(PlacedLine { rect, mode: self.mode, line, text, tail, usage, leg: None })
    }
}

/// The size a style is set at where nothing has to be fitted.
pub(super) fn plain_size(style: &Style) -> Length {
    match &style.size {
        SizeRule::Fixed(size) | SizeRule::OneLine(size) => *size,
        SizeRule::Fit { usual, .. } => usual.0,
        // Without its headline: a deck may have no upper limit.
        SizeRule::OfHeadline { most, .. } => (*most).min(Length::from_pt(21)),
    }
}

/// White between the em boxes of neighbouring lines of the body.
pub(super) fn line_gap(grid: &LineGrid) -> Length {
    (grid.line - grid.body_block).max(Length::ZERO)
}

/// Whether text in the block stands inside a box: framed or tinted, or within one that is.
pub(super) fn is_boxed(page: &Page, block: &Block) -> bool {
    let boxed = block.decor.frame.is_some() || block.decor.tint.is_some();
    boxed
        || match block.area {
            Area::Within(parent) => is_boxed(page, page.block(parent)),
            Area::Page | Area::Margin => false,
        }
}

/// What keeps text of the block `of` off: its siblings that push, grown by their wrap.
pub(super) fn obstacles(page: &Page, of: BlockId) -> Vec<LogicalRect> {
    let block = page.block(of);
    let corner = Corner::of(block);
    siblings(page, of)
        .filter(|other| other.rect.overlaps(&block.rect))
        .filter_map(|other| match other.wrap {
            Wrap::Overlay => None,
            Wrap::Push { inline, block } => {
                let at = corner.mode.logical(other.rect, corner.outer);
                Some(LogicalRect {
                    inline: at.inline - inline,
                    block: at.block - block,
                    inline_size: at.inline_size + inline * 2,
                    block_size: at.block_size + block * 2,
                })
            }
        })
        .collect()
}

/// What stands in the text's way, without the space kept off it.
pub(super) fn inserts(page: &Page, of: BlockId) -> Vec<LogicalRect> {
    let block = page.block(of);
    let corner = Corner::of(block);
    siblings(page, of)
        .filter(|other| other.rect.overlaps(&block.rect) && other.wrap != Wrap::Overlay)
        .map(|other| corner.mode.logical(other.rect, corner.outer))
        .collect()
}

/// The blocks beside `of` in its area, threads left out: those are never pushed aside by one
/// another.
pub(super) fn siblings(page: &Page, of: BlockId) -> impl Iterator<Item = &Block> {
    let area = page.block(of).area;
    page.blocks
        .iter()
        .enumerate()
        .filter(move |(at, other)| *at != of.0 as usize && other.area == area && !is_thread(other))
        .map(|(_, other)| other)
}

pub(super) fn is_thread(block: &Block) -> bool {
    use crate::page::model::{BlockContent, Part};
    matches!(&block.content, BlockContent::Story(story) if story.parts.contains(&Part::Body))
}
