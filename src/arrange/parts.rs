//! [`Parts`]: what every interval of an order of stories can be made at every width: a story alone, one part over
//! another, or one beside another.
//!
//! What stands in an interval is the same in every order that holds those stories one behind the other, and for every
//! way to part the page that pins nothing among them. So it is made once, and taken from what is known where it can be.

use std::ops::Range;

use super::imagine::MOST_UNITS;
use super::kept::{FRAME, Kept, Kind, Part};
use super::problem::Bond;
use super::rules::{BRIEF, Rule, are_alike};
use super::search::{FEW, FEWER, MANY, Table};

/// Parts kept of an interval and a width.
const KEPT: usize = 10;
/// Of a story alone.
const ALONE: usize = 14;
/// Of those of about one depth.
const OF_DEPTH: usize = 4;
/// A part that costs so much more than the cheapest of its interval and width is none: heads and pictures of another size
/// would save less. Of a few stories more is looked at, for it takes no time.
const DEARER: i64 = 7000;
const DEARER_OF_FEW: i64 = 15000;
/// Two parts side by side differ by so many lines at most that nothing fills.
const GAP: u32 = 4;
/// Heads one over the other in a part that is no deeper than this are compared, in lines.
const NEAR: u32 = 28;

/// The parts of every interval and width of an order.
#[derive(Clone, Debug, Default)]
pub struct Parts<'a> {
    pub(super) order: Vec<usize>,
    /// The widest of them.
    widest: u32,
    pub(super) all: Vec<Part<'a>>,
    /// By first story, end and width.
    pub(super) found: Vec<Range<usize>>,
}

impl<'a> Parts<'a> {
    /// None yet, of an order.
    pub(super) fn new(order: &[usize], widest: u32) -> Parts<'a> {
        let count = order.len();
        let found = vec![0..0; (count + 1) * (count + 1) * (MOST_UNITS + 1)];
        Parts { order: order.to_vec(), widest, all: Vec::new(), found }
    }

    pub(super) fn slot(&self, from: usize, to: usize, units: u32) -> usize {
        (from * (self.order.len() + 1) + to) * (MOST_UNITS + 1) + units as usize
    }

    /// Where some stories stand one behind the other in the order.
    fn place_of(&self, stories: &[usize]) -> Option<usize> {
        let at = self.order.iter().position(|own| Some(own) == stories.first())?;
        self.order[at..].starts_with(stories).then_some(at)
    }
}

/// Parts that are known of an order that has intervals in common.
pub(super) enum Known<'k, 'a> {
    /// They stay where they are, for as long as the table.
    Shared(&'k Parts<'a>),
    /// They are copied, and where each of them is then.
    Copied(&'k Parts<'a>, Vec<usize>),
}

impl<'a> Table<'a> {
    /// Takes the parts of an interval and a width from others, where those are known; whether they were. What it is made
    /// of has been taken before: shorter intervals come first.
    pub(super) fn take(
        &mut self,
        (from, to): (usize, usize),
        units: u32,
        known: &mut Known<'_, 'a>,
    ) -> bool {
        let (Known::Shared(of) | Known::Copied(of, _)) = &*known;
        let stories = &self.parts.order[from..to];
        if units > of.widest
            || self.problem.pins.are_in((from, to))
            || (to - from > 1 && self.problem.is_whole(units))
        {
            return false;
        }
        let Some(at) = of.place_of(stories) else { return false };
        let slot = of.slot(at, at + to - from, units);
        let Some(mut own) = of.found.get(slot).cloned() else { return false };
        if let Known::Copied(of, now) = known {
            let first = self.parts.all.len();
            for number in own {
                let part = of.all[number];
                let kind = match part.kind {
                    Kind::Over(one, other) => Kind::Over(now[one], now[other]),
                    Kind::Beside(one, other) => Kind::Beside(now[one], now[other]),
                    alone => alone,
                };
                now[number] = self.parts.all.len();
                self.parts.all.push(Part { kind, ..part });
            }
            own = first..self.parts.all.len();
        }
        let slot = self.parts.slot(from, to, units);
        self.parts.found[slot] = own;
        true
    }

    /// Finds the parts of an interval and a width.
    pub(super) fn make(&mut self, (from, to): (usize, usize), units: u32, kept: &mut Kept<'a>) {
        if self.least[to] - self.least[from] > units * self.problem.lines {
            return;
        }
        let mut tried = 0;
        let limit = self.limit() - self.floor_beside((from, to));
        let dearer = if self.count() <= FEWER { DEARER_OF_FEW } else { DEARER };
        kept.clear((dearer, limit));
        self.stand_alone((from, to), units, kept);
        if let Some(head) = self.problem.pins.under((from, to)) {
            tried += self.over_block((from, to), (units, head.over), kept);
        }
        for middle in from + 1..to {
            let (upper, lower) =
                (self.parts_of(from, middle, units), self.parts_of(middle, to, units));
            let cut = self.cut_across(units, middle);
            let is_page = self.is_page(units, (from, to));
            let pins = self.problem.pins;
            let bonds = self.bonds((from, middle, to));
            let upper = if pins.allow_across((from, middle, to)) { upper } else { 0..0 };
            for one in upper {
                // The cheapest of each come first.
                for other in lower.clone() {
                    if self.cost_of(one) + self.cost_of(other) + cut > kept.bound() {
                        break;
                    }
                    tried += 1;
                    let down = if is_page { self.cut_through((one, other)) } else { 0 };
                    self.over((one, other), (cut + down, &bonds), kept);
                }
            }
            let Some(turned) = pins.allow_down((from, middle, to)) else { continue };
            for left in 1..units {
                let (ones, others) =
                    (self.parts_of(from, middle, left), self.parts_of(middle, to, units - left));
                let cut = self.cut_down(units, (from, middle, to));
                for one in ones {
                    for other in others.clone() {
                        if self.cost_of(one) + self.cost_of(other) + cut > kept.bound() {
                            break;
                        }
                        // What is pinned stays in its corner.
                        let (left, right) = if turned { (other, one) } else { (one, other) };
                        tried += 1;
                        self.beside((left, right), (cut, &bonds), kept);
                    }
                }
            }
        }
        self.tried += tried;
        let slot = self.parts.slot(from, to, units);
        let most = match to - from {
            // Whole pages that differ in more than a head.
            all if all == self.count() && all <= FEW => (MANY, MANY),
            1 => (ALONE, OF_DEPTH),
            _ => (KEPT, OF_DEPTH),
        };
        let first = self.made();
        kept.done(most, self.problem.lines, &mut self.parts.all);
        self.parts.found[slot] = first..self.made();
    }

    /// One story, or one and what is pinned in its corner.
    fn stand_alone(&self, (from, to): (usize, usize), units: u32, kept: &mut Kept<'a>) {
        if to - from == 1 {
            let story = self.parts.order[from];
            for shape in self.problem.forms(story, units) {
                kept.take(Part::alone(story, shape));
            }
        }
        if to - from == 2 {
            let [left, right] = self.problem.around;
            let pins = self.problem.pins;
            let of =
                [(left, pins.left, from), (left, pins.left, to - 1), (right, pins.right, from)];
            for (around, pin, at) in of {
                let is_here = pin.is_some_and(|pin| pin + at == from + to - 1);
                let story = self.parts.order[at];
                let shapes = around.get(story).filter(|_| is_here);
                let shapes = shapes.and_then(|widths| widths.get(units as usize - 1));
                for shape in shapes.into_iter().flatten() {
                    kept.take(Part::alone(story, shape));
                }
            }
        }
    }

    /// Stories over a block of the plan that begins so many lines under the head: they end over it. How many that were.
    fn over_block(
        &self,
        (from, to): (usize, usize),
        (units, over): (u32, u32),
        kept: &mut Kept<'a>,
    ) -> u64 {
        let (upper, block) =
            (self.parts_of(from, to - 1, units), self.parts_of(to - 1, to, units).next());
        let Some((other, b)) = block.map(|other| (other, self.part(other))) else { return 0 };
        for one in upper.clone() {
            let a = self.part(one);
            let white = over.saturating_sub(a.most);
            if a.least > over || white > GAP {
                continue;
            }
            let (cost, lines) =
                (a.cost + Rule::White.cost(i64::from(white * units)), over + b.least);
            kept.offer((lines, lines), (a.first[0], a.first[units as usize - 1]), cost, || Part {
                kind: Kind::Over(one, other),
                least: lines,
                most: lines,
                cost,
                last: b.last,
                last_story: b.last_story,
                gutters: a.gutters & b.gutters,
                ..*a
            });
        }
        upper.len() as u64
    }

    /// What the plan says of stories on both sides of a cut, and whether the first of the two comes first.
    fn bonds(&self, (from, middle, to): (usize, usize, usize)) -> Vec<(Bond, bool)> {
        let is_upper = |story: usize| (from..middle).contains(&self.at[story]);
        let is_lower = |story: usize| (middle..to).contains(&self.at[story]);
        let parted = self.problem.bonds.iter().filter_map(|bond| match bond.pair {
            (one, other) if is_upper(one) && is_lower(other) => Some((*bond, true)),
            (one, other) if is_upper(other) && is_lower(one) => Some((*bond, false)),
            _ => None,
        });
        parted.collect()
    }

    fn over(
        &self,
        (one, other): (usize, usize),
        (cut, bonds): (i64, &[(Bond, bool)]),
        kept: &mut Kept<'a>,
    ) {
        let (a, b) = (self.part(one), self.part(other));
        let least = a.least + b.least;
        if least > self.problem.lines {
            return;
        }
        let units = a.units as usize;
        let mut cost = a.cost + b.cost + cut;
        if !self.problem.is_vertical {
            let grows = |at: usize| {
                b.first[at] > a.last[at] && u32::from(b.first[at]) > BRIEF && a.last[at] > FRAME
            };
            cost += if (0..units).any(grows) { Rule::HeadsGrow.cost(1) } else { 0 };
            // The heads are no further apart than the upper part is deep.
            let alike = |at: usize| {
                let (upper, lower) = (u32::from(a.last[at]), u32::from(b.first[at]));
                upper > u32::from(FRAME) && lower > u32::from(FRAME) && are_alike(upper, lower)
            };
            let is_near = a.least <= NEAR;
            cost += if is_near && (0..units).any(alike) { Rule::HeadsLevel.cost(1) } else { 0 };
            let level = |story: u8| self.problem.levels.get(usize::from(story)).copied();
            let framed = |at: usize| {
                a.last[at] == FRAME
                    && u32::from(b.first[at]) > BRIEF
                    && level(b.first_story[at]) < level(a.last_story[at])
            };
            cost += if (0..units).any(framed) { Rule::FrameOver.cost(1) } else { 0 };
        }
        let frames = |at: usize| a.last[at] == FRAME && b.first[at] == FRAME;
        cost += if (0..units).any(frames) { Rule::FramesTouch.cost(1) } else { 0 };
        for &(bond, is_turned) in bonds {
            let touch = |at: usize| bond.joins(a.last_story[at], b.first_story[at]);
            let touch = (0..units).any(touch);
            // On a vertical page the first stands right of the other.
            cost += match self.problem.is_vertical {
                true => bond.cost(touch),
                false => bond.cost_over(touch, is_turned),
            };
        }
        let most = a.most + b.most;
        let ends = (a.first[0], a.first[units - 1]);
        kept.offer((least, most), ends, cost, || Part {
            kind: Kind::Over(one, other),
            units: a.units,
            least,
            most,
            cost,
            first: a.first,
            last: b.last,
            first_story: a.first_story,
            last_story: b.last_story,
            gutters: a.gutters & b.gutters,
        });
    }

    fn beside(
        &self,
        (one, other): (usize, usize),
        (cut, bonds): (i64, &[(Bond, bool)]),
        kept: &mut Kept<'a>,
    ) {
        let (a, b) = (self.part(one), self.part(other));
        let least = a.least.max(b.least);
        let most = a.most.min(b.most);
        let gap = least.saturating_sub(most);
        if gap > GAP || least > self.problem.lines {
            return;
        }
        let short = if a.most < b.most { a.units } else { b.units };
        let mut cost = a.cost + b.cost + cut + Rule::White.cost(i64::from(gap * short));
        let (left, right) = (a.first[a.units as usize - 1], b.first[0]);
        for &(bond, is_turned) in bonds {
            let last = a.units as usize - 1;
            let (ours, theirs) =
                ([a.first_story[last], a.last_story[last]], [b.first_story[0], b.last_story[0]]);
            // At the head of both, at their foot, or beside all of the other.
            let touch = (0..2).any(|at| bond.joins(ours[at], theirs[at]))
                || (ours[0] == ours[1] && (0..2).any(|at| bond.joins(ours[0], theirs[at])))
                || (theirs[0] == theirs[1] && (0..2).any(|at| bond.joins(ours[at], theirs[0])));
            cost += match self.problem.is_vertical {
                true => bond.cost_over(touch, is_turned),
                false => bond.cost(touch),
            };
        }
        let last = (a.last[a.units as usize - 1], b.last[0]);
        if (left, right) == (FRAME, FRAME) || last == (FRAME, FRAME) {
            cost += Rule::FramesTouch.cost(1);
        }
        if left > FRAME && right > FRAME {
            cost += match self.problem.is_vertical {
                true => Rule::HeadsStacked.cost(1),
                false if are_alike(left.into(), right.into()) => Rule::HeadsLevel.cost(1),
                false => 0,
            };
            cost += if left == right { Rule::HeadsSame.cost(1) } else { 0 };
        }
        let most = most.max(least);
        let ends = (a.first[0], b.first[b.units as usize - 1]);
        kept.offer((least, most), ends, cost, || {
            let joined = |a_edge: &[u8; MOST_UNITS], b_edge: &[u8; MOST_UNITS]| {
                let own = a.units as usize;
                std::array::from_fn(|at| if at < own { a_edge[at] } else { b_edge[at - own] })
            };
            Part {
                kind: Kind::Beside(one, other),
                units: a.units + b.units,
                least,
                most,
                cost,
                first: joined(&a.first, &b.first),
                last: joined(&a.last, &b.last),
                first_story: joined(&a.first_story, &b.first_story),
                last_story: joined(&a.last_story, &b.last_story),
                gutters: a.gutters | 1 << (a.units - 1) | b.gutters << a.units,
            }
        });
    }
}
