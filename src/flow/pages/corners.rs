//! The rules of cells meet: where one ends in sight of another across it, both go on to the corner.
//!
//! ```text
//!  ------  ------        -------+-------
//!        |           ->         |           a rule at a side stands in the middle of the gutter,
//!        |                      |           one over or under a block ends with its columns
//!  ------  ------        -------+-------
//! ```

use std::collections::BTreeMap;

use crate::measure::{Length, LogicalSize, Size};
use crate::page::model::Page;

use super::boxes::gutter_of;
use crate::flow::frame::{Frame, PlacedRule};

/// A rule as others see it: where it stands, and from where to where it runs.
#[derive(Clone, Copy)]
struct Seen {
    from: Length,
    to: Length,
    half: Length,
}

/// Those of one direction, by where they stand.
type Standing = BTreeMap<Length, Vec<Seen>>;

/// Brings the ends of the rules of a page's blocks together.
pub(super) fn close(page: &Page, rules: &mut [Frame]) {
    let (along, across) = (gutter_of(page) / 2 + Length::PT / 2, page.grid.line);
    let Size { width: x, height: y } =
        page.grid.mode.physical_size(LogicalSize { inline: along, block: across });
    let (mut level, mut upright) = (Standing::new(), Standing::new());
    for frame in rules.iter() {
        let Frame::Rule(rule) = frame else { continue };
        let half = rule.rule.weight / 2;
        match is_level(rule) {
            true => level.entry(rule.from.y).or_default().push(Seen {
                from: rule.from.x,
                to: rule.to.x,
                half,
            }),
            false => upright.entry(rule.from.x).or_default().push(Seen {
                from: rule.from.y,
                to: rule.to.y,
                half,
            }),
        }
    }
    for frame in rules {
        let Frame::Rule(rule) = frame else { continue };
        let PlacedRule { from, to, .. } = rule;
        if from.y == to.y {
            let look = Look { across: &upright, at: from.y, reach: x, slack: y };
            (from.x, to.x) = (look.start(from.x), look.end(to.x));
        } else {
            let look = Look { across: &level, at: from.x, reach: y, slack: x };
            (from.y, to.y) = (look.start(from.y), look.end(to.y));
        }
    }
}

fn is_level(rule: &PlacedRule) -> bool {
    rule.from.y == rule.to.y
}

/// What the ends of a rule that stands at `at` see across it.
struct Look<'a> {
    across: &'a Standing,
    at: Length,
    reach: Length,
    /// So far from their ends rules are seen, too.
    slack: Length,
}

impl Look<'_> {
    fn start(&self, start: Length) -> Length {
        let found = self.seen(start - self.reach, start + self.reach / 2);
        let nearest = found.min_by_key(|(place, _)| (start - *place).units().abs());
        nearest.map_or(start, |(place, half)| place - half)
    }

    fn end(&self, end: Length) -> Length {
        let found = self.seen(end - self.reach / 2, end + self.reach);
        let nearest = found.min_by_key(|(place, _)| (end - *place).units().abs());
        nearest.map_or(end, |(place, half)| place + half)
    }

    fn seen(&self, from: Length, to: Length) -> impl Iterator<Item = (Length, Length)> {
        self.across.range(from..=to).flat_map(|(place, seen)| {
            let meets =
                |seen: &&Seen| seen.from - self.slack <= self.at && self.at <= seen.to + self.slack;
            seen.iter().find(meets).map(|seen| (*place, seen.half))
        })
    }
}
