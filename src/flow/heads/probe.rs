//! A part of a head, measured: how wide its rows are in each number of them, and where they part.
//!
//! Widths are measured once a part, at one size, and scaled: type is as wide as its size. Rows are
//! broken by their meaning and balance (R90-R92); where those are too long for a measure, so that they
//! fit it.

use std::ops::Range;
use std::sync::Arc;

use crate::compose::{Galley, MayPart, RowEnds, SetLine};
use crate::diag::Findings;
use crate::measure::{Length, WritingMode};
use crate::page::style::{Align, SizeRule, Style, TextStyle};
use crate::text::RichText;

use super::spread::{Joints, joints};
use super::spread::{LOOSE, PASSED_OVER, WIDE};
use crate::flow::type_case::{TypeCase, plain_size};

/// A head whose widest row lacks so little of its width, in per cent, fills it.
const NEARLY: i64 = 5;
/// A row that is shorter than this of the longest, in per cent, is much shorter.
const UNEVEN: i64 = 45;
/// Room for what a row gains where it is cut: marks that stand in full, notes that reach out.
const AMPLE: Length = Length::from_pt(100);

/// The texts of a part, in a style and a direction.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Wording<'a> {
    pub case: TypeCase<'a>,
    pub texts: &'a [Arc<RichText>],
    pub style: &'a Style,
    pub mode: WritingMode,
}

impl Wording<'_> {
    /// What a row's ranges count in.
    pub(super) fn text_of(&self, row: &Row) -> Option<&RichText> {
        self.texts.get(row.text as usize).map(|text| &**text)
    }

    pub(super) fn joints_of(&self, rows: &[Row]) -> Vec<Joints> {
        let of = |row: &Row| self.text_of(row).map(|text| joints(text, &row.line));
        rows.iter().map(|row| of(row).unwrap_or_default()).collect()
    }

    pub(super) fn galleys(&self, style: &TextStyle) -> Vec<Galley> {
        self.texts.iter().map(|text| self.case.galley(text, style, self.mode)).collect()
    }

    /// Where one text may be broken; several are not broken.
    pub(super) fn ends(&self, galleys: &[Galley]) -> RowEnds {
        match (galleys, self.texts) {
            ([galley], [text]) => galley.row_ends(text),
            _ => RowEnds::default(),
        }
    }
}

/// One row of a head.
#[derive(Clone, Debug)]
pub(in crate::flow) struct Row {
    /// By its place in its part.
    pub text: u32,
    pub line: SetLine,
}

/// A size and the number of rows it is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Step {
    pub size: Length,
    pub rows: u32,
}

/// A row at its own spacing.
#[derive(Clone, Copy, Debug)]
struct RowShape {
    width: Length,
    joints: Joints,
}

/// A step, and what its rows are in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct Measured {
    pub step: Step,
    pub widest: Length,
    /// Widened and tracked as far as heads are, its widest row fills the width.
    pub(super) reaches: bool,
    /// Whether a row of them is a single character (R92).
    pub(super) has_lone: bool,
    parts_phrases: bool,
    /// A row begins or ends within a clause although it holds the blank behind one.
    pub(super) parts_clauses: bool,
    /// Its rows end between words of one name, so that they fit.
    pub(super) parts_names: bool,
    /// A row that no `|` ends is much shorter than the longest (R92).
    pub(super) uneven: bool,
}

impl Measured {
    /// Fewer rows are better; a phrase that is kept whole is worth one more.
    pub(super) fn rows(&self) -> (u32, bool) {
        (self.step.rows + u32::from(self.parts_phrases), self.parts_phrases)
    }
}

/// A part's texts, measured.
pub(in crate::flow) struct Probe {
    size: Length,
    galleys: Vec<Galley>,
    ends: RowEnds,
    may_part: MayPart,
    /// The smallest that type which finds its size may have: names are parted in it sooner than too long.
    least: Option<Length>,
    /// The rows when set in 1, 2, 3 ... of them; none where it cannot be broken so.
    shapes: Vec<Option<Vec<RowShape>>>,
    texts: Vec<Arc<RichText>>,
    /// Whether one of so many rows would be a single character (R92).
    lone: Vec<bool>,
    /// How far readings, dots and lines stand out before and behind its rows.
    reach: (Length, Length),
    pub findings: Findings,
}

impl Probe {
    pub(in crate::flow) fn new(wording: Wording<'_>, rows: u32) -> Probe {
        let size = plain_size(wording.style).max(Length::PT);
        let galleys = wording.galleys(&wording.style.at(size));
        let ends = wording.ends(&galleys);
        let least = wording.texts.len() as u32;
        let shapes = (1..=rows.max(least)).map(|count| {
            let rows = split_rows(&galleys, &ends, count)?;
            Some(shapes_of(&galleys, wording.texts, &rows)).filter(|shapes| !shapes.is_empty())
        });
        let lone = (1..=rows.max(least)).map(|count| {
            let rows = split_rows(&galleys, &ends, count).unwrap_or_default();
            let of = |(rows, text): (&Vec<Range<u32>>, &Arc<RichText>)| {
                rows.len() > 1
                    && text.breaks.is_empty()
                    && rows.iter().any(|row| is_lone(text, row))
            };
            rows.iter().zip(wording.texts).any(of)
        });
        let lone = lone.collect();
        let shapes = shapes.collect();
        let texts = wording.texts.to_vec();
        let reach = galleys
            .iter()
            .map(Galley::reach)
            .fold((Length::ZERO, Length::ZERO), |all, one| (all.0.max(one.0), all.1.max(one.1)));
        let findings = findings_of(&galleys);
        let may_part = may_part(wording.style);
        let least = least_of(wording.style);
        Probe { size, galleys, ends, may_part, least, shapes, texts, lone, reach, findings }
    }

    /// How far what stands beside rows in type of `size` stands out of them, before and behind.
    pub(in crate::flow) fn reach(&self, size: Length) -> (Length, Length) {
        let of = |reach: Length| reach.scale(size.units(), self.size.units());
        (of(self.reach.0), of(self.reach.1))
    }

    /// A step's rows, broken so that they fit `width` if they can be.
    pub(in crate::flow) fn measured(&self, step: Step, width: Length) -> Option<Measured> {
        let Step { size, rows } = step;
        let widest = self.widest(rows, size)?;
        let room = width.scale(self.size.units(), size.units().max(1));
        let within = match widest <= width {
            true => None,
            false => rows_within((&self.galleys, &self.ends), rows, (room, self.may_part)),
        };
        let is_least = self.least == Some(size);
        let names = within.is_none() && widest > width && is_least;
        let within = match names {
            true => rows_within((&self.galleys, &self.ends), rows, (room, MayPart::Phrases)),
            false => within,
        };
        let parts_names = names && within.is_some();
        let parts = |rows: &[Vec<Range<u32>>]| match (&*self.galleys, rows) {
            ([galley], [rows]) => {
                (galley.parts_phrases(&self.ends, rows), galley.parts_clauses(&self.ends, rows))
            }
            _ => (false, false),
        };
        let Some(within) = within else {
            let own = split_rows(&self.galleys, &self.ends, rows).unwrap_or_default();
            let has_lone = self.has_lone(rows);
            let reaches = self.reaches(self.shapes(rows)?, room);
            let (parts_phrases, parts_clauses) = parts(&own);
            let uneven = self.are_uneven(self.shapes(rows)?);
            return Some(Measured {
                step,
                widest,
                reaches,
                has_lone,
                parts_phrases,
                parts_clauses,
                parts_names,
                uneven,
            });
        };
        let shapes = shapes_of(&self.galleys, &self.texts, &within);
        let reaches = self.reaches(&shapes, room);
        let widest = shapes.iter().map(|row| row.width).max()?;
        let widest = widest.scale(size.units(), self.size.units()).min(width);
        let (parts_phrases, parts_clauses) = parts(&within);
        let has_lone = false;
        let uneven = self.are_uneven(&shapes);
        Some(Measured {
            step,
            widest,
            reaches,
            has_lone,
            parts_phrases,
            parts_clauses,
            parts_names,
            uneven,
        })
    }

    /// Whether one of the rows is much shorter than another, where nobody has said where they end.
    fn are_uneven(&self, rows: &[RowShape]) -> bool {
        let widths = || rows.iter().map(|row| row.width);
        let (Some(least), Some(most)) = (widths().min(), widths().max()) else { return false };
        let typed = self.texts.iter().any(|text| !text.breaks.is_empty()) || self.texts.len() > 1;
        !typed && least < most.scale(UNEVEN, 100)
    }

    /// Whether rows that are brought to `room` as `set_rows` does it fill it: all of them widened alike, then
    /// tracked alike or not at all (R93).
    fn reaches(&self, rows: &[RowShape], room: Length) -> bool {
        let Some(em) = self.galleys.first().map(|galley| galley.em().inline) else { return true };
        let of = |row: &RowShape| row.width + em / 4 * row.joints.clauses;
        let Some(widest) = rows.iter().max_by_key(|row| of(row)) else { return true };
        let scale = room.units().saturating_mul(1000) / of(widest).units().max(1);
        let scale = scale.min(WIDE);
        let left = |row: &RowShape| (room - of(row).scale(scale, 1000)).max(Length::ZERO);
        let each = |row: &RowShape| {
            let joints = em.scale(scale, 1000) * row.joints.characters;
            left(row).units().saturating_mul(1000) / joints.units().max(1)
        };
        let tracked = || rows.iter().filter(|row| row.joints.characters > 0).map(each);
        let apart = tracked().max().unwrap_or(0) - tracked().min().unwrap_or(0);
        let most = if apart <= PASSED_OVER { LOOSE } else { PASSED_OVER };
        let tracks = widest.joints.characters > 0 && each(widest) <= most;
        tracks || left(widest) <= room.scale(NEARLY, 100)
    }

    fn shapes(&self, rows: u32) -> Option<&[RowShape]> {
        self.shapes.get((rows as usize).checked_sub(1)?)?.as_deref()
    }

    /// Whether a step's rows fit `width`.
    pub(in crate::flow) fn is_within(&self, step: Step, width: Length) -> bool {
        self.measured(step, width).is_some_and(|it| it.widest <= width)
    }

    /// The widest of `rows` rows in type of `size`, broken by their meaning alone.
    fn widest(&self, rows: u32, size: Length) -> Option<Length> {
        let widest = self.shapes(rows)?.iter().map(|row| row.width).max()?;
        Some(widest.scale(size.units(), self.size.units()))
    }

    /// The largest size at which `rows` rows fit `width`.
    pub(in crate::flow) fn largest(&self, rows: u32, width: Length) -> Option<Length> {
        let natural = self.widest(rows, self.size)?;
        Some(if natural > Length::ZERO {
            self.size.scale(width.units(), natural.units())
        } else {
            Length::MAX
        })
    }

    /// Whether one of so many rows would be a single character.
    fn has_lone(&self, rows: u32) -> bool {
        (rows as usize).checked_sub(1).and_then(|at| self.lone.get(at)) == Some(&true)
    }

    /// The fewest rows that its texts stand in.
    pub(super) fn least_rows(&self) -> u32 {
        self.shapes.iter().position(Option::is_some).map_or(1, |at| at as u32 + 1)
    }

    pub(in crate::flow) fn most_rows(&self) -> u32 {
        self.shapes.len() as u32
    }
}

fn is_lone(text: &RichText, row: &Range<u32>) -> bool {
    let row = text.text.get(row.start as usize..row.end as usize);
    row.is_some_and(|row| row.trim().chars().count() == 1)
}

pub(super) fn findings_of(galleys: &[Galley]) -> Findings {
    let mut findings = Findings::default();
    galleys.iter().for_each(|galley| findings.append(&galley.findings));
    findings
}

/// The rows of each text: one text is broken into `count`, several stand in a row each.
pub(super) fn split_rows(
    galleys: &[Galley],
    ends: &RowEnds,
    count: u32,
) -> Option<Vec<Vec<Range<u32>>>> {
    match galleys {
        [one] => Some(vec![one.rows_at(ends, count as usize)?]),
        several if several.len() == count as usize => {
            several.iter().map(|galley| Some(vec![galley.one_row()?])).collect()
        }
        _ => None,
    }
}

/// The smallest size of a ladder.
pub(super) fn least_of(style: &Style) -> Option<Length> {
    match &style.size {
        SizeRule::Fit { ladder, .. } => ladder.iter().min().copied(),
        _ => None,
    }
}

/// Type that finds its size is set smaller before a phrase is parted.
pub(super) fn may_part(style: &Style) -> MayPart {
    match style.size {
        SizeRule::Fit { .. } | SizeRule::OfHeadline { .. } => MayPart::Words,
        SizeRule::Fixed(_) | SizeRule::OneLine(_) => MayPart::Phrases,
    }
}

/// The rows of one text, broken into `count` that fit `room`: where its rows by meaning alone are longer.
pub(super) fn rows_within(
    (galleys, ends): (&[Galley], &RowEnds),
    count: u32,
    (room, may_part): (Length, MayPart),
) -> Option<Vec<Vec<Range<u32>>>> {
    let [galley] = galleys else { return None };
    let fitting = |may_part: MayPart| {
        // A mark at a row's end may lose its blank.
        let trimmed = room + galley.em().inline / 2;
        let fitting = |most: Length| {
            let rows = galley.rows_within(ends, count as usize, (most, may_part))?;
            rows.iter().all(|row| natural_of(galley, row) <= room).then(|| vec![rows])
        };
        fitting(trimmed).or_else(|| fitting(room))
    };
    match may_part {
        MayPart::Phrases => fitting(MayPart::Ties).or_else(|| fitting(MayPart::Phrases)),
        other => fitting(other),
    }
}

pub(super) fn widest_of(galleys: &[Galley], rows: &[Vec<Range<u32>>]) -> Option<Length> {
    let of = |(galley, rows): (&Galley, &Vec<Range<u32>>)| {
        rows.iter().map(|range| natural_of(galley, range)).max()
    };
    galleys.iter().zip(rows).filter_map(of).max()
}

fn shapes_of(
    galleys: &[Galley],
    texts: &[Arc<RichText>],
    rows: &[Vec<Range<u32>>],
) -> Vec<RowShape> {
    let all = galleys.iter().zip(texts).zip(rows);
    let of = |((galley, text), rows): ((&Galley, &Arc<RichText>), &Vec<Range<u32>>)| {
        let shape = |range: &Range<u32>| {
            let line = natural_line(galley, range);
            RowShape { width: line.width, joints: joints(text, &line) }
        };
        rows.iter().map(shape).collect::<Vec<RowShape>>()
    };
    all.flat_map(of).collect()
}

/// How wide a row is on a measure that it does not fill.
pub(super) fn natural_of(galley: &Galley, range: &Range<u32>) -> Length {
    natural_line(galley, range).width
}

fn natural_line(galley: &Galley, range: &Range<u32>) -> SetLine {
    let room = galley.natural_width() * 2 + AMPLE;
    galley.set_row(range.clone(), room, Align::Start)
}
