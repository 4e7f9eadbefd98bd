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

/// Ends of rows that are weighed; text with more of them is no head's.
const MOST_ENDS: usize = 2_000;

/// Where the rows of a head may end.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RowEnds {
    /// Boxes before which a row may begin, and whether gladly; the end of the text last.
    ends: Vec<(usize, bool)>,
}

/// Offsets at which the meaning allows a row to end, and whether gladly: at `|` and nowhere
/// else; rather at full-width spaces than between other words.
fn places(text: &RichText) -> Vec<(u32, bool)> {
    if !text.breaks.is_empty() {
        return text.breaks.iter().map(|&at| (at, true)).collect();
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut places: Vec<(u32, bool)> = segmenter
        .segment_str(&text.text)
        .map(|at| at as u32)
        .filter(|at| {
            let next = text.text.get(*at as usize..).and_then(|rest| rest.chars().next());
            !next.is_some_and(chars::is_particle)
        })
        .map(|at| (at, false))
        .collect();
    let blanks = text.text.match_indices('\u{3000}');
    places.extend(blanks.map(|(at, blank)| ((at + blank.len()) as u32, true)));
    places.sort_unstable();
    places.dedup_by(|later, first| {
        let same = later.0 == first.0;
        first.1 |= same && later.1;
        same
    });
    places
}

impl Galley {
    /// The text, which is `text`, in `count` rows of about equal length, at permitted places.
    /// None: there are too few of them, or more than a head has.
    pub fn rows(&self, text: &RichText, count: usize) -> Option<Vec<Range<u32>>> {
        let ends = if count == 1 { RowEnds::default() } else { self.row_ends(text) };
        self.rows_at(&ends, count)
    }

    /// All of the text as one row; none when there is nothing to set.
    pub fn one_row(&self) -> Option<Range<u32>> {
        (self.nodes.len() > 0).then_some(0..self.nodes.text_len)
    }

    /// [`Galley::rows`] at ends that are known.
    pub fn rows_at(&self, at: &RowEnds, count: usize) -> Option<Vec<Range<u32>>> {
        if count == 1 {
            return self.one_row().map(|row| vec![row]);
        }
        let ends = &at.ends;
        if count == 0 || count > ends.len() || ends.len() > MOST_ENDS {
            return None;
        }
        let total = width_of(&self.nodes, 0..self.nodes.len());
        let ideal = total / count as i64;
        // Whole characters of imbalance that a break at other than a preferred place is worth.
        let dislike = self.em.inline * 4;
        let cost = |range: Range<usize>, glad: bool| -> i128 {
            let off = i128::from((width_of(&self.nodes, range) - ideal).units());
            let extra = if glad { 0 } else { i128::from(dislike.units()) };
            off * off + extra * extra
        };
        // The least cost of so many rows that end at each end, and for every number of rows the
        // end before it, by which the way back is found.
        let mut best: Vec<Option<i128>> =
            ends.iter().map(|&(end, glad)| Some(cost(0..end, glad))).collect();
        let mut backs: Vec<Vec<usize>> = Vec::with_capacity(count - 1);
        for _ in 1..count {
            let mut back = vec![0; ends.len()];
            let mut next = vec![None; ends.len()];
            for ((at, &(end, glad)), back) in ends.iter().enumerate().zip(&mut back) {
                let earlier = ends.iter().zip(&best).take(at).enumerate();
                let sums = earlier.filter_map(|(from, (&(start, _), &sum))| {
                    Some((sum? + cost(start..end, glad), from))
                });
                if let (Some((sum, from)), Some(next)) = (sums.min(), next.get_mut(at)) {
                    (*next, *back) = (Some(sum), from);
                }
            }
            backs.push(back);
            best = next;
        }
        best.pop()??;
        let mut at = ends.len() - 1;
        let mut to = self.nodes.text_len;
        let mut rows = Vec::with_capacity(count);
        for back in backs.iter().rev() {
            at = *back.get(at)?;
            let from = self.nodes.offset(ends.get(at)?.0);
            rows.push(from..to);
            to = from;
        }
        rows.push(0..to);
        rows.reverse();
        Some(rows)
    }

    /// Where the text, which is `text`, may part. Kinsoku is strict (R91).
    pub fn row_ends(&self, text: &RichText) -> RowEnds {
        let explicit = !text.breaks.is_empty();
        let mut ends: Vec<(usize, bool)> = Vec::new();
        for (offset, glad) in places(text) {
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
        if self.nodes.len() > 0 {
            ends.push((self.nodes.len(), true));
        }
        RowEnds { ends }
    }

    fn may_part(&self, at: usize) -> bool {
        let locale = self.style.settings.locale;
        let class = |at: usize| self.nodes.clusters.get(at).map_or(Class::Ha, |c| c.class);
        let joint = self.nodes.joints.get(at - 1);
        joint.is_some_and(|joint| matches!(joint.part, Part::May(_)))
            && !chars::never_starts(class(at), Kinsoku::Strict, locale)
            && !chars::never_ends(class(at - 1), Kinsoku::Strict, locale)
    }

    /// Sets a part of the text as one row.
    pub fn set_row(&self, range: Range<u32>, measure: Length, align: Align) -> SetLine {
        let boxes = self.nodes.within(&range);
        set_boxes(&self.nodes, boxes, range, measure, self.em, align, RunText::Source)
    }
}
