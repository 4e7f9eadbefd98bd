//! [`for_screen`]: a picture as the devices of readers show it, which know light and no ink.
//!
//! JPEG in grey and RGB, PNG, GIF, SVG and WebP stay as their files are, to the byte. CMYK in JPEG
//! becomes sRGB by the profile in the file, or else by that of the press; TIFF becomes a JPEG where
//! it is a photograph, and a PNG where it has few colours or something is seen through it. Both are
//! turned as they are to be seen. A page of a PDF is drawn elsewhere.

use std::sync::Arc;

use ::png::{BitDepth, ColorType, Encoder};
use rayon::prelude::*;

use super::coding;
use super::exif::Turn;
use super::kinds::kind_of;
use super::look::Look;
use super::read::{Photograph, Pixels};
use super::{ColourModel, Kind, PictureError, jpeg, tiff};
use crate::colour::{self, Profile, RgbSpace};

/// The kinds of files that readers' devices know (EPUB 3.3, 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenKind {
    Jpeg,
    Png,
    Gif,
    Svg,
    Webp,
}

/// A picture for a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenPicture {
    pub kind: ScreenKind,
    pub bytes: Arc<[u8]>,
}

impl ScreenKind {
    pub fn media_type(self) -> &'static str {
        match self {
            ScreenKind::Jpeg => "image/jpeg",
            ScreenKind::Png => "image/png",
            ScreenKind::Gif => "image/gif",
            ScreenKind::Svg => "image/svg+xml",
            ScreenKind::Webp => "image/webp",
        }
    }

    /// What its file's name ends with.
    pub fn ending(self) -> &'static str {
        match self {
            ScreenKind::Jpeg => "jpg",
            ScreenKind::Png => "png",
            ScreenKind::Gif => "gif",
            ScreenKind::Svg => "svg",
            ScreenKind::Webp => "webp",
        }
    }
}

/// The quality of JPEG that is made of lossless pictures.
const QUALITY: u8 = 88;
/// JPEG that is made of JPEG: no finer than is seen, and no coarser than it has to be.
const QUALITIES: (u8, u8) = (75, 92);
/// Pixels that one thread works on at a time.
const BAND: usize = 16_384;

/// A picture file for a screen; nothing for a PDF, which has no pixels of its own.
pub fn for_screen(
    bytes: &Arc<[u8]>,
    profile: &Profile,
) -> Result<Option<ScreenPicture>, PictureError> {
    let own = |kind| Some(ScreenPicture { kind, bytes: Arc::clone(bytes) });
    Ok(match kind_of(bytes)? {
        Kind::Jpeg => match jpeg::read(bytes.to_vec())? {
            photo if photo.raster.model == ColourModel::Cmyk => Some(of_inks(photo, profile)?),
            _ => own(ScreenKind::Jpeg),
        },
        Kind::Png => own(ScreenKind::Png),
        Kind::Gif => own(ScreenKind::Gif),
        Kind::Svg => own(ScreenKind::Svg),
        Kind::Webp => own(ScreenKind::Webp),
        Kind::Tiff => Some(of_samples(tiff::read(bytes)?, profile)?),
        Kind::Pdf => None,
    })
}

/// Pixels for a screen: grey or RGB, and how far each covers where that is told.
struct Plain {
    width: usize,
    height: usize,
    /// Bytes a pixel.
    step: usize,
    samples: Vec<u8>,
}

/// A JPEG file in CMYK.
fn of_inks(photo: Photograph<'_>, profile: &Profile) -> Result<ScreenPicture, PictureError> {
    let Pixels::Jpeg { bytes, .. } = &photo.pixels else {
        return Err(PictureError::Broken(Kind::Jpeg, "it has no data".to_owned()));
    };
    let broken = |reason| PictureError::Broken(Kind::Jpeg, reason);
    let inks = coding::decode_cmyk(bytes, photo.inks).map_err(broken)?;
    let seen = light_of(&inks, 4, &screen_of(photo.icc.as_deref(), profile));
    let (lowest, highest) = QUALITIES;
    let quality = photo.quality.clamp(lowest, highest);
    plain(&photo, 3, seen).turned(photo.turn).as_jpeg(quality)
}

/// A picture of samples.
fn of_samples(photo: Photograph<'_>, profile: &Profile) -> Result<ScreenPicture, PictureError> {
    let Pixels::Samples(file) = &photo.pixels else {
        return Err(PictureError::Broken(Kind::Tiff, "it has no samples".to_owned()));
    };
    let samples = file.open()?.rows()?.take(file.height as usize)?;
    let mut look = Look::new(file);
    look.at(&samples);
    let step = file.step();
    let lossless = file.has_coverage || look.is_flat() || look.is_line_art;
    let (step, samples) = match file.model {
        ColourModel::Grey => (step, samples),
        ColourModel::Rgb => (step, in_srgb(samples, step, photo.icc.as_deref())),
        ColourModel::Cmyk => {
            let screen = screen_of(photo.icc.as_deref(), profile);
            (step - 1, light_of(&samples, step, &screen))
        }
    };
    let plain = plain(&photo, step, samples).turned(photo.turn);
    if lossless { plain.as_png() } else { plain.as_jpeg(QUALITY) }
}

fn plain(photo: &Photograph<'_>, step: usize, samples: Vec<u8>) -> Plain {
    let (width, height) = (photo.raster.width as usize, photo.raster.height as usize);
    Plain { width, height, step, samples }
}

/// What the inks of a picture stand for: by its own profile, or by the press's, or by the bundled
/// one where that does not tell.
fn screen_of(icc: Option<&[u8]>, profile: &Profile) -> colour::Look {
    let own = icc.and_then(|icc| Profile::from_bytes(icc.to_vec()).ok()?.screen());
    let screen = own.or_else(|| profile.screen()).or_else(|| Profile::newsprint().screen());
    screen.expect("the bundled profile has a table: a test reads it")
}

/// Red, green and blue of inks, each pixel of `step` bytes; coverage behind them stays.
fn light_of(inks: &[u8], step: usize, screen: &colour::Look) -> Vec<u8> {
    let band = |inks: &[u8]| {
        let (mut last, mut seen) = ([0; 4], screen.of([0; 4]));
        let mut out = Vec::with_capacity(inks.len() / step * (step - 1));
        for pixel in inks.chunks_exact(step) {
            let Some((inks, rest)) = pixel.split_first_chunk::<4>() else { continue };
            if *inks != last {
                (last, seen) = (*inks, screen.of(*inks));
            }
            out.extend_from_slice(&seen);
            out.extend_from_slice(rest);
        }
        out
    };
    let bands: Vec<Vec<u8>> = inks.par_chunks(BAND * step).map(band).collect();
    bands.concat()
}

/// The same colours in sRGB; without a profile, or with a broken one, they are that already.
fn in_srgb(mut samples: Vec<u8>, step: usize, icc: Option<&[u8]>) -> Vec<u8> {
    let Some(space) = icc.and_then(|icc| RgbSpace::read(icc).ok()) else { return samples };
    samples.par_chunks_mut(BAND * step).for_each(|band| {
        let (mut last, mut seen) = ([0; 3], space.to_screen([0; 3]));
        for pixel in band.chunks_exact_mut(step) {
            let Some((rgb, _)) = pixel.split_first_chunk_mut::<3>() else { continue };
            if *rgb != last {
                (last, seen) = (*rgb, space.to_screen(*rgb));
            }
            *rgb = seen;
        }
    });
    samples
}

impl Plain {
    /// As it is to be seen.
    fn turned(self, turn: Turn) -> Plain {
        if turn == Turn::Upright {
            return self;
        }
        let Plain { width, height, step, samples } = self;
        let (across, down) = if turn.is_sideways() { (height, width) } else { (width, height) };
        let mut out = vec![0; samples.len()];
        for (at, pixel) in samples.chunks_exact(step).enumerate() {
            let (x, y) = (at % width, at / width);
            let (right, lower) = (width - 1 - x, height.saturating_sub(1 + y));
            let (x, y) = match turn {
                Turn::Upright => (x, y),
                Turn::Mirrored => (right, y),
                Turn::Half => (right, lower),
                Turn::MirroredHalf => (x, lower),
                Turn::MirroredLeft => (y, x),
                Turn::Right => (lower, x),
                Turn::MirroredRight => (lower, right),
                Turn::Left => (y, right),
            };
            let start = (y * across + x) * step;
            if let Some(place) = out.get_mut(start..start + step) {
                place.copy_from_slice(pixel);
            }
        }
        Plain { width: across, height: down, step, samples: out }
    }

    fn size(&self) -> (u32, u32) {
        (self.width as u32, self.height as u32)
    }

    fn as_jpeg(&self, quality: u8) -> Result<ScreenPicture, PictureError> {
        let coded = match self.step {
            1 => coding::encode_grey(&self.samples, self.size(), quality),
            _ => coding::encode_rgb(&self.samples, self.size(), quality),
        };
        let bytes = coded.map_err(|reason| PictureError::Broken(Kind::Jpeg, reason))?;
        Ok(ScreenPicture { kind: ScreenKind::Jpeg, bytes: bytes.into() })
    }

    fn as_png(&self) -> Result<ScreenPicture, PictureError> {
        let mut bytes = Vec::new();
        let (width, height) = self.size();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_color(match self.step {
            1 => ColorType::Grayscale,
            2 => ColorType::GrayscaleAlpha,
            3 => ColorType::Rgb,
            _ => ColorType::Rgba,
        });
        let failed = |error: ::png::EncodingError| {
            PictureError::Broken(Kind::Png, format!("it cannot be coded: {error}"))
        };
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&self.samples).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(ScreenPicture { kind: ScreenKind::Png, bytes: bytes.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{png, rows::Source};
    use super::*;

    fn shown(bytes: &[u8]) -> ScreenPicture {
        let made = for_screen(&Arc::from(bytes), &Profile::newsprint()).expect("a sound file");
        made.expect("pixels")
    }

    #[test]
    fn what_devices_know_stays_to_the_byte() {
        const PORT: &[u8] = include_bytes!("../../examples/harbour/port.jpg");
        const MAP: &[u8] = include_bytes!("../../examples/harbour/map.svg");
        for (bytes, kind) in [(PORT, ScreenKind::Jpeg), (MAP, ScreenKind::Svg)] {
            let made = shown(bytes);
            assert_eq!((made.kind, &made.bytes[..]), (kind, bytes));
        }
        const PDF: &[u8] = include_bytes!("../../tests/data/art/plain.pdf");
        assert_eq!(for_screen(&Arc::from(PDF), &Profile::newsprint()), Ok(None));
    }

    /// The middle of a picture in inks is about the colour that is meant.
    #[test]
    fn inks_become_light() {
        const CMYK: &[u8] = include_bytes!("../../tests/data/pictures/cmyk.jpg");
        let made = shown(CMYK);
        assert_eq!(made.kind, ScreenKind::Jpeg);
        let read = jpeg::read(made.bytes.to_vec()).expect("a sound file");
        assert_eq!(read.raster.model, ColourModel::Rgb);
    }

    #[test]
    fn few_colours_stay_lossless() {
        const INKS: &[u8] = include_bytes!("../../tests/data/pictures/lzw-cmyk.tif");
        let made = shown(INKS);
        let Pixels::Samples(file) = png::read(&made.bytes).expect("a sound file").pixels else {
            panic!("{:?}", made.kind)
        };
        assert!(matches!(file.source, Source::Png(_)));
        assert_eq!(file.model, ColourModel::Rgb);
        let samples = file.open().expect("open").rows().expect("rows").take(1).expect("a row");
        assert!(!samples.is_empty());
    }

    /// A row of two pixels, turned: where its first stands then.
    #[test]
    fn pictures_are_turned_as_they_are_seen() {
        for (turn, size, first) in [
            (Turn::Upright, (2, 1), 0),
            (Turn::Mirrored, (2, 1), 1),
            (Turn::Half, (2, 1), 1),
            (Turn::MirroredHalf, (2, 1), 0),
            (Turn::MirroredLeft, (1, 2), 0),
            (Turn::Right, (1, 2), 0),
            (Turn::MirroredRight, (1, 2), 1),
            (Turn::Left, (1, 2), 1),
        ] {
            let plain = Plain { width: 2, height: 1, step: 1, samples: vec![9, 0] };
            let turned = plain.turned(turn);
            let found = turned.samples.iter().position(|sample| *sample == 9);
            assert_eq!(((turned.width, turned.height), found), (size, Some(first)), "{turn:?}");
        }
    }
}
