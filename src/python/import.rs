//! `import_article`: a file of copy becomes articles.

use std::io;
use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};

use super::fault::guarded;
use super::files::{Files, Place};
use super::given::diagnostics;
use crate::driver::{Around, ArticleFiles, Importer, Importing, World};

/// The folder that a file of copy lies in.
struct Folder<'a> {
    path: PathBuf,
    files: &'a Files<'a>,
}

impl Around for Folder<'_> {
    fn beside(&mut self, name: &str) -> io::Result<Vec<u8>> {
        self.files.read(&self.path.join(name))
    }

    /// Nothing is written.
    fn is_taken(&self, _: &str, _: &[u8]) -> bool {
        false
    }
}

/// Imports a file: the fields of a `typeset.Import`.
#[pyfunction]
pub fn import_article<'py>(
    py: Python<'py>,
    place: Place,
    encoding: Option<String>,
) -> PyResult<Bound<'py, PyDict>> {
    let path = &place.0;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let files = Files::of_folder(&place, folder);
    let name = path.to_string_lossy();
    let (importer, articles) = guarded(py, || {
        let mut importer = Importer::default();
        let bytes = files.read_main().unwrap_or_default();
        let asked = Importing { name: &name, bytes: &bytes, encoding: encoding.as_deref() };
        let mut around = Folder { path: folder.to_owned(), files: &files };
        let articles = importer.file(&asked, &mut around);
        (importer, articles)
    })?;
    files.raise()?;
    let list = PyList::empty(py);
    for article in &articles {
        list.append(fields(py, article)?)?;
    }
    let given = PyDict::new(py);
    given.set_item("articles", list)?;
    given.set_item("diagnostics", diagnostics(py, &importer.findings, &importer.sources)?)?;
    Ok(given)
}

/// The fields of a `typeset.Article`.
fn fields<'py>(py: Python<'py>, article: &ArticleFiles) -> PyResult<Bound<'py, PyDict>> {
    let pictures = PyDict::new(py);
    for (path, bytes) in &article.pictures {
        pictures.set_item(path, PyBytes::new(py, bytes))?;
    }
    let one = PyDict::new(py);
    one.set_item("name", &article.name)?;
    one.set_item("text", String::from_utf8_lossy(&article.text))?;
    one.set_item("pictures", pictures)?;
    Ok(one)
}
