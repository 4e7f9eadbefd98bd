//! [`Work`]: what is done for one story.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::Leeway;
use crate::page::model::{BlockId, Means, PageId};
use crate::text::Extent;

/// What is done for a story. Pieces are named by their place in the body.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(super) struct Work {
    pub geometry: Geometry,
    pub left_out: BTreeSet<usize>,
    /// Heads of a stack's notices that go because all of their text does: no treatment of their own.
    pub heads: BTreeSet<usize>,
    pub tracking: BTreeMap<usize, Leeway>,
    /// Lines of white above subheads.
    pub white: BTreeMap<usize, u32>,
}

/// What of it changes the room.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Geometry {
    /// Steps of the ladder.
    pub headline: i64,
    /// Lines of white under the head.
    pub head: i64,
    /// Lines that pictures gain.
    pub pictures: BTreeMap<Insert, i64>,
    /// Lines of white around them.
    pub around: BTreeMap<Insert, i64>,
}

/// A picture of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Insert {
    pub page: PageId,
    pub block: BlockId,
}

impl Work {
    /// As a ledger counts it; none where nothing is done by that means.
    pub(super) fn amount(&self, means: Means) -> i64 {
        match means {
            Means::White => {
                let above: u32 = self.white.values().sum();
                let around: i64 = self.geometry.around.values().sum();
                self.geometry.head + around + i64::from(above)
            }
            Means::Picture => self.geometry.pictures.values().sum(),
            Means::Tracking => {
                let amounts = self.tracking.values().map(|leeway| match leeway.extent {
                    Extent::Tight => -i64::from(leeway.give.max(1)),
                    _ => i64::from(leeway.give.max(1)),
                });
                // Where some go one way and some the other, what most of them do.
                let amounts: Vec<i64> = amounts.collect();
                let way: i64 = amounts.iter().map(|amount| amount.signum()).sum();
                let of_way = amounts.into_iter().filter(|amount| amount.signum() != -way.signum());
                of_way.max_by_key(|amount| amount.abs()).unwrap_or(0)
            }
            Means::Headline => self.geometry.headline,
            Means::Optional => self.left_out.len() as i64,
        }
    }

    /// What of it is done by some means alone.
    pub(super) fn only(&self, used: &[Means]) -> Work {
        let has = |means| used.contains(&means);
        let mut work = Work::default();
        if has(Means::White) {
            work.white.clone_from(&self.white);
            work.geometry.head = self.geometry.head;
            work.geometry.around.clone_from(&self.geometry.around);
        }
        if has(Means::Picture) {
            work.geometry.pictures.clone_from(&self.geometry.pictures);
        }
        if has(Means::Tracking) {
            work.tracking.clone_from(&self.tracking);
        }
        if has(Means::Headline) {
            work.geometry.headline = self.geometry.headline;
        }
        if has(Means::Optional) {
            work.left_out.clone_from(&self.left_out);
            work.heads.clone_from(&self.heads);
        }
        work
    }
}
