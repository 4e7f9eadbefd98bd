//! [`Canvas`]: a content stream being written, and the graphics state that it has reached.
//!
//! Setters write nothing when the state is already so.

use std::collections::BTreeSet;

use super::digits;
use super::fonts::FontSet;
use super::inks::{self, Use};
use super::marked::{Marked, Roles};
use super::overprint::{Grounds, Overprint};
use super::sheet::Sheet;
use crate::colour::{Colour, SpotId};
use crate::draw::{Tag, Turn};
use crate::fonts::{FaceId, FontBook};
use crate::measure::Length;
use crate::picture::PictureId;

/// Readers (pdf.js) put a blank wherever glyphs stand apart by more than a tenth of the size
/// that `Tf` tells, so at the quarter of an em between Han and Western text (R43) and on every
/// line that is spread. Told four times the size, and drawn a quarter as wide and as high, type
/// looks the same and such white is no blank; real blanks are glyphs.
pub(super) const NARROW: i64 = 4;

/// A font as the content stream names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FontKey {
    pub face: FaceId,
    pub vertical: bool,
}

impl FontKey {
    pub fn name(self) -> String {
        format!("{}{}", if self.vertical { 'V' } else { 'F' }, self.face.0)
    }
}

/// What a content stream names, and its page has to supply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    pub fonts: BTreeSet<FontKey>,
    pub pictures: BTreeSet<PictureId>,
    pub spots: BTreeSet<SpotId>,
    /// The space of all plates: crop marks.
    pub registration: bool,
    /// The graphics states of overprinting.
    pub overprint: bool,
}

pub(super) struct Canvas<'a> {
    pub out: Vec<u8>,
    pub sheet: Sheet,
    pub fonts: &'a FontSet,
    pub book: &'a FontBook<'a>,
    pub needs: Needs,
    pub marked: Marked<'a>,
    pub grounds: Grounds,
    state: State,
    saved: Vec<State>,
}

/// What has been set; nothing yet is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    overprint: Overprint,
    fill: Option<Colour>,
    stroke: Option<Colour>,
    weight: Option<Length>,
    font: Option<(FontKey, Length)>,
    narrow: bool,
}

impl<'a> Canvas<'a> {
    pub fn new(
        sheet: Sheet,
        (fonts, book): (&'a FontSet, &'a FontBook<'a>),
        roles: &'a Roles,
        grounds: Grounds,
    ) -> Canvas<'a> {
        Canvas {
            out: Vec::new(),
            sheet,
            fonts,
            book,
            needs: Needs::default(),
            marked: Marked::new(roles),
            grounds,
            state: State::default(),
            saved: Vec::new(),
        }
    }

    /// What is shown from here on belongs to `tag`.
    pub fn tag(&mut self, tag: Tag) {
        self.marked.begin(&mut self.out, tag);
    }

    /// Ends the marked content: sequences lie within a text object or around it.
    pub fn untag(&mut self) {
        self.marked.end(&mut self.out);
    }

    /// What is shown until [`Canvas::end_actual`] reads as `hex`, of UTF-16.
    pub fn begin_actual(&mut self, tag: Tag, hex: &[u8]) {
        self.marked.begin_actual(&mut self.out, tag, hex);
    }

    pub fn end_actual(&mut self) {
        self.marked.end_actual(&mut self.out);
    }

    pub fn op(&mut self, operator: &str) {
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    pub fn fill(&mut self, colour: Colour) {
        if self.state.fill != Some(colour) {
            self.state.fill = Some(colour);
            self.set(colour, Use::Fill);
        }
    }

    pub fn overprint(&mut self, overprint: Overprint) {
        if self.state.overprint != overprint {
            self.state.overprint = overprint;
            self.needs.overprint = true;
            self.op(&format!("/{} gs", overprint.name()));
        }
    }

    pub fn stroke(&mut self, colour: Colour, weight: Length) {
        if self.state.stroke != Some(colour) {
            self.state.stroke = Some(colour);
            self.set(colour, Use::Stroke);
        }
        if self.state.weight != Some(weight) {
            self.state.weight = Some(weight);
            digits::points(&mut self.out, weight);
            self.op(" w");
        }
    }

    fn set(&mut self, colour: Colour, purpose: Use) {
        if let Colour::Spot { spot, .. } = colour {
            self.needs.spots.insert(spot);
        }
        inks::set(&mut self.out, colour, purpose);
    }

    /// Horizontal type is told at [`NARROW`] times its size, and drawn so many times narrower.
    pub fn font(&mut self, face: FaceId, turn: Turn, size: Length) {
        let narrow = turn == Turn::Horizontal;
        self.narrow(narrow);
        let size = if narrow { size * NARROW } else { size };
        let key = FontKey { face, vertical: turn == Turn::Upright };
        if self.state.font != Some((key, size)) {
            self.state.font = Some((key, size));
            self.needs.fonts.insert(key);
            self.out.push(b'/');
            self.out.extend_from_slice(key.name().as_bytes());
            self.out.push(b' ');
            digits::fine_points(&mut self.out, size);
            self.op(" Tf");
        }
    }

    fn narrow(&mut self, narrow: bool) {
        if self.state.narrow != narrow {
            self.state.narrow = narrow;
            self.op(if narrow { "25 Tz" } else { "100 Tz" });
        }
    }

    /// What a form may take for granted of the state of text (ISO 32000-1 8.10.1).
    pub fn initial_text_state(&mut self) {
        self.narrow(false);
    }

    pub fn begin_text(&mut self) {
        self.op("BT");
    }

    pub fn end_text(&mut self) {
        self.op("ET");
    }

    pub fn save(&mut self) {
        self.saved.push(self.state);
        self.op("q");
    }

    pub fn restore(&mut self) {
        self.state = self.saved.pop().unwrap_or_default();
        self.op("Q");
    }
}
