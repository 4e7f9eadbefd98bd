//! [`dissect`]: a page parted among its stories by guillotine cuts, as cheaply as may be.
//!
//! Stories stand in an order, by rank or nearly so, and a part of a page holds those of an interval of it.
//! For every interval and every width the program finds the parts that it can make (`parts.rs`): a story alone in one of
//! its shapes, one part over another, one beside another (Gange, Marriott and Stuckey, *Optimal guillotine
//! layout*, DocEng 2012, over intervals of an order instead of sets). A part knows the depths that it can
//! fill; which one of them it takes is settled from the whole page down, so that all of it is filled. Pages that
//! cuts alone would part in two are made of five parts in a pinwheel, too (`wheel.rs`).

use std::ops::{Add, Range};

use super::area::Place;
use super::kept::{Kept, Part};
use super::parts::{Known, Parts};
use super::pins::Pins;
use super::problem::{NEVER, Problem, Stand};
use super::rules::Rule;
use super::shape::Shape;
use super::wheel::{Placed, wheels};

/// So few stories are parted in many ways.
pub(super) const FEW: usize = 5;
pub(super) const MANY: usize = 32;
/// A page that costs so much more than one that is known is none. Of a few stories more is looked at, for it takes no
/// time.
const FAR: i64 = 10000;
const FAR_OF_FEW: i64 = 20000;
pub(super) const FEWER: usize = 8;
/// Dissections given of one order and one way.
const GIVEN: usize = 6;

/// A page on its way: the parts of every interval and width.
pub struct Table<'a> {
    pub(super) problem: Problem<'a>,
    /// Parts that were made for another table, and this one's own behind them.
    shared: &'a [Part<'a>],
    pub(super) parts: Parts<'a>,
    /// By story its place in the order.
    pub(super) at: Vec<usize>,
    /// The leg-lines that the stories before each place take at least, and what they cost.
    pub(super) least: Vec<u32>,
    floor: Vec<i64>,
    /// Pairs of parts that were looked at.
    pub(super) tried: u64,
}

/// Ways to part a page, and how much work that was.
pub struct Dissected<'a> {
    pub ways: Vec<Vec<Stand<'a>>>,
    /// What the cheapest costs as far as cuts tell.
    pub cost: i64,
    pub tried: u64,
}

/// Ways to part the page, none where it is too small. What is known of parts of the order is not made again.
pub fn dissect<'a>(problem: Problem<'a>, order: &[usize], known: &'a Parts<'a>) -> Dissected<'a> {
    let widest = problem.way.iter().map(|place| place.units).max().unwrap_or(0);
    let table = Table::of(problem, (order, widest), (Known::Shared(known), &known.all));
    let mut chosen: Vec<Placed> = Vec::new();
    table.share(0, 0, 0, &mut Vec::new(), &mut chosen);
    chosen.sort();
    // Where a line cuts the whole page whatever is done, five parts around one another may do.
    let is_cut = chosen.first().is_none_or(|(cost, _)| *cost >= Rule::Cut.cost(1));
    if let ([page], true) = (problem.way, is_cut) {
        chosen.extend(wheels(&table, *page));
        chosen.sort();
    }
    chosen.truncate(if table.count() <= FEW { MANY } else { GIVEN });
    let ways = chosen.iter().map(|(_, parts)| table.stands(parts)).collect();
    let cost = chosen.first().map_or(NEVER, |(cost, _)| *cost);
    Dissected { ways, cost, tried: table.tried }
}

/// The parts of an order up to a width, and how much work that was. A problem without a way has no pins, and no cut of it
/// is one of a page.
pub fn parts<'a>(
    problem: Problem<'a>,
    (order, widest): (&[usize], u32),
    known: &Parts<'a>,
) -> (Parts<'a>, u64) {
    let now = vec![0; known.all.len()];
    let table = Table::of(problem, (order, widest), (Known::Copied(known, now), &[]));
    (table.parts, table.tried)
}

/// The least that the first stories of an order take or cost together, from none to all of them.
fn sums_of<N: Ord + Copy + Default + Add<Output = N>>(
    problem: &Problem<'_>,
    order: &[usize],
    of: impl Fn(&Shape) -> N,
) -> Vec<N> {
    let mut sums = vec![N::default(); order.len() + 1];
    for (at, &story) in order.iter().enumerate() {
        let around = problem.around.iter().filter_map(|forms| forms.get(story)).flatten();
        let all = problem.shapes[story].iter().chain(around).flatten();
        let least = all.map(|shape| of(shape)).min().unwrap_or_default();
        sums[at + 1] = sums[at] + least;
    }
    sums
}

impl<'a> Table<'a> {
    fn of(
        problem: Problem<'a>,
        (order, widest): (&[usize], u32),
        (mut known, shared): (Known<'_, 'a>, &'a [Part<'a>]),
    ) -> Table<'a> {
        let count = order.len();
        let least = sums_of(&problem, order, |shape| shape.area(shape.least));
        let floor = sums_of(&problem, order, Shape::floor);
        let mut at = vec![count; problem.shapes.len()];
        order.iter().enumerate().for_each(|(place, story)| at[*story] = place);
        let parts = Parts::new(order, widest);
        let mut table = Table { problem, shared, parts, at, least, floor, tried: 0 };
        let mut kept = Kept::default();
        for length in 1..=count {
            for from in 0..=count - length {
                // All of them need all of the width where there is one rectangle.
                let whole = length == count && problem.way.len() == 1;
                for units in if whole { widest } else { 1 }..=widest {
                    let interval = (from, from + length);
                    if !table.take(interval, units, &mut known) {
                        table.make(interval, units, &mut kept);
                    }
                }
            }
        }
        table
    }

    /// Stories and what is pinned.
    pub fn count(&self) -> usize {
        self.parts.order.len()
    }

    /// What is fixed at edges, by its place in the order.
    pub fn pins(&self) -> Pins {
        self.problem.pins
    }

    /// The leg-lines that the stories of an interval take at least.
    pub fn area_of(&self, (from, to): (usize, usize)) -> u32 {
        self.least[to] - self.least[from]
    }

    /// What a page costs at most.
    pub fn limit(&self) -> i64 {
        let far = if self.count() <= FEWER { FAR_OF_FEW } else { FAR };
        self.problem.known.saturating_add(far)
    }

    /// What the stories beside an interval cost at least.
    pub(super) fn floor_beside(&self, (from, to): (usize, usize)) -> i64 {
        self.floor[self.count()] - (self.floor[to] - self.floor[from])
    }

    /// The parts of an interval and a width, the cheapest first.
    pub fn parts_of(&self, from: usize, to: usize, units: u32) -> Range<usize> {
        self.parts.found[self.parts.slot(from, to, units)].clone()
    }

    pub fn problem(&self) -> &Problem<'a> {
        &self.problem
    }

    /// Stories, without what is pinned.
    pub fn stories(&self) -> usize {
        self.count() - self.problem.pins.count()
    }

    /// What stands at a place of the order.
    pub fn story(&self, at: usize) -> Option<usize> {
        self.parts.order.get(at).copied()
    }

    /// Whether a story is what is pinned.
    pub fn is_pinned(&self, story: usize) -> bool {
        self.problem.pins.all().any(|at| self.story(at) == Some(story))
    }

    pub fn part(&self, part: usize) -> &Part<'a> {
        match part.checked_sub(self.shared.len()) {
            Some(own) => &self.parts.all[own],
            None => &self.shared[part],
        }
    }

    /// How many parts there are.
    pub(super) fn made(&self) -> usize {
        self.shared.len() + self.parts.all.len()
    }

    pub fn cost_of(&self, part: usize) -> i64 {
        self.part(part).cost
    }

    /// The least and the most lines that a part fills.
    pub fn depths_of(&self, part: usize) -> (u32, u32) {
        (self.part(part).least, self.part(part).most)
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
            if from == self.count() {
                let is_one = self.problem.way.len() == 1;
                let cut = if is_one { 0 } else { self.cut_between(parts) };
                chosen.push((cost + cut, parts.clone()));
            }
            return;
        };
        let left = self.problem.way.len() - at - 1;
        // A rectangle may stay empty, but for what stands at its edges.
        let head = if at == 0 { self.problem.pins.head_end() } else { 0 };
        if (left > 0 || from == self.count()) && head == 0 {
            let white = Rule::White.cost(i64::from(place.units * place.lines));
            self.share(at + 1, from, cost + white, parts, chosen);
        }
        let most = self.problem.pins.at_foot().unwrap_or(self.count());
        let ends = match left {
            0 => self.count()..=self.count(),
            _ => head.max(from + 1)..=most,
        };
        for to in ends.filter(|to| *to > from) {
            let slot = self.parts.slot(from, to, place.units);
            let own = self.parts.found[slot].clone();
            let mut fits: Vec<(i64, usize)> = own
                .filter(|part| self.part(*part).least <= place.lines)
                .map(|part| {
                    let of = self.part(part);
                    let white = place.lines.saturating_sub(of.most) * place.units;
                    (of.cost + Rule::White.cost(i64::from(white)), part)
                })
                .collect();
            fits.sort_unstable();
            let most = match self.problem.way.len() {
                1 if self.count() <= FEW => MANY,
                1 => GIVEN,
                _ => 2,
            };
            // Of several rectangles one may keep a gutter from cutting all.
            let gutters = fits.first().map_or(0, |(_, part)| self.part(*part).gutters);
            let is_whole = |part: usize| self.part(part).gutters & gutters == 0;
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
    use super::super::problem::{Bond, Forms};
    use super::super::shape::Fit;
    use super::*;

    /// In the order of their places.
    fn found(problem: Problem<'_>) -> Dissected<'_> {
        let order: Vec<usize> = (0..problem.shapes.len()).collect();
        dissect(problem, &order, Box::leak(Box::default()))
    }

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
            way: &page,
            shapes: &shapes,
            around: [&[], &around],
            pins: Pins { right: Some(2), ..Pins::default() },
            levels: &[],
            ..Problem::plain()
        };
        let ways = found(problem).ways;
        let places: Vec<Place> = ways[0].iter().map(|stand| stand.place).collect();
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        assert_eq!(places, [at(0, 0, 3, 30), at(30, 0, 3, 30), at(40, 2, 1, 20)]);
        assert_eq!(ways[0][1].area(), 70);
        // A page that is known bounds what is looked at: far cheaper, none is found.
        let Dissected { cost, tried, .. } = found(problem);
        let again = found(Problem { known: cost, ..problem });
        assert_eq!((&again.ways[..1], again.cost), (&ways[..1], cost));
        assert!(again.tried <= tried);
        assert!(found(Problem { known: cost - FAR_OF_FEW - 1, ..problem }).ways.is_empty());
        // Without that form they have no room.
        let plain = Problem { around: [&[], &[]], ..problem };
        assert!(found(plain).ways.is_empty());
    }

    #[test]
    fn the_lead_stands_beside_a_block_at_an_edge() {
        use super::super::pins::Head;
        let of = |shapes: &[Forms<'_>], head: [Option<Head>; 2]| {
            let page = [Place { line: 0, unit: 0, units: 3, lines: 60 }];
            let pins = Pins { head, ..Pins::default() };
            let problem =
                Problem { units: 3, way: &page, shapes, pins, levels: &[], ..Problem::plain() };
            let ways = found(problem).ways;
            ways[0].iter().map(|stand| (stand.place.line, stand.place.unit)).collect::<Vec<_>>()
        };
        // The last story stands under the block, the lead beside both, as deep as the page.
        let (lead, other, over) = (form(2, 58, None), form(1, 48, None), form(1, 18, None));
        let ad = |lines: u32| Shape::of_block(Place { line: 0, unit: 0, units: 1, lines });
        let (weather, ad) = (ad(10), ad(20));
        let shapes = [widths(&weather), widths(&other), widths(&lead)];
        let head = |at: usize, over: u32| Some(Head { at, over });
        assert_eq!(of(&shapes, [head(0, 0), None]), [(0, 0), (10, 0), (0, 1)]);
        let shapes = [widths(&lead), widths(&weather), widths(&other)];
        assert_eq!(of(&shapes, [None, head(1, 0)]), [(0, 0), (0, 2), (10, 2)]);
        // One twenty lines under the head: a story over it, one under it.
        let shapes = [widths(&lead), widths(&over), widths(&ad), widths(&over)];
        assert_eq!(of(&shapes, [None, head(2, 20)]), [(0, 0), (0, 2), (20, 2), (40, 2)]);
        assert_eq!(of(&shapes, [head(2, 20), None]), [(0, 1), (0, 0), (20, 0), (40, 0)]);
        // What stands over it ends there, though the lines that nothing fills would do it good.
        let longer = Shape { fits: vec![over.fits[0]; 9], ..over.clone() };
        let short = form(1, 14, None);
        let shapes = [widths(&lead), widths(&longer), widths(&ad), widths(&short)];
        assert_eq!(of(&shapes, [None, head(2, 20)]), [(0, 0), (0, 2), (20, 2), (40, 2)]);
    }

    #[test]
    fn a_sidebar_stands_by_its_story_and_what_is_to_be_apart_does_not() {
        // Three that have room beside one another, or one over another, in their order.
        let forms = [form(1, 58, None), form(1, 28, None), form(1, 28, None)];
        let shapes = [widths(&forms[0]), widths(&forms[1]), widths(&forms[2])];
        let of = |pair: (usize, usize), rule: Rule| {
            let bonds = [Bond { pair, rule }];
            let problem = Problem { shapes: &shapes, bonds: &bonds, ..Problem::plain() };
            let with = found(problem).cost;
            with - found(Problem { bonds: &[], ..problem }).cost
        };
        // The first stands beside the two others.
        assert_eq!([of((1, 0), Rule::With), of((2, 0), Rule::With)], [0, 0]);
        assert_eq!(of((0, 1), Rule::Apart), Rule::Apart.cost(1));
        assert_eq!(of((1, 2), Rule::Apart), Rule::Apart.cost(1));
    }

    #[test]
    fn a_sidebar_over_its_story_costs() {
        let forms = [form(2, 28, None), form(2, 28, None)];
        let shapes = [widths(&forms[0]), widths(&forms[1])];
        let cost = |is_turned: bool| {
            // The sidebar is named first.
            let pair = if is_turned { (0, 1) } else { (1, 0) };
            let bonds = [Bond { pair, rule: Rule::With }];
            let problem = Problem { shapes: &shapes, bonds: &bonds, ..Problem::plain() };
            found(problem).cost
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
            let problem = Problem { shapes: &shapes, ..Problem::plain() };
            found(problem).cost
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
