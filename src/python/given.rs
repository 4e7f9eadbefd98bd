//! What a run gave, as Python's own values: `__init__.py` makes its objects of them.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};

use crate::diag::{Closing, Diagnostic, Findings, Severity, SourceMap, Unsaid};
use crate::driver::{ByProduct, ByProductKind};

/// Findings in the order in which the command prints them, each as the keywords of a
/// `typeset.Diagnostic`.
pub fn diagnostics<'py>(
    py: Python<'py>,
    findings: &Findings,
    sources: &SourceMap,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for found in findings.iter() {
        list.append(diagnostic(py, found, sources)?)?;
    }
    for closing in findings.closing() {
        list.append(rest(py, closing)?)?;
    }
    Ok(list)
}

fn diagnostic<'py>(
    py: Python<'py>,
    found: &Diagnostic,
    sources: &SourceMap,
) -> PyResult<Bound<'py, PyDict>> {
    let one = said(py, found)?;
    if let Some(label) = &found.primary {
        let (line, column) = sources.line_column(label.span.file, label.span.start);
        one.set_item("file", sources.path(label.span.file))?;
        one.set_item("line", line)?;
        one.set_item("column", column)?;
        one.set_item("label", &label.text)?;
    }
    Ok(one)
}

/// How many more there are of a code.
fn rest(py: Python<'_>, closing: Closing) -> PyResult<Bound<'_, PyDict>> {
    let one = said(py, &Diagnostic::note(closing.code, closing.to_string()))?;
    one.set_item("more", closing.count)?;
    one.set_item("allowed", closing.why == Unsaid::Allowed)?;
    Ok(one)
}

fn said<'py>(py: Python<'py>, found: &Diagnostic) -> PyResult<Bound<'py, PyDict>> {
    let one = PyDict::new(py);
    one.set_item("code", found.code.0)?;
    one.set_item("severity", word(found.severity))?;
    one.set_item("message", &found.message)?;
    one.set_item("help", (!found.help.is_empty()).then(|| found.help.join("\n")))?;
    one.set_item("notes", pyo3::types::PyTuple::new(py, &found.notes)?)?;
    Ok(one)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// By-products by the name of their article or page; the map and the ledger have none.
pub fn put_byproducts(into: &Bound<'_, PyDict>, made: &[ByProduct]) -> PyResult<()> {
    let py = into.py();
    let of = |key: &str| -> PyResult<Bound<'_, PyDict>> {
        match into.get_item(key)? {
            Some(known) => Ok(known.cast_into::<PyDict>()?),
            None => {
                let new = PyDict::new(py);
                into.set_item(key, &new)?;
                Ok(new)
            }
        }
    };
    for ByProduct { kind, name, bytes, .. } in made {
        let text = || String::from_utf8_lossy(bytes);
        match kind {
            ByProductKind::Map => into.set_item("map", text())?,
            ByProductKind::Ledger => into.set_item("ledger", text())?,
            ByProductKind::Text => of("text")?.set_item(name, text())?,
            ByProductKind::Html => of("html")?.set_item(name, text())?,
            ByProductKind::Png => of("png")?.set_item(name, PyBytes::new(py, bytes))?,
            // Nothing else is asked for.
            _ => {}
        }
    }
    Ok(())
}
