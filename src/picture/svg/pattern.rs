//! Patterns: their tiles are drawn one by one within the area that they fill.

use usvg::{Pattern, Rect};

use super::super::{Feature, FillRule, PathSegment, PictureError, Shape};
use super::convert::{Converter, clipped};
use super::space::{Map, rectangle};
use crate::colour::Ink;

/// The most tiles drawn for one area.
const MAX_TILES: f64 = 2_000.0;

/// The tiles of `pattern` that lie over `bounds` (in the coordinates before the map), within `area`.
pub(super) fn tiles(
    converter: &mut Converter<'_>,
    pattern: &Pattern,
    area: (Vec<PathSegment>, FillRule),
    bounds: Rect,
    (map, opacity): (&Map, Ink),
) -> Result<Vec<Shape>, PictureError> {
    let own = Map::new(pattern.transform());
    let tile = pattern.rect();
    let (width, height) = (f64::from(tile.width()), f64::from(tile.height()));
    let (left, top) = (f64::from(tile.x()), f64::from(tile.y()));
    let Some(back) = own.inverse() else { return Ok(Vec::new()) };
    let corners = [
        back.place(bounds.left().into(), bounds.top().into()),
        back.place(bounds.right().into(), bounds.top().into()),
        back.place(bounds.left().into(), bounds.bottom().into()),
        back.place(bounds.right().into(), bounds.bottom().into()),
    ];
    let span = |values: [f64; 4], start: f64, step: f64| {
        let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(least, most), &value| {
            (least.min(value), most.max(value))
        });
        (((least - start) / step).floor(), ((most - start) / step).ceil())
    };
    let (first_column, end_column) = span(corners.map(|(x, _)| x), left, width);
    let (first_row, end_row) = span(corners.map(|(_, y)| y), top, height);
    let (columns, rows) = (end_column - first_column, end_row - first_row);
    // Also false for numbers that are none.
    if !(columns * rows <= MAX_TILES && columns >= 0.0 && rows >= 0.0) {
        converter.count(Feature::Pattern, 1);
        return Ok(Vec::new());
    }
    let mut shapes = Vec::new();
    for tile in 0..(columns * rows) as u32 {
        let column = first_column + f64::from(tile % columns as u32);
        let row = first_row + f64::from(tile / columns as u32);
        let place = Map::translate(left + column * width, top + row * height);
        let map = map.after(own).after(place);
        let content = converter.group(pattern.root(), &map)?;
        if !content.is_empty() {
            let edge = rectangle(0.0, 0.0, width, height, &map);
            shapes.push(clipped((edge, FillRule::NonZero), content));
        }
    }
    if shapes.is_empty() || opacity == Ink::NONE {
        return Ok(Vec::new());
    }
    Ok(vec![Shape::Group { clip: Some(area), opacity, shapes }])
}
