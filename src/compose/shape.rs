//! Shaping: characters to glyphs in font units. The only file that names rustybuzz.
//!
//! Faces and plans are made once and kept (a face costs some 80 µs, a plan 20 µs). A character
//! of Chinese text is shaped alone, once a family, locale and mode, and then looked up: no
//! feature that such text is set with looks at neighbours (no `kern`, no `palt`, R34), except
//! the joining of dashes, which is shaped in pairs (R6). Western words are shaped whole.

use std::collections::HashMap;
use std::str::FromStr;

use rustybuzz::{Direction, Feature, Language, Script, ShapePlan, UnicodeBuffer, script};

use crate::chars::{self, Class, Locale};
use crate::fonts::{Beside, Face, FaceId, FamilyId, FontBook, GlyphId, coordinate};
use crate::measure::WritingMode;

/// A glyph in font units. `inline` and `block` move it from its place along and across the
/// line; the place is the origin on the baseline, in upright vertical text the vertical origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawGlyph {
    pub id: GlyphId,
    /// Byte offset of its cluster in what was shaped.
    pub cluster: u32,
    pub advance: i32,
    pub inline: i32,
    pub block: i32,
}

/// A character of Chinese text, shaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FullGlyph {
    pub face: FaceId,
    pub units: u16,
    pub glyph: RawGlyph,
    /// Where the half-width face of a mark begins in its frame (R33): from the font's own
    /// `halt` or `vhal`, else from the ink.
    pub half: Option<i32>,
    /// No face has the character; the glyph is another's.
    pub missing: bool,
    /// The character is to be turned with its line: the glyph is that of horizontal text.
    pub turned: bool,
}

/// Characters side by side in one frame of a vertical line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Combined {
    pub face: FaceId,
    pub units: i32,
    /// From the middle of the line: `block` is that of each glyph's own middle.
    pub glyphs: Vec<RawGlyph>,
    /// Their width together when not narrowed.
    pub width: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct PlanKey {
    face: FaceId,
    /// None: Western text.
    locale: Option<Locale>,
    mode: WritingMode,
    script: Script,
    feature: Option<&'static str>,
}

/// Glyphs of one family, locale and mode by character, in pages of 256.
#[derive(Default)]
struct Pages {
    pages: Vec<Option<Box<[Option<FullGlyph>; 256]>>>,
    /// Beyond the basic plane.
    rare: HashMap<char, FullGlyph>,
}

/// Side by side in so many: the alternates made for that (R72).
const NARROWED: [&str; 3] = ["hwid", "twid", "qwid"];

/// The face that draws each character of the Latin rows, in one family.
type LatinFaces = Box<[Option<Option<FaceId>>; LATIN]>;

/// Characters of the Latin rows, which Western text is mostly made of.
const LATIN: usize = 0x250;

/// A few letters to be shaped together, and how.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Piece {
    face: FaceId,
    locale: Option<Locale>,
    mode: WritingMode,
    feature: Option<&'static str>,
    length: u8,
    text: [u8; PIECE_BYTES],
}

/// So many pieces of up to so many bytes are kept shaped: names and figures come back.
const PIECES: usize = 8192;
const PIECE_BYTES: usize = 24;

pub(super) struct Shaper<'f> {
    pub book: &'f FontBook<'f>,
    faces: Vec<Option<rustybuzz::Face<'f>>>,
    plans: HashMap<PlanKey, ShapePlan>,
    full: Vec<((FamilyId, Locale, WritingMode), Pages)>,
    latin: Vec<((FamilyId, Beside), LatinFaces)>,
    pieces: HashMap<Piece, Box<[RawGlyph]>>,
    buffer: Option<UnicodeBuffer>,
}

impl<'f> Shaper<'f> {
    pub fn new(book: &'f FontBook<'f>) -> Shaper<'f> {
        Shaper {
            book,
            faces: Vec::new(),
            plans: HashMap::new(),
            full: Vec::new(),
            latin: Vec::new(),
            pieces: HashMap::new(),
            buffer: None,
        }
    }

    /// A character of Chinese text in the first face of the family that has it.
    pub fn full(
        &mut self,
        family: FamilyId,
        c: char,
        locale: Locale,
        mode: WritingMode,
    ) -> FullGlyph {
        let key = (family, locale, mode);
        let at = match self.full.iter().position(|(other, _)| *other == key) {
            Some(at) => at,
            None => {
                self.full.push((key, Pages::default()));
                self.full.len() - 1
            }
        };
        let code = c as usize;
        let pages = &self.full[at].1;
        let known = match pages.pages.get(code >> 8) {
            Some(Some(page)) => page[code & 0xFF],
            _ if code > 0xFFFF => pages.rare.get(&c).copied(),
            _ => None,
        };
        if let Some(glyph) = known {
            return glyph;
        }
        self.full_first(at, c)
    }

    /// The same, of one that was not asked for before: kept out of the way of those that were.
    #[cold]
    #[inline(never)]
    fn full_first(&mut self, at: usize, c: char) -> FullGlyph {
        let (family, locale, mode) = self.full[at].0;
        let glyph = self.shape_full(family, c, locale, mode);
        let code = c as usize;
        let pages = &mut self.full[at].1;
        if code > 0xFFFF {
            pages.rare.insert(c, glyph);
            return glyph;
        }
        if pages.pages.is_empty() {
            pages.pages.resize_with(256, || None);
        }
        pages.pages[code >> 8].get_or_insert_with(|| Box::new([None; 256]))[code & 0xFF] =
            Some(glyph);
        glyph
    }

    /// The face that draws `c`, or the one that draws the sign of a missing character.
    pub fn face_for(&mut self, family: FamilyId, c: char, beside: Beside) -> Option<FaceId> {
        let code = c as usize;
        if code >= LATIN {
            return self.book.choose(family, c, beside);
        }
        let key = (family, beside);
        let at = match self.latin.iter().position(|(other, _)| *other == key) {
            Some(at) => at,
            None => {
                self.latin.push((key, Box::new([None; LATIN])));
                self.latin.len() - 1
            }
        };
        let book = self.book;
        *self.latin[at].1[code].get_or_insert_with(|| book.choose(family, c, beside))
    }

    fn shape_full(
        &mut self,
        family: FamilyId,
        c: char,
        locale: Locale,
        mode: WritingMode,
    ) -> FullGlyph {
        // The geta (〓) is what a compositor turns up for a character the case does not hold.
        let (face, c, missing) = match self.face_for(family, c, Beside::Chinese) {
            Some(face) => (face, c, false),
            None => match self.face_for(family, '〓', Beside::Chinese) {
                Some(face) => (face, '〓', true),
                None => (self.face_for(family, ' ', Beside::Chinese).unwrap_or(FaceId(0)), c, true),
            },
        };
        let units = self.book.face(face).units_per_em();
        let mut bytes = [0; 4];
        let text = c.encode_utf8(&mut bytes);
        let mut glyph = self.one(face, text, locale, mode, None);
        let class = Class::of(c);
        // A single dash, a name dot: the frame of an em is an alternate (R4, R5).
        let off_em = |advance: i32| (advance - i32::from(units)).abs() > i32::from(units) / 50;
        let narrow = off_em(match mode {
            WritingMode::HorizontalTb => glyph.advance,
            WritingMode::VerticalRl => self.book.face(face).advance(glyph.id),
        });
        if Class::western(c).is_some() && narrow {
            let wide = self.one(face, text, locale, mode, Some("fwid"));
            if !off_em(wide.advance) {
                glyph = wide;
            }
        }
        let level = mode == WritingMode::HorizontalTb;
        let framed = match class {
            Class::Ex => glyph.advance < i32::from(units),
            Class::Md => level && (Class::western(c).is_some() || c == '・'),
            Class::Pr => level && glyph.advance > i32::from(units),
            _ => false,
        };
        if framed && off_em(glyph.advance) {
            // ‼ ⁇ ⁈ ⁉ take an em in every locale, whatever the font says (R12); and so do the
            // narrow dots of Japanese and Korean fonts, and № (R1).
            let spare = i32::from(units) - glyph.advance;
            (glyph.inline, glyph.advance) = (glyph.inline + spare / 2, i32::from(units));
        }
        let mut turned = false;
        if mode == WritingMode::VerticalRl && chars::turns(c, locale) && !missing {
            let mut level = self.one(face, text, locale, WritingMode::HorizontalTb, None);
            if level.id == glyph.id {
                level.block += self.aside(face);
                (glyph, turned) = (level, true);
            }
        }
        if mode == WritingMode::VerticalRl && !turned && keeps_em(class) {
            // Some bopomofo and fractions have lower frames of their own.
            let spare = i32::from(units) - glyph.advance;
            (glyph.inline, glyph.advance) = (glyph.inline + spare / 2, i32::from(units));
        }
        let spare = i32::from(units) / 2 - glyph.advance;
        let narrow = Class::western(c).is_some() && glyph.advance < i32::from(units) * 3 / 4;
        let half = if turned && class.is_mark() && narrow {
            // R128: a narrow quote stands in the middle of half a frame; those of sans faces are a
            // little wider than that.
            glyph.advance = i32::from(units);
            Some(glyph.inline - spare / 2)
        } else if turned {
            let level = WritingMode::HorizontalTb;
            class.is_mark().then(|| self.half_face(face, text, locale, level, glyph)).flatten()
        } else if class.is_mark() && !off_em(glyph.advance) && !chars::is_double_mark(c) {
            self.half_face(face, text, locale, mode, glyph)
        } else {
            None
        };
        FullGlyph { face, units, glyph, half, missing, turned }
    }

    /// How much nearer to the next line a turned frame stands than type whose capitals are in
    /// the middle of the line (R80): the middle of the frame itself is to be there.
    fn aside(&self, face: FaceId) -> i32 {
        let font = self.book.face(face);
        let em = font.em_box();
        (em.ascent + em.descent - font.cap_height()) / 2
    }

    /// A Western character upright in a frame of an em, in full width if the face has it so
    /// (R73).
    pub fn upright(&mut self, family: FamilyId, c: char, locale: Locale) -> FullGlyph {
        let plain = self.full(family, c, locale, WritingMode::VerticalRl);
        if plain.missing {
            return plain;
        }
        let mut bytes = [0; 4];
        let text = c.encode_utf8(&mut bytes);
        let mode = WritingMode::VerticalRl;
        let mut glyph = self.one_kept(plain.face, text, locale, mode, "fwid");
        glyph.advance = i32::from(plain.units);
        FullGlyph { glyph, half: None, turned: false, ..plain }
    }

    /// Characters that share a frame of an em.
    pub fn combined(&mut self, family: FamilyId, text: &str, locale: Locale) -> Option<Combined> {
        let face = self.face_for(family, text.chars().next()?, Beside::Chinese)?;
        let count = text.chars().count();
        let units = i32::from(self.book.face(face).units_per_em());
        let feature = NARROWED.get(count.saturating_sub(2)).copied().unwrap_or("hwid");
        let mut glyphs = Vec::with_capacity(count);
        let mut width = 0;
        for (at, c) in text.char_indices() {
            let mut bytes = [0; 4];
            let one = c.encode_utf8(&mut bytes);
            let mode = WritingMode::HorizontalTb;
            let mut glyph = self.one_kept(face, one, locale, mode, feature);
            if count > 2 && glyph.advance > units / count as i32 {
                glyph = self.one_kept(face, one, locale, mode, "hwid");
            }
            let font = self.book.face(face);
            glyph.cluster = at as u32;
            glyph.inline = font.em_box().ascent - font.vertical_origin(glyph.id);
            glyph.block = -(width + glyph.advance / 2);
            width += glyph.advance;
            glyphs.push(glyph);
        }
        glyphs.iter_mut().for_each(|glyph| glyph.block += width / 2);
        Some(Combined { face, units, glyphs, width })
    }

    /// Where the half-width face begins: the font's own alternate moves the glyph back by the
    /// blank before it (R33).
    fn half_face(
        &mut self,
        face: FaceId,
        text: &str,
        locale: Locale,
        mode: WritingMode,
        glyph: RawGlyph,
    ) -> Option<i32> {
        let feature = match mode {
            WritingMode::HorizontalTb => "halt",
            WritingMode::VerticalRl => "vhal",
        };
        let half = self.one(face, text, locale, mode, Some(feature));
        let units = i32::from(self.book.face(face).units_per_em());
        if half.id == glyph.id && half.advance < glyph.advance {
            return Some(glyph.inline - half.inline);
        }
        // The middle of the ink in the middle of the half frame, all of it inside.
        let font = self.book.face(face);
        let ink = font.ink(glyph.id)?;
        let (from, to) = match mode {
            WritingMode::HorizontalTb => (ink.x_min, ink.x_max),
            WritingMode::VerticalRl => {
                let origin = font.vertical_origin(glyph.id);
                (origin - ink.y_max, origin - ink.y_min)
            }
        };
        let start = (from + to) / 2 - units / 4;
        (to - from <= units / 2).then(|| start.clamp(0, units / 2))
    }

    /// One character as one glyph.
    fn one(
        &mut self,
        face: FaceId,
        text: &str,
        locale: Locale,
        mode: WritingMode,
        feature: Option<&'static str>,
    ) -> RawGlyph {
        let mut out = Vec::new();
        self.shape(face, text, Some(locale), mode, feature, &mut out);
        self.first_of(face, &out)
    }

    /// [`Shaper::one`] for what is likely to come back.
    fn one_kept(
        &mut self,
        face: FaceId,
        text: &str,
        locale: Locale,
        mode: WritingMode,
        feature: &'static str,
    ) -> RawGlyph {
        let mut out = Vec::new();
        self.shape_kept(face, text, Some(locale), mode, Some(feature), &mut out);
        self.first_of(face, &out)
    }

    fn first_of(&self, face: FaceId, glyphs: &[RawGlyph]) -> RawGlyph {
        glyphs.first().copied().unwrap_or(RawGlyph {
            id: GlyphId(0),
            cluster: 0,
            advance: i32::from(self.book.face(face).units_per_em()),
            inline: 0,
            block: 0,
        })
    }

    /// A few characters of Chinese text that belong together: joined dashes, a base with its
    /// combining marks.
    pub fn joined(
        &mut self,
        face: FaceId,
        text: &str,
        locale: Locale,
        mode: WritingMode,
        out: &mut Vec<RawGlyph>,
    ) {
        self.shape_kept(face, text, Some(locale), mode, None, out);
    }

    /// A Western word, or a part of one, along a horizontal or turned line.
    pub fn western(&mut self, face: FaceId, text: &str, out: &mut Vec<RawGlyph>) {
        self.shape_kept(face, text, None, WritingMode::HorizontalTb, Some("pwid"), out);
        self.take_stand_ins(face, text, out);
    }

    /// Chinese faces have U+2010 an em wide: inside Western text it is the hyphen of the keyboard. A fraction slash
    /// that a face draws over the figures beside it (U+2044, where it has no fractions) is a solidus.
    fn take_stand_ins(&self, face: FaceId, text: &str, out: &mut [RawGlyph]) {
        for (c, other) in [('\u{2010}', '-'), ('\u{2044}', '/')] {
            if !text.contains(c) {
                continue;
            }
            let font = self.book.face(face);
            let Some(id) = font.glyph(other) else { continue };
            let advance = font.advance(id);
            for glyph in out.iter_mut() {
                let rest = text.get(glyph.cluster as usize..);
                let unlike = match c {
                    '\u{2010}' => glyph.advance > advance,
                    _ => glyph.advance < advance,
                };
                if unlike && rest.is_some_and(|rest| rest.starts_with(c)) {
                    (glyph.id, glyph.advance) = (id, advance);
                }
            }
        }
    }

    /// [`Shaper::shape`] for what is likely to come back: it is shaped once.
    fn shape_kept(
        &mut self,
        face: FaceId,
        text: &str,
        locale: Option<Locale>,
        mode: WritingMode,
        feature: Option<&'static str>,
        out: &mut Vec<RawGlyph>,
    ) {
        let mut bytes = [0; PIECE_BYTES];
        let Some(start) = bytes.get_mut(..text.len()) else {
            return self.shape(face, text, locale, mode, feature, out);
        };
        start.copy_from_slice(text.as_bytes());
        let length = text.len() as u8;
        let piece = Piece { face, locale, mode, feature, length, text: bytes };
        if let Some(known) = self.pieces.get(&piece) {
            out.clear();
            out.extend_from_slice(known);
            return;
        }
        self.shape(face, text, locale, mode, feature, out);
        if self.pieces.len() < PIECES {
            self.pieces.insert(piece, out.as_slice().into());
        }
    }

    /// Shapes `text`; with a locale as Chinese text, without one as Western text.
    fn shape(
        &mut self,
        face: FaceId,
        text: &str,
        locale: Option<Locale>,
        mode: WritingMode,
        feature: Option<&'static str>,
        out: &mut Vec<RawGlyph>,
    ) {
        out.clear();
        if !self.ready(face) {
            return;
        }
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.set_direction(match mode {
            WritingMode::HorizontalTb => Direction::LeftToRight,
            WritingMode::VerticalRl => Direction::TopToBottom,
        });
        match locale {
            Some(locale) => {
                buffer.set_script(script_of(text));
                if let Some(language) = language_of(locale) {
                    buffer.set_language(language);
                }
            }
            None => {
                buffer.guess_segment_properties();
                buffer.set_direction(Direction::LeftToRight);
                if buffer.script() == script::UNKNOWN || buffer.script() == script::COMMON {
                    buffer.set_script(script::LATIN);
                }
            }
        }
        let Some(Some(parsed)) = self.faces.get(face.0 as usize) else { return };
        let key = PlanKey { face, locale, mode, script: buffer.script(), feature };
        let plan = self.plans.entry(key).or_insert_with(|| {
            let features: Vec<Feature> =
                feature.iter().filter_map(|name| Feature::from_str(name).ok()).collect();
            let (direction, script) = (buffer.direction(), buffer.script());
            ShapePlan::new(parsed, direction, Some(script), buffer.language().as_ref(), &features)
        });
        let shaped = rustybuzz::shape_with_plan(parsed, plan, buffer);
        let font = self.book.face(face);
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let id = GlyphId(info.glyph_id as u16);
            out.push(match mode {
                WritingMode::HorizontalTb => RawGlyph {
                    id,
                    cluster: info.cluster,
                    advance: place.x_advance,
                    inline: place.x_offset,
                    block: -place.y_offset,
                },
                WritingMode::VerticalRl => {
                    let (advance, inline) = match font.is_vertical() {
                        true => (-place.y_advance, -place.y_offset - font.vertical_origin(id)),
                        false => (font.vertical_advance(id), 0),
                    };
                    RawGlyph {
                        id,
                        cluster: info.cluster,
                        advance,
                        inline,
                        block: -(place.x_offset + font.advance(id) / 2),
                    }
                }
            });
        }
        self.buffer = Some(shaped.clear());
        if !out.iter().any(|glyph| font.is_drawn(glyph.id)) {
            draw_plain(font, text, mode, out);
        }
    }

    /// Makes the shaper's own face, once.
    fn ready(&mut self, face: FaceId) -> bool {
        let at = face.0 as usize;
        if self.faces.len() <= at {
            self.faces.resize_with(at + 1, || None);
        }
        if self.faces[at].is_none() {
            let font = self.book.face(face);
            let mut parsed = rustybuzz::Face::from_slice(font.data(), font.index());
            if let Some(parsed) = &mut parsed {
                let axes = font.instance().0.iter();
                let axes: Vec<_> = axes
                    .map(|&(tag, value)| rustybuzz::Variation {
                        tag: rustybuzz::ttf_parser::Tag::from_bytes(&tag),
                        value: coordinate(value),
                    })
                    .collect();
                parsed.set_variations(&axes);
            }
            self.faces[at] = parsed;
        }
        self.faces[at].is_some()
    }
}

/// Takes the plain glyphs of `text` where those that the font has in their place have no outline:
/// vertical forms that its maker did not draw (R117).
fn draw_plain(font: &Face<'_>, text: &str, mode: WritingMode, out: &mut [RawGlyph]) {
    for glyph in out {
        let c = text.get(glyph.cluster as usize..).and_then(|rest| rest.chars().next());
        let Some(id) = c.and_then(|c| font.glyph(c)).filter(|&id| font.is_drawn(id)) else {
            continue;
        };
        let advance = match mode {
            WritingMode::HorizontalTb => font.advance(id),
            WritingMode::VerticalRl => font.vertical_advance(id),
        };
        *glyph = RawGlyph { id, advance, inline: 0, block: 0, ..*glyph };
    }
}

/// R1: the frame of such a character is an em down the line, whatever the font says.
fn keeps_em(class: Class) -> bool {
    (class.is_ideographic() && class != Class::Hg) || class == Class::Sm
}

/// Chinese marks alone have no script of their own; without `Hani` there is no `locl` (R10).
fn script_of(text: &str) -> Script {
    match text.chars().next().map(Class::of) {
        Some(Class::Ka | Class::Sk | Class::Pl) => script::HIRAGANA,
        Some(Class::Hg) => script::HANGUL,
        Some(Class::Bp) => script::BOPOMOFO,
        _ => script::HAN,
    }
}

fn language_of(locale: Locale) -> Option<Language> {
    let tag = match locale {
        Locale::Hk => "zh-Hant-HK",
        Locale::Tw => "zh-Hant-TW",
        Locale::Cn => "zh-Hans",
        Locale::Ja => "ja",
        Locale::Ko => "ko",
    };
    Language::from_str(tag).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FontFiles;

    const ACROSS: WritingMode = WritingMode::HorizontalTb;

    #[test]
    fn r33_half_faces_are_the_fonts_own() {
        use Locale::*;
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut shaper = Shaper::new(&book);
        let cases = [
            (Hk, '，', Some(250)),
            (Tw, '。', Some(250)),
            (Hk, '：', Some(250)),
            (Cn, '，', Some(0)),
            (Cn, '？', Some(0)),
            (Ja, '、', Some(0)),
            (Hk, '「', Some(500)),
            (Hk, '」', Some(0)),
            (Hk, '·', Some(250)),
            (Hk, '港', None),
        ];
        for (locale, c, expected) in cases {
            let glyph = shaper.full(FamilyId::SERIF, c, locale, ACROSS);
            assert_eq!(glyph.half, expected, "{locale:?} {c}");
            assert_eq!(glyph.glyph.advance, 1000, "{locale:?} {c}");
        }
    }

    #[test]
    fn r10_the_language_chooses_the_glyph() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut shaper = Shaper::new(&book);
        for c in ['骨', '直', '。'] {
            let mut glyph = |locale| shaper.full(FamilyId::SERIF, c, locale, ACROSS).glyph.id;
            let (hk, cn, ja) = (glyph(Locale::Hk), glyph(Locale::Cn), glyph(Locale::Ja));
            assert!(hk != cn, "{c}");
            assert!(hk != ja || c == '骨', "{c}");
        }
    }

    #[test]
    fn r7_r8_marks_stand_in_their_place() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut shaper = Shaper::new(&book);
        // The middle of the ink from the middle of the frame, in thousandths of the em.
        let cases = [
            ('…', Locale::Hk, (0, 0), 30),
            ('。', Locale::Hk, (0, 0), 50),
            ('，', Locale::Tw, (0, 0), 50),
            ('。', Locale::Cn, (-320, -320), 60),
            ('。', Locale::Ja, (-320, -320), 60),
            ('—', Locale::Hk, (0, 0), 30),
        ];
        for (c, locale, (x, y), near) in cases {
            let glyph = shaper.full(FamilyId::SERIF, c, locale, ACROSS);
            let ink = book.face(glyph.face).ink(glyph.glyph.id).expect("ink");
            let middle = ((ink.x_min + ink.x_max) / 2 - 500, (ink.y_min + ink.y_max) / 2 - 380);
            assert!(
                (middle.0 - x).abs() <= near && (middle.1 - y).abs() <= near,
                "{c} {locale:?}: {middle:?}"
            );
        }
    }

    /// What lets characters be shaped alone and looked up: shaping a run whole gives the same.
    #[test]
    fn characters_alone_and_in_a_run_are_the_same() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut shaper = Shaper::new(&book);
        let text = "「香港」報紙，排版。中文——、（測試）：；！？・々〇【】《》";
        for locale in [Locale::Hk, Locale::Tw, Locale::Cn, Locale::Ja, Locale::Ko] {
            for mode in [ACROSS, WritingMode::VerticalRl] {
                for family in [FamilyId::SERIF, FamilyId::SANS, FamilyId::SANS_BLACK] {
                    let face = shaper.face_for(family, '港', Beside::Chinese).expect("in the font");
                    let mut run = Vec::new();
                    shaper.joined(face, text, locale, mode, &mut run);
                    let alone: Vec<GlyphId> = text
                        .chars()
                        .filter(|&c| c != '—')
                        .map(|c| shaper.full(family, c, locale, mode).glyph.id)
                        .collect();
                    let dash = text.find('—').expect("in the text") as u32;
                    let run: Vec<GlyphId> = run
                        .iter()
                        .filter(|glyph| !(dash..dash + 6).contains(&glyph.cluster))
                        .map(|glyph| glyph.id)
                        .collect();
                    assert_eq!(alone, run, "{locale:?} {mode:?} {family:?}");
                }
            }
        }
    }
}
