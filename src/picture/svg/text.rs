//! Which built-in font sets a drawing's text.

use std::sync::{Arc, Mutex};

use usvg::fontdb::{Database, ID, Source};
use usvg::{Font, FontFamily, FontResolver, FontStyle};

use super::{Notices, lock};
use crate::fonts::{BundledFile, DrawingFonts, FamilyId, Shapes};

/// What a drawing's text is set in: the fonts, and the region whose shapes they show.
#[derive(Clone, Copy, Debug)]
pub struct Lettering<'a> {
    pub fonts: &'a DrawingFonts,
    pub shapes: Shapes,
}

/// Chooses fonts for the library. The library's own list of fonts is empty until text occurs, and
/// then has those alone that were asked for.
pub(super) struct FontChoice<'a> {
    notices: &'a Mutex<Notices>,
    lettering: Lettering<'a>,
}

impl<'a> FontChoice<'a> {
    pub fn new(notices: &'a Mutex<Notices>, lettering: Lettering<'a>) -> FontChoice<'a> {
        FontChoice { notices, lettering }
    }

    pub fn resolver(self) -> FontResolver<'a> {
        let FontChoice { notices, lettering } = self;
        FontResolver {
            select_font: Box::new(move |font, fonts| {
                let (family, known) = family_of(font);
                let family = match (family, lettering.shapes) {
                    (FamilyId::KAI, Shapes::Mainland) => FamilyId::KAI_HANS,
                    _ => family,
                };
                if !known {
                    lock(notices).substitutes += 1;
                }
                let file = match (font.style(), family) {
                    (FontStyle::Normal, _) => BundledFile::of_family(family).next()?,
                    (_, FamilyId::SERIF) => BundledFile::italic(),
                    _ => {
                        lock(notices).upright += 1;
                        BundledFile::of_family(family).next()?
                    }
                };
                lettering.id_of(file, fonts)
            }),
            select_fallback: Box::new(move |c, used, fonts| {
                let used: Vec<BundledFile> =
                    used.iter().filter_map(|id| lettering.file_of(*id, fonts)).collect();
                let fallbacks = fallbacks(used.first().copied());
                let mut unused = fallbacks.filter(|file| !used.contains(file));
                unused.find(|file| file.draws(c)).and_then(|file| lettering.id_of(file, fonts))
            }),
        }
    }
}

impl Lettering<'_> {
    /// A file's place in the library's list, where it is put unless it is there.
    fn id_of(self, file: BundledFile, fonts: &mut Arc<Database>) -> Option<ID> {
        let faces: Vec<ID> = fonts.faces().map(|face| face.id).collect();
        let known = faces.into_iter().find(|id| self.file_of(*id, fonts) == Some(file));
        if known.is_some() {
            return known;
        }
        let source = Source::Binary(self.fonts.bytes(file, self.shapes));
        Arc::make_mut(fonts).load_font_source(source).first().copied()
    }

    fn file_of(self, id: ID, fonts: &Database) -> Option<BundledFile> {
        fonts.with_face_data(id, |bytes, _| self.fonts.file_of(bytes, self.shapes))?
    }
}

/// The files to ask after one: its family's, then all.
fn fallbacks(first: Option<BundledFile>) -> impl Iterator<Item = BundledFile> {
    const FAMILIES: [FamilyId; 6] = [
        FamilyId::SERIF,
        FamilyId::SERIF_BOLD,
        FamilyId::SANS,
        FamilyId::SANS_BLACK,
        FamilyId::KAI,
        FamilyId::KAI_HANS,
    ];
    let begins = |family: &FamilyId| BundledFile::of_family(*family).next() == first;
    let family = FAMILIES.into_iter().find(begins).unwrap_or(FamilyId::SERIF);
    BundledFile::of_family(family).chain(BundledFile::all())
}

/// The built-in family for a list of families as CSS has it, and whether one of the list
/// is built in (or generic) rather than replaced.
fn family_of(font: &Font) -> (FamilyId, bool) {
    let known = font.families().iter().find_map(|family| match family {
        FontFamily::Serif => Some(FamilyId::SERIF),
        FontFamily::SansSerif | FontFamily::Monospace => Some(FamilyId::SANS),
        FontFamily::Cursive | FontFamily::Fantasy => Some(FamilyId::KAI),
        FontFamily::Named(name) => built_in(name),
    });
    let guessed = || {
        font.families().iter().find_map(|family| match family {
            FontFamily::Named(name) => Some(alike(name)),
            _ => None,
        })
    };
    let family = known.or_else(guessed).unwrap_or(FamilyId::SERIF);
    let family = match (family, font.weight() >= 600) {
        (FamilyId::SERIF, true) => FamilyId::SERIF_BOLD,
        (FamilyId::SANS, true) => FamilyId::SANS_BLACK,
        (family, _) => family,
    };
    (family, known.is_some())
}

/// The family of a name that stands for a built-in one.
fn built_in(name: &str) -> Option<FamilyId> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "serif" => Some(FamilyId::SERIF),
        "serif-bold" => Some(FamilyId::SERIF_BOLD),
        "sans" => Some(FamilyId::SANS),
        "sans-black" => Some(FamilyId::SANS_BLACK),
        "kai" | "tw-kai" => Some(FamilyId::KAI),
        _ if name.starts_with("noto sans") => Some(FamilyId::SANS),
        _ if name.starts_with("noto serif") => Some(FamilyId::SERIF),
        _ => None,
    }
}

/// The built-in family that looks most like a font of that name.
fn alike(name: &str) -> FamilyId {
    const KAI: &[&str] = &["kai", "楷"];
    const SERIF: &[&str] =
        &["serif", "times", "georgia", "garamond", "palatino", "song", "ming", "宋", "明", "roman"];
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(KAI) {
        FamilyId::KAI
    } else if has(SERIF) && !name.contains("sans") {
        FamilyId::SERIF
    } else {
        FamilyId::SANS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_by_what_looks_alike() {
        for (name, family) in [
            ("Times New Roman", FamilyId::SERIF),
            ("PMingLiU", FamilyId::SERIF),
            ("標楷體", FamilyId::KAI),
            ("Arial", FamilyId::SANS),
            ("Microsoft Sans Serif", FamilyId::SANS),
            ("微軟正黑體", FamilyId::SANS),
        ] {
            assert_eq!(alike(name), family, "{name}");
        }
        assert_eq!(built_in("Noto Sans CJK HK"), Some(FamilyId::SANS));
        assert_eq!(built_in("Arial"), None);
    }
}
