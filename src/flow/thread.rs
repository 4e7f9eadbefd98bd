//! One story's text through its thread: over legs, blocks and pages, around inserts.
//!
//! Items are set in groups: a subhead and the paragraph after it stand or move together. Each
//! paragraph is broken through the slots that lie before it; when a keep is broken (a first
//! line alone at a foot, a last line alone at a head, a subhead with too little under it) the
//! group is set again further on, or a line is left empty. No keep leaves more than two lines
//! of text out of a leg.

use std::sync::Arc;

use crate::compose::{RunText, SetLine};
use crate::diag::Findings;
use crate::measure::{Length, TypeSize};
use crate::page::model::LegEnd;
use crate::page::style::Role;

use super::desk::Desk;
use super::items::{Item, Prepared, Shelf, prepare_once};
use super::slots::{Measures, Place, Region, Slot, Track};

/// Fewest lines under a subhead before its leg may end.
const UNDER_SUBHEAD: usize = 2;

/// Lines of a thread after which text that is over keeps its ranges but not its glyphs.
const MOST_LINES_OVER: usize = 5_000;

/// Whether the rules against lone lines are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeps {
    Kept,
    /// Only a subhead keeps its lines: with the others the text does not fit.
    Subheads,
    GivenUp,
}

/// A line in its place, or one that found none.
#[derive(Clone, Debug)]
pub(super) struct ThreadLine {
    /// Of the items given.
    pub item: usize,
    pub line: SetLine,
    pub place: LinePlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePlace {
    At {
        region: usize,
        lane: usize,
        inline: Length,
        block: Length,
    },
    /// It would take so many lines of the body.
    Over(i64),
}

/// A rule over or under a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QuoteRule {
    pub region: usize,
    pub inline: Length,
    pub length: Length,
    pub block: Length,
}

/// A thread that has been set.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub lines: Vec<ThreadLine>,
    pub rules: Vec<QuoteRule>,
    /// Where the text ends; none when it is over.
    pub end: Option<Place>,
}

impl Outcome {
    /// Lines of the body that found no place.
    pub(super) fn lines_over(&self) -> i64 {
        self.lines
            .iter()
            .map(|line| match line.place {
                LinePlace::Over(lines) => lines,
                LinePlace::At { .. } => 0,
            })
            .sum()
    }
}

/// Sets `items` through `regions`.
pub(super) fn set_thread(
    desk: &Desk<'_>,
    regions: &[Region],
    items: &[Item],
    keeps: Keeps,
    (shelf, diags): (&mut Shelf, &mut Findings),
) -> Outcome {
    let mut setter = Setter {
        desk,
        regions,
        items,
        keeps,
        shelf,
        diags,
        bars: Vec::new(),
        state: State { at: Some(Place::START), white: Length::ZERO, last: None, at_head: true },
        out: Outcome::default(),
    };
    let mut next = 0;
    while next < items.len() {
        setter.keep_section_whole(next);
        next = setter.set_group(next);
    }
    setter.out.end = setter.state.at;
    setter.out
}

/// Where the next line goes and what it follows.
#[derive(Clone, Copy, Debug)]
struct State {
    /// None: the thread is full.
    at: Option<Place>,
    /// The white below what stands before.
    white: Length,
    /// Size and pitch of what stands before.
    last: Option<(TypeSize, Length)>,
    /// Nothing stands before in this leg.
    at_head: bool,
}

struct Setter<'a, 'd> {
    desk: &'a Desk<'d>,
    regions: &'a [Region],
    items: &'a [Item],
    keeps: Keeps,
    shelf: &'a mut Shelf,
    diags: &'a mut Findings,
    bars: Vec<Place>,
    state: State,
    out: Outcome,
}

/// What became of a group.
enum Verdict {
    Stands,
    /// Set again from here on.
    Again(Place),
    /// Set again with this line left empty.
    Bar(Place),
}

/// A paragraph's lines in slots; the lines after the slots are over.
struct Laid {
    prepared: Arc<Prepared>,
    slots: Vec<Slot>,
    lines: Vec<SetLine>,
}

impl Setter<'_, '_> {
    fn track(&self) -> Track<'_> {
        Track { regions: self.regions, bars: &self.bars }
    }

    /// Where a leg ends only before a subhead: the section from `first` on goes to the next
    /// leg unless this one holds all of it.
    fn keep_section_whole(&mut self, first: usize) {
        let Some(at) = self.state.at else { return };
        let ends = self.regions.get(at.region).map(|region| region.leg_end);
        let begins = self.items.get(first).is_some_and(Item::is_subhead)
            && !(first > 0 && self.items.get(first - 1).is_some_and(Item::is_subhead));
        if ends != Some(LegEnd::Subhead) || !begins || self.state.at_head {
            return;
        }
        let (state, keeps, bars) = (self.state, self.keeps, self.bars.len());
        let (lines, rules) = (self.out.lines.len(), self.out.rules.len());
        self.keeps = Keeps::GivenUp;
        let mut next = self.set_group(first);
        while self.items.get(next).is_some_and(|item| !item.is_subhead()) {
            next = self.set_group(next);
        }
        let whole = self.out.lines.iter().skip(lines).all(|line| {
            matches!(line.place, LinePlace::At { region, lane, .. }
                if (region, lane) == (at.region, at.lane))
        });
        self.out.lines.truncate(lines);
        self.out.rules.truncate(rules);
        self.bars.truncate(bars);
        (self.state, self.keeps) = (state, keeps);
        let next_leg = at.next_lane();
        if !whole && self.track().next(next_leg, Length::ZERO).is_some() {
            self.begin_at(next_leg);
        }
    }

    fn begin_at(&mut self, place: Place) {
        self.state.at = Some(place);
        self.state.white = Length::ZERO;
        self.state.last = None;
        self.state.at_head = true;
    }

    /// Sets subheads and the item after them; gives the index of what follows.
    fn set_group(&mut self, first: usize) -> usize {
        let heads = self.items.iter().skip(first).take_while(|item| item.is_subhead()).count();
        let body = first + heads;
        let (state, lines, rules) = (self.state, self.out.lines.len(), self.out.rules.len());
        let mut begun = None;
        for _ in 0..6 {
            match self.try_group(first..body) {
                Verdict::Stands => break,
                Verdict::Again(place) => begun = Some(place),
                Verdict::Bar(place) => self.bars.push(place),
            }
            self.undo(state, lines, rules);
            if let Some(place) = begun {
                self.begin_at(place);
            }
        }
        if self.out.lines.len() == lines {
            self.keeps_once_given_up(first..body);
        }
        (body + 1).min(self.items.len())
    }

    fn undo(&mut self, state: State, lines: usize, rules: usize) {
        self.state = state;
        self.out.lines.truncate(lines);
        self.out.rules.truncate(rules);
    }

    /// A group whose keeps cannot be met stands as it falls.
    fn keeps_once_given_up(&mut self, heads: std::ops::Range<usize>) {
        let keeps = std::mem::replace(&mut self.keeps, Keeps::GivenUp);
        self.try_group(heads);
        self.keeps = keeps;
    }

    fn try_group(&mut self, heads: std::ops::Range<usize>) -> Verdict {
        let body = heads.end;
        let mut stands_after_head = false;
        for index in heads {
            let slot = self.set_subhead(index);
            let parted = stands_after_head && self.keeps != Keeps::GivenUp;
            if let Some(slot) = slot.filter(|slot| slot.fresh && parted) {
                return Verdict::Again(slot.place);
            }
            stands_after_head |= slot.is_some();
        }
        let Some(item) = self.items.get(body) else { return Verdict::Stands };
        let Some(laid) = self.lay(item) else { return Verdict::Stands };
        let verdict = match self.keeps {
            Keeps::Subheads if !stands_after_head => Verdict::Stands,
            Keeps::Subheads => {
                let more = body + 1 < self.items.len();
                self.judge_head(&laid, more).unwrap_or(Verdict::Stands)
            }
            Keeps::Kept => self.judge(&laid, stands_after_head, body + 1 < self.items.len()),
            Keeps::GivenUp => Verdict::Stands,
        };
        self.put(body, item, laid);
        verdict
    }

    /// Sets a subhead in whole lines; gives its place, if there was one.
    fn set_subhead(&mut self, index: usize) -> Option<Slot> {
        let item = self.items.get(index)?;
        let region = self.region()?;
        let (styles, grid) = (region.styles.clone(), region.grid);
        let full = self.shelf.prepare(self.desk, item, (&styles, &grid), self.diags);
        let one = grid.line * (full.above + full.em.block + full.below).covered_by(grid.line);
        let at = self.state.at.map(|at| self.start_of(at, &full, Whole::Lines));
        let mut slot = at.and_then(|at| self.track().next(at, one));
        let (mut made, mut lines, mut stack, mut depth, mut pitch);
        // In more rows than one it may need another leg, of another measure.
        let mut tries = 0;
        loop {
            let measure = slot.map_or_else(|| self.last_measure(), |slot| slot.measure);
            let setting = (&styles, &grid);
            made = self.shelf.prepare_subhead(self.desk, item, setting, measure, self.diags);
            lines = made.galley.set(&measure).lines;
            pitch = made.leading.max(made.em.block);
            stack = made.em.block + pitch * (lines.len() as i64 - 1).max(0);
            depth = grid.line * (made.above + stack + made.below).covered_by(grid.line);
            let deep = slot.and(at).and_then(|at| self.track().next(at, depth));
            let same = deep.is_none_or(|deep| deep.measure == measure);
            slot = deep;
            tries += 1;
            if same || tries == 4 {
                break;
            }
        }
        let white = depth - stack;
        let above = white.scale(made.above.units(), (made.above + made.below).units());
        for (row, line) in lines.into_iter().enumerate() {
            let place = match slot {
                Some(slot) => LinePlace::At {
                    region: slot.place.region,
                    lane: slot.place.lane,
                    inline: slot.inline,
                    block: slot.place.block + above + pitch * row as i64,
                },
                None => LinePlace::Over(if row == 0 { depth.whole(grid.line) } else { 0 }),
            };
            self.out.lines.push(ThreadLine { item: index, line, place });
        }
        self.state = State {
            at: slot.map(|slot| slot.place.down(depth)),
            white: Length::ZERO,
            last: None,
            at_head: false,
        };
        slot
    }

    fn region(&self) -> Option<&Region> {
        match self.state.at {
            Some(at) => self.regions.get(at.region).or(self.regions.last()),
            None => self.regions.last(),
        }
    }

    /// The measure of the thread's last leg: text that is over is counted in it.
    fn last_measure(&self) -> Length {
        let lane = self.regions.last().and_then(|region| region.lanes.last());
        lane.map_or(Length::from_pt(100), |lane| lane.width)
    }

    /// Where an item begins when the thread stands at `at`: after the white, and at the head of
    /// a strip where sizes or pitches change.
    fn start_of(&self, at: Place, next: &Prepared, whole: Whole) -> Place {
        let Some(region) = self.regions.get(at.region) else { return at };
        if self.state.at_head {
            return at;
        }
        let above = if whole == Whole::Lines { Length::ZERO } else { next.above };
        let white = self.state.white.max(above);
        let same = self.state.last == Some((next.em, next.leading));
        let block = at.block + white;
        let on_grid = white != Length::ZERO || !same || whole == Whole::Lines;
        Place { block: if on_grid { region.on_grid(block) } else { block }, ..at }
    }

    /// Breaks an item through the slots from the thread's place on.
    fn lay(&mut self, item: &Item) -> Option<Laid> {
        let region = self.region()?;
        let (styles, grid) = (region.styles.clone(), region.grid);
        // Text that is over is set once; very much of it is not kept.
        let prepared = match self.state.at {
            Some(_) => self.shelf.prepare(self.desk, item, (&styles, &grid), self.diags),
            None => Arc::new(prepare_once(self.desk, item, (&styles, &grid), self.diags)),
        };
        let wanted = prepared.galley.natural_width() * 2;
        // Tracking may draw text together to no width at all: slots are counted as well.
        let mut at_least = 8;
        loop {
            let (slots, exhausted) = self.slots_for(&prepared, item.role, (wanted, at_least));
            let own = |slot: &Slot| {
                let region = self.regions.get(slot.place.region);
                region.map_or(slot.measure, |r| r.own_measure(slot, prepared.em.inline).1)
            };
            let of_lines: Vec<Length> = slots.iter().map(own).collect();
            let em = prepared.em.inline;
            let rest = self.last_measure();
            let beyond = if em == grid.em { rest } else { em * rest.whole(em).max(1) };
            let leg = |slot: &Slot| (slot.place.region, slot.place.lane);
            let ends = slots.windows(2).enumerate();
            let ends = ends.filter(|(_, pair)| leg(&pair[0]) != leg(&pair[1]));
            let leg_ends = ends.map(|(at, _)| at).collect();
            let lines = prepared.galley.set(&Measures { of_lines, beyond, leg_ends }).lines;
            if lines.len() <= slots.len() || exhausted {
                return Some(Laid { prepared, slots, lines });
            }
            at_least = at_least.max(lines.len() * 2);
        }
    }

    /// Slots for about `wanted` of text, at least so many, and whether the thread ends with
    /// them. A quote is not broken over legs when there is one that holds it.
    fn slots_for(
        &self,
        prepared: &Prepared,
        role: Role,
        wanted: (Length, usize),
    ) -> (Vec<Slot>, bool) {
        let Some(at) = self.state.at else { return (Vec::new(), true) };
        let at = self.start_of(at, prepared, Whole::Free);
        let (mut slots, mut exhausted) = self.slots_from(at, prepared, wanted);
        let natural = prepared.galley.natural_width();
        if role == Role::Quote {
            let whole =
                (0..slots.len()).filter(|&from| from == 0 || slots[from].fresh).find(|&from| {
                    let in_leg = slots.iter().skip(from + 1).take_while(|slot| !slot.fresh);
                    slots[from].measure + in_leg.map(|slot| slot.measure).sum() > natural
                });
            if let Some(from) = whole.filter(|&from| from > 0) {
                (slots, exhausted) = self.slots_from(slots[from].place, prepared, wanted);
                slots.iter_mut().take(1).for_each(|slot| slot.fresh = true);
            }
        }
        (slots, exhausted)
    }

    fn slots_from(
        &self,
        at: Place,
        prepared: &Prepared,
        (wanted, at_least): (Length, usize),
    ) -> (Vec<Slot>, bool) {
        let (mut slots, mut sum, mut at) = (Vec::new(), Length::ZERO, at);
        while sum < wanted || slots.len() < at_least {
            let Some(slot) = self.track().next(at, prepared.em.block) else {
                return (slots, true);
            };
            at = slot.place.down(prepared.leading);
            sum += slot.measure;
            slots.push(slot);
        }
        (slots, false)
    }

    /// Whether enough lines stand under a subhead; none where they do.
    fn judge_head(&self, laid: &Laid, more: bool) -> Option<Verdict> {
        let count = laid.lines.len().min(laid.slots.len());
        let over = laid.lines.len() > laid.slots.len();
        let first = laid.slots.first().filter(|_| count > 0)?;
        if first.fresh {
            return Some(Verdict::Again(first.place));
        }
        let here = (1..count).find(|&at| laid.slots[at].fresh).unwrap_or(count);
        if here < count && here < UNDER_SUBHEAD {
            return Some(Verdict::Again(laid.slots[here].place));
        }
        (count < UNDER_SUBHEAD && more && !over)
            .then(|| self.room_under(laid, UNDER_SUBHEAD - count))
    }

    /// Whether the keeps hold for a paragraph in its slots.
    fn judge(&self, laid: &Laid, after_head: bool, more: bool) -> Verdict {
        let count = laid.lines.len().min(laid.slots.len());
        let over = laid.lines.len() > laid.slots.len();
        if count == 0 {
            return Verdict::Stands;
        }
        let fresh_at = |from: usize| (from..count).find(|&at| laid.slots[at].fresh);
        if after_head && let Some(verdict) = self.judge_head(laid, more) {
            return verdict;
        }
        let Some(break_at) = fresh_at(1) else { return Verdict::Stands };
        if break_at == 1 {
            return Verdict::Again(laid.slots[1].place);
        }
        let last = count - 1;
        if over || !laid.slots[last].fresh {
            return Verdict::Stands;
        }
        // The last line stands alone: the one before it has to come along.
        let before = (1..last).rev().find(|&at| laid.slots[at].fresh).unwrap_or(0);
        match last - before {
            2 if before == 0 && !after_head => Verdict::Again(laid.slots[last].place),
            // With its subhead it would leave four lines empty: the worse fault.
            2 if before == 0 => Verdict::Stands,
            _ => Verdict::Bar(laid.slots[last - 1].place),
        }
    }

    /// A paragraph of one line under a subhead: another line has to fit under it.
    fn room_under(&self, laid: &Laid, lines: usize) -> Verdict {
        let mut at = match laid.slots.get(laid.lines.len().saturating_sub(1)) {
            Some(slot) => slot.place.down(laid.prepared.leading),
            None => return Verdict::Stands,
        };
        for _ in 0..lines {
            match self.track().next(at, laid.prepared.em.block) {
                Some(slot) if slot.fresh => return Verdict::Again(slot.place),
                Some(slot) => at = slot.place.down(laid.prepared.leading),
                None => return Verdict::Stands,
            }
        }
        Verdict::Stands
    }

    /// Puts a paragraph's lines where they were laid.
    fn put(&mut self, index: usize, item: &Item, laid: Laid) {
        let Laid { prepared, slots, lines } = laid;
        if item.role == Role::Quote {
            self.rule_quote(&prepared, &slots, lines.len());
        }
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let place = match slots.get(at) {
                Some(slot) => {
                    let (inline, _) = self
                        .regions
                        .get(slot.place.region)
                        .map_or((slot.inline, slot.measure), |region| {
                            region.own_measure(slot, prepared.em.inline)
                        });
                    LinePlace::At {
                        region: slot.place.region,
                        lane: slot.place.lane,
                        inline,
                        block: slot.place.block + prepared.drop,
                    }
                }
                None => LinePlace::Over(1),
            };
            self.out.lines.push(ThreadLine { item: index, line: self.kept(line, place), place });
        }
        if count == 0 {
            return;
        }
        self.state = State {
            at: slots.get(count - 1).map(|slot| slot.place.down(prepared.leading)),
            white: prepared.below,
            last: Some((prepared.em, prepared.leading)),
            at_head: false,
        };
    }

    /// A line as it is kept: of very much text that is over only the count matters.
    fn kept(&self, mut line: SetLine, place: LinePlace) -> SetLine {
        if matches!(place, LinePlace::Over(_)) && self.out.lines.len() > MOST_LINES_OVER {
            line.runs.retain(|run| run.text == RunText::Tail);
            line.runs.shrink_to_fit();
        }
        line
    }

    /// The rules of a quote stand in the middle of the white over and under it.
    fn rule_quote(&mut self, prepared: &Prepared, slots: &[Slot], count: usize) {
        let (Some(first), Some(last)) = (slots.first(), slots.get(count.saturating_sub(1))) else {
            return;
        };
        let rule = |slot: &Slot, block: Length| QuoteRule {
            region: slot.place.region,
            inline: slot.inline,
            length: slot.measure,
            block,
        };
        let least = Length::from_pt(4);
        if first.place.block > prepared.above && prepared.above >= least {
            let over = rule(first, first.place.block - prepared.above / 2);
            self.out.rules.push(over);
        }
        let foot = last.place.block + prepared.em.block;
        let lane = self.regions.get(last.place.region).and_then(|r| r.lanes.get(last.place.lane));
        let under = lane.map_or(foot, |lane| lane.end.min(foot + prepared.below / 2));
        if under >= foot + least {
            self.out.rules.push(rule(last, under));
        }
    }
}

/// What an item is rounded to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// Its white is inside its own whole lines.
    Lines,
    Free,
}

#[cfg(test)]
mod tests;
