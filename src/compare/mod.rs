//! [`compare`]: what two editions of a page differ in.
//!
//! ```text
//! a layout that was composed ─┐
//!                             ├─> Edition, Edition -> pairs -> Difference -> text, JSON, web page
//! a PDF, ours or another's ───┘
//! ```
//!
//! An [`Edition`] says of a layout and of a PDF the same things, as far as they are known: pages,
//! stories with their words and lines, blocks, and the PDF that it is printed from. What differs
//! is looked for in each of them by itself, so that a page's plates are never guessed from its
//! text, nor its text from its plates.
//!
//! Read `edition.rs` and `difference.rs` (what comes in, what goes out), then this file's
//! [`compare`], which shows the steps; `from_layout.rs` and `from_pdf.rs` (with `pdf_text.rs`,
//! `pdf_lines.rs` and `pdf_tags.rs`) make editions, `report.rs`, `json.rs` and `html.rs` tell of a difference.

mod blocks;
mod difference;
mod edition;
mod from_layout;
mod from_pdf;
mod frozen;
mod html;
mod json;
mod pages;
mod pdf_lines;
mod pdf_tags;
mod pdf_text;
mod plates;
mod regions;
mod report;
mod stories;
mod words;

use crate::byproduct::RasterError;

pub use difference::Difference;
pub use edition::{Edition, Pdf};
pub use from_layout::edition_of;
pub use from_pdf::read_pdf;
pub use html::html;
pub use json::compare_schema;

use difference::{Counted, SideFacts};

/// Two editions, by what the caller calls them.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    pub old: Named<'a>,
    pub new: Named<'a>,
}

/// An edition under its name on the command line.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub name: &'a str,
    pub edition: &'a Edition,
}

/// What differs between two editions.
pub fn compare(pair: Pair<'_>) -> Result<Difference, RasterError> {
    let (old, new) = (pair.old.edition, pair.new.edition);
    let sheets = pages::pairs(&old.pages, &new.pages);
    let mut difference = Difference {
        old: SideFacts::of(pair.old),
        new: SideFacts::of(pair.new),
        pages: plates::compare(old, new, &sheets)?,
        stories: stories::compare(old, new),
        blocks: blocks::moved(old, new),
        pictures: blocks::pictures(old, new),
        texts: [blocks::texts(old, new), stories::loose(old, new, &sheets)].concat(),
        frozen: frozen::broken(old, new),
        ..Difference::default()
    };
    difference.close(Counted { sheets: &sheets });
    Ok(difference)
}
