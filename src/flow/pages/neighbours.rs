//! What stands beside a block on its page: what its text gives way to, and what boxes it in.

use std::collections::BTreeMap;

use crate::flow::corner::{Corner, Plot};
use crate::flow::thread::Obstacles;
use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::page::model::{Area, Block, BlockContent, BlockId, Page, PageId, Part, Wrap};

use super::outlines::{Outlines, Shape};

/// The blocks of a page by their area and their place on it, so that a block finds its neighbours
/// without looking at all of them.
pub(in crate::flow) struct Neighbours<'a> {
    page: &'a Page,
    /// Blocks that are no threads, of one area after another, from the top of each down.
    others: Vec<BlockId>,
    /// The lowest edge of each and of those of its area before it.
    bottoms: Vec<Length>,
    outlines: Outlines<'a>,
    /// Of the blocks whose contour text follows.
    shapes: BTreeMap<BlockId, Shape>,
}

impl<'a> Neighbours<'a> {
    pub(in crate::flow) fn new(
        (id, page): (PageId, &'a Page),
        outlines: Outlines<'a>,
    ) -> Neighbours<'a> {
        let plots = (0..).zip(&page.blocks);
        let plots = plots.map(|(at, block)| Plot { page: id, id: BlockId(at), block });
        let shapes = plots.filter_map(|plot| Some((plot.id, outlines.shape(plot)?))).collect();
        let ids = (0..page.blocks.len() as u32).map(BlockId);
        let mut others: Vec<BlockId> = ids.filter(|id| !is_thread(page.block(*id))).collect();
        others.sort_by_key(|id| {
            let block = page.block(*id);
            (area_key(block.area), block.rect.y, id.0)
        });
        let mut bottoms: Vec<Length> = Vec::with_capacity(others.len());
        let mut before: Option<&Block> = None;
        for id in &others {
            let block = page.block(*id);
            let above = bottoms.last().filter(|_| before.is_some_and(|b| b.area == block.area));
            let bottom = block.rect.bottom();
            bottoms.push(above.map_or(bottom, |above| bottom.max(*above)));
            before = Some(block);
        }
        Neighbours { page, others, bottoms, outlines, shapes }
    }

    pub(in crate::flow) fn page(&self) -> &'a Page {
        self.page
    }

    /// The blocks in the area of `of` that overlap it, in the order of the layout; threads left out:
    /// those are never pushed aside by one another.
    pub(in crate::flow) fn overlapping(&self, of: BlockId) -> impl Iterator<Item = &'a Block> {
        let page = self.page;
        self.beside(of).into_iter().map(move |id| page.block(id))
    }

    fn beside(&self, of: BlockId) -> Vec<BlockId> {
        let block = self.page.block(of);
        let mut found = self.within(block.area, &block.rect);
        found.retain(|id| *id != of);
        found
    }

    /// The blocks of an area that overlap a rectangle, threads left out, in the order of the layout.
    pub(in crate::flow) fn within(&self, area: Area, rect: &Rect) -> Vec<BlockId> {
        let key = area_key(area);
        let first = self.others.partition_point(|id| area_key(self.page.block(*id).area) < key);
        let end = self.others.partition_point(|id| {
            let other = self.page.block(*id);
            (area_key(other.area), other.rect.y) < (key, rect.bottom())
        });
        let near = (first..end).rev().take_while(|&at| rect.y < self.bottoms[at]);
        let near = near.map(|at| self.others[at]);
        let mut found: Vec<BlockId> =
            near.filter(|id| self.page.block(*id).rect.overlaps(rect)).collect();
        found.sort_unstable();
        found
    }

    /// What keeps text of the block `of` off: its neighbours that push, grown by their wrap.
    pub(in crate::flow) fn obstacles(&self, of: BlockId) -> Obstacles {
        let corner = Corner::of(self.page.block(of));
        let (mut rects, mut contours) = (Vec::new(), Vec::new());
        for id in self.beside(of) {
            let other = self.page.block(id);
            let Wrap::Push { inline, block, .. } = other.wrap else { continue };
            let grown = |at: LogicalRect| LogicalRect {
                inline: at.inline - inline,
                block: at.block - block,
                inline_size: at.inline_size + inline * 2,
                block_size: at.block_size + block * 2,
            };
            match self.shapes.get(&id) {
                None => rects.push(grown(corner.mode.logical(other.rect, corner.outer))),
                Some(shape) => {
                    contours.extend(self.outlines.seen(shape, corner, (inline, block)));
                }
            }
        }
        let mut obstacles = Obstacles::new(rects);
        contours.into_iter().for_each(|contour| obstacles.push_contour(contour));
        obstacles
    }

    /// What stands in the text's way, without the space kept off it.
    pub(in crate::flow) fn inserts(&self, of: BlockId) -> Vec<(LogicalRect, &'a Block)> {
        let corner = Corner::of(self.page.block(of));
        self.overlapping(of)
            .filter(|other| other.wrap != Wrap::Overlay)
            .map(|other| (corner.mode.logical(other.rect, corner.outer), other))
            .collect()
    }

    /// The gutter between a block that lies across a vertical page and the tier under it; nothing
    /// under other blocks (R130).
    pub(in crate::flow) fn beneath(&self, of: BlockId) -> Length {
        let block = self.page.block(of);
        let lies = block.area == Area::Page
            && block.grid.mode == WritingMode::HorizontalTb
            && self.page.grid.mode == WritingMode::VerticalRl;
        let foot = block.rect.bottom();
        let under =
            self.page.columns.iter().map(|tier| tier.y - foot).filter(|gap| *gap >= Length::ZERO);
        let gap = under.min().filter(|_| lies).unwrap_or(Length::ZERO);
        if gap <= block.grid.line * 2 { gap } else { Length::ZERO }
    }
}

/// Areas in an order of their own.
fn area_key(area: Area) -> (u8, u32) {
    match area {
        Area::Page => (0, 0),
        Area::Margin => (1, 0),
        Area::Within(id) => (2, id.0),
    }
}

/// Whether a story's text runs through the block.
pub(in crate::flow) fn is_thread(block: &Block) -> bool {
    matches!(&block.content, BlockContent::Story(story) if story.parts.contains(&Part::Body))
}

/// Whether text in the block stands inside a box: framed or tinted, or within one that is.
pub(in crate::flow) fn is_boxed(page: &Page, block: &Block) -> bool {
    let boxed = block.decor.frame.is_some() || block.decor.tint.is_some();
    boxed
        || match block.area {
            Area::Within(parent) => is_boxed(page, page.block(parent)),
            Area::Page | Area::Margin => false,
        }
}
