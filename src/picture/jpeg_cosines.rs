//! The cosine transform of two blocks of four components at once, and its rounding.
//!
//! All is 16-bit arithmetic on eight lanes, which any processor does in one step; a lane is a
//! component of one of the two blocks. The transform is that of Arai, Agui and Nakajima with
//! five products a line, each coefficient larger by a factor that its rounding takes back.

use super::jpeg_table::ZIGZAG;

/// Components of two blocks.
pub(super) const LANES: usize = 8;

/// One number of every lane.
pub(super) type Lanes = [i16; LANES];

/// Row by row.
pub(super) type Samples = [Lanes; 64];

/// The coefficients of two blocks as whole steps, in the order of the file.
pub(super) struct Blocks {
    pub steps: [Lanes; 64],
    /// Of each lane, a bit for each that is not nought.
    pub some: [u64; LANES],
}

/// So many 65 536ths.
fn part(value: i16, of: i16) -> i16 {
    ((i32::from(value) * i32::from(of)) >> 16) as i16
}

/// The sums of eight samples with cosines, each times √8 and its part of [`FACTORS`].
#[inline(always)]
fn line([a, b, c, d, e, f, g, h]: [i16; 8]) -> [i16; 8] {
    let (sum_ah, sum_bg, sum_cf, sum_de) = (a + h, b + g, c + f, d + e);
    let (ah, bg, cf, de) = (a - h, b - g, c - f, d - e);
    // Even frequencies.
    let (outer, inner) = (sum_ah + sum_de, sum_bg + sum_cf);
    let (outside, inside) = (sum_ah - sum_de, sum_bg - sum_cf);
    // cos 45° is 1 less 19 195 parts.
    let both = inside + outside;
    let slant = both - part(both, 19_195);
    // Odd frequencies.
    let (low, mid, high) = (de + cf, cf + bg, bg + ah);
    // sin 22.5°; cos less sin: 1 less 30 068 parts; cos and sin: 1 and 20 091 parts.
    let turn = part(low - high, 25_080);
    let near = low - part(low, 30_068) + turn;
    let far = high + part(high, 20_091) + turn;
    let middle = mid - part(mid, 19_195);
    let (plus, minus) = (ah + middle, ah - middle);
    [
        outer + inner,
        plus + far,
        outside + slant,
        minus - near,
        outer - inner,
        minus + near,
        outside - slant,
        plus - far,
    ]
}

/// The cosine transform (T.81 A.3.3) of samples from -128 to 128, in place: row by row, with
/// four bits behind the point and the factors of both directions ([`FACTORS`]).
///
/// No sum within a line is more than 10.1 times its largest sample, so all fit 16 bits.
pub(super) fn cosines(block: &mut Samples) {
    for x in 0..8 {
        pass::<3, 2>(block, x, 8);
    }
    for y in 0..8 {
        pass::<0, 0>(block, 8 * y, 1);
    }
}

/// One line of all lanes, from `start` in so many steps. Samples are taken with `UP` more bits;
/// `DOWN` of them are rounded off.
#[inline(never)]
fn pass<const UP: u32, const DOWN: u32>(block: &mut Samples, start: usize, step: usize) {
    let mut lines = [[0; LANES]; 8];
    for (i, lanes) in lines.iter_mut().enumerate() {
        *lanes = block[(start + i * step) % 64];
    }
    // Each lane for itself, and so that the compiler takes all at once.
    for lane in 0..LANES {
        let found = line(std::array::from_fn(|i| lines[i][lane] << UP));
        for (lanes, value) in lines.iter_mut().zip(found) {
            lanes[lane] = (value + ((1 << DOWN) >> 1)) >> DOWN;
        }
    }
    for (i, lanes) in lines.iter().enumerate() {
        block[(start + i * step) % 64] = *lanes;
    }
}

/// What a frequency is multiplied with in [`line`], times 2^14: the cosine of so many sixteenths
/// of 180°, times √2; 1 for frequency 0.
const FACTORS: [u64; 8] = [16_384, 22_725, 21_407, 19_266, 16_384, 12_873, 8_867, 4_520];

/// Division by a step and its factors, as two products of which the high half is kept.
pub(super) struct Rounding {
    /// In the order of the file: half of the divisor, 2^(16 + n) by it, 2^(16 - n).
    divisors: [[[u16; LANES]; 3]; 64],
}

impl Rounding {
    /// For the steps of four components, row by row.
    pub fn new(steps: [&[i32; 64]; 4]) -> Rounding {
        let divisors = ZIGZAG.map(|at| {
            let at = usize::from(at);
            let of_lanes: [[u16; 3]; LANES] = std::array::from_fn(|lane| {
                let factor = FACTORS[at / 8] * FACTORS[at % 8];
                divisor(factor * u64::from(steps[lane % 4][at].unsigned_abs()))
            });
            std::array::from_fn(|i| of_lanes.map(|numbers| numbers[i]))
        });
        Rounding { divisors }
    }

    pub fn round(&self, coefficients: &Samples, blocks: &mut Blocks) {
        // A byte for each lane, 1 where a step is not nought.
        let mut some = [0u64; 64];
        let places = ZIGZAG.iter().zip(&self.divisors).zip(&mut blocks.steps).zip(&mut some);
        for (((&at, divisor), steps), some) in places {
            let values = coefficients[usize::from(at)];
            let [half, first, second] = divisor;
            let high = |a: u16, b: u16| ((u32::from(a) * u32::from(b)) >> 16) as u16;
            let whole: [i16; LANES] = std::array::from_fn(|lane| {
                let size = values[lane].wrapping_abs() as u16;
                high(high(size.wrapping_add(half[lane]), first[lane]), second[lane]) as i16
            });
            *steps = std::array::from_fn(|lane| {
                let sign = values[lane] >> 15;
                (whole[lane] ^ sign).wrapping_sub(sign)
            });
            *some = u64::from_le_bytes(whole.map(|whole| u8::from(whole != 0)));
        }
        blocks.some = bits(&some);
    }
}

/// A divisor with 32 bits behind the point less the four of the coefficients; more than 2 in all.
fn divisor(value: u64) -> [u16; 3] {
    // 28 bits behind the point, four of the coefficients: 2^24 is one.
    let n = (value >> 24).max(2).ilog2();
    let first = (1u64 << (16 + n + 24)) / value.max(1);
    [((value + (1 << 24)) >> 25) as u16, first.min(0xFFFF) as u16, (1u32 << (16 - n)) as u16]
}

/// Of each lane the bits of all coefficients, the first lowest.
fn bits(some: &[u64; 64]) -> [u64; LANES] {
    let mut out = [0; LANES];
    for (group, bytes) in some.as_chunks::<8>().0.iter().enumerate() {
        let mut joined = 0;
        for (i, byte) in bytes.iter().enumerate() {
            joined |= byte << i;
        }
        for (out, byte) in out.iter_mut().zip(joined.to_le_bytes()) {
            *out |= u64::from(byte) << (8 * group);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::f64::consts::{FRAC_1_SQRT_2, PI};

    use super::*;

    fn wave(frequency: usize, at: usize) -> f64 {
        let first = if frequency == 0 { FRAC_1_SQRT_2 } else { 1.0 };
        first / 2.0 * ((2 * at + 1) as f64 * frequency as f64 * PI / 16.0).cos()
    }

    /// The block that makes the coefficient of a frequency as large as it can be.
    fn extreme(frequency: usize) -> [i16; 64] {
        let (v, u) = (frequency / 8, frequency % 8);
        std::array::from_fn(|at| if wave(v, at / 8) * wave(u, at % 8) < 0.0 { -128 } else { 127 })
    }

    #[test]
    fn the_strongest_waves_fit_and_are_those_of_the_definition() {
        for frequency in 0..64 {
            let block = extreme(frequency);
            // Every other lane upside down.
            let sign = |lane: usize| if lane.is_multiple_of(2) { 1 } else { -1 };
            let mut lanes: Samples =
                block.map(|value| std::array::from_fn(|lane| value * sign(lane)));
            cosines(&mut lanes);
            for (at, lanes) in lanes.iter().enumerate() {
                let factor = (FACTORS[at / 8] * FACTORS[at % 8]) as f64 / f64::from(1 << 24);
                let exact: f64 = (0..64)
                    .map(|i| f64::from(block[i]) * wave(at / 8, i / 8) * wave(at % 8, i % 8))
                    .sum();
                for (lane, &value) in lanes.iter().enumerate() {
                    let off = f64::from(value) / factor - exact * f64::from(sign(lane));
                    assert!(off.abs() < 2.0, "{frequency} {at}: {off}");
                }
            }
        }
    }

    #[test]
    fn whole_steps_are_the_nearest() {
        for step in [2, 3, 7, 16, 99, 255] {
            let rounding = Rounding::new([&[step; 64]; 4]);
            let mut blocks = Blocks { steps: [[0; LANES]; 64], some: [0; LANES] };
            for value in (-25_000i16..25_000).step_by(97) {
                rounding.round(&[[value; LANES]; 64], &mut blocks);
                for (steps, &at) in blocks.steps.iter().zip(&ZIGZAG) {
                    let at = usize::from(at);
                    let factor = (FACTORS[at / 8] * FACTORS[at % 8]) as f64 / f64::from(1 << 24);
                    let exact = f64::from(value) / factor / f64::from(step);
                    let off = f64::from(steps[0]) - exact;
                    assert!(off.abs() < 0.7, "{value} by {step} at {at}: {off}");
                }
            }
        }
    }
}
