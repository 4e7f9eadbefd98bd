//! Glyphs in their places, and the strings that composition puts in.

use crate::colour::Colour;
use crate::fonts::{FaceId, GlyphId};
use crate::measure::{Length, Permille};

use super::line::{GlyphSize, Orientation};

/// Glyphs of one face, size and colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Font {
    pub face: FaceId,
    pub size: GlyphSize,
    pub colour: Colour,
    pub orientation: Orientation,
    /// The em along the line and across it.
    pub em: Length,
    pub across: Length,
    /// How far superscripts stand over the baseline.
    pub rise: Length,
    pub space: Option<GlyphId>,
}

/// A glyph at its place from its cluster's origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlacedGlyph {
    pub id: GlyphId,
    pub inline: Length,
    pub block: Length,
    pub advance: Length,
    pub start: u32,
    pub end: u32,
}

/// A string that composition puts in: a bullet, a hyphen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Inserted {
    pub text: String,
    pub runs: Vec<InsertedRun>,
    pub width: Length,
}

/// Glyphs of one font at their places from the string's start.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InsertedRun {
    pub font: Font,
    pub glyphs: Vec<PlacedGlyph>,
}

impl InsertedRun {
    /// Adds a glyph to the last run if that has its font, else to a new one.
    pub fn push(runs: &mut Vec<InsertedRun>, font: Font, glyph: PlacedGlyph) {
        match runs.last_mut() {
            Some(run) if run.font == font => run.glyphs.push(glyph),
            _ => runs.push(InsertedRun { font, glyphs: vec![glyph] }),
        }
    }
}

/// How large a glyph is drawn, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    Full,
    /// Smaller, over the baseline (R88).
    Raised,
}

impl Drawn {
    pub fn of(superscript: bool) -> Drawn {
        if superscript { Drawn::Raised } else { Drawn::Full }
    }

    /// Of the text's size.
    pub fn scale(self) -> Permille {
        match self {
            Drawn::Full => Permille::ONE,
            Drawn::Raised => Permille(650),
        }
    }

    /// Of the text's size, over its baseline.
    pub fn rise(self) -> Permille {
        match self {
            Drawn::Raised => Permille(350),
            Drawn::Full => Permille(0),
        }
    }
}
