//! WebP: the picture, or the first one of a film; its coverage, profile and turn.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use super::read::{Photograph, check_size};
use super::rows::{Samples, Source};
use super::{ColourModel, Feature, Kind, PictureError, PictureWarning, exif};

/// What the decoder may take for metadata, beside the picture.
const DECODER_BYTES: usize = 64 << 20;

/// What a file says before its pixels.
struct Opened<'a> {
    decoder: WebPDecoder<Cursor<&'a [u8]>>,
    photo: Photograph<'static>,
}

/// A file's size, resolution and turn alone.
pub(super) fn head(bytes: &[u8]) -> Result<Photograph<'static>, PictureError> {
    open(bytes).map(|opened| opened.photo)
}

pub(super) fn read(bytes: &[u8]) -> Result<Photograph<'static>, PictureError> {
    let Opened { mut decoder, mut photo } = open(bytes)?;
    if let super::read::Pixels::Samples(samples) = &mut photo.pixels {
        let mut held = vec![0; samples.row() * samples.height as usize];
        decoder.read_image(&mut held).map_err(broken)?;
        samples.source = Source::Held(held);
    }
    Ok(photo)
}

fn open(bytes: &[u8]) -> Result<Opened<'_>, PictureError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    if width == 0 || height == 0 {
        return Err(PictureError::Broken(Kind::Webp, "it has no pixels".to_owned()));
    }
    decoder.set_memory_limit(DECODER_BYTES);
    let icc = decoder.icc_profile().ok().flatten();
    let said = decoder.exif_metadata().ok().flatten();
    // Some writers put the name of the JPEG segment before the directory.
    let said = said.and_then(|exif| exif::read(exif.strip_prefix(b"Exif\0\0").unwrap_or(&exif)));
    let said = said.unwrap_or_default();
    let samples = Samples {
        width,
        height,
        model: ColourModel::Rgb,
        has_coverage: decoder.has_alpha(),
        source: Source::Held(Vec::new()),
    };
    let more = decoder.is_animated() && decoder.num_frames() > 1;
    let warnings = more.then_some(PictureWarning { feature: Feature::More, count: 1 });
    let photo = Photograph {
        warnings: warnings.into_iter().collect(),
        density: said.density,
        turn: said.turn,
        icc,
        ..Photograph::of_samples(samples)
    };
    Ok(Opened { decoder, photo })
}

fn broken(error: DecodingError) -> PictureError {
    let reason = match error {
        DecodingError::IoError(_) => "its data breaks off".to_owned(),
        other => other.to_string(),
    };
    PictureError::Broken(Kind::Webp, reason)
}

#[cfg(test)]
mod tests {
    use image_webp::{ColorType, WebPEncoder};

    use super::*;
    use crate::picture::exif::Turn;
    use crate::picture::exif::tests::directory;
    use crate::picture::read::Pixels;

    const LOSSY: &[u8] = include_bytes!("../../tests/data/pictures/lossy.webp");
    const FADED: &[u8] = include_bytes!("../../tests/data/pictures/lossy-alpha.webp");

    fn held(photo: &Photograph<'_>) -> Vec<u8> {
        match &photo.pixels {
            Pixels::Samples(Samples { source: Source::Held(held), .. }) => held.clone(),
            other => panic!("samples: {other:?}"),
        }
    }

    #[test]
    fn colours_coverage_and_turn_are_read() {
        let mut bytes = Vec::new();
        let mut encoder = WebPEncoder::new(&mut bytes);
        encoder.set_exif_metadata(directory(&[(0x0112, 3, 8 << 16)], &[]));
        let pixels = [200, 10, 20, 255, 1, 2, 3, 0];
        encoder.encode(&pixels, 2, 1, ColorType::Rgba8).expect("a picture");
        let photo = read(&bytes).expect("a picture");
        assert_eq!((photo.turn, held(&photo)), (Turn::Left, pixels.to_vec()));
        assert!(matches!(read(&bytes[..30]), Err(PictureError::Broken(Kind::Webp, _))));
    }

    /// Pictures of another program, half red and half blue.
    #[test]
    fn lossy_pictures_are_read() {
        for (bytes, step) in [(LOSSY, 3), (FADED, 4)] {
            let photo = read(bytes).expect("a picture");
            let samples = held(&photo);
            let near = |pixel: &[u8], colour: [u8; 3]| {
                pixel.iter().zip(colour).all(|(part, wanted)| part.abs_diff(wanted) < 24)
            };
            let (first, last) = (&samples[..step], &samples[samples.len() - step..]);
            assert!(near(&first[..3], [200, 30, 30]), "{first:?}");
            assert!(near(&last[..3], [30, 30, 200]), "{last:?}");
            if step == 4 {
                assert_eq!((first[3], last[3]), (255, 128));
            }
        }
    }
}
