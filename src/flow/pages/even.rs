//! White at the foot of a box as at its head: what leaves a few lines of its box empty is lowered in it.
//!
//! ```text
//! +--------+      +--------+
//! | Head   |      |        |     lines stay on the grid, so the body moves by whole ones; a head
//! | text   |  ->  |  Head  |     takes half of that, and the rest parts it from the body
//! | text   |      |        |
//! |        |      | text   |
//! +--------+      +--------+
//! ```

use crate::flow::corner::{Corner, Stack};
use crate::flow::frame::{Frame, Usage};
use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{Area, Block, Decor, Page, Part};

use super::neighbours::Neighbours;
use crate::page::model::BlockId;

/// A box with more white than this, in lines, has a hole, and that is told.
const MOST: i64 = 3;

/// How far what stands in a box is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lowered {
    pub head: Length,
    pub body: Length,
}

/// Where boxes of one page begin, by their area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    area: Option<u32>,
    mode: WritingMode,
    line: Length,
}

/// What may be evened: a box that holds a story, or the story at the foot of a boxed area.
pub(super) struct Case<'a> {
    block: &'a Block,
    /// The box: the block itself, or the area.
    of: &'a Block,
    /// Other blocks stand in the area over it.
    shared: bool,
}

impl<'a> Case<'a> {
    /// A block in which nothing else is in the way of its text.
    pub(super) fn of(on: &Neighbours<'a>, id: BlockId) -> Option<Case<'a>> {
        let page = on.page();
        let block = page.block(id);
        let boxed = |block: &Block| block.decor.frame.is_some() || block.decor.tint.is_some();
        let Decor { top, bottom, left, right, .. } = block.decor;
        if [bottom, left, right].iter().any(Option::is_some) || on.overlapping(id).next().is_some()
        {
            return None;
        }
        // A box as deep as its text has no white to even.
        if page.is_as_deep_as_text(id) {
            return None;
        }
        let of = match block.area {
            _ if boxed(block) => (top.is_none()).then_some(block),
            // The story over the whole width at its foot, or alone in it: a rule over its head stays.
            Area::Within(parent) => {
                let parent = page.block(parent);
                let inner = parent.grid.mode.logical(parent.inner, parent.inner);
                let at = parent.grid.mode.logical(block.rect, parent.inner);
                let foot = at.inline == inner.inline
                    && at.inline_end() == inner.inline_end()
                    && at.block_end() == inner.block_end();
                let alike = block.grid.mode == parent.grid.mode;
                let alone = at.block == Length::ZERO && top.is_none();
                (boxed(parent) && foot && alike && (alone || at.block.is_positive()))
                    .then_some(parent)
            }
            Area::Page | Area::Margin => None,
        };
        let of = of?;
        let shared = !std::ptr::eq(block, of)
            && page
                .blocks
                .iter()
                .any(|other| other.area == block.area && !std::ptr::eq(other, block));
        Some(Case { block, of, shared })
    }

    /// The area whose white is evened, if it is not the block's own.
    pub(super) fn area(&self) -> Option<Area> {
        self.shared.then_some(self.block.area)
    }

    /// The boxes of one row: their heads stand level.
    pub(super) fn row(&self) -> Row {
        let area = match self.of.area {
            Area::Within(id) => Some(id.0),
            Area::Page | Area::Margin => None,
        };
        let mode = self.of.grid.mode;
        let line = mode.logical(self.of.rect, Rect::default()).block;
        Row { area, mode, line }
    }

    /// What evens the white of the box; `whole` is what stands in it, seen from the block,
    /// `headed` whether the block begins with a head.
    pub(super) fn lowered(&self, page: &Page, whole: Stack, headed: bool) -> Option<Lowered> {
        let block = self.block;
        let mode = block.grid.mode;
        let frame = mode.logical(self.of.frame_rect, block.inner);
        let above = whole.first - frame.block;
        let excess = frame.block_end() - whole.last - above;
        let line = block.grid.line;
        if excess * 2 < line || excess > line * MOST {
            return None;
        }
        let of_area = match block.area {
            Area::Within(parent) => page.block(parent).grid.mode,
            Area::Page | Area::Margin => page.grid.mode,
        };
        if of_area != mode {
            // Across the grid there are no lines to keep to; a head is parted from its text a little more.
            let apart = if headed { (excess / 3).min(line / 2) } else { Length::ZERO };
            let head = (excess - apart) / 2;
            return Some(Lowered { head, body: head + apart });
        }
        // Half of what is moved comes to the white at the head, all of it from that at the foot; what
        // stands at the foot of an area has other text over it.
        let (share, of) = match (headed, self.area()) {
            (_, Some(_)) => (excess * 2 + line, line * 2),
            (true, None) => (excess * 4 + line * 3, line * 6),
            (false, None) => (excess + line, line * 2),
        };
        let body = line * share.whole(of);
        (body.is_positive()).then_some(Lowered { head: body / 2, body })
    }
}

/// The least of both: what two boxes of one row, side by side, are lowered by.
pub(super) fn level(one: Option<Lowered>, other: Option<Lowered>) -> Option<Lowered> {
    let (one, other) = (one?, other?);
    Some(Lowered { head: one.head.min(other.head), body: one.body.min(other.body) })
}

impl Lowered {
    /// Moves what stands in a block before its text runs in.
    pub(super) fn apply(self, block: &Block, frames: &mut [Frame]) {
        let corner = Corner::of(block);
        for frame in frames {
            let (rect, by) = match frame {
                Frame::Line(line) => {
                    let grid = match line.usage {
                        Usage::Story { part, .. } => {
                            matches!(part, Part::Byline | Part::Source | Part::Intro)
                        }
                        _ => false,
                    };
                    (&mut line.rect, if grid { self.body } else { self.head })
                }
                Frame::Box(placed) if placed.rect != block.frame_rect => {
                    (&mut placed.rect, self.head)
                }
                // A portrait goes with its byline.
                Frame::Picture(picture) => (&mut picture.rect, self.body),
                Frame::Box(_) | Frame::Rule(_) => continue,
            };
            let mut at = corner.mode.logical(*rect, corner.outer);
            at.block += by;
            *rect = corner.rect(at);
            if let Frame::Picture(picture) = frame {
                picture.clip = picture.rect;
            }
        }
    }
}
