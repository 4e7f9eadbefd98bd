//! A part of a head, measured: how wide its rows are in each number of them, and where they part.
//!
//! Widths are measured once a part, at one size, and scaled: type is as wide as its size. Rows are
//! broken by their meaning and balance (R90-R92); where those are too long for a measure, so that they
//! fit it.

use std::ops::Range;
use std::sync::Arc;

use crate::compose::{Galley, MayPart, RowEnds, SetLine, UNEVEN};
use crate::diag::Findings;
use crate::measure::{Length, WritingMode};
use crate::page::style::{Align, SizeRule, Style, TextStyle};
use crate::text::RichText;

use super::spread::{Joints, LOOSE, NARROWEST, PASSED_OVER, WIDE, joints, squeezed_to};
use crate::flow::type_case::{TypeCase, plain_size};

/// A head whose widest row lacks so little of its width, in per cent, fills it.
const NEARLY: i64 = 5;
/// Room for what a row gains where it is cut: marks that stand in full, notes that reach out.
const AMPLE: Length = Length::from_pt(100);

/// Where each text's rows begin and end.
type Rows = Vec<Vec<Range<u32>>>;

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
        let of =
            |text: &Arc<RichText>| self.case.galley(text, style, self.mode).clauses_apart(text);
        self.texts.iter().map(of).collect()
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

/// A part's texts, broken into rows.
struct Broken {
    rows: Vec<RowShape>,
    /// Whether a row that nobody typed is a single character (R92).
    has_lone: bool,
    parts_phrases: u32,
    parts_clauses: bool,
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
    /// How many rows more it would be worth not to part a phrase or a name.
    pub(super) parts_phrases: u32,
    /// A row begins or ends within a clause although it holds the blank behind one.
    pub(super) parts_clauses: bool,
    /// Its rows end between words of one name, so that they fit.
    pub(super) parts_names: bool,
    /// A row that no `|` ends is much shorter than the longest (R92).
    pub(super) uneven: bool,
}

impl Broken {
    fn widest(&self) -> Option<Length> {
        self.rows.iter().map(|row| row.width).max()
    }
}

impl Measured {
    /// Fewer rows are better; a phrase that is kept whole is worth one more, a name two.
    pub(super) fn rows(&self) -> (u32, u32) {
        (self.step.rows + self.parts_phrases, self.parts_phrases)
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
    /// Broken by meaning alone into 1, 2, 3 ... rows; none where it cannot be broken so.
    broken: Vec<Option<Broken>>,
    texts: Vec<Arc<RichText>>,
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
        let of = |count: u32| {
            let rows = rows_by_meaning(&galleys, &ends, count)?;
            Some(broken_at(rows, (&galleys, &ends), wording.texts)).filter(|it| !it.rows.is_empty())
        };
        let broken = (1..=rows.max(least)).map(of).collect();
        let texts = wording.texts.to_vec();
        let reach = galleys
            .iter()
            .map(Galley::reach)
            .fold((Length::ZERO, Length::ZERO), |all, one| (all.0.max(one.0), all.1.max(one.1)));
        let findings = findings_of(&galleys);
        let may_part = may_part(wording.style);
        let least = least_of(wording.style);
        Probe { size, galleys, ends, may_part, least, broken, texts, reach, findings }
    }

    /// How far what stands beside rows in type of `size` stands out of them, before and behind.
    pub(in crate::flow) fn reach(&self, size: Length) -> (Length, Length) {
        let of = |reach: Length| reach.scale(size.units(), self.size.units());
        (of(self.reach.0), of(self.reach.1))
    }

    /// A step's rows, broken so that they fit `width` if they can be.
    pub(in crate::flow) fn measured(&self, step: Step, width: Length) -> Option<Measured> {
        let Step { size, rows } = step;
        let own = self.broken(rows);
        let widest = |own: &Broken| Some(own.widest()?.scale(size.units(), self.size.units()));
        let widest = own.and_then(widest);
        let room = width.scale(self.size.units(), size.units().max(1));
        let (within, parts_names) = match widest.is_some_and(|widest| widest <= width) {
            true => (None, false),
            false => self.within(rows, room, self.least == Some(size)),
        };
        let widest = match &within {
            Some(it) => it.widest()?.scale(size.units(), self.size.units()).min(width),
            None => widest?,
        };
        let broken = within.as_ref().or(own)?;
        Some(Measured {
            step,
            widest,
            reaches: self.reaches(&broken.rows, room),
            has_lone: broken.has_lone,
            parts_phrases: broken.parts_phrases,
            parts_clauses: broken.parts_clauses,
            parts_names,
            uneven: self.are_uneven(&broken.rows),
        })
    }

    /// Rows broken so that they fit `room`, and whether names are parted for it: in the smallest size alone.
    fn within(&self, rows: u32, room: Length, is_least: bool) -> (Option<Broken>, bool) {
        let at = (&*self.galleys, &self.ends);
        let of = |may_part| {
            let rows = rows_within(at, rows, (room, may_part))?;
            Some(broken_at(rows, at, &self.texts))
        };
        match of(self.may_part) {
            None if is_least => {
                let parted = of(MayPart::Phrases);
                let parts_names = parted.is_some();
                (parted, parts_names)
            }
            within => (within, false),
        }
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

    fn broken(&self, rows: u32) -> Option<&Broken> {
        self.broken.get((rows as usize).checked_sub(1)?)?.as_ref()
    }

    /// Whether a step's rows fit `width`.
    pub(in crate::flow) fn is_within(&self, step: Step, width: Length) -> bool {
        self.measured(step, width).is_some_and(|it| it.widest <= width)
    }

    /// The largest size at which `rows` rows fit `width`.
    pub(in crate::flow) fn largest(&self, rows: u32, width: Length) -> Option<Length> {
        let natural = self.broken(rows)?.widest()?;
        Some(if natural > Length::ZERO {
            self.size.scale(width.units(), natural.units())
        } else {
            Length::MAX
        })
    }

    /// The fewest rows that its texts stand in.
    pub(super) fn least_rows(&self) -> u32 {
        self.broken.iter().position(Option::is_some).map_or(1, |at| at as u32 + 1)
    }

    pub(in crate::flow) fn most_rows(&self) -> u32 {
        self.broken.len() as u32
    }
}

/// Whether one of several rows that nobody typed is a single character.
fn has_lone(rows: &[Range<u32>], text: &RichText) -> bool {
    let is_lone = |row: &Range<u32>| {
        let row = text.text.get(row.start as usize..row.end as usize);
        row.is_some_and(|row| row.trim().chars().count() == 1)
    };
    rows.len() > 1 && text.breaks.is_empty() && rows.iter().any(is_lone)
}

pub(super) fn findings_of(galleys: &[Galley]) -> Findings {
    let mut findings = Findings::default();
    galleys.iter().for_each(|galley| findings.append(&galley.findings));
    findings
}

/// [`rows_by_meaning`], evened.
pub(super) fn split_rows(galleys: &[Galley], ends: &RowEnds, count: u32) -> Option<Rows> {
    rows_by_meaning(galleys, ends, count).map(|rows| evened(galleys, ends, rows))
}

/// Rows of which none is much shorter than the longest, if there are as many such (R92).
pub(super) fn evened(galleys: &[Galley], ends: &RowEnds, rows: Rows) -> Rows {
    let of = |(galley, rows): (&Galley, Vec<Range<u32>>)| galley.evened(ends, rows);
    galleys.iter().zip(rows).map(of).collect()
}

/// The rows of each text: one text is broken into `count`, several stand in a row each.
fn rows_by_meaning(galleys: &[Galley], ends: &RowEnds, count: u32) -> Option<Rows> {
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
) -> Option<Rows> {
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
        MayPart::Phrases => {
            let whole = [MayPart::Ties, MayPart::Terms, MayPart::Phrases];
            // Type is narrowed before a word is parted.
            let longest = || galley.unparted(ends).map(|word| natural_of(galley, &word)).max();
            let forced = || {
                let narrowed = |longest| squeezed_to(NARROWEST, longest, galley.em().inline);
                longest().is_some_and(|longest| narrowed(longest) > room)
            };
            whole
                .into_iter()
                .find_map(fitting)
                .or_else(|| if forced() { fitting(MayPart::Forced) } else { None })
        }
        other => fitting(other),
    }
}

pub(super) fn widest_of(galleys: &[Galley], rows: &[Vec<Range<u32>>]) -> Option<Length> {
    let of = |(galley, rows): (&Galley, &Vec<Range<u32>>)| {
        rows.iter().map(|range| natural_of(galley, range)).max()
    };
    galleys.iter().zip(rows).filter_map(of).max()
}

/// What rows are that begin and end so, evened: which parts no phrase that counts.
fn broken_at(
    rows: Rows,
    (galleys, ends): (&[Galley], &RowEnds),
    texts: &[Arc<RichText>],
) -> Broken {
    let parts_phrases = match (galleys, &*rows) {
        ([galley], [rows]) => galley.parts_phrases(ends, rows),
        _ => 0,
    };
    let rows = evened(galleys, ends, rows);
    let all = || galleys.iter().zip(texts).zip(&rows);
    let shapes = all().flat_map(|((galley, text), rows)| {
        rows.iter().map(|range| {
            let line = natural_line(galley, range);
            RowShape { width: line.width, joints: joints(text, &line) }
        })
    });
    let parts_clauses = match (galleys, &*rows) {
        ([galley], [rows]) => galley.parts_clauses(ends, rows),
        _ => false,
    };
    let has_lone = all().any(|((_, text), rows)| has_lone(rows, text));
    Broken { rows: shapes.collect(), has_lone, parts_phrases, parts_clauses }
}

/// How wide a row is on a measure that it does not fill.
pub(super) fn natural_of(galley: &Galley, range: &Range<u32>) -> Length {
    natural_line(galley, range).width
}

fn natural_line(galley: &Galley, range: &Range<u32>) -> SetLine {
    let room = galley.natural_width() * 2 + AMPLE;
    galley.set_row(range.clone(), room, Align::Start)
}
