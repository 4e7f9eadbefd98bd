//! [`RgbSpace`]: which colours the RGB values of a picture mean.

use std::fmt;

use moxcms::{ColorProfile, DataColorSpace, LutWarehouse, Xyzd};

use super::curve::{along, sample};
use super::lut::Lut;
use super::profile::description;
use super::srgb;

/// An RGB colour space: sRGB, or what a picture's profile says.
#[derive(Clone, Debug)]
pub struct RgbSpace {
    name: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Srgb,
    /// A screen or a working space (ICC.1, three-component matrix-based).
    Matrix {
        curves: [Vec<u16>; 3],
        /// From light to XYZ.
        rows: [[f64; 3]; 3],
    },
    /// A table from RGB to Lab, of a scanner, a camera or a printer; and the XYZ of its black.
    Table {
        table: Lut,
        black: [f64; 3],
    },
}

/// Why a picture's profile does not tell its colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagError {
    Broken,
    /// Of another colour space than the picture.
    NotRgb,
}

impl fmt::Display for TagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TagError::Broken => "a colour profile that cannot be read",
            TagError::NotRgb => "a colour profile that is not of RGB",
        })
    }
}

impl RgbSpace {
    /// What RGB without a profile is taken for.
    pub fn srgb() -> RgbSpace {
        RgbSpace { name: "sRGB".to_owned(), kind: Kind::Srgb }
    }

    /// The space of an ICC profile.
    pub fn read(icc: &[u8]) -> Result<RgbSpace, TagError> {
        let profile = ColorProfile::new_from_slice(icc).map_err(|_| TagError::Broken)?;
        if profile.color_space != DataColorSpace::Rgb {
            return Err(TagError::NotRgb);
        }
        let kind = table(&profile).or_else(|| matrix(&profile)).ok_or(TagError::Broken)?;
        Ok(RgbSpace { name: description(&profile), kind })
    }

    /// The profile's description.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same colour as a screen takes it, in sRGB.
    pub fn to_screen(&self, rgb: [u8; 3]) -> [u8; 3] {
        let seen = srgb::to_srgb(self.xyz(rgb.map(|part| f64::from(part) / 255.0)));
        seen.map(|part| (part * 255.0 + 0.5) as u8)
    }

    pub(super) fn is_srgb(&self) -> bool {
        matches!(self.kind, Kind::Srgb)
    }

    /// XYZ over D50 of a colour, each part from 0 to 1; its black is no light at all.
    pub(super) fn xyz(&self, rgb: [f64; 3]) -> [f64; 3] {
        match &self.kind {
            Kind::Srgb => srgb::from_linear(rgb.map(srgb::linear)),
            Kind::Matrix { curves: [red, green, blue], rows } => {
                let [r, g, b] = rgb;
                let light = [along(red, r), along(green, g), along(blue, b)];
                rows.map(|row| row[0] * light[0] + row[1] * light[1] + row[2] * light[2])
            }
            Kind::Table { table, black } => {
                let [r, g, b] = rgb;
                darken(srgb::from_lab(table.lab([r, g, b, 0.0])), *black)
            }
        }
    }
}

/// Maps the span from `black` to white onto that from no light to white.
pub(super) fn darken(xyz: [f64; 3], black: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|at| {
        let white = srgb::WHITE[at];
        ((xyz[at] - black[at]) * white / (white - black[at])).max(0.0)
    })
}

fn table(profile: &ColorProfile) -> Option<Kind> {
    if profile.pcs != DataColorSpace::Lab {
        return None;
    }
    let read = |table: &Option<LutWarehouse>| table.as_ref().and_then(Lut::rgb_to_lab);
    let table =
        read(&profile.lut_a_to_b_perceptual).or_else(|| read(&profile.lut_a_to_b_colorimetric))?;
    let [lightness, ..] = table.lab([0.0; 4]);
    let black = srgb::from_lab([lightness.clamp(0.0, 50.0), 0.0, 0.0]);
    Some(Kind::Table { table, black })
}

fn matrix(profile: &ColorProfile) -> Option<Kind> {
    let curve = |curve: &Option<_>| curve.as_ref().and_then(sample).filter(|c| c.len() > 1);
    let curves = [curve(&profile.red_trc)?, curve(&profile.green_trc)?, curve(&profile.blue_trc)?];
    let colorants = [profile.red_colorant, profile.green_colorant, profile.blue_colorant];
    let sound = |c: &Xyzd| [c.x, c.y, c.z].iter().all(|part| part.is_finite() && part.abs() < 4.0);
    if !colorants.iter().all(|c| sound(c) && *c != Xyzd::default()) {
        return None;
    }
    let [r, g, b] = colorants;
    Some(Kind::Matrix { curves, rows: [[r.x, g.x, b.x], [r.y, g.y, b.y], [r.z, g.z, b.z]] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: [f64; 3], b: [f64; 3], by: f64) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() < by)
    }

    #[test]
    fn a_profile_of_srgb_is_srgb() {
        let icc = ColorProfile::new_srgb().encode().expect("a profile");
        let space = RgbSpace::read(&icc).expect("sound");
        for rgb in [[0.0; 3], [1.0; 3], [1.0, 0.0, 0.0], [0.2, 0.6, 0.9], [0.03, 0.02, 0.01]] {
            let (a, b) = (space.xyz(rgb), RgbSpace::srgb().xyz(rgb));
            assert!(close(a, b, 1e-3), "{rgb:?}: {a:?} {b:?}");
        }
    }

    #[test]
    fn a_wider_space_means_stronger_colours() {
        let icc = ColorProfile::new_display_p3().encode().expect("a profile");
        let space = RgbSpace::read(&icc).expect("sound");
        let [x, ..] = space.xyz([1.0, 0.0, 0.0]);
        let [plain, ..] = RgbSpace::srgb().xyz([1.0, 0.0, 0.0]);
        assert!(x > plain + 0.03, "{x} {plain}");
        assert!(close(space.xyz([1.0; 3]), srgb::WHITE, 2e-3));
    }

    #[test]
    fn other_profiles_are_refused() {
        assert_eq!(RgbSpace::read(&[]).err(), Some(TagError::Broken));
        assert_eq!(RgbSpace::read(&[9; 300]).err(), Some(TagError::Broken));
        let press = super::super::Profile::newsprint();
        assert_eq!(RgbSpace::read(press.bytes()).err(), Some(TagError::NotRgb));
    }
}
