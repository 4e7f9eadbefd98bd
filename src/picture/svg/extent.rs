//! The ink of shapes, at most: curves lie within their control points.

use super::super::{LineJoin, PathSegment, Shape, Stroke};
use crate::measure::{Length, Point, Rect};

/// A rectangle that holds a shape; none for one without ink.
pub(super) fn of(shape: &Shape) -> Option<Rect> {
    match shape {
        Shape::Path { segments, stroke, .. } => {
            let reach = stroke.as_ref().map_or(Length::ZERO, reach);
            Some(grown(of_path(segments)?, reach))
        }
        Shape::Group { clip: Some((segments, _)), .. } => of_path(segments),
        Shape::Group { clip: None, shapes, .. } => {
            shapes.iter().filter_map(of).reduce(|one, other| one.union(&other))
        }
        Shape::Raster { origin, right, down, .. } => {
            let plus = |from: Point, by: Point| Point { x: from.x + by.x, y: from.y + by.y };
            let corners = [*origin, plus(*origin, *right), plus(*origin, *down)];
            let across = plus(plus(*origin, *right), *down);
            of_points(corners.into_iter().chain([across]))
        }
    }
}

/// How far a pen's ink may lie from its line.
fn reach(stroke: &Stroke) -> Length {
    let half = stroke.width / 2;
    match stroke.join {
        LineJoin::Miter => half.scale(stroke.miter_limit.max(1415), 1000),
        LineJoin::Round | LineJoin::Bevel => half.scale(1415, 1000),
    }
}

fn of_path(segments: &[PathSegment]) -> Option<Rect> {
    of_points(segments.iter().flat_map(|segment| match *segment {
        PathSegment::Move(to) | PathSegment::Line(to) => vec![to],
        PathSegment::Cubic(one, two, to) => vec![one, two, to],
        PathSegment::Close => Vec::new(),
    }))
}

fn of_points(points: impl Iterator<Item = Point>) -> Option<Rect> {
    points
        .map(|Point { x, y }| Rect { x, y, width: Length::ZERO, height: Length::ZERO })
        .reduce(|one, other| one.union(&other))
}

fn grown(rect: Rect, by: Length) -> Rect {
    Rect {
        x: rect.x - by,
        y: rect.y - by,
        width: rect.width + by * 2,
        height: rect.height + by * 2,
    }
}
