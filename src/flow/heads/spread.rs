//! How a head's rows come to fill their width (R93): the blanks between its clauses are widened
//! first, and last of all its Han characters are set apart. Western words keep their spacing.

use std::ops::Range;

use crate::chars::Class;
use crate::compose::{LineFit, RunText, SetLine};
use crate::measure::Length;
use crate::text::RichText;

/// Type of a head is widened at most to this, in thousandths (R93).
pub(super) const WIDE: i64 = 1100;
/// Tracking of a head, in thousandths of an em: what would need more is not tracked at all (R93).
pub(super) const LOOSE: i64 = 100;
/// And what of it a reader passes over.
pub(super) const PASSED_OVER: i64 = 20;
/// It is narrowed to this where nothing else keeps it from being over (R93).
pub(super) const NARROWEST: i64 = 800;
/// And set closer at most by this, in thousandths of an em.
pub(super) const TIGHT: i64 = -50;
/// Between the clauses of a head.
const BLANK: char = '\u{3000}';

/// How wide a row is when it is narrowed to so many thousandths and set as close as may be.
pub(super) fn squeezed_to(narrow: i64, widest: Length, size: Length) -> Length {
    widest.scale(narrow * (1000 + TIGHT), 1_000_000) + size.scale(narrow * -TIGHT, 1_000_000)
}

/// What a row can give way at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::flow) struct Joints {
    /// Blanks between clauses.
    pub clauses: i64,
    /// Between characters that are not both of one Western word.
    pub characters: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Clause,
    Characters,
    Fixed,
}

/// White to be added to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Widening {
    pub clause: Length,
    /// Shared out, unit by unit, among the characters' joints, or the clauses' without those.
    pub rest: Length,
}

/// Where a row may be widened.
pub(in crate::flow) fn joints(text: &RichText, line: &SetLine) -> Joints {
    let mut found = Joints::default();
    for joint in pairs(text, line) {
        match joint.joint {
            Joint::Clause => found.clauses += 1,
            Joint::Characters => found.characters += 1,
            Joint::Fixed => {}
        }
    }
    found
}

/// Widens a row that stands at its start.
pub(in crate::flow) fn widen(text: &RichText, line: &mut SetLine, by: Widening) {
    let pairs = pairs(text, line);
    let count = |kind: Joint| pairs.iter().filter(|pair| pair.joint == kind).count();
    let takes_rest = match (count(Joint::Characters), count(Joint::Clause)) {
        (0, 0) => return,
        (0, _) => Joint::Clause,
        _ => Joint::Characters,
    };
    let mut rest = by.rest.max(Length::ZERO).share(count(takes_rest));
    let shifts: Vec<Length> = pairs
        .iter()
        .map(|pair| {
            let more = if pair.joint == takes_rest { rest.next() } else { None };
            let own = match pair.joint {
                Joint::Clause => by.clause,
                Joint::Characters | Joint::Fixed => Length::ZERO,
            };
            own + more.unwrap_or(Length::ZERO)
        })
        .collect();
    move_glyphs(line, &pairs, &shifts, Length::ZERO);
    let all: Length = shifts.into_iter().sum();
    line.width += all;
    if all.is_positive() {
        line.fit = if line.width == line.measure { LineFit::Spread } else { LineFit::Short };
    }
}

/// Moves all glyphs of a row by `all`, and those behind each pair's joint by its shift.
pub(super) fn move_glyphs(line: &mut SetLine, pairs: &[Pair], shifts: &[Length], all: Length) {
    for run in &mut line.runs {
        let own = run.text == RunText::Source;
        for glyph in &mut run.glyphs {
            // Further glyphs of a character have an empty range at its end; marks beside the
            // text move with what they stand at.
            let after = |pair: &Pair| match (own, glyph.range.is_empty()) {
                (true, false) => pair.start <= glyph.range.start,
                (true, true) => pair.start < glyph.range.start,
                (false, _) => pair.at <= glyph.inline.length(),
            };
            let before = pairs.iter().zip(shifts).filter(|(pair, _)| after(pair));
            let shift: Length = before.map(|(_, &shift)| shift).sum();
            glyph.inline = (glyph.inline.length() + shift + all).into();
        }
    }
}

/// Two characters that follow one another.
pub(super) struct Pair {
    /// The first in the text, and where it begins and ends along the line.
    pub before: Range<u32>,
    pub begin: Length,
    pub end: Length,
    /// The second in the text, and along the line.
    start: u32,
    pub at: Length,
    /// What is between the two.
    pub joint: Joint,
}

pub(super) fn pairs(text: &RichText, line: &SetLine) -> Vec<Pair> {
    let mut glyphs: Vec<(&Range<u32>, Range<Length>)> = line
        .runs
        .iter()
        .filter(|run| run.text == RunText::Source)
        .flat_map(|run| &run.glyphs)
        .filter(|glyph| !glyph.range.is_empty())
        .map(|glyph| {
            let begin = glyph.inline.length();
            (&glyph.range, begin..begin + glyph.advance.length())
        })
        .collect();
    glyphs.sort_by_key(|(range, _)| range.start);
    let slice = |range: &Range<u32>| text.text.get(range.start as usize..range.end as usize);
    let pair = |pair: &[(&Range<u32>, Range<Length>)]| {
        let [(first, own), (second, next)] = pair else { return None };
        let before = slice(first)?.chars().next_back()?;
        let after = slice(second)?.chars().next()?;
        // Clauses parted by `|` that stand in one row have a gap as well.
        let usual = between(before, after);
        // But a mark that ends the clause has a blank of its own.
        let parted = text.breaks.contains(&second.start) && usual == Joint::Characters;
        let ended = usual == Joint::Clause && is_ended(text, first.start);
        let joint = match (parted, ended) {
            (true, _) => Joint::Clause,
            (_, true) => Joint::Fixed,
            _ => usual,
        };
        Some(Pair {
            before: (*first).clone(),
            begin: own.start,
            end: own.end,
            start: second.start,
            at: next.start,
            joint,
        })
    };
    glyphs.windows(2).filter_map(pair).collect()
}

/// Whether a mark with a blank of its own stands before the blank at `at`.
fn is_ended(text: &RichText, at: u32) -> bool {
    use Class::{Cm, Cs, Ex, St};
    let before = text.text.get(..at as usize).and_then(|before| before.chars().next_back());
    before.is_some_and(|c| matches!(Class::of(c), Cm | Cs | Ex | St))
}

fn between(before: char, after: char) -> Joint {
    let blank = |c: char| c.is_whitespace();
    match (before, after) {
        (BLANK, _) => Joint::Clause,
        (before, after) if blank(before) || blank(after) => Joint::Fixed,
        (before, after) if is_western(before) && is_western(after) => Joint::Fixed,
        (before, after) if !may_open(Class::of(before), Class::of(after)) => Joint::Fixed,
        _ => Joint::Characters,
    }
}

/// R51: not inside brackets, nor before a stop, nor on either side of a query, colon or dot. Behind a
/// stop and outside of brackets there is a blank already.
fn may_open(first: Class, second: Class) -> bool {
    use Class::{Cl, Cm, Cn, Cs, Da, El, Ex, Md, Op, Sl, St, Wv};
    !matches!(first, Op | Cl | St | Cm | Cs | Ex | Md | Cn | Wv | Sl | Da | El)
        && !matches!(second, Op | Cl | St | Cm | Cs | Ex | Md | Cn | Wv | Sl | Da | El)
}

/// Of words and numbers that are set with their own spacing.
fn is_western(c: char) -> bool {
    // Latin, Greek and Cyrillic letters, digits and their marks; the dot of names is Han's.
    c < '\u{2000}' && c != '\u{b7}'
}
