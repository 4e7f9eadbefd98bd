//! `arrange`: a plan becomes a layout.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::files::{Files, Place};
use super::given::diagnostics;
use super::shop::Shop;
use crate::disk::{in_folder_of, way};
use crate::driver::Arranging;

/// How a plan is to be arranged.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Asked {
    /// Where the layout is to stand.
    output: Option<PathBuf>,
    /// The layout that stands there.
    standing: Option<String>,
    seed: Option<u32>,
    alternatives: usize,
}

/// Arranges a plan: the fields of a `typeset.Arrangement`.
#[pyfunction]
pub fn arrange<'py>(
    py: Python<'py>,
    shop: &Shop,
    place: Place,
    asked: Asked,
) -> PyResult<Bound<'py, PyDict>> {
    let files = Files::new(py, &place)?;
    let plan = &place.0;
    let output = asked.output.unwrap_or_else(|| in_folder_of(plan));
    let (way, back) = (way(&output, plan), way(plan, &output));
    let arranging = Arranging {
        plan,
        output: &output,
        way: &way,
        back: &back,
        standing: asked.standing.as_deref(),
        seed: asked.seed,
        alternatives: asked.alternatives,
    };
    let made = shop.work(py, |session| session.arrange(&arranging, &files))?;
    files.raise()?;
    let outcome = made.outcome;
    let given = PyDict::new(py);
    // Of a plan with errors the command writes none either.
    let layouts = if outcome.has_errors() { Vec::new() } else { made.layouts };
    given.set_item("layouts", layouts)?;
    given.set_item("explained", made.explained)?;
    given.set_item("diagnostics", diagnostics(py, &outcome.findings, &outcome.sources)?)?;
    Ok(given)
}
