//! From the library's tree to shapes, in painting order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use usvg::{BlendMode, ClipPath, Fill, Group, Image, ImageKind, Node, PaintOrder, Text, Tree};

use super::super::read::Photograph;
use super::super::{
    Feature, FillRule, Kind, MAX_PIXELS, PathSegment, PictureError, PictureWarning, Raster, Shape,
    VectorArt, Words,
};
use super::super::{gif, jpeg, png, press, webp};
use super::paint::{self, Painted};
use super::space::{Map, rectangle, segments};
use super::{extent, outline, pattern};
use crate::colour::{Ink, Profile};
use crate::measure::{Length, Point, Rect};

/// The most shapes a drawing may have; what patterns repeat counts too.
const MAX_SHAPES: usize = 1_000_000;

/// So many words of a drawing are looked at where something is cut off it.
const MOST_WORDS: usize = 1_000;

type Shapes = Result<Vec<Shape>, PictureError>;

/// Walks a tree and collects what it finds on the way.
pub(super) struct Converter<'p> {
    profile: &'p Profile,
    rasters: Vec<Raster>,
    /// Where each embedded picture stands in `rasters`, by the address of its bytes.
    read: BTreeMap<usize, Option<usize>>,
    /// Of all rasters.
    pixels: u64,
    short: BTreeMap<Feature, u32>,
    /// Characters that no built-in font has.
    pub missing: BTreeSet<char>,
    /// The first of its words.
    words: Vec<Words>,
    count: usize,
}

impl<'p> Converter<'p> {
    pub fn new(profile: &'p Profile) -> Converter<'p> {
        Converter {
            profile,
            rasters: Vec::new(),
            read: BTreeMap::new(),
            pixels: 0,
            short: BTreeMap::new(),
            missing: BTreeSet::new(),
            words: Vec::new(),
            count: 0,
        }
    }

    /// The shapes of a whole drawing; nothing of it stands out over its edges.
    pub fn drawing(&mut self, tree: &Tree) -> Shapes {
        let shapes = self.group(tree.root(), &Map::IDENTITY)?;
        let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        let corner = super::space::point(width, height);
        let sheet = Rect { x: Length::ZERO, y: Length::ZERO, width: corner.x, height: corner.y };
        if shapes.iter().filter_map(extent::of).all(|ink| sheet.contains(&ink)) {
            return Ok(shapes);
        }
        let edge = rectangle(0.0, 0.0, width, height, &Map::IDENTITY);
        Ok(vec![clipped((edge, FillRule::NonZero), shapes)])
    }

    pub fn art(self, shapes: Vec<Shape>, lettered: bool) -> VectorArt {
        VectorArt { shapes, rasters: self.rasters, lettered, words: self.words }
    }

    pub fn warnings(&self) -> Vec<PictureWarning> {
        let warning = |(&feature, &count)| PictureWarning { feature, count };
        self.short.iter().map(warning).collect()
    }

    /// Notes that something is not drawn as meant in so many places.
    pub fn count(&mut self, feature: Feature, places: u32) {
        if places > 0 {
            *self.short.entry(feature).or_default() += places;
        }
    }

    /// The content of a group whose own transform is not yet in `map`.
    pub fn group(&mut self, group: &Group, map: &Map) -> Shapes {
        let inner = map.after(Map::new(group.transform()));
        let mut shapes = Vec::new();
        for node in group.children() {
            shapes.extend(match node {
                Node::Group(group) => self.group(group, &inner)?,
                Node::Path(path) => self.path(path, &inner)?,
                Node::Image(image) => self.image(image, &inner)?,
                Node::Text(text) => self.text(text, &inner)?,
            });
        }
        if shapes.is_empty() {
            return Ok(shapes);
        }
        self.note_effects(group);
        let opacity = paint::ink(group.opacity());
        if opacity == Ink::NONE {
            return Ok(Vec::new());
        }
        if opacity != Ink::SOLID {
            shapes = vec![Shape::Group { clip: None, opacity, shapes }];
        }
        // The clip path lies in the group's own coordinates.
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            let Some(area) = self.clip_area(path, &inner) else { return Ok(Vec::new()) };
            shapes = vec![clipped(area, shapes)];
            clip = path.clip_path();
        }
        Ok(shapes)
    }

    fn note_effects(&mut self, group: &Group) {
        self.count(Feature::Filter, group.filters().len() as u32);
        self.count(Feature::Mask, u32::from(group.mask().is_some()));
        self.count(Feature::BlendMode, u32::from(group.blend_mode() != BlendMode::Normal));
    }

    /// The area that a clip path leaves; none when it leaves nothing.
    fn clip_area(&mut self, clip: &ClipPath, map: &Map) -> Option<(Vec<PathSegment>, FillRule)> {
        let map = map.after(Map::new(clip.transform()));
        let mut parts = Vec::new();
        self.clip_parts(clip.root(), &map, &mut parts);
        if let [(_, _)] = parts.as_slice() {
            return parts.pop();
        }
        if parts.iter().any(|(_, rule)| *rule == FillRule::EvenOdd) {
            self.count(Feature::ClipPath, 1);
        }
        // Shapes that turn the same way are one area under the non-zero rule.
        let joined: Vec<_> = parts.into_iter().flat_map(|(path, _)| rightwards(path)).collect();
        (!joined.is_empty()).then_some((joined, FillRule::NonZero))
    }

    fn clip_parts(
        &mut self,
        group: &Group,
        map: &Map,
        parts: &mut Vec<(Vec<PathSegment>, FillRule)>,
    ) {
        let map = map.after(Map::new(group.transform()));
        self.count(Feature::ClipPath, u32::from(group.clip_path().is_some()));
        for node in group.children() {
            match node {
                Node::Group(group) => self.clip_parts(group, &map, parts),
                Node::Text(text) => self.clip_parts(text.flattened(), &map, parts),
                Node::Path(path) if path.is_visible() => {
                    let rule = path.fill().map_or(FillRule::NonZero, rule_of);
                    parts.push((segments(path.data(), &map), rule));
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }

    fn text(&mut self, text: &Text, map: &Map) -> Shapes {
        for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
            if glyph.id.0 == 0 {
                let drawn = glyph.text.chars().filter(|c| !c.is_whitespace() && !c.is_control());
                self.missing.extend(drawn);
            }
        }
        self.note_words(text, map);
        self.group(text.flattened(), map)
    }

    /// Where words stand, should something be cut off the drawing.
    fn note_words(&mut self, text: &Text, map: &Map) {
        let written: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
        if written.trim().is_empty() || self.words.len() == MOST_WORDS {
            return;
        }
        let ink = text.flattened().bounding_box();
        let corners = [
            (ink.left(), ink.top()),
            (ink.right(), ink.top()),
            (ink.left(), ink.bottom()),
            (ink.right(), ink.bottom()),
        ];
        let corners = corners.map(|(x, y)| map.point(x.into(), y.into()));
        let points = corners.map(|Point { x, y }| Rect { x, y, ..Rect::default() });
        if let Some(rect) = points.into_iter().reduce(|all, one| all.union(&one)) {
            self.words.push(Words { text: written.trim().to_owned(), rect });
        }
    }

    fn path(&mut self, path: &usvg::Path, map: &Map) -> Shapes {
        if !path.is_visible() {
            return Ok(Vec::new());
        }
        self.one_more()?;
        let filled = self.fill(path, map)?;
        let stroked = self.stroke(path, map)?;
        Ok(match path.paint_order() {
            PaintOrder::FillAndStroke => merged(filled, stroked),
            PaintOrder::StrokeAndFill => stroked.into_iter().chain(filled).collect(),
        })
    }

    fn fill(&mut self, path: &usvg::Path, map: &Map) -> Shapes {
        let Some(fill) = path.fill() else { return Ok(Vec::new()) };
        let area = (segments(path.data(), map), rule_of(fill));
        let opacity = paint::ink(fill.opacity());
        if let usvg::Paint::Pattern(pattern) = fill.paint() {
            return pattern::tiles(self, pattern, area, path.bounding_box(), (map, opacity));
        }
        let Some(painted) = self.paint(fill.paint(), map) else { return Ok(Vec::new()) };
        Ok(vec![Shape::Path {
            segments: area.0,
            fill: Some((painted.paint, area.1)),
            stroke: None,
            opacity: opacity.of(painted.opacity),
        }])
    }

    fn stroke(&mut self, path: &usvg::Path, map: &Map) -> Shapes {
        let Some(stroke) = path.stroke() else { return Ok(Vec::new()) };
        let opacity = paint::ink(stroke.opacity());
        let area = |map: &Map| {
            let area = outline::area(stroke, path.data(), map);
            area.map(|area| (segments(&area, map), FillRule::NonZero))
        };
        if let usvg::Paint::Pattern(pattern) = stroke.paint() {
            let Some(area) = area(map) else { return Ok(Vec::new()) };
            return pattern::tiles(self, pattern, area, path.stroke_bounding_box(), (map, opacity));
        }
        let Some(painted) = self.paint(stroke.paint(), map) else { return Ok(Vec::new()) };
        let opacity = opacity.of(painted.opacity);
        if map.keeps_circles() {
            return Ok(vec![Shape::Path {
                segments: segments(path.data(), map),
                fill: None,
                stroke: Some(outline::pen(stroke, painted.paint, map)),
                opacity,
            }]);
        }
        let shape = area(map).map(|(segments, rule)| Shape::Path {
            segments,
            fill: Some((painted.paint, rule)),
            stroke: None,
            opacity,
        });
        Ok(shape.into_iter().collect())
    }

    /// A paint that is no pattern; none where there is nothing to paint with.
    fn paint(&mut self, paint: &usvg::Paint, map: &Map) -> Option<Painted> {
        let painted = match paint {
            usvg::Paint::Color(colour) => Some(paint::solid(*colour, self.profile)),
            usvg::Paint::LinearGradient(gradient) => paint::linear(gradient, map, self.profile),
            usvg::Paint::RadialGradient(gradient) => paint::radial(gradient, map, self.profile),
            usvg::Paint::Pattern(_) => None,
        }?;
        for &feature in &painted.short {
            self.count(feature, 1);
        }
        Some(painted)
    }

    /// Counts a shape against the limit.
    fn one_more(&mut self) -> Result<(), PictureError> {
        self.count += 1;
        if self.count <= MAX_SHAPES {
            return Ok(());
        }
        let reason = format!("it has more than {MAX_SHAPES} shapes");
        Err(PictureError::Unsupported(Kind::Svg, reason))
    }

    /// The place of an embedded picture among the rasters, read at its first use; none for one
    /// that is broken.
    fn raster(
        &mut self,
        bytes: &Arc<Vec<u8>>,
        read: impl FnOnce(&[u8]) -> Result<Photograph<'_>, PictureError>,
    ) -> Result<Option<usize>, PictureError> {
        // Equal pictures share their bytes, which stay where they are while the tree stands.
        let key = Arc::as_ptr(bytes).addr();
        if let Some(&known) = self.read.get(&key) {
            return Ok(known);
        }
        let photograph = read(bytes).and_then(|found| press::prepare(found, self.profile)).ok();
        let index = photograph.as_ref().map(|_| self.rasters.len());
        self.read.insert(key, index);
        if let Some(Photograph { raster, warnings, .. }) = photograph {
            warnings.iter().for_each(|warning| self.count(warning.feature, warning.count));
            self.pixels += u64::from(raster.width) * u64::from(raster.height);
            self.rasters.push(raster);
        }
        if self.pixels > MAX_PIXELS {
            let reason = format!("its embedded pictures have more than {MAX_PIXELS} pixels");
            return Err(PictureError::Unsupported(Kind::Svg, reason));
        }
        Ok(index)
    }

    fn image(&mut self, image: &Image, map: &Map) -> Shapes {
        if !image.is_visible() {
            return Ok(Vec::new());
        }
        self.one_more()?;
        let read = match image.kind() {
            ImageKind::JPEG(bytes) => self.raster(bytes, |bytes| jpeg::read(bytes.to_vec()))?,
            ImageKind::PNG(bytes) => self.raster(bytes, png::read)?,
            ImageKind::GIF(bytes) => self.raster(bytes, |bytes| gif::read(bytes))?,
            ImageKind::WEBP(bytes) => self.raster(bytes, |bytes| webp::read(bytes))?,
            ImageKind::SVG(tree) => {
                let shapes = self.group(tree.root(), map)?;
                let (width, height) = (tree.size().width(), tree.size().height());
                let edge = rectangle(0.0, 0.0, width.into(), height.into(), map);
                return Ok(match shapes.is_empty() {
                    true => shapes,
                    false => vec![clipped((edge, FillRule::NonZero), shapes)],
                });
            }
        };
        let Some(index) = read else {
            self.count(Feature::EmbeddedPicture, 1);
            return Ok(Vec::new());
        };
        let size = image.size();
        let edge = |x: f32, y: f32| {
            let (x, y) = map.vector(x.into(), y.into());
            super::space::point(x, y)
        };
        Ok(vec![Shape::Raster {
            index,
            origin: map.point(0.0, 0.0),
            right: edge(size.width(), 0.0),
            down: edge(0.0, size.height()),
        }])
    }
}

/// Fill and stroke of one path; as one shape where both are opaque.
fn merged(mut filled: Vec<Shape>, mut stroked: Vec<Shape>) -> Vec<Shape> {
    if let (
        [Shape::Path { stroke, opacity: Ink::SOLID, .. }],
        [Shape::Path { stroke: pen @ Some(_), opacity: Ink::SOLID, .. }],
    ) = (filled.as_mut_slice(), stroked.as_mut_slice())
    {
        *stroke = pen.take();
        return filled;
    }
    filled.append(&mut stroked);
    filled
}

/// Shapes within an area.
pub(super) fn clipped(area: (Vec<PathSegment>, FillRule), shapes: Vec<Shape>) -> Shape {
    Shape::Group { clip: Some(area), opacity: Ink::SOLID, shapes }
}

fn rule_of(fill: &Fill) -> FillRule {
    match fill.rule() {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

/// The path, turned round if it turns to the left on the whole.
fn rightwards(path: Vec<PathSegment>) -> Vec<PathSegment> {
    if twice_area(&path) >= 0 { path } else { reversed(&path) }
}

/// Twice the area within the corners of a path; negative when it turns left (y downwards).
fn twice_area(path: &[PathSegment]) -> i128 {
    let (mut sum, mut first, mut last) = (0i128, Point::default(), Point::default());
    let mut edge = |from: Point, to: Point| {
        let wide = |length: Length| i128::from(length.units());
        sum += wide(from.x) * wide(to.y) - wide(to.x) * wide(from.y);
    };
    for segment in path {
        let to = match *segment {
            PathSegment::Move(to) => {
                edge(last, first);
                (first, last) = (to, to);
                to
            }
            PathSegment::Line(to) | PathSegment::Cubic(_, _, to) => to,
            PathSegment::Close => first,
        };
        edge(last, to);
        last = to;
    }
    edge(last, first);
    sum
}

/// Every subpath from its end to its beginning, closed.
fn reversed(path: &[PathSegment]) -> Vec<PathSegment> {
    let mut turned = Vec::new();
    let starts = |segment: &PathSegment| matches!(segment, PathSegment::Move(_));
    let mut rest = path;
    while let Some((PathSegment::Move(first), tail)) = rest.split_first() {
        let end = tail.iter().position(starts).unwrap_or(tail.len());
        let (subpath, next) = tail.split_at(end);
        let ends = subpath.iter().filter_map(|segment| match *segment {
            PathSegment::Line(to) | PathSegment::Cubic(_, _, to) => Some(to),
            PathSegment::Move(_) | PathSegment::Close => None,
        });
        let corners: Vec<Point> = std::iter::once(*first).chain(ends).collect();
        turned.extend(corners.last().map(|&last| PathSegment::Move(last)));
        let drawn = subpath.iter().filter(|segment| **segment != PathSegment::Close);
        for (segment, &to) in drawn.zip(&corners).collect::<Vec<_>>().into_iter().rev() {
            turned.push(match *segment {
                PathSegment::Cubic(one, two, _) => PathSegment::Cubic(two, one, to),
                _ => PathSegment::Line(to),
            });
        }
        turned.push(PathSegment::Close);
        rest = next;
    }
    turned
}
