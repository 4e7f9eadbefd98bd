//! The drawing list: everything on a page as marks at physical places.
//!
//! Frames come in, a [`Drawing`] goes out, which gives the pages of a [`DrawList`] one by one; this
//! is the one step at which inline and block become x and y. Every run of glyphs keeps its
//! characters and where they were written, so that each mark can name its source.
//!
//! Invariant: nothing is lost. `account.rs` counts the characters drawn against those read, on
//! every run of the program.
//!
//! Read `list.rs`, `drawing.rs`, then `lower.rs`; `source.rs` and `shelf.rs` know a page again
//! that was drawn in a run before; `structure` says what each mark is to a reader
//! who cannot see it; `dump.rs` prints the list as text for goldens, `overlay.rs` adds the grid for
//! `--show-grid`.

mod account;
mod drawing;
mod dump;
mod list;
mod lower;
mod mourning;
mod overlay;
mod shelf;
mod source;
mod structure;
#[cfg(test)]
mod testing;

/// Types of a mark that stages before this one made.
pub use crate::compose::GlyphSize;
pub use crate::flow::Usage;
pub use crate::page::model::{StoryId, TextId};
pub use drawing::{Drawing, Survey};
pub use dump::dump;
pub use list::{
    DrawGlyph, DrawList, DrawPage, DrawRun, DrawSheet, Item, Pages, PictureMark, RectMark,
    RuleMark, Tally, TextMark, Turn,
};
#[cfg(feature = "watch")]
pub use overlay::baselines;
pub use shelf::PageShelf;
pub use source::{PageKey, PageSource};
pub use structure::{
    Artifact, Bead, Element, ElementId, Kid, LeafId, OutlineArticle, OutlinePage, Structure,
    StructureType, Subject, Tag, Thread, dump_tags,
};
