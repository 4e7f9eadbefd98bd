//! `typeset` composes Chinese newspaper pages: a layout and its articles in, a PDF out.
//!
//! [`typeset`] shows the stages one below the other:
//!
//! ```text
//! layout file -> resolved page model -> composed text -> placed frames -> drawing list -> PDF
//! ```
//!
//! Nothing flows back. Each stage is a room of its own, listed below in their order; a room
//! imports only rooms above it. The library has no global state: files and fonts come from its
//! caller, a [`World`], and the only date is the layout's.

pub mod diag;
pub mod measure;

pub mod chars;
pub mod text;

pub mod colour;
pub mod fonts;
pub mod picture;

pub mod source;

pub mod page;

pub mod compose;
pub mod flow;

pub mod draw;
pub mod preflight;

pub mod pdf;

pub mod byproduct;

pub mod cli;
mod extras;
mod job;
mod load;

pub use job::{
    ByProduct, ByProductKind, Goal, Job, Outcome, Output, PageFile, Proof, ShowGrid, Stage, Step,
    Wanted, World,
};

use diag::Diagnostic;
use draw::DrawList;
use load::Desk;
use page::model::{PageModel, Standard};
use page::resolve::Inputs;
use source::layout::Layout;

/// Runs a job: reads, composes, draws and writes, and stops between stages when one found
/// errors. `on_step` is told where the run is.
pub fn typeset(job: &Job<'_>, world: &dyn World, on_step: &mut dyn FnMut(Step)) -> Outcome {
    let mut desk = Desk::new(world, job.layout);
    on_step(Step::Reading);
    let Some(file) = desk.read_layout(job.layout) else {
        return Outcome { unreadable: true, ..desk.outcome(Output::Nothing) };
    };
    let Some(layout) = desk.parse_layout(file) else {
        return Outcome { unreadable: true, ..desk.outcome(Output::Nothing) };
    };
    let output = make(job, &mut desk, &layout, on_step).unwrap_or_default();
    job.deny.apply(&mut desk.diagnostics);
    match output {
        // What the last stages found is denied as well.
        Output::Document(_) | Output::Pages(_) if !desk.may_go_on(job) => {
            desk.outcome(Output::Nothing)
        }
        output => desk.outcome(output),
    }
}

/// The stages; `None` when one of them cannot give the next what it needs.
fn make(
    job: &Job<'_>,
    desk: &mut Desk<'_>,
    layout: &Layout,
    on_step: &mut dyn FnMut(Step),
) -> Option<Output> {
    // What is written.
    let profile = desk.read_profile(layout);
    let articles = desk.read_articles(layout);
    let pictures = desk.read_pictures(layout, &profile);
    let fonts = desk.read_fonts(layout);
    desk.forget_files();
    let book = fonts.book(&mut desk.diagnostics);
    if !desk.may_go_on(job) {
        return None;
    }

    // What is meant.
    let inputs = Inputs {
        articles: &articles,
        pictures: &pictures.by_path,
        book: &book,
        profile: &profile,
        proof: job.proof.into(),
    };
    let model = page::resolve::resolve(layout, &inputs, &mut desk.diagnostics)?;
    if job.goal == Goal::Dump(Stage::Page) {
        return Some(Output::Text(page::dump(&model)));
    }
    if !desk.may_go_on(job) {
        return None;
    }

    // What stands where.
    on_step(Step::Composing);
    let mut filled = flow::fill(&model, &book, &pictures.footprints(), &mut desk.diagnostics);
    if job.proof == Proof::Marked {
        flow::mark_proof(&model, &book, &mut filled);
    }
    if let Some(text) = dump_of_flow(job.goal, &filled, &model) {
        return Some(Output::Text(text));
    }

    // What is drawn.
    on_step(Step::Drawing);
    let mut list = draw::lower(&model, &filled, &book);
    desk.diagnostics.extend(draw::account(&list, &model, &filled));
    if job.show_grid == ShowGrid::Shown {
        draw::show_grid(&mut list, &model, &filled);
    }
    if let Some(text) = dump_of_drawing(job.goal, &list) {
        return Some(Output::Text(text));
    }

    // What a press or a desk would send back, of pages that are to be printed.
    inspect(job, desk, (&model, &filled), (&pictures.pictures, &book));
    job.deny.apply(&mut desk.diagnostics);
    if !desk.may_go_on(job) || job.goal == Goal::Check {
        return None;
    }

    // The file.
    on_step(Step::Writing);
    let info = info(&model, &profile);
    let written = write(job, &info, &list, &book, &pictures.pictures);
    let output = written.map_err(|found| desk.diagnostics.extend(found)).ok()?;

    // What goes along with it.
    let finished = (&model, &filled, &list);
    extras::make(job, desk, (finished, &pictures.paths()), &output);
    Some(output)
}

/// What is asked of what stands where.
fn dump_of_flow(goal: Goal, filled: &flow::Filled, model: &PageModel) -> Option<String> {
    match goal {
        Goal::Dump(Stage::Lines) => Some(flow::dump_lines(filled, model)),
        Goal::Dump(Stage::Frames) => Some(flow::dump(filled, model)),
        _ => None,
    }
}

/// What is asked of what is drawn.
fn dump_of_drawing(goal: Goal, list: &DrawList) -> Option<String> {
    match goal {
        Goal::Dump(Stage::Draw) => Some(draw::dump(list)),
        Goal::Dump(Stage::Tags) => Some(draw::dump_tags(list)),
        _ => None,
    }
}

/// Whoever checks wants to know more than whoever makes the page again and again.
fn inspect(
    job: &Job<'_>,
    desk: &mut Desk<'_>,
    (model, filled): (&PageModel, &flow::Filled),
    (pictures, book): (&[picture::Picture], &fonts::FontBook<'_>),
) {
    if job::has_errors(&desk.diagnostics) {
        return;
    }
    let finished = preflight::Finished { model, filled, pictures, book };
    let mut found = preflight::preflight(finished);
    let common = diag::codes::preflight::PICTURE_CONVERTED;
    if job.goal != Goal::Check {
        found.retain(|found| found.code != common || job.deny.denies(found));
    }
    desk.diagnostics.extend(found);
}

/// What the file says of itself.
fn info(model: &PageModel, profile: &colour::Profile) -> pdf::Info {
    let day = model.document.date;
    pdf::Info {
        title: model.document.title.clone(),
        language: model.document.language.clone(),
        date: (day.year, day.month, day.day),
        creator: concat!("typeset ", env!("CARGO_PKG_VERSION")).to_owned(),
        binding: match model.pages.first().map(|page| page.grid.mode) {
            Some(measure::WritingMode::VerticalRl) => pdf::Binding::Right,
            Some(measure::WritingMode::HorizontalTb) | None => pdf::Binding::Left,
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

/// One PDF, or one a page.
fn write(
    job: &Job<'_>,
    info: &pdf::Info,
    list: &DrawList,
    book: &fonts::FontBook<'_>,
    pictures: &[picture::Picture],
) -> Result<Output, Vec<Diagnostic>> {
    if job.goal == Goal::Document {
        return pdf::write(list, book, pictures, info).map(Output::Document);
    }
    let (year, month, day) = info.date;
    let date = format!("{year:04}-{month:02}-{day:02}");
    let pages = list.pages.iter().enumerate().map(|(at, page)| {
        let bytes = pdf::write(&list.only(at), book, pictures, info)?;
        Ok(PageFile { page: page.name.clone(), date: date.clone(), bytes })
    });
    pages.collect::<Result<_, _>>().map(Output::Pages)
}
