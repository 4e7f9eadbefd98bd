//! [`FontBook`]: which face draws which character.

use super::bundled::{self, FAMILIES, FILES};
use super::{Face, FaceId, FontError, GlyphId, Instance};

/// A family, by its place in the [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(pub u16);

impl FamilyId {
    pub const SERIF: FamilyId = FamilyId(0);
    pub const SERIF_BOLD: FamilyId = FamilyId(1);
    pub const SANS: FamilyId = FamilyId(2);
    pub const SANS_BLACK: FamilyId = FamilyId(3);
    pub const KAI: FamilyId = FamilyId(4);
    /// Kai as the mainland writes it; what [`FamilyId::KAI`] is in simplified text.
    pub const KAI_HANS: FamilyId = FamilyId(5);
}

/// The kai faces.
const KAI: [FaceId; 2] = [FaceId(bundled::KAI as u16), FaceId(bundled::KAI_HANS as u16)];

/// A user's font file, by its place in [`FontFiles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FontFileId(u32);

/// The bytes of the font files that a layout names; the bundled ones are always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontFiles {
    files: Vec<Vec<u8>>,
}

impl FontFiles {
    /// Adds a file.
    pub fn add(&mut self, data: Vec<u8>) -> FontFileId {
        self.files.push(data);
        FontFileId(self.files.len() as u32 - 1)
    }

    /// The file's bytes.
    pub fn data(&self, id: FontFileId) -> &[u8] {
        self.files.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }
}

/// Where a face of a house family comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontSource {
    /// A face of a file: its place in the collection (0 for a file that is none), and which
    /// instance of it if it is variable.
    File { id: FontFileId, index: u32, instance: Instance },
    /// All faces of a family that is defined already.
    Family(FamilyId),
}

/// A house family.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// In the order in which they are asked for a character.
    pub files: Vec<FontSource>,
    /// Asked first for Western letters, figures and their marks.
    pub latin: Vec<FontSource>,
    /// What `**bold**` takes; none: the family itself.
    pub bold: Vec<FontSource>,
}

/// Beside what a character stands: marks that Chinese and Western text share are drawn by the
/// face of that text (R125).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    Chinese,
    Western,
}

/// Families and faces. Made once a job.
pub struct FontBook<'f> {
    files: &'f FontFiles,
    faces: Vec<Face<'f>>,
    families: Vec<Family>,
    /// Asked after the faces of every family.
    fallback: Vec<FaceId>,
}

/// The faces of a family, each list in the order in which they are asked for a character.
#[derive(Clone, Default)]
struct Family {
    name: String,
    bold: FamilyId,
    own: Vec<FaceId>,
    /// Of the own ones, those that are asked first for Western text.
    latin: Vec<FaceId>,
    /// Those of other families, asked after its own.
    rest: Vec<FaceId>,
}

impl Default for FamilyId {
    fn default() -> FamilyId {
        FamilyId::SERIF
    }
}

impl<'f> FontBook<'f> {
    /// The book of the bundled families.
    pub fn new(files: &'f FontFiles) -> FontBook<'f> {
        let faces = (0..FILES.len())
            .map(|at| Face::bundled(at).expect("a bundled font parses: a test reads them all"))
            .collect();
        let index_of = |name: &str| {
            let at = FAMILIES.iter().position(|other| other.name == name);
            FamilyId(at.expect("a bold family is one of the table") as u16)
        };
        let ids = |faces: &[usize]| faces.iter().map(|&face| FaceId(face as u16)).collect();
        let families = FAMILIES
            .iter()
            .map(|family| Family {
                name: family.name.to_owned(),
                bold: index_of(family.bold),
                own: ids(family.own),
                latin: Vec::new(),
                rest: ids(family.rest),
            })
            .collect();
        FontBook { files, faces, families, fallback: Vec::new() }
    }

    /// Adds a house family: its faces in their order, then those of the built-in serif.
    /// A family of that name is replaced.
    pub fn define(&mut self, name: &str, parts: &Definition) -> Result<FamilyId, FontError> {
        let latin = self.add_all(&parts.latin)?;
        let files = self.add_all(&parts.files)?;
        let bold = self.add_all(&parts.bold)?;
        let id = self.family(name).unwrap_or(FamilyId(self.families.len() as u16));
        let mut own = files;
        own.extend(latin.iter().filter(|face| !own.contains(face)).copied().collect::<Vec<_>>());
        let rest_of = |id: FamilyId, own: &[FaceId]| -> Vec<FaceId> {
            let family = &self.families[id.0 as usize];
            let all = family.own.iter().chain(&family.rest);
            all.copied().filter(|face| !own.contains(face)).collect()
        };
        let mut family = Family {
            name: name.to_owned(),
            bold: id,
            rest: rest_of(FamilyId::SERIF, &own),
            own,
            latin,
        };
        let heavy = (!bold.is_empty()).then(|| {
            // What the bold lacks is set in the bold serif, then in the family's own.
            let mut rest = rest_of(FamilyId::SERIF_BOLD, &bold);
            rest.extend(family.own.iter().filter(|face| !bold.contains(face)));
            Family { name: String::new(), bold: FamilyId(0), own: bold, latin: Vec::new(), rest }
        });
        let place = |families: &mut Vec<Family>, id: FamilyId, family| {
            match families.get_mut(id.0 as usize) {
                Some(known) => *known = family,
                None => families.push(family),
            };
        };
        place(&mut self.families, id, family.clone());
        if let Some(mut heavy) = heavy {
            let heavy_id = FamilyId(self.families.len() as u16);
            heavy.bold = heavy_id;
            heavy.name = format!("{name} (bold)");
            place(&mut self.families, heavy_id, heavy);
            family.bold = heavy_id;
            place(&mut self.families, id, family);
        }
        Ok(id)
    }

    /// Adds faces that every family asks after its own and the built-in ones.
    pub fn fall_back_on(&mut self, sources: &[FontSource]) -> Result<(), FontError> {
        let faces = self.add_all(sources)?;
        self.fallback.extend(faces);
        Ok(())
    }

    fn add_all(&mut self, sources: &[FontSource]) -> Result<Vec<FaceId>, FontError> {
        let mut faces: Vec<FaceId> = Vec::new();
        for source in sources {
            let found = match source {
                FontSource::File { id, index, instance } => {
                    vec![self.add(*id, *index, instance)?]
                }
                FontSource::Family(id) => {
                    self.families.get(id.0 as usize).map_or(Vec::new(), |family| family.own.clone())
                }
            };
            faces.extend(found);
        }
        Ok(faces)
    }

    /// The face's place. A file that is named twice, or is one of the bundled ones, is one face,
    /// so that it is embedded once.
    fn add(
        &mut self,
        id: FontFileId,
        index: u32,
        instance: &Instance,
    ) -> Result<FaceId, FontError> {
        let files = self.files;
        let data = files.data(id);
        let same = |face: &Face<'_>| {
            face.index() == index && face.instance() == instance && face.data() == data
        };
        let known = self.faces.iter().position(same);
        if known.is_none() {
            self.faces.push(Face::parse_instance(data, index, instance)?);
        }
        Ok(FaceId(known.unwrap_or(self.faces.len() - 1) as u16))
    }

    /// A family's faces, in the order in which they are asked for a character.
    pub fn faces_of(&self, id: FamilyId) -> impl Iterator<Item = &Face<'f>> {
        self.asked(id, Beside::Chinese).filter_map(|id| self.faces.get(id.0 as usize))
    }

    pub fn family(&self, name: &str) -> Option<FamilyId> {
        self.families.iter().position(|f| f.name == name).map(|at| FamilyId(at as u16))
    }

    /// The family's name.
    pub fn name_of(&self, id: FamilyId) -> &str {
        self.families.get(id.0 as usize).map_or("", |family| family.name.as_str())
    }

    /// Every family's name, for suggestions.
    pub fn family_names(&self) -> impl Iterator<Item = &str> {
        let names = self.families.iter().map(|family| family.name.as_str());
        names.filter(|name| !name.contains(' '))
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

    /// Whether a face is one of the family's own, not one that it falls back on. The two kai are two
    /// hands: either stands in for the other, and is not it.
    pub fn is_own(&self, family: FamilyId, face: FaceId) -> bool {
        let is_kai = |face: FaceId| KAI.contains(&face);
        self.families.get(family.0 as usize).is_some_and(|family| {
            let other =
                family.own.first().is_some_and(|&own| is_kai(own) && is_kai(face) && own != face);
            family.own.contains(&face) && !other
        })
    }

    /// Whether a face is asked after all others only.
    pub fn is_fallback(&self, face: FaceId) -> bool {
        self.fallback.contains(&face)
    }

    /// The faces of a family in the order in which they are asked for a character.
    fn asked(&self, family: FamilyId, beside: Beside) -> impl Iterator<Item = FaceId> {
        let family = &self.families[family.0 as usize];
        let first = match beside {
            Beside::Western => family.latin.as_slice(),
            Beside::Chinese => &[],
        };
        let all = first.iter().chain(&family.own).chain(&family.rest);
        all.chain(&self.fallback).copied()
    }

    /// The first face of the family that draws `c` (R117); `None` when none does.
    ///
    /// A mark that Chinese and Western text share comes from the first face that has the letters
    /// of the text around it, too (R125). The kai faces are not asked for marks: their brackets
    /// stand at the wrong side of the em.
    pub fn choose(&self, family: FamilyId, c: char, beside: Beside) -> Option<FaceId> {
        self.first(family, c, beside, |face| face.glyph(c))
    }

    /// The first face that has a variation sequence (Unicode 23.4), and its glyph.
    pub fn choose_form(&self, family: FamilyId, c: char, form: char) -> Option<(FaceId, GlyphId)> {
        let id = self.first(family, c, Beside::Chinese, |face| face.form(c, form))?;
        Some((id, self.face(id).form(c, form)?))
    }

    fn first<T>(
        &self,
        family: FamilyId,
        c: char,
        beside: Beside,
        draws: impl Fn(&Face<'f>) -> Option<T>,
    ) -> Option<FaceId> {
        let mark = is_mark(c);
        // An upright letter in a vertical line is a Western one all the same.
        let beside = if is_letter(c) { Beside::Western } else { beside };
        let fits = |id: &FaceId| !(mark && KAI.contains(id)) && draws(self.face(*id)).is_some();
        if is_shared(c) {
            let writes = |id: &FaceId| match beside {
                Beside::Chinese => self.face(*id).has_han(),
                Beside::Western => self.face(*id).has_letters(),
            };
            let found = self.asked(family, beside).find(|id| writes(id) && fits(id));
            if found.is_some() {
                return found;
            }
        }
        self.asked(family, beside).find(fits)
    }

    /// The first face of the family that draws all of `text`.
    pub fn choose_for_all(&self, family: FamilyId, text: &str, beside: Beside) -> Option<FaceId> {
        let all = |id: &FaceId| text.chars().all(|c| self.face(*id).glyph(c).is_some());
        self.asked(family, beside).find(all)
    }

    /// [`FontBook::choose_for_all`] of the family's own faces.
    pub fn choose_own_for_all(
        &self,
        family: FamilyId,
        text: &str,
        beside: Beside,
    ) -> Option<FaceId> {
        let all = |id: &FaceId| text.chars().all(|c| self.face(*id).glyph(c).is_some());
        self.asked(family, beside).find(|id| self.is_own(family, *id) && all(id))
    }

    /// The first face of the family that draws `c`, else any face that does: for marks that are
    /// put over a letter of another face (R122).
    pub fn choose_anywhere(&self, family: FamilyId, c: char) -> Option<FaceId> {
        let any = || self.faces().find(|(_, face)| face.glyph(c).is_some()).map(|(id, _)| id);
        self.choose(family, c, Beside::Western).or_else(any)
    }
}

/// General punctuation, CJK marks, and the fullwidth forms that are no letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}'
        | '\u{FF5B}'..='\u{FF65}' | '\u{00B7}')
}

/// Quotes, dashes, dots and ellipses that have a Chinese and a Western form.
fn is_shared(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2015}' | '\u{2018}'..='\u{201F}' | '\u{2022}'
        | '\u{2025}'..='\u{2027}' | '\u{00B7}')
}

/// Letters and figures of Latin, Greek and Cyrillic.
fn is_letter(c: char) -> bool {
    c < '\u{0530}' && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: Beside = Beside::Chinese;

    fn own(files: &mut FontFiles, data: &[u8]) -> FontSource {
        FontSource::File { id: files.add(data.to_vec()), index: 0, instance: Instance::default() }
    }

    fn of(files: &[&FontSource]) -> Definition {
        Definition {
            files: files.iter().map(|&file| file.clone()).collect(),
            ..Definition::default()
        }
    }

    #[test]
    fn bundled_families_fall_back() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        assert_eq!(book.family("kai"), Some(FamilyId::KAI));
        assert_eq!(book.choose(FamilyId::KAI, '港', CHINESE), Some(FaceId(bundled::KAI as u16)));
        assert_eq!(book.choose(FamilyId::KAI, '「', CHINESE), Some(FaceId(bundled::SERIF as u16)));
        let hans = Some(FaceId(bundled::KAI_HANS as u16));
        assert_eq!(book.choose(FamilyId::KAI_HANS, '临', CHINESE), hans);
        let latin = Some(FaceId(bundled::LATIN_SERIF as u16));
        assert_eq!(book.choose(FamilyId::SERIF, 'č', Beside::Western), latin);
        assert_eq!(book.choose(FamilyId::SERIF, '\u{10FFFD}', CHINESE), None);
        assert_eq!(book.bold_of(FamilyId::SERIF), FamilyId::SERIF_BOLD);
        assert_eq!(book.bold_of(FamilyId::SANS), FamilyId::SANS_BLACK);
        assert!(book.is_own(FamilyId::KAI, FaceId(bundled::KAI as u16)));
        assert!(!book.is_own(FamilyId::KAI, FaceId(bundled::SERIF as u16)));
    }

    #[test]
    fn a_file_of_two_families_is_one_face() {
        let mut files = FontFiles::default();
        let bundled = own(&mut files, FILES[bundled::KAI]);
        let mine = own(&mut files, include_bytes!("../../fonts/typeset-test.otf"));
        let copy = own(&mut files, include_bytes!("../../fonts/typeset-test.otf"));
        let mut book = FontBook::new(&files);
        let before = book.faces().count();
        book.define("one", &of(&[&mine, &bundled])).expect("sound fonts");
        book.define("two", &of(&[&bundled, &copy])).expect("sound fonts");
        assert_eq!(book.faces().count(), before + 1);
    }

    #[test]
    fn a_broken_file_is_refused() {
        let mut files = FontFiles::default();
        let broken = own(&mut files, b"no font");
        assert!(FontBook::new(&files).define("house", &of(&[&broken])).is_err());
    }

    #[test]
    fn r125_shared_marks_come_from_the_face_of_their_text() {
        let mut files = FontFiles::default();
        let latin = own(&mut files, FILES[bundled::LATIN_SERIF]);
        let chinese = own(&mut files, FILES[bundled::SERIF]);
        let mut book = FontBook::new(&files);
        let house = book.define("house", &of(&[&latin, &chinese])).expect("sound fonts");
        let (latin, chinese) =
            (Some(FaceId(bundled::LATIN_SERIF as u16)), Some(FaceId(bundled::SERIF as u16)));
        for c in "“”‘’—…·".chars() {
            assert_eq!(book.choose(house, c, Beside::Chinese), chinese, "{c}");
            assert_eq!(book.choose(house, c, Beside::Western), latin, "{c}");
        }
    }

    #[test]
    fn a_house_family_may_name_its_latin_its_bold_and_a_built_in_family() {
        let mut files = FontFiles::default();
        let latin = own(&mut files, FILES[bundled::LATIN_SERIF]);
        let mut book = FontBook::new(&files);
        let parts = Definition {
            files: vec![FontSource::Family(FamilyId::SANS)],
            latin: vec![latin],
            bold: vec![FontSource::Family(FamilyId::SANS_BLACK)],
        };
        let house = book.define("house", &parts).expect("sound fonts");
        let face = |at: usize| Some(FaceId(at as u16));
        assert_eq!(book.choose(house, 'a', Beside::Western), face(bundled::LATIN_SERIF));
        assert_eq!(book.choose(house, '7', CHINESE), face(bundled::LATIN_SERIF));
        assert_eq!(book.choose(house, '港', CHINESE), face(bundled::SANS));
        assert_eq!(book.choose(house, '“', CHINESE), face(bundled::SANS));
        let bold = book.bold_of(house);
        assert_eq!(book.choose(bold, '港', CHINESE), face(bundled::SANS_BLACK));
        assert!(book.family_names().all(|name| name != "house (bold)"));
    }
}
