//! The disk of the machine, for the faces of the program that work on it: `cli` and `python`.
//!
//! A layout's path comes in; a [`crate::World`] goes out that reads files beneath the layout's root and none
//! from outside (`beneath.rs`). `regular.rs` reads one file that somebody has named, `way.rs` tells the way from one
//! folder to another, `reason.rs` says in words why the system refused something.

mod beneath;
mod reason;
mod regular;
mod way;

pub use beneath::Disk;
// Of worlds that read elsewhere: a revision, the files of a caller in Python.
#[cfg(any(feature = "python", all(feature = "cli", feature = "page-pictures")))]
pub use beneath::{system_families, system_font};
pub use reason::reason;
pub use regular::read;
// Of a revision, which git hands over.
#[cfg(all(feature = "cli", feature = "page-pictures"))]
pub use regular::{MAX_BYTES, too_large};
pub use way::{in_folder_of, way};
