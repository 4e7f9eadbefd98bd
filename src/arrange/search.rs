//! [`dissect`]: a page parted among its stories by guillotine cuts, as cheaply as may be.
//!
//! Stories stand in an order, by rank or nearly so, and a part of a page holds those of an interval of it.
//! For every interval and every width the program finds the parts that it can make: a story alone in one of
//! its shapes, one part over another, one beside another (Gange, Marriott and Stuckey, *Optimal guillotine
//! layout*, DocEng 2012, over intervals of an order instead of sets). A part knows the depths that it can
//! fill; which one of them it takes is settled from the whole page down, so that all of it is filled. Pages that
//! cuts alone would part in two are made of five parts in a pinwheel, too (`wheel.rs`).

use std::ops::{Add, Range};

use super::area::{Fixed, Place};
use super::imagine::MOST_UNITS;
use super::kept::{FRAME, Kept, Kind, Part};
use super::rules::{BRIEF, Rule, are_alike};
use super::shape::{Fit, Shape};
use super::wheel::{Placed, wheels};

/// Parts kept of an interval and a width.
const KEPT: usize = 10;
/// Of a story alone.
const ALONE: usize = 14;
/// Of those of about one depth.
const OF_DEPTH: usize = 4;
/// So few stories are parted in many ways.
const FEW: usize = 5;
const MANY: usize = 32;
/// A part that costs so much more than the cheapest of its interval and width is none; nor is a page that costs so
/// much more than one that is known: heads and pictures of another size would save less. Of a few stories more is looked
/// at, for it takes no time.
const DEARER: i64 = 7000;
const FAR: i64 = 10000;
const DEARER_OF_FEW: i64 = 15000;
const FAR_OF_FEW: i64 = 20000;
const FEWER: usize = 8;
/// Two parts side by side differ by so many lines at most that nothing fills.
const GAP: u32 = 4;
/// Heads one over the other in a part that is no deeper than this are compared, in lines.
const NEAR: u32 = 28;
/// Dissections given of one order and one way.
const GIVEN: usize = 6;

/// What is to be parted.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    pub units: u32,
    pub lines: u32,
    pub is_vertical: bool,
    /// The rectangles that hold the stories, in the order of reading.
    pub way: &'a [Place],
    /// By story of the order, then by width.
    pub shapes: &'a [Vec<Vec<&'a Shape>>],
    /// Forms around what is pinned in the left corner and in the right one, in the same way.
    pub around: [&'a [Vec<Vec<&'a Shape>>]; 2],
    pub pins: Pins,
    /// The plan's own blocks on the page.
    pub fixed: &'a [Fixed],
    /// How far the rank of each story is from the first.
    pub levels: &'a [u8],
    /// Stories that stand together, a sidebar and its own, and such as stand apart.
    pub bonds: &'a [Bond],
    /// What the cheapest page costs that is known, as far as cuts tell; [`NEVER`] where none is.
    pub known: i64,
}

/// Two stories of an order, the first of which comes first, and what the plan says of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    pub pair: (usize, usize),
    pub rule: Rule,
    /// The first of them is the other's sidebar.
    pub is_turned: bool,
}

/// Fixed blocks in the lower corners of the last rectangle, by their places in the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    pub left: Option<usize>,
    /// The last of all.
    pub right: Option<usize>,
}

impl Bond {
    /// Whether two stories are those of it.
    fn joins(self, one: u8, other: u8) -> bool {
        let pair = (usize::from(one), usize::from(other));
        pair == self.pair || (pair.1, pair.0) == self.pair
    }

    /// The same where the first stands over the other.
    fn cost_over(self, touch: bool) -> i64 {
        let over = self.rule == Rule::With && self.is_turned && touch;
        self.cost(touch) + if over { Rule::WithOver.cost(1) } else { 0 }
    }

    /// What it costs that they touch, or that they may not.
    fn cost(self, touch: bool) -> i64 {
        if touch == (self.rule == Rule::Apart) { self.rule.cost(1) } else { 0 }
    }
}

impl Pins {
    pub fn count(self) -> usize {
        usize::from(self.left.is_some()) + usize::from(self.right.is_some())
    }

    /// Whether an interval may be cut across there: what is in the left corner is in the lower part.
    fn allow_across(self, (from, middle): (usize, usize)) -> bool {
        self.left.is_none_or(|left| left < from || left >= middle)
    }

    /// Whether it may be cut down there, and if so whether what comes first stands at the right: what is in
    /// the left corner is in the left part.
    fn allow_down(self, (from, middle, to): (usize, usize, usize)) -> Option<bool> {
        match self.left.filter(|left| (from..to).contains(left)) {
            Some(left) if left + 1 == to => Some(true),
            Some(left) => (left < middle).then_some(false),
            None => Some(false),
        }
    }

    /// The first of them, which none but the last rectangle holds.
    fn first(self) -> Option<usize> {
        self.left.or(self.right)
    }
}

/// A story in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand<'a> {
    /// Its place in the order.
    pub story: usize,
    pub place: Place,
    pub shape: &'a Shape,
    pub fit: Fit,
    /// Lines at its foot that it does not fill.
    pub white: u32,
}

impl<'a> Stand<'a> {
    /// A story in a place of so many lines. What it does not fill is white under it, but where its legs end around a
    /// fixed block at its foot: there the place is what it is.
    pub fn new(
        story: usize,
        (place, room): (Place, u32),
        (shape, fit): (&'a Shape, Fit),
    ) -> Stand<'a> {
        let depth = room.min(shape.most());
        let lines = if shape.notch.is_some() { room } else { depth };
        Stand { story, place: Place { lines, ..place }, shape, fit, white: room - depth }
    }

    /// The lines that it has, with those that stay white.
    pub fn room(&self) -> u32 {
        match self.shape.notch {
            Some(_) => self.place.lines,
            None => self.place.lines + self.white,
        }
    }

    /// The leg-lines on which something of it will stand: without what its text leaves, the line under its pictures
    /// and those that a frame keeps free.
    pub fn filled(&self) -> u32 {
        let under: u32 = self.shape.spots.iter().map(|spot| spot.units).sum();
        let clear = if self.shape.is_framed() { self.shape.clear(self.place.lines) } else { 0 };
        self.area().saturating_sub(self.fit.slack + under + clear * self.shape.units)
    }

    /// The leg-lines that it takes.
    pub fn area(&self) -> u32 {
        let white = if self.shape.notch.is_some() { self.white } else { 0 };
        self.shape.area(self.place.lines.saturating_sub(white))
    }
}

/// The parts of every interval and width.
pub struct Table<'a> {
    problem: Problem<'a>,
    parts: Vec<Part<'a>>,
    /// By first story, end and width.
    found: Vec<Range<usize>>,
    count: usize,
    /// Without what is pinned.
    stories: usize,
    /// The leg-lines that the stories before each take at least, and what they cost.
    least: Vec<u32>,
    floor: Vec<i64>,
    /// Pairs of parts that were looked at.
    tried: u64,
}

/// Of a depth that a part cannot have.
pub const NEVER: i64 = i64::MAX / 8;

/// Ways to part a page, and how much work that was.
pub struct Dissected<'a> {
    pub ways: Vec<Vec<Stand<'a>>>,
    /// What the cheapest costs as far as cuts tell.
    pub cost: i64,
    pub tried: u64,
}

/// Ways to part the page, none where it is too small.
pub fn dissect<'a>(problem: Problem<'a>) -> Dissected<'a> {
    let count = problem.shapes.len();
    let stories = count - problem.pins.count();
    let least = sums_of(&problem, |shape| shape.area(shape.least));
    let floor = sums_of(&problem, Shape::floor);
    let (parts, found, tried) = (Vec::new(), Vec::new(), 0);
    let mut table = Table { problem, parts, found, count, stories, least, floor, tried };
    table.found = vec![0..0; (count + 1) * (count + 1) * (MOST_UNITS + 1)];
    let mut kept = Kept::default();
    let widest = problem.way.iter().map(|place| place.units).max().unwrap_or(0);
    for length in 1..=count {
        for from in 0..=count - length {
            // All of them need all of the width where there is one rectangle.
            let whole = length == count && problem.way.len() == 1;
            for units in if whole { widest } else { 1 }..=widest {
                table.make((from, from + length), units, &mut kept);
            }
        }
    }
    let mut chosen: Vec<Placed> = Vec::new();
    table.share(0, 0, 0, &mut Vec::new(), &mut chosen);
    chosen.sort();
    // Where a line cuts the whole page whatever is done, five parts around one another may do.
    let is_cut = chosen.first().is_none_or(|(cost, _)| *cost >= Rule::Cut.cost(1));
    if let ([page], true) = (problem.way, is_cut) {
        chosen.extend(wheels(&table, *page));
        chosen.sort();
    }
    chosen.truncate(if count <= FEW { MANY } else { GIVEN });
    let ways = chosen.iter().map(|(_, parts)| table.stands(parts)).collect();
    let cost = chosen.first().map_or(NEVER, |(cost, _)| *cost);
    Dissected { ways, cost, tried: table.tried }
}

/// The least that the first stories of an order take or cost together, from none to all of them.
fn sums_of<N: Ord + Copy + Default + Add<Output = N>>(
    problem: &Problem<'_>,
    of: impl Fn(&Shape) -> N,
) -> Vec<N> {
    let mut sums = vec![N::default(); problem.shapes.len() + 1];
    for (at, story) in problem.shapes.iter().enumerate() {
        let around = problem.around.iter().filter_map(|forms| forms.get(at)).flatten();
        let all = story.iter().chain(around).flatten();
        let least = all.map(|shape| of(shape)).min().unwrap_or_default();
        sums[at + 1] = sums[at] + least;
    }
    sums
}

impl<'a> Table<'a> {
    /// Stories and what is pinned.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What is fixed in the lower left corner, by its place in the order.
    pub fn left(&self) -> Option<usize> {
        self.problem.pins.left
    }

    /// The leg-lines that the stories of an interval take at least.
    pub fn area_of(&self, (from, to): (usize, usize)) -> u32 {
        self.least[to] - self.least[from]
    }

    /// What a page costs at most.
    pub fn limit(&self) -> i64 {
        let far = if self.count <= FEWER { FAR_OF_FEW } else { FAR };
        self.problem.known.saturating_add(far)
    }

    /// What the stories beside an interval cost at least.
    fn floor_beside(&self, (from, to): (usize, usize)) -> i64 {
        self.floor[self.count] - (self.floor[to] - self.floor[from])
    }

    /// The parts of an interval and a width, the cheapest first.
    pub fn parts_of(&self, from: usize, to: usize, units: u32) -> Range<usize> {
        self.found[self.slot(from, to, units)].clone()
    }

    pub fn problem(&self) -> &Problem<'a> {
        &self.problem
    }

    /// Stories, without what is pinned.
    pub fn stories(&self) -> usize {
        self.stories
    }

    pub fn part(&self, part: usize) -> &Part<'a> {
        &self.parts[part]
    }

    pub fn cost_of(&self, part: usize) -> i64 {
        self.parts[part].cost
    }

    /// The least and the most lines that a part fills.
    pub fn depths_of(&self, part: usize) -> (u32, u32) {
        (self.parts[part].least, self.parts[part].most)
    }

    fn slot(&self, from: usize, to: usize, units: u32) -> usize {
        (from * (self.count + 1) + to) * (MOST_UNITS + 1) + units as usize
    }

    /// Finds the parts of an interval and a width.
    fn make(&mut self, (from, to): (usize, usize), units: u32, kept: &mut Kept<'a>) {
        if self.least[to] - self.least[from] > units * self.problem.lines {
            return;
        }
        let mut tried = 0;
        let limit = self.limit() - self.floor_beside((from, to));
        let dearer = if self.count <= FEWER { DEARER_OF_FEW } else { DEARER };
        kept.clear((dearer, limit));
        if to - from == 1 {
            let shapes = self.problem.shapes[from].get(units as usize - 1);
            for shape in shapes.into_iter().flatten() {
                kept.take(Part::alone(from, shape));
            }
        }
        if to - from == 2 {
            let [left, right] = self.problem.around;
            let pins = self.problem.pins;
            // A story and what is pinned in its corner.
            let of =
                [(left, pins.left, from), (left, pins.left, to - 1), (right, pins.right, from)];
            for (around, pin, story) in of {
                let is_here = pin.is_some_and(|pin| pin + story == from + to - 1);
                let shapes = around.get(story).filter(|_| is_here);
                let shapes = shapes.and_then(|widths| widths.get(units as usize - 1));
                for shape in shapes.into_iter().flatten() {
                    kept.take(Part::alone(story, shape));
                }
            }
        }
        for middle in from + 1..to {
            let (upper, lower) =
                (self.parts_of(from, middle, units), self.parts_of(middle, to, units));
            let cut = self.cut_across(units, middle);
            let is_page = self.is_page(units, (from, to));
            let pins = self.problem.pins;
            let bonds = self.bonds((from, middle, to));
            let upper = if pins.allow_across((from, middle)) { upper } else { 0..0 };
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
        let slot = self.slot(from, to, units);
        let most = match to - from {
            // Whole pages that differ in more than a head.
            all if all == self.count && all <= FEW => (MANY, MANY),
            1 => (ALONE, OF_DEPTH),
            _ => (KEPT, OF_DEPTH),
        };
        let first = self.parts.len();
        kept.done(most, self.problem.lines, &mut self.parts);
        self.found[slot] = first..self.parts.len();
    }

    /// What the plan says of stories on both sides of a cut.
    fn bonds(&self, (from, middle, to): (usize, usize, usize)) -> Vec<Bond> {
        let is_parted = |bond: &&Bond| {
            let (one, other) = bond.pair;
            (from..middle).contains(&one) && (middle..to).contains(&other)
        };
        self.problem.bonds.iter().filter(is_parted).copied().collect()
    }

    fn over(
        &self,
        (one, other): (usize, usize),
        (cut, bonds): (i64, &[Bond]),
        kept: &mut Kept<'a>,
    ) {
        let (a, b) = (&self.parts[one], &self.parts[other]);
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
        for bond in bonds {
            let touch = |at: usize| bond.joins(a.last_story[at], b.first_story[at]);
            let touch = (0..units).any(touch);
            // On a vertical page the first stands right of the other.
            cost += if self.problem.is_vertical { bond.cost(touch) } else { bond.cost_over(touch) };
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
        (cut, bonds): (i64, &[Bond]),
        kept: &mut Kept<'a>,
    ) {
        let (a, b) = (&self.parts[one], &self.parts[other]);
        let least = a.least.max(b.least);
        let most = a.most.min(b.most);
        let gap = least.saturating_sub(most);
        if gap > GAP || least > self.problem.lines {
            return;
        }
        let short = if a.most < b.most { a.units } else { b.units };
        let mut cost = a.cost + b.cost + cut + Rule::White.cost(i64::from(gap * short));
        let (left, right) = (a.first[a.units as usize - 1], b.first[0]);
        for bond in bonds {
            let last = a.units as usize - 1;
            let (ours, theirs) =
                ([a.first_story[last], a.last_story[last]], [b.first_story[0], b.last_story[0]]);
            // At the head of both, at their foot, or beside all of the other.
            let touch = (0..2).any(|at| bond.joins(ours[at], theirs[at]))
                || (ours[0] == ours[1] && (0..2).any(|at| bond.joins(ours[0], theirs[at])))
                || (theirs[0] == theirs[1] && (0..2).any(|at| bond.joins(ours[at], theirs[0])));
            cost += if self.problem.is_vertical { bond.cost_over(touch) } else { bond.cost(touch) };
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

    /// Shares the stories from `from` on among the rectangles from `at` on.
    fn share(
        &self,
        at: usize,
        from: usize,
        cost: i64,
        parts: &mut Vec<(Place, usize)>,
        chosen: &mut Vec<Placed>,
    ) {
        let Some(place) = self.problem.way.get(at) else {
            if from == self.count {
                let is_one = self.problem.way.len() == 1;
                let cut = if is_one { 0 } else { self.cut_between(parts) };
                chosen.push((cost + cut, parts.clone()));
            }
            return;
        };
        let left = self.problem.way.len() - at - 1;
        // A rectangle may stay empty.
        if left > 0 || from == self.count {
            let white = Rule::White.cost(i64::from(place.units * place.lines));
            self.share(at + 1, from, cost + white, parts, chosen);
        }
        let most = self.problem.pins.first().unwrap_or(self.count);
        let ends = if left == 0 { self.count..=self.count } else { from + 1..=most };
        for to in ends.filter(|to| *to > from) {
            let slot = self.slot(from, to, place.units);
            let own = self.found[slot].clone();
            let mut fits: Vec<(i64, usize)> = own
                .filter(|part| self.parts[*part].least <= place.lines)
                .map(|part| {
                    let of = &self.parts[part];
                    let white = place.lines.saturating_sub(of.most) * place.units;
                    (of.cost + Rule::White.cost(i64::from(white)), part)
                })
                .collect();
            fits.sort_unstable();
            let most = match self.problem.way.len() {
                1 if self.count <= FEW => MANY,
                1 => GIVEN,
                _ => 2,
            };
            // Of several rectangles one may keep a gutter from cutting all.
            let gutters = fits.first().map_or(0, |(_, part)| self.parts[*part].gutters);
            let is_whole = |part: usize| self.parts[part].gutters & gutters == 0;
            let mut whole = fits.iter().position(|(_, part)| is_whole(*part));
            if let Some(at) = whole.filter(|at| *at > most) {
                fits.swap(at, most);
                whole = Some(most);
            }
            let most = if whole == Some(most) { most + 1 } else { most };
            for (own, part) in fits.into_iter().take(most) {
                parts.push((*place, part));
                self.share(at + 1, to, cost + own, parts, chosen);
                parts.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::area::{Corner, Notch};
    use super::super::imagine::Framing;
    use super::super::measure::Setting;
    use super::*;

    fn form(units: u32, least: u32, notch: Option<Notch>) -> Shape {
        let setting = Setting { size: 28, head: 4, ..Setting::plain(units, 40) };
        let fits = vec![Fit { picture: 0, slack: 0, cost: 0 }; 3];
        let (spots, left_out) = (Vec::new(), Vec::new());
        Shape { units, setting, notch, spots, left_out, cost: 0, least, fits }
    }

    #[test]
    fn a_story_takes_the_place_around_a_block_in_its_corner() {
        // One over all of the page; the other is as deep as it and the block under its last leg.
        let notch = Some(Notch { corner: Corner::Right, units: 1, lines: 20 });
        let (first, second, around) = (form(3, 30, None), form(2, 50, None), form(3, 30, notch));
        let ad = Shape::of_block(Place { line: 40, unit: 2, units: 1, lines: 20 });
        let shapes = [widths(&first), widths(&second), widths(&ad)];
        let none = vec![Vec::new(); 3];
        let around = [none.clone(), widths(&around), none.clone()];
        let page = [Place { line: 0, unit: 0, units: 3, lines: 60 }];
        let problem = Problem {
            units: 3,
            lines: 60,
            is_vertical: false,
            way: &page,
            shapes: &shapes,
            around: [&[], &around],
            pins: Pins { left: None, right: Some(2) },
            fixed: &[],
            levels: &[],
            bonds: &[],
            known: NEVER,
        };
        let ways = dissect(problem).ways;
        let places: Vec<Place> = ways[0].iter().map(|stand| stand.place).collect();
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        assert_eq!(places, [at(0, 0, 3, 30), at(30, 0, 3, 30), at(40, 2, 1, 20)]);
        assert_eq!(ways[0][1].area(), 70);
        // A page that is known bounds what is looked at: far cheaper, none is found.
        let Dissected { cost, tried, .. } = dissect(problem);
        let again = dissect(Problem { known: cost, ..problem });
        assert_eq!((&again.ways[..1], again.cost), (&ways[..1], cost));
        assert!(again.tried <= tried);
        assert!(dissect(Problem { known: cost - FAR_OF_FEW - 1, ..problem }).ways.is_empty());
        // Without that form they have no room.
        let plain = Problem { around: [&[], &[]], ..problem };
        assert!(dissect(plain).ways.is_empty());
    }

    #[test]
    fn a_sidebar_stands_by_its_story_and_what_is_to_be_apart_does_not() {
        // Three that have room beside one another, or one over another, in their order.
        let forms = [form(1, 58, None), form(1, 28, None), form(1, 28, None)];
        let shapes = [widths(&forms[0]), widths(&forms[1]), widths(&forms[2])];
        let page = [Place { line: 0, unit: 0, units: 2, lines: 60 }];
        let of = |pair: (usize, usize), rule: Rule| {
            let problem = Problem {
                units: 2,
                lines: 60,
                is_vertical: false,
                way: &page,
                shapes: &shapes,
                around: [&[], &[]],
                pins: Pins::default(),
                fixed: &[],
                levels: &[0, 1, 2],
                bonds: &[Bond { pair, rule, is_turned: false }],
                known: NEVER,
            };
            let with = dissect(problem).cost;
            with - dissect(Problem { bonds: &[], ..problem }).cost
        };
        // The first stands beside the two others.
        assert_eq!([of((0, 1), Rule::With), of((0, 2), Rule::With)], [0, 0]);
        assert_eq!(of((0, 1), Rule::Apart), Rule::Apart.cost(1));
        assert_eq!(of((1, 2), Rule::Apart), Rule::Apart.cost(1));
    }

    #[test]
    fn a_sidebar_over_its_story_costs() {
        let forms = [form(2, 28, None), form(2, 28, None)];
        let shapes = [widths(&forms[0]), widths(&forms[1])];
        let page = [Place { line: 0, unit: 0, units: 2, lines: 60 }];
        let cost = |is_turned: bool| {
            let bonds = [Bond { pair: (0, 1), rule: Rule::With, is_turned }];
            let problem = Problem {
                units: 2,
                lines: 60,
                is_vertical: false,
                way: &page,
                shapes: &shapes,
                around: [&[], &[]],
                pins: Pins::default(),
                fixed: &[],
                levels: &[0, 1],
                bonds: &bonds,
                known: NEVER,
            };
            dissect(problem).cost
        };
        assert_eq!(cost(true) - cost(false), Rule::WithOver.cost(1));
    }

    #[test]
    fn frames_side_by_side_or_one_over_the_other_are_reckoned_with() {
        let of = |units: u32, lines: u32, framing: Framing| {
            let open = form(units, lines, None);
            Shape { setting: Setting { framing, size: 16, ..open.setting }, ..open }
        };
        let cost = |one: Framing, other: Framing, (units, lines): (u32, u32)| {
            let forms = [of(units, lines, one), of(units, lines, other)];
            let shapes = [widths(&forms[0]), widths(&forms[1])];
            let page = [Place { line: 0, unit: 0, units: 2, lines: 60 }];
            let problem = Problem {
                units: 2,
                lines: 60,
                is_vertical: false,
                way: &page,
                shapes: &shapes,
                around: [&[], &[]],
                pins: Pins::default(),
                fixed: &[],
                levels: &[0, 1],
                bonds: &[],
                known: NEVER,
            };
            dissect(problem).cost
        };
        for extent in [(1, 58), (2, 28)] {
            let touch = cost(Framing::Framed, Framing::Framed, extent);
            let apart = cost(Framing::Framed, Framing::Open, extent);
            assert_eq!(touch - apart, Rule::FramesTouch.cost(1), "{extent:?}");
        }
    }

    /// By width, of three.
    fn widths(shape: &Shape) -> Vec<Vec<&Shape>> {
        let of = |units: u32| if units == shape.units { vec![shape] } else { Vec::new() };
        (1..=3).map(of).collect()
    }
}
