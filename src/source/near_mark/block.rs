//! What lines begin that are nearly a block of Markdown: a subhead, a quotation, a list, a table.

use super::{NearMark, found, is_blank};
use crate::source::markdown::stood_for;

/// `##小標`, `##　小標`, `＃＃ 小標`; one # alone begins a tag.
pub(super) fn heading(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let hash = |c: char| matches!(c, '#' | '＃');
        let rest = line.trim_start_matches(hash);
        let marks = line.get(..line.len() - rest.len())?;
        let count = marks.chars().count();
        let next = rest.chars().next()?;
        let plain = !marks.contains('＃') && matches!(next, ' ' | '\t');
        let is_near = (2..=6).contains(&count) || count == 1 && is_blank(next);
        (is_near && !plain && !rest.trim().is_empty()).then(|| {
            found(at, marks.len(), "a subhead", "write `## `, with a plain blank, in its place")
        })
    })
}

/// Characters of the longest subhead that is written as a line of bold.
const LONGEST_SUBHEAD: usize = 24;

/// `**小標**` or `__小標__` on a line of its own with the text right under it: the two run together.
pub(super) fn bold_line(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.windows(2).enumerate().find_map(|(row, pair)| {
        let [(at, line), (_, next)] = pair else { return None };
        let between = |mark: &str| line.strip_prefix(mark)?.strip_suffix(mark);
        let inside = between("**").or_else(|| between("__"))?;
        let begins = row == 0 || lines.get(row - 1).is_some_and(|(_, line)| line.trim().is_empty());
        let is_near = begins
            && !inside.contains(['*', '_'])
            && (1..=LONGEST_SUBHEAD).contains(&inside.chars().count())
            && !next.trim().is_empty()
            && !["**", "__"].iter().any(|mark| next.starts_with(mark));
        is_near.then(|| {
            let help = "write `## ` before its words in the place of the marks, and an empty line after them";
            found(*at, line.len(), "a subhead", help)
        })
    })
}

/// `＞ 引文`.
pub(super) fn quotation(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let rest = line.strip_prefix('＞')?;
        (rest.starts_with(is_blank) && !rest.trim().is_empty())
            .then(|| found(at, '＞'.len_utf8(), "a quotation", "write `> ` in its place"))
    })
}

/// The first of two lines that follow one another and begin alike.
fn twice(lines: &[(usize, &str)], mark: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
    lines.windows(2).find_map(|pair| {
        let [(at, first), (_, second)] = pair else { return None };
        mark(second)?;
        Some((*at, mark(first)?))
    })
}

/// Signs that begin the items of a list as word processors and telephones have it.
const BULLETS: [char; 21] = [
    '•', '·', '‧', '・', '●', '■', '◆', '◇', '▪', '★', '☆', '○', '◎', '□', '▽', '▼', '△', '▲', '▶',
    '▷', '◦',
];

/// `-一`, `－一` and `• 一`, line after line; a hyphen before a figure is a sign, and one dash alone
/// may begin a speech.
pub(super) fn item(lines: &[(usize, &str)]) -> Option<NearMark> {
    let mark = |line: &str| {
        let (dash, rest) = line.split_at_checked(line.chars().next()?.len_utf8())?;
        let next = rest.chars().next()?;
        let is_near = match dash {
            "-" => next.is_alphabetic() || next == '\u{3000}',
            "－" | "–" => is_blank(next) || next.is_alphabetic(),
            other => other.starts_with(BULLETS),
        };
        is_near.then_some(dash.len())
    };
    let (at, length) = twice(lines, mark)?;
    Some(found(
        at,
        length,
        "a list",
        "write `- `, with a plain blank, in its place before each item",
    ))
}

/// `1.三`, `1、三`, `（一）甲`, line after line.
pub(super) fn number(lines: &[(usize, &str)]) -> Option<NearMark> {
    let (at, length) = twice(lines, |line| numbered(line).map(|(length, _)| length))?;
    let first = lines.iter().find(|(start, _)| *start == at)?;
    let help = match numbered(first.1)?.1 {
        true => "write `1. `, with a plain blank, in the place of each number",
        false => "put an empty line between the items, so that each is a paragraph",
    };
    Some(found(at, length, "a list", help))
}

/// `2. 乙` and `3. 丙` right behind a line of text: to Markdown a list that interrupts a paragraph begins with 1.
pub(super) fn number_behind(lines: &[(usize, &str)]) -> Option<NearMark> {
    let number = |line: &str| {
        let (figures, rest) = line.split_once('.')?;
        (rest.starts_with(' ') && figures.len() < 3).then_some(())?;
        figures.parse::<u32>().ok()
    };
    let mut is_list = false;
    for three in lines.windows(3) {
        let [(_, above), (at, first), (_, second)] = three else { continue };
        let text = !above.trim().is_empty();
        is_list = text && (is_list || begins_item(above));
        if text
            && !is_list
            && let Some((one, two)) = number(first).zip(number(second))
            && one > 1
            && two == one + 1
        {
            let help = "put an empty line before the list, so that its items are items";
            return Some(found(*at, first.find(' ').unwrap_or(1), "a list", help));
        }
    }
    None
}

/// Whether a line begins a list even behind text, or a quotation.
fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    ["- ", "* ", "+ ", "1. ", "1) ", "> "].iter().any(|mark| line.starts_with(mark))
        || line.starts_with(|c: char| c.is_ascii_digit())
            && line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
}

/// How long the number is that an item begins with, and whether it is one of figures, as Markdown has it.
fn numbered(line: &str) -> Option<(usize, bool)> {
    const NUMERALS: &str = "一二三四五六七八九十";
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let is_han = |c: char| NUMERALS.contains(c) || STEMS.contains(c);
    let opened = line.strip_prefix(['(', '（']).unwrap_or(line);
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let is_ringed = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩');
    if line.starts_with(is_ringed) {
        return Some((line.chars().next()?.len_utf8(), false));
    }
    let rest = opened.trim_start_matches(|c| is_figure(c) || is_han(c));
    let digits = opened.get(..opened.len() - rest.len())?;
    let end = rest.chars().next()?;
    let next = rest.get(end.len_utf8()..)?.chars().next()?;
    let figures = digits.chars().all(is_figure);
    let ends = match end {
        '.' | '．' => figures && (next.is_alphabetic() || next == '\u{3000}'),
        // A list within a sentence has more of its kind: 二、三人, 甲、乙兩人.
        '、' => match digits.chars().next() {
            Some(c) if STEMS.contains(c) => !STEMS.contains(next),
            _ => !is_figure(next) && !NUMERALS.contains(next),
        },
        // With a blank behind it, it is a list.
        ')' => !figures || next != ' ',
        '）' => true,
        _ => false,
    };
    let is_near = ends && (1..=3).contains(&digits.chars().count());
    let is_marked = end != '.' || figures;
    (is_near && is_marked).then(|| (line.len() - rest.len() + end.len_utf8(), figures))
}

/// Lines of `|` without the line `|---|` under the first.
pub(super) fn table(lines: &[(usize, &str)]) -> Option<NearMark> {
    let row = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['|', '｜'])
            && line.chars().filter(|c| matches!(c, '|' | '｜')).count() > 1
    };
    let rule = |line: &str| {
        line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
    };
    let mut before = None;
    for (&(at, line), next) in lines.iter().zip(lines.iter().skip(1)) {
        let begins = !before.is_some_and(row);
        if begins && row(line) && row(next.1) && !rule(next.1) {
            let help = if line.contains('｜') {
                "write | for each ｜, the bar of a plain keyboard, and the line `|---|---|`, with as many \
                 parts as there are columns, under the first"
            } else {
                "write the line `|---|---|`, with as many parts as there are columns, under the first"
            };
            return Some(found(at, line.len(), "a table", help));
        }
        before = Some(line);
    }
    None
}

/// `- [ ] 帶水` and `- [x] 帶水`.
pub(super) fn task(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let rest = line.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?;
        let mut chars = rest.chars().map(stood_for);
        let box_: Vec<char> = chars.by_ref().take(4).collect();
        matches!(box_.as_slice(), ['[', ' ' | 'x' | 'X', ']', ' ']).then(|| {
            let help = "take the brackets out, or write □ or ☑ for a box that is printed";
            found(at + line.len() - rest.len(), 3, "a box to tick", help)
        })
    })
}

/// `:::note`, which begins a box in other kinds of Markdown.
pub(super) fn fence(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let rest = line.trim_start_matches(':');
        let length = line.len() - rest.len();
        let help = "take it and the line that ends the box out; text in a box is an article of its own, in a block \
                    with a `frame`";
        (length > 2).then(|| found(at, length, "the fence of a box", help))
    })
}

/// Characters of the longest name that an agency goes by.
const LONGEST_CREDIT: usize = 20;

/// `…復航。●南里社` at the end of the article: the blank before the dot is what makes it a credit.
pub(super) fn credit(lines: &[(usize, &str)]) -> Option<NearMark> {
    const DOT: char = '●';
    let &(at, line) = lines.iter().rev().find(|(_, line)| !line.is_empty())?;
    let dot = line.rfind(DOT)?;
    let words = line.get(dot + DOT.len_utf8()..)?;
    let is_near = line.get(..dot)?.ends_with(['。', '」', '』', '！', '？', '”', '）'])
        && (1..=LONGEST_CREDIT).contains(&words.chars().count())
        && words.chars().all(char::is_alphanumeric);
    let help = "put a blank before it, so that it goes to the end of the line";
    is_near.then(|| found(at + dot, line.len() - dot, "an agency's credit", help))
}
