//! Preflight: what a press or a desk would send back, found before it is printed.
//!
//! The finished pages come in, findings go out; each names a place, the
//! measured value and the limit. Nothing is changed. Limits of the press (resolution, rules,
//! type, bleed) are for coldset newsprint; those of the desk are the taboos of Chinese and
//! Japanese newspaper practice (斷版, 碰題, 泣き別れ and the like).
//!
//! Read `sheet.rs` (a page as the inspections see it), then any of the inspections: `pictures.rs`
//! and `art.rs` (placed PDF), `lettering.rs`, `near.rs`,
//! `ink.rs`, `plates.rs` and `spots.rs` for the press; `hidden.rs`, `overprinted.rs`, `unseen.rs`, `cut.rs`, `astride.rs`,
//! `heads.rs`, `grey.rs`, `legs.rs`, `white.rs`, `jumps.rs`, `jumps_written.rs` and `script.rs` for the desk. Thin rules and the licences of fonts are
//! looked at where their keys are read.
//!
//! Invariant: an inspection reads what was made and repeats none of the making; a finding that
//! make-up already reported (a lone line, a last line of one character) is not reported again.

mod art;
mod astride;
mod cells;
mod cut;
mod grey;
mod grounds;
mod heads;
mod hidden;
mod ink;
mod jumps;
mod jumps_written;
mod legs;
mod lettering;
mod near;
mod overprinted;
mod pictures;
mod plates;
mod script;
mod sheet;
mod spots;
mod unseen;
mod white;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Findings;
use crate::flow::Filled;
use crate::fonts::FontBook;
use crate::page::model::PageModel;
use crate::picture::Picture;

/// A job as it is about to be written.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    pub model: &'a PageModel,
    pub filled: &'a Filled,
    pub pictures: &'a [Arc<Picture>],
    pub book: &'a FontBook<'a>,
}

/// Type that is hidden or unseen, and what runs into a box: whoever has other errors to mend is told of it at
/// once, for it may be their cause.
pub fn hidden_type(job: Finished<'_>) -> Findings {
    let mut found = Findings::default();
    for sheet in sheet::sheets(job) {
        found.append(&hidden::inspect(job, &sheet).found);
        found.append(&overprinted::inspect(job, &sheet, overprinted::Job::Faulty));
        found.append(&astride::inspect(&sheet));
        found.append(&unseen::inspect(job, &sheet));
    }
    found
}

/// What the desk alone would send back of each page: whoever makes a page up looks at it again and again.
pub fn taboos(job: Finished<'_>) -> Vec<Findings> {
    let mut of_page = vec![Findings::default(); job.model.pages.len()];
    let sheets = sheet::sheets(job);
    let inspect = |sheet: &sheet::FinishedPage<'_>| {
        let inspected = [
            near::inspect(job, sheet, &[]),
            cut::inspect(sheet),
            heads::inspect(job, sheet),
            legs::inspect(job, sheet),
            grey::inspect(sheet),
        ];
        let mut found = Findings::default();
        inspected.iter().for_each(|of_page| found.append(of_page));
        (sheet.set.page.0 as usize, found)
    };
    let inspected: Vec<(usize, Findings)> = sheets.par_iter().map(inspect).collect();
    for (page, found) in inspected {
        if let Some(of_page) = of_page.get_mut(page) {
            of_page.append(&found);
        }
    }
    of_page
}

/// Everything that is found, page by page; pages are inspected side by side.
pub fn preflight(job: Finished<'_>) -> Findings {
    let sheets = sheet::sheets(job);
    let mut found = art::inspect(job);
    let inspect = |sheet: &sheet::FinishedPage<'_>| {
        let hidden = hidden::inspect(job, sheet);
        [
            pictures::inspect(job, sheet),
            lettering::inspect(job, sheet),
            near::inspect(job, sheet, &hidden.by_rules),
            hidden.found,
            hidden.strays,
            overprinted::inspect(job, sheet, overprinted::Job::Sound),
            unseen::inspect(job, sheet),
            cut::inspect(sheet),
            astride::inspect(sheet),
            heads::inspect(job, sheet),
            legs::inspect(job, sheet),
            grey::inspect(sheet),
            white::inspect(sheet),
        ]
    };
    let pages: Vec<[Findings; 13]> = sheets.par_iter().map(inspect).collect();
    pages.iter().flatten().for_each(|page| found.append(page));
    found.append(&jumps::inspect(job, &sheets));
    found.append(&jumps_written::inspect(job.model, &sheets));
    found.append(&script::inspect(job.model));
    found.extend(spots::inspect(job));
    found.append(&ink::inspect(job));
    found.append(&plates::inspect(job));
    found
}
