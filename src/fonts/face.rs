//! [`Face`]: one font face and the facts of it that composition needs.

use ttf_parser::name_id;

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
    /// Its licence bits (OS/2 fsType) forbid embedding.
    NotEmbeddable,
}

/// One face of a font file.
pub struct Face<'f> {
    data: &'f [u8],
    index: u32,
    parsed: ttf_parser::Face<'f>,
    postscript_name: String,
    em_box: EmBox,
}

impl<'f> Face<'f> {
    /// Reads face `index` of a font file.
    pub fn parse(data: &'f [u8], index: u32) -> Result<Face<'f>, FontError> {
        let parsed = ttf_parser::Face::parse(data, index)
            .map_err(|error| FontError::Broken(error.to_string()))?;
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
        Ok(Face { data, index, parsed, postscript_name, em_box })
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

    pub fn units_per_em(&self) -> u16 {
        self.parsed.units_per_em()
    }

    pub fn em_box(&self) -> EmBox {
        self.em_box
    }

    pub fn glyph(&self, c: char) -> Option<GlyphId> {
        self.parsed.glyph_index(c).map(|id| GlyphId(id.0))
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

    /// Height of capitals over the baseline, in font units.
    pub fn cap_height(&self) -> i32 {
        let em = i32::from(self.units_per_em());
        self.parsed.capital_height().map_or(em * 7 / 10, i32::from)
    }

    pub fn is_bold(&self) -> bool {
        self.parsed.weight().to_number() >= 600
    }
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
    }
}
