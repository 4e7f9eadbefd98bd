//! Strings of the layout as text.

use crate::diag::{FileId, Spanned};
use crate::text::{Origin, RichText};

/// A string as text; what it is written in begins behind the quote.
pub(super) fn written(key: &Spanned<String>) -> RichText {
    let mut text = RichText::plain(String::new(), key.span.file, key.span.start + 1);
    append(&mut text, &key.value, key.span.start + 1);
    text
}

/// An empty text that is written at `source`.
pub(super) fn nothing(file: FileId, source: u32) -> RichText {
    RichText::plain(String::new(), file, source)
}

/// Appends characters written from `source` on. A text holds no control characters: a line end
/// joins without a space between Han, with one otherwise, as in an article.
pub(super) fn append(text: &mut RichText, added: &str, source: u32) {
    let mut rest = added;
    let mut at = source;
    while let Some(found) = rest.find(char::is_control) {
        push(text, &rest[..found], at);
        let tail = rest[found..].trim_start_matches(|c: char| c.is_control() || c == ' ');
        let skipped = rest.len() - tail.len();
        let western = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        if western(text.text.chars().next_back()) && western(tail.chars().next()) {
            push(text, " ", at + found as u32);
        }
        at += skipped as u32;
        rest = tail;
    }
    push(text, rest, at);
}

fn push(text: &mut RichText, added: &str, source: u32) {
    if added.is_empty() {
        return;
    }
    let at = text.text.len() as u32;
    // The text begins with an origin at 0 already.
    text.origins.retain(|origin| origin.at < at);
    text.origins.push(Origin { at, source });
    text.text.push_str(added);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn line_ends_join() {
        let cases = [
            ("黃昏\n的港口", "黃昏的港口"),
            ("a\n  b", "a b"),
            ("港\r\na", "港a"),
            ("\t港", "港"),
            ("", ""),
        ];
        for (value, joined) in cases {
            let span = Span { file: FileId(0), start: 9, end: 99 };
            let text = written(&Spanned::new(value.to_owned(), span));
            assert_eq!(text.text, joined);
        }
    }

    #[test]
    fn a_place_is_found_across_a_join() {
        let span = Span { file: FileId(0), start: 9, end: 99 };
        let text = written(&Spanned::new("黃昏\n的港口".to_owned(), span));
        assert_eq!(text.source_of(3), 13);
        assert_eq!(text.source_of(6), 17);
    }
}
