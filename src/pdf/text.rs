//! A run of glyphs as text operators: one `TJ` a run, every glyph at its exact place.
//!
//! A viewer moves on by each glyph's width; the numbers in `TJ` correct it. They are worked
//! out against where the viewer's pen really is, rounding of earlier numbers included, so
//! that no error adds up along the line.

use super::canvas::{Canvas, NARROW};
use super::digits;
use super::down::Down;
use super::fonts::{EM, Font};
use super::glyphs::{is_ornament, text_of};
use super::tounicode::utf16_hex;
use crate::draw::{DrawGlyph, DrawRun, GlyphSize, Tag, TextMark, Turn};
use crate::measure::{Length, Point, Rect};

/// Type larger than this is placed to a hundred-thousandth of the em, other type to a
/// ten-thousandth: always well under a thousandth of a point.
const LARGE: Length = Length::from_pt(10);

/// Extractors (poppler) tell columns apart by gutters of more than one em, and a gutter of
/// exactly one is a newspaper's habit: a line's last glyph stands a hair before its place, by
/// more than all rounding, so that a gutter never seems less than it is.
const BACK: Length = Length::from_units(Length::PT.units() / 500);

/// Hyphens that composition puts in say that they are no part of the text.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Shows a line of text: one text object, so that an extractor sees one line. `pitch` is what
/// it stands off its neighbours.
pub(super) fn show(canvas: &mut Canvas<'_>, mark: &TextMark, pitch: Option<Length>) {
    let runs: Vec<&DrawRun> = mark.runs.iter().filter(|run| is_shown(canvas, run)).collect();
    if runs.is_empty() {
        return;
    }
    let down = Down::of(mark, &runs, pitch);
    let one = if down.is_empty() { one_tag(canvas, &runs, &mark.frame) } else { None };
    match one {
        Some(tag) => canvas.tag(tag),
        None => canvas.untag(),
    }
    canvas.begin_text();
    for (at, part) in down.iter().enumerate() {
        let end = if at + 1 == down.len() { LastGlyph::Apart } else { LastGlyph::Within };
        show_down(canvas, part, end);
    }
    for run in runs {
        if !down.iter().any(|part| part.holds(run)) {
            show_run(canvas, run, &mark.frame);
        }
    }
    if one.is_none() {
        canvas.untag();
    }
    canvas.end_text();
}

/// Shows a reading beside a line.
pub(super) fn show_reading(canvas: &mut Canvas<'_>, mark: &TextMark, run: &DrawRun) {
    if run.glyphs.is_empty() {
        return;
    }
    canvas.untag();
    canvas.begin_text();
    show_run(canvas, run, &mark.frame);
    canvas.untag();
    canvas.end_text();
}

/// Ornaments are drawn, and readings shown after the text.
fn is_shown(canvas: &Canvas<'_>, run: &DrawRun) -> bool {
    !run.glyphs.is_empty() && !is_ornament(run) && !canvas.marked.is_reading(run.tag)
}

/// What all of the line belongs to, if one sequence of marked content can be around it. It can
/// not where the line's content is told by ActualText: sequences that the structure names must
/// not hold others (poppler loses what follows), so the line is cut into several.
fn one_tag(canvas: &Canvas<'_>, runs: &[&DrawRun], frame: &Rect) -> Option<Tag> {
    let tag = runs.first()?.tag;
    let whole = |run: &&DrawRun| {
        run.tag == tag && (tag.leaf().is_none() || !is_replaced(canvas, run, frame))
    };
    runs.iter().all(whole).then_some(tag)
}

/// Whether some of the run is told by ActualText.
fn is_replaced(canvas: &Canvas<'_>, run: &DrawRun, frame: &Rect) -> bool {
    let Some(font) = canvas.fonts.get(run.face) else { return false };
    let line = Line::of(run, font, frame);
    stretches(&line, &run.glyphs).any(|mut rest| {
        let mut replaced = false;
        while !rest.is_empty() && !replaced {
            let piece = line.piece(rest);
            replaced = piece.says == Says::Replaced;
            rest = rest.get(piece.count.max(1)..).unwrap_or(&[]);
        }
        replaced
    })
}

/// Glyphs of a run by the line on which they stand.
fn stretches<'r>(
    line: &'r Line<'r>,
    glyphs: &'r [DrawGlyph],
) -> impl Iterator<Item = &'r [DrawGlyph]> {
    let mut rest = glyphs;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let aside = line.across(first);
        let count = rest.iter().take_while(|glyph| line.across(glyph) == aside).count();
        let (segment, after) = rest.split_at(count.max(1));
        rest = after;
        Some(segment)
    })
}

/// The line of a run, its colour and font chosen.
fn begin_run<'c: 'r, 'r>(
    canvas: &mut Canvas<'c>,
    run: &'r DrawRun,
    frame: &Rect,
) -> Option<Line<'r>> {
    let font = canvas.fonts.get(run.face)?;
    if run.size.width <= Length::ZERO || run.size.height <= Length::ZERO {
        return None;
    }
    let line = Line::of(run, font, frame);
    canvas.overprint(canvas.grounds.overprint(run, frame));
    canvas.fill(run.colour);
    canvas.font(run.face, run.turn, line.em);
    Some(line)
}

fn show_run(canvas: &mut Canvas<'_>, run: &DrawRun, frame: &Rect) {
    show_glyphs(canvas, run, &run.glyphs, frame);
}

fn show_glyphs(canvas: &mut Canvas<'_>, run: &DrawRun, glyphs: &[DrawGlyph], frame: &Rect) {
    let Some(line) = begin_run(canvas, run, frame) else { return };
    for segment in stretches(&line, glyphs) {
        let Some(first) = segment.first() else { continue };
        line.place(canvas, first);
        line.show_segment(canvas, segment);
    }
}

/// Whether the last glyph of a vertical line is shown by an operator of its own. PDFium takes
/// operators that begin at one height for one line and sorts them from left to right; the next
/// line begins where this one did, so that its place is compared with that of the last glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastGlyph {
    Within,
    Apart,
}

/// Glyphs whose text is said around them.
fn show_bare(
    canvas: &mut Canvas<'_>,
    (run, glyphs): (&DrawRun, &[DrawGlyph]),
    frame: &Rect,
    end: LastGlyph,
) {
    let Some(line) = begin_run(canvas, run, frame) else { return };
    let mut left = glyphs.len();
    for segment in stretches(&line, glyphs) {
        let Some(first) = segment.first() else { continue };
        line.place(canvas, first);
        let out = &mut canvas.out;
        let start = line.along(first);
        let mut pen = Pen { line: &line, array: Array::default(), at: 0 };
        for glyph in segment {
            left = left.saturating_sub(1);
            if left == 0 && end == LastGlyph::Apart {
                pen.array.end(out);
            }
            pen.show(out, line.in_em(line.along(glyph) - start), line.number(glyph));
        }
        pen.array.end(out);
    }
}

/// A part of a vertical line, which says its text as a whole.
fn show_down(canvas: &mut Canvas<'_>, down: &Down<'_>, end: LastGlyph) {
    let frame = &down.mark.frame;
    if down.says_itself(canvas.fonts) {
        down.runs.iter().for_each(|(run, glyphs)| show_glyphs(canvas, run, glyphs, frame));
        return;
    }
    let (first, last) = down.blanks();
    let text: Vec<u8> = down.runs.iter().flat_map(|(run, glyphs)| text_hex(run, glyphs)).collect();
    canvas.begin_actual(down.tag, &text);
    if let Some(first) = first {
        show_blank(canvas, down, first);
    }
    for (at, part) in down.runs.iter().enumerate() {
        let end = if at + 1 == down.runs.len() { end } else { LastGlyph::Within };
        show_bare(canvas, *part, frame, end);
    }
    show_blank(canvas, down, last);
    canvas.end_actual();
}

/// A glyph without ink, before or after a vertical line: a blank, for readers that know no
/// ActualText.
fn show_blank(canvas: &mut Canvas<'_>, down: &Down<'_>, at: Length) {
    let Some(run) = down.setter() else { return };
    let Some(font) = canvas.fonts.get(run.face) else { return };
    let Some(blank) = font.blank().or(font.void()) else { return };
    let size = GlyphSize { width: down.size, height: down.size };
    let plain = DrawRun { turn: Turn::Upright, size, glyphs: Vec::new(), ..run.clone() };
    let line = Line::of(&plain, font, &down.mark.frame);
    canvas.fill(run.colour);
    canvas.font(run.face, Turn::Upright, line.em);
    line.place_at(canvas, Point { x: down.middle(), y: at });
    let mut array = Array::default();
    array.glyph(&mut canvas.out, blank);
    array.end(&mut canvas.out);
}

/// A run, its direction and the line it stands in.
struct Line<'a> {
    run: &'a DrawRun,
    font: &'a Font,
    /// The type size along the line.
    em: Length,
    /// The type size across it.
    block: Length,
    /// Places are rounded to this, [`EM`] to the em.
    step: i64,
    /// The ends of the line's frame.
    from: Length,
    to: Length,
}

impl<'a> Line<'a> {
    fn of(run: &'a DrawRun, font: &'a Font, frame: &Rect) -> Line<'a> {
        let (em, block) = match run.turn {
            Turn::Horizontal | Turn::Sideways => (run.size.width, run.size.height),
            Turn::Upright => (run.size.height, run.size.width),
        };
        let (from, to) = match run.turn {
            Turn::Horizontal => (frame.x, frame.right()),
            Turn::Upright | Turn::Sideways => (frame.y, frame.bottom()),
        };
        let step = if em > LARGE { 1 } else { 10 };
        Line { run, font, em, block, step, from, to }
    }

    fn along(&self, glyph: &DrawGlyph) -> Length {
        match self.run.turn {
            Turn::Horizontal => glyph.origin.x,
            Turn::Upright | Turn::Sideways => glyph.origin.y,
        }
    }

    fn across(&self, glyph: &DrawGlyph) -> Length {
        match self.run.turn {
            Turn::Horizontal => glyph.origin.y,
            Turn::Upright | Turn::Sideways => glyph.origin.x,
        }
    }

    /// Writes the text matrix that puts the pen at the glyph's origin.
    fn place(&self, canvas: &mut Canvas<'_>, glyph: &DrawGlyph) {
        self.place_at(canvas, glyph.origin);
    }

    fn place_at(&self, canvas: &mut Canvas<'_>, at: Point) {
        let out = &mut canvas.out;
        let whole = match self.run.turn {
            Turn::Horizontal => self.em * NARROW,
            Turn::Upright | Turn::Sideways => self.em,
        };
        let scaled = |out: &mut Vec<u8>| {
            if whole == self.block {
                out.push(b'1');
            } else {
                digits::ratio(out, self.block, whole);
            }
        };
        match self.run.turn {
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
        canvas.sheet.point(out, at);
        out.extend_from_slice(b"Tm\n");
    }

    /// Shows glyphs that stand on one line.
    fn show_segment(&self, canvas: &mut Canvas<'_>, glyphs: &[DrawGlyph]) {
        let Some(first) = glyphs.first() else { return };
        let start = self.along(first);
        let mut pen = Pen { line: self, array: Array::default(), at: 0 };
        let mut rest = glyphs;
        while !rest.is_empty() {
            let piece = self.piece(rest);
            let (glyphs, after) = rest.split_at(piece.count.clamp(1, rest.len()));
            rest = after;
            if piece.says == Says::Replaced {
                pen.array.end(&mut canvas.out);
                begin_actual_text(canvas, self.run, glyphs);
            } else {
                canvas.tag(self.run.tag);
            }
            let out = &mut canvas.out;
            if let Some(blank) = piece.blank_before {
                pen.show(out, self.in_em(self.from - start), blank);
            }
            for glyph in glyphs {
                let place = self.along(glyph) - self.back(glyph) - start;
                pen.show(out, self.in_em(place), self.number(glyph));
            }
            if let Some((blank, end)) = piece.blank_after {
                pen.show(out, self.in_em(end - start) - self.advance(blank), blank);
            }
            if piece.says == Says::Replaced {
                pen.array.end(out);
                canvas.end_actual();
            }
        }
        pen.array.end(&mut canvas.out);
    }

    /// The glyph's id in the subset.
    fn number(&self, glyph: &DrawGlyph) -> u16 {
        let text = text_of(self.run, glyph);
        self.font.renumber(self.font.standing_for(glyph.id, text))
    }

    /// What a viewer moves on by, [`EM`] to the em.
    fn advance(&self, new: u16) -> i64 {
        match self.run.turn {
            Turn::Upright => self.font.height(new),
            Turn::Horizontal | Turn::Sideways => self.font.width(new),
        }
    }

    fn in_em(&self, length: Length) -> i64 {
        length.scale(EM, self.em.units()).units()
    }

    /// The next glyphs that are shown in the same manner.
    fn piece(&self, glyphs: &[DrawGlyph]) -> Piece {
        let replaced = |at: usize| {
            is_hyphen(self.run)
                || glyphs.get(at..).is_some_and(|rest| self.says(rest) == Says::Replaced)
        };
        let edge = |at: usize| {
            let blanks = |glyph| (self.blank_before(glyph), self.blank_after(glyph));
            glyphs.get(at).map_or((None, None), blanks)
        };
        let own = |at: usize| !replaced(at) && edge(at) == (None, None) && !self.is_off(glyphs, at);
        if own(0) {
            let count = (0..glyphs.len()).take_while(|&at| own(at)).count();
            return Piece { says: Says::Itself, count, blank_before: None, blank_after: None };
        }
        let mut last = 0;
        while last + 1 < glyphs.len()
            && (self.is_off(glyphs, last) || (replaced(last) && replaced(last + 1)))
        {
            last += 1;
        }
        let blank_before = edge(0).0;
        let blank_after = edge(last).1.map(|blank| (blank, self.to - BACK));
        // MuPDF says the text twice that ends like what is shown, and does not begin like it.
        let closing = glyphs.get(last).map(|last| self.along(last) + self.frame_of(last));
        let blank_after = blank_after.or(blank_before.zip(closing));
        Piece { says: Says::Replaced, count: last + 1, blank_before, blank_after }
    }

    /// Whether the frame of a glyph ends elsewhere than the next one begins: there is white
    /// between them, or they overlap.
    fn is_off(&self, glyphs: &[DrawGlyph], at: usize) -> bool {
        let Some((glyph, next)) = glyphs.get(at).zip(glyphs.get(at + 1)) else { return false };
        let white = self.along(next) - (self.along(glyph) + self.frame_of(glyph));
        let blank = |glyph: &DrawGlyph| text_of(self.run, glyph).trim().is_empty();
        let lost = self.is_lost(glyph) || self.is_lost(next);
        !lost && white.abs() > self.em / 12 && white < self.em * 6 && !blank(glyph) && !blank(next)
    }

    /// Whether the glyph's text gets lost in ActualText (PDFium has none beyond the basic plane
    /// there) and not without.
    fn is_lost(&self, glyph: &DrawGlyph) -> bool {
        is_astral(self.run, glyph) && self.font.says(glyph.id, text_of(self.run, glyph))
    }

    /// Whether the first of the glyphs says its own text.
    fn says(&self, glyphs: &[DrawGlyph]) -> Says {
        let Some(glyph) = glyphs.first() else { return Says::Itself };
        let next = glyphs.get(1);
        let shared = glyph.range.is_empty() || next.is_some_and(|next| next.range.is_empty());
        if !shared && self.font.says(glyph.id, text_of(self.run, glyph)) {
            Says::Itself
        } else {
            Says::Replaced
        }
    }

    /// A glyph whose blank was trimmed at the line's start begins outside of the line.
    fn blank_before(&self, glyph: &DrawGlyph) -> Option<u16> {
        let out = self.from - self.along(glyph);
        self.blank(glyph, out)
    }

    fn blank_after(&self, glyph: &DrawGlyph) -> Option<u16> {
        let end = self.along(glyph) + self.frame_of(glyph);
        self.blank(glyph, end - self.to)
    }

    /// How much nearer to the line's start a glyph is shown that ends with the line.
    fn back(&self, glyph: &DrawGlyph) -> Length {
        let end = self.along(glyph) + self.frame_of(glyph);
        if (end - self.to).abs() <= self.em / 20 { BACK } else { Length::ZERO }
    }

    fn frame_of(&self, glyph: &DrawGlyph) -> Length {
        self.em.scale(self.advance(self.number(glyph)), EM)
    }

    /// The blank that tells where the line really ends, when a glyph's frame reaches `out` of
    /// it by something between a rounding error and the whole of itself.
    fn blank(&self, glyph: &DrawGlyph, out: Length) -> Option<u16> {
        let trimmed = out > self.em / 20 && out < self.frame_of(glyph) - self.em / 20;
        self.font.blank().filter(|_| trimmed)
    }
}

/// Whether a glyph's own text is what it is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Itself,
    /// ActualText says it.
    Replaced,
}

/// Glyphs that are shown together.
///
/// A viewer takes a glyph's whole frame to be text. The frame of a mark whose blank half was
/// trimmed at a line's edge reaches into the gutter, half an em from the next column, and
/// extractors (poppler) then read straight across. Such a mark is shown together with a blank
/// glyph that ends where the line does, under one ActualText: what it covers is measured from
/// the first glyph's frame to the last one's.
///
/// Nor do extractors (poppler) leave white alone: they read a blank into more than a tenth of an
/// em, be it between Han and Western text (R43) or on a line that is spread, and end a line where
/// the frames of squeezed marks overlap. The glyphs on both sides of such a place are shown under
/// one ActualText too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    says: Says,
    count: usize,
    blank_before: Option<u16>,
    /// And where it ends.
    blank_after: Option<(u16, Length)>,
}

/// Where a viewer's pen is while a segment is shown.
struct Pen<'a> {
    line: &'a Line<'a>,
    array: Array,
    /// From the segment's start, [`EM`] to the em.
    at: i64,
}

impl Pen<'_> {
    fn show(&mut self, out: &mut Vec<u8>, place: i64, new: u16) {
        let off = round_to(place - self.at, self.line.step);
        if off != 0 {
            let upright = self.line.run.turn == Turn::Upright;
            self.array.move_on(out, if upright { off } else { -off });
            self.at += off;
        }
        self.array.glyph(out, new);
        self.at += self.line.advance(new);
    }
}

/// Whether the glyph stands for a character beyond the basic plane.
pub(super) fn is_astral(run: &DrawRun, glyph: &DrawGlyph) -> bool {
    text_of(run, glyph).chars().any(|c| c > '\u{FFFF}')
}

fn is_hyphen(run: &DrawRun) -> bool {
    run.source.is_empty() && matches!(run.text.as_str(), "-" | "\u{2010}")
}

fn begin_actual_text(canvas: &mut Canvas<'_>, run: &DrawRun, glyphs: &[DrawGlyph]) {
    canvas.begin_actual(run.tag, &text_hex(run, glyphs));
}

/// What the glyphs say, in UTF-16 as hexadecimal.
fn text_hex(run: &DrawRun, glyphs: &[DrawGlyph]) -> Vec<u8> {
    let mut text = Vec::with_capacity(4 * glyphs.len());
    if is_hyphen(run) {
        SOFT_HYPHEN.chars().for_each(|c| utf16_hex(&mut text, c));
    } else {
        let chars = glyphs.iter().flat_map(|glyph| text_of(run, glyph).chars());
        chars.for_each(|c| utf16_hex(&mut text, c));
    }
    text
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
