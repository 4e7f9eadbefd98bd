//! How the lines of a text become one.

use crate::chars::Class;

/// Full-width marks of punctuation, which bring their own white (R127).
pub fn takes_no_blank(c: char) -> bool {
    matches!(c, '、' | '。' | '〈'..='】' | '〔'..='〟' | '！' | '（' | '）' | '，' | '．'
        | '：' | '；' | '？' | '［' | '］' | '｛' | '｝' | '｟' | '｠' | '～' | '／')
}

/// What a blank of the keyboard before it goes for: a sign of full width behind its figure, and a blank that is as wide
/// as a character (R127).
pub fn takes_no_blank_before(c: char) -> bool {
    takes_no_blank(c) || matches!(c, '％' | '￠' | '℃' | '℉' | '\u{3000}')
}

/// Whether a blank beside such a mark stays because it parts Korean words (R24): 신문은 《책》을. Of the
/// text before it, from it on backwards, and behind it a few characters are looked at.
pub fn parts_korean(
    before: impl Iterator<Item = char>,
    behind: impl Iterator<Item = char>,
) -> bool {
    fn korean(chars: impl Iterator<Item = char>) -> bool {
        let mut words = chars.take(4).filter(|c| *c != ' ' && !takes_no_blank(*c));
        words.next().is_some_and(|c| Class::of(c) == Class::Hg)
    }
    korean(before) || korean(behind)
}

/// Dashes, dots, connectors and quotation marks as wide as Chinese marks, where they stand in Chinese text.
fn is_row_mark(c: char) -> bool {
    matches!(c, '—' | '―' | '–' | '⸺' | '…' | '⋯' | '‥' | '～' | '〜' | '／' | '·' | '‧')
        || matches!(c, '“' | '”' | '‘' | '’')
}

/// Whether a blank goes because it stands beside a dash, dots, a connector or a quotation mark of Chinese text (R127):
/// 他說 …… 好, 他说 “好” 吗. Of the
/// text before it, from it on backwards, and behind it, a few characters are looked at.
pub fn beside_row_mark(
    before: impl Iterator<Item = char>,
    behind: impl Iterator<Item = char>,
) -> bool {
    const NEAR: usize = 8;
    let near = |chars: &mut dyn Iterator<Item = char>| chars.take(NEAR).collect::<Vec<char>>();
    let (before, behind) = (near(&mut { before }), near(&mut { behind }));
    if is_within_quotes(&before, &behind) {
        return true;
    }
    let (mut before, mut behind) = (before.into_iter(), behind.into_iter());
    let mut marks = false;
    let mut wide = |chars: &mut dyn Iterator<Item = char>| {
        let mut nearest = true;
        let other = chars.take(8).find(|&c| {
            let mark = is_row_mark(c);
            marks |= mark && nearest;
            nearest &= mark;
            !mark && c != ' '
        });
        other.map(is_wide)
    };
    let (first, second) = (wide(&mut before), wide(&mut behind));
    let wide = first.unwrap_or(true) && second.unwrap_or(true) && first.or(second).is_some();
    marks && wide
}

/// Whether a blank stands right within a quotation mark that Chinese text touches from outside: 說“ A ”。
fn is_within_quotes(before: &[char], behind: &[char]) -> bool {
    let wide = |outside: Option<&char>| outside.is_some_and(|&c| is_wide(c));
    match (before, behind) {
        (['“' | '‘', rest @ ..], _) if wide(rest.first()) => true,
        (_, ['”' | '’', rest @ ..]) => wide(rest.first()),
        _ => false,
    }
}

/// Whether a line end between these two leaves no space.
pub fn joins(before: char, after: char) -> bool {
    match (is_wide(before), is_wide(after)) {
        (true, true) => true,
        (true, false) => is_ambiguous_mark(after),
        (false, true) => is_ambiguous_mark(before),
        (false, false) => false,
    }
}

/// What stands between two lines of one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Solid,
    Blank,
    /// Nothing, and the hyphen at the first line's end parted a word.
    Hyphen,
}

/// How a line goes on in the next: within a number, a time or an address nothing stands between them
/// (R17), else what [`joins`] says.
pub fn line_join(before: &str, after: &str) -> Join {
    let mut back = before.chars().rev();
    let (Some(last), Some(first)) = (back.next(), after.chars().next()) else { return Join::Solid };
    if joins(last, first) || is_in_address(before, first) {
        return Join::Solid;
    }
    let owner = back.next();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if is_digit(Some(first)) && is_digit(owner) {
        let is_hour = last == ':' && after.chars().take_while(char::is_ascii_digit).count() == 2;
        let is_part = matches!(last, ',' | '.') && number_is_among_han(before, after, last == ',');
        if last == '-' || is_hour || is_part {
            return Join::Solid;
        }
    }
    let small = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    match last {
        '-' if small(owner) && small(back.next()) && small(Some(first)) => Join::Hyphen,
        // 14-day, F-16, X-ray: the hyphen is their own.
        '-' if owner.is_some_and(|c| c.is_ascii_alphanumeric())
            && first.is_ascii_alphanumeric() =>
        {
            Join::Solid
        }
        _ => Join::Blank,
    }
}

/// Whether the number that a line end parts stands in a text of Han: 共3,⏎000人, but May 3,⏎200 people.
fn number_is_among_han(before: &str, after: &str, groups: bool) -> bool {
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    let ahead = before.chars().rev().find(|c| !of_number(*c));
    let behind = after.chars().find(|c| !of_number(*c));
    let of_han = |c: Option<char>| c.is_some_and(is_wide);
    (!groups || digits == 3) && (of_han(ahead) || of_han(behind) || behind == Some('%'))
}

/// Whether a line ends within an address of the net.
fn is_in_address(before: &str, next: char) -> bool {
    /// No address is longer.
    const LONGEST: usize = 300;
    let token = before.char_indices().rev().take(LONGEST);
    let start =
        token.take_while(|(_, c)| c.is_ascii_graphic()).last().map_or(before.len(), |it| it.0);
    let token = before.get(start..).unwrap_or("");
    let is_address = token.contains("://") || token.starts_with("www.") || token.contains('@');
    is_address
        && token.ends_with(['/', '.', '-', '_', '=', '&', '?', '@'])
        && !token.ends_with("://")
        && next.is_ascii_alphanumeric()
}

/// Marks that are as wide as their surroundings (UAX #11, ambiguous).
fn is_ambiguous_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '⋯' | '·' | '‧' | '•')
}

/// A letter of those scripts, and no mark.
pub fn is_wide_letter(c: char) -> bool {
    is_wide(c) && c.is_alphanumeric()
}

/// Written without spaces: Han, kana, bopomofo, and the marks and forms as wide as they are
/// (UAX #11, wide and full-width, and half-width kana, but for hangul, which has spaces).
pub fn is_wide(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x312F | 0x3190..=0x4DBF | 0x4E00..=0xA4CF | 0xE000..=0xFAFF
        | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF01..=0xFF9F | 0xFFE0..=0xFFE6
        | 0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF | 0x1F200..=0x1F2FF | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_an_address_go_on_in_the_next_line() {
        for (before, after, join) in [
            ("共3,", "000人", Join::Solid),
            ("on May 3,", "200 people", Join::Blank),
            ("升1.", "8%", Join::Solid),
            ("in 2024.", "12 men", Join::Blank),
            ("上午12:", "30", Join::Solid),
            ("電話2345-", "6789", Join::Solid),
            ("見http://a.hk/", "b/c", Join::Solid),
            ("a@b.", "hk", Join::Solid),
            ("were ex-", "pected", Join::Hyphen),
            ("an X-", "ray", Join::Solid),
            ("the port", "is open", Join::Blank),
            ("port -", "open", Join::Blank),
            ("港", "口", Join::Solid),
        ] {
            assert_eq!(line_join(before, after), join, "{before}|{after}");
        }
    }

    #[test]
    fn only_characters_written_without_spaces_join() {
        for (before, after, solid) in [
            ('港', '口', true),
            ('ｶ', 'ﾀ', true),
            ('港', 'a', false),
            ('a', 'b', false),
            ('港', '”', true),
            ('“', '港', true),
            ('a', '”', false),
            ('，', '港', true),
            ('한', '국', false),
        ] {
            assert_eq!(joins(before, after), solid, "{before}{after}");
        }
    }
}
