//! A table in a thread: its rows one below the other, each whole, its head again in every leg.
//!
//! ```text
//! |===========|  | head again|
//! |===========|  |-----------|   a part: rows of one leg, from a rule over them to one under
//! |- head ----|  | row       |   them; a picture in the way parts them too, without a new head
//! | row       |  | row       |
//! | row       |  |-----------|
//! ```

use std::sync::Arc;

use crate::flow::table::{SetRow, SetTable};
use crate::flow::thread::items::{Item, LineOf, TableItem};
use crate::flow::thread::region::{Place, Slot, Track};
use crate::measure::{Length, LogicalRect};
use crate::page::model::{Rule, TableLook};
use crate::page::style::Role;

use super::group::{Cursor, Group};
use super::run::Run;
use super::{Ink, LinePlace, Mark, SettledLine, Tables};

/// How often a row is set anew because the leg that has room for it has another measure.
const MOST_MEASURES: usize = 4;

/// Rows that stand together in a leg.
struct Part {
    /// Where its first row begins.
    from: Slot,
    set: Arc<SetTable>,
    /// Each row's number and where it stands across the lines.
    rows: Vec<(usize, Length)>,
}

impl Run<'_, '_> {
    /// Sets a table from the group's cursor on; gives the place of its first row, if there is one. A small
    /// one begins in the next leg where that holds all of it and this one does not.
    pub(super) fn set_table(
        &mut self,
        group: &mut Group,
        bars: &[Place],
        at: usize,
    ) -> Option<Slot> {
        let Some(next) = self.leg_for_all(group, bars, at) else {
            return self.set_rows(group, bars, at);
        };
        *self.has_moved = true;
        group.cursor = Cursor::at_head_of(next);
        self.set_rows(group, bars, at).map(|slot| Slot { fresh: true, ..slot })
    }

    /// The head of the leg to which a small table goes that would be parted here.
    fn leg_for_all(&mut self, group: &Group, bars: &[Place], at: usize) -> Option<Place> {
        let (_, Item::Table(item)) = self.item(at)? else { return None };
        let rows = item.table.rows.len().saturating_sub(item.table.head as usize);
        let keep = self.room.at(group.cursor.at).styles.tables.keep as usize;
        if self.tables == Tables::Parted || rows > keep || group.cursor.at_head {
            return None;
        }
        let mut tried = Group::at(group.cursor, group.next);
        let first = self.set_rows(&mut tried, bars, at)?;
        if tried.is_within(first.place) {
            return None;
        }
        let next = first.place.next_lane();
        let mut whole = Group::at(Cursor::at_head_of(next), group.next);
        let slot = self.set_rows(&mut whole, bars, at)?;
        whole.is_within(slot.place).then_some(next)
    }

    /// Sets its rows from the group's cursor on.
    fn set_rows(&mut self, group: &mut Group, bars: &[Place], at: usize) -> Option<Slot> {
        let (number, Item::Table(item)) = self.item(at)? else { return None };
        let track = Track { bars, clear: true, ..self.track };
        let mut next = group.cursor.at.map(|at| self.under_white(&group.cursor, at, item));
        let heads = item.table.head as usize;
        let count = item.table.rows.len();
        let (mut first, mut parts, mut row) = (None, Vec::<Part>::new(), 0);
        while row < count {
            let Some(place) = next else { break };
            let begun = (row > 0).then_some((place.region, place.lane));
            let Some((slot, set, block)) = self.slot_for(track, place, (number, item), row, begun)
            else {
                break;
            };
            first.get_or_insert(slot);
            let is_new = (slot.place.region, slot.place.lane) != (place.region, place.lane);
            if is_new || slot.fresh || parts.is_empty() {
                parts.push(Part { from: slot, set: set.clone(), rows: Vec::new() });
            }
            let part = parts.last_mut()?;
            let mut at = slot.place.block;
            if row > 0 && row >= heads && block > at {
                // The head stands over the row again.
                for again in 0..heads.min(set.rows.len()) {
                    part.rows.push((again, at));
                    at += set.rows[again].depth;
                }
            }
            // The rows of the head, and the one under it, stay together.
            let last = if row < heads { heads.min(count - 1) } else { row };
            for row in row..=last {
                part.rows.push((row, at));
                at += set.rows.get(row).map_or(Length::ZERO, |row| row.depth);
            }
            row = last + 1;
            next = Some(Place { block: at, ..slot.place });
        }
        self.take_parts(group, (number, item), &parts, row);
        let end = next.filter(|_| row == count);
        let below = self.room.at(end).styles.get(Role::Table).below;
        let below = below.of(self.room.at(end).grid.line);
        group.cursor = Cursor { white: below, ..Cursor::behind(end) };
        first
    }

    /// Where a table may begin: a strip's head under the white over it.
    fn under_white(&self, cursor: &Cursor, at: Place, item: &TableItem) -> Place {
        if cursor.at_head {
            return at;
        }
        let region = self.room.at(Some(at));
        let above = region.styles.get(Role::Table).above.of(region.grid.line);
        let more = region.grid.line * i64::from(item.treated.white);
        Place { block: region.on_grid(at.block + cursor.white.max(above)) + more, ..at }
    }

    /// Room for a row at or after a place, with all that has to stand over it: the first row of a table
    /// comes with its head, the first in another leg with its head again. Gives the slot, the table in its
    /// measure, and where the row itself begins.
    fn slot_for(
        &mut self,
        track: Track<'_>,
        place: Place,
        (number, item): (usize, &TableItem),
        row: usize,
        begun: Option<(usize, usize)>,
    ) -> Option<(Slot, Arc<SetTable>, Length)> {
        let region = self.room.at(Some(place));
        let mut measure =
            self.room.lane(place).map_or_else(|| self.room.last_measure(), |lane| lane.width);
        let mut set = self.shelf.set_table(&self.case, (number, item), region, measure);
        let (mut from, mut again) = (place, Length::ZERO);
        for tries in 1..=MOST_MEASURES {
            let heads = item.table.head as usize;
            let own = if row < heads { set.depth(row..heads + 1) } else { set.depth(row..row + 1) };
            let slot = track.next_whole(from, again + own)?;
            let leg = (slot.place.region, slot.place.lane);
            let elsewhere = begun.is_some_and(|begun| begun != leg);
            let region = self.room.at(Some(slot.place));
            set = self.shelf.set_table(&self.case, (number, item), region, slot.measure);
            let head = if elsewhere { set.depth(0..heads) } else { Length::ZERO };
            let settled = slot.measure == measure || tries == MOST_MEASURES;
            if head == again && settled {
                let block = slot.place.block + again;
                return Some((slot, set, block));
            }
            (measure, again) = (slot.measure, head);
            // What is looked for now begins no earlier than what was found.
            from = if elsewhere { Place { block: Length::ZERO, ..slot.place } } else { place };
        }
        None
    }

    /// Puts what stands in its place into the group, and what found none behind it.
    fn take_parts(
        &mut self,
        group: &mut Group,
        (number, item): (usize, &TableItem),
        parts: &[Part],
        placed: usize,
    ) {
        let mut seen = vec![false; item.table.rows.len()];
        for part in parts {
            let look = self.room.at(Some(part.from.place)).styles.tables.clone();
            group.marks.extend(part.marks(&look));
            for &(row, block) in &part.rows {
                let again = std::mem::replace(&mut seen[row], true);
                let Some(set) = part.set.rows.get(row) else { continue };
                group.lines.extend(part.lines(number, set, block, again));
            }
            group.tables.push(part.set.clone());
        }
        if placed == item.table.rows.len() {
            return;
        }
        let region = self.room.last();
        let measure = self.room.last_measure();
        let set = self.shelf.set_table(&self.case, (number, item), region, measure);
        let line = region.grid.line;
        let (mut depth, mut lines) = (Length::ZERO, 0);
        for row in set.rows.iter().skip(placed) {
            let before = depth.covered_by(line);
            depth += row.depth;
            lines += depth.covered_by(line) - before;
            for cell in &row.lines {
                let place = LinePlace::Over(std::mem::take(&mut lines));
                let of = LineOf::Cell(cell.cell);
                group.lines.push(SettledLine { item: number, of, line: cell.line.clone(), place });
            }
        }
    }
}

impl Part {
    fn lines<'a>(
        &'a self,
        item: usize,
        row: &'a SetRow,
        block: Length,
        again: bool,
    ) -> impl Iterator<Item = SettledLine> + 'a {
        let Slot { place, inline, .. } = self.from;
        row.lines.iter().map(move |cell| SettledLine {
            item,
            of: if again { LineOf::HeadAgain(cell.cell) } else { LineOf::Cell(cell.cell) },
            line: cell.line.clone(),
            place: LinePlace::At {
                region: place.region,
                lane: place.lane,
                inline: inline + cell.inline,
                block: block + cell.block,
            },
        })
    }

    /// Where the white over a row has its middle; behind the last, under it.
    fn edge(&self, at: usize) -> Option<Length> {
        let row = |at: usize| {
            let (row, block) = self.rows.get(at)?;
            Some((self.set.rows.get(*row)?, *block))
        };
        match row(at) {
            Some((row, block)) => Some(block + row.edge),
            None => {
                let (last, block) = row(at.checked_sub(1)?)?;
                Some(block + last.depth + last.edge)
            }
        }
    }

    /// Stripes, and the rules over, under and between the rows and between the columns.
    fn marks(&self, look: &TableLook) -> Vec<Mark> {
        let (heads, count) = (self.set.heads, self.rows.len());
        let Slot { place, inline, .. } = self.from;
        let mut marks = Vec::new();
        let mut mark = |from: Length, to: Length, (start, length): (Length, Length), ink: Ink| {
            let at = LogicalRect {
                inline: inline + start,
                block: from,
                inline_size: length,
                block_size: to - from,
            };
            marks.push(Mark { region: place.region, at, ink });
        };
        let whole = (Length::ZERO, self.set.width);
        // Each leg's rows begin alike, so that those side by side are striped alike.
        let first = self.rows.iter().position(|(row, _)| *row >= heads).unwrap_or(count);
        for at in 0..count {
            let is_second = at > first && (at - first) % 2 == 1;
            if let (Some(tint), Some(from), Some(to)) =
                (look.stripe.filter(|_| is_second), self.edge(at), self.edge(at + 1))
            {
                mark(from, to, whole, Ink::Tint(tint));
            }
        }
        for at in 0..=count {
            let rule = self.rule_over(at, look);
            if let Some((rule, edge)) = rule.zip(self.edge(at)) {
                mark(edge, edge, whole, Ink::Rule(rule));
            }
        }
        if let (Some(rule), Some(from), Some(to)) = (look.columns, self.edge(0), self.edge(count)) {
            for gap in &self.set.gaps {
                mark(from, to, (*gap, Length::ZERO), Ink::Rule(rule));
            }
        }
        marks
    }

    /// The rule over a row of the part; behind the last, the one under it.
    fn rule_over(&self, at: usize, look: &TableLook) -> Option<Rule> {
        let is_head = |at: usize| self.rows.get(at).is_some_and(|(row, _)| *row < self.set.heads);
        match at {
            0 => look.top,
            at if at == self.rows.len() => look.bottom,
            at if is_head(at - 1) && !is_head(at) => look.head,
            at if is_head(at) => None,
            _ => look.between,
        }
    }
}
