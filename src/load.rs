//! Reading the files that a layout names: articles, pictures, fonts.
//!
//! Every file is read once, however often it is named. A file that is missing or broken is a
//! diagnostic at the place that names it, and the run goes on to find the next.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use crate::World;
use crate::colour::{Profile, ProfileError};
use crate::diag::codes::{colour, font, preflight, usage};
use crate::diag::{Diagnostic, FileId, SourceMap, Span, Spanned};
use crate::fonts::{Face, FontBook, FontError, FontFileId, FontFiles};
use crate::job::{ByProduct, Job, Outcome, Output, Proof, has_errors};
use crate::measure::Size;
use crate::page::resolve::ink_limit;
use crate::picture::{self, Footprint, Picture, PictureId};
use crate::source::article::Article;
use crate::source::layout::{BlockTable, FontTable, Layout};
use crate::source::{read_article, read_layout};

/// Where files come from and where findings go.
pub(crate) struct Desk<'a> {
    pub world: &'a dyn World,
    /// The layout's own folder; what it names counts from there.
    pub folder: PathBuf,
    pub sources: SourceMap,
    /// Every file that was asked for.
    files: Vec<PathBuf>,
    pub diagnostics: Vec<Diagnostic>,
    /// What is made beside the PDF.
    pub byproducts: Vec<ByProduct>,
    read: BTreeMap<PathBuf, Read>,
}

/// A file's bytes, or why it cannot be read.
type Read = Result<Rc<[u8]>, String>;

/// The pictures of a job, each file once.
#[derive(Default)]
pub(crate) struct Pictures {
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

/// The font files of a job and the families that they make.
#[derive(Default)]
pub(crate) struct HouseFonts {
    pub files: FontFiles,
    families: Vec<(Spanned<String>, Vec<FontFileId>)>,
}

impl<'a> Desk<'a> {
    /// A desk for the layout at `path`.
    pub fn new(world: &'a dyn World, path: &Path) -> Desk<'a> {
        Desk {
            world,
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            sources: SourceMap::default(),
            files: vec![path.to_owned()],
            diagnostics: Vec::new(),
            byproducts: Vec::new(),
            read: BTreeMap::new(),
        }
    }

    /// What the run gives back.
    pub fn outcome(self, output: Output) -> Outcome {
        let Desk { sources, files, diagnostics, byproducts, .. } = self;
        Outcome { sources, files, diagnostics, output, byproducts, unreadable: false }
    }

    /// Whether the next stage is worth its while: a job with errors stops between stages, but
    /// a proof is made of what there is.
    pub fn may_go_on(&self, job: &Job<'_>) -> bool {
        job.proof == Proof::Marked || !has_errors(&self.diagnostics)
    }

    /// The layout's literal tree.
    pub fn parse_layout(&mut self, file: FileId) -> Option<Layout> {
        read_layout(file, self.sources.text(file), &mut self.diagnostics)
    }

    /// Reads the layout itself.
    pub fn read_layout(&mut self, path: &Path) -> Option<FileId> {
        let shown = tidy(path).display().to_string();
        let text = self
            .world
            .read(path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| text_of(&bytes, &shown));
        match text {
            Ok(text) => Some(self.sources.add(shown, text)),
            Err(reason) => {
                let wrong = format!("the layout {shown} cannot be read: {reason}");
                self.diagnostics.push(
                    Diagnostic::error(usage::NO_LAYOUT, wrong)
                        .help("name a layout that exists and may be read"),
                );
                None
            }
        }
    }

    /// The layout's articles, in its order; none for one that cannot be read.
    pub fn read_articles(&mut self, layout: &Layout) -> Vec<(String, Option<Article>)> {
        let mut articles = Vec::with_capacity(layout.articles.len());
        for entry in &layout.articles {
            let article =
                self.read_named(&entry.value.path).and_then(|(shown, bytes)| {
                    match text_of(&bytes, &shown) {
                        Ok(text) => {
                            let file = self.sources.add(shown, text);
                            let text = self.sources.text(file);
                            Some(read_article(file, text, &mut self.diagnostics))
                        }
                        Err(reason) => {
                            self.unreadable(&entry.value.path, &reason);
                            None
                        }
                    }
                });
            articles.push((entry.name.value.clone(), article));
        }
        articles
    }

    /// The profile of the press: the layout's own, or the bundled one. One that cannot be used
    /// is an error; the bundled one serves for the rest of the run.
    pub fn read_profile(&mut self, layout: &Layout) -> Profile {
        let named = layout.output.profile.as_ref();
        let own = named.and_then(|named| {
            let (_, bytes) = self.read_named(named)?;
            Profile::from_bytes(bytes.to_vec())
                .map_err(|error| self.diagnostics.push(unusable_profile(named, &error)))
                .ok()
        });
        own.unwrap_or_default().with_ink_limit(ink_limit(layout))
    }

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
                self.diagnostics
                    .extend(warnings.map(|warning| warning.diagnostic(&named.value, named.span)));
                Some(picture)
            }
            Err(error) => {
                self.diagnostics.push(error.diagnostic(&named.value, named.span));
                None
            }
        }
    }

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
                    self.diagnostics.push(
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

    /// Lets the files' bytes go, once all inputs are read.
    pub fn forget_files(&mut self) {
        self.read.clear();
    }

    /// The bytes of a file that the layout names, and its path as it is shown.
    fn read_named(&mut self, named: &Spanned<String>) -> Option<(String, Rc<[u8]>)> {
        let path = self.folder.join(&named.value);
        let shown = tidy(&path).display().to_string();
        let world = self.world;
        // Not by the tidy path: where a folder is a link, `..` leads elsewhere.
        let files = &mut self.files;
        let read = self.read.entry(path.clone()).or_insert_with(|| {
            files.push(path.clone());
            world.read(&path).map(Rc::from).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => format!("there is no file {shown}"),
                _ => error.to_string(),
            })
        });
        match read.clone() {
            Ok(bytes) => Some((shown, bytes)),
            Err(reason) => {
                self.unreadable(named, &reason);
                None
            }
        }
    }

    fn unreadable(&mut self, named: &Spanned<String>, reason: &str) {
        self.diagnostics.push(
            Diagnostic::error(usage::CANNOT_READ, format!("{} cannot be read", named.value))
                .at(named.span, reason)
                .help("paths count from the layout's folder; mend this one or add the file"),
        );
    }
}

impl HouseFonts {
    /// The bundled families and the house's own.
    pub fn book(&self, diagnostics: &mut Vec<Diagnostic>) -> FontBook<'_> {
        let mut book = FontBook::new(&self.files);
        for (name, files) in &self.families {
            match book.define(&name.value, files) {
                Ok(id) => {
                    let limited = book.faces_of(id).filter_map(|face| licence(face, name.span));
                    diagnostics.extend(limited);
                }
                Err(error) => diagnostics.push(unusable(name, error)),
            }
        }
        book
    }
}

fn unusable_profile(named: &Spanned<String>, error: &ProfileError) -> Diagnostic {
    Diagnostic::error(colour::PROFILE_UNUSABLE, format!("the profile `{}` {error}", named.value))
        .at(named.span, "named here")
        .help(match error {
            ProfileError::Broken(_) => "copy the file again from where it came",
            ProfileError::NotCmyk | ProfileError::NotOutput | ProfileError::NoTable => {
                "ask the press for its CMYK output profile, or leave `profile` out: one for \
                 coldset newsprint is built in"
            }
        })
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

fn text_of(bytes: &[u8], shown: &str) -> Result<String, String> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
        format!("{shown} is not UTF-8 text: line {line} has a byte that is no part of a character")
    })
}

/// `path` without `.` and without `..` where the folder before it is named: as a person would
/// write it.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_one_would_write_them() {
        let cases = [
            ("layouts/../examples/a.md", "examples/a.md"),
            ("./a.md", "a.md"),
            ("../a.md", "../a.md"),
            ("/x/./y/../z", "/x/z"),
        ];
        for (path, tidied) in cases {
            assert_eq!(tidy(Path::new(path)), Path::new(tidied), "{path}");
        }
    }

    /// Counts how often each file is read.
    #[derive(Default)]
    struct Counting(std::cell::RefCell<Vec<String>>);

    impl World for Counting {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.0.borrow_mut().push(path.display().to_string());
            Ok(b"+++\nheadline = \"x\"\n+++\n".to_vec())
        }

        fn system_font(&self, _: &str) -> Option<crate::fonts::SystemFont> {
            None
        }
    }

    #[test]
    fn every_file_is_read_once() {
        let world = Counting::default();
        let mut desk = Desk::new(&world, Path::new("in/page.toml"));
        let text = "[article]\na = \"a.md\"\nb = \"./a.md\"\n\
            [font.one]\nfiles = [\"f.ttf\"]\n[font.two]\nfiles = [\"f.ttf\", \"a.md\"]\n\
            [[page]]\nblock = [{ picture = \"a.md\" }]\n";
        let file = desk.sources.add("page.toml", text);
        let layout = desk.parse_layout(file).expect("TOML");
        desk.read_articles(&layout);
        desk.read_pictures(&layout, &Profile::newsprint());
        let fonts = desk.read_fonts(&layout);
        assert_eq!(*world.0.borrow(), ["in/a.md", "in/f.ttf"]);
        assert_eq!(fonts.families[0].1[0], fonts.families[1].1[0]);
    }

    /// A bundled font with other licence bits.
    fn licensed(bits: u16) -> Vec<u8> {
        let mut data = include_bytes!("../fonts/NotoSans-Bold-Latin.ttf").to_vec();
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

    #[test]
    fn bytes_that_are_no_text_name_their_line() {
        let reason = text_of(b"one\ntwo\xff", "a.md").expect_err("not UTF-8");
        assert!(reason.contains("line 2"), "{reason}");
    }
}
