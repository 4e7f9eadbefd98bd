//! What is composed: [`Paragraph`], and the seam to whoever knows the measures, [`LineSlots`].

use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::{Extent, RichText};

/// One paragraph, or one line of a head.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    pub text: &'a RichText,
    pub style: &'a TextStyle,
    pub mode: WritingMode,
    /// Printed before the text: a bullet.
    pub mark: &'a str,
    /// Pushed to the end of the last line, or set at the end of a line of its own.
    pub tail: Option<Tail<'a>>,
}

/// A credit at a paragraph's end.
#[derive(Clone, Copy, Debug)]
pub struct Tail<'a> {
    pub text: &'a RichText,
    pub style: &'a TextStyle,
}

/// What a paragraph is asked for beyond its own best setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Leeway {
    pub extent: Extent,
    /// So many thousandths of an em may each gap of a line be narrower than R49 leaves it, where
    /// that brings the text to the lines that are asked for; and wider than by a character in
    /// all, where it is to take more of them.
    pub give: u16,
}

/// Gives the measure of each line. The breaker looks ahead, so any line may be asked for, in
/// any order, and the same line always has the same measure.
pub trait LineSlots {
    /// The measure of the paragraph's line `line`, counted from 0. `None`: there is no such
    /// line, and text that is left stops before it.
    fn measure(&self, line: usize) -> Option<Length>;

    /// The line is the last of a leg: no word is hyphenated over its end if that can be helped
    /// (R20).
    fn ends_leg(&self, _line: usize) -> bool {
        false
    }

    /// From this line on all measures are one and the same, without end. Saying so is never
    /// needed; it spares the breaker work.
    fn uniform_from(&self) -> Option<usize> {
        None
    }

    /// How many lines the paragraph should take. Where they cannot be had it is set as it is best.
    fn leeway(&self) -> Leeway {
        Leeway::default()
    }
}

/// Every line has the same measure.
impl LineSlots for Length {
    fn measure(&self, _line: usize) -> Option<Length> {
        Some(*self)
    }

    fn uniform_from(&self) -> Option<usize> {
        Some(0)
    }
}
