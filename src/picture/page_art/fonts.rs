//! [`SetFont`]: a font of the art: what it is called, whether it is in the file, and what its
//! strings show of it (ISO 32000-2 9.6 to 9.9).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::cmaps::Code;
use super::codes::{Codes, is_astray};
use super::file::{deref, dict_of, number_of, numbers, value};
use super::lexer::{Lexer, Operand};
use super::model::ArtFont;
use crate::fonts::Form;

/// What type 3 is called: its glyphs are drawings of the file itself.
const DRAWN: &str = "a font of drawings (Type 3)";
/// How far a width may be from the drawing's own, in thousandths of the em.
const SAME_WIDTH: f64 = 1.01;

/// Whether what is shown is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    Seen,
    /// Rendering mode 3: under a picture of it.
    Hidden,
}

/// A font that the content has chosen.
pub(super) struct SetFont<'a> {
    pub art: ArtFont,
    pub is_shown: bool,
    /// Whether it is printed, and not only there to be found.
    is_seen: bool,
    /// Its program is of another kind than its dictionaries say.
    is_mislabelled: bool,
    /// Whether its glyphs are drawings: their size says nothing.
    pub is_drawn: bool,
    /// Steps that the dearest of them takes.
    pub cost: u64,
    source: Option<Source<'a>>,
    codes: Option<Codes>,
    seen: BTreeSet<(Code, Seen)>,
}

/// Where its facts stand, of a font that is in the file.
#[derive(Clone, Copy)]
struct Source<'a> {
    font: &'a Dictionary,
    /// A composite font's descendant.
    below: Option<&'a Dictionary>,
}

impl<'a> SetFont<'a> {
    /// The font of a resource, or of none.
    pub fn of(doc: &'a Document, dict: Option<&'a Dictionary>) -> SetFont<'a> {
        let Some(dict) = dict else {
            return SetFont::new("a font that is missing".to_owned(), None);
        };
        if value(doc, dict, b"Subtype").as_name().ok() == Some(b"Type3") {
            let source = Source { font: dict, below: None };
            return SetFont { is_drawn: true, ..SetFont::new(DRAWN.to_owned(), Some(source)) };
        }
        let below = match value(doc, dict, b"DescendantFonts") {
            Object::Array(list) => list.first().and_then(|font| dict_of(doc, deref(doc, font))),
            _ => None,
        };
        let holder = below.unwrap_or(dict);
        let descriptor = dict_of(doc, value(doc, holder, b"FontDescriptor"));
        let has = |key: &[u8]| {
            descriptor.is_some_and(|dict| matches!(value(doc, dict, key), Object::Stream(_)))
        };
        let embedded = has(b"FontFile") || has(b"FontFile2") || has(b"FontFile3");
        let name = value(doc, dict, b"BaseFont").as_name().unwrap_or(b"a font without a name");
        let name = String::from_utf8_lossy(name);
        // A subset's tag says nothing to a person.
        let plain = match name.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 => rest,
            _ => &name,
        };
        let source = embedded.then_some(Source { font: dict, below });
        SetFont::new(plain.to_owned(), source)
    }

    fn new(name: String, source: Option<Source<'a>>) -> SetFont<'a> {
        let embedded = source.is_some();
        SetFont {
            art: ArtFont { name, embedded, ..ArtFont::default() },
            is_shown: false,
            is_seen: false,
            is_mislabelled: false,
            is_drawn: false,
            cost: 0,
            source,
            codes: None,
            seen: BTreeSet::new(),
        }
    }

    /// What is told of it, and whether its program is of another kind than it says. What is only
    /// there to be found needs no program (ISO 19005-2 6.2.11.4.1).
    pub fn told(self) -> (ArtFont, bool) {
        let embedded = self.art.embedded || !self.is_seen;
        (ArtFont { embedded, ..self.art }, self.is_mislabelled)
    }

    /// Leaves its program alone.
    pub fn close(&mut self) {
        self.source = None;
    }

    /// Reads the program, of no more than `most` bytes, when the first string is shown; says how
    /// many it took, or that it cannot be read.
    pub fn open(&mut self, doc: &Document, most: usize) -> Result<usize, String> {
        self.is_shown = true;
        let Some(source) = self.source.filter(|_| self.codes.is_none()) else { return Ok(0) };
        let codes = Codes::read(doc, source.font, source.below, most);
        self.art.astray = source.below.is_some_and(|below| is_astray(doc, source.font, below));
        // Where the codes are not looked at, the font is told from without.
        self.art.mute |= !codes.are_known() && is_mute(doc, source.font);
        let size = codes.size;
        let is_read = self.is_drawn || codes.has_program();
        self.is_mislabelled =
            codes.form().is_some_and(|form| is_mislabelled(doc, source.font, source.below, form));
        self.codes = Some(codes);
        match is_read {
            true => Ok(size),
            false => Err(format!("the program of {} cannot be read", self.art.name)),
        }
    }

    /// Looks at the codes of a string.
    pub fn show(&mut self, bytes: &[u8], seen: Seen) {
        self.is_seen |= seen == Seen::Seen;
        let Some(codes) = &self.codes else { return };
        let mut rest = bytes;
        while let Some(code) = codes.first(rest) {
            rest = rest.get(code.length..).unwrap_or_default();
            if !self.seen.insert((code, seen)) {
                continue;
            }
            let found = codes.look(code);
            self.art.hollow |= found.missing;
            self.art.mute |= found.mute;
            self.art.misfit |= found.misfit && seen == Seen::Seen;
        }
    }
}

/// Whether a program stands under the wrong key, or in a font of another kind (ISO 32000-1
/// table 126).
fn is_mislabelled(
    doc: &Document,
    font: &Dictionary,
    below: Option<&Dictionary>,
    form: Form,
) -> bool {
    let holder = below.unwrap_or(font);
    let kind = value(doc, holder, b"Subtype").as_name().unwrap_or_default();
    let Some(descriptor) = dict_of(doc, value(doc, holder, b"FontDescriptor")) else {
        return false;
    };
    let file = |key: &[u8]| match value(doc, descriptor, key) {
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    };
    let is_open =
        |dict: &Dictionary| value(doc, dict, b"Subtype").as_name().ok() == Some(b"OpenType");
    let (is_outlined, is_charted) = (
        matches!(kind, b"Type1" | b"MMType1" | b"CIDFontType0"),
        matches!(kind, b"TrueType" | b"CIDFontType2"),
    );
    let fits = match (file(b"FontFile"), file(b"FontFile2"), file(b"FontFile3")) {
        (Some(_), ..) => form == Form::Type1 && is_outlined,
        (_, Some(_), _) => form == Form::TrueType && is_charted,
        (.., Some(dict)) if is_open(dict) => true,
        (.., Some(_)) => form == Form::Cff && is_outlined,
        _ => true,
    };
    !fits
}

/// Whether nothing says what the characters are (ISO 19005-2 6.2.11.7).
fn is_mute(doc: &Document, dict: &Dictionary) -> bool {
    if matches!(value(doc, dict, b"ToUnicode"), Object::Stream(_)) {
        return false;
    }
    let kind = value(doc, dict, b"Subtype").as_name().unwrap_or_default();
    match (kind, value(doc, dict, b"Encoding")) {
        // A CMap of a character collection says it, but for these two.
        (b"Type0", Object::Name(name)) => matches!(name.as_slice(), b"Identity-H" | b"Identity-V"),
        (b"Type0", _) => true,
        (_, Object::Name(_) | Object::Dictionary(_)) => false,
        _ => true,
    }
}

/// Whether a drawn glyph (type 3) moves on by another width than the font tells of it.
pub(super) fn is_drawn_misfit(
    doc: &Document,
    font: &Dictionary,
    glyph: &[u8],
    content: &[u8],
) -> bool {
    let mut operands = Vec::new();
    let operator = Lexer::new(content).next(&mut operands);
    let own = match operator {
        Some(b"d0" | b"d1") => operands.first().and_then(Operand::number),
        _ => None,
    };
    let (Some(own), Object::Array(widths)) = (own, value(doc, font, b"Widths")) else {
        return false;
    };
    let em =
        numbers(doc, value(doc, font, b"FontMatrix")).and_then(|matrix| Some(*matrix.first()?));
    let em = em.unwrap_or(0.001) * 1000.0;
    let first = value(doc, font, b"FirstChar").as_i64().unwrap_or(0);
    let encoding = dict_of(doc, value(doc, font, b"Encoding"));
    let Some(Object::Array(names)) = encoding.map(|dict| value(doc, dict, b"Differences")) else {
        return false;
    };
    let mut code = 0i64;
    for item in names.iter().take(512) {
        match deref(doc, item) {
            Object::Name(name) => {
                let at = usize::try_from(code.saturating_sub(first)).ok();
                let told = at.and_then(|at| number_of(deref(doc, widths.get(at)?)));
                let differs = |told: f64| ((told - own) * em).abs() > SAME_WIDTH;
                if name == glyph && told.is_some_and(differs) {
                    return true;
                }
                code = code.saturating_add(1);
            }
            number => code = number_of(number).unwrap_or(-1.0) as i64,
        }
    }
    false
}
