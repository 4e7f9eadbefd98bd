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
use super::structure::{self, Index, LeafId, OutlinePage, Plan, Structure};
use crate::diag::Findings;
use crate::flow::{Filled, SetPage};
use crate::fonts::FontBook;
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
        Drawing { model, sets, filled, faces, structure, plan, grid: false }
    }

    /// With each page's grid over what is drawn on it.
    pub fn with_grid(self) -> Drawing<'a> {
        Drawing { grid: true, ..self }
    }

    fn draw(&self, at: usize) -> Option<DrawPage> {
        let &(page, set) = self.sets.get(at)?;
        let with = Sources { model: self.model, faces: &self.faces, plan: &self.plan };
        let mut drawn = lower_page(&with, page, set);
        if self.grid {
            lay_grid(&mut drawn, page);
        }
        Some(drawn)
    }

    /// Looks at every page: gives what is said of them as a whole, what of their text is not on
    /// them, and what else was to be found out.
    pub fn survey<T: Tally>(&self) -> Survey<T> {
        let index = Index::of(&self.structure);
        let see = |mut seen: Seen<T>, at: usize| {
            if let (Some(page), Some(&(_, set))) = (self.draw(at), self.sets.get(at)) {
                seen.trails.see(at, &page);
                seen.used.extend(page.leaves());
                seen.outline.push(structure::outline_page(&index, &page, (at, set, self.model)));
                seen.tally.see(at, &page);
            }
            seen
        };
        let join = |mut seen: Seen<T>, later: Seen<T>| {
            seen.trails.join(later.trails);
            seen.used.extend(later.used);
            seen.outline.extend(later.outline);
            seen.tally.join(later.tally);
            seen
        };
        let pages = (0..self.sets.len()).into_par_iter();
        let seen = pages.fold(Seen::default, see).reduce(Seen::default, join);
        let findings = account(&seen.trails, self.model, self.filled);
        let list = DrawList {
            pages: self.sets.iter().map(|(page, set)| sheet_of(page, set)).collect(),
            structure: self.structure.pruned(&seen.used),
            threads: structure::threads(self.model, self.filled),
            outline: seen.outline,
        };
        Survey { list, findings, tally: seen.tally }
    }

    /// All pages at once.
    pub fn list(&self) -> DrawList {
        let pages = (0..self.sets.len()).into_par_iter();
        let pages: Vec<DrawPage> = pages.filter_map(|at| self.draw(at)).collect();
        let DrawList { structure, threads, outline, .. } = self.survey::<()>().list;
        DrawList { pages, structure, threads, outline }
    }
}

impl Pages for Drawing<'_> {
    fn page(&self, at: usize) -> Option<Cow<'_, DrawPage>> {
        self.draw(at).map(Cow::Owned)
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
    used: BTreeSet<LeafId>,
    outline: Vec<OutlinePage>,
    tally: T,
}

impl<T: Tally> Default for Seen<T> {
    fn default() -> Seen<T> {
        let (trails, used) = Default::default();
        Seen { trails, used, outline: Vec::new(), tally: T::default() }
    }
}

impl Tally for () {
    fn see(&mut self, _: usize, _: &DrawPage) {}
    fn join(&mut self, (): ()) {}
}
