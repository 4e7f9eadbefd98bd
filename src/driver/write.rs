//! The PDFs of a finished job.

use super::byproducts::date_of;
use super::{Goal, Job, Output, PageFile};
use crate::colour::Profile;
use crate::diag::Findings;
use crate::draw::DrawList;
use crate::measure::WritingMode;
use crate::page::model::{PageModel, Standard};
use crate::pdf;

/// What is to be written, and what it is written with.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'a> {
    pub model: &'a PageModel,
    pub list: &'a DrawList,
    pub material: pdf::Material<'a>,
    pub profile: &'a Profile,
}

/// One PDF, or one a page.
pub(super) fn write(job: &Job<'_>, drawn: Drawn<'_>) -> Result<Output, Findings> {
    let info = info(drawn.model, drawn.profile);
    let write = |list: &DrawList| pdf::write(list, drawn.material, &info);
    if job.goal == Goal::Document {
        return write(drawn.list).map(Output::Document);
    }
    let date = date_of(drawn.model);
    let pages = drawn.list.pages.iter().enumerate().map(|(at, page)| {
        let bytes = write(&drawn.list.only(at))?;
        Ok(PageFile { page: page.name.clone(), date: date.clone(), bytes })
    });
    pages.collect::<Result<_, _>>().map(Output::Pages)
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
