//! [`outline`]: rectangles that touch or overlap, as polygons with right angles.
//!
//! ```text
//! +-------+        The sides of all rectangles cut the plane into cells. The edges between a
//! |   +---+--+     covered cell and an empty one are walked with the covered cell on the right:
//! +---+---+  |     clockwise around each polygon, y downwards.
//!     |      |
//!     +------+
//! ```

use std::collections::BTreeMap;

use crate::measure::{Length, Point, Rect};

/// The outlines, from head to foot and from left to right. A hole in one is not told.
pub(super) fn outline(rects: &[Rect]) -> Vec<Vec<Point>> {
    let grid = Cells::of(rects);
    let mut edges = grid.edges();
    let mut loops = Vec::new();
    while let Some((&start, _)) = edges.first_key_value() {
        if let Some(corners) = grid.walk(start, &mut edges) {
            loops.push(corners);
        }
    }
    // A hole runs the other way round.
    loops.retain(|corners| turns_right(corners));
    loops.sort_by_key(|corners| corners.iter().map(|corner| (corner.y, corner.x)).min());
    loops
}

/// Twice the area is positive for a loop that runs clockwise, y downwards.
fn turns_right(corners: &[Point]) -> bool {
    let next = corners.iter().cycle().skip(1);
    let part = |(a, b): (&Point, &Point)| {
        i128::from(a.x.units()) * i128::from(b.y.units())
            - i128::from(b.x.units()) * i128::from(a.y.units())
    };
    corners.iter().zip(next).map(part).sum::<i128>() > 0
}

/// An edge: where it begins, by column and row, and where it leads.
type Edge = (usize, usize, Heading);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Right,
    Down,
    Left,
    Up,
}

impl Heading {
    /// From a corner, the turn to the right first: it stays with the same cell, so that
    /// polygons which touch at a corner come apart there.
    fn turns(self) -> [Heading; 3] {
        match self {
            Heading::Right => [Heading::Down, Heading::Right, Heading::Up],
            Heading::Down => [Heading::Left, Heading::Down, Heading::Right],
            Heading::Left => [Heading::Up, Heading::Left, Heading::Down],
            Heading::Up => [Heading::Right, Heading::Up, Heading::Left],
        }
    }

    fn step(self, (column, row): (usize, usize)) -> (usize, usize) {
        match self {
            Heading::Right => (column + 1, row),
            Heading::Down => (column, row + 1),
            Heading::Left => (column.saturating_sub(1), row),
            Heading::Up => (column, row.saturating_sub(1)),
        }
    }
}

struct Cells {
    xs: Vec<Length>,
    ys: Vec<Length>,
    covered: Vec<Vec<bool>>,
}

impl Cells {
    fn of(rects: &[Rect]) -> Cells {
        let sorted = |mut sides: Vec<Length>| {
            sides.sort_unstable();
            sides.dedup();
            sides
        };
        let xs = sorted(rects.iter().flat_map(|rect| [rect.x, rect.right()]).collect());
        let ys = sorted(rects.iter().flat_map(|rect| [rect.y, rect.bottom()]).collect());
        let mut covered = vec![vec![false; xs.len()]; ys.len()];
        let place = |sides: &[Length], side: Length| sides.partition_point(|&it| it < side);
        for rect in rects {
            let columns = place(&xs, rect.x)..place(&xs, rect.right());
            for row in covered.iter_mut().take(place(&ys, rect.bottom())).skip(place(&ys, rect.y)) {
                row.get_mut(columns.clone()).unwrap_or_default().fill(true);
            }
        }
        Cells { xs, ys, covered }
    }

    /// Whether the cell right under and right of a corner is covered.
    fn is_covered(&self, column: usize, row: usize) -> bool {
        self.covered.get(row).and_then(|row| row.get(column)).copied().unwrap_or(false)
    }

    fn edges(&self) -> BTreeMap<Edge, ()> {
        let mut edges = BTreeMap::new();
        for row in 0..self.ys.len() {
            for column in 0..self.xs.len() {
                if !self.is_covered(column, row) {
                    continue;
                }
                let left = column.checked_sub(1).is_some_and(|left| self.is_covered(left, row));
                let above = row.checked_sub(1).is_some_and(|above| self.is_covered(column, above));
                if !above {
                    edges.insert((column, row, Heading::Right), ());
                }
                if !self.is_covered(column + 1, row) {
                    edges.insert((column + 1, row, Heading::Down), ());
                }
                if !self.is_covered(column, row + 1) {
                    edges.insert((column + 1, row + 1, Heading::Left), ());
                }
                if !left {
                    edges.insert((column, row + 1, Heading::Up), ());
                }
            }
        }
        edges
    }

    /// Takes one loop out of the edges; its corners.
    fn walk(&self, start: Edge, edges: &mut BTreeMap<Edge, ()>) -> Option<Vec<Point>> {
        let mut corners = Vec::new();
        let (mut place, mut heading) = ((start.0, start.1), start.2);
        let mut last: Option<Heading> = None;
        while edges.remove(&(place.0, place.1, heading)).is_some() {
            if last != Some(heading) {
                corners.push(self.corner(place)?);
            }
            last = Some(heading);
            place = heading.step(place);
            let ahead = |turn: &Heading| edges.contains_key(&(place.0, place.1, *turn));
            heading = heading.turns().into_iter().find(ahead).unwrap_or(heading);
        }
        // The walk may have begun in the middle of a side.
        if last == Some(start.2) && corners.len() > 1 {
            corners.remove(0);
        }
        Some(corners)
    }

    fn corner(&self, (column, row): (usize, usize)) -> Option<Point> {
        Some(Point { x: *self.xs.get(column)?, y: *self.ys.get(row)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rects: &[(i64, i64, i64, i64)]) -> Vec<Vec<(i64, i64)>> {
        let pt = Length::from_pt;
        let rects: Vec<Rect> = rects
            .iter()
            .map(|&(x, y, width, height)| Rect {
                x: pt(x),
                y: pt(y),
                width: pt(width),
                height: pt(height),
            })
            .collect();
        let whole = |length: Length| length.units() / Length::PT.units();
        let corners = |corners: &Vec<Point>| {
            corners.iter().map(|corner| (whole(corner.x), whole(corner.y))).collect()
        };
        outline(&rects).iter().map(corners).collect()
    }

    #[test]
    fn rectangles_become_polygons() {
        assert_eq!(of(&[(0, 0, 4, 2)]), [[(0, 0), (4, 0), (4, 2), (0, 2)]]);
        assert_eq!(
            of(&[(0, 0, 4, 2), (0, 2, 2, 3)]),
            [[(0, 0), (4, 0), (4, 2), (2, 2), (2, 5), (0, 5)]],
            "a head over one of its columns"
        );
        assert_eq!(of(&[(0, 0, 2, 2), (2, 0, 2, 2)]), [[(0, 0), (4, 0), (4, 2), (0, 2)]]);
        assert_eq!(of(&[(0, 0, 2, 2), (3, 0, 2, 2)]).len(), 2, "a gutter parts them");
        assert_eq!(of(&[(0, 0, 2, 2), (2, 2, 2, 2)]).len(), 2, "so does a corner");
        assert_eq!(of(&[]), Vec::<Vec<(i64, i64)>>::new());
    }

    #[test]
    fn a_hole_is_left_out() {
        let ring = [(0, 0, 3, 1), (0, 2, 3, 1), (0, 0, 1, 3), (2, 0, 1, 3)];
        assert_eq!(of(&ring), [[(0, 0), (3, 0), (3, 3), (0, 3)]]);
    }
}
