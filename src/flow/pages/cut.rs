//! What `clip` cuts out of a picture, as a path on the sheet.

use std::sync::Arc;

use crate::measure::{Length, Point, Rect};
use crate::page::model::Clip;
use crate::picture::PathSegment;

/// A round corner's radius, of the shorter side.
const CORNER: i64 = 8;
/// How far the handles of a quarter of a circle reach, in millionths of its radius.
const HANDLE: i64 = 552_285;
const WHOLE: i64 = 1_000_000;

/// The path in what is shown of a picture; none where all of it is.
pub(super) fn cut(clip: &Clip, shown: Rect) -> Option<Arc<[PathSegment]>> {
    let short = shown.width.min(shown.height);
    match clip {
        Clip::Whole => None,
        Clip::Circle => {
            let x = shown.x + (shown.width - short) / 2;
            let y = shown.y + (shown.height - short) / 2;
            Some(rounded(Rect { x, y, width: short, height: short }, short / 2))
        }
        Clip::Rounded => Some(rounded(shown, short / CORNER)),
        Clip::Polygon(corners) => {
            let at = |[x, y]: [i64; 2]| Point {
                x: shown.x + shown.width.scale(x, WHOLE),
                y: shown.y + shown.height.scale(y, WHOLE),
            };
            let first = corners.first().map(|corner| PathSegment::Move(at(*corner)));
            let others = corners.iter().skip(1).map(|corner| PathSegment::Line(at(*corner)));
            Some(first.into_iter().chain(others).chain([PathSegment::Close]).collect())
        }
    }
}

/// A rectangle with corners of a radius, clockwise from the end of its first.
fn rounded(rect: Rect, radius: Length) -> Arc<[PathSegment]> {
    let Rect { x, y, .. } = rect;
    let (right, bottom) = (rect.right(), rect.bottom());
    let handle = radius - radius.scale(HANDLE, WHOLE);
    let at = |x, y| Point { x, y };
    let turn = |one, other, to| PathSegment::Cubic(one, other, to);
    [
        PathSegment::Move(at(x + radius, y)),
        PathSegment::Line(at(right - radius, y)),
        turn(at(right - handle, y), at(right, y + handle), at(right, y + radius)),
        PathSegment::Line(at(right, bottom - radius)),
        turn(at(right, bottom - handle), at(right - handle, bottom), at(right - radius, bottom)),
        PathSegment::Line(at(x + radius, bottom)),
        turn(at(x + handle, bottom), at(x, bottom - handle), at(x, bottom - radius)),
        PathSegment::Line(at(x, y + radius)),
        turn(at(x, y + handle), at(x + handle, y), at(x + radius, y)),
        PathSegment::Close,
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::encloses;

    #[test]
    fn a_circle_stands_in_the_middle_and_corners_are_round() {
        let pt = Length::from_pt;
        let shown = Rect { x: pt(100), y: pt(50), width: pt(80), height: pt(40) };
        let polygon = Clip::Polygon(vec![[0, 0], [WHOLE, 0], [WHOLE / 2, WHOLE]]);
        for (clip, x, y, expected) in [
            (Clip::Circle, 140, 70, true),
            (Clip::Circle, 122, 70, true),
            (Clip::Circle, 119, 70, false),
            (Clip::Circle, 125, 55, false),
            (Clip::Rounded, 103, 53, true),
            (Clip::Rounded, 101, 51, false),
            (polygon.clone(), 140, 80, true),
            (polygon, 105, 80, false),
        ] {
            let path = cut(&clip, shown).expect("a path");
            assert_eq!(encloses(&path, Point { x: pt(x), y: pt(y) }), expected, "{clip:?} {x} {y}");
        }
        assert!(cut(&Clip::Whole, shown).is_none());
    }
}
