//! [`Sheet`]: where the page lies on the PDF's sheet, and the crop marks around it.
//!
//! ```text
//! media box ----------------------+
//! |        |           |          |   crop marks: beyond the bleed and at least 3 mm
//! |   bleed box ------------+     |   from the trim, 5 mm long
//! | --   |  trim box     |  --    |
//! ```

use super::digits;
use crate::draw::DrawSheet;
use crate::measure::{Length, Point, Rect, Size};
use crate::picture::PathSegment;

const MARK_GAP: Length = Length::from_mm(3);
const MARK_LENGTH: Length = Length::from_mm(5);
pub(super) const MARK_WEIGHT: Length = Length::from_centipt(25);

/// The largest page that viewers show (ISO 32000-1 Annex C).
const LARGEST: Length = Length::from_pt(14_400);

/// Maps the trim's coordinates (y downwards) to the PDF's (y upwards from the media box's foot).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    trim: Size,
    bleed: Length,
    /// From the media box's edge to the trim.
    margin: Length,
    /// The same on the right, where a proof goes on.
    right: Length,
    marks: bool,
}

impl Sheet {
    pub fn of(page: &DrawSheet) -> Sheet {
        let margin = if page.marks { page.bleed.max(MARK_GAP) + MARK_LENGTH } else { page.bleed };
        let right = margin.max(page.reach);
        Sheet { trim: page.trim, bleed: page.bleed, margin, right, marks: page.marks }
    }

    pub fn x(&self, x: Length) -> Length {
        self.margin + x
    }

    pub fn y(&self, y: Length) -> Length {
        self.margin + self.trim.height - y
    }

    /// A path, to be painted or clipped to.
    pub fn path(&self, out: &mut Vec<u8>, path: &[PathSegment]) {
        let point = |out: &mut Vec<u8>, at: &Point| {
            digits::points(out, self.x(at.x));
            out.push(b' ');
            digits::points(out, self.y(at.y));
            out.push(b' ');
        };
        for segment in path {
            match segment {
                PathSegment::Move(to) => point(out, to),
                PathSegment::Line(to) => point(out, to),
                PathSegment::Cubic(one, other, to) => {
                    [one, other, to].into_iter().for_each(|at| point(out, at));
                }
                PathSegment::Close => {}
            }
            out.extend_from_slice(match segment {
                PathSegment::Move(_) => b"m\n",
                PathSegment::Line(_) => b"l\n",
                PathSegment::Cubic(..) => b"c\n",
                PathSegment::Close => b"h\n",
            });
        }
    }

    pub fn fits(&self) -> bool {
        let media = self.media();
        media.width <= LARGEST && media.height <= LARGEST
    }

    pub fn media(&self) -> Size {
        Size {
            width: self.margin + self.trim.width + self.right,
            height: self.trim.height + self.margin * 2,
        }
    }

    pub fn media_box(&self) -> lopdf::Object {
        let Size { width, height } = self.media();
        let sides = [Length::ZERO, Length::ZERO, width, height];
        lopdf::Object::Array(sides.into_iter().map(digits::real).collect())
    }

    pub fn bleed_box(&self) -> lopdf::Object {
        self.grown(self.bleed)
    }

    pub fn trim_box(&self) -> lopdf::Object {
        self.grown(Length::ZERO)
    }

    /// The trim, grown by `by` on every side.
    fn grown(&self, by: Length) -> lopdf::Object {
        let near = self.margin - by;
        let sides =
            [near, near, self.margin + self.trim.width + by, self.margin + self.trim.height + by];
        lopdf::Object::Array(sides.into_iter().map(digits::real).collect())
    }

    /// The rectangle as an array of its corners.
    pub fn corners(&self, rect: &Rect) -> lopdf::Object {
        let (left, right) = (self.x(rect.x), self.x(rect.right()));
        let (foot, head) = (self.y(rect.bottom()), self.y(rect.y));
        lopdf::Object::Array([left, foot, right, head].into_iter().map(digits::real).collect())
    }

    /// The point's coordinates.
    pub fn place(&self, point: Point) -> [lopdf::Object; 2] {
        [self.x(point.x), self.y(point.y)].map(digits::real)
    }

    /// The ends of the crop marks, two at each corner; none when the page asks for none.
    pub fn crop_marks(&self) -> Vec<(Point, Point)> {
        if !self.marks {
            return Vec::new();
        }
        let near = self.bleed.max(MARK_GAP);
        let far = near + MARK_LENGTH;
        let (width, height) = (self.trim.width, self.trim.height);
        let mut marks = Vec::with_capacity(8);
        for y in [Length::ZERO, height] {
            marks.push((Point { x: -far, y }, Point { x: -near, y }));
            marks.push((Point { x: width + near, y }, Point { x: width + far, y }));
        }
        for x in [Length::ZERO, width] {
            marks.push((Point { x, y: -far }, Point { x, y: -near }));
            marks.push((Point { x, y: height + near }, Point { x, y: height + far }));
        }
        marks
    }

    /// Writes the rectangle as the operands of `re`.
    pub fn rect(&self, out: &mut Vec<u8>, rect: &Rect) {
        for length in [self.x(rect.x), self.y(rect.bottom()), rect.width, rect.height] {
            digits::points(out, length);
            out.push(b' ');
        }
    }

    /// Writes the point's coordinates, a blank after each.
    pub fn point(&self, out: &mut Vec<u8>, point: Point) {
        digits::points(out, self.x(point.x));
        out.push(b' ');
        digits::points(out, self.y(point.y));
        out.push(b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(bleed: i64, marks: bool) -> Sheet {
        let trim = Size { width: Length::from_mm(390), height: Length::from_mm(550) };
        let (bleed, reach) = (Length::from_mm(bleed), Length::ZERO);
        Sheet::of(&DrawSheet { name: String::new(), trim, bleed, marks, reach })
    }

    #[test]
    fn boxes_lie_within_one_another() {
        let bare = sheet(0, false);
        assert_eq!(bare.media_box(), bare.trim_box());
        assert_eq!(bare.crop_marks().len(), 0);
        let marked = sheet(5, true);
        assert_eq!(marked.x(Length::ZERO), Length::from_mm(10));
        assert_eq!(marked.y(Length::from_mm(550)), Length::from_mm(10));
        let marks = marked.crop_marks();
        assert_eq!(marks.len(), 8);
        assert!(marks.iter().all(|(from, to)| from.x <= to.x && from.y <= to.y));
    }
}
