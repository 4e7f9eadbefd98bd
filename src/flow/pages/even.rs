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
use crate::measure::Length;
use crate::page::model::{Area, Block, Page, Part};

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

/// Whether a block is a box whose text may be moved: its own, with nothing in its way.
pub(super) fn may_move(on: &Neighbours<'_>, id: BlockId) -> bool {
    let block = on.page().block(id);
    let decor = &block.decor;
    let boxed = decor.frame.is_some() || decor.tint.is_some();
    let ruled = [decor.top, decor.bottom, decor.left, decor.right].iter().any(Option::is_some);
    boxed && !ruled && on.overlapping(id).next().is_none()
}

/// What evens the white of a box; `whole` is what stands in it, `headed` whether it begins with a head.
pub(super) fn lowered(page: &Page, block: &Block, whole: Stack, headed: bool) -> Option<Lowered> {
    let mode = block.grid.mode;
    let frame = mode.logical(block.frame_rect, block.inner);
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
    // Half of what is moved comes to the white at the head, all of it from that at the foot.
    let (share, of) =
        if headed { (excess * 4 + line * 3, line * 6) } else { (excess + line, line * 2) };
    let body = line * share.whole(of);
    (body.is_positive()).then_some(Lowered { head: body / 2, body })
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
                Frame::Box(_) | Frame::Picture(_) | Frame::Rule(_) => continue,
            };
            let mut at = corner.mode.logical(*rect, corner.outer);
            at.block += by;
            *rect = corner.rect(at);
        }
    }
}
