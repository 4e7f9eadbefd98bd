//! Pictures made ready for the press: RGB becomes ink, and no pixel has more than the limit.
//!
//! What a picture holds decides its way, the standard of the file does not:
//!
//! - grey stays grey: the black plate alone;
//! - RGB without colour (a black-and-white photograph saved as RGB) becomes grey;
//! - RGB with colour goes through the profile, its greys too: a photograph's shadows need all
//!   inks, and a grey of black alone among them would stand out as a blot;
//! - but in a PNG of few colours (a chart, a screen, a diagram) pixels that are exactly grey are
//!   black alone, so that its rules and lettering stand on one plate;
//! - CMYK stays as it is, to the byte, unless a pixel is over the limit.
//!
//! JPEG data becomes JPEG again, PNG stays lossless.

use rayon::prelude::*;

use super::coder::{self, Coded};
use super::coding;
use super::model::InkFacts;
use super::read::Photograph;
use super::{ColourModel, Feature, Kind, PictureError, PictureWarning, Raster, RasterData};
use crate::colour::{InkCount, Profile, RgbSpace, TagError, count_inks, ink_cap, limit_inks};

/// Pixels that one thread works on at a time.
const BAND: usize = 16_384;
/// Parts of an RGB pixel that differ no more than this are grey: JPEG's own noise.
const GREY_NOISE: u8 = 3;

/// Makes a picture ready for the press of `profile`.
pub(super) fn prepare(
    mut photo: Photograph,
    profile: &Profile,
) -> Result<Photograph, PictureError> {
    photo.raster.ink.source = photo.raster.model;
    let space = match photo.icc.take().map(|icc| RgbSpace::read(&icc)) {
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
    };
    let raster = &mut photo.raster;
    let quality = photo.quality;
    match (raster.model, std::mem::take(&mut raster.data)) {
        (ColourModel::Grey, data) => keep_grey(raster, data),
        (ColourModel::Rgb, RasterData::Samples(rgb)) => {
            separate_samples(raster, rgb, space, profile)
        }
        (ColourModel::Rgb, RasterData::Jpeg { bytes, .. }) => {
            let rgb = coding::decode_rgb(&bytes).map_err(broken)?;
            drop(bytes);
            separate_jpeg(raster, &rgb, quality, space, profile)?;
        }
        (ColourModel::Cmyk, RasterData::Jpeg { bytes, inverted }) => {
            let inks = coding::decode_cmyk(&bytes, photo.inks).map_err(broken)?;
            let cap = ink_cap(profile.ink_limit());
            let count = counted(&inks);
            if count.most > cap {
                code(raster, &inks, quality, cap);
            } else {
                raster.ink.count(count, pixels(raster));
                raster.data = RasterData::Jpeg { bytes, inverted };
            }
        }
        (ColourModel::Cmyk, RasterData::Samples(mut inks)) => {
            let count = limited(&mut inks, ink_cap(profile.ink_limit()));
            raster.ink.count(count, pixels(raster));
            raster.data = RasterData::Samples(inks);
        }
    }
    Ok(photo)
}

fn broken(reason: String) -> PictureError {
    PictureError::Broken(Kind::Jpeg, reason)
}

fn pixels(raster: &Raster) -> u64 {
    u64::from(raster.width) * u64::from(raster.height)
}

/// Grey is black ink alone, never over a limit. JPEG data is not decoded for its mean.
fn keep_grey(raster: &mut Raster, data: RasterData) {
    let solid = InkFacts::SOLID;
    (raster.ink.most_before, raster.ink.most) = (solid, solid);
    if let RasterData::Samples(samples) = &data {
        let count = samples.iter().fold(InkCount::default(), |count, &sample| {
            let ink = u16::from(255 - sample);
            count.and(InkCount { most_before: ink, most: ink, sum: ink.into() })
        });
        raster.ink.count(count, pixels(raster));
    }
    raster.data = data;
}

/// Samples of a PNG picture.
fn separate_samples(raster: &mut Raster, rgb: Vec<u8>, space: RgbSpace, profile: &Profile) {
    let flat = is_flat(&rgb);
    let mut inks = separated(&rgb, space, profile);
    if flat {
        let pixels = rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4));
        for (colour, out) in pixels.filter(|(colour, _)| colour.iter().all(|c| *c == colour[0])) {
            out.copy_from_slice(&[0, 0, 0, 255 - colour[0]]);
        }
    }
    if let Some(mask) = &raster.mask {
        // What is not seen has no ink.
        let unseen = inks.chunks_exact_mut(4).zip(mask).filter(|(_, coverage)| **coverage == 0);
        unseen.for_each(|(pixel, _)| pixel.fill(0));
    }
    let count = limited(&mut inks, ink_cap(profile.ink_limit()));
    raster.ink.count(count, pixels(raster));
    raster.model = ColourModel::Cmyk;
    raster.data = RasterData::Samples(inks);
}

fn separate_jpeg(
    raster: &mut Raster,
    rgb: &[u8],
    quality: u8,
    space: RgbSpace,
    profile: &Profile,
) -> Result<(), PictureError> {
    if rgb.par_chunks(3 * BAND).all(is_neutral) {
        let grey: Vec<u8> = rgb.iter().skip(1).step_by(3).copied().collect();
        let bytes = coding::encode_grey(&grey, (raster.width, raster.height), quality);
        keep_grey(raster, RasterData::Samples(grey));
        raster.model = ColourModel::Grey;
        raster.data = RasterData::Jpeg { bytes: bytes.map_err(broken)?, inverted: false };
        return Ok(());
    }
    let inks = separated(rgb, space, profile);
    raster.model = ColourModel::Cmyk;
    code(raster, &inks, quality, ink_cap(profile.ink_limit()));
    Ok(())
}

/// Whether pixels are grey, but for the noise of JPEG.
fn is_neutral(rgb: &[u8]) -> bool {
    rgb.chunks_exact(3).all(|pixel| {
        let (low, high) = pixel.iter().fold((255, 0), |(l, h), &v| (v.min(l), v.max(h)));
        high - low <= GREY_NOISE
    })
}

/// Whether a picture is a drawing rather than a photograph: few colours, each many times.
fn is_flat(rgb: &[u8]) -> bool {
    let pixels = rgb.len() / 3;
    let most = (pixels / 8).min(4096);
    let mut colours = std::collections::BTreeSet::new();
    let mut last = None;
    for pixel in rgb.chunks_exact(3) {
        if last != Some(pixel) {
            last = Some(pixel);
            colours.insert([pixel[0], pixel[1], pixel[2]]);
            if colours.len() > most {
                return false;
            }
        }
    }
    true
}

fn separated(rgb: &[u8], space: RgbSpace, profile: &Profile) -> Vec<u8> {
    let separator = profile.separator(space);
    let mut inks = vec![0; rgb.len() / 3 * 4];
    let bands = rgb.par_chunks(3 * BAND).zip(inks.par_chunks_mut(4 * BAND));
    bands.for_each(|(rgb, inks)| separator.separate(rgb, inks));
    inks
}

fn counted(inks: &[u8]) -> InkCount {
    let bands = inks.par_chunks(4 * BAND).map(count_inks);
    bands.reduce(InkCount::default, InkCount::and)
}

fn limited(inks: &mut [u8], cap: u16) -> InkCount {
    let bands = inks.par_chunks_mut(4 * BAND).map(|band| limit_inks(band, cap));
    bands.reduce(InkCount::default, InkCount::and)
}

/// Codes inks as JPEG whose decoded pixels keep the limit.
fn code(raster: &mut Raster, inks: &[u8], quality: u8, cap: u16) {
    let Coded { bytes, count } = coder::encode(inks, (raster.width, raster.height), quality, cap);
    raster.ink.count(count, pixels(raster));
    raster.data = RasterData::Jpeg { bytes, inverted: true };
}

#[cfg(test)]
#[path = "press_tests.rs"]
mod tests;
