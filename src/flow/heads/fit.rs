//! Fitting the parts of a head: which step of the ladder, how many rows, and how the rows come
//! to fill their width (R93).

use std::ops::Range;

use crate::compose::{Adjustment, Galley, MayPart};
use crate::diag::Findings;
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::{Align, SizeRule, Style, TextStyle};

use super::probe::{
    Measured, Probe, Row, Step, Wording, evened, findings_of, least_of, may_part, natural_of,
    rows_within, split_rows, widest_of,
};
use super::spread::{
    Joints, LOOSE, NARROWEST, PASSED_OVER, TIGHT, WIDE, Widening, squeezed_to, widen,
};
use crate::flow::type_case::plain_size;

/// Type of a head is narrowed at most to this.
const NARROW: i64 = 900;
/// A step is no smaller for this, and a head of a row less is narrowed to it.
const A_LITTLE: i64 = 950;
/// A head of rows that are alike may be smaller than one of rows that are not, in per cent.
const ALIKE: i64 = 66;
/// A head should fill this much of its width, in per cent.
pub(in crate::flow) const FILLED: i64 = 85;
/// And of this nothing is missing.
pub(in crate::flow) const FULL: i64 = 99;

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
    let most = (*rows).max(1).min(probe.most_rows()).max(probe.least_rows());
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
            (ladder_steps(ladder, usual.1, 1..=most.max(probe.least_rows())), *usual)
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
    // Nor is a name parted where another step serves.
    let keeps = |it: &Measured| !it.parts_names && squeezed(it) <= width && fits(it.step);
    if steps.iter().any(keeps) {
        steps.retain(|it| !it.parts_names);
    }
    let wanted = Wanted {
        width,
        usual: usual.0,
        // Type of one size takes the fewest rows, filled or not.
        one_size: !matches!(style.size, SizeRule::Fit { .. }),
        fewest_rows: depth == Depth::Free,
        align: style.align,
    };
    let own = wanted.best(&steps, &fits);
    let instead = |own: Option<Measured>, serves: &dyn Fn(&Measured, &Measured) -> bool| {
        let other = own.and_then(|own| {
            let serving = steps.iter().filter(|it| serves(it, &own)).copied();
            let other = wanted.best(&serving.collect::<Vec<Measured>>(), &fits);
            other.filter(|it| wanted.is_usual(it) && wanted.within(it, 1000))
        });
        other.or(own)
    };
    // Clauses part at their blanks where a usual size does that in no fewer rows.
    let own = instead(own, &|it, own| {
        own.parts_clauses && !it.parts_clauses && it.step.rows >= own.step.rows
    });
    // And rows are alike where a size that is hardly smaller does that in no more (R92).
    let own = instead(own, &|it, own| {
        let alike = own.uneven && !it.uneven && (own.parts_clauses || !it.parts_clauses);
        let whole = it.parts_phrases <= own.parts_phrases;
        let rows = 2..=own.step.rows;
        alike
            && whole
            && rows.contains(&it.step.rows)
            && it.step.size >= own.step.size.scale(ALIKE, 100)
    });
    own.map(|it| it.step).ok_or_else(|| last_resort(&steps, |it| squeezed(it) <= width))
}

/// How wide the widest row is when it is narrowed and set closer as far as a head may be: there is a gap
/// less than there are characters.
fn squeezed(it: &Measured) -> Length {
    squeezed_to(NARROW, it.widest, it.step.size)
}

/// What a headline wants of its step.
struct Wanted {
    width: Length,
    /// The least usual size.
    usual: Length,
    one_size: bool,
    fewest_rows: bool,
    align: Align,
}

impl Wanted {
    fn within(&self, it: &Measured, of_width: i64) -> bool {
        it.widest <= self.width.scale(1000, of_width)
    }

    fn is_usual(&self, it: &Measured) -> bool {
        it.step.size >= self.usual
    }

    /// What the widest row takes of the width at its own spacing, in thousandths.
    fn share(&self, it: &Measured) -> i64 {
        it.widest.units().saturating_mul(1000) / self.width.units().max(1)
    }

    /// Widened, and as it ends when tracking would not bring it to its width.
    fn widened(&self, it: &Measured) -> i64 {
        (self.share(it) * WIDE / 1000).min(1000)
    }

    fn reaches(&self, it: &Measured) -> bool {
        self.one_size
            || match self.align {
                Align::Spread => it.reaches,
                _ => self.share(it) * WIDE / 1000 * (1000 + LOOSE) / 1000 >= 1000,
            }
    }

    /// The best of the steps that the depth allows and that fit the width at all.
    fn best(&self, steps: &[Measured], fits: impl Fn(Step) -> bool) -> Option<Measured> {
        let fewest_rows = self.one_size || self.fewest_rows;
        let within = |it: &Measured, of_width: i64| self.within(it, of_width);
        let (is_usual, reaches) = (|it: &_| self.is_usual(it), |it: &_| self.reaches(it));
        let pick = |wanted: &dyn Fn(&Measured) -> bool| {
            let mut found = steps.iter().filter(|it| wanted(it) && fits(it.step)).peekable();
            match fewest_rows {
                true => found.min_by_key(|it| it.rows()),
                false => found.next(),
            }
        };
        let natural = pick(&|s| is_usual(s) && within(s, 1000) && reaches(s));
        // A hair too long, it is narrowed sooner than turned over.
        let narrowed = pick(&|s| is_usual(s) && within(s, A_LITTLE) && reaches(s))
            .filter(|it| fewest_rows && natural.is_none_or(|natural| it.rows() < natural.rows()));
        narrowed
            .or(natural)
            .or_else(|| pick(&|s| is_usual(s) && within(s, NARROW) && reaches(s)))
            .or_else(|| pick(&|s| is_usual(s) && within(s, 1000) && self.widened(s) >= FILLED * 10))
            .or_else(|| pick(&|s| is_usual(s) && within(s, 1000)))
            .or_else(|| {
                // Size before fullness, but not at any price: a row filled to a half counts as one
                // of seven tenths of its size.
                let fitting = steps.iter().filter(|it| within(it, A_LITTLE) && fits(it.step));
                let worth = |it: &Measured| {
                    let size = i128::from(it.step.size.units());
                    size * size * i128::from(self.widened(it))
                };
                fitting.max_by_key(|it| (worth(it), -i64::from(it.step.rows)))
            })
            .or_else(|| pick(&|s| squeezed(s) <= self.width))
            .or_else(|| {
                let narrowest = |it: &Measured| squeezed_to(NARROWEST, it.widest, it.step.size);
                let fitting =
                    steps.iter().filter(|it| narrowest(it) <= self.width && fits(it.step));
                fitting.min_by_key(|it| (it.widest, it.step.rows))
            })
            .copied()
    }
}

/// The steps of a ladder in which a headline would have a usual size, and fill its width if any of
/// them does: what it is set in where its block is deep enough.
pub(in crate::flow) fn usual_steps(probe: &Probe, style: &Style, width: Length) -> Vec<Step> {
    let SizeRule::Fit { ladder, usual, rows } = &style.size else { return Vec::new() };
    let most = (*rows).max(1).min(probe.most_rows()).max(probe.least_rows());
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
    // Where none fits, none is too long by more, and no more rows than that takes.
    let smallest = || steps.iter().min_by_key(|it| (it.step.size, it.widest, it.step.rows));
    fitting.or_else(smallest).map_or(Step { size: Length::PT, rows: 1 }, |it| it.step)
}

/// Whether the block's depth is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Depth {
    Given,
    Free,
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
    let mut last = Step { size: least, rows: 1 };
    for rows in 1..=probe.most_rows() {
        let Some(largest) = probe.largest(rows, width) else { continue };
        let own = Step { size: most, rows };
        if let Some(it) = probe.measured(own, width).filter(|it| it.widest <= width) {
            // In type of one size a row more rather than a phrase parted, two rather than a name (R92).
            let more = rows + 1..=probe.most_rows().min(rows + it.parts_phrases);
            let more = more.filter_map(|rows| probe.measured(Step { size: most, rows }, width));
            let whole = more.filter(|it| it.widest <= width).min_by_key(Measured::rows);
            if let Some(whole) = whole.filter(|whole| most == least && whole.rows() < it.rows()) {
                return whole.step;
            }
            // Clauses part at their blanks sooner than in type that is a little larger (R90).
            let kept = Step { size: floor(largest).min(most), rows };
            let keeps = it.parts_clauses
                && kept.size >= least.max(most.scale(ALIKE, 100))
                && probe.measured(kept, width).is_some_and(|it| !it.parts_clauses);
            return if keeps { kept } else { own };
        }
        if floor(largest) >= least {
            return Step { size: floor(largest), rows };
        }
        let step = Step { size: least, rows };
        if probe.measured(step, width).is_some_and(|it| squeezed(&it) <= width) {
            return step;
        }
        last = Step { size: floor(largest).clamp(Length::PT, least), rows };
    }
    last
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
/// of the rows set apart, alike, too. Rows that this would not fill, or one only, are not tracked (R93). Glyphs are scaled to `most`
/// thousandths of their width, and no further than R93 has it.
pub(in crate::flow) fn set_rows(
    wording: Wording<'_>,
    step: Step,
    (width, most): (Length, i64),
) -> SetRows {
    let Wording { style, mode, .. } = wording;
    let spreads = style.align == Align::Spread;
    let mut text_style = style.at(step.size);
    let mut stretch = Stretch::NONE;
    let mut trial = Trial::new(wording, &text_style, step.rows, width);
    let mut clause = Length::ZERO;
    if trial.widest > width {
        let scale = width.units().saturating_mul(1000) / trial.widest.units().max(1);
        let is_enough = squeezed_to(NARROW, trial.widest, step.size) <= width;
        stretch.scale = scale.clamp(if is_enough { NARROW } else { NARROWEST }, 1000);
    } else if spreads {
        let rows = trial.rows(width, style.align);
        let breaks = wording.joints_of(&rows);
        clause = clause_white(&rows, &breaks, width, text_style.em(mode).inline);
        let of = |(row, joints): (&Row, &Joints)| row.line.width + clause * joints.clauses;
        let longest = rows.iter().zip(&breaks).map(of).max().unwrap_or(width);
        let scale = width.units().saturating_mul(1000) / longest.units().max(1);
        stretch.scale = scale.clamp(1000, most.clamp(1000, WIDE));
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
    let left_of = |row: &Row, joints: &Joints| width - row.line.width - clause * joints.clauses;
    // R93: all rows alike, or none.
    let each = |(row, joints): (&Row, &Joints)| {
        let left = left_of(row, joints).max(Length::ZERO).units();
        left.saturating_mul(1000) / (em.units() * joints.characters).max(1)
    };
    let may_track = |pair: &(&Row, &Joints)| pair.1.characters > 0;
    let needs = || rows.iter().zip(breaks).filter(may_track).map(each);
    let apart = needs().max().unwrap_or(0) - needs().min().unwrap_or(0);
    let alike = apart <= PASSED_OVER;
    for (row, joints) in rows.iter_mut().zip(breaks) {
        let left = left_of(row, joints);
        let most = match joints.characters {
            0 => width.scale(2, 100),
            count => em.scale(LOOSE, 1000) * count,
        };
        let may = joints.characters == 0 || alike || each((&*row, joints)) <= PASSED_OVER;
        let rest = if may && left <= most { left.max(Length::ZERO) } else { Length::ZERO };
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
        let broken = |may_part| rows_within((&galleys, &ends), count, (room, may_part));
        let is_least =
            least_of(wording.style).is_some_and(|least| wording.style.at(least).size >= style.size);
        let names = || is_least.then(|| broken(MayPart::Phrases)).flatten();
        let within = is_long.then(|| broken(may_part(wording.style)).or_else(names)).flatten();
        let within = within.map(|rows| evened(&galleys, &ends, rows));
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
