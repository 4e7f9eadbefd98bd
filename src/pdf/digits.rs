//! Numbers as PDF writes them: decimal, no exponent, no needless digit.

use crate::measure::Length;

/// Decimals of a coordinate in points.
const PLACES: u32 = 3;

/// Writes `value / 10^places`.
pub(super) fn fixed(out: &mut Vec<u8>, value: i64, places: u32) {
    // By a number that is known beforehand division is a multiplication.
    match places {
        0 => parted::<1>(out, value, 0),
        2 => parted::<100>(out, value, 2),
        3 => parted::<1_000>(out, value, 3),
        4 => parted::<10_000>(out, value, 4),
        6 => parted::<1_000_000>(out, value, 6),
        other => parts(out, value, (10_u64.pow(other), other as usize)),
    }
}

#[inline(always)]
fn parted<const SCALE: u64>(out: &mut Vec<u8>, value: i64, places: usize) {
    parts(out, value, (SCALE, places));
}

#[inline(always)]
fn parts(out: &mut Vec<u8>, value: i64, (scale, places): (u64, usize)) {
    if value < 0 {
        out.push(b'-');
    }
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    if whole > 0 || rest == 0 {
        integer(out, whole, 0);
    }
    if rest > 0 {
        out.push(b'.');
        let start = out.len();
        integer(out, rest, places);
        while out.len() > start && out.last() == Some(&b'0') {
            out.pop();
        }
    }
}

/// Writes a length in points, to a thousandth, and gives the thousandths.
pub(super) fn points(out: &mut Vec<u8>, length: Length) -> i64 {
    let thousandths = scaled(length, PLACES);
    fixed(out, thousandths, PLACES);
    thousandths
}

/// Writes a length in points, to a millionth: for what is multiplied by many glyphs.
pub(super) fn fine_points(out: &mut Vec<u8>, length: Length) {
    fixed(out, scaled(length, 6), 6);
}

/// Writes `part / whole` to a millionth.
pub(super) fn ratio(out: &mut Vec<u8>, part: Length, whole: Length) {
    fixed(out, Length::from_units(part.units()).scale(1_000_000, whole.units()).units(), 6);
}

/// A length in points as a PDF object, to a thousandth.
pub(super) fn real(length: Length) -> lopdf::Object {
    number(scaled(length, PLACES), PLACES)
}

/// `value / 10^places` as a PDF object.
pub(super) fn number(value: i64, places: u32) -> lopdf::Object {
    let scale = 10_i64.pow(places);
    if value % scale == 0 {
        lopdf::Object::Integer(value / scale)
    } else {
        lopdf::Object::Real((value as f64 / scale as f64) as f32)
    }
}

fn scaled(length: Length, places: u32) -> i64 {
    const POINT: u64 = Length::PT.units() as u64;
    let units = length.units();
    // As `Length::scale` does it, by a number that is known beforehand.
    match 10_u64.pow(places).checked_mul(units.unsigned_abs()) {
        Some(product) if product < u64::MAX / 4 => {
            let rounded = ((product + POINT / 2) / POINT) as i64;
            if units < 0 { -rounded } else { rounded }
        }
        _ => length.scale(10_i64.pow(places), Length::PT.units()).units(),
    }
}

/// Writes an integer of at least `width` digits.
fn integer(out: &mut Vec<u8>, mut value: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 || at == 0 {
            break;
        }
    }
    at = at.min(digits.len() - width.max(1));
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_as_everywhere() {
        let most = Length::MAX.units();
        for units in [0, 1, 158, 159, 317_499, 158_750, 476_250, 1_587_500_001, 4_572_000_159, most]
        {
            for length in [Length::from_units(units), Length::from_units(-units)] {
                for places in [2, 3, 6] {
                    let exact = length.scale(10_i64.pow(places), Length::PT.units()).units();
                    assert_eq!(scaled(length, places), exact, "{length} to {places}");
                }
            }
        }
    }

    #[test]
    fn numbers_are_short() {
        let cases = [
            (0, 3, "0"),
            (1500, 3, "1.5"),
            (-50, 3, "-.05"),
            (120, 0, "120"),
            (12, 1, "1.2"),
            (100_000, 4, "10"),
        ];
        for (value, places, expected) in cases {
            let mut out = Vec::new();
            fixed(&mut out, value, places);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn lengths_are_points() {
        let mut out = Vec::new();
        points(&mut out, Length::from_mm(390));
        out.push(b' ');
        fine_points(&mut out, Length::from_mm(1));
        out.push(b' ');
        ratio(&mut out, Length::from_pt(2), Length::from_pt(3));
        assert_eq!(String::from_utf8_lossy(&out), "1105.512 2.834646 .666667");
    }
}
