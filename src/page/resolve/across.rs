//! White between a block that is written across its page's lines and the text of the lines beside it.
//!
//! ```text
//!   || || || HEADLINE || ||     lines of a vertical page; a head that lies across them
//! ```
//!
//! The last line before such a block has the white between lines behind it, the first line after it
//! has none before it.

use crate::measure::{Length, LogicalRect};
use crate::page::model::{Block, BlockContent, LineGrid, Part};

/// Draws heads and texts that are written across the page's lines in, so that a character of white is
/// between them and text beside them.
pub(super) fn keep_off(blocks: &mut [Block], page: &LineGrid) {
    for at in 0..blocks.len() {
        let [before, behind] = lacking(blocks, at, page);
        if let Some(block) = blocks.get_mut(at).filter(|_| (before + behind).is_positive()) {
            draw_in(block, page, [before, behind]);
        }
    }
}

/// What white a block lacks towards the text before and behind it.
fn lacking(blocks: &[Block], at: usize, page: &LineGrid) -> [Length; 2] {
    let none = [Length::ZERO; 2];
    let Some(block) = blocks.get(at).filter(|block| lies_across(block, page)) else { return none };
    let whole = page.mode.logical(block.rect, block.rect);
    let gap = (page.line - page.body_block).max(Length::ZERO);
    let beside = blocks.iter().filter(|other| {
        let seen = page.mode.logical(other.rect, block.rect);
        let level = seen.inline < whole.inline_size && seen.inline_end().is_positive();
        other.area == block.area && other.grid.mode == page.mode && level && is_text(other)
    });
    let mut lacks = none;
    for other in beside {
        let seen = page.mode.logical(other.rect, block.rect);
        let whites = [gap - seen.block_end(), seen.block - whole.block_size];
        let apart = [seen.block_end() <= Length::ZERO, seen.block >= whole.block_size];
        for ((lacks, white), apart) in lacks.iter_mut().zip(whites).zip(apart) {
            if apart {
                *lacks = (page.em - white).max(*lacks);
            }
        }
    }
    lacks
}

/// A head or a text of the layout, without white of its own and on one half of a spread.
fn lies_across(block: &Block, page: &LineGrid) -> bool {
    let plain = block.decor.frame.is_none() && block.decor.tint.is_none() && block.fold.is_none();
    let inner = page.mode.logical(block.inner, block.rect);
    let whole = page.mode.logical(block.rect, block.rect);
    let alone = match &block.content {
        BlockContent::Story(story) => !story.parts.contains(&Part::Body) && story.legs.len() == 1,
        BlockContent::Text(_) => true,
        _ => false,
    };
    block.grid.mode != page.mode
        && plain
        && alone
        && (inner.block, inner.block_size) == (whole.block, whole.block_size)
}

fn is_text(block: &Block) -> bool {
    matches!(block.content, BlockContent::Story(_) | BlockContent::Text(_))
}

fn draw_in(block: &mut Block, page: &LineGrid, [before, behind]: [Length; 2]) {
    let at = page.mode.logical(block.inner, block.rect);
    let drawn =
        LogicalRect { block: at.block + before, block_size: at.block_size - before - behind, ..at };
    if drawn.block_size < block.grid.em {
        return;
    }
    let inner = page.mode.physical(drawn, block.rect);
    if let BlockContent::Story(story) = &mut block.content
        && let [leg] = &mut story.legs[..]
        && leg.rect == block.inner
    {
        leg.rect = inner;
    }
    block.inner = inner;
}
