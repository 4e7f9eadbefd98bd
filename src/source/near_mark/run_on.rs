//! [`run_on`]: lines of one paragraph that were written to stay lines, and by what that is seen: rows of a table
//! parted by tabs, the fields of a form, questions and answers, verse with its marks, the lines of a letter.

use std::ops::Range;

use crate::text::is_wide_letter;

/// What rows of lines are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum RunOn {
    /// Words parted by tabs.
    Columns,
    /// Each line says first what it is or who speaks: `電話：`, `問：`.
    Fields,
    /// Short lines that end with a mark, as those of old verse do.
    Verse,
    /// A short line that no program has turned over: it ends with no mark, and the next is long.
    Letter,
}

impl RunOn {
    /// The finding's message and its cure.
    pub(in crate::source) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Columns => (
                "lines of words parted by tabs run on as one paragraph",
                "write a table: `|` between the cells, and `|---|---|` under the first line",
            ),
            Self::Fields => (
                "lines that each begin with a name and a colon run on as one paragraph",
                "put an empty line between them, or end the paragraph with `{.verse}`",
            ),
            Self::Verse => (
                "short lines run on as one paragraph",
                "end the paragraph with `{.verse}` if its lines are to be kept",
            ),
            Self::Letter => (
                "a short line runs on with the line after it",
                "put an empty line between them, or end the paragraph with `{.verse}` if its lines are to be kept",
            ),
        }
    }
}

/// A kind, and whether lines are of it.
type Kind = (RunOn, fn(&[&str]) -> bool);

/// What the lines of a paragraph are taken for; none where they may as well be prose whose lines were
/// turned over by a program or parted by sentences.
pub(in crate::source) fn run_on(text: &str) -> Option<RunOn> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // A backslash keeps the end of its line.
    if lines.len() < 2 || lines.iter().any(|line| line.ends_with('\\')) {
        return None;
    }
    let kinds: [Kind; 4] = [
        (RunOn::Columns, are_columns),
        (RunOn::Fields, are_fields),
        (RunOn::Verse, are_verses),
        (RunOn::Letter, are_of_letter),
    ];
    kinds.into_iter().find(|(_, are)| are(&lines)).map(|(kind, _)| kind)
}

/// Two lines or more that hold a tab between words.
fn are_columns(lines: &[&str]) -> bool {
    lines.iter().filter(|line| line.contains('\t')).count() > 1
}

/// Each line begins with at most six characters and a colon, and goes on behind it.
fn are_fields(lines: &[&str]) -> bool {
    const LONGEST: usize = 6;
    lines.iter().all(|line| {
        let Some((name, rest)) = line.split_once(['：', ':']) else { return false };
        let letters =
            name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\u{3000}' | '・' | '·'));
        let scheme = rest.starts_with("//");
        let time = name.ends_with(|c: char| c.is_ascii_digit())
            && rest.starts_with(|c: char| c.is_ascii_digit());
        let counted = (1..=LONGEST).contains(&name.trim().chars().count());
        counted && letters && !scheme && !time && !rest.trim().is_empty()
    })
}

/// Every line ends with a mark: two and more of one length as old verse has them, or four and more short ones.
fn are_verses(lines: &[&str]) -> bool {
    /// With its mark: four, five or seven characters.
    const METRES: [usize; 3] = [5, 6, 8];
    const SHORT: usize = 12;
    let length = |line: &&str| line.chars().count();
    let first = lines.first().map_or(0, length);
    let marked = lines.iter().all(|line| {
        let mut back = line.chars().rev();
        let mark = back.next().is_some_and(|c| "，。、；：！？」』”".contains(c));
        mark && back.any(is_wide_letter)
    });
    let even = METRES.contains(&first) && lines.iter().all(|line| length(line) == first);
    let short = lines.len() > 3 && lines.iter().all(|line| length(line) <= SHORT);
    marked && (even || short)
}

/// A line before the last is short, ends with a letter of full width, and the next begins with one and is more
/// than twice as long.
fn are_of_letter(lines: &[&str]) -> bool {
    const SHORT: std::ops::RangeInclusive<usize> = 2..=16;
    lines.windows(2).any(|pair| {
        let &[line, next] = pair else { return false };
        let (length, longer) = (line.chars().count(), next.chars().count());
        let ends = line.chars().next_back().is_some_and(is_wide_letter);
        let begins = next.chars().next().is_some_and(is_wide_letter);
        ends && begins && SHORT.contains(&length) && longer > 2 * length
    })
}

/// The first line of an item or quotation that begins at the left, without the `mark` of those that go on with it, where
/// the line above it was ended by hand: it is short, or ends a sentence.
pub(in crate::source) fn lazy_line(text: &str, mark: char) -> Option<Range<usize>> {
    /// Characters of a line that no program turns over.
    const NARROW: usize = 12;
    const SHORTER: usize = 4;
    let mut at = 0;
    let mut above = "";
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let is_lazy = !line.starts_with(mark) && !line.starts_with([' ', '\t', '\u{3000}']);
        let length = above.chars().count();
        let ended = above.ends_with(['。', '！', '？', '」', '』', '”'])
            || length < NARROW
            || length + SHORTER < words.chars().count();
        if !above.is_empty() && is_lazy && ended && !above.ends_with('\\') {
            return Some(at..at + words.len());
        }
        above = words.trim_start_matches(mark).trim_start();
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_at_the_left_below_an_item_are_known() {
        for (text, mark, expected) in [
            ("鹽\n做法：先炒香。", ' ', Some("做法：先炒香。")),
            ("鹽，少許即可\n  做法同前。", ' ', None),
            ("引文\n記者說", '>', Some("記者說")),
            ("引文一。\n> 引文二。\n記者說", '>', Some("記者說")),
            ("引文一，\n> 引文二。", '>', None),
            (
                "渡輪公司說三艘船的機件已經檢查完畢，昨日下\n午試航順利，今日復航，票價不變。",
                ' ',
                None,
            ),
            ("甲\\\n乙", ' ', None),
            ("鹽", ' ', None),
        ] {
            let found = lazy_line(text, mark).map(|range| &text[range]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn lines_that_were_to_stay_lines_are_known() {
        let cases = [
            ("球隊\t勝\t負\n傑志\t8\t1", Some(RunOn::Columns)),
            ("南里\t隊只有一行\n其餘是正文。", None),
            ("姓名：陳大文\n電話：2345 6789\n地址：南里道一號", Some(RunOn::Fields)),
            ("Q：何時截止？\nA：十二月一日。", Some(RunOn::Fields)),
            ("問: 何時截止？\n答: 十二月一日。", Some(RunOn::Fields)),
            ("姓名：\n電話：", None),
            ("12:30開船\n13:30回航", None),
            ("http://a.hk/甲\nhttp://a.hk/乙", None),
            ("船長在碼頭上對記者這樣說：今日停航。\n乘客說：明日再來。", None),
            ("床前明月光，\n疑是地上霜。", Some(RunOn::Verse)),
            ("床前明月光，\\\n疑是地上霜。", None),
            ("昨夜雨疏風驟，\n濃睡不消殘酒。\n試問卷簾人，\n卻道海棠依舊。", Some(RunOn::Verse)),
            ("渡輪復航，\n票價不變。\n乘客都說，碼頭比從前好。", None),
            ("今日渡輪復航，\n明日票價不變。\n後日碼頭再開。", None),
            ("渡輪時間\n渡輪今早七時復航，首班載客百人，票價不變。", Some(RunOn::Letter)),
            ("詳情見\nhttps://ferry.example/timetable/winter", None),
            ("渡輪今早七時復航，首班載客\n百人，票價不變，乘客說比從前", None),
            ("渡輪今早七時復航，\n首班載客百人，票價與停航以前完全不變，碼頭如常。", None),
        ];
        for (text, expected) in cases {
            assert_eq!(run_on(text), expected, "{text}");
        }
    }
}
