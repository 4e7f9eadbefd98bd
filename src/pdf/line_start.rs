//! [`LineStart`]: where the lines of a text object begin, each told by what is shortest.
//!
//! The first line of a text object, and one that is turned or stretched otherwise than the one
//! before it, begins where a matrix says (`Tm`); others go on from the line before them (`Td`), and
//! at the distance of the last two by a mere `T*` (ISO 32000-1 9.4.2). Newspaper columns are lines
//! at one distance, so most of them cost three bytes instead of thirty.
//!
//! Invariant: where the viewer stands is known to a hundred-thousand-millionth of a point, rounding
//! of all numbers included, and never further than [`OFF`] from where the line begins.

use super::digits;
use crate::measure::Length;

/// Parts of a point: a millionth of the matrix times a hundred-thousandth of an operand.
const POINT: i64 = 100_000_000_000;

/// How far the viewer may be from where the line begins: six ten-thousandths of a point. A gutter
/// is narrowed by twice as much at most, which is less than what lines stay back at their ends.
const OFF: i64 = POINT / 10_000 * 6;

/// What stands further out than any sheet is long.
const FAR: i128 = 1_000_000 * POINT as i128;

/// Decimals of the operands of `Td`.
const PLACES: u32 = 5;

/// How type is turned and stretched: the first four numbers of its matrix, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axes {
    /// Along and across the sheet.
    Straight { wide: i64, high: i64 },
    /// A quarter turned clockwise: how high its letters are.
    Turned { high: i64 },
}

/// One in millionths.
pub(super) const ONE: i64 = 1_000_000;

/// The beginning of the line that a text object has reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineStart {
    axes: Axes,
    /// What was meant, and what the viewer has got.
    meant: [i64; 2],
    got: [i64; 2],
}

impl Axes {
    fn write(self, out: &mut Vec<u8>) {
        match self {
            Axes::Straight { wide, high } => {
                digits::fixed(out, wide, 6);
                out.extend_from_slice(b" 0 0 ");
                digits::fixed(out, high, 6);
            }
            Axes::Turned { high } => {
                out.extend_from_slice(b"0 -1 ");
                digits::fixed(out, high, 6);
                out.extend_from_slice(b" 0");
            }
        }
        out.push(b' ');
    }

    /// What moves the viewer as far along and up the sheet.
    fn operands(self, [x, y]: [i64; 2]) -> [i64; 2] {
        match self {
            Axes::Straight { wide, high } => [divide(x, wide), divide(y, high)],
            Axes::Turned { high } => [divide(y, -ONE), divide(x, high)],
        }
    }

    /// How far the operands move it.
    fn moved(self, [one, other]: [i64; 2]) -> [i64; 2] {
        match self {
            Axes::Straight { wide, high } => [one * wide, other * high],
            Axes::Turned { high } => [other * high, -one * ONE],
        }
    }
}

/// Rounded to the nearest whole, half away from zero.
fn divide(value: i64, by: i64) -> i64 {
    let (value, by) = (value * by.signum(), by.abs().max(1));
    (if value < 0 { value - by / 2 } else { value + by / 2 }) / by
}

fn parts(length: Length) -> i64 {
    let units = i128::from(Length::PT.units());
    let parts = i128::from(length.units()) * i128::from(POINT);
    let half = if parts < 0 { -units / 2 } else { units / 2 };
    ((parts + half) / units).clamp(-FAR, FAR) as i64
}

fn add(one: [i64; 2], other: [i64; 2]) -> [i64; 2] {
    [one[0] + other[0], one[1] + other[1]]
}

fn take(one: [i64; 2], other: [i64; 2]) -> [i64; 2] {
    [one[0] - other[0], one[1] - other[1]]
}

fn is_near(one: [i64; 2], other: [i64; 2]) -> bool {
    take(one, other).iter().all(|off| off.abs() <= OFF)
}

impl LineStart {
    /// Begins a line at a place of the sheet; `leading` is what the stream was last told.
    pub fn go(
        before: Option<LineStart>,
        out: &mut Vec<u8>,
        leading: &mut Option<i64>,
        (axes, at): (Axes, [Length; 2]),
    ) -> LineStart {
        let meant = at.map(parts);
        let before = before.filter(|before| before.axes == axes);
        let Some(before) = before else {
            axes.write(out);
            let mut got = [0; 2];
            for (got, length) in got.iter_mut().zip(at) {
                *got = digits::points(out, length) * (POINT / 1000);
                out.push(b' ');
            }
            out.extend_from_slice(b"Tm\n");
            return LineStart { axes, meant, got };
        };
        if let Some(leading) = *leading {
            let got = add(before.got, axes.moved([0, -leading]));
            if is_near(got, meant) {
                out.extend_from_slice(b"T*\n");
                return LineStart { axes, meant, got };
            }
        }
        let mut operands = axes.operands(take(meant, before.meant));
        if !is_near(add(before.got, axes.moved(operands)), meant) {
            operands = axes.operands(take(meant, before.got));
        }
        for operand in operands {
            digits::fixed(out, operand, PLACES);
            out.push(b' ');
        }
        match operands {
            [0, down] if down != 0 => {
                *leading = Some(-down);
                out.extend_from_slice(b"TD\n");
            }
            _ => out.extend_from_slice(b"Td\n"),
        }
        LineStart { axes, meant, got: add(before.got, axes.moved(operands)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written for lines at such places, in hundredths of a point.
    fn written(axes: Axes, places: &[(i64, i64)]) -> String {
        let (mut out, mut leading, mut start) = (Vec::new(), None, None);
        for &(x, y) in places {
            let at = [x, y].map(Length::from_centipt);
            let begun = LineStart::go(start, &mut out, &mut leading, (axes, at));
            assert!(is_near(begun.got, at.map(parts)));
            start = Some(begun);
        }
        String::from_utf8(out).expect("operators").replace('\n', "|")
    }

    #[test]
    fn lines_at_one_distance_are_told_it_once() {
        let axes = Axes::Straight { wide: ONE, high: ONE / 4 };
        let places = [(1800, 90_000), (900, 88_800), (900, 87_600), (900, 86_400), (900, 85_000)];
        let expected = "1 0 0 .25 18 900 Tm|-9 -48 Td|0 -48 TD|T*|0 -56 TD|";
        assert_eq!(written(axes, &places), expected);
    }

    #[test]
    fn turned_lines_move_along_their_own_axes() {
        let axes = Axes::Turned { high: ONE / 2 };
        let expected = "0 -1 .5 0 10 900 Tm|0 -6 TD|T*|8 0 Td|";
        assert_eq!(
            written(axes, &[(1000, 90_000), (700, 90_000), (400, 90_000), (400, 89_200)]),
            expected
        );
    }

    /// A distance that no decimal fraction is, and type that is flattened by one.
    #[test]
    fn rounding_does_not_add_up() {
        let line = Length::from_mm(4);
        for high in [250_000, 222_222, 333_333] {
            let axes = Axes::Straight { wide: ONE, high };
            let (mut out, mut leading, mut start) = (Vec::new(), None, None);
            for number in 0..400 {
                let at = [Length::from_mm(7), Length::from_mm(1700) - line * number];
                let begun = LineStart::go(start, &mut out, &mut leading, (axes, at));
                assert!(is_near(begun.got, at.map(parts)), "{high}, line {number}");
                start = Some(begun);
            }
            let told = out.split(|byte| *byte == b'\n').filter(|line| *line != b"T*").count();
            assert!(told < 20, "{told} of 400 lines are told more than that they follow");
        }
    }
}
