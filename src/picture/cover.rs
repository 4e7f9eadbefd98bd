//! [`Opacity`]: whether a place of a picture hides what lies under it.
//!
//! Photographs hide all of it but where their alpha lets it through; drawings where a shape of
//! theirs is filled or stroked. A page of a PDF hides what lies under the boxes around what it
//! paints, its type aside ([`super::page_art::Ground`]): more cannot be told without drawing it.

use super::path::{Ends, Side, flatten, inside, units};
use super::plane::unpack;
use super::{Art, FillRule, Footprint, Paint, Picture, Raster, Shape, Stroke, VectorArt};
use crate::colour::Ink;
use crate::measure::{Length, Point};

/// The whole of a picture's side.
const WHOLE: i64 = 1_000_000;

/// What is fainter than half does not hide type.
const HALF: u16 = 5_000;

/// A picture with the coverage of its pixels laid open.
#[derive(Clone, Debug)]
pub struct Opacity<'a> {
    picture: &'a Picture,
    /// Of the picture, or of those embedded in it: a byte a pixel.
    masks: Vec<Option<Vec<u8>>>,
}

impl Picture {
    /// Whether nothing of it is printed: a drawing without shapes, a page without content or with all of it
    /// beyond what is shown, pixels that are all transparent.
    pub fn is_blank(&self) -> bool {
        match &self.art {
            Art::Page(page) => page.is_blank(),
            Art::Raster(raster) => is_clear(raster),
            Art::Vector(art) => are_clear(art, &art.shapes),
        }
    }

    pub fn opacity(&self) -> Opacity<'_> {
        let rasters = match &self.art {
            Art::Page(_) => &[],
            Art::Raster(raster) => std::slice::from_ref(raster),
            Art::Vector(art) => art.rasters.as_slice(),
        };
        let open = |raster: &Raster| Some(unpack(raster.mask.as_ref()?, raster.width, 1));
        Opacity { picture: self, masks: rasters.iter().map(open).collect() }
    }
}

fn is_clear(raster: &Raster) -> bool {
    let Some(mask) = raster.mask.as_ref() else { return false };
    unpack(mask, raster.width, 1).iter().all(|&alpha| alpha == 0)
}

fn are_clear(art: &VectorArt, shapes: &[Shape]) -> bool {
    shapes.iter().all(|shape| match shape {
        Shape::Path { fill, stroke, opacity, .. } => {
            *opacity == Ink::NONE || (fill.is_none() && stroke.is_none())
        }
        Shape::Group { opacity, shapes, .. } => *opacity == Ink::NONE || are_clear(art, shapes),
        Shape::Raster { index, .. } => art.rasters.get(*index).is_none_or(is_clear),
    })
}

impl Opacity<'_> {
    /// Whether the place `x`, `y` (millionths of its width and height) is opaque.
    pub fn covers(&self, x: i64, y: i64) -> bool {
        let Footprint { size, .. } = self.picture.footprint();
        match &self.picture.art {
            Art::Page(page) => page.covers(x, y),
            Art::Raster(raster) => pixel(raster, self.mask(0), (x, y)),
            Art::Vector(art) => {
                let at = Point { x: size.width.scale(x, WHOLE), y: size.height.scale(y, WHOLE) };
                self.any(art, &art.shapes, at)
            }
        }
    }

    fn mask(&self, index: usize) -> Option<&[u8]> {
        self.masks.get(index)?.as_deref()
    }

    fn any(&self, art: &VectorArt, shapes: &[Shape], at: Point) -> bool {
        shapes.iter().any(|shape| match shape {
            Shape::Path { opacity, .. } if faint(*opacity) => false,
            Shape::Path { segments, fill, stroke, .. } => {
                let filled = |(paint, rule): &(Paint, FillRule)| {
                    shows(paint) && inside(&flatten(segments, Ends::Joined), at, *rule)
                };
                let stroked =
                    |stroke: &Stroke| on_stroke(&flatten(segments, Ends::Open), at, stroke);
                fill.as_ref().is_some_and(filled) || stroke.as_ref().is_some_and(stroked)
            }
            Shape::Group { opacity, .. } if faint(*opacity) => false,
            Shape::Group { clip, shapes, .. } => {
                clip.as_ref()
                    .is_none_or(|(path, rule)| inside(&flatten(path, Ends::Joined), at, *rule))
                    && self.any(art, shapes, at)
            }
            Shape::Raster { index, origin, right, down } => {
                let place = within(*origin, *right, *down, at);
                place
                    .zip(art.rasters.get(*index))
                    .is_some_and(|((x, y), raster)| pixel(raster, self.mask(*index), (x, y)))
            }
        })
    }
}

fn pixel(raster: &Raster, mask: Option<&[u8]>, (x, y): (i64, i64)) -> bool {
    let Some(mask) = mask else { return true };
    let side = |at: i64, pixels: u32| {
        let pixels = i64::from(pixels);
        (at * pixels / WHOLE).clamp(0, (pixels - 1).max(0)) as usize
    };
    let at = side(y, raster.height) * raster.width as usize + side(x, raster.width);
    mask.get(at).is_some_and(|&alpha| alpha >= 128)
}

fn faint(opacity: Ink) -> bool {
    opacity.0 < HALF
}

/// Every paint of a drawing is opaque by itself; it fades with its shape.
fn shows(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(_) | Paint::Gradient(_))
}

fn on_stroke(sides: &[Side], at: Point, stroke: &Stroke) -> bool {
    let reach = units(stroke.width / 2) as f64;
    shows(&stroke.paint)
        && stroke.dash.is_empty()
        && sides.iter().any(|(from, to)| distance(*from, *to, at) <= reach)
}

/// From a point to a straight line. A float serves: it decides about a finding only, and by the
/// same arithmetic everywhere.
fn distance(from: Point, to: Point, at: Point) -> f64 {
    let pair = |a: Point, b: Point| (units(b.x - a.x) as f64, units(b.y - a.y) as f64);
    let ((dx, dy), (px, py)) = (pair(from, to), pair(from, at));
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (px - along * dx, py - along * dy);
    (x * x + y * y).sqrt()
}

/// Where in a parallelogram a point is, in millionths of its sides.
fn within(origin: Point, right: Point, down: Point, at: Point) -> Option<(i64, i64)> {
    let wide = |length: Length| i128::from(units(length));
    let (x, y) = (wide(at.x - origin.x), wide(at.y - origin.y));
    let area = wide(right.x) * wide(down.y) - wide(right.y) * wide(down.x);
    if area == 0 {
        return None;
    }
    let across = (x * wide(down.y) - y * wide(down.x)) * i128::from(WHOLE) / area;
    let along = (y * wide(right.x) - x * wide(right.y)) * i128::from(WHOLE) / area;
    let whole = 0..i128::from(WHOLE);
    let inside = whole.contains(&across) && whole.contains(&along);
    inside.then_some((across as i64, along as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Profile;

    #[test]
    fn a_drawing_hides_only_what_its_shapes_cover() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">
            <circle cx="50" cy="50" r="40" fill="#000"/>
            <rect x="0" y="0" width="10" height="10" fill="#000" opacity="0.2"/>
            <path d="M0 95H100" stroke="#000" stroke-width="6" fill="none"/>
            <path d="M0 60L3 90L6 60M94 60L97 20" fill="none" stroke="#000" stroke-width="1"/></svg>"##;
        let picture = super::super::read(svg.to_vec(), &Profile::newsprint()).expect("a drawing");
        let opacity = picture.opacity();
        let hides = |x: i64, y: i64| opacity.covers(x * 10_000, y * 10_000);
        for (x, y, expected) in [
            (50, 50, true),
            (50, 12, true),
            (50, 8, false),
            (15, 15, false),
            (5, 5, false),
            (30, 96, true),
            (30, 91, false),
            // On the line, and between its ends, where no pen has been.
            (3, 89, true),
            (3, 60, false),
        ] {
            assert_eq!(hides(x, y), expected, "{x} {y}");
        }
    }

    /// A page of a PDF: a filled box at its foot, a frame around it, type above.
    #[test]
    fn a_page_of_a_pdf_hides_what_it_paints() {
        let page = |content: &str, turned: &str| {
            let bytes = pdf_of(content, turned);
            super::super::read(bytes, &Profile::newsprint()).expect("a page")
        };
        let content = "0 0 0 1 k 10 10 80 20 re f 1 w 2 2 96 96 re S \
            q /F gs 0 60 100 40 re f Q BT 20 70 Td (x) Tj ET";
        let hides =
            |picture: &Picture, x: i64, y: i64| picture.opacity().covers(x * 10_000, y * 10_000);
        let upright = page(content, "");
        for (x, y, expected) in
            [(50, 80, true), (50, 50, false), (2, 50, true), (50, 20, false), (95, 80, false)]
        {
            assert_eq!(hides(&upright, x, y), expected, "{x} {y}");
        }
        // Turned clockwise its foot is at the left.
        let turned = page(content, "/Rotate 90");
        for (x, y, expected) in [(20, 50, true), (50, 50, false), (80, 50, false)] {
            assert_eq!(hides(&turned, x, y), expected, "{x} {y}");
        }
        let shaded = page("/S sh", "");
        assert!(hides(&shaded, 50, 50));
    }

    #[test]
    fn a_page_of_which_nothing_is_seen_is_blank() {
        for (content, turned, expected) in [
            ("", "", true),
            ("0 0 0 1 k 1000 1000 50 50 re f", "", true),
            ("0 0 0 1 k 90 90 50 50 re f", "", false),
            ("0 0 0 1 k 90 90 50 50 re f", "/CropBox [0 0 50 50]", true),
            // A line has no width as it is drawn.
            ("0 100 m 100 100 l S", "", false),
            ("0 0 0 1 k 90 90 5 5 re f", "/UserUnit 2", false),
            ("/S sh", "", false),
        ] {
            let page = super::super::read(pdf_of(content, turned), &Profile::newsprint());
            assert_eq!(page.expect("a page").is_blank(), expected, "{content} {turned}");
        }
    }

    /// Mail gateways and old servers fill files up.
    #[test]
    fn what_stands_behind_the_end_of_a_pdf_is_none_of_it() {
        for tail in [vec![0; 3000], b"\r\n--boundary--\r\n".repeat(300), b" ".repeat(9000)] {
            let mut bytes = pdf_of("0 0 0 1 k 10 10 80 20 re f", "");
            bytes.extend(tail);
            let page = super::super::read(bytes, &Profile::newsprint());
            assert!(!page.expect("a page").is_blank());
        }
    }

    fn pdf_of(content: &str, turned: &str) -> Vec<u8> {
        let resources = "<</ExtGState <</F <</ca 0.2>> >> /Shading <</S <</ShadingType 2 \
            /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function <</FunctionType 2 /Domain [0 1] \
            /N 1>> >> >> >>";
        let objects = [
            "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
            "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
            format!(
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] {turned} /Resources {resources} \
                 /Contents 4 0 R>>"
            ),
            format!("<</Length {}>> stream\n{content}\nendstream", content.len()),
        ];
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
        }
        let start = file.len();
        file.extend(b"xref\n0 5\n0000000000 65535 f \n");
        places.iter().for_each(|at| file.extend(format!("{at:010} 00000 n \n").into_bytes()));
        file.extend(
            format!("trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n{start}\n%%EOF").into_bytes(),
        );
        file
    }

    #[test]
    fn a_photograph_hides_where_its_alpha_is_opaque() {
        let raster = Raster {
            width: 2,
            height: 1,
            model: super::super::ColourModel::Grey,
            data: super::super::RasterData::default(),
            mask: None,
            ink: super::super::InkFacts::default(),
        };
        let mask = [255, 0];
        assert!(pixel(&raster, Some(&mask), (100_000, 500_000)));
        assert!(!pixel(&raster, Some(&mask), (900_000, 500_000)));
        assert!(pixel(&raster, None, (900_000, 500_000)));
    }
}
