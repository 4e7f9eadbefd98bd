//! `compose` and `check`: a job is run.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use super::files::{Files, Place};
use super::given::{diagnostics, put_byproducts};
use super::shop::Shop;
use crate::diag::{Deny, UnknownFinding};
use crate::driver::{Goal, Job, Outcome, Output, Proof, ShowGrid, Wanted, notices};

/// What is wanted of a layout.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Asked {
    /// One PDF, and one a page.
    pdf: bool,
    pages: bool,
    map: bool,
    text: bool,
    html: bool,
    /// Pixels an inch, where pictures are wanted.
    png: Option<u32>,
    proof: bool,
    deny: Vec<String>,
}

/// Composes a layout: the fields of a `typeset.Result`.
#[pyfunction]
pub fn compose<'py>(
    py: Python<'py>,
    shop: &Shop,
    place: Place,
    asked: Asked,
) -> PyResult<Bound<'py, PyDict>> {
    let files = Files::new(py, &place)?;
    let deny = denied(&asked.deny)?;
    // Pages alone are drawn from no PDF of them all.
    let goal = if asked.pages && !asked.pdf { Goal::Pages } else { Goal::Document };
    let job = Job {
        layout: &place.0,
        goal,
        proof: if asked.proof { Proof::Marked } else { Proof::Final },
        show_grid: ShowGrid::Hidden,
        deny: &deny,
        wanted: Wanted {
            map: asked.map,
            text: asked.text,
            html: asked.html.then_some(""),
            png: asked.png,
            ..Wanted::default()
        },
    };
    let (outcome, pages) = shop.work(py, |session| {
        let outcome = session.run(&job, &files, &mut |_| ());
        let is_written = !matches!(outcome.output, Output::Nothing);
        // The same pages once more, in files of their own.
        let again = (asked.pdf && asked.pages && is_written).then(|| {
            let pages = Job { goal: Goal::Pages, wanted: Wanted::default(), ..job };
            session.run(&pages, &files, &mut |_| ()).output
        });
        (outcome, again)
    })?;
    files.raise()?;
    let given = result(py, &outcome)?;
    match &outcome.output {
        Output::Document(bytes) if asked.pdf => given.set_item("pdf", PyBytes::new(py, bytes))?,
        _ => {}
    }
    let pages = pages.unwrap_or(outcome.output);
    if let Output::Pages(files) = &pages {
        let by_page = PyDict::new(py);
        for file in files {
            by_page.set_item(&file.page, PyBytes::new(py, &file.bytes))?;
        }
        given.set_item("pages", by_page)?;
    }
    Ok(given)
}

/// Checks a layout: the fields of a `typeset.Result` without files.
#[pyfunction]
pub fn check<'py>(
    py: Python<'py>,
    shop: &Shop,
    place: Place,
    deny: Vec<String>,
) -> PyResult<Bound<'py, PyDict>> {
    let files = Files::new(py, &place)?;
    let deny = denied(&deny)?;
    let job = Job {
        layout: &place.0,
        goal: Goal::Check,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &deny,
        wanted: Wanted { ledger: true, ..Wanted::default() },
    };
    let outcome = shop.work(py, |session| session.run(&job, &files, &mut |_| ()))?;
    files.raise()?;
    result(py, &outcome)
}

/// What a run found, and what it made beside the PDF.
fn result<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    let given = PyDict::new(py);
    given.set_item("page_count", outcome.pages)?;
    given.set_item("diagnostics", diagnostics(py, &outcome.findings, &outcome.sources)?)?;
    put_byproducts(&given, &outcome.byproducts)?;
    Ok(given)
}

/// The notices of what the package carries.
#[pyfunction]
pub fn licences() -> String {
    notices()
}

fn denied(words: &[String]) -> PyResult<Deny> {
    let mut deny = Deny::default();
    for word in words {
        deny.add(word).map_err(|UnknownFinding { word, meant }| {
            let meant = meant.map_or_else(String::new, |meant| format!("; was {meant} meant?"));
            PyValueError::new_err(format!("deny names no finding: {word:?}{meant}"))
        })?;
    }
    Ok(deny)
}
