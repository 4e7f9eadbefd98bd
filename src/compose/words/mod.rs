//! Words: where the rows of a head may end by their meaning (R90).
//!
//! A text comes in; out come its [`Seam`]s, the places between words, each with how little a row
//! wants to end there. Chinese words are the cheapest way through a lattice of known words,
//! numbers and names (`lattice.rs`, `numbers.rs`), some of which are tied closer than others (`ties.rs`); Japanese phrases are told by the characters
//! around their ends (`phrases.rs`); Korean heads break at blanks (`korean.rs`). The list of words is one for
//! traditional and simplified text (`lexicon.rs`): `make-words.py` says where it is from.
//!
//! Invariant: no seam lies inside a number or between it and its measure word (R118), but where
//! the number is longer than any head has.

mod clauses;
mod edge;
mod korean;
mod lattice;
mod leaning;
mod lexicon;
mod numbers;
mod pair;
mod phrases;
#[cfg(test)]
mod tests;
mod ties;

use std::ops::Range;

use crate::chars::{Class, Locale};

/// So many characters at most has a surname.
const SURNAME: usize = 3;
/// Longer texts are no heads; they part at their blanks.
const LONGEST: usize = 4_000;

/// A place between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seam {
    /// The byte at which the second begins.
    pub at: u32,
    /// Whole characters of imbalance between rows that a better place is worth.
    pub dislike: u8,
}

impl Seam {
    /// After a blank: clauses part there.
    pub const GLAD: u8 = 0;
    /// Behind a mark that ends a clause of some length.
    pub const AT_CLAUSE: u8 = 1;
    /// Beside a mark.
    pub const AT_MARK: u8 = 2;
    /// Where one part of a sentence ends and another begins.
    pub const GOOD: u8 = 3;
    /// Between two words.
    pub const FREE: u8 = 4;
    /// Inside what is one phrase.
    pub const HARD: u8 = 8;
    /// Inside a short quotation.
    pub const IN_QUOTATION: u8 = 10;
    /// Inside the title of a book.
    pub const IN_TITLE: u8 = 12;
    /// Between two Western words, or one and a number, which most often are one name.
    pub const WESTERN_NAME: u8 = 13;
    /// Where no phrase ends but a part of a word does, or a number begins: better than type of half the size.
    pub const LAST_RESORT: u8 = 15;
    /// Within a word or a number: sooner than a row is too long for its measure, and for nothing else.
    pub const FORCED: u8 = 28;
}

/// The places between the words of `text`, in order.
pub(super) fn seams(text: &str, locale: Locale) -> Vec<Seam> {
    // The sign of a ratio is a colon of its number (R17).
    let plain = |c: char| if c == '∶' { ':' } else { c };
    let chars: Vec<(u32, char)> =
        text.char_indices().map(|(at, c)| (at as u32, plain(c))).collect();
    let seams = seams_of(&chars, locale);
    let class = |at: Option<usize>| at.and_then(|at| chars.get(at)).map(|&(_, c)| Class::of(c));
    let western = |class| matches!(class, Some(Class::La | Class::Nu));
    // iPhone 17 Pro Max
    let within_name = |seam: &Seam| {
        let at = chars.partition_point(|&(at, _)| at < seam.at);
        matches!(class(at.checked_sub(1)), Some(Class::Ws))
            && western(class(at.checked_sub(2)))
            && western(class(Some(at)))
            && !counts_behind(chars.get(at..).unwrap_or(&[]))
    };
    let titles = titles(&chars, locale);
    // A bar ends the row of its tag (R15).
    let is_bar = |seam: &Seam| {
        let at = chars.partition_point(|&(at, _)| at < seam.at);
        matches!(chars.get(at), Some((_, '｜' | '丨' | '|' | '︱' | '│')))
    };
    let held = |mut seam: Seam| {
        if within_name(&seam) {
            seam.dislike = seam.dislike.max(Seam::WESTERN_NAME);
        }
        let within = titles.iter().filter(|(title, _)| title.contains(&seam.at));
        seam.dislike = within.map(|&(_, least)| least).fold(seam.dislike, u8::max);
        seam
    };
    seams.into_iter().filter(|seam| !is_bar(seam)).map(held).collect()
}

/// What stands within the brackets of a title or a short quotation, as places, with how little a row
/// wants to end there: the titles of books are names (R90).
fn titles(chars: &[(u32, char)], locale: Locale) -> Vec<(Range<u32>, u8)> {
    const TITLE: usize = 14;
    const SHORT: usize = 12;
    let quotation = match locale {
        Locale::Ja => 12,
        Locale::Ko => 18,
        _ => 8,
    };
    let letter = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|&(_, c)| Class::of(c) == Class::La)
    };
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, &(_, c)) in chars.iter().enumerate() {
        // The keyboard's marks open and close alike; within a word one is an apostrophe.
        let apostrophe = c == '\'' && letter(at.checked_sub(1)) && letter(Some(at + 1));
        let straight = matches!(c, '"' | '\'') && !apostrophe;
        let closes = straight && open.iter().any(|&(_, opening)| opening == c);
        match c {
            '《' | '〈' | '「' | '『' | '“' | '‘' => open.push((at, c)),
            _ if straight && !closes => open.push((at, c)),
            '》' | '〉' | '」' | '』' | '”' | '’' | '"' | '\'' if straight == closes => {
                let Some((from, opening)) = open.pop() else { continue };
                let (longest, dislike) = match opening {
                    '《' | '〈' => (TITLE, Seam::IN_TITLE),
                    _ if locale == Locale::Ko && at - from <= SHORT => (SHORT, Seam::IN_TITLE),
                    _ => (quotation, Seam::IN_QUOTATION),
                };
                // Behind the first character and before the closing mark.
                let inside = chars.get(from + 2).zip(chars.get(at));
                let length = measured(chars.get(from + 1..at).unwrap_or(&[]));
                if let Some((&(first, _), &(last, _))) = inside
                    && length <= longest
                {
                    found.push((first..last, dislike));
                }
            }
            _ => {}
        }
    }
    found
}

/// How many characters, two narrow ones counting as one.
fn measured(chars: &[(u32, char)]) -> usize {
    let narrow = chars.iter().filter(|(_, c)| c.is_ascii()).count();
    chars.len() - narrow / 2
}

/// Whether a number and what it counts begin the text, no part of a name before them: LINE Pay |12月起.
fn counts_behind(chars: &[(u32, char)]) -> bool {
    let figures = chars.iter().take_while(|(_, c)| numbers::is_figure(*c) || *c == ',').count();
    let counted =
        chars.get(figures).is_some_and(|(_, c)| "月日年歳歲岁名人億亿萬万元円天".contains(*c));
    figures > 0 && counted
}

fn seams_of(chars: &[(u32, char)], locale: Locale) -> Vec<Seam> {
    let is_kana = |&&(_, c): &&(u32, char)| matches!(Class::of(c), Class::Ka | Class::Sk);
    match locale {
        _ if chars.len() > LONGEST => blanks(chars),
        // Japanese among Chinese pages.
        Locale::Hk | Locale::Tw | Locale::Cn
            if chars.iter().filter(is_kana).count() * 4 > chars.len() =>
        {
            phrases::seams(chars)
        }
        Locale::Ko => korean::seams(chars),
        Locale::Ja => phrases::seams(chars),
        Locale::Hk | Locale::Tw | Locale::Cn => lattice::seams(chars),
    }
}

/// Whether a row of a head that ends at a byte of it parts a word, or what is one phrase (R90): for whoever chooses
/// between heads.
pub fn parts_phrase(head: &str, locale: Locale, at: u32) -> bool {
    let is_within = at > 0 && (at as usize) < head.len();
    let seam = || seams(head, locale).into_iter().find(|seam| seam.at == at);
    is_within && seam().is_none_or(|seam| seam.dislike > Seam::HARD)
}

/// Where the words of a text of any length end, each mark and blank a word of its own; the last end
/// is the text's. For whoever compares texts.
pub fn word_ends(text: &str, locale: Locale) -> Vec<usize> {
    let is_apart = |c: char| !c.is_alphanumeric();
    let mut ends = std::collections::BTreeSet::from([text.len()]);
    let mut start = 0;
    // Clause by clause, so that no text is too long for its words.
    while let Some(clause) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let marks = clause.chars().take_while(|&c| is_apart(c)).map(char::len_utf8);
        for length in marks {
            start += length;
            ends.insert(start);
        }
        let Some(clause) = text.get(start..) else { break };
        let clause = clause.get(..clause.find(is_apart).unwrap_or(clause.len())).unwrap_or("");
        let seams = seams(clause, locale).into_iter().filter(|seam| seam.dislike < Seam::FORCED);
        ends.extend(seams.map(|seam| start + seam.at as usize).filter(|&at| at > start));
        start += clause.len();
        ends.insert(start);
    }
    ends.remove(&0);
    ends.into_iter().collect()
}

/// Whether the full-width blank at `at` spreads a name: 譚　穎, 訪　譚　老師. Rows of one character are none, and
/// nothing of a name parts.
fn spreads_name(chars: &[char], at: usize) -> bool {
    let is_han = |c: &char| Class::of(*c) == Class::Ha;
    // One character is no part of a name where figures or letters go on with it: 30人　警方, A股　首班.
    let alone = |chars: &mut dyn Iterator<Item = &char>| {
        chars.next().is_some_and(is_han)
            && chars.next().is_none_or(|c| {
                !is_han(c) && !matches!(Class::of(*c), Class::La | Class::Nu | Class::Fn)
            })
    };
    let before = || chars.get(..at).unwrap_or(&[]).iter().rev();
    let after = || chars.get(at + 1..).unwrap_or(&[]).iter();
    // 堀内　誠さん; but 発生か　冬は and 政府発表　冬は are two clauses.
    let is_kana = |c: &char| matches!(Class::of(*c), Class::Ka | Class::Sk);
    let family: Vec<char> = before().take_while(|c| is_han(c)).take(SURNAME + 1).copied().collect();
    let family: String = family.into_iter().rev().collect();
    let surname = lexicon::Table::FamilyName.of(&family).is_some();
    let kana = after().nth(1).copied().filter(is_kana);
    // 横転　積み荷の: what is behind the character is the word's own.
    let behind_name = |c: char| "さくちがはをのともにへや".contains(c);
    let named = kana.is_none_or(|c| surname && behind_name(c));
    // 2カ月　仮設住宅: a measure word.
    let measured = before().nth(1).is_some_and(|c| "カヵヶケか".contains(*c));
    alone(&mut before()) && !measured || named && alone(&mut after())
}

fn blanks(chars: &[(u32, char)]) -> Vec<Seam> {
    let seam = |pair: &[(u32, char)]| match pair {
        [(_, first), (at, _)] if Class::of(*first).is_space() => {
            Some(Seam { at: *at, dislike: Seam::FREE })
        }
        _ => None,
    };
    chars.windows(2).filter_map(seam).collect()
}
