//! Page art: one page of a PDF file, to be placed untouched.
//!
//! A file's bytes come in; a [`PageArt`] goes out: the page's content, the objects that it
//! names, its boxes, and the [`ArtFacts`] that a press desk asks for. Nothing of the page is
//! drawn anew, so what is wrong with it can only be told, never mended: this folder looks, and
//! [`crate::picture`]'s users judge.
//!
//! The file is a stranger's. Everything has a bound: objects, bytes, nesting, steps; a form that
//! draws itself is told, and what was not looked at is told as well.
//!
//! Read `model.rs` (what comes out), `file.rs` (the file, the page and its boxes), `walk.rs`
//! with `type_shown.rs`, `forms.rs`, `patches.rs`, `looks.rs`, `state.rs`, `space.rs` and `ground.rs` (what the content does), `fonts.rs`, `codes.rs`, `cmaps.rs` and `texts.rs`
//! (what its type is), `image_data.rs` and `coded.rs` (whether its pictures hold what they say), `bounds.rs` (whether it can be drawn here), `lexer.rs` and `filters.rs` (how it is read), `gather.rs` (what goes along); `whole.rs` looks through a file
//! of many pages that somebody else will draw.

mod bounds;
mod cmaps;
mod coded;
mod codes;
mod file;
mod filters;
#[cfg(test)]
mod flaw_tests;
mod fonts;
mod forms;
mod gather;
mod ground;
mod guard;
#[cfg(test)]
mod hostile_tests;
mod image_data;
mod latin_table;
mod lexer;
mod looks;
mod model;
mod patches;
mod shades;
mod space;
mod state;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod texts;
mod type_shown;
mod walk;
#[cfg(feature = "page-pictures")]
mod whole;

pub use file::read_page;
pub use ground::Ground;
pub use model::{
    ArtFacts, ArtFont, ArtImage, ArtSpot, ColourKind, Forbidden, Heaviest, Layer, PageArt, Where,
};
#[cfg(feature = "page-pictures")]
pub use whole::look_through;
