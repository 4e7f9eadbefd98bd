//! [`holes`]: lines that stay empty in front of a text's end.
//!
//! A leg may end before its foot so that no line stands alone, and a strip between two inserts may
//! be too shallow for what would come next. What is behind the text's end is no hole.

use std::collections::BTreeMap;

use super::region::{Place, Room, Track};
use super::settle::{LinePlace, Settled};
use crate::measure::Length;

/// Empty lines at the end of a stretch: from an insert or the head of a leg to an insert or its foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Hole {
    pub region: usize,
    pub lane: usize,
    pub lines: i64,
    /// Lines of the stretch that are used.
    pub used: i64,
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
    let mut found = Vec::new();
    for leg in legs.take_while(|leg| *leg <= last) {
        let lines = set.get(&leg).map_or(&[][..], Vec::as_slice);
        let mut stretches = stretches(track, leg, lines);
        if leg == last {
            // The text ends in it: what follows is empty by right.
            let end = stretches.iter().rposition(|stretch| stretch.used > 0).unwrap_or(0);
            stretches.truncate(end);
        }
        found.extend(stretches.into_iter().filter(|stretch| stretch.lines > 0));
    }
    found
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
            stretches.push(Hole { region, lane, lines: 0, used: 0 });
        }
        let (from, to) = (slot.place.block, slot.place.block + of.grid.body_block);
        let is_used = lines.iter().any(|(start, end)| *start < to && from < *end);
        if let Some(stretch) = stretches.last_mut() {
            match is_used {
                true => (stretch.used, stretch.lines) = (stretch.used + 1, 0),
                false => stretch.lines += 1,
            }
        }
        at = slot.place.down(of.grid.line);
    }
    stretches
}
