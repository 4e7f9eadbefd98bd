//! [`enough`]: how deep the block would have to be in which a story ends, found by settling the
//! story in blocks of other depths.

use std::ops::Range;

use super::items::Item;
use super::level::level;
use super::region::{Place, Room, Track};
use super::settle::{Settled, Settler, Treatment};

/// A story is settled so often at most: what a message names is not worth more.
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
        let found = (guess <= FAR).then(|| least(guess, 1, &mut holds)).flatten()?;
        let lines = without_lone(settler, items, &room, (region, found..found + TRIES));
        return Some(Enough { region, lines: lines.unwrap_or(found) });
    }
    let empty = empty_lines(&room, settled.end?);
    let depth = of.lanes.iter().map(|lane| (lane.end - lane.start).whole(of.grid.line)).min()?;
    let guess = -(empty / legs).min(depth - 1);
    if guess >= 0 {
        return None;
    }
    let mut holds = |lines| !settler.settle(&room.deepened(region, lines), &kept).is_over();
    let found = least(guess, 1 - depth, &mut holds)?;
    let lines = without_lone(settler, items, &room, (region, found..0)).unwrap_or(0);
    Some(Enough { region, lines: lines.min(0) })
}

/// The first of some depths at which the story leaves no last line alone once its legs are levelled.
fn without_lone(
    settler: &mut Settler<'_>,
    items: &[Item],
    room: &Room,
    (region, mut depths): (usize, Range<i64>),
) -> Option<i64> {
    depths.find(|lines| {
        let room = room.deepened(region, *lines);
        let settled = settler.settle(&room, &Treatment::default());
        let lone = level(settler, items, &room, &settled).map_or(settled.lone, |it| it.lone);
        !settled.is_over() && lone == 0
    })
}

/// The smallest number from `floor` on that holds, looked for around `guess`.
fn least(guess: i64, floor: i64, holds: &mut impl FnMut(i64) -> bool) -> Option<i64> {
    if holds(guess) {
        let mut found = guess;
        while found > floor && guess - found < TRIES && holds(found - 1) {
            found -= 1;
        }
        return Some(found);
    }
    (guess + 1..=guess + TRIES).find(|lines| holds(*lines))
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
        for (smallest, guess, floor, expected) in [
            (3, 3, 1, Some(3)),
            (3, 5, 1, Some(3)),
            (7, 5, 1, Some(7)),
            (99, 5, 1, None),
            (0, 2, 1, Some(1)),
        ] {
            let mut asked = 0;
            let found = least(guess, floor, &mut |lines| {
                asked += 1;
                lines >= smallest
            });
            assert_eq!(found, expected, "{smallest} from {guess}");
            assert!(asked <= TRIES + 1, "{asked}");
        }
    }
}
