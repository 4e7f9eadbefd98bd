//! Breaks inside Western runs: UAX #14 in the version of Unicode 18 (R14), hyphens (R20), addresses (R21).

use std::sync::LazyLock;

use hypher::Lang;
use icu_segmenter::LineSegmenter;
use icu_segmenter::LineSegmenterBorrowed;
use icu_segmenter::options::LineBreakOptions;

use super::unit::{Opportunity, Unit};
use crate::chars::Class;

/// The tables are in the binary; this only points at them.
pub(super) static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_neo_for_non_complex_scripts(LineBreakOptions::default()));

/// A text of fewer letters, or blanks, is no paragraph of Western words.
const FEWEST_LETTERS: usize = 20;
const FEWEST_BLANKS: usize = 4;
/// The part of an em that the letters of such a paragraph are set apart at most to bring a line to its measure (R51):
/// no eye sees it.
pub(super) const LETTERS_APART: i64 = 40;

/// Whether a text is of Western words: four letters at least for each character of another script.
pub(super) fn is_western(units: &[Unit]) -> bool {
    let count = |of: fn(Class) -> bool| units.iter().filter(|unit| of(unit.class)).count();
    let letters = count(|class| class == Class::La);
    let others = count(|class| class.is_ideographic() || class == Class::Fn);
    letters >= FEWEST_LETTERS
        && letters >= others * 4
        && count(|class| class == Class::Ws) >= FEWEST_BLANKS
}

/// Sets `before` on the units of every Western run.
pub(super) fn mark_breaks(text: &str, units: &mut [Unit], hyphenate: bool) {
    let mut from = 0;
    while from < units.len() {
        if !units[from].class.is_western() {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        while to < units.len() && units[to].class.is_western() {
            to += 1;
        }
        mark_run(text, &mut units[from..to], hyphenate);
        from = to;
    }
}

/// One run without blanks.
fn mark_run(text: &str, run: &mut [Unit], hyphenate: bool) {
    let Some((first, last)) = run.first().zip(run.last()) else { return };
    let (start, end) = (first.start, last.end);
    let Some(word) = text.get(start as usize..end as usize) else { return };
    if is_address(word) {
        mark_address(run);
        return;
    }
    let plain = run.iter().all(|unit| matches!(unit.class, Class::La | Class::Nu));
    mark_soft_hyphens(run);
    if !plain {
        for at in SEGMENTER.segment_str(word) {
            let at = at as u32 + start;
            let found = run.binary_search_by_key(&at, |unit| unit.start);
            let Some(index) = found.ok().filter(|&index| index > 0) else { continue };
            if is_floor(run, index) || is_code(run, index) {
                continue;
            }
            // A soft hyphen is typed as one; a doubled sign is one: C++ (R17).
            if run[index].before == Opportunity::No && run[index - 1].c != run[index].c
                || run[index - 1].class != Class::Sy
            {
                run[index].before = Opportunity::May;
            }
        }
    }
    if hyphenate {
        mark_hyphens(text, run);
    }
}

/// Between the number of a floor and its letter: 12/F.
fn is_floor(run: &[Unit], at: usize) -> bool {
    let before = at.checked_sub(2).and_then(|before| run.get(before));
    run.get(at - 1).is_some_and(|unit| unit.c == '/')
        && before.is_some_and(|unit| unit.c.is_ascii_digit())
        && run.get(at).is_some_and(|unit| unit.c.is_ascii_alphabetic())
        && run.get(at + 1).is_none_or(|unit| unit.class != Class::La)
}

/// Between a letter and what a hyphen or slash ties to it, or two short words of a slash (R17, R20): X-ray, USB-C, A/B,
/// 4K/8K.
fn is_code(run: &[Unit], at: usize) -> bool {
    const SHORT: usize = 3;
    let word = |unit: &&Unit| matches!(unit.class, Class::La | Class::Nu);
    let before = run[..at - 1].iter().rev().take_while(word).take(SHORT).count();
    let after = run[at..].iter().take_while(word).take(SHORT).count();
    match run[at - 1].c {
        '-' | '\u{2010}' => before == 1 || after == 1,
        '/' => before.min(after) == 1 || before.max(after) < SHORT,
        _ => false,
    }
}

fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '{', '<', '"', '\'']);
    let numbered =
        word.strip_prefix("www").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    word.contains("://")
        || numbered.is_some_and(|rest| rest.starts_with('.'))
        || (word.contains('@') && word.contains('.'))
        || is_host(word.split(['/', ')', ']', '>', ',', ':']).next().unwrap_or(""))
}

/// A name of three parts or more, the last of letters: press.korea.kr.
fn is_host(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    let part =
        |part: &str| part.len() > 1 && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let last = word.rsplit('.').next().unwrap_or("");
    word.split('.').count() > 2
        && word.split('.').all(part)
        && last.chars().all(|c| c.is_ascii_lowercase())
}

/// R21: after a group of `/ . - _ ? & =`, never with a hyphen.
fn mark_address(run: &mut [Unit]) {
    for at in 1..run.len() {
        let joint = |c: char| matches!(c, '/' | '.' | '-' | '_' | '?' | '&' | '=');
        let closes = matches!(run[at].class, Class::Wc | Class::Wq | Class::Wf);
        if joint(run[at - 1].c) && !joint(run[at].c) && !closes {
            run[at].before = Opportunity::May;
        }
    }
}

/// R123: U+00AD is nothing but the place of a hyphen.
fn mark_soft_hyphens(run: &mut [Unit]) {
    for at in 1..run.len() {
        if run[at - 1].c == '\u{AD}' {
            run[at].before = Opportunity::Soft;
        }
    }
}

/// R20: Liang's patterns, at least 2 letters before the hyphen and 3 after it.
fn mark_hyphens(text: &str, run: &mut [Unit]) {
    let mut from = 0;
    while from < run.len() {
        let letter = |unit: &Unit| unit.class == Class::La && unit.c.is_alphabetic();
        if !letter(&run[from]) {
            from += 1;
            continue;
        }
        let to = from + run[from..].iter().take_while(|unit| letter(unit)).count();
        let word = &mut run[from..to];
        from = to;
        // An acronym is no word, nor is one that is part of a code.
        let capitals = word.iter().filter(|unit| unit.c.is_uppercase()).count();
        if word.len() < 5 || capitals > 1 {
            continue;
        }
        // A name is broken where it must (R126).
        let kind = if capitals == 1 { Opportunity::Name } else { Opportunity::Hyphen };
        let (start, end) = (word[0].start as usize, word[word.len() - 1].end as usize);
        let Some(letters) = text.get(start..end) else { continue };
        let mut at = start as u32;
        for syllable in hypher::hyphenate_bounded(letters, Lang::English, 2, 3) {
            let found = word.binary_search_by_key(&at, |unit| unit.start);
            if let Some(unit) = found.ok().filter(|&at| at > 0).and_then(|at| word.get_mut(at))
                && unit.before == Opportunity::No
            {
                unit.before = kind;
            }
            at += syllable.len() as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, hyphenate: bool) -> String {
        let mut units: Vec<Unit> = text
            .char_indices()
            .map(|(at, c)| Unit {
                start: at as u32,
                end: (at + c.len_utf8()) as u32,
                c,
                class: Class::of(c),
                look: 0,
                before: Opportunity::No,
                cell: crate::compose::unit::Cell::None,
                tie: crate::compose::unit::Tie::Free,
                solid: false,
            })
            .collect();
        mark_breaks(text, &mut units, hyphenate);
        let mut out = String::new();
        for unit in units {
            match unit.before {
                Opportunity::May => out.push('|'),
                Opportunity::Hyphen => out.push('\u{AD}'),
                Opportunity::Name => out.push('¬'),
                Opportunity::Soft => out.push('~'),
                Opportunity::No => {}
            }
            out.push(unit.c);
        }
        out
    }

    #[test]
    fn breaks_inside_western_runs() {
        for (expected, hyphenate) in [
            ("well-|known", false),
            ("X-ray", false),
            ("USB-C", false),
            ("A/B", false),
            ("4K/8K", false),
            ("and/|or", false),
            ("18,000.5", false),
            ("$12.50", false),
            ("20%", false),
            ("https://|www.|example.|com/|page?|id=|1", false),
            ("some-|body@example.|org", false),
            ("www3.|nhk.|or.|jp", false),
            ("(www.|korea.|kr/|news/)", false),
            ("press.|korea.|kr", false),
            ("U.S.A.", false),
            ("3.10.12", false),
            ("Node.js", false),
            ("hy\u{AD}phen\u{AD}ation", true),
            ("UNESCO", true),
            ("Hy¬phen¬ation", true),
        ] {
            let text: String =
                expected.chars().filter(|c| !matches!(c, '|' | '\u{AD}' | '¬' | '~')).collect();
            assert_eq!(broken(&text, hyphenate), expected);
        }
    }

    #[test]
    fn a_word_of_a_megabyte_takes_no_time() {
        let got = broken(&"well-known-".repeat(100_000), true);
        assert_eq!(got.matches('|').count(), 199_999);
        let got = broken(&"hyphenation".repeat(100_000), true);
        assert!(got.matches('\u{AD}').count() > 100_000);
    }
}
