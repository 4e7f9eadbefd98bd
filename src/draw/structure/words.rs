//! [`Plan`]: which leaf each character, mark, reading and picture belongs to.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Artifact, LeafId, Tag};
use crate::compose::{Glyph, GlyphRun, RunText};
use crate::flow::PlacedPicture;
use crate::page::model::{BlockId, PageId, TextId};
use crate::picture::PictureId;

/// Glyphs of a run, and what they belong to.
pub type LinePart<'r> = (Tag, &'r GlyphRun, &'r [Glyph]);

/// The leaves of the job's texts and pictures. What it does not know is decoration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    texts: BTreeMap<TextId, TextPlan>,
    furniture: BTreeMap<TextId, Artifact>,
    pictures: BTreeMap<(PageId, BlockId), LeafId>,
    /// Of portraits: a block of a story may hold a filler besides.
    portraits: BTreeMap<(PageId, BlockId), (PictureId, LeafId)>,
}

/// The leaves of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextPlan {
    /// Where each leaf begins, in order.
    pub leaves: Vec<(u32, LeafId)>,
    /// Of the mark that its style puts before it.
    pub mark: Option<LeafId>,
    /// Of the readings beside it, by the characters that they read; once added, in order, the
    /// outer ones first.
    pub readings: Vec<(Range<u32>, LeafId)>,
}

impl TextPlan {
    /// Its leaves.
    pub fn all(&self) -> impl Iterator<Item = LeafId> {
        let of_text = self.leaves.iter().map(|(_, leaf)| *leaf);
        of_text.chain(self.mark).chain(self.readings.iter().map(|(_, leaf)| *leaf))
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut LeafId> {
        let of_text = self.leaves.iter_mut().map(|(_, leaf)| leaf);
        of_text.chain(&mut self.mark).chain(self.readings.iter_mut().map(|(_, leaf)| leaf))
    }

    fn at(&self, offset: u32) -> Tag {
        let next = self.leaves.partition_point(|(start, _)| *start <= offset);
        let leaf = next.checked_sub(1).and_then(|at| self.leaves.get(at));
        leaf.map_or(Tag::DECORATION, |(_, leaf)| Tag::Content(*leaf))
    }

    fn reading(&self, base: &Range<u32>) -> Tag {
        let after = self.readings.partition_point(|(range, _)| range.start <= base.start);
        let earlier = self.readings.get(..after).unwrap_or(&[]);
        // The innermost, where readings are nested: that begins last.
        let leaf = earlier.iter().rev().find(|(range, _)| base.end <= range.end);
        leaf.map_or(Tag::DECORATION, |(_, leaf)| Tag::Content(*leaf))
    }
}

impl Plan {
    pub(super) fn add(&mut self, text: TextId, mut plan: TextPlan) {
        plan.readings.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        self.texts.insert(text, plan);
    }

    pub(super) fn add_furniture(&mut self, text: TextId, artifact: Artifact) {
        self.furniture.insert(text, artifact);
    }

    pub(super) fn add_picture(&mut self, page: PageId, block: BlockId, leaf: LeafId) {
        self.pictures.insert((page, block), leaf);
    }

    pub(super) fn add_portrait(&mut self, at: (PageId, BlockId), of: (PictureId, LeafId)) {
        self.portraits.insert(at, of);
    }

    /// The leaves of a text, if it is no furniture.
    pub fn of(&self, text: TextId) -> Option<&TextPlan> {
        self.texts.get(&text)
    }

    pub fn furniture(&self, text: TextId) -> Option<Artifact> {
        self.furniture.get(&text).copied()
    }

    pub fn picture(&self, page: PageId, placed: &PlacedPicture) -> Tag {
        let at = (page, placed.block);
        let portrait = self.portraits.get(&at).filter(|(picture, _)| *picture == placed.picture);
        let leaf = portrait.map(|(_, leaf)| leaf).or_else(|| self.pictures.get(&at));
        leaf.map_or(Tag::DECORATION, |leaf| Tag::Content(*leaf))
    }

    /// The runs of a line of `text` by what they belong to, put into `parts`: all of them in order,
    /// each cut where a leaf ends.
    pub fn parts<'r>(&self, text: TextId, runs: &[&'r GlyphRun], parts: &mut Vec<LinePart<'r>>) {
        let Some(plan) = self.texts.get(&text) else {
            let artifact = self.furniture.get(&text).copied().unwrap_or(Artifact::Decoration);
            parts.extend(runs.iter().map(|run| (Tag::Artifact(artifact), *run, &*run.glyphs)));
            return;
        };
        // A hyphen belongs to the word before it.
        let mut before = None;
        for &run in runs {
            match &run.text {
                RunText::Inserted(text) if text.is_empty() => {
                    parts.push((Tag::DECORATION, run, &*run.glyphs));
                }
                RunText::Inserted(_) => {
                    let mark = plan.mark.map_or(plan.at(0), Tag::Content);
                    parts.push((before.unwrap_or(mark), run, &*run.glyphs));
                }
                RunText::Reading { base, .. } => {
                    parts.push((plan.reading(base), run, &*run.glyphs));
                }
                RunText::Source | RunText::Tail => {
                    cut(plan, &run.glyphs, |tag, glyphs| parts.push((tag, run, glyphs)));
                    before = parts.last().map(|(tag, ..)| *tag);
                }
            }
        }
    }
}

/// Cuts glyphs where a leaf ends; glyphs without characters stay with those before them.
fn cut<'g>(plan: &TextPlan, glyphs: &'g [Glyph], mut part: impl FnMut(Tag, &'g [Glyph])) {
    if let [(_, leaf)] = plan.leaves.as_slice() {
        return part(Tag::Content(*leaf), glyphs);
    }
    let tag_of = |glyphs: &[Glyph]| {
        let said = glyphs.iter().find(|glyph| !glyph.range.is_empty());
        plan.at(said.map_or(0, |glyph| glyph.range.start))
    };
    let mut rest = glyphs;
    while !rest.is_empty() {
        let tag = tag_of(rest);
        let other = |glyph: &Glyph| !glyph.range.is_empty() && plan.at(glyph.range.start) != tag;
        let end = rest.iter().position(other).unwrap_or(rest.len());
        let (own, after) = rest.split_at(end.max(1).min(rest.len()));
        part(tag, own);
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_readings_are_found_in_no_time() {
        let many = 50_000;
        let mut plan = Plan::default();
        // One around all of them, as nested marks have it.
        let mut readings = vec![(0..many, LeafId(many))];
        readings.extend((0..many).map(|at| (at..at + 1, LeafId(at))));
        plan.add(TextId::Proof, TextPlan { readings, ..TextPlan::default() });
        let plan = plan.texts.get(&TextId::Proof).expect("added");
        for at in 0..many {
            assert_eq!(plan.reading(&(at..at + 1)), Tag::Content(LeafId(at)));
        }
        assert_eq!(plan.reading(&(0..2)), Tag::Content(LeafId(many)));
    }
}
