//! Which glyphs of which face the whole job draws, and what for.

use crate::draw::{DrawGlyph, DrawPage, DrawRun, Item, Tally, Turn};
use crate::fonts::FaceId;

use super::tounicode::{GlyphTexts, KeptTexts};

/// The blank of an em. Where composition draws it by the glyph of the small one, its own stands
/// for it in the file, so that either says what it is.
pub(super) const WIDE_BLANK: &str = "\u{3000}";

/// The use that the job makes of one face.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct FaceUse {
    pub face: FaceId,
    pub texts: GlyphTexts,
    /// Drawn upright in a vertical line.
    pub vertical: bool,
    /// A blank of a whole em stands in it.
    pub wide_blank: bool,
}

/// The faces in use, each with its glyphs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Uses(Vec<FaceUse>);

/// The same in little room: a page uses some hundred of a face's thousands of glyphs.
#[derive(Debug)]
pub struct KeptUses(Vec<KeptUse>);

#[derive(Debug)]
struct KeptUse {
    face: FaceId,
    texts: KeptTexts,
    vertical: bool,
    wide_blank: bool,
}

impl Uses {
    /// In an order that does not depend on which pages were put together first.
    pub(super) fn settled(mut self) -> Uses {
        self.0.sort_by_key(|face| face.face);
        self.0.iter_mut().for_each(|face| face.texts.settle());
        self
    }

    /// In their order once they are settled.
    pub(super) fn into_faces(self) -> Vec<FaceUse> {
        self.0
    }

    fn of(&mut self, face: FaceId) -> &mut FaceUse {
        let at = self.0.iter().position(|known| known.face == face).unwrap_or_else(|| {
            let texts = GlyphTexts::default();
            self.0.push(FaceUse { face, texts, vertical: false, wide_blank: false });
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

impl Tally for Uses {
    fn see(&mut self, _: usize, page: &DrawPage) {
        for item in &page.items {
            let Item::Text(mark) = item else { continue };
            let shown = mark.runs.iter().filter(|run| !is_ornament(run));
            shown.for_each(|run| self.of(run.face).add(run));
        }
    }

    fn join(&mut self, later: Uses) {
        for face in later.0 {
            let own = self.of(face.face);
            own.vertical |= face.vertical;
            own.wide_blank |= face.wide_blank;
            own.texts.join(face.texts);
        }
    }

    type Kept = KeptUses;

    fn keep(self) -> KeptUses {
        let keep = |face: FaceUse| {
            let FaceUse { face, texts, vertical, wide_blank } = face;
            KeptUse { face, texts: texts.keep(), vertical, wide_blank }
        };
        KeptUses(self.0.into_iter().map(keep).collect())
    }

    fn join_kept(&mut self, later: &KeptUses) {
        for face in &later.0 {
            let own = self.of(face.face);
            own.vertical |= face.vertical;
            own.wide_blank |= face.wide_blank;
            own.texts.join_kept(&face.texts);
        }
    }
}

impl FaceUse {
    fn add(&mut self, run: &DrawRun) {
        // Words that lie in a vertical line have a blank at both ends of it that says where it is.
        self.vertical |= run.turn != Turn::Horizontal;
        let mut glyphs = run.glyphs.iter().peekable();
        while let Some(glyph) = glyphs.next() {
            // The text of a cluster of several glyphs is told by ActualText; its first character
            // is for readers that do not know that.
            let shared = glyphs.peek().is_some_and(|next| next.range.is_empty());
            let text = text_of(run, glyph);
            self.wide_blank |= text == WIDE_BLANK;
            let first = text.chars().next().map_or(0, char::len_utf8);
            let text = if shared { text.get(..first).unwrap_or("") } else { text };
            self.texts.note(glyph.id.0, text);
        }
    }
}

/// Whether the run is a mark beside the text that says nothing: dots of emphasis, the line of a
/// name. Such are drawn, not set: a glyph always gets copied as something.
pub(super) fn is_ornament(run: &DrawRun) -> bool {
    run.text.is_empty()
}

/// The characters that a glyph stands for.
pub(super) fn text_of<'r>(run: &'r DrawRun, glyph: &DrawGlyph) -> &'r str {
    run.text.get(glyph.range.start as usize..glyph.range.end as usize).unwrap_or("")
}
