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
//! They stand in the order a, b, e, d, c, so that what is fixed in the lower right corner ends c; or in the order
//! a, b, e, c, d, where something is fixed in the lower left corner alone. a and e hold a story or two.

use std::ops::Range;

use super::area::Place;
use super::rules::Rule;
use super::search::Table;

/// Stories of a and of e, at most.
const FEW: usize = 2;
/// Parts that are tried of an interval and a width; all of them where so few stories are on the page.
const TRIED: usize = 6;
const FEW_STORIES: usize = 6;
/// Wheels that are given.
const GIVEN: usize = 6;
/// Lines that a part may be deeper than it fills.
const GAP: u32 = 2;
/// Two parts one over the other are about as deep as the page: they differ from it by so much of its depth at most,
/// in per cent, as far as the least that their stories take tells.
const NEAR: i64 = 25;

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

/// The stories of a part: from the first to the end of an interval of the order.
type Interval = (usize, usize);

/// The intervals of the five parts.
#[derive(Clone, Copy)]
struct Shared {
    a: Interval,
    b: Interval,
    e: Interval,
    d: Interval,
    c: Interval,
}

/// The gutters of the upper half and of the lower, and which of them stands further right.
#[derive(Clone, Copy)]
struct Wheel {
    turn: Turn,
    gutters: (u32, u32),
}

/// The best wheels of a whole page.
pub fn wheels(table: &Table<'_>, page: Place) -> Vec<Placed> {
    let mut found: Vec<Placed> = Vec::new();
    for shared in all_shared(table) {
        for upper in 1..page.units {
            for lower in (1..page.units).filter(|lower| *lower != upper) {
                let turn = if lower < upper { Turn::With } else { Turn::Against };
                let wheel = Wheel { turn, gutters: (upper, lower) };
                if !is_likely(table, page, (shared, wheel)) {
                    continue;
                }
                let bound = found.get(GIVEN - 1).map_or(table.limit(), |(cost, _)| *cost);
                let own = best(table, page, (shared, wheel), bound);
                if let Some(own) = own {
                    let at = found.partition_point(|known| *known <= own);
                    found.insert(at, own);
                    found.truncate(GIVEN);
                }
            }
        }
    }
    found
}

/// The ways to share an order out among five parts. What is fixed in the lower left corner is in d: where that
/// is the last of all, c goes before d.
fn all_shared(table: &Table<'_>) -> Vec<Shared> {
    let (count, pins) = (table.count(), table.pins());
    let left = pins.left;
    // What is at the left edge is in a, with what stands over and under it; what is at the right one in b.
    let [first, second] = pins.head.map(|own| own.map(|own| own.at));
    let mut all = Vec::new();
    for a in 1..=(FEW + first.map_or(0, |at| at + 1)).min(count.saturating_sub(1)) {
        for b in a + 1..count {
            for e in b + 1..=b + FEW {
                for last in e + 1..count {
                    let (one, other) = ((e, last), (last, count));
                    let is_turned = left.is_some_and(|left| left + 1 == count);
                    let (d, c) = if is_turned { (other, one) } else { (one, other) };
                    let is_in = |at: Option<usize>, own: Interval| {
                        at.is_none_or(|at| (own.0..own.1).contains(&at))
                    };
                    let is_bare = pins.is_bare((a, b));
                    if !is_bare && is_in(left, d) && is_in(first, (0, a)) && is_in(second, (a, b)) {
                        all.push(Shared { a: (0, a), b: (a, b), e: (b, e), d, c });
                    }
                }
            }
        }
    }
    all
}

/// Whether the parts of either side may be about as deep as the page, by what their stories take.
fn is_likely(table: &Table<'_>, page: Place, (own, wheel): (Shared, Wheel)) -> bool {
    let (upper, lower) = wheel.gutters;
    let depth = |interval: Interval, units: u32| {
        i64::from(table.area_of(interval)) / i64::from(units.max(1))
    };
    let all = i64::from(table.area_of((0, table.count()))).max(1);
    let page_area = i64::from(page.units * page.lines);
    let is_near = |lines: i64| {
        // More room than the least is shared by all.
        let lines = lines * page_area / all;
        (lines - i64::from(page.lines)).abs() * 100 <= i64::from(page.lines) * NEAR
    };
    is_near(depth(own.a, upper) + depth(own.d, lower))
        && is_near(depth(own.b, page.units - upper) + depth(own.c, page.units - lower))
}

/// The cheapest parts of a wheel that go together, if they cost less than the bound.
fn best(
    table: &Table<'_>,
    page: Place,
    (own, wheel): (Shared, Wheel),
    bound: i64,
) -> Option<Placed> {
    let Wheel { turn, gutters: (upper, lower) } = wheel;
    let tried = |interval: Interval, units: u32| {
        let all = table.parts_of(interval.0, interval.1, units);
        let most = if table.count() <= FEW_STORIES { all.len() } else { TRIED };
        all.start..all.end.min(all.start + most)
    };
    let a = tried(own.a, upper);
    let d = tried(own.d, lower);
    let e = tried(own.e, upper.abs_diff(lower));
    let b = tried(own.b, page.units - upper);
    let c = tried(own.c, page.units - lower);
    let least = |parts: &Range<usize>| (!parts.is_empty()).then(|| table.cost_of(parts.start));
    // Of what is left the cheapest.
    let least_e = least(&e)?;
    let rest = least_e + least(&b)? + least(&c)?;
    let lines = i64::from(page.lines);
    let mut found: Option<Placed> = None;
    let mut bound = bound;
    let pairs = |one: &Range<usize>, other: &Range<usize>| {
        let other = other.clone();
        one.clone().flat_map(move |one| other.clone().map(move |other| (one, other)))
    };
    for (a, d) in pairs(&a, &d) {
        let left_cost = table.cost_of(a) + table.cost_of(d);
        if left_cost + rest >= bound {
            continue;
        }
        let Some(left) = together(table, (a, d), lines) else { continue };
        for (b, c) in pairs(&b, &c) {
            let cost = left_cost + table.cost_of(b) + table.cost_of(c);
            if cost + least_e >= bound {
                continue;
            }
            let Some(right) = together(table, (b, c), lines) else { continue };
            for e in e.clone() {
                let cost = cost + table.cost_of(e);
                if cost >= bound {
                    break;
                }
                let Some((left, right)) = apart(table, e, (left, right), turn) else { continue };
                let placed = places(page, wheel, (left, right));
                let parts = placed.into_iter().zip([a, b, e, d, c]).collect::<Vec<_>>();
                let white = parts.iter().map(|(place, part)| {
                    place.lines.saturating_sub(table.depths_of(*part).1) * place.units
                });
                let cost = cost + Rule::White.cost(i64::from(white.sum::<u32>()));
                if cost < bound {
                    found = Some((cost, parts));
                    bound = cost;
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
    // Neither longer nor shorter than it must be, and what nothing fills only where it must.
    let own_most = (own.to - i64::from(GAP)).max(from);
    let between = (from + (to - from) / 2).min(own_most);
    let first = short.from.max(long.from - between);
    let last = short.to.min(long.to - between).max(first);
    let short = first + (last - first) / 2;
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
            let places = places(page, Wheel { turn, gutters }, depths);
            let area: u32 = places.iter().map(|place| place.units * place.lines).sum();
            assert_eq!(area, 600, "{places:?}");
            for (at, one) in places.iter().enumerate() {
                assert!(places[at + 1..].iter().all(|other| !one.meets(other)), "{places:?}");
            }
        }
    }
}
