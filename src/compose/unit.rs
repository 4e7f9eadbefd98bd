//! [`Unit`]: a grapheme cluster of a text, with what is decided of it before it is shaped.

use crate::chars::{Class, Locale};
use crate::fonts::FamilyId;

/// What styles a stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub family: FamilyId,
    pub locale: Locale,
    pub superscript: bool,
    pub stance: Stance,
}

/// How a passage was told to stand in vertical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Stance {
    /// As its characters do.
    #[default]
    Own,
    Upright,
    Sideways,
}

/// Whether a line may end before a unit, inside a Western run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opportunity {
    No,
    May,
    /// With a hyphen.
    Hyphen,
    /// With a hyphen that was asked for, in any measure (R123).
    Soft,
    /// With a hyphen, when nothing else fits: inside a name (R126).
    Name,
}

/// A grapheme cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub start: u32,
    pub end: u32,
    /// Its base.
    pub c: char,
    pub class: Class,
    /// Index of its look.
    pub look: u16,
    pub before: Opportunity,
    pub cell: Cell,
    pub tie: Tie,
    /// A mark that is its face alone, without blanks (R36), or a colon between figures, in half a frame.
    pub solid: bool,
}

/// What holds a unit to the one before it, beyond what their classes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Tie {
    #[default]
    Free,
    /// A line ends between them dearly (R18).
    Dear,
    /// They are of one number or code: they part when nothing else fits, and are not spread (R17).
    Whole,
    /// Within a long row of one mark: it parts where no line holds it (R19).
    Row,
    /// Between two groups of a telephone number: they part where the line would gape else (R17).
    Group,
}

/// How a Western character stands in a vertical line, if not turned with its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    None,
    /// Upright in a frame of its own (R73).
    Alone,
    /// Upright, never parted from the one before (R74).
    Glued,
    /// The first of so many side by side in one frame (R72).
    Combined(u8),
}
