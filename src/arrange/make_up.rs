//! [`Arranger`]: stories go to pages, pages are parted, and what is written is settled until nothing is over.

mod choose;
mod mend;
mod room;
mod trial;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Findings;
use crate::measure::Length;
use crate::source::layout::Layout;

use super::area::{Grid, Notch, Place, lines_of};
use super::bench::{Bench, Purpose, Settled};
use super::document::Base;
use super::imagine::{self, Format, Wanted, level_in};
use super::mark::marked;
use super::measure::Measured;
use super::page::{Arrangement, PageDesk, Piece, pieces};
use super::plan::Plan;
use super::rules::{LEVELS, level_of};
use super::seen::{OVER, Seen};
use super::shape::Page;
use super::share::{Shares, pages_of};
use super::standing::{self, Stood};
use super::tell;
use choose::Candidate;
use trial::{Trial, Tried, Trying};
use written::Part;

/// Times that a page is parted anew because a story was longer than its rooms told.
const SEARCHES: usize = 3;
/// Pairs of parts, beyond which nothing more is looked for.
const WORK: u64 = 12_000_000;
/// And, of each page, beyond which stories change places and pages no more.
const TIRED: u64 = 30_000_000;
/// Between the numbers by which they are looked for and those that are asked for.
const OTHER_SEED: u32 = 1000;
/// Times that all pages are, whatever comes of it.
const ROUNDS: usize = 64;
/// A sidebar that stands apart, a picture far larger than the lead's and a lead's head smaller than its rank's, among faults.
const OF_PLAN: usize = 4;
/// What a story is taken for before anything is known of it, in characters: its head.
const HEAD: i64 = 300;

/// What is asked of the arranger.
pub struct Asked<'a> {
    pub plan: &'a Plan,
    pub layout: &'a Layout,
    pub base: &'a Base,
    /// The plan's file, as the layout's first line names it.
    pub name: &'a str,
    pub seed: u32,
    /// Where stories stood before, of a layout that is arranged again.
    pub stood: &'a [Stood],
}

/// What the arranger gives.
#[derive(Debug, Default)]
pub struct Arranged {
    /// As it is written.
    pub layout: String,
    pub findings: Findings,
    /// Why every story stands where it does.
    pub explained: String,
}

/// Arranges a plan, as often as it is asked, each time unlike before.
pub struct Arranger<'a> {
    asked: &'a Asked<'a>,
    formats: Vec<Format>,
    /// By arranged page.
    of_page: Vec<usize>,
    grids: Vec<Grid>,
    /// Of each page the corners in which legs may end around a block.
    notches: Vec<Vec<Notch>>,
    measured: Vec<Measured>,
    /// What has been set.
    set: BTreeSet<Wanted>,
    /// By page and stories.
    known: BTreeMap<(usize, Vec<usize>), Arc<Known>>,
    /// By page what was given before.
    given: Vec<Vec<Arrangement>>,
    /// Pairs of parts that were looked at for it all.
    work: u64,
    /// Pages were composed: what is tried now is for the sake of some of them.
    is_second: bool,
}

/// What is known of a page with certain stories.
struct Known {
    first: u32,
    pieces: Arc<[Piece]>,
    all: Vec<Arrangement>,
    /// As it stood before: nothing dearer is better, if a desk has nothing against it.
    stood: Option<Arrangement>,
    /// Pairs of parts that were looked at for it.
    tried: u64,
}

/// A page with what is chosen for it.
pub(super) struct Chosen<'a> {
    /// Its place among those that are arranged.
    pub at: usize,
    pub desk: PageDesk<'a>,
    /// All that came into question.
    pub all: &'a [Arrangement],
    pub own: &'a Arrangement,
    pub seen: Seen,
}

impl<'a> Arranger<'a> {
    /// Sets the stories in imagined rooms. Without findings nothing could be set at all.
    pub fn new(asked: &'a Asked<'a>, bench: &mut dyn Bench) -> Result<Arranger<'a>, Findings> {
        let plan = asked.plan;
        let nothing = Findings::default;
        let formats_of = |single: &[usize]| Format::all(asked.layout, &plan.pages, single);
        let (formats, of_page) = formats_of(&[]).ok_or_else(nothing)?;
        let stories = plan.stories.len();
        let measured = Vec::new();
        let given = vec![Vec::new(); plan.pages.len()];
        let (set, known, work, is_second) = (BTreeSet::new(), BTreeMap::new(), 0, false);
        let (grids, notches) = (Vec::new(), Vec::new());
        let mut own = Arranger {
            asked,
            formats,
            of_page,
            grids,
            notches,
            measured,
            set,
            known,
            given,
            work,
            is_second,
        };
        let mut found = own.look_at_pages(bench).ok_or_else(nothing)?;
        // Where columns are taken together and an advertisement covers an odd number of them.
        let is_odd = |at: &usize| own.grids[*at].is_odd();
        let odd: Vec<usize> = (0..plan.pages.len()).filter(is_odd).collect();
        if !odd.is_empty() {
            (own.formats, own.of_page) = formats_of(&odd).ok_or_else(nothing)?;
            found = own.look_at_pages(bench).ok_or_else(nothing)?;
        }
        own.measured = vec![Measured::new(stories); own.formats.len()];
        let shares = own.guess();
        found.append(&own.set_rooms(&own.wanted(&shares), bench).ok_or_else(nothing)?);
        if found.has_errors() { Err(found) } else { Ok(own) }
    }

    /// Sets the plan's pages as they are. What is wrong with files is given back.
    fn look_at_pages(&mut self, bench: &mut dyn Bench) -> Option<Findings> {
        let Asked { plan, base, .. } = self.asked;
        let settled = bench.settle(&imagine::fixed(base, plan, &self.formats), Purpose::Rooms)?;
        self.grids = self.grids_of(&settled)?;
        self.notches = self.grids.iter().map(|grid| grid.notches(&grid.ways())).collect();
        for (number, format) in self.formats.iter_mut().enumerate() {
            let id = imagine::sheet_id(number);
            let sheet = settled.model.pages.iter().find(|page| page.name == id)?;
            let span = format.units.spans(sheet).first().copied()?;
            format.lines = lines_of(sheet);
            format.width = (span.to - span.from) * 1000 / Length::PT.units();
        }
        let mut found = tell::unsound(plan, &[], &settled);
        found.append(&tell::of_own_blocks(self.asked, &settled));
        Some(found)
    }

    /// Shares that tell which stories lead their pages, before anything is set.
    fn guess(&self) -> Shares {
        let plan = self.asked.plan;
        let takes = |story: usize| plan.stories.get(story).map(|copy| copy.body as i64 + HEAD);
        let all: i64 = (0..plan.stories.len()).filter_map(takes).sum();
        let free: Vec<i64> = self.grids.iter().map(|grid| i64::from(grid.free())).collect();
        let most = free.iter().copied().max().unwrap_or(1).max(1);
        let room: Vec<i64> = free.iter().map(|free| all * free / most).collect();
        Shares::of(plan, &room, |story, _| takes(story))
    }

    /// What has to be set for stories to stand where they do.
    fn wanted(&self, shares: &Shares) -> BTreeSet<Wanted> {
        let plan = self.asked.plan;
        let mut wanted = BTreeSet::new();
        for (at, stories) in shares.on_page.iter().enumerate() {
            let first = shares.first(plan, at);
            for &story in stories {
                let copy = &plan.stories[story];
                let (format, mut level) = (self.of_page[at], level_in(copy, level_of(first, copy)));
                // Where no head of its level fits, one of the next will do.
                let fits = |level: usize| self.measured[format].has_level(story, level);
                while level + 1 < LEVELS
                    && self.set.contains(&(format, story, level))
                    && !fits(level)
                {
                    level += 1;
                }
                wanted.insert((format, story, level));
            }
        }
        // Whoever has no page yet may get one.
        for &story in &shares.without {
            for at in pages_of(plan, story) {
                let format = self.of_page[at];
                if !wanted.iter().chain(&self.set).any(|own| (own.0, own.1) == (format, story)) {
                    wanted.insert((format, story, level_in(&plan.stories[story], 2)));
                }
            }
        }
        wanted.retain(|own| !self.set.contains(own));
        wanted
    }

    /// Sets stories in imagined rooms. What is wrong with files is given back.
    fn set_rooms(&mut self, wanted: &BTreeSet<Wanted>, bench: &mut dyn Bench) -> Option<Findings> {
        let Asked { plan, base, .. } = self.asked;
        if wanted.is_empty() {
            return Some(Findings::default());
        }
        let seen = self.set.iter().map(|(format, story, _)| (*format, *story)).collect();
        let rooms = imagine::rooms(plan, &self.formats, wanted, seen);
        let text = imagine::imagined(base, plan, &self.formats, &rooms);
        let settled = bench.settle(&text, Purpose::Rooms)?;
        for (format, measured) in self.measured.iter_mut().enumerate() {
            measured.learn(&rooms, &settled, format);
        }
        self.set.extend(wanted);
        Some(tell::unsound(plan, &rooms, &settled))
    }

    fn grids_of(&self, settled: &Settled) -> Option<Vec<Grid>> {
        let page = |id: String| settled.model.pages.iter().find(|page| page.name == id);
        let story = |id: u32| {
            settled.model.stories.get(id as usize).map_or(String::new(), |s| s.name.clone())
        };
        let pages = self.asked.plan.pages.iter().zip(&self.of_page);
        let grids = pages.map(|(open, &format)| {
            let sheet = lines_of(page(imagine::sheet_id(format))?);
            let units = self.formats.get(format)?.units;
            let mut grid = Grid::of(page(imagine::fixed_id(open))?, (units, sheet), story);
            let stood = self.asked.stood.iter().filter(|own| own.page == open.id);
            grid.give_back(&stood.filter_map(|own| own.place(units)).collect::<Vec<Place>>());
            Some(grid)
        });
        grids.collect()
    }

    /// The next arrangement of all pages; none where nothing can be set.
    pub fn next(&mut self, bench: &mut dyn Bench) -> Option<Arranged> {
        let plan = self.asked.plan;
        let trials: Vec<Trial> = plan.pages.iter().map(|_| Trial::default()).collect();
        let stood = standing::shares(plan, self.asked.stood);
        let shares = stood.unwrap_or_else(|| self.share_out());
        let mut trying = Trying { shares, trials, back: BTreeSet::new() };
        self.is_second = false;
        self.compose(&mut trying, bench)?;
        self.is_second = true;
        self.exchange(&mut trying, bench)?;
        self.mend(&mut trying, bench)?;
        self.fill_up(&mut trying, bench)?;
        let mut arranged = self.finish(&trying.standing(), &trying.trials);
        // Pages were looked at one by one: what is wrong with all of them together is told.
        let settled = bench.settle(&arranged.layout, Purpose::Pages)?;
        arranged.findings.append(&tell::wrong(self.asked, &settled));
        Some(arranged)
    }

    /// Parts, writes and looks at all pages until each is done.
    fn compose(&mut self, trying: &mut Trying, bench: &mut dyn Bench) -> Option<()> {
        let plan = self.asked.plan;
        let Trying { shares, trials, back } = trying;
        for _ in 0..ROUNDS {
            self.search(shares, bench)?;
            self.look_further(shares, trials, bench);
            let candidates = self.candidates(shares, trials);
            if candidates.is_empty() {
                if self.give_back(shares, back) {
                    continue;
                }
                break;
            }
            let text = self.layout(&candidates.iter().map(Candidate::parts).collect::<Vec<_>>());
            let settled = bench.settle(&text, Purpose::Pages)?;
            for (number, candidate) in candidates.into_iter().enumerate() {
                self.take(candidate, (number, &settled), trials);
            }
            for (at, trial) in trials.iter().enumerate().filter(|(_, trial)| trial.is_done) {
                // Rather no story than one that is over, or for which the page does not compose.
                let Some(seen) = trial.best.as_ref().map(|best| &best.seen) else { continue };
                match seen.wrong() {
                    _ if seen.faults >= OVER => shares.take_off(plan, at),
                    Some(story) => shares.give_up(at, story),
                    None => {}
                }
            }
        }
        Some(())
    }

    /// The stories of each page, as far as there is room by the least that they take.
    fn share_out(&self) -> Shares {
        let room: Vec<i64> = self.grids.iter().map(|grid| i64::from(grid.free())).collect();
        Shares::of(self.asked.plan, &room, |story, at| self.least_area(story, at))
    }

    /// The fewest leg-lines that a story takes on a page.
    fn least_area(&self, story: usize, at: usize) -> Option<i64> {
        let first = self.asked.plan.stories[story].rank.saturating_sub(2);
        let pieces = self.pieces((at, first), &[story], &[]);
        let shapes = pieces.iter().flat_map(|piece| &piece.shapes);
        shapes.map(|shape| i64::from(shape.units * shape.least)).min()
    }

    fn pieces(
        &self,
        (at, first): (usize, u32),
        stories: &[usize],
        notches: &[Notch],
    ) -> Vec<Piece> {
        let format = self.of_page[at];
        let page = Page::of(&self.grids[at], self.formats[format].units, first);
        pieces(self.asked.plan, stories, &self.measured[format], (page, notches))
    }

    /// Finds arrangements for every page that has none yet, pages side by side. Stories that no arrangement
    /// has room for go to the next page, or stay without.
    fn search(&mut self, shares: &mut Shares, bench: &mut dyn Bench) -> Option<()> {
        loop {
            self.set_rooms(&self.wanted(shares), bench)?;
            let new = shares.on_page.iter().enumerate().filter_map(|(at, stories)| {
                let key = (at, stories.clone());
                (!stories.is_empty() && !self.known.contains_key(&key)).then_some(key)
            });
            let new: Vec<(usize, Vec<usize>)> = new.collect();
            let mut found: Vec<Arc<Known>> = Vec::new();
            bench.on_threads(&mut || {
                let search = |(at, stories): &(usize, Vec<usize>)| {
                    let first = shares.first(self.asked.plan, *at);
                    let pieces: Arc<[Piece]> =
                        self.pieces((*at, first), stories, &self.notches[*at]).into();
                    let desk = self.desk(*at, first, &pieces);
                    let stood = standing::arrangement(&desk, self.asked.stood);
                    let (all, tried) = desk.arrangements(self.asked.seed);
                    let all = stood.iter().cloned().chain(all).collect();
                    Arc::new(Known { first, pieces, all, stood, tried })
                };
                found = new.par_iter().map(search).collect();
            });
            self.work += found.iter().map(|known| known.tried).sum::<u64>();
            self.known.extend(new.into_iter().zip(found));
            let full = shares.on_page.iter().enumerate().find(|(at, stories)| {
                let known = self.known.get(&(*at, stories.to_vec()));
                known.is_some_and(|known| known.all.is_empty())
            });
            match full.map(|(at, _)| at) {
                Some(at) => shares.take_off(self.asked.plan, at),
                None => return Some(()),
            }
        }
    }

    /// Looks for other arrangements of pages of which a desk has something against all that were tried.
    fn look_further(&mut self, shares: &Shares, trials: &mut [Trial], bench: &mut dyn Bench) {
        let is_due = |(at, trial): &(usize, &mut Trial)| {
            trial.is_due() && trial.stories == shares.on_page[*at]
        };
        let due = trials.iter_mut().enumerate().filter(is_due).map(|(at, trial)| {
            trial.deeper += 1;
            (at, trial.stories.clone(), trial.deeper as u32)
        });
        let due: Vec<(usize, Vec<usize>, u32)> = due.collect();
        let mut found = Vec::new();
        bench.on_threads(&mut || {
            let further = due.par_iter().filter_map(|(at, stories, deeper)| {
                let key = (*at, stories.clone());
                let known = self.known.get(&key).filter(|known| known.tried < WORK)?;
                let (first, pieces) = (known.first, known.pieces.clone());
                let seed = self.asked.seed.wrapping_add(deeper * OTHER_SEED);
                let (mut all, tried) = self.desk(*at, first, &pieces).arrangements(seed);
                all.extend(known.all.iter().cloned());
                all.sort_by_key(|own| own.cost);
                let (stood, tried) = (known.stood.clone(), known.tried + tried);
                Some((key, Arc::new(Known { first, pieces, all, stood, tried })))
            });
            found = further.collect();
        });
        self.work += found.iter().map(|(_, known): &(_, Arc<Known>)| known.tried).sum::<u64>();
        self.known.extend(found);
    }

    /// Whether so much was looked at that stories change their places no more.
    fn is_tired(&self) -> bool {
        self.work > TIRED * self.grids.len() as u64
    }

    fn desk(&self, at: usize, first: u32, pieces: &Arc<[Piece]>) -> PageDesk<'_> {
        let format = self.of_page[at];
        PageDesk {
            plan: self.asked.plan,
            open: &self.asked.plan.pages[at],
            grid: &self.grids[at],
            units: self.formats[format].units,
            measured: &self.measured[format],
            first,
            pieces: pieces.clone(),
        }
    }

    /// What is written and said of the pages as they were found.
    fn finish(&mut self, shares: &Shares, trials: &[Trial]) -> Arranged {
        let chosen: Vec<Chosen<'_>> = trials
            .iter()
            .enumerate()
            .filter_map(|(at, trial)| {
                let Tried { known, own, seen } = trial.best.as_ref()?;
                let desk = self.desk(at, known.first, &known.pieces);
                Some(Chosen { at, desk, all: &known.all, own, seen: seen.clone() })
            })
            .collect();
        let parts: Vec<Part<'_>> = trials
            .iter()
            .enumerate()
            .filter_map(|(at, trial)| {
                let Tried { known, own, .. } = trial.best.as_ref()?;
                Some((at, &**known, own))
            })
            .collect();
        let layout = marked(self.asked.name, &self.whole_layout(&parts, shares));
        let arranged = Arranged {
            layout,
            findings: tell::findings(self.asked, &chosen, &shares.without),
            explained: tell::explain(&self.asked.plan.stories, &chosen, &shares.without),
        };
        drop(chosen);
        let given: Vec<(usize, Arrangement)> =
            parts.iter().map(|(at, _, own)| (*at, (*own).clone())).collect();
        given.into_iter().for_each(|(at, own)| self.given[at].push(own));
        arranged
    }
}
