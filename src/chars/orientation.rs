//! How characters stand in a vertical line: UAX #50 with the exceptions of locales (R67-R70).

use super::Locale;
use super::orientation_table::RANGES;

/// The property `Vertical_Orientation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vo {
    /// Upright.
    U,
    /// Turned a quarter clockwise.
    R,
    /// The font's vertical glyph, else upright.
    Tu,
    /// The font's vertical glyph, else turned.
    Tr,
}

/// UAX #50.
pub fn vertical_orientation(c: char) -> Vo {
    let code = c as u32;
    let after = RANGES.partition_point(|&(first, ..)| first <= code);
    match after.checked_sub(1).and_then(|at| RANGES.get(at)) {
        Some(&(_, last, vo)) if code <= last => vo,
        _ => Vo::R,
    }
}

/// Whether a character of Chinese text for which the font has no vertical glyph is turned.
/// Colons and semicolons stay upright but in Japan, where the colon turns (R70).
pub fn turns(c: char, locale: Locale) -> bool {
    match c {
        '：' | '∶' => locale == Locale::Ja,
        // Alike either way, and in the middle of its frame as it is.
        '；' | '\u{B7}' | '\u{2022}' | '\u{2027}' => false,
        _ => matches!(vertical_orientation(c), Vo::R | Vo::Tr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r67_orientation_of_samples() {
        let cases = [
            (Vo::U, "中港々〇한①●％０Ａ＋／×÷±㎡￥！"),
            (Vo::R, "Aa1(-–—…‥'\"&$%→＝－＜ｱ"),
            (Vo::Tu, "、。，．？ぁっァーゎゕㇰ㌔"),
            (Vo::Tr, "「」『』（）《》〈〉【】〔〕［］｛｝：；～〜＿｜゠"),
        ];
        for (vo, members) in cases {
            for c in members.chars() {
                let expected = match c {
                    // Small kana and marks that UAX #50 names with their vertical glyphs.
                    '！' => Vo::Tu,
                    'ー' => Vo::Tr,
                    _ => vo,
                };
                assert_eq!(vertical_orientation(c), expected, "{c} U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn r70_colons_turn_in_japan_alone() {
        for (c, turned) in [('：', [false, false, false, true]), ('；', [false; 4])] {
            let locales = [Locale::Hk, Locale::Tw, Locale::Cn, Locale::Ja];
            assert_eq!(locales.map(|locale| turns(c, locale)), turned, "{c}");
        }
        assert!(turns('「', Locale::Tw) && turns('→', Locale::Tw) && !turns('中', Locale::Tw));
    }
}
