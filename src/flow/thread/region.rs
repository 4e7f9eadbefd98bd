//! Where lines can stand: the free part of every line of every leg.
//!
//! A [`Region`] is one block of a thread as its text sees it, along the axes of text and from
//! the start corner of the block; where it stands on paper it does not know. Its [`Lane`]s are
//! the legs, below whatever stands over them; its obstacles are already grown by the space that
//! text keeps off them (`obstacles.rs`, `contour.rs`).
//!
//! ```text
//! |  lane 0   |  lane 1   |
//! |===========|===####====|   free: whole characters to the wider side of ####,
//! |===========|===####====|   if at least five remain
//! |===========|===========|
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{Leeway, LineSlots};
use crate::measure::{Em, Length};
use crate::page::model::{LegEnd, LineGrid};
use crate::page::style::StyleSheet;

use super::closing::{Close, Closing};
use super::lane::Lane;
use super::obstacles::Obstacles;

/// Fewest characters that text beside an insert may be wide (R110).
pub(super) const NARROWEST: i64 = 5;

/// The white of a head that text begins right under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct HeadWhite {
    /// As it is seen over its first row.
    pub over: Length,
    /// Between its last row and the text.
    pub under: Length,
}

/// One block of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Region {
    pub grid: LineGrid,
    pub lanes: Vec<Lane>,
    pub obstacles: Obstacles,
    pub styles: Arc<StyleSheet>,
    pub leg_end: LegEnd,
    pub balance: bool,
    /// Where a line may stand that says that the text goes on on another page; none of a region on
    /// the last page of its text.
    pub closing: Option<Closing>,
    /// A line stands over the first leg that says where the text comes from.
    pub opened: bool,
    /// The head that its legs begin right under.
    pub head: Option<HeadWhite>,
}

/// The regions of a thread, in order: at least one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Room {
    regions: Vec<Region>,
    /// Of pages whose text does not come to their last leg, by their last regions: the leg that it
    /// comes to.
    shut: BTreeMap<usize, (usize, usize)>,
}

impl From<Region> for Room {
    fn from(one: Region) -> Room {
        Room { regions: vec![one], shut: BTreeMap::new() }
    }
}

impl Room {
    /// None without a region.
    pub(in crate::flow) fn new(regions: Vec<Region>) -> Option<Room> {
        (!regions.is_empty()).then_some(Room { regions, shut: BTreeMap::new() })
    }

    pub(in crate::flow) fn push(&mut self, region: Region) {
        self.regions.push(region);
    }

    /// Leaves the first `count` regions, and one at least.
    pub(in crate::flow) fn truncate(&mut self, count: usize) {
        self.regions.truncate(count.max(1));
    }

    /// The same room with the legs of one region so many lines deeper, or shallower.
    pub(in crate::flow) fn deepened(&self, region: usize, lines: i64) -> Room {
        let mut room = self.clone();
        if let Some(of) = room.regions.get_mut(region) {
            let by = of.grid.line * lines;
            of.lanes.iter_mut().for_each(|lane| lane.end += by);
            let seats = of.closing.iter_mut().flat_map(|closing| &mut closing.seats);
            seats.flatten().for_each(|seat| *seat += by);
        }
        room
    }

    /// The last leg in which the line of a page may stand that says that the text goes on.
    pub(super) fn shut_before(&self, parts: usize) -> (usize, usize) {
        self.shut.get(&parts).copied().unwrap_or((usize::MAX, usize::MAX))
    }

    pub(super) fn shut(&mut self, parts: usize, leg: (usize, usize)) {
        self.shut.insert(parts, leg);
    }

    /// The leg that closes the page of a region where a text goes on behind it.
    pub(super) fn close_of(&self, region: usize) -> Option<Close> {
        self.regions().get(region)?.closing.as_ref()?;
        let rest = self.regions().iter().enumerate().skip(region);
        let mut ends = rest.filter(|(_, of)| of.closing.as_ref().is_some_and(|of| of.parts));
        let (parts, _) = ends.next()?;
        self.last_seat(parts, self.shut_before(parts))
    }

    /// The last seat of a page up to a leg.
    pub(super) fn last_seat(&self, parts: usize, up_to: (usize, usize)) -> Option<Close> {
        let on_page = |at: &usize| {
            let closing = self.regions().get(*at).and_then(|of| of.closing.as_ref());
            *at == parts || closing.is_some_and(|of| !of.parts)
        };
        (0..=parts).rev().take_while(on_page).find_map(|region| {
            let seats = &self.regions().get(region)?.closing.as_ref()?.seats;
            let seats = seats.iter().enumerate().rev();
            let mut seats = seats.filter(|(lane, _)| (region, *lane) <= up_to);
            seats.find_map(|(lane, seat)| Some(Close { parts, region, lane, block: (*seat)? }))
        })
    }

    pub(in crate::flow) fn regions(&self) -> &[Region] {
        &self.regions
    }

    pub(in crate::flow) fn get(&self, at: usize) -> Option<&Region> {
        self.regions.get(at)
    }

    pub(in crate::flow) fn last(&self) -> &Region {
        self.regions.last().expect("a room has a region")
    }

    /// The region of a place; text that is over is set in the last.
    pub(in crate::flow) fn at(&self, place: Option<Place>) -> &Region {
        place.and_then(|place| self.regions.get(place.region)).unwrap_or(self.last())
    }

    pub(in crate::flow) fn lane(&self, place: Place) -> Option<&Lane> {
        self.regions.get(place.region)?.lanes.get(place.lane)
    }

    pub(in crate::flow) fn legs(&self) -> usize {
        self.regions.iter().map(|region| region.lanes.len()).sum()
    }

    /// The measure of the last leg: text that is over is counted in it.
    pub(in crate::flow) fn last_measure(&self) -> Length {
        // A block of a story has a leg; ten characters stand for one that has none.
        let region = self.last();
        region.lanes.last().map_or(region.grid.em * 10, |lane| lane.width)
    }
}

/// A depth at which the lines of one region end at the latest: its legs are levelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Cap {
    pub region: usize,
    pub depth: Length,
    /// Lines by which its first legs end before that, each.
    pub less: [u8; LEVELLED],
}

/// So many legs of a block are levelled one by one.
pub(in crate::flow) const LEVELLED: usize = 12;

impl Cap {
    pub(in crate::flow) fn at(region: usize, depth: Length) -> Cap {
        Cap { region, depth, less: [0; LEVELLED] }
    }

    fn depth_of(&self, lane: usize, line: Length) -> Length {
        self.depth - line * i64::from(self.less.get(lane).copied().unwrap_or(0))
    }
}

/// A place in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::flow) struct Place {
    pub region: usize,
    pub lane: usize,
    pub block: Length,
}

impl Place {
    pub(in crate::flow) const START: Place = Place { region: 0, lane: 0, block: Length::ZERO };

    /// The head of the lane after this one.
    pub(in crate::flow) fn next_lane(self) -> Place {
        Place { region: self.region, lane: self.lane + 1, block: Length::ZERO }
    }

    pub(in crate::flow) fn down(self, by: Length) -> Place {
        Place { block: self.block + by, ..self }
    }
}

/// Room for one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Slot {
    pub place: Place,
    pub inline: Length,
    pub measure: Length,
    /// The line does not stand right below the one before: a leg or an insert is between.
    pub fresh: bool,
}

/// The way of a thread through its room, less the lines that may not be used.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Track<'a> {
    pub room: &'a Room,
    pub cap: Option<Cap>,
    /// Lines left empty so that no paragraph's last line stands alone.
    pub bars: &'a [Place],
    /// The region up to which the text goes: those before it end where they close.
    pub reach: usize,
    /// A line is kept free between the text and those that say where it goes on and comes from: a table
    /// ends with a rule.
    pub clear: bool,
}

impl<'a> Track<'a> {
    /// All of a room.
    pub(in crate::flow) fn through(room: &'a Room) -> Track<'a> {
        Track::up_to(room, 0)
    }

    /// All that a text has which goes on up to the region `reach`.
    pub(in crate::flow) fn up_to(room: &'a Room, reach: usize) -> Track<'a> {
        Track { room, cap: None, bars: &[], reach, clear: false }
    }

    fn end(&self, at: Place, region: &Region, lane: &Lane) -> Length {
        let end = match self.cap {
            Some(cap) if cap.region == at.region => {
                lane.end.min(cap.depth_of(at.lane, region.grid.line))
            }
            _ => lane.end,
        };
        let reach = self.reach.min(self.room.regions.len() - 1);
        let close = if at.region < reach { self.room.close_of(at.region) } else { None };
        // On its last page a text closes nothing.
        let free = if self.clear { region.grid.line } else { Length::ZERO };
        match close.filter(|close| close.parts < reach) {
            Some(close) => {
                Close { block: close.block - free, ..close }.end((at.region, at.lane), end)
            }
            None => end,
        }
    }

    fn start(&self, at: Place, region: &Region, lane: &Lane) -> Length {
        let is_under = self.clear && region.opened && at.lane == 0;
        lane.start + if is_under { region.grid.line } else { Length::ZERO }
    }

    /// The first slot at or after `at` that is `depth` deep and has all of its leg's measure.
    pub(in crate::flow) fn next_whole(&self, at: Place, depth: Length) -> Option<Slot> {
        let (mut at, mut fresh) = (at, false);
        loop {
            let slot = self.next(at, depth)?;
            fresh |= slot.fresh;
            let region = self.room.get(slot.place.region)?;
            let width = region.lanes.get(slot.place.lane)?.width;
            if slot.measure == width {
                return Some(Slot { fresh, ..slot });
            }
            at = Place { block: region.next_line(slot.place.block), ..slot.place };
            fresh = true;
        }
    }

    /// The first slot at or after `at` that is `depth` deep.
    pub(in crate::flow) fn next(&self, at: Place, depth: Length) -> Option<Slot> {
        let mut at = at;
        let mut fresh = false;
        loop {
            let region = self.room.get(at.region)?;
            let Some(lane) = region.lanes.get(at.lane) else {
                at = Place { region: at.region + 1, lane: 0, block: Length::ZERO };
                fresh = true;
                continue;
            };
            at.block = at.block.max(self.start(at, region, lane));
            if at.block + depth > self.end(at, region, lane) {
                at = at.next_lane();
                fresh = true;
                continue;
            }
            let free = region.free(lane, at.block, at.block + depth);
            match free.filter(|_| !self.bars.contains(&at)) {
                Some((inline, measure)) => return Some(Slot { place: at, inline, measure, fresh }),
                None => {
                    at.block = region.next_line(at.block);
                    fresh = true;
                }
            }
        }
    }
}

impl Track<'_> {
    /// So many lines of `depth` stand as `slot` does, one below the other to the foot of its leg: it and, where
    /// nothing is in the way, all others.
    fn alike(&self, slot: Slot, depth: Length) -> usize {
        let Place { region, lane, block } = slot.place;
        let of = self.room.get(region).filter(|of| of.obstacles.are_none() && self.bars.is_empty());
        let Some((of, lane)) = of.and_then(|of| Some((of, of.lanes.get(lane)?))) else { return 1 };
        let below = self.end(slot.place, of, lane) - block - depth;
        1 + usize::try_from(below.whole(of.grid.line)).unwrap_or(0)
    }
}

impl Region {
    /// The head of the strip after the one that `block` stands in.
    fn next_line(&self, block: Length) -> Length {
        self.grid.line * (block.whole(self.grid.line) + 1)
    }

    /// `block` itself if it is the head of a strip, else the next.
    pub(in crate::flow) fn on_grid(&self, block: Length) -> Length {
        self.grid.line * block.covered_by(self.grid.line)
    }

    /// The widest free interval of a lane between two depths: start and length, in whole
    /// characters from the lane's start.
    pub(in crate::flow) fn free(
        &self,
        lane: &Lane,
        from: Length,
        to: Length,
    ) -> Option<(Length, Length)> {
        let mut blocked = self.obstacles.taken(lane, from, to);
        if blocked.is_empty() {
            return Some((lane.inline, lane.width));
        }
        blocked.sort_unstable();
        blocked.push((lane.width, lane.width));
        let em = self.grid.em;
        let mut widest: Option<(Length, Length)> = None;
        let mut start = Length::ZERO;
        for (from, to) in blocked {
            let first = em * start.covered_by(em);
            let last = if from >= lane.width { lane.width } else { em * from.whole(em) };
            if last - first > widest.map_or(Length::ZERO, |(_, width)| width) {
                widest = Some((first, last - first));
            }
            start = start.max(to);
        }
        widest
            .filter(|(_, width)| *width >= em * NARROWEST)
            .map(|(start, width)| (lane.inline + start, width))
    }

    /// What type of this size is set apart by here.
    pub(super) fn own_tracking(&self, em: Length) -> Em {
        let measure = self.lanes.first().map_or(Length::ZERO, |lane| lane.width);
        own_tracking(self.grid.cell, measure, em)
    }
}

/// Type is set apart by no more than this, in thousandths of its em.
const APART: i64 = 100;

/// What characters of another size than the grid's are set apart by, so that as many as fit fill the
/// measure and stand one below the other, flush at both edges (R129). Where that would be seen, in
/// narrow measures, nothing: their full lines are spread.
pub(in crate::flow) fn own_tracking(cell: Length, measure: Length, em: Length) -> Em {
    let characters = if em.is_positive() { measure.whole(em) } else { 0 };
    if em == cell || characters < 2 {
        return Em::ZERO;
    }
    let each = (measure - em * characters).units() / (characters - 1);
    if each > em.scale(APART, 1000).units() {
        return Em::ZERO;
    }
    Em::from_millionths(each * 1_000_000 / em.units())
}

/// The measures of some slots, and what comes after them: text that is over is set in the last
/// measure of its thread.
pub(in crate::flow) struct Measures {
    pub of_lines: Vec<Length>,
    /// None: the text stops with the slots.
    pub beyond: Option<Length>,
    /// The last lines of legs.
    pub leg_ends: Vec<usize>,
    /// Whether the text is to take another number of lines than its own.
    pub leeway: Leeway,
}

impl LineSlots for Measures {
    fn measure(&self, line: usize) -> Option<Length> {
        self.of_lines.get(line).copied().or(self.beyond)
    }

    fn ends_leg(&self, line: usize) -> bool {
        self.leg_ends.contains(&line)
    }

    fn leeway(&self) -> Leeway {
        self.leeway
    }
}

/// Room that stays empty: lines of the body, and the characters that they would hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::flow) struct Left {
    pub lines: usize,
    pub characters: usize,
}

/// Lines of the body that stay empty from `end` on, and the characters that they would hold, of a
/// text that goes on up to the region `reach`.
pub(in crate::flow) fn left(room: &Room, end: Place, reach: usize) -> Left {
    let track = Track::up_to(room, reach);
    let at_grid = room.get(end.region).map_or(end.block, |region| region.on_grid(end.block));
    let (mut at, mut left) = (Place { block: at_grid, ..end }, Left::default());
    while let Some((slot, grid)) = room.get(at.region).and_then(|region| {
        let slot = track.next(at, region.grid.body_block)?;
        Some((slot, region.grid))
    }) {
        let lines = track.alike(slot, grid.body_block);
        let characters = usize::try_from(slot.measure.whole(grid.em)).unwrap_or(0);
        left.lines += lines;
        left.characters += lines * characters;
        at = slot.place.down(grid.line * lines as i64);
    }
    left
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::measure::{LogicalRect, WritingMode};
    use crate::page::style::Role;

    pub(in crate::flow) fn style() -> crate::page::style::Style {
        use crate::measure::{Em, Permille};
        use crate::page::style::{Align, Leading, SizeRule, Style};
        Style {
            family: crate::fonts::FamilyId::SERIF,
            bold_family: crate::fonts::FamilyId::SERIF_BOLD,
            size: SizeRule::Fixed(Length::from_pt(9)),
            leading: Leading::Lines(Permille::ONE),
            colour: crate::colour::Colour::BLACK,
            align: Align::Justify,
            above: Permille::ZERO,
            below: Permille::ZERO,
            mark: String::new(),
            hang: Em::ZERO,
            tracking: Em::ZERO,
            width: Permille::ONE,
            height: Permille::ONE,
            initial: None,
            settings: crate::chars::Settings::of(crate::chars::Locale::Hk),
        }
    }

    /// Lanes of 9 pt type, `(first character, characters)`, `lines` deep on 12 pt.
    pub(in crate::flow) fn region(lanes: &[(i64, i64)], lines: i64) -> Region {
        let pt = Length::from_pt;
        Region {
            grid: LineGrid {
                mode: WritingMode::HorizontalTb,
                em: pt(9),
                cell: pt(9),
                body_block: pt(9),
                line: pt(12),
            },
            lanes: lanes
                .iter()
                .map(|&(first, width)| Lane {
                    inline: pt(9 * first),
                    width: pt(9 * width),
                    start: Length::ZERO,
                    end: pt(12 * lines),
                })
                .collect(),
            obstacles: Obstacles::default(),
            styles: Arc::new(StyleSheet::new(|_: Role| style())),
            leg_end: LegEnd::Line,
            balance: false,
            closing: None,
            opened: false,
            head: None,
        }
    }

    /// An obstacle, in characters and lines, grown by a character and a line.
    pub(in crate::flow) fn insert(chars: (i64, i64), lines: (i64, i64)) -> LogicalRect {
        let pt = Length::from_pt;
        LogicalRect {
            inline: pt(9 * (chars.0 - 1)),
            block: pt(12 * (lines.0 - 1)),
            inline_size: pt(9 * (chars.1 + 2)),
            block_size: pt(12 * (lines.1 + 2)),
        }
    }

    /// `lane:line start+measure`, in characters; `!` where the line is fresh.
    fn show(slots: &[Slot]) -> Vec<String> {
        let em = Length::from_pt(9);
        slots
            .iter()
            .map(|s| {
                format!(
                    "{}{}:{} {}+{}",
                    if s.fresh { "!" } else { "" },
                    s.place.lane,
                    s.place.block.whole(Length::from_pt(12)),
                    s.inline.whole(em),
                    s.measure.whole(em)
                )
            })
            .collect()
    }

    fn all(regions: &[Region], bars: &[Place]) -> Vec<Slot> {
        let room = Room::new(regions.to_vec()).expect("a region");
        let track = Track { bars, ..Track::through(&room) };
        let mut slots = Vec::new();
        let mut at = Place::START;
        while let Some(slot) = track.next(at, Length::from_pt(9)) {
            slots.push(slot);
            at = slot.place.down(Length::from_pt(12));
        }
        slots
    }

    #[test]
    fn lines_run_down_the_legs_in_turn() {
        let regions = [region(&[(0, 18), (19, 12)], 2)];
        assert_eq!(show(&all(&regions, &[])), ["0:0 0+18", "0:1 0+18", "!1:0 19+12", "1:1 19+12"]);
    }

    #[test]
    fn text_keeps_to_the_wider_side_of_an_insert() {
        let mut one = region(&[(0, 26)], 5);
        one.obstacles.push(insert((18, 15), (2, 1)));
        let regions = [one];
        assert_eq!(
            show(&all(&regions, &[])),
            ["0:0 0+26", "0:1 0+17", "0:2 0+17", "0:3 0+17", "0:4 0+26"]
        );
    }

    /// R110.
    #[test]
    fn under_five_characters_a_line_stays_empty() {
        let mut one = region(&[(0, 10)], 4);
        one.obstacles.push(insert((5, 9), (1, 1)));
        let regions = [one];
        assert_eq!(show(&all(&regions, &[])), ["!0:3 0+10"]);
    }

    #[test]
    fn starts_and_ends_are_whole_characters() {
        let mut one = region(&[(0, 20)], 1);
        let mut insert = insert((0, 5), (0, 1));
        insert.inline_size += Length::from_pt(1);
        one.obstacles.push(insert);
        let regions = [one];
        let slots = all(&regions, &[]);
        assert_eq!(slots[0].inline, Length::from_pt(9 * 7));
        assert_eq!(slots[0].measure, Length::from_pt(9 * 13));
    }

    #[test]
    fn a_barred_line_is_passed_over() {
        let regions = [region(&[(0, 18), (19, 18)], 2)];
        let bars = [Place { region: 0, lane: 0, block: Length::from_pt(12) }];
        assert_eq!(show(&all(&regions, &bars)), ["0:0 0+18", "!1:0 19+18", "1:1 19+18"]);
    }

    #[test]
    fn a_region_closes_a_line_early_where_the_text_goes_on_behind_it() {
        let mut one = region(&[(0, 18), (19, 18)], 3);
        let seats = vec![Some(Length::from_pt(24)); 2];
        one.closing = Some(Closing { seats, parts: true });
        let room = Room::new(vec![one.clone(), one]).expect("regions");
        let lines = |reach: usize| left(&room, Place::START, reach).lines;
        assert_eq!((lines(0), lines(1), lines(9)), (12, 11, 11));
        let deeper = room.deepened(0, 2);
        assert_eq!(left(&deeper, Place::START, 1).lines, 15);
    }

    #[test]
    fn r129_other_sizes_are_set_apart_to_fill_the_measure() {
        let pt = Length::from_pt;
        let em = Length::from_centipt(1050);
        // 15 characters of 10.5 in 162: 4.5 points for 14 gaps; 31 in 333: 7.5 for 30.
        for (measure, characters) in [(162, 15), (333, 31)] {
            let apart = own_tracking(pt(9), pt(measure), em).of(em);
            let short = pt(measure) - em * characters - apart * (characters - 1);
            assert!(short >= Length::ZERO && short < Length::from_centipt(1), "{short}");
        }
        assert_eq!(own_tracking(pt(9), pt(162), pt(9)), Em::ZERO);
        // Five characters of 14 in 81 points: 2.75 points a gap would be seen.
        assert_eq!(own_tracking(pt(9), pt(81), pt(14)), Em::ZERO);
    }
}
