//! [`Forme`]: what a page's blocks are placed on; of a page of two sheets the grids of both halves, with
//! the inner margins between them.
//!
//! ```text
//!  +--------------------+--------------------+
//!  | |  1  2  3  |      |      |  4  5  6  | |   horizontal: the columns count on over the fold
//!  +--------------------+--------------------+
//!  | |  247 … 128|            | 120 …    1 | |   vertical: so do the lines, and those of the white
//!  +--------------------+--------------------+   in the middle count, too; tiers run over both
//!                       fold
//! ```

use std::ops::Range;

use super::Cx;
use super::grid::{Grid, Interval, margins};
use super::paper::Paper;
use crate::diag::codes::spread as codes;
use crate::diag::{Diagnostic, Span};
use crate::measure::{Length, Rect, Size, WritingMode};
use crate::page::model::{Fold, PaperBox, Side};
use crate::page::style::TextStyle;

/// How many sheets a page is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetCount {
    One,
    Two,
}

/// A sheet with its grid, or two of them as one.
pub(super) struct Forme {
    pub paper: Paper,
    pub grid: Grid,
    pub halves: Option<Halves>,
}

/// The sheets of a spread, each with the grid of a page of its own; all in its coordinates.
pub(super) struct Halves {
    pub left: Grid,
    pub right: Grid,
    pub fold: Length,
    /// What no column, or no line of a vertical page, covers around the fold.
    pub white: Range<Length>,
}

impl Forme {
    pub fn one(paper: Paper, grid: Grid) -> Forme {
        Forme { paper, grid, halves: None }
    }

    /// The columns as they are read.
    pub fn column_rects(&self) -> Vec<Rect> {
        let Some(Halves { left, right, .. }) = &self.halves else {
            return self.grid.column_rects();
        };
        let (first, second) = match self.grid.lines.mode {
            WritingMode::HorizontalTb => (left, right),
            WritingMode::VerticalRl => (right, left),
        };
        let mut columns = first.column_rects();
        columns.extend(second.column_rects());
        columns
    }

    /// Where a block is folded that stands there.
    pub fn fold(&self, rect: &Rect, first: Side) -> Option<Fold> {
        let Halves { fold, white, .. } = self.halves.as_ref()?;
        let fold = Fold { at: *fold, white: white.clone(), first };
        fold.crosses(rect).then_some(fold)
    }
}

impl Halves {
    pub fn of(&self, side: Side) -> &Grid {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

/// Two of the sheets of a page, side by side; `span` asks for it.
pub(super) fn spread(cx: &mut Cx<'_>, span: Span, one: &Forme, body: &TextStyle) -> Option<Forme> {
    let Forme { paper, grid, .. } = one;
    let width = paper.paper.trim.width;
    let trim = Size { width: width * 2, ..paper.paper.trim };
    let type_area = Rect { width: paper.type_area.width + width, ..paper.type_area };
    let both = Paper { paper: PaperBox { trim, ..paper.paper }, type_area };
    let made = match grid.lines.mode {
        WritingMode::HorizontalTb => beside(grid, width),
        WritingMode::VerticalRl => in_lines(grid, width, type_area.width),
    };
    let (area, columns, white) = made;
    let least = match grid.lines.mode {
        WritingMode::HorizontalTb => grid.gutter.max(Length::from_units(1)),
        WritingMode::VerticalRl => grid.lines.line,
    };
    if white.end - white.start < least {
        cx.push(
            Diagnostic::error(codes::NO_MIDDLE, "the grids of both halves meet at the fold")
                .at(
                    span,
                    format!(
                        "{} pt of white between them, at least {least}",
                        (white.end - white.start).max(Length::ZERO)
                    ),
                )
                .help("make the margins at the left and right larger"),
        );
        return None;
    }
    let half = |x: Length, width_of: Length, by: Length| {
        let area = Rect { x: x - by, width: width_of, ..grid.area };
        let mut half = Grid { area, ..grid.clone() };
        margins(&mut half, paper, body);
        half.moved(by)
    };
    let (left, right) = (
        half(area.x, white.start - area.x, Length::ZERO),
        half(white.end, area.right() - white.end, width),
    );
    let mut whole = Grid { area, columns, ..grid.clone() };
    margins(&mut whole, &both, body);
    let halves = Halves { left, right, fold: width, white };
    Some(Forme { paper: both, grid: whole, halves: Some(halves) })
}

type Made = (Rect, Vec<Interval>, Range<Length>);

/// Columns beside columns, each where it is on a page of one sheet.
fn beside(grid: &Grid, width: Length) -> Made {
    let Grid { area, columns, .. } = grid;
    let further = columns.iter().map(|slot| Interval { start: slot.start + width, ..*slot });
    let columns = columns.iter().copied().chain(further).collect();
    let white = area.right()..width + area.x;
    (Rect { width: area.width + width, ..*area }, columns, white)
}

/// Lines that count on over the middle, which takes whole ones; the fold is in the middle of them.
fn in_lines(grid: &Grid, width: Length, room: Length) -> Made {
    let (area, line) = (grid.area, grid.lines.line);
    let own = area.width.whole(line);
    let all = line * room.whole(line);
    let x = width - all / 2;
    let white = x + line * own..x + all - line * own;
    (Rect { x, width: all, ..area }, grid.columns.clone(), white)
}
