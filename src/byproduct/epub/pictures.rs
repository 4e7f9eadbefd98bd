//! [`Pictures`]: the pictures of the chapters, as readers' devices show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Finished;
use crate::colour::Profile;
use crate::flate::check;
use crate::page::model::PlacedArt;
use crate::picture::{ScreenPicture, for_screen};

/// A picture's file.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureFile {
    pub bytes: Arc<[u8]>,
    /// Of a PDF, where one is named.
    pub page: Option<u32>,
}

/// A picture that the reader's edition lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// As the layout names it.
    pub path: String,
    pub reason: String,
}

/// Pictures by `PictureId`, each made ready when it is first asked for.
pub(super) struct Pictures<'a> {
    job: Finished<'a>,
    files: &'a [PictureFile],
    profile: &'a Profile,
    /// The names of those that were taken; none of one that is left out.
    names: BTreeMap<u32, Option<String>>,
    ready: BTreeMap<String, ScreenPicture>,
    left_out: Vec<LeftOut>,
}

impl<'a> Pictures<'a> {
    pub fn new(job: Finished<'a>, files: &'a [PictureFile], profile: &'a Profile) -> Pictures<'a> {
        let (names, ready, left_out) = Default::default();
        Pictures { job, files, profile, names, ready, left_out }
    }

    /// Takes a picture along.
    pub fn take(&mut self, art: &PlacedArt) {
        let id = art.picture.0;
        if self.names.contains_key(&id) {
            return;
        }
        let Some(file) = self.files.get(id as usize) else { return };
        let path = self.job.paths.get(id as usize).map_or("", String::as_str);
        let refused = self.job.undrawable.iter().find(|(refused, _)| *refused == art.picture);
        let picture = match refused {
            Some((_, why)) => Err(why.clone()),
            None => made(file, self.profile),
        };
        let name = match picture {
            Ok(picture) => {
                let name = name_of(path, &picture);
                self.ready.insert(name.clone(), picture);
                Some(name)
            }
            Err(reason) => {
                self.left_out.push(LeftOut { path: path.to_owned(), reason });
                None
            }
        };
        self.names.insert(id, name);
    }

    /// The name of one that was taken.
    pub fn name(&self, art: &PlacedArt) -> Option<&str> {
        self.names.get(&art.picture.0)?.as_deref()
    }

    pub fn finish(self) -> (BTreeMap<String, ScreenPicture>, Vec<LeftOut>) {
        (self.ready, self.left_out)
    }
}

fn made(file: &PictureFile, profile: &Profile) -> Result<ScreenPicture, String> {
    match for_screen(&file.bytes, profile) {
        Ok(Some(picture)) => Ok(picture),
        Ok(None) => page_of(file),
        Err(error) => Err(error.to_string()),
    }
}

/// A page of a PDF, drawn.
#[cfg(feature = "page-pictures")]
fn page_of(file: &PictureFile) -> Result<ScreenPicture, String> {
    use super::super::inks::Pages;
    use crate::picture::ScreenKind;
    /// Pixels an inch: a picture over half a broadsheet has 1,200 across.
    const DPI: u32 = 150;
    let at = file.page.map_or(0, |page| page.saturating_sub(1));
    let drawn = Pages::read(&file.bytes).and_then(|pages| pages.portrait(at as usize, DPI));
    let drawn = drawn.map_err(|error| error.to_string())?;
    Ok(ScreenPicture { kind: ScreenKind::Png, bytes: drawn.png.into() })
}

#[cfg(not(feature = "page-pictures"))]
fn page_of(_file: &PictureFile) -> Result<ScreenPicture, String> {
    Err("this build of the library draws no pages of PDFs".to_owned())
}

/// A picture's name in the book: its file's, as far as any system takes it, and a number that is its
/// content's, so that two files of one name do not meet.
fn name_of(path: &str, picture: &ScreenPicture) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or("");
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let stem: String = stem.chars().filter(kept).take(40).collect();
    format!("picture-{stem}-{:08x}.{}", check(&picture.bytes), picture.kind.ending())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::ScreenKind;

    #[test]
    fn names_are_safe_and_apart() {
        let picture = |bytes: &[u8]| ScreenPicture { kind: ScreenKind::Png, bytes: bytes.into() };
        let (one, other) = (picture(b"123456789"), picture(b"x"));
        assert_eq!(name_of("../a b/港口 port.tif", &one), "picture-port-cbf43926.png");
        assert_ne!(name_of("port.tif", &one), name_of("port.tif", &other));
        assert_eq!(name_of("港.png", &one), "picture--cbf43926.png");
    }
}
