//! [`level`]: the legs of a block made equally long, where that is asked for.

use crate::measure::Length;
use crate::page::model::LegEnd;

use super::holes::too_few_under;
use super::items::Item;
use super::region::{Cap, Room};
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
        let cap = Some(Cap { region: at, depth: head + line * middle });
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
            let cap = Some(Cap { region: at, depth });
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
        let cap = Some(Cap { region: at, depth });
        let tried = settler.settle(room, &Treatment { cap, ..Treatment::default() });
        (tried.lone == 0 && (!sections || legs_begin_with_subheads(&tried, items, at)))
            .then_some(tried)
    });
    spared.or(levelled)
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
