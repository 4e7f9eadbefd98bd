//! [`Look`]: what the inks of a press look like on its paper, for a screen.
//!
//! The profile's colorimetric table says so relative to the paper; the paper itself is the
//! profile's media white (ICC.1 absolute colorimetric intent). What a screen has not is the
//! nearest that it has, part by part. On a screen by itself the paper is taken for white. A grid of 17 points along each ink is interpolated between
//! five of its corners in integers, so that the same inks look the same on every machine.

use moxcms::{ColorProfile, Xyzd};

use super::lut::Lut;
use super::space::darken;
use super::{Profile, srgb};

/// Points along an axis.
const POINTS: usize = 17;
/// From point to point along cyan, magenta, yellow, black.
const STEPS: [usize; 4] = [POINTS * POINTS * POINTS, POINTS * POINTS, POINTS, 1];

/// The way from inks to what is seen.
#[derive(Clone, Debug)]
pub struct Look {
    /// sRGB, 255 of it at 65 280.
    nodes: Vec<[u16; 3]>,
    /// The light of each sRGB value.
    light: Vec<f64>,
}

impl Profile {
    /// What its inks look like on its paper; nothing when it has no table from inks to Lab.
    pub fn look(&self) -> Option<Look> {
        let profile = ColorProfile::new_from_slice(self.bytes()).ok()?;
        let sound = |white: &Xyzd| [white.x, white.y, white.z].iter().all(|v| *v > 0.0 && *v < 1.5);
        let paper = profile.media_white_point.filter(sound);
        let paper = paper.map_or(srgb::WHITE, |white| [white.x, white.y, white.z]);
        let seen = |xyz: [f64; 3]| std::array::from_fn(|at| xyz[at] * paper[at] / srgb::WHITE[at]);
        Some(Look::new(nodes(&profile)?.into_iter().map(seen)))
    }

    /// What its inks stand for on a screen: bare paper is white there, and the darkest of them
    /// black. Nothing when it has no table from inks to Lab.
    pub fn screen(&self) -> Option<Look> {
        let profile = ColorProfile::new_from_slice(self.bytes()).ok()?;
        let nodes = nodes(&profile)?;
        let darkest = nodes.iter().map(|[_, light, _]| light.max(0.0)).fold(0.5, f64::min);
        let black = srgb::WHITE.map(|part| part * darkest);
        Some(Look::new(nodes.into_iter().map(|xyz| darken(xyz, black))))
    }
}

/// XYZ over D50 of each point of the grid, relative to the paper.
fn nodes(profile: &ColorProfile) -> Option<Vec<[f64; 3]>> {
    let table = profile.lut_a_to_b_colorimetric.as_ref();
    let table = table.or(profile.lut_a_to_b_perceptual.as_ref());
    let table = table.and_then(Lut::inks_to_lab)?;
    let node = |at: usize| {
        let inks = STEPS.map(|step| (at / step % POINTS) as f64 / (POINTS - 1) as f64);
        srgb::from_lab(table.lab(inks))
    };
    Some((0..POINTS * STEPS[0]).map(node).collect())
}

impl Look {
    fn new(seen: impl Iterator<Item = [f64; 3]>) -> Look {
        let nodes = seen.map(|xyz| srgb::to_srgb(xyz).map(|part| (part * 65_280.0 + 0.5) as u16));
        let light = (0..=255u8).map(|value| srgb::linear(f64::from(value) / 255.0)).collect();
        Look { nodes: nodes.collect(), light }
    }

    /// What inks look like: cyan, magenta, yellow and black, 255 each where solid.
    pub fn of(&self, inks: [u8; 4]) -> [u8; 3] {
        let mut corner = 0;
        // How far beyond the cell's corner the colour lies along each axis, of 255, and the step.
        let mut ways = [(0u32, 0usize); 4];
        for ((way, &ink), step) in ways.iter_mut().zip(&inks).zip(STEPS) {
            let place = u32::from(ink) * (POINTS as u32 - 1);
            let cell = (place / 255).min(POINTS as u32 - 2);
            corner += cell as usize * step;
            *way = (place - cell * 255, step);
        }
        ways.sort_unstable_by(|a, b| b.cmp(a));
        let mut sums = [0u32; 3];
        let mut last = 255;
        for at in 0..=ways.len() {
            let next = ways.get(at).map_or(0, |(way, _)| *way);
            let node = self.nodes.get(corner).copied().unwrap_or_default();
            for (sum, part) in sums.iter_mut().zip(node) {
                *sum += (last - next) * u32::from(part);
            }
            last = next;
            corner += ways.get(at).map_or(0, |(_, step)| *step);
        }
        const ONE: u32 = 255 * 256;
        sums.map(|sum| ((sum + ONE / 2) / ONE) as u8)
    }

    /// What an ink more looks like on what is `seen`, when on bare paper it looks as these inks do:
    /// it takes the same share of the light.
    pub fn under(&self, seen: [u8; 3], ink: [u8; 4]) -> [u8; 3] {
        let (paper, ink) = (self.of([0; 4]), self.of(ink));
        let light = |value: u8| self.light.get(usize::from(value)).copied().unwrap_or(0.0);
        std::array::from_fn(|part| {
            let share = (light(ink[part]) / light(paper[part]).max(1e-6)).clamp(0.0, 1.0);
            (srgb::coded(light(seen[part]) * share) * 255.0 + 0.5) as u8
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newsprint_is_grey_and_its_black_is_not_black() {
        let look = Profile::newsprint().look().expect("a table");
        let [r, g, b] = look.of([0; 4]);
        assert!((190..225).contains(&r) && r >= g && g > b, "{r} {g} {b}");
        let black = look.of([0, 0, 0, 255]);
        assert!(black.iter().all(|part| (70..100).contains(part)), "{black:?}");
        let [r, g, b] = look.of([0, 255, 255, 0]);
        assert!(r > 150 && g < 110 && b < 110, "{r} {g} {b}");
    }

    #[test]
    fn on_a_screen_paper_is_white_and_the_darkest_ink_black() {
        let screen = Profile::newsprint().screen().expect("a table");
        assert!(screen.of([0; 4]).iter().all(|part| *part >= 254), "{:?}", screen.of([0; 4]));
        let darkest = screen.of([255; 4]);
        assert!(darkest.iter().all(|part| *part < 40), "{darkest:?}");
        let [r, g, b] = screen.of([0, 255, 255, 0]);
        assert!(r > 200 && g < 120 && b < 120, "{r} {g} {b}");
    }

    /// What littlecms makes of the same inks (absolute colorimetric, to sRGB), within 3 of 255.
    #[test]
    fn another_colour_management_library_agrees() {
        let look = Profile::newsprint().look().expect("a table");
        for (inks, expected) in LCMS {
            let seen = look.of(inks);
            let off = seen.iter().zip(expected).map(|(a, b)| a.abs_diff(b)).max();
            assert!(off <= Some(3), "{inks:?}: {seen:?}, not {expected:?}");
        }
    }

    const LCMS: [([u8; 4], [u8; 3]); 11] = [
        ([0, 0, 0, 0], [200, 198, 191]),
        ([0, 0, 0, 255], [92, 86, 80]),
        ([255, 0, 0, 0], [43, 149, 181]),
        ([0, 255, 0, 0], [192, 91, 129]),
        ([0, 0, 255, 0], [203, 190, 83]),
        ([0, 255, 255, 0], [189, 90, 86]),
        ([255, 255, 0, 0], [91, 91, 130]),
        ([0, 0, 0, 128], [131, 126, 120]),
        ([60, 50, 40, 20], [146, 144, 143]),
        ([128, 90, 90, 100], [100, 102, 100]),
        ([30, 200, 120, 0], [171, 102, 107]),
    ];

    #[test]
    fn an_ink_more_takes_its_share_of_the_light() {
        let look = Profile::newsprint().look().expect("a table");
        let paper = look.of([0; 4]);
        assert_eq!(look.under(paper, [0; 4]), paper);
        let red = [0, 200, 200, 0];
        let seen = look.under(paper, red);
        assert!(seen.iter().zip(look.of(red)).all(|(a, b)| a.abs_diff(b) <= 1), "{seen:?}");
        let both = look.under(look.of([255, 0, 0, 0]), red);
        assert!(both.iter().zip(seen).all(|(a, b)| *a <= b), "{both:?}");
    }
}
