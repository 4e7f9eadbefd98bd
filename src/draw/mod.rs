//! The drawing list: everything on a page as marks at physical places.
//!
//! Frames come in, [`DrawList`] goes out, and this is the one step at which inline and block
//! become x and y. Every run of glyphs keeps its characters and where they were written, so
//! that each mark can name its source.
//!
//! Read `list.rs`, then `lower.rs`; `dump.rs` prints the list as text for goldens.

mod list;

pub use list::{
    DrawGlyph, DrawList, DrawPage, DrawRun, Item, PictureMark, RectMark, RuleMark, TextMark, Turn,
};
