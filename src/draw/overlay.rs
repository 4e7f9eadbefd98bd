//! [`lay_grid`]: slots, baselines and regions drawn over the page, for whoever builds a layout.

use super::list::{DrawPage, Item, RectMark, RuleMark};
use super::lower::baseline;
use crate::colour::{Colour, Ink};
use crate::measure::{Length, LogicalRect, Point, Rect, WritingMode};
use crate::page::model::{BlockContent, Page};

const HAIR: Length = Length::from_centipt(15);
const EDGE: Length = Length::from_centipt(40);

const fn ink(c: u16, m: u16, y: u16) -> Colour {
    Colour::Process { c: Ink::per_cent(c), m: Ink::per_cent(m), y: Ink::per_cent(y), k: Ink::NONE }
}

const LINE: Colour = ink(30, 0, 0);
const BASELINE: Colour = ink(60, 0, 0);
const SLOT: Colour = ink(20, 0, 20);
const COLUMN: Colour = ink(0, 60, 0);
const LEG: Colour = ink(60, 0, 60);
const BLOCK: Colour = ink(0, 60, 90);

/// Adds a page's grid to what is drawn on it: over pictures and tints, under rules and type,
/// which stay whole.
pub fn lay_grid(drawn: &mut DrawPage, page: &Page) {
    let on_top = |item: &Item| matches!(item, Item::Text(_) | Item::Rule(_));
    let (mut above, below): (Vec<Item>, _) =
        std::mem::take(&mut drawn.items).into_iter().partition(on_top);
    drawn.items = below;
    draw_columns(drawn, page);
    draw_blocks(drawn, page);
    drawn.items.append(&mut above);
}

/// Where each line of a page's grid has its baseline (vertical: its middle), from end to end.
#[cfg(feature = "watch")]
pub fn baselines(page: &Page) -> Vec<(Point, Point)> {
    let grid = &page.grid;
    let base = baseline(grid.mode, grid.body_block);
    let of = |column: &Rect| {
        let column = *column;
        let size = crate::measure::Size { width: column.width, height: column.height };
        let lines = grid.mode.logical_size(size).block.whole(grid.line).min(1000);
        (0..lines).map(move |line| {
            let at = ends_along(grid.mode, &column, grid.line * line + base);
            (Point { x: at.x, y: at.y }, Point { x: at.right(), y: at.bottom() })
        })
    };
    page.columns.iter().flat_map(of).collect()
}

/// Every column's lines, baselines (vertical: the lines' middles) and character slots.
fn draw_columns(drawn: &mut DrawPage, page: &Page) {
    let grid = &page.grid;
    for column in &page.columns {
        let size = grid
            .mode
            .logical_size(crate::measure::Size { width: column.width, height: column.height });
        for slot in 1..size.inline.whole(grid.em).min(1000) {
            let at = grid.em * slot;
            drawn.items.push(across(grid.mode, column, at, SLOT));
        }
        for line in 0..size.block.whole(grid.line).min(1000) {
            let head = grid.line * line;
            let base = baseline(grid.mode, grid.body_block);
            drawn.items.push(along(grid.mode, column, head, LINE));
            drawn.items.push(along(grid.mode, column, head + base, BASELINE));
        }
        drawn.items.push(edge(*column, COLUMN));
    }
}

fn draw_blocks(drawn: &mut DrawPage, page: &Page) {
    for block in &page.blocks {
        drawn.items.push(edge(block.rect, BLOCK));
        if let BlockContent::Story(story) = &block.content {
            drawn.items.extend(story.legs.iter().map(|leg| edge(leg.rect, LEG)));
        }
    }
}

fn edge(rect: Rect, colour: Colour) -> Item {
    Item::Rect(RectMark { rect, fill: None, stroke: Some((EDGE, colour)) })
}

/// A rule along the lines, `block` into the rectangle.
fn along(mode: WritingMode, rect: &Rect, block: Length, colour: Colour) -> Item {
    rule(ends_along(mode, rect, block), colour)
}

/// From end to end of it, without any thickness.
fn ends_along(mode: WritingMode, rect: &Rect, block: Length) -> Rect {
    let whole = mode.logical(*rect, *rect);
    mode.physical(LogicalRect { block, block_size: Length::ZERO, ..whole }, *rect)
}

/// A rule across the lines, `inline` into the rectangle.
fn across(mode: WritingMode, rect: &Rect, inline: Length, colour: Colour) -> Item {
    let whole = mode.logical(*rect, *rect);
    let at = LogicalRect { inline, inline_size: Length::ZERO, ..whole };
    rule(mode.physical(at, *rect), colour)
}

fn rule(at: Rect, colour: Colour) -> Item {
    let (from, to) = (Point { x: at.x, y: at.y }, Point { x: at.right(), y: at.bottom() });
    Item::Rule(RuleMark { from, to, weight: HAIR, colour })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Drawing;
    use crate::draw::testing::{model, page_of};
    use crate::fonts::{FontBook, FontFiles};

    #[test]
    fn the_grid_has_a_rule_a_slot_and_two_a_line() {
        let model = model(&["港口"]);
        let filled = page_of(Vec::new());
        let files = FontFiles::default();
        let list = Drawing::new(&model, &filled, &FontBook::new(&files)).with_grid().list();
        let items = &list.pages[0].items;
        assert_eq!(items.len(), 32 + 2 * 33 + 1);
        let Item::Rule(baseline) = items[33] else { panic!("a rule") };
        assert_eq!(baseline.from.y, Length::from_centipt(792));
    }
}
