//! Fonts: each face subset once over the whole job, with its widths and its texts.
//!
//! A face drawn both along and down a line is one font program under two font dictionaries,
//! `Identity-H` and `Identity-V`; the vertical one has the face's own vertical origins and
//! advances (ISO 32000-1 9.7.4.3), so that selection in a viewer runs down the line.

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use rayon::prelude::*;
use subsetter::GlyphRemapper;

use std::sync::Arc;

use super::codes::Codes;
use super::digits;
use super::file::File;
use super::glyphs::{FaceUse, Uses, WIDE_BLANK};
use super::hash::Hash;
use super::tounicode::{GlyphTexts, cmap};
use super::{Material, cff, cff_subset, sfnt};
use crate::diag::codes::pdf::FONT_NOT_SUBSET;
use crate::diag::{Diagnostic, Findings};
use crate::flate::{Effort, deflate};
use crate::fonts::{Face, FaceId, FontBook, GlyphId};

/// Widths are kept in hundredths of the PDF's glyph unit: 100 000 to the em.
pub(super) const EM: i64 = 100_000;

/// Subset tags are followed by `+` and the face's own name.
const PLUS: char = '+';

/// One face in use: which of its glyphs, by which numbers, and how wide they are. Pages are
/// encoded with it while its [`Subset`] is made.
#[derive(Debug)]
pub(super) struct Font {
    pub face: FaceId,
    pub texts: GlyphTexts,
    pub vertical: bool,
    /// Old glyph ids by new ones; the first is `.notdef`.
    glyphs: Vec<u16>,
    codes: Codes,
    /// Codes by old glyph ids.
    renumbered: Vec<u16>,
    blank: Option<u16>,
    wide: Option<GlyphId>,
    void: Option<u16>,
    /// By new id.
    metrics: Vec<Metrics>,
    /// The vertical origin's height that a glyph has unless it says otherwise.
    usual_origin: i64,
}

/// A glyph's measures, [`EM`] to the em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Metrics {
    width: i64,
    /// Down the line, positive.
    height: i64,
    /// Of the vertical origin over the baseline.
    origin: i64,
}

/// What a font descriptor tells, a thousand to the em.
#[derive(Debug)]
struct Facts {
    bounds: [i64; 4],
    ascent: i64,
    descent: i64,
    cap_height: i64,
    bold: bool,
}

/// A font program that holds some of a face's glyphs.
#[derive(Debug)]
pub(super) struct Subset {
    kind: Outlines,
    /// The program in Flate.
    deflated: Vec<u8>,
    /// How long it is without.
    length: usize,
    /// With the tag that tells it from other subsets of the face.
    name: String,
    facts: Facts,
}

/// What a font program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outlines {
    /// A bare CFF table.
    Cff,
    TrueType,
}

/// White that is counted with each glyph down a line, in quarters of an em.
///
/// pdf.js puts a blank into white of more than a tenth of an em, and measures it from where the
/// glyph before it ends by the font's own account. So the last character before a word (R43), and
/// every one of a line that is spread, is shown in a font whose advances hold the white. The program
/// and the texts are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct White(u8);

impl White {
    pub const NONE: White = White(0);
    const STEP: i64 = EM / 4;
    /// What may stay before the next glyph, and by how much less than nothing (two tenths of an em
    /// would begin a new text).
    const REST: i64 = EM / 10;

    /// For `white` behind a glyph, [`EM`] to the em; an em and more is no part of a line's text.
    pub fn of(white: i64) -> White {
        let steps = (white - White::REST + White::STEP - 1).div_euclid(White::STEP);
        u8::try_from(steps).ok().filter(|steps| *steps <= 4).map_or(White::NONE, White)
    }

    /// [`EM`] to the em.
    pub fn length(self) -> i64 {
        i64::from(self.0) * White::STEP
    }
}

/// A font as content streams name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FontKey {
    pub face: FaceId,
    pub vertical: bool,
    pub white: White,
}

impl FontKey {
    pub fn name(self) -> String {
        let way = if self.vertical { 'V' } else { 'F' };
        match self.white {
            White::NONE => format!("{way}{}", self.face.0),
            White(steps) => format!("{way}{}w{steps}", self.face.0),
        }
    }
}

/// The fonts of the job, found by face.
#[derive(Debug)]
pub(super) struct FontSet {
    fonts: Vec<Font>,
}

impl FontSet {
    pub fn get(&self, face: FaceId) -> Option<&Font> {
        self.fonts.iter().find(|font| font.face == face)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Font> {
        self.fonts.iter()
    }
}

impl Font {
    /// The glyph's code in content streams.
    pub fn renumber(&self, glyph: GlyphId) -> u16 {
        self.renumbered.get(usize::from(glyph.0)).copied().unwrap_or(0)
    }

    /// The glyph of the whole font that stands for one that is drawn for `text`.
    pub fn standing_for(&self, glyph: GlyphId, text: &str) -> GlyphId {
        self.wide.filter(|_| text == WIDE_BLANK).unwrap_or(glyph)
    }

    /// Whether readers find `text` where the glyph is drawn for it.
    pub fn says(&self, glyph: GlyphId, text: &str) -> bool {
        self.texts.says(self.standing_for(glyph, text).0, text)
    }

    /// A glyph without ink, in the subset.
    pub fn blank(&self) -> Option<u16> {
        self.blank
    }

    /// A glyph without ink that says nothing, for vertical lines.
    pub fn void(&self) -> Option<u16> {
        self.void.or(self.blank)
    }

    /// What a viewer moves on by along a horizontal line, [`EM`] to the em.
    pub fn width(&self, code: u16) -> i64 {
        self.metrics.get(self.codes.place(code)).map_or(0, |metrics| metrics.width)
    }

    /// What a viewer moves on by down a vertical line.
    pub fn height(&self, code: u16) -> i64 {
        self.metrics.get(self.codes.place(code)).map_or(0, |metrics| metrics.height)
    }
}

/// Numbers the glyphs of every face in use.
pub(super) fn number(book: &FontBook<'_>, uses: Uses) -> FontSet {
    let uses = uses.into_faces().into_par_iter();
    FontSet { fonts: uses.map(|face_use| number_face(book, face_use)).collect() }
}

/// The font programs, in the order of the set.
pub(super) fn subset(
    material: Material<'_>,
    fonts: &FontSet,
) -> Result<Vec<Arc<Subset>>, Findings> {
    let Material { book, cache, .. } = material;
    let mut made = Vec::with_capacity(fonts.fonts.len());
    let mut problems = Findings::default();
    let subsets = fonts.fonts.par_iter().with_max_len(1).map(|font| {
        let face = book.face(font.face);
        let subset = || Subset::new(face, &font.glyphs, font.codes);
        let subset = cache.subset(font.face, &font.glyphs, subset);
        subset.map_err(|why| Box::new(refusal(face, &why)))
    });
    for subset in subsets.collect::<Vec<_>>() {
        match subset {
            Ok(subset) => made.push(subset),
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok(made) } else { Err(problems) }
}

fn refusal(face: &Face<'_>, why: &subsetter::Error) -> Diagnostic {
    let name = face.postscript_name();
    Diagnostic::error(FONT_NOT_SUBSET, format!("the font {name} cannot be embedded: {why}"))
        .help("use a font with TrueType or CFF outlines")
}

fn number_face(book: &FontBook<'_>, mut face_use: FaceUse) -> Font {
    let face = book.face(face_use.face);
    // The writer itself needs a blank now and then.
    let blank = face.glyph(' ');
    if let Some(blank) = blank {
        // A full-width one may be drawn by its glyph; readers are to find a blank.
        face_use.texts.set(blank.0, " ");
    }
    // In vertical lines one that says nothing: readers that know no ActualText find no blank.
    let void = face.glyph('\u{3000}').filter(|_| face_use.vertical);
    if let Some(void) = void {
        face_use.texts.note(void.0, "");
    }
    let wide = face.glyph('\u{3000}').filter(|wide| face_use.wide_blank && Some(*wide) != blank);
    if let Some(wide) = wide {
        face_use.texts.set(wide.0, WIDE_BLANK);
    }
    let mut glyphs = vec![0];
    glyphs.extend(face_use.texts.glyphs().filter(|&glyph| glyph != 0));
    let codes = codes_of(face, glyphs.len());
    let mut renumbered = vec![0; usize::from(glyphs.last().copied().unwrap_or(0)) + 1];
    for (new, old) in glyphs.iter().enumerate() {
        renumbered[usize::from(*old)] = codes.code(new as u16);
    }
    let em = i64::from(face.units_per_em()).max(1);
    let unit = |value: i32| per_em(value, em, EM);
    let metrics = glyphs.iter().map(|&glyph| Metrics {
        width: unit(face.advance(GlyphId(glyph))),
        height: unit(face.vertical_advance(GlyphId(glyph))),
        origin: unit(face.vertical_origin(GlyphId(glyph))),
    });
    Font {
        face: face_use.face,
        vertical: face_use.vertical,
        metrics: metrics.collect(),
        usual_origin: unit(face.em_box().ascent),
        void: void.and_then(|old| renumbered.get(usize::from(old.0)).copied()),
        wide,
        blank: blank.and_then(|old| renumbered.get(usize::from(old.0)).copied()),
        renumbered,
        codes,
        glyphs,
        texts: face_use.texts,
    }
}

/// The glyphs of a CFF program have any CIDs that it says; those of a TrueType program go by
/// their places.
fn codes_of(face: &Face<'_>, glyphs: usize) -> Codes {
    let stays_cff = face.instance().0.is_empty() && sfnt::has_cff(face.data(), face.index());
    if stays_cff { Codes::square(glyphs) } else { Codes::Counted }
}

/// `value` font units of `em` to the em, as parts of `parts` to the em; half away from zero.
fn per_em(value: i32, em: i64, parts: i64) -> i64 {
    crate::measure::Length::from_units(i64::from(value)).scale(parts, em).units()
}

/// A PostScript name holds no blanks or delimiters (ISO 32000-1 9.6.4), and at most 63 bytes.
fn clean(name: &str) -> String {
    let kept = |c: &char| c.is_ascii_graphic() && !"()<>[]{}/%#".contains(*c);
    name.chars().filter(kept).take(63).collect()
}

impl Subset {
    fn new(face: &Face<'_>, glyphs: &[u16], codes: Codes) -> Result<Subset, subsetter::Error> {
        if let Some(subset) = Subset::copied(face, glyphs, codes) {
            return Ok(subset);
        }
        let remapper = GlyphRemapper::new_from_glyphs(glyphs);
        let (data, index) = (face.data(), face.index());
        let axes: Vec<_> = face
            .instance()
            .0
            .iter()
            .map(|&(tag, value)| (subsetter::Tag::new(&tag), crate::fonts::coordinate(value)))
            .collect();
        let file = match axes.is_empty() {
            true => subsetter::subset(data, index, &remapper)?,
            false => subsetter::subset_with_variations(data, index, &axes, &remapper)?,
        };
        let facts = Facts::of(face, sfnt::bounds(&file, 0));
        let (kind, program) = match sfnt::table(&file, b"CFF ").map(<[u8]>::to_vec) {
            Some(table) if codes == Codes::Counted => (Outlines::Cff, table),
            Some(table) => {
                let program = cff::with_codes(table, &codes.all(glyphs.len()));
                (Outlines::Cff, program.ok_or(subsetter::Error::MalformedFont)?)
            }
            None => (Outlines::TrueType, file),
        };
        let name = name_of(face, Hash::of(&program));
        // The program says the same name; one that is not understood keeps its own.
        let renamed = match kind {
            Outlines::Cff => cff::rename(&program, name.as_bytes()),
            Outlines::TrueType => None,
        };
        Ok(Subset::of(kind, &renamed.unwrap_or(program), name, facts))
    }

    /// One whose outlines can be copied.
    fn copied(face: &Face<'_>, glyphs: &[u16], codes: Codes) -> Option<Subset> {
        if codes == Codes::Counted {
            return None;
        }
        let (data, index) = (face.data(), face.index());
        let program = cff_subset::subset(sfnt::table_of(data, index, b"CFF ")?, glyphs)?;
        let content = program.content();
        let name = name_of(face, content.fold(Hash::of(b""), |hash, part| hash.with(part)));
        let program = program.write(name.as_bytes(), &codes.all(glyphs.len()))?;
        let facts = Facts::of(face, sfnt::bounds(data, index));
        Some(Subset::of(Outlines::Cff, &program, name, facts))
    }

    fn of(kind: Outlines, program: &[u8], name: String, facts: Facts) -> Subset {
        let deflated = deflate(program, Effort::Font);
        Subset { kind, deflated, length: program.len(), name, facts }
    }
}

/// The name of a part of a face, by what is in it.
fn name_of(face: &Face<'_>, content: Hash) -> String {
    format!("{}{PLUS}{}", content.tag(), clean(face.postscript_name()))
}

impl Facts {
    /// Of a face whose ink keeps within `bounds`, in font units, where the font says so.
    fn of(face: &Face<'_>, bounds: Option<[i16; 4]>) -> Facts {
        let bounds = bounds.unwrap_or([0, -200, 1000, 1000]);
        let em = i64::from(face.units_per_em()).max(1);
        let thousandth = |value: i32| per_em(value, em, 1000);
        let em_box = face.em_box();
        Facts {
            bounds: bounds.map(|value| thousandth(i32::from(value))),
            ascent: thousandth(em_box.ascent),
            descent: thousandth(em_box.descent),
            cap_height: thousandth(face.cap_height()),
            bold: face.is_bold(),
        }
    }
}

/// Puts a font's objects into the document: a font for each of the `keys`.
pub(super) fn add<'a>(
    doc: &mut File<'a>,
    font: &Font,
    subset: &'a Subset,
    keys: impl Iterator<Item = FontKey>,
) -> Vec<(FontKey, ObjectId)> {
    let program = doc.lend(program_of(subset), &subset.deflated);
    let descriptor = doc.add_object(descriptor(subset, program));
    // ISO 32000-1 9.7.6.2: the name of a Type 0 font over CFF ends with the CMap's.
    let (subtype, suffix) = match subset.kind {
        Outlines::Cff => ("CIDFontType0", true),
        Outlines::TrueType => ("CIDFontType2", false),
    };
    let descendant = |doc: &mut File<'a>, white: White| {
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => subtype,
            "BaseFont" => Object::Name(subset.name.clone().into_bytes()),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "W" => widths(&font.metrics, font.codes),
        };
        if subset.kind == Outlines::TrueType {
            descendant.set("CIDToGIDMap", "Identity");
        }
        if font.vertical {
            let usual = [font.usual_origin, -EM - white.length()];
            descendant.set("DW2", Object::Array(usual.map(|it| digits::number(it, 2)).to_vec()));
            let unusual = vertical_metrics(font, white);
            if !unusual.is_empty() {
                descendant.set("W2", Object::Array(unusual));
            }
        }
        doc.add_object(descendant)
    };
    let plain = descendant(doc, White::NONE);
    let map = cmap(&font.texts, &font.codes.all(font.glyphs.len()), &font.glyphs);
    let to_unicode = doc.add_waiting(Dictionary::new(), map, Effort::Text);
    let mut type0 = |key: FontKey| {
        let encoding = if key.vertical { "Identity-V" } else { "Identity-H" };
        let name = if suffix { format!("{}-{encoding}", subset.name) } else { subset.name.clone() };
        let descendant = if key.white == White::NONE { plain } else { descendant(doc, key.white) };
        let id = doc.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => Object::Name(name.into_bytes()),
            "Encoding" => Object::Name(encoding.as_bytes().to_vec()),
            "DescendantFonts" => Object::Array(vec![Object::Reference(descendant)]),
            "ToUnicode" => to_unicode,
        });
        (key, id)
    };
    keys.map(&mut type0).collect()
}

/// The dictionary of its stream.
fn program_of(subset: &Subset) -> Dictionary {
    let mut dict = match subset.kind {
        Outlines::Cff => dictionary! { "Subtype" => "CIDFontType0C" },
        Outlines::TrueType => dictionary! { "Length1" => subset.length as i64 },
    };
    dict.set("Filter", "FlateDecode");
    dict
}

fn descriptor(subset: &Subset, program: ObjectId) -> Dictionary {
    let facts = &subset.facts;
    let file = match subset.kind {
        Outlines::Cff => "FontFile3",
        Outlines::TrueType => "FontFile2",
    };
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => Object::Name(subset.name.clone().into_bytes()),
        // Symbolic: the encoding is the font's own.
        "Flags" => 4,
        "FontBBox" => Object::Array(facts.bounds.iter().map(|&side| side.into()).collect()),
        "ItalicAngle" => 0,
        "Ascent" => facts.ascent,
        "Descent" => facts.descent,
        "CapHeight" => facts.cap_height,
        // No font file tells its stems; viewers use this only when they replace the font.
        "StemV" => if facts.bold { 140 } else { 80 },
        file => program,
    }
}

/// The `W` array: every width that is not the default of an em.
fn widths(metrics: &[Metrics], codes: Codes) -> Object {
    let mut out = Vec::new();
    let numbered = (0..).zip(metrics).map(|(place, m)| (codes.code(place), m.width));
    let numbered: Vec<(u16, i64)> = numbered.filter(|(_, width)| *width != EM).collect();
    // An entry has codes that follow one another.
    for row in numbered.chunk_by(|one, next| next.0 - one.0 == 1) {
        let mut list: Vec<Object> = Vec::new();
        for same in row.chunk_by(|one, next| one.1 == next.1) {
            let ends = same.first().zip(same.last());
            let Some(((first, width), (last, _))) = ends else { continue };
            if same.len() > 3 {
                end_list(&mut out, &mut list, *first);
                out.extend([i64::from(*first).into(), i64::from(*last).into()]);
                out.push(digits::number(*width, 2));
            } else {
                list.extend(same.iter().map(|(_, width)| digits::number(*width, 2)));
            }
        }
        end_list(&mut out, &mut list, row.last().map_or(0, |(last, _)| last + 1));
    }
    Object::Array(out)
}

/// Puts a list of widths into `W`, of the codes before `next`.
fn end_list(out: &mut Vec<Object>, list: &mut Vec<Object>, next: u16) {
    if !list.is_empty() {
        out.push((i64::from(next) - list.len() as i64).into());
        out.push(Object::Array(std::mem::take(list)));
    }
}

/// The `W2` array: every glyph whose vertical origin or advance is not the usual one.
fn vertical_metrics(font: &Font, white: White) -> Vec<Object> {
    let mut out = Vec::new();
    for (new, metrics) in font.metrics.iter().enumerate() {
        if metrics.height != EM || metrics.origin != font.usual_origin {
            out.push(i64::from(font.codes.code(new as u16)).into());
            out.push(Object::Array(vec![
                digits::number(-metrics.height - white.length(), 2),
                digits::number(metrics.width / 2, 2),
                digits::number(metrics.origin, 2),
            ]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(widths: &[i64]) -> Vec<Metrics> {
        widths.iter().map(|w| Metrics { width: w * 100, height: EM, origin: 88_000 }).collect()
    }

    #[test]
    fn only_unusual_widths_are_written() {
        let cases: [(&[i64], &str); 4] = [
            (&[1000, 1000], "[]"),
            (&[1000, 500, 250, 1000], "[1 [500 250]]"),
            (&[500, 500, 500, 500, 1000, 250], "[0 3 500 5 [250]]"),
            (&[250, 500, 500, 500, 500], "[0 [250] 1 4 500]"),
        ];
        for (given, expected) in cases {
            assert_eq!(shown(&widths(&metrics(given), Codes::Counted)), expected);
        }
    }

    #[test]
    fn an_entry_goes_no_further_than_its_row() {
        let written = widths(&metrics(&[1000, 500, 500, 500, 500, 250]), Codes::Square(3));
        assert_eq!(shown(&written), "[32896 [500 500 500] 33152 [500 250]]");
    }

    fn shown(object: &Object) -> String {
        match object {
            Object::Array(items) => {
                format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" "))
            }
            other => format!("{}", other.as_i64().expect("whole numbers")),
        }
    }

    #[test]
    fn names_are_clean() {
        assert_eq!(clean("Noto Serif(CJK)/hk"), "NotoSerifCJKhk");
    }
}
