//! [`line_mark`]: what begins a heading, an item or a quotation in Markdown, and nothing in a text of one line.

use std::ops::Range;

/// The mark at the head of a text that Markdown would take for a heading, an item or a quotation. A dash that
/// another ends is text: - 完 -
pub fn line_mark(text: &str) -> Option<Range<usize>> {
    const DEEPEST: usize = 6;
    const FIGURES: usize = 3;
    let leading = |is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    let (hashes, figures) = (leading(|c| c == '#'), leading(|c| c.is_ascii_digit()));
    let length = match text.chars().next()? {
        '#' if hashes <= DEEPEST => hashes,
        '>' => 1,
        dash @ ('-' | '+' | '*') if !text.trim_end().ends_with(dash) => 1,
        '0'..='9' if figures <= FIGURES && text.get(figures..)?.starts_with('.') => figures + 1,
        _ => return None,
    };
    let rest = text.get(length..)?;
    let begins = rest.starts_with([' ', '\t']) && !rest.trim().is_empty();
    begins.then_some(0..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_lines_are_known_from_text() {
        for (text, length) in [
            ("# 標題", Some(1)),
            ("### 標題", Some(3)),
            ("- 甲", Some(1)),
            ("+ 甲", Some(1)),
            ("* 甲", Some(1)),
            ("> 甲", Some(1)),
            ("12. 甲", Some(3)),
            ("####### 甲", None),
            ("#標籤", None),
            ("- 完 -", None),
            ("-3度", None),
            ("1.5倍", None),
            ("2024. ", None),
            ("1 月", None),
            ("甲 # 乙", None),
            ("", None),
        ] {
            assert_eq!(line_mark(text).map(|range| range.len()), length, "{text}");
        }
    }
}
