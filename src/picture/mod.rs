//! Pictures: what a JPEG, PNG, SVG or PDF file holds, ready to be placed.
//!
//! Bytes come in; a [`Picture`] goes out, or the reason why the file cannot be used. JPEG and PNG
//! become grey or CMYK within the ink limit (`press.rs`), with an optional soft mask; SVG becomes
//! paths; a page of a PDF is taken as it is. What is grey or CMYK in its JPEG file already keeps
//! its bytes.
//! The image decoders and the SVG library are named in this room alone (but `png`, with which page
//! pictures are written).

mod coder;
mod coding;
mod cover;
mod error;
mod exif;
mod jpeg;
mod jpeg_cosines;
mod jpeg_table;
mod look;
mod model;
pub mod page_art;
mod plane;
mod png;
mod press;
mod read;
mod samples;
mod svg;

pub use cover::Opacity;
pub use error::{Feature, Kind, PictureError, PictureWarning};
pub use model::{
    Art, ColourModel, FillRule, Footprint, Gradient, GradientStop, InkFacts, LineCap, LineJoin,
    Paint, PathSegment, Picture, PictureId, Raster, RasterData, Shape, Stroke, VectorArt,
};
pub use page_art::PageArt;
pub use read::{measure, read, read_for, read_page};

/// The most pixels a picture may have along a side.
pub const MAX_SIDE: u64 = 20_000;
/// The most pixels a picture may have in all: three broadsheet pages at 300 an inch.
pub const MAX_PIXELS: u64 = 100_000_000;

#[cfg(test)]
mod hostile_tests;
