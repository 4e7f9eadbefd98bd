//! A run of glyphs as text operators: one `TJ` a run, every glyph at its exact place.
//!
//! A viewer moves on by each glyph's width; the numbers in `TJ` correct it where a glyph would
//! stand off its place by more than a thousandth of the em. They are worked out against where the
//! viewer's pen really is, rounding of earlier numbers included, so that no error adds up along
//! the line.

use super::canvas::{Canvas, HAIR, NARROW};
use super::digits;
use super::down::Down;
use super::fonts::{EM, Font};
use super::glyphs::{is_ornament, text_of};
use super::line_start::{Axes, ONE};
use crate::draw::{DrawGlyph, DrawRun, GlyphSize, TextMark, Turn};
use crate::measure::{Length, Point, Rect};

/// Corrections are whole hundred-thousandths of the em in type larger than this, in other type
/// ten-thousandths: always well under a thousandth of a point. Those between glyphs that may be a
/// little off are ten times as coarse.
const LARGE: Length = Length::from_pt(10);

/// Ems of white that are no part of a line's text: what stands behind them is another text.
const WIDE: i64 = 6;

/// How far off its place a glyph may stand: a hundredth of a point, half a dot of the finest plate
/// (3,600 to the inch).
const OFF: Length = Length::from_centipt(1);

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
    let (large, runs): (Vec<&DrawRun>, Vec<&DrawRun>) =
        runs.into_iter().partition(|run| mark.is_initial(run));
    let down = Down::of(mark, (&large, &runs), pitch);
    canvas.begin_text(mark.usage);
    let mut runs = runs.into_iter();
    if !large.is_empty() && down.is_empty() {
        let first = runs.next();
        show_initial(canvas, mark, &large, first);
    }
    for (at, part) in down.iter().enumerate() {
        let end = if at + 1 == down.len() { LastGlyph::Apart } else { LastGlyph::Within };
        show_down(canvas, part, end);
    }
    for run in runs {
        if !down.iter().any(|part| part.holds(run)) {
            show_run(canvas, run, &mark.frame);
        }
    }
}

/// Shows an initial and the first run of the line beside it. To an extractor the two stand on many
/// lines; they say their text together, from a blank at the initial's place on the line to the line's
/// first character.
///
/// ```text
/// . ___  港的早晨     . blank, as large as the line's type
///  | 香 |
/// ```
fn show_initial(
    canvas: &mut Canvas<'_>,
    mark: &TextMark,
    large: &[&DrawRun],
    beside: Option<&DrawRun>,
) {
    let frame = &mark.frame;
    let text: String = large.iter().map(|run| said(run, run.glyphs.iter())).collect();
    let Some(run) = beside else {
        return large.iter().for_each(|run| show_run(canvas, run, frame));
    };
    let shared = |glyph: &&DrawGlyph| glyph.range.is_empty();
    let count = 1 + run.glyphs.iter().skip(1).take_while(shared).count();
    let (first, rest) = run.glyphs.split_at(count.min(run.glyphs.len()));
    canvas.begin_actual(run.tag, &(text + &said(run, first.iter())));
    let start = large.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.origin.x).min();
    if let (Some(start), Some(glyph)) = (start, first.first()) {
        blank_before(canvas, run, Point { x: start, ..glyph.origin }, frame);
    }
    for large in large {
        show_bare(canvas, (large, &large.glyphs), frame, LastGlyph::Within);
    }
    show_bare(canvas, (run, first), frame, LastGlyph::Within);
    canvas.end_actual();
    if !rest.is_empty() {
        show_glyphs(canvas, run, rest, frame);
    }
}

/// A glyph without ink in the type of a run.
fn blank_before(canvas: &mut Canvas<'_>, run: &DrawRun, at: Point, frame: &Rect) {
    let Some(line) = begin_run(canvas, run, frame) else { return };
    let Some(blank) = line.font.blank().or(line.font.void()) else { return };
    line.place_at(canvas, at);
    let mut array = Array::default();
    array.glyph(&mut canvas.out, blank);
    array.end(&mut canvas.out);
}

/// Shows a reading beside a line.
pub(super) fn show_reading(canvas: &mut Canvas<'_>, mark: &TextMark, run: &DrawRun) {
    if run.glyphs.is_empty() {
        return;
    }
    canvas.begin_text(mark.usage);
    show_run(canvas, run, &mark.frame);
}

/// Ornaments are drawn, and readings shown after the text.
fn is_shown(canvas: &Canvas<'_>, run: &DrawRun) -> bool {
    !run.glyphs.is_empty() && !is_ornament(run) && !canvas.marked.is_reading(run.tag)
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
        let mut pen = Pen::new(&line);
        for glyph in segment {
            left = left.saturating_sub(1);
            if left == 0 && end == LastGlyph::Apart {
                pen.array.end(out);
            }
            let place = pen.place(line.along(glyph) - start);
            pen.show(out, (place, Care::Near), line.number(glyph));
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
    let before = down.large.iter().map(|run| said(run, run.glyphs.iter()));
    let own = down.runs.iter().map(|(run, glyphs)| said(run, glyphs.iter()));
    let text: String = before.chain(own).collect();
    // MuPDF loses a text that ends in a blank, as what is shown does; the line's end is one.
    let text = Some(text.trim_end_matches(' ')).filter(|text| !text.is_empty()).unwrap_or(&text);
    canvas.begin_actual(down.tag, text);
    if let Some(first) = first {
        show_blank(canvas, down, first);
    }
    for run in &down.large {
        show_bare(canvas, (run, &run.glyphs), frame, LastGlyph::Within);
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
        let near = OFF.scale(EM, em.units()).units().min(EM / 1000);
        let blank = font.blank().map_or(EM / 5, |blank| font.width(blank)).min(EM / 5);
        let stride = (blank * 45 / 100).max(EM / 50);
        Line { run, font, em, block, step, near, stride, from, to }
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
        let whole = match self.run.turn {
            Turn::Horizontal => self.em * NARROW,
            Turn::Upright | Turn::Sideways => self.em,
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
    fn show_segment(&self, canvas: &mut Canvas<'_>, glyphs: &[DrawGlyph]) {
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

    /// What is drawn of an advance or a correction, in millionths.
    fn drawn(&self) -> i64 {
        if self.run.turn == Turn::Horizontal { HAIR } else { ONE }
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
struct Pen<'a> {
    line: &'a Line<'a>,
    array: Array,
    /// From the segment's start, [`ONE`] times [`EM`] to the em.
    at: i64,
    /// A place from there, and the same [`EM`] to the em.
    last: (Length, i64),
}

/// How exactly a glyph has to stand where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// So nearly that nobody sees the difference: what is off by less is not corrected.
    Near,
    Exact,
    /// As near, but before its place by [`BACK`] or more.
    Back,
}

impl<'a> Pen<'a> {
    fn new(line: &'a Line<'a>) -> Pen<'a> {
        Pen { line, array: Array::default(), at: 0, last: (Length::ZERO, 0) }
    }

    /// A place from the segment's start, [`EM`] to the em. Most glyphs stand an em from the one
    /// before, which needs no division.
    fn place(&mut self, along: Length) -> i64 {
        let (before, place) = self.last;
        let follows = before >= Length::ZERO && along - before == self.line.em;
        let place = if follows { place + EM } else { self.line.in_em(along) };
        self.last = (along, place);
        place
    }

    fn show(&mut self, out: &mut Vec<u8>, (place, care): (i64, Care), new: u16) {
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
        self.at += line.advance(new) * line.drawn();
    }
}

/// Whether a text has a character beyond the basic plane: four bytes of UTF-8.
pub(super) fn is_astral(text: &str) -> bool {
    text.bytes().any(|byte| byte >= 0xF0)
}

fn is_hyphen(run: &DrawRun) -> bool {
    run.source.is_empty() && matches!(run.text.as_str(), "-" | "\u{2010}")
}

/// What the glyphs say.
fn said<'g>(run: &DrawRun, glyphs: impl Iterator<Item = &'g DrawGlyph>) -> String {
    if is_hyphen(run) {
        return SOFT_HYPHEN.to_owned();
    }
    glyphs.map(|glyph| text_of(run, glyph)).collect()
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

    /// A correction, [`EM`] to the em; white is told in numbers of no more than `stride`.
    fn move_on(&mut self, out: &mut Vec<u8>, amount: i64, stride: i64) {
        self.open(out);
        if self.state == State::InString {
            out.push(b')');
            self.state = State::InArray;
        }
        self.mixed = true;
        let mut left = amount;
        if left > -WIDE * EM {
            while left < -stride {
                digits::fixed(out, -stride, 2);
                out.push(b' ');
                left += stride;
            }
        }
        digits::fixed(out, left, 2);
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
        array.move_on(&mut out, -1250, 9000);
        array.glyph(&mut out, 0x4142);
        array.end(&mut out);
        array.end(&mut out);
        assert_eq!(out, b"(\x01\\(\0A)Tj\n[(AA)-12.5(AB)]TJ\n");
    }

    #[test]
    fn white_is_told_in_small_numbers_and_more_of_it_in_one() {
        for (amount, expected) in [
            (-25_000, &b"[-90 -90 -70]TJ\n"[..]),
            (-9_000, b"[-90]TJ\n"),
            (25_000, b"[250]TJ\n"),
            (-700_000, b"[-7000]TJ\n"),
        ] {
            let (mut out, mut array) = (Vec::new(), Array::default());
            array.move_on(&mut out, amount, 9000);
            array.end(&mut out);
            assert_eq!(out, expected, "{amount}");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let cases = [(14, 10, 10), (15, 10, 20), (-15, 10, -20), (-14, 10, -10), (7, 1, 7)];
        for (value, step, expected) in cases {
            assert_eq!(round_to(value, step), expected);
        }
    }
}
