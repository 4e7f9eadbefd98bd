//! The bundled files, for the text inside drawings.
//!
//! A drawing library sets that text by itself and wants whole font files. It gets these and no
//! others, whatever is installed, so that a drawing looks the same on every machine.

use std::fmt;
use std::sync::Arc;

use super::FamilyId;
use super::bundled::{FAMILIES, FILES, LATIN_SERIF_ITALIC};
use crate::kept::Kept;

/// The region whose shapes a drawing's text has. The library that sets it names no language, so
/// that it takes the shapes that a file has first: the file is made to have others first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shapes {
    #[default]
    HongKong,
    Taiwan,
    Mainland,
    Japan,
    Korea,
}

impl Shapes {
    /// Those of a language (BCP 47).
    pub fn of_language(tag: &str) -> Shapes {
        let tag = tag.to_ascii_lowercase();
        let has = |part: &str| tag.split('-').any(|other| other == part);
        if has("ja") {
            Shapes::Japan
        } else if has("ko") {
            Shapes::Korea
        } else if has("hans") || has("cn") || has("sg") {
            Shapes::Mainland
        } else if has("tw") || tag == "zh-hant" {
            Shapes::Taiwan
        } else {
            Shapes::HongKong
        }
    }

    /// The name of the language in a font's tables.
    fn language(self) -> Option<&'static [u8; 4]> {
        match self {
            Shapes::HongKong => None,
            Shapes::Taiwan => Some(b"ZHT "),
            Shapes::Mainland => Some(b"ZHS "),
            Shapes::Japan => Some(b"JAN "),
            Shapes::Korea => Some(b"KOR "),
        }
    }
}

/// A file's bytes, shared.
pub type FileBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The files with a region's shapes first, each made when a drawing's text asks for it and kept
/// from run to run. Hong Kong's are in the program.
#[derive(Default)]
pub struct DrawingFonts(Kept<(Shapes, BundledFile), Made>);

/// A file that is not as it is in the program.
struct Made(Vec<u8>);

impl AsRef<[u8]> for Made {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for DrawingFonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DrawingFonts").finish_non_exhaustive()
    }
}

impl DrawingFonts {
    /// A file's bytes with a region's shapes first.
    pub fn bytes(&self, file: BundledFile, shapes: Shapes) -> FileBytes {
        let made = shapes.language().and_then(|language| {
            let make = |_: &_| favour(file.data(), language).map(Made).ok_or(());
            self.0.get_or_try((shapes, file), make).ok()
        });
        match made {
            Some(made) => made,
            None => Arc::new(file.data()),
        }
    }

    /// The file whose bytes these are, as they were given for a region.
    pub fn file_of(&self, bytes: &[u8], shapes: Shapes) -> Option<BundledFile> {
        let is = |other: &[u8]| std::ptr::eq(other.as_ptr(), bytes.as_ptr());
        BundledFile::all().find(|file| {
            let made = self.0.get(&(shapes, *file));
            is(file.data()) || made.is_some_and(|made| is((*made).as_ref()))
        })
    }

    /// A run is over.
    pub fn end_run(&self) {
        self.0.end_run();
    }

    /// How many files have been made.
    #[cfg(test)]
    pub fn made(&self) -> u64 {
        self.0.made()
    }
}

/// A bundled font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BundledFile(usize);

impl BundledFile {
    /// Every file, in the order of their places.
    pub fn all() -> impl Iterator<Item = BundledFile> {
        (0..FILES.len()).map(BundledFile)
    }

    pub fn data(self) -> &'static [u8] {
        FILES[self.0]
    }

    pub fn draws(self, c: char) -> bool {
        let face = ttf_parser::Face::parse(self.data(), 0);
        face.is_ok_and(|face| face.glyph_index(c).is_some())
    }

    /// The files of a built-in family in the order in which they are asked for a character
    /// (R117); a house family has none.
    pub fn of_family(family: FamilyId) -> impl Iterator<Item = BundledFile> {
        let family = FAMILIES.get(family.0 as usize);
        let faces = family.into_iter().flat_map(|family| family.own.iter().chain(family.rest));
        faces.map(|&file| BundledFile(file))
    }

    /// The Latin italic, which has no Han.
    pub fn italic() -> BundledFile {
        BundledFile(LATIN_SERIF_ITALIC)
    }
}

/// A font whose glyph substitution does for text without a language what it does for one
/// language: each script's default (OpenType, Script table) is that language's. None: the font
/// knows nothing of it.
fn favour(font: &[u8], language: &[u8; 4]) -> Option<Vec<u8>> {
    let number = |at: usize| {
        font.get(at..at + 2).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])))
    };
    let tables = number(4)?;
    let record =
        (0..tables).map(|at| 12 + 16 * at).find(|&at| font.get(at..at + 4) == Some(b"GSUB"))?;
    let offset = font.get(record + 8..record + 12)?.try_into().ok()?;
    let table = u32::from_be_bytes(offset) as usize;
    let list = table + number(table + 4)?;
    let mut found = None;
    let mut places = Vec::new();
    for at in 0..number(list)? {
        let script = list + number(list + 2 + 6 * at + 4)?;
        let own = (0..number(script + 2)?)
            .map(|at| script + 4 + 6 * at)
            .find(|&at| font.get(at..at + 4) == Some(language.as_slice()))
            .and_then(|at| Some(script + number(at + 4)?));
        places.push((script, own));
        found = found.or(own);
    }
    let found = found?;
    let mut out = font.to_vec();
    for (script, own) in places {
        // A script that does not know the language (`DFLT`) takes what another does for it.
        let to = own.unwrap_or(found).checked_sub(script).and_then(|to| u16::try_from(to).ok());
        if let (Some(to), Some(place)) = (to, out.get_mut(script..script + 2)) {
            place.copy_from_slice(&to.to_be_bytes());
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_shapes_of_a_region_first() {
        let fonts = DrawingFonts::default();
        let serif = BundledFile::of_family(FamilyId::SERIF).next().expect("a face");
        assert!(std::ptr::eq((*fonts.bytes(serif, Shapes::HongKong)).as_ref(), serif.data()));
        assert_eq!(fonts.made(), 0);
        for shapes in [Shapes::Taiwan, Shapes::Mainland, Shapes::Japan, Shapes::Korea] {
            let made = fonts.bytes(serif, shapes);
            let bytes: &[u8] = (*made).as_ref();
            assert_eq!(fonts.file_of(bytes, shapes), Some(serif));
            assert_eq!(bytes.len(), serif.data().len());
            assert_ne!(bytes, serif.data(), "{shapes:?}");
            assert!(ttf_parser::Face::parse(bytes, 0).is_ok());
        }
        assert_eq!(Shapes::of_language("zh-Hans"), Shapes::Mainland);
        assert_eq!(Shapes::of_language("zh-Hant-HK"), Shapes::HongKong);
        assert_eq!(Shapes::of_language("ja"), Shapes::Japan);
    }

    #[test]
    fn families_begin_with_their_own_face() {
        let first = |family| BundledFile::of_family(family).next();
        assert_eq!(first(FamilyId::SERIF), Some(BundledFile(0)));
        assert_eq!(first(FamilyId::SANS_BLACK), Some(BundledFile(3)));
        assert_eq!(first(FamilyId(99)), None);
    }

    #[test]
    fn files_say_what_they_draw() {
        let sans = BundledFile::of_family(FamilyId::SANS).next().expect("a face");
        assert!(sans.draws('港') && !sans.draws('\u{10FFFD}'));
        assert!(BundledFile::italic().draws('a') && !BundledFile::italic().draws('港'));
    }
}
