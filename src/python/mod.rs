//! The Python package: the module `typeset._native`, which `typeset/__init__.py` beside this file
//! gives its face.
//!
//! Arguments that `__init__.py` has looked through come in; a dict goes out of what a run gave, or an exception
//! is raised where there was no job to run. Nothing of a job is decided here. The interpreter's lock is
//! let go while the library works, and taken back for each call of the caller's `files`.
//!
//! Read `shop.rs` (the sessions that wait for jobs), `files.rs` (where files come from), `given.rs` (what is
//! given back), then the three verbs: `compose.rs`, `arrange.rs`, `import.rs`; `fault.rs` has what is raised.

mod arrange;
mod compose;
mod fault;
mod files;
mod given;
mod import;
mod shop;

use pyo3::prelude::*;

/// The native half of the package `typeset`.
#[pymodule(name = "_native")]
mod native {
    #[pymodule_export]
    use crate::python::compose::{check, compose, licences};
    #[pymodule_export]
    use crate::python::{
        arrange::arrange,
        import::import_article,
        shop::{Shop, fail},
    };

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::python::fault::say_nothing();
        module.add("version", env!("CARGO_PKG_VERSION"))
    }
}
