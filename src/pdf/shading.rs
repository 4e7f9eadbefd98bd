//! Gradients as shading patterns (ISO 32000-1 8.7.4.5) with functions between their stops.

use lopdf::{Dictionary, Object, dictionary};

use super::digits::{number, real};
use super::inks::{self, Spots};
use crate::colour::Ink;
use crate::measure::Point;
use crate::picture::{Gradient, GradientStop};

/// The end of a gradient's way, of [`GradientStop::offset`].
const END: u16 = 10_000;

/// The pattern of a gradient; its coordinates are those of the form it is used in.
pub(super) fn pattern(gradient: &Gradient, spots: &Spots) -> Dictionary {
    let linear = !gradient.is_radial();
    let (start, end) = (gradient.start, gradient.end);
    let coords: Vec<Object> = if linear {
        [start.x, start.y, end.x, end.y].into_iter().map(real).collect()
    } else {
        [start.x, start.y, gradient.start_radius, end.x, end.y, gradient.end_radius]
            .into_iter()
            .map(real)
            .collect()
    };
    let mut pattern = dictionary! {
        "Type" => "Pattern",
        "PatternType" => 2,
        "Shading" => dictionary! {
            "ShadingType" => if linear { 2 } else { 3 },
            "ColorSpace" => "DeviceCMYK",
            "Coords" => Object::Array(coords),
            "Function" => function(&gradient.stops, spots),
            "Extend" => vec![true.into(), true.into()],
        },
    };
    if gradient.stretch != Gradient::ROUND {
        pattern.set("Matrix", around(gradient.stretch, end));
    }
    pattern
}

/// The matrix of a linear map around a point that it leaves where it is.
fn around(map: [i64; 4], centre: Point) -> Object {
    const ONE: i64 = 1_000_000;
    let [a, b, c, d] = map;
    let x = centre.x - centre.x.scale(a, ONE) - centre.y.scale(c, ONE);
    let y = centre.y - centre.x.scale(b, ONE) - centre.y.scale(d, ONE);
    let linear = map.into_iter().map(|value| number(value, 6));
    Object::Array(linear.chain([real(x), real(y)]).collect())
}

/// One function a stretch between stops, stitched together (ISO 32000-1 7.10.4).
fn function(stops: &[GradientStop], spots: &Spots) -> Dictionary {
    let stretches = stretches(stops, spots);
    let pieces: Vec<Object> = stretches
        .iter()
        .map(|stretch| Object::Dictionary(inks::blend(stretch.from, stretch.to)))
        .collect();
    if let [only] = stretches.as_slice() {
        return inks::blend(only.from, only.to);
    }
    let bounds = stretches.iter().skip(1).map(|s| number(i64::from(s.start), 4)).collect();
    dictionary! {
        "FunctionType" => 3,
        "Domain" => vec![0.into(), 1.into()],
        "Encode" => Object::Array(pieces.iter().flat_map(|_| [0.into(), 1.into()]).collect()),
        "Functions" => Object::Array(pieces),
        "Bounds" => Object::Array(bounds),
    }
}

/// From `start` to the next stretch's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    start: u16,
    from: [Ink; 4],
    to: [Ink; 4],
}

/// Covers 0 to [`END`]; stops at one place make a hard edge between two stretches.
fn stretches(stops: &[GradientStop], spots: &Spots) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut last = stops.first().map_or([Ink::NONE; 4], |stop| inks::process(stop.colour, spots));
    for stop in stops {
        let (offset, colour) = (stop.offset.clamp(at, END), inks::process(stop.colour, spots));
        if offset > at {
            out.push(Stretch { start: at, from: last, to: colour });
        }
        (at, last) = (offset, colour);
    }
    if at < END {
        out.push(Stretch { start: at, from: last, to: last });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Colour;

    fn stop(offset: u16, k: u16) -> GradientStop {
        GradientStop { offset, colour: Colour::grey(Ink::per_cent(k)) }
    }

    fn shown(stops: &[GradientStop]) -> Vec<(u16, u16, u16)> {
        stretches(stops, &[]).iter().map(|s| (s.start, s.from[3].0, s.to[3].0)).collect()
    }

    #[test]
    fn a_stretched_circle_stays_around_its_centre() {
        let pt = crate::measure::Length::from_pt;
        let matrix = around([2_000_000, 0, 0, 1_000_000], Point { x: pt(10), y: pt(20) });
        let values: Vec<_> =
            matrix.as_array().expect("an array").iter().map(|v| v.as_i64().ok()).collect();
        assert_eq!(values, [2, 0, 0, 1, -10, 0].map(Some));
    }

    #[test]
    fn the_whole_way_is_covered() {
        assert_eq!(shown(&[stop(0, 0), stop(10_000, 100)]), [(0, 0, 10_000)]);
        assert_eq!(shown(&[]), [(0, 0, 0)]);
        assert_eq!(
            shown(&[stop(2000, 10), stop(5000, 20), stop(5000, 80)]),
            [(0, 1000, 1000), (2000, 1000, 2000), (5000, 8000, 8000)]
        );
    }
}
