//! [`owner`]: the story that a picture or text block belongs to.
//!
//! Layouts do not say so; the page does. A block that a story's text runs around is that
//! story's, and so is what stands alone with it in a box; a picture beside or under the story
//! named before it is that one's.

use crate::measure::Rect;
use crate::page::model::{Area, Block, BlockContent, BlockId, Page, Part, StoryId};

/// Farther than this, in characters or lines, a picture is no neighbour.
const NEAR: i64 = 3;

/// None for what belongs to no story, and for stories and advertisements themselves.
pub(super) fn owner(page: &Page, id: BlockId) -> Option<StoryId> {
    let block = page.blocks.get(id.0 as usize)?;
    let is_picture = match &block.content {
        BlockContent::Picture(_) => true,
        BlockContent::Text(_) if block.area != Area::Margin => false,
        _ => return None,
    };
    let around = overlapped(page, block);
    if around.is_some() || !is_picture {
        return around;
    }
    only_story(page, block).or_else(|| neighbour(page, id, block))
}

/// The stories of the block's area, in order.
fn stories<'p>(page: &'p Page, block: &Block) -> impl Iterator<Item = (&'p Block, StoryId, bool)> {
    let area = block.area;
    page.blocks.iter().filter(move |other| other.area == area).filter_map(|other| {
        let BlockContent::Story(content) = &other.content else { return None };
        Some((other, content.story, content.parts.contains(&Part::Body)))
    })
}

/// The story whose text has most of its place beneath the block.
fn overlapped(page: &Page, block: &Block) -> Option<StoryId> {
    let shared = |other: &Rect| {
        let width = other.right().min(block.rect.right()) - other.x.max(block.rect.x);
        let height = other.bottom().min(block.rect.bottom()) - other.y.max(block.rect.y);
        let positive = width.is_positive() && height.is_positive();
        positive.then(|| i128::from(width.units()) * i128::from(height.units()))
    };
    let mut most: Option<(i128, StoryId)> = None;
    for (other, story, carries_body) in stories(page, block) {
        let Some(area) = shared(&other.rect).filter(|_| carries_body) else { continue };
        if most.is_none_or(|(found, _)| area > found) {
            most = Some((area, story));
        }
    }
    most.map(|(_, story)| story)
}

/// The one story in the box that the block stands in.
fn only_story(page: &Page, block: &Block) -> Option<StoryId> {
    let Area::Within(_) = block.area else { return None };
    let mut found = stories(page, block).map(|(_, story, _)| story);
    let first = found.next()?;
    found.all(|story| story == first).then_some(first)
}

/// The story named last before the picture, if one of its blocks stands beside it.
fn neighbour(page: &Page, id: BlockId, block: &Block) -> Option<StoryId> {
    let before = page.blocks.get(..id.0 as usize)?;
    let story =
        before.iter().rev().filter(|other| other.area == block.area).find_map(
            |other| match &other.content {
                BlockContent::Story(content) => Some(content.story),
                _ => None,
            },
        )?;
    let beside = stories(page, block)
        .filter(|(_, of, _)| *of == story)
        // What is boxed in is apart from what is not.
        .filter(|(other, ..)| other.decor.frame.is_none() && other.decor.tint.is_none())
        .any(|(other, ..)| are_near(page, &other.rect, &block.rect));
    beside.then_some(story)
}

/// Whether a picture stands next to a block over at least half of its own side.
fn are_near(page: &Page, other: &Rect, picture: &Rect) -> bool {
    let near = (page.grid.em * NEAR).max(page.grid.line * NEAR);
    let across = other.x.max(picture.x) - other.right().min(picture.right());
    let down = other.y.max(picture.y) - other.bottom().min(picture.bottom());
    let beside = across <= near && -down * 2 >= picture.height;
    let under = down <= near && -across * 2 >= picture.width;
    beside || under
}
