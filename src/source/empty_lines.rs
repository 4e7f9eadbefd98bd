//! [`emptied`]: lines that look empty are empty.

use std::borrow::Cow;

/// Blanks that web pages and word processors put into empty lines, as they are written there.
const WRITTEN: [&str; 9] = [
    "&nbsp;",
    "&#160;",
    "&#xA0;",
    "&#xa0;",
    "&ensp;",
    "&emsp;",
    "&#12288;",
    "&#8203;",
    "&ZeroWidthSpace;",
];

/// The text, byte for byte as long, in which lines that hold nothing but blanks of any kind hold those of the keyboard:
/// to Markdown U+3000, U+00A0, U+200B and `&nbsp;` are text. The lines of a paragraph that is to keep them
/// (`{.verse}`) stay as they are.
pub(super) fn emptied(text: &str) -> Cow<'_, str> {
    let is_empty = |line: &str| line.chars().all(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if !lines.iter().any(|line| !is_empty(line) && is_blank_line(line)) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        // The lines up to one that is empty to Markdown too.
        let count = rest.iter().position(|line| is_empty(line)).unwrap_or(rest.len());
        let (paragraph, behind) = rest.split_at(count);
        let last = paragraph.iter().rev().find(|line| !is_blank_line(line));
        let is_verse = last.is_some_and(|line| ends_as_verse(line));
        for (line, empties) in paragraph.iter().zip(to_empty(paragraph)) {
            match empties && !is_verse {
                true => made.extend(line.bytes().map(|byte| match byte {
                    b'\r' => '\r',
                    b'\n' => '\n',
                    _ => ' ',
                })),
                false => made.push_str(line),
            }
        }
        let count = behind.iter().take_while(|line| is_empty(line)).count();
        let (empty, behind) = behind.split_at(count);
        made.extend(empty.iter().copied());
        rest = behind;
    }
    Cow::Owned(made)
}

/// Whether a line holds nothing that is seen.
pub(super) fn is_blank_line(line: &str) -> bool {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}')
        });
        if rest.is_empty() {
            return true;
        }
        match WRITTEN.iter().find_map(|written| rest.strip_prefix(written)) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
}

/// Of each line whether it holds nothing that is seen; but for lines before one that begins with four blanks: behind an
/// empty line that would be code.
fn to_empty(lines: &[&str]) -> Vec<bool> {
    let mut is_code = false;
    let mut found: Vec<bool> = lines
        .iter()
        .rev()
        .map(|line| {
            let is_blank = is_blank_line(line);
            if !is_blank {
                is_code = line.starts_with("    ") || line.starts_with('\t');
            }
            is_blank && !is_code
        })
        .collect();
    found.reverse();
    found
}

fn ends_as_verse(line: &str) -> bool {
    let braces = line.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once('{'));
    braces.is_some_and(|(_, marks)| marks.contains(".verse"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_look_empty_are_empty() {
        for (text, expected) in [
            ("甲\n&nbsp;\n乙", "甲\n      \n乙"),
            ("甲\n\u{a0}\n乙", "甲\n  \n乙"),
            ("甲\n\u{200b}\r\n乙", "甲\n   \r\n乙"),
            ("甲\n\u{3000}&emsp;\n乙", "甲\n         \n乙"),
            ("\u{3000}甲\n\u{3000}\u{3000}乙\n", "\u{3000}甲\n\u{3000}\u{3000}乙\n"),
            (
                "甲\n\u{3000}\n乙{.verse}\n\n丙\n\u{3000}\n丁",
                "甲\n\u{3000}\n乙{.verse}\n\n丙\n   \n丁",
            ),
            ("甲\n\u{3000}\n乙{.verse .center}", "甲\n\u{3000}\n乙{.verse .center}"),
            ("甲&nbsp;\n乙", "甲&nbsp;\n乙"),
            ("甲\n\u{3000}\n    乙", "甲\n\u{3000}\n    乙"),
        ] {
            assert_eq!(emptied(text), expected, "{text:?}");
            assert_eq!(emptied(text).len(), text.len());
        }
    }
}
