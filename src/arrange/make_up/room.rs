//! Stories that were left out go into what stayed white, where they have room there as the page is.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::bench::{Bench, Purpose};
use super::super::page::{Arrangement, PageDesk, Piece};
use super::super::share::pages_of;
use super::super::white::{Seat, seats};
use super::choose::Candidate;
use super::trial::{Trial, Tried, Trying};
use super::{Arranger, Known, OF_PLAN, SEARCHES};

/// Times that stories are put into what stayed white.
const FILLS: usize = 4;

impl Arranger<'_> {
    /// Puts stories that were left out into the white of the pages that were composed, all that go there first, then
    /// one by one.
    pub(super) fn fill_up(&mut self, trying: &mut Trying, bench: &mut dyn Bench) -> Option<()> {
        let mut offered: BTreeSet<(usize, Vec<usize>)> = BTreeSet::new();
        for _ in 0..FILLS {
            let Some((at, known, own)) = self.filled_up(trying, &mut offered) else { break };
            let known = Arc::new(known);
            let stories: Vec<usize> =
                known.pieces.iter().flat_map(|own| &own.stories).copied().collect();
            let mut other = trying.clone();
            other.shares.without.retain(|story| !stories.contains(story));
            other.shares.on_page[at].clone_from(&stories);
            // What is over there has no room there: the page is not parted anew for it.
            other.trials[at] = Trial { stories, searches: SEARCHES, ..Trial::default() };
            let candidate = Candidate { at, known, own };
            let settled = bench.settle(&self.layout(&[candidate.parts()]), Purpose::Pages)?;
            self.take(candidate, (0, &settled), &mut other.trials);
            let plan = self.asked.plan;
            let is_better = other.without(plan) < trying.without(plan)
                && other.faults() < trying.faults() + OF_PLAN;
            if is_better {
                *trying = other;
            }
        }
        Some(())
    }

    /// A page as it is with as many of those left out as have room in its white, of those that were not offered it.
    fn filled_up(
        &self,
        trying: &Trying,
        offered: &mut BTreeSet<(usize, Vec<usize>)>,
    ) -> Option<(usize, Known, Arrangement)> {
        let plan = self.asked.plan;
        let mut without = trying.shares.without.clone();
        without.sort_by_key(|story| (plan.stories[*story].rank, *story));
        for at in 0..trying.trials.len() {
            let Some(best) = trying.trials[at].best.as_ref().filter(|own| own.seen.over.is_empty())
            else {
                continue;
            };
            // All that have room, then less.
            for first in 0..without.len() {
                let Some((known, own, stories)) = self.with_more(at, best, &without[first..])
                else {
                    continue;
                };
                if offered.insert((at, stories)) {
                    let (first, stood) = (best.known.first, None);
                    let all = vec![own.clone()];
                    return Some((at, Known { first, pieces: known, all, stood, tried: 0 }, own));
                }
            }
        }
        None
    }

    /// A page with what of some stories has room in its white, and those on it then.
    fn with_more(
        &self,
        at: usize,
        best: &Tried,
        more: &[usize],
    ) -> Option<(Arc<[Piece]>, Arrangement, Vec<usize>)> {
        let plan = self.asked.plan;
        let Tried { known, own, .. } = best;
        let (mut pieces, mut page) = (known.pieces.clone(), own.clone());
        let mut stories: Vec<usize> =
            pieces.iter().flat_map(|piece| &piece.stories).copied().collect();
        let before = stories.len();
        for &story in more {
            let copy = &plan.stories[story];
            let is_welcome = copy.rank >= known.first
                && pages_of(plan, story).contains(&at)
                && copy.with.is_none_or(|mate| stories.contains(&mate));
            if !is_welcome {
                continue;
            }
            let all: Vec<usize> = stories.iter().copied().chain([story]).collect();
            let new: Arc<[Piece]> = self.pieces((at, known.first), &all, &self.notches[at]).into();
            let with_it = self.seated(at, (known.first, &new), (&pieces, &page));
            if let Some(with_it) = with_it {
                (pieces, page, stories) = (new, with_it, all);
            }
        }
        // As the pieces are, so that what is known of them is found.
        let stories: Vec<usize> = pieces.iter().flat_map(|own| &own.stories).copied().collect();
        (stories.len() > before).then_some((pieces, page, stories))
    }

    /// A page with one more piece, or one that has grown, where that costs least in its white.
    fn seated(
        &self,
        at: usize,
        (first, new): (u32, &Arc<[Piece]>),
        (old, page): (&[Piece], &Arrangement),
    ) -> Option<Arrangement> {
        let desk = self.desk(at, first, new);
        let stays = |piece: &Piece| old.iter().position(|own| own.stories == piece.stories);
        let mut stands = Vec::with_capacity(new.len());
        let mut guest = None;
        for (number, piece) in new.iter().enumerate() {
            let Some(known) = stays(piece) else {
                guest = Some(number);
                continue;
            };
            let own = page.stands.iter().find(|stand| stand.piece == known)?;
            let shape = old.get(known)?.shapes.get(own.shape)?;
            let shape = piece.shapes.iter().position(|other| other == shape)?;
            let mut own = own.clone();
            (own.piece, own.shape) = (number, shape);
            stands.push(own);
        }
        let guest = guest?;
        let standing = Arrangement { stands, ..page.clone() };
        seated(&desk, guest, &standing)
    }
}

/// A page on which a piece that stands nowhere has a seat: the one that costs least.
fn seated(desk: &PageDesk<'_>, guest: usize, page: &Arrangement) -> Option<Arrangement> {
    let stands = desk.stands(page);
    let shapes = &desk.pieces.get(guest)?.shapes;
    let taken: Vec<_> = stands.iter().map(|stand| stand.place).collect();
    let with = |seat: Seat<'_>| {
        let mut all = stands.clone();
        // White under a story that another now stands in is none.
        let room = seat.stand(guest);
        for own in &mut all {
            let under = super::super::area::Place {
                line: own.place.end_line(),
                lines: own.white,
                ..own.place
            };
            if own.white > 0 && under.meets(&room.place) {
                own.white = room.place.line.saturating_sub(own.place.end_line());
            }
        }
        all.push(room);
        all.sort_by_key(|stand| stand.story);
        desk.judged(&all)
    };
    let seats = seats(desk.grid, &taken, shapes);
    seats.into_iter().map(with).min_by_key(|page| page.cost)
}
