//! [`near_marks`]: lines that are nearly Markdown and would be printed as they stand: `##小標` without its blank, `＃＃ 小標`
//! of a Chinese keyboard, a table without its second line, a mark with other braces.

use std::ops::Range;

use super::manner::MARKS;

/// What is nearly a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NearMark {
    pub range: Range<usize>,
    /// What the line is taken for.
    pub nearly: &'static str,
    pub help: &'static str,
}

/// Finds one kind among lines and their places.
type Kind = fn(&[(usize, &str)]) -> Option<NearMark>;

/// Blanks of both keyboards.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// The first of each kind in a body.
pub(super) fn near_marks(text: &str) -> Vec<NearMark> {
    let mut start = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            (start - line.len(), line.trim_end())
        })
        .collect();
    let kinds: [Kind; 6] = [heading, quotation, item, number, table, mark];
    kinds.iter().filter_map(|kind| kind(&lines)).collect()
}

fn found(at: usize, length: usize, nearly: &'static str, help: &'static str) -> NearMark {
    NearMark { range: at..at + length, nearly, help }
}

/// `##小標`, `##　小標`, `＃＃ 小標`; one # alone begins a tag.
fn heading(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let hash = |c: char| matches!(c, '#' | '＃');
        let rest = line.trim_start_matches(hash);
        let marks = line.get(..line.len() - rest.len())?;
        let count = marks.chars().count();
        let next = rest.chars().next()?;
        let plain = !marks.contains('＃') && matches!(next, ' ' | '\t');
        let is_near = (2..=6).contains(&count) || count == 1 && is_blank(next);
        (is_near && !plain && !rest.trim().is_empty())
            .then(|| found(at, marks.len(), "a subhead", "write `## ` and a plain blank before it"))
    })
}

/// `＞ 引文`.
fn quotation(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let rest = line.strip_prefix('＞')?;
        (rest.starts_with(is_blank) && !rest.trim().is_empty())
            .then(|| found(at, '＞'.len_utf8(), "a quotation", "write `> ` before it"))
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

/// `-一` and `－ 一`, line after line; a dash before a figure is a sign, and one alone may begin a speech.
fn item(lines: &[(usize, &str)]) -> Option<NearMark> {
    let mark = |line: &str| {
        let (dash, rest) = line.split_at_checked(line.chars().next()?.len_utf8())?;
        let next = rest.chars().next()?;
        let is_near = match dash {
            "-" => next.is_alphabetic() || next == '\u{3000}',
            "－" | "–" => is_blank(next),
            _ => false,
        };
        is_near.then_some(dash.len())
    };
    let (at, length) = twice(lines, mark)?;
    Some(found(at, length, "a list", "write `- ` and a plain blank before each item"))
}

/// `1.三`, line after line.
fn number(lines: &[(usize, &str)]) -> Option<NearMark> {
    let mark = |line: &str| {
        let figures = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(figures..)?.strip_prefix('.')?;
        let next = rest.chars().next()?;
        let is_near = (1..=3).contains(&figures) && (next.is_alphabetic() || next == '\u{3000}');
        is_near.then_some(figures + 1)
    };
    let (at, length) = twice(lines, mark)?;
    Some(found(at, length, "a list", "write `1. ` and a plain blank before each item"))
}

/// Lines of `|` without the line `|---|` under the first.
fn table(lines: &[(usize, &str)]) -> Option<NearMark> {
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
            let help = "write the line `|---|---|`, with as many parts as there are columns, under the first";
            return Some(found(at, line.len(), "a table", help));
        }
        before = Some(line);
    }
    None
}

/// `{ .optional }`, `｛.optional｝`.
fn mark(lines: &[(usize, &str)]) -> Option<NearMark> {
    lines.iter().find_map(|&(at, line)| {
        let opens = |c: char| matches!(c, '{' | '｛');
        line.match_indices(opens).find_map(|(start, brace)| {
            let rest = line.get(start + brace.len()..)?;
            let end = rest.find(['}', '｝'])?;
            let inside = rest.get(..end)?;
            let word = inside.trim_matches(is_blank).strip_prefix(['.', '．'])?;
            let named = word.split('=').next().unwrap_or("");
            let closes = rest.get(end..)?.chars().next()?;
            let is_plain = brace == "{" && closes == '}' && inside.starts_with('.');
            let length = brace.len() + end + closes.len_utf8();
            let is_text = line.get(..start)?.ends_with('\\');
            (MARKS.contains(&named) && !is_plain && !is_text).then(|| {
                let help =
                    "write it with plain braces and no blank before its point: `{.optional}`";
                found(at + start, length, "a mark", help)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_marks_are_known_from_text() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("##小標\n\n正文", "a subhead"),
            ("##　小標", "a subhead"),
            ("＃＃ 小標", "a subhead"),
            ("＃ 小標", "a subhead"),
            ("＞ 引文", "a quotation"),
            ("-一\n-二", "a list"),
            ("－ 一\n－ 二", "a list"),
            ("1.三\n2.四", "a list"),
            ("| a | b |\n| 1 | 2 |", "a table"),
            ("句子。{ .optional }", "a mark"),
            ("句子。｛.optional｝", "a mark"),
            ("句子。{.optional}", ""),
            ("句子。{ 5 }", ""),
            ("## 小標\n\n正文", ""),
            ("#標籤 #又一個", ""),
            ("- 一\n- 二", ""),
            ("-3度\n-5度", ""),
            ("－你來了？\n\n他說。", ""),
            ("1.5倍\n2.5倍", ""),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", ""),
            ("價格 headline = 3", ""),
            ("E = mc2", ""),
            ("\\##小標", ""),
            ("C++ 與 +++", ""),
        ] {
            let found = near_marks(text);
            let got = found.first().map_or("", |near| near.nearly);
            if got != expected || found.len() > 1 {
                wrong.push(format!("{text:?}: {got:?}, not {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
