//! [`Face`]: one font face and the facts of it that composition needs.

use ttf_parser::name_id;

use super::bundled::{FILES, HOLLOW};
use super::guard;

/// A face, by its place in the [`super::FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A glyph of a face, before subsetting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlyphId(pub u16);

/// The em box around the baseline, in font units: 880 and -120 of 1000 in Noto CJK.
/// Lines are set from it, never from hhea, whose values are for screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmBox {
    pub ascent: i32,
    pub descent: i32,
}

/// The ink of a glyph, in font units, y upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InkBox {
    pub x_min: i32,
    pub y_min: i32,
    pub x_max: i32,
    pub y_max: i32,
}

/// What the licence bits (OpenType, OS/2 fsType) of an embeddable font allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Licence {
    /// To be viewed and printed alone, not edited.
    pub preview_only: bool,
    pub subsetting: bool,
    /// Else as bitmaps alone.
    pub outlines: bool,
}

/// Why a font file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontError {
    /// It is no font, or a broken one; the parser's own words.
    Broken(String),
    /// It is something else, and what.
    Stranger(&'static str),
    /// Its licence bits (OS/2 fsType) forbid embedding.
    NotEmbeddable,
}

/// An axis of a variable font, its values in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub tag: [u8; 4],
    pub least: i64,
    pub usual: i64,
    pub most: i64,
}

/// Which instance of a variable font: values of its axes, in millionths. Axes that are not
/// named stand where the font has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance(pub Vec<([u8; 4], i64)>);

/// Whether a face's map of characters can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawn {
    /// What it maps is drawn, or is a blank: a test looks at the bundled fonts that are believed.
    All,
    /// Some makers map characters that they did not draw to glyphs without an outline.
    ToBeSeen,
}

/// One face of a font file.
pub struct Face<'f> {
    data: &'f [u8],
    index: u32,
    instance: Instance,
    has_han: bool,
    has_letters: bool,
    drawn: Drawn,
    parsed: ttf_parser::Face<'f>,
    postscript_name: String,
    em_box: EmBox,
}

impl<'f> Face<'f> {
    /// Reads face `index` of a font file.
    pub fn parse(data: &'f [u8], index: u32) -> Result<Face<'f>, FontError> {
        Face::parse_instance(data, index, &Instance::default())
    }

    /// Reads face `index` of a font file, in one of its instances.
    pub fn parse_instance(
        data: &'f [u8],
        index: u32,
        instance: &Instance,
    ) -> Result<Face<'f>, FontError> {
        guard::check(data, index)?;
        let mut parsed = ttf_parser::Face::parse(data, index).map_err(|error| match error {
            ttf_parser::FaceParsingError::UnknownMagic => {
                FontError::Stranger(guard::stranger(data))
            }
            broken => FontError::Broken(broken.to_string()),
        })?;
        for &(tag, value) in &instance.0 {
            // An axis that the font has not is told by who asks for it.
            let _ = parsed.set_variation(ttf_parser::Tag::from_bytes(&tag), coordinate(value));
        }
        if parsed.permissions() == Some(ttf_parser::Permissions::Restricted) {
            return Err(FontError::NotEmbeddable);
        }
        let names = parsed.names();
        let postscript_name = (0..names.len())
            .filter_map(|at| names.get(at))
            .find(|name| name.name_id == name_id::POST_SCRIPT_NAME && name.is_unicode())
            .and_then(|name| name.to_string())
            .unwrap_or_else(|| "Unnamed".to_owned());
        let em_box = em_box_of(&parsed);
        let mut face = Face {
            data,
            index,
            instance: instance.clone(),
            has_han: false,
            has_letters: false,
            drawn: Drawn::ToBeSeen,
            parsed,
            postscript_name,
            em_box,
        };
        let draws = |c: &char| face.glyph(*c).is_some();
        let has_han = ['一', '国', '國', 'の', '한'].iter().any(draws);
        let has_letters = draws(&'a') && draws(&'n');
        (face.has_han, face.has_letters) = (has_han, has_letters);
        Ok(face)
    }

    /// Reads one of the fonts in the binary.
    pub(super) fn bundled(at: usize) -> Result<Face<'static>, FontError> {
        let data = FILES.get(at).copied().unwrap_or_default();
        let drawn = if HOLLOW.contains(&at) { Drawn::ToBeSeen } else { Drawn::All };
        Face::parse(data, 0).map(|face| Face { drawn, ..face })
    }

    /// The instance of a variable font that this is.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// Whether it draws Han, kana or hangul.
    pub fn has_han(&self) -> bool {
        self.has_han
    }

    /// Whether it draws Latin letters.
    pub fn has_letters(&self) -> bool {
        self.has_letters
    }

    /// The glyph of a variation sequence (Unicode 23.4).
    pub fn form(&self, c: char, form: char) -> Option<GlyphId> {
        let id = self.parsed.glyph_variation_index(c, form).map(|id| GlyphId(id.0))?;
        self.is_drawn(id).then_some(id)
    }

    /// The whole font file, for the shaper and the subsetter.
    pub fn data(&self) -> &'f [u8] {
        self.data
    }

    /// The face's place in a collection.
    pub fn index(&self) -> u32 {
        self.index
    }

    pub fn licence(&self) -> Licence {
        let permissions = self.parsed.permissions();
        Licence {
            preview_only: permissions == Some(ttf_parser::Permissions::PreviewAndPrint),
            subsetting: self.parsed.is_subsetting_allowed(),
            outlines: self.parsed.is_outline_embedding_allowed(),
        }
    }

    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// Family and style, as programs that choose type by name show them.
    pub fn type_names(&self) -> (String, String) {
        let names = self.parsed.names();
        let named = |wanted: [u16; 2]| {
            wanted.into_iter().find_map(|id| {
                let all = (0..names.len()).filter_map(|at| names.get(at));
                let mut own = all.filter(|name| name.name_id == id && name.is_unicode());
                // The English names are known everywhere.
                let english = own.clone().find(|name| name.language_id == 0x0409);
                english.or_else(|| own.next())?.to_string()
            })
        };
        let family = named([name_id::TYPOGRAPHIC_FAMILY, name_id::FAMILY]);
        let style = named([name_id::TYPOGRAPHIC_SUBFAMILY, name_id::SUBFAMILY]);
        (
            family.unwrap_or_else(|| self.postscript_name.clone()),
            style.unwrap_or_else(|| "Regular".to_owned()),
        )
    }

    pub fn units_per_em(&self) -> u16 {
        self.parsed.units_per_em()
    }

    pub fn em_box(&self) -> EmBox {
        self.em_box
    }

    /// The glyph of a character. One without an outline is none, unless the character is a blank
    /// itself: the page would be white there (R117).
    pub fn glyph(&self, c: char) -> Option<GlyphId> {
        let id = self.parsed.glyph_index(c).map(|id| GlyphId(id.0))?;
        (is_blank(c) || self.is_drawn(id)).then_some(id)
    }

    /// Whether a glyph prints anything. Those of a face that is believed are not looked at: they do,
    /// or are blanks.
    pub fn is_drawn(&self, glyph: GlyphId) -> bool {
        self.drawn == Drawn::All || self.has_outline(glyph)
    }

    /// Horizontal advance in font units.
    pub fn advance(&self, glyph: GlyphId) -> i32 {
        self.parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph.0)).map_or(0, i32::from)
    }

    /// Vertical advance in font units, downwards; the em where the font has none.
    pub fn vertical_advance(&self, glyph: GlyphId) -> i32 {
        let em = i32::from(self.units_per_em());
        self.parsed.glyph_ver_advance(ttf_parser::GlyphId(glyph.0)).map_or(em, i32::from)
    }

    /// Whether the face has metrics for vertical lines.
    pub fn is_vertical(&self) -> bool {
        self.parsed.glyph_ver_advance(ttf_parser::GlyphId(0)).is_some()
    }

    /// Height of a glyph's vertical origin over its baseline (VORG), in font units; the em
    /// box's ascent where the font says nothing.
    pub fn vertical_origin(&self, glyph: GlyphId) -> i32 {
        self.parsed
            .glyph_y_origin(ttf_parser::GlyphId(glyph.0))
            .map_or(self.em_box.ascent, i32::from)
    }

    /// The glyph's ink; none for a blank.
    pub fn ink(&self, glyph: GlyphId) -> Option<InkBox> {
        self.parsed.glyph_bounding_box(ttf_parser::GlyphId(glyph.0)).map(|ink| InkBox {
            x_min: i32::from(ink.x_min),
            y_min: i32::from(ink.y_min),
            x_max: i32::from(ink.x_max),
            y_max: i32::from(ink.y_max),
        })
    }

    pub(super) fn build_outline(
        &self,
        glyph: GlyphId,
        outline: &mut impl ttf_parser::OutlineBuilder,
    ) {
        let _ = self.parsed.outline_glyph(ttf_parser::GlyphId(glyph.0), outline);
    }

    /// Height of capitals over the baseline, in font units.
    pub fn cap_height(&self) -> i32 {
        let em = i32::from(self.units_per_em());
        self.parsed.capital_height().map_or(em * 7 / 10, i32::from)
    }

    pub fn is_bold(&self) -> bool {
        self.parsed.weight().to_number() >= 600
    }
}

/// What prints nothing by its nature: blanks, controls, and what is ignored where it cannot be
/// shown (Unicode 5.21, Default_Ignorable_Code_Point).
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A value of an axis, as the font libraries take it.
pub fn coordinate(millionths: i64) -> f32 {
    (millionths as f64 / 1e6) as f32
}

/// A face of a font file, as far as a layout has to know to choose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portrait {
    pub index: u32,
    pub postscript_name: String,
    /// Of any language.
    pub family_names: Vec<String>,
    /// None for a font that is not variable.
    pub axes: Vec<Axis>,
}

/// The faces of a font file that can be read; a file that is no collection has one.
pub fn portraits(data: &[u8]) -> Vec<Portrait> {
    let count = ttf_parser::fonts_in_collection(data).unwrap_or(1);
    (0..count.min(256)).filter_map(|index| portrait(data, index)).collect()
}

fn portrait(data: &[u8], index: u32) -> Option<Portrait> {
    guard::check(data, index).ok()?;
    let face = ttf_parser::Face::parse(data, index).ok()?;
    let names = face.names();
    let named = |ids: &[u16]| -> Vec<String> {
        (0..names.len())
            .filter_map(|at| names.get(at))
            .filter(|name| ids.contains(&name.name_id) && name.is_unicode())
            .filter_map(|name| name.to_string())
            .collect()
    };
    let axes = face.variation_axes().into_iter().map(|axis| Axis {
        tag: axis.tag.to_bytes(),
        least: millionths(axis.min_value),
        usual: millionths(axis.def_value),
        most: millionths(axis.max_value),
    });
    Some(Portrait {
        index,
        postscript_name: named(&[name_id::POST_SCRIPT_NAME]).into_iter().next().unwrap_or_default(),
        family_names: named(&[name_id::TYPOGRAPHIC_FAMILY, name_id::FAMILY]),
        axes: axes.collect(),
    })
}

fn millionths(value: f32) -> i64 {
    (f64::from(value) * 1e6).round() as i64
}

/// The em box from OS/2's typographic metrics when they fill the em (Noto CJK: 880, -120),
/// else the em, parted in that proportion.
fn em_box_of(face: &ttf_parser::Face<'_>) -> EmBox {
    let em = i32::from(face.units_per_em());
    let typographic = face
        .typographic_ascender()
        .zip(face.typographic_descender())
        .map(|(ascent, descent)| (i32::from(ascent), i32::from(descent)));
    match typographic {
        Some((ascent, descent)) if ascent - descent == em => EmBox { ascent, descent },
        _ => EmBox { ascent: em * 88 / 100, descent: em * 88 / 100 - em },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noto_has_the_em_box_of_its_design() {
        let data = include_bytes!("../../fonts/NotoSerifCJKhk-Regular-subset.otf");
        let face = Face::parse(data, 0).expect("a bundled font");
        assert_eq!(face.em_box(), EmBox { ascent: 880, descent: -120 });
        let han = face.glyph('港').expect("in the font");
        assert_eq!((face.advance(han), face.vertical_advance(han)), (1000, 1000));
        assert_eq!(face.vertical_origin(han), 880);
        assert_eq!(face.type_names(), ("Noto Serif CJK HK".to_owned(), "Regular".to_owned()));
    }

    #[test]
    fn a_character_without_an_outline_has_no_glyph() {
        let hollow = include_bytes!("../../tests/data/hollow.ttf");
        let face = Face::parse(hollow, 0).expect("a sound font");
        for c in ['一', '（', ' ', '\u{3000}', '\u{200B}'] {
            assert!(face.glyph(c).is_some(), "{c}");
        }
        for c in ['甲', 'ɑ', '\u{301}', '\u{FE35}'] {
            assert_eq!(face.glyph(c), None, "{c}");
        }
    }

    /// What [`Face::bundled`] believes.
    #[test]
    fn all_that_the_bundled_fonts_map_is_drawn() {
        let mut white = Vec::new();
        for (at, data) in FILES.iter().enumerate().filter(|(at, _)| !HOLLOW.contains(at)) {
            let face = Face::parse(data, 0).expect("a bundled font");
            let map = face.parsed.tables().cmap.expect("a map of characters");
            for part in map.subtables.into_iter().filter(|part| part.is_unicode()) {
                part.codepoints(|code| {
                    let Some(c) = char::from_u32(code) else { return };
                    if face.parsed.glyph_index(c).is_some() && face.glyph(c).is_none() {
                        white.push((at, c));
                    }
                });
            }
        }
        assert!(white.is_empty(), "{white:?}");
    }
}
