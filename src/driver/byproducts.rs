//! What is made beside the PDF.

use super::{ByProduct, ByProductKind, Job, Output};
use crate::byproduct::{self, Finished};
use crate::diag::{Diagnostic, Findings, codes};
use crate::flow::{Filled, FittedStory};
use crate::page::model::PageModel;

/// Articles are for readers, so they are told of a job without errors alone; a proof has its
/// pages as pictures.
pub(super) fn make(
    job: &Job<'_>,
    finished: Finished<'_>,
    output: &Output,
    findings: &mut Findings,
) -> Vec<ByProduct> {
    let date = date_of(finished.model);
    let made = |kind, name: String, bytes| ByProduct { kind, name, date: date.clone(), bytes };
    let wanted = job.wanted;
    let mut all = Vec::new();
    if !findings.has_errors() {
        let article =
            |kind| move |file: byproduct::ArticleFile| (kind, file.article, file.text.into_bytes());
        let mut files = Vec::new();
        if wanted.map {
            let map = byproduct::map(finished);
            files.push((ByProductKind::Map, String::new(), map.into_bytes()));
        }
        if wanted.text {
            files.extend(byproduct::texts(finished).into_iter().map(article(ByProductKind::Text)));
        }
        if let Some(folder) = wanted.html {
            let pages = byproduct::pages(finished, folder);
            files.extend(pages.into_iter().map(article(ByProductKind::Html)));
        }
        let files = files.into_iter().map(|(kind, name, bytes)| made(kind, name, bytes));
        all.extend(files);
    }
    let Some(dpi) = wanted.png else { return all };
    let names = finished.filled.pages.iter().map(|page| page.name.clone());
    let pdfs: Vec<&[u8]> = match output {
        Output::Document(pdf) => vec![pdf],
        Output::Pages(files) => files.iter().map(|file| file.bytes.as_slice()).collect(),
        Output::Nothing | Output::Text(_) => return all,
    };
    match pdfs.into_iter().map(|pdf| draw(pdf, dpi)).collect::<Result<Vec<_>, _>>() {
        Ok(pages) => {
            let pages = names.zip(pages.into_iter().flatten());
            all.extend(pages.map(|(name, png)| made(ByProductKind::Png, name, png)));
        }
        Err(found) => findings.push(*found),
    }
    all
}

/// How every story stands to its room.
pub(super) fn ledger(model: &PageModel, filled: &Filled, fitted: &[FittedStory]) -> ByProduct {
    let bytes = byproduct::ledger(model, &filled.accounts, fitted).into_bytes();
    ByProduct { kind: ByProductKind::Ledger, name: String::new(), date: date_of(model), bytes }
}

/// A PDF's pages as pictures.
#[cfg(feature = "page-pictures")]
fn draw(pdf: &[u8], dpi: u32) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    byproduct::png(pdf, dpi).map_err(|error| {
        let found = Diagnostic::error(codes::pdf::PAGE_PICTURE, error.to_string());
        found.help(error.help()).into()
    })
}

#[cfg(not(feature = "page-pictures"))]
fn draw(_pdf: &[u8], _dpi: u32) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let message = "this build of the library draws no page pictures";
    let found = Diagnostic::error(codes::pdf::PAGE_PICTURE, message);
    Err(found.help("build it with the feature page-pictures").into())
}

/// `2024-11-16`
pub(super) fn date_of(model: &PageModel) -> String {
    let day = model.document.date;
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}
