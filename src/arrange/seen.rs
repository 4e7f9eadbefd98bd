//! [`see`]: what became of an arrangement when it was set: what is over, what a desk would object to, how much is filled.

use std::collections::BTreeMap;

use crate::diag::codes::overset::{INTRO_OVER, SLACK};
use crate::diag::codes::preflight::LONG_GREY;
use crate::diag::{Diagnostic, Severity, Span};
use crate::flow::Frame;
use crate::measure::Rect;
use crate::page::model::{Block, BlockContent, Page, StoryId};

use super::bench::Settled;
use super::page::PageDesk;

/// What a story that is over weighs among faults, and another error.
pub const OVER: usize = 1000;
pub const WRONG: usize = 100;
/// A rule of the desk, and a page that is filled less than the plan asks.
pub const TABOO: usize = 10;
const UNFILLED: usize = 10;
/// Long grey, which a subhead mends.
const GREY: usize = 4;
/// Any other warning: lines that stand alone.
const WARNING: usize = 1;

/// Lines over and under a head that belong to it.
const HEAD_WHITE: i64 = 2;
/// More empty lines one under the other are a hole.
const HOLE: usize = 2;
/// Of a page that is closed the holes take less, in thousandths.
const WHITE: i64 = 20;

/// What a page looks like once it is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Its faults by their weights.
    pub faults: usize,
    /// Leg-lines on which something stands.
    pub filled: i64,
    /// Leg-lines of white deeper than it should be.
    pub holes: i64,
    pub objections: Vec<Objection>,
    /// By story, lines that it is over.
    pub over: BTreeMap<usize, u32>,
}

/// What a desk would object to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub found: Diagnostic,
    /// The story that it is about.
    pub story: usize,
}

/// Looks at a page that was settled as one of several, at its place among them.
pub fn see(desk: &PageDesk<'_>, (at, settled): (usize, &Settled)) -> Seen {
    let mut seen = Seen::default();
    let Some(page) = settled.model.pages.get(at) else { return seen };
    let on_page = |id: StoryId| page.blocks.iter().any(|block| story_in(block) == Some(id));
    for over in settled.filled.overset.iter().filter(|over| on_page(over.story)) {
        // What is over in a block of the plan no arrangement mends.
        let holds = |story: &usize| desk.pieces.iter().any(|piece| piece.stories.contains(story));
        if let Some(story) = story_of(desk, settled, over.story).filter(holds) {
            seen.faults += OVER;
            seen.over.insert(story, over.lines.max(1) as u32);
        }
    }
    let is_here = |found: &&Diagnostic| is_of(page, settled, found);
    for found in settled.findings.iter().filter(is_here) {
        let is_told = found.severity == Severity::Warning
            && matches!(found.code.0.chars().next(), Some('O' | 'C'));
        if found.is_error() || is_told {
            // A column that stays white is seen as far as a rule that is broken.
            let weight = if found.code == SLACK { TABOO } else { WARNING };
            seen.object((desk, settled), found, weight);
        }
    }
    // An intro that has no room in its block tells nothing of how long the text is.
    let is_of_intro = |story: &usize| {
        seen.objections.iter().any(|own| own.found.code == INTRO_OVER && own.story == *story)
    };
    let over = seen.over.iter().filter(|(story, _)| !is_of_intro(story));
    seen.over = over.map(|(story, lines)| (*story, *lines)).collect();
    for found in settled.taboos.get(at).into_iter().flat_map(|found| found.iter()) {
        let weight = if found.code == LONG_GREY { GREY } else { TABOO };
        seen.object((desk, settled), found, weight);
    }
    (seen.filled, seen.holes) = filled(desk, page, settled);
    let free = i64::from(desk.grid.free()).max(1);
    let missing = desk.plan.least - seen.filled * 1000 / free;
    if missing > 0 {
        // The emptier, the worse: a fault more for every two per cent.
        seen.faults += UNFILLED + (missing / 20) as usize;
    }
    seen
}

fn story_in(block: &Block) -> Option<StoryId> {
    match &block.content {
        BlockContent::Story(content) => Some(content.story),
        _ => None,
    }
}

impl Seen {
    /// Whether hardly any of so many free leg-lines are holes.
    pub fn is_closed(&self, free: u32) -> bool {
        self.holes * 1000 < i64::from(free) * WHITE
    }

    /// A story for which the page would not compose.
    pub fn wrong(&self) -> Option<usize> {
        // What is wrong with a story wherever it stands no other page mends.
        let is_of_place =
            |found: &Diagnostic| matches!(found.code.0.chars().next(), Some('L' | 'O'));
        let mut wrong = self.objections.iter().filter(|own| own.found.is_error());
        wrong.find(|own| is_of_place(&own.found)).map(|own| own.story)
    }

    /// Takes note of a finding about a story that was arranged; what is wrong with the plan's own blocks no
    /// arrangement mends.
    fn object(
        &mut self,
        (desk, settled): (&PageDesk<'_>, &Settled),
        found: &Diagnostic,
        weight: usize,
    ) {
        if let Some(story) = subject(desk, settled, found) {
            self.faults += if found.is_error() { WRONG } else { weight };
            self.objections.push(Objection { found: found.clone(), story });
        }
    }
}

/// A story of the model as the plan has it; of a stack the first.
fn story_of(desk: &PageDesk<'_>, settled: &Settled, id: StoryId) -> Option<usize> {
    let named = |name: &str| desk.plan.stories.iter().position(|copy| copy.name == name);
    let story = settled.model.story(id);
    named(&story.name).or_else(|| {
        let first = settled.model.story(*story.stack.first()?);
        named(first.name.split('#').next().unwrap_or(&first.name))
    })
}

/// Whether a place lies in another.
pub fn is_within(outer: Span, span: Span) -> bool {
    outer.file == span.file && outer.start <= span.start && span.end <= outer.end
}

/// Whether a finding is about what stands on a page.
fn is_of(page: &Page, settled: &Settled, found: &Diagnostic) -> bool {
    page.blocks.iter().any(|block| is_about(block, settled, found))
}

fn is_about(block: &Block, settled: &Settled, found: &Diagnostic) -> bool {
    let Some(span) = found.primary.as_ref().map(|label| label.span) else { return false };
    let of_story = |id: StoryId| {
        let story = settled.model.story(id);
        is_within(story.span, span) || story_texts(settled, id).any(|own| is_within(own, span))
    };
    is_within(block.span, span) || story_in(block).is_some_and(of_story)
}

/// The block that a finding is about, with its page.
pub fn block_of_finding<'s>(
    settled: &'s Settled,
    found: &Diagnostic,
) -> Option<(&'s Page, &'s Block)> {
    let blocks = settled
        .model
        .pages
        .iter()
        .flat_map(|page| page.blocks.iter().map(move |block| (page, block)));
    blocks.into_iter().find(|(_, block)| is_about(block, settled, found))
}

/// The places of a story's texts in its article.
fn story_texts(settled: &Settled, id: StoryId) -> impl Iterator<Item = Span> {
    let frames = settled.filled.pages.iter().flat_map(|page| &page.frames);
    frames.filter_map(move |frame| match frame {
        Frame::Line(line) if line.usage.story() == Some(id) => {
            settled.model.text(line.text).map(|text| text.span())
        }
        _ => None,
    })
}

/// The story that a finding is about: whose article, block or picture it points to.
fn subject(desk: &PageDesk<'_>, settled: &Settled, found: &Diagnostic) -> Option<usize> {
    let spans: Vec<Span> =
        found.primary.iter().chain(&found.others).map(|label| label.span).collect();
    let of = |id: StoryId| {
        let own = settled.model.story(id).span;
        spans.iter().any(|span| {
            is_within(own, *span)
                || settled.model.pages.iter().any(|page| block_of(page, *span) == Some(id))
                || story_texts(settled, id).any(|text| is_within(text, *span))
        })
    };
    let stories = desk.pieces.iter().flat_map(|piece| &piece.stories).copied();
    let stories: Vec<usize> = stories.collect();
    let ids = (0..settled.model.stories.len() as u32).map(StoryId);
    let own =
        ids.filter(|id| story_of(desk, settled, *id).is_some_and(|story| stories.contains(&story)));
    let story = own.into_iter().find(|id| of(*id))?;
    story_of(desk, settled, story)
}

/// The story of the block that something is written in; a picture is of the story before it.
fn block_of(page: &Page, span: Span) -> Option<StoryId> {
    let at = page.blocks.iter().position(|block| is_within(block.span, span))?;
    match &page.blocks[at].content {
        BlockContent::Picture(_) => page.blocks[..at].iter().rev().find_map(story_in),
        _ => story_in(&page.blocks[at]),
    }
}

/// Leg-lines of a page on which something of its arranged blocks stands, and those of its holes. A head
/// has its white with it: its sizes, and what is over and under it, to whole lines.
fn filled(desk: &PageDesk<'_>, page: &Page, settled: &Settled) -> (i64, i64) {
    let set = settled.filled.pages.iter().find(|set| {
        settled.model.pages.get(set.page.0 as usize).is_some_and(|own| std::ptr::eq(own, page))
    });
    let Some(set) = set else { return (0, 0) };
    let lines = desk.grid.lines;
    let (mode, line) = (page.grid.mode, page.grid.line);
    let spans = desk.units.spans(page);
    let mut taken = vec![vec![false; lines as usize]; spans.len()];
    let mut take = |rect: Rect, white: i64| {
        let at = mode.logical(rect, page.grid_area);
        let from = (at.block.whole(line) - white).max(0);
        let to = at.block_end().covered_by(line) + white;
        for (span, column) in spans.iter().zip(&mut taken) {
            if span.from < at.inline_end().units() && at.inline.units() < span.to {
                (from..to.min(i64::from(lines))).for_each(|line| column[line as usize] = true);
            }
        }
    };
    for frame in &set.frames {
        match frame {
            Frame::Line(placed) => {
                let is_head = placed.line.em.block > line;
                take(placed.rect, if is_head { HEAD_WHITE } else { 0 });
            }
            Frame::Picture(placed) => take(placed.clip, 0),
            Frame::Rule(_) | Frame::Box(_) => {}
        }
    }
    let of = |unit: u32, line: u32| match () {
        () if !desk.grid.is_free(unit, line) => Cell::Fixed,
        () if taken[unit as usize][line as usize] => Cell::Filled,
        () => Cell::Empty,
    };
    let columns = (0..spans.len() as u32)
        .map(|unit| count(&(0..lines).map(|line| of(unit, line)).collect::<Vec<Cell>>()));
    columns.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1))
}

/// What stands on a line of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Fixed,
    Filled,
    Empty,
}

/// The lines of a column that are filled, and those of holes.
fn count(column: &[Cell]) -> (i64, i64) {
    let filled = column.iter().filter(|cell| **cell == Cell::Filled).count();
    let white = column.split(|cell| *cell != Cell::Empty).map(<[Cell]>::len);
    let holes: usize = white.filter(|white| *white > HOLE).sum();
    (filled as i64, holes as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_empty_lines_are_a_hole_and_a_page_of_few_is_closed() {
        let column = |text: &str| -> Vec<Cell> {
            let of = |c| match c {
                'x' => Cell::Filled,
                '#' => Cell::Fixed,
                _ => Cell::Empty,
            };
            text.chars().map(of).collect()
        };
        for (text, found) in
            [("xxxx", (4, 0)), ("xx..xx", (4, 0)), ("x...x", (2, 3)), ("..##....", (0, 4))]
        {
            assert_eq!(count(&column(text)), found, "{text}");
        }
        let seen = |holes: i64| Seen { holes, ..Seen::default() };
        assert!(seen(9).is_closed(500) && !seen(10).is_closed(500));
    }
}
