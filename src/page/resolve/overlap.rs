//! Which blocks of a page may share space.
//!
//! Blocks are compared with their siblings, those in the same area. A thread is pushed aside
//! by its own story's parts and by pictures, texts, areas and advertisements; every other
//! overlap is an error unless one of the two says `wrap = "overlay"`. That text gives way to a masthead or
//! folio is told.

use super::Cx;
use crate::diag::Diagnostic;
use crate::diag::codes::page as codes;
use crate::page::model::{Area, Block, BlockContent, Lines, Page, Part, StoryBlock, Wrap};
use crate::page::style::Role;

/// A page with so many overlaps is wrong in one place; more messages do not help.
const MOST: usize = 20;

/// Errors for the overlaps of a page that are not meant.
pub(super) fn check(cx: &mut Cx<'_>, page: &Page, story_name: &dyn Fn(&StoryBlock) -> String) {
    let mut found = overlaps(page);
    found.sort_unstable();
    for (earlier, later) in found {
        let pair = (&page.blocks[earlier], &page.blocks[later]);
        match (furniture_under_text(pair.0, pair.1), furniture_under_text(pair.1, pair.0)) {
            (Some(of), _) => say_over_furniture(cx, (pair.0, of), pair.1, story_name),
            (_, Some(of)) => say_over_furniture(cx, (pair.1, of), pair.0, story_name),
            (None, None) => say(cx, page, pair, story_name),
        }
    }
}

/// The story whose text gives way to a masthead or folio.
fn furniture_under_text<'a>(thread_block: &'a Block, other: &Block) -> Option<&'a StoryBlock> {
    let BlockContent::Text(text) = &other.content else { return None };
    let furniture = matches!(text.role, Role::Masthead | Role::Folio);
    thread(thread_block).filter(|_| furniture && other.area == Area::Page)
}

fn say_over_furniture(
    cx: &mut Cx<'_>,
    (block, story): (&Block, &StoryBlock),
    furniture: &Block,
    story_name: &dyn Fn(&StoryBlock) -> String,
) {
    let BlockContent::Text(text) = &furniture.content else { return };
    let message = format!("the story {} is laid over the {}", story_name(story), text.role.name());
    cx.push(
        Diagnostic::warning(codes::OVER_FURNITURE, message)
            .at(block.span, "its text gives way to it")
            .and_at(furniture.span, "this text")
            .help("begin the story's block beyond it; where its text is to run round it, write `allow = [\"L150\"]`"),
    );
}

/// Blocks that share space and may not, by pairs; at most [`MOST`]. From the head of the page down,
/// a block is held against those that begin above its foot.
fn overlaps(page: &Page) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..page.blocks.len()).collect();
    order.sort_by_key(|&at| page.blocks[at].rect.y);
    let mut found = Vec::new();
    for (place, &upper) in order.iter().enumerate() {
        let block = &page.blocks[upper];
        let below = order[place + 1..].iter().copied();
        for lower in below.take_while(|&at| page.blocks[at].rect.y < block.rect.bottom()) {
            let other = &page.blocks[lower];
            let share = siblings(other, block) && block.rect.overlaps(&other.rect);
            if share && (!may_share(other, block) || is_over_furniture(other, block)) {
                found.push((upper.min(lower), upper.max(lower)));
                if found.len() == MOST {
                    return found;
                }
            }
        }
    }
    found
}

fn is_over_furniture(a: &Block, b: &Block) -> bool {
    let overlay = a.wrap == Wrap::Overlay || b.wrap == Wrap::Overlay;
    let over = furniture_under_text(a, b).or_else(|| furniture_under_text(b, a));
    !overlay && over.is_some()
}

fn siblings(a: &Block, b: &Block) -> bool {
    // Left and right margins do not share space with head and foot, so one kind will do.
    matches!((a.area, b.area), (Area::Page, Area::Page) | (Area::Margin, Area::Margin))
        || matches!((a.area, b.area), (Area::Within(x), Area::Within(y)) if x == y)
}

fn thread(block: &Block) -> Option<&StoryBlock> {
    story(block).filter(|story| story.parts.contains(&Part::Body))
}

fn story(block: &Block) -> Option<&StoryBlock> {
    match &block.content {
        BlockContent::Story(story) => Some(story),
        _ => None,
    }
}

/// Whether an overlap is meant, or text gives way.
fn may_share(a: &Block, b: &Block) -> bool {
    if a.wrap == Wrap::Overlay || b.wrap == Wrap::Overlay {
        return true;
    }
    // Nothing gives way in a margin.
    if a.area == Area::Margin {
        return false;
    }
    match (thread(a), thread(b)) {
        (Some(thread), None) => gives_way(thread, b),
        (None, Some(thread)) => gives_way(thread, a),
        (Some(_), Some(_)) | (None, None) => false,
    }
}

fn gives_way(thread: &StoryBlock, other: &Block) -> bool {
    match story(other) {
        Some(part) => part.story == thread.story,
        None => true,
    }
}

/// The lines below the other in which the lower of two blocks would overlap nothing: about as many as it has.
fn below(page: &Page, (a, b): (&Block, &Block)) -> Option<(String, Lines)> {
    let (one, other) = (page.lines_of(a)?, page.lines_of(b)?);
    let (upper, lower, block) =
        if one.first <= other.first { (one, other, b) } else { (other, one, a) };
    let first = upper.first + upper.count;
    let along = |block: &Block| page.grid.mode.logical(block.rect, page.grid_area);
    let own = along(block);
    let beside = page.blocks.iter().filter(|it| {
        let at = along(it);
        let meets = at.inline < own.inline_end() && own.inline < at.inline_end();
        !std::ptr::eq(*it, block) && siblings(it, block) && !may_share(it, block) && meets
    });
    let next = beside.filter_map(|it| page.lines_of(it)).filter(|it| it.first + it.count > first);
    let end = next.map(|it| it.first).chain([lower.all + 1]).min()?;
    let count = lower.count.min(end - first);
    (count * 2 > lower.count).then(|| (block.name.clone(), Lines { first, count, ..lower }))
}

fn say(
    cx: &mut Cx<'_>,
    page: &Page,
    (earlier, block): (&Block, &Block),
    story_name: &dyn Fn(&StoryBlock) -> String,
) {
    let (code, message) = match (story(earlier), story(block)) {
        (Some(a), Some(b)) if a.story == b.story => {
            (codes::STORIES_OVERLAP, format!("two blocks of the story {} overlap", story_name(a)))
        }
        (Some(a), Some(b)) => (
            codes::STORIES_OVERLAP,
            format!("the stories {} and {} overlap", story_name(a), story_name(b)),
        ),
        _ => (codes::OVERLAP, format!("{} and {} overlap", earlier.name, block.name)),
    };
    // A block of a story whose text another block has: nothing there gives way.
    let bare = || {
        let own = [earlier, block].into_iter().filter_map(story);
        own.filter(|own| !own.parts.contains(&Part::Body)).map(story_name).next()
    };
    let help = match (code == codes::OVERLAP).then(bare).flatten() {
        Some(name) => format!(
            "text alone gives way, and this block of the story {name} holds none: leave out the \
             `part` that gives the text to another block, or move one of the two"
        ),
        None => {
            let place = below(page, (earlier, block));
            let place = place.map(|(name, lines)| format!(" (free for `{name}` are {lines})"));
            let other = match code == codes::STORIES_OVERLAP {
                true => "put one into an area of its own: `in = \"…\"`",
                false => "say `wrap = \"overlay\"` if that is meant",
            };
            format!("move one of them{}, or {other}", place.unwrap_or_default())
        }
    };
    let width = block.rect.right().min(earlier.rect.right()) - block.rect.x.max(earlier.rect.x);
    let height = block.rect.bottom().min(earlier.rect.bottom()) - block.rect.y.max(earlier.rect.y);
    cx.push(
        Diagnostic::error(code, message)
            .at(block.span, format!("shares {width} x {height} pt with the other"))
            .and_at(earlier.span, "the other block")
            .help(help),
    );
}
