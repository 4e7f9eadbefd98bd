//! [`PageSource`]: all that a page is drawn from.
//!
//! Leaves are numbered over the whole job, so those of a page shift with every paragraph that is
//! added before it. A source counts them from the page's first, and says of each what its
//! element is: a page that only moved up in the job's order of reading is drawn from the same.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::list::DrawSheet;
use super::lower::{Sources, alt_of, sheet_of};
use super::structure::{Artifact, LeafId, StructureType, TextPlan};
use crate::flow::{Frame, SetPage};
use crate::page::model::{Page, TextId};
use crate::picture::PictureId;
use crate::text::RichText;

/// What a page is drawn from, but for the faces and the grid over it: of one font book, pages with
/// equal sources have the same marks, leaves counted from the first. Lines are shared with who
/// set them, so that to compare two sources is mostly to find the same lines in them.
#[derive(Debug, PartialEq, Eq)]
pub struct PageSource {
    /// The page's place in the job.
    at: usize,
    sheet: DrawSheet,
    frames: Vec<Frame>,
    texts: Vec<TextSource>,
    pictures: Vec<PictureSource>,
}

/// A text that has something on the page. Where it was written is no part of what it is.
#[derive(Debug, PartialEq, Eq)]
struct TextSource {
    id: TextId,
    text: Option<Arc<RichText>>,
    plan: TextPlan,
    furniture: Option<Artifact>,
    /// What the elements of its leaves are, in the plan's order.
    roles: Vec<Option<StructureType>>,
}

#[derive(Debug, PartialEq, Eq)]
struct PictureSource {
    leaf: Option<LeafId>,
    alt: String,
}

/// A page's source, and the first of its leaves in the job.
#[derive(Clone, Debug)]
pub struct PageKey {
    pub source: Arc<PageSource>,
    pub first: LeafId,
}

/// What sources are made from, beside the page itself.
pub(super) struct Origins<'a> {
    pub with: &'a Sources<'a>,
    /// What the element of each leaf is, by its number.
    pub roles: &'a [Option<StructureType>],
}

impl Origins<'_> {
    pub fn key(&self, at: usize, page: &Page, set: &SetPage) -> PageKey {
        let texts: BTreeSet<TextId> = set.frames.iter().flat_map(texts_of).collect();
        let texts = texts.into_iter().map(|id| self.text(id));
        let pictures = set.frames.iter().filter_map(|frame| match frame {
            Frame::Picture(placed) => Some(PictureSource {
                leaf: self.with.plan.picture(set.page, placed).leaf(),
                alt: alt_of(page, placed).to_owned(),
            }),
            _ => None,
        });
        let mut source = PageSource {
            at,
            sheet: sheet_of(page, set),
            frames: set.frames.clone(),
            texts: texts.collect(),
            pictures: pictures.collect(),
        };
        let first = source.count_from_first();
        PageKey { source: Arc::new(source), first }
    }

    fn text(&self, id: TextId) -> TextSource {
        let Sources { model, plan, .. } = self.with;
        let shared = match id {
            TextId::Story(story, text) => {
                model.stories.get(story.0 as usize).and_then(|story| story.shared(text))
            }
            _ => None,
        };
        let text = shared.cloned().or_else(|| self.with.text(id).cloned().map(Arc::new));
        let furniture = plan.furniture(id);
        let plan = plan.of(id);
        let role = |leaf: LeafId| self.roles.get(leaf.0 as usize).copied().flatten();
        let roles = plan.iter().flat_map(|plan| plan.all()).map(role).collect();
        let plan = plan.cloned().unwrap_or_default();
        TextSource { id, text, plan, furniture, roles }
    }
}

/// The texts that a frame has something of.
fn texts_of(frame: &Frame) -> impl Iterator<Item = TextId> {
    let line = match frame {
        Frame::Line(line) => Some(line),
        Frame::Picture(_) | Frame::Rule(_) | Frame::Box(_) => None,
    };
    line.into_iter().flat_map(|line| std::iter::once(line.text).chain(line.tail))
}

impl PageSource {
    /// The pictures on the page.
    pub fn pictures(&self) -> impl Iterator<Item = PictureId> {
        self.frames.iter().filter_map(|frame| match frame {
            Frame::Picture(placed) => Some(placed.picture),
            Frame::Line(_) | Frame::Rule(_) | Frame::Box(_) => None,
        })
    }

    /// Numbers the leaves from the page's first on; gives that.
    fn count_from_first(&mut self) -> LeafId {
        let texts = self.texts.iter().flat_map(|text| text.plan.all());
        let pictures = self.pictures.iter().filter_map(|picture| picture.leaf);
        let first = texts.chain(pictures).min().unwrap_or(LeafId(0));
        let count = |leaf: &mut LeafId| *leaf = leaf.counted_from(first);
        self.texts.iter_mut().for_each(|text| text.plan.all_mut().for_each(count));
        self.pictures.iter_mut().filter_map(|picture| picture.leaf.as_mut()).for_each(count);
        first
    }
}

/// By little of it: pages are compared whole.
impl Hash for PageSource {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.at, &self.sheet.name, self.frames.len(), self.pictures.len()).hash(state);
        for text in &self.texts {
            let length = text.text.as_ref().map_or(0, |text| text.text.len());
            (text.id, length, text.roles.len()).hash(state);
        }
    }
}
