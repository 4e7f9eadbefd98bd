//! A table in a measure: columns found, cells set, rows of a given depth.
//!
//! A [`Table`](crate::text::Table) and the looks of a region come in; [`Cells::prepare`] shapes its
//! cells once, and [`Cells::set`] makes of them a [`SetTable`] in a measure: rows, each with the lines
//! of its cells and a depth. Where rows stand, the thread decides (`thread/settle/rows.rs`).
//!
//! Read `figures.rs` (what is a number, and where its point is), `cells.rs`, `widths.rs` (how wide
//! the columns are), then `set.rs`.

mod cells;
mod figures;
mod set;
mod widths;

pub(super) use cells::Cells;
pub(super) use set::{SetRow, SetTable};
