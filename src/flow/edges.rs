//! [`Edges`]: blocks that grow, shrink or move across the lines.

use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{Block, BlockContent};

/// How far the edges of a block move across the lines.
#[derive(Clone, Copy)]
pub(super) struct Edges {
    pub head: Length,
    pub foot: Length,
}

pub(super) fn moved(
    rect: Rect,
    mode: WritingMode,
    outer: Rect,
    Edges { head, foot }: Edges,
) -> Rect {
    let mut at = mode.logical(rect, outer);
    at.block += head;
    at.block_size += foot - head;
    mode.physical(at, outer)
}

/// The block with its legs.
pub(super) fn shift(block: &mut Block, mode: WritingMode, outer: Rect, edges: Edges) {
    for rect in [&mut block.rect, &mut block.frame_rect, &mut block.inner] {
        *rect = moved(*rect, mode, outer, edges);
    }
    // It counts from the head.
    if let Some(foot) = &mut block.levels.foot {
        *foot += edges.foot - edges.head;
    }
    if let BlockContent::Story(own) = &mut block.content {
        for leg in &mut own.legs {
            leg.rect = moved(leg.rect, mode, outer, edges);
        }
    }
}
