//! [`Profile`]: from RGB to the inks of a press.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use moxcms::{ColorProfile, DataColorSpace, ProfileClass, ProfileText};

use super::lut::Lut;
use super::separate::Nodes;
use super::{Colour, Ink, RgbSpace, Separator, condition, srgb};
use crate::flate;

/// The profile inside the binary, which is unpacked only when a colour has to go through it.
pub(super) static NEWSPRINT: LazyLock<Vec<u8>> = LazyLock::new(|| NEWSPRINT_PACKED.unpacked());

/// The profile as the PDF holds it: each number as the difference from the one before it, where that
/// is less, which Flate makes a fourth shorter; then deflated (zlib, level 9). To do so takes
/// longer than to set a page.
const NEWSPRINT_PACKED: Packed =
    Packed { deflated: include_bytes!("newsprint.icc.z"), step: 6, columns: 81 };

/// The description in it.
const NEWSPRINT_NAME: &str = "Coldset newsprint, 220 % (from CGATS/SNAP TR 002)";

/// Total ink of coldset newsprint, in hundredths of a per cent.
pub const INK_LIMIT: u32 = 22_000;

/// What has to be said wherever the bundled profile goes.
pub const PROFILE_NOTICE: &str = "\
The colour profile \"Coldset newsprint, 220 %\" inside this program is derived from the
characterization data CGATS/SNAP TR 002-2007 (average of 102 measurements of coldset newsprint),
as packaged in Debian's icc-profiles-free. Its terms allow derived profiles to be distributed
with no further permission when TR 002 is named as the source, as is done here. It was computed
with Argyll CMS. No rights are reserved in it. It is not an official profile of SNAP, IFRA or
WAN-IFRA.
";

/// Why a file cannot serve as the profile of the press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// It is no ICC profile, or a broken one; the parser's own words.
    Broken(String),
    /// A profile of another colour space: of a screen, a scanner.
    NotCmyk,
    /// A CMYK profile that is of no press: a link between devices, a list of named colours.
    NotOutput,
    /// A CMYK profile without a table from Lab to inks.
    NoTable,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileError::Broken(reason) => write!(f, "is no sound ICC profile: {reason}"),
            ProfileError::NotCmyk => write!(f, "is an ICC profile, but not of a CMYK press"),
            ProfileError::NotOutput => {
                write!(f, "is an ICC profile, but not of an output device")
            }
            ProfileError::NoTable => {
                write!(f, "is a CMYK profile without a table from Lab to CMYK (BToA)")
            }
        }
    }
}

/// The condition that it was made for: coldset newsprint of the North American shops.
const NEWSPRINT_CONDITION: &str = "CGATS TR 002";

/// A CMYK profile: the bytes that the PDF carries, and the way from RGB to ink.
///
/// The bundled profile is not even parsed until an RGB colour occurs.
#[derive(Debug)]
pub struct Profile {
    /// None: the bundled one.
    bytes: Option<Vec<u8>>,
    name: Cow<'static, str>,
    limit: u32,
    press: OnceLock<Press>,
    /// The grid of sRGB pictures: all of them share it.
    nodes: OnceLock<Arc<Nodes>>,
}

/// What the PDF says and holds of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputProfile {
    /// The profile's own description.
    pub name: String,
    /// The printing condition as the ICC's registry names it, where it is in there.
    pub condition: Option<String>,
    /// The ICC file: of an output device, in CMYK.
    pub file: ProfileFile,
}

/// An ICC file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileFile {
    /// In Flate, where that is at hand.
    Packed(Packed),
    Whole(Vec<u8>),
}

/// Bytes in Flate, in rows that each name their PNG filter (ISO 32000-1 7.4.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    pub deflated: &'static [u8],
    /// The bytes of a value: three samples of the profile's tables.
    pub step: usize,
    /// Values in a row.
    pub columns: u16,
}

impl Packed {
    /// The file. In a row of the filter `SUB` a value is what it is more than the one a step before it.
    fn unpacked(self) -> Vec<u8> {
        const SUB: u8 = 1;
        let filtered = flate::inflate(self.deflated);
        let row = self.step * usize::from(self.columns);
        let mut out = Vec::with_capacity(filtered.len());
        for row in filtered.chunks(row + 1) {
            let start = out.len();
            let Some((&filter, values)) = row.split_first() else { continue };
            out.extend_from_slice(values);
            let first = if filter == SUB { start + self.step } else { out.len() };
            for at in first..out.len() {
                out[at] = out[at].wrapping_add(out[at - self.step]);
            }
        }
        out
    }
}

/// What converting a colour needs of a profile.
#[derive(Debug)]
pub(super) struct Press {
    pub inks: Lut,
    /// XYZ of the darkest ink, where black has to be fitted to it (relative colorimetric
    /// tables). A perceptual table has done so when it was made.
    pub black: Option<[f64; 3]>,
}

impl Default for Profile {
    fn default() -> Profile {
        Profile::newsprint()
    }
}

impl Profile {
    /// The bundled profile of coldset newsprint.
    pub fn newsprint() -> Profile {
        Profile {
            bytes: None,
            name: Cow::Borrowed(NEWSPRINT_NAME),
            limit: INK_LIMIT,
            press: OnceLock::new(),
            nodes: OnceLock::new(),
        }
    }

    /// A profile of the user's.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Profile, ProfileError> {
        let (press, name) = Press::read(&bytes)?;
        let press = OnceLock::from(press);
        Ok(Profile {
            bytes: Some(bytes),
            name: Cow::Owned(name),
            limit: INK_LIMIT,
            press,
            nodes: OnceLock::new(),
        })
    }

    /// This profile with another limit of total ink, in hundredths of a per cent.
    pub fn with_ink_limit(self, limit: u32) -> Profile {
        Profile { limit, ..self }
    }

    /// The file, for the output intent.
    pub fn output(&self) -> OutputProfile {
        let (condition, file) = match &self.bytes {
            Some(bytes) if *bytes != *NEWSPRINT => {
                (condition::registered(bytes), ProfileFile::Whole(bytes.clone()))
            }
            _ => (Some(NEWSPRINT_CONDITION.to_owned()), ProfileFile::Packed(NEWSPRINT_PACKED)),
        };
        OutputProfile { name: self.name.to_string(), condition, file }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(&NEWSPRINT)
    }

    pub fn ink_limit(&self) -> u32 {
        self.limit
    }

    /// The inks for an sRGB colour. Greys, black and white are of black ink alone, in proportion
    /// to the value; everything else goes through the profile's perceptual table (or its
    /// colorimetric one with black point compensation) and is held to the ink limit.
    pub fn to_cmyk(&self, rgb: [u8; 3]) -> Colour {
        if let Some(grey) = Colour::from_neutral(rgb) {
            return grey;
        }
        let press = self.press();
        let xyz = srgb::to_xyz(rgb);
        let xyz = press.black.map_or(xyz, |black| compensate(xyz, black));
        let inks = press.inks.inks(srgb::to_lab(xyz));
        let [c, m, y, k] = inks.map(|ink| Ink((ink.clamp(0.0, 1.0) * 10_000.0 + 0.5) as u16));
        Colour::cmyk(c, m, y, k).limited(self.limit)
    }

    /// The way from the pixels of a picture to inks.
    pub fn separator(&self, space: RgbSpace) -> Separator<'_> {
        let nodes = match space.is_srgb() {
            true => Arc::clone(self.nodes.get_or_init(|| Arc::new(Nodes::new()))),
            false => Arc::new(Nodes::new()),
        };
        Separator { press: self.press(), space, nodes }
    }

    fn press(&self) -> &Press {
        self.press.get_or_init(|| {
            Press::read(self.bytes()).expect("the bundled profile is sound: a test reads it").0
        })
    }
}

impl Press {
    /// What the profile holds, and its description.
    fn read(bytes: &[u8]) -> Result<(Press, String), ProfileError> {
        let profile = ColorProfile::new_from_slice(bytes)
            .map_err(|error| ProfileError::Broken(error.to_string()))?;
        if profile.color_space != DataColorSpace::Cmyk || profile.pcs != DataColorSpace::Lab {
            return Err(ProfileError::NotCmyk);
        }
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err(ProfileError::NotOutput);
        }
        let name = description(&profile);
        if let Some(inks) = profile.lut_b_to_a_perceptual.as_ref().and_then(Lut::to_inks) {
            return Ok((Press { inks, black: None }, name));
        }
        let table = profile.lut_b_to_a_colorimetric.as_ref();
        let inks = table.and_then(Lut::to_inks).ok_or(ProfileError::NoTable)?;
        let lab = profile.lut_a_to_b_colorimetric.as_ref().and_then(Lut::inks_to_lab);
        let black = lab.map(|lab| black_point(&inks, &lab));
        Ok((Press { inks, black }, name))
    }
}

/// The profile's description, in English where it has several.
pub(super) fn description(profile: &ColorProfile) -> String {
    let text = match &profile.description {
        Some(ProfileText::PlainString(text)) => text.clone(),
        Some(ProfileText::Localizable(texts)) => {
            let english = texts.iter().find(|text| text.language == "en");
            english.or(texts.first()).map_or_else(String::new, |text| text.value.clone())
        }
        Some(ProfileText::Description(text)) => text.ascii_string.clone(),
        None => String::new(),
    };
    let text = text.trim_matches(|c: char| c.is_control() || c.is_whitespace());
    if text.is_empty() { "Custom".to_owned() } else { text.to_owned() }
}

/// XYZ of the darkest neutral that the press prints: what it makes of black, there and back.
fn black_point(inks: &Lut, lab: &Lut) -> [f64; 3] {
    let [lightness, ..] = lab.lab(inks.inks([0.0, 0.0, 0.0]));
    srgb::from_lab([lightness.clamp(0.0, 50.0), 0.0, 0.0])
}

/// Black point compensation: maps the span from black to white onto that from `black` to white.
pub(super) fn compensate(xyz: [f64; 3], black: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|at| xyz[at] * (srgb::WHITE[at] - black[at]) / srgb::WHITE[at] + black[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inks(colour: Colour) -> [u16; 4] {
        match colour {
            Colour::Process { c, m, y, k } => [c.0, m.0, y.0, k.0],
            Colour::Spot { .. } => panic!("a spot colour"),
        }
    }

    #[test]
    fn greys_cost_nothing_and_are_black_alone() {
        let profile = Profile::newsprint();
        assert_eq!(profile.to_cmyk([0, 0, 0]), Colour::BLACK);
        assert_eq!(profile.to_cmyk([255, 255, 255]), Colour::WHITE);
        assert_eq!(inks(profile.to_cmyk([128, 128, 128])), [0, 0, 0, 4980]);
        assert!(profile.press.get().is_none());
    }

    #[test]
    fn colours_keep_their_hue_and_the_ink_limit() {
        let profile = Profile::newsprint();
        let [c, m, y, k] = inks(profile.to_cmyk([255, 0, 0]));
        assert!(c < 500 && m > 7000 && y > 6000 && k < 500, "{c} {m} {y} {k}");
        let [c, m, y, _] = inks(profile.to_cmyk([0, 0, 160]));
        assert!(c > 6000 && m > 4000 && y < 2500, "{c} {m} {y}");
        for step in 0..4096u32 {
            let part = |shift: u32| ((step >> shift) & 15) as u8 * 17;
            let colour = profile.to_cmyk([part(0), part(4), part(8)]);
            assert!(colour.total_ink() <= INK_LIMIT, "{colour:?}");
        }
    }

    /// What lcms2 makes of the same colours (perceptual, 8 bits), within a per cent.
    #[test]
    fn another_colour_management_library_agrees() {
        let profile = Profile::newsprint();
        for (rgb, expected) in [
            ([255, 0, 0], [0.0, 87.5, 92.5, 0.4]),
            ([0, 0, 255], [94.5, 44.7, 0.0, 12.2]),
            ([200, 16, 46], [0.0, 92.5, 67.8, 10.2]),
            ([120, 80, 40], [0.0, 30.2, 76.5, 64.3]),
            ([10, 20, 30], [61.2, 28.6, 12.2, 83.5]),
            ([60, 120, 60], [60.0, 0.0, 74.5, 40.8]),
        ] {
            for (ink, expected) in inks(profile.to_cmyk(rgb)).into_iter().zip(expected) {
                assert!((f64::from(ink) / 100.0 - expected).abs() < 1.0, "{rgb:?}");
            }
        }
    }

    /// The numbers are those of the arithmetic above on every machine.
    #[test]
    fn the_same_colour_is_the_same_ink_everywhere() {
        let profile = Profile::newsprint();
        let mut sum = 0xcbf2_9ce4_8422_2325u64;
        for step in 0..32768u32 {
            let part = |shift: u32| (((step >> shift) & 31) * 255 / 31) as u8;
            for ink in inks(profile.to_cmyk([part(0), part(5), part(10)])) {
                sum = (sum ^ u64::from(ink)).wrapping_mul(0x100_0000_01b3);
            }
        }
        assert_eq!(sum, 0x875f_9778_75c5_fbc6, "{sum:#x}");
    }

    #[test]
    fn a_file_that_is_no_press_profile_is_refused() {
        assert!(matches!(Profile::from_bytes(Vec::new()), Err(ProfileError::Broken(_))));
        assert!(matches!(Profile::from_bytes(vec![7; 500]), Err(ProfileError::Broken(_))));
        let half = NEWSPRINT[..NEWSPRINT.len() / 2].to_vec();
        assert!(Profile::from_bytes(half).is_err());
        let mut screen = NEWSPRINT.clone();
        screen[16..20].copy_from_slice(b"RGB ");
        assert!(Profile::from_bytes(screen).is_err());
        let mut input = NEWSPRINT.clone();
        input[12..16].copy_from_slice(b"scnr");
        assert_eq!(Profile::from_bytes(input).err(), Some(ProfileError::NotOutput));
        let whole = Profile::from_bytes(NEWSPRINT.clone()).expect("sound");
        assert_eq!(whole.output(), Profile::newsprint().output());
        assert_eq!(whole.to_cmyk([200, 16, 46]), Profile::newsprint().to_cmyk([200, 16, 46]));
    }

    #[test]
    fn what_is_unpacked_is_the_profile() {
        assert!(*NEWSPRINT == include_bytes!("newsprint.icc"));
    }

    #[test]
    fn without_a_perceptual_table_black_is_fitted_to_the_press() {
        // The tag of the perceptual table under a name that no program asks for.
        let mut bytes = NEWSPRINT.clone();
        let at = bytes.windows(4).position(|tag| tag == b"B2A0").expect("a table");
        bytes[at..at + 4].copy_from_slice(b"none");
        let profile = Profile::from_bytes(bytes).expect("sound");
        let press = profile.press.get().expect("read");
        let [_, luminance, _] = press.black.expect("fitted");
        assert!((0.01..0.2).contains(&luminance), "{luminance}");
        // Two dark colours that the press could not tell apart otherwise.
        assert_ne!(profile.to_cmyk([0, 0, 20]), profile.to_cmyk([0, 0, 40]));
    }
}
