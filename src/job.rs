//! What is asked of the library and what it gives back.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Deny, Diagnostic, Severity, SourceMap};
use crate::fonts::SystemFont;

/// The world outside: the only way to files. There is no clock; the date is the layout's.
pub trait World {
    /// The bytes of a file. Paths are the layout's own path joined with what it names.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// A font installed on the machine.
    fn system_font(&self, family: &str) -> Option<SystemFont>;
}

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
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// A map of the articles.
    pub map: bool,
    /// Every article as plain text.
    pub text: bool,
    /// Every article as a web page: the path from where they are put to the layout's folder.
    pub html: Option<&'a str>,
    /// The pages as pictures of so many pixels an inch.
    pub png: Option<u32>,
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

/// A marked proof is made in spite of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Final,
    Marked,
}

impl From<Proof> for crate::page::resolve::Proof {
    fn from(proof: Proof) -> Self {
        match proof {
            Proof::Final => Self::Final,
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

/// What a run gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The texts that the diagnostics point into.
    pub sources: SourceMap,
    /// Every file that was asked for, the layout first: none of them may be written over.
    pub files: Vec<PathBuf>,
    pub diagnostics: Vec<Diagnostic>,
    /// Nothing when the job has errors, unless a marked proof was asked for.
    pub output: Output,
    /// What was wanted beside it.
    pub byproducts: Vec<ByProduct>,
    /// The layout could not be read at all: no file, no text, or no TOML.
    pub unreadable: bool,
}

#[derive(Debug, Default)]
pub enum Output {
    #[default]
    Nothing,
    Document(Vec<u8>),
    Pages(Vec<PageFile>),
    Text(String),
}

/// One page's own PDF.
#[derive(Debug)]
pub struct PageFile {
    pub page: String,
    /// `2024-11-16`
    pub date: String,
    pub bytes: Vec<u8>,
}

/// A file beside the PDF.
#[derive(Debug)]
pub struct ByProduct {
    pub kind: ByProductKind,
    /// The page's or the article's name; of the map, nothing.
    pub name: String,
    /// `2024-11-16`
    pub date: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByProductKind {
    Map,
    Text,
    Html,
    Png,
}

impl Outcome {
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

pub(crate) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| found.severity == Severity::Error)
}
