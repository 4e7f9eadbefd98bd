//! [`level`]: the legs of a block made equally long, where that is asked for.

use crate::measure::Length;
use crate::page::model::LegEnd;

use super::holes::too_few_under;
use super::items::Item;
use super::lane::Lane;
use super::region::{Cap, LEVELLED, Region, Room};
use super::settle::{LinePlace, Settled, Settler, Treatment};

/// Levels the legs of the block in which the text ends, where that is asked for: the smallest
/// depth that still holds all of it. Legs that end only before a subhead are levelled too: in
/// turn, each takes what it holds of the smallest depth that suffices. None where nothing is to
/// be levelled, or level as it is.
pub(super) fn level(
    settler: &mut Settler<'_>,
    items: &[Item],
    room: &Room,
    settled: &Settled,
) -> Option<Settled> {
    let at = settled.last_region()?;
    let region = room.get(at)?;
    let sections = region.leg_end == LegEnd::Subhead;
    if !region.balance && !sections {
        return None;
    }
    let line = region.grid.line;
    let head = region.lanes.iter().map(|lane| lane.start).min().unwrap_or(Length::ZERO);
    let foot = region.lanes.iter().map(|lane| lane.end).max().unwrap_or(Length::ZERO);
    let (mut short, mut enough) = (0, (foot - head).covered_by(line));
    let mut levelled = None;
    while enough - short > 1 {
        let middle = (short + enough) / 2;
        let cap = Some(Cap::at(at, head + line * middle));
        let tried = settler.settle(room, &Treatment { cap, ..Treatment::default() });
        let within = !tried.is_over() && tried.last_region().is_none_or(|last| last <= at);
        if within && (!sections || legs_begin_with_subheads(&tried, items, at)) {
            enough = middle;
            levelled = Some(tried);
        } else {
            short = middle;
        }
    }
    // Levelled no text under a picture gets too shallow (R102): the legs are then made deeper.
    let few = too_few_under(room, settled);
    if levelled.as_ref().is_some_and(|levelled| too_few_under(room, levelled) > few) {
        let deeper = (enough + 1..=(foot - head).covered_by(line)).map(|more| head + line * more);
        let deep_enough = deeper.into_iter().find_map(|depth| {
            let cap = Some(Cap::at(at, depth));
            let tried = settler.settle(room, &Treatment { cap, ..Treatment::default() });
            let holds = !sections || legs_begin_with_subheads(&tried, items, at);
            (holds && too_few_under(room, &tried) <= few).then_some(tried)
        });
        return deep_enough;
    }
    // A line or two more may spare a last line that would stand alone.
    let lone = levelled.as_ref().map_or(0, |settled| settled.lone);
    let deeper = (1..=MOST_SPARED).map(|more| head + line * (enough + more));
    let spared = deeper.filter(|depth| lone > 0 && *depth <= foot).find_map(|depth| {
        let cap = Some(Cap::at(at, depth));
        let tried = settler.settle(room, &Treatment { cap, ..Treatment::default() });
        (tried.lone == 0 && (!sections || legs_begin_with_subheads(&tried, items, at)))
            .then_some(tried)
    });
    let levelled = spared.or(levelled)?;
    Some(if sections { levelled } else { evened(settler, room, at, levelled) })
}

/// Fills its legs in turn, and a keep leaves lines out of some: the last then ends far above the others.
/// Others end a few lines earlier, as long as that brings their feet nearer to one another.
fn evened(settler: &mut Settler<'_>, room: &Room, at: usize, levelled: Settled) -> Settled {
    let mut best = parted_alike(settler, room, at, levelled);
    for _ in 0..LEVELLED {
        let (Some(cap), apart) = (best.used.cap, apart(&best, room, at)) else { break };
        let lanes = room.get(at).map_or(0, |of| of.lanes.len());
        // More legs than a page has columns are left as they are: each change sets all of them anew.
        if apart <= 1 || !(2..=LEVELLED + 1).contains(&lanes) {
            break;
        }
        let mut next = None::<(i64, Settled)>;
        for lane in (0..lanes - 1).rev() {
            for by in 1..=MOST_LESS {
                let mut cap = cap;
                cap.less[lane] += by;
                let treatment = Treatment { cap: Some(cap), ..Treatment::default() };
                let tried = settler.settle(room, &treatment);
                let holds = is_as_good(&tried, &best, room, at);
                let nearer = self::apart(&tried, room, at);
                let known = next.as_ref().map_or(apart, |(known, _)| *known);
                if holds && nearer < known {
                    next = Some((nearer, tried));
                }
            }
        }
        match next {
            Some((_, nearer)) => best = nearer,
            None => break,
        }
    }
    best
}

/// The lines shared out alike: the first legs as deep as they must be, the others a line less. What a keep leaves
/// out of one leg would else be missing in the last alone.
fn parted_alike(settler: &mut Settler<'_>, room: &Room, at: usize, levelled: Settled) -> Settled {
    let apart = apart(&levelled, room, at);
    let (Some(mut cap), Some(region)) = (levelled.used.cap, room.get(at)) else { return levelled };
    let lanes = region.lanes.len();
    if apart <= 1 || !(2..=LEVELLED + 1).contains(&lanes) {
        return levelled;
    }
    let line = region.grid.line;
    let lines = |(lane, foot): (&Lane, &Length)| (*foot - lane.start).covered_by(line);
    let feet = feet(&levelled, region, at);
    let all: i64 = region.lanes.iter().zip(&feet).map(lines).sum();
    let deepest = region.lanes.iter().zip(&feet).map(lines).max().unwrap_or(0);
    let full = usize::try_from(all - (deepest - 1) * lanes as i64).unwrap_or(0).max(1);
    cap.less.iter_mut().take(lanes.saturating_sub(1)).skip(full).for_each(|less| *less = 1);
    let tried = settler.settle(room, &Treatment { cap: Some(cap), ..Treatment::default() });
    let holds = is_as_good(&tried, &levelled, room, at);
    if holds && self::apart(&tried, room, at) < apart { tried } else { levelled }
}

/// Whether text stays in its region, and no worse a line alone or under a picture than before.
fn is_as_good(tried: &Settled, than: &Settled, room: &Room, at: usize) -> bool {
    !tried.is_over()
        && tried.last_region().is_none_or(|last| last <= at)
        && tried.lone <= than.lone
        && too_few_under(room, tried) <= too_few_under(room, than)
}

/// Lines by which a leg is made shorter in one step, to even the feet.
const MOST_LESS: u8 = 3;

/// The lines between the feet of a region's legs, the highest and the lowest; a leg that holds none
/// counts from its head.
fn apart(settled: &Settled, room: &Room, at: usize) -> i64 {
    let Some(region) = room.get(at) else { return 0 };
    let feet = feet(settled, region, at);
    let ends = feet.iter().max().zip(feet.iter().min());
    ends.map_or(0, |(low, high)| (*low - *high).whole(region.grid.line))
}

/// Where the legs of a region end; one without text at its head.
fn feet(settled: &Settled, region: &Region, at: usize) -> Vec<Length> {
    let mut feet: Vec<Length> = region.lanes.iter().map(|lane| lane.start).collect();
    for line in &settled.lines {
        if let LinePlace::At { region, lane, block, .. } = line.place
            && region == at
            && let Some(foot) = feet.get_mut(lane)
        {
            *foot = (*foot).max(block + line.line.em.block);
        }
    }
    feet
}

/// Legs are made so many lines deeper at most to spare a line that would stand alone.
const MOST_SPARED: i64 = 2;

/// Whether every leg of a region but the first that is used begins with a subhead.
fn legs_begin_with_subheads(settled: &Settled, items: &[Item], at: usize) -> bool {
    let mut last = None;
    settled.lines.iter().all(|set| {
        let LinePlace::At { region, lane, .. } = set.place else { return true };
        let begins = region == at && last.is_some_and(|last| last != lane);
        last = (region == at).then_some(lane);
        !begins || items.get(set.item).is_some_and(|item| item.is_piece() || item.heads())
    })
}
