//! Pictures: what a JPEG, PNG or SVG file holds, ready to be placed.
//!
//! Bytes come in; a [`Picture`] goes out, or the reason why the file cannot be used. JPEG data
//! is kept as it is; PNG becomes samples with an optional soft mask; SVG becomes paths.
//! The image decoders and the SVG library are named in this room alone.

mod model;

pub use model::{
    Art, ColourModel, FillRule, Gradient, GradientStop, LineCap, LineJoin, Paint, PathSegment,
    Picture, PictureId, Raster, RasterData, Shape, Stroke, VectorArt,
};
