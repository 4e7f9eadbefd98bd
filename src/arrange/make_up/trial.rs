//! Pages on their way: what was tried of each, and the best of that.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::page::{Arrangement, Form, Places};
use super::super::seen::Seen;
use super::super::share::Shares;
use super::{Known, OF_PLAN};

/// Times that a page is written and looked at, at most.
pub(super) const TRIES: usize = 12;
/// Where stories have changed places for the sake of a page.
pub(super) const FEWER_TRIES: usize = 6;
/// Times that more is looked for because a desk has something against all arrangements of a page, and how many of those
/// are tried then.
const DEEPER: usize = 1;
/// And where a line cuts the best of them: other numbers are often rid of that.
const DEEPER_OF_CUT: usize = 2;
const FURTHER: usize = 6;

/// All pages on their way.
#[derive(Clone)]
pub(super) struct Trying {
    pub shares: Shares,
    pub trials: Vec<Trial>,
    /// Stories that have had their second chance.
    pub back: BTreeSet<usize>,
}

/// A page on its way.
#[derive(Clone, Default)]
pub(super) struct Trial {
    pub stories: Vec<usize>,
    pub tried: BTreeSet<Places>,
    /// Forms of stories that a desk objected to.
    pub blamed: BTreeSet<Form>,
    /// A line cut the page in one that was tried.
    pub was_cut: bool,
    pub best: Option<Tried>,
    /// Those of which a part was parted anew.
    pub recut: BTreeSet<Places>,
    /// How often it was parted anew.
    pub searches: usize,
    /// How often more was looked for because a desk had something against all of it.
    pub deeper: usize,
    /// How often it is tried less, because others were before it.
    pub less: usize,
    pub is_done: bool,
}

impl Trial {
    /// How often it is tried at most.
    pub fn most(&self) -> usize {
        TRIES + self.deeper * FURTHER - self.less.min(TRIES)
    }

    /// Whether a desk has something against all that was found, and nothing more was looked for.
    pub fn is_due(&self) -> bool {
        let is_wrong = self.best.as_ref().is_some_and(|best| best.seen.faults >= OF_PLAN);
        let is_cut = self.best.as_ref().is_some_and(|best| best.own.is_cut());
        let most = if is_cut { DEEPER_OF_CUT } else { DEEPER };
        let is_first = self.less == 0 && self.deeper < most;
        !self.is_done && is_wrong && is_first && self.tried.len() >= self.most()
    }

    /// Whether a desk has nothing against what was found.
    pub fn is_clean(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.seen.faults == 0)
    }

    /// The leg-lines of each story as the page is now.
    pub fn areas(&self) -> BTreeMap<usize, i64> {
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
pub(super) struct Tried {
    pub known: Arc<Known>,
    pub own: Arrangement,
    pub seen: Seen,
}
