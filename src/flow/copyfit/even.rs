//! [`Attempt::even`]: a story that fits ends its legs level, within a line.

use crate::compose::Leeway;
use crate::page::model::{Copyfit, Limits, Means};
use crate::text::Extent;

use super::attempt::{Attempt, OVER_SUBHEAD, steps};
use super::work::Work;

impl Attempt<'_, '_, '_> {
    /// Moves lines from leg to leg by white above subheads and by paragraphs of a line less or more,
    /// as far as the limits allow.
    pub(super) fn even(&mut self) {
        if self.tried.ragged == 0 {
            return;
        }
        let changes = self.changes();
        for change in changes {
            if self.tried.ragged == 0 {
                break;
            }
            let mut work = self.work.clone();
            change.make(&mut work, self.limits);
            let Some(tried) = self.bench.try_out(&work) else { continue };
            // White is counted by legs: above two subheads of one leg it is one sum.
            if tried.ragged < self.tried.ragged
                && tried.few <= self.tried.few
                && (0..=self.short).contains(&tried.balance)
                && self.most_white(&work, &tried) <= self.limits.white
            {
                (self.tried, self.work) = (tried, work);
            }
        }
        let work = &self.work;
        self.used.retain(|means| work.amount(*means) != 0);
        for means in [Means::White, Means::Tracking] {
            if work.amount(means) != 0 && !self.used.contains(&means) {
                self.used.push(means);
            }
        }
    }

    /// What moves lines from leg to leg.
    pub(super) fn changes(&mut self) -> Vec<Change> {
        let limits = self.limits;
        let uses = |means| limits.order.contains(&means);
        let mut changes = Vec::new();
        if uses(Means::White) {
            let pieces = self.bench.items.iter().enumerate().filter(|(_, item)| item.heads());
            changes
                .extend(pieces.flat_map(|(at, _)| [Change::MoreWhite(at), Change::LessWhite(at)]));
        }
        if uses(Means::Tracking) {
            let Limits { least, most } = limits.tracking;
            for (extent, most) in [(Extent::Tight, -least), (Extent::Loose, most)] {
                for give in steps(most).into_iter().take(2) {
                    let leeway = Leeway { extent, give };
                    let takers = self.bench.takers(leeway);
                    changes.extend(takers.into_iter().map(|at| Change::Lines(at, leeway)));
                }
            }
        }
        changes
    }
}

/// A change that moves lines from leg to leg.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// A line more or less above a subhead.
    MoreWhite(usize),
    LessWhite(usize),
    /// A line more or less of a paragraph.
    Lines(usize, Leeway),
}

impl Change {
    /// Whether the story takes more lines for it.
    pub(super) fn lengthens(self) -> bool {
        match self {
            Change::MoreWhite(_) => true,
            Change::LessWhite(_) => false,
            Change::Lines(_, leeway) => leeway.extent != Extent::Tight,
        }
    }

    pub(super) fn make(self, work: &mut Work, limits: &Copyfit) {
        match self {
            Change::MoreWhite(at) => {
                let most = u32::try_from(limits.white.min(OVER_SUBHEAD)).unwrap_or(0);
                let lines = work.white.entry(at).or_default();
                *lines = (*lines + 1).min(most);
            }
            Change::LessWhite(at) => match work.white.get_mut(&at) {
                Some(lines) if *lines > 1 => *lines -= 1,
                _ => _ = work.white.remove(&at),
            },
            Change::Lines(at, leeway) => _ = work.tracking.insert(at, leeway),
        }
    }
}
