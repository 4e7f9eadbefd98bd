//! The polygon of `clip`: points in per cent, one side after the other.

use super::toml_reader::{Context, Value};
use super::values::{Bounds, are_parts_of_one, hundredfold, per_cent, tell_parts_of_one};
use crate::diag::Diagnostic;
use crate::diag::codes::layout as codes;
use crate::measure::Decimal;

/// More corners than a hand draws.
const MOST: usize = 500;

type Corner = [Decimal; 2];

/// At least three corners, that enclose something, and no side across another.
pub(super) fn polygon(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Vec<Corner>> {
    let items = value.items(cx);
    let Some(items) = items else {
        cx.wrong_type(value, "a list of points", "polygon = [[0, 0], [100, 0], [50, 100]]");
        return None;
    };
    if items.len() > MOST {
        cx.out_of_range(value, "a list of at most 500 points");
        return None;
    }
    let count = items.len();
    let corners: Vec<Corner> = items.iter().filter_map(|item| corner(cx, item)).collect();
    if corners.len() < count {
        return None;
    }
    if are_parts_of_one(corners.as_flattened()) {
        let meant: Vec<String> = corners
            .iter()
            .map(|[x, y]| format!("[{}, {}]", hundredfold(*x), hundredfold(*y)))
            .collect();
        tell_parts_of_one(cx, value, &format!("polygon = [{}]", meant.join(", ")));
        return None;
    }
    let fault = if count < 3 {
        Some(format!("it has {count} corner{}, and needs three", if count == 1 { "" } else { "s" }))
    } else if area(&corners) == 0 {
        Some("its corners lie on one line".to_owned())
    } else {
        let crossing = crossing(&corners);
        crossing.map(|(one, other)| format!("its sides {} and {} cross", one + 1, other + 1))
    };
    let Some(fault) = fault else { return Some(corners) };
    cx.push(
        Diagnostic::error(codes::BAD_POLYGON, "the polygon encloses nothing that can be shown")
            .at(value.span, fault)
            .help("name the corners in turn around the shape, in per cent of the picture, such as [[0, 0], [100, 0], [50, 100]]"),
    );
    None
}

fn corner(cx: &mut Context<'_>, value: &Value<'_>) -> Option<Corner> {
    let items = value.items(cx).unwrap_or_default();
    let [across, down] = items.as_slice() else {
        cx.wrong_type(value, "points of two numbers, across and down", "[50, 100]");
        return None;
    };
    let read = |cx: &mut Context<'_>, item| per_cent(Bounds::PER_CENT)(cx, item);
    Some([read(cx, across)?, read(cx, down)?])
}

fn units([x, y]: Corner) -> (i128, i128) {
    (x.millionths().into(), y.millionths().into())
}

/// Which side of the line from `a` to `b` a corner lies on.
fn turn(a: Corner, b: Corner, c: Corner) -> i128 {
    let ((ax, ay), (bx, by), (cx, cy)) = (units(a), units(b), units(c));
    ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).signum()
}

/// Twice the area, with its sign.
fn area(corners: &[Corner]) -> i128 {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .map(|(a, b)| {
            let ((ax, ay), (bx, by)) = (units(*a), units(*b));
            ax * by - bx * ay
        })
        .sum()
}

/// Two sides, not neighbours, of which one lies across the other.
fn crossing(corners: &[Corner]) -> Option<(usize, usize)> {
    let count = corners.len();
    let side = |at: usize| (corners[at % count], corners[(at + 1) % count]);
    (0..count).find_map(|one| {
        let (a, b) = side(one);
        let others = (one + 2..count).filter(|other| (other + 1) % count != one);
        others.into_iter().find_map(|other| {
            let (c, d) = side(other);
            let across = turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
            across.then_some((one, other))
        })
    })
}
