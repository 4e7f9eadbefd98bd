//! [`Cells`]: a table's cells, shaped.

use crate::chars::{Figures, Tcy};
use crate::compose::{BreakReason, Galley, LineFit, SetLine};
use crate::flow::type_case::{TypeCase, leading_of, plain_size};
use crate::measure::{Em, Length, TypeSize};
use crate::page::model::{LineGrid, LineUp, TableLook};
use crate::page::style::{Align, Role, StyleSheet};
use crate::text::{ColumnAlign, Mark, Markup, RichText, Table, is_wide};

use super::figures::{Figure, figure};

/// Figures that stand upright where a style says so, at most.
const UPRIGHT: usize = 4;

/// A table's cells in the looks of a region. They may be set in any measure.
#[derive(Clone, Debug)]
pub(in crate::flow) struct Cells {
    /// By row and column.
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) heads: usize,
    pub(super) columns: Vec<Column>,
    pub(super) head_type: RowType,
    pub(super) body_type: RowType,
    /// A character of the body: what `widths` counts in, and the white between two columns, if they
    /// have room for it.
    pub(super) em: Length,
    pub(super) look: TableLook,
}

/// The type of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowType {
    pub em: TypeSize,
    pub leading: Length,
    /// From the head of a row to that of its first em box: small type stands on the body's baseline.
    pub drop: Length,
}

#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub galley: Galley,
    /// What its longest line takes where no line is broken.
    pub natural: Length,
    /// Its lines then.
    pub lines: u32,
    /// A number that is lined up.
    pub seat: Option<Seat>,
    /// It is not broken: a number.
    pub whole: bool,
}

/// What a number takes before its column's point and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub before: Length,
    pub after: Length,
}

/// How a column's cells stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Words,
    /// Lined up by a point, which has so much before it and behind; all of that stands at the start, in
    /// the middle or at the end.
    Figures {
        most: Seat,
        at: Align,
    },
}

impl Cells {
    /// Shapes the cells of a table in the styles of a region.
    pub(in crate::flow) fn prepare(
        case: &TypeCase<'_>,
        table: &Table,
        styles: &StyleSheet,
        grid: &LineGrid,
    ) -> Cells {
        let shop = Shop { case, table, styles, grid };
        let heads = table.head as usize;
        let kinds: Vec<Kind> = (0..table.columns.len()).map(|at| shop.kind(at)).collect();
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(table.rows.len());
        for (at, row) in table.rows.iter().enumerate() {
            let cells = row.iter().zip(&kinds);
            rows.push(cells.map(|(text, kind)| shop.cell(text, *kind, at < heads)).collect());
        }
        let columns = kinds.iter().enumerate();
        let columns = columns.map(|(at, kind)| column(&rows, at, *kind)).collect();
        Cells {
            rows,
            heads,
            columns,
            head_type: shop.row_type(Role::TableHead),
            body_type: shop.row_type(Role::Table),
            em: grid.em,
            look: styles.tables.clone(),
        }
    }

    pub(super) fn row_type(&self, row: usize) -> RowType {
        if row < self.heads { self.head_type } else { self.body_type }
    }
}

/// What is known of a column before its cells are shaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    /// Of its words.
    align: Align,
    /// Its numbers are lined up.
    lined: bool,
    /// Its numbers are parted by a colon or the like.
    scores: bool,
    /// It holds numbers.
    figures: bool,
    /// One of them lies on its side in vertical lines, and so all do: 10 over 9 over 12.5.
    lie: bool,
}

fn column(rows: &[Vec<Cell>], at: usize, kind: Kind) -> Column {
    let seats = rows.iter().filter_map(|row| row.get(at)?.seat);
    let most = seats.reduce(|all, one| Seat {
        before: all.before.max(one.before),
        after: all.after.max(one.after),
    });
    match most.filter(|_| kind.lined) {
        Some(most) => Column::Figures { most, at: kind.align },
        None => Column::Words,
    }
}

struct Shop<'a> {
    case: &'a TypeCase<'a>,
    table: &'a Table,
    styles: &'a StyleSheet,
    grid: &'a LineGrid,
}

impl Shop<'_> {
    fn row_type(&self, role: Role) -> RowType {
        let style = self.styles.get(role);
        let text = style.at(plain_size(style));
        let em = text.em(self.grid.mode);
        let small = em.block < self.grid.body_block;
        let lower =
            self.case.body_ascent(self.styles, self.grid) - self.case.ascent(&text, self.grid.mode);
        RowType {
            em,
            leading: leading_of(style, self.grid, em),
            drop: if small { lower.max(Length::ZERO) } else { Length::ZERO },
        }
    }

    /// A column holds numbers where two thirds of its cells do, blank ones apart.
    fn kind(&self, column: usize) -> Kind {
        let (mut numbers, mut scores, mut points, mut words) = (0, 0, 0, 0);
        let mut lies = false;
        for row in self.table.rows.iter().skip(self.table.head as usize) {
            let Some(text) = row.get(column).map(|cell| cell.text.as_str()) else { continue };
            lies |=
                matches!(figure(text), Figure::Number(_) | Figure::Score(..)) && self.lies(text);
            match figure(text) {
                Figure::Number(at) => {
                    numbers += 1;
                    points += usize::from(text.len() > at && text[at..].starts_with(['.', '．']));
                }
                Figure::Score(..) => scores += 1,
                Figure::Words => words += 1,
                Figure::Blank | Figure::Dash => {}
            }
        }
        let figures = numbers + scores > 0 && numbers + scores >= words * 2;
        let own = self.styles.get(Role::Table).align;
        let asked = self.table.columns.get(column).copied().unwrap_or_default();
        let said = self.styles.tables.figures;
        let align = match (asked, said) {
            (ColumnAlign::Start, _) => Align::Start,
            (ColumnAlign::Center, _) => Align::Center,
            (ColumnAlign::End, _) => Align::End,
            (ColumnAlign::Own, _) if !figures => own,
            (ColumnAlign::Own, LineUp::Start) => Align::Start,
            (ColumnAlign::Own, LineUp::Center) => Align::Center,
            (ColumnAlign::Own, LineUp::End | LineUp::Decimal) => Align::End,
        };
        let has_point = points + scores > 0;
        let lined = match align {
            Align::Center => has_point,
            Align::End => true,
            _ => false,
        };
        let lined = figures && lined && said == LineUp::Decimal;
        // In horizontal lines it makes no difference.
        let lie = figures && lies;
        Kind { align, lined, scores: scores > numbers, figures, lie }
    }

    /// Whether a number lies in a vertical line: it is neither side by side in one frame nor upright (R72).
    fn lies(&self, text: &str) -> bool {
        let settings = self.styles.get(Role::Table).at(Length::ZERO).settings;
        let most = match (settings.figures, settings.tcy) {
            (Figures::Upright, _) => UPRIGHT,
            (Figures::Rotate | Figures::Han, Tcy::Off) => 1,
            (Figures::Rotate | Figures::Han, Tcy::UpTo(most)) => usize::from(most),
        };
        let number = text.trim().trim_end_matches('%');
        let digits = number.chars().all(|c| c.is_ascii_digit());
        let decimal = matches!(number.as_bytes(), [_, b'.', _]) && settings.tcy != Tcy::Off;
        let wide = number.chars().any(is_wide);
        !(wide || decimal || digits && number.len() <= most)
    }

    fn cell(&self, text: &RichText, kind: Kind, is_head: bool) -> Cell {
        let style = self.styles.get(if is_head { Role::TableHead } else { Role::Table });
        let mut text_style = style.at(plain_size(style));
        text_style.align = kind.align;
        text_style.settings.indent = Em::ZERO;
        let lying = (kind.lie && !is_head).then(|| lying(text));
        let text = lying.as_ref().unwrap_or(text);
        // A short last line is no fault in a cell.
        text_style.settings.last_line = 0;
        let galley = self.case.galley(text, &text_style, self.grid.mode).whole_words(text);
        let of = figure(&text.text);
        let number = matches!(of, Figure::Number(_) | Figure::Score(..) | Figure::Dash);
        let natural = one_line(&galley);
        let mut cell = Cell {
            lines: u32::try_from(galley.set(&natural).lines.len()).unwrap_or(u32::MAX),
            natural,
            whole: kind.figures && number && !is_head,
            seat: None,
            galley,
        };
        if kind.lined && !is_head {
            cell.seat = cell.row().and_then(|row| seat(&row, of, kind.scores));
        }
        cell
    }
}

/// A number on its side, without the arrows before it and the characters of Chinese text behind.
fn lying(text: &RichText) -> RichText {
    let mut text = text.clone();
    let turns = |c: char| c.is_ascii() || "−–±‰°′″".contains(c);
    let from = text.text.find(turns).unwrap_or(text.text.len());
    let rest = text.text.get(from..).unwrap_or("");
    let to = from + rest.find(|c: char| !turns(c)).unwrap_or(rest.len());
    if matches!(figure(&text.text), Figure::Number(_) | Figure::Score(..)) && from < to {
        text.marks.push(Markup { range: from as u32..to as u32, mark: Mark::Sideways });
    }
    text
}

/// The measure in which a text stands on one line, or as many as it keeps.
fn one_line(galley: &Galley) -> Length {
    let natural = galley.natural_width();
    let (em, none) = (galley.em().inline, Length::ZERO);
    let least = galley.set(&(natural + em * 2)).lines.len();
    let fits = |more: &Length| {
        let lines = galley.set(&(natural + *more)).lines;
        lines.len() == least && lines.iter().all(|line| line.width <= line.measure)
    };
    // Marks at its ends may take more than they need.
    natural + [none, em / 2, em].into_iter().find(fits).unwrap_or(em * 2)
}

/// A number's two parts on the line that it is set in.
fn seat(row: &SetLine, of: Figure, scores: bool) -> Option<Seat> {
    let width = row.width;
    let (before, after) = match of {
        Figure::Number(at) => {
            let before = place_of(row, at);
            (before, width - before)
        }
        Figure::Score(from, to) => {
            let middle = (place_of(row, from) + place_of(row, to)) / 2;
            (middle, width - middle)
        }
        Figure::Dash if scores => (width / 2, width - width / 2),
        Figure::Dash => (width, Length::ZERO),
        Figure::Blank | Figure::Words => return None,
    };
    Some(Seat { before, after })
}

/// Where byte `at` of a line's text begins; its end, where nothing does.
fn place_of(row: &SetLine, at: usize) -> Length {
    let glyphs = row.runs.iter().flat_map(|run| &run.glyphs);
    let behind = glyphs.filter(|glyph| !glyph.range.is_empty() && glyph.range.start as usize >= at);
    behind.map(|glyph| glyph.inline.length()).min().unwrap_or(row.width)
}

impl Cell {
    /// It on one line, from the line's start.
    pub fn row(&self) -> Option<SetLine> {
        let range = self.galley.one_row()?;
        let mut row = self.galley.set_row(range, self.natural, Align::Start);
        row.measure = row.width;
        Some(row)
    }

    /// Its lines in a measure.
    pub fn lines_in(&self, measure: Length) -> u32 {
        if measure >= self.natural || self.whole {
            return self.lines;
        }
        u32::try_from(self.galley.set(&measure).lines.len()).unwrap_or(u32::MAX)
    }

    /// The narrowest measure in which no number and no Western word is broken, in quarters of its em;
    /// two characters at least.
    pub fn least(&self) -> Length {
        self.least_where(&|_| true)
    }

    /// The narrowest measure in which nothing is broken that is one: a number with its measure word, a
    /// word of any script.
    pub fn least_of_words(&self) -> Length {
        self.least_where(&|line| !self.galley.parts_word(line))
    }

    fn least_where(&self, stands: &dyn Fn(&SetLine) -> bool) -> Length {
        let em = self.galley.em().inline;
        let step = (em / 4).max(Length::from_units(1));
        if self.whole || self.natural <= em * 2 {
            return self.natural;
        }
        let fits = |steps: i64| {
            let set = self.galley.set(&(step * steps));
            let whole = |line: &SetLine| {
                line.fit != LineFit::Overfull
                    && line.end != BreakReason::Emergency
                    && line.width <= line.measure
                    && stands(line)
            };
            set.rest.is_none() && set.lines.iter().all(whole)
        };
        let (mut short, mut enough) = (7, self.natural.covered_by(step));
        while enough - short > 1 {
            let middle = (short + enough) / 2;
            if fits(middle) { enough = middle } else { short = middle }
        }
        (step * enough).min(self.natural)
    }
}
