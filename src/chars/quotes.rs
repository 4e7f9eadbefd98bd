//! Quotation marks by region (R11; GB/T 15834, 4.8 and 5.2.3; KLREQ 4.3.1).

use super::Locale;
use crate::measure::WritingMode;

/// An opening and a closing mark.
pub type QuotePair = (char, char);

const CORNERS: QuotePair = ('「', '」');
const DOUBLE_CORNERS: QuotePair = ('『', '』');
const DOUBLE: QuotePair = ('\u{201C}', '\u{201D}');
const SINGLE: QuotePair = ('\u{2018}', '\u{2019}');

/// The marks of a quotation and of one within it.
pub fn quotes(locale: Locale, mode: WritingMode) -> [QuotePair; 2] {
    match (locale, mode) {
        (Locale::Hk | Locale::Tw | Locale::Ja, _) => [CORNERS, DOUBLE_CORNERS],
        (Locale::Cn | Locale::Ko, WritingMode::HorizontalTb) => [DOUBLE, SINGLE],
        (Locale::Cn, WritingMode::VerticalRl) => [DOUBLE_CORNERS, CORNERS],
        (Locale::Ko, WritingMode::VerticalRl) => [CORNERS, DOUBLE_CORNERS],
    }
}

/// Whether the two marks are the ends of one quotation.
pub fn is_quote_pair(opening: char, closing: char) -> bool {
    [CORNERS, DOUBLE_CORNERS, DOUBLE, SINGLE].contains(&(opening, closing))
}

/// Whether a quotation mark is none of the region's two.
pub fn is_foreign_quote(c: char, locale: Locale, mode: WritingMode) -> bool {
    let pairs = [CORNERS, DOUBLE_CORNERS, DOUBLE, SINGLE];
    let holds = |pair: &QuotePair| pair.0 == c || pair.1 == c;
    pairs.iter().any(holds) && !quotes(locale, mode).iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r11_quotes_by_region() {
        use Locale::*;
        use WritingMode::*;
        let cases = [
            (Hk, HorizontalTb, "「」『』", "“”‘’"),
            (Tw, VerticalRl, "「」『』", "“”‘’"),
            (Cn, HorizontalTb, "“”‘’", "「」『』"),
            (Cn, VerticalRl, "『』「」", "“”‘’"),
            (Ja, HorizontalTb, "「」『』", "“”‘’"),
            (Ko, HorizontalTb, "“”‘’", "「」『』"),
            (Ko, VerticalRl, "「」『』", "“”‘’"),
        ];
        for (locale, mode, own, foreign) in cases {
            let [outer, inner] = quotes(locale, mode);
            let got: String = [outer.0, outer.1, inner.0, inner.1].into_iter().collect();
            assert_eq!(got, own, "{locale:?} {mode:?}");
            assert!(own.chars().all(|c| !is_foreign_quote(c, locale, mode)));
            assert!(foreign.chars().all(|c| is_foreign_quote(c, locale, mode)));
        }
        assert!(!is_foreign_quote('（', Hk, HorizontalTb));
    }
}
