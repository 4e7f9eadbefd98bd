//! [`Canvas`]: a content stream being written, and the graphics state that it has reached.
//!
//! Setters write nothing when the state is already so.

use std::collections::BTreeSet;

use super::digits;
use super::fonts::{FontKey, FontSet, White};
use super::inks::{self, Use};
use super::line_start::{Axes, LineStart, ONE};
use super::marked::{Marked, Roles};
use super::overprint::{Grounds, Overprint};
use super::sheet::Sheet;
use crate::colour::{Colour, SpotId};
use crate::draw::{Tag, Turn, Usage};
use crate::fonts::{FaceId, FontBook};
use crate::measure::{Length, Point};
use crate::picture::PictureId;

/// Readers (pdf.js) put a blank wherever glyphs stand apart by more than a tenth of the size
/// that `Tf` tells, so at the white between Han and Western text, a quarter of an em and up to half
/// of one (R43, R50), and on every line that is spread. Told five times the size, and drawn a fifth
/// as wide and as high, type looks the same and such white is no blank; real blanks are glyphs. The
/// same holds of words that lie in a vertical line and the white after them; upright type has no
/// stretch along its line, and its fonts count the white with the glyph ([`FontKey::white`]).
pub(super) const NARROW: i64 = 5;

/// How wide such type is drawn, in millionths of what its glyphs and corrections take: a hair
/// narrower than 1 / [`NARROW`] would make it. A line of ten ems or more then ends by itself before
/// its place, as it has to for extractors (`text_line::BACK`), without a correction in every line.
pub(super) const HAIR: i64 = 999_975;

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
    /// Inside of a text object.
    text: Option<Text>,
}

/// What a text object has reached.
#[derive(Clone, Copy, Debug)]
struct Text {
    of: Usage,
    line: Option<LineStart>,
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
    leading: Option<i64>,
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
            text: None,
        }
    }

    /// What is shown from here on belongs to `tag`.
    pub fn tag(&mut self, tag: Tag) {
        self.marked.begin(&mut self.out, tag);
    }

    /// Ends the text object, for what is drawn from here on, and which belongs to `tag`.
    pub fn draw(&mut self, tag: Tag) {
        self.end_text();
        self.tag(tag);
    }

    /// Ends all that is open.
    pub fn finish(&mut self) {
        self.end_text();
        self.marked.end(&mut self.out);
    }

    /// What is shown until [`Canvas::end_actual`] reads as `text`.
    pub fn begin_actual(&mut self, tag: Tag, text: &str) {
        self.marked.begin_actual(&mut self.out, tag, text);
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

    /// Type that runs from left to right, turned or not, is told at [`NARROW`] times its size, and
    /// drawn so many times narrower.
    pub fn font(&mut self, face: FaceId, turn: Turn, size: Length) {
        self.font_with(face, turn, size, White::NONE);
    }

    /// A font that counts `white` with each of its glyphs.
    pub fn font_with(&mut self, face: FaceId, turn: Turn, size: Length, white: White) {
        let narrow = turn != Turn::Upright;
        self.narrow(narrow);
        let size = if narrow { size * NARROW } else { size };
        let key = FontKey { face, vertical: turn == Turn::Upright, white };
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
            let told = if narrow { HAIR / NARROW } else { ONE };
            digits::fixed(&mut self.out, told, 4);
            self.op(" Tz");
        }
    }

    /// What a form may take for granted of the state of text (ISO 32000-1 8.10.1).
    pub fn initial_text_state(&mut self) {
        self.narrow(false);
    }

    /// What is shown from here on is text: what is of one kind, until something is drawn, is one
    /// object. Sequences of marked content lie within it or around it.
    pub fn begin_text(&mut self, of: Usage) {
        if self.text.is_none_or(|text| text.of != of) {
            self.end_text();
            self.marked.end(&mut self.out);
            self.text = Some(Text { of, line: None });
            self.op("BT");
        }
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.marked.end(&mut self.out);
            self.op("ET");
        }
    }

    /// Text begins anew at a place.
    pub fn begin_line(&mut self, axes: Axes, at: Point) {
        let Some(text) = &mut self.text else { return };
        let at = [self.sheet.x(at.x), self.sheet.y(at.y)];
        let leading = &mut self.state.leading;
        text.line = Some(LineStart::go(text.line, &mut self.out, leading, (axes, at)));
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
