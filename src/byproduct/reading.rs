//! [`stories`]: the stories of a job in reading order, each with the pictures and texts that are its
//! own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Finished;
use crate::draw::{ElementId, Kid, StructureType, Subject};
use crate::page::model::{
    Block, BlockContent, BlockId, PageId, PictureBlock, Story, StoryId, TextBlock,
};
use crate::text::RichText;

/// A story and where its pictures stand.
pub struct Told<'a> {
    pub id: StoryId,
    pub story: &'a Story,
    /// The page that it begins on; none where it stands on pages that were added alone.
    pub page: Option<PageId>,
    pub pictures: Vec<Shown<'a>>,
    /// What is printed among its lines and is no text of its own: quotes pulled out, for one.
    pub beside: Vec<&'a TextBlock>,
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
        let parent = element.parent.and_then(|parent| job.list.structure.element(parent));
        let page = match parent.map(|parent| parent.subject) {
            Some(Subject::Page(page)) => Some(page),
            _ => None,
        };
        let mut blocks = BTreeSet::new();
        let (mut pictures, mut beside) = (Vec::new(), Vec::new());
        gather(job, ElementId(at as u32), &mut |page, block| {
            if blocks.insert((page, block)) {
                pictures.extend(shown(job, page, block));
                beside.extend(text(job, page, block));
            }
        });
        told.push(Told { id, story, page, pictures, beside });
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

/// What a block says, where it is a text.
fn text(job: Finished<'_>, page: PageId, id: BlockId) -> Option<&TextBlock> {
    let block = job.model.pages.get(page.0 as usize)?.blocks.get(id.0 as usize)?;
    match &block.content {
        BlockContent::Text(text) => Some(text),
        _ => None,
    }
}

/// The plain characters of a caption or credit; nothing where there is none.
pub(super) fn words(text: &Option<RichText>) -> &str {
    text.as_ref().map_or("", |text| &text.text)
}

/// A headline's clauses, which `|` parts.
pub(super) fn clauses(text: &RichText) -> Vec<RichText> {
    let ends = text.breaks.iter().copied().chain([text.text.len() as u32]);
    let mut start = 0;
    ends.map(|end| text.slice(std::mem::replace(&mut start, end)..end)).collect()
}

/// What an article is called: its headline, the clauses parted.
pub(super) fn title(headline: &[Arc<RichText>]) -> String {
    let clauses = headline.iter().flat_map(|text| clauses(text)).map(|clause| clause.text);
    clauses.filter(|clause| !clause.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The plain characters of some texts, their clauses parted, joined.
pub(super) fn plain(texts: &[Arc<RichText>], joint: &str) -> String {
    texts.iter().map(|text| text.parted()).collect::<Vec<_>>().join(joint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn the_clauses_of_a_headline_are_parted() {
        let mut text = RichText::plain("大橋通車渡輪走入歷史", FileId(0), 0);
        text.breaks = vec![12];
        let rows: Vec<String> = clauses(&text).into_iter().map(|clause| clause.text).collect();
        assert_eq!(rows, ["大橋通車", "渡輪走入歷史"]);
        let other = RichText::plain("市民歡送", FileId(0), 0);
        assert_eq!(title(&[text.into(), other.into()]), "大橋通車 渡輪走入歷史 市民歡送");
        assert_eq!(title(&[]), "");
    }
}
