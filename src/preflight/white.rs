//! Parts of a page that no block covers: white that nobody asked for.

use std::ops::Range;

use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, counted};
use crate::measure::WritingMode;
use crate::page::model::{Area, Block, Page};

use super::sheet::FinishedPage;

/// Fewer lines are white between blocks.
const LINES: i64 = 12;
/// Columns that are looked at: no page has as many.
const MOST_COLUMNS: usize = 60;

/// White over whole columns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct White {
    columns: Range<usize>,
    lines: Range<i64>,
}

impl White {
    fn size(&self) -> i64 {
        self.columns.len() as i64 * (self.lines.end - self.lines.start)
    }
}

/// Tells the largest part that is white.
pub(super) fn inspect(sheet: &FinishedPage<'_>) -> Findings {
    let mut found = Findings::default();
    let page = sheet.page;
    if sheet.added || page.columns.len() > MOST_COLUMNS {
        return found;
    }
    let Some(white) = largest(&free(page)) else { return found };
    let Some(block) = before(page, &white) else { return found };
    let (first, last) = (white.columns.start + 1, white.columns.end);
    let lines = white.lines.end - white.lines.start;
    let column = match page.grid.mode {
        WritingMode::HorizontalTb => "column",
        WritingMode::VerticalRl => "tier",
    };
    let columns = match first == last {
        true => format!("{column}s = {first}"),
        false => format!("{column}s = \"{first}-{last}\""),
    };
    let message = format!(
        "no block covers {} of {} on page {}",
        counted(lines, "line"),
        counted(white.columns.len(), column),
        page.name,
    );
    let place = format!("{columns}, lines = \"{}+{lines}\"", white.lines.start + 1);
    found.push(
        Diagnostic::note(codes::UNCOVERED, message)
            .at(block.span, "white from the end of this block on")
            .help(format!("make a block deeper, or place something there: {place}")),
    );
    found
}

/// The lines that are free, by column, in order.
fn free(page: &Page) -> Vec<Vec<Range<i64>>> {
    let (mode, line, all) = (page.grid.mode, page.grid.line, page.grid_area);
    let end = mode.logical(all, all).block_size.whole(line);
    let of_column = |column| {
        let own = mode.logical(column, all);
        let over =
            page.blocks.iter().filter(|block| block.area != Area::Margin).filter_map(|block| {
                let rect = mode.logical(block.rect, all);
                let beside = rect.inline >= own.inline + own.inline_size
                    || rect.inline + rect.inline_size <= own.inline;
                let lines = rect.block.whole(line)..(rect.block + rect.block_size).covered_by(line);
                (!beside).then_some(lines)
            });
        let mut over: Vec<Range<i64>> = over.collect();
        over.sort_by_key(|lines| lines.start);
        let (mut free, mut at) = (Vec::new(), 0);
        for lines in over {
            if lines.start > at {
                free.push(at..lines.start.min(end));
            }
            at = at.max(lines.end);
        }
        free.push(at..end);
        free.retain(|lines| lines.end - lines.start >= LINES);
        free
    };
    page.columns.iter().map(|column| of_column(*column)).collect()
}

/// The largest rectangle of free lines.
fn largest(free: &[Vec<Range<i64>>]) -> Option<White> {
    let mut best: Option<White> = None;
    for first in 0..free.len() {
        let mut shared = free[first].clone();
        for (last, of_column) in free.iter().enumerate().skip(first) {
            shared = shared.iter().flat_map(|lines| meet(lines, of_column)).collect();
            for lines in &shared {
                let white = White { columns: first..last + 1, lines: lines.clone() };
                if best.as_ref().is_none_or(|best| white.size() > best.size()) {
                    best = Some(white);
                }
            }
        }
    }
    best
}

/// What lines have in common with those of a column.
fn meet(lines: &Range<i64>, of_column: &[Range<i64>]) -> Vec<Range<i64>> {
    let both = of_column.iter().map(|own| own.start.max(lines.start)..own.end.min(lines.end));
    both.filter(|both| both.end - both.start >= LINES).collect()
}

/// The block behind whose end it is white; the page's first where it begins white.
fn before<'a>(page: &'a Page, white: &White) -> Option<&'a Block> {
    let (mode, line, all) = (page.grid.mode, page.grid.line, page.grid_area);
    let over = page.columns.get(white.columns.clone()).unwrap_or_default();
    let own = page.blocks.iter().filter(|block| block.area == Area::Page);
    let ends = |block: &&Block| {
        let rect = mode.logical(block.rect, all);
        let end = (rect.block + rect.block_size).covered_by(line);
        let is_over = over.iter().any(|column| {
            let column = mode.logical(*column, all);
            rect.inline < column.inline + column.inline_size
                && column.inline < rect.inline + rect.inline_size
        });
        (is_over && end <= white.lines.start).then_some(end)
    };
    let nearest = own.clone().filter(|block| ends(block).is_some()).max_by_key(|block| ends(block));
    nearest.or_else(|| own.clone().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_rectangle_is_found() {
        for (free, expected) in [
            (vec![vec![0..14], vec![0..30], vec![10..30]], Some((1..3, 10..30))),
            (vec![vec![0..50], vec![0..14], vec![]], Some((0..1, 0..50))),
            (vec![vec![0..12, 40..60], vec![2..14, 38..60]], Some((0..2, 40..60))),
            (vec![vec![], vec![]], None),
        ] {
            let expected = expected.map(|(columns, lines)| White { columns, lines });
            assert_eq!(largest(&free), expected);
        }
    }
}
