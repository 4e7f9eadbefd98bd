//! [`Cache`]: what one file leaves for the next.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::encode::Content;
use super::fonts::{FontSet, Subset};
use super::glyphs::Uses;
use super::{Info, Material};
use crate::draw::{PageKey, PageSource};
use crate::flate::{Effort, deflate};
use crate::fonts::FaceId;
use crate::kept::{Content as Bytes, Kept, Lasting};
use crate::picture::{Picture, PictureId};

/// Encoded pages, subset fonts and deflated streams of the files before, by what they were made
/// from. It belongs to one font book: of another, the same face has other glyphs.
#[derive(Debug, Default)]
pub struct Cache {
    deflated: Kept<(Effort, Bytes), Vec<u8>>,
    subsets: Kept<(FaceId, Vec<u16>), Subset>,
    numbered: Kept<Uses, Arc<FontSet>>,
    contents: Kept<Shown, Content>,
}

/// What a page's content stream is made from.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Shown {
    pub page: Arc<PageSource>,
    pub fonts: Same<FontSet>,
    pub pictures: Vec<(PictureId, Same<Picture>)>,
    pub ink_limit: u32,
}

impl Shown {
    pub fn of(
        page: &Arc<PageSource>,
        fonts: &Arc<FontSet>,
        material: Material<'_>,
        info: &Info,
    ) -> Shown {
        let picture = |id: PictureId| {
            let picture = material.pictures.get(id.0 as usize)?;
            Some((id, Same(picture.clone())))
        };
        Shown {
            page: page.clone(),
            fonts: Same(fonts.clone()),
            pictures: page.pictures().filter_map(picture).collect(),
            ink_limit: info.ink_limit,
        }
    }
}

/// Something shared, which is nothing but itself: as a key it goes by where it lies, and lies there
/// as long as it is one.
#[derive(Debug)]
pub(super) struct Same<T>(pub Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Same<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Same<T> {}

/// Another place makes no other hash: that would be the one thing in a run that is not the same each
/// time.
impl<T> Hash for Same<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Cache {
    pub(crate) fn new(lasting: Lasting) -> Cache {
        Cache {
            deflated: Kept::new(lasting),
            subsets: Kept::new(lasting),
            numbered: Kept::new(lasting),
            contents: Kept::new(lasting),
        }
    }

    /// The glyphs that all pages use, numbered.
    pub(super) fn number(&self, uses: Uses, number: impl FnOnce(Uses) -> FontSet) -> Arc<FontSet> {
        if self.numbered.lasting() == Lasting::Never {
            return Arc::new(number(uses));
        }
        let number = |uses: &Uses| Arc::new(number(uses.clone()));
        Arc::clone(&self.numbered.get_or_make(uses, number))
    }

    /// A page's content, which is encoded if it is not known.
    pub(super) fn content(
        &self,
        key: &PageKey,
        shown: Shown,
        encode: impl FnOnce() -> Option<Content>,
    ) -> Option<Content> {
        let first = key.first;
        let encode = |_: &Shown| Ok::<_, ()>(encode().ok_or(())?.counted_from(first));
        let known = self.contents.get_or_try(shown, encode).ok()?;
        Some(known.counted_on(first))
    }

    /// The bytes in Flate.
    pub(super) fn deflate(&self, bytes: &[u8], effort: Effort) -> Vec<u8> {
        if self.deflated.lasting() == Lasting::Never {
            return deflate(bytes, effort);
        }
        let key = (effort, Bytes(bytes.into()));
        self.deflated.get_or_make(key, |(effort, content)| deflate(&content.0, *effort)).to_vec()
    }

    /// A face with these of its glyphs alone.
    pub(super) fn subset<E>(
        &self,
        face: FaceId,
        glyphs: &[u16],
        make: impl FnOnce() -> Result<Subset, E>,
    ) -> Result<Arc<Subset>, E> {
        if self.subsets.lasting() == Lasting::Never {
            return make().map(Arc::new);
        }
        self.subsets.get_or_try((face, glyphs.to_vec()), |_| make())
    }

    /// A run is over: what the last runs did not ask for goes.
    pub(crate) fn end_run(&self) {
        self.deflated.end_run();
        self.subsets.end_run();
        self.numbered.end_run();
        self.contents.end_run();
    }

    /// How many fonts were subset, streams deflated and pages encoded.
    #[cfg(test)]
    pub(crate) fn made(&self) -> Made {
        let (fonts, streams) = (self.subsets.made(), self.deflated.made());
        Made { fonts, streams, contents: self.contents.made() }
    }
}

/// What a cache has seen made.
#[cfg(test)]
pub(crate) struct Made {
    pub fonts: u64,
    pub streams: u64,
    pub contents: u64,
}
