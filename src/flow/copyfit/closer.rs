//! [`Attempt::close`]: where the treatments in their order leave a story over or short, steps more or
//! less of what was done, each alone and then by twos: of steps that are too large by themselves two
//! may come out even.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::compose::Leeway;
use crate::page::model::{Limits, Means};
use crate::text::Extent;

use super::attempt::{Attempt, OVER_SUBHEAD, Spot, back, steps};
use super::bench::{LONE, Tried};
use super::going;
use super::work::{Insert, Work};

/// So many steps are looked at, and so many pairs of them.
const STEPS: usize = 80;
const PAIRS: usize = 40;

/// Lines of white in one step.
const MOST_WHITE: i64 = 3;

/// How often it is gone on from what came nearest.
const ROUNDS: usize = 3;

/// A step more or less.
#[derive(Clone, Copy)]
enum Step {
    /// Lines of white: a line may go into what a leg has left empty.
    MoreWhite(Spot, i64),
    LessWhite(Spot),
    /// Lines of a picture, one more or less.
    Picture(Insert, i64),
    /// A paragraph takes a line less or more.
    Lines(usize, Leeway),
    /// It takes its own again.
    OwnLines(usize),
    Headline(i64),
    /// The next of what may go.
    Out,
    /// What would have gone last.
    Back,
}

/// Where it is begun.
#[derive(Clone, Copy)]
struct Start {
    /// Lines empty, less those over, untreated.
    before: i64,
    /// Lines empty where text should stand.
    ragged: i64,
    /// Those of them in holes.
    hollow: i64,
    /// Lines by which text under pictures is too shallow.
    few: i64,
}

/// What steps came to.
struct Taken {
    work: Work,
    tried: Tried,
    /// Of the steps, by their places in their list.
    by: (usize, usize),
    /// It leaves little empty among the text, and puts no more white into a leg than may be.
    is_sound: bool,
}

/// What of two ways that fit is the better one: the least.
type Rank = (bool, usize, usize, i64, i64, (usize, usize));

/// Lines over, lines empty where text should stand or beyond what may be.
type Worth = (i64, i64);

impl Attempt<'_, '_, '_> {
    /// Takes steps until the story fits or no step does it any good; `before` are the lines empty,
    /// less those over, untreated.
    pub(super) fn close(&mut self, before: i64) {
        let Tried { ragged, hollow, few, .. } = self.tried;
        let start = Start { before, ragged, hollow, few };
        for _ in 0..ROUNDS {
            if self.fits() {
                break;
            }
            let Some(taken) = self.nearer(start) else { break };
            (self.work, self.tried) = (taken.work, taken.tried);
        }
        if self.fits() {
            self.do_without(start);
        }
        let work = &self.work;
        self.used.retain(|means| work.amount(*means) != 0);
        for means in &self.limits.order {
            if work.amount(*means) != 0 && !self.used.contains(means) {
                self.used.push(*means);
            }
        }
    }

    /// What a later treatment made needless is left, the last of the order first.
    fn do_without(&mut self, start: Start) {
        for means in self.limits.order.iter().rev() {
            let others: Vec<Means> =
                self.limits.order.iter().copied().filter(|other| other != means).collect();
            let work = self.work.only(&others);
            if work == self.work {
                continue;
            }
            let Some(taken) = self.takes(work, (0, 0), start) else { continue };
            if self.is_fit(&taken) {
                (self.work, self.tried) = (taken.work, taken.tried);
            }
        }
    }

    fn is_fit(&self, taken: &Taken) -> bool {
        taken.is_sound && (0..=self.short).contains(&taken.tried.balance)
    }

    /// The best of the steps that make it fit, or else the first pair of them, or else what comes
    /// nearest.
    fn nearer(&mut self, start: Start) -> Option<Taken> {
        let all = self.steps();
        let mut taken: Vec<Taken> = Vec::new();
        for (at, step) in all.iter().enumerate() {
            let work = self.stepped(&self.work, *step, start);
            taken.extend(work.and_then(|work| self.takes(work, (at, at), start)));
        }
        let fitting = (0..taken.len()).filter(|at| self.is_fit(&taken[*at]));
        if let Some(best) = fitting.min_by_key(|at| self.rank(&taken[*at], start)) {
            return Some(taken.swap_remove(best));
        }
        let mut pairs: Vec<(i64, Rank, Work)> = Vec::new();
        for (count, one) in taken.iter().enumerate() {
            for other in &taken[count..] {
                let by = (one.by.0, other.by.0);
                let told = one.tried.balance + other.tried.balance - self.now();
                let misses = (-told).max(told - self.short).max(0);
                // What comes of two steps is seldom just the sum.
                if misses > 1 {
                    continue;
                }
                let Some(work) =
                    all.get(by.1).and_then(|step| self.stepped(&one.work, *step, start))
                else {
                    continue;
                };
                let tried = one.tried.clone();
                let pair = Taken { work, tried, by, is_sound: true };
                let rank = self.rank(&pair, start);
                pairs.push((misses, rank, pair.work));
            }
        }
        pairs.sort_by_key(|(misses, rank, _)| (*misses, *rank));
        for (_, rank, work) in pairs.into_iter().take(PAIRS) {
            let Some(pair) = self.takes(work, rank.5, start) else { continue };
            if self.is_fit(&pair) {
                return Some(pair);
            }
            taken.push(pair);
        }
        let own = self.worth(&self.tried);
        taken.retain(|taken| taken.is_sound);
        let nearest = (0..taken.len())
            .min_by_key(|at| (self.worth(&taken[*at].tried), self.rank(&taken[*at], start)))?;
        let nearest = taken.swap_remove(nearest);
        (self.worth(&nearest.tried) < own).then_some(nearest)
    }

    fn worth(&self, tried: &Tried) -> Worth {
        let empty = (tried.balance - self.short).max(0) + tried.ragged;
        ((-tried.balance).max(0), empty)
    }

    /// The earliest treatments of the order, then those that do what is wanted, then the least of them.
    fn rank(&self, taken: &Taken, start: Start) -> Rank {
        let order = &self.limits.order;
        let amounts = order.iter().map(|means| (*means, taken.work.amount(*means)));
        let used: Vec<(usize, (Means, i64))> =
            amounts.enumerate().filter(|(_, (_, amount))| *amount != 0).collect();
        let latest = used.last().map_or(0, |(at, _)| *at);
        let against = used
            .iter()
            .filter(|(_, (means, amount))| means.shortens(*amount) != (start.before < 0))
            .count();
        let much = used.iter().map(|(_, (means, amount))| match means {
            // Little by little, not by thousandths.
            Means::Tracking => taken.work.tracking.len() as i64,
            _ => amount.abs(),
        });
        let is_rough = taken.tried.ragged > start.ragged + 1;
        (is_rough, latest, against, taken.tried.ragged, much.sum(), taken.by)
    }

    /// What a step makes of a work, within the limits.
    fn stepped(&self, work: &Work, step: Step, start: Start) -> Option<Work> {
        let mut made = work.clone();
        match step {
            Step::MoreWhite(spot, by) => (0..by).for_each(|_| spot.widen(&mut made)),
            Step::LessWhite(spot) => spot.narrow(&mut made),
            Step::Picture(insert, 1) if made.geometry.pictures.get(&insert) < Some(&0) => {
                back(&mut made.geometry.pictures, insert);
            }
            Step::Picture(insert, by) => {
                *made.geometry.pictures.entry(insert).or_default() += by;
                made.geometry.pictures.retain(|_, lines| *lines != 0);
            }
            Step::Lines(at, leeway) => _ = made.tracking.insert(at, leeway),
            Step::OwnLines(at) => _ = made.tracking.remove(&at),
            Step::Headline(by) => made.geometry.headline += by,
            Step::Out => {
                let group = going::next(self.bench.items, work, |_| true)?;
                going::leave_out(self.bench.items, &mut made, &group);
            }
            Step::Back => {
                let group = going::last(self.bench.items, work)?;
                going::bring_back(self.bench.items, &mut made, &group);
            }
        }
        (made != *work && self.is_allowed(&made, start)).then_some(made)
    }

    /// Whether a work keeps to the limits, and to one direction in each of its treatments.
    fn is_allowed(&self, work: &Work, start: Start) -> bool {
        let limits = self.limits;
        let pictures = || work.geometry.pictures.values();
        let within = |of: Limits, lines: &i64| (of.least..=of.most).contains(lines);
        let is_one_way = pictures().all(|lines| *lines > 0) || pictures().all(|lines| *lines < 0);
        let mut extents = work.tracking.values().map(|leeway| leeway.extent);
        let extent = extents.next();
        // A story that is short is lengthened: white that is too much is not made good by tight lines.
        let takes_back = pictures().any(|lines| *lines < 0)
            || work.geometry.headline < 0
            || extent == Some(Extent::Tight);
        let white = work.white.values().map(|lines| i64::from(*lines));
        let is_open = white.clone().any(|lines| lines > OVER_SUBHEAD);
        let mut white = white.chain(work.geometry.around.values().copied());
        is_one_way
            && !is_open
            && work.geometry.head.max(0) <= limits.white
            && white.all(|lines| lines <= limits.white)
            && (start.before < 0 || !takes_back && work.left_out.is_empty())
            && pictures().all(|lines| within(limits.picture, lines))
            && within(limits.headline, &work.geometry.headline)
            && extents.all(|other| Some(other) == extent)
    }

    /// What a work comes to.
    fn takes(&mut self, work: Work, by: (usize, usize), start: Start) -> Option<Taken> {
        let tried = self.bench.try_out(&work)?;
        let is_sound = tried.ragged <= start.ragged + LONE
            && tried.hollow <= start.hollow
            && tried.few <= start.few
            && self.most_white(&work, &tried) <= self.limits.white;
        Some(Taken { work, tried, by, is_sound })
    }

    /// The most lines of white in a leg.
    pub(super) fn most_white(&mut self, work: &Work, tried: &Tried) -> i64 {
        self.bench.white_in_legs(work, tried).into_values().max().unwrap_or(0)
    }

    /// All steps from here, those of the earlier treatments first.
    fn steps(&mut self) -> Vec<Step> {
        let mut all = Vec::new();
        for means in &self.limits.order {
            match means {
                Means::White => {
                    let spots = self.spots();
                    let more = |by| spots.iter().map(move |spot| Step::MoreWhite(*spot, by));
                    all.extend((1..=self.limits.white.min(MOST_WHITE)).flat_map(more));
                    all.extend(spots.iter().map(|spot| Step::LessWhite(*spot)));
                }
                Means::Picture => {
                    let steps = |insert| [1, -1].map(|by| Step::Picture(insert, by));
                    all.extend(self.bench.pictures().into_iter().flat_map(steps));
                }
                Means::Tracking => all.extend(self.steps_of_lines()),
                Means::Headline => all.extend([1, -1].map(Step::Headline)),
                Means::Optional => all.extend([Step::Out, Step::Back]),
            }
        }
        all.truncate(STEPS);
        all
    }

    /// Every paragraph that gives or takes a line, for the least that it does so for.
    fn steps_of_lines(&mut self) -> Vec<Step> {
        let Limits { least, most } = self.limits.tracking;
        let mut all: Vec<Step> = self.work.tracking.keys().map(|at| Step::OwnLines(*at)).collect();
        for (extent, most) in [(Extent::Tight, -least), (Extent::Loose, most)] {
            let mut known: BTreeMap<usize, Leeway> = BTreeMap::new();
            for give in steps(most) {
                let leeway = Leeway { extent, give };
                for at in self.bench.takers(leeway) {
                    known.entry(at).or_insert(leeway);
                }
            }
            let mut known: Vec<(usize, Leeway)> = known.into_iter().collect();
            known.sort_by_key(|(at, leeway)| (leeway.give, Reverse(*at)));
            let free = known.into_iter().filter(|(at, _)| !self.work.tracking.contains_key(at));
            all.extend(free.map(|(at, leeway)| Step::Lines(at, leeway)));
        }
        all
    }
}
