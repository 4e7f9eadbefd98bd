//! [`cure`]: what to do with a character that nobody sees.

use std::borrow::Cow;

/// Other systems' line ends are replaced, so that what they part stays apart, and signs of Windows-1252 by what they are;
/// all else is deleted.
pub(super) fn cure(c: char) -> Cow<'static, str> {
    if let Some(meant) = of_windows(c) {
        return format!("it is {meant} of Windows-1252: write {meant}").into();
    }
    let help = match c {
        '\u{B}' | '\u{85}' | '\u{2028}' => {
            "it ends a line in another program: press Enter in its place, twice between paragraphs"
        }
        '\u{C}' | '\u{2029}' => {
            "it ends a paragraph in another program: put an empty line in its place"
        }
        _ => "delete it",
    };
    help.into()
}

/// The sign that a control character of U+0080 to U+009F is in Windows-1252, for which forms of web pages take it;
/// none for U+0085, which ends a line elsewhere.
pub fn of_windows(c: char) -> Option<char> {
    const SIGNS: &str = "€\u{81}‚ƒ„\u{85}†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    let at = u32::from(c).checked_sub(0x80)?;
    SIGNS.chars().nth(usize::try_from(at).ok()?).filter(|sign| *sign != c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_windows_are_known() {
        let of = |text: &str| text.chars().map(of_windows).collect::<Vec<_>>();
        assert_eq!(of("\u{80}\u{92}\u{9F}"), [Some('€'), Some('’'), Some('Ÿ')]);
        assert_eq!(of("\u{7F}\u{81}\u{85}\u{A0}é"), [None; 5]);
        assert_eq!(cure('\u{94}'), "it is ” of Windows-1252: write ”");
    }
}
