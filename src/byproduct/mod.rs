//! What a run gives beside the PDF: a map of the articles, their text, and pictures of the pages.
//!
//! The finished pages come in and files' contents go out. Text and order are those of the
//! structure that the PDF is tagged with, so that a web page, a search index and a screen reader
//! get the same articles; page pictures are drawn from the PDF's own bytes, and so are its inks.
//!
//! Read `reading.rs` (stories in reading order, with their pictures), then `map.rs` with
//! `polygon.rs`, `plain.rs`, `html.rs` (its elements are in `elements.rs` and `stance.rs`) and
//! `raster.rs` with `contact.rs`; `epub` is made of the same elements, one file of many by `package.rs`; `inks`
//! has the pages as plates; `ledger.rs` is of how text fits, and is made of a job with errors too;
//! `idml` hands the pages over.
//!
//! Invariant: all but the page pictures are the same bytes for the same input on every machine;
//! those are for looking at alone.

#[cfg(all(feature = "cli", feature = "page-pictures"))]
mod contact;
mod elements;
mod epub;
mod escaped;
mod html;
mod idml;
#[cfg(feature = "page-pictures")]
mod inks;
mod ledger;
mod map;
mod package;
mod plain;
mod polygon;
#[cfg(feature = "page-pictures")]
mod raster;
mod reading;
mod stance;

use crate::draw::{DrawList, DrawSheet};
use crate::flow::Filled;
use crate::page::model::PageModel;
use crate::picture::PictureId;

#[cfg(all(feature = "cli", feature = "page-pictures"))]
pub use contact::contact;
pub use epub::{Gathering, LeftOut, PictureFile, bind, gather};
#[cfg(feature = "page-pictures")]
pub use escaped::escaped;
pub use idml::{Material as IdmlMaterial, idml};
#[cfg(feature = "page-pictures")]
pub use inks::{Heaviest, Pages, Portrait, Separated, Untold};
#[cfg(feature = "watch")]
pub use inks::{InkStep, Window};
pub use ledger::{ledger, ledger_schema};
pub use map::{map, map_schema};
pub use package::TooLarge;
#[cfg(feature = "watch")]
pub use raster::{Cover, quick};
#[cfg(feature = "page-pictures")]
pub use raster::{RasterError, grey, png, rgb};
#[cfg(feature = "page-pictures")]
pub use reading::{Shown, Told, stories};

/// A finished job.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    pub model: &'a PageModel,
    pub filled: &'a Filled,
    pub list: &'a DrawList<DrawSheet>,
    /// The paths of the pictures as the layout writes them, by `PictureId`.
    pub paths: &'a [String],
    /// Placed art that nobody draws here, and why.
    pub undrawable: &'a [(PictureId, String)],
}

/// An article as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// The layout's name for it.
    pub article: String,
    pub text: String,
}

/// Every article as plain text, in reading order.
pub fn texts(job: Finished<'_>) -> Vec<ArticleFile> {
    let stories = reading::stories(job);
    let file = |told: &reading::Told<'_>| ArticleFile {
        article: told.story.name.clone(),
        text: plain::text(told),
    };
    stories.iter().map(file).collect()
}

/// Every article as a web page; `folder` leads from where they are put to the layout's folder.
pub fn pages(job: Finished<'_>, folder: &str) -> Vec<ArticleFile> {
    let stories = reading::stories(job);
    let file = |told: &reading::Told<'_>| ArticleFile {
        article: told.story.name.clone(),
        text: html::page(job, told, folder),
    };
    stories.iter().map(file).collect()
}
