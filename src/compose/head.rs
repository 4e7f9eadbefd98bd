//! Heads: rows broken by meaning and balanced (R90-R92), each set as one line.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::chars::{self, Class, Kinsoku};
use crate::measure::Length;
use crate::page::style::Align;
use crate::text::RichText;

use super::galley::{Galley, set_boxes, width_of};
use super::line::{RunText, SetLine};
use super::nodes::Part;

/// Where a head may part.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct HeadBreaks {
    /// `|`: nowhere else.
    explicit: Vec<u32>,
    /// Full-width spaces: rather here.
    preferred: Vec<u32>,
    /// The text, for its word boundaries.
    text: String,
}

impl HeadBreaks {
    pub fn of(text: &RichText) -> HeadBreaks {
        let preferred = text
            .text
            .match_indices('\u{3000}')
            .map(|(at, blank)| (at + blank.len()) as u32)
            .collect();
        HeadBreaks { explicit: text.breaks.clone(), preferred, text: text.text.clone() }
    }

    /// Offsets at which the meaning allows a row to end, and whether gladly.
    fn places(&self) -> Vec<(u32, bool)> {
        if !self.explicit.is_empty() {
            return self.explicit.iter().map(|&at| (at, true)).collect();
        }
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let mut places: Vec<(u32, bool)> = segmenter
            .segment_str(&self.text)
            .map(|at| at as u32)
            .filter(|at| {
                let next = self.text.get(*at as usize..).and_then(|rest| rest.chars().next());
                !next.is_some_and(chars::is_particle)
            })
            .map(|at| (at, false))
            .collect();
        places.extend(self.preferred.iter().map(|&at| (at, true)));
        places.sort_unstable();
        places.dedup_by(|later, first| {
            let same = later.0 == first.0;
            first.1 |= same && later.1;
            same
        });
        places
    }
}

impl Galley {
    /// The text in `count` rows of about equal length, at permitted places. None: there are
    /// too few of them.
    pub fn rows(&self, count: usize) -> Option<Vec<Range<u32>>> {
        if count == 0 || self.nodes.len() == 0 {
            return None;
        }
        let ends = self.row_ends();
        let total = width_of(&self.nodes, 0..self.nodes.len());
        let ideal = total / count as i64;
        // Whole characters of imbalance that a break at other than a preferred place is worth.
        let dislike = self.em.inline * 4;
        let cost = |range: &Range<usize>, glad: bool| -> i128 {
            let off = i128::from((width_of(&self.nodes, range.clone()) - ideal).units());
            let extra = if glad { 0 } else { i128::from(dislike.units()) };
            off * off + extra * extra
        };
        // best[row][end]: the least cost of `row` rows that end at `ends[end]`.
        let mut best: Vec<Option<(i128, Vec<usize>)>> = vec![None; ends.len()];
        for (at, &(end, glad)) in ends.iter().enumerate() {
            best[at] = Some((cost(&(0..end), glad), vec![end]));
        }
        for _ in 1..count {
            let mut next: Vec<Option<(i128, Vec<usize>)>> = vec![None; ends.len()];
            for (at, &(end, glad)) in ends.iter().enumerate() {
                for earlier in best.iter().take(at).flatten() {
                    let Some(&from) = earlier.1.last() else { continue };
                    let sum = earlier.0 + cost(&(from..end), glad);
                    if next[at].as_ref().is_none_or(|known| sum < known.0) {
                        let mut path = earlier.1.clone();
                        path.push(end);
                        next[at] = Some((sum, path));
                    }
                }
            }
            best = next;
        }
        let (_, path) = best.pop()??;
        let mut from = 0;
        let mut rows = Vec::with_capacity(count);
        for end in path {
            rows.push(self.nodes.offset(from)..self.nodes.offset(end));
            from = end;
        }
        Some(rows)
    }

    /// Boxes before which a row may begin, the end of the text last. Kinsoku is strict (R91).
    fn row_ends(&self) -> Vec<(usize, bool)> {
        let explicit = !self.head_breaks.explicit.is_empty();
        let mut ends = Vec::new();
        for (offset, glad) in self.head_breaks.places() {
            let at = self.nodes.clusters.partition_point(|cluster| cluster.start < offset);
            if at == 0 || at >= self.nodes.len() {
                continue;
            }
            if !explicit && !self.may_part(at) {
                continue;
            }
            match ends.last_mut() {
                Some((last, gladly)) if *last == at => *gladly |= glad,
                _ => ends.push((at, glad)),
            }
        }
        ends.push((self.nodes.len(), true));
        ends
    }

    fn may_part(&self, at: usize) -> bool {
        let locale = self.style.settings.locale;
        let class = |at: usize| self.nodes.clusters.get(at).map_or(Class::Ha, |c| c.class);
        let joint = self.nodes.joints.get(at - 1);
        joint.is_some_and(|joint| matches!(joint.part, Part::May(_)))
            && !chars::never_starts(class(at), Kinsoku::Strict, locale)
            && !chars::never_ends(class(at - 1), Kinsoku::Strict, locale)
    }

    /// The width of a part of the text as a row.
    pub fn row_width(&self, range: &Range<u32>) -> Length {
        width_of(&self.nodes, self.nodes.within(range))
    }

    /// Sets a part of the text as one row.
    pub fn set_row(&self, range: Range<u32>, measure: Length, align: Align) -> SetLine {
        let boxes = self.nodes.within(&range);
        set_boxes(&self.nodes, boxes, range, measure, self.em, align, RunText::Source)
    }
}
