//! [`composed`]: syllables of KS X 1001 that are written letter by letter.
//!
//! EUC-KR has 2,350 syllables. Others stand as the filler U+3164 and three letters, the last of them a filler
//! where the syllable ends with a vowel (KS X 1001, annex 3).

const FILLER: char = '\u{3164}';
/// The letters that begin a syllable, in the order of Unicode's syllables, and those that end it.
const FIRST: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const LAST: &str = "ㅤㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// The text with such syllables as one character each.
pub(super) fn composed(text: String) -> String {
    if !text.contains(FILLER) {
        return text;
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(FILLER) {
        let (before, from) = rest.split_at(at);
        made.push_str(before);
        let mut letters = from.chars();
        match syllable(&mut letters) {
            Some(syllable) => {
                made.push(syllable);
                rest = letters.as_str();
            }
            None => {
                made.push(FILLER);
                rest = from.get(FILLER.len_utf8()..).unwrap_or("");
            }
        }
    }
    made.push_str(rest);
    made
}

/// The syllable of a filler and three letters.
fn syllable(letters: &mut std::str::Chars<'_>) -> Option<char> {
    let mut place = |list: &str| {
        let letter = letters.next()?;
        list.chars().position(|of_list| of_list == letter)
    };
    place("\u{3164}")?;
    let (first, vowel, last) = (place(FIRST)?, place(VOWELS)?, place(LAST)?);
    let code = 0xAC00 + (first * 21 + vowel) * 28 + last;
    char::from_u32(u32::try_from(code).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_beyond_the_2350_are_one_character() {
        for (text, expected) in [
            ("ㅤㅍㅔㅂ시콜라", "펩시콜라"),
            ("ㅤㄸㅗㅁ방ㅤㅎㅣㅤ", "똠방히"),
            ("ㅤㅍ", "ㅤㅍ"),
            ("펲시", "펲시"),
        ] {
            assert_eq!(composed(text.to_owned()), expected);
        }
    }
}
