//! [`Line`]: a run's glyphs at their places along a line, and [`Pen`], which follows where a viewer's pen is.

use super::canvas::{Canvas, HAIR, NARROW};
use super::fonts::{EM, Font, White};
use super::glyphs::text_of;
use super::line_start::{Axes, ONE};
use super::text_array::{Array, WIDE};
use crate::draw::{DrawGlyph, DrawRun, Turn};
use crate::measure::{Length, Point, Rect};

/// Hyphens that composition puts in say that they are no part of the text.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Corrections are whole hundred-thousandths of the em in type larger than this, in other type
/// ten-thousandths: always well under a thousandth of a point. Those between glyphs that may be a
/// little off are ten times as coarse.
const LARGE: Length = Length::from_pt(10);

/// How far off its place a glyph may stand: a hundredth of a point, half a dot of the finest plate
/// (3,600 to the inch).
const OFF: Length = Length::from_centipt(1);

/// Extractors (poppler) tell columns apart by gutters of more than one em, and a gutter of
/// exactly one is a newspaper's habit: a line's last glyph stands a hair before its place, by
/// more than all rounding, so that a gutter never seems less than it is.
const BACK: Length = Length::from_units(Length::PT.units() / 500);

/// A run, its direction and the line it stands in.
pub(super) struct Line<'a> {
    run: &'a DrawRun,
    pub font: &'a Font,
    /// The type size along the line.
    pub em: Length,
    /// The type size across it.
    block: Length,
    /// Places are rounded to this, [`EM`] to the em.
    step: i64,
    /// What a glyph may be off, [`EM`] to the em: a thousandth of the em, and of large type no more
    /// than [`OFF`].
    near: i64,
    /// The most white that one number tells, [`EM`] to the em: pypdf puts in a blank where a
    /// number is as much as half of the font's own, or of the fifth of an em where it has none.
    stride: i64,
    /// The ends of the line's frame.
    from: Length,
    to: Length,
}

impl<'a> Line<'a> {
    pub fn of(run: &'a DrawRun, font: &'a Font, frame: &Rect) -> Line<'a> {
        let (em, block) = match run.turn {
            Turn::Horizontal | Turn::Sideways => (run.size.width, run.size.height),
            Turn::Upright => (run.size.height, run.size.width),
        };
        let (from, to) = match run.turn {
            Turn::Horizontal => (frame.x, frame.right()),
            Turn::Upright | Turn::Sideways => (frame.y, frame.bottom()),
        };
        let step = if em > LARGE { 1 } else { 10 };
        let near = OFF.scale(EM, em.units()).units().min(EM / 1000);
        let blank = font.blank().map_or(EM / 5, |blank| font.width(blank)).min(EM / 5);
        let stride = (blank * 45 / 100).max(EM / 50);
        Line { run, font, em, block, step, near, stride, from, to }
    }

    pub fn along(&self, glyph: &DrawGlyph) -> Length {
        match self.run.turn {
            Turn::Horizontal => glyph.origin.x,
            Turn::Upright | Turn::Sideways => glyph.origin.y,
        }
    }

    pub fn across(&self, glyph: &DrawGlyph) -> Length {
        match self.run.turn {
            Turn::Horizontal => glyph.origin.y,
            Turn::Upright | Turn::Sideways => glyph.origin.x,
        }
    }

    /// Writes the text matrix that puts the pen at the glyph's origin.
    pub fn place(&self, canvas: &mut Canvas<'_>, glyph: &DrawGlyph) {
        self.place_at(canvas, glyph.origin);
    }

    pub fn place_at(&self, canvas: &mut Canvas<'_>, at: Point) {
        let whole = match self.run.turn {
            Turn::Horizontal | Turn::Sideways => self.em * NARROW,
            Turn::Upright => self.em,
        };
        let across = Length::from_units(self.block.units()).scale(ONE, whole.units()).units();
        let axes = match self.run.turn {
            Turn::Horizontal => Axes::Straight { wide: ONE, high: across },
            Turn::Upright => Axes::Straight { wide: across, high: ONE },
            Turn::Sideways => Axes::Turned { high: across },
        };
        canvas.begin_line(axes, at);
    }

    /// Shows glyphs that stand on one line.
    pub fn show_segment(&self, canvas: &mut Canvas<'_>, glyphs: &[DrawGlyph]) {
        let Some(first) = glyphs.first() else { return };
        let start = self.along(first);
        let mut pen = Pen::new(self);
        let seen = self.look_at(glyphs);
        let mut rest = &*seen;
        while !rest.is_empty() {
            let piece = self.piece(rest);
            let (own, after) = rest.split_at(piece.count.clamp(1, rest.len()));
            rest = after;
            if piece.says == Says::Replaced {
                pen.array.end(&mut canvas.out);
                canvas.begin_actual(self.run.tag, &said(self.run, own.iter().map(|it| it.glyph)));
            } else {
                canvas.tag(self.run.tag);
            }
            let out = &mut canvas.out;
            if let Some(blank) = piece.blank_before {
                pen.show(out, (self.in_em(self.from - start), Care::Exact), blank);
            }
            for glyph in own {
                // One that ends with the line stands a hair before its place.
                let ends = (glyph.end - self.to).abs() <= self.em / 20;
                let care = if ends { Care::Back } else { Care::Near };
                let place = pen.place(glyph.start - start);
                pen.show(out, (place, care), glyph.code);
            }
            if let Some((blank, end)) = piece.blank_after {
                let place = self.in_em(end - start) - self.advance(blank);
                pen.show(out, (place, Care::Exact), blank);
            }
            if piece.says == Says::Replaced {
                pen.array.end(out);
                canvas.end_actual();
            }
        }
        pen.array.end(&mut canvas.out);
    }

    /// What has to be known of each glyph.
    fn look_at<'g>(&self, glyphs: &'g [DrawGlyph]) -> Vec<Seen<'g>> {
        let hyphen = is_hyphen(self.run);
        let see = |(at, glyph): (usize, &'g DrawGlyph)| {
            let text = text_of(self.run, glyph);
            let code = self.font.renumber(self.font.standing_for(glyph.id, text));
            let start = self.along(glyph);
            let shared = glyphs.get(at + 1).is_some_and(|next| next.range.is_empty());
            let says = self.font.says(glyph.id, text);
            let itself = says && !shared && !hyphen;
            Seen {
                glyph,
                code,
                start,
                end: start + self.frame_of(code),
                says: if itself { Says::Itself } else { Says::Replaced },
                // PDFium has nothing beyond the basic plane in ActualText.
                lost: says && is_astral(text),
                blank: text.trim().is_empty(),
            }
        };
        glyphs.iter().enumerate().map(see).collect()
    }

    /// The glyph's id in the subset.
    pub fn number(&self, glyph: &DrawGlyph) -> u16 {
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

    /// What is drawn of an advance or a correction, in millionths.
    fn drawn(&self) -> i64 {
        if self.run.turn == Turn::Upright { ONE } else { HAIR }
    }

    fn in_em(&self, length: Length) -> i64 {
        length.scale(EM, self.em.units()).units()
    }

    /// The next glyphs that are shown in the same manner.
    fn piece(&self, glyphs: &[Seen<'_>]) -> Piece {
        let replaced = |at: usize| glyphs.get(at).is_some_and(|glyph| glyph.says == Says::Replaced);
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
        let closing = glyphs.get(last).map(|last| last.end);
        let blank_after = blank_after.or(blank_before.zip(closing));
        Piece { says: Says::Replaced, count: last + 1, blank_before, blank_after }
    }

    /// Whether the frame of a glyph ends elsewhere than the next one begins: there is white
    /// between them, or they overlap.
    fn is_off(&self, glyphs: &[Seen<'_>], at: usize) -> bool {
        let Some((glyph, next)) = glyphs.get(at).zip(glyphs.get(at + 1)) else { return false };
        let white = next.start - glyph.end;
        white.abs() > self.em / 12
            && white < self.em * WIDE
            && !(glyph.lost || next.lost || glyph.blank || next.blank)
    }

    /// A glyph whose blank was trimmed at the line's start begins outside of the line.
    fn blank_before(&self, glyph: &Seen<'_>) -> Option<u16> {
        self.blank(glyph, self.from - glyph.start)
    }

    fn blank_after(&self, glyph: &Seen<'_>) -> Option<u16> {
        self.blank(glyph, glyph.end - self.to)
    }

    fn frame_of(&self, code: u16) -> Length {
        match self.advance(code) {
            EM => self.em,
            advance => self.em.scale(advance, EM),
        }
    }

    /// The blank that tells where the line really ends, when a glyph's frame reaches `out` of
    /// it by something between a rounding error and the whole of itself.
    fn blank(&self, glyph: &Seen<'_>, out: Length) -> Option<u16> {
        let least = self.em / 20;
        let trimmed = out > least && out < glyph.end - glyph.start - least;
        self.font.blank().filter(|_| trimmed)
    }
}

/// A glyph of a line.
struct Seen<'g> {
    glyph: &'g DrawGlyph,
    code: u16,
    /// Where its frame begins and ends along the line.
    start: Length,
    end: Length,
    says: Says,
    /// Its text gets lost in ActualText and not without.
    lost: bool,
    /// It has no ink.
    blank: bool,
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
pub(super) struct Pen<'a> {
    line: &'a Line<'a>,
    pub array: Array,
    /// From the segment's start, [`ONE`] times [`EM`] to the em.
    at: i64,
    /// A place from there, and the same [`EM`] to the em.
    last: (Length, i64),
    /// What the font counts with each glyph.
    white: White,
}

/// How exactly a glyph has to stand where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// So nearly that nobody sees the difference: what is off by less is not corrected.
    Near,
    Exact,
    /// As near, but before its place by [`BACK`] or more.
    Back,
}

impl<'a> Pen<'a> {
    pub fn new(line: &'a Line<'a>) -> Pen<'a> {
        Pen { line, array: Array::default(), at: 0, last: (Length::ZERO, 0), white: White::NONE }
    }

    /// Goes on in the font that counts the white behind the next glyph with it, where `next` stands
    /// in the line. Lines across are told otherwise ([`NARROW`]).
    pub fn look_ahead(&mut self, canvas: &mut Canvas<'_>, glyph: &DrawGlyph, next: Option<Length>) {
        let line = self.line;
        if line.run.turn != Turn::Upright {
            return;
        }
        let end = line.along(glyph) + line.frame_of(line.number(glyph));
        let white = next.map_or(White::NONE, |next| White::of(line.in_em(next - end)));
        if white != self.white {
            self.array.end(&mut canvas.out);
            canvas.font_with(line.run.face, line.run.turn, line.em, white);
            self.white = white;
        }
    }

    /// A place from the segment's start, [`EM`] to the em. Most glyphs stand an em from the one
    /// before, which needs no division.
    pub fn place(&mut self, along: Length) -> i64 {
        let (before, place) = self.last;
        let follows = before >= Length::ZERO && along - before == self.line.em;
        let place = if follows { place + EM } else { self.line.in_em(along) };
        self.last = (along, place);
        place
    }

    pub fn show(&mut self, out: &mut Vec<u8>, (place, care): (i64, Care), new: u16) {
        let line = self.line;
        let upright = line.run.turn == Turn::Upright;
        let back = if care == Care::Back { line.in_em(BACK) } else { 0 };
        let (off, near) = (place * ONE - self.at, line.near * ONE);
        let stands = match care {
            Care::Near => off.abs() <= near,
            Care::Exact => false,
            Care::Back => off >= back * ONE && off <= near.max(back * ONE),
        };
        if !stands {
            let step = if care == Care::Near { line.step * 10 } else { line.step };
            let amount = round_to((off - back * ONE) / line.drawn(), step);
            if amount != 0 {
                let told = if upright { amount } else { -amount };
                self.array.move_on(out, told, line.stride);
                self.at += amount * line.drawn();
            }
        }
        self.array.glyph(out, new);
        self.at += (line.advance(new) + self.white.length()) * line.drawn();
    }
}

/// Whether a text has a character beyond the basic plane: four bytes of UTF-8.
pub(super) fn is_astral(text: &str) -> bool {
    text.bytes().any(|byte| byte >= 0xF0)
}

fn is_hyphen(run: &DrawRun) -> bool {
    run.source.is_empty() && matches!(run.text.as_str(), "-" | "\u{2010}")
}

/// What the glyphs say, a blank between the clauses of a head.
pub(super) fn said<'g>(run: &DrawRun, glyphs: impl Iterator<Item = &'g DrawGlyph>) -> String {
    if is_hyphen(run) {
        return SOFT_HYPHEN.to_owned();
    }
    let mut said = String::new();
    for glyph in glyphs {
        if !said.is_empty() {
            said += run.parting_before(glyph);
        }
        said += text_of(run, glyph);
    }
    said
}

/// To the nearest whole `step`, half away from zero.
fn round_to(value: i64, step: i64) -> i64 {
    let half = step / 2;
    let away = if value < 0 { value - half } else { value + half };
    away / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_away_from_zero() {
        let cases = [(14, 10, 10), (15, 10, 20), (-15, 10, -20), (-14, 10, -10), (7, 1, 7)];
        for (value, step, expected) in cases {
            assert_eq!(round_to(value, step), expected);
        }
    }
}
