//! What composition gives back: [`SetLine`].

use std::fmt;
use std::ops::Range;

use crate::colour::Colour;
use crate::fonts::{FaceId, GlyphId};
use crate::measure::{Length, Length32, Length48, LogicalRect, Permille, TypeSize, WritingMode};

/// The em box over the baseline.
pub(super) const ASCENT: Permille = Permille(880);

/// A line, its glyphs placed along the line from its start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetLine {
    /// What of the paragraph's text stands here, spaces that vanish at the edges included.
    pub range: Range<u32>,
    pub measure: Length,
    /// The width before anything was squeezed or spread.
    pub natural: Length,
    /// From the line's start to the end of its last frame; equals `measure` in a full line.
    pub width: Length,
    /// The em box of the paragraph's type.
    pub em: TypeSize,
    pub runs: Vec<GlyphRun>,
    pub fit: LineFit,
    pub adjustments: Vec<Adjustment>,
    pub end: BreakReason,
    /// Where the initial that stands beside it ends in the text; its runs come first, off the line.
    pub initial: Option<u32>,
}

/// Glyphs of one face, size and colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlyphRun {
    pub face: FaceId,
    /// The face's size after scaling, along x and y of the upright glyph.
    pub size: GlyphSize,
    pub colour: Colour,
    pub orientation: Orientation,
    /// What the glyphs' ranges count in.
    pub text: RunText,
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    /// Where the em box of a glyph stands, from the start corner of the em box of its line, `line`.
    pub fn em_box(&self, glyph: &Glyph, (line, mode): (TypeSize, WritingMode)) -> LogicalRect {
        let stand = match mode {
            WritingMode::HorizontalTb => ASCENT.of(line.block),
            WritingMode::VerticalRl => line.block / 2,
        };
        let GlyphSize { width, height } = self.size;
        let (block_size, over) = match self.orientation {
            Orientation::Upright => (width, width / 2),
            Orientation::Horizontal | Orientation::Sideways => (height, ASCENT.of(height)),
        };
        LogicalRect {
            inline: glyph.inline.length(),
            block: stand + glyph.block.length() - over,
            inline_size: glyph.advance.length(),
            block_size,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GlyphSize {
    pub width: Length,
    pub height: Length,
}

/// Where a run's characters come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunText {
    /// The paragraph's text.
    Source,
    /// The paragraph's tail (its credit).
    Tail,
    /// Put in by composition: a bullet, a hyphen; nothing for dots and lines beside the text.
    Inserted(String),
    /// A reading beside what stands at `base` in the paragraph's text.
    Reading { text: String, base: Range<u32> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// Horizontal text.
    Horizontal,
    /// Upright in a vertical line; the glyph's place is its vertical origin.
    Upright,
    /// Turned a quarter clockwise in a vertical line.
    Sideways,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub id: GlyphId,
    /// The origin along the line, from its start.
    pub inline: Length48,
    /// The origin across the line, from the baseline (vertical: from the middle of the line),
    /// positive towards the next line.
    pub block: Length32,
    /// What the glyph's own frame takes along the line.
    pub advance: Length32,
    /// The characters it stands for, in the run's text; empty when another glyph of the same
    /// cluster carries them.
    pub range: Range<u32>,
}

/// How a line came to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineFit {
    /// It was exactly as long.
    Natural,
    /// A last or ragged line, shorter than the measure.
    Short,
    Squeezed,
    Spread,
    /// Spread over the limit of the style (R50.4).
    Loose,
    /// Nothing could be squeezed or broken.
    Overfull,
}

/// What one tier of R49 or R50 gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// `R49.1` and the like.
    pub tier: &'static str,
    /// Negative when squeezed.
    pub amount: Length,
}

/// Why a line ends where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BreakReason {
    /// The paragraph is over.
    End,
    /// The best or first place that fits.
    Fit,
    /// An earlier place, because a prohibition (R15, R16, R17) forbade the later one.
    Kinsoku,
    Hyphen,
    /// In the middle of a word or number that is longer than the measure.
    Emergency,
    /// A head's `|` or blank.
    Explicit,
}

/// One line a line, for `dump` and tests: `0..48 natural 183.5 width 180 of 180 squeezed
/// R49.5 -3.5 end kinsoku`.
impl fmt::Display for SetLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = &self.range;
        let name = |debug: String| debug.to_lowercase();
        write!(f, "{start}..{end} natural {} width {}", self.natural, self.width)?;
        write!(f, " of {} {}", self.measure, name(format!("{:?}", self.fit)))?;
        for adjustment in &self.adjustments {
            write!(f, " {} {}", adjustment.tier, adjustment.amount)?;
        }
        write!(f, " end {}", name(format!("{:?}", self.end)))
    }
}

impl SetLine {
    /// The line's text and how it came to its measure (`dump --stage lines`); `text` is the
    /// paragraph's.
    pub fn dump(&self, text: &str) -> String {
        let Range { start, end } = self.range;
        format!("{self} |{}|", text.get(start as usize..end as usize).unwrap_or(""))
    }
}
