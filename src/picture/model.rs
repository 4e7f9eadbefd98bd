//! What a picture is, once read.

use crate::colour::{Colour, Ink};
use crate::measure::{Length, Point, Size};

/// A picture of the job, by its place in the job's list; a file used twice is read once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub u32);

/// A picture file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its own size: from the file's resolution, or 72 pixels an inch.
    pub size: Size,
    pub art: Art,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Art {
    Raster(Raster),
    Vector(VectorArt),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourModel {
    Grey,
    Rgb,
    Cmyk,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    pub model: ColourModel,
    pub data: RasterData,
    /// Eight-bit coverage, a byte a pixel.
    pub mask: Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RasterData {
    /// The file's own bytes (DCTDecode). `inverted` marks Adobe's CMYK, whose values are
    /// complements.
    Jpeg { bytes: Vec<u8>, inverted: bool },
    /// Eight bits a component, row by row.
    Samples(Vec<u8>),
}

/// A vector picture: shapes in painting order, in its own coordinates with y downwards.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct VectorArt {
    pub shapes: Vec<Shape>,
    /// Pictures embedded in it, with their transforms.
    pub rasters: Vec<Raster>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Path {
        segments: Vec<PathSegment>,
        fill: Option<(Paint, FillRule)>,
        stroke: Option<Stroke>,
        /// Opacity of 10 000.
        opacity: Ink,
    },
    /// Shapes clipped to a path and faded together.
    Group { clip: Option<(Vec<PathSegment>, FillRule)>, opacity: Ink, shapes: Vec<Shape> },
    /// `rasters[index]`, its unit square mapped by the six numbers of a matrix
    /// (`a b c d` in millionths, `e f` as lengths).
    Raster { index: usize, matrix: [i64; 4], origin: Point },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillRule {
    NonZero,
    EvenOdd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathSegment {
    Move(Point),
    Line(Point),
    Cubic(Point, Point, Point),
    Close,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    Solid(Colour),
    Gradient(Gradient),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub start: Point,
    pub end: Point,
    /// Both zero for a linear gradient.
    pub start_radius: Length,
    pub end_radius: Length,
    pub stops: Vec<GradientStop>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradientStop {
    /// Of 10 000.
    pub offset: u16,
    pub colour: Colour,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub paint: Paint,
    pub width: Length,
    pub cap: LineCap,
    pub join: LineJoin,
    pub miter_limit: i64,
    pub dash: Vec<Length>,
    pub dash_offset: Length,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineCap {
    Butt,
    Round,
    Square,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineJoin {
    Miter,
    Round,
    Bevel,
}
