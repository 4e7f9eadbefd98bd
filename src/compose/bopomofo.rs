//! Bopomofo right of its character, in both writing modes (R81).
//!
//! ```text
//!   +------+          the column is half an em wide
//!   |      | ˙        neutral tone over the first symbol
//!   |  文  | ㄨ        symbols of 0.3 em, stacked, in the middle of the character
//!   |      | ㄣˊ       other tones right of the last symbol, half above its head
//!   +------+          final stops (checked tones) right of its foot, with their ˙ over them
//! ```

use std::ops::Range;

use crate::fonts::InkBox;
use crate::measure::{Length, Permille, WritingMode};
use crate::page::style::TextStyle;

use super::glyphs::{Font, InsertedRun, PlacedGlyph};
use super::nodes::Nodes;
use super::notes::{Note, NoteKind};

/// A symbol's size, of its base's.
pub(super) const SYMBOL: Permille = Permille(300);
/// The column's width, of the base's em.
const COLUMN: Permille = Permille(500);
/// Height of the neutral tone.
const NEUTRAL: Permille = Permille(100);
/// A tone's share of the column.
const TONE: Permille = Permille(200);

/// What one character reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Syllable<'t> {
    pub base: Range<u32>,
    /// Where it begins in the reading.
    pub at: u32,
    pub text: &'t str,
}

/// A shaped symbol or tone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Symbol {
    pub c: char,
    pub at: u32,
    pub font: Font,
    pub glyph: PlacedGlyph,
    pub ink: InkBox,
    pub per_em: i64,
}

/// One syllable for each character of the base, parted by blanks; none when they do not tally.
pub(super) fn syllables<'t>(
    reading: &'t str,
    nodes: &Nodes,
    range: &Range<u32>,
) -> Option<Vec<Syllable<'t>>> {
    let boxes = nodes.clusters.get(nodes.within(range))?;
    let spelt: Vec<&str> = reading.split_whitespace().collect();
    let pairs = boxes.iter().zip(&spelt);
    let mut from = 0;
    let pairs = pairs.map(|(base, &text)| {
        let at = reading.get(from..).and_then(|rest| rest.find(text)).map_or(from, |at| from + at);
        from = at + text.len();
        Syllable { base: base.start..base.end, at: at as u32, text }
    });
    (boxes.len() == spelt.len()).then(|| pairs.collect())
}

fn is_neutral(c: char) -> bool {
    c == '\u{02D9}'
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{02CA}' | '\u{02C7}' | '\u{02CB}' | '\u{02C9}' | '\u{02EA}' | '\u{02EB}')
}

/// The final stops of checked syllables: ㆴㆵㆶㆷ and ㆻ.
fn is_stop(c: char) -> bool {
    matches!(c, '\u{31B4}'..='\u{31B7}' | '\u{31BB}')
}

/// The note of one syllable: `inline` of its glyphs counts to the right from the base's frame,
/// `block` down from its middle.
pub(super) fn note(
    syllable: &Syllable<'_>,
    symbols: &[Symbol],
    symbol: &TextStyle,
    style: &TextStyle,
    mode: WritingMode,
) -> Option<Note> {
    let font = symbols.first()?.font;
    let em = style.em(WritingMode::HorizontalTb);
    let cell = symbol.em(WritingMode::HorizontalTb);
    let stop = symbols.iter().any(|s| is_stop(s.c));
    let letter = |c: char| !is_tone(c) && !is_neutral(c) && !is_stop(c);
    let letters = symbols.iter().filter(|s| letter(s.c)).count() as i64;
    let neutral = symbols.iter().any(|s| is_neutral(s.c)) && !stop;
    let above = if neutral { NEUTRAL.of(em.block) } else { Length::ZERO };
    let head = -(cell.block * letters + above) / 2 + above;
    let mut next = head;
    let mut runs = Vec::new();
    for part in symbols {
        let units = |value: i32, size: Length| size.scale(i64::from(value), part.per_em);
        let ink = part.ink;
        let mid_x = units(ink.x_min + ink.x_max, cell.inline) / 2;
        let mid_y = units(ink.y_min + ink.y_max, cell.block) / 2;
        // Where the middle of the ink, or of the symbol's frame, is to stand.
        let aside = cell.inline + TONE.of(em.inline) / 2 - mid_x;
        let foot = head + cell.block * letters;
        let (x, y) = if is_stop(part.c) {
            (aside, foot - cell.block / 4 + mid_y)
        } else if is_neutral(part.c) && stop {
            (aside, foot - cell.block * 3 / 4 + mid_y)
        } else if is_neutral(part.c) {
            (cell.inline / 2 - mid_x, head - above / 2 + mid_y)
        } else if is_tone(part.c) {
            (aside, next - cell.block + mid_y)
        } else {
            next += cell.block;
            (Length::ZERO, next - Permille(120).of(cell.block))
        };
        let end = part.at + part.c.len_utf8() as u32;
        let glyph = PlacedGlyph { inline: x, block: y, start: part.at, end, ..part.glyph };
        InsertedRun::push(&mut runs, part.font, glyph);
    }
    Some(Note {
        start: syllable.base.start,
        end: syllable.base.end,
        kind: NoteKind::Bopomofo,
        mode,
        locale: style.settings.locale,
        font,
        runs,
        width: COLUMN.of(em.inline),
        ink: InkBox { x_min: 0, y_min: 0, x_max: 0, y_max: 0 },
        per_em: 1000,
        text: syllable.text.to_owned(),
        ink_over: Length::ZERO,
        ink_under: Length::ZERO,
        lift: Length::ZERO,
    })
}
