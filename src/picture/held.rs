//! [`Widths`]: between which widths newsprint holds a picture, by its thinnest line and by its pixels.

use crate::measure::Length;

/// The thinnest line that a coldset press holds in one ink.
pub const HAIRLINE: Length = Length::from_centipt(25);
/// The fewest pixels an inch of a halftone on newsprint.
pub const FEWEST_PIXELS: i64 = 170;

/// Between which widths a picture prints well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Widths {
    /// Narrower, its thinnest line is a hairline.
    pub least: Length,
    /// Wider, its pixels show.
    pub most: Option<Length>,
}

impl Widths {
    /// Of so many pixels across.
    pub(super) fn of_pixels(across: u32) -> Widths {
        let most = Length::INCH.scale(i64::from(across), FEWEST_PIXELS);
        Widths { most: Some(most), ..Widths::default() }
    }

    /// Of a drawing so wide whose thinnest line that prints has this width.
    pub(super) fn of_line(thinnest: Option<Length>, width: Length) -> Widths {
        let of = |thinnest: Length| width.scale(HAIRLINE.units(), thinnest.units().max(1));
        Widths { least: thinnest.map_or(Length::ZERO, of), most: None }
    }

    pub fn holds(&self, width: Length) -> bool {
        width >= self.least && self.most.is_none_or(|most| width <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_and_thin_lines_bound_a_picture_s_width() {
        let photograph = Widths::of_pixels(340);
        assert!(photograph.holds(Length::INCH * 2));
        assert!(!photograph.holds(Length::INCH * 2 + Length::from_pt(1)));
        let pt = Length::from_pt;
        let drawing = Widths::of_line(Some(Length::from_centipt(50)), pt(400));
        assert!(drawing.holds(pt(200)) && drawing.holds(pt(4000)) && !drawing.holds(pt(199)));
        assert!(Widths::of_line(None, pt(400)).holds(pt(1)));
    }
}
