//! Pictures: what a file of pixels, a drawing or a PDF holds, ready to be placed.
//!
//! Bytes come in; a [`Picture`] goes out, or the reason why the file cannot be used. `kinds.rs`
//! tells what a file is. JPEG, PNG, TIFF, WebP and GIF become grey or CMYK within the ink limit
//! (`press.rs`), with an optional soft mask; SVG becomes paths; a page of a PDF is taken as it is.
//! What is grey or CMYK in its JPEG file already keeps its bytes. All but JPEG give their pixels
//! as rows of samples (`rows.rs`), which are separated and packed a band at a time (`samples.rs`).
//! What of a picture is painted, line by line, is its outline (`outline.rs`, `trace.rs`), made where text is to follow it.
//! `screen.rs` makes of a file what a reader's device shows.
//! The image decoders and the SVG library are named in this room alone (but `png`, with which page
//! pictures are written).

mod coder;
mod coding;
mod cover;
mod error;
mod exif;
mod gif;
mod held;
mod jpeg;
mod jpeg_cosines;
mod jpeg_table;
mod kinds;
mod look;
mod model;
mod outline;
pub mod page_art;
mod path;
mod plane;
mod png;
mod press;
mod read;
mod rows;
mod samples;
mod screen;
mod svg;
mod tiff;
mod trace;
mod webp;

pub use cover::Opacity;
pub use error::{Feature, PictureError, PictureWarning};
pub use held::{FEWEST_PIXELS, HAIRLINE, Widths};
pub use kinds::{Kind, Stranger};
pub use model::{
    Art, ColourModel, FillRule, Footprint, Gradient, GradientStop, InkFacts, LineCap, LineJoin,
    Paint, PathSegment, Picture, PictureId, Raster, RasterData, Shape, Stroke, VectorArt, Words,
    visit,
};
pub use outline::{Outline, Reach};
pub use page_art::PageArt;
#[cfg(feature = "page-pictures")]
pub use page_art::look_through;
pub use path::{encloses, sides_of};
pub use read::{measure, outline_of, read, read_for, read_page};
pub use screen::{ScreenKind, ScreenPicture, for_screen};
pub use svg::Lettering;

/// The most pixels a picture may have along a side.
pub const MAX_SIDE: u64 = 20_000;
/// The most pixels a picture may have in all: three broadsheet pages at 300 an inch.
pub const MAX_PIXELS: u64 = 100_000_000;

#[cfg(test)]
mod hostile_tests;
