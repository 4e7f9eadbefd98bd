//! [`Outcome`]: what a run gave.

use std::path::PathBuf;

use crate::byproduct::Gathering;
use crate::diag::{Findings, SourceMap};

/// What a run gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The texts that the findings point into.
    pub sources: SourceMap,
    /// Every file that was asked for, the layout first: none of them may be written over.
    pub files: Vec<PathBuf>,
    pub findings: Findings,
    /// How many pages the layout has; none where it could not be read.
    pub pages: usize,
    /// Nothing when the job has errors, unless a marked proof was asked for.
    pub output: Output,
    /// What was wanted beside it.
    pub byproducts: Vec<ByProduct>,
    /// Why its pages are not drawn: the first of the placed art that is to blame.
    pub undrawable: Option<String>,
    /// Its articles, to be bound with those of other layouts.
    pub gathering: Option<Gathering>,
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
    /// Of a plate its ink, as the PDF names it: `Black`; of all else nothing.
    pub ink: String,
    /// The page's or the article's name; of what is one for the job, nothing.
    pub name: String,
    /// `2024-11-16`
    pub date: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByProductKind {
    Map,
    Ledger,
    Text,
    Html,
    Epub,
    Idml,
    Png,
    /// A page as it looks in print.
    SoftProof,
    /// How much ink lies where on a page.
    Ink,
    /// One ink of a page.
    Plate,
}

impl Outcome {
    pub fn has_errors(&self) -> bool {
        self.findings.has_errors()
    }
}
