//! What is made beside the PDF.

use super::pictures::Pictures;
use super::{ByProduct, ByProductKind, Job, Output, page_pictures};
use crate::byproduct::{self, Finished};
use crate::colour::Profile;
use crate::diag::{Diagnostic, Findings, codes};
use crate::flow::{Filled, FittedStory};
use crate::fonts::FontBook;
use crate::page::model::PageModel;

/// Articles are for readers, so they are told of a job without errors alone; a proof has its
/// pages as pictures.
pub(super) fn make(
    job: &Job<'_>,
    (finished, profile): (Finished<'_>, &Profile),
    (pictures, book): (&Pictures, &FontBook<'_>),
    output: &Output,
    findings: &mut Findings,
) -> Vec<ByProduct> {
    let date = date_of(finished.model);
    let made = |kind, name: String, bytes| {
        let (ink, date) = (String::new(), date.clone());
        ByProduct { kind, ink, name, date, bytes }
    };
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
        if let Some(folder) = wanted.idml {
            let with = (pictures, book, folder);
            files.extend(
                idml(finished, with, findings)
                    .map(|bytes| (ByProductKind::Idml, String::new(), bytes)),
            );
        }
        let files = files.into_iter().map(|(kind, name, bytes)| made(kind, name, bytes));
        all.extend(files);
    }
    all.extend(page_pictures::make(job, (finished, profile), output, findings));
    all
}

/// The pages for a desk that finishes them by hand.
fn idml(
    finished: Finished<'_>,
    (pictures, book, folder): (&Pictures, &FontBook<'_>, &str),
    findings: &mut Findings,
) -> Option<Vec<u8>> {
    let pages = pictures.pages();
    let footprints = &pictures.footprints;
    let with = byproduct::IdmlMaterial { fonts: book, folder, footprints, pages: &pages };
    match byproduct::idml(finished, with) {
        Ok((bytes, note)) => {
            findings.extend(note);
            Some(bytes)
        }
        Err(_) => {
            let message = "the IDML package is larger than its format holds";
            let wrong = Diagnostic::error(codes::hand_over::PACKAGE_TOO_LARGE, message);
            findings.push(wrong.help("hand the pages over one by one"));
            None
        }
    }
}

/// How every story stands to its room.
pub(super) fn ledger(model: &PageModel, filled: &Filled, fitted: &[FittedStory]) -> ByProduct {
    let bytes = byproduct::ledger(model, &filled.accounts, fitted).into_bytes();
    let (ink, name) = (String::new(), String::new());
    ByProduct { kind: ByProductKind::Ledger, ink, name, date: date_of(model), bytes }
}

/// `2024-11-16`
pub(super) fn date_of(model: &PageModel) -> String {
    let day = model.document.date;
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}
