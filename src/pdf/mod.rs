//! The PDF writer: a drawing list becomes bytes.
//!
//! ```text
//! glyphs (uses) -> fonts (numbers) -> fonts (subset), and beside them encode (pages)
//!   -> document (printpdf's skeleton) -> finish (content, fonts, pictures, tags, outline, metadata) -> serialize
//! ```
//!
//! No knowledge of layout is in here. Fonts are subset once over all pages; every glyph keeps
//! its text; the same list gives the same bytes on every machine. Lengths stay integers until
//! `digits.rs` writes them.
//!
//! Read this file for the order of the steps, then `encode.rs` with `text.rs` (`text_line.rs`, `text_array.rs`), `fonts.rs`,
//! `finish.rs`.

mod art;
mod cache;
mod canvas;
mod cff;
mod cff_subset;
mod codes;
mod compress;
mod digits;
mod document;
mod down;
mod encode;
mod file;
mod finish;
mod fonts;
mod glyphs;
mod hash;
mod images;
mod inks;
mod intent;
mod line_start;
mod links;
mod marked;
mod metadata;
mod ornament;
mod overprint;
mod readings;
mod serialize;
mod settle;
mod sfnt;
mod shading;
mod sheet;
mod tags;
#[cfg(test)]
mod tests;
mod text;
mod text_array;
mod text_line;
mod tounicode;
mod vector;
mod way;

use std::sync::Arc;

use cache::Shown;
use rayon::prelude::*;

use crate::colour::{Colour, OutputProfile};
use crate::diag::codes::pdf::SHEET_TOO_LARGE;
use crate::diag::{Diagnostic, Findings};
use crate::draw::{DrawList, DrawSheet, Pages};
use crate::fonts::FontBook;
use crate::picture::Picture;

use encode::Content;
use fonts::{FontSet, Subset};

pub use cache::Cache;
pub use glyphs::Uses;

/// What the file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    pub title: String,
    /// BCP 47.
    pub language: String,
    /// Year, month and day of the paper: the file's only date.
    pub date: (u16, u8, u8),
    /// The program, as it calls itself.
    pub creator: String,
    /// Name and process alternate of each spot ink, by [`crate::colour::SpotId`].
    pub spots: Vec<(String, Colour)>,
    pub standard: Standard,
    pub access: Access,
    /// Of the press; for the output intent.
    pub profile: OutputProfile,
    /// The most ink in one place, in hundredths of a per cent.
    pub ink_limit: u32,
}

/// The standard that the file keeps to; `X4.md` and `A2U.md` beside this file go through both,
/// clause by clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7).
    #[default]
    X4,
    /// PDF/A-2u (ISO 19005-2).
    A2u,
    Plain,
}

/// Whether the file may say that it keeps to PDF/UA-1 (ISO 14289-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Access {
    #[default]
    Claimed,
    /// It is a proof, or something in it breaks the rules.
    Withheld,
}

/// What the drawing list refers to.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    pub book: &'a FontBook<'a>,
    /// By [`crate::picture::PictureId`].
    pub pictures: &'a [Arc<Picture>],
    /// Of this book. It changes nothing but the time that writing takes.
    pub cache: &'a Cache,
}

/// The pages to be written.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    pub list: &'a DrawList<DrawSheet>,
    pub pages: &'a (dyn Pages + 'a),
}

/// Pages in their content streams, and the fonts that they show: all that a file is made of. What
/// was drawn is no longer needed.
pub struct Encoded {
    fonts: Arc<FontSet>,
    subsets: Vec<Arc<Subset>>,
    contents: Vec<Content>,
}

/// Encodes pages; `uses` is what they use of fonts. Pages are drawn and let go again one by one.
pub fn encode(
    work: Work<'_>,
    uses: Uses,
    material: Material<'_>,
    info: &Info,
) -> Result<Encoded, Findings> {
    let Work { list, pages } = work;
    check_sheets(list)?;
    let fonts = material.cache.number(uses.settled(), |uses| fonts::number(material.book, uses));
    let roles = marked::Roles::of(&list.structure);
    let encode = |at: usize| {
        let encode = || Some(encode::encode(&*pages.page(at)?, &fonts, &roles, material, info));
        match pages.key(at) {
            Some(key) => {
                let shown = Shown::of(&key.source, &fonts, material, info);
                material.cache.content(key, shown, encode)
            }
            None => encode(),
        }
    };
    let (subsets, contents) = rayon::join(
        || fonts::subset(material, &fonts),
        || (0..list.pages.len()).into_par_iter().filter_map(encode).collect(),
    );
    Ok(Encoded { subsets: subsets?, fonts, contents })
}

/// Writes pages as a PDF file.
pub fn write(
    list: &DrawList<DrawSheet>,
    encoded: Encoded,
    material: Material<'_>,
    info: &Info,
) -> Vec<u8> {
    let Encoded { fonts, subsets, contents } = encoded;
    let Material { pictures, cache, .. } = material;
    let mut file = file::File::new(document::skeleton(list, info));
    finish::finish(&mut file, list, contents, (&fonts, &subsets), pictures, info);
    compress::run(&mut file, cache);
    finish::add_metadata(&mut file, list, info);
    settle::renumber(&mut file);
    serialize::serialize(file, cache)
}

/// Whether every sheet is one that viewers show (ISO 32000-2 Annex C).
pub fn check_sheets(list: &DrawList<DrawSheet>) -> Result<(), Findings> {
    let large = list.pages.iter().filter(|page| !sheet::Sheet::of(page).fits());
    let problems: Findings = large
        .map(|page| {
            let media = sheet::Sheet::of(page).media();
            let message = format!(
                "the sheet of page {} is {}pt by {}pt, at most 14400pt",
                page.name, media.width, media.height
            );
            Diagnostic::error(SHEET_TOO_LARGE, message).help("make the paper smaller")
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
