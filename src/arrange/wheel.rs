//! Pinwheels: five parts of a page around one another, so that no line cuts all of it.
//!
//! ```text
//! +-----------+---+      +---+-----------+
//! |     a     |   |      |   |     b     |
//! |---+-------| b |      | a +-------+---|
//! |   |   e   |   |      |   |   e   |   |
//! | d +-------+---|      |---+-------| c |
//! |   |     c     |      |     d     |   |
//! +---+-----------+      +-----------+---+
//! ```
//!
//! They stand in the order a, b, e, d, c; a and e hold a story each, so what is fixed in the lower right corner
//! ends c.

use super::area::Place;
use super::search::Table;

/// Parts that are tried of an interval and a width.
const TRIED: usize = 3;
/// Wheels that are given.
const GIVEN: usize = 4;
/// Lines that a part may be deeper than it fills.
const GAP: u32 = 2;

/// Parts in their places, and what they cost.
pub type Placed = (i64, Vec<(Place, usize)>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// The first part is wide, and the second reaches further down.
    With,
    /// The first part reaches further down.
    Against,
}

/// The depths that a part can fill.
#[derive(Clone, Copy)]
struct Depths {
    from: i64,
    to: i64,
}

/// The intervals of the five parts, and where the two gutters run.
#[derive(Clone, Copy)]
struct Wheel {
    turn: Turn,
    /// Where b ends, and d; e is one story behind b.
    ends: (usize, usize),
    /// The gutter of the upper half, and of the lower.
    gutters: (u32, u32),
}

/// The best wheels of a whole page.
pub fn wheels(table: &Table<'_>, page: Place) -> Vec<Placed> {
    let mut found: Vec<Placed> = Vec::new();
    let count = table.count();
    for b_end in 2..count.saturating_sub(2) {
        for d_end in b_end + 2..count {
            for turn in [Turn::With, Turn::Against] {
                for upper in 1..page.units {
                    let lower = match turn {
                        Turn::With => 1..upper,
                        Turn::Against => upper + 1..page.units,
                    };
                    for lower in lower {
                        let gutters = (upper, lower);
                        let wheel = Wheel { turn, ends: (b_end, d_end), gutters };
                        found.extend(best(table, page, wheel));
                    }
                }
            }
        }
    }
    found.sort();
    found.truncate(GIVEN);
    found
}

/// The cheapest parts of a wheel that go together.
fn best(table: &Table<'_>, page: Place, wheel: Wheel) -> Option<Placed> {
    let Wheel { turn, ends: (b_end, d_end), gutters: (upper, lower) } = wheel;
    let middle = upper.abs_diff(lower);
    let tried = |from: usize, to: usize, units: u32| {
        let all = table.parts_of(from, to, units);
        &all[..all.len().min(TRIED)]
    };
    let a = tried(0, 1, upper);
    let e = tried(b_end, b_end + 1, middle);
    let d = tried(b_end + 1, d_end, lower);
    if a.is_empty() || e.is_empty() || d.is_empty() {
        return None;
    }
    let b = tried(1, b_end, page.units - upper);
    let c = tried(d_end, table.count(), page.units - lower);
    let lines = i64::from(page.lines);
    let mut found: Option<Placed> = None;
    for (&a, &d) in a.iter().flat_map(|a| d.iter().map(move |d| (a, d))) {
        let Some(left) = together(table, (a, d), lines) else { continue };
        for (&b, &c) in b.iter().flat_map(|b| c.iter().map(move |c| (b, c))) {
            let Some(right) = together(table, (b, c), lines) else { continue };
            for &e in e {
                let Some((left, right)) = apart(table, e, (left, right), turn) else { continue };
                let cost = [a, b, c, d, e].iter().map(|part| table.cost_of(*part)).sum();
                if found.as_ref().is_none_or(|(known, _)| cost < *known) {
                    let placed = places(page, wheel, (left, right));
                    let parts = [a, b, e, d, c];
                    found = Some((cost, placed.into_iter().zip(parts).collect()));
                }
            }
        }
    }
    found
}

/// The depths of the upper of two parts that fill a page one over the other.
fn together(table: &Table<'_>, (upper, lower): (usize, usize), lines: i64) -> Option<Depths> {
    let (one, other) = (depths(table, upper), depths(table, lower));
    let from = one.from.max(lines - other.to);
    let to = one.to.min(lines - other.from);
    (from <= to).then_some(Depths { from, to })
}

fn depths(table: &Table<'_>, part: usize) -> Depths {
    let (least, most) = table.depths_of(part);
    Depths { from: i64::from(least), to: i64::from(most + GAP) }
}

/// How deep a and b are so that e stands between them.
fn apart(table: &Table<'_>, e: usize, (a, b): (Depths, Depths), turn: Turn) -> Option<(i64, i64)> {
    let own = depths(table, e);
    let (short, long) = match turn {
        Turn::With => (a, b),
        Turn::Against => (b, a),
    };
    let from = own.from.max(long.from - short.to);
    let to = own.to.min(long.to - short.from);
    if from > to {
        return None;
    }
    // Neither longer nor shorter than it must be.
    let between = from + (to - from) / 2;
    let short = (long.from - between).max(short.from).min(short.to);
    let long = short + between;
    match turn {
        Turn::With => Some((short, long)),
        Turn::Against => Some((long, short)),
    }
}

/// Of a, b, e, d and c.
fn places(page: Place, wheel: Wheel, (left, right): (i64, i64)) -> [Place; 5] {
    let (left, right) = (left.max(0) as u32, right.max(0) as u32);
    let (upper, lower) = wheel.gutters;
    let at = |unit: u32, units: u32, line: u32, lines: u32| Place {
        line: page.line + line,
        unit: page.unit + unit,
        units,
        lines,
    };
    let (first, last) = (upper.min(lower), left.min(right));
    [
        at(0, upper, 0, left),
        at(upper, page.units - upper, 0, right),
        at(first, upper.abs_diff(lower), last, left.abs_diff(right)),
        at(0, lower, left, page.lines - left.min(page.lines)),
        at(lower, page.units - lower, right, page.lines - right.min(page.lines)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_parts_cover_a_page() {
        let page = Place { line: 0, unit: 0, units: 6, lines: 100 };
        let cases = [(Turn::With, (4, 2), (30, 55)), (Turn::Against, (2, 5), (60, 35))];
        for (turn, gutters, depths) in cases {
            let places = places(page, Wheel { turn, ends: (2, 4), gutters }, depths);
            let area: u32 = places.iter().map(|place| place.units * place.lines).sum();
            assert_eq!(area, 600, "{places:?}");
            for (at, one) in places.iter().enumerate() {
                assert!(places[at + 1..].iter().all(|other| !one.meets(other)), "{places:?}");
            }
        }
    }
}
