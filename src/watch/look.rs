//! [`Look`]: what a page looks like, so that it is known again, and what of it differs from what it
//! was.
//!
//! A page is drawn from its frames, its fonts and its pictures and from nothing else, so each frame is
//! told by a number that is made of what is seen of it and of where it stands. Where the words
//! were written, and what they are to a reader, is no part of that.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::at::At;
use crate::compose::GlyphRun;
use crate::flow::{Frame, PlacedLine, SetPage};
use crate::measure::Length;

/// What a page looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Of all that is not in a frame: the fonts, the paper, the inks.
    ground: u64,
    /// Of the picture, in points.
    pub width: f64,
    pub height: f64,
    /// In painting order.
    marks: Vec<Seen>,
}

/// A frame that may be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    what: u64,
    /// All that it may reach to.
    at: At,
}

impl Look {
    /// `picture` tells a picture from all that have been seen so far.
    pub fn of(
        set: &SetPage,
        ground: u64,
        (width, height): (Length, Length),
        picture: impl Fn(usize) -> u64,
    ) -> Look {
        let marks = set.frames.iter().map(|frame| seen(frame, &picture)).collect();
        Look { ground, width: width.to_pt(), height: height.to_pt(), marks }
    }

    /// What tells it from all other looks.
    pub fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.ground.hash(&mut hasher);
        (self.width.to_bits(), self.height.to_bits()).hash(&mut hasher);
        self.marks.iter().for_each(|seen| seen.what.hash(&mut hasher));
        hasher.finish()
    }

    /// The pixels of its picture.
    pub fn size(&self, dpi: u32) -> (u32, u32) {
        let pixels = |points: f64| (points * f64::from(dpi) / 72.0) as u32;
        (pixels(self.width).max(1), pixels(self.height).max(1))
    }

    /// Where it may differ from another; none where that is all of it, or cannot be told.
    pub fn difference(&self, old: &Look) -> Option<At> {
        if self.ground != old.ground || (self.width, self.height) != (old.width, old.height) {
            return None;
        }
        let mut count: HashMap<u64, i32> = HashMap::new();
        self.marks.iter().for_each(|seen| *count.entry(seen.what).or_default() += 1);
        old.marks.iter().for_each(|seen| *count.entry(seen.what).or_default() -= 1);
        let differs = |seen: &&Seen| count.get(&seen.what).is_some_and(|count| *count != 0);
        // What is painted over what is no frame's own matter.
        let same = |look: &'_ Look| -> Vec<u64> {
            look.marks.iter().filter(|seen| !differs(seen)).map(|seen| seen.what).collect()
        };
        if same(self) != same(old) {
            return None;
        }
        let gone_and_new = self.marks.iter().chain(&old.marks).filter(differs);
        gone_and_new.map(|seen| seen.at).reduce(At::union)
    }
}

fn seen(frame: &Frame, picture: &impl Fn(usize) -> u64) -> Seen {
    /// Edges are soft.
    const SOFT: f64 = 2.0;
    let mut hasher = DefaultHasher::new();
    let at = match frame {
        Frame::Line(line) => {
            (0u8, line.rect, line.mode).hash(&mut hasher);
            hash_glyphs(line, &mut hasher);
            At::from(line.rect).grown(reach(line))
        }
        Frame::Picture(placed) => {
            let art = picture(placed.picture.0 as usize);
            (1u8, art, placed.rect, placed.clip).hash(&mut hasher);
            if let Some(cut) = &placed.cut {
                format!("{cut:?}").hash(&mut hasher);
            }
            placed.clip.into()
        }
        Frame::Rule(rule) => {
            (2u8, rule.from, rule.to, rule.rule).hash(&mut hasher);
            let (from, to) = (rule.from, rule.to);
            let end = |x: Length, y: Length| At { x: x.to_pt(), y: y.to_pt(), w: 0.0, h: 0.0 };
            let ends = end(from.x, from.y).union(end(to.x, to.y));
            ends.grown(rule.rule.weight.to_pt())
        }
        Frame::Box(placed) => {
            (3u8, placed.rect, placed.fill, placed.stroke).hash(&mut hasher);
            At::from(placed.rect).grown(placed.stroke.map_or(0.0, |rule| rule.weight.to_pt()))
        }
    };
    Seen { what: hasher.finish(), at: at.grown(SOFT) }
}

/// A line's glyphs, wherever it stands.
pub fn glyphs_of(line: &PlacedLine) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_glyphs(line, &mut hasher);
    hasher.finish()
}

fn hash_glyphs(line: &PlacedLine, hasher: &mut DefaultHasher) {
    for run in &line.line.runs {
        (run.face, run.size, run.colour, run.orientation).hash(hasher);
        for glyph in &run.glyphs {
            (glyph.id, glyph.inline, glyph.block).hash(hasher);
        }
    }
}

/// How far glyphs may reach out of the line's own em box: tails and accents, type larger than the
/// line's own, readings beside it, initials. No further than that, for a part of a page that
/// touches a picture takes as long to draw as the picture.
fn reach(line: &PlacedLine) -> f64 {
    const TAIL: f64 = 0.3;
    let thick = line.rect.width.min(line.rect.height).to_pt();
    let of_run = |run: &GlyphRun| {
        let off = run.glyphs.iter().map(|glyph| glyph.block.length().units().abs()).max();
        let off = Length::from_units(off.unwrap_or(0)).to_pt();
        let size = run.size.width.max(run.size.height).to_pt();
        off + TAIL * size + (size - thick).max(0.0)
    };
    line.line.runs.iter().map(of_run).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(marks: &[(u64, f64)]) -> Look {
        let seen = |&(what, x): &(u64, f64)| Seen { what, at: At { x, y: 0.0, w: 10.0, h: 10.0 } };
        Look { ground: 7, width: 100.0, height: 50.0, marks: marks.iter().map(seen).collect() }
    }

    #[test]
    fn what_differs_is_what_is_gone_and_what_is_new() {
        let (old, new) =
            (look(&[(1, 0.0), (2, 20.0), (3, 40.0)]), look(&[(1, 0.0), (4, 60.0), (3, 40.0)]));
        assert_eq!(new.difference(&old), Some(At { x: 20.0, y: 0.0, w: 50.0, h: 10.0 }));
        assert_ne!(new.key(), old.key());
        // One of two that are alike.
        let (twice, once) = (look(&[(1, 0.0), (1, 0.0)]), look(&[(1, 0.0)]));
        assert_eq!(twice.difference(&once), Some(At { x: 0.0, y: 0.0, w: 10.0, h: 10.0 }));
    }

    #[test]
    fn what_cannot_be_told_is_the_whole() {
        let old = look(&[(1, 0.0), (2, 20.0)]);
        let turned = look(&[(2, 20.0), (1, 0.0)]);
        assert_eq!(turned.difference(&old), None, "painted in another order");
        assert_ne!(turned.key(), old.key());
        assert_eq!(Look { ground: 8, ..old.clone() }.difference(&old), None, "other fonts");
        assert_eq!(Look { width: 99.0, ..old.clone() }.difference(&old), None, "other paper");
    }

    #[test]
    fn a_picture_has_whole_pixels() {
        assert_eq!(look(&[]).size(96), (133, 66));
        assert_eq!(look(&[]).size(1), (1, 1));
    }
}
