//! Which arrangement of a page is tried next, and what became of it.

use std::cmp::Reverse;
use std::sync::Arc;

use super::super::bench::Settled;
use super::super::page::{Arrangement, Form};
use super::super::rules::{Rule, SMALLER};
use super::super::seen::{Seen, TABOO, WRONG, see};
use super::super::share::Shares;
use super::trial::{FEWER_TRIES, TRIES, Trial, Tried};
use super::written::Part;
use super::{Arranger, Known, OF_PLAN, SEARCHES};
use crate::diag::Code;
use crate::diag::codes::preflight;

/// Times that a page without faults is tried in another way, so that less of it stays white.
const CLOSER: usize = 5;
/// Times that a page is tried in ways that are unlike each other, before such as are like the best of them are.
const UNLIKE_FIRST: usize = 6;
/// What one like it may cost more.
const LIKE: i64 = 4000;
/// What an alternative may cost more for each thousandth of the page that stands elsewhere.
const UNLIKE: i64 = 6;

impl Arranger<'_> {
    /// Of every page that is not done the best arrangement that was not tried.
    pub(super) fn candidates(&self, shares: &Shares, trials: &mut [Trial]) -> Vec<Candidate> {
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
            let next = next.cloned();
            let like = self.recut(at, trial).or_else(|| self.like(at, trial));
            match like.or(next).filter(|_| trial.tried.len() < trial.most()) {
                Some(own) => {
                    candidates.push(Candidate { at, known: known.clone(), own });
                }
                None => trial.is_done = true,
            }
        }
        candidates
    }

    /// The best of a page that was tried some times, and that a line cuts, with a part of it parted anew so that none does.
    fn recut(&self, at: usize, trial: &mut Trial) -> Option<Arrangement> {
        let Tried { known, own, seen } = trial.best.as_ref()?;
        let is_due = trial.tried.len() >= UNLIKE_FIRST && own.is_cut() && seen.over.is_empty();
        if !is_due || !trial.recut.insert(own.places()) {
            return None;
        }
        let anew = self.desk(at, known.first, &known.pieces).recut(own)?;
        (!anew.is_cut() && !trial.tried.contains(&anew.places())).then_some(anew)
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
    pub(super) fn take(&mut self, own: Candidate, of: (usize, &Settled), trials: &mut [Trial]) {
        let Candidate { at, known, own } = own;
        let mut seen = see(&self.desk(at, known.first, &known.pieces), of);
        // What the plan says of ranks and of neighbours weighs as much as what a desk objects to.
        let broken = [Rule::Rank, Rule::Apart].map(|rule| own.bill.by_rule.get(&rule).copied());
        let broken: i64 = broken.into_iter().flatten().sum();
        seen.faults += broken.max(0) as usize * TABOO;
        // Of its sidebars and pictures a little less.
        let told = [Rule::With, Rule::LargerPicture, Rule::LeadFirst]
            .map(|rule| own.bill.by_rule.get(&rule));
        let told: i64 = told.into_iter().flatten().sum();
        seen.faults += told.max(0) as usize * OF_PLAN;
        let desk = self.desk(at, known.first, &known.pieces);
        seen.faults += desk.small_lead(&own).map_or(0, |(_, size)| of_small_lead(size));
        // Nothing stands where a block of the plan is.
        seen.faults += if desk.is_clear(&own) { 0 } else { WRONG };
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
}

/// What an arrangement costs beside those that were given: the more of the page stands elsewhere, the less.
fn dearness(own: &Arrangement, given: &[Arrangement]) -> i64 {
    let unlike = given.iter().map(|other| own.difference(other)).min().unwrap_or(0);
    own.cost - unlike * UNLIKE
}

/// What a lead's head weighs among faults that has a size of those of lesser ranks: as much as a rule of the desk, so that
/// a page is not rid of a cut by it, and more the smaller it is.
fn of_small_lead(size: u32) -> usize {
    let sizes = SMALLER.iter().filter(|own| **own > size).count();
    TABOO + sizes.saturating_sub(1) * OF_PLAN
}

/// Whether a finding is about a story by itself, not about what stands beside it.
fn is_of_form(code: Code) -> bool {
    use preflight::{HEADS_ALIKE, HEADS_GROW, HEADS_LEVEL, HEADS_STACKED, PAGE_CUT};
    ![PAGE_CUT, HEADS_LEVEL, HEADS_STACKED, HEADS_GROW, HEADS_ALIKE].contains(&code)
}

/// What is to be settled for a page.
pub(super) struct Candidate {
    pub at: usize,
    pub known: Arc<Known>,
    pub own: Arrangement,
}

impl Candidate {
    pub fn parts(&self) -> Part<'_> {
        (self.at, &self.known, &self.own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_s_small_head_weighs_as_much_as_a_rule_of_the_desk_and_more_the_smaller_it_is() {
        let sizes = [36, 28, 21].map(of_small_lead);
        assert!(sizes[0] >= TABOO && sizes.is_sorted_by(|a, b| a < b), "{sizes:?}");
    }
}
