//! Telephone numbers, which are written with blanks and hyphens: one number all the same (R17).
//!
//! ```text
//!   2345-6789   2345 6789   +852 2345 6789   (02)2345-6789   0912 345 678
//! ```

use super::unit::{Tie, Unit};
use crate::chars::Class;

/// Figures of a number that is dialled.
const FIGURES: std::ops::RangeInclusive<usize> = 7..=15;
/// Of a group behind the first.
const GROUP: std::ops::RangeInclusive<usize> = 2..=5;
/// Of the first, a code of a country or area: no number of pages or a year before a page.
const FIRST: std::ops::RangeInclusive<usize> = 1..=4;

/// Ties the groups of every telephone number.
pub(super) fn mark_phones(units: &mut [Unit]) {
    let mut from = 0;
    while from < units.len() {
        let first = !from.checked_sub(1).is_some_and(|before| is_word(&units[before]));
        let end = if first { phone(&units[from..]).map(|length| from + length) } else { None };
        tie_phone(units.get_mut(from..end.unwrap_or(from)).unwrap_or(&mut []));
        from = end.unwrap_or(from + 1);
    }
}

/// Ties the units of one number. Behind a hyphen or blank it may part, but not behind a code.
fn tie_phone(units: &mut [Unit]) {
    let is_code = units.first().is_some_and(|unit| matches!(unit.c, '+' | '(' | '（' | '0'));
    let (mut groups, mut before, mut bracket) = (0, None, false);
    for (at, unit) in units.iter_mut().enumerate() {
        let (c, figure) = (unit.c, unit.c.is_ascii_digit());
        let begins = figure && before.is_some_and(|c: char| matches!(c, ' ' | '-' | '‐'));
        groups += usize::from(figure && !before.is_some_and(|c: char| c.is_ascii_digit()));
        // The first group of two is a code, the second behind a code of a country as well.
        let parts = begins && groups > 1 + usize::from(is_code) && !bracket;
        bracket = matches!(c, ')' | '）');
        if at > 0 && !unit.class.is_space() {
            unit.tie = if parts { Tie::Group } else { Tie::Whole };
        }
        before = Some(c);
    }
}

fn is_word(unit: &Unit) -> bool {
    unit.c.is_ascii_alphanumeric() || unit.class == Class::La
}

/// How many units from the first on are one telephone number.
fn phone(units: &[Unit]) -> Option<usize> {
    let c = |at: usize| units.get(at).map(|unit| unit.c);
    let figures = |at: usize| {
        let rest = units.get(at..).unwrap_or(&[]);
        rest.iter().take_while(|unit| unit.c.is_ascii_digit()).count()
    };
    let mut at = usize::from(c(0) == Some('+'));
    let (mut dialled, mut groups, mut blanks) = (0, 0, 0);
    loop {
        let bracket = matches!(c(at), Some('(' | '（'));
        let begin = at + usize::from(bracket);
        let count = figures(begin);
        let wanted = if groups == 0 { FIRST } else { GROUP };
        if !wanted.contains(&count) {
            break;
        }
        let end = begin + count;
        let closed = matches!(c(end), Some(')' | '）'));
        if bracket && !closed {
            break;
        }
        (dialled, groups) = (dialled + count, groups + 1);
        at = end + usize::from(bracket);
        let parted = matches!(c(at), Some(' ' | '-' | '\u{A0}' | '‐'));
        if !parted && !bracket {
            break;
        }
        blanks += usize::from(c(at) == Some(' '));
        at += usize::from(parted);
    }
    // What was taken behind the last group goes back.
    while at > 0 && !units[at - 1].c.is_ascii_digit() {
        at -= 1;
    }
    let ends = !units.get(at).is_some_and(|unit| is_word(unit) || unit.c == '.');
    let plus = c(0) == Some('+');
    let code = c(0).is_some_and(|c| matches!(c, '+' | '(' | '（' | '0'));
    // Two numbers side by side are no telephone number: its groups have three figures or four.
    let alike = blanks == 0 || plus || code || (groups == 2 && dialled == 8);
    let found = groups > 1 && FIGURES.contains(&dialled) && ends && alike;
    (found && !is_date(&units[..at])).then_some(at)
}

/// 2026-11-29: a date parts nowhere that a line holds (R17).
fn is_date(units: &[Unit]) -> bool {
    let mut groups = units.split(|unit| unit.c == '-').map(|group| {
        let figure = |unit: &Unit| unit.c.to_digit(10);
        let value = group.iter().try_fold(0, |value, unit| Some(value * 10 + figure(unit)?));
        (group.len(), value.unwrap_or(0))
    });
    let date = (groups.next(), groups.next(), groups.next(), groups.next());
    matches!(date, (Some((4, 1800..=2199)), Some((1..=2, 1..=12)), Some((1..=2, 1..=31)), None))
}
