//! A run of glyphs as text operators: one `TJ` a run, every glyph at its exact place.
//!
//! A viewer moves on by each glyph's width; the numbers in `TJ` correct it. They are worked
//! out against where the viewer's pen really is, rounding of earlier numbers included, so
//! that no error adds up along the line.

use super::canvas::Canvas;
use super::digits;
use super::fonts::{EM, Font};
use super::glyphs::text_of;
use super::tounicode::utf16_hex;
use crate::draw::{DrawGlyph, DrawRun, TextMark, Turn};
use crate::measure::Length;

/// Type larger than this is placed to a hundred-thousandth of the em, other type to a
/// ten-thousandth: always well under a thousandth of a point.
const LARGE: Length = Length::from_pt(10);

/// Hyphens that composition puts in say that they are no part of the text.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Shows a line of text: one text object, so that an extractor sees one line.
pub(super) fn show(canvas: &mut Canvas<'_>, mark: &TextMark) {
    let shown = mark.runs.iter().any(|run| !run.glyphs.is_empty());
    if !shown {
        return;
    }
    canvas.begin_text();
    for run in &mark.runs {
        show_run(canvas, run);
    }
    canvas.end_text();
}

fn show_run(canvas: &mut Canvas<'_>, run: &DrawRun) {
    let Some(font) = canvas.fonts.get(run.face) else { return };
    if run.size.width <= Length::ZERO || run.size.height <= Length::ZERO {
        return;
    }
    let line = Line::of(run);
    canvas.fill(run.colour);
    canvas.font(run.face, run.turn, line.em);
    let mut rest: &[DrawGlyph] = &run.glyphs;
    while let Some(first) = rest.first() {
        let aside = line.across(first);
        let count = rest.iter().take_while(|glyph| line.across(glyph) == aside).count();
        let (segment, after) = rest.split_at(count.max(1));
        show_segment(canvas, run, &line, font, segment);
        rest = after;
    }
}

/// The direction of a run.
struct Line {
    turn: Turn,
    /// The type size along the line.
    em: Length,
    /// The type size across it.
    block: Length,
    /// Places are rounded to this, [`EM`] to the em.
    step: i64,
}

impl Line {
    fn of(run: &DrawRun) -> Line {
        let (em, block) = match run.turn {
            Turn::Horizontal | Turn::Sideways => (run.size.width, run.size.height),
            Turn::Upright => (run.size.height, run.size.width),
        };
        let step = if em > LARGE { 1 } else { 10 };
        Line { turn: run.turn, em, block, step }
    }

    fn along(&self, glyph: &DrawGlyph) -> Length {
        match self.turn {
            Turn::Horizontal => glyph.origin.x,
            Turn::Upright | Turn::Sideways => glyph.origin.y,
        }
    }

    fn across(&self, glyph: &DrawGlyph) -> Length {
        match self.turn {
            Turn::Horizontal => glyph.origin.y,
            Turn::Upright | Turn::Sideways => glyph.origin.x,
        }
    }

    /// Writes the text matrix that puts the pen at the glyph's origin.
    fn place(&self, canvas: &mut Canvas<'_>, glyph: &DrawGlyph) {
        let out = &mut canvas.out;
        let scaled = |out: &mut Vec<u8>| {
            if self.em == self.block {
                out.push(b'1');
            } else {
                digits::ratio(out, self.block, self.em);
            }
        };
        match self.turn {
            Turn::Horizontal => {
                out.extend_from_slice(b"1 0 0 ");
                scaled(out);
            }
            Turn::Upright => {
                scaled(out);
                out.extend_from_slice(b" 0 0 1");
            }
            Turn::Sideways => {
                out.extend_from_slice(b"0 -1 ");
                scaled(out);
                out.extend_from_slice(b" 0");
            }
        }
        out.push(b' ');
        canvas.sheet.point(out, glyph.origin);
        out.extend_from_slice(b"Tm\n");
    }
}

/// Shows glyphs that stand on one line.
fn show_segment(
    canvas: &mut Canvas<'_>,
    run: &DrawRun,
    line: &Line,
    font: &Font,
    glyphs: &[DrawGlyph],
) {
    let Some(first) = glyphs.first() else { return };
    line.place(canvas, first);
    let mut array = Array::default();
    let start = line.along(first);
    let mut pen = 0;
    let mut rest = glyphs;
    while !rest.is_empty() {
        let (plain, replaced) = stretch(run, font, rest);
        let (now, after) = rest.split_at((plain + replaced).max(1));
        rest = after;
        let (plain, replaced) = now.split_at(plain.min(now.len()));
        for (glyphs, actual) in [(plain, false), (replaced, true)] {
            if glyphs.is_empty() {
                continue;
            }
            if actual {
                array.end(&mut canvas.out);
                begin_actual_text(&mut canvas.out, run, glyphs);
            }
            for glyph in glyphs {
                let place = (line.along(glyph) - start).scale(EM, line.em.units()).units();
                let off = round_to(place - pen, line.step);
                if off != 0 {
                    let tj = if line.turn == Turn::Upright { off } else { -off };
                    array.move_on(&mut canvas.out, tj);
                    pen += off;
                }
                let new = font.renumber(glyph.id);
                array.glyph(&mut canvas.out, new);
                pen += match line.turn {
                    Turn::Upright => font.height(new),
                    Turn::Horizontal | Turn::Sideways => font.width(new),
                };
            }
            if actual {
                array.end(&mut canvas.out);
                canvas.out.extend_from_slice(b"EMC\n");
            }
        }
    }
    array.end(&mut canvas.out);
}

/// How many glyphs say their text themselves, and how many after them do not.
fn stretch(run: &DrawRun, font: &Font, glyphs: &[DrawGlyph]) -> (usize, usize) {
    if is_hyphen(run) {
        return (0, glyphs.len());
    }
    let silent = |at: usize| {
        let Some(glyph) = glyphs.get(at) else { return false };
        let next = glyphs.get(at + 1);
        glyph.range.is_empty()
            || next.is_some_and(|next| next.range.is_empty())
            || !font.texts.says(glyph.id.0, text_of(run, glyph))
    };
    let plain = (0..glyphs.len()).take_while(|&at| !silent(at)).count();
    let replaced = (plain..glyphs.len()).take_while(|&at| silent(at)).count();
    (plain, replaced)
}

fn is_hyphen(run: &DrawRun) -> bool {
    run.source.is_empty() && matches!(run.text.as_str(), "-" | "\u{2010}")
}

fn begin_actual_text(out: &mut Vec<u8>, run: &DrawRun, glyphs: &[DrawGlyph]) {
    out.extend_from_slice(b"/Span<</ActualText<FEFF");
    if is_hyphen(run) {
        SOFT_HYPHEN.chars().for_each(|c| utf16_hex(out, c));
    } else {
        let chars = glyphs.iter().flat_map(|glyph| text_of(run, glyph).chars());
        chars.for_each(|c| utf16_hex(out, c));
    }
    out.extend_from_slice(b">>>BDC\n");
}

/// To the nearest whole `step`, half away from zero.
fn round_to(value: i64, step: i64) -> i64 {
    let half = step / 2;
    let away = if value < 0 { value - half } else { value + half };
    away / step * step
}

/// The operand of `TJ`, opened and closed as needed; a lone string becomes a `Tj`.
#[derive(Default)]
struct Array {
    state: State,
    /// Where the array's bracket stands.
    start: usize,
    /// Whether there is more in it than one string.
    mixed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    InArray,
    InString,
}

impl Array {
    fn open(&mut self, out: &mut Vec<u8>) {
        if self.state == State::Closed {
            self.start = out.len();
            self.mixed = false;
            self.state = State::InArray;
            out.push(b'[');
        }
    }

    /// A correction, [`EM`] to the em.
    fn move_on(&mut self, out: &mut Vec<u8>, amount: i64) {
        self.open(out);
        if self.state == State::InString {
            out.push(b')');
            self.state = State::InArray;
        }
        self.mixed = true;
        digits::fixed(out, amount, 2);
    }

    fn glyph(&mut self, out: &mut Vec<u8>, id: u16) {
        self.open(out);
        if self.state == State::InArray {
            out.push(b'(');
            self.state = State::InString;
        }
        for byte in id.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                b'\r' => out.extend_from_slice(b"\\r"),
                _ => out.push(byte),
            }
        }
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        if self.state == State::InString {
            out.push(b')');
        }
        match (self.state, self.mixed) {
            (State::Closed, _) => {}
            (_, true) => out.extend_from_slice(b"]TJ\n"),
            (_, false) => {
                out.remove(self.start);
                out.extend_from_slice(b"Tj\n");
            }
        }
        self.state = State::Closed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_alone_needs_no_array() {
        let (mut out, mut array) = (Vec::new(), Array::default());
        array.glyph(&mut out, 0x0128);
        array.glyph(&mut out, 0x0041);
        array.end(&mut out);
        array.glyph(&mut out, 0x4141);
        array.move_on(&mut out, -1250);
        array.glyph(&mut out, 0x4142);
        array.end(&mut out);
        array.end(&mut out);
        assert_eq!(out, b"(\x01\\(\0A)Tj\n[(AA)-12.5(AB)]TJ\n");
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let cases = [(14, 10, 10), (15, 10, 20), (-15, 10, -20), (-14, 10, -10), (7, 1, 7)];
        for (value, step, expected) in cases {
            assert_eq!(round_to(value, step), expected);
        }
    }
}
