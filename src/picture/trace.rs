//! The [`Outline`] of a picture that was read, or of a file's pixels.
//!
//! Photographs are painted where their alpha is; drawings where a shape of theirs is filled or
//! stroked; JPEG and pages of PDF all over.

use super::exif::Turn;
use super::outline::{BANDS, Outline, WHOLE};
use super::path::{Ends, Side, flatten, units};
use super::plane::unpack;
use super::rows::Samples;
use super::{Art, PathSegment, Picture, PictureError, Raster, Shape, VectorArt};
use crate::colour::Ink;
use crate::measure::{Length, Point, Size};

/// What covers less is no paint: of 255, and of an [`Ink`].
const LEAST_ALPHA: u8 = 26;
const LEAST_OPACITY: Ink = Ink(1_000);
/// Rows of a file that are read at a time.
const ROWS: usize = 64;

impl Picture {
    /// What of a picture is painted that was read.
    pub(super) fn outline(&self) -> Outline {
        match &self.art {
            Art::Page(_) => Outline::whole(),
            Art::Raster(raster) => {
                let mut outline = Outline::empty();
                outline.raster(&Coverage::of(raster), &|x, y| (x, y));
                outline
            }
            Art::Vector(art) => shapes_of(art, &art.shapes, self.size),
        }
    }
}

/// What of a photograph is painted that is not made ready for the press.
pub(super) fn outline_of_photograph(
    samples: &Samples<'_>,
    turn: Turn,
) -> Result<Outline, PictureError> {
    if !samples.has_coverage {
        return Ok(Outline::whole());
    }
    let mut coverage = Coverage::new(samples.width as usize, samples.height as usize);
    let opened = samples.open()?;
    let mut rows = opened.rows()?;
    let mut at = 0;
    loop {
        let read = rows.take(ROWS)?;
        if read.is_empty() {
            break;
        }
        for row in read.chunks_exact(samples.row().max(1)) {
            let alphas = row.chunks_exact(samples.step()).map(|pixel| pixel.last().copied());
            coverage.row(at, alphas.map(Option::unwrap_or_default));
            at += 1;
        }
    }
    let mut outline = Outline::empty();
    outline.raster(&coverage, &|x, y| turn.seen(x, y, WHOLE));
    Ok(outline)
}

/// Where pixels are painted, in cells of one or more pixels.
struct Coverage {
    pixels: (usize, usize),
    cells: (usize, usize),
    painted: Vec<bool>,
}

impl Coverage {
    fn new(width: usize, height: usize) -> Coverage {
        let cells = (width.clamp(1, BANDS), height.clamp(1, BANDS));
        Coverage { pixels: (width, height), cells, painted: vec![false; cells.0 * cells.1] }
    }

    fn of(raster: &Raster) -> Coverage {
        let mut coverage = Coverage::new(raster.width as usize, raster.height as usize);
        let Some(mask) = &raster.mask else {
            coverage.painted.fill(true);
            return coverage;
        };
        let alphas = unpack(mask, raster.width, 1);
        for (at, row) in alphas.chunks_exact((raster.width as usize).max(1)).enumerate() {
            coverage.row(at, row.iter().copied());
        }
        coverage
    }

    fn row(&mut self, at: usize, alphas: impl Iterator<Item = u8>) {
        let row = at * self.cells.1 / self.pixels.1.max(1);
        let start = row * self.cells.0;
        let Some(cells) = self.painted.get_mut(start..start + self.cells.0) else { return };
        let (count, pixels) = (self.cells.0, self.pixels.0.max(1));
        for (x, _) in alphas.enumerate().filter(|(_, alpha)| *alpha >= LEAST_ALPHA) {
            if let Some(cell) = cells.get_mut(x * count / pixels) {
                *cell = true;
            }
        }
    }
}

impl Outline {
    /// Cells, their corners taken to the picture by `place`.
    fn raster(&mut self, coverage: &Coverage, place: &impl Fn(i64, i64) -> (i64, i64)) {
        let (wide, high) = coverage.cells;
        for (at, _) in coverage.painted.iter().enumerate().filter(|(_, painted)| **painted) {
            let (column, row) = ((at % wide) as i64, (at / wide) as i64);
            let x = |step: i64| (column + step) * WHOLE / wide as i64;
            let y = |step: i64| (row + step) * WHOLE / high as i64;
            let corners =
                [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| place(x(right), y(down)));
            let (first, last) = bounds(&corners);
            self.paint(first, last);
        }
    }

    /// What lies on the sides of a path, and half of a stroke beside them.
    fn sides(&mut self, sides: &[Side], beside: Length, size: Size) {
        let wide = share(beside, size.width);
        let high = share(beside, size.height);
        for (from, to) in sides {
            let at = |point: &Point| (share(point.x, size.width), share(point.y, size.height));
            self.side(at(from), at(to), (wide, high));
        }
    }

    /// One side, in pieces as small as bands.
    fn side(&mut self, from: (i64, i64), to: (i64, i64), (wide, high): (i64, i64)) {
        let longest = (to.0 - from.0).abs().max((to.1 - from.1).abs());
        let pieces = (longest * BANDS as i64 / WHOLE).clamp(0, MOST_PIECES) + 1;
        let at = |piece: i64| {
            let along = |from: i64, to: i64| from + (to - from) * piece / pieces;
            (along(from.0, to.0), along(from.1, to.1))
        };
        for piece in 0..pieces {
            let ((left, top), (right, bottom)) = bounds(&[at(piece), at(piece + 1)]);
            self.paint((left - wide, top - high), (right + wide, bottom + high));
        }
    }
}

/// A side far longer than its picture is seen in parts.
const MOST_PIECES: i64 = 4 * BANDS as i64;

fn bounds(points: &[(i64, i64)]) -> ((i64, i64), (i64, i64)) {
    let start = points.first().copied().unwrap_or_default();
    points.iter().fold((start, start), |(first, last), point| {
        ((first.0.min(point.0), first.1.min(point.1)), (last.0.max(point.0), last.1.max(point.1)))
    })
}

/// A place along a side, in millionths of it; far off places are as good as near ones.
fn share(at: Length, side: Length) -> i64 {
    let share = i128::from(units(at)) * i128::from(WHOLE) / i128::from(units(side).max(1));
    share.clamp(-i128::from(FAR), i128::from(FAR)) as i64
}

const FAR: i64 = 100 * WHOLE;

fn shapes_of(art: &VectorArt, shapes: &[Shape], size: Size) -> Outline {
    let mut outline = Outline::empty();
    for shape in shapes {
        match shape {
            Shape::Path { opacity, .. } | Shape::Group { opacity, .. }
                if opacity.0 < LEAST_OPACITY.0 => {}
            Shape::Path { segments, fill, stroke, .. } => {
                if fill.is_some() {
                    outline.sides(&flatten(segments, Ends::Joined), Length::ZERO, size);
                }
                if let Some(stroke) = stroke {
                    outline.sides(&flatten(segments, Ends::Open), stroke.width / 2, size);
                }
            }
            Shape::Group { clip, shapes, .. } => {
                let inside = shapes_of(art, shapes, size);
                outline.add(&match clip {
                    Some((path, _)) => inside.within(&outline_of_path(path, size)),
                    None => inside,
                });
            }
            Shape::Raster { index, origin, right, down } => {
                let Some(raster) = art.rasters.get(*index) else { continue };
                let place = |x: i64, y: i64| {
                    let along = |from: Length, right: Length, down: Length| {
                        from + right.scale(x, WHOLE) + down.scale(y, WHOLE)
                    };
                    let (at_x, at_y) =
                        (along(origin.x, right.x, down.x), along(origin.y, right.y, down.y));
                    (share(at_x, size.width), share(at_y, size.height))
                };
                outline.raster(&Coverage::of(raster), &place);
            }
        }
    }
    outline
}

fn outline_of_path(path: &[PathSegment], size: Size) -> Outline {
    let mut outline = Outline::empty();
    outline.sides(&flatten(path, Ends::Joined), Length::ZERO, size);
    outline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Profile;
    use crate::fonts::{DrawingFonts, Shapes};
    use crate::picture::{Lettering, Reach, outline_of};

    fn outline(bytes: &[u8]) -> Outline {
        let fonts = DrawingFonts::default();
        let lettering = Lettering { fonts: &fonts, shapes: Shapes::default() };
        outline_of(bytes, &Profile::newsprint(), lettering).expect("a picture")
    }

    fn drawing(shapes: &str) -> Outline {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>{shapes}</svg>"
        );
        outline(svg.as_bytes())
    }

    /// The reach of a row or column at a per cent of the side, in per cent.
    fn at(bands: &[Option<Reach>], per_cent: usize) -> Option<(i64, i64)> {
        let reach = (*bands.get(per_cent * BANDS / 100)?)?;
        let round = |at: i64| (at + 5_000) / 10_000;
        Some((round(reach.from), round(reach.to)))
    }

    #[test]
    fn a_circle_is_narrow_at_its_head_and_wide_in_its_middle() {
        let circle = drawing("<circle cx='50' cy='50' r='40' fill='#000'/>");
        for bands in [circle.rows(), circle.columns()] {
            assert_eq!(at(bands, 5), None);
            assert_eq!(at(bands, 50), Some((10, 90)));
            // 40² - 20² = 34.6².
            assert_eq!(at(bands, 30), Some((15, 85)));
            assert_eq!(at(bands, 95), None);
        }
        assert!(!circle.is_rectangle());
    }

    #[test]
    fn strokes_clips_and_what_is_faint_count_as_they_are_seen() {
        let line = drawing("<path d='M20 50H80' stroke='#000' stroke-width='10' fill='none'/>");
        assert_eq!((at(line.rows(), 50), at(line.rows(), 40)), (Some((15, 85)), None));
        assert_eq!(at(line.columns(), 50), Some((45, 55)));
        let faint = drawing("<rect width='100' height='100' opacity='0.05'/>");
        assert_eq!(at(faint.rows(), 50), None);
        let clipped = drawing(
            "<clipPath id='c'><circle cx='50' cy='50' r='20'/></clipPath>\
             <g clip-path='url(#c)'><rect width='100' height='100'/></g>",
        );
        assert_eq!((at(clipped.rows(), 50), at(clipped.rows(), 20)), (Some((30, 70)), None));
    }

    #[test]
    fn what_is_painted_all_over_is_a_rectangle() {
        assert!(drawing("<rect width='100' height='100' fill='#fff'/>").is_rectangle());
        assert!(!drawing("<rect width='100' height='90' fill='#fff'/>").is_rectangle());
    }

    #[test]
    fn a_photograph_is_painted_where_its_alpha_is() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 10, 4);
        encoder.set_color(png::ColorType::GrayscaleAlpha);
        let mut writer = encoder.write_header().expect("a header");
        let pixel = |x: usize, y: usize| [0, if y == 1 && (3..7).contains(&x) { 255 } else { 0 }];
        let samples: Vec<u8> = (0..40).flat_map(|at| pixel(at % 10, at / 10)).collect();
        writer.write_image_data(&samples).expect("its pixels");
        writer.finish().expect("the end");
        let found = outline(&bytes);
        assert_eq!((at(found.rows(), 30), at(found.rows(), 60)), (Some((30, 70)), None));
        assert_eq!((at(found.columns(), 50), at(found.columns(), 20)), (Some((25, 50)), None));
    }

    /// Four pixels in the middle of the second of four rows of ten.
    fn is_painted(at: usize) -> bool {
        at / 10 == 1 && (3..7).contains(&(at % 10))
    }

    #[test]
    fn the_alpha_of_every_kind_of_picture_gives_its_outline() {
        let alpha = |at: usize| if is_painted(at) { 255 } else { 0 };
        let rgba: Vec<u8> = (0..40).flat_map(|at| [90, 80, 70, alpha(at)]).collect();
        let mut webp = Vec::new();
        let encoder = image_webp::WebPEncoder::new(&mut webp);
        encoder.encode(&rgba, 10, 4, image_webp::ColorType::Rgba8).expect("a WebP");
        let mut tiff = std::io::Cursor::new(Vec::new());
        let mut encoder = ::tiff::encoder::TiffEncoder::new(&mut tiff).expect("a file");
        let mut image =
            encoder.new_image::<::tiff::encoder::colortype::RGBA8>(10, 4).expect("a picture");
        let coverage = ::tiff::tags::Tag::ExtraSamples;
        image.encoder().write_tag(coverage, &[2_u16][..]).expect("a tag");
        image.write_data(&rgba).expect("a TIFF");
        let mut gif = Vec::new();
        let mut encoder =
            ::gif::Encoder::new(&mut gif, 10, 4, &[0, 0, 0, 255, 0, 0]).expect("a file");
        let indices: Vec<u8> = (0..40).map(|at| u8::from(is_painted(at))).collect();
        let frame = ::gif::Frame {
            width: 10,
            height: 4,
            buffer: indices.into(),
            transparent: Some(0),
            ..::gif::Frame::default()
        };
        encoder.write_frame(&frame).expect("a GIF");
        drop(encoder);
        for (kind, bytes) in [("WebP", webp), ("TIFF", tiff.into_inner()), ("GIF", gif)] {
            let found = outline(&bytes);
            assert_eq!(at(found.rows(), 30), Some((30, 70)), "{kind}");
            assert_eq!(at(found.rows(), 60), None, "{kind}");
            assert_eq!(at(found.columns(), 50), Some((25, 50)), "{kind}");
        }
    }
}
