//! Rules between the legs of a story, and between stories that stand side by side.
//!
//! ```text
//!   text | text | text        in the middle of the gutter, where text stands on both sides;
//!   text | PICTURE PICTURE    not beside or beneath an insert, and 1 em short of it
//!   text | text | text
//! ```

use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{Block, BlockContent, BlockId, Page, Rule, Wrap};

use super::boxes::rule_along;
use super::neighbours::{Neighbours, is_thread};
use crate::flow::corner::{Corner, Stand, line_gap};
use crate::flow::frame::Frame;
use crate::flow::thread::{Lane, Region};

/// Stories closer than this, in characters, have a rule between them.
const NEIGHBOURS: i64 = 3;

/// Lines of text in a leg: from and to, across the lines.
pub(super) type Inked = Vec<(Length, Length)>;

/// The legs of a block, filled.
#[derive(Clone, Copy)]
pub(super) struct Legs<'a> {
    pub region: &'a Region,
    pub stand: Stand,
    /// The lines of each leg.
    pub inked: &'a [Inked],
}

/// The rules between legs. All of them end with the deepest leg; beside a leg that is empty over
/// the whole of a stretch there is none.
pub(super) fn between_legs(on: &Neighbours<'_>, legs: Legs<'_>, rule: Rule) -> Vec<Frame> {
    let Legs { region, stand, inked } = legs;
    let corner = stand.corner;
    let inserts: Vec<InTheWay> = match stand.block {
        Some(block) => {
            on.overlapping(block).filter_map(|it| in_the_way(it, region, corner)).collect()
        }
        None => Vec::new(),
    };
    let foot = inked.iter().flatten().map(|(_, to)| *to).max().unwrap_or(Length::ZERO);
    let mut frames = Vec::new();
    for (pair, inked) in region.lanes.windows(2).zip(inked.windows(2)) {
        let ([left, right], [in_left, in_right]) = (pair, inked) else { continue };
        let from = left.inline + left.width;
        let inline = from + (right.inline - from) / 2;
        let head = left.start.max(right.start);
        let blocked = inserts
            .iter()
            .filter(|insert| insert.bars(inline, (left, right)))
            .map(|InTheWay { at, short, .. }| (at.block - *short, at.block_end() + *short));
        for (from, to) in clear(head, foot, blocked.collect()) {
            let stands = |lines: &Inked| lines.iter().any(|line| line.0 < to && from < line.1);
            // A rule shorter than two lines says nothing.
            if to - from >= region.grid.line * 2 && stands(in_left) && stands(in_right) {
                frames.push(stroke(corner, Upright { inline, from, to }, rule));
            }
        }
    }
    frames
}

/// An insert as a rule between legs sees it.
struct InTheWay {
    at: LogicalRect,
    /// How far from it a rule ends.
    short: Length,
    /// Text in one leg leaves the rules beside it alone.
    is_text: bool,
}

impl InTheWay {
    /// Whether no rule stands beside it: it covers the gutter or one of the legs.
    fn bars(&self, inline: Length, (left, right): (&Lane, &Lane)) -> bool {
        let beside = covers_lane(&self.at, left) || covers_lane(&self.at, right);
        (beside && !self.is_text) || (self.at.inline < inline && inline < self.at.inline_end())
    }
}

fn in_the_way(other: &Block, region: &Region, corner: Corner) -> Option<InTheWay> {
    let Wrap::Push { block: kept, .. } = other.wrap else { return None };
    if !other.rect.overlaps(&corner.outer) {
        return None;
    }
    let at = corner.mode.logical(other.rect, corner.outer);
    // Another part of a story ends with white of its own.
    let short = match &other.content {
        BlockContent::Story(_) => region.grid.em.min(kept),
        _ => region.grid.em,
    };
    Some(InTheWay { at, short, is_text: matches!(other.content, BlockContent::Text(_)) })
}

/// Across the lines, at one place along them.
#[derive(Clone, Copy)]
struct Upright {
    inline: Length,
    from: Length,
    to: Length,
}

fn stroke(corner: Corner, along: Upright, rule: Rule) -> Frame {
    let Upright { inline, from, to } = along;
    let at = LogicalRect { inline, block: from, inline_size: Length::ZERO, block_size: to - from };
    rule_along(corner, at, rule)
}

/// Whether an insert takes more than half of a leg, so that no line of it is set beside.
fn covers_lane(insert: &LogicalRect, lane: &Lane) -> bool {
    let from = insert.inline.max(lane.inline);
    let to = insert.inline_end().min(lane.inline + lane.width);
    (to - from) * 2 > lane.width
}

/// What of `from..to` is not blocked.
fn clear(from: Length, to: Length, mut blocked: Vec<(Length, Length)>) -> Vec<(Length, Length)> {
    blocked.sort_unstable();
    let mut clear = Vec::new();
    let mut at = from;
    for (start, end) in blocked {
        if start > at {
            clear.push((at, start.min(to)));
        }
        at = at.max(end);
    }
    if at < to {
        clear.push((at, to));
    }
    clear.retain(|(from, to)| from < to);
    clear
}

/// The rules between stories without boxes that stand side by side on a page.
pub(super) fn between_stories(page: &Page, rule: Rule) -> Vec<Frame> {
    let stories: Vec<(BlockId, &Block)> = page
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| (BlockId(at as u32), block))
        .filter(|(_, block)| is_open_story(block))
        .collect();
    let mut frames = Vec::new();
    for (_, left) in &stories {
        for (_, right) in &stories {
            let mode = left.grid.mode;
            if left.area != right.area || mode != right.grid.mode || are_one(left, right) {
                continue;
            }
            let (seen_left, seen) =
                (mode.logical(left.rect, page.grid_area), mode.logical(right.rect, page.grid_area));
            let gap = seen.inline - seen_left.inline_end();
            if gap <= Length::ZERO || gap > left.grid.em * NEIGHBOURS {
                continue;
            }
            let head = seen_left.block.max(seen.block);
            let foot = seen_left.block_end().min(seen.block_end()) - line_gap(&left.grid);
            let inline = seen_left.inline_end() + gap / 2;
            let corner = Corner { outer: page.grid_area, mode };
            let gutter = Upright { inline, from: head, to: foot };
            let blocked = between(page, left, gutter, corner);
            for (from, to) in clear(head, foot, blocked) {
                if to - from >= left.grid.line * 2 {
                    frames.push(stroke(corner, Upright { inline, from, to }, rule));
                }
            }
        }
    }
    frames
}

/// Whether the two are parts of one story that do not both carry its text.
fn are_one(one: &Block, other: &Block) -> bool {
    match (&one.content, &other.content) {
        (BlockContent::Story(a), BlockContent::Story(b)) => {
            a.story == b.story && !(is_thread(one) && is_thread(other))
        }
        _ => true,
    }
}

fn is_open_story(block: &Block) -> bool {
    let decor = &block.decor;
    let boxed = decor.frame.is_some() || decor.tint.is_some();
    let ruled = decor.left.is_some() || decor.right.is_some();
    matches!(block.content, BlockContent::Story(_)) && !boxed && !ruled
}

/// What stands in the gutter between two stories, or right beside it instead of their text.
fn between(page: &Page, left: &Block, gutter: Upright, corner: Corner) -> Vec<(Length, Length)> {
    let Upright { inline, from: head, to: foot } = gutter;
    let em = left.grid.em;
    let beside = |rect: Rect| {
        let at = corner.mode.logical(rect, corner.outer);
        let near = at.inline - em * 2 < inline && inline < at.inline_end() + em * 2;
        (near && at.block < foot && head < at.block_end())
            .then(|| (at.block - em, at.block_end() + em))
    };
    page.blocks
        .iter()
        .filter(|other| other.area == left.area && !matches!(other.content, BlockContent::Story(_)))
        .filter_map(|other| beside(other.rect))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_stops_short_of_what_is_in_its_way() {
        let pt = Length::from_pt;
        let cut = clear(pt(0), pt(100), vec![(pt(40), pt(60)), (pt(50), pt(70))]);
        assert_eq!(cut, [(pt(0), pt(40)), (pt(70), pt(100))]);
        assert_eq!(clear(pt(0), pt(100), vec![(pt(-10), pt(100))]), []);
        assert_eq!(clear(pt(0), pt(100), Vec::new()), [(pt(0), pt(100))]);
    }
}
