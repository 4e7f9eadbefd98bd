//! sRGB values as CIE Lab over D50, the space that profiles are looked up in.
//!
//! Only `+ - * /` on doubles are used: IEEE 754 fixes their results to the last bit, while the
//! power function is whatever the machine's library makes of it. So the same RGB value gives the
//! same ink everywhere. (A colour management library's own transforms fuse multiplications on
//! some processors and not on others.)

/// The white of the profile connection space (ICC.1, D50).
pub(super) const WHITE: [f64; 3] = [0.964_22, 1.0, 0.825_21];

/// Linear sRGB to XYZ over D50 (IEC 61966-2-1 primaries, Bradford-adapted).
const TO_XYZ: [[f64; 3]; 3] = [
    [0.436_074_7, 0.385_064_9, 0.143_080_4],
    [0.222_504_5, 0.716_878_6, 0.060_616_9],
    [0.013_932_2, 0.097_104_5, 0.714_173_3],
];

/// XYZ over D50 of an sRGB value.
pub(super) fn to_xyz(rgb: [u8; 3]) -> [f64; 3] {
    from_linear(rgb.map(|value| linear(f64::from(value) / 255.0)))
}

/// XYZ over D50 of amounts of light.
pub(super) fn from_linear([r, g, b]: [f64; 3]) -> [f64; 3] {
    TO_XYZ.map(|row| row[0] * r + row[1] * g + row[2] * b)
}

/// CIE Lab of XYZ over D50.
pub(super) fn to_lab(xyz: [f64; 3]) -> [f64; 3] {
    let part = |at: usize| {
        let t = xyz[at] / WHITE[at];
        if t > 216.0 / 24389.0 { root(t, 3) } else { (24389.0 / 27.0 * t + 16.0) / 116.0 }
    };
    let (x, y, z) = (part(0), part(1), part(2));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// XYZ over D50 of a Lab value.
pub(super) fn from_lab([l, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (l + 16.0) / 116.0;
    let part = |t: f64| {
        if t > 6.0 / 29.0 { t * t * t } else { (116.0 * t - 16.0) * 27.0 / 24389.0 }
    };
    [part(y + a / 500.0) * WHITE[0], part(y) * WHITE[1], part(y - b / 200.0) * WHITE[2]]
}

/// XYZ over D50 to linear sRGB: [`TO_XYZ`] the other way.
const FROM_XYZ: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];

/// The sRGB value of XYZ over D50, each part from 0 to 1; what a screen has not is cut off.
pub(super) fn to_srgb([x, y, z]: [f64; 3]) -> [f64; 3] {
    FROM_XYZ.map(|row| coded(row[0] * x + row[1] * y + row[2] * z))
}

/// The sRGB curve the other way: the value of an amount of light, from 0 to 1.
pub(super) fn coded(light: f64) -> f64 {
    let light = light.clamp(0.0, 1.0);
    if light <= 0.003_130_8 {
        return light * 12.92;
    }
    // light^(1 / 2.4) is the fifth power of the twelfth root.
    let part = root(light, 12);
    let square = part * part;
    1.055 * square * square * part - 0.055
}

/// The sRGB curve (IEC 61966-2-1): the light of a value between 0 and 1.
pub(super) fn linear(v: f64) -> f64 {
    if v <= 0.04045 {
        return v / 12.92;
    }
    // v^2.4 is the fifth root of v^12.
    let v = (v + 0.055) / 1.055;
    let square = v * v;
    square * root(square, 5)
}

/// The `n`th root of a number between 0 and 2, by Newton's steps.
fn root(x: f64, n: i32) -> f64 {
    if x < f64::MIN_POSITIVE {
        return 0.0;
    }
    let times = f64::from(n);
    // The bits of a double are nearly its logarithm: divided, they begin within a tenth of the
    // root, and each step doubles the right digits.
    const ONE: u64 = 1023 << 52;
    let mut y = f64::from_bits(ONE - ONE / n as u64 + x.to_bits() / n as u64);
    for _ in 0..6 {
        let mut power = 1.0;
        for _ in 1..n {
            power *= y;
        }
        y = ((times - 1.0) * y + x / power) / times;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_and_the_curve_agree_with_the_power_function() {
        for value in 0..=255u8 {
            let v = f64::from(value) / 255.0;
            let expected = if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
            assert!((linear(v) - expected).abs() < 1e-12, "{value}");
            assert!((root(v, 3) - v.cbrt()).abs() < 1e-12, "{value}");
            assert!((coded(linear(v)) - v).abs() < 1e-6, "{value}: {}", coded(linear(v)));
            let back = to_srgb(to_xyz([value, 255 - value, 7]));
            assert!((back[0] - v).abs() < 1e-4, "{value}: {back:?}");
        }
    }

    #[test]
    fn known_colours_have_their_lab_values() {
        for (rgb, lab) in [
            ([255, 255, 255], [100.0, 0.0, 0.0]),
            ([0, 0, 0], [0.0, 0.0, 0.0]),
            ([255, 0, 0], [54.29, 80.81, 69.89]),
            ([0, 0, 255], [29.57, 68.30, -112.03]),
        ] {
            let found = to_lab(to_xyz(rgb));
            let back = to_lab(from_lab(found));
            for at in 0..3 {
                assert!((found[at] - lab[at]).abs() < 0.02, "{rgb:?}: {found:?}");
                assert!((back[at] - found[at]).abs() < 1e-9, "{rgb:?}: {back:?}");
            }
        }
    }
}
