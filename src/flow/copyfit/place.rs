//! What a treatment makes of a page: pictures of another depth, and what moves with them.

use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{
    Block, BlockContent, BlockId, Page, PageId, PageModel, Part, StoryBlock, StoryId, Wrap,
};

use super::work::{Geometry, Insert};
use crate::flow::edges::{Edges, moved, shift};

/// A picture keeps at least half of its depth, and so many lines.
const LEAST: i64 = 4;

/// A picture so many characters from text is seen beside it.
const BESIDE: i64 = 4;

/// How a picture stands to its story.
enum Stand {
    /// In a block of its text, which goes round it.
    Within(BlockId),
    /// Right over some of its blocks.
    Over(Vec<BlockId>),
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
    let under = under(page, story, picture);
    (!under.is_empty()).then_some(Stand::Over(under))
}

/// The blocks of a story that move with the foot of a picture: those no wider than it and right under
/// it, the first of its text among them. None where the picture is that of a story whose head
/// stands over it.
fn under(page: &Page, story: StoryId, picture: &Block) -> Vec<BlockId> {
    let (mode, line, em) = (picture.grid.mode, page.grid.line, page.grid.em);
    let seen = |block: &Block| mode.logical(block.rect, page.grid_area);
    let at = seen(picture);
    let is_others = page.blocks.iter().any(|block| {
        let other = seen(block);
        let is_head = story_of(block)
            .is_some_and(|own| own.story != story && !own.parts.contains(&Part::Body));
        let gap = at.block - other.block_end();
        let beside = other.inline < at.inline_end() && at.inline < other.inline_end();
        is_head && beside && block.area == picture.area && gap >= -line && gap < line * 2
    });
    if is_others {
        return Vec::new();
    }
    let is_under = |block: &Block| {
        let own = seen(block);
        block.area == picture.area
            && block.levels.head.is_none()
            && block.grid.mode == mode
            && own.inline + em > at.inline
            && own.inline_end() < at.inline_end() + em
            && own.block >= at.block_end()
    };
    let found: Vec<(BlockId, &Block)> = own(page, story)
        .filter(|(_, block)| is_under(block))
        .map(|(id, block)| (BlockId(id as u32), block))
        .collect();
    let first = found.iter().map(|(_, block)| seen(block).block).min();
    let is_near = first.is_some_and(|first| first - at.block_end() < line * 2);
    let has_text = found.iter().any(|(_, block)| is_thread_of(block, story));
    if is_near && has_text { found.into_iter().map(|(id, _)| id).collect() } else { Vec::new() }
}

/// Whether white may be put over a block's text: its head stands there, in the block itself or right
/// above it, and no insert beside its first lines would then stand higher than they do.
pub(super) fn begins_under_head(page: &Page, story: StoryId, block: &Block) -> bool {
    let Some(content) = story_of(block).filter(|own| own.story == story) else { return false };
    if content.parts.iter().any(|part| part.is_head() && *part != Part::Label) {
        return true;
    }
    let (mode, line) = (block.grid.mode, block.grid.line);
    let seen = |block: &Block| mode.logical(block.rect, page.grid_area);
    let at = seen(block);
    let is_headed = own(page, story).any(|(_, head)| {
        let has_head = story_of(head).is_some_and(|own| {
            own.parts.contains(&Part::Headline) && !own.parts.contains(&Part::Body)
        });
        let over = seen(head);
        let gap = at.block - over.block_end();
        has_head
            && head.area == block.area
            && head.grid.mode == mode
            && over.inline <= at.inline
            && at.inline_end() <= over.inline_end()
            && gap >= Length::ZERO
            && gap < line * 2
    });
    let is_free = !page.blocks.iter().any(|other| {
        let insert = seen(other);
        other.area == block.area
            && !std::ptr::eq(other, block)
            && other.wrap != Wrap::Overlay
            && other.rect.overlaps(&block.rect)
            && insert.block < at.block + line * 2
    });
    // The first lines stand level with a picture beside them.
    let is_level = |other: &&Block| {
        let picture = seen(other);
        let apart = (picture.inline - at.inline_end()).max(at.inline - picture.inline_end());
        matches!(other.content, BlockContent::Picture(_))
            && other.area == block.area
            && other.wrap != Wrap::Overlay
            && apart < block.grid.em * BESIDE
            && (picture.block - at.block).units().abs() < line.units()
    };
    let is_beside = page.blocks.iter().any(|other| is_level(&other));
    content.parts.contains(&Part::Body) && is_headed && is_free && !is_beside
}

/// Writes a treatment of a story into one of its pages. False where a picture cannot be of that
/// depth.
pub(super) fn treat(at: PageId, page: &mut Page, story: StoryId, geometry: &Geometry) -> bool {
    let headed: Vec<bool> =
        page.blocks.iter().map(|block| begins_under_head(page, story, block)).collect();
    for (block, headed) in page.blocks.iter_mut().zip(headed) {
        let BlockContent::Story(own) = &mut block.content else { continue };
        if own.story == story && own.parts.iter().any(|part| part.is_head()) {
            own.treated.headline = geometry.headline;
        }
        if headed {
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
    let pictures: Vec<(BlockId, i64)> =
        geometry.pictures.iter().filter_map(on).filter(|(_, lines)| *lines != 0).collect();
    if pictures.is_empty() {
        return true;
    }
    let before: Vec<Rect> = page.blocks.iter().map(|block| block.rect).collect();
    pictures.into_iter().all(|(block, lines)| deepen(page, story, block, lines))
        && keeps_apart(page, story, &before)
}

/// Whether nothing that was moved or grew comes nearer than a line to what it did not touch before:
/// a picture covers no head, and a head no picture. Text of the story gives way to its pictures.
fn keeps_apart(page: &Page, story: StoryId, before: &[Rect]) -> bool {
    let (mode, line) = (page.grid.mode, page.grid.line);
    let near = |one: &Rect, other: &Rect| {
        let at = mode.logical(*one, page.grid_area);
        let grown =
            LogicalRect { block: at.block - line, block_size: at.block_size + line * 2, ..at };
        mode.physical(grown, page.grid_area).overlaps(other)
    };
    let blocks = || page.blocks.iter().zip(before);
    blocks().filter(|(block, was)| block.rect != **was).all(|(block, was)| {
        blocks().all(|(other, other_was)| {
            std::ptr::eq(block, other)
                || block.area != other.area
                || is_thread_of(other, story)
                || is_thread_of(block, story)
                || near(was, other_was)
                || !near(&block.rect, &other.rect)
        }) && blocks().all(|(other, other_was)| {
            // Text that grows or moves with a picture stays clear of what is not its own.
            std::ptr::eq(block, other)
                || block.area != other.area
                || was.overlaps(other_was)
                || !block.rect.overlaps(&other.rect)
        })
    })
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
        Some(Stand::Over(under)) => deepen_over(page, story, (id, &under), lines),
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
    if !deep_enough || !inside {
        return false;
    }
    if let Some(picture) = page.blocks.get_mut(id.0 as usize) {
        shift(picture, mode, outer, edges);
    }
    true
}

/// The blocks under it move with its lower edge; those of the text grow or shrink by as much.
fn deepen_over(
    page: &mut Page,
    story: StoryId,
    (id, under): (BlockId, &[BlockId]),
    lines: i64,
) -> bool {
    let (mode, outer) = (page.block(id).grid.mode, page.grid_area);
    let line = page.grid.line;
    let by = line * lines;
    let head = |block: &Block| mode.logical(block.rect, outer).block;
    let text = under.iter().map(|id| page.block(*id)).filter(|block| is_thread_of(block, story));
    let Some(first) = text.map(head).min() else { return false };
    let at = mode.logical(page.block(id).rect, outer);
    if at.block_size + by < (at.block_size / 2).max(line * LEAST) {
        return false;
    }
    for id in under {
        let Some(block) = page.blocks.get_mut(id.0 as usize) else { continue };
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
        if let BlockContent::Story(own) = &mut block.content {
            own.treated.lowered += lines;
        }
    }
    if let Some(picture) = page.blocks.get_mut(id.0 as usize) {
        shift(picture, mode, outer, Edges { head: Length::ZERO, foot: by });
    }
    true
}
