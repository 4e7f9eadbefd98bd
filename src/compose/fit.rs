//! Whether a line fits its measure, how, and at what cost: the one function both breakers ask.

use std::ops::Range;

use crate::chars::{Class, LineEnd, LineStart};
use crate::measure::Length;

use super::nodes::{Ending, Nodes, SHRINK_TIERS};
use super::western::LETTERS_APART;

/// How the lines of a paragraph are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LineStyle {
    pub em: Length,
    pub line_start: LineStart,
    /// Of every mark, whatever its own language says.
    pub line_end: Option<LineEnd>,
    /// Full lines are brought to the measure.
    pub flush: bool,
    /// So is the last.
    pub spread_last: bool,
    /// White and mark before the first line, and before the others.
    pub indent: Length,
    pub hang: Length,
    pub hyphen: Length,
    /// Hyphens only in measures under this.
    pub hyphenate_under: Length,
    /// Fewest Han characters of the last line.
    pub last_line: u32,
    /// What each joint of R50.3 may lose when R49 is used up.
    pub give: Length,
}

/// A line in question: boxes `from..to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub first: bool,
    pub measure: Length,
}

/// How a line stands to its measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fitting {
    /// With its blanks, before anything was squeezed or spread.
    pub natural: Length,
    /// R49.1: the blank at the end is given up.
    pub end_trim: Length,
    /// The part of the last mark that hangs outside.
    pub hang: Length,
    /// What is to be shared out: negative to squeeze, positive to spread.
    pub rest: Length,
    pub hyphen: bool,
    pub last: bool,
    /// Thousandths of an em that each joint of R50.3 gains.
    pub looseness: i64,
    /// What each joint of R50.3 may lose when R49 is used up.
    pub give: Length,
    pub cost: i64,
}

/// What is found of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Judged {
    Fits(Fitting),
    /// Longer than its measure; a longer one may yet fit.
    Over,
    /// Even squeezed the line and all longer ones are too long.
    Beyond,
}

/// Costs, in units of which a line spread by 0.02 em has 100.
pub(super) mod cost {
    /// Every line: fewer are better.
    pub const LINE: i64 = 10;
    pub const HYPHEN: i64 = 900;
    /// A telephone number is parted.
    pub const GROUP: i64 = 5000;
    /// A name of a Western paragraph is hyphenated (R126).
    pub const NAME: i64 = 4000;
    /// Its letters are set apart as far as they are, where its word spaces do not fill a line.
    pub const LETTERS: i64 = 600;
    /// A line of a Western paragraph that its word spaces do not fill (R46), and every em that it lacks.
    pub const UNFILLED: i64 = 70_000;
    pub const UNFILLED_EM: i64 = 8_000;
    /// A second hyphen, or loose line, running.
    pub const AGAIN: i64 = 1800;
    /// A loose line beside one that is squeezed by more than half an em (R119).
    pub const UNEVEN: i64 = 2000;
    /// One that is squeezed by more than an em beside one that is not, or hardly (R119).
    pub const APART: i64 = 12_000;
    /// A third hyphen running, or one over the end of a leg.
    pub const THIRD_HYPHEN: i64 = 2_000_000;
    /// A last line of too few Han characters, and every further one that it lacks, to three.
    pub const RUNT: i64 = 60_000;
    pub const SHORTER_RUNT: i64 = 8_000;
    /// And more where it is one character (孤字): with the other as dear as a line opened by a third of an em (R53).
    pub const ORPHAN: i64 = 40_000;
    /// A line whose characters stand more than a quarter of an em apart (R50.4): worse than a
    /// runt.
    pub const LOOSE: i64 = 70_000;
    /// A line that nothing brings to its measure (R47).
    pub const NOT_FILLED: i64 = 20_000;
    /// A word that no line can hold is broken anywhere (R19).
    pub const SPLIT: i64 = 100_000;
    /// Something stands outside the measure.
    pub const EMERGENCY: i64 = 4_000_000;
    /// Tiers 2 to 7 of R49, wholly used.
    pub const SHRINK: [i64; 6] = [150, 200, 250, 300, 300, 400];
    /// What a paragraph that is asked for fewer lines gives up beyond them, wholly used.
    pub const GIVE: i64 = 1600;
    /// A line squeezed by more than half an em: with what its marks give up about as dear as one spread by
    /// 0.05 em a joint, which is not seen yet (R119); a looser one is the worse. And a little for every further
    /// em.
    pub const SQUEEZED: i64 = 600;
    pub const SQUEEZED_EM: i64 = 100;
    /// And more for every em beyond the first: with what stands beside it, three ems are worse than a number
    /// without its unit.
    pub const FURTHER: i64 = 4000;
    pub const END_TRIM: i64 = 20;
    /// The same where it is done only rather than print a bad line (R30, Taiwan): one
    /// spread by 0.05 em.
    pub const SPARE_TRIM: i64 = 620;
}

/// What it costs to spread a line.
fn loose(looseness: i64) -> i64 {
    let told = if looseness > 250 { cost::LOOSE } else { 0 };
    looseness * looseness / 4 + told
}

/// Columns of so few characters are hardly ever even.
const VERY_NARROW: i64 = 5;
/// Thousandths of an em a joint, from which on a line is as bad as one can be: then fewer of them are better.
const LOOSEST: i64 = 2000;

/// So many figures of full width fill a last line as a word does.
const NUMBER: usize = 3;

impl Nodes {
    /// The blank at the line's start; the style of heads trims it whatever the settings say.
    fn edge_before(&self, style: &LineStyle, from: usize) -> Length {
        match (style.line_start, self.clusters.get(from)) {
            (LineStart::Full, Some(cluster)) => cluster.before,
            _ => Length::ZERO,
        }
    }

    /// The least cost of the line, or none when it is longer than its measure.
    pub fn fit(&self, style: &LineStyle, line: Line) -> Option<Fitting> {
        match self.judge(style, line) {
            Judged::Fits(fit) => Some(fit),
            Judged::Over | Judged::Beyond => None,
        }
    }

    /// Whether a line fits; what it costs is worked out only if it does.
    pub fn judge(&self, style: &LineStyle, line: Line) -> Judged {
        let mut fit = self.width(style, line);
        if fit.rest < Length::ZERO {
            let shrinkable = self.shrinkable(line) + self.given(style, line);
            // A longer line may have an end that is trimmed more, by an em at most.
            if -fit.rest > shrinkable + style.em {
                return Judged::Beyond;
            }
            if -fit.rest > shrinkable {
                return Judged::Over;
            }
        }
        self.price(style, line, &mut fit);
        Judged::Fits(fit)
    }

    /// What the joints of a line can lose together.
    pub fn shrinkable(&self, line: Line) -> Length {
        let Some((first, last)) = self.ends(line) else { return Length::ZERO };
        last.shrinkable - first.shrinkable
    }

    /// What the joints of a line can lose beyond R49.
    fn given(&self, style: &LineStyle, line: Line) -> Length {
        let Some((first, last)) = self.ends(line) else { return Length::ZERO };
        style.give * i64::from(last.stretches - first.stretches)
    }

    fn ends(&self, line: Line) -> Option<(&super::nodes::Sums, &super::nodes::Sums)> {
        self.sums.get(line.from).zip(self.sums.get(line.to.checked_sub(1)?))
    }

    /// Measures a line, whether it fits or not.
    pub fn measure(&self, style: &LineStyle, line: Line) -> Fitting {
        let mut fit = self.width(style, line);
        self.price(style, line, &mut fit);
        fit
    }

    /// How wide a line is against its measure.
    fn width(&self, style: &LineStyle, line: Line) -> Fitting {
        let last_line = line.to >= self.len();
        let mut fit = Fitting {
            natural: Length::ZERO,
            end_trim: Length::ZERO,
            hang: Length::ZERO,
            rest: line.measure,
            hyphen: false,
            last: last_line,
            looseness: 0,
            give: style.give,
            cost: cost::LINE,
        };
        let Some((first, last)) = self.ends(line) else { return fit };
        let Some(closing) = self.clusters.get(line.to - 1) else { return fit };
        let joint = self.joints.get(line.to - 1);
        let inset = if line.first { style.indent } else { style.hang };
        let mut width = inset + self.edge_before(style, line.from) + (last.width - first.width);
        width += closing.size;
        if !last_line && joint.is_some_and(|joint| joint.part.shows_hyphen()) {
            width += style.hyphen;
            fit.hyphen = true;
        }
        fit.natural = width + closing.after;
        width = self.close(style, line, &mut fit, width);
        fit.rest = line.measure - width;
        fit
    }

    /// Adds what a measured line costs.
    fn price(&self, style: &LineStyle, line: Line, fit: &mut Fitting) {
        let Some((first, last)) = self.ends(line) else { return };
        let Some(closing) = self.clusters.get(line.to - 1) else { return };
        fit.cost += self.cost(style, line, fit);
        let joint = self.joints.get(line.to - 1).map(|joint| joint.part);
        if let Some(Ending::May(cost)) = joint
            && !fit.last
        {
            fit.cost += i64::from(cost);
        }
        if joint == Some(Ending::Group) && !fit.last {
            fit.cost += cost::GROUP;
        }
        if joint == Some(Ending::Name) && !fit.last && self.western {
            fit.cost += cost::NAME;
        }
        if fit.last {
            let han = last.han + u32::from(closing.class.is_ideographic()) - first.han;
            let runt = han < style.last_line && line.from > 0 && self.has_han();
            if runt && self.is_short(line.from..line.to, style.em * i64::from(style.last_line)) {
                let lacks = i64::from(style.last_line - han);
                fit.cost += cost::RUNT + cost::SHORTER_RUNT * (lacks - 1).min(3);
                if han < 2 && line.measure > style.em * VERY_NARROW {
                    fit.cost += cost::ORPHAN;
                }
            }
        }
    }

    /// Whether a line comes to its measure with word spaces of half an em at most (R46) and letters that stand
    /// apart by no more than is passed over, its Han, if it has any, not loose (R50.3).
    pub fn fills(&self, style: &LineStyle, line: Line) -> bool {
        let fit = self.measure(style, line);
        let Some((first, last)) = self.ends(line) else { return true };
        let easy = (last.word - first.word) + (last.auto - first.auto);
        let joints = i64::from(last.stretches - first.stretches);
        let more = if joints > 0 { style.em / 4 * joints } else { self.letters_apart(style, line) };
        fit.last || fit.rest - easy <= more
    }

    /// What the letters of a line may be set apart in all.
    fn letters_apart(&self, style: &LineStyle, line: Line) -> Length {
        let Some((first, last)) = self.ends(line) else { return Length::ZERO };
        style.em / LETTERS_APART * i64::from(last.letters - first.letters)
    }

    fn has_han(&self) -> bool {
        self.sums.last().is_some_and(|sums| sums.han > 0)
    }

    /// Whether boxes are less than `least` wide, marks not counted, or no word or number is among them:
    /// one that is as wide as that is no runt.
    pub(super) fn is_short(&self, boxes: Range<usize>, least: Length) -> bool {
        let boxes = self.clusters.get(boxes).unwrap_or(&[]);
        let western = |class: Class| matches!(class, Class::La | Class::Nu);
        let wide = boxes.iter().filter(|it| !it.class.is_mark()).map(|it| it.size).sum::<Length>();
        // A number of full-width figures, and not the one upright in 2點。
        let figures = boxes.iter().filter(|cluster| cluster.class == Class::Fn).count();
        let words = figures >= NUMBER || boxes.iter().any(|cluster| western(cluster.class));
        wide < least || !words
    }

    /// Settles the blank at the line's end (R30, R35, R54): gives the width without it, or with.
    fn close(&self, style: &LineStyle, line: Line, fit: &mut Fitting, width: Length) -> Length {
        let Some(closing) = self.clusters.get(line.to - 1) else { return width };
        let blank = closing.after;
        let hangs = |class: Class| matches!(class, Class::St | Class::Cm);
        let line_end = match style.line_end.unwrap_or(closing.line_end) {
            // R35: one mark alone hangs, where the line has no room for it.
            LineEnd::Hang
                if width <= line.measure || !hangs(closing.class) || self.beside_mark(line) =>
            {
                LineEnd::Allow
            }
            line_end => line_end,
        };
        match line_end {
            LineEnd::Half => {
                fit.end_trim = blank;
                width
            }
            LineEnd::Hang => {
                fit.end_trim = blank;
                fit.hang = closing.size;
                width - closing.size
            }
            // R49.1, all or nothing.
            LineEnd::Allow if width + blank > line.measure => {
                fit.end_trim = blank;
                fit.cost += if blank.is_positive() { cost::END_TRIM } else { 0 };
                width
            }
            LineEnd::Spare if self.spares(style, line, width, blank) => {
                fit.end_trim = blank;
                fit.cost += if blank.is_positive() { cost::SPARE_TRIM } else { 0 };
                width
            }
            LineEnd::Full | LineEnd::Spare | LineEnd::Allow => width + blank,
        }
    }

    /// The last box of a line stands after another mark, or before a dash.
    fn beside_mark(&self, line: Line) -> bool {
        let before = line.to.checked_sub(2).filter(|&at| at >= line.from);
        let before = before.and_then(|at| self.clusters.get(at));
        let dash = self.clusters.get(line.to).map(|next| next.class);
        before.is_some_and(|before| before.class.is_mark())
            || matches!(dash, Some(Class::Da | Class::El))
    }

    /// R30, Taiwan: nothing but the blank at its end keeps the line from its measure, or
    /// squeezing does not go so far.
    fn spares(&self, style: &LineStyle, line: Line, width: Length, blank: Length) -> bool {
        let room = line.measure + self.shrinkable(line) + self.given(style, line);
        width + blank > room && width <= room
    }

    /// What squeezing or spreading by `fit.rest` costs.
    fn cost(&self, style: &LineStyle, line: Line, fit: &mut Fitting) -> i64 {
        let Some((first, last)) = self.ends(line) else { return 0 };
        if fit.rest < Length::ZERO {
            // The blank before a mark that hangs is outside with it.
            let outside = self.clusters.get(line.to - 1).filter(|_| fit.hang.is_positive());
            let outside = outside.map_or(Length::ZERO, |closing| closing.before);
            let mut need = (-fit.rest - outside).max(Length::ZERO).units();
            let mut sum = 0;
            for tier in 0..SHRINK_TIERS {
                let most = (last.shrink[tier] - first.shrink[tier]).units();
                let used = need.min(most);
                if used > 0 {
                    sum += cost::SHRINK[tier] / 4
                        + cost::SHRINK[tier] * 3 / 4 * (used * 1000 / most) / 1000;
                    need -= used;
                }
            }
            let given = self.given(style, line).units();
            if need > given {
                return cost::EMERGENCY;
            }
            if need > 0 {
                sum += cost::GIVE / 4 + cost::GIVE * 3 / 4 * (need * 1000 / given) / 1000;
            }
            // R119: a line that gives up more stands out between full ones.
            let over = -fit.rest - style.em / 2;
            if over.is_positive() && !fit.last {
                sum += cost::SQUEEZED;
                let further = (over - style.em / 2).max(Length::ZERO);
                let ems = |over: Length| over.units() * 1000 / style.em.units().max(1);
                sum += (cost::SQUEEZED_EM * ems(over) + cost::FURTHER * ems(further)) / 1000;
            }
            return sum;
        }
        if !style.flush || (fit.last && !style.spread_last) {
            if fit.last || style.flush {
                return 0;
            }
            // Ragged: the nearer to the measure, the better.
            let short = (fit.rest.units() * 100 / style.em.units().max(1)).min(10_000);
            return match self.western {
                // Two ems are worth a hyphen.
                true => short * short * cost::HYPHEN / 40_000,
                false => short * short / 100,
            };
        }
        let easy = (last.word - first.word) + (last.auto - first.auto);
        let hard = (fit.rest - easy).max(Length::ZERO);
        let mut sum = if fit.rest.is_positive() && easy.is_positive() {
            80 * (fit.rest.units().min(easy.units())) / easy.units()
        } else {
            0
        };
        if hard.is_positive() {
            let joints = i64::from(last.stretches - first.stretches);
            let others = i64::from(last.words - first.words);
            let shares = if joints > 0 { joints } else { others };
            // Nothing to spread: the whole is left at the end.
            let each = if shares > 0 { hard.units() / shares } else { hard.units() };
            let each = each.saturating_mul(1000) / style.em.units().max(1);
            // Letters that are set apart show less; what nothing can be shared out to stays white as a whole.
            let each = if joints == 0 && others > 0 { each / 4 } else { each };
            fit.looseness = each.min(10_000);
            sum += loose(fit.looseness.min(LOOSEST));
            if shares == 0 {
                sum += cost::NOT_FILLED;
            }
            if self.western && joints == 0 {
                let apart = self.letters_apart(style, line);
                let used = hard.min(apart).units();
                sum += cost::LETTERS * used / apart.units().max(1);
                let over = hard - apart;
                let em = style.em.units().max(1);
                if over.is_positive() {
                    sum += cost::UNFILLED + cost::UNFILLED_EM * over.units().min(em * 20) / em;
                }
            }
        }
        sum
    }
}
