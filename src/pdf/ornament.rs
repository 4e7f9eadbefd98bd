//! [`draw`]: marks beside a line that say nothing (dots of emphasis, the lines of names and
//! titles), as paths.
//!
//! Their glyphs would be text that readers copy into the words beside them.

use super::canvas::Canvas;
use super::glyphs::is_ornament;
use crate::draw::{DrawGlyph, DrawRun, Tag, TextMark, Turn};
use crate::fonts::{Face, OutlineStep};
use crate::measure::{Length, Point};

/// Draws the line's marks.
pub(super) fn draw(canvas: &mut Canvas<'_>, mark: &TextMark) {
    let own = |run: &&DrawRun| is_ornament(run) && !run.glyphs.is_empty();
    for run in mark.runs.iter().filter(own) {
        let face = canvas.book.face(run.face);
        let size = run.size;
        if !size.width.is_positive() || !size.height.is_positive() {
            continue;
        }
        canvas.draw(Tag::DECORATION);
        canvas.overprint(canvas.grounds.overprint(run, &mark.frame));
        canvas.fill(run.colour);
        for glyph in &run.glyphs {
            let place = Place { run, glyph, face };
            face.outline(glyph.id).into_iter().for_each(|step| place.step(canvas, step));
        }
        canvas.op("f");
    }
}

/// Where a glyph stands.
struct Place<'a> {
    run: &'a DrawRun,
    glyph: &'a DrawGlyph,
    face: &'a Face<'a>,
}

impl Place<'_> {
    fn step(&self, canvas: &mut Canvas<'_>, step: OutlineStep) {
        let operator = match step {
            OutlineStep::Move(at) => {
                self.point(canvas, at);
                "m"
            }
            OutlineStep::Line(at) => {
                self.point(canvas, at);
                "l"
            }
            OutlineStep::Curve(one, two, at) => {
                [one, two, at].into_iter().for_each(|at| self.point(canvas, at));
                "c"
            }
            OutlineStep::Close => "h",
        };
        canvas.op(operator);
    }

    /// From font units to the sheet.
    fn point(&self, canvas: &mut Canvas<'_>, [x, y]: [f64; 2]) {
        let DrawRun { size, turn, .. } = self.run;
        let units = f64::from(self.face.units_per_em().max(1));
        let of = |size: Length, value: f64| {
            Length::from_units((size.units() as f64 * value / units).round() as i64)
        };
        let Point { x: left, y: top } = self.glyph.origin;
        let at = match turn {
            Turn::Horizontal => Point { x: left + of(size.width, x), y: top - of(size.height, y) },
            Turn::Upright => {
                let middle = f64::from(self.face.advance(self.glyph.id)) / 2.0;
                let origin = f64::from(self.face.vertical_origin(self.glyph.id));
                Point { x: left + of(size.width, x - middle), y: top - of(size.height, y - origin) }
            }
            Turn::Sideways => Point { x: left + of(size.height, y), y: top + of(size.width, x) },
        };
        canvas.sheet.point(&mut canvas.out, at);
    }
}
