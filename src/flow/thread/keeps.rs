//! The rules against lines that stand alone at the head or foot of a leg.

use std::ops::Range;

use crate::measure::Length;

use super::initial::Initial;
use super::prepare::Prepared;
use super::region::{Place, Slot, Track};

/// Fewest lines under a subhead before its leg may end.
const UNDER_SUBHEAD: usize = 2;

/// Which of the rules are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(in crate::flow) enum Keeps {
    #[default]
    Kept,
    /// Only a subhead keeps its lines: with the others the text does not fit.
    Subheads,
    GivenUp,
}

/// What is to become of a paragraph, and of the subheads before it, as it was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Stands,
    /// It stands though its last line is alone: to keep it would be the worse fault, or no help.
    StandsAlone,
    /// To be set again from here on.
    Again(Place),
    /// To be set again with this line left empty.
    Bar(Place),
}

/// A paragraph as it was tried.
pub(super) struct Tried<'a> {
    /// Slots for its lines; the lines beyond them are over.
    pub slots: &'a [Slot],
    pub lines: usize,
    /// The type of its last line.
    pub last: &'a Prepared,
    /// It stands beside the first lines, wherever these are.
    pub initial: Option<&'a Initial>,
    /// A subhead stands right before it.
    pub after_head: bool,
    /// More text follows.
    pub more: bool,
}

impl Tried<'_> {
    /// No keep leaves more than two lines of text out of a leg.
    pub(super) fn judge(&self, keeps: Keeps, track: Track<'_>) -> Verdict {
        match keeps {
            Keeps::GivenUp => Verdict::Stands,
            Keeps::Subheads if !self.after_head => Verdict::Stands,
            Keeps::Subheads => self.under_head(track).unwrap_or(Verdict::Stands),
            Keeps::Kept => self.judge_all(track),
        }
    }

    /// Lines that have a place.
    fn placed(&self) -> usize {
        self.lines.min(self.slots.len())
    }

    fn is_over(&self) -> bool {
        self.lines > self.slots.len()
    }

    /// The first line of `from..` that begins a leg or stands behind an insert.
    fn fresh_from(&self, from: usize) -> Option<usize> {
        (from..self.placed()).find(|&at| self.slots[at].fresh)
    }

    fn judge_all(&self, track: Track<'_>) -> Verdict {
        let count = self.placed();
        if count == 0 {
            return Verdict::Stands;
        }
        if self.after_head
            && let Some(verdict) = self.under_head(track)
        {
            return verdict;
        }
        let Some(break_at) = self.fresh_from(1) else { return Verdict::Stands };
        if break_at == 1 {
            return Verdict::Again(self.slots[1].place);
        }
        let last = count - 1;
        if self.is_over() || !self.slots[last].fresh {
            return Verdict::Stands;
        }
        // The last line stands alone: the one before it has to come along.
        let before = (1..last).rev().find(|&at| self.slots[at].fresh).unwrap_or(0);
        match last - before {
            // With its subhead it would leave four lines empty: the worse fault.
            2 if before == 0 && self.after_head => Verdict::StandsAlone,
            2 if before == 0 && self.goes_over(0..last) => Verdict::Again(self.slots[last].place),
            2 if before == 0 => Verdict::StandsAlone,
            _ if self.goes_over(last - 1..last) => Verdict::Bar(self.slots[last - 1].place),
            _ => Verdict::StandsAlone,
        }
    }

    /// Whether these lines may go over to the leg of the last one that stands alone behind them: of
    /// their text and the last line's, however long that is, no fewer lines are made there than they
    /// are, and two more at most. So a keep takes a line more or less than the text does without it,
    /// and more text never takes fewer lines; nor does a leg of half the measure fill with three or
    /// four short lines for the one that it was to have beside its own.
    fn goes_over(&self, lines: Range<usize>) -> bool {
        let (from, count) = (lines.end, lines.len());
        let Some(alone) = self.slots.get(from) else { return true };
        let text = self.slots[lines.clone()].iter().map(|slot| slot.measure).sum::<Length>();
        let initial = self.initial.filter(|_| lines.start == 0);
        let beside = |line: usize| match initial {
            Some(initial) if line < initial.lines => initial.advance,
            _ => Length::ZERO,
        };
        let last = self.slots.last().unwrap_or(alone).measure;
        let there = |line: usize| self.slots.get(from + line).map_or(last, |slot| slot.measure);
        let room = |lines: usize| (0..lines).map(|line| there(line) - beside(line)).sum::<Length>();
        room(count - 1) <= text && text + alone.measure <= room(count + 2)
    }

    /// Whether enough lines stand under a subhead; none where they do.
    fn under_head(&self, track: Track<'_>) -> Option<Verdict> {
        let count = self.placed();
        let first = self.slots.first().filter(|_| count > 0)?;
        if first.fresh {
            return Some(Verdict::Again(first.place));
        }
        let here = self.fresh_from(1).unwrap_or(count);
        if here < count && here < UNDER_SUBHEAD {
            return Some(Verdict::Again(self.slots[here].place));
        }
        (count < UNDER_SUBHEAD && self.more && !self.is_over())
            .then(|| self.room_under(track, UNDER_SUBHEAD - count))
    }

    /// A paragraph of one line under a subhead: another line has to fit under it.
    fn room_under(&self, track: Track<'_>, lines: usize) -> Verdict {
        let Some(last) = self.slots.get(self.lines.saturating_sub(1)) else {
            return Verdict::Stands;
        };
        let mut at = last.place.down(self.last.leading);
        for _ in 0..lines {
            match track.next(at, self.last.em.block) {
                Some(slot) if slot.fresh => return Verdict::Again(slot.place),
                Some(slot) => at = slot.place.down(self.last.leading),
                None => return Verdict::Stands,
            }
        }
        Verdict::Stands
    }
}
