//! [`FinishedPage`]: a page as the inspections see it, its lines sorted into heads and legs.

use crate::diag::Span;
use crate::flow::{Frame, PlacedLine, SetPage, Usage};
use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::page::model::{Area, Block, BlockContent, BlockId, Page, Part, StoryBlock, StoryId};

use super::Finished;

pub(super) struct FinishedPage<'a> {
    pub page: &'a Page,
    pub set: &'a SetPage,
    /// A page that overset text added has no blocks of its own.
    pub added: bool,
    pub heads: Vec<Head<'a>>,
    pub legs: Vec<SetLeg<'a>>,
}

/// A story's head on a page.
pub(super) struct Head<'a> {
    pub story: StoryId,
    pub block: &'a Block,
    /// Stands in a frame or on a tint, which sets it apart from its neighbours.
    pub boxed: bool,
    pub size: Length,
    /// Across the block's whole width and as deep as its lines; vertical: as high as its block.
    pub area: Rect,
    pub headline: &'a PlacedLine,
}

/// A leg of a story with the lines that stand in it, in their order.
pub(super) struct SetLeg<'a> {
    pub story: StoryId,
    pub block: BlockId,
    /// Its block stacks several stories: it is as deep as they are.
    pub is_stacked: bool,
    /// Its place among the legs of its block.
    pub index: usize,
    pub mode: WritingMode,
    pub em: Length,
    pub line: Length,
    pub rect: Rect,
    pub lines: Vec<&'a PlacedLine>,
}

impl SetLeg<'_> {
    /// A rectangle as the leg's text sees it.
    pub fn logical(&self, rect: Rect) -> LogicalRect {
        self.mode.logical(rect, self.rect)
    }

    /// From the head of its first line to where a line after its last would begin.
    pub fn extent(&self) -> Option<(Length, Length)> {
        let first = self.logical(self.lines.first()?.rect).block;
        let last = self.logical(self.lines.last()?.rect);
        Some((first, last.block + self.line.max(last.block_size)))
    }
}

/// The pages in the order of the sheets.
pub(super) fn sheets(job: Finished<'_>) -> Vec<FinishedPage<'_>> {
    let own = job.model.pages.len();
    job.filled
        .pages
        .iter()
        .enumerate()
        .filter_map(|(at, set)| {
            let page = job.model.pages.get(set.page.0 as usize)?;
            let added = at >= own;
            let (heads, legs) = if added {
                (Vec::new(), Vec::new())
            } else {
                (heads(page, set), legs(job, page, set))
            };
            Some(FinishedPage { page, set, added, heads, legs })
        })
        .collect()
}

/// The lines of a page.
pub(super) fn lines(set: &SetPage) -> impl Iterator<Item = &PlacedLine> {
    set.frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(line),
        _ => None,
    })
}

/// The blocks of a page that carry a part of a story.
fn blocks_with(page: &Page, part: Part) -> impl Iterator<Item = (BlockId, &Block, &StoryBlock)> {
    page.blocks.iter().enumerate().filter_map(move |(at, block)| match &block.content {
        BlockContent::Story(content) if content.parts.contains(&part) => {
            Some((BlockId(at as u32), block, content))
        }
        _ => None,
    })
}

fn heads<'a>(page: &'a Page, set: &'a SetPage) -> Vec<Head<'a>> {
    let mut heads = Vec::new();
    for (_, block, content) in blocks_with(page, Part::Headline) {
        let of_head = |line: &&PlacedLine| {
            matches!(line.usage, Usage::Story { story, part }
                if story == content.story && part.is_head() && part != Part::Label)
        };
        let is_headline = |line: &&PlacedLine| {
            line.usage == Usage::Story { story: content.story, part: Part::Headline }
        };
        let Some(headline) = lines(set).find(is_headline) else { continue };
        let mode = block.grid.mode;
        let whole = lines(set)
            .filter(of_head)
            .map(|line| mode.logical(line.rect, block.inner))
            .fold(None, |all: Option<(Length, Length)>, at| match all {
                None => Some((at.block, at.block_end())),
                Some((from, to)) => Some((from.min(at.block), to.max(at.block_end()))),
            });
        let Some((from, to)) = whole else { continue };
        let inside = mode.logical(block.inner, block.inner);
        let area = LogicalRect { block: from, block_size: to - from, ..inside };
        heads.push(Head {
            story: content.story,
            block,
            boxed: is_boxed(page, block),
            // Filling its width may have widened it along the line.
            size: headline.line.em.block,
            area: mode.physical(area, block.inner),
            headline,
        });
    }
    heads
}

/// Whether a block is framed or tinted, or stands in one that is.
pub(super) fn is_boxed(page: &Page, block: &Block) -> bool {
    if block.decor.frame.is_some() || block.decor.tint.is_some() {
        return true;
    }
    match block.area {
        Area::Within(parent) => {
            page.blocks.get(parent.0 as usize).is_some_and(|parent| is_boxed(page, parent))
        }
        Area::Page | Area::Margin => false,
    }
}

fn legs<'a>(job: Finished<'a>, page: &'a Page, set: &'a SetPage) -> Vec<SetLeg<'a>> {
    let stack = |story: StoryId| &job.model.story(story).stack;
    let mut legs: Vec<SetLeg<'a>> = Vec::new();
    for (id, block, content) in blocks_with(page, Part::Body) {
        legs.extend(content.legs.iter().enumerate().map(|(index, leg)| SetLeg {
            story: content.story,
            block: id,
            is_stacked: !stack(content.story).is_empty(),
            index,
            mode: block.grid.mode,
            em: block.grid.em,
            line: block.grid.line,
            rect: leg.rect,
            lines: Vec::new(),
        }));
    }
    for line in lines(set) {
        let Some(story) = body_of(line) else { continue };
        let rect = line.rect;
        let (x, y) = (rect.x + rect.width / 2, rect.y + rect.height / 2);
        let holds = |leg: &&mut SetLeg<'_>| {
            (leg.story == story || stack(leg.story).contains(&story))
                && (leg.rect.x..=leg.rect.right()).contains(&x)
                && (leg.rect.y..=leg.rect.bottom()).contains(&y)
        };
        if let Some(leg) = legs.iter_mut().find(holds) {
            leg.lines.push(line);
        }
    }
    for leg in &mut legs {
        let (mode, rect) = (leg.mode, leg.rect);
        leg.lines.sort_by_key(|line| mode.logical(line.rect, rect).block);
    }
    legs.retain(|leg| !leg.lines.is_empty());
    legs
}

/// The story of a line of running text.
pub(super) fn body_of(line: &PlacedLine) -> Option<StoryId> {
    match line.usage {
        Usage::Story { story, part: Part::Body } | Usage::Subhead(story) => Some(story),
        _ => None,
    }
}

/// Whose text it is, a row of a table among it.
pub(super) fn text_of(line: &PlacedLine) -> Option<StoryId> {
    match line.usage {
        Usage::Cell(story) => Some(story),
        _ => body_of(line),
    }
}

/// The size of a line's type; of flattened or condensed type the larger side.
pub(super) fn type_size(line: &PlacedLine) -> Length {
    line.line.em.inline.max(line.line.em.block)
}

/// What of a line's em box is covered with type.
pub(super) fn ink_of(line: &PlacedLine) -> Rect {
    let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
    let first =
        glyphs.map(|glyph| glyph.inline.length()).min().unwrap_or(Length::ZERO).max(Length::ZERO);
    let whole = line.mode.logical(line.rect, line.rect);
    let end = line.line.width.max(first);
    let covered = LogicalRect { inline: first, inline_size: end - first, ..whole };
    line.mode.physical(covered, line.rect)
}

/// Where a line was written.
pub(super) fn span_of(job: Finished<'_>, line: &PlacedLine) -> Option<Span> {
    let text = job.model.text(line.text)?;
    Some(text.span_of(line.line.range.clone()))
}

/// How far two rectangles are apart along x and along y; negative where they overlap.
pub(super) fn gaps(one: &Rect, other: &Rect) -> (Length, Length) {
    let x = (other.x - one.right()).max(one.x - other.right());
    let y = (other.y - one.bottom()).max(one.y - other.bottom());
    (x, y)
}

/// The distance of two rectangles that face each other; none of two that stand corner to corner.
pub(super) fn facing(one: &Rect, other: &Rect) -> Option<Length> {
    let (x, y) = gaps(one, other);
    if x.is_positive() && y.is_positive() {
        return None;
    }
    Some(x.max(y).max(Length::ZERO))
}
