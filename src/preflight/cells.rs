//! [`Cells`]: rectangles by the part of the sheet that they stand in, so that each is held against
//! those near it and not against all.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::measure::{Length, Rect};

/// The side of a part: some lines deep, less than a column wide.
const SIDE: i64 = Length::from_pt(72).units();
/// No sheet has more of them along a side.
const MOST: i64 = 14_400 / 72;

#[derive(Default)]
pub(super) struct Cells(BTreeMap<(i64, i64), Vec<usize>>);

impl Cells {
    /// Rectangles by their numbers.
    pub fn of<'r>(rects: impl Iterator<Item = (usize, &'r Rect)>) -> Cells {
        let mut cells = Cells::default();
        rects.for_each(|(number, rect)| cells.add(number, rect));
        cells
    }

    /// One more rectangle, of a number above all others.
    pub fn add(&mut self, number: usize, rect: &Rect) {
        each(rect, Length::ZERO, |cell| self.0.entry(cell).or_default().push(number));
    }

    /// The numbers of all that may stand no further than `by` from a rectangle, ascending.
    pub fn near(&self, rect: &Rect, by: Length) -> Vec<usize> {
        let mut found = Vec::new();
        each(rect, by, |cell| found.extend(self.0.get(&cell).into_iter().flatten()));
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn each(rect: &Rect, by: Length, mut visit: impl FnMut((i64, i64))) {
    for x in span(rect.x - by, rect.right() + by) {
        span(rect.y - by, rect.bottom() + by).for_each(|y| visit((x, y)));
    }
}

/// What lies off the sheet counts as standing at its edge.
fn span(from: Length, to: Length) -> RangeInclusive<i64> {
    let cell = |at: Length| at.units().div_euclid(SIDE).clamp(-1, MOST);
    cell(from)..=cell(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_found_once() {
        let pt = Length::from_pt;
        let rect =
            |x, y, width, height| Rect { x: pt(x), y: pt(y), width: pt(width), height: pt(height) };
        let rects = [
            rect(10, 10, 300, 9),
            rect(10, 70, 300, 9),
            rect(400, 10, 9, 700),
            rect(-90_000, 10, 9, 9),
        ];
        let cells = Cells::of(rects.iter().enumerate());
        assert_eq!(cells.near(&rect(0, 20, 500, 1), pt(4)), [0, 1, 2, 3]);
        assert_eq!(cells.near(&rect(300, 600, 105, 1), pt(4)), [2]);
        assert_eq!(cells.near(&rect(20, 85, 1, 1), pt(0)), [1]);
        assert!(cells.near(&rect(20, 400, 1, 1), pt(4)).is_empty());
        assert_eq!(cells.near(&rect(-90_000, 10, 2, 2), pt(4)), [3]);
    }
}
