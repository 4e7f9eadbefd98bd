//! [`Edition`]: what is known of one side of a comparison.

use std::collections::{BTreeMap, BTreeSet};

use crate::measure::{Rect, Size};

/// A layout that was composed, or a PDF that was read.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    pub title: String,
    /// BCP 47.
    pub language: String,
    pub pages: Vec<Sheet>,
    pub stories: Vec<Told>,
    /// Where the blocks of a layout stand; of a PDF nothing is known of them.
    pub blocks: Vec<Placed>,
    /// Words that stand on the pages of a layout and are no story's.
    pub texts: Vec<Words>,
    /// The same of each page of a PDF; none of a layout.
    pub loose: Vec<Told>,
    /// The stories whose lines may not change from the older edition to this one.
    pub frozen: BTreeSet<String>,
    /// What the files of its pictures hold, by their paths, as numbers that are the same for the
    /// same bytes.
    pub contents: BTreeMap<String, u64>,
    /// What is printed.
    pub pdf: Pdf,
}

/// What an edition is printed from.
#[derive(Clone, Debug)]
pub enum Pdf {
    /// One file of all pages.
    Whole(Vec<u8>),
    /// A file a page.
    Pages(Vec<Vec<u8>>),
}

impl Default for Pdf {
    fn default() -> Pdf {
        Pdf::Pages(Vec::new())
    }
}

impl Pdf {
    /// The file that a page is in, and its place there.
    pub fn page(&self, at: usize) -> Option<(&[u8], usize)> {
        match self {
            Pdf::Whole(file) => Some((file, at)),
            Pdf::Pages(files) => files.get(at).map(|file| (file.as_slice(), 0)),
        }
    }
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called; nothing in a PDF that does not say so.
    pub name: String,
    /// Of the trim.
    pub size: Size,
    /// All words of it, of a page that has no name.
    pub words: String,
}

/// A story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The layout's name for it; of a PDF its title.
    pub name: String,
    pub headline: String,
    /// Head, intro, body, captions: in the order of reading.
    pub paragraphs: Vec<Paragraph>,
    /// In the same order, wherever they stand.
    pub lines: Vec<Line>,
}

/// A text of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// `headline`, `body`, `caption`.
    pub part: &'static str,
    pub text: String,
}

/// A line as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub part: &'static str,
    pub page: usize,
    pub rect: Rect,
    pub text: String,
    /// Of its type.
    pub size: Size,
}

/// A block of a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it is known again by.
    pub key: String,
    /// What a reader calls it.
    pub label: String,
    pub kind: Kind,
    /// The page's name.
    pub page: String,
    pub rect: Rect,
    pub art: Vec<Shown>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Story,
    Picture,
    Advertisement,
    Text,
    /// Holds other blocks.
    Area,
}

/// A picture at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its file, as the layout names it.
    pub path: String,
    /// Where the whole picture would stand, and what of it is shown.
    pub whole: Rect,
    pub clip: Rect,
}

/// A text of no story: a folio, a masthead, the caption of a picture that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub key: String,
    pub label: String,
    /// The page's name.
    pub page: String,
    pub text: String,
}

impl Edition {
    /// With the stories frozen that are frozen in the layout that it was made from: here they are
    /// called by their headlines.
    pub fn frozen_as(mut self, layout: &Edition) -> Edition {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let frozen = layout.stories.iter().filter(|story| layout.frozen.contains(&story.name));
        for story in frozen {
            let headline = bare(&story.headline);
            let own = self.stories.iter().find(|own| bare(&own.headline) == headline);
            self.frozen.insert(own.map_or(&story.name, |own| &own.name).clone());
        }
        self
    }

    /// The files of its pictures, as the layout names them.
    pub fn files(&self) -> BTreeSet<&str> {
        let art = self.blocks.iter().flat_map(|block| &block.art);
        art.map(|art| art.path.as_str()).collect()
    }

    /// The name of a page, or its number where it has none.
    pub fn page_name(&self, at: usize) -> String {
        match self.pages.get(at) {
            Some(sheet) if !sheet.name.is_empty() => sheet.name.clone(),
            _ => (at + 1).to_string(),
        }
    }
}

/// A file's name without its folders.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
