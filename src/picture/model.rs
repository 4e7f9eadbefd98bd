//! What a picture is, once read.

use std::sync::Arc;

use super::{Outline, PageArt, PictureWarning, Widths};
use crate::colour::{Colour, Ink, InkCount};
use crate::measure::{Edges, Length, Point, Rect, Size};

/// A picture of the job, by its place in the job's list; a file used twice is read once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub u32);

/// A picture file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its own size: from the file's resolution, or 72 pixels an inch.
    pub size: Size,
    pub art: Art,
    /// What of the file is not drawn as its author meant it.
    pub warnings: Vec<PictureWarning>,
}

impl Picture {
    pub fn footprint(&self) -> Footprint {
        let bleed = match &self.art {
            Art::Page(page) => page.bleed,
            Art::Raster(_) | Art::Vector(_) => Edges::default(),
        };
        let lettered = match &self.art {
            Art::Page(_) => true,
            Art::Vector(art) => art.lettered,
            Art::Raster(_) => false,
        };
        let prints = match &self.art {
            Art::Page(_) => Widths::default(),
            Art::Raster(raster) => Widths::of_pixels(raster.width),
            Art::Vector(_) => Widths::of_line(self.thinnest(), self.size.width),
        };
        Footprint { size: self.size, bleed, outline: None, lettered, prints }
    }

    /// The thinnest stroke of a drawing that prints, at the drawing's own size.
    pub fn thinnest(&self) -> Option<Length> {
        let Art::Vector(art) = &self.art else { return None };
        let mut thinnest: Option<Length> = None;
        visit(&art.shapes, &mut |shape| {
            let Shape::Path { stroke: Some(stroke), opacity, .. } = shape else { return };
            let prints = match &stroke.paint {
                Paint::Solid(colour) => colour.total_ink() > 0,
                Paint::Gradient(_) => true,
            };
            if prints && *opacity > Ink::NONE {
                thinnest = Some(thinnest.map_or(stroke.width, |least| least.min(stroke.width)));
            }
        });
        thinnest
    }
}

/// Every shape, those in groups too.
pub fn visit<'a>(shapes: &'a [Shape], look: &mut dyn FnMut(&'a Shape)) {
    for shape in shapes {
        look(shape);
        if let Shape::Group { shapes, .. } = shape {
            visit(shapes, look);
        }
    }
}

/// What make-up has to know of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Footprint {
    pub size: Size,
    /// How far it goes on beyond that, for where it reaches the trim of the paper.
    pub bleed: Edges,
    /// What of it is painted, where text is to follow that.
    pub outline: Option<Arc<Outline>>,
    /// A drawing with words in it, or a page: whatever is cut off it was to be read.
    pub lettered: bool,
    pub prints: Widths,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Art {
    Raster(Raster),
    Vector(VectorArt),
    /// A page of a PDF, placed untouched.
    Page(Box<PageArt>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ColourModel {
    #[default]
    Grey,
    Rgb,
    Cmyk,
}

impl ColourModel {
    /// Bytes a pixel.
    pub fn components(self) -> usize {
        match self {
            ColourModel::Grey => 1,
            ColourModel::Rgb => 3,
            ColourModel::Cmyk => 4,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    /// As it is printed: grey or CMYK, once it is ready for the press.
    pub model: ColourModel,
    pub data: RasterData,
    /// Eight-bit coverage, a byte a pixel, packed as [`RasterData::Packed`] is.
    pub mask: Option<Vec<u8>>,
    pub ink: InkFacts,
}

/// What a raster picture was in its file, and how much ink it has. Amounts are in hundredths of
/// a per cent of one solid ink, all inks of a pixel together.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InkFacts {
    pub source: ColourModel,
    /// The description of the profile in the file; empty when it has none that tells its colours.
    pub profile: String,
    /// The most in one pixel, before the limit was kept.
    pub most_before: u32,
    /// The most in one pixel, as it is printed.
    pub most: u32,
    /// Over all pixels; none where it is not known.
    pub mean: Option<u32>,
    /// Black and white alone: it has no halftone to hide its steps.
    pub is_line_art: bool,
}

impl InkFacts {
    /// One solid ink.
    pub const SOLID: u32 = 10_000;

    pub(super) fn count(&mut self, count: InkCount, pixels: u64) {
        let ink = |parts: u16| (u32::from(parts) * InkFacts::SOLID + 127) / 255;
        (self.most_before, self.most) = (ink(count.most_before), ink(count.most));
        let whole = pixels.saturating_mul(255);
        let mean = count.sum.saturating_mul(InkFacts::SOLID.into()).checked_div(whole);
        self.mean = mean.and_then(|mean| u32::try_from(mean).ok());
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum RasterData {
    /// DCTDecode: the file's own bytes, where they can be printed. `inverted` marks Adobe's CMYK, whose values are
    /// complements.
    Jpeg { bytes: Vec<u8>, inverted: bool },
    /// Eight bits a component, row by row, each row filtered as PNG has it and the whole
    /// deflated: as a PDF holds them (ISO 32000-1 7.4.4.4, predictor 15).
    Packed(Vec<u8>),
    /// The same of line art, a bit a pixel: 1 is white, each row begins with a byte of its own.
    /// A press sets it in its own dots, not in a halftone's.
    Bits(Vec<u8>),
}

impl Default for RasterData {
    fn default() -> RasterData {
        RasterData::Packed(Vec::new())
    }
}

/// A vector picture: shapes in painting order, in its own coordinates with y downwards.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct VectorArt {
    pub shapes: Vec<Shape>,
    /// Pictures embedded in it; [`Shape::Raster`] places them.
    pub rasters: Vec<Raster>,
    /// There are words in it.
    pub lettered: bool,
    /// Where they stand.
    pub words: Vec<Words>,
}

/// Words of a drawing, and the rectangle of their ink in its coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub text: String,
    pub rect: Rect,
}

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly all shapes are paths")]
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
    /// `rasters[index]`: its first pixel's corner stands at `origin`, its top edge runs along
    /// the vector `right` and its left edge along `down`.
    Raster { index: usize, origin: Point, right: Point, down: Point },
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

/// A gradient along a line, or from circle to circle. Beyond its ends the end colours go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub start: Point,
    pub end: Point,
    /// Both zero for a linear gradient.
    pub start_radius: Length,
    pub end_radius: Length,
    /// What makes the circles ellipses: the linear map `x' = a x + c y`, `y' = b x + d y`
    /// around `end`, its `a b c d` in millionths; [`Gradient::ROUND`] where they stay circles.
    /// Start, end and radii are those before the map. Always round for a linear gradient.
    pub stretch: [i64; 4],
    pub stops: Vec<GradientStop>,
}

impl Gradient {
    pub const ROUND: [i64; 4] = [1_000_000, 0, 0, 1_000_000];

    pub fn is_radial(&self) -> bool {
        self.end_radius.is_positive()
    }
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
    /// In thousandths.
    pub miter_limit: i64,
    /// Dashes and gaps in turn, an even number; empty for an unbroken line.
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
