//! [`FontBook`]: which face draws which character.

use super::bundled::{self, FAMILIES, FILES};
use super::{Face, FaceId, FontError};

/// A family, by its place in the [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(pub u16);

impl FamilyId {
    pub const SERIF: FamilyId = FamilyId(0);
    pub const SERIF_BOLD: FamilyId = FamilyId(1);
    pub const SANS: FamilyId = FamilyId(2);
    pub const SANS_BLACK: FamilyId = FamilyId(3);
    pub const KAI: FamilyId = FamilyId(4);
}

/// A user's font file, by its place in [`FontFiles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FontFileId(u32);

/// The bytes of the font files that a layout names; the bundled ones are always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontFiles {
    /// A file's bytes and the face of it that is meant.
    files: Vec<(Vec<u8>, u32)>,
}

impl FontFiles {
    /// Adds face `index` of a file; a file that is no collection has face 0.
    pub fn add(&mut self, data: Vec<u8>, index: u32) -> FontFileId {
        self.files.push((data, index));
        FontFileId(self.files.len() as u32 - 1)
    }
}

/// Families and faces. Made once a job.
pub struct FontBook<'f> {
    files: &'f FontFiles,
    faces: Vec<Face<'f>>,
    families: Vec<Family>,
}

struct Family {
    name: String,
    bold: FamilyId,
    /// In the order in which they are asked for a character.
    faces: Vec<FaceId>,
}

impl<'f> FontBook<'f> {
    /// The book of the bundled families.
    pub fn new(files: &'f FontFiles) -> FontBook<'f> {
        let faces = FILES
            .iter()
            .map(|file| Face::parse(file, 0).expect("a bundled font parses: a test reads them all"))
            .collect();
        let index_of = |name: &str| {
            let at = FAMILIES.iter().position(|(other, ..)| *other == name);
            FamilyId(at.expect("a bold family is one of the table") as u16)
        };
        let families = FAMILIES
            .iter()
            .map(|(name, bold, faces)| Family {
                name: (*name).to_owned(),
                bold: index_of(bold),
                faces: faces.iter().map(|&face| FaceId(face as u16)).collect(),
            })
            .collect();
        FontBook { files, faces, families }
    }

    /// Adds a house family: `files` in their order, then the faces of the built-in serif.
    /// A family of that name is replaced.
    pub fn define(&mut self, name: &str, files: &[FontFileId]) -> Result<FamilyId, FontError> {
        let mut faces = Vec::new();
        for file in files {
            let (data, index) = &self.files.files[file.0 as usize];
            faces.push(self.add(data, *index)?);
        }
        faces.extend_from_slice(&self.families[FamilyId::SERIF.0 as usize].faces);
        let id = self.family(name).unwrap_or(FamilyId(self.families.len() as u16));
        let family = Family { name: name.to_owned(), bold: id, faces };
        match self.families.get_mut(id.0 as usize) {
            Some(place) => *place = family,
            None => self.families.push(family),
        }
        Ok(id)
    }

    /// The face's place. A file that is named twice, or is one of the bundled ones, is one face,
    /// so that it is embedded once.
    fn add(&mut self, data: &'f [u8], index: u32) -> Result<FaceId, FontError> {
        let same = |face: &Face<'_>| face.index() == index && face.data() == data;
        let known = self.faces.iter().position(same);
        if known.is_none() {
            self.faces.push(Face::parse(data, index)?);
        }
        Ok(FaceId(known.unwrap_or(self.faces.len() - 1) as u16))
    }

    /// A family's faces, in the order in which they are asked for a character.
    pub fn faces_of(&self, id: FamilyId) -> impl Iterator<Item = &Face<'f>> {
        let family = self.families.get(id.0 as usize);
        family
            .into_iter()
            .flat_map(|family| &family.faces)
            .filter_map(|id| self.faces.get(id.0 as usize))
    }

    pub fn family(&self, name: &str) -> Option<FamilyId> {
        self.families.iter().position(|f| f.name == name).map(|at| FamilyId(at as u16))
    }

    /// Every family's name, for suggestions.
    pub fn family_names(&self) -> impl Iterator<Item = &str> {
        self.families.iter().map(|family| family.name.as_str())
    }

    /// The family that `**bold**` changes to.
    pub fn bold_of(&self, id: FamilyId) -> FamilyId {
        self.families[id.0 as usize].bold
    }

    pub fn face(&self, id: FaceId) -> &Face<'f> {
        &self.faces[id.0 as usize]
    }

    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face<'f>)> {
        self.faces.iter().enumerate().map(|(at, face)| (FaceId(at as u16), face))
    }

    /// The first face of the family that draws `c` (R117); `None` when none does.
    ///
    /// The kai face is not asked for marks: its brackets stand at the wrong side of the em.
    pub fn choose(&self, family: FamilyId, c: char) -> Option<FaceId> {
        let kai = FaceId(bundled::KAI as u16);
        self.families[family.0 as usize]
            .faces
            .iter()
            .copied()
            .find(|&id| !(id == kai && is_mark(c)) && self.face(id).glyph(c).is_some())
    }
}

/// General punctuation, CJK marks, and the fullwidth forms that are no letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}'
        | '\u{FF5B}'..='\u{FF65}' | '\u{00B7}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_families_fall_back() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        assert_eq!(book.family("kai"), Some(FamilyId::KAI));
        assert_eq!(book.choose(FamilyId::KAI, '港'), Some(FaceId(bundled::KAI as u16)));
        assert_eq!(book.choose(FamilyId::KAI, '「'), Some(FaceId(bundled::SERIF as u16)));
        assert_eq!(book.choose(FamilyId::SERIF, 'č'), Some(FaceId(bundled::LATIN_SERIF as u16)));
        assert_eq!(book.choose(FamilyId::SERIF, '\u{10FFFD}'), None);
        assert_eq!(book.bold_of(FamilyId::SERIF), FamilyId::SERIF_BOLD);
        assert_eq!(book.bold_of(FamilyId::SANS), FamilyId::SANS_BLACK);
    }

    #[test]
    fn a_file_of_two_families_is_one_face() {
        let mut files = FontFiles::default();
        let bundled = files.add(FILES[bundled::KAI].to_vec(), 0);
        let own = files.add(include_bytes!("../../fonts/typeset-test.otf").to_vec(), 0);
        let copy = files.add(include_bytes!("../../fonts/typeset-test.otf").to_vec(), 0);
        let mut book = FontBook::new(&files);
        let before = book.faces().count();
        book.define("one", &[own, bundled]).expect("sound fonts");
        book.define("two", &[bundled, copy]).expect("sound fonts");
        assert_eq!(book.faces().count(), before + 1);
    }

    #[test]
    fn a_broken_file_is_refused() {
        let mut files = FontFiles::default();
        let id = files.add(b"no font".to_vec(), 0);
        assert!(FontBook::new(&files).define("house", &[id]).is_err());
    }
}
