//! What is set but not yet taken: subheads with the paragraph after them.

use std::ops::Range;
use std::sync::Arc;

use crate::compose::SetLine;
use crate::diag::Findings;
use crate::measure::{Length, TypeSize};

use super::{LinePlace, Mark, SettledLine};
use crate::flow::table::SetTable;
use crate::flow::thread::initial::Initial;
use crate::flow::thread::items::LineOf;
use crate::flow::thread::prepare::Prepared;
use crate::flow::thread::region::{Place, Slot};

/// Where the next line goes and what it follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    /// None: the thread is full.
    pub at: Option<Place>,
    /// The white below what stands before.
    pub white: Length,
    /// Size and pitch of what stands before.
    pub last: Option<(TypeSize, Length)>,
    /// Nothing stands before in this leg.
    pub at_head: bool,
}

impl Cursor {
    pub(super) const START: Cursor = Cursor::at_head_of(Place::START);

    pub(super) const fn at_head_of(place: Place) -> Cursor {
        Cursor { at: Some(place), white: Length::ZERO, last: None, at_head: true }
    }

    /// Behind something in whole lines.
    pub(super) fn behind(at: Option<Place>) -> Cursor {
        Cursor { at, white: Length::ZERO, last: None, at_head: false }
    }
}

/// Subheads and the paragraph after them, set but not yet taken.
pub(super) struct Group {
    pub lines: Vec<SettledLine>,
    pub marks: Vec<Mark>,
    /// The tables that were set in it, in each of their measures.
    pub tables: Vec<Arc<SetTable>>,
    pub passages: Vec<Passage>,
    /// What is to be said of it beyond its galleys and lines.
    pub findings: Findings,
    /// Last lines that stand alone at the head of a leg on purpose.
    pub lone: usize,
    /// Behind its last line.
    pub cursor: Cursor,
    /// What follows, by its place in the order.
    pub next: usize,
}

/// Lines of one item in one type.
pub(super) struct Passage {
    pub item: usize,
    pub prepared: Arc<Prepared>,
    /// Of the group's.
    pub lines: Range<usize>,
}

impl Group {
    pub(super) fn at(cursor: Cursor, next: usize) -> Group {
        Group {
            lines: Vec::new(),
            marks: Vec::new(),
            tables: Vec::new(),
            passages: Vec::new(),
            findings: Findings::default(),
            lone: 0,
            cursor,
            next,
        }
    }

    pub(super) fn push(
        &mut self,
        item: usize,
        prepared: &Arc<Prepared>,
        lines: impl Iterator<Item = (Arc<SetLine>, LinePlace)>,
    ) {
        let from = self.lines.len();
        let of = LineOf::Words;
        self.lines.extend(lines.map(|(line, place)| SettledLine { item, of, line, place }));
        let lines = from..self.lines.len();
        self.passages.push(Passage { item, prepared: prepared.clone(), lines });
    }

    /// Whether its last line stands where that of `other` does.
    pub(super) fn ends_with(&self, other: &Group) -> bool {
        let place = |group: &Group| group.lines.last().map(|line| line.place);
        place(self) == place(other)
    }

    /// Whether all of it stands in one leg.
    pub(super) fn is_within(&self, leg: Place) -> bool {
        self.lines.iter().all(|line| {
            matches!(line.place, LinePlace::At { region, lane, .. }
                if (region, lane) == (leg.region, leg.lane))
        })
    }
}

/// A paragraph's lines in slots; the lines after the slots are over.
pub(super) struct Laid {
    pub slots: Vec<Slot>,
    pub lines: Vec<Arc<SetLine>>,
    /// The type of its lines from one on: it changes where the paragraph runs on into a region
    /// of other looks. Never empty.
    pub types: Vec<(usize, Arc<Prepared>)>,
    /// It stands beside the first lines.
    pub initial: Option<Arc<Initial>>,
}

impl Laid {
    pub(super) fn type_of(&self, line: usize) -> &Arc<Prepared> {
        let next = self.types.partition_point(|(from, _)| *from <= line);
        &self.types[next.saturating_sub(1)].1
    }
}
