//! [`Spread`]: lines that a story which is lengthened has spread, as the eye sees them.

use std::collections::BTreeMap;

use crate::compose::SetLine;
use crate::flow::thread::Settled;

/// Gaps of a line that are wider by so many thousandths of an em are seen.
const SEEN: i64 = 50;

/// So many of a hundred lines may be, and no two one under the other.
const MOST_SEEN: usize = 3;

/// Lines that are seen to be spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    pub lines: usize,
    /// Two of them stand one under the other.
    running: bool,
}

impl Spread {
    /// Of each item.
    pub(super) fn of_each(settled: &Settled) -> BTreeMap<usize, Spread> {
        let mut each: BTreeMap<usize, Spread> = BTreeMap::new();
        let mut before = None;
        for set in &settled.lines {
            let seen = is_seen(&set.line);
            if seen {
                let spread = each.entry(set.item).or_default();
                spread.lines += 1;
                spread.running |= before == Some(set.item);
            }
            before = seen.then_some(set.item);
        }
        each
    }

    /// Of some items together.
    pub(super) fn of(settled: &Settled, some: impl Fn(&usize) -> bool) -> Spread {
        let each = Spread::of_each(settled).into_iter().filter(|(at, _)| some(at));
        each.fold(Spread::default(), |all, (_, spread)| Spread {
            lines: all.lines + spread.lines,
            running: all.running || spread.running,
        })
    }

    /// Among so many lines of a story, one of which may always be.
    pub(super) fn is_too_much(self, lines: usize) -> bool {
        self.running || self.lines > (lines * MOST_SEEN / 100).max(1)
    }
}

fn is_seen(line: &SetLine) -> bool {
    let glyphs: usize = line.runs.iter().map(|run| run.glyphs.len()).sum();
    let wider = line.adjustments.iter().map(|adjusted| adjusted.amount).sum();
    line.em.inline.scale(SEEN, 1000) * (glyphs as i64 - 1).max(0) < wider
}
