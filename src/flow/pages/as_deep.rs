//! Boxes that are drawn as deep as their text: with as much white at the foot as at the head.
//!
//! ```text
//! +------+      +------+
//! | text |      | text |
//! | text |  ->  | text |
//! |      |      +------+
//! |      |
//! +------+
//! ```

use crate::flow::frame::Frame;
use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{Block, BlockContent, BlockId, Depth, Page};

use super::page_blocks::SetBlock;

/// Draws in the boxes of a page that are as deep as what stands in them, those within others first, and
/// gives them as they are drawn.
pub(super) fn draw_in(page: &Page, blocks: &mut [SetBlock]) -> Vec<(BlockId, Rect)> {
    let mut drawn = Vec::new();
    for at in (0..page.blocks.len()).rev() {
        let (id, Some(block)) = (BlockId(at as u32), page.blocks.get(at)) else { continue };
        if block.depth != Depth::Text {
            continue;
        }
        let inside = (0..page.blocks.len())
            .filter(|other| *other == at || page.is_within(BlockId(*other as u32), id));
        let frames = inside.filter_map(|other| Some(&blocks.get(other)?.frames));
        let feet = frames.flatten().filter_map(|frame| foot_of(block, frame));
        let Some(foot) = feet.max() else { continue };
        let Some(set) = blocks.get_mut(at) else { continue };
        for frame in &mut set.frames {
            if let Frame::Box(placed) = frame
                && placed.rect == block.frame_rect
            {
                placed.rect = drawn_in(block, foot);
                drawn.push((id, placed.rect));
            }
        }
    }
    drawn
}

/// Where a frame ends, from the head of a block's box; none of the box itself.
fn foot_of(block: &Block, frame: &Frame) -> Option<Length> {
    let rect = match frame {
        Frame::Line(line) => line.rect,
        // Under a quote; rules at the block's own edges are none of its text.
        Frame::Rule(rule) if matches!(block.content, BlockContent::Text(_)) => {
            let (from, to) = (rule.from, rule.to);
            let at = Rect { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y };
            let inner = block.grid.mode.logical(block.inner, block.inner);
            let foot = block.grid.mode.logical(at, block.inner).block_end();
            let within = foot > Length::ZERO && foot + block.grid.line < inner.block_size;
            within.then_some(at)?
        }
        Frame::Picture(picture) => picture.clip,
        Frame::Box(placed) if placed.rect != block.frame_rect => placed.rect,
        Frame::Box(_) | Frame::Rule(_) => return None,
    };
    Some(block.grid.mode.logical(rect, block.frame_rect).block_end())
}

/// A block's box that ends so much below `foot` as its inside begins below its head.
fn drawn_in(block: &Block, foot: Length) -> Rect {
    let mode = block.grid.mode;
    let whole = mode.logical(block.frame_rect, block.frame_rect);
    let white = mode.logical(block.inner, block.frame_rect).block;
    let deep = LogicalRect { block_size: (foot + white).min(whole.block_size), ..whole };
    mode.physical(deep, block.frame_rect)
}
