//! The pictures that a layout names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::press::{PressProfile, ProfileKey};
use super::reader::Reader;
use super::{Goal, Job};
use crate::byproduct::PictureFile;
use crate::diag::{Diagnostic, Span, Spanned, codes};
use crate::fonts::Shapes;
use crate::kept::{Content, Kept, Lasting};
use crate::measure::Size;
use crate::page::resolve::TakenPictures;
use crate::picture::{self, Art, Footprint, Lettering, Outline, Picture, PictureError, PictureId};
use crate::source::layout::{BlockTable, Key, Layout, Named, PageTable, StyleTable, WrapValue};

/// The pictures of a job, each file once.
#[derive(Default)]
pub(super) struct Pictures {
    /// By [`PictureId`]; none of them where the run asks for their sizes alone.
    pub ready: Vec<Arc<Picture>>,
    /// Their own sizes and bleed, by [`PictureId`].
    pub footprints: Vec<Footprint>,
    /// Their files, by [`PictureId`], where the run asks for those.
    pub files: Vec<PictureFile>,
    /// By the path that the layout writes; none for a file that cannot be used.
    pub by_path: BTreeMap<String, Option<(PictureId, Size)>>,
}

impl Pictures {
    /// Art whose pages are not drawn here, and why.
    pub fn undrawable(&self) -> Vec<(PictureId, String)> {
        let why = |(id, picture): (PictureId, &Arc<Picture>)| match &picture.art {
            Art::Page(art) => art.facts.undrawable.clone().map(|why| (id, why)),
            Art::Raster(_) | Art::Vector(_) => None,
        };
        (0..).map(PictureId).zip(&self.ready).filter_map(why).collect()
    }

    /// Their paths as the layout writes them, by [`PictureId`].
    pub fn paths(&self) -> Vec<String> {
        let mut paths = vec![String::new(); self.footprints.len()];
        for (path, read) in &self.by_path {
            let place = read.as_ref().and_then(|(id, _)| paths.get_mut(id.0 as usize));
            if let Some(place) = place {
                *place = art_page(path).0.to_owned();
            }
        }
        paths
    }

    /// Which page of its file each is, by [`PictureId`].
    pub fn pages(&self) -> Vec<u32> {
        let mut pages = vec![1; self.footprints.len()];
        for (path, read) in &self.by_path {
            let place = read.as_ref().and_then(|(id, _)| pages.get_mut(id.0 as usize));
            if let (Some(place), Some(page)) = (place, art_page(path).1) {
                *place = page;
            }
        }
        pages
    }
}

/// What a run has to know of its pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// How large they are: what stands where.
    Measured,
    /// What is printed.
    Ready,
    /// That, and the files themselves.
    Whole,
}

impl Depth {
    /// Whoever checks is told what ink the pictures have on the page and what had to be taken
    /// away (`preflight`): that is known when they are separated and coded, as for writing.
    pub fn of(job: &Job<'_>) -> Depth {
        match job.goal {
            Goal::Dump(_) => Depth::Measured,
            Goal::Document | Goal::Pages if job.wanted.epub.is_some() => Depth::Whole,
            Goal::Check | Goal::Document | Goal::Pages => Depth::Ready,
        }
    }
}

/// Pictures ready for the press, by their files' bytes.
#[derive(Debug, Default)]
pub(super) struct PictureShelf(Kept<Source, Picture>);

/// What a picture is made from.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Source {
    bytes: Content,
    /// Of a PDF.
    page: Option<u32>,
    press: ProfileKey,
    /// Of a drawing's text.
    shapes: Shapes,
}

impl PictureShelf {
    /// A shelf that will see one run and no other, which asks for every file once.
    pub fn for_one_run() -> PictureShelf {
        PictureShelf(Kept::new(Lasting::Never))
    }

    pub fn end_run(&self) {
        self.0.end_run();
    }

    #[cfg(test)]
    pub fn each(&self, look: impl FnMut(&Picture)) {
        self.0.each(look);
    }

    /// How many pictures have been made ready.
    #[cfg(test)]
    pub fn made(&self) -> u64 {
        self.0.made()
    }
}

impl Reader<'_> {
    /// Every picture of pages and templates.
    pub fn read_pictures(
        &mut self,
        (layout, taken): (&Layout, &TakenPictures),
        press: &PressProfile,
        depth: Depth,
    ) -> Pictures {
        let mut read = Pictures::default();
        read.by_path.extend(taken.lost.iter().map(|name| (name.clone(), None)));
        let pages = layout.pages.iter();
        let pages = pages.flat_map(|page| page.blocks.iter().map(move |block| (Some(page), block)));
        let templates = layout.templates.iter().flat_map(|template| &template.value);
        let blocks = pages.chain(templates.map(|block| (None, block)));
        let of_blocks = blocks.flat_map(|(page, block)| {
            art_of(block).map(move |named| (named, language_of(layout, page, block)))
        });
        let language = layout.document.language.as_ref().map_or("", |key| &key.value);
        let fillers = layout.document.fillers.iter().map(|named| (named, language));
        let portraits = taken.portraits.iter().map(|named| (named, language));
        for (named, language) in of_blocks.chain(fillers).chain(portraits) {
            if read.by_path.contains_key(&named.value) {
                continue;
            }
            let shapes = Shapes::of_language(language);
            let id = PictureId(read.footprints.len() as u32);
            let file = if depth == Depth::Whole { self.picture_file(named) } else { None };
            let footprint = match depth {
                Depth::Measured => self.measure_picture(named),
                Depth::Ready | Depth::Whole => {
                    self.read_picture(named, press, shapes).map(|picture| {
                        let footprint = picture.footprint();
                        read.ready.push(picture);
                        footprint
                    })
                }
            };
            if let (Some((bytes, page)), Some(_)) = (file, &footprint) {
                read.files.push(PictureFile { bytes, page });
            }
            read.by_path.insert(named.value.clone(), footprint.as_ref().map(|it| (id, it.size)));
            read.footprints.extend(footprint);
        }
        self.outline_pictures(layout, press, &mut read);
        read
    }

    /// Looks for what is painted of the pictures whose contour text is to follow.
    fn outline_pictures(&mut self, layout: &Layout, press: &PressProfile, read: &mut Pictures) {
        let pages = layout.pages.iter().map(|page| (Some(page), &page.blocks));
        let templates = layout.templates.iter().map(|template| (None, &template.value));
        for (page, block) in pages
            .chain(templates)
            .flat_map(|(page, blocks)| blocks.iter().map(move |block| (page, block)))
        {
            let Some(wrap) = block.wrap.as_ref() else { continue };
            if !matches!(wrap.value, WrapValue::Contour(_)) {
                continue;
            }
            let shapes = Shapes::of_language(language_of(layout, page, block));
            let mut follows = block.clip.is_some() || block.pictures.is_empty();
            for named in &block.pictures {
                let Some(Some((id, _))) = read.by_path.get(&named.value).copied() else {
                    follows = true;
                    continue;
                };
                let known = read.footprints.get(id.0 as usize).and_then(|it| it.outline.clone());
                let outline = known.or_else(|| self.outline(named, press, shapes));
                follows |= outline.as_ref().is_some_and(|outline| !outline.is_rectangle());
                if let Some(footprint) = read.footprints.get_mut(id.0 as usize) {
                    footprint.outline = outline;
                }
            }
            if !follows {
                self.findings.push(no_contour(wrap.span));
            }
        }
    }

    fn outline(
        &mut self,
        named: &Spanned<String>,
        press: &PressProfile,
        shapes: Shapes,
    ) -> Option<Arc<Outline>> {
        let (bytes, page) = self.picture_file(named)?;
        if page.is_some() {
            return Some(Arc::new(Outline::whole()));
        }
        let lettering = Lettering { fonts: &self.kept.drawing_fonts, shapes };
        let found = self.threads.run(|| picture::outline_of(&bytes, &press.profile, lettering));
        // What is wrong with the file was said when it was read.
        found.ok().map(Arc::new)
    }

    fn measure_picture(&mut self, named: &Spanned<String>) -> Option<Footprint> {
        let (bytes, page) = self.picture_file(named)?;
        let measured = self.threads.run(|| picture::measure(&bytes, page));
        measured.map_err(|error| self.unusable_picture(named, &error)).ok()
    }

    fn read_picture(
        &mut self,
        named: &Spanned<String>,
        press: &PressProfile,
        shapes: Shapes,
    ) -> Option<Arc<Picture>> {
        let (bytes, page) = self.picture_file(named)?;
        let (threads, kept) = (self.threads, self.kept);
        let lettering = Lettering { fonts: &kept.drawing_fonts, shapes };
        let make = |bytes: &[u8]| {
            threads.run(|| match page {
                Some(page) => picture::read_page(bytes, page),
                None => picture::read_for(bytes, &press.profile, lettering),
            })
        };
        // What is kept is kept beside the file that it was made from.
        let read = match kept.pictures.0.lasting() {
            Lasting::Never => make(&bytes).map(Arc::new),
            Lasting::Runs => {
                let press = press.key.clone();
                let source = Source { bytes: Content(bytes), page, press, shapes };
                kept.pictures.0.get_or_try(source, |source| make(&source.bytes.0))
            }
        };
        match read {
            Ok(picture) => {
                let warnings = picture.warnings.iter();
                self.findings
                    .extend(warnings.map(|warning| warning.diagnostic(&named.value, named.span)));
                Some(picture)
            }
            Err(error) => {
                self.unusable_picture(named, &error);
                None
            }
        }
    }

    /// The bytes of a picture's file, and its page where that is named.
    fn picture_file(&mut self, named: &Spanned<String>) -> Option<(Arc<[u8]>, Option<u32>)> {
        if let Some(bytes) = self.inside(&named.value) {
            return Some((bytes, None));
        }
        let (path, page) = art_page(&named.value);
        let file = Spanned::new(path.to_owned(), named.span);
        let bytes = match page {
            // Another page may yet be asked for.
            Some(_) => self.read_named(&file)?.1,
            None => self.read_once(&file)?,
        };
        Some((bytes, page))
    }

    fn unusable_picture(&mut self, named: &Spanned<String>, error: &PictureError) {
        self.findings.push(error.diagnostic(&named.value, named.span));
    }
}

/// The language of what a drawing says: that of captions where it stands, by its block's look, its
/// page's, the styles; else that of the text there, else the layout's.
fn language_of<'l>(
    layout: &'l Layout,
    page: Option<&'l PageTable>,
    block: &'l BlockTable,
) -> &'l str {
    let named = |name: &Key<String>| -> &'l [Named<StyleTable>] {
        let of =
            |name: &Spanned<String>| layout.looks.iter().find(|look| look.name.value == name.value);
        name.as_ref().and_then(of).map_or(&[], |look| &look.value)
    };
    let looks = [named(&block.look), page.map_or(&[], |page| named(&page.look)), &layout.styles];
    let languages = looks.into_iter().flat_map(|styles| {
        ["caption", "body"].into_iter().filter_map(move |name| {
            let style = styles.iter().find(|style| style.name.value == name)?;
            style.value.settings.language.as_ref()
        })
    });
    let language = languages.chain(&layout.document.language).next();
    language.map_or("", |key| &key.value)
}

fn no_contour(wrap: Span) -> Diagnostic {
    Diagnostic::note(
        codes::picture::NO_CONTOUR,
        "the picture is painted all over: it is wrapped as a rectangle",
    )
    .at(wrap, "there is no contour to follow")
    .help("take a picture with alpha, cut it with `clip`, or write `wrap = 1`")
}

fn art_of(block: &BlockTable) -> impl Iterator<Item = &Spanned<String>> {
    let fillers = block.fillers.iter().flatten();
    block.pictures.iter().chain(&block.art).chain(fillers)
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
