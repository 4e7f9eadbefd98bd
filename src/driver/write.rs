//! The PDFs of a finished job.

use rayon::prelude::*;

use super::byproducts::date_of;
use super::{Goal, Job, Output, PageFile};
use crate::colour::Profile;
use crate::diag::Findings;
use crate::draw::{DrawList, DrawSheet, Drawing, Pages, Tally};
use crate::measure::WritingMode;
use crate::page::model::{PageModel, Standard};
use crate::pdf;

/// What is to be written, and what it is written with.
pub(super) struct Drawn<'a> {
    pub model: &'a PageModel,
    pub drawing: &'a Drawing<'a>,
    pub list: &'a DrawList<DrawSheet>,
    pub uses: pdf::Uses,
    pub material: pdf::Material<'a>,
    pub profile: &'a Profile,
}

/// One PDF, or one a page.
pub(super) fn write(job: &Job<'_>, drawn: Drawn<'_>) -> Result<Output, Findings> {
    let Drawn { model, drawing, list, uses, material, profile } = drawn;
    let info = info(model, profile);
    if job.goal == Goal::Document {
        let work = pdf::Work { list, pages: drawing };
        return pdf::write(work, uses, material, &info).map(Output::Document);
    }
    let date = date_of(model);
    let write = |at: usize| {
        let page = drawing.page(at)?;
        let mut uses = pdf::Uses::default();
        uses.see(0, &page);
        let list = list.only(at, &page.leaves());
        let name = page.sheet.name.clone();
        let work = pdf::Work { list: &list, pages: &*page };
        let written = pdf::write(work, uses, material, &info);
        Some(written.map(|bytes| PageFile { page: name, date: date.clone(), bytes }))
    };
    let pages = (0..list.pages.len()).into_par_iter().filter_map(write);
    // What is wrong is told of the first page that has it, whichever is done first.
    let pages: Vec<Result<PageFile, Findings>> = pages.collect();
    pages.into_iter().collect::<Result<_, _>>().map(Output::Pages)
}

/// What the file says of itself.
fn info(model: &PageModel, profile: &Profile) -> pdf::Info {
    let day = model.document.date;
    pdf::Info {
        title: model.document.title.clone(),
        language: model.document.language.clone(),
        date: (day.year, day.month, day.day),
        creator: concat!("typeset ", env!("CARGO_PKG_VERSION")).to_owned(),
        binding: match model.pages.first().map(|page| page.grid.mode) {
            Some(WritingMode::VerticalRl) => pdf::Binding::Right,
            Some(WritingMode::HorizontalTb) | None => pdf::Binding::Left,
        },
        spots: model.spots.iter().map(|spot| (spot.name.clone(), spot.alternate)).collect(),
        standard: match model.press.standard {
            Standard::X4 => pdf::Standard::X4,
            Standard::A2u => pdf::Standard::A2u,
            Standard::Plain => pdf::Standard::Plain,
        },
        profile: profile.output(),
        ink_limit: model.press.ink_limit,
    }
}
