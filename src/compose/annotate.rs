//! Marks beside the text: emphasis dots, name and title lines, ruby (R77, R81-R86).
//!
//! ```text
//!   reading     above, centred on its base, half the size (R82, R83)
//!   文字         the line
//!   ____  . .   below in Chinese: the name's line (R86), the dots (R85)
//! ```
//!
//! They are glyphs in runs of their own after those of the text, with no characters: taken out
//! of the page, the text is as it was written. They never move lines (R62); how far they stand
//! out of the em box, [`Nodes::reach`] says.

use crate::chars::{Class, Locale};
use crate::measure::{Length, Permille, TypeSize, WritingMode};

use super::glyphs::{Font, PlacedGlyph};
use super::line::{ASCENT, Glyph, GlyphRun, GlyphSize, RunText, SetLine};
use super::nodes::Nodes;
use super::notes::{DESCENT, LINE_AWAY, Note, NoteKind};

/// The disc of an emphasis dot, drawn at this size, is a fifth of an em wide: it must stand in
/// a gap of a quarter (R85).
pub(super) const DOT: Permille = Permille(240);
/// A sesame dot's size: its frame is a whole em.
pub(super) const SESAME: Permille = Permille(400);
/// A name's line stops short where another touches it, so that they part (R86).
const TRIM: Permille = Permille(60);
/// Middle of a dot, beyond the em box.
const DOT_AWAY: Permille = Permille(140);
/// Adds the notes that fall on a line; `places` are the starts of its boxes from `from` on.
pub(super) fn annotate(
    nodes: &Nodes,
    from: usize,
    places: &[Length],
    em: TypeSize,
    line: &mut SetLine,
) {
    let to = from + places.len();
    let text = nodes.offset(from)..nodes.offset(to);
    for note in nodes.notes.over(&text) {
        let boxes = nodes.within(&(note.start..note.end));
        let boxes = boxes.start.max(from)..boxes.end.min(to);
        let placed = |at: usize| {
            let (cluster, &place) = nodes.clusters.get(at).zip(places.get(at - from))?;
            Some((cluster, place, place + cluster.size))
        };
        let last = boxes.end.checked_sub(1).filter(|&last| last >= boxes.start);
        let ends = placed(boxes.start).zip(last.and_then(placed));
        let Some((first, last)) = ends else { continue };
        let span = (first.1, last.2);
        match note.kind {
            NoteKind::Dots => {
                let dotted = boxes.filter_map(placed).map(|(cluster, start, end)| Dotted {
                    class: cluster.class,
                    middle: (start + end - nodes.notes.beside(cluster.start)) / 2,
                    clear: nodes.notes.under_dots(note, &(cluster.start..cluster.end), em),
                });
                line.runs.push(dots(note, dotted, em));
            }
            NoteKind::Name | NoteKind::Title => {
                let (before, after) = nodes.notes.touched(note);
                let trim =
                    |is_touched: bool| if is_touched { TRIM.of(em.inline) } else { Length::ZERO };
                let waves = ((span.1 - span.0).units() / em.inline.units().max(1)).max(1);
                let count = if note.kind == NoteKind::Name { 1 } else { waves };
                let span = (span.0 + trim(before), span.1 - trim(after));
                line.runs.push(bar(note, span, em, count));
            }
            NoteKind::Ruby => line.runs.extend(ruby(note, span, em)),
            NoteKind::Bopomofo => line.runs.extend(beside(note, span, em)),
        }
    }
}

/// A character under a mark of emphasis.
struct Dotted {
    class: Class,
    middle: Length,
    /// What stands between it and its dot.
    clear: Length,
}

/// All glyphs of a note, `at` these places along and across the line.
fn runs_of(
    note: &Note,
    at: impl Fn(&PlacedGlyph) -> (Length, Length),
) -> impl Iterator<Item = GlyphRun> {
    note.runs.iter().map(move |part| {
        let glyphs = part.glyphs.iter().map(|glyph| {
            let (inline, block) = at(glyph);
            let (inline, block, advance) = (inline.into(), block.into(), glyph.advance.into());
            Glyph { id: glyph.id, inline, block, advance, range: glyph.start..glyph.end }
        });
        let Font { face, size, colour, orientation, .. } = part.font;
        let text = RunText::Reading { text: note.text.clone(), base: note.start..note.end };
        GlyphRun { face, size, colour, orientation, text, glyphs: glyphs.collect() }
    })
}

fn run_of(note: &Note, size: GlyphSize, glyphs: Vec<Glyph>) -> GlyphRun {
    GlyphRun {
        face: note.font.face,
        size,
        colour: note.font.colour,
        orientation: note.font.orientation,
        text: RunText::Inserted(String::new()),
        glyphs,
    }
}

/// R85: on characters, not on marks.
fn dots(note: &Note, dotted: impl Iterator<Item = Dotted>, em: TypeSize) -> GlyphRun {
    let units = |value: i32, size: Length| size.scale(i64::from(value), note.per_em);
    let ink = note.ink;
    let (mid_x, mid_y) = (
        units(ink.x_min + ink.x_max, note.font.em) / 2,
        units(ink.y_min + ink.y_max, note.font.across) / 2,
    );
    // Below in Chinese, above in Japanese and Korean, right of a vertical line (R77).
    let (along, block, before) = match (note.mode, note.locale) {
        (WritingMode::VerticalRl, _) => (-mid_y, mid_x - right_of(em, DOT_AWAY.of(em.block)), true),
        (_, Locale::Ja | Locale::Ko) => {
            (mid_x, mid_y - ASCENT.of(em.block) - DOT_AWAY.of(em.block), true)
        }
        _ => (mid_x, mid_y + DESCENT.of(em.block) + DOT_AWAY.of(em.block), false),
    };
    let glyphs = dotted.filter(|at| at.class.is_dotted()).flat_map(|at| {
        let block = if before { block - at.clear } else { block + at.clear };
        note.first().map(move |glyph| Glyph {
            id: glyph.id,
            inline: (at.middle - along).into(),
            block: block.into(),
            advance: glyph.advance.into(),
            range: 0..0,
        })
    });
    run_of(note, note.font.size, glyphs.collect())
}

/// From the middle of a vertical line to what stands so far right of it.
fn right_of(em: TypeSize, away: Length) -> Length {
    em.block / 2 + away
}

/// One glyph `count` times, drawn out to fill the span.
fn bar(note: &Note, (start, end): (Length, Length), em: TypeSize, count: i64) -> GlyphRun {
    let ink = note.ink;
    let ink_width = i64::from((ink.x_max - ink.x_min).max(1));
    let each = (end - start) / count;
    // The size at which the ink is as wide as its share.
    let width = each.scale(note.per_em, ink_width);
    let across = note.font.across;
    // Below, and left of a vertical line, whose glyphs are turned with it.
    let edge = match note.mode {
        WritingMode::HorizontalTb => DESCENT.of(em.block),
        WritingMode::VerticalRl => em.block / 2,
    };
    let middle = edge + LINE_AWAY.of(em.block) + note.lift;
    let block = middle + across.scale(i64::from(ink.y_min + ink.y_max), note.per_em * 2);
    let glyphs = (0..count).flat_map(|at| {
        let inline = start + each * at - width.scale(i64::from(ink.x_min), note.per_em);
        note.first().map(move |glyph| Glyph {
            id: glyph.id,
            inline: inline.into(),
            block: block.into(),
            advance: each.into(),
            range: 0..0,
        })
    });
    let glyphs = glyphs.collect();
    run_of(note, GlyphSize { width, height: note.font.size.height }, glyphs)
}

/// R82, R83: above, its frames on the frames of its base. A reading of kana that is shorter than
/// its base is spread over it, half as wide at the ends as within (R84); one of letters is not.
fn ruby(note: &Note, span: (Length, Length), em: TypeSize) -> impl Iterator<Item = GlyphRun> {
    let white = span.1 - span.0 - note.width;
    let count = note.runs.iter().map(|run| run.glyphs.len()).sum::<usize>() as i64;
    let spread = note.is_set_solid() && white.is_positive() && count > 1;
    let start = span.0 + if spread { white / (2 * count) } else { white / 2 };
    let step = if spread { white / count } else { Length::ZERO };
    // One glyph a frame: its place says which it is.
    let frame = note.font.em.max(Length::from_units(1));
    let nth = move |inline: Length| (inline + frame / 2).whole(frame);
    let block = match note.mode {
        WritingMode::HorizontalTb => -(ASCENT.of(em.block) + DESCENT.of(note.font.across)),
        WritingMode::VerticalRl => -right_of(em, note.font.across / 2),
    };
    let block = block - note.lift;
    runs_of(note, move |glyph| {
        (start + step * nth(glyph.inline) + glyph.inline, block + glyph.block)
    })
}

/// R81: `inline` of its glyphs is to the right of the base's frame, `block` down from its
/// middle, whichever way the line runs.
fn beside(note: &Note, span: (Length, Length), em: TypeSize) -> impl Iterator<Item = GlyphRun> {
    runs_of(note, move |glyph| match note.mode {
        WritingMode::HorizontalTb => {
            let middle = DESCENT.of(em.block) - em.block / 2;
            // The base was given room for its reading.
            (span.1 - note.width + glyph.inline, middle + glyph.block)
        }
        WritingMode::VerticalRl => {
            ((span.0 + span.1) / 2 + glyph.block, -right_of(em, glyph.inline + note.lift))
        }
    })
}

impl Nodes {
    /// How far notes stand out of the em box, before and after the line.
    pub fn reach(&self, em: TypeSize) -> (Length, Length) {
        let mut reach = (Length::ZERO, Length::ZERO);
        for note in self.notes.iter() {
            let dots = || DOT_AWAY.of(em.block) * 2 + self.notes.most_under_dots(note, em);
            let vertical = note.mode == WritingMode::VerticalRl;
            let (above, below) = match note.kind {
                NoteKind::Ruby => (note.out(em), Length::ZERO),
                NoteKind::Bopomofo if vertical => (note.width + note.lift, Length::ZERO),
                NoteKind::Bopomofo => (Length::ZERO, Length::ZERO),
                NoteKind::Dots if note.is_over() => (dots(), Length::ZERO),
                NoteKind::Dots => (Length::ZERO, dots()),
                NoteKind::Name | NoteKind::Title => {
                    (Length::ZERO, LINE_AWAY.of(em.block) * 2 + note.lift)
                }
            };
            reach = (reach.0.max(above), reach.1.max(below));
        }
        reach
    }
}
