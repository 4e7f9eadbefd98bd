//! [`holes`]: lines that stay empty in front of a text's end.
//!
//! A leg may end before its foot so that no line stands alone, and a strip between two inserts may
//! be too shallow for what would come next. What is behind the text's end is no hole.

use std::collections::BTreeMap;

use super::region::{Place, Room, Track};
use super::settle::{LinePlace, Settled};
use crate::measure::{Length, WritingMode};

/// Empty lines at the end of a stretch (from an insert or the head of a leg to an insert or its foot), or before
/// its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Hole {
    pub region: usize,
    pub lane: usize,
    pub lines: i64,
    /// Lines of the stretch that are used.
    pub used: i64,
    /// It begins under an insert.
    pub is_under: bool,
    /// It ends over one.
    pub is_over: bool,
}

impl Hole {
    /// Of its lines those that are too many: legs end level within a line.
    pub(in crate::flow) fn idle(&self) -> i64 {
        if self.used == 0 { self.lines } else { (self.lines - 1).max(0) }
    }
}

/// All of a settled text, of a line or more each, in the order of its legs. Legs that were levelled
/// end where they are levelled to.
pub(in crate::flow) fn holes(room: &Room, settled: &Settled) -> Vec<Hole> {
    let mut legs = all_stretches(room, settled);
    if let Some(last) = legs.last_mut() {
        // The text ends in it: what follows is empty by right.
        let end = last.iter().rposition(|stretch| stretch.used > 0).unwrap_or(0);
        last.truncate(end);
    }
    legs.into_iter().flatten().filter(|stretch| stretch.lines > 0).collect()
}

/// So many empty lines before the first of a stretch are seen: an initial has no room in them.
const SEEN: i64 = 2;

/// Fewest lines of text under a picture (R102).
const UNDER_INSERT: i64 = 5;

/// The lines by which horizontal text under inserts is too shallow, in all of its legs.
pub(in crate::flow) fn too_few_under(room: &Room, settled: &Settled) -> i64 {
    too_few(room, settled, |of| of.is_under)
}

/// The same over and under inserts: a picture that loses lines leaves no sliver of text over it.
pub(in crate::flow) fn too_few_beside(room: &Room, settled: &Settled) -> i64 {
    too_few(room, settled, |of| of.is_under || of.is_over)
}

fn too_few(room: &Room, settled: &Settled, counts: impl Fn(&Hole) -> bool) -> i64 {
    let is_horizontal = |hole: &Hole| {
        room.get(hole.region).is_some_and(|of| of.grid.mode == WritingMode::HorizontalTb)
    };
    let stretches = all_stretches(room, settled).into_iter().flatten();
    let few = stretches.filter(|of| counts(of) && of.used > 0 && is_horizontal(of));
    few.map(|of| (UNDER_INSERT - of.used).max(0)).sum()
}

/// The stretches of each leg up to the last that holds text.
fn all_stretches(room: &Room, settled: &Settled) -> Vec<Vec<Hole>> {
    let mut set: BTreeMap<(usize, usize), Vec<(Length, Length)>> = BTreeMap::new();
    for line in &settled.lines {
        if let LinePlace::At { region, lane, block, .. } = line.place {
            let lines = set.entry((region, lane)).or_default();
            lines.push((block, block + line.line.em.block));
        }
    }
    let Some((&last, _)) = set.last_key_value() else { return Vec::new() };
    let track = Track { cap: settled.used.cap, ..Track::up_to(room, last.0) };
    let legs = room.regions().iter().enumerate();
    let legs = legs.flat_map(|(region, of)| (0..of.lanes.len()).map(move |lane| (region, lane)));
    let lines = |leg: (usize, usize)| set.get(&leg).map_or(&[][..], Vec::as_slice);
    let legs = legs.take_while(|leg| *leg <= last);
    legs.map(|leg| stretches(track, leg, lines(leg))).collect()
}

fn stretches(
    track: Track<'_>,
    (region, lane): (usize, usize),
    lines: &[(Length, Length)],
) -> Vec<Hole> {
    let mut stretches: Vec<Hole> = Vec::new();
    let Some(of) = track.room.get(region) else { return stretches };
    let mut at = Place { region, lane, block: Length::ZERO };
    while let Some(slot) = track.next(at, of.grid.body_block) {
        if (slot.place.region, slot.place.lane) != (region, lane) {
            break;
        }
        if slot.fresh || stretches.is_empty() {
            let is_under = of.lanes.get(lane).is_some_and(|lane| slot.place.block > lane.start);
            if let Some(over) = stretches.last_mut() {
                over.is_over = true;
            }
            let is_over = false;
            stretches.push(Hole { region, lane, lines: 0, used: 0, is_under, is_over });
        }
        let (from, to) = (slot.place.block, slot.place.block + of.grid.body_block);
        let is_used = lines.iter().any(|(start, end)| *start < to && from < *end);
        let before = stretches.last().filter(|of| is_used && of.used == 0 && of.lines >= SEEN);
        if let Some(before) = before.copied() {
            stretches.push(Hole { lines: 0, ..before });
        }
        if let Some(stretch) = stretches.last_mut() {
            match is_used {
                true => (stretch.used, stretch.lines) = (stretch.used + 1, 0),
                false => stretch.lines += 1,
            }
        }
        at = slot.place.down(of.grid.line);
    }
    // One at the foot of the leg has no stretch under it.
    let foot = of.lanes.get(lane).map_or(Length::ZERO, |lane| lane.end);
    if let Some(last) = stretches.last_mut().filter(|_| at.block + of.grid.body_block <= foot) {
        last.is_over = track.cap.is_none();
    }
    stretches
}
