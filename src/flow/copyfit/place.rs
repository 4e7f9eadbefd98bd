//! What a treatment makes of a page: pictures of another depth, and what moves with them.

use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{
    Block, BlockContent, BlockId, Page, PageId, PageModel, Part, StoryBlock, StoryId, Wrap,
};

use super::work::{Geometry, Insert};

/// A picture keeps at least half of its depth, and so many lines.
const LEAST: i64 = 4;

/// How a picture stands to its story.
enum Stand {
    /// In a block of its text, which goes round it.
    Within(BlockId),
    /// Over all of its blocks on the page.
    Over,
}

/// The pictures that stand over or within a story's blocks and touch no other story's text.
pub(super) fn pictures(model: &PageModel, story: StoryId) -> Vec<Insert> {
    let pages = (0..).map(PageId).zip(&model.pages);
    let of = pages.flat_map(|(at, page)| {
        let blocks = (0..page.blocks.len() as u32).map(BlockId);
        blocks
            .filter(move |block| stand(page, story, *block).is_some())
            .map(move |block| Insert { page: at, block })
    });
    of.collect()
}

/// Whether white may be put around it.
pub(super) fn is_within(model: &PageModel, story: StoryId, insert: Insert) -> bool {
    let page = model.pages.get(insert.page.0 as usize);
    let stand = page.and_then(|page| stand(page, story, insert.block));
    matches!(stand, Some(Stand::Within(_)))
}

fn story_of(block: &Block) -> Option<&StoryBlock> {
    match &block.content {
        BlockContent::Story(content) => Some(content),
        _ => None,
    }
}

fn is_thread_of(block: &Block, story: StoryId) -> bool {
    story_of(block).is_some_and(|own| own.story == story && own.parts.contains(&Part::Body))
}

/// The story's blocks on a page.
fn own(page: &Page, story: StoryId) -> impl Iterator<Item = (usize, &Block)> {
    let blocks = page.blocks.iter().enumerate();
    blocks.filter(move |(_, block)| story_of(block).is_some_and(|own| own.story == story))
}

fn stand(page: &Page, story: StoryId, id: BlockId) -> Option<Stand> {
    let picture = page.block(id);
    if !matches!(picture.content, BlockContent::Picture(_)) || picture.wrap == Wrap::Overlay {
        return None;
    }
    let beside = |block: &&Block| block.area == picture.area && block.rect.overlaps(&picture.rect);
    let threads = page.blocks.iter().filter(beside).filter_map(story_of);
    let mut threads = threads.filter(|own| own.parts.contains(&Part::Body));
    if threads.any(|own| own.story != story) {
        return None;
    }
    let within = own(page, story).find(|(_, block)| is_thread_of(block, story) && beside(block));
    if let Some((at, _)) = within {
        return Some(Stand::Within(BlockId(at as u32)));
    }
    is_over(page, story, picture).then_some(Stand::Over)
}

/// Whether a picture stands right over all of a story's blocks on the page and is as wide.
fn is_over(page: &Page, story: StoryId, picture: &Block) -> bool {
    let Some((_, thread)) = own(page, story).find(|(_, block)| is_thread_of(block, story)) else {
        return false;
    };
    let (mode, line, em) = (thread.grid.mode, thread.grid.line, thread.grid.em);
    let at = mode.logical(picture.rect, page.grid_area);
    let blocks: Vec<&Block> = own(page, story).map(|(_, block)| block).collect();
    let free = blocks.iter().all(|block| {
        let own = mode.logical(block.rect, page.grid_area);
        block.area == picture.area
            && block.levels.head.is_none()
            && block.grid.mode == mode
            && own.inline + em > at.inline
            && own.inline_end() < at.inline_end() + em
            && own.block >= at.block_end()
    });
    let first = blocks.iter().map(|block| mode.logical(block.rect, page.grid_area).block).min();
    free && first.is_some_and(|first| first - at.block_end() < line * 2)
}

/// Writes a treatment of a story into one of its pages. False where a picture cannot be of that
/// depth.
pub(super) fn treat(at: PageId, page: &mut Page, story: StoryId, geometry: &Geometry) -> bool {
    for block in &mut page.blocks {
        if let BlockContent::Story(own) = &mut block.content
            && own.story == story
            && own.parts.iter().any(|part| part.is_head())
        {
            own.treated.headline = geometry.headline;
            own.treated.white = geometry.head;
        }
    }
    let on =
        |(insert, lines): (&Insert, &i64)| (insert.page == at).then_some((insert.block, *lines));
    for (block, lines) in geometry.around.iter().filter_map(on) {
        let line = page.grid.line;
        if let Wrap::Push { block, .. } = &mut page.blocks[block.0 as usize].wrap {
            *block += line * lines;
        }
    }
    let pictures = geometry.pictures.iter().filter_map(on);
    pictures
        .filter(|(_, lines)| *lines != 0)
        .all(|(block, lines)| deepen(page, story, block, lines))
}

/// The legs of a story's blocks end level.
pub(super) fn level(page: &mut Page, story: StoryId) {
    for block in &mut page.blocks {
        if let BlockContent::Story(own) = &mut block.content
            && own.story == story
        {
            own.balance = true;
        }
    }
}

/// Gives a picture so many lines more.
fn deepen(page: &mut Page, story: StoryId, id: BlockId, lines: i64) -> bool {
    match stand(page, story, id) {
        Some(Stand::Within(thread)) => deepen_within(page, thread, id, lines),
        Some(Stand::Over) => deepen_over(page, story, id, lines),
        None => false,
    }
}

/// At its lower edge, or at its upper where it stands at the foot of the text.
fn deepen_within(page: &mut Page, thread: BlockId, id: BlockId, lines: i64) -> bool {
    let (block, picture) = (page.block(thread), page.block(id));
    let (mode, line, outer) = (block.grid.mode, block.grid.line, block.inner);
    let at = mode.logical(picture.rect, outer);
    let depth = mode.logical(outer, outer).block_size;
    let by = line * lines;
    let at_foot = depth - at.block_end() < line;
    let edges = if at_foot {
        Edges { head: -by, foot: Length::ZERO }
    } else {
        Edges { head: Length::ZERO, foot: by }
    };
    let new = moved(picture.rect, mode, outer, edges);
    let grown = mode.logical(new, outer);
    let deep_enough = grown.block_size >= (at.block_size / 2).max(line * LEAST);
    let inside =
        grown.block >= at.block.min(Length::ZERO) && grown.block_end() <= depth.max(at.block_end());
    let collides = page.blocks.iter().enumerate().any(|(other, block)| {
        other != id.0 as usize
            && block.area == picture.area
            && !matches!(block.content, BlockContent::Story(ref own) if own.parts.contains(&Part::Body))
            && block.rect.overlaps(&new)
            && !block.rect.overlaps(&picture.rect)
    });
    if !deep_enough || !inside || collides {
        return false;
    }
    if let Some(picture) = page.blocks.get_mut(id.0 as usize) {
        shift(picture, mode, outer, edges);
    }
    true
}

/// The blocks under it move with its lower edge; those of the text grow or shrink by as much.
fn deepen_over(page: &mut Page, story: StoryId, id: BlockId, lines: i64) -> bool {
    let Some((_, thread)) = own(page, story).find(|(_, block)| is_thread_of(block, story)) else {
        return false;
    };
    let (mode, line, outer) = (thread.grid.mode, thread.grid.line, page.grid_area);
    let by = line * lines;
    let head = |block: &Block| mode.logical(block.rect, outer).block;
    let text = own(page, story).filter(|(_, block)| is_thread_of(block, story));
    let Some(first) = text.map(|(_, block)| head(block)).min() else { return false };
    let at = mode.logical(page.block(id).rect, outer);
    if at.block_size + by < (at.block_size / 2).max(line * LEAST) {
        return false;
    }
    for block in &mut page.blocks {
        if story_of(block).is_none_or(|own| own.story != story) {
            continue;
        }
        let begins = head(block);
        let edges = if is_thread_of(block, story) && begins < first + line {
            Edges { head: by, foot: Length::ZERO }
        } else if begins < first {
            Edges { head: by, foot: by }
        } else {
            continue;
        };
        if mode.logical(block.rect, outer).block_size - edges.head + edges.foot < line * LEAST {
            return false;
        }
        shift(block, mode, outer, edges);
    }
    if let Some(picture) = page.blocks.get_mut(id.0 as usize) {
        shift(picture, mode, outer, Edges { head: Length::ZERO, foot: by });
    }
    true
}

/// How far the edges of a block move across the lines.
#[derive(Clone, Copy)]
struct Edges {
    head: Length,
    foot: Length,
}

fn moved(rect: Rect, mode: WritingMode, outer: Rect, Edges { head, foot }: Edges) -> Rect {
    let mut at = mode.logical(rect, outer);
    at.block += head;
    at.block_size += foot - head;
    mode.physical(at, outer)
}

fn shift(block: &mut Block, mode: WritingMode, outer: Rect, edges: Edges) {
    for rect in [&mut block.rect, &mut block.frame_rect, &mut block.inner] {
        *rect = moved(*rect, mode, outer, edges);
    }
    if let BlockContent::Story(own) = &mut block.content {
        for leg in &mut own.legs {
            leg.rect = moved(leg.rect, mode, outer, edges);
        }
    }
}
