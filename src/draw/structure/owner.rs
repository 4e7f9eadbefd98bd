//! [`Owners`]: the story that a picture or text block belongs to.
//!
//! Layouts do not say so; the page does. A block that a story's text runs around is that
//! story's, and so is what stands alone with it in a box; a picture beside or under the story
//! named before it is that one's.

use std::collections::BTreeMap;

use crate::measure::Rect;
use crate::page::model::{Area, Block, BlockContent, BlockId, Page, Part, StoryId};

/// Farther than this, in characters or lines, a picture is no neighbour.
const NEAR: i64 = 3;

/// The stories of a page by the area that they stand in, in the order of their blocks.
pub(super) struct Owners<'p> {
    page: &'p Page,
    stories: BTreeMap<Area, Vec<Told<'p>>>,
}

/// A block of a story.
struct Told<'p> {
    id: BlockId,
    block: &'p Block,
    story: StoryId,
    has_body: bool,
}

impl<'p> Owners<'p> {
    pub fn of(page: &'p Page) -> Owners<'p> {
        let mut stories: BTreeMap<Area, Vec<Told<'p>>> = BTreeMap::new();
        for (at, block) in page.blocks.iter().enumerate() {
            let BlockContent::Story(content) = &block.content else { continue };
            let (id, story) = (BlockId(at as u32), content.story);
            let has_body = content.parts.contains(&Part::Body);
            stories.entry(block.area).or_default().push(Told { id, block, story, has_body });
        }
        Owners { page, stories }
    }

    /// None for what belongs to no story, and for stories and advertisements themselves.
    pub fn owner(&self, id: BlockId) -> Option<StoryId> {
        let block = self.page.blocks.get(id.0 as usize)?;
        let is_picture = match &block.content {
            BlockContent::Picture(_) => true,
            BlockContent::Text(_) if block.area != Area::Margin => false,
            _ => return None,
        };
        let stories = self.stories.get(&block.area)?;
        let around = overlapped(stories, block);
        if around.is_some() || !is_picture {
            return around;
        }
        only_story(stories, block).or_else(|| neighbour(self.page, stories, (id, block)))
    }
}

/// The story whose text has most of its place beneath the block.
fn overlapped(stories: &[Told<'_>], block: &Block) -> Option<StoryId> {
    let shared = |other: &Rect| {
        let width = other.right().min(block.rect.right()) - other.x.max(block.rect.x);
        let height = other.bottom().min(block.rect.bottom()) - other.y.max(block.rect.y);
        let positive = width.is_positive() && height.is_positive();
        positive.then(|| i128::from(width.units()) * i128::from(height.units()))
    };
    let mut most: Option<(i128, StoryId)> = None;
    for told in stories.iter().filter(|told| told.has_body) {
        let Some(area) = shared(&told.block.rect) else { continue };
        if most.is_none_or(|(found, _)| area > found) {
            most = Some((area, told.story));
        }
    }
    most.map(|(_, story)| story)
}

/// The one story in the box that the block stands in.
fn only_story(stories: &[Told<'_>], block: &Block) -> Option<StoryId> {
    let Area::Within(_) = block.area else { return None };
    let first = stories.first()?.story;
    stories.iter().all(|told| told.story == first).then_some(first)
}

/// The story named last before the picture, if one of its blocks stands beside it.
fn neighbour(page: &Page, stories: &[Told<'_>], (id, block): (BlockId, &Block)) -> Option<StoryId> {
    let before = stories.partition_point(|told| told.id < id);
    let story = stories.get(..before)?.last()?.story;
    let beside = stories
        .iter()
        .filter(|told| told.story == story)
        // What is boxed in is apart from what is not.
        .filter(|told| told.block.decor.frame.is_none() && told.block.decor.tint.is_none())
        .any(|told| are_near(page, &told.block.rect, &block.rect));
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
