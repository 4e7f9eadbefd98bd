//! Fitting the parts of a head: which step of the ladder, how many rows, and how the rows come
//! to fill their width (R93).
//!
//! Widths are measured once a part, at one size, and scaled: type is as wide as its size.

use std::ops::Range;
use std::sync::Arc;

use crate::compose::{Adjustment, Galley, MayPart, RowEnds, SetLine};
use crate::diag::Findings;
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::{Align, SizeRule, Style, TextStyle};
use crate::text::RichText;

use super::spread::{Joints, Widening, joints, widen};
use crate::flow::type_case::{TypeCase, plain_size};

/// Type of a head is narrowed and widened at most to this.
const NARROW: i64 = 900;
const WIDE: i64 = 1100;
/// A step is no smaller for this.
const A_LITTLE: i64 = 950;
/// Tracking of a head, in thousandths of an em: what would need more is not tracked at all (R93).
const TIGHT: i64 = -50;
const LOOSE: i64 = 100;
/// Room for what a row gains where it is cut: marks that stand in full, notes that reach out.
const AMPLE: Length = Length::from_pt(100);
/// A head should fill this much of its width, in per cent.
pub(in crate::flow) const FILLED: i64 = 85;
/// And of this nothing is missing.
pub(in crate::flow) const FULL: i64 = 99;

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
    fn text_of(&self, row: &Row) -> Option<&RichText> {
        self.texts.get(row.text as usize).map(|text| &**text)
    }

    fn joints_of(&self, rows: &[Row]) -> Vec<Joints> {
        let of = |row: &Row| self.text_of(row).map(|text| joints(text, &row.line));
        rows.iter().map(|row| of(row).unwrap_or_default()).collect()
    }

    fn galleys(&self, style: &TextStyle) -> Vec<Galley> {
        self.texts.iter().map(|text| self.case.galley(text, style, self.mode)).collect()
    }

    /// Where one text may be broken; several are not broken.
    fn ends(&self, galleys: &[Galley]) -> RowEnds {
        match (galleys, self.texts) {
            ([galley], [text]) => galley.row_ends(text),
            _ => RowEnds::default(),
        }
    }
}

/// A part's texts, measured.
pub(in crate::flow) struct Probe {
    size: Length,
    galleys: Vec<Galley>,
    ends: RowEnds,
    may_part: MayPart,
    /// The widest row when set in 1, 2, 3 ... rows; none where it cannot be broken so.
    widest: Vec<Option<Length>>,
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
        let widest = (1..=rows.max(least)).map(|count| {
            let rows = split_rows(&galleys, &ends, count)?;
            widest_of(&galleys, &rows)
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
        let widest = widest.collect();
        let reach = galleys
            .iter()
            .map(Galley::reach)
            .fold((Length::ZERO, Length::ZERO), |all, one| (all.0.max(one.0), all.1.max(one.1)));
        let findings = findings_of(&galleys);
        let may_part = may_part(wording.style);
        Probe { size, galleys, ends, may_part, widest, lone, reach, findings }
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
        let parts = |rows: &[Vec<Range<u32>>]| match (&*self.galleys, rows) {
            ([galley], [rows]) => galley.parts_phrases(&self.ends, rows),
            _ => false,
        };
        let Some(within) = within else {
            let own = split_rows(&self.galleys, &self.ends, rows).unwrap_or_default();
            let has_lone = self.has_lone(rows);
            return Some(Measured { step, widest, has_lone, parts_phrases: parts(&own) });
        };
        let widest = widest_of(&self.galleys, &within)?.scale(size.units(), self.size.units());
        let parts_phrases = parts(&within);
        Some(Measured { step, widest: widest.min(width), has_lone: false, parts_phrases })
    }

    /// Whether a step's rows fit `width`.
    pub(in crate::flow) fn is_within(&self, step: Step, width: Length) -> bool {
        self.measured(step, width).is_some_and(|it| it.widest <= width)
    }

    /// The widest of `rows` rows in type of `size`, broken by their meaning alone.
    fn widest(&self, rows: u32, size: Length) -> Option<Length> {
        let at = self.widest.get((rows as usize).checked_sub(1)?)?;
        at.map(|width| width.scale(size.units(), self.size.units()))
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

    pub(in crate::flow) fn most_rows(&self) -> u32 {
        self.widest.len() as u32
    }
}

fn is_lone(text: &RichText, row: &Range<u32>) -> bool {
    let row = text.text.get(row.start as usize..row.end as usize);
    row.is_some_and(|row| row.trim().chars().count() == 1)
}

fn findings_of(galleys: &[Galley]) -> Findings {
    let mut findings = Findings::default();
    galleys.iter().for_each(|galley| findings.append(&galley.findings));
    findings
}

/// The rows of each text: one text is broken into `count`, several stand in a row each.
fn split_rows(galleys: &[Galley], ends: &RowEnds, count: u32) -> Option<Vec<Vec<Range<u32>>>> {
    match galleys {
        [one] => Some(vec![one.rows_at(ends, count as usize)?]),
        several if several.len() == count as usize => {
            several.iter().map(|galley| Some(vec![galley.one_row()?])).collect()
        }
        _ => None,
    }
}

/// Type that finds its size is set smaller before a phrase is parted.
fn may_part(style: &Style) -> MayPart {
    match style.size {
        SizeRule::Fit { .. } | SizeRule::OfHeadline { .. } => MayPart::Words,
        SizeRule::Fixed(_) | SizeRule::OneLine(_) => MayPart::Phrases,
    }
}

/// The rows of one text, broken into `count` that fit `room`: where its rows by meaning alone are longer.
fn rows_within(
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

fn widest_of(galleys: &[Galley], rows: &[Vec<Range<u32>>]) -> Option<Length> {
    let of = |(galley, rows): (&Galley, &Vec<Range<u32>>)| {
        rows.iter().map(|range| natural_of(galley, range)).max()
    };
    galleys.iter().zip(rows).filter_map(of).max()
}

/// How wide a row is on a measure that it does not fill.
fn natural_of(galley: &Galley, range: &Range<u32>) -> Length {
    let room = galley.natural_width() * 2 + AMPLE;
    galley.set_row(range.clone(), room, Align::Start).width
}

/// A size and the number of rows it is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Step {
    pub size: Length,
    pub rows: u32,
}

/// A step, and what its rows are in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct Measured {
    pub step: Step,
    pub widest: Length,
    /// Whether a row of them is a single character (R92).
    has_lone: bool,
    parts_phrases: bool,
}

impl Measured {
    /// Fewer rows are better; a phrase that is kept whole is worth one more.
    fn rows(&self) -> (u32, bool) {
        (self.step.rows + u32::from(self.parts_phrases), self.parts_phrases)
    }
}

/// Steps of a ladder from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Away {
    from: Step,
    /// Upwards; negative: downwards.
    steps: i64,
}

impl Step {
    pub(in crate::flow) fn by(self, steps: i64) -> Away {
        Away { from: self, steps }
    }
}

/// A step so far away, in the fewest rows that fit the width. None where there is none; a head of
/// given size has no other.
pub(in crate::flow) fn step_from(
    probe: &Probe,
    style: &Style,
    width: Length,
    Away { from, steps }: Away,
    fits: impl Fn(Step) -> bool,
) -> Option<Step> {
    let SizeRule::Fit { ladder, rows, .. } = &style.size else { return None };
    let mut sizes = ladder.clone();
    sizes.sort_unstable();
    sizes.dedup();
    let own = sizes.iter().position(|size| *size == from.size)?;
    let at = usize::try_from(i64::try_from(own).ok()? + steps).ok().filter(|_| steps != 0)?;
    let size = *sizes.get(at)?;
    let most = (*rows).max(1).min(probe.most_rows()).max(probe_least(probe));
    let mut all = (1..=most).map(|rows| Step { size, rows });
    let within = |step: &Step| {
        let room = width.scale(1000, NARROW);
        probe.measured(*step, width).is_some_and(|it| it.widest <= room)
    };
    all.find(|step| within(step) && fits(*step))
}

/// What a headline may be set in, the best first; `fits` says what the depth allows. The last
/// resort is returned as an error.
pub(in crate::flow) fn choose_step(
    probe: &Probe,
    style: &Style,
    width: Length,
    depth: Depth,
    fits: impl Fn(Step) -> bool,
) -> Result<Step, Step> {
    let all_rows = 1..=probe.most_rows();
    let (steps, usual): (Vec<Step>, _) = match &style.size {
        SizeRule::Fit { ladder, usual, rows } => {
            let most = (*rows).max(1).min(probe.most_rows());
            (ladder_steps(ladder, usual.1, 1..=most.max(probe_least(probe))), *usual)
        }
        _ => {
            let size = plain_size(style);
            (all_rows.map(|rows| Step { size, rows }).collect(), (size, size))
        }
    };
    let mut steps: Vec<Measured> =
        steps.into_iter().filter_map(|step| probe.measured(step, width)).collect();
    let within = |it: &Measured, of_width: i64| it.widest <= width.scale(1000, of_width);
    // No row of one character where another step serves.
    let serves = |it: &Measured| !it.has_lone && within(it, NARROW) && fits(it.step);
    if steps.iter().any(serves) {
        steps.retain(|it| !it.has_lone);
    }
    // What the widest row takes of the width at its own spacing, in thousandths.
    let share = |it: &Measured| it.widest.units().saturating_mul(1000) / width.units().max(1);
    // Widened, and as it ends when tracking would not bring it to its width.
    let widened = |it: &Measured| (share(it) * WIDE / 1000).min(1000);
    // Type of one size takes the fewest rows, filled or not.
    let one_size = !matches!(style.size, SizeRule::Fit { .. });
    let reaches =
        |it: &Measured| one_size || share(it) * WIDE / 1000 * (1000 + LOOSE) / 1000 >= 1000;
    let is_usual = |it: &Measured| it.step.size >= usual.0;
    let fewest_rows = one_size || depth == Depth::Free;
    let pick = |wanted: &dyn Fn(&Measured) -> bool| {
        let mut found = steps.iter().filter(|it| wanted(it) && fits(it.step)).peekable();
        match fewest_rows {
            true => found.min_by_key(|it| it.rows()),
            false => found.next(),
        }
    };
    pick(&|s| is_usual(s) && within(s, 1000) && reaches(s))
        .or_else(|| pick(&|s| is_usual(s) && within(s, NARROW) && reaches(s)))
        .or_else(|| pick(&|s| is_usual(s) && within(s, 1000) && widened(s) >= FILLED * 10))
        .or_else(|| pick(&|s| is_usual(s) && within(s, 1000)))
        .or_else(|| {
            // Size before fullness, but not at any price: a row filled to a half counts as one
            // of seven tenths of its size.
            let fitting = steps.iter().filter(|it| within(it, A_LITTLE) && fits(it.step));
            let worth = |it: &Measured| {
                let size = i128::from(it.step.size.units());
                size * size * i128::from(widened(it))
            };
            fitting.max_by_key(|it| (worth(it), -i64::from(it.step.rows)))
        })
        .or_else(|| pick(&|s| within(s, NARROW + TIGHT)))
        .map(|it| it.step)
        .ok_or_else(|| last_resort(&steps, |it| within(it, NARROW + TIGHT)))
}

/// The steps of a ladder in which a headline would have a usual size, and fill its width if any of
/// them does: what it is set in where its block is deep enough.
pub(in crate::flow) fn usual_steps(probe: &Probe, style: &Style, width: Length) -> Vec<Step> {
    let SizeRule::Fit { ladder, usual, rows } = &style.size else { return Vec::new() };
    let most = (*rows).max(1).min(probe.most_rows()).max(probe_least(probe));
    let steps = ladder_steps(ladder, usual.1, 1..=most).into_iter();
    let mut steps: Vec<Measured> = steps
        .filter(|step| step.size >= usual.0)
        .filter_map(|step| probe.measured(step, width))
        .filter(|it| it.widest <= width)
        .collect();
    let fills = |it: &Measured| {
        it.widest.scale(WIDE * (1000 + LOOSE), 1_000_000) >= width.scale(FILLED, 100)
    };
    if steps.iter().any(fills) {
        steps.retain(fills);
    }
    steps.into_iter().map(|it| it.step).collect()
}

/// The smallest size, in the fewest rows that fit the width.
fn last_resort(steps: &[Measured], fits: impl Fn(&Measured) -> bool) -> Step {
    let size_and_rows = |it: &&Measured| (it.step.size, it.step.rows);
    let fitting = steps.iter().filter(|it| fits(it)).min_by_key(size_and_rows);
    let smallest = || steps.iter().min_by_key(|it| (it.step.size, -i64::from(it.step.rows)));
    fitting.or_else(smallest).map_or(Step { size: Length::PT, rows: 1 }, |it| it.step)
}

/// Whether the block's depth is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Depth {
    Given,
    Free,
}

fn probe_least(probe: &Probe) -> u32 {
    probe.widest.iter().position(Option::is_some).map_or(1, |at| at as u32 + 1)
}

/// From the largest size down; for each the fewest rows first.
fn ladder_steps(ladder: &[Length], most: Length, rows: std::ops::RangeInclusive<u32>) -> Vec<Step> {
    let mut sizes: Vec<Length> = ladder.iter().copied().filter(|&size| size <= most).collect();
    sizes.sort_unstable();
    sizes.dedup();
    if sizes.is_empty() {
        sizes.extend(ladder.iter().min());
    }
    sizes
        .into_iter()
        .rev()
        .flat_map(|size| rows.clone().map(move |rows| Step { size, rows }))
        .collect()
}

/// A deck's or kicker's step beside a headline of `headline`: `ratio` of it, down to `least`
/// of it, in one row if that fits, else in more.
pub(in crate::flow) fn follow_step(
    probe: &Probe,
    most: Length,
    least: Length,
    width: Length,
) -> Step {
    let half_point = Length::from_centipt(50);
    let floor = |size: Length| half_point * size.whole(half_point);
    let least = least.min(most);
    let squeezed = width.scale(1000, NARROW + TIGHT);
    let mut last = Step { size: least, rows: 1 };
    for rows in 1..=probe.most_rows() {
        let Some(largest) = probe.largest(rows, width) else { continue };
        if probe.is_within(Step { size: most, rows }, width) {
            return Step { size: most, rows };
        }
        if floor(largest) >= least {
            return Step { size: floor(largest), rows };
        }
        let step = Step { size: least, rows };
        if probe.measured(step, width).is_some_and(|it| it.widest <= squeezed) {
            return step;
        }
        last = Step { size: floor(largest).clamp(Length::PT, least), rows };
    }
    last
}

/// One row of a head.
#[derive(Clone, Debug)]
pub(in crate::flow) struct Row {
    /// By its place in its part.
    pub text: u32,
    pub line: SetLine,
}

/// What a part was widened or narrowed by beyond its step, in thousandths (R93).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Stretch {
    /// The glyphs, of their own width.
    pub scale: i64,
    /// The space between characters, of the em.
    pub tracking: i64,
}

impl Stretch {
    const NONE: Stretch = Stretch { scale: 1000, tracking: 0 };

    /// More than a reader passes over: as far as glyphs go, and still tracked or short of its
    /// width; or set closer. Wider or narrower glyphs alone are a head's common way to its width.
    pub(in crate::flow) fn is_seen(self, is_short: bool) -> bool {
        const PASSED_OVER: i64 = 20;
        let is_far = self.scale <= NARROW || self.scale >= WIDE;
        let is_tracked = self.tracking.abs() > PASSED_OVER;
        (is_far && (is_tracked || is_short)) || self.tracking < -PASSED_OVER
    }

    /// Says so of every row, as composition says of its lines.
    fn tell(self, rows: &mut [Row]) {
        for Row { line, .. } in rows {
            let glyphs = line.runs.iter().map(|run| run.glyphs.len()).sum::<usize>() as i64;
            let scaled = line.width.scale(self.scale - 1000, self.scale.max(1));
            let tracked = line.em.inline.scale(self.tracking, 1000) * (glyphs - 1).max(0);
            for (tier, amount) in [("R93.scale", scaled), ("R93.tracking", tracked)] {
                if amount != Length::ZERO {
                    line.adjustments.push(Adjustment { tier, amount });
                }
            }
        }
    }
}

/// A part, set in rows.
pub(in crate::flow) struct SetRows {
    pub rows: Vec<Row>,
    pub stretch: Stretch,
    pub findings: Findings,
}

/// Sets a part in `step`, and brings each row to its width where the style spreads: first the blanks
/// between clauses are widened, then the glyphs scaled, all rows alike, and at last the characters
/// of a row set apart. A row that this would not fill is not tracked (R93).
pub(in crate::flow) fn set_rows(wording: Wording<'_>, step: Step, width: Length) -> SetRows {
    let Wording { style, mode, .. } = wording;
    let spreads = style.align == Align::Spread;
    let mut text_style = style.at(step.size);
    let mut stretch = Stretch::NONE;
    let mut trial = Trial::new(wording, &text_style, step.rows, width);
    let mut clause = Length::ZERO;
    if trial.widest > width {
        let scale = width.units().saturating_mul(1000) / trial.widest.units().max(1);
        stretch.scale = scale.clamp(NARROW, 1000);
    } else if spreads {
        let rows = trial.rows(width, style.align);
        let breaks = wording.joints_of(&rows);
        clause = clause_white(&rows, &breaks, width, text_style.em(mode).inline);
        let of = |(row, joints): (&Row, &Joints)| row.line.width + clause * joints.clauses;
        let longest = rows.iter().zip(&breaks).map(of).max().unwrap_or(width);
        let scale = width.units().saturating_mul(1000) / longest.units().max(1);
        stretch.scale = scale.clamp(1000, WIDE);
    }
    if stretch.scale != 1000 {
        scale_along(&mut text_style, stretch.scale, mode);
        trial = trial.again(wording, &text_style);
    }
    let mut rows = trial.rows(width, style.align);
    let em = text_style.em(mode).inline;
    if trial.widest > width {
        // What is still too long is set closer, by as much as its longest row needs.
        let each = (width - trial.widest).scale(1_000_000, em.units() * trial.longest.max(1));
        // Rounded down, so that it never stays too long.
        let each = (each.units() - 1).clamp(TIGHT * 1000, 0);
        stretch.tracking = each / 1000;
        text_style.tracking = Em::from_millionths(style.tracking.millionths() + each);
        let closer = trial.again(wording, &text_style).rows(width, style.align);
        let long = trial.naturals().map(|natural| natural > width).collect::<Vec<bool>>();
        for ((row, closer), _) in rows.iter_mut().zip(closer).zip(long).filter(|(_, long)| *long) {
            *row = closer;
        }
    }
    if spreads {
        let breaks = wording.joints_of(&rows);
        if clause.is_positive() {
            clause = clause_white(&rows, &breaks, width, em);
        }
        let apart = fill_rows(wording, (&mut rows, &breaks), (width, em), clause);
        stretch.tracking = if stretch.tracking == 0 { apart } else { stretch.tracking };
    }
    stretch.tell(&mut rows);
    SetRows { rows, stretch, findings: findings_of(&trial.galleys) }
}

/// Widens every row's clauses, and sets its characters apart where that fills it; gives the most
/// that any was tracked, in thousandths of the em.
fn fill_rows(
    wording: Wording<'_>,
    (rows, breaks): (&mut [Row], &[Joints]),
    (width, em): (Length, Length),
    clause: Length,
) -> i64 {
    let mut tracked = 0;
    for (row, joints) in rows.iter_mut().zip(breaks) {
        let left = width - row.line.width - clause * joints.clauses;
        let most = match joints.characters {
            0 => width.scale(2, 100),
            count => em.scale(LOOSE, 1000) * count,
        };
        let rest = if left <= most { left.max(Length::ZERO) } else { Length::ZERO };
        if joints.characters > 0 {
            let each = rest.units().saturating_mul(1000) / (em.units().max(1) * joints.characters);
            tracked = tracked.max(each);
        }
        if let Some(text) = wording.text_of(row) {
            widen(text, &mut row.line, Widening { clause, rest });
        }
    }
    tracked
}

/// One of `count` equal parts, rounded down, so that a row never grows too long.
fn shared(white: Length, count: i64) -> Length {
    Length::from_units(white.units().div_euclid(count.max(1)))
}

/// What each blank between clauses gains: the whole is an em and a quarter at most, so that the clauses
/// are parted without a hole between them. Rows without one keep
/// the others from it where they are the longest.
fn clause_white(rows: &[Row], breaks: &[Joints], width: Length, em: Length) -> Length {
    let longest = rows.iter().zip(breaks).max_by_key(|(row, _)| row.line.width);
    if longest.is_none_or(|(_, joints)| joints.clauses == 0) {
        return Length::ZERO;
    }
    let own = rows.iter().zip(breaks).filter(|(_, joints)| joints.clauses > 0);
    let room = own.map(|(row, joints)| shared(width - row.line.width, joints.clauses)).min();
    room.unwrap_or(Length::ZERO).clamp(Length::ZERO, em / 4)
}

fn scale_along(style: &mut TextStyle, scale: i64, mode: WritingMode) {
    let along = match mode {
        WritingMode::HorizontalTb => &mut style.width,
        WritingMode::VerticalRl => &mut style.height,
    };
    *along = Permille(along.0 * scale / 1000);
}

/// A part composed at one size, in so many rows, to see how wide it comes out.
struct Trial {
    galleys: Vec<Galley>,
    /// Of each galley.
    rows: Vec<Vec<Range<u32>>>,
    widest: Length,
    /// Characters of the widest row.
    longest: i64,
}

impl Trial {
    fn new(wording: Wording<'_>, style: &TextStyle, count: u32, width: Length) -> Trial {
        let galleys = wording.galleys(style);
        let ends = wording.ends(&galleys);
        let own = split_rows(&galleys, &ends, count).unwrap_or_else(|| one_row_each(&galleys));
        let is_long = widest_of(&galleys, &own).is_some_and(|widest| widest > width);
        // What was found to fit at another size may be longer by what is rounded.
        let room = width.scale(1001, 1000);
        let within = is_long
            .then(|| rows_within((&galleys, &ends), count, (room, may_part(wording.style))))
            .flatten();
        Trial::of(wording, galleys, within.unwrap_or(own))
    }

    /// The same rows in another style.
    fn again(&self, wording: Wording<'_>, style: &TextStyle) -> Trial {
        Trial::of(wording, wording.galleys(style), self.rows.clone())
    }

    fn of(wording: Wording<'_>, galleys: Vec<Galley>, rows: Vec<Vec<Range<u32>>>) -> Trial {
        let (mut widest, mut longest) = (Length::ZERO, 0);
        for ((text, galley), rows) in wording.texts.iter().zip(&galleys).zip(&rows) {
            for range in rows {
                let width = natural_of(galley, range);
                if width > widest {
                    let row = text.text.get(range.start as usize..range.end as usize);
                    debug_assert!(row.is_some(), "a row is a part of its text");
                    (widest, longest) = (width, row.unwrap_or("").chars().count() as i64);
                }
            }
        }
        Trial { galleys, rows, widest, longest }
    }

    /// The rows with the galley of each.
    fn cut(&self) -> impl Iterator<Item = ((u32, &Galley), &Range<u32>)> {
        let galleys = (0..).zip(&self.galleys).zip(&self.rows);
        galleys.flat_map(|(of, rows)| rows.iter().map(move |range| (of, range)))
    }

    /// How wide each row is by itself.
    fn naturals(&self) -> impl Iterator<Item = Length> {
        self.cut().map(|((_, galley), range)| natural_of(galley, range))
    }

    /// The rows, set; what spreads stands at its start.
    fn rows(&self, width: Length, align: Align) -> Vec<Row> {
        let align = match align {
            Align::Spread | Align::Justify => Align::Start,
            other => other,
        };
        let row = |((text, galley), range): ((u32, &Galley), &Range<u32>)| Row {
            text,
            line: galley.set_row(range.clone(), width, align),
        };
        self.cut().map(row).collect()
    }
}

/// A text without characters has no row.
fn one_row_each(galleys: &[Galley]) -> Vec<Vec<Range<u32>>> {
    galleys.iter().map(|galley| galley.one_row().into_iter().collect()).collect()
}
