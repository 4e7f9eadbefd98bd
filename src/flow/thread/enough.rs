//! [`enough`]: how deep the block would have to be in which a story ends, found by settling the
//! story in blocks of other depths.

use std::ops::Range;

use super::holes::too_few_under;
use super::items::Item;
use super::level::level;
use super::region::{Place, Room, Track};
use super::settle::{Settled, Settler, Treatment};

/// So many depths more are looked at for one that leaves no line alone.
const TRIES: i64 = 6;
/// A block that needs more lines than these is another page.
const FAR: i64 = 200;

/// The depth that holds a story with all of its keeps and leaves no last line alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Enough {
    /// Of the room.
    pub region: usize,
    /// Lines more than it has; negative: fewer; none: fewer would not do.
    pub lines: i64,
}

/// The smallest depth of the last region with text at which the story fits, and at which nothing is
/// left to say of it but what stays empty; `loosened` are the lines by which it would be over with
/// its keeps.
pub(super) fn enough(
    settler: &mut Settler<'_>,
    items: &[Item],
    room: &Room,
    (settled, loosened): (&Settled, Option<i64>),
) -> Option<Enough> {
    let over = loosened.unwrap_or(settled.over.lines);
    let last = match settled.is_over() {
        true => room.regions().len().checked_sub(1),
        false => settled.last_region(),
    };
    let region = last?;
    let of = room.get(region)?;
    let legs = of.lanes.len().max(1) as i64;
    let mut room = room.clone();
    room.truncate(region + 1);
    let kept = Treatment::default();
    if over > 0 {
        let mut holds = |lines| !settler.settle(&room.deepened(region, lines), &kept).is_over();
        let guess = (over + legs - 1) / legs;
        let found = (guess <= FAR).then(|| least(guess, (1, FAR), &mut holds)).flatten()?;
        let depths = || found..found + TRIES;
        let lines = without_lone(settler, items, &room, (region, depths(), 0));
        let lines =
            lines.or_else(|| without_lone(settler, items, &room, (region, depths(), i64::MAX)));
        return Some(Enough { region, lines: lines.unwrap_or(found) });
    }
    let empty = empty_lines(&room, settled.end?);
    let depth = of.lanes.iter().map(|lane| (lane.end - lane.start).whole(of.grid.line)).min()?;
    let guess = -(empty / legs).min(depth - 1);
    if guess >= 0 {
        return None;
    }
    let mut holds = |lines| !settler.settle(&room.deepened(region, lines), &kept).is_over();
    let found = least(guess, (1 - depth, 0), &mut holds)?;
    let lines = without_lone(settler, items, &room, (region, found..0.min(found + 4 * TRIES), 0))
        .unwrap_or(0);
    Some(Enough { region, lines: lines.min(0) })
}

/// The depth nearest to its own at which enough of a story stands under every picture, where too little does.
pub(super) fn roomy(
    settler: &mut Settler<'_>,
    items: &[Item],
    room: &Room,
    settled: &Settled,
) -> Option<Enough> {
    if settled.is_over() || too_few_under(room, settled) == 0 {
        return None;
    }
    let region = settled.last_region()?;
    let mut room = room.clone();
    room.truncate(region + 1);
    let found = [1, -1, 2, -2, 3, -3].into_iter().find_map(|lines: i64| {
        without_lone(settler, items, &room, (region, lines..lines + 1, 0))
    })?;
    Some(Enough { region, lines: found })
}

/// The first of some depths at which the story leaves no last line alone once its legs are levelled, and no
/// more than `few` lines too few under pictures.
fn without_lone(
    settler: &mut Settler<'_>,
    items: &[Item],
    room: &Room,
    (region, mut depths, few): (usize, Range<i64>, i64),
) -> Option<i64> {
    depths.find(|lines| {
        let room = room.deepened(region, *lines);
        let settled = settler.settle(&room, &Treatment::default());
        if settled.is_over() {
            return false;
        }
        let settled = level(settler, items, &room, &settled).unwrap_or(settled);
        settled.lone == 0 && too_few_under(&room, &settled) <= few
    })
}

/// The smallest number of a range that holds, looked for from `guess` on in steps that double. What stands in
/// the way at one depth (a picture that comes in) is not at another.
fn least(
    guess: i64,
    (floor, ceiling): (i64, i64),
    holds: &mut impl FnMut(i64) -> bool,
) -> Option<i64> {
    let (mut short, mut enough) = (guess, guess);
    let (begins, mut step) = (holds(guess), 1);
    loop {
        let next = if begins { enough - step } else { short + step }.clamp(floor, ceiling);
        match begins {
            true if next == enough => return Some(enough),
            false if next == short => return None,
            _ => {}
        }
        let is_enough = holds(next);
        *if is_enough { &mut enough } else { &mut short } = next;
        if is_enough != begins {
            break;
        }
        step *= 2;
    }
    while enough - short > 1 {
        let middle = (short + enough) / 2;
        *if holds(middle) { &mut enough } else { &mut short } = middle;
    }
    Some(enough)
}

/// Lines of the body that stay empty in the region in which the text ends.
fn empty_lines(room: &Room, end: Place) -> i64 {
    let Some(region) = room.get(end.region) else { return 0 };
    let track = Track::through(room);
    let mut at = Place { block: region.on_grid(end.block), ..end };
    let mut empty = 0;
    while let Some(slot) = track.next(at, region.grid.body_block) {
        empty += 1;
        at = slot.place.down(region.grid.line);
    }
    empty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_depth_is_found_around_a_guess() {
        for (smallest, guess, range, expected) in [
            (3, 3, (1, 200), Some(3)),
            (3, 5, (1, 200), Some(3)),
            (7, 5, (1, 200), Some(7)),
            (99, 5, (1, 50), None),
            (99, 5, (1, 200), Some(99)),
            (0, 2, (1, 200), Some(1)),
            (-20, -9, (-41, 0), Some(-20)),
            (-60, -9, (-41, 0), Some(-41)),
            (-3, -9, (-41, 0), Some(-3)),
            (1, -9, (-41, 0), None),
        ] {
            let mut asked = 0;
            let found = least(guess, range, &mut |lines| {
                asked += 1;
                lines >= smallest
            });
            assert_eq!(found, expected, "{smallest} from {guess}");
            assert!(asked <= 2 * TRIES + 2, "{asked}");
        }
    }
}
