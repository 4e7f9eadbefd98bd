//! Strokes: as pens where the map leaves them round, else as the outline of their ink.

use usvg::tiny_skia_path::{Path, StrokeDash};

use super::super::{LineCap, LineJoin, Paint, Stroke};
use super::space::{Map, length, width};
use crate::measure::Length;

/// The thinnest stroke within a group that prints, at the drawing's own size.
pub(super) fn thinnest(group: &usvg::Group) -> Option<Length> {
    let of = |path: &usvg::Path| {
        let stroke = path.stroke().filter(|_| path.is_visible())?;
        let white = usvg::Color::white();
        let prints = !matches!(stroke.paint(), usvg::Paint::Color(colour) if *colour == white);
        if !prints || stroke.opacity().get() == 0.0 {
            return None;
        }
        let map = path.abs_transform();
        let area = f64::from(map.sx) * f64::from(map.sy) - f64::from(map.kx) * f64::from(map.ky);
        Some(width(f64::from(stroke.width().get()) * area.abs().sqrt()))
    };
    group
        .children()
        .iter()
        .filter_map(|node| match node {
            usvg::Node::Group(inner) => thinnest(inner),
            usvg::Node::Path(path) => of(path),
            usvg::Node::Image(_) | usvg::Node::Text(_) => None,
        })
        .min()
}

/// The pen of a stroke under a map that keeps circles.
pub(super) fn pen(stroke: &usvg::Stroke, paint: Paint, map: &Map) -> Stroke {
    let scale = map.scale();
    let scaled = |units: f32| length(f64::from(units) * scale);
    let mut dash: Vec<Length> =
        stroke.dasharray().unwrap_or_default().iter().map(|&units| scaled(units)).collect();
    // SVG: an odd list is said twice. A list of noughts is an unbroken line.
    if dash.len() % 2 == 1 {
        dash.extend_from_within(..);
    }
    if !dash.iter().any(|part| part.is_positive()) {
        dash.clear();
    }
    Stroke {
        paint,
        width: width(f64::from(stroke.width().get()) * scale),
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        miter_limit: (f64::from(stroke.miterlimit().get()) * 1000.0).round() as i64,
        dash,
        dash_offset: scaled(stroke.dashoffset()),
    }
}

/// The most times a list of dashes is gone through; a line that asks for more is unbroken.
const MAX_DASHES: f32 = 20_000.0;

/// At least as long as the path.
fn reach(path: &Path) -> f32 {
    let points = path.points();
    let steps = points.iter().zip(points.iter().skip(1));
    // A closing line is no longer than the way to where it begins.
    2.0 * steps.map(|(from, to)| (*to - *from).length()).sum::<f32>()
}

/// The ink of a stroke as an area, in the path's own coordinates.
pub(super) fn area(stroke: &usvg::Stroke, path: &Path, map: &Map) -> Option<Path> {
    let precision = (map.scale() as f32).clamp(0.01, 100.0) * 4.0;
    let mut pen = stroke.to_tiny_skia();
    pen.dash = None;
    let few = |dash: &&[f32]| (0.0..MAX_DASHES).contains(&(reach(path) / dash.iter().sum::<f32>()));
    let dash = stroke.dasharray().filter(few);
    let dash = dash.and_then(|dash| StrokeDash::new(dash.to_vec(), stroke.dashoffset()));
    match dash.and_then(|dash| path.dash(&dash, precision)) {
        Some(dashed) => dashed.stroke(&pen, precision),
        None => path.stroke(&pen, precision),
    }
}
