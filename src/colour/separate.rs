//! [`Separator`]: the pixels of a picture, from RGB to the inks of a press.
//!
//! A grid of 33 points along red, green and blue holds the inks of 35 937 colours; each is
//! worked out when a pixel near it first asks for it. Between the points the inks are
//! interpolated over tetrahedra, which keep the grey axis whole, in integers. So the same pixel
//! gives the same inks on every machine and with any number of threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::profile::{Press, compensate};
use super::{RgbSpace, srgb};

/// Points along an axis.
const POINTS: usize = 33;
/// From point to point along blue, green, red.
const STEPS: [usize; 3] = [POINTS * POINTS, POINTS, 1];
/// An ink that is solid: 255 in the high byte.
const SOLID: u32 = 255 * 256;
/// A point that is not worked out; no ink has more than [`SOLID`].
const UNKNOWN: u64 = u64::MAX;
/// Every other lane of four times 16 bits.
const LANES: u64 = 0x0000_FFFF_0000_FFFF;

/// The grid: cyan in the lowest 16 bits, then magenta, yellow and black.
#[derive(Debug)]
pub(super) struct Nodes(Vec<AtomicU64>);

impl Nodes {
    pub fn new() -> Nodes {
        Nodes((0..POINTS * POINTS * POINTS).map(|_| AtomicU64::new(UNKNOWN)).collect())
    }
}

/// The way from the RGB of one space to the inks of one press.
#[derive(Clone, Debug)]
pub struct Separator<'p> {
    pub(super) press: &'p Press,
    pub(super) space: RgbSpace,
    pub(super) nodes: Arc<Nodes>,
}

impl Separator<'_> {
    /// Writes the inks of every pixel, four bytes each (255 is solid), before any limit of ink.
    pub fn separate(&self, rgb: &[u8], inks: &mut [u8]) {
        let (mut seen, mut last) = ([255; 3], [0; 4]);
        for (pixel, out) in rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
            // Neighbours are often equal.
            let pixel = [pixel[0], pixel[1], pixel[2]];
            if pixel != seen {
                (seen, last) = (pixel, self.inks(pixel));
            }
            out.copy_from_slice(&last);
        }
    }

    /// The inks of a colour. White is bare paper.
    fn inks(&self, rgb: [u8; 3]) -> [u8; 4] {
        // The cell's corner, and how far beyond it the colour lies, of 255.
        let mut corner = 0;
        // In the high half the way, in the low one the step along its axis.
        let mut ways = [0u32; 3];
        for ((way, &value), step) in ways.iter_mut().zip(&rgb).zip(STEPS) {
            let place = u32::from(value) * (POINTS as u32 - 1);
            let cell = (place / 255).min(POINTS as u32 - 2);
            corner += cell as usize * step;
            *way = (place - cell * 255) << 16 | step as u32;
        }
        // Along the longest way first: four corners of a tetrahedron.
        let [a, b, c] = ways;
        let (low, high) = (a.min(b), a.max(b));
        let [first, second, third] = [high.max(c), low.max(high.min(c)), low.min(c)];
        let way = |way: u32| u64::from(way >> 16);
        let weights =
            [255 - way(first), way(first) - way(second), way(second) - way(third), way(third)];
        let (mut even, mut odd) = (0u64, 0u64);
        for (weight, step) in weights.into_iter().zip([0, first, second, third]) {
            corner += (step & 0xFFFF) as usize;
            let node = self.node(corner);
            even += weight * (node & LANES);
            odd += weight * (node >> 16 & LANES);
        }
        let ink = |sum: u64| ((sum as u32 + SOLID / 2) / SOLID) as u8;
        [ink(even), ink(odd), ink(even >> 32), ink(odd >> 32)]
    }

    fn node(&self, at: usize) -> u64 {
        let Some(node) = self.nodes.0.get(at) else { return 0 };
        // Two threads that find it missing write the same value.
        match node.load(Ordering::Relaxed) {
            UNKNOWN => {
                let value = self.work_out(at);
                node.store(value, Ordering::Relaxed);
                value
            }
            known => known,
        }
    }

    fn work_out(&self, at: usize) -> u64 {
        let place = STEPS.map(|step| at / step % POINTS);
        if place == [POINTS - 1; 3] {
            return 0;
        }
        let xyz = self.space.xyz(place.map(|point| point as f64 / (POINTS - 1) as f64));
        let xyz = self.press.black.map_or(xyz, |black| compensate(xyz, black));
        let inks = self.press.inks.inks(srgb::to_lab(xyz));
        let lane = |ink: f64| (ink.clamp(0.0, 1.0) * f64::from(SOLID) + 0.5) as u64;
        inks.iter().rev().fold(0, |node, &ink| node << 16 | lane(ink))
    }
}

/// What became of pixels: their total ink, in parts of 255 of one solid ink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InkCount {
    pub most_before: u16,
    pub most: u16,
    /// Over all pixels.
    pub sum: u64,
}

impl InkCount {
    /// Both counts together.
    pub fn and(self, other: InkCount) -> InkCount {
        InkCount {
            most_before: self.most_before.max(other.most_before),
            most: self.most.max(other.most),
            sum: self.sum + other.sum,
        }
    }
}

/// A limit in hundredths of a per cent, in whole parts of 255 of one solid ink.
pub fn ink_cap(limit: u32) -> u16 {
    (limit.min(40_000) * 255 / 10_000) as u16
}

/// The ink of pixels, four bytes each.
pub fn count_inks(inks: &[u8]) -> InkCount {
    let mut count = InkCount::default();
    // So many pixels that their sum fits 32 bits, which a processor takes several at once.
    for inks in inks.chunks(4 << 12) {
        let (mut most, mut sum) = (0u32, 0u32);
        for &[c, m, y, k] in inks.as_chunks().0 {
            let total = u32::from(c) + u32::from(m) + u32::from(y) + u32::from(k);
            most = most.max(total);
            sum += total;
        }
        let most = most as u16;
        count = count.and(InkCount { most_before: most, most, sum: sum.into() });
    }
    count
}

/// Takes coloured ink from every pixel (four bytes) with more than `cap` in all: evenly, so that
/// its hue stays; black stays, since it carries the drawing.
pub fn limit_inks(inks: &mut [u8], cap: u16) -> InkCount {
    let mut count = count_inks(inks);
    if count.most <= cap {
        return count;
    }
    (count.most, count.sum) = (0, 0);
    for pixel in inks.chunks_exact_mut(4) {
        let total: u16 = pixel.iter().map(|&ink| u16::from(ink)).sum();
        let total = if total > cap { limit_pixel(pixel, cap) } else { total };
        count.most = count.most.max(total);
        count.sum += u64::from(total);
    }
    count
}

/// Also gives what is left.
fn limit_pixel(pixel: &mut [u8], cap: u16) -> u16 {
    let Some((&mut black, coloured)) = pixel.split_last_mut() else { return 0 };
    let sum: u32 = coloured.iter().map(|&ink| u32::from(ink)).sum();
    let room = u32::from(cap.saturating_sub(u16::from(black)));
    let mut total = u16::from(black);
    for ink in coloured {
        *ink = (u32::from(*ink) * room / sum.max(1)).min(255) as u8;
        total += u16::from(*ink);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::super::{Colour, Profile};
    use super::*;

    fn one(separator: &Separator<'_>, rgb: [u8; 3]) -> [u8; 4] {
        let mut inks = [0; 4];
        separator.separate(&rgb, &mut inks);
        inks
    }

    #[test]
    fn pixels_get_the_inks_of_their_colours() {
        let profile = Profile::newsprint().with_ink_limit(40_000);
        let separator = profile.separator(RgbSpace::srgb());
        assert_eq!(one(&separator, [255; 3]), [0; 4]);
        for step in 0..4096u32 {
            let part = |shift: u32| ((step >> shift) & 15) as u8 * 17;
            let rgb = [part(0), part(4), part(8)];
            let Colour::Process { c, m, y, k } = profile.to_cmyk(rgb) else { panic!("spot") };
            if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
                // A flat grey is black alone; one among the pixels of a picture is not.
                continue;
            }
            for (ink, exact) in one(&separator, rgb).into_iter().zip([c, m, y, k]) {
                let off = f64::from(ink) / 2.55 - f64::from(exact.0) / 100.0;
                assert!(off.abs() < 4.0, "{rgb:?}: {off}");
            }
        }
    }

    #[test]
    fn the_library_makes_much_the_same_of_a_picture() {
        use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
        let profile = Profile::newsprint();
        let press = ColorProfile::new_from_slice(profile.bytes()).expect("sound");
        let options = TransformOptions {
            rendering_intent: RenderingIntent::Perceptual,
            ..TransformOptions::default()
        };
        let transform = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options)
            .expect("a transform");
        let rgb: Vec<u8> = (0..3 * 4913u32)
            .map(|at| ((at / 3 / 17u32.pow(at % 3)) % 17 * 255 / 16) as u8)
            .collect();
        let (mut ours, mut theirs) = (vec![0; 4 * 4913], vec![0; 4 * 4913]);
        profile.separator(RgbSpace::srgb()).separate(&rgb, &mut ours);
        transform.transform(&rgb, &mut theirs).expect("equal lengths");
        let offs: Vec<i32> =
            ours.iter().zip(&theirs).map(|(a, b)| (i32::from(*a) - i32::from(*b)).abs()).collect();
        let mean = f64::from(offs.iter().sum::<i32>()) / offs.len() as f64;
        let most = offs.iter().max();
        assert!(mean < 2.0 && most < Some(&20), "mean {mean}, most {most:?}");
    }

    #[test]
    fn a_limit_keeps_black_and_hue() {
        let mut inks = vec![230, 204, 178, 153, 0, 0, 0, 255, 10, 20, 30, 40];
        let count = limit_inks(&mut inks, ink_cap(22_000));
        assert_eq!(inks, [153, 136, 118, 153, 0, 0, 0, 255, 10, 20, 30, 40]);
        assert_eq!(count, InkCount { most_before: 765, most: 560, sum: 560 + 255 + 100 });
        assert_eq!(ink_cap(22_000), 561);
    }

    #[test]
    fn the_same_pixels_are_the_same_inks_everywhere() {
        let profile = Profile::newsprint();
        let rgb: Vec<u8> = (0..30_000u32).map(|at| (at * at / 7 + at * 31) as u8).collect();
        let mut inks = vec![0; 40_000];
        profile.separator(RgbSpace::srgb()).separate(&rgb, &mut inks);
        let sum = inks.iter().fold(0xcbf2_9ce4_8422_2325u64, |sum, &ink| {
            (sum ^ u64::from(ink)).wrapping_mul(0x100_0000_01b3)
        });
        assert_eq!(sum, 0x4ab2_2848_dcec_f0ba, "{sum:#x}");
    }
}
