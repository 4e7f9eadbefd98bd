//! A quote within a story's text stands in the middle of the white between the lines over it and under it.
//!
//! ```text
//! text text text
//!                    a last line that would stand alone under the quote leaves lines empty over it:
//! ==============     half of them go below
//!   the quote
//! ==============
//! text text text
//! ```

use crate::flow::frame::Frame;
use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{Block, BlockContent, Page};
use crate::page::style::Role;

use super::page_blocks::SetBlock;

/// What stands further off has nothing to do with the quote.
const NEAR: i64 = 5;

/// Moves the quotes of a page; `blocks` are what stands in its blocks.
pub(super) fn centre(page: &Page, blocks: &mut [SetBlock]) {
    for (at, block) in page.blocks.iter().enumerate() {
        if !is_quote(block) {
            continue;
        }
        let Some(by) = blocks.get(at).and_then(|own| off_middle(block, own, (blocks, at))) else {
            continue;
        };
        let Some(own) = blocks.get_mut(at) else { continue };
        let at = |down: Length| {
            let none = Length::ZERO;
            let place =
                LogicalRect { inline: none, block: down, inline_size: none, block_size: none };
            block.grid.mode.physical(place, block.rect)
        };
        let (from, to) = (at(Length::ZERO), at(by));
        for frame in &mut own.frames {
            frame.move_back(to.x - from.x);
            frame.raise(to.y - from.y);
        }
        own.stack.first -= by;
        own.stack.last -= by;
    }
}

fn is_quote(block: &Block) -> bool {
    let is_quote = matches!(&block.content, BlockContent::Text(text) if text.role == Role::Quote);
    is_quote && !block.decor.is_boxed()
}

/// By how much it stands nearer to what follows than to what comes before, halved; none where there is not
/// text on both sides, or where it stands even enough.
fn off_middle(block: &Block, own: &SetBlock, (blocks, at): (&[SetBlock], usize)) -> Option<Length> {
    let mode = block.grid.mode;
    let seen = |rect: Rect| mode.logical(rect, block.rect);
    let extents = own.frames.iter().map(|frame| seen(extent(frame)));
    let whole = extents.reduce(|all, one| {
        let block = all.block.min(one.block);
        let end = all.block_end().max(one.block_end());
        LogicalRect { block, block_size: end - block, ..all }
    })?;
    let width = seen(block.rect);
    let (mut over, mut under): (Option<Length>, Option<Length>) = (None, None);
    let others = blocks.iter().enumerate().filter(|(other, _)| *other != at);
    for frame in others.flat_map(|(_, set)| &set.frames) {
        let other = seen(extent(frame));
        let beside = other.inline >= width.inline_end() || width.inline >= other.inline_end();
        if beside && !matches!(frame, Frame::Rule(_)) {
            continue;
        }
        let inside = other.inline >= width.inline && other.inline_end() <= width.inline_end();
        if matches!(frame, Frame::Rule(_)) && !inside {
            continue;
        }
        let [before, behind] = [whole.block - other.block_end(), other.block - whole.block_end()];
        if before >= Length::ZERO {
            over = Some(over.map_or(before, |known| known.min(before)));
        } else if behind >= Length::ZERO {
            under = Some(under.map_or(behind, |known| known.min(behind)));
        }
    }
    let line = block.grid.line;
    let near = |white: Option<Length>| white.filter(|white| *white < line * NEAR);
    let by = (near(over)? - near(under)?) / 2;
    (by.abs() * 4 >= line).then_some(by)
}

fn extent(frame: &Frame) -> Rect {
    match frame {
        Frame::Line(line) => line.rect,
        Frame::Picture(picture) => picture.clip,
        Frame::Box(placed) => placed.rect,
        Frame::Rule(rule) => {
            let (x, y) = (rule.from.x.min(rule.to.x), rule.from.y.min(rule.to.y));
            let (right, bottom) = (rule.from.x.max(rule.to.x), rule.from.y.max(rule.to.y));
            Rect { x, y, width: right - x, height: bottom - y }
        }
    }
}
