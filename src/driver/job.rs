//! [`Job`]: what is asked of the library.

use std::fmt;
use std::path::Path;

use crate::diag::Deny;

/// One run.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub layout: &'a Path,
    pub goal: Goal,
    pub proof: Proof,
    pub show_grid: ShowGrid,
    /// Findings that count as errors.
    pub deny: &'a Deny,
    pub wanted: Wanted<'a>,
}

/// What is asked for beside the PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// A map of the articles.
    pub map: bool,
    /// How every story fits, told of a job with errors too.
    pub ledger: bool,
    /// Every article as plain text.
    pub text: bool,
    /// Every article as a web page: the path from where they are put to the layout's folder.
    pub html: Option<&'a str>,
    /// The articles as an EPUB.
    pub epub: Option<ReadersEdition>,
    /// The pages as IDML: the path from where the package is put to the layout's folder.
    pub idml: Option<&'a str>,
    /// The pages as pictures of so many pixels an inch.
    pub png: Option<u32>,
    /// The same as they look in print: the inks of the press on its paper.
    pub soft_proof: Option<u32>,
    /// How much ink lies where, in pictures of so many pixels an inch.
    pub ink: Option<u32>,
    /// Each plate of each page, so many pixels an inch, black where there is ink.
    pub plates: Option<u32>,
}

/// What is to become of a layout's articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadersEdition {
    /// They are a book, [`crate::ByProductKind::Epub`].
    Whole,
    /// They are bound with those of other layouts, [`crate::bind`].
    Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Everything but the file.
    Check,
    /// One PDF of all pages.
    Document,
    /// A PDF a page.
    Pages,
    /// The text of a stage.
    Dump(Stage),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Page,
    Lines,
    Frames,
    Draw,
    Tags,
}

/// A proof is made in spite of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Final,
    /// With marks of what is over and what is not in yet.
    Marked,
    /// The pages as they are.
    Unmarked,
}

impl From<Proof> for crate::page::resolve::Proof {
    fn from(proof: Proof) -> Self {
        match proof {
            Proof::Final | Proof::Unmarked => Self::Final,
            Proof::Marked => Self::Marked,
        }
    }
}

/// Whether the grid is drawn over the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowGrid {
    Hidden,
    Shown,
}

/// Where a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Reading,
    Composing,
    Drawing,
    Writing,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Reading => "reading the layout and its files",
            Step::Composing => "composing",
            Step::Drawing => "drawing",
            Step::Writing => "writing the PDF",
        })
    }
}
