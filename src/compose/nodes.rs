//! What a paragraph is to the breaker: boxes, and between two of them a joint of glue and the
//! chance of a break.
//!
//! ```text
//!            box   joint            box   joint        box
//!   「文，A   [「]  after|gap|before  [文]  ...          [，]
//!
//!   glyph:  |<- lead ->|<- size ->|       of a mark: blank, face, blank
//! ```
//!
//! A box is the face of a character without its blanks; the blanks are glue in the joints, so
//! that they can be given up tier by tier (R49), and stand at a line's edges as the style says
//! (R30, R31). Everything is along the line; which axis that is, is not known here.
//!
//! Invariant: `sums[k]` is the sum over boxes and joints before box `k`, so that any line is
//! measured by two look-ups.

use std::ops::Range;

use crate::chars::{Class, LineEnd};
use crate::measure::{Length, WritingMode};

use super::glyphs::{Font, PlacedGlyph};
use super::notes::{NoteKind, Notes};

/// Tiers of R49 that joints take part in: 2 to 7.
pub(super) const SHRINK_TIERS: usize = 6;
/// The tiers of word spaces and of automatic gaps.
const WORD_TIER: u8 = 2;
const AUTO_TIER: u8 = 6;

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cluster {
    pub start: u32,
    pub end: u32,
    pub class: Class,
    /// What becomes of its blank at a line's end.
    pub line_end: LineEnd,
    /// Index into the galley's fonts.
    pub font: u16,
    /// How many glyphs from `glyph` on.
    pub glyphs: u16,
    pub glyph: u32,
    /// What the box takes along the line.
    pub size: Length,
    /// From the glyph's origin to the box.
    pub lead: Length,
    /// The blanks before and after the box at a line's edge.
    pub before: Length,
    pub after: Length,
}

/// The elastic part of a joint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    /// A word space (R46).
    Word,
    /// Between Han and Western text (R38).
    Auto,
    /// A blank that does not give way.
    Fixed,
}

/// Whether a line may end at a joint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Never,
    /// Inside a word or number; when nothing else fits.
    Last,
    /// Between the syllables of a Korean word; when nothing else fits, and sooner than inside what is
    /// Western (R24).
    Syllable,
    /// Inside a name; with a hyphen, when nothing else fits (R126), or the words of a Western paragraph
    /// fill no line otherwise.
    Name,
    Hyphen,
    /// At a soft hyphen that was typed (R123).
    Soft,
    /// Between the groups of a telephone number, where the line before it would gape (R17).
    Group,
    /// At a cost in the breaker's units (R18).
    May(u16),
}

impl Ending {
    /// Whether a line that ends here shows a hyphen.
    pub fn shows_hyphen(self) -> bool {
        matches!(self, Ending::Hyphen | Ending::Soft | Ending::Name)
    }
}

/// Between a box and the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Joint {
    /// What is left of the blank after the first box and before the second, and the tiers in
    /// which they are given up; 0: they stay.
    pub after: Length,
    pub before: Length,
    pub after_tier: u8,
    pub before_tier: u8,
    /// What of them is never given up.
    pub kept: Length,
    pub kind: Gap,
    /// The gap's natural size, and what it may lose and gain in its own tiers.
    pub gap: Length,
    pub gap_shrink: Length,
    pub gap_stretch: Length,
    /// Tracking: part of the natural size, never given up.
    pub track: Length,
    /// R50.3: may grow.
    pub stretch: bool,
    /// Between two letters or digits: grows as a last resort (R51).
    pub letters: bool,
    pub part: Ending,
    /// A typed blank that is drawn.
    pub space: Option<(u32, u32)>,
}

impl Joint {
    pub const NONE: Joint = Joint {
        after: Length::ZERO,
        before: Length::ZERO,
        after_tier: 0,
        before_tier: 0,
        kept: Length::ZERO,
        kind: Gap::None,
        gap: Length::ZERO,
        gap_shrink: Length::ZERO,
        gap_stretch: Length::ZERO,
        track: Length::ZERO,
        stretch: false,
        letters: false,
        part: Ending::Never,
        space: None,
    };

    pub fn natural(&self) -> Length {
        self.after + self.before + self.gap + self.track
    }

    /// What a blank of the joint can lose.
    fn given_up(&self, blank: Length) -> Length {
        (blank - self.kept).max(Length::ZERO)
    }

    /// What the joint can lose in tier `R49.(index + 2)`.
    pub fn shrink(&self, index: usize) -> Length {
        let tier = index as u8 + 2;
        let mut sum = Length::ZERO;
        if self.after_tier == tier {
            sum += self.given_up(self.after);
        }
        if self.before_tier == tier {
            sum += self.given_up(self.before);
        }
        match (self.kind, tier) {
            (Gap::Word, WORD_TIER) | (Gap::Auto, AUTO_TIER) => sum += self.gap_shrink,
            _ => {}
        }
        sum
    }
}

/// Sums over what stands before a box.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Sums {
    pub width: Length,
    /// All tiers together.
    pub shrinkable: Length,
    pub shrink: [Length; SHRINK_TIERS],
    /// R50.1 and R50.2.
    pub word: Length,
    pub auto: Length,
    pub words: u32,
    pub autos: u32,
    /// Joints of R50.3.
    pub stretches: u32,
    /// Joints of R51.
    pub letters: u32,
    /// Han and kana, for the last line (R53).
    pub han: u32,
}

impl Sums {
    fn add_cluster(&mut self, cluster: &Cluster) {
        self.width += cluster.size;
        self.han += u32::from(cluster.class.is_ideographic());
    }

    fn add_joint(&mut self, joint: &Joint) {
        self.width += joint.natural();
        self.shrink(joint.after_tier, joint.given_up(joint.after));
        self.shrink(joint.before_tier, joint.given_up(joint.before));
        match joint.kind {
            Gap::Word => {
                self.word += joint.gap_stretch;
                self.words += 1;
                self.shrink(WORD_TIER, joint.gap_shrink);
            }
            Gap::Auto => {
                self.auto += joint.gap_stretch;
                self.autos += 1;
                self.shrink(AUTO_TIER, joint.gap_shrink);
            }
            Gap::None | Gap::Fixed => {}
        }
        self.stretches += u32::from(joint.stretch);
        self.letters += u32::from(joint.letters);
    }

    /// Adds what a joint can lose in tier `R49.tier`.
    fn shrink(&mut self, tier: u8, amount: Length) {
        if let Some(sum) = self.shrink.get_mut(usize::from(tier).wrapping_sub(2)) {
            *sum += amount;
            self.shrinkable += amount;
        }
    }
}

/// A Western run that was given whole characters: its boxes, and the white in them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Snapped {
    pub from: usize,
    pub to: usize,
    pub lead: Length,
    pub trail: Length,
}

/// A combining mark that another face lends to a box (R122), at its place from the box's origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rider {
    pub cluster: u32,
    /// Index into the galley's fonts.
    pub font: u16,
    pub glyph: PlacedGlyph,
}

/// A shaped text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Nodes {
    pub fonts: Vec<Font>,
    pub glyphs: Vec<PlacedGlyph>,
    pub clusters: Vec<Cluster>,
    /// One fewer than clusters.
    pub joints: Vec<Joint>,
    /// As many as clusters.
    pub sums: Vec<Sums>,
    /// A line may end before these clusters, at little or great cost; the last is the end.
    pub chances: Vec<u32>,
    /// Some of them with a hyphen.
    pub hyphens: bool,
    /// Some of them at a cost: a line may be the better for ending well before it.
    pub dear: bool,
    /// No box is wider, with its blanks.
    pub widest: Length,
    /// Blanks before the first cluster that are kept.
    pub opening: Length,
    pub text_len: u32,
    /// It is of Western words, with hardly a Chinese, Japanese or Korean one.
    pub western: bool,
    /// Marks beside the text.
    pub notes: Notes,
    /// Runs of the setting `snap`, in order.
    pub snapped: Vec<Snapped>,
    /// Marks of other faces than their letter's, in order.
    pub riders: Vec<Rider>,
}

impl Nodes {
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Fills `sums` and `chances` from clusters and joints.
    pub fn finish(&mut self) {
        self.sum_up();
        self.chances.reserve(self.clusters.len());
        for (at, cluster) in self.clusters.iter().enumerate() {
            self.widest = self.widest.max(cluster.size + cluster.before + cluster.after);
            if let Some(joint) = self.joints.get(at) {
                let chance = match joint.part {
                    Ending::May(_) | Ending::Hyphen | Ending::Soft | Ending::Group => true,
                    Ending::Name => self.western,
                    Ending::Never | Ending::Last | Ending::Syllable => false,
                };
                if chance {
                    self.chances.push(at as u32 + 1);
                }
                self.hyphens |= joint.part.shows_hyphen();
                self.dear |= matches!(joint.part, Ending::May(cost) if cost > 0);
            }
        }
        if !self.clusters.is_empty() {
            self.chances.push(self.clusters.len() as u32);
        }
    }

    /// Fills `sums`.
    pub fn sum_up(&mut self) {
        let mut sums = Sums::default();
        self.sums.clear();
        self.sums.reserve(self.clusters.len());
        for (at, cluster) in self.clusters.iter().enumerate() {
            self.sums.push(sums);
            sums.add_cluster(cluster);
            if let Some(joint) = self.joints.get(at) {
                sums.add_joint(joint);
            }
        }
    }

    /// Keeps what `|` parts apart where both stand in one row of a head; `at` is a place in the
    /// text. Before [`Nodes::finish`].
    pub fn part_clauses(&mut self, at: u32, white: Length) {
        let second = self.clusters.partition_point(|cluster| cluster.start < at);
        let Some(first) = second.checked_sub(1) else { return };
        let (Some(joint), Some([before, after])) =
            (self.joints.get_mut(first), self.clusters.get(first..first + 2))
        else {
            return;
        };
        let own = joint.natural() - joint.track;
        if own < white && !before.class.is_mark() && !after.class.is_mark() {
            (joint.kind, joint.gap) = (Gap::Fixed, white);
            (joint.gap_shrink, joint.gap_stretch) = (Length::ZERO, Length::ZERO);
        }
    }

    /// Makes room for readings that are wider than their base and keeps them whole (R17, R83);
    /// before [`Nodes::finish`].
    pub fn fit_ruby(&mut self) {
        for note in self.notes.iter() {
            let boxes = self.within(&(note.start..note.end));
            if note.kind == NoteKind::Bopomofo && note.mode == WritingMode::HorizontalTb {
                for cluster in self.clusters.get_mut(boxes.clone()).unwrap_or(&mut []) {
                    cluster.size += note.width;
                }
            }
            if note.kind != NoteKind::Ruby {
                continue;
            }
            if boxes.is_empty() {
                continue;
            }
            let mut width = Length::ZERO;
            for at in boxes.clone() {
                width += self.clusters.get(at).map_or(Length::ZERO, |cluster| cluster.size);
                if at + 1 < boxes.end
                    && let Some(joint) = self.joints.get_mut(at)
                {
                    joint.part = Ending::Never;
                    joint.stretch = false;
                    width += joint.natural();
                }
            }
            // A quarter of the reading's em between spelt neighbours (R82); kana touch (R83).
            let apart = if note.is_set_solid() { Length::ZERO } else { note.font.em / 4 };
            let over = note.width + apart - width;
            if over.is_positive() {
                let clusters = self.clusters.get_mut(boxes).unwrap_or(&mut []);
                // Letters stay together in the middle (R51).
                if clusters.iter().all(|cluster| cluster.class.is_western()) {
                    if let Some(first) = clusters.first_mut() {
                        first.size += over / 2;
                        first.lead -= over / 2;
                    }
                    if let Some(last) = clusters.last_mut() {
                        last.size += over - over / 2;
                    }
                    continue;
                }
                let shares = over.share(clusters.len());
                for (cluster, share) in clusters.iter_mut().zip(shares) {
                    cluster.size += share;
                    cluster.lead -= share / 2;
                }
            }
        }
    }

    /// The setting `snap`: every Western run is given whole characters, half of what it lacks on
    /// each side and never more than half an em there (R61); before [`Nodes::finish`].
    ///
    /// The white is the boxes' own, so that lines are measured with it; at a line's edge it all
    /// goes to the other side of the run (R39), see [`Nodes::snapped_at`].
    pub fn snap(&mut self, em: Length) {
        let mut from = 0;
        while from < self.clusters.len() {
            let run = self.western_run(from);
            from = run.end.max(from + 1);
            if run.is_empty() {
                continue;
            }
            let inner = self.joints.get(run.start..run.end - 1).unwrap_or(&[]);
            let mut width: Length = inner.iter().map(Joint::natural).sum();
            width += self.clusters.get(run.clone()).unwrap_or(&[]).iter().map(|c| c.size).sum();
            let whole = |width: Length| em * width.covered_by(em);
            // An eighth on both sides (R45), where that keeps to half an em.
            let aired = whole(width + em / 4);
            let room = if aired - width > em { whole(width) } else { aired } - width;
            for at in [run.start.checked_sub(1), Some(run.end - 1)].into_iter().flatten() {
                if let Some(joint) = self.joints.get_mut(at)
                    && joint.kind == Gap::Auto
                {
                    let none = Length::ZERO;
                    (joint.gap, joint.gap_shrink, joint.gap_stretch) = (none, none, none);
                }
            }
            let lead = room / 2;
            if let Some(first) = self.clusters.get_mut(run.start) {
                first.size += lead;
                first.lead -= lead;
            }
            if let Some(last) = self.clusters.get_mut(run.end - 1) {
                last.size += room - lead;
            }
            self.snapped.push(Snapped { from: run.start, to: run.end, lead, trail: room - lead });
        }
    }

    /// The boxes of a Western run that begins at `from`, word spaces within it; empty: none does.
    fn western_run(&self, from: usize) -> Range<usize> {
        let western = |at: usize| self.clusters.get(at).is_some_and(|c| c.class.is_western());
        if !western(from) {
            return from..from;
        }
        let joined = |at: &usize| {
            let joint = self.joints.get(*at - 1);
            western(*at) && joint.is_some_and(|j| matches!(j.kind, Gap::None | Gap::Word))
        };
        let more = (from + 1..self.clusters.len()).take_while(joined).count();
        from..from + 1 + more
    }

    /// How far a snapped run at the edges of a line of boxes is moved, and which boxes that are:
    /// its letters are flush with the edge.
    pub fn snapped_at(&self, boxes: &Range<usize>) -> [(Range<usize>, Length); 2] {
        let index = self.snapped.partition_point(|run| run.to <= boxes.start);
        let first = self.snapped.get(index).filter(|run| run.from == boxes.start);
        let index = self.snapped.partition_point(|run| run.to < boxes.end);
        let last = self.snapped.get(index).filter(|run| run.to == boxes.end);
        // One that fills the line stays at its start.
        let last = last.filter(|run| run.from > boxes.start);
        [
            first.map_or((0..0, Length::ZERO), |run| (run.from..run.to, -run.lead)),
            last.map_or((0..0, Length::ZERO), |run| (run.from..run.to, run.trail)),
        ]
    }

    /// The marks of other faces on a box.
    pub fn riders_of(&self, cluster: usize) -> &[Rider] {
        let cluster = cluster as u32;
        let from = self.riders.partition_point(|rider| rider.cluster < cluster);
        let to = self.riders.partition_point(|rider| rider.cluster <= cluster);
        self.riders.get(from..to).unwrap_or(&[])
    }

    /// Where in the text cluster `at` begins, or the text ends.
    pub fn offset(&self, at: usize) -> u32 {
        match self.clusters.get(at) {
            Some(_) if at == 0 => 0,
            Some(cluster) => cluster.start,
            None => self.text_len,
        }
    }

    /// The clusters that begin within a range of the text.
    pub fn within(&self, range: &Range<u32>) -> Range<usize> {
        let from = self.clusters.partition_point(|cluster| cluster.start < range.start);
        let to = self.clusters.partition_point(|cluster| cluster.start < range.end);
        from..to.max(from)
    }
}
