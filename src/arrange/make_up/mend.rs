//! What goes to other pages once all are composed, or stays without one: a story that was left out comes back for
//! lesser ones, and pages with faults give stories to others.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::bench::Bench;
use super::super::plan::Plan;
use super::super::seen::TABOO;
use super::super::share::{Shares, Taken, pages_of};
use super::Arranger;
use super::trial::{Trial, Trying};

/// Times that stories change places for one of smaller rank that was left out.
const EXCHANGES: usize = 6;
/// Times that stories go to other pages, or the least stays without one, for the sake of a page with faults.
const MENDS: usize = 5;

impl Arranger<'_> {
    /// Gives stories that were left out the places of lesser ones.
    pub(super) fn exchange(&mut self, trying: &mut Trying, bench: &mut dyn Bench) -> Option<()> {
        let plan = self.asked.plan;
        let mut offered = BTreeSet::new();
        for _ in 0..EXCHANGES {
            let Some(shares) =
                self.exchanged(&trying.shares, &mut offered).filter(|_| !self.is_tired())
            else {
                break;
            };
            let mut other = Trying { shares, back: BTreeSet::new(), ..trying.clone() };
            self.compose(&mut other, bench)?;
            let is_better = other.without(plan) < trying.without(plan)
                && other.faults() < trying.faults() + TABOO;
            if is_better {
                *trying = other;
                offered.clear();
            }
        }
        Some(())
    }

    /// Shares in which a story that was left out has a page, for which lesser ones leave it. Each is
    /// offered once.
    fn exchanged(&self, shares: &Shares, offered: &mut BTreeSet<(usize, usize)>) -> Option<Shares> {
        let plan = self.asked.plan;
        let mut without = shares.without.clone();
        without.sort_by_key(|story| (plan.stories[*story].rank, *story));
        let room = |at: usize| i64::from(self.grids[at].free());
        for story in without {
            for at in pages_of(plan, story) {
                if offered.insert((story, at)) {
                    let takes = |story: usize| self.least_area(story, at);
                    let exchanged = shares.exchanged(plan, (story, at), room(at), takes);
                    if exchanged.is_some() {
                        return exchanged;
                    }
                }
            }
        }
        None
    }

    /// Sends stories to other pages where no arrangement of a page is without fault, and takes the least off a
    /// crowded one.
    pub(super) fn mend(&mut self, trying: &mut Trying, bench: &mut dyn Bench) -> Option<()> {
        let mut offered: BTreeSet<Vec<Vec<usize>>> = BTreeSet::new();
        for _ in 0..MENDS {
            let Some(shares) = self.moved(trying, &mut offered).filter(|_| !self.is_tired()) else {
                break;
            };
            let is_shorter = shares.without.len() > trying.shares.without.len();
            let mut other = Trying { shares, ..trying.clone() };
            other.back.extend(other.shares.without.iter().copied());
            self.compose(&mut other, bench)?;
            if trying.is_mended_by(&other, is_shorter) {
                *trying = other;
            }
        }
        Some(())
    }

    /// Other shares for the sake of the page with the most faults, each once: those first by which that page and
    /// another are about full.
    fn moved(&self, trying: &Trying, offered: &mut BTreeSet<Vec<Vec<usize>>>) -> Option<Shares> {
        let plan = self.asked.plan;
        let faults = |trial: &Trial| trial.best.as_ref().map_or(0, |best| best.seen.faults);
        let mut pages: Vec<usize> =
            (0..trying.trials.len()).filter(|at| faults(&trying.trials[*at]) >= TABOO).collect();
        pages.sort_by_key(|at| (Reverse(faults(&trying.trials[*at])), *at));
        let taken: Vec<Taken> = trying
            .trials
            .iter()
            .zip(&self.grids)
            .map(|(trial, grid)| Taken { free: i64::from(grid.free()), areas: trial.areas() })
            .collect();
        for at in pages {
            let others = trying.shares.moves(plan, at, &taken).into_iter();
            let crowded = self.less_crowded(&trying.shares, at);
            let next = others.chain(crowded).find(|own| offered.insert(own.on_page.clone()));
            if next.is_some() {
                return next;
            }
        }
        None
    }

    /// Without the least story of a page that is crowded.
    fn less_crowded(&self, shares: &Shares, at: usize) -> Option<Shares> {
        let room = i64::from(self.grids[at].free());
        shares.less_crowded(self.asked.plan, (at, room), |story| self.least_area(story, at))
    }

    /// Gives a story without room a page on which the least of all has room with it, once. Whether there was one.
    pub(super) fn give_back(&self, shares: &mut Shares, back: &mut BTreeSet<usize>) -> bool {
        let plan = self.asked.plan;
        let mut without = shares.without.clone();
        without.sort_by_key(|story| (plan.stories[*story].rank, *story));
        for story in without.into_iter().filter(|story| !back.contains(story)) {
            let beside = plan.stories[story].with;
            let fits = |at: &usize| {
                let all = shares.on_page[*at].iter().chain([&story]);
                let least = all.map(|own| self.least_area(*own, *at)).sum::<Option<i64>>();
                beside.is_none_or(|mate| shares.on_page[*at].contains(&mate))
                    && least.is_some_and(|least| least <= i64::from(self.grids[*at].free()))
            };
            let Some(at) = pages_of(plan, story).into_iter().find(fits) else { continue };
            back.insert(story);
            shares.without.retain(|other| *other != story);
            shares.on_page[at].push(story);
            return true;
        }
        false
    }
}

impl Trying {
    /// The shares as the pages were found: what was to stand on one and does not is without.
    pub(super) fn standing(&self) -> Shares {
        let mut shares = self.shares.clone();
        for (stories, trial) in shares.on_page.iter_mut().zip(&self.trials) {
            let pieces = trial.best.iter().flat_map(|best| best.known.pieces.iter());
            let placed: BTreeSet<usize> =
                pieces.flat_map(|piece| &piece.stories).copied().collect();
            let (stand, out) = stories.iter().partition(|story| placed.contains(story));
            *stories = stand;
            shares.without.extend::<Vec<usize>>(out);
            shares.without.retain(|story| !placed.contains(story));
        }
        shares
    }

    /// How many stories of each rank are left out, from the first rank on: less is better.
    pub(super) fn without(&self, plan: &Plan) -> Vec<usize> {
        let ranks = || self.shares.without.iter().map(|story| plan.stories[*story].rank);
        let of = |rank: u32| ranks().filter(|own| *own == rank).count();
        let last = plan.stories.iter().map(|copy| copy.rank).max().unwrap_or(0);
        (0..=last).map(of).collect()
    }

    /// Whether other shares have fewer faults: none more is left out for them, and but one where that was the
    /// purpose, for a rule of the desk.
    fn is_mended_by(&self, other: &Trying, is_shorter: bool) -> bool {
        let (own, out) = (self.shares.without.len(), other.shares.without.len());
        match is_shorter {
            true => other.faults() + TABOO <= self.faults() && out == own + 1,
            false => other.faults() < self.faults() && out <= own,
        }
    }

    pub(super) fn faults(&self) -> usize {
        self.trials.iter().filter_map(|trial| trial.best.as_ref()).map(|own| own.seen.faults).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Known;
    use super::super::trial::Tried;
    use super::*;
    use crate::arrange::area::Place;
    use crate::arrange::page::{Arrangement, Piece};
    use crate::arrange::rules::Rule;
    use crate::arrange::seen::Seen;

    /// A page with so many faults, and stories that are left out.
    fn trying(faults: usize, without: usize) -> Trying {
        let (pieces, all) = (Arc::new([]) as Arc<[Piece]>, Vec::new());
        let known = Arc::new(Known { first: 1, pieces, all, stood: None, tried: 0 });
        let own = Arrangement { cost: 0, bill: Default::default(), stands: Vec::new() };
        let seen = Seen { faults, ..Seen::default() };
        let trial = Trial { best: Some(Tried { known, own, seen }), ..Trial::default() };
        let shares = Shares { on_page: vec![Vec::new()], without: (0..without).collect() };
        Trying { shares, trials: vec![trial], back: BTreeSet::new() }
    }

    #[test]
    fn more_is_looked_for_once_where_a_desk_objects_to_all() {
        let is_due = |faults: usize, tried: u32, deeper: usize| {
            let place = |line: u32| Place { line, unit: 0, units: 1, lines: 1 };
            let tried = (0..tried).map(|line| vec![(0, place(line), 0)]).collect();
            Trial { tried, deeper, ..trying(faults, 0).trials.remove(0) }.is_due()
        };
        assert!(is_due(10, 12, 0) && !is_due(10, 11, 0) && !is_due(10, 18, 1));
        assert!(!is_due(3, 12, 0), "lone lines alone");
        let tried = (0..18).map(|line| vec![(0, Place { line, unit: 0, units: 1, lines: 1 }, 0)]);
        let mut cut = Trial { tried: tried.collect(), deeper: 1, ..trying(10, 0).trials.remove(0) };
        assert!(!cut.is_due());
        if let Some(best) = &mut cut.best {
            best.own.bill.by_rule.insert(Rule::Cut, 1);
        }
        assert!(cut.is_due(), "twice for a cut");
        let second = Trial { less: 6, ..trying(10, 0).trials.remove(0) };
        assert!(second.most() == 6 && !second.is_due(), "others were before it");
    }

    #[test]
    fn a_story_that_stands_nowhere_is_without_a_page() {
        let mut page = trying(0, 0);
        let piece = |story: usize| Piece { stories: vec![story], shapes: Vec::new() };
        let (pieces, all) = (Arc::new([piece(0), piece(3)]) as Arc<[Piece]>, Vec::new());
        let known = Arc::new(Known { first: 1, pieces, all, stood: None, tried: 0 });
        page.trials[0].best.as_mut().expect("a page that was found").known = known;
        page.shares = Shares { on_page: vec![vec![0, 1]], without: vec![2, 3] };
        let shares = page.standing();
        assert_eq!((&shares.on_page[..], &shares.without[..]), (&[vec![0]][..], &[2, 1][..]));
    }

    #[test]
    fn a_page_is_mended_by_fewer_faults_and_a_story_is_left_out_for_a_rule_of_the_desk_alone() {
        let page = trying(14, 1);
        assert!(page.is_mended_by(&trying(13, 1), false));
        assert!(page.is_mended_by(&trying(13, 0), false));
        assert!(!page.is_mended_by(&trying(14, 1), false));
        assert!(!page.is_mended_by(&trying(0, 2), false), "another has lost its place");
        assert!(page.is_mended_by(&trying(4, 2), true));
        assert!(!page.is_mended_by(&trying(5, 2), true), "for a lone line no story goes");
        assert!(!page.is_mended_by(&trying(0, 3), true), "more than the one went");
        assert!(!page.is_mended_by(&trying(4, 1), true), "it came back: that is another page");
    }
}
