//! Rules between the legs of a story, and between stories that stand side by side.
//!
//! ```text
//!   text | text | text        in the middle of the gutter, where text stands on both sides;
//!   text | PICTURE PICTURE    not beside or beneath an insert, and 1 em short of it
//!   text | text | text
//! ```

use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{Block, BlockContent, BlockId, Page, Rule};

use super::boxes::rule_along;
use super::desk::{Corner, inserts, is_thread, line_gap};
use super::frame::Frame;
use super::slots::{Lane, Region};

/// Stories closer than this, in characters, have a rule between them.
const NEIGHBOURS: i64 = 3;

/// The rules between the legs of a region. `feet` says how far down the text of each reaches: a
/// leg that stayed empty has no rule beside it.
pub(super) fn between_legs(
    page: &Page,
    region: &Region,
    feet: &[Length],
    rule: Rule,
) -> Vec<Frame> {
    let corner = Corner { outer: region.outer, mode: region.grid.mode };
    let inserts = match region.block {
        Some(block) => inserts(page, block),
        None => Vec::new(),
    };
    let mut frames = Vec::new();
    for (pair, feet) in region.lanes.windows(2).zip(feet.windows(2)) {
        let ([left, right], [left_foot, right_foot]) = (pair, feet) else { continue };
        if *left_foot == Length::ZERO || *right_foot == Length::ZERO {
            continue;
        }
        let foot = *left_foot.max(right_foot);
        let from = left.inline + left.width;
        let inline = from + (right.inline - from) / 2;
        let head = left.start.max(right.start);
        let covers = |o: &LogicalRect| {
            covers_lane(o, left)
                || covers_lane(o, right)
                || (o.inline < inline && inline < o.inline_end())
        };
        let covered = inserts.iter().filter(|o| covers(o));
        let blocked = covered.map(|o| (o.block - region.grid.em, o.block_end() + region.grid.em));
        for (from, to) in clear(head, foot, blocked.collect()) {
            // A rule shorter than two lines says nothing.
            if to - from >= region.grid.line * 2 {
                frames.push(stroke(corner, inline, (from, to), rule));
            }
        }
    }
    frames
}

fn stroke(corner: Corner, inline: Length, (from, to): (Length, Length), rule: Rule) -> Frame {
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
            let blocked = between(page, left, (inline, head, foot), corner);
            for (from, to) in clear(head, foot, blocked) {
                if to - from >= left.grid.line * 2 {
                    frames.push(stroke(corner, inline, (from, to), rule));
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
fn between(
    page: &Page,
    left: &Block,
    (inline, head, foot): (Length, Length, Length),
    corner: Corner,
) -> Vec<(Length, Length)> {
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
