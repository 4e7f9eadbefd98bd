//! Pictures made ready for the press: RGB becomes ink, and no pixel has more than the limit.
//!
//! What a picture holds decides its way, the standard of the file does not:
//!
//! - grey stays grey: the black plate alone;
//! - RGB without colour (a black-and-white photograph saved as RGB) becomes grey;
//! - RGB with colour goes through the profile, its greys too: a photograph's shadows need all
//!   inks, and a grey of black alone among them would stand out as a blot;
//! - but in a lossless file of few colours (a chart, a screen, a diagram) pixels that are exactly grey are
//!   black alone, so that its rules and lettering stand on one plate;
//! - CMYK stays as it is, to the byte, unless a pixel is over the limit.
//!
//! JPEG data becomes JPEG again, all else stays lossless; black and white alone stays a bit a pixel.

use rayon::prelude::*;

use super::coder::{self, Coded};
use super::coding;
use super::model::InkFacts;
use super::read::{Photograph, Pixels};
use super::samples::{Seen, grey_count};
use super::{ColourModel, Feature, Kind, PictureError, PictureWarning, Raster, RasterData};
use crate::colour::{InkCount, Profile, RgbSpace, TagError, count_inks, ink_cap};

/// Pixels that one thread works on at a time.
const BAND: usize = 16_384;
/// Parts of an RGB pixel that differ no more than this are grey: JPEG's own noise.
const GREY_NOISE: u8 = 3;

/// Makes a picture ready for the press of `profile`.
pub(super) fn prepare<'a>(
    mut photo: Photograph<'a>,
    profile: &Profile,
) -> Result<Photograph<'a>, PictureError> {
    match std::mem::replace(&mut photo.pixels, Pixels::Ready) {
        Pixels::Ready => {}
        Pixels::Samples(file) => {
            let seen = Seen::new(&file)?;
            photo.raster.model = seen.model();
            let space = space_of(&mut photo);
            seen.pack(&mut photo.raster, space, profile)?;
        }
        Pixels::Jpeg { bytes, inverted } => {
            let space = space_of(&mut photo);
            let (raster, quality) = (&mut photo.raster, photo.quality);
            match raster.model {
                ColourModel::Grey => {
                    // It is not decoded for its mean.
                    keep_grey(raster);
                    raster.data = RasterData::Jpeg { bytes, inverted };
                }
                ColourModel::Rgb => {
                    let rgb = coding::decode_rgb(&bytes).map_err(broken)?;
                    drop(bytes);
                    separate_jpeg(raster, rgb, quality, space, profile)?;
                }
                ColourModel::Cmyk => {
                    let inks = coding::decode_cmyk(&bytes, photo.inks).map_err(broken)?;
                    let cap = ink_cap(profile.ink_limit());
                    let count = counted(&inks);
                    if count.most > cap {
                        code(raster, coder::lines_of(&inks, raster.width), quality, cap);
                    } else {
                        raster.ink.count(count, pixels(raster));
                        raster.data = RasterData::Jpeg { bytes, inverted };
                    }
                }
            }
        }
    }
    Ok(photo)
}

/// The space that RGB is in: that of the profile in the file, or sRGB.
fn space_of(photo: &mut Photograph<'_>) -> RgbSpace {
    photo.raster.ink.source = photo.raster.model;
    match photo.icc.take().map(|icc| RgbSpace::read(&icc)) {
        _ if photo.raster.model != ColourModel::Rgb => RgbSpace::srgb(),
        Some(Ok(space)) => {
            photo.raster.ink.profile = space.name().to_owned();
            space
        }
        Some(Err(TagError::Broken | TagError::NotRgb)) => {
            photo.warnings.push(PictureWarning { feature: Feature::ColourProfile, count: 1 });
            RgbSpace::srgb()
        }
        None => RgbSpace::srgb(),
    }
}

fn broken(reason: String) -> PictureError {
    PictureError::Broken(Kind::Jpeg, reason)
}

fn pixels(raster: &Raster) -> u64 {
    u64::from(raster.width) * u64::from(raster.height)
}

/// Grey is black ink alone, never over a limit.
fn keep_grey(raster: &mut Raster) {
    (raster.ink.most_before, raster.ink.most) = (InkFacts::SOLID, InkFacts::SOLID);
}

fn separate_jpeg(
    raster: &mut Raster,
    rgb: Vec<u8>,
    quality: u8,
    space: RgbSpace,
    profile: &Profile,
) -> Result<(), PictureError> {
    if rgb.par_chunks(3 * BAND).all(is_neutral) {
        let grey: Vec<u8> = rgb.iter().skip(1).step_by(3).copied().collect();
        drop(rgb);
        let bytes = coding::encode_grey(&grey, (raster.width, raster.height), quality);
        raster.ink.count(grey_count(&grey), pixels(raster));
        keep_grey(raster);
        raster.model = ColourModel::Grey;
        raster.data = RasterData::Jpeg { bytes: bytes.map_err(broken)?, inverted: false };
        return Ok(());
    }
    let separator = profile.separator(space);
    let length = 3 * raster.width as usize * coder::LINES;
    // Inks are made as they are coded: all of them together are a third more than the picture.
    let lines = |at: usize, inks: &mut Vec<u8>| {
        let rows = rgb.chunks(length.max(1)).nth(at).unwrap_or_default();
        inks.resize(rows.len() / 3 * 4, 0);
        separator.separate(rows, inks);
    };
    raster.model = ColourModel::Cmyk;
    code(raster, lines, quality, ink_cap(profile.ink_limit()));
    Ok(())
}

/// Whether pixels are grey, but for the noise of JPEG.
fn is_neutral(rgb: &[u8]) -> bool {
    rgb.chunks_exact(3).all(|pixel| {
        let (low, high) = pixel.iter().fold((255, 0), |(l, h), &v| (v.min(l), v.max(h)));
        high - low <= GREY_NOISE
    })
}

fn counted(inks: &[u8]) -> InkCount {
    let bands = inks.par_chunks(4 * BAND).map(count_inks);
    bands.reduce(InkCount::default, InkCount::and)
}

/// Codes inks as JPEG whose decoded pixels keep the limit; `lines` gives those of a row of
/// blocks.
fn code(raster: &mut Raster, lines: impl Fn(usize, &mut Vec<u8>) + Sync, quality: u8, cap: u16) {
    let size = (raster.width, raster.height);
    let Coded { bytes, count } = coder::encode(lines, size, quality, cap);
    raster.ink.count(count, pixels(raster));
    raster.data = RasterData::Jpeg { bytes, inverted: true };
}

#[cfg(test)]
#[path = "press_tests.rs"]
mod tests;
