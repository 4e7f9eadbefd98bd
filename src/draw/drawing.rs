//! [`Drawing`]: a job that can be drawn page by page.
//!
//! A page's marks take ten times the memory of its text. So the pages of a long paper are never all
//! there: each is drawn once to be looked at ([`Drawing::survey`]) and once more to be written,
//! on any thread, and let go.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::account::{Trails, account};
use super::list::{DrawList, DrawPage, DrawSheet, Pages, Tally};
use super::lower::{Faces, Sources, lower_page, sheet_of};
use super::overlay::lay_grid;
use super::shelf::{KeptPage, PageShelf};
use super::source::{Origins, PageKey};
use super::structure::{self, Index, LeafId, Plan, Structure};
use crate::diag::Findings;
use crate::flow::{Filled, SetPage};
use crate::fonts::FontBook;
use crate::measure::Rect;
use crate::page::model::{Page, PageModel};

/// Everything that the pages of a job are drawn from.
pub struct Drawing<'a> {
    model: &'a PageModel,
    /// The pages of the job, with those of the model that they are like.
    sets: Vec<(&'a Page, &'a SetPage)>,
    filled: &'a Filled,
    faces: Faces,
    /// Of all that may be drawn.
    structure: Structure,
    plan: Plan,
    /// What each page is drawn from; none where that is not to be known.
    keys: Vec<PageKey>,
    grid: bool,
}

impl<'a> Drawing<'a> {
    /// Puts every frame of the job on its sheet, when it is asked to.
    ///
    /// A frame that names a page or text that the model does not have is left out; the account
    /// then finds its characters missing.
    pub fn new(model: &'a PageModel, filled: &'a Filled, book: &FontBook<'_>) -> Drawing<'a> {
        let (structure, plan) = structure::plan(model, filled);
        let sets = filled.pages.iter();
        let sets = sets.filter_map(|set| Some((model.pages.get(set.page.0 as usize)?, set)));
        let (sets, faces) = (sets.collect(), Faces::of(book));
        Drawing { model, sets, filled, faces, structure, plan, keys: Vec::new(), grid: false }
    }

    /// With what its pages are drawn from, to know those again that were drawn in a run before.
    pub fn with_keys<T: Tally>(self, shelf: &PageShelf<T>) -> Drawing<'a> {
        // The grid is no part of what a page is drawn from.
        if self.grid || !shelf.lasts() {
            return self;
        }
        let roles = self.structure.roles();
        let origins = Origins { with: &self.sources(), roles: &roles };
        let sets = self.sets.par_iter().enumerate();
        let keys = sets.map(|(at, (page, set))| origins.key(at, page, set)).collect();
        Drawing { keys, ..self }
    }

    /// With each page's grid over what is drawn on it.
    pub fn with_grid(self) -> Drawing<'a> {
        Drawing { grid: true, keys: Vec::new(), ..self }
    }

    fn sources(&self) -> Sources<'_> {
        Sources { model: self.model, faces: &self.faces, plan: &self.plan }
    }

    fn draw(&self, at: usize) -> Option<DrawPage> {
        let &(page, set) = self.sets.get(at)?;
        let mut drawn = lower_page(&self.sources(), page, set);
        if self.grid {
            lay_grid(&mut drawn, page);
        }
        Some(drawn)
    }

    /// Looks at every page: gives what is said of them as a whole, what of their text is not on
    /// them, and what else was to be found out. What is on the shelf is not drawn.
    pub fn survey<T: Tally>(&self, shelf: &PageShelf<T>) -> Survey<T> {
        let see = |mut seen: Seen<T>, at: usize| {
            match self.keys.get(at) {
                Some(key) => {
                    let known = shelf.look(at, key, || self.draw(at));
                    known.iter().for_each(|known| seen.take(at, known, key.first));
                }
                None => self.draw(at).iter().for_each(|page| seen.see(at, page)),
            }
            seen
        };
        let join = |mut seen: Seen<T>, later: Seen<T>| {
            seen.trails.join(later.trails);
            seen.places.extend(later.places);
            seen.tally.join(later.tally);
            seen
        };
        let pages = (0..self.sets.len()).into_par_iter();
        let seen = pages.fold(Seen::default, see).reduce(Seen::default, join);
        let findings = account(&seen.trails, self.model, self.filled);
        let places = || seen.places.iter().flat_map(|(_, places)| places);
        let used: BTreeSet<LeafId> = places().map(|(leaf, _)| *leaf).collect();
        let index = Index::of(&self.structure);
        let outline = seen.places.iter().filter_map(|(at, places)| {
            let &(_, set) = self.sets.get(*at)?;
            Some(structure::outline_page(&index, places, (*at, set, self.model)))
        });
        let list = DrawList {
            pages: self.sets.iter().map(|(page, set)| sheet_of(page, set)).collect(),
            structure: self.structure.pruned(&used),
            threads: structure::threads(self.model, self.filled),
            outline: outline.collect(),
        };
        Survey { list, findings, tally: seen.tally }
    }

    /// All pages at once.
    pub fn list(&self) -> DrawList {
        let pages = (0..self.sets.len()).into_par_iter();
        let pages: Vec<DrawPage> = pages.filter_map(|at| self.draw(at)).collect();
        let nothing = PageShelf::<()>::for_one_run();
        let DrawList { structure, threads, outline, .. } = self.survey(&nothing).list;
        DrawList { pages, structure, threads, outline }
    }
}

impl Pages for Drawing<'_> {
    fn page(&self, at: usize) -> Option<Cow<'_, DrawPage>> {
        self.draw(at).map(Cow::Owned)
    }

    fn key(&self, at: usize) -> Option<&PageKey> {
        self.keys.get(at)
    }
}

/// What is known of a job's pages once each was looked at.
pub struct Survey<T> {
    pub list: DrawList<DrawSheet>,
    /// Empty when nothing is lost.
    pub findings: Findings,
    pub tally: T,
}

/// What was seen so far.
struct Seen<T> {
    trails: Trails,
    /// Of each page where its leaves are.
    places: Vec<(usize, Vec<(LeafId, Rect)>)>,
    tally: T,
}

impl<T: Tally> Seen<T> {
    fn see(&mut self, at: usize, page: &DrawPage) {
        self.trails.see(at, page);
        self.places.push((at, structure::places(page)));
        self.tally.see(at, page);
    }

    /// A page that was seen before; `first` is the first of its leaves.
    fn take(&mut self, at: usize, known: &KeptPage<T>, first: LeafId) {
        self.trails.join(known.trails.clone());
        let places = known.places.iter().map(|(leaf, rect)| (leaf.counted_on(first), *rect));
        self.places.push((at, places.collect()));
        self.tally.join_kept(&known.tally);
    }
}

impl<T: Tally> Default for Seen<T> {
    fn default() -> Seen<T> {
        Seen { trails: Trails::default(), places: Vec::new(), tally: T::default() }
    }
}

impl Tally for () {
    type Kept = ();

    fn see(&mut self, _: usize, _: &DrawPage) {}
    fn join(&mut self, (): ()) {}
    fn keep(self) {}
    fn join_kept(&mut self, (): &()) {}
}
