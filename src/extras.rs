//! What is made beside the PDF.

use crate::byproduct;
use crate::diag::{Diagnostic, codes};
use crate::draw::DrawList;
use crate::flow::Filled;
use crate::job::{ByProduct, ByProductKind, Job, Output, has_errors};
use crate::load::Desk;
use crate::page::model::PageModel;

/// Articles are for readers, so they are told of a job without errors alone; a proof has its
/// pages as pictures.
pub(crate) fn make(
    job: &Job<'_>,
    desk: &mut Desk<'_>,
    ((model, filled, list), paths): ((&PageModel, &Filled, &DrawList), &[String]),
    output: &Output,
) {
    let finished = byproduct::Finished { model, filled, list, paths };
    let date = date_of(model);
    let made = |kind, name: String, bytes| ByProduct { kind, name, date: date.clone(), bytes };
    let wanted = job.wanted;
    if !has_errors(&desk.diagnostics) {
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
        desk.byproducts.extend(files);
    }
    let Some(dpi) = wanted.png else { return };
    let names = finished.filled.pages.iter().map(|page| page.name.clone());
    let drawn: Result<Vec<Vec<u8>>, _> = match output {
        Output::Document(pdf) => byproduct::png(pdf, dpi),
        Output::Pages(files) => files
            .iter()
            .map(|file| byproduct::png(&file.bytes, dpi))
            .collect::<Result<Vec<_>, _>>()
            .map(|pages| pages.concat()),
        Output::Nothing | Output::Text(_) => return,
    };
    match drawn {
        Ok(pages) => {
            let pages = names.zip(pages).map(|(name, png)| made(ByProductKind::Png, name, png));
            desk.byproducts.extend(pages);
        }
        Err(error) => desk.diagnostics.push(
            Diagnostic::error(codes::pdf::PAGE_PICTURE, error.to_string()).help(error.help()),
        ),
    }
}

/// `2024-11-16`
fn date_of(model: &PageModel) -> String {
    let day = model.document.date;
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}
