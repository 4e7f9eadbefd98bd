//! The page's grid, the margins beside it, and [`Lattice`], which both are to a block.

use super::Cx;
use super::paper::Paper;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span};
use crate::measure::{Decimal, Length, LogicalRect, Rect, TypeSize, WritingMode};
use crate::page::model::{LineGrid, Rule};
use crate::page::style::TextStyle;
use crate::source::layout::{Amount, GridTable, WritingWord};

/// What a layout may exceed the type area by: rounding of the maker's own numbers.
const TOLERANCE: Length = Length::from_centipt(1);

/// An interval along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub start: Length,
    pub size: Length,
}

impl Interval {
    pub fn end(self) -> Length {
        self.start + self.size
    }
}

/// What blocks are placed on: the page, a margin, or the inside of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lattice {
    /// On the sheet; a whole number of lines deep.
    pub rect: Rect,
    pub mode: WritingMode,
    /// What `chars` counts.
    pub em: Length,
    pub line: Length,
    /// What `columns` counts, from the start of `rect`.
    pub columns: Vec<Interval>,
    /// How much nearer to the foot of `rect` the box around it stands than to its head: the white
    /// under the last line, which lines of the other direction do not have.
    pub drawn_in: Length,
}

impl Lattice {
    pub fn width(&self) -> Length {
        self.mode.logical_size(self.rect.into_size()).inline
    }

    pub fn lines(&self) -> i64 {
        self.mode.logical_size(self.rect.into_size()).block.whole(self.line)
    }

    pub fn chars(&self) -> i64 {
        self.width().whole(self.em)
    }
}

/// The size of a rectangle.
pub(super) trait IntoSize {
    fn into_size(self) -> crate::measure::Size;
}

impl IntoSize for Rect {
    fn into_size(self) -> crate::measure::Size {
        crate::measure::Size { width: self.width, height: self.height }
    }
}

/// The grid in numbers, the same for every page of one writing mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    pub area: Rect,
    pub lines: LineGrid,
    pub columns: Vec<Interval>,
    pub measure: Length,
    pub gutter: Length,
    pub rule: Option<Rule>,
    pub top: Lattice,
    pub foot: Lattice,
    pub left: Lattice,
    pub right: Lattice,
}

impl Grid {
    pub fn lattice(&self) -> Lattice {
        Lattice {
            rect: self.area,
            mode: self.lines.mode,
            em: self.lines.em,
            line: self.lines.line,
            columns: self.columns.clone(),
            drawn_in: Length::ZERO,
        }
    }

    /// The same so much further to the right.
    pub fn moved(mut self, by: Length) -> Grid {
        self.area.x += by;
        for margin in [&mut self.top, &mut self.foot, &mut self.left, &mut self.right] {
            margin.rect.x += by;
        }
        self
    }

    /// The lattice of a margin by its name.
    pub fn margin(&self, name: &str) -> Option<&Lattice> {
        match name {
            "top" => Some(&self.top),
            "foot" => Some(&self.foot),
            "left" => Some(&self.left),
            "right" => Some(&self.right),
            _ => None,
        }
    }

    /// About how many columns a block of `width` spans.
    pub fn columns_of(&self, width: Length) -> u32 {
        let step = (self.measure + self.gutter).units().max(1);
        let wide = (width + self.gutter).units();
        ((wide + step / 2) / step).clamp(1, 10_000) as u32
    }

    pub fn column_rects(&self) -> Vec<Rect> {
        let logical = |slot: &Interval| LogicalRect {
            inline: slot.start,
            block: Length::ZERO,
            inline_size: slot.size,
            block_size: self.lines.mode.logical_size(self.area.into_size()).block,
        };
        self.columns.iter().map(|slot| self.lines.mode.physical(logical(slot), self.area)).collect()
    }
}

/// The names of the margins, as `in` writes them.
pub(super) const MARGINS: [&str; 4] = ["top", "foot", "left", "right"];

pub(super) fn mode_of(word: WritingWord) -> WritingMode {
    match word {
        WritingWord::Horizontal => WritingMode::HorizontalTb,
        WritingWord::Vertical => WritingMode::VerticalRl,
    }
}

/// The numbers of `[grid]`, checked.
struct Counts {
    columns: u32,
    measure: Length,
    gutter: Length,
    line: Length,
}

/// The grid of a page that is set in `mode`, body text in `body`.
pub(super) fn grid(
    cx: &mut Cx<'_>,
    table: &GridTable,
    span: Span,
    sheet: &Paper,
    mode: WritingMode,
    body: &TextStyle,
) -> Option<Grid> {
    let em = body.em(mode);
    let room = mode.logical_size(sheet.type_area.into_size());
    let counts = counts(cx, table, span, (em, body.size), room.inline)?;
    let columns = i64::from(counts.columns);
    let width = counts.measure * columns + counts.gutter * (columns - 1);
    if width > room.inline + TOLERANCE {
        too_wide(cx, table, (span, mode), &counts, em.inline, [width, room.inline]);
        return None;
    }
    let columns: Vec<Interval> = (0..columns)
        .map(|n| Interval { start: (counts.measure + counts.gutter) * n, size: counts.measure })
        .collect();
    let lines = room.block.whole(counts.line);
    if lines == 0 {
        cx.push(
            Diagnostic::error(codes::GRID, "the type area holds no line")
                .at(table.line.as_ref().map_or(span, |key| key.span), "the distance of lines")
                .help("make the margins smaller, the paper larger, or `line` less"),
        );
        return None;
    }
    let area = mode.physical(
        LogicalRect {
            inline: (room.inline - width) / 2,
            block: Length::ZERO,
            inline_size: width,
            block_size: counts.line * lines,
        },
        sheet.type_area,
    );
    let lines =
        LineGrid { mode, em: em.inline, cell: em.inline, body_block: em.block, line: counts.line };
    let rule = table.rule.as_ref().and_then(|key| {
        let weight = key.value.of(body.size);
        match super::boxes::too_heavy(weight, key.span) {
            Some(found) => {
                cx.push(found);
                None
            }
            None => Some(weight).filter(|weight| weight.is_positive()),
        }
    });
    if let (Some(weight), Some(key)) = (rule, &table.rule) {
        cx.diags.extend(super::boxes::thin(weight, crate::colour::Colour::BLACK, key.span));
    }
    let mut grid = Grid {
        area,
        lines,
        columns,
        measure: counts.measure,
        gutter: counts.gutter,
        rule: rule.map(|weight| Rule { weight, colour: crate::colour::Colour::BLACK }),
        top: empty(lines),
        foot: empty(lines),
        left: empty(lines),
        right: empty(lines),
    };
    margins(&mut grid, sheet, body);
    Some(grid)
}

fn counts(
    cx: &mut Cx<'_>,
    table: &GridTable,
    span: Span,
    (em, size): (TypeSize, Length),
    room: Length,
) -> Option<Counts> {
    let (em, em_block) = (em.inline, em.block);
    let mut wrong = |span: Span, message: &str, label: &str| {
        cx.push(Diagnostic::error(codes::GRID, message).at(span, label));
    };
    let columns = match &table.columns {
        None => {
            wrong(span, "the grid has no `columns`", "add `columns`, such as 6");
            None
        }
        Some(key) if key.value == 0 => {
            wrong(key.span, "the grid has 0 columns", "at least 1");
            None
        }
        Some(key) => Some(key.value),
    };
    let gutter = table.gutter.as_ref().map_or(em, |key| amount(key.value, em));
    let measure = match &table.measure {
        None => {
            let most = columns.and_then(|columns| widest(room, columns, gutter, em));
            let fits = most
                .map_or_else(String::new, |most| format!(": `measure = {most}` fills the page"));
            let label = format!("add `measure`, in characters of the body{fits}");
            wrong(span, "the grid has no `measure`", &label);
            None
        }
        Some(key) if key.value < Decimal::from_int(1) => {
            wrong(key.span, "the measure is under 1 character", "characters in one column");
            None
        }
        Some(key) => Some(key.value),
    };
    if let Some(key) = table.gutter.as_ref().filter(|_| gutter < Length::ZERO) {
        wrong(key.span, "the gutter is negative", "columns would overlap");
    }
    let line = table.line.as_ref().map_or(size.scale(4, 3), |key| key.value.of(size));
    if line < em_block {
        let message = format!("the lines are {line} pt apart, the body is {em_block} pt high");
        let place = table.line.as_ref().map_or(span, |key| key.span);
        cx.push(
            Diagnostic::error(codes::GRID, message)
                .at(place, "lines would overlap")
                .help(format!("write `line = \"{em_block}pt\"` or more, or give the body less")),
        );
        return None;
    }
    let (columns, measure) = (columns?, measure?);
    if let Some(key) = table.measure.as_ref().filter(|_| !measure.is_whole()) {
        cx.push(fractional(key.span));
    }
    let measure = measure.times(em);
    (gutter >= Length::ZERO).then_some(Counts { columns, measure, gutter, line })
}

/// The most whole characters that each of the columns may have.
fn widest(room: Length, columns: u32, gutter: Length, em: Length) -> Option<i64> {
    let all = i64::from(columns);
    let each = (room + gutter) / all - gutter;
    Some(each.whole(em)).filter(|&most| most > 0)
}

/// The note on a measure such as 5.5.
pub(super) fn fractional(span: Span) -> Diagnostic {
    Diagnostic::note(codes::FRACTIONAL_MEASURE, "a measure is no whole number of characters")
        .at(span, "full lines of Han characters are spread over the rest")
}

/// A count is of characters of `em`.
pub(super) fn amount(amount: Amount, em: Length) -> Length {
    match amount {
        Amount::Count(count) => count.times(em),
        Amount::Length(dimension) => dimension.of(em),
    }
}

fn too_wide(
    cx: &mut Cx<'_>,
    table: &GridTable,
    (span, mode): (Span, WritingMode),
    counts: &Counts,
    em: Length,
    [extent, room]: [Length; 2],
) {
    let (across, legs) = match mode {
        WritingMode::HorizontalTb => ("wide", "columns"),
        WritingMode::VerticalRl => ("deep", "tiers"),
    };
    let gutters = match counts.columns - 1 {
        1 => "1 gutter".to_owned(),
        gutters => format!("{gutters} gutters"),
    };
    let message = format!("the grid is {extent} pt {across}, the type area {room} pt");
    let sum = format!(
        "{} {legs} of {} pt ({} characters of {em} pt) and {gutters} of {} pt",
        counts.columns,
        counts.measure,
        characters(counts.measure, em),
        counts.gutter
    );
    cx.push(
        Diagnostic::error(codes::GRID_TOO_WIDE, message)
            .at(table.measure.as_ref().map_or(span, |key| key.span), sum)
            .help(match widest(room, counts.columns, counts.gutter, em) {
                Some(most) => {
                    format!("write `measure = {most}`, fewer {legs}, or narrower margins")
                }
                None => format!("take fewer {legs}, or narrower margins"),
            }),
    );
}

/// A length in characters, at most two decimals.
pub(super) fn characters(length: Length, em: Length) -> String {
    let hundredths = length.scale(100, em.units().max(1)).units();
    // A number of points prints as the same number of characters.
    Length::from_centipt(hundredths).to_string()
}

fn empty(lines: LineGrid) -> Lattice {
    Lattice {
        rect: Rect::default(),
        mode: lines.mode,
        em: lines.em,
        line: lines.line,
        columns: Vec::new(),
        drawn_in: Length::ZERO,
    }
}

/// The four margins.
///
/// ```text
///  +-----------------------+  top: whole lines, the last one directly above the type area,
///  |       ::::top::::     |  as wide as the grid; foot: the lines go on below the grid
///  |     +-------------+   |
///  | left| the grid    |right   left, right: whole characters between trim and grid,
///  |     +-------------+   |   as deep as the grid
///  |       :::foot:::::    |
///  +-----------------------+
/// ```
///
/// On a vertical page the lines of the head and foot run horizontally, as a folio's do, and
/// count no columns; the lines at left and right are the page's own, tiers and all.
pub(super) fn margins(grid: &mut Grid, sheet: &Paper, body: &TextStyle) {
    let (area, trim) = (grid.area, sheet.paper.trim);
    let line = grid.lines.line;
    let level = body.em(WritingMode::HorizontalTb);
    let across = |height: Length, y: Length, down: Length| Rect {
        x: area.x,
        y: y - down,
        width: area.width,
        height,
    };
    let columns = match grid.lines.mode {
        WritingMode::HorizontalTb => grid.columns.clone(),
        WritingMode::VerticalRl => vec![Interval { start: Length::ZERO, size: area.width }],
    };
    let horizontal = |rect| Lattice {
        rect,
        mode: WritingMode::HorizontalTb,
        em: level.inline,
        line,
        columns: columns.clone(),
        drawn_in: Length::ZERO,
    };
    let above = line * sheet.type_area.y.whole(line);
    let below = line * (trim.height - area.bottom()).whole(line);
    let (top, foot) = (
        horizontal(across(above, sheet.type_area.y, above)),
        horizontal(across(below, area.bottom(), Length::ZERO)),
    );
    (grid.top, grid.foot) = (top, foot);

    let (step, columns) = match grid.lines.mode {
        WritingMode::HorizontalTb => (grid.lines.em, None),
        WritingMode::VerticalRl => (line, Some(grid.columns.clone())),
    };
    let left = step * area.x.whole(step);
    let right = step * (trim.width - area.right()).whole(step);
    let beside = |x: Length, width: Length| Lattice {
        rect: Rect { x, y: area.y, width, height: area.height },
        mode: grid.lines.mode,
        em: grid.lines.em,
        line,
        columns: columns
            .clone()
            .unwrap_or_else(|| vec![Interval { start: Length::ZERO, size: width }]),
        drawn_in: Length::ZERO,
    };
    let (left, right) = (beside(area.x - left, left), beside(area.right(), right));
    (grid.left, grid.right) = (left, right);
}
