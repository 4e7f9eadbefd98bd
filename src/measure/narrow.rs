//! [`Length32`] and [`Length48`]: lengths in less room, where there are millions of them.
//!
//! A paper has a glyph for each of its characters, and holds them all while it is made up.

use super::length::Length;

/// A length up to 6 700 points either way: no type is so large. What is longer is kept as that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length32(i32);

/// A length up to 400 million points either way. What is longer is kept as that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Length48 {
    high: i16,
    // In two halves, so that it may stand at any even byte.
    low: [u16; 2],
}

impl Length32 {
    pub fn length(self) -> Length {
        Length::from_units(i64::from(self.0))
    }
}

impl From<Length> for Length32 {
    fn from(length: Length) -> Length32 {
        let most = i64::from(i32::MAX);
        Length32(length.units().clamp(-most, most) as i32)
    }
}

impl Length48 {
    pub fn length(self) -> Length {
        let [above, below] = self.low;
        let low = i64::from(above) << 16 | i64::from(below);
        Length::from_units(i64::from(self.high) << 32 | low)
    }
}

impl From<Length> for Length48 {
    fn from(length: Length) -> Length48 {
        const MOST: i64 = (1 << 47) - 1;
        let units = length.units().clamp(-MOST, MOST);
        let low = [(units >> 16) as u16, units as u16];
        Length48 { high: (units >> 32) as i16, low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_given_back() {
        let units = [0, 1, -1, 317_500, -317_500, 0xFFFF, 0x1_0000, -0x1_0000, i64::from(i32::MAX)];
        for units in units {
            let length = Length::from_units(units);
            assert_eq!(Length32::from(length).length(), length);
            assert_eq!(Length48::from(length).length(), length);
        }
        for points in [14_400, -14_400, 400_000_000] {
            let length = Length::from_pt(points);
            assert_eq!(Length48::from(length).length(), length);
        }
    }

    #[test]
    fn what_does_not_is_the_most() {
        let most =
            |length: Length| (Length32::from(length).length(), Length48::from(length).length());
        let (long, longer) = most(Length::MAX);
        assert_eq!(most(-Length::MAX), (-long, -longer));
        assert!(long > Length::from_pt(6_700) && longer > Length::from_pt(400_000_000));
    }

    #[test]
    fn they_take_the_room_they_say() {
        assert_eq!((size_of::<Length32>(), size_of::<Length48>()), (4, 6));
        assert_eq!(align_of::<Length48>(), 2);
    }
}
