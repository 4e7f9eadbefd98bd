//! `typeset` composes Chinese newspaper pages: a layout and its articles in, a PDF out.

pub mod chars;
pub mod colour;
pub mod compose;
pub mod diag;
pub mod draw;
pub mod flow;
pub mod fonts;
pub mod measure;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod source;
pub mod text;
