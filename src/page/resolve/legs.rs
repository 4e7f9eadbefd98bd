//! The parallel measures of a block (R98, R99).
//!
//! n columns of a characters give n·a + (n−1)·gutter. `split = m` sets m equal whole-character
//! legs in that; what is over goes to the gutters between them.
//!
//! ```text
//! |<-------------- 53 -------------->|
//! |<--- 18 --->|2½|<-12->|2½|<- 18 ->|      split = [18, 12, 18]
//! ```

use super::grid::{Interval, characters};
use crate::diag::Spanned;
use crate::measure::{Decimal, Length};
use crate::source::layout::Split;

/// The widest gutter between two legs, in characters.
const WIDEST: i64 = 3;

/// What legs are made in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room<'a> {
    /// The block's inner width.
    pub width: Length,
    /// One character of the block's own body.
    pub em: Length,
    /// The grid's gutter: the usual space between legs.
    pub gutter: Length,
    /// The grid's columns that the block spans; none for a block that stands on characters.
    pub columns: &'a [Interval],
    /// Whether `columns` are measured in characters of `em`.
    pub own_size: OwnSize,
    /// Where the rest of less than a character goes.
    pub rest: Rest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnSize {
    /// The block's characters are the grid's: a column is as wide as it was asked to be.
    Grid,
    /// Another size, which is set apart to fill each column.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    AtEnd,
    /// Half at each side: framed and tinted boxes look even.
    Centred,
}

/// Why a split cannot be: the sum, for the label, and the cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    pub sum: String,
    pub help: String,
}

/// The legs, from the start of the block's inside.
pub(super) fn legs(split: Option<&Split>, room: Room<'_>) -> Result<Vec<Interval>, Misfit> {
    let mut legs = match split {
        None if room.columns.len() > 1 => columns(room)?,
        None => single(room)?,
        Some(Split::Legs(count)) => equal(i64::from(*count), room)?,
        Some(Split::Measures(measures)) => measured(measures, room)?,
    };
    let end = legs.last().map_or(Length::ZERO, |leg| leg.end());
    if room.rest == Rest::Centred {
        let shift = (room.width - end) / 2;
        legs.iter_mut().for_each(|leg| leg.start += shift);
    }
    Ok(legs)
}

fn whole(length: Length, em: Length) -> Length {
    em * length.whole(em)
}

fn columns(room: Room<'_>) -> Result<Vec<Interval>, Misfit> {
    // Type of another size is set apart to fill them (R129).
    let legs: Vec<Interval> = room.columns.to_vec();
    let narrow = |leg: &Interval| room.own_size == OwnSize::Other && leg.size < room.em;
    if legs.iter().any(|leg| !leg.size.is_positive() || narrow(leg)) {
        return Err(too_narrow(room, legs.len() as i64));
    }
    Ok(legs)
}

fn single(room: Room<'_>) -> Result<Vec<Interval>, Misfit> {
    let size = match room.columns {
        // One column, fractional if the grid says so.
        [column] if room.own_size == OwnSize::Grid && column.size <= room.width => column.size,
        // Set apart to fill it (R129).
        _ if room.own_size == OwnSize::Other && room.width >= room.em => room.width,
        _ => whole(room.width, room.em),
    };
    if !size.is_positive() {
        return Err(too_narrow(room, 1));
    }
    Ok(vec![Interval { start: Length::ZERO, size }])
}

fn too_narrow(room: Room<'_>, count: i64) -> Misfit {
    Misfit {
        sum: format!(
            "{count} {} in {} characters",
            if count == 1 { "leg" } else { "legs" },
            characters(room.width, room.em)
        ),
        help: "take fewer legs or make the block wider".to_owned(),
    }
}

/// `count` equal legs of whole characters.
fn equal(count: i64, room: Room<'_>) -> Result<Vec<Interval>, Misfit> {
    if count == 0 {
        return Err(too_narrow(room, 0));
    }
    let size = whole((room.width - room.gutter * (count - 1)) / count, room.em);
    if !size.is_positive() {
        return Err(too_narrow(room, count));
    }
    let sizes: Vec<Length> = (0..count).map(|_| size).collect();
    spread(&sizes, room)
}

fn measured(measures: &[Spanned<Decimal>], room: Room<'_>) -> Result<Vec<Interval>, Misfit> {
    let sizes: Vec<Length> = measures.iter().map(|measure| measure.value.times(room.em)).collect();
    if sizes.is_empty() || sizes.iter().any(|size| !size.is_positive()) {
        return Err(too_narrow(room, sizes.len() as i64));
    }
    spread(&sizes, room)
}

/// Puts legs beside one another and gives the gutters what is left.
pub(super) fn spread(sizes: &[Length], room: Room<'_>) -> Result<Vec<Interval>, Misfit> {
    let sum: Length = sizes.iter().copied().sum();
    let left = room.width - sum;
    let gutters = sizes.len() as i64 - 1;
    let (least, most) = (room.gutter.min(room.em), room.em * WIDEST);
    let fits = match gutters {
        // A single leg leaves its rest at the end.
        0 => left >= Length::ZERO && left <= most,
        _ => left >= least * gutters && left <= most * gutters,
    };
    if !fits {
        return Err(misfit(sum, left, gutters, room, least, most));
    }
    let mut start = Length::ZERO;
    let mut shares = left.share(gutters as usize);
    let slot = |&size: &Length| {
        let slot = Interval { start, size };
        start += size + shares.next().unwrap_or(Length::ZERO);
        slot
    };
    Ok(sizes.iter().map(slot).collect())
}

fn misfit(
    sum: Length,
    left: Length,
    gutters: i64,
    room: Room<'_>,
    least: Length,
    most: Length,
) -> Misfit {
    let chars = |length| characters(length, room.em);
    let (plural, each) = match gutters {
        0 => (String::new(), format!("{} left over, at most {WIDEST}", chars(left))),
        1 => (" and 1 gutter".to_owned(), format!("{} for it", chars(left))),
        n => (format!(" and {n} gutters"), format!("{} a gutter", chars(left / n))),
    };
    let limit = if gutters == 0 {
        String::new()
    } else if left < least * gutters {
        format!(", at least {}", chars(least))
    } else {
        format!(", at most {WIDEST}")
    };
    let (low, high) = (room.width - most * gutters.max(1), room.width - least * gutters);
    Misfit {
        sum: format!(
            "{} characters{plural} stand in {}: {each}{limit}",
            chars(sum),
            chars(room.width)
        ),
        help: format!(
            "make the legs {} to {} characters in all, or name fewer columns",
            chars(low.max(room.em)),
            chars(high)
        ),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diag::{FileId, Span};

    pub const EM: Length = Length::from_pt(9);

    /// A room of so many characters on a grid without columns.
    pub fn room(chars: i64) -> Room<'static> {
        Room {
            width: EM * chars,
            em: EM,
            gutter: EM,
            columns: &[],
            own_size: OwnSize::Grid,
            rest: Rest::AtEnd,
        }
    }

    fn measures(chars: &[i64]) -> Split {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        Split::Measures(chars.iter().map(|&n| Spanned::new(Decimal::from_int(n), span)).collect())
    }

    /// Start and size in hundredths of a character.
    fn hundredths(legs: &[Interval]) -> Vec<(i64, i64)> {
        let in_em = |length: Length| length.units() * 100 / EM.units();
        legs.iter().map(|leg| (in_em(leg.start), in_em(leg.size))).collect()
    }

    /// R98-R100.
    #[test]
    fn the_sum_is_the_width() {
        type Case = (i64, Split, &'static [(i64, i64)]);
        let cases: [Case; 6] = [
            // R99: five columns of 13 recast as three, and what is over goes to the gutters.
            (69, Split::Legs(3), &[(0, 2200), (2350, 2200), (4700, 2200)]),
            (53, Split::Legs(2), &[(0, 2600), (2700, 2600)]),
            (53, measures(&[18, 12, 18]), &[(0, 1800), (2050, 1200), (3500, 1800)]),
            (45, measures(&[22, 21]), &[(0, 2200), (2400, 2100)]),
            (18, Split::Legs(1), &[(0, 1800)]),
            (20, measures(&[18]), &[(0, 1800)]),
        ];
        for (chars, split, wanted) in cases {
            let legs = legs(Some(&split), room(chars)).expect("the legs fit");
            assert_eq!(hundredths(&legs), wanted, "{split:?} in {chars}");
        }
    }

    #[test]
    fn a_misfit_prints_its_sum() {
        let cases = [
            (
                53,
                measures(&[18, 12, 10]),
                "40 characters and 2 gutters stand in 53: 6.5 a gutter, at most 3",
            ),
            (
                53,
                measures(&[18, 18, 17]),
                "53 characters and 2 gutters stand in 53: 0 a gutter, at least 1",
            ),
            (
                53,
                measures(&[30, 30]),
                "60 characters and 1 gutter stand in 53: -7 for it, at least 1",
            ),
            (53, Split::Legs(0), "0 legs in 53 characters"),
            (5, Split::Legs(4_000_000_000), "4000000000 legs in 5 characters"),
        ];
        for (chars, split, sum) in cases {
            let misfit = legs(Some(&split), room(chars)).expect_err("the legs do not fit");
            assert_eq!(misfit.sum, sum);
        }
        let misfit = legs(Some(&measures(&[18, 12, 10])), room(53)).expect_err("too short");
        assert_eq!(misfit.help, "make the legs 47 to 51 characters in all, or name fewer columns");
    }

    #[test]
    fn columns_keep_their_place_and_a_larger_size_its_whole_characters() {
        let columns = [
            Interval { start: Length::ZERO, size: EM * 18 },
            Interval { start: EM * 19, size: EM * 18 },
        ];
        let grid = Room { columns: &columns, ..room(37) };
        assert_eq!(legs(None, grid), Ok(columns.to_vec()));
        let larger = Room { em: Length::from_centipt(1050), own_size: OwnSize::Other, ..grid };
        assert_eq!(legs(None, larger), Ok(columns.to_vec()));
    }

    #[test]
    fn a_box_centres_the_rest() {
        let narrow = Room { width: EM * 10 + EM / 2, rest: Rest::Centred, ..room(0) };
        let legs = legs(None, narrow).expect("one leg");
        assert_eq!(hundredths(&legs), [(25, 1000)]);
    }
}
