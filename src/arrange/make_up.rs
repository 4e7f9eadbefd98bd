//! [`Arranger`]: stories go to pages, pages are parted, and what is written is settled until nothing is over.

mod mend;
mod room;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::codes::preflight;
use crate::diag::{Code, Findings};
use crate::measure::Length;
use crate::source::layout::Layout;

use super::area::{Grid, Notch, Place, lines_of};
use super::bench::{Bench, Purpose, Settled};
use super::document::Base;
use super::imagine::{self, Format, Wanted, level_in};
use super::looks::Ends;
use super::mark::marked;
use super::measure::Measured;
use super::page::{Arrangement, Form, PageDesk, Piece, Places, pieces};
use super::plan::Plan;
use super::rules::{LEVELS, Rule, level_of};
use super::seen::{OVER, Seen, TABOO, see};
use super::shape::Page;
use super::share::{Shares, pages_of};
use super::standing::{self, Stood};
use super::tell;
use super::write::{Sheet, lines};

/// Times that a page is written and looked at, at most.
const TRIES: usize = 12;
/// Where stories have changed places for the sake of a page.
const FEWER_TRIES: usize = 6;
/// Times that a page without faults is tried in another way, so that less of it stays white.
const CLOSER: usize = 5;
/// Times that a page is tried in ways that are unlike each other, before such as are like the best of them are.
const UNLIKE_FIRST: usize = 6;
/// What one like it may cost more.
const LIKE: i64 = 4000;
/// What an alternative may cost more for each thousandth of the page that stands elsewhere.
const UNLIKE: i64 = 6;
/// Times that a page is parted anew because a story was longer than its rooms told.
const SEARCHES: usize = 3;
/// Times that more is looked for because a desk has something against all arrangements of a page, and how many of those
/// are tried then.
const DEEPER: usize = 1;
/// Pairs of parts, beyond which nothing more is looked for.
const WORK: u64 = 12_000_000;
/// And, of each page, beyond which stories change places and pages no more.
const TIRED: u64 = 30_000_000;
/// Between the numbers by which they are looked for and those that are asked for.
const OTHER_SEED: u32 = 1000;
const FURTHER: usize = 6;
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

/// All pages on their way.
#[derive(Clone)]
struct Trying {
    shares: Shares,
    trials: Vec<Trial>,
    /// Stories that have had their second chance.
    back: BTreeSet<usize>,
}

/// A page on its way.
#[derive(Clone, Default)]
struct Trial {
    stories: Vec<usize>,
    tried: BTreeSet<Places>,
    /// Forms of stories that a desk objected to.
    blamed: BTreeSet<Form>,
    /// A line cut the page in one that was tried.
    was_cut: bool,
    best: Option<Tried>,
    /// How often it was parted anew.
    searches: usize,
    /// How often more was looked for because a desk had something against all of it.
    deeper: usize,
    /// How often it is tried less, because others were before it.
    less: usize,
    is_done: bool,
}

impl Trial {
    /// How often it is tried at most.
    fn most(&self) -> usize {
        TRIES + self.deeper * FURTHER - self.less.min(TRIES)
    }

    /// Whether a desk has something against all that was found, and nothing more was looked for.
    fn is_due(&self) -> bool {
        let is_wrong = self.best.as_ref().is_some_and(|best| best.seen.faults >= OF_PLAN);
        let is_first = self.less == 0 && self.deeper < DEEPER;
        !self.is_done && is_wrong && is_first && self.tried.len() >= self.most()
    }

    /// Whether a desk has nothing against what was found.
    fn is_clean(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.seen.faults == 0)
    }

    /// The leg-lines of each story as the page is now.
    fn areas(&self) -> BTreeMap<usize, i64> {
        let Some(Tried { known, own, .. }) = &self.best else { return BTreeMap::new() };
        let stands = own.stands.iter().filter_map(|stand| {
            let story = known.pieces.get(stand.piece)?.stories.first()?;
            let shape = known.pieces[stand.piece].shapes.get(stand.shape)?;
            Some((*story, i64::from(shape.area(stand.place.lines))))
        });
        stands.collect()
    }
}

/// An arrangement that was settled.
#[derive(Clone)]
struct Tried {
    known: Arc<Known>,
    own: Arrangement,
    seen: Seen,
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

    /// Of every page that is not done the best arrangement that was not tried.
    fn candidates(&self, shares: &Shares, trials: &mut [Trial]) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (at, trial) in trials.iter_mut().enumerate() {
            let stories = &shares.on_page[at];
            if trial.stories != *stories {
                let less = if self.is_second { TRIES - FEWER_TRIES } else { 0 };
                *trial = Trial { stories: stories.clone(), less, ..Trial::default() };
            }
            if trial.is_done || stories.is_empty() {
                continue;
            }
            let Some(known) = self.known.get(&(at, stories.clone())) else { continue };
            let before = &self.given[at];
            let mut all: Vec<&Arrangement> = known.all.iter().collect();
            if !before.is_empty() {
                all.sort_by_key(|own| dearness(own, before));
            }
            let most = known
                .stood
                .as_ref()
                .filter(|_| before.is_empty() && trial.is_clean())
                .map(|own| own.cost);
            let fresh = || {
                let all = all.iter().copied().filter(|own| !trial.tried.contains(&own.places()));
                all.filter(move |own| most.is_none_or(|most| own.cost <= most))
            };
            let unlike = |own: &&Arrangement| before.iter().all(|other| own.is_unlike(other));
            let innocent =
                |own: &&Arrangement| own.forms().all(|form| !trial.blamed.contains(&form));
            let whole = |own: &&Arrangement| !(trial.was_cut && own.is_cut());
            let next = fresh().find(|own| unlike(own) && innocent(own) && whole(own));
            let next = next.or_else(|| fresh().find(|own| unlike(own) && whole(own)));
            let next = next.or_else(|| fresh().find(|own| unlike(own) && innocent(own)));
            // One that was given before only where there is no other.
            let known_one = || fresh().next().filter(|_| trial.best.is_none());
            let next = next.or_else(|| fresh().find(unlike)).or_else(known_one);
            let like = self.like(at, trial);
            match like.or(next.cloned()).filter(|_| trial.tried.len() < trial.most()) {
                Some(own) => {
                    candidates.push(Candidate { at, known: known.clone(), own });
                }
                None => trial.is_done = true,
            }
        }
        candidates
    }

    /// One like the best of a page that was tried some times, in which a story that a desk objects to stands otherwise:
    /// none where it is without fault.
    fn like(&self, at: usize, trial: &Trial) -> Option<Arrangement> {
        let Tried { known, own, seen } = trial.best.as_ref()?;
        let is_due = trial.tried.len() >= UNLIKE_FIRST && seen.faults > 0 && seen.over.is_empty();
        let objected: Vec<usize> = seen.objections.iter().map(|own| own.story).collect();
        if !is_due || objected.is_empty() {
            return None;
        }
        let desk = self.desk(at, known.first, &known.pieces);
        let least = own.cost + LIKE;
        let mut like = desk.like(own, &objected).into_iter().filter(|other| other.cost <= least);
        like.find(|other| !trial.tried.contains(&other.places()))
    }

    /// Takes note of what became of an arrangement.
    fn take(&mut self, own: Candidate, of: (usize, &Settled), trials: &mut [Trial]) {
        let Candidate { at, known, own } = own;
        let mut seen = see(&self.desk(at, known.first, &known.pieces), of);
        // What the plan says of ranks and of neighbours weighs as much as what a desk objects to.
        let broken = [Rule::Rank, Rule::Apart].map(|rule| own.bill.by_rule.get(&rule).copied());
        let broken: i64 = broken.into_iter().flatten().sum();
        seen.faults += broken.max(0) as usize * TABOO;
        // Of its leads and sidebars a little less.
        let told = [Rule::With, Rule::LargerPicture, Rule::LeadFirst]
            .map(|rule| own.bill.by_rule.get(&rule));
        let told: i64 = told.into_iter().flatten().sum();
        let desk = self.desk(at, known.first, &known.pieces);
        seen.faults +=
            (told.max(0) as usize + usize::from(desk.small_lead(&own).is_some())) * OF_PLAN;
        let trial = &mut trials[at];
        trial.tried.insert(own.places());
        trial.was_cut |= seen.objections.iter().any(|own| own.found.code == preflight::PAGE_CUT);
        for objection in seen.objections.iter().filter(|own| is_of_form(own.found.code)) {
            let holds = |form: &Form| known.pieces[form.0].stories.contains(&objection.story);
            trial.blamed.extend(own.forms().filter(holds));
        }
        if !seen.over.is_empty() && trial.searches < SEARCHES {
            trial.searches += 1;
            for (&story, &lines) in &seen.over {
                self.measured[self.of_page[at]].lengthen(story, lines);
            }
            self.known.remove(&(at, trial.stories.clone()));
        }
        let is_closed = seen.is_closed(self.grids[at].free());
        trial.is_done = seen.faults == 0 && (is_closed || trial.tried.len() >= CLOSER);
        let worth = |own: &Arrangement, seen: &Seen| {
            let dear = own.cost + Rule::White.cost(seen.holes);
            (Reverse(seen.faults), Reverse(dear), seen.filled)
        };
        let is_better = |best: &Tried| worth(&own, &seen) > worth(&best.own, &best.seen);
        if trial.best.as_ref().is_none_or(is_better) {
            trial.best = Some(Tried { known, own, seen });
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

    /// The layout of some pages, in their order, with their stories alone.
    fn layout(&self, parts: &[Part<'_>]) -> String {
        let Asked { plan, base, .. } = self.asked;
        let named: BTreeSet<usize> = parts
            .iter()
            .flat_map(|(_, known, _)| known.pieces.iter().flat_map(|piece| &piece.stories))
            .copied()
            .collect();
        let out = (0..plan.stories.len()).filter(|story| !named.contains(story));
        let out: Vec<&str> = out.map(|story| plan.stories[story].name.as_str()).collect();
        let (looks, mut pages) = self.pages(parts);
        let mut text = format!("{}\n{looks}{}\n", base.shared(), base.articles(&out));
        for (at, _, _) in parts {
            text += &pages.remove(&plan.pages[*at].at).unwrap_or_default();
        }
        text
    }

    /// The layout of all pages. One that stays empty has no place in it.
    fn whole_layout(&self, parts: &[Part<'_>], shares: &Shares) -> String {
        let Asked { plan, base, .. } = self.asked;
        let out: Vec<&str> =
            shares.without.iter().map(|story| plan.stories[*story].name.as_str()).collect();
        let (looks, mut pages) = self.pages(parts);
        let mut text = format!("{}\n{looks}{}\n", base.shared(), base.articles(&out));
        for at in 0..base.pages() {
            let own = pages.remove(&at).or_else(|| {
                let open = plan.pages.iter().find(|page| page.at == at);
                let is_empty = !base.has_blocks(at) && open.is_some_and(|p| p.template.is_none());
                (!is_empty).then(|| base.page(at, &[]))
            });
            text += &own.map_or(String::new(), |own| format!("\n{}", own.trim_start()));
        }
        format!("\n{}", text.trim_start())
    }

    /// The looks of some pages, and the pages by their places in the plan.
    fn pages(&self, parts: &[Part<'_>]) -> (String, BTreeMap<usize, String>) {
        let Asked { plan, base, .. } = self.asked;
        let mut looks: BTreeSet<(Reverse<u32>, Ends)> = BTreeSet::new();
        let mut pages = BTreeMap::new();
        for &(at, known, own) in parts {
            let desk = self.desk(at, known.first, &known.pieces);
            let (stories, open) = (desk.stories(), desk.open);
            let (grid, units) = (desk.grid, desk.units);
            let sheet = Sheet { plan, grid, units, looks: base.looks(), stories: &stories };
            let stands = desk.stands(own);
            let ours = stands.iter().map(|stand| stand.shape.setting).filter(|set| set.is_ours);
            looks.extend(ours.map(|set| (Reverse(set.size), set.ends())));
            pages.insert(open.at, base.page(open.at, &lines(&sheet, &stands)));
        }
        let looks = looks.iter().map(|(size, ends)| (size.0, *ends));
        (base.looks().tables(looks), pages)
    }
}

/// What an arrangement costs beside those that were given: the more of the page stands elsewhere, the less.
fn dearness(own: &Arrangement, given: &[Arrangement]) -> i64 {
    let unlike = given.iter().map(|other| own.difference(other)).min().unwrap_or(0);
    own.cost - unlike * UNLIKE
}

/// Whether a finding is about a story by itself, not about what stands beside it.
fn is_of_form(code: Code) -> bool {
    use preflight::{HEADS_ALIKE, HEADS_GROW, HEADS_LEVEL, HEADS_STACKED, PAGE_CUT};
    ![PAGE_CUT, HEADS_LEVEL, HEADS_STACKED, HEADS_GROW, HEADS_ALIKE].contains(&code)
}

/// A page, by its place among those arranged, and what stands on it.
type Part<'k> = (usize, &'k Known, &'k Arrangement);

/// What is to be settled for a page.
struct Candidate {
    at: usize,
    known: Arc<Known>,
    own: Arrangement,
}

impl Candidate {
    fn parts(&self) -> Part<'_> {
        (self.at, &self.known, &self.own)
    }
}
