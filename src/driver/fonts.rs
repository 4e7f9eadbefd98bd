//! The house fonts that a layout names.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use super::reader::Reader;
use crate::diag::codes::{font, preflight, usage};
use crate::diag::{Diagnostic, Findings, Span, Spanned};
use crate::fonts::{Face, FontBook, FontError, FontFileId, FontFiles};
use crate::source::layout::{FontTable, Layout};

/// The font files of a job and the families that they make.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HouseFonts {
    files: FontFiles,
    families: Vec<(Spanned<String>, Vec<FontFileId>)>,
}

/// By their names: files are compared sooner than hashed.
impl Hash for HouseFonts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.families.iter().for_each(|(name, _)| name.value.hash(state));
    }
}

impl Reader<'_> {
    /// The house fonts' bytes.
    pub fn read_fonts(&mut self, layout: &Layout) -> HouseFonts {
        let mut fonts = HouseFonts::default();
        let mut known = BTreeMap::new();
        for entry in &layout.fonts {
            let files = self.read_family(&entry.value, &mut fonts.files, &mut known);
            fonts.families.push((entry.name.clone(), files));
        }
        fonts
    }

    /// The files of a family; `known` has those of the families before it, by path.
    fn read_family(
        &mut self,
        table: &FontTable,
        files: &mut FontFiles,
        known: &mut BTreeMap<PathBuf, FontFileId>,
    ) -> Vec<FontFileId> {
        let mut ids = Vec::new();
        for named in &table.files {
            if let Some((_, bytes)) = self.read_named(named) {
                let add = || files.add(bytes.to_vec(), 0);
                ids.push(*known.entry(self.folder.join(&named.value)).or_insert_with(add));
            }
        }
        if let Some(family) = &table.system {
            match self.world.system_font(&family.value) {
                Some(found) => {
                    ids.push(files.add(found.data, found.index));
                    self.findings.push(
                        Diagnostic::warning(
                            usage::SYSTEM_FONT,
                            "the page depends on a font of this machine",
                        )
                        .at(family.span, "installed here, perhaps not elsewhere")
                        .help("name font files in `files` instead"),
                    );
                }
                None => self.unreadable(family, "no such family is installed"),
            }
        }
        ids
    }
}

impl HouseFonts {
    /// The bundled families and the house's own.
    pub fn book(&self) -> (FontBook<'_>, Findings) {
        let mut findings = Findings::default();
        let mut book = FontBook::new(&self.files);
        for (name, files) in &self.families {
            match book.define(&name.value, files) {
                Ok(id) => {
                    let limited = book.faces_of(id).filter_map(|face| licence(face, name.span));
                    findings.extend(limited);
                }
                Err(error) => findings.push(unusable(name, error)),
            }
        }
        (book, findings)
    }
}

fn unusable(name: &Spanned<String>, error: FontError) -> Diagnostic {
    let (reason, help) = match error {
        FontError::Broken(reason) => (reason, "name a TrueType or OpenType font"),
        FontError::NotEmbeddable => (
            "its licence bits (fsType) forbid embedding".to_owned(),
            "use a font that may be embedded, or ask its maker for a licence",
        ),
    };
    let message = format!("the font family {} cannot be used", name.value);
    Diagnostic::error(font::UNUSABLE, message).at(name.span, reason).help(help)
}

/// What a font's licence bits say against its use in a PDF, where it is subset and embedded.
fn licence(face: &Face<'_>, span: Span) -> Option<Diagnostic> {
    let licence = face.licence();
    let what = if !licence.subsetting {
        "may not be embedded in part"
    } else if !licence.outlines {
        "may be embedded as bitmaps alone"
    } else if licence.preview_only {
        "may be embedded for viewing and printing alone"
    } else {
        return None;
    };
    let found = Diagnostic::warning(
        preflight::FONT_LICENCE,
        format!("the font {} {what}", face.postscript_name()),
    );
    Some(
        found
            .at(span, "its licence bits (fsType) say so")
            .help("ask its maker for a licence, or use another font"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    impl HouseFonts {
        /// The first file of a family.
        pub fn first_file(&self, family: usize) -> FontFileId {
            self.families[family].1[0]
        }
    }

    /// A bundled font with other licence bits.
    fn licensed(bits: u16) -> Vec<u8> {
        let mut data = include_bytes!("../../fonts/NotoSans-Bold-Latin.ttf").to_vec();
        let tables = u16::from_be_bytes([data[4], data[5]]) as usize;
        let record = (0..tables).map(|at| 12 + at * 16).find(|&at| &data[at..at + 4] == b"OS/2");
        let record = record.expect("a font has that table") + 8;
        let offset = data[record..record + 4].try_into().expect("four bytes");
        let place = u32::from_be_bytes(offset) as usize + 8;
        data[place..place + 2].copy_from_slice(&bits.to_be_bytes());
        data
    }

    #[test]
    fn licence_bits_are_read() {
        for (bits, expected) in [
            (0, None),
            (8, None),
            (4, Some("viewing and printing")),
            (0x100, Some("in part")),
            (0x208, Some("bitmaps")),
        ] {
            let data = licensed(bits);
            let face = Face::parse(&data, 0).expect("a font");
            let found = licence(&face, Span::new(FileId(0), 0..1));
            let message = found.map(|found| found.message).unwrap_or_default();
            assert!(message.contains(expected.unwrap_or("")), "{bits}: {message}");
            assert_eq!(message.is_empty(), expected.is_none(), "{bits}: {message}");
        }
        assert!(Face::parse(&licensed(2), 0).is_err(), "restricted");
    }
}
