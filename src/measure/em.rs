//! [`Em`] and [`Permille`]: amounts that mean something only beside a size.

use super::Length;

/// A part of the type size along the line, in millionths. For style values only: shaped
/// advances are [`Length`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Em(i64);

impl Em {
    pub const ZERO: Em = Em(0);
    pub const ONE: Em = Em(1_000_000);
    pub const HALF: Em = Em(500_000);
    pub const QUARTER: Em = Em(250_000);

    pub const fn from_millionths(millionths: i64) -> Em {
        Em(millionths)
    }

    pub const fn from_thousandths(thousandths: i64) -> Em {
        Em(thousandths * 1000)
    }

    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// This many ems of type of `size`.
    pub fn of(self, size: Length) -> Length {
        size.scale(self.0, Em::ONE.0)
    }
}

/// A proportion in thousandths: glyph scales, leadings, fractions of a grid line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permille(pub i64);

impl Permille {
    pub const ZERO: Permille = Permille(0);
    pub const ONE: Permille = Permille(1000);

    pub fn of(self, length: Length) -> Length {
        length.scale(self.0, 1000)
    }
}
