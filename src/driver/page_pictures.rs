//! [`make`]: pictures of the pages: on a screen, in print, their inks.

#[cfg(feature = "page-pictures")]
mod drawn;

use super::{ByProduct, Job, Output};
use crate::byproduct::Finished;
use crate::colour::Profile;
use crate::diag::{Diagnostic, Findings};
#[cfg(feature = "page-pictures")]
use drawn::shoot;

/// What is wanted of the pages of a PDF, in their order; a page that cannot be drawn is told, and
/// then there are none.
pub(super) fn make(
    job: &Job<'_>,
    (finished, profile): (Finished<'_>, &Profile),
    output: &Output,
    findings: &mut Findings,
) -> Vec<ByProduct> {
    let wanted = job.wanted;
    if [wanted.png, wanted.soft_proof, wanted.ink, wanted.plates].iter().all(Option::is_none) {
        return Vec::new();
    }
    if let Some((picture, why)) = finished.undrawable.first() {
        let path = finished.paths.get(picture.0 as usize).map_or("", String::as_str);
        findings.push(*undrawable(&format!("{path}: {why}")));
        return Vec::new();
    }
    let pdfs: Vec<&[u8]> = match output {
        Output::Document(pdf) => vec![pdf],
        Output::Pages(files) => files.iter().map(|file| file.bytes.as_slice()).collect(),
        Output::Nothing | Output::Text(_) => return Vec::new(),
    };
    match shoot(job, (finished, profile), &pdfs, findings) {
        Ok(made) => made,
        Err(found) => {
            findings.push(*found);
            Vec::new()
        }
    }
}

pub(super) type Wrong = Box<Diagnostic>;

/// Placed art that would take too much.
pub(super) fn undrawable(why: &str) -> Wrong {
    let message = format!("the pages are not drawn, for of the art placed on them {why}");
    let found = Diagnostic::error(crate::diag::codes::pdf::PAGE_PICTURE, message);
    found.help("have the art made anew, or leave the pictures of the pages out").into()
}

#[cfg(not(feature = "page-pictures"))]
fn shoot(
    _job: &Job<'_>,
    _made: (Finished<'_>, &Profile),
    _pdfs: &[&[u8]],
    _findings: &mut Findings,
) -> Result<Vec<ByProduct>, Wrong> {
    let message = "this build of the library draws no page pictures";
    let found = Diagnostic::error(crate::diag::codes::pdf::PAGE_PICTURE, message);
    Err(found.help("build it with the feature page-pictures").into())
}
