//! [`tell`]: marks of the keyboard where Chinese and Japanese text has full-width ones.

use std::ops::Range;

use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, Span, counted};
use crate::text::{is_wide, is_wide_letter};

/// Says where such marks stand in a text, once, with how many there are; `span` finds a place in the file.
pub(crate) fn tell(text: &str, span: impl Fn(Range<usize>) -> Span) -> Option<Diagnostic> {
    if is_korean(text) {
        return None;
    }
    let slips = slips(text);
    let &(at, mark) = slips.first()?;
    let count = counted(slips.len(), "half-width mark");
    let stands = if slips.len() == 1 { "stands" } else { "stand" };
    let message = format!("{count} {stands} between Chinese characters");
    let found = Diagnostic::note(codes::HALF_WIDTH_MARK, message)
        .at(span(at..at + mark.len()), "as narrow as a letter")
        .help(format!("write {}", cures(&slips)));
    Some(found)
}

/// Whether a third of a text and more, as far as it is in wide letters, is hangul: Korean has the marks of the keyboard beside these, too.
fn is_korean(text: &str) -> bool {
    let hangul = text.chars().filter(|c| matches!(c, '\u{AC00}'..='\u{D7A3}')).count();
    let han = text.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).count();
    hangul > 0 && hangul * 2 > han
}

/// What to write for each of the marks, once.
fn cures(slips: &[(usize, &str)]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for (_, mark) in slips {
        if !seen.contains(mark) {
            seen.push(mark);
        }
    }
    let cures: Vec<_> =
        seen.into_iter().map(|mark| format!("{} for {mark}", full_width(mark))).collect();
    cures.join("; ")
}

/// Such marks, with their places: between ideographs or kana, or behind one where the text or line ends.
fn slips(text: &str) -> Vec<(usize, &str)> {
    let is_own = |c: Option<char>| c.is_some_and(is_wide_letter);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(MARKS)).map(|at| from + at) {
        let length = length_of(text.get(at..).unwrap_or(""));
        from = at + length;
        let Some(mark) = text.get(at..from) else { break };
        let before = first_of(text.get(..at).unwrap_or("").chars().rev());
        let behind = first_of(text.get(from..).unwrap_or("").chars());
        let ends = matches!(behind, None | Some('\n' | '\r')) && !matches!(mark, ":" | "(");
        // Quotation marks and brackets stand beside full-width marks, too, and open a line.
        let is_edge = |c: Option<char>| match c {
            None | Some('\n' | '\r') => true,
            // A mark of Markdown, or what stands for one that is text.
            Some(c) => is_wide(c) || matches!(c, '^' | '*') || c.is_control(),
        };
        let pairs = is_own(before) && is_edge(behind) || is_edge(before) && is_own(behind);
        let is_pair = matches!(mark, "\"" | "(" | ")");
        let single = length == 1 && mark != "-";
        let row = matches!(mark, "--" | "..." | "......");
        if is_pair && pairs || (single || row) && is_own(before) && (is_own(behind) || ends) {
            found.push((at, mark));
        }
    }
    found
}

/// The first character that is no mark of the keyboard; of a row of them none further than a few.
fn first_of(mut chars: impl Iterator<Item = char>) -> Option<char> {
    const FEW: usize = 4;
    chars.by_ref().take(FEW).find(|c| !MARKS.contains(c))
}

const MARKS: [char; 10] = [',', '.', ':', ';', '!', '?', '"', '(', ')', '-'];

/// How many of one dot or dash stand in a row.
fn length_of(text: &str) -> usize {
    let first = text.chars().next().filter(|c| matches!(c, '.' | '-'));
    let row = first.map(|first| text.chars().take_while(|&c| c == first).count());
    row.unwrap_or(1)
}

/// What to write for one.
fn full_width(mark: &str) -> &'static str {
    match mark {
        "," => "，",
        "." => "。",
        ":" => "：",
        ";" => "；",
        "!" => "！",
        "?" => "？",
        "(" => "（",
        ")" => "）",
        "--" => "——",
        "..." | "......" => "……",
        _ => "「 and 」 (“ and ” in simplified Chinese)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_keyboard_are_found_between_ideographs() {
        for (text, marks) in [
            ("開放,遊人如鯽.", ", ."),
            ("開放(首日)遊人", "( )"),
            ("開放\"首日\"遊人", "\" \""),
            ("\"昨日\"復航。他說：\"好\"。(甲)", "\" \" \" \" ( )"),
            ("他說:\"昨日復航\"(首班),好!", ": \" \" ( ) , !"),
            ("開放...遊人--如鯽......好", "... -- ......"),
            ("開放:", ""),
            ("A,B 兩隊, 3:2 勝，3,500人", ""),
            ("渡輪(ferry)開放-遊人", ""),
            ("신문은 \"책\"을, (오늘) 읽었다.", ""),
            ("他說“好”，……——", ""),
        ] {
            let found: Vec<&str> = slips(text).into_iter().map(|(_, mark)| mark).collect();
            assert_eq!(found.join(" "), marks, "{text}");
            assert!(found.iter().all(|mark| !full_width(mark).is_empty()));
        }
    }

    #[test]
    fn korean_text_is_known() {
        for (text, expected) in [
            ("부고(訃告) \"서울大\" 총장 故 李健熙", true),
            ("首爾(서울)開放,遊人如鯽", false),
            ("開放,遊人", false),
        ] {
            assert_eq!(is_korean(text), expected, "{text}");
        }
    }

    #[test]
    fn every_mark_that_is_counted_has_its_cure() {
        let cures = cures(&slips("說\"好\",(甲)完,了."));
        assert_eq!(
            cures,
            "「 and 」 (“ and ” in simplified Chinese) for \"; ， for ,; （ for (; ） for ); 。 for ."
        );
    }
}
