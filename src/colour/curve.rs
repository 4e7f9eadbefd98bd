//! Tone curves of profiles, sampled, and the power function they need.
//!
//! The power function of a machine's library differs from the next one's in the last bits, and a
//! colour management library's own is fused on some processors and not on others. Here only
//! `+ - * /` on doubles are used, whose results IEEE 754 fixes.

use moxcms::ToneReprCurve;

/// The value of a sampled curve between 0 and 1.
pub(super) fn along(curve: &[u16], value: f64) -> f64 {
    let last = curve.len().saturating_sub(1);
    let place = value.clamp(0.0, 1.0) * last as f64;
    let low = (place as usize).min(last.saturating_sub(1));
    let sample = |at: usize| curve.get(at).map_or(0.0, |&v| f64::from(v) / 65535.0);
    let part = place - low as f64;
    sample(low) * (1.0 - part) + sample((low + 1).min(last)) * part
}

/// A curve as samples of 16 bits (ICC.1, curveType and parametricCurveType); `None` for one of
/// no known form.
pub(super) fn sample(curve: &ToneReprCurve) -> Option<Vec<u16>> {
    match curve {
        ToneReprCurve::Lut(samples) => match samples.as_slice() {
            [] => Some(vec![0, 65535]),
            &[gamma] => {
                let gamma = f64::from(gamma) / 256.0;
                Some(sampled(|x| power(x, gamma)))
            }
            _ => Some(samples.clone()),
        },
        ToneReprCurve::Parametric(numbers) => {
            let numbers: Vec<f64> = numbers.iter().map(|&n| f64::from(n)).collect();
            let sound = numbers.iter().all(|n| n.is_finite());
            parametric(&numbers).filter(|_| sound)
        }
    }
}

fn parametric(numbers: &[f64]) -> Option<Vec<u16>> {
    // Y = (aX + b)^g + e from d on, cX + f below it.
    let curve = |g: f64, [a, b, c, d, e, f]: [f64; 6]| {
        sampled(|x| if x >= d { power(a * x + b, g) + e } else { c * x + f })
    };
    Some(match *numbers {
        [g] => curve(g, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        [g, a, b] => curve(g, [a, b, 0.0, -b / a, 0.0, 0.0]),
        [g, a, b, c] => curve(g, [a, b, 0.0, -b / a, c, c]),
        [g, a, b, c, d] => curve(g, [a, b, c, d, 0.0, 0.0]),
        [g, a, b, c, d, e, f] => curve(g, [a, b, c, d, e, f]),
        _ => return None,
    })
}

fn sampled(value: impl Fn(f64) -> f64) -> Vec<u16> {
    const LAST: u16 = 4095;
    let at = |at: u16| value(f64::from(at) / f64::from(LAST)).clamp(0.0, 1.0);
    (0..=LAST).map(|place| (at(place) * 65535.0 + 0.5) as u16).collect()
}

/// `x` to the power of `y`; 0 for an `x` that is not positive.
pub(super) fn power(x: f64, y: f64) -> f64 {
    if x.is_nan() || x < f64::MIN_POSITIVE || y.is_nan() {
        return 0.0;
    }
    exponential(y * logarithm(x))
}

/// The binary logarithm of a normal positive number.
fn logarithm(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    // Between 1 and 2, then between the root of a half and that of two.
    let mut m = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if m > std::f64::consts::SQRT_2 {
        m /= 2.0;
        exponent += 1;
    }
    // ln m = 2 artanh((m - 1) / (m + 1))
    let t = (m - 1.0) / (m + 1.0);
    let square = t * t;
    let (mut sum, mut term) = (0.0, t);
    for odd in 0..12 {
        sum += term / f64::from(2 * odd + 1);
        term *= square;
    }
    exponent as f64 + 2.0 * sum / std::f64::consts::LN_2
}

/// Two to the power of `x`.
fn exponential(x: f64) -> f64 {
    let x = x.clamp(-1000.0, 1000.0);
    let whole = (x + 2000.5) as i64 - 2000;
    let rest = (x - whole as f64) * std::f64::consts::LN_2;
    let (mut sum, mut term) = (1.0, 1.0);
    for n in 1..16 {
        term *= rest / f64::from(n);
        sum += term;
    }
    sum * f64::from_bits(((whole + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_interpolated_between_its_samples() {
        let curve = [0, 30000, 65535];
        assert_eq!(along(&curve, 0.25) * 65535.0, 15000.0);
        assert_eq!(along(&curve, 1.0), 1.0);
        assert_eq!(along(&curve, -3.0), 0.0);
    }

    #[test]
    fn powers_agree_with_the_machines_own() {
        for x in [1e-9, 0.001, 0.04045, 0.2, 0.5, 0.7, 0.9, 1.0, 1.5, 7.0] {
            for y in [0.1, 1.0 / 2.4, 0.5, 1.0, 1.8, 2.2, 2.4, 3.0] {
                let (found, wanted): (f64, f64) = (power(x, y), x.powf(y));
                assert!((found - wanted).abs() <= 1e-13 * wanted, "{x}^{y}: {found} {wanted}");
            }
        }
        assert_eq!(power(0.0, 2.2), 0.0);
        assert_eq!(power(-1.0, 2.2), 0.0);
    }

    #[test]
    fn every_form_of_a_curve_is_sampled() {
        let srgb = vec![2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
        let cases = [
            (ToneReprCurve::Lut(vec![]), 0.5, 0.5),
            (ToneReprCurve::Lut(vec![512]), 0.5, 0.25),
            (ToneReprCurve::Lut(vec![0, 100, 65535]), 0.5, 100.0 / 65535.0),
            (ToneReprCurve::Parametric(vec![2.0]), 0.5, 0.25),
            (ToneReprCurve::Parametric(vec![2.0, 2.0, -1.0]), 0.75, 0.25),
            (ToneReprCurve::Parametric(vec![2.0, 1.0, 0.0, 0.5]), 0.5, 0.75),
            (ToneReprCurve::Parametric(srgb.clone()), 0.5, 0.214_041),
            (ToneReprCurve::Parametric(srgb), 0.02, 0.001_548),
        ];
        for (curve, at, expected) in cases {
            let samples = sample(&curve).expect("a known form");
            assert!((along(&samples, at) - expected).abs() < 1e-4, "{curve:?} at {at}");
        }
        assert_eq!(sample(&ToneReprCurve::Parametric(vec![1.0, 2.0])), None);
        assert_eq!(sample(&ToneReprCurve::Parametric(vec![f32::NAN])), None);
    }
}
