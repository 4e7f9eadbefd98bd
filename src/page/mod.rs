//! The resolved model of a job: pages, blocks, styles, stories.
//!
//! A literal layout and its articles come in; a [`model::PageModel`] goes out in which every place is
//! a rectangle on the sheet, every style complete and every reference an id. What could not be
//! resolved is a diagnostic, never a half-filled value.
//!
//! Read `style.rs` (complete styles), `model/` (the tree), then `resolve/`, which makes
//! them; `dump.rs` prints them.
//! `style.rs` is the one file of this room that `compose` knows.

mod dump;
pub mod model;
pub mod resolve;
pub mod style;

pub use dump::dump;
