//! [`Files`]: a job's files, from the caller's hands or from the disk.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::fault::os_error;
use crate::disk::{self, Disk};
use crate::driver::World;
use crate::fonts::SystemFont;

/// Where a job lies: its layout, the root when one is given, and a function of the caller's
/// from a path to its bytes, or to `None` for a file of the disk's.
pub type Place = (PathBuf, Option<PathBuf>, Option<Py<PyAny>>);

/// The files of a job. What the caller has goes before the disk.
pub struct Files<'a> {
    main: &'a Path,
    given: Option<&'a Py<PyAny>>,
    /// None where the layout's folder is in nobody's hands but the caller's.
    disk: Option<Disk>,
    wrong: Mutex<Option<Wrong>>,
}

/// What no finding can say: it is raised when the run is over.
struct Wrong {
    error: PyErr,
    /// The caller's own fault, or a wish to stop: nothing more is read.
    ends: bool,
}

impl<'a> Files<'a> {
    /// The layout's files. Where its root cannot be had, the caller must have the layout.
    pub fn new(py: Python<'_>, place: &'a Place) -> PyResult<Files<'a>> {
        let (main, root, given) = place;
        let disk = match py.detach(|| Disk::new(main, root.as_deref())) {
            Ok(disk) => Some(disk),
            Err(_) if root.is_none() && given.is_some() => None,
            Err(error) => return Err(os_error(&error, root.as_deref().unwrap_or(main))),
        };
        Ok(Files { main, given: given.as_ref(), disk, wrong: Mutex::new(None) })
    }

    /// Files that are read from one folder alone.
    pub fn of_folder(place: &'a Place, folder: &Path) -> Files<'a> {
        let (main, _, given) = place;
        let disk = Disk::new(main, Some(folder)).ok();
        Files { main, given: given.as_ref(), disk, wrong: Mutex::new(None) }
    }

    /// What is to be raised of a run that is over: the caller's own exception, or that the layout
    /// itself could not be read.
    pub fn raise(self) -> PyResult<()> {
        let wrong = self.wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
        wrong.map_or(Ok(()), |wrong| Err(wrong.error))
    }

    /// The file that the job begins with, wherever it lies on the disk.
    pub fn read_main(&self) -> io::Result<Vec<u8>> {
        self.told(self.main, || disk::read(self.main))
    }

    fn told(
        &self,
        path: &Path,
        from_disk: impl FnOnce() -> io::Result<Vec<u8>>,
    ) -> io::Result<Vec<u8>> {
        if self.wrong().as_ref().is_some_and(|wrong| wrong.ends) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let read = match self.given {
            Some(given) => Python::attach(|py| ask(py, given, path)),
            None => Ok(None),
        };
        match read {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => from_disk().inspect_err(|error| {
                if path == self.main {
                    self.keep(os_error(error, path), false);
                }
            }),
            Err(error) => Err(self.answered(path, error)),
        }
    }

    /// An exception of the caller's function: an `OSError` says that a file cannot be had, which a
    /// finding tells; another ends the run.
    fn answered(&self, path: &Path, error: PyErr) -> io::Error {
        let (is_of_file, said) =
            Python::attach(|py| (error.is_instance_of::<PyOSError>(py), said(&error, py)));
        let said = match is_of_file {
            true => said,
            false => io::ErrorKind::Interrupted.into(),
        };
        if !is_of_file || path == self.main {
            self.keep(error, !is_of_file);
        }
        said
    }

    fn keep(&self, error: PyErr, ends: bool) {
        self.wrong().get_or_insert(Wrong { error, ends });
    }

    fn wrong(&self) -> std::sync::MutexGuard<'_, Option<Wrong>> {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes that the caller has under a path.
fn ask(py: Python<'_>, given: &Py<PyAny>, path: &Path) -> PyResult<Option<Vec<u8>>> {
    let answer = given.bind(py).call1((path.as_os_str(),))?;
    if answer.is_none() {
        return Ok(None);
    }
    if let Ok(bytes) = answer.cast::<PyBytes>() {
        return Ok(Some(bytes.as_bytes().to_vec()));
    }
    let kind = answer.get_type().name()?.to_string();
    let shown = path.display();
    Err(PyTypeError::new_err(format!("files gave {kind} for {shown}, not bytes or None")))
}

/// An `OSError` as the system would have said it.
fn said(error: &PyErr, py: Python<'_>) -> io::Error {
    let number = error.value(py).getattr("errno").and_then(|number| number.extract::<i32>());
    match number {
        Ok(number) => io::Error::from_raw_os_error(number),
        Err(_) => io::Error::other(error.value(py).to_string()),
    }
}

impl World for Files<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.told(path, || match &self.disk {
            Some(disk) => disk.read(path),
            None => Err(io::ErrorKind::NotFound.into()),
        })
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        self.disk.as_ref().map_or_else(Vec::new, |disk| disk.names(folder))
    }

    fn system_font(&self, family: &str) -> Option<SystemFont> {
        disk::system_font(family)
    }

    fn system_families(&self) -> Vec<String> {
        disk::system_families()
    }
}
