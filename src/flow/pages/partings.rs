//! Where one story of a stack ends and the next begins in the same leg.

use crate::flow::thread::{Item, LinePlace, Room, Settled};
use crate::measure::LogicalRect;

/// The middle of the white between two stories.
pub(super) struct Parting {
    pub region: usize,
    pub at: LogicalRect,
}

/// All of a thread, in order.
pub(super) fn partings(items: &[Item], room: &Room, settled: &Settled) -> Vec<Parting> {
    let of = |item: usize| items.get(item).map(Item::of);
    let pairs = settled.lines.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let (LinePlace::At { region, lane, block, .. }, LinePlace::At { block: next, .. }) =
            (before.place, after.place)
        else {
            return None;
        };
        let same = matches!(after.place, LinePlace::At { region: r, lane: l, .. } if (r, l) == (region, lane));
        if !same || of(before.item) == of(after.item) {
            return None;
        }
        let (foot, head) = (block + before.line.em.block, next);
        let own = room.get(region)?;
        let lane = own.lanes.get(lane)?;
        let (inline, inline_size) = own.free(lane, foot, head.max(foot))?;
        let block = foot + (head - foot) / 2;
        let block_size = crate::measure::Length::ZERO;
        Some(Parting { region, at: LogicalRect { inline, block, inline_size, block_size } })
    });
    pairs.collect()
}
