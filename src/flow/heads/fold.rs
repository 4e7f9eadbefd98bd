//! Rows that go over the fold of a spread: their characters keep off it.
//!
//! ```text
//! | 主題的字排滿兩頁 | 的闊度便讓開中縫 |     a row that fills its width fills that of both parts
//! | 　　　　短的主題 | 讓開　　　　　　 |     any other is opened between two words, or characters
//! ```

use crate::chars::Locale;
use crate::compose::{RunText, SetLine, word_ends};
use crate::measure::Length;
use crate::page::model::Fold;
use crate::text::RichText;

use super::spread::{Joint, PASSED_OVER, Pair, move_glyphs, pairs};

/// Characters are set closer by so much of their em, in thousandths, rather than moved apart by more.
const TIGHT: i64 = 30;

/// A row is rather opened so many ems further off than within a word, and between its clauses.
const WORD: i64 = 3;
const CLAUSE: i64 = 2;

/// Where a row is folded.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct FoldedAt {
    /// From the start of the row.
    pub fold: Length,
    /// How far the row may reach back beyond its start, and how far it reaches at most.
    pub before: Length,
    pub end: Length,
    pub rest: Rest,
    /// Whose words are kept whole where that moves no character far.
    pub locale: Locale,
}

/// What becomes of the room that a row does not need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Rest {
    /// The row fills it, on either side of the fold.
    Filled,
    /// It stays white.
    White,
}

/// Characters on either side of a joint.
struct Split {
    /// The joint, by its place among the pairs.
    at: usize,
    /// Where what is before it ends in the text.
    before: u32,
    /// Where the characters before it end and those behind it begin.
    end: Length,
    start: Length,
}

/// How a row is opened at the fold.
struct Opening {
    split: Split,
    pairs: Vec<Pair>,
    /// How far what stands before the fold would have to go back, and what is behind it on.
    back: Length,
    on: Length,
    /// What the row leaves of its room, and how far it may reach back beyond its start.
    left: Length,
    free: Length,
}

/// Where a row is opened at the fold, if characters of it stand there or too near.
fn opening(text: &RichText, line: &SetLine, at: FoldedAt) -> Option<Opening> {
    let FoldedAt { fold, before, end, rest, locale } = at;
    let (near, far) = (fold - Fold::CLEAR, fold + Fold::CLEAR);
    if !covers(text, line, near, far) {
        return None;
    }
    let pairs = pairs(text, line);
    let first = first_of(line);
    let free = (first + before).max(Length::ZERO);
    let left = end - line.width;
    let give = line.em.inline.scale(TIGHT, 1000);
    let words = word_ends(&text.text, locale);
    let within_word = |split: &Split| match words.binary_search(&(split.before as usize)) {
        Ok(_) => Length::ZERO,
        Err(_) => line.em.inline * WORD,
    };
    let is_clause = |split: &Split| pairs.get(split.at).is_some_and(|it| it.joint == Joint::Clause);
    let has_clauses = pairs.iter().any(|pair| pair.joint == Joint::Clause);
    let within_clause = |split: &Split| match has_clauses && !is_clause(split) {
        true => line.em.inline * CLAUSE,
        false => Length::ZERO,
    };
    // What would have to be squeezed beyond what a reader passes over, then how far characters are
    // moved; to be squeezed counts twice. A word or clause that is parted costs ems.
    let cost = |split: &Split| {
        let (back, on) = (split.end - near, far - split.start);
        let (back, on, free) = match rest {
            Rest::Filled => (back, on, Length::ZERO),
            Rest::White => (back.max(Length::ZERO), on.max(Length::ZERO), free),
        };
        let squeezed = [
            ((back - free).max(Length::ZERO), split.at as i64),
            ((on - left).max(Length::ZERO), (pairs.len() - split.at) as i64 - 1),
        ];
        let beyond: Length =
            squeezed.iter().map(|(by, joints)| (*by - give * *joints).max(Length::ZERO)).sum();
        let squeezed: Length = squeezed.iter().map(|(by, _)| *by * 2).sum();
        (beyond, squeezed + abs(back) + abs(on) + within_word(split) + within_clause(split))
    };
    let split = splits(text, &pairs).min_by_key(cost)?;
    let (back, on) = (split.end - near, far - split.start);
    Some(Opening { split, pairs, back, on, left, free })
}

/// How wide the type of a row that fills its width may be on either side of the fold, in thousandths of
/// what it is, for no characters to be set closer there.
pub(in crate::flow) fn share_beside(text: &RichText, line: &SetLine, at: FoldedAt) -> i64 {
    let Some(Opening { split, back, on, left, .. }) = opening(text, line, at) else { return 1000 };
    let share = |part: Length, too_long: Length| match too_long.is_positive() && part.is_positive()
    {
        true => (part - too_long).units().saturating_mul(1000) / part.units(),
        false => 1000,
    };
    let before = share(split.end - first_of(line), back);
    before.min(share(line.width - split.start, on - left))
}

/// Opens a row at the fold, if characters of it stand there or too near; gives how far what stands
/// before the fold was moved back.
pub(in crate::flow) fn keep_off(text: &RichText, line: &mut SetLine, at: FoldedAt) -> Length {
    let Some(opening) = opening(text, line, at) else {
        fill_at_fold(text, line, at);
        return Length::ZERO;
    };
    let Opening { split, pairs, back, on, left, free } = opening;
    let give = line.em.inline.scale(TIGHT, 1000);
    let (back, on) = match at.rest {
        Rest::Filled => (back, on),
        Rest::White => (back.max(Length::ZERO), on.max(Length::ZERO)),
    };
    let moved = match at.rest {
        Rest::Filled => Length::ZERO,
        Rest::White => back.min(free),
    };
    // The characters before the fold are set closer by what they cannot be moved, those behind it
    // by what would go beyond the end.
    let closer = moved - back;
    let further = match at.rest {
        Rest::Filled => left - on,
        Rest::White => (left - on).min(Length::ZERO),
    };
    // Nor are they set apart by more: the rest is white at the fold.
    let (closer, behind) = (
        closer.min(give * split.at as i64),
        further.min(give * ((pairs.len() - split.at) as i64 - 1)),
    );
    // What the later side would have more than the other is white: between clauses an em and a quarter of it, the
    // rest at the row's end.
    let is_clause = pairs.get(split.at).is_some_and(|pair| pair.joint == Joint::Clause);
    let most = if is_clause { line.em.inline * 5 / 4 - Fold::CLEAR * 2 } else { Length::ZERO };
    let even = match at.rest {
        Rest::Filled => alike((closer, behind), &pairs, split.at, line.em.inline),
        Rest::White => None,
    };
    let (on, closer, further) = match even {
        Some((closer, even)) if even < behind => {
            (on + (further - even).min(most).max(Length::ZERO), closer, even)
        }
        Some((closer, even)) => (on + further - even, closer, even),
        None => (on + further - behind, closer, behind),
    };
    let mut shifts = vec![Length::ZERO; pairs.len()];
    share(&pairs, 0..split.at, closer, &mut shifts);
    share(&pairs, split.at + 1..pairs.len(), further, &mut shifts);
    let so_far: Length = shifts.iter().take(split.at).copied().sum();
    if let Some(shift) = shifts.get_mut(split.at) {
        *shift = on + moved - so_far;
    }
    move_glyphs(line, &pairs, &shifts, Length::ZERO - moved);
    let gained: Length = shifts.into_iter().sum();
    line.width += gained - moved;
    moved
}

/// Opens a row that fills its room, and whose own blank lies over the fold, there by what it was set
/// narrower for the fold.
fn fill_at_fold(text: &RichText, line: &mut SetLine, at: FoldedAt) {
    let left = at.end - line.width;
    if at.rest == Rest::White || !left.is_positive() {
        return;
    }
    let pairs = pairs(text, line);
    let over = splits(text, &pairs).find(|it| it.end <= at.fold && at.fold <= it.start);
    let Some(split) = over else { return };
    let shifts: Vec<Length> =
        (0..pairs.len()).map(|pair| if pair == split.at { left } else { Length::ZERO }).collect();
    move_glyphs(line, &pairs, &shifts, Length::ZERO);
    line.width += left;
}

/// What the joints on either side of the fold get alike, the lesser of what either would (R93); none where that differs by
/// no more than a reader passes over.
fn alike(
    (before, behind): (Length, Length),
    pairs: &[Pair],
    at: usize,
    em: Length,
) -> Option<(Length, Length)> {
    let joints = |of: &[Pair]| of.iter().filter(|it| it.joint == Joint::Characters).count() as i64;
    let (first, second) = pairs.split_at(at.min(pairs.len()));
    let (first, second) = (joints(first), joints(second.get(1..).unwrap_or(&[])));
    if first == 0 || second == 0 {
        return None;
    }
    let (left, right) = (before / first, behind / second);
    let least = left.min(right);
    (abs(left - right) > em.scale(PASSED_OVER, 1000)).then(|| (least * first, least * second))
}

/// Moves all characters of a row on.
pub(in crate::flow) fn move_on(line: &mut SetLine, by: Length) {
    move_glyphs(line, &[], &[], by);
    line.width += by;
}

fn abs(length: Length) -> Length {
    length.max(Length::ZERO - length)
}

/// Whether the type of a line covers some of an interval along it.
pub(in crate::flow) fn covers(text: &RichText, line: &SetLine, from: Length, to: Length) -> bool {
    let runs = line.runs.iter();
    let glyphs = runs.flat_map(|run| run.glyphs.iter().map(move |glyph| (&run.text, glyph)));
    glyphs.filter(|(of, glyph)| !is_blank(text, of, &glyph.range)).any(|(_, glyph)| {
        let start = glyph.inline.length();
        start < to && from < start + glyph.advance.length()
    })
}

fn is_blank(text: &RichText, of: &RunText, range: &std::ops::Range<u32>) -> bool {
    let own = text.text.get(range.start as usize..range.end as usize);
    let blank = |own: &str| !own.is_empty() && own.chars().all(char::is_whitespace);
    *of == RunText::Source && own.is_some_and(blank)
}

fn first_of(line: &SetLine) -> Length {
    let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
    glyphs.map(|glyph| glyph.inline.length()).min().unwrap_or(Length::ZERO)
}

/// Where a row may be opened. A blank is part of the opening.
fn splits<'p>(text: &'p RichText, pairs: &'p [Pair]) -> impl Iterator<Item = Split> + 'p {
    pairs.iter().enumerate().filter(|(_, pair)| pair.joint != Joint::Fixed).map(
        move |(at, pair)| {
            let before = pair.before.clone();
            let blank = is_blank(text, &RunText::Source, &before);
            let end = if blank { pair.begin } else { pair.end };
            Split { at, before: before.end, end, start: pair.at }
        },
    )
}

/// Shares white out among the joints of a part of a row, unit by unit.
fn share(pairs: &[Pair], of: std::ops::Range<usize>, white: Length, shifts: &mut [Length]) {
    let open = |kind: Joint| -> Vec<usize> {
        of.clone().filter(|at| pairs.get(*at).is_some_and(|pair| pair.joint == kind)).collect()
    };
    let mut joints = open(Joint::Characters);
    if joints.is_empty() {
        joints = open(Joint::Clause);
    }
    for (at, share) in joints.iter().zip(white.share(joints.len())) {
        if let Some(shift) = shifts.get_mut(*at) {
            *shift += share;
        }
    }
}
