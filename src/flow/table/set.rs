//! [`Cells::set`]: rows in a measure.

use std::ops::Range;
use std::sync::Arc;

use crate::compose::{LooseLines, SetLine};
use crate::diag::{Diagnostic, Findings, Span, codes, counted};
use crate::measure::Length;
use crate::page::model::ColumnWidth;
use crate::page::style::Align;
use crate::text::{CellId, Table};

use super::cells::{Cell, Cells, Column};
use super::widths::{Wish, widths};

/// A table set in a measure.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) struct SetTable {
    /// Those of the head first.
    pub rows: Vec<SetRow>,
    pub heads: usize,
    /// From its start to the end of its last column.
    pub width: Length,
    /// The middles between its columns.
    pub gaps: Vec<Length>,
    pub findings: Findings,
}

/// A row, which is never parted.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) struct SetRow {
    pub depth: Length,
    pub lines: Vec<CellLine>,
    /// Where the white over its first line has its middle, from the row's head: its rule stands there,
    /// and its tint begins.
    pub edge: Length,
}

/// A line of a cell, seen from the start of its row.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) struct CellLine {
    pub cell: CellId,
    pub line: Arc<SetLine>,
    pub inline: Length,
    pub block: Length,
}

impl SetTable {
    /// The depth of some rows.
    pub(in crate::flow) fn depth(&self, rows: Range<usize>) -> Length {
        let rows = self.rows.get(rows.start..rows.end.min(self.rows.len())).unwrap_or(&[]);
        rows.iter().map(|row| row.depth).sum()
    }
}

/// The white between columns gives way where the table is less deep for it by so many of a hundred parts.
const LESS: i64 = 10;
const WHOLE: i64 = 100;

/// What columns have of a measure.
struct Shares {
    gap: Length,
    room: Length,
    /// Of the columns whose widths are worked out.
    wishes: Vec<Wish>,
}

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stand {
    start: Length,
    width: Length,
}

impl Cells {
    /// The rows in a measure. What does not fit it is said, and stands out of it.
    pub(in crate::flow) fn set(&self, table: &Table, at: Span, measure: Length) -> SetTable {
        let mut findings = Findings::default();
        let stands = self.stands(at, measure, &mut findings);
        let fits = findings.is_empty();
        let mut rows = Vec::with_capacity(self.rows.len());
        for (row, cells) in self.rows.iter().enumerate() {
            rows.push(self.row(row, cells, &stands));
        }
        for (row, texts) in self.rows.iter().zip(&table.rows) {
            for (cell, text) in row.iter().zip(texts) {
                findings.append(&cell.galley.findings);
                let gap = self.body_type.leading - self.body_type.em.block;
                cell.galley.report_marks(gap, text, &mut findings);
            }
        }
        if fits {
            self.report(table, &rows, &mut findings);
        }
        let width = stands.last().map_or(Length::ZERO, |last| last.start + last.width);
        let middle = |pair: &[Stand]| {
            let end = pair[0].start + pair[0].width;
            end + (pair[1].start - end) / 2
        };
        let gaps = stands.windows(2).map(middle).collect();
        SetTable { rows, heads: self.heads, width, gaps, findings }
    }

    fn report(&self, table: &Table, rows: &[SetRow], findings: &mut Findings) {
        let mut loose = LooseLines::default();
        for row in rows {
            for cell in row.lines.chunk_by(|one, next| one.cell == next.cell) {
                let Some(CellId { row, column }) = cell.first().map(|first| first.cell) else {
                    continue;
                };
                let own = self.rows.get(row as usize).and_then(|row| row.get(column as usize));
                let text = table.cell(CellId { row, column });
                let Some((own, text)) = own.zip(text) else { continue };
                let lines: Vec<&SetLine> = cell.iter().map(|line| &*line.line).collect();
                own.galley.report(&lines, text, &mut loose, findings);
            }
        }
        loose.tell(findings);
    }

    /// The columns: as `widths` says, the others as they make the table least deep.
    fn stands(&self, at: Span, measure: Length, findings: &mut Findings) -> Vec<Stand> {
        let count = self.columns.len();
        let said = &self.look.widths;
        if !said.is_empty() && said.len() != count {
            let columns = counted(count, "column");
            let message = format!("the table has {columns}, `widths` names {}", said.len());
            let found = Diagnostic::error(codes::overset::TABLE_WIDTHS, message);
            let found = found.at(at, format!("this table has {columns}"));
            findings.push(found.help("write a width for every column, or \"rest\""));
        }
        let given: Vec<Option<Length>> = (0..count)
            .map(|at| match said.get(at) {
                Some(ColumnWidth::Characters(characters)) => Some(characters.of(self.em)),
                Some(ColumnWidth::Rest) | None => None,
            })
            .collect();
        let fixed: Length = given.iter().flatten().copied().sum();
        let free: Vec<usize> = (0..count).filter(|&at| given[at].is_none()).collect();
        let usual = self.shares(&free, measure - fixed);
        let pitch: Vec<Length> =
            (0..self.rows.len()).map(|row| self.row_type(row).leading).collect();
        let lines = |at: usize, width: Length| -> Vec<u32> {
            let column = free.get(at).copied().unwrap_or(0);
            let of = |row: &Vec<Cell>| row.get(column).map_or(0, |cell| cell.lines_in(width));
            self.rows.iter().map(of).collect()
        };
        let step = self.body_type.em.inline / 4;
        let set = |of: &Shares| match free.is_empty() && of.room < Length::ZERO {
            true => Err(Length::ZERO - of.room),
            false => widths(&of.wishes, of.room, step, &pitch, &lines),
        };
        let depth = |widths: &[Length]| -> Length {
            let columns: Vec<Vec<u32>> =
                widths.iter().enumerate().map(|(at, width)| lines(at, *width)).collect();
            let most = |row: usize| columns.iter().filter_map(|of| of.get(row)).max().copied();
            let rows = pitch.iter().enumerate();
            rows.map(|(row, pitch)| *pitch * i64::from(most(row).unwrap_or(1))).sum()
        };
        let found = set(&usual);
        let closer = self.closer(&free, &usual).map(|closer| (set(&closer), closer));
        let is_worth_it = |closer: &Result<Vec<Length>, Length>| match (closer, &found) {
            (Ok(closer), Ok(found)) => {
                depth(closer).scale(WHOLE, 1) <= depth(found).scale(WHOLE - LESS, 1)
            }
            _ => false,
        };
        let (found, Shares { gap, wishes, .. }) = match closer {
            Some((closer, shares)) if is_worth_it(&closer) => (closer, shares),
            _ => (found, usual),
        };
        let mut found = match found {
            Ok(widths) => widths,
            Err(by) => {
                findings.push(self.too_wide(at, measure, by));
                wishes.iter().map(|wish| wish.least).collect()
            }
        }
        .into_iter();
        let mut start = Length::ZERO;
        let stand = |given: &Option<Length>| {
            let width = given.or_else(|| found.next()).unwrap_or(Length::ZERO);
            let stand = Stand { start, width };
            start += width + gap;
            stand
        };
        given.iter().map(stand).collect()
    }

    fn too_wide(&self, at: Span, measure: Length, by: Length) -> Diagnostic {
        // To a tenth; a number of points prints as the same number of characters.
        let characters = |length: Length| {
            let tenths = length.scale(10, self.em.units().max(1)).units();
            Length::from_centipt(tenths * 10).to_string()
        };
        let by_characters = characters(by);
        let unit = if by_characters == "1" { "character" } else { "characters" };
        let message = format!(
            "the table is {by_characters} {unit} too wide: it needs {}, its leg has {}",
            characters(measure + by),
            characters(measure)
        );
        Diagnostic::error(codes::overset::TABLE_WIDE, message)
            .at(at, format!("{by} pt do not fit"))
            .help(
                "give it wider legs or fewer columns, shorten its longest words, narrow its `widths`, \
                 or give [style.table] a smaller `size`",
            )
    }

    /// The white between two columns and what is left for those whose widths are worked out. It is an em,
    /// and gives way before a word is parted; of a table so narrow that words are parted all the same,
    /// it is the least.
    fn shares(&self, free: &[usize], measure: Length) -> Shares {
        let gaps = (self.columns.len() as i64 - 1).max(0);
        let shares = |gap: Length, least: &dyn Fn(&Cell) -> Length| {
            let room = measure - gap * gaps;
            Shares { gap, room, wishes: self.wishes(free, room, least) }
        };
        // A third of an em, or two where a rule stands in it.
        let least = self.em / 3 * (if self.look.columns.is_some() { 2 } else { 1 });
        let usual = shares(self.em, &Cell::least_of_words);
        let needed: Length = usual.wishes.iter().map(|wish| wish.least).sum();
        let lacks = needed - usual.room;
        if free.is_empty() || gaps == 0 || !lacks.is_positive() {
            return if lacks.is_positive() { shares(self.em, &Cell::least) } else { usual };
        }
        let gap = self.em - Length::from_units((lacks.units() + gaps - 1) / gaps);
        match gap >= least {
            true => shares(gap, &Cell::least_of_words),
            false => shares(least, &Cell::least),
        }
    }

    /// With half of the white between columns; none where it has given way already, or a rule stands in it.
    fn closer(&self, columns: &[usize], usual: &Shares) -> Option<Shares> {
        let gaps = (self.columns.len() as i64 - 1).max(0);
        if columns.is_empty() || gaps == 0 || usual.gap < self.em || self.look.columns.is_some() {
            return None;
        }
        let gap = self.em / 2;
        let room = usual.room + (usual.gap - gap) * gaps;
        let wishes = self.wishes(columns, room, &Cell::least_of_words);
        Some(Shares { gap, room, wishes })
    }

    /// What columns need at least, and what they would like. Where all get what they like, nobody
    /// asks for the least.
    fn wishes(
        &self,
        columns: &[usize],
        room: Length,
        least: &dyn Fn(&Cell) -> Length,
    ) -> Vec<Wish> {
        let widest = |column: usize, of: &dyn Fn(&Cell) -> Length| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let lined = match self.columns.get(column) {
                Some(Column::Figures { most, .. }) => most.before + most.after,
                _ => Length::ZERO,
            };
            cells.map(of).max().unwrap_or(Length::ZERO).max(lined)
        };
        let most: Vec<Length> =
            columns.iter().map(|&at| widest(at, &|cell| cell.natural)).collect();
        let fits = most.iter().copied().sum::<Length>() <= room;
        let wish = |(&column, most): (&usize, Length)| Wish {
            least: if fits { most } else { widest(column, least) },
            most,
        };
        columns.iter().zip(most).map(wish).collect()
    }

    fn row(&self, row: usize, cells: &[Cell], stands: &[Stand]) -> SetRow {
        let kind = self.row_type(row);
        let mut lines = Vec::new();
        let mut count = 1;
        for (column, (cell, stand)) in cells.iter().zip(stands).enumerate() {
            let id = CellId { row: row as u32, column: column as u32 };
            let set = self.cell(column, cell, stand);
            count = count.max(set.len());
            lines.extend(set.into_iter().enumerate().map(|(at, (inline, line))| CellLine {
                cell: id,
                line: Arc::new(line),
                inline,
                block: kind.drop + kind.leading * at as i64,
            }));
        }
        let gap = (kind.leading - kind.em.block).max(Length::ZERO);
        SetRow { depth: kind.leading * count as i64, lines, edge: kind.drop - gap / 2 }
    }

    /// A cell's lines and where each begins.
    fn cell(&self, column: usize, cell: &Cell, stand: &Stand) -> Vec<(Length, SetLine)> {
        if cell.galley.is_empty() {
            return Vec::new();
        }
        if let (Some(seat), Some(Column::Figures { most, at })) =
            (cell.seat, self.columns.get(column))
            && let Some(row) = cell.row()
            && most.before + most.after <= stand.width
        {
            let left = stand.width - most.before - most.after;
            let before = match at {
                Align::End => left,
                Align::Center => left / 2,
                _ => Length::ZERO,
            };
            return vec![(stand.start + before + most.before - seat.before, row)];
        }
        let set = cell.galley.set(&stand.width);
        set.lines.into_iter().map(|line| (stand.start, line)).collect()
    }
}
