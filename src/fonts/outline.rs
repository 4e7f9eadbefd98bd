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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Beside, FamilyId, FontBook, FontFiles};

    /// How wide a letter's stem is at half its height, in thousandths of the em.
    fn stem(face: &Face<'_>, c: char) -> f64 {
        let glyph = face.glyph(c).expect("in the face");
        let ink = face.ink(glyph).expect("ink");
        let middle = f64::from(ink.y_min + ink.y_max) / 2.0;
        let (mut crossings, mut at, mut start) = (Vec::new(), [0.0, 0.0], [0.0, 0.0]);
        let mut cross = |from: [f64; 2], to: [f64; 2]| {
            if (from[1] - middle) * (to[1] - middle) < 0.0 {
                let share = (middle - from[1]) / (to[1] - from[1]);
                crossings.push(from[0] + share * (to[0] - from[0]));
            }
        };
        for step in face.outline(glyph) {
            let to = match step {
                OutlineStep::Move(to) => {
                    (at, start) = (to, to);
                    continue;
                }
                OutlineStep::Line(to) | OutlineStep::Curve(_, _, to) => to,
                OutlineStep::Close => start,
            };
            cross(at, to);
            at = to;
        }
        crossings.sort_by(f64::total_cmp);
        let [left, right] = crossings[..] else { panic!("one stem: {crossings:?}") };
        (right - left) * 1000.0 / f64::from(face.units_per_em())
    }

    /// R117: a word with a letter that Noto Serif CJK lacks stands beside others as heavy.
    #[test]
    fn words_with_rare_letters_are_as_heavy_as_others() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        for family in [FamilyId::SERIF, FamilyId::SERIF_BOLD] {
            let stems = ['l', 'ł'].map(|c| {
                let id = book.choose(family, c, Beside::Western).expect("a face");
                stem(book.face(id), 'l')
            });
            assert!((stems[0] - stems[1]).abs() < 4.0, "{family:?}: {stems:?}");
        }
    }
}
