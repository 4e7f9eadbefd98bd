//! [`Codes`]: the numbers by which content streams show glyphs.
//!
//! Text is two bytes a glyph, and Flate has one code for both bytes. Where glyphs are counted
//! through, the first bytes are few and the second ones many, and that code fits neither. So they
//! are set in a square: both bytes are of the same few values, and a text of 2,000 characters
//! takes 11 bits a glyph, which is what it says, instead of 13. None of the values has to be
//! escaped in a string.

/// The first value of a byte; up to 255 there is none that is escaped.
const FIRST: u16 = 0x80;

/// The codes of some glyphs, by their place in a font program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codes {
    /// Their places themselves.
    Counted,
    /// In a square with so many a side, behind the glyph of missing characters.
    Square(u16),
}

impl Codes {
    /// The square of so many glyphs, if there is one.
    pub fn square(glyphs: usize) -> Codes {
        let mut side = 1;
        while usize::from(side) * usize::from(side) + 1 < glyphs {
            side += 1;
        }
        if side <= 256 - FIRST { Codes::Square(side) } else { Codes::Counted }
    }

    pub fn code(self, place: u16) -> u16 {
        match (self, place.checked_sub(1)) {
            (Codes::Counted, _) | (_, None) => place,
            (Codes::Square(side), Some(at)) => (FIRST + at / side) << 8 | (FIRST + at % side),
        }
    }

    /// The place of a code.
    pub fn place(self, code: u16) -> usize {
        match self {
            Codes::Square(side) if code != 0 => {
                let (row, column) = ((code >> 8).wrapping_sub(FIRST), (code & 0xFF) % FIRST);
                usize::from(row) * usize::from(side) + usize::from(column) + 1
            }
            Codes::Counted | Codes::Square(_) => usize::from(code),
        }
    }

    /// Of so many glyphs, in their order.
    pub fn all(self, glyphs: usize) -> Vec<u16> {
        (0..glyphs).map(|place| self.code(place as u16)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_has_a_code_of_its_own() {
        for glyphs in [1, 2, 3, 5, 6, 200, 2_000, 16_385, 16_386, 60_000] {
            let codes = Codes::square(glyphs);
            let all = codes.all(glyphs);
            assert!(all.is_sorted_by(|one, next| one < next), "{glyphs}");
            assert!((0..glyphs).all(|place| codes.place(all[place]) == place), "{glyphs}");
            assert_eq!(codes == Codes::Counted, glyphs > 16_385);
        }
    }

    #[test]
    fn both_bytes_are_of_the_same_few_values() {
        let all = Codes::square(2_001).all(2_001);
        let bytes = all[1..].iter().flat_map(|code| code.to_be_bytes());
        assert!(bytes.into_iter().all(|byte| (0x80..0x80 + 45).contains(&byte)));
    }
}
