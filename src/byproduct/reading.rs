//! [`stories`]: the stories of a job in reading order, each with the pictures that are its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Finished;
use crate::draw::{ElementId, Kid, StructureType, Subject};
use crate::page::model::{Block, BlockContent, BlockId, PageId, PictureBlock, Story, StoryId};
use crate::text::RichText;

/// A story and where its pictures stand.
pub struct Told<'a> {
    pub id: StoryId,
    pub story: &'a Story,
    pub pictures: Vec<Shown<'a>>,
}

/// A block of pictures.
pub struct Shown<'a> {
    pub page: PageId,
    pub id: BlockId,
    pub block: &'a Block,
    pub pictures: &'a PictureBlock,
}

/// In the order of the structure tree.
pub fn stories(job: Finished<'_>) -> Vec<Told<'_>> {
    let mut told = Vec::new();
    for (at, element) in job.list.structure.elements.iter().enumerate() {
        let (StructureType::Article, Subject::Story(id)) = (element.role, element.subject) else {
            continue;
        };
        let Some(story) = job.model.stories.get(id.0 as usize) else { continue };
        let mut blocks = BTreeSet::new();
        let mut pictures = Vec::new();
        gather(job, ElementId(at as u32), &mut |page, block| {
            if blocks.insert((page, block)) {
                pictures.extend(shown(job, page, block));
            }
        });
        told.push(Told { id, story, pictures });
    }
    told
}

/// The blocks that the elements under one stand for, in their order.
fn gather(job: Finished<'_>, id: ElementId, found: &mut impl FnMut(PageId, BlockId)) {
    let structure = &job.list.structure;
    let mut ahead = vec![id];
    while let Some(element) = ahead.pop().and_then(|id| structure.element(id)) {
        if let Subject::Block(page, block) = element.subject {
            found(page, block);
        }
        ahead.extend(element.kids.iter().rev().filter_map(|kid| match kid {
            Kid::Element(id) => Some(*id),
            Kid::Leaf(_) => None,
        }));
    }
}

/// The pictures of a block, if it has any.
pub(super) fn shown(job: Finished<'_>, page: PageId, id: BlockId) -> Option<Shown<'_>> {
    let block = job.model.pages.get(page.0 as usize)?.blocks.get(id.0 as usize)?;
    match &block.content {
        BlockContent::Picture(pictures) => Some(Shown { page, id, block, pictures }),
        // Who wrote the story.
        BlockContent::Story(story) => {
            let pictures = &story.portrait.as_deref()?.pictures;
            Some(Shown { page, id, block, pictures })
        }
        _ => None,
    }
}

/// The plain characters of a caption or credit; nothing where there is none.
pub(super) fn words(text: &Option<RichText>) -> &str {
    text.as_ref().map_or("", |text| &text.text)
}

/// The plain characters of some texts, joined.
pub(super) fn plain(texts: &[Arc<RichText>], joint: &str) -> String {
    texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(joint)
}
