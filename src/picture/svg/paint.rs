//! Paints: colours as ink, and gradients.

use usvg::{BaseGradient, Color, Opacity, SpreadMethod};

use super::super::{Feature, Gradient, GradientStop, Paint};
use super::space::{Map, length, width};
use crate::colour::{Colour, Ink, Profile};
use crate::measure::{Length, Point};

/// A paint and the opacity that comes with it.
pub(super) struct Painted {
    pub paint: Paint,
    pub opacity: Ink,
    /// What of it cannot be drawn as meant.
    pub short: Vec<Feature>,
}

/// Of 10 000.
pub(super) fn ink(opacity: Opacity) -> Ink {
    Ink((f64::from(opacity.get()) * 10_000.0).round() as u16)
}

pub(super) fn colour(colour: Color, profile: &Profile) -> Colour {
    profile.to_cmyk([colour.red, colour.green, colour.blue])
}

pub(super) fn solid(plain: Color, profile: &Profile) -> Painted {
    let paint = Paint::Solid(colour(plain, profile));
    Painted { paint, opacity: Ink::SOLID, short: Vec::new() }
}

pub(super) fn linear(
    gradient: &usvg::LinearGradient,
    map: &Map,
    profile: &Profile,
) -> Option<Painted> {
    let map = map.after(Map::new(gradient.transform()));
    let (x, y) = map.place(gradient.x1().into(), gradient.y1().into());
    let along = (gradient.x2() - gradient.x1(), gradient.y2() - gradient.y1());
    let (along_x, along_y) = (f64::from(along.0), f64::from(along.1));
    // Lines of one colour run across the gradient; under a map that leans they no longer do,
    // so its end is moved along its line of one colour until it is square to the start again.
    let (across_x, across_y) = map.vector(-along_y, along_x);
    let (normal_x, normal_y) = (across_y, -across_x);
    let (end_x, end_y) = map.vector(along_x, along_y);
    let square = normal_x * normal_x + normal_y * normal_y;
    let part = (end_x * normal_x + end_y * normal_y) / square;
    if !part.is_finite() {
        return None;
    }
    let start = point(x, y);
    let end = point(x + normal_x * part, y + normal_y * part);
    let radii = (Length::ZERO, Length::ZERO);
    Some(with_stops(gradient, Gradient::ROUND, (start, end), radii, profile))
}

pub(super) fn radial(
    gradient: &usvg::RadialGradient,
    map: &Map,
    profile: &Profile,
) -> Option<Painted> {
    let map = map.after(Map::new(gradient.transform()));
    let scale = map.scale();
    if !scale.is_normal() {
        return None;
    }
    let (x, y) = map.place(gradient.cx().into(), gradient.cy().into());
    let focus = (gradient.fx() - gradient.cx(), gradient.fy() - gradient.cy());
    let focus = (f64::from(focus.0), f64::from(focus.1));
    let radius = width(f64::from(gradient.r().get()) * scale);
    let millionths = |value: f64| (value / scale * 1e6).round() as i64;
    let (stretch, (focus_x, focus_y)) = if map.keeps_circles() {
        (Gradient::ROUND, map.vector(focus.0, focus.1))
    } else {
        let stretch = [map.a, map.b, map.c, map.d].map(millionths);
        (stretch, (focus.0 * scale, focus.1 * scale))
    };
    let (start, end) = (point(x + focus_x, y + focus_y), point(x, y));
    Some(with_stops(gradient, stretch, (start, end), (Length::ZERO, radius), profile))
}

fn point(x: f64, y: f64) -> Point {
    Point { x: length(x), y: length(y) }
}

fn with_stops(
    base: &BaseGradient,
    stretch: [i64; 4],
    (start, end): (Point, Point),
    (start_radius, end_radius): (Length, Length),
    profile: &Profile,
) -> Painted {
    let mut short = Vec::new();
    if base.spread_method() != SpreadMethod::Pad {
        short.push(Feature::GradientSpread);
    }
    let stops = base.stops();
    let first = stops.first().map_or(Ink::SOLID, |stop| ink(stop.opacity()));
    let is_even = stops.iter().all(|stop| ink(stop.opacity()) == first);
    if !is_even {
        short.push(Feature::GradientOpacity);
    }
    let stops = stops.iter().map(|stop| {
        let full = colour(stop.color(), profile);
        GradientStop {
            offset: (f64::from(stop.offset().get()) * 10_000.0).round() as u16,
            colour: if is_even { full } else { full.tinted(ink(stop.opacity())) },
        }
    });
    let stops = whole_range(stops.collect());
    let gradient = Gradient { start, end, start_radius, end_radius, stretch, stops };
    let opacity = if is_even { first } else { Ink::SOLID };
    Painted { paint: Paint::Gradient(gradient), opacity, short }
}

/// Stops from 0 to 10 000, each further than the one before it; where one colour changes
/// abruptly to another the two stand a step apart.
fn whole_range(mut stops: Vec<GradientStop>) -> Vec<GradientStop> {
    let Some((first, last)) = stops.first().copied().zip(stops.last().copied()) else {
        return stops;
    };
    if first.offset > 0 {
        stops.insert(0, GradientStop { offset: 0, ..first });
    }
    if last.offset < 10_000 || stops.len() < 2 {
        stops.push(GradientStop { offset: 10_000, ..last });
    }
    let mut least = 0;
    for stop in &mut stops {
        stop.offset = stop.offset.max(least);
        least = stop.offset.saturating_add(1);
    }
    let mut most = 10_000u16;
    for stop in stops.iter_mut().rev() {
        stop.offset = stop.offset.min(most);
        most = stop.offset.saturating_sub(1);
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_cover_the_whole_range_and_rise() {
        for (offsets, expected) in [
            (&[0u16, 10_000][..], &[0u16, 10_000][..]),
            (&[2000, 8000], &[0, 2000, 8000, 10_000]),
            (&[0, 5000, 5000, 10_000], &[0, 5000, 5001, 10_000]),
            (&[0, 10_000, 10_000], &[0, 9999, 10_000]),
            (&[0, 0, 10_000], &[0, 1, 10_000]),
            (&[5000], &[0, 5000, 10_000]),
        ] {
            let stop = |&offset| GradientStop { offset, colour: Colour::BLACK };
            let stops = whole_range(offsets.iter().map(stop).collect());
            let found: Vec<u16> = stops.iter().map(|stop| stop.offset).collect();
            assert_eq!(found, expected, "{offsets:?}");
        }
    }
}
