//! What a page of art is, once read.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};

use super::Ground;
use crate::colour::Ink;
use crate::measure::{Edges, Length};

/// A page of a PDF file, ready to become a form XObject (ISO 32000-2 8.10).
#[derive(Clone, Debug, PartialEq)]
pub struct PageArt {
    /// The page's content streams, decoded and joined.
    pub content: Vec<u8>,
    pub resources: Dictionary,
    /// The page's transparency group.
    pub group: Option<Dictionary>,
    /// What resources and group refer to: a reference `(n, 0)` is to `parts[n]`.
    pub parts: Vec<Object>,
    /// The trim box: left, foot, right and head in the page's own units, y upwards.
    pub trim: [Length; 4],
    /// What may be shown of it: the trim box with its bleed.
    pub shown: [Length; 4],
    /// Quarter turns clockwise that the page is shown with.
    pub turns: u8,
    /// Points a unit, in millionths.
    pub unit: i64,
    /// How far the art goes on beyond its trim, as it is shown.
    pub bleed: Edges,
    pub facts: ArtFacts,
}

impl PageArt {
    /// Whether nothing of it is seen: what it paints, if anything, stands beyond what is shown. Type is
    /// taken to be seen.
    pub fn is_blank(&self) -> bool {
        let shown = self.shown.map(|side| side.scale(self.unit, 1_000_000));
        self.facts.fonts.is_empty() && !self.facts.ground.meets(shown)
    }

    /// Whether it may paint over the place `x`, `y` of it as it is shown, in millionths of its
    /// width and height from its upper left corner.
    pub fn covers(&self, x: i64, y: i64) -> bool {
        const WHOLE: i64 = 1_000_000;
        let [left, foot, right, head] = self.trim.map(|side| side.scale(self.unit, WHOLE));
        let (width, height) = (right - left, head - foot);
        let (along, up) = match self.turns % 4 {
            0 => (x, WHOLE - y),
            1 => (y, x),
            2 => (WHOLE - x, y),
            _ => (WHOLE - y, WHOLE - x),
        };
        self.facts.ground.covers(left + width.scale(along, WHOLE), foot + height.scale(up, WHOLE))
    }
}

/// What a press desk asks of art. Lengths are those of the art at its own size.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ArtFacts {
    /// The file's version, major and minor.
    pub version: (u8, u8),
    /// The fonts that show text.
    pub fonts: BTreeSet<ArtFont>,
    /// Colours that are not the press's own, and how often each is used where.
    pub strange: BTreeMap<(ColourKind, Where), u32>,
    /// Everything that is not black ink alone.
    pub coloured: BTreeMap<Where, u32>,
    pub spots: BTreeSet<ArtSpot>,
    /// The flat colour with the most ink.
    pub heaviest: Option<Heaviest>,
    pub images: Vec<ArtImage>,
    pub thinnest: Option<Length>,
    pub smallest_type: Option<Length>,
    /// Whether it blends with what lies under it.
    pub transparent: bool,
    pub forbidden: BTreeMap<Forbidden, u32>,
    pub layers: Vec<Layer>,
    /// Annotations that show something and do not go along.
    pub annotations: u32,
    /// White that overprints: it vanishes.
    pub vanishing: u32,
    /// Why part of the content was not looked at.
    pub unread: BTreeSet<String>,
    /// That part of it breaks the rules of PDF itself, and so those of every standard.
    pub broken: bool,
    /// What is damaged or missing, so that nothing is drawn of it.
    pub flaws: BTreeSet<String>,
    /// Why no page with it is drawn here: it would take more stack, memory or time than there is.
    pub undrawable: Option<String>,
    /// Where it may paint over what lies under it.
    pub ground: Ground,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArtFont {
    pub name: String,
    pub embedded: bool,
    /// It does not tell what its characters are.
    pub mute: bool,
    /// Its program has other widths than the file says.
    pub misfit: bool,
    /// It shows the glyph of missing characters.
    pub hollow: bool,
    /// Its codes lead on by a map that is neither in the file nor known to readers, or that is of
    /// another collection than the font.
    pub astray: bool,
}

/// A colour space that is no ink of the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourKind {
    /// DeviceRGB: of no particular screen.
    Rgb,
    /// RGB, grey or Lab with a description of what it looks like.
    Calibrated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    Type,
    Drawing,
    Image,
    Shading,
    Blending,
    /// Of what makes a soft mask.
    Mask,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArtSpot {
    pub name: String,
    /// The inks that stand for it, where the file says so plainly.
    pub alternate: Option<[Ink; 4]>,
    /// Whether its tints go in proportion from paper to that.
    pub plain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heaviest {
    pub inks: [Ink; 4],
    /// All inks together, spots too, in hundredths of a per cent.
    pub total: u32,
}

/// A picture of the art, where it is drawn largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArtImage {
    pub width: u32,
    pub height: u32,
    /// Black and white alone.
    pub line_art: bool,
    pub across: Length,
    pub down: Length,
}

impl ArtImage {
    /// Pixels an inch, of the side that has fewer.
    pub fn resolution(&self) -> i64 {
        let along = |pixels: u32, length: Length| match length.units() {
            units if units > 0 => {
                let inches = i128::from(pixels) * i128::from(Length::INCH.units());
                i64::try_from(inches / i128::from(units)).unwrap_or(i64::MAX)
            }
            _ => i64::MAX,
        };
        along(self.width, self.across).min(along(self.height, self.down))
    }
}

/// What PDF/X-4 (ISO 15930-7) does not allow, and a press may do anything with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forbidden {
    TransferFunction,
    Halftone,
    PostScript,
    Opi,
    /// A form that stands for a page of another file.
    ReferenceForm,
    /// A stream whose data is in another file.
    OutsideStream,
    /// A form that draws itself.
    Recursion,
    /// A blend mode that there is not.
    BlendMode,
    /// A rendering intent that there is not.
    Intent,
    /// Graphics states saved one in the other, more than readers keep.
    DeepStates,
    /// Operators that readers may pass over.
    Compatibility,
    /// CMYK of another press that overprints by its zeros.
    OverprintedProfile,
    /// Several inks without a description of each.
    Colourants,
    /// A font's program is of another kind than its dictionaries say.
    FontKind,
    /// A colour profile that is none, or of another number of inks.
    Profile,
    /// A picture within the content that is packed by LZW (ISO 19005-2 6.1.10).
    InlineLzw,
    /// Numbers, texts, names or inks beyond what every reader holds (ISO 19005-2 6.1.13).
    Limits,
}

impl Forbidden {
    /// Whether only a file to be kept (PDF/A) may not have it.
    pub fn is_of_archives(self) -> bool {
        matches!(self, Forbidden::InlineLzw | Forbidden::Limits)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    pub name: String,
    pub shown: bool,
}
