//! The sentence that a paragraph's `{.pull}` gives to layouts.

use std::cmp::Reverse;
use std::ops::Range;

use crate::text::{Mark, Markup, RichText};

/// Marks the last sentence of a paragraph, and all of what is marked across its beginning.
pub(super) fn mark_last_sentence(text: &mut RichText) {
    let mut range = last_sentence(&text.text);
    while let Some(crossing) =
        text.marks.iter().map(|markup| &markup.range).find(|other| {
            other.start < range.start && range.start < other.end && other.end < range.end
        })
    {
        range.start = crossing.start;
    }
    if range.is_empty() {
        return;
    }
    text.marks.push(Markup { range, mark: Mark::Pull });
    text.marks.sort_by_key(|markup| (markup.range.start, Reverse(markup.range.end)));
}

/// From behind the mark that ends the sentence before; an agency credit is none of it.
fn last_sentence(text: &str) -> Range<u32> {
    let end = text.rfind('●').map_or(text, |at| text.get(..at).unwrap_or(text));
    let whole = end.trim_end();
    let closes = |c: char| matches!(c, '」' | '』' | '”' | '’' | '）' | '》' | ')' | '"');
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '．');
    // The end of this sentence itself is not looked at.
    let body = whole.trim_end_matches(|c| closes(c) || ends(c));
    let before = body.char_indices().rev().find(|(_, c)| ends(*c));
    let start = before.map_or(0, |(at, c)| {
        let behind = at + c.len_utf8();
        let rest = body.get(behind..).unwrap_or("");
        behind + rest.len()
            - rest.trim_start_matches(|c: char| closes(c) || c.is_whitespace()).len()
    });
    start as u32..whole.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sentence_is_found() {
        for (text, sentence) in [
            ("海港開幕。市民觀看！", "市民觀看！"),
            ("海港開幕", "海港開幕"),
            ("他說：「開幕了。」市民說：「好！」", "市民說：「好！」"),
            ("海港開幕。市民觀看。 ●中新社", "市民觀看。"),
            ("", ""),
        ] {
            let range = last_sentence(text);
            assert_eq!(&text[range.start as usize..range.end as usize], sentence, "{text}");
        }
    }
}
