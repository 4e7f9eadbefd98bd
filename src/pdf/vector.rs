//! Vector pictures as form XObjects: drawn once, placed as often as the job wants.
//!
//! The form's matrix turns the picture's y axis over, so that everything inside, shadings
//! too, keeps the picture's own coordinates.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::digits::{self, number, real};
use super::file::File;
use super::inks::{self, Spots, Use};
use super::{images, shading};
use crate::colour::{Colour, Ink, SpotId};
use crate::flate::Effort;
use crate::measure::{Length, Point, Size};
use crate::picture::{
    FillRule, LineCap, LineJoin, Paint, PathSegment, Raster, Shape, Stroke, VectorArt,
};

/// A form in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct AddedForm {
    pub id: ObjectId,
    /// Whether it blends with what lies under it, so that its page needs a blending space.
    pub transparent: bool,
}

pub(super) fn add<'a>(
    doc: &mut File<'a>,
    art: &'a VectorArt,
    size: Size,
    spots: &Spots,
) -> AddedForm {
    let rasters = art.rasters.iter().map(|raster| images::add(doc, raster)).collect();
    let masked = art.rasters.iter().any(|raster: &Raster| raster.mask.is_some());
    let mut writer = Writer { doc, spots, size, rasters, transparent: masked };
    let id = writer.form(&art.shapes, Kind::Whole);
    AddedForm { id, transparent: writer.transparent }
}

struct Writer<'d, 'a> {
    doc: &'d mut File<'a>,
    spots: &'d Spots,
    size: Size,
    rasters: Vec<ObjectId>,
    transparent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The picture.
    Whole,
    /// Shapes that are faded together (ISO 32000-1 11.6.6).
    Group,
    /// Shapes that lie too deep within others for one content stream.
    Part,
}

/// States that are saved within each other in one content stream, the shapes' own not counted:
/// readers need to keep no more than 28 (ISO 32000-1 Annex C).
const DEEPEST: u8 = 24;

/// A form's content and what it names.
#[derive(Default)]
struct Form {
    out: Vec<u8>,
    depth: u8,
    states: BTreeMap<Ink, String>,
    xobjects: BTreeMap<String, ObjectId>,
    patterns: BTreeMap<String, ObjectId>,
    spots: BTreeSet<SpotId>,
}

impl Form {
    fn op(&mut self, operator: &str) {
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    fn length(&mut self, length: Length) {
        digits::points(&mut self.out, length);
        self.out.push(b' ');
    }

    fn point(&mut self, point: Point) {
        self.length(point.x);
        self.length(point.y);
    }

    /// Sets the opacity of fills and strokes.
    fn fade(&mut self, opacity: Ink) {
        let name = format!("G{}", opacity.0);
        self.op(&format!("/{name} gs"));
        self.states.insert(opacity, name);
    }

    fn path(&mut self, segments: &[PathSegment]) {
        for segment in segments {
            match segment {
                PathSegment::Move(to) => {
                    self.point(*to);
                    self.op("m");
                }
                PathSegment::Line(to) => {
                    self.point(*to);
                    self.op("l");
                }
                PathSegment::Cubic(first, second, to) => {
                    self.point(*first);
                    self.point(*second);
                    self.point(*to);
                    self.op("c");
                }
                PathSegment::Close => self.op("h"),
            }
        }
    }
}

impl Writer<'_, '_> {
    fn form(&mut self, shapes: &[Shape], kind: Kind) -> ObjectId {
        let mut form = Form::default();
        self.draw(&mut form, shapes);
        let size = [self.size.width, self.size.height];
        let mut dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => Object::Array(
                [Length::ZERO; 2].into_iter().chain(size).map(real).collect(),
            ),
            "Resources" => self.resources(&form),
        };
        match kind {
            Kind::Whole => {
                let turned = [1, 0, 0, -1, 0].into_iter().map(Object::Integer);
                let turned = turned.chain([real(self.size.height)]).collect();
                dict.set("Matrix", Object::Array(turned));
            }
            Kind::Group => dict.set(
                "Group",
                dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true },
            ),
            Kind::Part => {}
        }
        self.doc.add_waiting(dict, form.out, Effort::Text)
    }

    fn resources(&self, form: &Form) -> Dictionary {
        let mut resources = Dictionary::new();
        let named = |map: &BTreeMap<String, ObjectId>| {
            Dictionary::from_iter(map.iter().map(|(n, id)| (n.clone(), Object::Reference(*id))))
        };
        if !form.xobjects.is_empty() {
            resources.set("XObject", named(&form.xobjects));
        }
        if !form.patterns.is_empty() {
            resources.set("Pattern", named(&form.patterns));
        }
        if !form.states.is_empty() {
            let states = form.states.iter().map(|(opacity, name)| {
                let alpha = number(i64::from(opacity.0), 4);
                (name.clone(), dictionary! { "ca" => alpha.clone(), "CA" => alpha }.into())
            });
            resources.set("ExtGState", Dictionary::from_iter::<Vec<(_, Object)>>(states.collect()));
        }
        if !form.spots.is_empty() {
            let spaces = form
                .spots
                .iter()
                .map(|&spot| (inks::spot_name(spot), inks::separation(spot, self.spots)));
            resources.set("ColorSpace", Dictionary::from_iter(spaces));
        }
        resources
    }

    fn draw(&mut self, form: &mut Form, shapes: &[Shape]) {
        for shape in shapes {
            match shape {
                Shape::Path { opacity, .. } => {
                    form.op("q");
                    self.draw_path(form, shape, *opacity);
                    form.op("Q");
                }
                Shape::Group { clip, opacity, shapes } => {
                    form.op("q");
                    if let Some((path, rule)) = clip {
                        clip_to(form, path, *rule);
                    }
                    if let Some((only, own)) = lone_path(shapes) {
                        self.draw_path(form, only, opacity.of(own));
                    } else if *opacity < Ink::SOLID {
                        self.transparent = true;
                        form.fade(*opacity);
                        self.place_form(form, shapes, Kind::Group);
                    } else if form.depth == DEEPEST {
                        self.place_form(form, shapes, Kind::Part);
                    } else {
                        form.depth += 1;
                        self.draw(form, shapes);
                        form.depth -= 1;
                    }
                    form.op("Q");
                }
                Shape::Raster { index, origin, right, down } => {
                    self.place_raster(form, *index, *origin, *right, *down);
                }
            }
        }
    }

    fn draw_path(&mut self, form: &mut Form, shape: &Shape, opacity: Ink) {
        let Shape::Path { segments, fill, stroke, .. } = shape else { return };
        if opacity < Ink::SOLID {
            self.transparent = true;
            form.fade(opacity);
        }
        self.paint_path(form, segments, fill.as_ref(), stroke.as_ref());
    }

    fn place_form(&mut self, form: &mut Form, shapes: &[Shape], kind: Kind) {
        let id = self.form(shapes, kind);
        let name = format!("X{}", form.xobjects.len());
        form.op(&format!("/{name} Do"));
        form.xobjects.insert(name, id);
    }

    fn paint_path(
        &mut self,
        form: &mut Form,
        segments: &[PathSegment],
        fill: Option<&(Paint, FillRule)>,
        stroke: Option<&Stroke>,
    ) {
        let operator = match (fill.map(|(_, rule)| *rule), stroke) {
            (None, None) => return,
            (Some(FillRule::NonZero), None) => "f",
            (Some(FillRule::EvenOdd), None) => "f*",
            (None, Some(_)) => "S",
            (Some(FillRule::NonZero), Some(_)) => "B",
            (Some(FillRule::EvenOdd), Some(_)) => "B*",
        };
        if segments.is_empty() {
            return;
        }
        if let Some((paint, _)) = fill {
            self.set_paint(form, paint, Use::Fill);
        }
        if let Some(stroke) = stroke {
            self.set_paint(form, &stroke.paint, Use::Stroke);
            set_stroke(form, stroke);
        }
        form.path(segments);
        form.op(operator);
    }

    fn set_paint(&mut self, form: &mut Form, paint: &Paint, purpose: Use) {
        match paint {
            Paint::Solid(colour) => {
                if let Colour::Spot { spot, .. } = colour {
                    form.spots.insert(*spot);
                }
                inks::set(&mut form.out, *colour, purpose);
            }
            Paint::Gradient(gradient) => {
                let id = self.doc.add_object(shading::pattern(gradient, self.spots));
                let name = format!("H{}", form.patterns.len());
                form.op(&match purpose {
                    Use::Fill => format!("/Pattern cs /{name} scn"),
                    Use::Stroke => format!("/Pattern CS /{name} SCN"),
                });
                form.patterns.insert(name, id);
            }
        }
    }

    /// An image's unit square has its first pixel at y = 1: at the far end of `down`.
    fn place_raster(
        &mut self,
        form: &mut Form,
        index: usize,
        origin: Point,
        right: Point,
        down: Point,
    ) {
        let Some(id) = self.rasters.get(index) else { return };
        let corner = Point { x: origin.x + down.x, y: origin.y + down.y };
        form.op("q");
        for value in [right.x, right.y, -down.x, -down.y, corner.x, corner.y] {
            digits::fine_points(&mut form.out, value);
            form.out.push(b' ');
        }
        let name = format!("I{index}");
        form.op(&format!("cm /{name} Do Q"));
        form.xobjects.insert(name, *id);
    }
}

/// The path of a group that has no other, and its own opacity: where its fill and stroke do not
/// lie over each other it needs no form to be faded.
fn lone_path(shapes: &[Shape]) -> Option<(&Shape, Ink)> {
    match shapes {
        [only @ Shape::Path { fill, stroke, opacity, .. }]
            if fill.is_none() || stroke.is_none() =>
        {
            Some((only, *opacity))
        }
        _ => None,
    }
}

fn clip_to(form: &mut Form, path: &[PathSegment], rule: FillRule) {
    if path.is_empty() {
        // An empty path clips everything away; an empty rectangle says so in PDF.
        form.op("0 0 0 0 re");
    }
    form.path(path);
    form.op(if rule == FillRule::EvenOdd { "W* n" } else { "W n" });
}

fn set_stroke(form: &mut Form, stroke: &Stroke) {
    form.length(stroke.width);
    form.op("w");
    form.op(match stroke.cap {
        LineCap::Butt => "0 J",
        LineCap::Round => "1 J",
        LineCap::Square => "2 J",
    });
    form.op(match stroke.join {
        LineJoin::Miter => "0 j",
        LineJoin::Round => "1 j",
        LineJoin::Bevel => "2 j",
    });
    digits::fixed(&mut form.out, stroke.miter_limit.max(1000), 3);
    form.op(" M");
    // A dash pattern of nothing but zeros is refused by viewers.
    if stroke.dash.iter().any(|dash| dash.is_positive()) {
        form.out.push(b'[');
        for dash in &stroke.dash {
            form.length(*dash);
        }
        form.out.extend_from_slice(b"] ");
        form.length(stroke.dash_offset);
        form.op("d");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Document;

    fn point(x: i64, y: i64) -> Point {
        Point { x: Length::from_pt(x), y: Length::from_pt(y) }
    }

    fn square(opacity: Ink) -> Shape {
        use PathSegment::{Close, Line, Move};
        Shape::Path {
            segments: vec![Move(point(0, 0)), Line(point(9, 0)), Line(point(9, 9)), Close],
            fill: Some((Paint::Solid(Colour::BLACK), FillRule::EvenOdd)),
            stroke: None,
            opacity,
        }
    }

    #[test]
    fn a_faded_group_is_a_form_of_its_own() {
        let size = Size { width: Length::from_pt(10), height: Length::from_pt(20) };
        let half = Ink::per_cent(50);
        for (squares, groups) in [(2, 1), (1, 0)] {
            let shapes = vec![square(half); squares];
            let group = Shape::Group { clip: None, opacity: half, shapes };
            let art = VectorArt {
                shapes: vec![group],
                rasters: Vec::new(),
                lettered: false,
                words: Vec::new(),
            };
            let mut doc = File::new(Document::new());
            assert!(add(&mut doc, &art, size, &[]).transparent);
            let forms = doc.objects.values().filter_map(|object| object.as_stream().ok());
            assert_eq!(forms.filter(|form| form.dict.has(b"Group")).count(), groups);
        }
        let art = VectorArt {
            shapes: vec![square(Ink::SOLID)],
            rasters: Vec::new(),
            lettered: false,
            words: Vec::new(),
        };
        let mut doc = File::new(Document::new());
        assert!(!add(&mut doc, &art, size, &[]).transparent);
    }

    #[test]
    fn what_lies_deep_is_a_form_of_its_own() {
        let size = Size { width: Length::from_pt(10), height: Length::from_pt(20) };
        let nest = |shapes| vec![Shape::Group { clip: None, opacity: Ink::SOLID, shapes }];
        let shapes = (0..60).fold(vec![square(Ink::SOLID)], |shapes, _| nest(shapes));
        let art = VectorArt { shapes, rasters: Vec::new(), lettered: false, words: Vec::new() };
        let mut doc = File::new(Document::new());
        add(&mut doc, &art, size, &[]);
        let forms = doc.objects.values().filter_map(|object| object.as_stream().ok());
        let deep: Vec<_> =
            forms.map(|form| form.content.iter().filter(|&&byte| byte == b'q').count()).collect();
        assert_eq!(deep, [10, 25, 25]);
    }

    #[test]
    fn the_content_keeps_the_pictures_coordinates() {
        let mut doc = File::new(Document::new());
        let size = Size { width: Length::from_pt(10), height: Length::from_pt(20) };
        let mut writer =
            Writer { doc: &mut doc, spots: &[], size, rasters: vec![(1, 0)], transparent: false };
        let mut form = Form::default();
        let raster =
            Shape::Raster { index: 0, origin: point(1, 2), right: point(4, 0), down: point(0, 3) };
        writer.draw(&mut form, &[square(Ink::SOLID), raster]);
        assert_eq!(
            String::from_utf8_lossy(&form.out),
            "q\n0 0 0 1 k\n0 0 m\n9 0 l\n9 9 l\nh\nf*\nQ\nq\n4 0 0 -3 1 5 cm /I0 Do Q\n"
        );
    }
}
