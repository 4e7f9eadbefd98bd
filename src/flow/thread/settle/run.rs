//! [`Run`]: one settling, group after group.

use std::ops::Range;
use std::sync::Arc;

use crate::compose::{Leeway, SetLine};
use crate::flow::type_case::TypeCase;
use crate::measure::{Length, LogicalRect};
use crate::page::model::LegEnd;
use crate::page::style::Role;
use crate::text::{Extent, Manner, Quoted};

use super::group::{Cursor, Group, Laid};
use super::{Ink, LinePlace, Mark, Tables, Treatment};
use crate::flow::thread::initial::{self, Initial};
use crate::flow::thread::items::{Item, Words};
use crate::flow::thread::keeps::{Keeps, Tried, Verdict};
use crate::flow::thread::prepare::{Large, Lines, Prepared, Shelf, Wanted, are_alike};
use crate::flow::thread::region::{Measures, Place, Region, Room, Slot, Track};

/// One settling.
pub(super) struct Run<'a, 's> {
    pub case: TypeCase<'a>,
    pub items: &'a [Item],
    /// The items that are set, by their numbers.
    pub order: Vec<usize>,
    pub room: &'s Room,
    pub treatment: &'s Treatment,
    pub track: Track<'s>,
    pub shelf: &'s mut Shelf,
    pub tables: Tables,
    /// A small table went to the next leg to stay whole.
    pub has_moved: &'s mut bool,
}

/// What each gap may give of a paragraph that is to be tight or loose by itself, in thousandths of
/// an em.
const GIVE: u16 = 15;

/// How often a group is tried further on; of two keeps that call for one another's opposite
/// neither is kept.
const MOST_GROUPS: usize = 6;

/// How often a subhead is set anew because the leg that has room for its rows has another measure.
const MOST_MEASURES: usize = 4;

/// So many slots are looked up at least: tracking may draw text together to no width at all.
const LEAST_SLOTS: usize = 8;

/// Slots are looked up for so many times what a text is wide on one line, as lines are seldom full.
const LOOK_AHEAD: i64 = 2;

impl<'a> Run<'a, '_> {
    /// By its place in the order: its number and itself.
    pub(super) fn item(&self, at: usize) -> Option<(usize, &'a Item)> {
        let number = *self.order.get(at)?;
        Some((number, self.items.get(number)?))
    }

    /// What the shelf is asked for, by its place in the order.
    fn wanted(&self, at: usize) -> Option<Wanted<'a>> {
        let (number, item) = self.item(at)?;
        Some(Wanted { number, words: item.words()?, initial: Large::Set })
    }

    /// What the treatment gives the item, else what it asks for itself.
    fn leeway(&self, wanted: Wanted<'_>) -> Leeway {
        if let Some(given) = self.treatment.tracking.get(&wanted.number) {
            return *given;
        }
        let Words { marks, treated, .. } = wanted.words;
        match (treated.extent, marks.extent) {
            (Extent::Own, Extent::Own) => Leeway::default(),
            (Extent::Own, extent) => Leeway { extent, give: GIVE },
            (extent, _) => Leeway { extent, give: treated.give },
        }
    }

    fn is_piece(&self, at: usize) -> bool {
        self.item(at).is_some_and(|(_, item)| item.is_piece())
    }

    /// Whose item it is, by its place in the order.
    fn story(&self, at: usize) -> Option<u32> {
        self.item(at).map(|(_, item)| item.of())
    }

    /// Whether a section begins with it: a subhead that follows none, or a story of a stack.
    fn begins(&self, at: usize) -> bool {
        let opens = self.item(at).is_some_and(|(_, item)| item.opens().is_some());
        opens || self.is_piece(at) && !(at > 0 && self.is_piece(at - 1))
    }

    /// Where a leg ends only before a subhead: the section that begins here goes to the next leg
    /// unless this one holds all of it.
    pub(super) fn begin_section(&mut self, cursor: Cursor, first: usize) -> Cursor {
        let Some(leg) = cursor.at else { return cursor };
        let begins = self.begins(first);
        let ends = self.room.get(leg.region).map(|region| region.leg_end);
        if ends != Some(LegEnd::Subhead) || !begins || cursor.at_head {
            return cursor;
        }
        let mut tried = self.group(cursor, first, Keeps::GivenUp);
        while tried.is_within(leg) && tried.next < self.order.len() && !self.begins(tried.next) {
            tried = self.group(tried.cursor, tried.next, Keeps::GivenUp);
        }
        let next_leg = leg.next_lane();
        if !tried.is_within(leg) && self.track.next(next_leg, Length::ZERO).is_some() {
            return Cursor::at_head_of(next_leg);
        }
        cursor
    }

    /// Subheads and the item after them, where the keeps hold; of a story of a stack its head and
    /// the first of its text, if it has any.
    pub(super) fn group(&mut self, cursor: Cursor, first: usize, keeps: Keeps) -> Group {
        let story = self.story(first);
        let mut body = first;
        while self.is_piece(body) && self.story(body) == story {
            body += 1;
        }
        let (mut from, mut bars) = (cursor, Vec::new());
        let mut alone: Option<Group> = None;
        for _ in 0..MOST_GROUPS {
            let (group, verdict) = self.try_group(from, &bars, first..body, keeps);
            // The line that went over to it is one with it in a wider leg, and alone as before.
            if verdict != Verdict::Stands
                && let Some(before) = alone.take_if(|before| before.ends_with(&group))
            {
                return Group { lone: 1, ..before };
            }
            match verdict {
                Verdict::Stands => return group,
                Verdict::StandsAlone => return Group { lone: 1, ..group },
                Verdict::Again(place) => from = Cursor::at_head_of(place),
                Verdict::Bar(place) => {
                    bars.push(place);
                    alone = Some(group);
                }
            }
        }
        self.try_group(from, &bars, first..body, Keeps::GivenUp).0
    }

    fn try_group(
        &mut self,
        from: Cursor,
        bars: &[Place],
        heads: Range<usize>,
        keeps: Keeps,
    ) -> (Group, Verdict) {
        let body = heads.end;
        let story = self.story(heads.start);
        let has_text = self.story(body).is_some_and(|of| Some(of) == story);
        let mut group = Group::at(from, if has_text { body + 1 } else { body });
        let last = if has_text { Some(body) } else { body.checked_sub(1) };
        let last = last.and_then(|last| self.item(last));
        // Behind the last of a story there is no leg to begin.
        let goes_on = group.next < self.order.len();
        let ends_leg = goes_on && last.is_some_and(|(_, item)| item.marks().ends_leg);
        self.open_story(&mut group, heads.start);
        let mut after_head = false;
        for at in heads {
            let slot = self.set_piece(&mut group, bars, at);
            let parted = after_head && keeps != Keeps::GivenUp;
            if let Some(slot) = slot.filter(|slot| slot.fresh && parted) {
                return (group, Verdict::Again(slot.place));
            }
            after_head |= slot.is_some();
        }
        if let Some((_, Item::Table(_))) = self.item(body).filter(|_| has_text) {
            let slot = self.set_table(&mut group, bars, body);
            let parted = after_head && keeps != Keeps::GivenUp;
            if let Some(slot) = slot.filter(|slot| slot.fresh && parted) {
                return (group, Verdict::Again(slot.place));
            }
            end_leg(&mut group, ends_leg);
            return (group, Verdict::Stands);
        }
        let laid = if has_text { self.lay(&group.cursor, bars, body) } else { None };
        let Some(laid) = laid else {
            return (group, Verdict::Stands);
        };
        let tried = Tried {
            slots: &laid.slots,
            lines: laid.lines.len(),
            last: laid.type_of(laid.lines.len().saturating_sub(1)),
            initial: laid.initial.as_deref(),
            after_head,
            more: self.story(body + 1).is_some_and(|of| Some(of) == story),
        };
        let mut verdict = tried.judge(keeps, Track { bars, ..self.track });
        self.put(&mut group, body, &laid);
        if verdict == Verdict::Stands && keeps == Keeps::Kept && !ends_leg {
            verdict = self.before_table(&group, bars, (body, &laid));
        }
        end_leg(&mut group, ends_leg);
        (group, verdict)
    }

    /// A line that leads in a table goes with it to the leg where it begins.
    fn before_table(
        &mut self,
        group: &Group,
        bars: &[Place],
        (at, laid): (usize, &Laid),
    ) -> Verdict {
        let is_table = matches!(self.item(at + 1), Some((_, Item::Table(_))));
        // More slots were looked up than there are lines.
        let (true, Some(line), [_]) = (is_table, laid.slots.first(), &laid.lines[..]) else {
            return Verdict::Stands;
        };
        if line.fresh || self.story(at) != self.story(at + 1) {
            return Verdict::Stands;
        }
        let mut tried = Group::at(group.cursor, group.next);
        match self.set_table(&mut tried, bars, at + 1) {
            Some(table) if table.fresh => Verdict::Again(table.place),
            _ => Verdict::Stands,
        }
    }

    /// The white above a story of a stack that does not begin a leg.
    fn open_story(&self, group: &mut Group, first: usize) {
        let Some((number, item)) = self.item(first) else { return };
        let (Some(own), false) = (item.opens(), group.cursor.at_head) else { return };
        let region = self.room.at(group.cursor.at);
        let given = self.treatment.white.get(&number).copied().unwrap_or(0);
        let line = region.grid.line;
        let above = region.styles.get(Role::ItemTitle).above.of(line);
        let white = above + line * i64::from(given + own);
        group.cursor.white = group.cursor.white.max(white);
    }

    /// Sets a piece in whole lines; gives its place, if there was one.
    fn set_piece(&mut self, group: &mut Group, bars: &[Place], at: usize) -> Option<Slot> {
        let wanted = self.wanted(at)?;
        let track = Track { bars, ..self.track };
        let region = self.room.at(group.cursor.at);
        let grid = region.grid;
        let full = self.shelf.prepare(&self.case, wanted, region);
        let above = white_in(wanted.words, &full);
        let one = grid.line * (above + full.em.block + full.below).covered_by(grid.line);
        // Where the leg has no room for it with its white it begins the next, without.
        let white = self.treatment.white.get(&wanted.number).copied();
        let is_free = !group.cursor.at_head && wanted.words.opens.is_none();
        let white = white.filter(|_| is_free).unwrap_or(0);
        let own = if group.cursor.at_head { 0 } else { wanted.words.treated.white };
        let white = grid.line * i64::from(white + own);
        let begin = group
            .cursor
            .at
            .map(|at| start_of(&group.cursor, region, at, &full, Whole::Lines).down(white));
        let mut slot = begin.and_then(|begin| track.next(begin, one));
        let (mut made, mut lines, mut stack, mut depth, mut pitch);
        // In more rows than one it may need another leg, of another measure.
        let mut tries = 0;
        loop {
            let measure = slot.map_or_else(|| self.room.last_measure(), |slot| slot.measure);
            made = self.shelf.prepare_piece(&self.case, wanted, region, measure);
            lines = rows_of(wanted.words, &made, measure);
            pitch = made.leading.max(made.em.block);
            stack = made.em.block + pitch * (lines.len() as i64 - 1).max(0);
            depth = grid.line * (above + stack + made.below).covered_by(grid.line);
            let deep = slot.and(begin).and_then(|begin| track.next(begin, depth));
            let same = deep.is_none_or(|deep| deep.measure == measure);
            slot = deep;
            tries += 1;
            if same || tries == MOST_MEASURES {
                break;
            }
        }
        let white = depth - stack;
        // At the head of a leg, and where its leg goes on under an insert, it begins with that, level with
        // the text beside it; under a head that it follows at once, as in a box of points, or under the
        // line that says where the text comes from, it belongs to the text below.
        let follows_head = self.is_piece(0);
        let at_head = group.cursor.at_head;
        let is_under_insert = |slot: Slot| {
            let leg = |place: Place| (place.region, place.lane);
            let same = begin.is_some_and(|begin| leg(begin) == leg(slot.place));
            let further = begin.is_some_and(|begin| begin.block < slot.place.block);
            at_head || slot.fresh && (!same || further)
        };
        let heads_leg = slot.is_some_and(|slot| {
            self.room.lane(slot.place).is_some_and(|lane| {
                let region = self.room.at(Some(slot.place));
                let covered = lane.start.is_positive() && follows_head
                    || region.opened && slot.place.lane == 0;
                (slot.place.block <= lane.start || is_under_insert(slot)) && !covered
            })
        });
        let share = if heads_leg { 0 } else { above.units() };
        let above = white.scale(share, (above + made.below).units());
        let above = match slot.filter(|slot| slot.fresh || group.cursor.at_head) {
            Some(slot) if follows_head && !heads_leg => self.under_head(slot, (above, white)),
            _ => above,
        };
        let rows = lines.into_iter().enumerate().map(|(row, line)| {
            let place = match slot {
                Some(slot) => LinePlace::At {
                    region: slot.place.region,
                    lane: slot.place.lane,
                    inline: slot.inline,
                    block: slot.place.block + above + pitch * row as i64,
                },
                None => LinePlace::Over(if row == 0 { depth.whole(grid.line) } else { 0 }),
            };
            (Arc::new(line), place)
        });
        group.push(wanted.number, &made, rows);
        group.cursor = Cursor::behind(slot.map(|slot| slot.place.down(depth)));
        slot
    }

    /// What of its white a subhead has over it that follows a head at once: the head's is white over it
    /// already, and the larger of the two counts. Neither has less above than below.
    fn under_head(&self, slot: Slot, (above, white): (Length, Length)) -> Length {
        let begins = self
            .room
            .lane(slot.place)
            .is_some_and(|lane| lane.start.is_positive() && slot.place.block <= lane.start);
        let region = self.room.get(slot.place.region).filter(|_| begins);
        let Some((head, line)) = region.and_then(|of| Some((of.head?, of.grid.line))) else {
            return above;
        };
        let whole = head.under + white;
        let most = head.over.max(whole / 2);
        let over = whole.scale(NEARER, 100).min(most).max(head.under.max(above));
        let below = (whole - over).min(line).max(white - above).min(white);
        white - below
    }

    /// Breaks a paragraph through the slots from the cursor on.
    fn lay(&mut self, cursor: &Cursor, bars: &[Place], at: usize) -> Option<Laid> {
        let wanted = self.wanted(at)?;
        let mut laid =
            Laid { slots: Vec::new(), lines: Vec::new(), types: Vec::new(), initial: None };
        let (mut cursor, mut from) = (*cursor, 0);
        loop {
            let begins = laid.lines.is_empty();
            let prepared = self.type_of(&mut cursor, bars, wanted, begins);
            laid.initial = if begins { prepared.initial.clone() } else { laid.initial };
            if begins {
                from = laid.initial.as_ref().map_or(0, |initial| initial.end);
            }
            let initial = laid.initial.as_deref().filter(|_| begins);
            let way = Way { bars, prepared: &prepared, initial };
            let (mut slots, stop, lines) = self.fill_slots(&cursor, way, (wanted, from));
            if !laid.types.is_empty() {
                slots.iter_mut().take(1).for_each(|slot| slot.fresh = true);
            }
            laid.types.push((laid.lines.len(), prepared));
            laid.lines.extend(lines.lines.iter().cloned());
            laid.slots.extend(slots);
            match (lines.rest, stop) {
                (Some(rest), Stop::Changed(place)) => {
                    // Every slot of the old type is used: the rest begins at the new region.
                    debug_assert_eq!(laid.slots.len(), laid.lines.len());
                    cursor = Cursor::at_head_of(place);
                    from = rest;
                }
                _ => return Some(laid),
            }
        }
    }

    /// The type that a text is set in from the cursor on. An initial for which there is no room in any
    /// leg is left out; where there is none in those that are left, the text is over.
    fn type_of(
        &mut self,
        cursor: &mut Cursor,
        bars: &[Place],
        wanted: Wanted<'_>,
        begins: bool,
    ) -> Arc<Prepared> {
        let region = self.room.at(cursor.at);
        let Some(at) = cursor.at else {
            return self.shelf.prepare_over(&self.case, wanted, region);
        };
        let prepared = self.shelf.prepare(&self.case, wanted, region);
        let Some(initial) = prepared.initial.as_ref().filter(|_| begins) else { return prepared };
        if !initial.has_room(self.room) {
            let wanted = Wanted { initial: Large::NoRoom, ..wanted };
            return self.shelf.prepare(&self.case, wanted, region);
        }
        let at = start_of(cursor, region, at, &prepared, Whole::Free);
        let track = Track { bars, ..self.track };
        let Some(beside) = initial.stand(track, at) else {
            cursor.at = None;
            return self.type_of(cursor, bars, wanted, begins);
        };
        if initial.leaves_a_hole(track, at, &beside) {
            let wanted = Wanted { initial: Large::Apart, ..wanted };
            return self.shelf.prepare(&self.case, wanted, region);
        }
        prepared
    }

    /// The lines from byte `from` of a text on, in one type, with slots for them.
    fn fill_slots(
        &mut self,
        cursor: &Cursor,
        way: Way<'_>,
        (wanted, from): (Wanted<'_>, u32),
    ) -> (Vec<Slot>, Stop, Lines) {
        let (role, leeway) = (wanted.words.role, self.leeway(wanted));
        let beyond = self.room.last_measure();
        let mut at_least = LEAST_SLOTS;
        loop {
            let (slots, stop) = self.slots_for(cursor, way, role, at_least);
            let leg = |slot: &Slot| (slot.place.region, slot.place.lane);
            let ends = slots.windows(2).enumerate();
            let ends = ends.filter(|(_, pair)| leg(&pair[0]) != leg(&pair[1]));
            let measures = Measures {
                leg_ends: ends.map(|(at, _)| at).collect(),
                of_lines: slots.iter().map(|slot| slot.measure).collect(),
                beyond: (!matches!(stop, Stop::Changed(_))).then_some(beyond),
                leeway,
            };
            let lines = self.shelf.set(way.prepared, from, &measures);
            if lines.lines.len() <= slots.len() || stop == Stop::Full {
                return (slots, stop, lines);
            }
            at_least = at_least.max(lines.lines.len() * 2);
        }
    }

    /// Slots for some lines, and why there are no more. A quote is not broken over legs when
    /// there is one that holds it.
    fn slots_for(
        &self,
        cursor: &Cursor,
        way: Way<'_>,
        role: Role,
        at_least: usize,
    ) -> (Vec<Slot>, Stop) {
        let prepared = way.prepared;
        let Some(at) = cursor.at else { return (Vec::new(), Stop::Full) };
        let at = start_of(cursor, self.room.at(Some(at)), at, prepared, Whole::Free);
        let (slots, stop) = self.slots_from(at, way, role, at_least);
        if role != Role::Quote {
            return (slots, stop);
        }
        let natural = prepared.galley.natural_width();
        let holds = |slots: &[Slot]| {
            let in_leg = slots.iter().skip(1).take_while(|slot| !slot.fresh);
            let first = slots.first().map_or(Length::ZERO, |slot| slot.measure);
            first + in_leg.map(|slot| slot.measure).sum() > natural
        };
        let begins: Vec<Slot> = (0..slots.len())
            .filter(|&from| from == 0 || slots[from].fresh && holds(&slots[from..]))
            .map(|from| slots[from])
            .collect();
        for (at, begin) in begins.iter().enumerate() {
            let (mut tried, stop) = match self.under_rule(begin.place, prepared.above) {
                Some(place) => self.slots_from(place, way, role, at_least),
                None if at == 0 => (slots.clone(), stop),
                None => self.slots_from(begin.place, way, role, at_least),
            };
            tried.iter_mut().take(1).for_each(|slot| slot.fresh |= begin.fresh || at > 0);
            if holds(&tried) {
                return (tried, stop);
            }
        }
        // No leg holds it: it is broken over legs from the first.
        match slots.first().and_then(|first| self.under_rule(first.place, prepared.above)) {
            Some(place) => {
                let (mut below, stop) = self.slots_from(place, way, role, at_least);
                let fresh = slots.first().is_some_and(|first| first.fresh);
                below.iter_mut().take(1).for_each(|slot| slot.fresh |= fresh);
                (below, stop)
            }
            None => (slots, stop),
        }
    }

    /// Where a quote begins that would begin its leg: under the white that its rule stands in.
    fn under_rule(&self, place: Place, above: Length) -> Option<Place> {
        let lane = self.room.lane(place)?;
        let region = self.room.get(place.region)?;
        let heads_leg = place.block <= lane.start && above >= LEAST_WHITE;
        heads_leg.then(|| Place { block: region.on_grid(lane.start + above), ..place })
    }

    fn slots_from(
        &self,
        at: Place,
        way: Way<'_>,
        role: Role,
        at_least: usize,
    ) -> (Vec<Slot>, Stop) {
        let Way { bars, prepared, initial } = way;
        let track = Track { bars, ..self.track };
        let wanted = prepared.galley.natural_width() * LOOK_AHEAD;
        let first = self.room.at(Some(at));
        let (mut slots, mut sum, mut at): (Vec<Slot>, _, _) = (Vec::new(), Length::ZERO, at);
        if let Some(initial) = initial {
            let Some(beside) = initial.stand(track, at) else {
                return (slots, Stop::Full);
            };
            let place = beside.first().map_or(at, |slot| slot.place);
            let region = self.room.at(Some(place));
            if place.region != at.region && !are_alike(first, region, role) {
                return (slots, Stop::Changed(place));
            }
            sum = beside.iter().map(|slot| slot.measure).sum();
            at = beside.last().map_or(at, |slot| slot.place.down(prepared.leading));
            slots = beside;
        }
        while sum < wanted || slots.len() < at_least {
            let Some(slot) = track.next(at, prepared.em.block) else { return (slots, Stop::Full) };
            let before = slots.last().map_or(at.region, |slot| slot.place.region);
            let region = self.room.at(Some(slot.place));
            if slot.place.region != before && !are_alike(first, region, role) {
                return (slots, Stop::Changed(slot.place));
            }
            at = slot.place.down(prepared.leading);
            sum += slot.measure;
            slots.push(slot);
        }
        (slots, Stop::Enough)
    }

    /// Puts a paragraph's lines where they were laid.
    fn put(&self, group: &mut Group, at: usize, laid: &Laid) {
        let Some((number, item)) = self.item(at) else {
            debug_assert!(false, "what was laid is of an item in the order");
            return;
        };
        if item.words().is_some_and(|words| words.role == Role::Quote) {
            group.marks.extend(self.quote_rules(number, laid));
        }
        let place = |line: usize, prepared: &Prepared| match laid.slots.get(line) {
            Some(slot) => LinePlace::At {
                region: slot.place.region,
                lane: slot.place.lane,
                inline: slot.inline,
                block: slot.place.block + prepared.drop,
            },
            None => LinePlace::Over(1),
        };
        let count = laid.lines.len();
        if let (Some(initial), Some(words)) = (laid.initial.as_ref(), item.words()) {
            group.findings.append(&initial.findings);
            if count < initial.lines {
                group.findings.push(initial::is_short(words, initial, count));
            }
        }
        let set = |line: usize| match laid.initial.as_ref().filter(|_| line == 0) {
            Some(initial) => Arc::new(initial.beside(&laid.lines[line])),
            None => laid.lines[line].clone(),
        };
        for (index, (from, prepared)) in laid.types.iter().enumerate() {
            let to = laid.types.get(index + 1).map_or(count, |(next, _)| *next);
            let lines = (*from..to).map(|line| (set(line), place(line, prepared)));
            group.push(number, prepared, lines);
        }
        if count == 0 {
            return;
        }
        let last = laid.type_of(count - 1);
        // What follows a short paragraph begins under its initial.
        let lines = count.max(laid.initial.as_ref().map_or(0, |initial| initial.lines));
        group.cursor = Cursor {
            at: laid.slots.get(lines - 1).map(|slot| slot.place.down(last.leading)),
            white: self.white_below(number, last),
            last: Some((last.em, last.leading)),
            at_head: false,
        };
    }

    /// The white under an item: a line at least between stanzas (R131).
    fn white_below(&self, number: usize, last: &Prepared) -> Length {
        let is_verse =
            |at: usize| self.items.get(at).is_some_and(|item| item.marks().manner == Manner::Verse);
        let line = self.room.at(None).grid.line;
        match is_verse(number) && is_verse(number + 1) {
            true => last.below.max(line),
            false if self.quote_goes_on(number + 1) => Length::ZERO,
            false => last.below,
        }
    }

    /// Whether an item is of one quotation with the item before it.
    fn quote_goes_on(&self, number: usize) -> bool {
        let words = self.items.get(number).and_then(Item::words);
        words.is_some_and(|words| words.quoted == Quoted::GoesOn)
    }

    /// The rules of a quote stand in the middle of the white over and under it.
    fn quote_rules(&self, number: usize, laid: &Laid) -> Vec<Mark> {
        let mut rules = Vec::new();
        let ends = laid.slots.first().zip(laid.slots.get(laid.lines.len().saturating_sub(1)));
        let Some((first, last)) = ends else { return rules };
        let rule = |slot: &Slot, block: Length| Mark {
            region: slot.place.region,
            at: LogicalRect {
                inline: slot.inline,
                block,
                inline_size: slot.measure,
                block_size: Length::ZERO,
            },
            ink: Ink::Quote,
        };
        let above = laid.type_of(0).above;
        let head = self.room.lane(first.place).map_or(Length::ZERO, |lane| lane.start);
        let level = first.place.block - above / 2;
        if level > head && above >= LEAST_WHITE {
            rules.push(rule(first, level));
        }
        let prepared = laid.type_of(laid.lines.len().saturating_sub(1));
        let foot = last.place.block + prepared.em.block;
        let lane = self.room.lane(last.place);
        let under = lane.map_or(foot, |lane| lane.end.min(foot + prepared.below / 2));
        if under >= foot + LEAST_WHITE && !self.quote_goes_on(number + 1) {
            rules.push(rule(last, under));
        }
        rules
    }
}

/// What of the white over and under a subhead stands over it at most, in per cent: it belongs to the
/// text below.
const NEARER: i64 = 60;

/// Ends the leg behind a group, where its last item asks for that.
fn end_leg(group: &mut Group, ends_leg: bool) {
    if let Some(at) = group.cursor.at.filter(|_| ends_leg) {
        group.cursor = Cursor::at_head_of(at.next_lane());
    }
}

/// The white of a piece above its rows. That of a title in a stack is white between the stories.
fn white_in(words: &Words, full: &Prepared) -> Length {
    if words.role == Role::ItemTitle { Length::ZERO } else { full.above }
}

/// The lines of a piece. A subhead or title that no line holds is turned over by its sense.
fn rows_of(words: &Words, made: &Prepared, measure: Length) -> Vec<SetLine> {
    let is_title = matches!(words.role, Role::Subhead | Role::ItemTitle);
    let turned = if is_title { made.galley.turned(&words.text, measure) } else { None };
    turned.unwrap_or_else(|| made.galley.set(&measure).lines)
}

/// A quote's rule stands no nearer to its text.
const LEAST_WHITE: Length = Length::from_pt(4);

/// How a paragraph takes its slots.
#[derive(Clone, Copy)]
struct Way<'p> {
    bars: &'p [Place],
    prepared: &'p Prepared,
    /// It stands beside the first of them.
    initial: Option<&'p Initial>,
}

/// Why there are no more slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// No more are needed.
    Enough,
    /// The room has no more.
    Full,
    /// The next stands where text looks otherwise.
    Changed(Place),
}

/// What an item is rounded to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// Its white is inside its own whole lines.
    Lines,
    Free,
}

/// Where an item begins when the thread stands at `at`: after the white, and at the head of a
/// strip where sizes or pitches change.
fn start_of(cursor: &Cursor, region: &Region, at: Place, next: &Prepared, whole: Whole) -> Place {
    if cursor.at_head {
        return at;
    }
    let above = if whole == Whole::Lines { Length::ZERO } else { next.above };
    let white = cursor.white.max(above);
    let same = cursor.last == Some((next.em, next.leading));
    let block = at.block + white;
    let on_grid = white != Length::ZERO || !same || whole == Whole::Lines;
    Place { block: if on_grid { region.on_grid(block) } else { block }, ..at }
}
