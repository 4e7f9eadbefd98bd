//! Where one story of a stack ends and the next begins in the same leg.

use crate::flow::thread::{Item, LinePlace, Room, Settled};
use crate::measure::{Length, LogicalRect};

/// The middle of the white between two stories. Where that was opened so that legs end level, it stays as near to
/// the next story's head as it is elsewhere in the thread: rules over heads that stand level are level.
pub(super) struct Parting {
    pub region: usize,
    pub at: LogicalRect,
}

/// The white between two stories of one leg.
struct White {
    region: usize,
    lane: usize,
    foot: Length,
    head: Length,
}

impl White {
    fn depth(&self) -> Length {
        self.head - self.foot
    }
}

/// All of a thread, in order.
pub(super) fn partings(items: &[Item], room: &Room, settled: &Settled) -> Vec<Parting> {
    let whites: Vec<White> = whites(items, settled).collect();
    let least = whites.iter().map(White::depth).min().unwrap_or(Length::ZERO);
    let parting = |white: &White| {
        let White { region, lane, foot, head } = *white;
        let own = room.get(region)?;
        let (inline, inline_size) = own.free(own.lanes.get(lane)?, foot, head.max(foot))?;
        let (block, block_size) = (head - least / 2, Length::ZERO);
        Some(Parting { region, at: LogicalRect { inline, block, inline_size, block_size } })
    };
    whites.iter().filter_map(parting).collect()
}

fn whites(items: &[Item], settled: &Settled) -> impl Iterator<Item = White> {
    let of = |item: usize| items.get(item).map(Item::of);
    settled.lines.windows(2).filter_map(move |pair| {
        let [before, after] = pair else { return None };
        let (LinePlace::At { region, lane, block, .. }, LinePlace::At { block: head, .. }) =
            (before.place, after.place)
        else {
            return None;
        };
        let same = matches!(after.place, LinePlace::At { region: r, lane: l, .. } if (r, l) == (region, lane));
        let foot = block + before.line.em.block;
        (same && of(before.item) != of(after.item)).then_some(White { region, lane, foot, head })
    })
}
