//! [`settle`]: a story's text in a room, under a treatment.
//!
//! Items are set in groups: subheads and the paragraph after them stand or move together. A
//! group is a value that is taken or dropped: when a keep is broken (a first line alone at a
//! foot, a last line alone at a head, a subhead with too little under it) another is made
//! further on, or with a line left empty. A paragraph that runs on where text looks otherwise
//! (in a block of another look or writing) is shaped anew for its rest. A table's rows are pieces of a
//! given depth (`settle/rows.rs`).

mod group;
mod rows;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::colour::Colour;
use crate::compose::{Leeway, LooseLines, RunText, SetLine};
use crate::diag::Findings;
use crate::flow::type_case::TypeCase;
use crate::measure::{Length, LogicalRect};
use crate::page::model::Rule;

use super::items::{Item, LineOf};
use super::keeps::Keeps;
use super::prepare::Shelf;
use super::region::{Cap, Left, Place, Room, Track, left};
use group::{Cursor, Group, Passage};
use run::Run;

/// How a story is set beyond what its layout and styles say; by default, in no other way.
///
/// What a story's head takes (a step of its ladder) and its pictures (their depth, the white
/// around them) is no treatment of its text: it makes another [`Room`], which is asked for in the
/// same way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(in crate::flow) struct Treatment {
    pub keeps: Keeps,
    /// Lines end before this depth of one region.
    pub cap: Option<Cap>,
    /// Items that are left out, by their place in the story.
    pub left_out: BTreeSet<usize>,
    /// Items that take a line less or more than is best, and what their gaps may give for that.
    pub tracking: BTreeMap<usize, Leeway>,
    /// Pieces with so many lines of white put in above them, where they do not begin a leg.
    pub white: BTreeMap<usize, u32>,
}

/// A story as it stands in a room.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) struct Settled {
    /// In the order of the text.
    pub lines: Vec<SettledLine>,
    pub marks: Vec<Mark>,
    /// Where the text ends; none when it is over.
    pub end: Option<Place>,
    pub over: Over,
    /// Last lines that stand alone at the heads of legs: kept under their subheads, they would leave
    /// more lines empty.
    pub lone: usize,
    /// What of the room is left after the end.
    pub left: Left,
    /// What it was set under.
    pub used: Treatment,
    pub findings: Findings,
}

/// A line in its place, or one that found none.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) struct SettledLine {
    /// Of the items given.
    pub item: usize,
    pub of: LineOf,
    pub line: Arc<SetLine>,
    pub place: LinePlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum LinePlace {
    At {
        region: usize,
        lane: usize,
        inline: Length,
        block: Length,
    },
    /// It would take so many lines of the body.
    Over(i64),
}

/// What stands beside the text or under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Mark {
    pub region: usize,
    pub at: LogicalRect,
    pub ink: Ink,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Ink {
    /// The rule over or under a quote.
    Quote,
    /// A rule of a table.
    Rule(Rule),
    /// Under a row of a table.
    Tint(Colour),
}

/// Text that found no place: lines of the body, and characters without blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::flow) struct Over {
    pub lines: i64,
    pub characters: usize,
}

impl Mark {
    /// Tints lie under the text, rules over it.
    pub(in crate::flow) fn is_tint(&self) -> bool {
        matches!(self.ink, Ink::Tint(_))
    }
}

impl Settled {
    pub(in crate::flow) fn is_over(&self) -> bool {
        self.over.lines > 0
    }

    /// The last region that holds a line.
    pub(in crate::flow) fn last_region(&self) -> Option<usize> {
        self.lines.iter().rev().find_map(|line| match line.place {
            LinePlace::At { region, .. } => Some(region),
            LinePlace::Over(_) => None,
        })
    }
}

/// Settles `items` in `room`: always the same value for the same three.
pub(in crate::flow) fn settle(
    case: TypeCase<'_>,
    items: &[Item],
    room: &Room,
    treatment: &Treatment,
) -> Settled {
    Settler::new(case, items).settle(room, treatment)
}

/// Settles one story again and again, and remembers what it shaped and broke. What it remembers
/// changes no value, only the time that it takes.
pub(in crate::flow) struct Settler<'a> {
    case: TypeCase<'a>,
    items: &'a [Item],
    shelf: Shelf,
    /// Whether small tables stay whole, and whether one went to the next leg for that.
    tables: Tables,
    has_moved: bool,
}

/// What becomes of small tables that their leg does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tables {
    Whole,
    Parted,
}

impl<'a> Settler<'a> {
    pub(in crate::flow) fn new(case: TypeCase<'a>, items: &'a [Item]) -> Settler<'a> {
        let (shelf, tables, has_moved) = (Shelf::default(), Tables::Whole, false);
        Settler { case, items, shelf, tables, has_moved }
    }

    /// With small tables whole, unless that alone makes it over.
    pub(in crate::flow) fn settle(&mut self, room: &Room, treatment: &Treatment) -> Settled {
        (self.tables, self.has_moved) = (Tables::Whole, false);
        let whole = self.settle_so(room, treatment);
        if !whole.is_over() || !self.has_moved {
            return whole;
        }
        self.tables = Tables::Parted;
        self.settle_so(room, treatment)
    }

    /// Where a text goes on on another page, a jump line takes a line of either. One that has room
    /// on the page before without the line there does not go on.
    fn settle_so(&mut self, room: &Room, treatment: &Treatment) -> Settled {
        if let Some(first) = room.get(0) {
            self.shelf.shape_ahead(&self.case, self.items, first);
        }
        let whole = self.settle_closed(room, treatment, usize::MAX);
        let Some(before) = last_crossing(room, &whole) else { return whole };
        let shorter = self.settle_closed(room, treatment, before);
        let stays = !shorter.is_over() && shorter.last_region() <= Some(before);
        if stays { shorter } else { whole }
    }

    /// The line that says that a text goes on stands in the last leg that holds text.
    fn settle_closed(&mut self, room: &Room, treatment: &Treatment, reach: usize) -> Settled {
        let mut settled = self.settle_up_to(room, treatment, reach);
        let mut closed = closed_by(room, &settled);
        // Each time a leg further in front: it comes to an end.
        while let Some(room) = closed {
            settled = self.settle_up_to(&room, treatment, reach);
            closed = closed_by(&room, &settled);
        }
        settled
    }

    fn settle_up_to(&mut self, room: &Room, treatment: &Treatment, reach: usize) -> Settled {
        let left_out = |number: &usize| treatment.left_out.contains(number);
        let order: Vec<usize> = (0..self.items.len()).filter(|number| !left_out(number)).collect();
        let (case, items) = (self.case, self.items);
        let track = Track { room, cap: treatment.cap, bars: &[], reach, clear: false };
        let (shelf, tables) = (&mut self.shelf, self.tables);
        let has_moved = &mut self.has_moved;
        let mut run = Run { case, items, order, room, treatment, track, shelf, tables, has_moved };
        let mut made = Settling::default();
        let mut cursor = Cursor::START;
        let mut next = 0;
        while next < run.order.len() {
            let from = run.begin_section(cursor, next);
            let group = run.group(from, next, treatment.keeps);
            (cursor, next) = (group.cursor, group.next);
            made.take(group, items);
        }
        made.loose.tell(&mut made.findings);
        Settled {
            lines: made.lines,
            marks: made.marks,
            end: cursor.at,
            over: made.over,
            lone: made.lone,
            left: cursor.at.map_or(Left::default(), |end| left(room, end, end.region)),
            used: treatment.clone(),
            findings: made.findings,
        }
    }
}

/// The same room with pages closed where their text ends: none if each is already.
fn closed_by(room: &Room, settled: &Settled) -> Option<Room> {
    let legs = settled.lines.iter().filter_map(|line| match line.place {
        LinePlace::At { region, lane, .. } => Some((region, lane)),
        LinePlace::Over(_) => None,
    });
    let legs: Vec<(usize, usize)> = legs.collect();
    let last = legs.iter().map(|(region, _)| *region).max()?;
    let mut closed = room.clone();
    let mut is_moved = false;
    let closes = (0..last).filter_map(|at| room.close_of(at).filter(|of| of.parts == at));
    for close in closes {
        let text = legs.iter().filter(|(region, _)| *region <= close.parts).max();
        // A page without text says nothing.
        let own = |leg: &&(usize, usize)| room.close_of(leg.0) == Some(close);
        let Some(&leg) = text.filter(own) else { continue };
        let is_behind = leg < (close.region, close.lane);
        if is_behind && room.last_seat(close.parts, leg).is_some() {
            closed.shut(close.parts, leg);
            is_moved = true;
        }
    }
    is_moved.then_some(closed)
}

/// So few lines behind a jump may have room before it: a jump line of its own takes one, and what
/// is kept together with them a few.
const FEW: usize = 6;

/// The region that a text goes on behind with a few lines alone.
fn last_crossing(room: &Room, settled: &Settled) -> Option<usize> {
    let last = settled.last_region().filter(|_| !settled.is_over())?;
    let crosses = |at: &usize| room.close_of(*at).is_some_and(|close| close.parts == *at);
    let before = (0..last).rev().find(crosses)?;
    let behind =
        |line: &&SettledLine| matches!(line.place, LinePlace::At { region, .. } if region > before);
    (settled.lines.iter().rev().take_while(behind).count() <= FEW).then_some(before)
}

/// Lines of a thread after which text that is over keeps its ranges but not its glyphs.
const MOST_LINES_OVER: usize = 5_000;

/// What is settled of a story so far.
#[derive(Default)]
struct Settling {
    lines: Vec<SettledLine>,
    marks: Vec<Mark>,
    over: Over,
    lone: usize,
    loose: LooseLines,
    findings: Findings,
}

impl Settling {
    /// Takes a group for good; only now is said what falls short in it.
    fn take(&mut self, group: Group, items: &[Item]) {
        for Passage { item, prepared, lines } in &group.passages {
            let words = items.get(*item).and_then(Item::words);
            let set = group.lines.get(lines.clone());
            let (Some(set), Some(words)) = (set, words) else {
                debug_assert!(false, "a passage has lines of its group, and is of an item");
                continue;
            };
            let placed = set.iter().filter(|line| matches!(line.place, LinePlace::At { .. }));
            let placed: Vec<&SetLine> = placed.map(|line| &*line.line).collect();
            self.findings.append(&prepared.galley.findings);
            if !placed.is_empty() {
                let (gap, found) = (prepared.leading - prepared.em.block, &mut self.findings);
                prepared.galley.report(&placed, &words.text, &mut self.loose, found);
                prepared.galley.report_marks(gap, &words.text, found);
            }
        }
        self.findings.append(&group.findings);
        for table in &group.tables {
            self.findings.append(&table.findings);
        }
        self.lone += group.lone;
        self.marks.extend(group.marks);
        for mut line in group.lines {
            if let (LinePlace::Over(lines), Some(item)) = (line.place, items.get(line.item)) {
                self.over.lines += lines;
                self.over.characters += characters(item, &line);
                if self.lines.len() > MOST_LINES_OVER {
                    line.line = Arc::new(without_glyphs(&line.line));
                }
            }
            self.lines.push(line);
        }
    }
}

/// A line as it is kept where only its count matters.
fn without_glyphs(line: &SetLine) -> SetLine {
    let tail = line.runs.iter().filter(|run| run.text == RunText::Tail).cloned();
    SetLine { runs: tail.collect(), adjustments: Vec::new(), ..line.clone() }
}

/// Characters of a line, blanks left out.
fn characters(item: &Item, set: &SettledLine) -> usize {
    let line = &set.line;
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let range = line.range.start as usize..line.range.end as usize;
    let own = item.text(set.of).and_then(|text| text.text.get(range)).map_or(0, count);
    let has_tail = line.runs.iter().any(|run| run.text == RunText::Tail);
    let tail = item.words().and_then(|words| words.credit.as_ref()).filter(|_| has_tail);
    own + tail.map_or(0, |credit| count(&credit.text))
}

#[cfg(test)]
mod initial_tests;
#[cfg(test)]
mod tests;
