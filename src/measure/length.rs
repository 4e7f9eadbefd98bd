//! [`Length`]: an integer distance.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A distance in units of 1/22 860 000 inch.
///
/// The unit is the largest in which a hundredth of a point, a millimetre, a quarter
/// millimetre (Q, 級) and a mil are all whole, so a layout's own numbers enter without loss.
/// What is not whole is rounded half away from zero, once, where it enters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

impl Length {
    pub const ZERO: Length = Length(0);
    /// The largest length; stands for "no limit".
    pub const MAX: Length = Length(i64::MAX / 4);
    /// One DTP point, 1/72 inch.
    pub const PT: Length = Length(317_500);
    pub const MM: Length = Length(900_000);
    /// A quarter of a millimetre, the unit of photocomposition (級、歯).
    pub const Q: Length = Length(225_000);
    pub const INCH: Length = Length(22_860_000);

    pub const fn from_units(units: i64) -> Length {
        Length(units)
    }

    pub const fn units(self) -> i64 {
        self.0
    }

    pub const fn from_pt(points: i64) -> Length {
        Length(points * Length::PT.0)
    }

    /// `points` in hundredths, which are whole units.
    pub const fn from_centipt(hundredths: i64) -> Length {
        Length(hundredths * (Length::PT.0 / 100))
    }

    pub const fn from_mm(mm: i64) -> Length {
        Length(mm * Length::MM.0)
    }

    /// Loses precision: for the PDF writer and for dumps alone.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Length::PT.0 as f64
    }

    /// `self · numerator / denominator`, rounded half away from zero.
    ///
    /// A denominator of zero gives zero: a ratio of nothing scales nothing.
    pub fn scale(self, numerator: i64, denominator: i64) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        // What fits a word is divided as one: five times as quick, and nearly every call.
        if let Some(product) = self.0.checked_mul(numerator) {
            if product == 0 {
                return Length::ZERO;
            }
            let whole = denominator.unsigned_abs();
            let units = ((product.unsigned_abs() + whole / 2) / whole).min(Length::MAX.0 as u64);
            let negative = (product < 0) != (denominator < 0);
            return Length(if negative { -(units as i64) } else { units as i64 });
        }
        let product = self.0 as i128 * numerator as i128;
        let denominator = denominator as i128;
        let half = denominator.abs() / 2;
        let product = if denominator < 0 { -product } else { product };
        let rounded = if product >= 0 { product + half } else { product - half };
        let units = rounded / denominator.abs();
        Length(units.clamp(-(Length::MAX.0 as i128), Length::MAX.0 as i128) as i64)
    }

    /// How many whole `step`s fit into this length; none in a negative one.
    pub fn whole(self, step: Length) -> i64 {
        if step.0 <= 0 || self.0 <= 0 { 0 } else { self.0 / step.0 }
    }

    /// How many `step`s cover this length.
    pub fn covered_by(self, step: Length) -> i64 {
        if step.0 <= 0 || self.0 <= 0 { 0 } else { (self.0 + step.0 - 1) / step.0 }
    }

    pub fn abs(self) -> Length {
        Length(self.0.abs())
    }

    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Shares this length out into `parts` whole-unit pieces whose sum is exactly `self`;
    /// the remainder goes unit by unit from the start.
    pub fn share(self, parts: usize) -> impl Iterator<Item = Length> {
        let count = parts.max(1) as i64;
        let (each, rest) = (self.0.div_euclid(count), self.0.rem_euclid(count));
        (0..parts as i64).map(move |i| Length(each + i64::from(i < rest)))
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}pt")
    }
}

/// Points with three decimals, trailing zeros left out: the form of every dump.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milli = self.scale(1000, Length::PT.0).0;
        let (sign, milli) = if milli < 0 { ("-", -milli) } else { ("", milli) };
        let (whole, rest) = (milli / 1000, milli % 1000);
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let digits = format!("{rest:03}");
            write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
        }
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        *self = *self - other;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, times: i64) -> Length {
        Length(self.0.saturating_mul(times))
    }
}

/// Rounded half away from zero, like every entry of a number.
impl Div<i64> for Length {
    type Output = Length;
    fn div(self, by: i64) -> Length {
        self.scale(1, by)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_the_trade_are_whole() {
        assert_eq!(Length::INCH, Length::from_pt(72));
        assert_eq!(Length::INCH * 10, Length::from_units(254 * Length::MM.units()));
        assert_eq!(Length::Q * 4, Length::MM);
        assert_eq!(Length::from_centipt(100), Length::PT);
    }

    #[test]
    fn scaling_rounds_half_away_from_zero() {
        assert_eq!(Length::from_units(5).scale(1, 2), Length::from_units(3));
        assert_eq!(Length::from_units(-5).scale(1, 2), Length::from_units(-3));
        assert_eq!(Length::from_units(5).scale(1, -2), Length::from_units(-3));
        assert_eq!(Length::from_units(5).scale(1, 0), Length::ZERO);
    }

    #[test]
    fn one_word_and_two_divide_alike() {
        // The same ratio in numbers too large for a word.
        const LARGE: i64 = 1 << 44;
        for units in [0, 1, -1, 3, 7_777_777, -2_857_500, 317_500_000] {
            for (part, whole) in [(1, 3), (-2, 3), (1, 2), (999, 1000), (65_521, 4096), (7, -8)] {
                let length = Length::from_units(units);
                let large = length.scale(part * LARGE, whole * LARGE);
                assert_eq!(length.scale(part, whole), large, "{units} * {part} / {whole}");
            }
        }
        assert_eq!(Length::MAX.scale(3, 1), Length::MAX);
        assert_eq!(Length::from_units(1 << 60).scale(7, 1), Length::MAX);
        assert_eq!(Length::from_units(1 << 60).scale(7, -1), -Length::MAX);
    }

    #[test]
    fn shares_add_up() {
        let shares: Vec<_> = Length::from_units(11).share(4).map(Length::units).collect();
        assert_eq!(shares, [3, 3, 3, 2]);
        let shares: Vec<_> = Length::from_units(-5).share(3).map(Length::units).collect();
        assert_eq!(shares, [-1, -2, -2]);
    }

    #[test]
    fn displays_points() {
        assert_eq!(Length::from_centipt(1050).to_string(), "10.5");
        assert_eq!(Length::from_centipt(-25).to_string(), "-0.25");
        assert_eq!(Length::ZERO.to_string(), "0");
    }
}
