//! [`Drawn`]: how large a glyph is drawn, and the fonts of a paragraph.

use crate::fonts::FaceId;
use crate::measure::{Length, Permille};

use super::build::NodeBuilder;
use super::glyphs::Font;
use super::line::{GlyphSize, Orientation};
use super::unit::Look;

/// How large a glyph is drawn, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    Full,
    /// Smaller, over the baseline (R88).
    Raised,
    /// Half as large.
    Half,
}

impl Drawn {
    pub fn of(look: &Look) -> Drawn {
        if look.superscript { Drawn::Raised } else { Drawn::Full }
    }

    /// Of the text's size.
    fn scale(self) -> Permille {
        match self {
            Drawn::Full => Permille::ONE,
            Drawn::Raised => Permille(650),
            Drawn::Half => Permille(500),
        }
    }

    /// Of the text's size, over its baseline.
    fn rise(self) -> Permille {
        match self {
            Drawn::Raised => Permille(350),
            Drawn::Full | Drawn::Half => Permille(0),
        }
    }
}

impl NodeBuilder<'_, '_, '_> {
    /// The index of a font.
    pub(super) fn font(&mut self, face: FaceId, drawn: Drawn, orientation: Orientation) -> u16 {
        let key = (face, drawn, orientation);
        if let Some((known, font)) = self.last_font
            && known == key
        {
            return font;
        }
        let font = self.narrowed_font(face, drawn, orientation, (1, 1));
        self.last_font = Some((key, font));
        font
    }

    /// The index of a font whose glyphs are `narrow` (a fraction) as wide.
    pub(super) fn narrowed_font(
        &mut self,
        face: FaceId,
        drawn: Drawn,
        orientation: Orientation,
        (part, whole): (i64, i64),
    ) -> u16 {
        let size = drawn.scale().of(self.style.size);
        let (width, height) = (self.style.width.of(size), self.style.height.of(size));
        let width = width.scale(part, whole);
        // A turned glyph is as wide as the line's type is high.
        let (width, height) = match orientation {
            Orientation::Horizontal | Orientation::Upright => (width, height),
            Orientation::Sideways => (height, width),
        };
        let (em, across) = match orientation {
            Orientation::Horizontal | Orientation::Sideways => (width, height),
            Orientation::Upright => (height, width),
        };
        let rise = drawn.rise().of(self.style.size);
        let turned = orientation == Orientation::Sideways;
        let rise = if turned { rise - self.drop(face) } else { rise };
        let size = GlyphSize { width, height };
        let known = self.nodes.fonts.iter().rposition(|font| {
            font.face == face && font.size == size && font.orientation == orientation
        });
        let at = known.unwrap_or_else(|| {
            let space = self.shaper.book.face(face).glyph(' ');
            let colour = self.style.colour;
            self.nodes.fonts.push(Font {
                face,
                size,
                colour,
                orientation,
                em,
                across,
                rise,
                space,
            });
            self.nodes.fonts.len() - 1
        });
        at as u16
    }

    /// How far the baseline of turned type stands off the middle of the line, so that the middle
    /// of its capitals is on it (R80).
    fn drop(&self, face: FaceId) -> Length {
        let face = self.shaper.book.face(face);
        let (cap, em) = (i64::from(face.cap_height()), i64::from(face.units_per_em()));
        self.style.width.of(self.style.size).scale(cap, em.max(1) * 2)
    }
}
