//! The bundled files, for the text inside drawings.
//!
//! A drawing library sets that text by itself and wants whole font files. It gets these and no
//! others, whatever is installed, so that a drawing looks the same on every machine.

use super::FamilyId;
use super::bundled::{FAMILIES, FILES, LATIN_SERIF_ITALIC};

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

    /// Its place among all.
    pub fn place(self) -> usize {
        self.0
    }

    pub fn draws(self, c: char) -> bool {
        let face = ttf_parser::Face::parse(self.data(), 0);
        face.is_ok_and(|face| face.glyph_index(c).is_some())
    }

    /// The files of a built-in family in the order in which they are asked for a character
    /// (R117); a house family has none.
    pub fn of_family(family: FamilyId) -> impl Iterator<Item = BundledFile> {
        let faces = FAMILIES.get(family.0 as usize).map_or(&[][..], |(_, _, faces)| faces);
        faces.iter().map(|&file| BundledFile(file))
    }

    /// The Latin italic, which has no Han.
    pub fn italic() -> BundledFile {
        BundledFile(LATIN_SERIF_ITALIC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_begin_with_their_own_face() {
        let first = |family| BundledFile::of_family(family).next().map(BundledFile::place);
        assert_eq!(first(FamilyId::SERIF), Some(0));
        assert_eq!(first(FamilyId::SANS_BLACK), Some(3));
        assert_eq!(first(FamilyId(99)), None);
    }

    #[test]
    fn files_say_what_they_draw() {
        let sans = BundledFile::of_family(FamilyId::SANS).next().expect("a face");
        assert!(sans.draws('港') && !sans.draws('\u{10FFFD}'));
        assert!(BundledFile::italic().draws('a') && !BundledFile::italic().draws('港'));
    }
}
