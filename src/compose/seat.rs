//! Where marks sit on their letters (R122), dashes that are one line of ink, and quotes that are
//! narrow, in every face (R125): by the ink of the glyphs, in font units.

use unicode_normalization::char::canonical_combining_class;

use crate::fonts::{Face, InkBox};
use crate::measure::WritingMode;

use super::shape::RawGlyph;

/// White between a letter and a mark that is put there, in hundredths of the em.
const AIR: i32 = 6;

/// How a glyph stands against the line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Along it, or turned with it.
    Flat,
    Upright,
}

impl Stand {
    /// The origin of a glyph on paper, in font units: x from the pen or the middle of the line,
    /// y upwards.
    pub(super) fn origin(self, font: &Face<'_>, glyph: &RawGlyph, pen: i32) -> (i32, i32) {
        match self {
            Stand::Flat => (pen + glyph.inline, -glyph.block),
            Stand::Upright => {
                let down = pen + glyph.inline + font.vertical_origin(glyph.id);
                (-font.advance(glyph.id) / 2 - glyph.block, -down)
            }
        }
    }

    pub(super) fn move_to(
        self,
        font: &Face<'_>,
        glyph: &mut RawGlyph,
        pen: i32,
        (x, y): (i32, i32),
    ) {
        match self {
            Stand::Flat => (glyph.inline, glyph.block) = (x - pen, -y),
            Stand::Upright => {
                glyph.block = -font.advance(glyph.id) / 2 - x;
                glyph.inline = -y - pen - font.vertical_origin(glyph.id);
            }
        }
    }

    /// A glyph's ink along the line.
    pub(super) fn along(self, font: &Face<'_>, glyph: &RawGlyph, pen: i32) -> Option<(i32, i32)> {
        let ink = font.ink(glyph.id)?;
        let (x, y) = self.origin(font, glyph, pen);
        Some(match self {
            Stand::Flat => (x + ink.x_min, x + ink.x_max),
            Stand::Upright => (-y - ink.y_max, -y - ink.y_min),
        })
    }
}

pub(super) fn moved(ink: InkBox, (x, y): (i32, i32)) -> InkBox {
    InkBox {
        x_min: ink.x_min + x,
        y_min: ink.y_min + y,
        x_max: ink.x_max + x,
        y_max: ink.y_max + y,
    }
}

pub(super) fn scaled(ink: InkBox, part: i32, whole: i32) -> InkBox {
    let by = |value: i32| value * part / whole.max(1);
    InkBox {
        x_min: by(ink.x_min),
        y_min: by(ink.y_min),
        x_max: by(ink.x_max),
        y_max: by(ink.y_max),
    }
}

pub(super) fn joined(a: InkBox, b: InkBox) -> InkBox {
    InkBox {
        x_min: a.x_min.min(b.x_min),
        y_min: a.y_min.min(b.y_min),
        x_max: a.x_max.max(b.x_max),
        y_max: a.y_max.max(b.y_max),
    }
}

/// Where a mark belongs (UAX #44, canonical combining classes).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    Above,
    AboveRight,
    Below,
    /// Before its letter: the tone marks of hangul.
    Left,
    Across,
    /// Around its letter: U+20DD and its like.
    Around,
}

pub(super) fn seat_of(mark: char) -> Seat {
    match canonical_combining_class(mark) {
        0 if matches!(mark, '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E4}') => Seat::Around,
        202 | 218..=222 | 233 | 240 => Seat::Below,
        216 | 232 => Seat::AboveRight,
        224 => Seat::Left,
        1 => Seat::Across,
        _ => Seat::Above,
    }
}

/// How far a mark of the ink `mark` is moved to sit on `base`.
pub(super) fn seat(base: InkBox, mark: InkBox, seat: Seat, em: i32) -> (i32, i32) {
    let air = em * AIR / 100;
    let middle = |from: i32, to: i32| (from + to) / 2;
    let x = middle(base.x_min, base.x_max) - middle(mark.x_min, mark.x_max);
    let centre = middle(base.y_min, base.y_max) - middle(mark.y_min, mark.y_max);
    // A mark that is drawn for a letter of that height keeps its own.
    let keeps = |white: i32| white >= air / 2 && white <= em / 5;
    match seat {
        Seat::Around | Seat::Across => (x, centre),
        Seat::Left => (base.x_min - air - mark.x_max, centre),
        Seat::Above if keeps(mark.y_min - base.y_max) => (x, 0),
        Seat::Above => (x, base.y_max + air - mark.y_min),
        Seat::Below if keeps(base.y_min - mark.y_max) => (x, 0),
        Seat::Below => (x, base.y_min - air - mark.y_max),
        Seat::AboveRight => {
            let x = base.x_max + air / 2 - mark.x_min;
            let y = base.y_max - (mark.y_max - mark.y_min) / 2 - mark.y_min;
            (x, y)
        }
    }
}

/// Whether a mark of the ink `mark` sits on `base` as it is.
fn is_seated(base: InkBox, mark: InkBox, seat: Seat, em: i32) -> bool {
    let middle = |from: i32, to: i32| (from + to) / 2;
    let aside = (middle(base.x_min, base.x_max) - middle(mark.x_min, mark.x_max)).abs();
    match seat {
        Seat::Above => aside <= em / 6 && mark.y_min > middle(base.y_min, base.y_max),
        Seat::Below => aside <= em / 6 && mark.y_max < middle(base.y_min, base.y_max),
        Seat::AboveRight => mark.x_max > base.x_max && mark.x_min < base.x_max + em / 5,
        Seat::Across => aside <= em / 8,
        Seat::Left => mark.x_max <= base.x_min && mark.x_max > base.x_min - em / 5,
        Seat::Around => {
            let down = middle(base.y_min, base.y_max) - middle(mark.y_min, mark.y_max);
            aside <= em / 10 && down.abs() <= em / 6
        }
    }
}

/// Puts marks of a face that it does not place itself where they belong.
pub(super) fn seat_all(
    font: &Face<'_>,
    raw: &mut [RawGlyph],
    marks: &[char],
    stand: Stand,
) -> Option<()> {
    let em = i32::from(font.units_per_em());
    // Where some of the marks are part of their letter's glyph, the last glyphs are the others.
    let from = raw.len().checked_sub(marks.len()).unwrap_or(1).max(1);
    let head = raw.first().copied()?;
    let mut base = moved(font.ink(head.id)?, stand.origin(font, &head, 0));
    let mut pen = head.advance;
    for at in 1..raw.len() {
        let glyph = raw.get_mut(at)?;
        let Some(&mark) = at.checked_sub(from).and_then(|at| marks.get(at)) else {
            pen += glyph.advance;
            continue;
        };
        let origin = stand.origin(font, glyph, pen);
        glyph.advance = 0;
        let Some(ink) = font.ink(glyph.id) else { continue };
        let place = seat_of(mark);
        let placed = moved(ink, origin);
        if is_seated(base, placed, place, em) {
            base = joined(base, placed);
            continue;
        }
        let to = seat(base, ink, place, em);
        stand.move_to(font, glyph, pen, to);
        base = joined(base, moved(ink, to));
    }
    Some(())
}

/// Two dashes as one line of ink, two em long, drawn with as many dashes of the face as it
/// takes where its own do not meet (R125).
pub(super) fn join_dashes(font: &Face<'_>, raw: &mut Vec<RawGlyph>, mode: WritingMode) {
    let stand = match mode {
        WritingMode::HorizontalTb => Stand::Flat,
        WritingMode::VerticalRl => Stand::Upright,
    };
    let em = i32::from(font.units_per_em());
    let mut pen = 0;
    let mut inks = Vec::with_capacity(raw.len());
    for glyph in raw.iter() {
        inks.extend(stand.along(font, glyph, pen));
        pen += glyph.advance;
    }
    let apart = inks.windows(2).any(|two| two[1].0 - two[0].1 > 0);
    let edges = inks.first().zip(inks.last()).map(|(first, last)| (first.0, pen - last.1));
    let short = edges.is_none_or(|(before, after)| before.max(after) > em / 8);
    if !(apart || short) && (pen - 2 * em).abs() <= em / 20 {
        return;
    }
    let Some(&first) = raw.first() else { return };
    let Some((from, to)) = stand.along(font, &first, 0).filter(|(from, to)| from < to) else {
        return;
    };
    let length = to - from;
    let lead = from.clamp(0, em / 20);
    let line = 2 * em - 2 * lead;
    // A face whose dash is a mere dot is not helped by many of them.
    let count = ((line + length - 1) / length).clamp(2, 16);
    raw.clear();
    for at in 0..count {
        let begins = lead + (line - length) * at / (count - 1);
        let advance = if at == 0 { 2 * em } else { 0 };
        let pen = if at == 0 { 0 } else { 2 * em };
        let inline = first.inline + begins - from - pen;
        raw.push(RawGlyph { advance, inline, ..first });
    }
}

/// A quotation mark or dot of Western text whose frame is as wide as a Han character, cut to its
/// ink (R125).
pub(super) fn cut(font: &Face<'_>, c: char, glyph: &mut RawGlyph) {
    let em = i32::from(font.units_per_em());
    let shared = matches!(c, '\u{2018}'..='\u{201F}' | '\u{00B7}' | '\u{2027}');
    if !shared || glyph.advance < em * 7 / 10 {
        return;
    }
    let Some(ink) = font.ink(glyph.id) else { return };
    let air = em * AIR / 100;
    glyph.inline += air - ink.x_min;
    glyph.advance = ink.x_max - ink.x_min + 2 * air;
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: InkBox = InkBox { x_min: 50, y_min: 0, x_max: 450, y_max: 500 };

    #[test]
    fn r122_marks_sit_over_under_and_around_their_letter() {
        let bar = InkBox { x_min: -250, y_min: 600, x_max: -150, y_max: 650 };
        assert_eq!(seat(LETTER, bar, Seat::Above, 1000), (450, 0));
        let tall = InkBox { y_max: 700, ..LETTER };
        assert_eq!(seat(tall, bar, Seat::Above, 1000), (450, 160));
        assert_eq!(seat(LETTER, bar, Seat::Below, 1000), (450, -710));
        let ring = InkBox { x_min: -900, y_min: -200, x_max: 0, y_max: 700 };
        assert_eq!(seat(LETTER, ring, Seat::Around, 1000), (700, 0));
        assert!(!is_seated(LETTER, bar, Seat::Above, 1000));
        assert!(is_seated(LETTER, moved(bar, (450, 0)), Seat::Above, 1000));
    }
}
