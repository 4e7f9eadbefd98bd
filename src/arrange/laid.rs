//! [`Round`]: the ways to part a page with the forms that its stories may take, and what is the best page of an order.

use std::collections::BTreeSet;

use super::area::{Corner, Notch, Place};
use super::dress::dress;
use super::page::{Arrangement, PageDesk, Standing};
use super::parts::Parts;
use super::pins::{Head, Pins};
use super::plan::Copy;
use super::problem::{Bond, Forms, NEVER, Problem, Stand};
use super::rules::{Rule, level_of};
use super::search::{Dissected, dissect, parts};
use super::shape::Shape;
use super::walk::Met;
use super::ways::Way;

/// Seats of what a way pins that are tried.
const SEATS: usize = 10;
/// Arrangements kept of an order.
const FOUND: usize = 4;

/// The forms that stories may take, by piece, and what is between them.
pub struct Round<'p> {
    forms: Vec<Forms<'p>>,
    levels: Vec<u8>,
    bonds: Vec<Bond>,
    stories: Vec<Vec<usize>>,
}

/// A way to part the page with the forms that stories may take there. What is pinned in its corners comes behind the
/// pieces.
pub struct Laid<'p> {
    /// Among all of the page.
    pub number: usize,
    way: &'p Way,
    seat: Seat,
    shapes: Vec<Forms<'p>>,
    around: [Vec<Forms<'p>>; 2],
}

/// Where in an order what is fixed comes: so many stories before what is in the left corner at the foot, so many before
/// what is at the edges; and so many of the last come before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seat {
    foot: usize,
    head: [usize; 2],
    fore: usize,
}

/// What is pinned at the edges of a way, as stories are: at the foot left and right, and at the head.
pub type Corners = [Option<Shape>; PINNED];
const PINNED: usize = 4;
/// What is fixed in a corner is small if it takes one of so many parts of the page's depth.
const SMALL: u32 = 4;

pub fn corners(way: &Way) -> Corners {
    let [first, second] = way.head;
    [way.left, way.right, first, second].map(|place| place.map(Shape::of_block))
}

impl PageDesk<'_> {
    pub fn of_forms<'p>(&'p self, forms: Vec<Forms<'p>>) -> Round<'p> {
        let level = |piece: usize| self.first(piece).map_or(9, |copy| level_of(self.first, copy));
        let mut levels: Vec<u8> = (0..self.pieces.len()).map(|piece| level(piece) as u8).collect();
        // Nothing stands over what is pinned that it could be compared with.
        levels.extend([u8::MAX; PINNED]);
        Round { forms, levels, bonds: self.bonds(), stories: self.stories() }
    }

    /// A round of some forms, and the ways to part the page, each with what is pinned in its corners.
    pub fn of_ways<'p>(
        &'p self,
        forms: Vec<Forms<'p>>,
        (ways, corners): (&'p [Way], &'p [Corners]),
    ) -> (Round<'p>, Vec<Laid<'p>>) {
        let round = self.of_forms(forms);
        let ways = ways.iter().zip(corners).flat_map(|(way, corners)| {
            let of = |seat: Seat| self.laid(&round, (way, corners), seat);
            self.seats(way).into_iter().map(of).collect::<Vec<Laid<'p>>>()
        });
        let ways = (0..).zip(ways).map(|(number, laid)| Laid { number, ..laid }).collect();
        (round, ways)
    }

    /// A way with the forms of a round, and those around what is in its corners.
    fn laid<'p>(
        &'p self,
        round: &Round<'p>,
        (way, corners): (&'p Way, &'p Corners),
        seat: Seat,
    ) -> Laid<'p> {
        let mut shapes = round.forms.clone();
        shapes.extend(corners.iter().map(|own| self.by_width(own.iter())));
        let around =
            [(Corner::Left, way.left), (Corner::Right, way.right)].map(|(corner, place)| {
                let place = place.map(|place| (place.units, place.lines));
                (0..self.pieces.len()).map(|piece| self.around(piece, (corner, place))).collect()
            });
        Laid { number: 0, way, seat, shapes, around }
    }

    /// The forms of a piece whose legs end around a block in a corner, of so many units and lines.
    fn around(&self, piece: usize, (corner, place): (Corner, Option<(u32, u32)>)) -> Forms<'_> {
        let Some((units, lines)) = place else { return Vec::new() };
        let notch = Some(Notch { corner, units, lines });
        let all = self.pieces[piece].shapes.iter().filter(|shape| shape.notch == notch);
        self.by_width(all)
    }

    /// Which pieces stand together, the sidebar first, and which apart.
    fn bonds(&self) -> Vec<Bond> {
        let mut bonds = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let copies = || piece.stories.iter().filter_map(|story| self.plan.stories.get(*story));
            for (other, theirs) in self.pieces.iter().enumerate().filter(|(other, _)| *other != at)
            {
                let holds = |name: &String| {
                    let mut stories = theirs.stories.iter();
                    stories.any(|own| self.plan.stories.get(*own).is_some_and(|s| s.name == *name))
                };
                let is_with = |copy: &Copy| copy.with.is_some_and(|m| theirs.stories.contains(&m));
                let pair = (at, other);
                if copies().any(is_with) {
                    bonds.push(Bond { pair, rule: Rule::With });
                }
                if copies().any(|copy| copy.apart.iter().any(holds)) {
                    bonds.push(Bond { pair, rule: Rule::Apart });
                }
            }
        }
        bonds
    }

    /// The best arrangements of an order in each of some ways, and the parts that its stories make whatever the way; of
    /// those that are known none is made again.
    pub fn look<'p>(
        &'p self,
        order: &[usize],
        (round, ways): (&'p Round<'p>, &[&'p Laid<'p>]),
        (known, met): (&Parts<'p>, &mut Met),
    ) -> (Vec<Vec<Arrangement>>, Parts<'p>) {
        let problem = Problem {
            units: self.grid.units,
            lines: self.grid.lines,
            is_vertical: self.units.is_vertical,
            way: &[],
            shapes: &round.forms,
            around: [&[], &[]],
            pins: Pins::default(),
            fixed: &self.grid.fixed,
            levels: &round.levels,
            bonds: &round.bonds,
            known: met.cheapest,
        };
        let (own, tried) = parts(problem, (order, self.widest_part(ways)), known);
        met.tried += tried;
        let found = ways.iter().map(|laid| {
            let Some((order, pins)) = self.pinned(order, laid) else { return Vec::new() };
            let problem = Problem {
                way: &laid.way.places,
                shapes: &laid.shapes,
                around: [&laid.around[0], &laid.around[1]],
                pins,
                known: met.cheapest,
                ..problem
            };
            let Dissected { ways, cost, tried } = dissect(problem, &order, &own);
            met.tried += tried;
            met.cheapest = met.cheapest.min(cost);
            let whole = ways.into_iter().filter(|stands| stands.len() == order.len());
            whole.map(|stands| self.dressed(stands, &round.stories)).collect()
        });
        (found.collect(), own)
    }

    /// The ways to part a rectangle of the page among some pieces in their order.
    pub fn part_within(
        &self,
        order: &[usize],
        round: &Round<'_>,
        place: Place,
    ) -> Vec<Vec<Standing>> {
        let (way, known) = ([place], Parts::default());
        let problem = Problem {
            units: self.grid.units,
            lines: place.lines,
            is_vertical: self.units.is_vertical,
            way: &way,
            shapes: &round.forms,
            around: [&[], &[]],
            pins: Pins::default(),
            fixed: &[],
            levels: &round.levels,
            bonds: &round.bonds,
            known: NEVER,
        };
        let ways = dissect(problem, order, &known).ways;
        let whole = ways.iter().filter(|stands| stands.len() == order.len());
        whole.map(|stands| stands.iter().map(|own| self.standing(own)).collect()).collect()
    }

    /// The widest of the parts that several ways share: where all are one rectangle those as wide as the page are each
    /// way's own.
    fn widest_part(&self, ways: &[&Laid<'_>]) -> u32 {
        let is_whole = |laid: &&&Laid<'_>| laid.way.places.len() == 1;
        let places = |laid: &&Laid<'_>| laid.way.places.iter().map(|place| place.units).max();
        let widest = ways.iter().filter_map(places).max().unwrap_or(0);
        match ways.iter().all(|laid| is_whole(&laid)) {
            true => widest.min(self.grid.units - 1),
            false => widest,
        }
    }

    /// Where what a way pins may come in an order.
    fn seats(&self, way: &Way) -> Vec<Seat> {
        let count = self.pieces.len();
        let within = |all: &[usize]| {
            let mut all: Vec<usize> = all.iter().copied().filter(|at| *at <= count).collect();
            all.dedup();
            all
        };
        // Stories over what is in the left corner, and as many over what is in the right one, or a few more. On a vertical
        // page the lead ends over a small one, with another story or two beside that.
        let is_small = |own: Place| self.units.is_vertical && own.lines * SMALL <= self.grid.lines;
        let feet = match (way.left, way.right) {
            (Some(left), _) if is_small(left) => within(&[1, 2, 3]),
            (Some(_), Some(_)) => vec![count / 2, count * 2 / 3],
            _ => vec![count],
        };
        // Beside what is at the head the lead, and what stands under that; or one or two of the last before it. Over what is
        // further down one of the first stories, or of the last.
        let line = way.places.first().map_or(0, |first| first.line);
        let of = |at: usize| -> Vec<(usize, usize)> {
            let plain = |all: &[usize]| within(all).into_iter().map(|at| (at, 0)).collect();
            match (way.head[at], at) {
                (None, _) => plain(&[0]),
                (Some(own), _) if own.line > line => {
                    let last = count.saturating_sub(1).max(3);
                    plain(&[last, 2, last.saturating_sub(1).max(3), 3])
                }
                (Some(_), 0) => vec![(0, 0), (1, 0), (0, 1), (2.min(count), 0), (0, 2.min(count))],
                (Some(_), _) => plain(&[1, 2]),
            }
        };
        let (firsts, seconds) = (of(0), of(1));
        let heads = firsts.iter().flat_map(|one| seconds.iter().map(move |other| (*one, *other)));
        let seats = heads.flat_map(|((first, fore), (second, _))| {
            feet.iter().map(move |foot| Seat { foot: *foot, head: [first, second], fore })
        });
        seats.take(SEATS).collect()
    }

    /// An order with what a way pins at its places in it; none where that goes the wrong way round.
    fn pinned(
        &self,
        order: &[usize],
        Laid { way, seat, .. }: &Laid<'_>,
    ) -> Option<(Vec<usize>, Pins)> {
        let (count, mut order) = (self.pieces.len(), order.to_vec());
        order.rotate_right(seat.fore);
        let [first, second] = way.head;
        let mut all = vec![
            (first.is_some().then_some(seat.head[0]), count + 2),
            (second.is_some().then_some(seat.head[1]), count + 3),
            (way.left.is_some().then_some(seat.foot), count),
            (way.right.is_some().then_some(order.len()), count + 1),
        ];
        all.retain(|(at, _)| at.is_some());
        all.sort();
        for (at, own) in all.iter().rev() {
            order.insert(at.unwrap_or(0).min(order.len()), *own);
        }
        let at = |own: usize| order.iter().position(|story| *story == own);
        let line = way.places.first().map_or(0, |first| first.line);
        let head = |number: usize| {
            let over = way.head[number]?.line.saturating_sub(line);
            Some(Head { at: at(count + 2 + number)?, over })
        };
        let pins = Pins { head: [head(0), head(1)], left: at(count), right: at(count + 1) };
        let is_last = pins.right.is_none_or(|right| right + 1 == order.len());
        let before = |left: usize| pins.head_end() <= left;
        (is_last && (way.places.len() == 1 || pins.at_foot().is_none_or(before)))
            .then_some((order, pins))
    }

    /// What was found, as it is judged, without what is pinned.
    fn dressed<'a>(&'a self, mut stands: Vec<Stand<'a>>, stories: &[Vec<usize>]) -> Arrangement {
        stands.retain(|stand| stand.story < self.pieces.len());
        let of = |story: usize| &self.pieces[story].shapes[..];
        let (cost, bill) = dress(&self.case(stories), &mut stands, of);
        let mut stands: Vec<Standing> = stands.iter().map(|stand| self.standing(stand)).collect();
        stands.sort_by_key(|stand| stand.piece);
        Arrangement { cost, bill, stands }
    }
}

impl Met {
    /// Takes note of the best that was found of an order; what that costs.
    pub fn note(&mut self, mut found: Vec<Arrangement>, order: &[usize]) -> i64 {
        found.sort_by_key(|own| own.cost);
        // Not one page with several heads.
        let mut seen: BTreeSet<Vec<(usize, u32, u32, u32)>> = BTreeSet::new();
        found.retain(|own| seen.insert(own.outline()));
        found.truncate(FOUND);
        let worth = found.first().map_or(i64::MAX / 2, |own| own.cost);
        if self.best.as_ref().is_none_or(|(best, _)| worth < *best) {
            self.best = Some((worth, order.to_vec()));
        }
        self.all.extend(found);
        worth
    }
}
