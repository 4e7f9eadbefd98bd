//! Preflight: what a press or a desk would send back, found before it is printed.
//!
//! The finished pages come in, findings go out; each names a place, the measured value and the
//! limit. Nothing is changed.

mod art;

use crate::diag::Diagnostic;
use crate::flow::Filled;
use crate::fonts::FontBook;
use crate::page::model::PageModel;
use crate::picture::Picture;

/// A job as it is about to be written.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    pub model: &'a PageModel,
    pub filled: &'a Filled,
    pub pictures: &'a [Picture],
    pub book: &'a FontBook<'a>,
}

/// Everything that is found, page by page.
pub fn preflight(job: Finished<'_>) -> Vec<Diagnostic> {
    art::inspect(job)
}
