//! [`Standing`]: what stands on which page, so that a page is written without a look at all others.

use std::collections::BTreeMap;

use super::gather::{Chain, Home};
use super::wrap::Leg;

/// The frames of all chains, by their pages.
#[derive(Default)]
pub struct Standing {
    /// By page and depth: chains, and their frames.
    frames: BTreeMap<(usize, usize), Vec<(usize, usize)>>,
    /// By page: the legs of text that flows.
    legs: BTreeMap<usize, Vec<Leg>>,
}

impl Standing {
    pub fn of(chains: &[Chain<'_>]) -> Standing {
        let mut standing = Standing::default();
        for (chain, of) in chains.iter().enumerate() {
            for (number, frame) in of.frames.iter().enumerate() {
                let place = (frame.page, frame.depth);
                standing.frames.entry(place).or_default().push((chain, number));
                if matches!(of.home, Home::Thread(_)) {
                    let lines = frame.lines.iter().map(|line| line.rect).collect();
                    let leg = Leg { mode: of.mode, rect: frame.rect, lines };
                    standing.legs.entry(frame.page).or_default().push(leg);
                }
            }
        }
        standing
    }

    /// The text frames that begin at a depth of a page.
    pub fn frames(&self, page: usize, depth: usize) -> &[(usize, usize)] {
        self.frames.get(&(page, depth)).map_or(&[], Vec::as_slice)
    }

    pub fn legs(&self, page: usize) -> &[Leg] {
        self.legs.get(&page).map_or(&[], Vec::as_slice)
    }
}
