//! The legs of a block that stands on both halves of a spread: each of them on one half.
//!
//! ```text
//! | leg  leg |  white | leg  leg |      across: `split` legs are shared out by the width of the parts
//! | 4 3 2 1  |  white | 4 3 2 1  |      down: the legs of the right half, then those of the left
//! | 8 7 6 5  |        | 8 7 6 5  |
//! ```

use super::boxes;
use super::grid::{Interval, characters};
use super::legs::{self, Misfit, Room};
use crate::measure::{Length, Rect};
use crate::page::model::{Fold, Leg, Side};
use crate::source::layout::Split;

/// The white in the middle of a block whose lines cross the fold, from the start of its inside.
pub(super) fn white(fold: &Fold, inner: &Rect) -> Interval {
    let within = |x: Length| (x - inner.x).clamp(Length::ZERO, inner.width);
    let (start, end) = (within(fold.white.start), within(fold.white.end));
    Interval { start, size: end - start }
}

/// What lies before the white and behind it.
fn parts(width: Length, white: Interval) -> [Interval; 2] {
    [
        Interval { start: Length::ZERO, size: white.start },
        Interval { start: white.end(), size: width - white.end() },
    ]
}

/// Of so many legs those before the fold, by the width of both parts.
fn share(count: i64, [before, behind]: [Interval; 2], least: Length) -> i64 {
    match (before.size >= least, behind.size >= least) {
        (true, false) => count,
        (false, true) => 0,
        _ => {
            let both = (before.size + behind.size).units().max(1);
            let own = (before.size.units().saturating_mul(count) + both / 2) / both;
            own.clamp(1, (count - 1).max(1))
        }
    }
}

/// The legs, from the start of the block's inside; `white` is in its middle.
pub(super) fn legs(
    split: Option<&Split>,
    room: Room<'_>,
    white: Interval,
) -> Result<Vec<Interval>, Misfit> {
    let parts = parts(room.width, white);
    match split {
        None if room.columns.len() > 1 => legs::legs(None, room),
        None | Some(Split::Legs(0 | 1)) => Err(one_leg(room, white)),
        Some(Split::Legs(count)) => {
            let count = i64::from(*count);
            let before = share(count, parts, room.em);
            let counts = [before, count - before];
            let sizes = parts.iter().zip(counts).filter(|(_, count)| *count > 0);
            let sizes = sizes.map(|(part, count)| {
                (part.size - room.gutter * (count - 1)).units() / count / room.em.units().max(1)
            });
            let size = room.em * sizes.min().unwrap_or(0);
            if !size.is_positive() {
                return Err(one_leg(room, white));
            }
            let sizes = vec![size; count as usize];
            set(&sizes, before as usize, parts, room)
        }
        Some(Split::Measures(measures)) => {
            let sizes: Vec<Length> = measures.iter().map(|it| it.value.times(room.em)).collect();
            if sizes.len() < 2 || sizes.iter().any(|size| !size.is_positive()) {
                return Err(one_leg(room, white));
            }
            let usual = share(sizes.len() as i64, parts, room.em) as usize;
            let mut tried = std::iter::once(usual).chain(1..sizes.len());
            let fitting = tried.find_map(|before| set(&sizes, before, parts, room).ok());
            fitting.map_or_else(|| set(&sizes, usual, parts, room), Ok)
        }
    }
}

/// The first legs before the fold, the others behind it.
fn set(
    sizes: &[Length],
    before: usize,
    parts: [Interval; 2],
    room: Room<'_>,
) -> Result<Vec<Interval>, Misfit> {
    let (left, right) = sizes.split_at(before.min(sizes.len()));
    let mut legs = Vec::with_capacity(sizes.len());
    for (part, sizes) in parts.into_iter().zip([left, right]) {
        if sizes.is_empty() {
            continue;
        }
        let own = legs::spread(sizes, Room { width: part.size, columns: &[], ..room })?;
        let moved = |leg: Interval| Interval { start: leg.start + part.start, ..leg };
        legs.extend(own.into_iter().map(moved));
    }
    Ok(legs)
}

fn one_leg(room: Room<'_>, white: Interval) -> Misfit {
    let [before, behind] = parts(room.width, white);
    let chars = |part: Interval| characters(part.size, room.em);
    Misfit {
        sum: format!(
            "a leg would cross the fold: {} characters before it and {} behind",
            chars(before),
            chars(behind)
        ),
        help: "give the block at least two legs, as in `split = 2`, whole `columns`, or one half \
               of the spread"
            .to_owned(),
    }
}

/// The columns inside a block: as [`boxes::inner_columns`], on each half by itself.
pub(super) fn inner_columns(
    (spanned, count): (&[Interval], u32),
    (inset, width): (Length, Length),
    (em, gutter): (Length, Length),
    white: Interval,
) -> Vec<Interval> {
    if !inset.is_positive() && !spanned.is_empty() {
        return spanned.to_vec();
    }
    let parts = parts(width, white);
    let before = match spanned {
        [] => share(i64::from(count), parts, em),
        // Columns are seen from the block's edge, its inside from the inset on.
        _ => spanned.iter().filter(|slot| slot.start < white.start + inset).count() as i64,
    };
    let counts = [before, i64::from(count) - before];
    let parts = parts.into_iter().zip(counts);
    let parts = parts.filter(|(part, count)| *count > 0 && part.size >= em);
    let recast = |(part, count): (Interval, i64)| {
        let own = boxes::inner_columns(&[], count as u32, inset, part.size, em, gutter);
        own.into_iter().map(move |slot| Interval { start: slot.start + part.start, ..slot })
    };
    parts.flat_map(recast).collect()
}

/// The legs of a block whose lines run along the fold, each parted there. What holds no line is left out.
pub(super) fn cut(legs: Vec<Leg>, fold: &Fold, line: Length) -> Vec<Leg> {
    let on = |side: Side| {
        let parts = legs.iter().map(move |leg| Leg { rect: fold.part(&leg.rect, side) });
        parts.filter(move |leg| leg.rect.width >= line)
    };
    // Down the lines follow one another from the right.
    on(Side::Right).chain(on(Side::Left)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{FileId, Span, Spanned};
    use crate::measure::Decimal;
    use crate::page::resolve::legs::tests::{EM, room};

    fn white(start: i64, size: i64) -> Interval {
        Interval { start: EM * start, size: EM * size }
    }

    fn chars(legs: &[Interval]) -> Vec<(i64, i64)> {
        legs.iter().map(|leg| (leg.start.whole(EM), leg.size.whole(EM))).collect()
    }

    fn measures(chars: &[i64]) -> Split {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        Split::Measures(chars.iter().map(|&n| Spanned::new(Decimal::from_int(n), span)).collect())
    }

    #[test]
    fn no_leg_crosses_the_fold() {
        // 37 characters, 10 of white, 37 again.
        let whole = |split: Split| legs(Some(&split), room(84), white(37, 10));
        let four = whole(Split::Legs(4)).expect("four legs");
        assert_eq!(chars(&four), [(0, 18), (19, 18), (47, 18), (66, 18)]);
        let given = whole(measures(&[18, 18, 37])).expect("two and one");
        assert_eq!(chars(&given), [(0, 18), (19, 18), (47, 37)]);
        let given = whole(measures(&[37, 18, 18])).expect("one and two");
        assert_eq!(chars(&given), [(0, 37), (47, 18), (66, 18)]);
        for wrong in [Split::Legs(1), measures(&[80])] {
            let misfit = whole(wrong).expect_err("one leg");
            assert!(misfit.sum.contains("37 characters before it and 37 behind"), "{misfit:?}");
        }
        assert!(whole(measures(&[10, 10, 10])).is_err(), "too short on either half");
    }

    #[test]
    fn legs_are_shared_out_by_the_width_of_both_parts() {
        // 18 before, 56 behind.
        let three = legs(Some(&Split::Legs(4)), room(84), white(18, 10)).expect("legs fit");
        assert_eq!(three.iter().filter(|leg| leg.start < EM * 18).count(), 1);
        let only = legs(Some(&Split::Legs(2)), room(47), white(0, 10)).expect("one part");
        assert_eq!(chars(&only), [(10, 18), (29, 18)]);
    }

    #[test]
    fn a_box_is_recast_on_each_half() {
        let spanned = [white(0, 18), white(19, 18), white(47, 18), white(66, 18)];
        let inside = inner_columns((&spanned, 4), (EM, EM * 82), (EM, EM), white(36, 10));
        assert_eq!(chars(&inside), [(0, 17), (19, 17), (46, 17), (65, 17)]);
        let plain = inner_columns((&spanned, 4), (Length::ZERO, EM * 84), (EM, EM), white(37, 10));
        assert_eq!(plain, spanned);
    }

    #[test]
    fn tiers_are_parted_at_the_fold() {
        let pt = Length::from_pt;
        let rect = |x, width| Rect { x: pt(x), y: pt(0), width: pt(width), height: pt(90) };
        let fold = Fold { at: pt(100), white: pt(88)..pt(112), first: Side::Right };
        let legs =
            cut(vec![Leg { rect: rect(40, 120) }, Leg { rect: rect(80, 60) }], &fold, pt(12));
        let rects: Vec<Rect> = legs.iter().map(|leg| leg.rect).collect();
        assert_eq!(rects, [rect(112, 48), rect(112, 28), rect(40, 48)]);
    }
}
