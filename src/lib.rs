//! `typeset` composes Chinese newspaper pages: a layout and its articles in, a PDF out.
//!
//! `driver/run.rs` shows the stages one below the other:
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

mod flate;

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

mod driver;

pub mod cli;

pub use driver::{
    ByProduct, ByProductKind, Goal, Job, Outcome, Output, PageFile, Proof, ShowGrid, Stage, Step,
    Wanted, World, typeset,
};
