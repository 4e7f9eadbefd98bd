//! The fonts of a paragraph: a face in the size and stance that its glyphs are drawn in.

use crate::chars::{self, Class, Locale};
use crate::fonts::FaceId;
use crate::measure::{Em, Length, WritingMode};

use super::build::NodeBuilder;
use super::glyphs::{Drawn, Font};
use super::line::{GlyphSize, Orientation};
use super::unit::Unit;

impl NodeBuilder<'_, '_, '_> {
    /// The character that is drawn for one of Chinese text, and the frame that it has of its own.
    pub(super) fn stand_in(&self, unit: &Unit, locale: Locale) -> (char, Option<Em>) {
        let across = self.mode == WritingMode::HorizontalTb;
        let frame = chars::own_frame(unit.c, locale).filter(|_| unit.class != Class::Wl);
        match unit.c {
            // The full-width solidus is wider than its half frame; down the page it is not turned, and keeps its em (R132).
            '／' if frame.is_some() && across => ('/', frame),
            '／' => ('／', None),
            '/' if frame == Some(Em::ONE) && across => ('／', frame),
            // Down the page the sign of a ratio would be turned.
            '∶' if unit.solid && !across => ('：', frame),
            c => (c, frame),
        }
    }

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
