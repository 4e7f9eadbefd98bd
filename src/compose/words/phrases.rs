//! Phrases of Japanese text, after BudouX: every place is judged by the three characters before
//! and after it, each, and in twos and threes, having a weight.

use super::Seam;
use super::lexicon::{Table, ZERO, plain};
use super::numbers;
use crate::chars::Class;

/// The n-grams that are looked at: a name, and where they begin and end from the place.
const FEATURES: [(&str, isize, isize); 13] = [
    ("UW1", -3, -2),
    ("UW2", -2, -1),
    ("UW3", -1, 0),
    ("UW4", 0, 1),
    ("UW5", 1, 2),
    ("UW6", 2, 3),
    ("BW1", -2, 0),
    ("BW2", -1, 1),
    ("BW3", 0, 2),
    ("TW1", -3, 0),
    ("TW2", -2, 1),
    ("TW3", -1, 2),
    ("TW4", 0, 3),
];

/// The seams between phrases, and, less liked, between the words of a phrase.
pub(super) fn seams(text: &[(u32, char)]) -> Vec<Seam> {
    let chars: Vec<char> = text.iter().map(|&(_, c)| c).collect();
    let whole = numbers_of(&chars);
    let seam = |(at, &(offset, c)): (usize, &(u32, char))| {
        let before = *chars.get(at.checked_sub(1)?)?;
        let (first, second) = (Class::of(before), Class::of(c));
        if whole.get(at) == Some(&true) || (is_katakana(before) && is_katakana(c)) {
            return None;
        }
        let dislike = if first.is_space() {
            Seam::GLAD
        } else if first.is_mark() || second == Class::Op {
            Seam::AT_MARK
        } else if parts(Table::Phrase, &chars, at) {
            Seam::FREE
        } else if parts(Table::JapaneseWord, &chars, at) && second == Class::Ha {
            Seam::HARD
        } else {
            return None;
        };
        Some(Seam { at: offset, dislike })
    };
    text.iter().enumerate().filter_map(seam).collect()
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヿ' | 'ㇰ'..='ㇿ')
}

/// By character: whether it goes on with a number or its measure word.
fn numbers_of(chars: &[char]) -> Vec<bool> {
    let plain: Vec<char> = chars.iter().map(|&c| plain(c)).collect();
    let mut goes_on = vec![false; chars.len()];
    let mut at = 0;
    while let Some(&c) = plain.get(at) {
        let rest = plain.get(at..).unwrap_or(&[]);
        let found = if numbers::begins(c) { numbers::numbers(rest) } else { Vec::new() };
        let longest = found.iter().filter(|n| n.doubt == 0).map(|n| n.length).max().unwrap_or(1);
        goes_on.get_mut(at + 1..at + longest).unwrap_or(&mut []).fill(true);
        at += longest.max(1);
    }
    goes_on
}

/// Whether the weights part the text before `at`.
fn parts(table: Table, chars: &[char], at: usize) -> bool {
    let weight = |key: &str| table.of(key).map_or(0, |weight| weight as i64 - ZERO);
    let mut sum = weight("base");
    let mut key = String::with_capacity(16);
    for (name, from, to) in FEATURES {
        let range = at.checked_add_signed(from).zip(at.checked_add_signed(to));
        let Some(gram) = range.and_then(|(from, to)| chars.get(from..to)) else { continue };
        key.clear();
        key.push_str(name);
        key.push(':');
        key.extend(gram);
        sum += 2 * weight(&key);
    }
    sum > 0
}
