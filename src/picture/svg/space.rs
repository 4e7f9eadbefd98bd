//! From the drawing's coordinates to lengths.

use usvg::Transform;
use usvg::tiny_skia_path::{Path, PathSegment as Segment, Point as Place};

use super::super::PathSegment;
use crate::measure::{Length, Point, Size};

/// The step of coordinates: 0.002 pt, of which a user unit (1/96 inch) has 375.
///
/// The library computes in single precision and asks the machine for sines and roots; a step
/// well above the last bits makes the same drawing the same numbers everywhere.
const STEP: i64 = 635;
const STEPS_PER_UNIT: f64 = 375.0;

/// A distance in user units.
pub(super) fn length(units: f64) -> Length {
    let steps = (units * STEPS_PER_UNIT).round();
    // Whatever a file claims, 10 km are enough. NaN becomes nought.
    Length::from_units((steps.clamp(-1e10, 1e10) as i64) * STEP)
}

/// A distance that must not vanish: the width of a line.
pub(super) fn width(units: f64) -> Length {
    length(units).max(Length::from_units(STEP))
}

pub(super) fn size(size: usvg::Size) -> Size {
    Size { width: width(size.width().into()), height: width(size.height().into()) }
}

pub(super) fn point(x: f64, y: f64) -> Point {
    Point { x: length(x), y: length(y) }
}

/// A map of the plane, in doubles: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Map {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    pub e: f64,
    pub f: f64,
}

impl Map {
    pub const IDENTITY: Map = Map { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub fn new(from: Transform) -> Map {
        Map {
            a: from.sx.into(),
            b: from.ky.into(),
            c: from.kx.into(),
            d: from.sy.into(),
            e: from.tx.into(),
            f: from.ty.into(),
        }
    }

    pub fn translate(x: f64, y: f64) -> Map {
        Map { e: x, f: y, ..Map::IDENTITY }
    }

    /// First `inner`, then this map.
    pub fn after(&self, inner: Map) -> Map {
        let (x, y) = self.vector(inner.a, inner.b);
        let (u, v) = self.vector(inner.c, inner.d);
        let (e, f) = self.place(inner.e, inner.f);
        Map { a: x, b: y, c: u, d: v, e, f }
    }

    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let (u, v) = self.vector(x, y);
        (u + self.e, v + self.f)
    }

    pub fn vector(&self, x: f64, y: f64) -> (f64, f64) {
        (self.a * x + self.c * y, self.b * x + self.d * y)
    }

    pub fn point(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.place(x, y);
        point(x, y)
    }

    fn determinant(&self) -> f64 {
        self.a * self.d - self.b * self.c
    }

    /// How much a length grows, on the whole.
    pub fn scale(&self) -> f64 {
        self.determinant().abs().sqrt()
    }

    /// Whether circles stay circles (within a thousandth).
    pub fn keeps_circles(&self) -> bool {
        let (first, second) =
            (self.a * self.a + self.b * self.b, self.c * self.c + self.d * self.d);
        let lean = self.a * self.c + self.b * self.d;
        let near = 2e-3 * first.max(second);
        (first - second).abs() <= near && lean.abs() <= near
    }

    /// The map back; none when this one flattens the plane.
    pub fn inverse(&self) -> Option<Map> {
        let determinant = self.determinant();
        if !determinant.is_finite() || determinant.abs() < 1e-12 {
            return None;
        }
        let (a, b) = (self.d / determinant, -self.b / determinant);
        let (c, d) = (-self.c / determinant, self.a / determinant);
        let linear = Map { a, b, c, d, e: 0.0, f: 0.0 };
        let (e, f) = linear.vector(self.e, self.f);
        Some(Map { e: -e, f: -f, ..linear })
    }
}

/// A path through a map. Quadratic curves become cubic ones.
pub(super) fn segments(path: &Path, map: &Map) -> Vec<PathSegment> {
    let at = |place: Place| map.point(place.x.into(), place.y.into());
    // Two thirds of the way from an end to the one control point.
    let towards = |end: Place, control: Place| {
        let part = |end: f32, control: f32| {
            let (end, control) = (f64::from(end), f64::from(control));
            end + (control - end) * 2.0 / 3.0
        };
        map.point(part(end.x, control.x), part(end.y, control.y))
    };
    let mut last = Place::zero();
    let mut first = last;
    path.segments()
        .map(|segment| match segment {
            Segment::MoveTo(to) => {
                (last, first) = (to, to);
                PathSegment::Move(at(to))
            }
            Segment::LineTo(to) => {
                last = to;
                PathSegment::Line(at(to))
            }
            Segment::QuadTo(control, to) => {
                let from = std::mem::replace(&mut last, to);
                PathSegment::Cubic(towards(from, control), towards(to, control), at(to))
            }
            Segment::CubicTo(one, two, to) => {
                last = to;
                PathSegment::Cubic(at(one), at(two), at(to))
            }
            Segment::Close => {
                last = first;
                PathSegment::Close
            }
        })
        .collect()
}

/// A rectangle through a map.
pub(super) fn rectangle(x: f64, y: f64, width: f64, height: f64, map: &Map) -> Vec<PathSegment> {
    vec![
        PathSegment::Move(map.point(x, y)),
        PathSegment::Line(map.point(x + width, y)),
        PathSegment::Line(map.point(x + width, y + height)),
        PathSegment::Line(map.point(x, y + height)),
        PathSegment::Close,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_units_are_ninety_sixths_of_an_inch() {
        assert_eq!(length(96.0), Length::INCH);
        assert_eq!(length(f64::NAN), Length::ZERO);
        assert_eq!(length(f64::INFINITY), Length::from_units(10_000_000_000 * STEP));
        assert_eq!(width(1e-9), Length::from_units(STEP));
    }

    #[test]
    fn maps_follow_each_other_and_turn_back() {
        let map = Map { a: 2.0, b: 1.0, c: -1.0, d: 3.0, e: 5.0, f: -7.0 };
        let back = map.inverse().expect("not flat");
        let (x, y) = back.after(map).place(3.0, 4.0);
        assert!((x - 3.0).abs() < 1e-9 && (y - 4.0).abs() < 1e-9);
        assert_eq!(Map::translate(1.0, 2.0).after(map).place(0.0, 0.0), (6.0, -5.0));
        assert!(Map { d: 0.0, ..Map::IDENTITY }.inverse().is_none());
    }

    #[test]
    fn circles_stay_circles_under_turns_and_mirrors() {
        let turn = Map { a: 0.6, b: 0.8, c: -0.8, d: 0.6, e: 9.0, f: 9.0 };
        let mirror = Map { a: -2.0, d: 2.0, ..Map::IDENTITY };
        assert!(turn.keeps_circles() && mirror.keeps_circles());
        assert!(!Map { a: 2.0, ..Map::IDENTITY }.keeps_circles());
        assert!(!Map { c: 0.5, ..Map::IDENTITY }.keeps_circles());
    }
}
