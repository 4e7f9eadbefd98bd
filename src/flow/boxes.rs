//! Frames, tints and the rules of a block.

use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::page::model::{Block, Page, Rule};

use super::desk::{Corner, line_gap};
use super::frame::{Frame, PlacedBox, PlacedRule};

/// The tint and frame of a block, under its content.
pub(super) fn box_of(block: &Block) -> Option<Frame> {
    let decor = &block.decor;
    (decor.frame.is_some() || decor.tint.is_some()).then_some(Frame::Box(PlacedBox {
        rect: block.frame_rect,
        fill: decor.tint,
        stroke: decor.frame,
    }))
}

/// A rule along `at`: through the middle of its thinner side.
pub(super) fn rule_along(corner: Corner, at: LogicalRect, rule: Rule) -> Frame {
    rule_through(corner.rect(at), rule)
}

/// A rule along the middle of a rectangle's longer side.
pub(super) fn rule_through(rect: Rect, rule: Rule) -> Frame {
    use crate::measure::Point;
    let (from, to) = if rect.width >= rect.height {
        let y = rect.y + rect.height / 2;
        (Point { x: rect.x, y }, Point { x: rect.right(), y })
    } else {
        let x = rect.x + rect.width / 2;
        (Point { x, y: rect.y }, Point { x, y: rect.bottom() })
    };
    Frame::Rule(PlacedRule { from, to, rule })
}

/// The four rules of a block.
///
/// Those along the lines stand in the middle of the white between the em boxes on either side;
/// `first` and `last` are the outer edges of the content's own, from the start corner of the
/// block's rectangle. Those at its ends stand in the middle of the gutter outside.
pub(super) fn rules_of(page: &Page, block: &Block, (first, last): (Length, Length)) -> Vec<Frame> {
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
    let decor = &block.decor;
    let (top, bottom, left, right) = match corner.mode {
        WritingMode::HorizontalTb => (decor.top, decor.bottom, decor.left, decor.right),
        // The first line of a vertical block stands at its right, the line begins at its top.
        WritingMode::VerticalRl => (decor.right, decor.left, decor.top, decor.bottom),
    };
    across(top, -gap, first.max(Length::ZERO));
    across(bottom, last.min(size.block_size), size.block_size);
    let half = gutter(page, block) / 2;
    let foot = size.block_size - gap;
    for (rule, inline) in [(left, -half), (right, size.inline_size + half)] {
        if let Some(rule) = rule {
            let at = LogicalRect {
                inline,
                block: Length::ZERO,
                inline_size: Length::ZERO,
                block_size: foot,
            };
            frames.push(rule_along(corner, at, rule));
        }
    }
    frames
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
pub(super) fn gutter(page: &Page, block: &Block) -> Length {
    let mode = page.grid.mode;
    match page.columns.as_slice() {
        [first, second, ..] => {
            let second = mode.logical(*second, *first);
            let first = mode.logical(*first, *first);
            second.inline - first.inline_end()
        }
        _ => block.grid.em,
    }
}
