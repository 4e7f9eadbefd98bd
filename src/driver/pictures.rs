//! The pictures that a layout names.

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::colour::Profile;
use crate::diag::Spanned;
use crate::measure::Size;
use crate::picture::{self, Footprint, Picture, PictureId};
use crate::source::layout::{BlockTable, Layout};

/// The pictures of a job, each file once.
#[derive(Default)]
pub(super) struct Pictures {
    pub pictures: Vec<Picture>,
    /// By the path that the layout writes; none for a file that cannot be used.
    pub by_path: BTreeMap<String, Option<(PictureId, Size)>>,
}

impl Pictures {
    /// Their paths as the layout writes them, by [`PictureId`].
    pub fn paths(&self) -> Vec<String> {
        let mut paths = vec![String::new(); self.pictures.len()];
        for (path, read) in &self.by_path {
            let place = read.as_ref().and_then(|(id, _)| paths.get_mut(id.0 as usize));
            if let Some(place) = place {
                *place = art_page(path).0.to_owned();
            }
        }
        paths
    }

    /// Their own sizes and bleed, by [`PictureId`].
    pub fn footprints(&self) -> Vec<Footprint> {
        self.pictures.iter().map(Picture::footprint).collect()
    }
}

impl Reader<'_> {
    /// Every picture of pages and templates.
    pub fn read_pictures(&mut self, layout: &Layout, profile: &Profile) -> Pictures {
        let mut read = Pictures::default();
        let pages = layout.pages.iter().flat_map(|page| &page.blocks);
        let templates = layout.templates.iter().flat_map(|template| &template.value);
        for named in pages.chain(templates).flat_map(art_of) {
            if read.by_path.contains_key(&named.value) {
                continue;
            }
            let id = self.read_picture(named, profile).map(|picture| {
                let size = picture.size;
                read.pictures.push(picture);
                (PictureId(read.pictures.len() as u32 - 1), size)
            });
            read.by_path.insert(named.value.clone(), id);
        }
        read
    }

    fn read_picture(&mut self, named: &Spanned<String>, profile: &Profile) -> Option<Picture> {
        let (path, page) = art_page(&named.value);
        let file = Spanned::new(path.to_owned(), named.span);
        let (_, bytes) = self.read_named(&file)?;
        let read = match page {
            Some(page) => picture::read_page(&bytes, page),
            None => picture::read(bytes.to_vec(), profile),
        };
        match read {
            Ok(picture) => {
                let warnings = picture.warnings.iter();
                self.findings
                    .extend(warnings.map(|warning| warning.diagnostic(&named.value, named.span)));
                Some(picture)
            }
            Err(error) => {
                self.findings.push(error.diagnostic(&named.value, named.span));
                None
            }
        }
    }
}

fn art_of(block: &BlockTable) -> impl Iterator<Item = &Spanned<String>> {
    block.pictures.iter().chain(&block.art)
}

/// A path and the page of a PDF that is named behind it: `ads.pdf#page=2` (RFC 8118).
fn art_page(written: &str) -> (&str, Option<u32>) {
    let page = written.rsplit_once("#page=");
    match page.and_then(|(path, page)| Some((path, page.parse().ok()?))) {
        Some((path, page)) => (path, Some(page)),
        None => (written, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_behind_its_file() {
        for (written, expected) in [
            ("ads.pdf", ("ads.pdf", None)),
            ("ads.pdf#page=12", ("ads.pdf", Some(12))),
            ("a#page=1.pdf", ("a#page=1.pdf", None)),
            ("a#page=1#page=2", ("a#page=1", Some(2))),
        ] {
            assert_eq!(art_page(written), expected);
        }
    }
}
