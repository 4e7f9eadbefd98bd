//! Pages of two sheets.

use std::ops::Range;

use super::Page;
use crate::measure::{Length, Rect};

/// What a page of two sheets is beside a page. Its paper is as wide as both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Where the sheets meet, from the left of the trim.
    pub fold: Length,
    /// The names of the halves in the order in which they are read; none where the page has one
    /// for both.
    pub names: Option<[String; 2]>,
    /// The half that is read first.
    pub first: Side,
    pub sheets: Sheets,
}

/// A half of a spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Left,
    Right,
}

impl Side {
    pub fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

/// How a spread is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sheets {
    /// As one page.
    #[default]
    Joined,
    /// As two.
    Split,
}

impl Spread {
    /// The halves in the order in which they are read.
    pub fn sides(&self) -> [Side; 2] {
        [self.first, self.first.other()]
    }

    /// The half that most of something stands on.
    pub fn side_of(&self, rect: &Rect) -> Side {
        if rect.x + rect.width / 2 < self.fold { Side::Left } else { Side::Right }
    }
}

impl Page {
    /// The name of the page that a place of this one is on: its own, or that of half of a spread.
    pub fn name_at(&self, rect: &Rect) -> &str {
        let half = self.spread.as_ref().and_then(|spread| {
            let [first, second] = spread.names.as_ref()?;
            Some(if spread.side_of(rect) == spread.first { first } else { second })
        });
        half.unwrap_or(&self.name)
    }
}

/// Where a block that stands on both halves of a spread is folded. Lengths are from the left of the
/// trim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    pub at: Length,
    /// What no column covers, around the fold.
    pub white: Range<Length>,
    /// The half that is read first.
    pub first: Side,
}

impl Fold {
    /// Characters of a row that goes over the fold are so far off it, on either side.
    pub const CLEAR: Length = Length::from_pt(4);

    pub fn crosses(&self, rect: &Rect) -> bool {
        rect.x < self.at && self.at < rect.right()
    }

    /// What of a rectangle lies on a half, without the white in the middle.
    pub fn part(&self, rect: &Rect, side: Side) -> Rect {
        let (from, to) = match side {
            Side::Left => (rect.x, rect.right().min(self.white.start)),
            Side::Right => (rect.x.max(self.white.end), rect.right()),
        };
        Rect { x: from.min(rect.right()), width: (to - from).max(Length::ZERO), ..*rect }
    }

    /// The halves in the order in which they are read.
    pub fn sides(&self) -> [Side; 2] {
        [self.first, self.first.other()]
    }

    /// The half that has more of a rectangle; of two that have as much, the first.
    pub fn wider(&self, rect: &Rect) -> Side {
        let [first, second] = self.sides();
        let width = |side| self.part(rect, side).width;
        if width(second) > width(first) { second } else { first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wider_part_counts_and_of_two_alike_the_first() {
        let pt = Length::from_pt;
        let rect = |x, width| Rect { x: pt(x), y: pt(0), width: pt(width), height: pt(10) };
        let fold = |first| Fold { at: pt(100), white: pt(80)..pt(120), first };
        let left = fold(Side::Left);
        assert_eq!(left.part(&rect(20, 160), Side::Left), rect(20, 60));
        assert_eq!(left.part(&rect(20, 160), Side::Right), rect(120, 60));
        assert_eq!(left.wider(&rect(20, 160)), Side::Left);
        assert_eq!(fold(Side::Right).wider(&rect(20, 160)), Side::Right);
        assert_eq!(fold(Side::Right).wider(&rect(10, 160)), Side::Left);
        // A block that begins in the white has no part before it.
        assert_eq!(left.part(&rect(90, 60), Side::Left).width, pt(0));
        assert!(left.crosses(&rect(90, 60)) && !left.crosses(&rect(100, 60)));
    }
}
