//! Paths as straight pieces, and what they enclose.

use super::{FillRule, PathSegment};
use crate::measure::{Length, Point};

/// Straight pieces that a curve is taken for.
const PIECES: i64 = 8;

/// From one point to the next.
pub(super) type Side = (Point, Point);

/// What becomes of a part of a path that is not closed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// It is filled as if it were (SVG 2, 13.4.2).
    Joined,
    /// A pen draws no line from its end to its start.
    Open,
}

/// A path as straight pieces.
pub(super) fn flatten(segments: &[PathSegment], ends: Ends) -> Vec<Side> {
    let mut sides = Vec::with_capacity(segments.len());
    let (mut start, mut at) = (Point::default(), Point::default());
    for segment in segments {
        match *segment {
            PathSegment::Move(to) => {
                if ends == Ends::Joined {
                    sides.push((at, start));
                }
                (start, at) = (to, to);
            }
            PathSegment::Line(to) => {
                sides.push((at, to));
                at = to;
            }
            PathSegment::Cubic(one, other, to) => {
                let from = at;
                for piece in 1..=PIECES {
                    let next = on_curve([from, one, other, to], piece);
                    sides.push((at, next));
                    at = next;
                }
            }
            PathSegment::Close => {
                sides.push((at, start));
                at = start;
            }
        }
    }
    if ends == Ends::Joined {
        sides.push((at, start));
    }
    sides.retain(|(from, to)| from != to);
    sides
}

/// A point of a cubic curve, `piece` of [`PIECES`] along it.
fn on_curve(points: [Point; 4], piece: i64) -> Point {
    let (t, u) = (piece, PIECES - piece);
    let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    let whole = PIECES * PIECES * PIECES;
    let along = |of: fn(&Point) -> Length| {
        points.iter().zip(weights).map(|(point, weight)| of(point).scale(weight, whole)).sum()
    };
    Point { x: along(|point| point.x), y: along(|point| point.y) }
}

/// The windings of a path around a point.
pub(super) fn inside(sides: &[Side], at: Point, rule: FillRule) -> bool {
    let mut winding = 0;
    for (from, to) in sides {
        if (from.y <= at.y) == (to.y <= at.y) {
            continue;
        }
        let (rise, run) = (units(to.y - from.y), units(to.x - from.x));
        let cross = i128::from(run) * i128::from(units(at.y - from.y))
            - i128::from(rise) * i128::from(units(at.x - from.x));
        // The side crosses the ray to the right of the point.
        if (cross > 0) == (rise > 0) {
            winding += if rise > 0 { 1 } else { -1 };
        }
    }
    match rule {
        FillRule::NonZero => winding != 0,
        FillRule::EvenOdd => winding % 2 != 0,
    }
}

/// Whether a closed path encloses a point.
pub fn encloses(path: &[PathSegment], at: Point) -> bool {
    inside(&flatten(path, Ends::Joined), at, FillRule::NonZero)
}

/// The sides of a closed path.
pub fn sides_of(path: &[PathSegment]) -> Vec<(Point, Point)> {
    flatten(path, Ends::Joined)
}

pub(super) fn units(length: Length) -> i64 {
    length.units()
}
