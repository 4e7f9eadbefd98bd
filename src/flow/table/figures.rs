//! Numbers as tables have them, and what they line up by.

/// What stands in a cell of a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Blank,
    /// `-`: there is no number.
    Dash,
    /// The byte behind its whole part: its point, if it has one.
    Number(usize),
    /// The bytes of what stands between its two numbers: `2:1`, `23–28`.
    Score(usize, usize),
    Words,
}

/// What may stand before a number: signs, arrows, currencies.
const BEFORE: &str = "+-−–±△▲▽▼↑↓~≈<>≤≥$¥€£₩(（*";
/// And behind it: per cent, degrees, primes, units of one character, marks of notes.
const BEHIND: &str = "%‰°℃℉'′\"″)）*†‡#萬万億亿千百元角分仙點点度厘米公歲岁票名次場场回";

/// Reads a cell.
pub(super) fn figure(text: &str) -> Figure {
    let text_start = text.len() - text.trim_start().len();
    let chars: Vec<(usize, char)> =
        text.trim().char_indices().map(|(at, c)| (text_start + at, half_width(c))).collect();
    if chars.is_empty() {
        return Figure::Blank;
    }
    if chars.iter().all(|(_, c)| matches!(c, '-' | '–' | '—' | '−' | '―' | '…' | '.' | '·'))
    {
        return Figure::Dash;
    }
    let Some((first, at)) = number(&chars, 0) else { return Figure::Words };
    let end = text_start + text.trim().len();
    let byte = |at: usize| chars.get(at).map_or(end, |(byte, _)| *byte);
    let is_joint = |c: char| matches!(c, ':' | '-' | '–' | '—' | '/' | '~' | '至');
    match chars.get(at).copied() {
        None => Figure::Number(byte(first)),
        Some((_, joint)) if is_joint(joint) => match number(&chars, at + 1) {
            Some((_, last)) if last == chars.len() => Figure::Score(byte(at), byte(at + 1)),
            _ => Figure::Words,
        },
        Some(_) => Figure::Words,
    }
}

/// The number that begins at a place, with its sign and unit: the end of its whole part, and its own.
fn number(chars: &[(usize, char)], from: usize) -> Option<(usize, usize)> {
    let at = |at: usize| chars.get(at).map(|(_, c)| *c);
    let mut here = from;
    // HK$, US$
    let letters = (here..).take_while(|&place| at(place).is_some_and(|c| c.is_ascii_uppercase()));
    let letters = letters.count();
    if letters <= 3 && at(here + letters) == Some('$') {
        here += letters;
    }
    while at(here).is_some_and(|c| BEFORE.contains(c) || c == ' ') {
        here += 1;
    }
    let digits = |from: usize| {
        (from..).take_while(|&place| at(place).is_some_and(|c| c.is_ascii_digit())).count()
    };
    let whole = digits(here);
    if whole == 0 && !(at(here) == Some('.') && digits(here + 1) > 0) {
        return None;
    }
    here += whole;
    while at(here).is_some_and(|c| matches!(c, ',' | '\'' | ' ' | '\u{2009}' | '\u{202f}'))
        && digits(here + 1) == 3
    {
        here += 4;
    }
    let first = here;
    if at(here) == Some('.') && digits(here + 1) > 0 {
        here += 1 + digits(here + 1);
    }
    while at(here).is_some_and(|c| BEHIND.contains(c)) {
        here += 1;
    }
    Some((first, here))
}

/// Full-width figures and marks stand for the usual ones.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '￥' => '¥',
        '￡' => '£',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_with_their_points() {
        let cases = [
            ("12", Figure::Number(2)),
            ("1,234.56", Figure::Number(5)),
            ("-0.35", Figure::Number(2)),
            ("−0.35", Figure::Number(4)),
            ("＋１．５", Figure::Number(6)),
            ("１，２３４", Figure::Number(15)),
            ("78%", Figure::Number(2)),
            ("7.85％", Figure::Number(1)),
            ("▲12.5", Figure::Number(5)),
            ("HK$38.5", Figure::Number(5)),
            (".5", Figure::Number(0)),
            ("26℃", Figure::Number(2)),
            ("2.5萬", Figure::Number(1)),
            ("90'", Figure::Number(2)),
            ("2:1", Figure::Score(1, 2)),
            ("2：1", Figure::Score(1, 4)),
            ("110-98", Figure::Score(3, 4)),
            ("23–28", Figure::Score(2, 5)),
            ("07:30", Figure::Score(2, 3)),
            ("11/16", Figure::Score(2, 3)),
            ("-", Figure::Dash),
            ("——", Figure::Dash),
            ("…", Figure::Dash),
            ("", Figure::Blank),
            ("\u{3000}", Figure::Blank),
            ("停牌", Figure::Words),
            ("A3", Figure::Words),
            ("11月16日", Figure::Words),
            ("2:1:3", Figure::Words),
            ("1,23", Figure::Words),
            ("第3", Figure::Words),
        ];
        for (text, expected) in cases {
            assert_eq!(figure(text), expected, "{text}");
        }
    }
}
