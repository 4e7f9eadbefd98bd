//! [`Array`]: the operand of `TJ`, strings of glyphs and what corrects the pen between them.

use super::digits;
use super::fonts::EM;

/// Ems of white that are no part of a line's text: what stands behind them is another text.
pub(super) const WIDE: i64 = 6;

/// The operand of `TJ`, opened and closed as needed; a lone string becomes a `Tj`.
#[derive(Default)]
pub(super) struct Array {
    state: State,
    /// Where the array's bracket stands.
    start: usize,
    /// Whether there is more in it than one string.
    mixed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    InArray,
    InString,
}

impl Array {
    fn open(&mut self, out: &mut Vec<u8>) {
        if self.state == State::Closed {
            self.start = out.len();
            self.mixed = false;
            self.state = State::InArray;
            out.push(b'[');
        }
    }

    /// A correction, [`EM`] to the em; white is told in numbers of no more than `stride`.
    pub fn move_on(&mut self, out: &mut Vec<u8>, amount: i64, stride: i64) {
        self.open(out);
        if self.state == State::InString {
            out.push(b')');
            self.state = State::InArray;
        }
        self.mixed = true;
        let mut left = amount;
        if left > -WIDE * EM {
            while left < -stride {
                digits::fixed(out, -stride, 2);
                out.push(b' ');
                left += stride;
            }
        }
        digits::fixed(out, left, 2);
    }

    pub fn glyph(&mut self, out: &mut Vec<u8>, id: u16) {
        self.open(out);
        if self.state == State::InArray {
            out.push(b'(');
            self.state = State::InString;
        }
        for byte in id.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                b'\r' => out.extend_from_slice(b"\\r"),
                _ => out.push(byte),
            }
        }
    }

    pub fn end(&mut self, out: &mut Vec<u8>) {
        if self.state == State::InString {
            out.push(b')');
        }
        match (self.state, self.mixed) {
            (State::Closed, _) => {}
            (_, true) => out.extend_from_slice(b"]TJ\n"),
            (_, false) => {
                out.remove(self.start);
                out.extend_from_slice(b"Tj\n");
            }
        }
        self.state = State::Closed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_alone_needs_no_array() {
        let (mut out, mut array) = (Vec::new(), Array::default());
        array.glyph(&mut out, 0x0128);
        array.glyph(&mut out, 0x0041);
        array.end(&mut out);
        array.glyph(&mut out, 0x4141);
        array.move_on(&mut out, -1250, 9000);
        array.glyph(&mut out, 0x4142);
        array.end(&mut out);
        array.end(&mut out);
        assert_eq!(out, b"(\x01\\(\0A)Tj\n[(AA)-12.5(AB)]TJ\n");
    }

    #[test]
    fn white_is_told_in_small_numbers_and_more_of_it_in_one() {
        for (amount, expected) in [
            (-25_000, &b"[-90 -90 -70]TJ\n"[..]),
            (-9_000, b"[-90]TJ\n"),
            (25_000, b"[250]TJ\n"),
            (-700_000, b"[-7000]TJ\n"),
        ] {
            let (mut out, mut array) = (Vec::new(), Array::default());
            array.move_on(&mut out, amount, 9000);
            array.end(&mut out);
            assert_eq!(out, expected, "{amount}");
        }
    }
}
