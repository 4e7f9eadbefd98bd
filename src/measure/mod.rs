//! Lengths, ems and the two coordinate systems of a page.
//!
//! Nothing comes in but numbers and the text of a length (`"9pt"`); what goes out are the
//! integer types that every later stage computes with. Floats appear only in `to_pt`, which
//! dumps and the PDF writer call.
//!
//! Invariant: every decision of the program (does it fit, where does it break) is made on
//! [`Length`], an integer, so the same input gives the same page on every machine.
//!
//! Read `length.rs` (`narrow.rs`: the same in less room), then `em.rs`, `parse.rs`, and last the axes: `logical.rs` (inline and
//! block, used until the page is drawn) and `physical.rs` (x and y on the sheet).

mod em;
mod length;
mod logical;
mod narrow;
mod parse;
mod physical;

pub use em::{Em, Permille};
pub use length::Length;
pub use logical::{LogicalRect, LogicalSize, TypeSize, WritingMode};
pub use narrow::{Length32, Length48};
pub use parse::{Decimal, Dimension, LengthError, parse_dimension};
pub use physical::{Edges, Point, Rect, Size};
