//! [`Face::outline`]: the path of a glyph, for marks that are drawn and not set.

use super::{Face, GlyphId};

/// A step of an outline, in font units, y upwards; curves are cubic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutlineStep {
    Move([f64; 2]),
    Line([f64; 2]),
    Curve([f64; 2], [f64; 2], [f64; 2]),
    Close,
}

impl Face<'_> {
    /// The steps of a glyph's outline; none for a blank.
    pub fn outline(&self, glyph: GlyphId) -> Vec<OutlineStep> {
        let mut outline = Outline::default();
        self.build_outline(glyph, &mut outline);
        outline.steps
    }

    /// Whether a glyph has an outline at all.
    pub(super) fn has_outline(&self, glyph: GlyphId) -> bool {
        let mut seen = Seen(false);
        self.build_outline(glyph, &mut seen);
        seen.0
    }
}

/// Sees whether a line or curve is drawn.
struct Seen(bool);

impl ttf_parser::OutlineBuilder for Seen {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn close(&mut self) {}
}

#[derive(Default)]
struct Outline {
    steps: Vec<OutlineStep>,
    at: [f64; 2],
}

fn point(x: f32, y: f32) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = point(x, y);
        self.steps.push(OutlineStep::Move(self.at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = point(x, y);
        self.steps.push(OutlineStep::Line(self.at));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, by, to) = (self.at, point(x1, y1), point(x, y));
        // The cubic curve that is this one.
        let near = |end: [f64; 2]| [0, 1].map(|i| end[i] + (by[i] - end[i]) * 2.0 / 3.0);
        self.at = to;
        self.steps.push(OutlineStep::Curve(near(from), near(to), to));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.at = point(x, y);
        self.steps.push(OutlineStep::Curve(point(x1, y1), point(x2, y2), self.at));
    }

    fn close(&mut self) {
        self.steps.push(OutlineStep::Close);
    }
}
