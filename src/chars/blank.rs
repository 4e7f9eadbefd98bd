//! The blank beside the face of a mark (R28's model, R5, R8, R9), and the widths of spaces.

use super::{Class, Locale, MarkWidths};
use crate::measure::{Em, WritingMode};

/// White within a mark's frame, in quarters of the em, along the line. The face takes the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Blank {
    pub before: u8,
    pub after: u8,
}

impl Blank {
    const NONE: Blank = Blank { before: 0, after: 0 };
    const BEFORE: Blank = Blank { before: 2, after: 0 };
    const AFTER: Blank = Blank { before: 0, after: 2 };
    const BOTH: Blank = Blank { before: 1, after: 1 };

    /// The face stands in the middle of its frame.
    pub fn is_centred(self) -> bool {
        self.before > 0 && self.after > 0
    }
}

/// The blank of a fullwidth mark; none for what has a fixed frame.
pub fn blank(class: Class, locale: Locale, mode: WritingMode) -> Blank {
    use Locale::{Cn, Hk, Ja, Tw};
    let horizontal = mode == WritingMode::HorizontalTb;
    match class {
        Class::Op => Blank::BEFORE,
        Class::Cl => Blank::AFTER,
        Class::St | Class::Cm => match locale {
            Hk | Tw => Blank::BOTH,
            _ => Blank::AFTER,
        },
        Class::Cs if horizontal => match locale {
            Cn => Blank::AFTER,
            _ => Blank::BOTH,
        },
        // A vertical colon turns in Japan alone (R70); the rest keep their frames.
        Class::Cs if locale == Ja => Blank::BOTH,
        Class::Ex if horizontal && locale == Cn => Blank::AFTER,
        // The name dot of zh-Hans and Korean takes half an em, other dots their frames (R5).
        Class::Md if matches!(locale, Cn | Locale::Ko) => Blank::NONE,
        Class::Md => Blank::BOTH,
        _ => Blank::NONE,
    }
}

/// How a mark stands in its frame of an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What of the frame is white.
    pub blank: Blank,
    /// The face is set alone, always: the white is never printed.
    pub narrow: bool,
}

/// The frame of a mark (R5, R28's model) under a choice of widths.
pub fn frame(
    c: char,
    class: Class,
    locale: Locale,
    mode: WritingMode,
    widths: MarkWidths,
) -> Frame {
    let narrow = match widths {
        MarkWidths::Locale => {
            matches!(locale, Locale::Cn | Locale::Ko) && matches!(c, '\u{00B7}' | '\u{2027}')
        }
        MarkWidths::Kaiming => class.is_mark() && !matches!(class, Class::St | Class::Ex),
        MarkWidths::Half => class.is_mark(),
        MarkWidths::Full => false,
    };
    let blank = match blank(class, locale, mode) {
        Blank::NONE if narrow => Blank::BOTH,
        blank => blank,
    };
    Frame { blank, narrow }
}

/// The frame of the solidus, the hyphen and the short dash among Han, in whose middle the face stands: half an
/// em in zh-Hans (R132), for the dash in Japanese and Korean too, where the hyphen has a quarter (JLReq cl-03), an em in Hong Kong and Taiwan;
/// none for what has the frame of its class.
pub fn own_frame(c: char, locale: Locale) -> Option<Em> {
    match (c, locale) {
        ('／' | '/', Locale::Cn) => Some(Em::HALF),
        ('/', Locale::Hk | Locale::Tw | Locale::Ja) => Some(Em::ONE),
        ('\u{2013}', Locale::Cn | Locale::Ja | Locale::Ko) => Some(Em::HALF),
        ('\u{2010}', Locale::Cn) => Some(Em::HALF),
        ('\u{2010}', Locale::Ja | Locale::Ko) => Some(Em::QUARTER),
        ('\u{2013}', Locale::Hk | Locale::Tw) => Some(Em::ONE),
        _ => None,
    }
}

/// The mark whose half-width form this is (U+FF61 to U+FF65). Fonts draw these for horizontal lines;
/// in vertical ones the half-width face of the full-width mark stands for them (R33, R69).
pub fn full_width_twin(c: char) -> Option<char> {
    Some(match c {
        '\u{FF61}' => '。',
        '\u{FF62}' => '「',
        '\u{FF63}' => '」',
        '\u{FF64}' => '、',
        '\u{FF65}' => '・',
        _ => return None,
    })
}

/// The width of a character of class `Ws`, `Nb`, `Zw` or `Sp` and whether it gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// A word space (R46): a third of an em, elastic.
    Word,
    /// So much, and no more or less.
    Fixed(Em),
}

/// What a blank character measures.
pub fn space(c: char) -> Space {
    Space::Fixed(match c {
        '\u{3000}' | '\u{2001}' | '\u{2003}' => Em::ONE,
        '\u{2000}' | '\u{2002}' | '\u{2007}' => Em::HALF,
        '\u{2004}' => Em::from_millionths(333_333),
        '\u{2005}' => Em::QUARTER,
        '\u{2006}' => Em::from_millionths(166_667),
        '\u{202F}' | '\u{2008}' | '\u{2009}' | '\u{205F}' => Em::from_millionths(200_000),
        '\u{200A}' => Em::from_millionths(125_000),
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' => Em::ZERO,
        _ => return Space::Word,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_follow_the_table_of_section_3() {
        use Class::*;
        use Locale::*;
        use WritingMode::*;
        let cases = [
            (Op, Hk, HorizontalTb, (2, 0)),
            (Cl, Tw, HorizontalTb, (0, 2)),
            (St, Hk, HorizontalTb, (1, 1)),
            (Cm, Tw, VerticalRl, (1, 1)),
            (St, Locale::Cn, HorizontalTb, (0, 2)),
            (Cm, Ja, VerticalRl, (0, 2)),
            (Cs, Hk, HorizontalTb, (1, 1)),
            (Cs, Locale::Cn, HorizontalTb, (0, 2)),
            (Cs, Ja, HorizontalTb, (1, 1)),
            (Cs, Ja, VerticalRl, (1, 1)),
            (Cs, Hk, VerticalRl, (0, 0)),
            (Ex, Hk, HorizontalTb, (0, 0)),
            (Ex, Locale::Cn, HorizontalTb, (0, 2)),
            (Ex, Locale::Cn, VerticalRl, (0, 0)),
            (Md, Ja, HorizontalTb, (1, 1)),
            (Ha, Hk, HorizontalTb, (0, 0)),
        ];
        for (class, locale, mode, (before, after)) in cases {
            let got = blank(class, locale, mode);
            assert_eq!(got, Blank { before, after }, "{class:?} {locale:?} {mode:?}");
        }
    }
}
