//! [`note_stars`]: single stars that refer to notes or are signs, and mark no emphasis.

use super::markdown::is_within_word;
use crate::text::is_wide_letter;

/// The single stars that refer to a note, in order: those that would open emphasis right before a mark that closes or
/// parts, or at a line's end: 年薪30萬*、. A star behind a comma that would close emphasis opens it where another stands
/// behind that one in its paragraph, and what seemed to open is of a note: 30萬*起，*注意*。
pub(super) fn note_stars(text: &str) -> Vec<usize> {
    let (mut found, mut open, mut escaped) = (Vec::new(), None, false);
    let mut chars = text.char_indices().peekable();
    let mut odd = odd_stars(text).into_iter();
    let (mut before, mut is_rule) = ('\n', false);
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        if before == '\n' {
            is_rule =
                text.get(at..).and_then(|rest| rest.lines().next()).is_some_and(is_row_of_stars);
        }
        let alone = c == '*' && !escaped && before != '*' && next != Some('*');
        let closes = alone && odd.next() == Some(true);
        if alone && !is_rule {
            let place = Star { text, at, before, next, closes };
            open = place.turn(open, &mut found);
        }
        // Emphasis keeps to its paragraph.
        if c == '\n' && next.is_none_or(|c| c == '\n' || c == '\r') {
            open = None;
        }
        escaped = c == '\\' && !escaped;
        before = c;
    }
    found.sort_unstable();
    found
}

/// Whether a bracket ends in a text that began before it.
fn closes_more(text: &str) -> bool {
    text.matches(['）', ')']).count() > text.matches(['（', '(']).count()
}

/// `^o^`, between the two stars of a face.
fn is_face(text: &str) -> bool {
    text.starts_with('^') && text.ends_with('^') && text.chars().count() <= 3
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Of every single star, in order: whether an odd number of them stands behind it in its paragraph, so that one closes
/// what it opens.
fn odd_stars(text: &str) -> Vec<bool> {
    let mut all = Vec::new();
    for paragraph in text.split("\n\n") {
        let first = all.len();
        let (mut before, mut escaped) = ('\n', false);
        let mut chars = paragraph.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '*' && !escaped && before != '*' && chars.peek() != Some(&'*') {
                all.push(false);
            }
            escaped = c == '\\' && !escaped;
            before = c;
        }
        all.iter_mut().skip(first).rev().enumerate().for_each(|(at, odd)| *odd = at % 2 == 1);
    }
    all
}

/// A single star in its text.
struct Star<'t> {
    text: &'t str,
    at: usize,
    before: char,
    next: Option<char>,
    /// One of those behind it closes what it opens.
    closes: bool,
}

impl Star<'_> {
    /// What is open behind it, where `open` is before it; stars that are no marks go into `plain`.
    fn turn(&self, open: Option<usize>, plain: &mut Vec<usize>) -> Option<usize> {
        const CLOSING: &str = "、，。；：！？）」』】》〉”’,.;:!?)]}";
        const PAUSES: &str = "，、；：,;:";
        let at = self.at;
        let blank = self.next.is_none_or(char::is_whitespace);
        let ends = self.next.is_none_or(|c| matches!(c, '\n' | '\r') || CLOSING.contains(c));
        let within = is_within_word(self.text, at);
        let Some(first) = open else {
            if within || ends {
                plain.push(at);
            }
            // A blank behind it: of a list, or none that opens.
            return (!within && !ends && !blank).then_some(at);
        };
        let held = self.text.get(first + 1..at).unwrap_or("");
        let pauses = held.contains(|c| PAUSES.contains(c) || "。！？".contains(c));
        let behind_figure =
            self.text.get(..first).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        if "（「『《【(".contains(self.before) || within && pauses {
            // It opens, or joins two figures: what seemed to open is of a note.
            plain.push(first);
            plain.extend(within.then_some(at));
            return (!within).then_some(at);
        }
        if PAUSES.contains(self.before) && !ends && !blank {
            plain.push(first);
            if self.closes {
                return Some(at);
            }
            plain.push(at);
        } else if !has_word(held)
            || is_face(held)
            || behind_figure && pauses
            || closes_more(held)
            || self.ends_within(first, held)
            || self.is_of_sum(first, held)
        {
            // A face, an ornament; stars of two notes.
            plain.extend([first, at]);
        }
        None
    }
}

/// What stands before the star at byte `at`.
fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

impl Star<'_> {
    /// Whether a sentence ends between two stars of which the first stands behind its word: 升*一成。*註：二。
    fn ends_within(&self, first: usize, held: &str) -> bool {
        let ends = |c: char| "。！？".contains(c);
        let behind_word = before(self.text, first).is_some_and(char::is_alphanumeric);
        // A quotation that is stressed is whole.
        behind_word && held.contains(ends) && (ends(self.before) || self.before.is_alphanumeric())
    }

    /// Whether two stars stand between figures or letters and Han characters, as those of a sum do:
    /// 甲*5*乙, 3*甲*5.
    fn is_of_sum(&self, first: usize, held: &str) -> bool {
        /// Characters of the longest factor.
        const LONGEST: usize = 3;
        let Some((before, behind)) = before(self.text, first).zip(self.next) else { return false };
        let short = held.chars().take(LONGEST + 1).count() <= LONGEST;
        let ascii = |c: char| c.is_ascii_alphanumeric();
        let figures = held.bytes().all(|byte| byte.is_ascii_digit());
        let of_words = figures && is_wide_letter(before) && is_wide_letter(behind);
        let of_figures = ascii(before) && ascii(behind) && held.chars().all(is_wide_letter);
        short && (of_words || of_figures)
    }
}

/// Whether a line is nothing but stars: a rule, to Markdown.
fn is_row_of_stars(line: &str) -> bool {
    line.chars().all(|c| c == '*' || c == ' ') && line.matches('*').count() > 2
}
