//! The blocks of one page, each made up by itself on any thread: heads, pictures, furniture, and
//! what a block gives to the thread of its story.
//!
//! What stands in them depends on the page, the stories on it and the size of its pictures and on
//! nothing else, which is all that [`place_block`] is given; so [`BlockShelf`] keeps it for the runs
//! after.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Findings;
use crate::flow::corner::{Corner, Plot, Stack, Stand, line_gap};
use crate::flow::frame::Frame;
use crate::flow::type_case::TypeCase;
use crate::kept::{Kept, Lasting};
use crate::measure::Length;
use crate::page::model::{BlockContent, BlockId, Page, PageId, PageModel, Part, Story, StoryId};
use crate::picture::Footprint;
use crate::text::RichText;

use super::boxes::box_of;
use super::furniture::{lowered, place_text, raised};
use super::hole::report_hole;
use super::near_heads::{self, SetHeadline};
use super::neighbours::{Neighbours, is_boxed};
use super::on_fold;
use super::outlines::Outlines;
use super::picture::{place_art, place_pictures};
use super::story::{Site, set_story_block, source_follows_body};
use super::threads::{Berth, Thread};

/// All that the blocks of a page are made up from, but for the fonts.
#[derive(Clone, Copy)]
pub(super) struct PageCopy<'a> {
    model: &'a PageModel,
    id: PageId,
    on: &'a Neighbours<'a>,
    footprints: &'a [Footprint],
}

impl<'a> PageCopy<'a> {
    pub fn new(
        model: &'a PageModel,
        (id, on): (PageId, &'a Neighbours<'a>),
        footprints: &'a [Footprint],
    ) -> PageCopy<'a> {
        PageCopy { model, id, on, footprints }
    }

    fn page(&self) -> &'a Page {
        self.on.page()
    }

    /// A story that a block of the page names.
    fn story(&self, id: StoryId) -> &'a Story {
        self.model.story(id)
    }

    /// The stories that its blocks name.
    fn stories(&self) -> impl Iterator<Item = &'a Story> {
        self.page().blocks.iter().filter_map(|block| match &block.content {
            BlockContent::Story(content) => Some(self.story(content.story)),
            _ => None,
        })
    }

    /// The texts of those and of the page.
    fn texts(&self) -> impl Iterator<Item = &'a RichText> {
        let of_stories = self.stories().flat_map(|story| {
            let parts = Part::ALL.into_iter().flat_map(|part| story.texts(part));
            let body =
                story.body.iter().flat_map(|part| std::iter::once(&part.text).chain(&part.credit));
            parts.chain(body).map(|text| &**text)
        });
        let of_blocks = self.page().blocks.iter().flat_map(|block| block.content.texts());
        of_stories.chain(of_blocks.map(|(_, text)| text))
    }
}

/// The blocks of pages, by what they are made up from. It belongs to one font book.
#[derive(Debug, Default)]
pub(in crate::flow) struct BlockShelf(Kept<Key, Made>);

#[derive(Debug, PartialEq)]
struct Key {
    id: PageId,
    page: Page,
    stories: Vec<Story>,
    footprints: Vec<Footprint>,
}

// Every part is equal to itself.
impl Eq for Key {}

/// By little of it: pages are compared whole.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.id, &self.page.name, self.page.blocks.len()).hash(state);
        self.stories.iter().for_each(|story| (&story.name, story.body.len()).hash(state));
    }
}

#[derive(Debug)]
struct Made {
    blocks: Arc<Vec<MadeBlock>>,
    /// The texts as they were written: what is found, and what goes on into the thread, points into
    /// them.
    texts: Vec<RichText>,
}

impl BlockShelf {
    pub fn new(lasting: Lasting) -> BlockShelf {
        BlockShelf(Kept::new(lasting))
    }

    /// The blocks of a page, made up unless they were before.
    pub(super) fn made(&self, case: TypeCase<'_>, of: &PageCopy<'_>) -> Arc<Vec<MadeBlock>> {
        if self.0.lasting() == Lasting::Never {
            return Arc::new(page_blocks(case, of).0);
        }
        let key = Key {
            id: of.id,
            page: of.page().clone(),
            stories: of.stories().cloned().collect(),
            footprints: of.footprints.to_vec(),
        };
        let is_written_there = |known: &Arc<Made>| {
            let mut texts = of.texts().zip(&known.texts);
            texts.all(|(text, known)| text.is_written_like(known))
        };
        let known = self.0.get(&key).filter(is_written_there).unwrap_or_else(|| {
            let blocks = Arc::new(page_blocks(case, of).0);
            self.0.put(key, Made { blocks, texts: of.texts().cloned().collect() })
        });
        known.blocks.clone()
    }

    /// A run is over: what the last runs did not ask for goes.
    pub fn end_run(&self) {
        self.0.end_run();
    }

    /// How many pages' blocks have been made up.
    #[cfg(test)]
    pub fn count(&self) -> u64 {
        self.0.made()
    }
}

/// The blocks of a page in its order, and the sizes under which headlines are kept.
fn page_blocks(case: TypeCase<'_>, of: &PageCopy<'_>) -> (Vec<MadeBlock>, HeadSizes) {
    let blocks = (0..).zip(&of.page().blocks);
    let plots: Vec<Plot<'_>> =
        blocks.map(|(at, block)| Plot { page: of.id, id: BlockId(at), block }).collect();
    let blocks = plots.par_iter().map(|plot| place_block(case, of, *plot, None));
    let mut blocks: Vec<MadeBlock> = blocks.collect();
    let sizes = set_heads_apart(case, of, &plots, &mut blocks);
    (blocks, sizes)
}

/// The sizes under which headlines of the story blocks of some pages are kept, as `fill` does.
pub(in crate::flow) fn heads_apart(
    outlines: Outlines<'_>,
    model: &PageModel,
    on: impl Fn(PageId) -> bool,
) -> HeadSizes {
    let case = outlines.case;
    let pages = (0..).map(PageId).zip(&model.pages).filter(|(id, _)| on(*id));
    let pages: Vec<(PageId, Neighbours<'_>)> =
        pages.map(|(id, page)| (id, Neighbours::new((id, page), outlines))).collect();
    let sizes = pages.par_iter().flat_map_iter(|(id, on)| {
        let of = PageCopy::new(model, (*id, on), &[]);
        let stories = (0..).zip(&of.page().blocks);
        let stories = stories.filter(|(_, block)| matches!(block.content, BlockContent::Story(_)));
        let plots: Vec<Plot<'_>> =
            stories.map(|(at, block)| Plot { page: *id, id: BlockId(at), block }).collect();
        let blocks = plots.par_iter().map(|plot| place_block(case, &of, *plot, None));
        set_heads_apart(case, &of, &plots, &mut blocks.collect::<Vec<_>>())
    });
    sizes.collect()
}

/// The size under which the headline of a block is kept, where one is.
pub(in crate::flow) type HeadSizes = BTreeMap<(PageId, BlockId), Length>;

/// Sets headlines that found a size too near to a neighbour's in a smaller one, if they then fill their
/// width no less.
fn set_heads_apart(
    case: TypeCase<'_>,
    of: &PageCopy<'_>,
    plots: &[Plot<'_>],
    blocks: &mut [MadeBlock],
) -> HeadSizes {
    let mut sizes = HeadSizes::new();
    let mut before: Vec<SetHeadline> = Vec::new();
    for (plot, made) in plots.iter().zip(blocks) {
        let Some(headline) = made.headline else { continue };
        if is_boxed(of.page(), plot.block) {
            continue;
        }
        if let Some(most) = near_heads::most(&headline, &before, plot.block) {
            let smaller = place_block(case, of, *plot, Some(most));
            let fits = |it: SetHeadline| it.size <= most && (it.fills || !headline.fills);
            if smaller.headline.is_some_and(fits) {
                *made = smaller;
                sizes.insert((plot.page, plot.id), most);
            }
        }
        before.extend(made.headline);
    }
    sizes
}

/// A block, made up by itself.
#[derive(Clone, Debug)]
pub(super) struct MadeBlock {
    pub page: PageId,
    pub id: BlockId,
    pub set: SetBlock,
    headline: Option<SetHeadline>,
    /// What it gives to the thread of a story.
    pub thread: Option<(StoryId, Thread)>,
    pub findings: Findings,
}

/// What stands in a block.
#[derive(Clone, Debug, Default)]
pub(super) struct SetBlock {
    pub frames: Vec<Frame>,
    pub stack: Stack,
}

fn place_block(
    case: TypeCase<'_>,
    of: &PageCopy<'_>,
    plot: Plot<'_>,
    most: Option<Length>,
) -> MadeBlock {
    let PageCopy { on, footprints, .. } = *of;
    let Plot { page: page_id, id, block } = plot;
    let (page, corner) = (on.page(), Corner::of(block));
    let whole = corner.mode.logical(block.inner, block.inner);
    let mut set = SetBlock {
        frames: Vec::new(),
        stack: Stack { first: Length::ZERO, last: whole.block_size - line_gap(&block.grid) },
    };
    let (mut thread, mut headline, mut findings) = (None, None, Findings::default());
    match &block.content {
        BlockContent::Area => {}
        BlockContent::Picture(content) => {
            let placed = place_pictures(case, footprints, plot, content);
            (set.frames, findings) = (placed.frames, placed.findings);
        }
        BlockContent::Text(text) => {
            let placed = place_text(case, plot, text);
            (set.frames, findings) = (placed.frames, placed.findings);
            if let Some(Stack { first, last }) = stack_of(corner, &set.frames) {
                let up = raised(page, block, last) - lowered(page, block, Stack { first, last });
                set.frames.iter_mut().for_each(|frame| frame.raise(up));
                set.stack = Stack { first: first - up, last: last - up };
            }
        }
        BlockContent::Reserve(reserve) => {
            let art = reserve.art.map(|art| place_art(footprints, &page.paper, plot, art));
            set.frames = art.into_iter().collect();
        }
        BlockContent::Story(content) => {
            let story = of.story(content.story);
            let made = set_story_block(case, Site { on, id, block, content, story, most });
            set.stack = Stack { first: made.first, last: made.last };
            (set.frames, headline, findings) = (made.frames, made.headline, made.findings);
            let stand = Stand { page: page_id, block: Some(id), corner };
            let has_source =
                content.parts.contains(&Part::Source) && source_follows_body(story, content);
            let page_styles = made.region.is_some().then(|| content.page_styles.clone());
            let own = Thread {
                page_styles,
                berths: made.region.map(|region| Berth { region, stand }).into_iter().collect(),
                source: if has_source { story.source.clone() } else { Vec::new() },
                intro_over: made.over.map(|over| (stand, over)).into_iter().collect(),
            };
            thread = Some((content.story, own));
        }
    }
    findings.extend(report_hole(block, whole.block_size, set.stack));
    findings.extend(on_fold::report(of.model, block, &set.frames));
    set.frames.splice(0..0, box_of(block));
    MadeBlock { page: page_id, id, set, headline, thread, findings }
}

/// From the first line among some frames to the last.
pub(super) fn stack_of(corner: Corner, frames: &[Frame]) -> Option<Stack> {
    let lines = frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(corner.mode.logical(line.rect, corner.outer)),
        _ => None,
    });
    lines.fold(None, |stack: Option<Stack>, at| {
        let Stack { first, last } =
            stack.unwrap_or(Stack { first: at.block, last: at.block_end() });
        Some(Stack { first: first.min(at.block), last: last.max(at.block_end()) })
    })
}
