//! What text keeps off that follows the contour of a picture: the outlines of what is shown, and the
//! caption's rectangle.

use crate::flow::corner::{Corner, Plot};
use crate::flow::frame::{Frame, PlacedLine, PlacedPicture};
use crate::flow::thread::{Contour, Interval};
use crate::flow::type_case::TypeCase;
use crate::measure::{Length, Point, Rect, WritingMode};
use crate::page::model::{BlockContent, Edge, Wrap};
use crate::picture::{Footprint, Outline, Reach, sides_of};

use super::picture::place_pictures;

/// What the contours of pictures are found with.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Outlines<'a> {
    pub case: TypeCase<'a>,
    pub footprints: &'a [Footprint],
}

/// A picture block that text follows.
pub(super) struct Shape {
    pictures: Vec<PlacedPicture>,
    /// Around each line of its caption.
    captions: Vec<Rect>,
}

const WHOLE: i64 = 1_000_000;

impl<'a> Outlines<'a> {
    /// The shape of a block; none of one that is wrapped as a rectangle.
    pub(super) fn shape(&self, plot: Plot<'_>) -> Option<Shape> {
        let BlockContent::Picture(content) = &plot.block.content else { return None };
        if !matches!(plot.block.wrap, Wrap::Push { from: Edge::Contour, .. }) {
            return None;
        }
        let placed = place_pictures(self.case, self.footprints, plot, content);
        let mut shape = Shape { pictures: Vec::new(), captions: Vec::new() };
        for frame in placed.frames {
            match frame {
                Frame::Picture(picture) => shape.pictures.push(picture),
                // A caption shorter than its picture has its row to itself.
                Frame::Line(PlacedLine { rect, .. }) => shape.captions.push(rect),
                Frame::Box(placed) => shape.captions.push(placed.rect),
                Frame::Rule(_) => {}
            }
        }
        let follows = |picture: &PlacedPicture| {
            picture.cut.is_some() || self.outline(picture).is_some_and(|it| !it.is_rectangle())
        };
        shape.pictures.iter().any(follows).then_some(shape)
    }

    fn outline(&self, picture: &PlacedPicture) -> Option<&'a Outline> {
        self.footprints.get(picture.picture.0 as usize)?.outline.as_deref()
    }

    /// A shape as text of a block sees it: the contours of its pictures, and the rectangle of its caption.
    pub(super) fn seen(
        &self,
        shape: &Shape,
        corner: Corner,
        apart: (Length, Length),
    ) -> Vec<Contour> {
        let contour = |picture: &PlacedPicture| {
            let at = corner.mode.logical(picture.clip, corner.outer);
            Contour::new(at, bands(picture, self.outline(picture), corner), apart)
        };
        let caption = shape.captions.iter().copied().reduce(|all, one| all.union(&one));
        let caption = caption.map(|rect| corner.mode.logical(rect, corner.outer));
        let caption = caption.map(|rect| Contour::rectangle(rect, apart));
        Contour::together(shape.pictures.iter().map(contour).chain(caption).collect())
    }
}

/// Bands across the lines of a picture that stands on the sheet.
const BANDS: i64 = 512;

/// From where to where along the lines a picture is painted in each band of what is shown of it, the
/// first of them first.
fn bands(
    picture: &PlacedPicture,
    outline: Option<&Outline>,
    corner: Corner,
) -> Vec<Option<Interval>> {
    let (clip, whole) = (picture.clip, picture.rect);
    let view = match corner.mode {
        WritingMode::HorizontalTb => View {
            across: (clip.y, clip.height),
            along: (clip.x, clip.width),
            whole_across: (whole.y, whole.height),
            whole_along: (whole.x, whole.width),
            from: corner.outer.x,
        },
        WritingMode::VerticalRl => View {
            across: (clip.x, clip.width),
            along: (clip.y, clip.height),
            whole_across: (whole.x, whole.width),
            whole_along: (whole.y, whole.height),
            from: corner.outer.y,
        },
    };
    let reaches = outline.map(|outline| match corner.mode {
        WritingMode::HorizontalTb => outline.rows(),
        WritingMode::VerticalRl => outline.columns(),
    });
    let sides: Option<Vec<Side>> = picture.cut.as_ref().map(|path| {
        let turned = |at: Point| match corner.mode {
            WritingMode::HorizontalTb => (at.y, at.x),
            WritingMode::VerticalRl => (at.x, at.y),
        };
        sides_of(path).into_iter().map(|(from, to)| (turned(from), turned(to))).collect()
    });
    let band = |at: i64| view.band(at, reaches, sides.as_deref());
    let mut bands: Vec<Option<Interval>> = (0..BANDS).map(band).collect();
    // The first line of vertical text stands at the right.
    if corner.mode == WritingMode::VerticalRl {
        bands.reverse();
    }
    bands
}

/// A side of a path: its ends across the lines and along them.
type Side = ((Length, Length), (Length, Length));

/// A picture along and across the lines of some text: where its parts begin, and how long they are.
struct View {
    /// Of what is shown.
    across: (Length, Length),
    along: (Length, Length),
    /// Of all of it.
    whole_across: (Length, Length),
    whole_along: (Length, Length),
    /// Where the text's lines begin.
    from: Length,
}

impl View {
    fn band(
        &self,
        at: i64,
        reaches: Option<&[Option<Reach>]>,
        sides: Option<&[Side]>,
    ) -> Option<Interval> {
        let (head, depth) = self.across;
        let (from, to) = (head + depth.scale(at, BANDS), head + depth.scale(at + 1, BANDS));
        let (start, length) = self.along;
        let mut shown = (start, start + length);
        if let Some(reaches) = reaches {
            let reach = self.reach(reaches, from, to)?;
            let (start, length) = self.whole_along;
            let place = |at: i64| start + length.scale(at, WHOLE);
            shown = within(shown, (place(reach.from), place(reach.to)))?;
        }
        if let Some(sides) = sides {
            shown = within(shown, crossed(sides, from, to)?)?;
        }
        Some((shown.0 - self.from, shown.1 - self.from))
    }

    /// What of the picture is painted between two depths.
    fn reach(&self, reaches: &[Option<Reach>], from: Length, to: Length) -> Option<Reach> {
        let (head, depth) = self.whole_across;
        let count = reaches.len() as i128;
        let depth = i128::from(depth.units().max(1));
        let row = |at: Length| i128::from((at - head).units()) * count;
        let first = row(from).div_euclid(depth).clamp(0, count);
        let end = (row(to) + depth - 1).div_euclid(depth).clamp(first, count);
        let near = reaches.get(first as usize..end as usize)?;
        near.iter().flatten().copied().reduce(Reach::and)
    }
}

fn within(one: Interval, other: Interval) -> Option<Interval> {
    let both = (one.0.max(other.0), one.1.min(other.1));
    (both.0 < both.1).then_some(both)
}

/// From the first place to the last where the sides of a path stand between two depths.
fn crossed(sides: &[Side], from: Length, to: Length) -> Option<Interval> {
    let parts = sides.iter().filter_map(|(one, other)| {
        let (upper, lower) = if one.0 <= other.0 { (one, other) } else { (other, one) };
        if lower.0 < from || to < upper.0 {
            return None;
        }
        let (run, rise) = (lower.1 - upper.1, lower.0 - upper.0);
        let at = |depth: Length| match rise.is_positive() {
            true => upper.1 + run.scale((depth - upper.0).units(), rise.units()),
            false => upper.1,
        };
        let (a, b) = (at(from.max(upper.0)), at(to.min(lower.0)));
        let flat = !rise.is_positive();
        let ends =
            if flat { (upper.1.min(lower.1), upper.1.max(lower.1)) } else { (a.min(b), a.max(b)) };
        Some(ends)
    });
    parts.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
}
