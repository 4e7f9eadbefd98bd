//! The PDFs of a finished job.

use rayon::prelude::*;

use super::byproducts::date_of;
use super::{Goal, Job, Output, PageFile, Proof};
use crate::colour::Profile;
use crate::diag::Findings;
use crate::draw::{DrawList, DrawSheet, Drawing, Pages, Tally};
use crate::page::model::{PageModel, Standard};
use crate::pdf::{self, Access};
use crate::picture::Art;

/// What is to be written, and what it is written with.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'a> {
    pub model: &'a PageModel,
    pub list: &'a DrawList<DrawSheet>,
    pub material: pdf::Material<'a>,
    pub profile: &'a Profile,
}

/// Pages that were drawn for the last time.
pub(super) enum Encoded {
    Document(pdf::Encoded),
    Pages(Vec<PageFile>),
}

/// Encodes the pages of one PDF, or writes one a page.
pub(super) fn encode(
    job: &Job<'_>,
    drawn: Drawn<'_>,
    drawing: &Drawing<'_>,
    uses: pdf::Uses,
) -> Result<Encoded, Findings> {
    let info = info(job, drawn);
    let Drawn { model, list, material, .. } = drawn;
    if job.goal == Goal::Document {
        let work = pdf::Work { list, pages: drawing };
        return pdf::encode(work, uses, material, &info).map(Encoded::Document);
    }
    let date = date_of(model);
    let write = |at: usize| {
        let page = drawing.page(at)?;
        let mut uses = pdf::Uses::default();
        uses.see(0, &page);
        let list = list.only(at, &page.leaves());
        let name = page.sheet.name.clone();
        let work = pdf::Work { list: &list, pages: &*page };
        let encoded = pdf::encode(work, uses, material, &info);
        let written = encoded.map(|encoded| pdf::write(&list, encoded, material, &info));
        Some(written.map(|bytes| PageFile { page: name, date: date.clone(), bytes }))
    };
    let pages = (0..list.pages.len()).into_par_iter().filter_map(write);
    // What is wrong is told of the first page that has it, whichever is done first.
    let pages: Vec<Result<PageFile, Findings>> = pages.collect();
    pages.into_iter().collect::<Result<_, _>>().map(Encoded::Pages)
}

impl Encoded {
    pub(super) fn write(self, job: &Job<'_>, drawn: Drawn<'_>) -> Output {
        match self {
            Encoded::Document(encoded) => {
                let info = info(job, drawn);
                Output::Document(pdf::write(drawn.list, encoded, drawn.material, &info))
            }
            Encoded::Pages(files) => Output::Pages(files),
        }
    }
}

/// What the file says of itself.
fn info(job: &Job<'_>, drawn: Drawn<'_>) -> pdf::Info {
    let Drawn { model, profile, .. } = drawn;
    // A proof has marks over the pages, and may have errors.
    let is_proof = job.proof != Proof::Final;
    // What readers of the screen cannot go by (ISO 14289-1 7.21).
    let unsound = drawn.material.pictures.iter().any(|picture| match &picture.art {
        Art::Page(page) => {
            let mut fonts = page.facts.fonts.iter();
            fonts.any(|font| font.mute || font.misfit || font.hollow || !font.embedded)
        }
        Art::Raster(_) | Art::Vector(_) => false,
    });
    let day = model.document.date;
    pdf::Info {
        title: model.document.title.clone(),
        language: model.document.language.clone(),
        date: (day.year, day.month, day.day),
        creator: concat!("typeset ", env!("CARGO_PKG_VERSION")).to_owned(),
        spots: model.spots.iter().map(|spot| (spot.name.clone(), spot.alternate)).collect(),
        standard: match model.press.standard {
            _ if is_proof => pdf::Standard::Plain,
            Standard::X4 => pdf::Standard::X4,
            Standard::A2u => pdf::Standard::A2u,
            Standard::Plain => pdf::Standard::Plain,
        },
        access: if is_proof || unsound { Access::Withheld } else { Access::Claimed },
        profile: profile.output(),
        ink_limit: model.press.ink_limit,
    }
}
