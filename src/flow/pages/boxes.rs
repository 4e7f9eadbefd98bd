//! Frames, tints and the rules of a block.

use crate::measure::{Length, LogicalRect};
use crate::page::model::{Area, Block, BlockContent, BlockId, Page, Rule};

use crate::flow::corner::{Corner, Stack, line_gap};
use crate::flow::frame::{Frame, PlacedBox};
use crate::flow::heads::{CLEAR, Overhead};

use super::along::rule_along;
use super::furniture::white_over;

/// The tint and frame of a block, under its content.
pub(super) fn box_of(block: &Block) -> Option<Frame> {
    let decor = &block.decor;
    (decor.frame.is_some() || decor.tint.is_some()).then_some(Frame::Box(PlacedBox {
        rect: block.frame_rect,
        fill: decor.tint,
        stroke: decor.frame,
    }))
}

/// What stands over a head at the start of a block.
pub(super) fn over_head(page: &Page, id: BlockId) -> Overhead {
    let block = page.block(id);
    if let Some((middle, rule)) = rule_over_head(block) {
        return Overhead::Rule(middle + rule.weight / 2);
    }
    frame_white(page, block).map_or(Overhead::Type(line_gap(&block.grid)), Overhead::Frame)
}

/// From the frame, or the edge of an inset, to the content of a block that stands right under it.
fn frame_white(page: &Page, block: &Block) -> Option<Length> {
    let mode = block.grid.mode;
    let own = mode.logical(block.inner, block.frame_rect).block;
    if own.is_positive() || block.decor.frame.is_some() || block.decor.tint.is_some() {
        return Some(own);
    }
    let Area::Within(parent) = block.area else { return None };
    let parent = page.block(parent);
    let first = mode.logical(block.inner, parent.inner).block == Length::ZERO;
    first.then(|| frame_white(page, parent)).flatten()
}

/// The rule over a block that begins with its head, and where its middle stands from the block's
/// edge: in the head's white, clear of the type of the line before.
fn rule_over_head(block: &Block) -> Option<(Length, Rule)> {
    let mode = block.grid.mode;
    // Other content has a line kept free for the rule.
    let in_white = matches!(block.content, BlockContent::Story(_))
        && mode.logical(block.inner, block.rect).block == Length::ZERO;
    let rule = block.decor.sides(mode).head.filter(|_| in_white)?;
    let alone = CLEAR + rule.weight / 2 - line_gap(&block.grid);
    Some((block.levels.head.unwrap_or(alone), rule))
}

/// The four rules of a block.
///
/// Those along the lines stand in the middle of the white between the em boxes on either side,
/// but one over a head as [`rule_over_head`] says, and those beside
/// neighbours level with theirs (R129); the stack is seen from the start corner of the
/// block's rectangle. Those at its ends stand in the middle of the gutter outside.
pub(super) fn rules_of(page: &Page, block: &Block, stack: Stack) -> Vec<Frame> {
    let corner = Corner { outer: block.rect, mode: block.grid.mode };
    let size = corner.mode.logical(block.rect, block.rect);
    let gap = line_gap(&block.grid);
    let mut frames = Vec::new();
    let mut across = |rule: Option<Rule>, from: Length, to: Length| {
        if let Some(rule) = rule {
            let at = LogicalRect {
                inline: Length::ZERO,
                block: from,
                inline_size: size.inline_size,
                block_size: (to - from).max(Length::ZERO),
            };
            frames.push(line_across(corner, at, rule));
        }
    };
    let sides = block.decor.sides(corner.mode);
    // Rules of a framed block stand on its frame.
    let frame = corner.mode.logical(block.frame_rect, block.rect);
    let framed = block.decor.frame.is_some();
    match (rule_over_head(block), block.levels.head) {
        _ if framed => across(sides.head, frame.block, frame.block),
        (Some((middle, rule)), _) => across(Some(rule), middle, middle),
        (None, Some(level)) => across(sides.head, level, level),
        (None, None) => {
            let over = white_over(page, block);
            across(sides.head, Length::ZERO - over, stack.first.max(Length::ZERO));
        }
    }
    match (block.levels.foot, sides.foot) {
        _ if framed => across(sides.foot, frame.block_end(), frame.block_end()),
        (Some(level), _) => across(sides.foot, level, level),
        (None, Some(rule)) => {
            let level = clear_of_text(page, block, rule, stack.last);
            let (from, to) = level.map_or((stack.last, size.block_size), |level| (level, level));
            across(sides.foot, from.min(to), to);
        }
        (None, None) => {}
    }
    let [before, behind] = beside(page, block).map(|white| white / 2);
    let foot = size.block_size - gap;
    let (start, end) = match framed {
        true => (frame.inline, frame.inline_end()),
        false => (-before, size.inline_size + behind),
    };
    let along = if framed { (frame.block, frame.block_size) } else { (Length::ZERO, foot) };
    for (rule, inline) in [(sides.start, start), (sides.end, end)] {
        if let Some(rule) = rule {
            let at = LogicalRect {
                inline,
                block: along.0,
                inline_size: Length::ZERO,
                block_size: along.1,
            };
            frames.push(rule_along(corner, at, rule));
        }
    }
    frames
}

/// Where the rule under a text stands that reaches so near its block's foot that in the middle of
/// the white under it the rule would stand on it: clear of it, as far as what follows leaves room.
fn clear_of_text(page: &Page, block: &Block, rule: Rule, last: Length) -> Option<Length> {
    let mode = block.grid.mode;
    let whole = mode.logical(block.rect, block.rect);
    let level = last + CLEAR + rule.weight / 2;
    if !matches!(block.content, BlockContent::Text(_)) || level * 2 <= last + whole.block_size {
        return None;
    }
    let below = page.blocks.iter().filter(|other| other.area == block.area).map(|other| {
        let at = mode.logical(other.rect, block.rect);
        (at.block >= whole.block_size && meets(&at, &whole)).then_some(at.block)
    });
    let most = below.flatten().min().map_or(Length::MAX, |next| last + (next - last) / 2);
    Some(level.min(most))
}

fn meets(one: &LogicalRect, other: &LogicalRect) -> bool {
    one.inline < other.inline_end() && other.inline < one.inline_end()
}

/// The white before and behind a block: the gutter, or less where a neighbour stands nearer.
fn beside(page: &Page, block: &Block) -> [Length; 2] {
    let mode = block.grid.mode;
    let whole = mode.logical(block.rect, block.rect);
    let mut white = [gutter_of(page); 2];
    for other in page.blocks.iter().filter(|other| other.area == block.area) {
        let at = mode.logical(other.rect, block.rect);
        if at.block >= whole.block_end() || whole.block >= at.block_end() {
            continue;
        }
        for (white, gap) in white.iter_mut().zip([-at.inline_end(), at.inline - whole.inline_size])
        {
            if gap >= Length::ZERO {
                *white = gap.min(*white);
            }
        }
    }
    white
}

/// A rule along the lines, in the middle of `white`.
fn line_across(corner: Corner, white: LogicalRect, rule: Rule) -> Frame {
    let middle = LogicalRect {
        block: white.block + white.block_size / 2,
        block_size: Length::ZERO,
        ..white
    };
    rule_along(corner, middle, rule)
}

/// The white between two columns of the page's grid, or a character where there is one column.
pub(super) fn gutter_of(page: &Page) -> Length {
    let mode = page.grid.mode;
    match page.columns.as_slice() {
        [first, second, ..] => {
            let second = mode.logical(*second, *first);
            let first = mode.logical(*first, *first);
            second.inline - first.inline_end()
        }
        _ => page.grid.em,
    }
}
