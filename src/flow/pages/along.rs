//! Rules along what they part or close.

use crate::measure::{LogicalRect, Point, Rect};
use crate::page::model::Rule;

use crate::flow::corner::Corner;
use crate::flow::frame::{Frame, PlacedRule};

/// A rule along `at`: through the middle of its thinner side.
pub(super) fn rule_along(corner: Corner, at: LogicalRect, rule: Rule) -> Frame {
    rule_through(corner.rect(at), rule)
}

/// A rule along the middle of a rectangle's longer side.
pub(super) fn rule_through(rect: Rect, rule: Rule) -> Frame {
    let (from, to) = if rect.width >= rect.height {
        let y = rect.y + rect.height / 2;
        (Point { x: rect.x, y }, Point { x: rect.right(), y })
    } else {
        let x = rect.x + rect.width / 2;
        (Point { x, y: rect.y }, Point { x, y: rect.bottom() })
    };
    Frame::Rule(PlacedRule { from, to, rule })
}
