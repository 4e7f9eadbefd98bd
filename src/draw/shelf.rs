//! [`PageShelf`]: what was found out about pages, for the runs after.

use std::sync::Arc;

use super::account::Trails;
use super::list::{DrawPage, Tally};
use super::source::{PageKey, PageSource};
use super::structure::{LeafId, places};
use crate::kept::{Kept, Lasting};
use crate::measure::Rect;

/// What was found out about pages, by what they are drawn from. It belongs to one font book.
#[derive(Debug)]
pub struct PageShelf<T: Tally>(Kept<Arc<PageSource>, KeptPage<T>>);

/// Of a page that was drawn. Its leaves are counted from the page's first.
#[derive(Debug)]
pub(super) struct KeptPage<T: Tally> {
    pub trails: Trails,
    pub places: Vec<(LeafId, Rect)>,
    pub tally: T::Kept,
}

impl<T: Tally> PageShelf<T> {
    pub(crate) fn new(lasting: Lasting) -> PageShelf<T> {
        PageShelf(Kept::new(lasting))
    }

    /// A shelf that will see one run and no other.
    pub fn for_one_run() -> PageShelf<T> {
        PageShelf::new(Lasting::Never)
    }

    /// Whether pages are looked up at all.
    pub(super) fn lasts(&self) -> bool {
        self.0.lasting() != Lasting::Never
    }

    /// What is known of a page, which is drawn if it is not known.
    pub(super) fn look(
        &self,
        at: usize,
        key: &PageKey,
        draw: impl FnOnce() -> Option<DrawPage>,
    ) -> Option<Arc<KeptPage<T>>> {
        let look = |_: &Arc<PageSource>| {
            let page = draw().ok_or(())?;
            let (mut trails, mut tally) = (Trails::default(), T::default());
            trails.see(at, &page);
            tally.see(at, &page);
            let mut places = places(&page);
            places.iter_mut().for_each(|(leaf, _)| *leaf = leaf.counted_from(key.first));
            Ok::<_, ()>(KeptPage { trails, places, tally: tally.keep() })
        };
        self.0.get_or_try(key.source.clone(), look).ok()
    }

    /// A run is over: what the last runs did not ask for goes.
    pub fn end_run(&self) {
        self.0.end_run();
    }

    /// How many pages have been looked at.
    #[cfg(test)]
    pub fn made(&self) -> u64 {
        self.0.made()
    }
}
