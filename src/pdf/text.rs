//! A run of glyphs as text operators: one `TJ` a run, every glyph at its exact place.
//!
//! A viewer moves on by each glyph's width; the numbers in `TJ` correct it where a glyph would
//! stand off its place by more than a thousandth of the em. They are worked out against where the
//! viewer's pen really is, rounding of earlier numbers included, so that no error adds up along
//! the line.

use super::canvas::Canvas;
use super::down::Down;
use super::glyphs::is_ornament;
use super::text_array::Array;
use super::text_line::{Care, Line, Pen, said};
use crate::draw::{DrawGlyph, DrawRun, GlyphSize, TextMark, Turn};
use crate::measure::{Length, Point, Rect};

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
        show_bare(canvas, (large, &large.glyphs), frame, (LastGlyph::Within, None));
    }
    show_bare(canvas, (run, first), frame, (LastGlyph::Within, None));
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

/// Glyphs whose text is said around them; what follows in the line begins at `next`.
fn show_bare(
    canvas: &mut Canvas<'_>,
    (run, glyphs): (&DrawRun, &[DrawGlyph]),
    frame: &Rect,
    (end, next): (LastGlyph, Option<Length>),
) {
    let Some(line) = begin_run(canvas, run, frame) else { return };
    let mut after = glyphs.iter().skip(1);
    for segment in stretches(&line, glyphs) {
        let Some(first) = segment.first() else { continue };
        // The font that the segment before has left.
        canvas.font(run.face, run.turn, line.em);
        line.place(canvas, first);
        let start = line.along(first);
        let mut pen = Pen::new(&line);
        for glyph in segment {
            let following = after.next();
            if following.is_none() && end == LastGlyph::Apart {
                pen.array.end(&mut canvas.out);
            }
            pen.look_ahead(canvas, glyph, following.map(|it| line.along(it)).or(next));
            let place = pen.place(line.along(glyph) - start);
            pen.show(&mut canvas.out, (place, Care::Near), line.number(glyph));
        }
        pen.array.end(&mut canvas.out);
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
    let mut text: String = before.collect();
    for (run, glyphs) in &down.runs {
        if let Some(first) = glyphs.first().filter(|_| !text.is_empty()) {
            text += run.parting_before(first);
        }
        text += &said(run, glyphs.iter());
    }
    // MuPDF loses a text that ends in a blank, as what is shown does; the line's end is one.
    let text = Some(text.trim_end_matches(' ')).filter(|text| !text.is_empty()).unwrap_or(&text);
    canvas.begin_actual(down.tag, text);
    if let Some(first) = first {
        show_blank(canvas, down, first);
    }
    for run in &down.large {
        show_bare(canvas, (run, &run.glyphs), frame, (LastGlyph::Within, None));
    }
    for (at, part) in down.runs.iter().enumerate() {
        let end = if at + 1 == down.runs.len() { end } else { LastGlyph::Within };
        let next = down.runs.get(at + 1).and_then(|(_, glyphs)| glyphs.first());
        let next = next.map(|glyph| glyph.origin.y).or(down.next);
        show_bare(canvas, *part, frame, (end, next));
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
