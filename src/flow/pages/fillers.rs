//! House advertisements under the ends of stories.

use crate::flow::corner::{Stand, line_gap};
use crate::flow::frame::{Frame, PlacedPicture};
use crate::flow::thread::{Left, Region, Room, Settled};
use crate::measure::{Length, LogicalRect};
use crate::page::model::Filler;
use crate::picture::Footprint;

use super::picture::size_of;

/// Fewer lines stay empty.
const LEAST: i64 = 3;

/// A filler in its place, and what of the room it takes.
pub(in crate::flow) struct Filling {
    pub region: usize,
    pub lane: usize,
    pub frame: Frame,
    pub takes: Left,
    /// Lines at the foot of its leg in which it stands there at the lowest, with the white over it.
    pub lines: i64,
}

/// The deepest of some fillers that fits under a story's end: as wide as its leg, a line below the
/// text; `behind` are lines of something else that stands there. Where its leg has no room for one, at the head of
/// the next, which stays white. None where under three lines stay empty or none fits.
pub(in crate::flow) fn fill_up(
    fillers: &[Filler],
    footprints: &[Footprint],
    (room, settled): (&Room, &Settled),
    (stands, behind): (&[Stand], i64),
) -> Option<Filling> {
    let end = settled.end.filter(|_| !settled.is_over())?;
    let (region, stand) = (room.get(end.region)?, stands.get(end.region)?);
    let line = region.grid.line;
    let under = region.lanes.get(end.lane).map(|lane| {
        let from = region.on_grid(end.block.max(lane.start)) + line * behind;
        Spot { lane: end.lane, from, start: from + line }
    });
    let next = region.lanes.get(end.lane + 1).filter(|_| behind == 0).map(|lane| {
        let from = region.on_grid(lane.start);
        Spot { lane: end.lane + 1, from, start: from }
    });
    let mut spots = under.into_iter().chain(next);
    let found = spots
        .find_map(|spot| Some((spot.lane, stand_in(fillers, footprints, (region, stand), spot)?)));
    let (lane, (frame, depth, takes)) = found?;
    let lines = (depth + line + line_gap(&region.grid)).covered_by(line);
    Some(Filling { region: end.region, lane, frame, takes, lines })
}

/// Where one may stand in a leg: what is empty begins at `from`.
struct Spot {
    lane: usize,
    from: Length,
    start: Length,
}

/// The deepest that fits in a leg, its depth, and what it takes of the leg.
fn stand_in(
    fillers: &[Filler],
    footprints: &[Footprint],
    (region, stand): (&Region, &Stand),
    Spot { lane, from, start }: Spot,
) -> Option<(Frame, Length, Left)> {
    let (block, lane) = (stand.block?, region.lanes.get(lane)?);
    let line = region.grid.line;
    let empty = (lane.end + line_gap(&region.grid) - from).whole(line);
    if empty < LEAST {
        return None;
    }
    let has_room = |depth: Length| {
        depth.is_positive()
            && start + depth <= lane.end
            && region.free(lane, start, start + depth) == Some((lane.inline, lane.width))
    };
    let mode = stand.corner.mode;
    let depth_of = |filler: &Filler| {
        let size = mode.logical_size(size_of(footprints, filler.picture));
        size.block.scale(lane.width.units(), size.inline.units())
    };
    let fitting = fillers.iter().map(|filler| (depth_of(filler), filler));
    // Of two that are as deep, the one that is named first.
    let deepest = fitting.filter(|(depth, _)| has_room(*depth));
    let (depth, filler) = deepest.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let rect = stand.corner.rect(LogicalRect {
        inline: lane.inline,
        block: start,
        inline_size: lane.width,
        block_size: depth,
    });
    let lines = (start + depth - from).covered_by(line);
    // Under a filler as little may stay empty as under text.
    let lines = if empty - lines < LEAST { empty } else { lines };
    let characters = lane.width.whole(region.grid.em) * lines;
    let frame = Frame::Picture(PlacedPicture {
        picture: filler.picture,
        rect,
        clip: rect,
        cut: None,
        block,
    });
    let takes = Left {
        lines: usize::try_from(lines).unwrap_or(0),
        characters: usize::try_from(characters).unwrap_or(0),
    };
    Some((frame, depth, takes))
}
