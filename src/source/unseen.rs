//! [`cure`]: what to do with a character that nobody sees.

/// Other systems' line ends are replaced, so that what they part stays apart; all else is deleted.
pub(super) fn cure(c: char) -> &'static str {
    match c {
        '\u{B}' | '\u{85}' | '\u{2028}' => {
            "it ends a line in another program: press Enter in its place, twice between paragraphs"
        }
        '\u{C}' | '\u{2029}' => {
            "it ends a paragraph in another program: put an empty line in its place"
        }
        _ => "delete it",
    }
}
