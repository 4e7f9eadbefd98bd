//! [`Program`]: a font program as a PDF file holds it (ISO 32000-2 9.9): TrueType, CFF without
//! the tables of OpenType around it, or Type 1. It is asked which glyph a code, a name or a
//! number means, and how wide that is; nothing is drawn from it.

use skrifa::Font;
use skrifa::font::Kind;
use skrifa::raw::{FontRef, TableProvider};

use super::GlyphId;

/// How a program is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    TrueType,
    /// Its glyphs have names or, keyed by CID, numbers.
    Cff,
    Type1,
}

/// A table from codes to glyphs of a TrueType program, by its platform and encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chart(pub u16, pub u16);

impl Chart {
    pub const UNICODE: Chart = Chart(3, 1);
    pub const SYMBOLS: Chart = Chart(3, 0);
    pub const MACINTOSH: Chart = Chart(1, 0);
}

/// A font program.
pub struct Program {
    font: Font,
    form: Form,
}

impl Program {
    /// Reads a program; of OpenType with CFF outlines the CFF alone counts.
    pub fn read(bytes: Vec<u8>) -> Option<Program> {
        let inner = match bytes.starts_with(b"OTTO") {
            true => FontRef::new(&bytes).ok()?.data_for_tag(skrifa::Tag::new(b"CFF ")),
            false => None,
        };
        let bytes = match inner {
            Some(table) => table.as_bytes().to_vec(),
            None => bytes,
        };
        if is_cut_off(&bytes) {
            return None;
        }
        let font = Font::new(bytes, 0)?;
        let form = match font.kind() {
            Kind::Sfnt(..) => Form::TrueType,
            Kind::Cff(..) => Form::Cff,
            Kind::Type1(_) => Form::Type1,
        };
        Some(Program { font, form })
    }

    pub fn form(&self) -> Form {
        self.form
    }

    /// How many glyphs it has.
    pub fn count(&self) -> u32 {
        self.font.num_glyphs()
    }

    /// Whether its glyphs go by numbers of a collection.
    pub fn is_keyed_by_cid(&self) -> bool {
        self.font.is_cid_keyed()
    }

    /// How far a glyph moves on, in thousandths of the em; `None` where it does not say.
    pub fn width(&self, glyph: GlyphId) -> Option<f64> {
        let says = self.form != Form::TrueType || self.font.tables().hmtx().is_ok();
        let em = f64::from(self.font.units_per_em());
        if !says || em <= 0.0 || u32::from(glyph.0) >= self.count() {
            return None;
        }
        let width = self.font.glyph_metrics().h_advance(skrifa::GlyphId::new(glyph.0.into()));
        Some(f64::from(width) * 1000.0 / em)
    }

    pub fn named(&self, name: &str) -> Option<GlyphId> {
        self.font.glyph_by_name(name).and_then(own)
    }

    pub fn name_of(&self, glyph: GlyphId) -> Option<String> {
        self.font.glyph_name(skrifa::GlyphId::new(glyph.0.into())).map(|name| name.to_string())
    }

    /// The glyph of a number of its collection.
    pub fn numbered(&self, cid: u16) -> Option<GlyphId> {
        self.font.glyph_by_cid(cid.into()).and_then(own)
    }

    /// The glyph of a code by the program's own encoding.
    pub fn built_in(&self, code: u8) -> Option<GlyphId> {
        let glyph = match self.font.kind() {
            Kind::Type1(program) => program.encoding()?.map(code),
            Kind::Cff(program, _) => program.encoding()?.map(code),
            Kind::Sfnt(..) => None,
        };
        glyph.and_then(own)
    }

    pub fn has_chart(&self, chart: Chart) -> bool {
        self.font.charmap().encodings().any(|found| found.sfnt_ids() == Some((chart.0, chart.1)))
    }

    /// The glyph of a code by one of its tables; none for the glyph of missing characters.
    pub fn charted(&self, chart: Chart, code: u32) -> Option<GlyphId> {
        let charmap = self.font.charmap();
        let found =
            charmap.encodings().find(|found| found.sfnt_ids() == Some((chart.0, chart.1)))?;
        charmap.map_code(found, code).and_then(own)
    }
}

/// Whether a table that outlines or widths need ends behind the end of a TrueType program.
fn is_cut_off(bytes: &[u8]) -> bool {
    const NEEDED: [&[u8; 4]; 5] = [b"glyf", b"loca", b"hmtx", b"head", b"maxp"];
    let Ok(font) = FontRef::new(bytes) else { return false };
    font.table_directory().table_records().iter().any(|record| {
        let end = u64::from(record.offset()) + u64::from(record.length());
        NEEDED.contains(&&record.tag().into_bytes()) && end > bytes.len() as u64
    })
}

fn own(glyph: skrifa::GlyphId) -> Option<GlyphId> {
    u16::try_from(glyph.to_u32()).ok().map(GlyphId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_say_their_glyphs_and_widths() {
        let narrow = Program::read(include_bytes!("../../tests/data/narrow.ttf").to_vec());
        let narrow = narrow.expect("a font");
        assert_eq!(narrow.form(), Form::TrueType);
        let face = super::super::Face::parse(include_bytes!("../../tests/data/narrow.ttf"), 0);
        let face = face.expect("a font");
        let glyph = face.glyph('a').expect("in the font");
        assert_eq!(narrow.charted(Chart::UNICODE, 'a'.into()), Some(glyph));
        let em = f64::from(face.units_per_em());
        assert_eq!(narrow.width(glyph), Some(f64::from(face.advance(glyph)) * 1000.0 / em));
        assert_eq!(narrow.width(GlyphId(u16::MAX)), None);
        let bytes = include_bytes!("../../fonts/NotoSerifCJKhk-Regular-subset.otf");
        let face = super::super::Face::parse(bytes, 0).expect("a font");
        let noto = Program::read(bytes.to_vec()).expect("a font");
        assert_eq!((noto.form(), noto.is_keyed_by_cid()), (Form::Cff, true));
        let glyph = noto.numbered(1).expect("a blank");
        assert_eq!(noto.width(glyph), Some(f64::from(face.advance(glyph))));
        assert_eq!(noto.numbered(u16::MAX), None);
        for nothing in [&b""[..], b"OTTO", b"%!PS", b"\x01\0\x04\x01"] {
            assert!(Program::read(nothing.to_vec()).is_none());
        }
    }
}
