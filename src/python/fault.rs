//! What is raised: a file that there is no job without, and a fault of the program.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pyo3::exceptions::{PyOSError, PyRuntimeError};
use pyo3::prelude::*;

use crate::disk::reason;

/// An `OSError` of the kind that Python itself would raise, with the file's name.
pub fn os_error(error: &io::Error, path: &Path) -> PyErr {
    // As POSIX and Windows number them alike; Python chooses the class by the number.
    const ENOENT: i32 = 2;
    const EIO: i32 = 5;
    const EACCES: i32 = 13;
    const ENOTDIR: i32 = 20;
    const EISDIR: i32 = 21;
    let number = error.raw_os_error().unwrap_or(match error.kind() {
        io::ErrorKind::NotFound => ENOENT,
        io::ErrorKind::PermissionDenied => EACCES,
        io::ErrorKind::NotADirectory => ENOTDIR,
        io::ErrorKind::IsADirectory => EISDIR,
        _ => EIO,
    });
    PyOSError::new_err((number, reason(error), path.as_os_str().to_owned()))
}

/// Works without the interpreter's lock. A fault of the program becomes a `RuntimeError`: the process
/// is the caller's, and goes on.
pub fn guarded<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).map_err(|fault| {
        let said = fault.downcast_ref::<String>().map(String::as_str);
        let said = said.or(fault.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        let message =
            format!("the program has failed: {said}; report it with the layout and its articles");
        PyRuntimeError::new_err(message)
    })
}

/// What is caught is raised, and needs no trace on the screen. The hook is that of this module's
/// own copy of Rust's library and of nothing else in the process.
pub fn say_nothing() {
    std::panic::set_hook(Box::new(|_| ()));
}
