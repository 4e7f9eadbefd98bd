//! Walks through the orders of a page's stories: from one to another like it, mostly to such as make better pages.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::laid::{Laid, Round};
use super::page::{Arrangement, PageDesk, ROUNDS};
use super::parts::Parts;

/// Orders of a page's stories from which walks may begin, and the walks, from the best of those.
const STARTS: u64 = 12;
const WALKS: u64 = 2;
/// Pairs of parts that all beginnings look at, about, but for the fewest of them.
const STARTING: u64 = 8_000_000;
const FEW_STARTS: u64 = 4;
/// The steps of each. Fewer where there are many stories, for each takes longer.
const STEPS: [(usize, u64); 3] = [(7, 180), (10, 132), (usize::MAX, 108)];
/// Steps without a better page, after which a walk goes on from the best that it met.
const STALE: u64 = 16;
/// Rounds after the first take one step of so many: they are for other forms rather than other orders.
const LATER: u64 = 2;
/// Pairs of parts that a walk looks at before it ends: what a page may take of time.
const WORK: u64 = 3_000_000;
/// Steps in which something has to be found.
const HOPE: u64 = 2;
/// Ways to part the page that a walk goes on with, and those that later rounds begin with.
const GOOD_WAYS: usize = 4;
const KNOWN_WAYS: usize = 8;
/// A step may be dearer by so much, at first.
const PATIENCE: i64 = 800;

/// What a walk met, and how many pairs of parts it looked at.
pub struct Met {
    pub all: Vec<Arrangement>,
    /// What the cheapest costs as far as cuts tell, or one that was known before.
    pub cheapest: i64,
    /// The order of the cheapest, and what it costs.
    pub best: Option<(i64, Vec<usize>)>,
    pub tried: u64,
}

impl Met {
    /// Nothing yet; a page of that cost is known.
    fn new(cheapest: i64) -> Met {
        Met { all: Vec::new(), cheapest, best: None, tried: 0 }
    }
}

/// Where a walk may begin.
struct Start<'w> {
    here: Vec<usize>,
    /// What its best page costs.
    worth: i64,
    /// The ways to part the page, the best for it first.
    ways: Vec<&'w Laid<'w>>,
    /// What its stories make whatever the way.
    parts: Parts<'w>,
    met: Met,
}

impl PageDesk<'_> {
    /// Walks from the best of some orders: that which is best so far and that of the ranks, each with one story or
    /// another at the foot of the page; and the best of the ways, by their numbers, if any is good.
    pub fn round<'w>(
        &'w self,
        (begin, own): (&[usize], &[usize]),
        (forms, ways): (&'w Round<'w>, &[&'w Laid<'w>]),
        (seed, round): (u32, u64),
        cost: i64,
    ) -> (Vec<Met>, Vec<usize>) {
        let start = |number: u64, ways: &[&'w Laid<'w>], cost: i64| {
            let order = if number.is_multiple_of(2) { begin } else { own };
            self.start((order, forms), ways, number, cost)
        };
        // What the first of them finds bounds what the others look at, and in which ways, but where it finds nothing.
        let first = start(0, ways, cost);
        let cost = first.met.cheapest;
        let is_known = !first.met.all.is_empty();
        let good = if is_known { &first.ways[..first.ways.len().min(GOOD_WAYS)] } else { ways };
        // Where that was much work, fewer of the others are looked at.
        let work = first.met.tried * (good.len() as u64 + 1) / (ways.len() as u64 + 1);
        let few = (STARTING / work.max(1)).max(FEW_STARTS);
        let count = orders_of(own.len()).min(STARTS).min(few);
        let known = first.ways.iter().take(KNOWN_WAYS).map(|laid| laid.number);
        let known = if is_known { known.collect() } else { Vec::new() };
        let others = (1..count).into_par_iter().map(|number| start(number, good, cost));
        let others: Vec<Start<'w>> = others.collect();
        let mut starts: Vec<Start<'w>> = std::iter::once(first).chain(others).collect();
        starts.sort_by_key(|start| start.worth);
        let cost = starts.iter().map(|start| start.met.cheapest).min().unwrap_or(cost);
        let walk = |(number, start): (usize, Start<'w>)| {
            if number as u64 >= WALKS {
                return start.met;
            }
            let number = (u64::from(seed) * ROUNDS + round) * WALKS + number as u64;
            self.walk(start, forms, (number, round), cost)
        };
        (starts.into_par_iter().enumerate().map(walk).collect(), known)
    }

    /// Arrangements as much better as moves make them.
    pub fn all_polished(&self, all: &[Arrangement]) -> Vec<Arrangement> {
        all.par_iter().map(|own| self.polished(own)).collect()
    }

    /// Those that are better where a part of them is parted anew.
    pub fn all_recut(&self, all: &[Arrangement]) -> Vec<Arrangement> {
        all.par_iter().filter_map(|own| self.recut(own)).collect()
    }

    /// The order from which a walk may begin; each but the first has another story at the foot of the page.
    fn start<'w>(
        &'w self,
        (order, forms): (&[usize], &'w Round<'w>),
        ways: &[&'w Laid<'w>],
        number: u64,
        cost: i64,
    ) -> Start<'w> {
        let mut here = order.to_vec();
        if number > 0 && here.len() > 2 {
            let foot = 1 + (number as usize - 1) % (here.len() - 1);
            let last = here.remove(foot);
            here.push(last);
        }
        let mut met = Met::new(cost);
        let (found, parts) = self.look(&here, (forms, ways), (&Parts::default(), &mut met));
        // The ways to part the page that are good for this order are so for its neighbours.
        let found = found.into_iter().map(|own| met.note(own, &here));
        let mut by_way: Vec<(i64, &Laid<'_>)> = found.zip(ways.iter().copied()).collect();
        by_way.sort_by_key(|(worth, _)| *worth);
        let worth = by_way.first().map_or(i64::MAX / 2, |(worth, _)| *worth);
        let ways = by_way.into_iter().map(|(_, way)| way).collect();
        Start { here, worth, ways, parts, met }
    }

    /// Goes from order to order, mostly to better ones, and gives all that it met.
    fn walk<'w>(
        &'w self,
        start: Start<'w>,
        forms: &'w Round<'w>,
        (number, round): (u64, u64),
        cost: i64,
    ) -> Met {
        let mut chance = Chance::new(number);
        let Start { mut here, mut worth, mut ways, mut parts, mut met } = start;
        ways.truncate(GOOD_WAYS);
        met.cheapest = met.cheapest.min(cost);
        let steps =
            STEPS.iter().find(|(most, _)| here.len() <= *most).map_or(1, |(_, steps)| *steps);
        let share = if round == 0 { 1 } else { LATER };
        let (steps, most) = (steps / share, WORK / share);
        let mut known = BTreeMap::from([(here.clone(), worth)]);
        let mut stale = 0;
        for step in 1..steps {
            // A page that is too full for five orders is so for all.
            let is_hopeless = step > HOPE && met.all.is_empty();
            if here.len() < 3 || is_hopeless || met.tried > most {
                break;
            }
            if let Some((best, order)) = met.best.as_ref().filter(|_| stale >= STALE) {
                (here, worth, stale) = (order.clone(), *best, 0);
            }
            let before = met.best.as_ref().map(|(best, _)| *best);
            let next = chance.near(&here);
            let (other, others) = match known.get(&next) {
                Some(other) => (*other, None),
                None => {
                    let (found, own) = self.look(&next, (forms, &ways), (&parts, &mut met));
                    (met.note(found.concat(), &next), Some(own))
                }
            };
            known.insert(next.clone(), other);
            stale = if met.best.as_ref().map(|(best, _)| *best) < before { 0 } else { stale + 1 };
            // At first what is a little dearer will do, too.
            let patience = PATIENCE * (steps - step) as i64 / steps as i64;
            if other <= worth.saturating_add(patience) {
                (here, worth) = (next, other);
                parts = others.unwrap_or(parts);
            }
        }
        met
    }
}

/// The orders of some stories of which the first stays, or as many as there may be of more.
fn orders_of(stories: usize) -> u64 {
    (1..stories.min(9) as u64).product()
}

/// Numbers that are the same on every run (Knuth's multiplier for 64 bits).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d)
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most.max(1) as u64) as usize
    }

    /// An order like another: two stories change places, or one goes elsewhere. The first stays.
    fn near(&mut self, order: &[usize]) -> Vec<usize> {
        let mut order = order.to_vec();
        let count = order.len();
        let (one, other) = (1 + self.below(count - 1), 1 + self.below(count - 1));
        match self.below(3) {
            0 => order.swap(one, if one + 1 < count { one + 1 } else { 1 }),
            1 => order.swap(one, other),
            _ => {
                let moved = order.remove(one);
                order.insert(other, moved);
            }
        }
        order
    }
}
