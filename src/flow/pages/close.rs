//! [`close_boxes`]: boxes in a story's text that are as deep as their own.

use crate::compose::Composers;
use crate::flow::edges::{Edges, shift};
use crate::flow::standing::Standing;
use crate::measure::{Length, Rect};
use crate::page::model::{Block, BlockId, Depth, Page, PageModel, Wrap};
use crate::picture::Footprint;

use super::fill::fill;
use super::neighbours::is_thread;

/// The model with the boxes in its stories' text no deeper than they are drawn, in whole lines: text goes
/// on right under them. They are made up once for that. None where no such box stands in a text.
pub fn close_boxes(
    model: &PageModel,
    composers: &Composers<'_>,
    pictures: &[Footprint],
    kept: &Standing,
) -> Option<PageModel> {
    let stands_in_text = |page: &Page, block: &Block| {
        let mut threads = page.blocks.iter().filter(|other| is_thread(other));
        threads.any(|other| {
            !std::ptr::eq(other, block)
                && other.area == block.area
                && other.rect.overlaps(&block.rect)
        })
    };
    let is_open = |page: &Page, block: &Block| {
        block.depth == Depth::Text && block.wrap != Wrap::Overlay && stands_in_text(page, block)
    };
    let wanted = model.pages.iter().any(|page| page.blocks.iter().any(|b| is_open(page, b)));
    if !wanted {
        return None;
    }
    let (filled, _) = fill(model, composers, pictures, kept);
    let mut closed = model.clone();
    for (at, id, rect) in filled.drawn_in {
        let Some(page) = closed.pages.get_mut(at.0 as usize) else { continue };
        if is_open(page, page.block(id)) {
            close(page, id, rect);
        }
    }
    Some(closed)
}

/// Moves the foot of a box up by the whole lines that it is not drawn, and with it what reaches to
/// its foot.
fn close(page: &mut Page, id: BlockId, drawn: Rect) {
    let block = page.block(id);
    let (mode, line, outer) = (block.grid.mode, block.grid.line, page.type_area);
    let foot = |rect: Rect| mode.logical(rect, outer).block_end();
    let lines = (foot(block.frame_rect) - foot(drawn)).whole(line);
    let end = foot(block.inner);
    if lines <= 0 {
        return;
    }
    let by = Edges { head: Length::ZERO, foot: -(line * lines) };
    for at in 0..page.blocks.len() {
        let other = BlockId(at as u32);
        let is_inside = page.is_within(other, id);
        let Some(block) = page.blocks.get_mut(at) else { continue };
        let reaches = is_inside && foot(block.rect) > end - line * lines;
        let deep = mode.logical(block.rect, outer).block_size;
        if other == id || reaches && deep > line * lines {
            shift(block, mode, outer, by);
        }
    }
}
