//! Rules between the legs of a story, and between stories that stand side by side.
//!
//! ```text
//!   text | text | text        in the middle of the gutter, where text stands on both sides;
//!   text | PICTURE PICTURE    not beside or beneath an insert, and 1 em short of it
//!   text | text | text
//! ```

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::page::model::{
    Area, Block, BlockContent, CaptionPlace, LineGrid, Page, PageModel, Rule, Wrap,
};
use crate::page::style::Role;

use super::along::rule_along;
use super::neighbours::{Neighbours, is_thread};
use crate::flow::corner::{Corner, Stand, line_gap};
use crate::flow::frame::Frame;
use crate::flow::thread::{Lane, Region};

/// Stories closer than this, in characters, have a rule between them.
const NEIGHBOURS: i64 = 3;

/// The head of a rule between stories meets a rule across it that stands no lower under it.
const MEETS: Length = Length::from_pt(2);

/// What is left of a rule between stories beside a picture is drawn from so many lines on.
const STUB: i64 = 6;

/// Lines of text in a leg: from and to, across the lines.
pub(super) type Inked = Vec<(Length, Length)>;

/// The legs of a block, filled.
#[derive(Clone, Copy)]
pub(super) struct Legs<'a> {
    pub region: &'a Region,
    pub stand: Stand,
    /// The lines of each leg.
    pub inked: &'a [Inked],
    /// How far they were lowered from the legs' heads.
    pub down: Length,
}

/// The rules between legs. All of them end with the deepest leg; beside a leg that is empty over
/// the whole of a stretch there is none.
pub(super) fn between_legs(on: &Neighbours<'_>, legs: Legs<'_>, rule: Rule) -> Vec<Frame> {
    let Legs { region, stand, inked, down } = legs;
    let corner = stand.corner;
    let inserts: Vec<InTheWay> = match stand.block {
        Some(block) => {
            on.overlapping(block).filter_map(|it| in_the_way(it, region, corner)).collect()
        }
        None => Vec::new(),
    };
    let foot = inked.iter().flatten().map(|(_, to)| *to).max().unwrap_or(Length::ZERO);
    let fold = stand.block.and_then(|id| on.page().block(id).folded_rows()).map(|fold| fold.at);
    let mut frames = Vec::new();
    for (pair, inked) in region.lanes.windows(2).zip(inked.windows(2)) {
        let ([left, right], [in_left, in_right]) = (pair, inked) else { continue };
        let from = left.inline + left.width;
        let inline = from + (right.inline - from) / 2;
        // The legs of the other half of a spread; of lines along the fold they begin again.
        let parted = fold.is_some_and(|fold| (from..=right.inline).contains(&fold));
        if parted || right.inline < from {
            continue;
        }
        // The line over the first leg that says where the text comes from is text of it.
        let head = match region.opened {
            true => left.start.min(right.start),
            false => left.start.max(right.start),
        };
        let head = head + down;
        let blocked = inserts
            .iter()
            .filter(|insert| insert.bars(inline, (left, right)))
            .map(|InTheWay { at, short, .. }| (at.block - *short, at.block_end() + *short));
        // The legs of one half of a spread end there.
        let foot = foot.min(left.end.max(right.end));
        for (from, to) in clear(head, foot, blocked.collect()) {
            let from = first_line((from, to), [in_left, in_right], region.grid.line);
            let stands = |lines: &Inked| lines.iter().any(|line| line.0 < to && from < line.1);
            // A rule shorter than two lines says nothing.
            if to - from >= region.grid.line * 2 && stands(in_left) && stands(in_right) {
                frames.push(stroke(corner, Upright { inline, from, to }, rule));
            }
        }
    }
    frames
}

/// Where a rule begins between two legs: with their text, where white puts that more than a line and a half lower.
fn first_line((from, to): (Length, Length), legs: [&Inked; 2], line: Length) -> Length {
    let lines = legs.into_iter().flatten().filter(|at| from < at.1 && at.0 < to);
    let first = lines.map(|at| at.0).min().unwrap_or(from);
    if first - from > line.scale(3, 2) { first } else { from }
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

/// The rules between stories without boxes that stand side by side on a page: as far as the deeper of the two goes, and on
/// past a head or a short text that stands over it. A table has rules of its own, and
/// none beside the text of a story.
pub(super) fn between_stories(
    model: &PageModel,
    (on, set): (&Neighbours<'_>, &[Frame]),
    rule: Rule,
) -> Vec<Frame> {
    let page = on.page();
    let stories: Vec<&Block> = page.blocks.iter().filter(|block| is_open(page, block)).collect();
    let beside = Beside::new(page, &stories);
    let ends = |block: &Block, seen: &LogicalRect| {
        let corner = Corner { outer: page.grid_area, mode: block.grid.mode };
        inked_foot(set, corner, seen)
    };
    // By direction and place along the lines.
    let mut pieces: BTreeMap<(bool, Length), Vec<Piece>> = BTreeMap::new();
    for left in &stories {
        let mode = left.grid.mode;
        let seen_left = mode.logical(left.rect, page.grid_area);
        for right in beside.right_of(&seen_left, left.grid.em * NEIGHBOURS) {
            let right = stories[right];
            let is_barred = are_one(left, right)
                || is_table(model, left) != is_table(model, right)
                || (is_aside(page, left) && !is_thread(right))
                || (is_aside(page, right) && !is_thread(left));
            if left.area != right.area || mode != right.grid.mode || is_barred {
                continue;
            }
            let seen = mode.logical(right.rect, page.grid_area);
            let gap = seen.inline - seen_left.inline_end();
            let head = seen_left.block.max(seen.block);
            let foot = shared_foot(page, [(left, seen_left), (right, seen)]) - line_gap(&left.grid);
            let foot = foot.min(ends(left, &seen_left).max(ends(right, &seen)).max(head));
            let inline = seen_left.inline_end() + gap / 2;
            let corner = Corner { outer: page.grid_area, mode };
            let gutter = Upright { inline, from: head, to: foot };
            let blocked = between(on, (left, right), gutter, corner);
            let key = (mode == WritingMode::VerticalRl, inline);
            let cut = !blocked.is_empty();
            let aside = is_aside(page, left) || is_aside(page, right);
            let is_head = |block: &Block| {
                matches!(block.content, BlockContent::Story(_)) && !is_thread(block)
            };
            let text = !aside && !is_head(left) && !is_head(right);
            let own = [left.rect, right.rect];
            let left = clear(head, foot, blocked).into_iter();
            let left = left.map(|(from, to)| {
                let ruled = cut && is_ruled(set, own, (corner, (from, to)));
                Piece { from, to, cut, ruled, text, aside }
            });
            pieces.entry(key).or_default().extend(left);
        }
    }
    let line = page.grid.line;
    let fold = page.spread.as_ref().map(|spread| spread.fold - page.grid_area.x);
    let mut frames = Vec::new();
    for ((vertical, inline), pieces) in pieces {
        let mode = if vertical { WritingMode::VerticalRl } else { WritingMode::HorizontalTb };
        let corner = Corner { outer: page.grid_area, mode };
        // None along the fold.
        if !vertical && fold.is_some_and(|fold| (fold - inline).units().abs() <= line.units()) {
            continue;
        }
        for Piece { from, to, cut, ruled, text, .. } in joined(pieces, line) {
            if text && to - from >= line * if cut && !ruled { STUB } else { 2 } {
                let near = (page.grid.em * NEIGHBOURS, &page.grid);
                let from = level_with(set, (corner, inline), from, near);
                frames.push(stroke(corner, Upright { inline, from, to }, rule));
            }
        }
    }
    frames
}

/// Where the last line or picture in a rectangle ends.
fn inked_foot(set: &[Frame], corner: Corner, within: &LogicalRect) -> Length {
    let ends = set.iter().filter_map(|frame| {
        let at = match frame {
            Frame::Line(line) => corner.mode.logical(line.rect, corner.outer),
            Frame::Picture(picture) => corner.mode.logical(picture.clip, corner.outer),
            Frame::Rule(_) | Frame::Box(_) => return None,
        };
        let is_within = at.inline < within.inline_end()
            && at.inline_end() > within.inline
            && at.block >= within.block
            && at.block < within.block_end();
        is_within.then(|| at.block_end())
    });
    ends.max().unwrap_or(within.block)
}

/// Where two stories side by side end together: with the one that goes deeper, if that is a line at most and
/// nothing else stands there (R129).
fn shared_foot(page: &Page, [left, right]: [(&Block, LogicalRect); 2]) -> Length {
    let (one, other) = (left.1.block_end(), right.1.block_end());
    let (foot, deeper) = (one.min(other), one.max(other));
    if foot == deeper || deeper - foot > left.0.grid.line {
        return foot;
    }
    let corner = Corner { outer: page.grid_area, mode: left.0.grid.mode };
    let under = corner.rect(LogicalRect {
        inline: left.1.inline,
        block: foot,
        inline_size: right.1.inline_end() - left.1.inline,
        block_size: deeper - foot,
    });
    let own = |block: &Block| std::ptr::eq(block, left.0) || std::ptr::eq(block, right.0);
    let mut others = page.blocks.iter().filter(|block| block.area == left.0.area && !own(block));
    if others.any(|block| block.rect.overlaps(&under)) { foot } else { deeper }
}

/// Whether a rule between legs stands in one of two blocks beside a piece of the rule between them:
/// where legs are parted, stories are.
fn is_ruled(
    set: &[Frame],
    own: [Rect; 2],
    (corner, (from, to)): (Corner, (Length, Length)),
) -> bool {
    set.iter().any(|frame| {
        let Frame::Rule(rule) = frame else { return false };
        let ends = rule.ends();
        // Not along its edge.
        let within = |block: &Rect| {
            let at = corner.mode.logical(ends, *block);
            let whole = corner.mode.logical(*block, *block);
            at.inline.is_positive()
                && at.inline < whole.inline_size
                && at.block >= Length::ZERO
                && at.block_end() <= whole.block_size
        };
        let at = corner.mode.logical(ends, corner.outer);
        at.inline_size == Length::ZERO
            && at.block < to
            && from < at.block_end()
            && own.iter().any(within)
    })
}

/// Where a rule between two stories begins whose heads have rules over them: level with those, not in the
/// white over them. With one over one of them where that stands so near that the two should meet.
fn level_with(
    set: &[Frame],
    (corner, inline): (Corner, Length),
    from: Length,
    (near, grid): (Length, &LineGrid),
) -> Length {
    let (line, gap) = (grid.line, line_gap(grid));
    let edge = |beside: &dyn Fn(LogicalRect) -> Length| {
        let edge = |frame: &Frame| {
            let Frame::Rule(rule) = frame else { return None };
            let at = corner.mode.logical(rule.ends(), corner.outer);
            let edge = at.block - rule.rule.weight / 2;
            let reach = from - gap..from + line / 2;
            let is_level = at.block_size == Length::ZERO && reach.contains(&edge);
            let off = beside(at);
            (is_level && off >= Length::ZERO && off <= near).then_some(edge)
        };
        set.iter().filter_map(edge).min()
    };
    let before = edge(&|at| inline - at.inline_end());
    let behind = edge(&|at| at.inline - inline);
    match (before, behind) {
        (Some(one), Some(other)) => one.min(other),
        (Some(edge), None) | (None, Some(edge)) if edge <= from + MEETS => edge,
        _ => from,
    }
}

/// Part of a rule between two stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    from: Length,
    to: Length,
    /// Something stands in the way of the rest.
    cut: bool,
    /// A rule between the legs of one of the stories stands beside it.
    ruled: bool,
    /// Text of stories stands on both sides.
    text: bool,
    /// A text of the layout stands on one side.
    aside: bool,
}

/// Pieces of one rule that are no further apart than `near` are one; twice that beside a text of the
/// layout, which has a line of white over it.
fn joined(mut pieces: Vec<Piece>, near: Length) -> Vec<Piece> {
    pieces.sort_unstable();
    let mut whole: Vec<Piece> = Vec::new();
    for piece in pieces {
        match whole.last_mut() {
            Some(last)
                if piece.from <= last.to + near * if last.aside || piece.aside { 2 } else { 1 } =>
            {
                last.to = last.to.max(piece.to);
                last.cut &= piece.cut;
                last.ruled |= piece.ruled;
                last.text |= piece.text;
                last.aside = piece.aside;
            }
            _ => whole.push(piece),
        }
    }
    whole
}

/// Stories by where their lines begin and then by their depth, so that each finds the next
/// without looking at all of them.
struct Beside(BTreeMap<Length, Vec<Standing>>);

/// A story, by its number; `deepest` is its foot or that of one before it, whichever is lower.
struct Standing {
    block: Length,
    deepest: Length,
    story: usize,
}

impl Beside {
    /// Each is seen in its own writing.
    fn new(page: &Page, stories: &[&Block]) -> Beside {
        let mut starts: BTreeMap<Length, Vec<Standing>> = BTreeMap::new();
        for (story, block) in stories.iter().enumerate() {
            let seen = block.grid.mode.logical(block.rect, page.grid_area);
            let (block, deepest) = (seen.block, seen.block_end());
            starts.entry(seen.inline).or_default().push(Standing { block, deepest, story });
        }
        for column in starts.values_mut() {
            column.sort_by_key(|standing| standing.block);
            let mut deepest = None;
            for standing in column {
                let foot = deepest.map_or(standing.deepest, |foot| standing.deepest.max(foot));
                (standing.deepest, deepest) = (foot, Some(foot));
            }
        }
        Beside(starts)
    }

    /// Those that begin behind the end of a block's lines, `gap` away at most, and are level with
    /// some of it, in the order of the page.
    fn right_of(&self, block: &LogicalRect, gap: Length) -> Vec<usize> {
        let end = block.inline_end();
        let columns = self.0.range((Bound::Excluded(end), Bound::Included(end + gap)));
        let level = columns.flat_map(|(_, column)| {
            let below = column.partition_point(|standing| standing.block < block.block_end());
            let above = column[..below].iter().rev();
            above.take_while(|standing| block.block < standing.deepest)
        });
        let mut found: Vec<usize> = level.map(|standing| standing.story).collect();
        found.sort_unstable();
        found
    }
}

/// Whether the two are parts of one story that do not both carry its text.
fn are_one(one: &Block, other: &Block) -> bool {
    match (&one.content, &other.content) {
        (BlockContent::Story(a), BlockContent::Story(b)) => {
            a.story == b.story && !(is_thread(one) && is_thread(other))
        }
        (BlockContent::Story(_), _) | (_, BlockContent::Story(_)) => false,
        _ => true,
    }
}

/// Whether a block holds a table of its own and nothing else.
fn is_table(model: &PageModel, block: &Block) -> bool {
    let BlockContent::Story(own) = &block.content else { return false };
    let body = &model.story(own.story).body;
    !body.is_empty() && body.iter().all(|part| part.table().is_some())
}

/// A text of the layout among stories: a rubric, a quote.
fn is_aside(page: &Page, block: &Block) -> bool {
    let vertical = page.grid.mode == WritingMode::VerticalRl;
    match &block.content {
        BlockContent::Text(text) => !vertical && !matches!(text.role, Role::Masthead | Role::Folio),
        _ => false,
    }
}

/// A story without a box, a text among stories, or the nameplate over the tiers of a vertical page.
fn is_open(page: &Page, block: &Block) -> bool {
    let decor = &block.decor;
    let boxed = decor.frame.is_some() || decor.tint.is_some();
    let ruled = decor.left.is_some() || decor.right.is_some();
    let vertical = page.grid.mode == WritingMode::VerticalRl && block.area == Area::Page;
    let open = match &block.content {
        BlockContent::Story(_) => true,
        BlockContent::Text(text) => {
            vertical && matches!(text.role, Role::Masthead | Role::Folio) || is_aside(page, block)
        }
        _ => false,
    };
    open && !boxed && !ruled
}

/// What stands in the gutter between two stories, or right beside it instead of their text.
fn between(
    on: &Neighbours<'_>,
    (left, right): (&Block, &Block),
    gutter: Upright,
    corner: Corner,
) -> Vec<(Length, Length)> {
    let (page, em) = (on.page(), left.grid.em);
    let own = [left.rect, right.rect];
    let near = corner.rect(LogicalRect {
        inline: gutter.inline - em * 2,
        block: gutter.from,
        inline_size: em * 4,
        block_size: (gutter.to - gutter.from).max(Length::ZERO),
    });
    let others = on.within(left.area, &near).into_iter().map(|id| page.block(id));
    let others = others.filter(|other| {
        !matches!(other.content, BlockContent::Story(_))
            && !own.contains(&other.rect)
            && !has_caption_along(other, left)
    });
    let seen = others.map(|other| corner.mode.logical(other.rect, corner.outer));
    seen.map(|at| (at.block - em, at.block_end() + em)).collect()
}

/// Whether a picture in the text of a story has its caption along the gutter under that story's lines,
/// as on a vertical page: that is type of the story, and parted from the next as its text is.
fn has_caption_along(picture: &Block, story: &Block) -> bool {
    let BlockContent::Picture(content) = &picture.content else { return false };
    let has_caption = content.caption.is_some() || content.credit.is_some();
    story.grid.mode == WritingMode::VerticalRl
        && has_caption
        && content.caption_at == CaptionPlace::Below
        && picture.rect.overlaps(&story.rect)
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
