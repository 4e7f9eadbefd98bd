//! The ends of boxes whose lines run across those of their area stand level with the boxes beside them
//! (R129).
//!
//! ```text
//! +------+  +------+     a block of vertical lines beside one of horizontal ones: the frame of the
//! | : : :|  | ---- |     second is drawn in to its lines, and the first goes with it, its lines as
//! | : : :|  | ---- |     much shorter
//! +------+  +------+
//! ```

use super::level::{Edge, area_of, box_at, line_of};
use crate::measure::{Length, LogicalRect, WritingMode};
use crate::page::model::{Block, BlockContent};

/// Takes boxes across the lines to those along them, which stand level already.
pub(super) fn refit(blocks: &mut [Block], mode: WritingMode) {
    for at in 0..blocks.len() {
        let Some((area, of)) = area_of(blocks, &blocks[at], mode) else { continue };
        if !can_go(&blocks[at], of) {
            continue;
        }
        let [head, foot] = Edge::BOTH.map(|edge| beside(blocks, (area, of), &blocks[at], edge));
        if head.is_some() || foot.is_some() {
            let off = [head, foot].map(|off| off.unwrap_or(Length::ZERO));
            draw_in(&mut blocks[at], of, off);
        }
    }
}

/// A box with text in one leg, whose lines may be a little shorter.
fn can_go(block: &Block, of: WritingMode) -> bool {
    let one_leg = match &block.content {
        BlockContent::Story(own) => own.legs.len() == 1,
        BlockContent::Text(_) => true,
        _ => false,
    };
    one_leg && block.grid.mode != of && block.decor.is_boxed() && block.inner != block.rect
}

/// How far from their edge the boxes along the lines stand that begin, or end, where `block` does; none
/// where they do not stand level.
fn beside(
    blocks: &[Block],
    (area, of): (u32, WritingMode),
    block: &Block,
    edge: Edge,
) -> Option<Length> {
    let line = line_of(block, of, edge);
    let mut offs = blocks.iter().filter_map(|other| {
        let same = area_of(blocks, other, of).is_some_and(|(own, _)| own == area);
        let level = same && other.grid.mode == of && line_of(other, of, edge) == line;
        (level && other.decor.is_boxed()).then(|| box_at(other, of, edge))
    });
    let first = offs.next()?;
    offs.all(|off| off == first).then_some(first)
}

fn draw_in(block: &mut Block, of: WritingMode, [head, foot]: [Length; 2]) {
    let drawn = |at: LogicalRect| LogicalRect {
        block: at.block + head,
        block_size: at.block_size - head - foot,
        ..at
    };
    let rect = block.rect;
    let inner = of.physical(drawn(of.logical(block.inner, rect)), rect);
    let own = block.grid.mode;
    let [before, after] = [block.inner, inner].map(|inner| own.logical(inner, inner).inline_size);
    let em = block.grid.em;
    if after < em {
        return;
    }
    if let BlockContent::Story(story) = &mut block.content {
        for leg in &mut story.legs {
            let mut at = own.logical(leg.rect, block.inner);
            // Type of another size than the grid's fills the whole of it.
            at.inline_size = if at.inline_size == before { after } else { em * after.whole(em) };
            at.inline = (after - at.inline_size) / 2;
            leg.rect = own.physical(at, inner);
        }
    }
    block.frame_rect = of.physical(drawn(of.logical(block.frame_rect, rect)), rect);
    block.inner = inner;
}
