//! PNG: decoded to samples of eight bits, coverage apart from colour.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, PixelDimensions, Transformations, Unit};

use super::coding::Inks;
use super::exif::Turn;
use super::read::{Density, Photograph, check_size};
use super::{ColourModel, InkFacts, Kind, PictureError, Raster, RasterData};
use crate::measure::Length;

/// What the decoder may take for itself, beside the picture: rows, and chunks of metadata.
const DECODER_BYTES: usize = 64 << 20;

pub(super) fn read(bytes: &[u8]) -> Result<Photograph, PictureError> {
    let limits = Limits { bytes: DECODER_BYTES };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let header = decoder.read_header_info().map_err(broken)?;
    check_size(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().unwrap_or(usize::MAX);
    let (kind, _) = reader.output_color_type();
    let (width, height) = (reader.info().width, reader.info().height);
    let icc = reader.info().icc_profile.as_ref().map(|icc| icc.to_vec());
    let density = reader.info().pixel_dims.and_then(density_of);
    // Four bytes a pixel at most, and pixels are counted above.
    if size as u64 > u64::from(width) * u64::from(height) * 4 {
        return Err(PictureError::TooLarge { width: width.into(), height: height.into() });
    }
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(broken)?;
    samples.truncate(frame.buffer_size());
    let (model, mask) = match kind {
        ColorType::Grayscale => (ColourModel::Grey, None),
        ColorType::GrayscaleAlpha => (ColourModel::Grey, Some(split_alpha(&mut samples, 2))),
        ColorType::Rgba => (ColourModel::Rgb, Some(split_alpha(&mut samples, 4))),
        ColorType::Rgb | ColorType::Indexed => (ColourModel::Rgb, None),
    };
    let mask = mask.filter(|mask| mask.iter().any(|&coverage| coverage != 255));
    let model = reduce_to_grey(model, &mut samples);
    let data = RasterData::Samples(samples);
    let raster = Raster { width, height, model, data, mask, ink: InkFacts::default() };
    Ok(Photograph {
        raster,
        density,
        turn: Turn::Upright,
        icc,
        inks: Inks::Plain,
        quality: 100,
        warnings: Vec::new(),
    })
}

fn broken(error: png::DecodingError) -> PictureError {
    let reason = match error {
        png::DecodingError::IoError(_) => "its data breaks off".to_owned(),
        png::DecodingError::LimitsExceeded => "it has more side data than picture".to_owned(),
        other => other.to_string(),
    };
    PictureError::Broken(Kind::Png, reason)
}

fn density_of(pixels: PixelDimensions) -> Option<Density> {
    match pixels.unit {
        Unit::Meter => Density::new(pixels.xppu, Length::MM * 1000),
        Unit::Unspecified => None,
    }
}

/// Takes the last of every `channels` samples out, in place.
fn split_alpha(samples: &mut Vec<u8>, channels: usize) -> Vec<u8> {
    let colours = channels - 1;
    let mask = samples.iter().skip(colours).step_by(channels).copied().collect();
    let pixels = samples.len() / channels;
    for pixel in 0..pixels {
        samples.copy_within(pixel * channels..pixel * channels + colours, pixel * colours);
    }
    samples.truncate(pixels * colours);
    mask
}

/// RGB of greys alone becomes grey, so that a chart or a scanned text stays on the black plate.
fn reduce_to_grey(model: ColourModel, samples: &mut Vec<u8>) -> ColourModel {
    let is_grey = |pixel: &[u8]| pixel.iter().all(|&part| Some(&part) == pixel.first());
    if model != ColourModel::Rgb || !samples.chunks_exact(3).all(is_grey) {
        return model;
    }
    let pixels = samples.len() / 3;
    for pixel in 0..pixels {
        samples.copy_within(pixel * 3..=pixel * 3, pixel);
    }
    samples.truncate(pixels);
    ColourModel::Grey
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A PNG file of two by two pixels.
    pub(in crate::picture) fn file(
        kind: ColorType,
        depth: png::BitDepth,
        data: &[u8],
        palette: Option<(&[u8], &[u8])>,
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
        encoder.set_color(kind);
        encoder.set_depth(depth);
        if let Some((colours, coverage)) = palette {
            encoder.set_palette(colours.to_vec());
            encoder.set_trns(coverage.to_vec());
        }
        let metre = PixelDimensions { xppu: 11_811, yppu: 11_811, unit: Unit::Meter };
        encoder.set_pixel_dims(Some(metre));
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(data).expect("data");
        writer.finish().expect("an end");
        bytes
    }

    fn raster(
        kind: ColorType,
        depth: png::BitDepth,
        data: &[u8],
        palette: Option<(&[u8], &[u8])>,
    ) -> (ColourModel, Vec<u8>, Option<Vec<u8>>) {
        let read = read(&file(kind, depth, data, palette)).expect("a sound file");
        match read.raster.data {
            RasterData::Samples(samples) => (read.raster.model, samples, read.raster.mask),
            RasterData::Jpeg { .. } => panic!("samples"),
        }
    }

    #[test]
    fn every_colour_type_becomes_samples_and_coverage() {
        use ColourModel::{Grey, Rgb};
        use png::BitDepth::{Eight, One, Sixteen};
        let grey = raster(ColorType::Grayscale, Eight, &[0, 9, 99, 255], None);
        assert_eq!(grey, (Grey, vec![0, 9, 99, 255], None));
        let bits = raster(ColorType::Grayscale, One, &[0b0100_0000, 0b1000_0000], None);
        assert_eq!(bits, (Grey, vec![0, 255, 255, 0], None));
        let deep = [1, 200, 2, 200, 3, 200, 4, 200];
        let deep = raster(ColorType::Grayscale, Sixteen, &deep, None);
        assert_eq!(deep, (Grey, vec![1, 2, 3, 4], None));
        let faded = [10, 255, 20, 128, 30, 0, 40, 255];
        let faded = raster(ColorType::GrayscaleAlpha, Eight, &faded, None);
        assert_eq!(faded, (Grey, vec![10, 20, 30, 40], Some(vec![255, 128, 0, 255])));
        let colours = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        let rgb = raster(ColorType::Rgb, Eight, &colours, None);
        assert_eq!(rgb, (Rgb, colours.to_vec(), None));
        let rgba = [1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 0];
        let rgba = raster(ColorType::Rgba, Eight, &rgba, None);
        assert_eq!(rgba, (Rgb, colours.to_vec(), Some(vec![255, 255, 255, 0])));
        let palette = Some((&[9u8, 8, 7, 6, 5, 4][..], &[255u8, 100][..]));
        let indexed = raster(ColorType::Indexed, Eight, &[0, 1, 1, 0], palette);
        let samples = vec![9, 8, 7, 6, 5, 4, 6, 5, 4, 9, 8, 7];
        assert_eq!(indexed, (Rgb, samples, Some(vec![255, 100, 100, 255])));
    }

    #[test]
    fn coverage_that_covers_all_is_none_and_grey_rgb_is_grey() {
        let rgba = [5, 5, 5, 255, 6, 6, 6, 255, 7, 7, 7, 255, 8, 8, 8, 255];
        let found = raster(ColorType::Rgba, png::BitDepth::Eight, &rgba, None);
        assert_eq!(found, (ColourModel::Grey, vec![5, 6, 7, 8], None));
    }

    #[test]
    fn the_resolution_is_read() {
        let bytes = file(ColorType::Grayscale, png::BitDepth::Eight, &[0; 4], None);
        let density = read(&bytes).expect("a sound file").density;
        assert_eq!(density, Density::new(11_811, Length::MM * 1000));
    }

    #[test]
    fn a_file_cut_off_in_its_data_is_broken() {
        let bytes = file(ColorType::Rgb, png::BitDepth::Eight, &[7; 12], None);
        let end = bytes.windows(4).position(|part| part == b"IEND").expect("an end") - 4;
        for end in 8..end - 12 {
            let found = read(&bytes[..end]);
            assert!(matches!(found, Err(PictureError::Broken(..))), "{end}: {found:?}");
        }
    }

    #[test]
    fn a_claimed_size_takes_no_memory() {
        let mut bytes = file(ColorType::Grayscale, png::BitDepth::Eight, &[0; 4], None);
        bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        // The header's checksum no longer fits, so the size is not even believed.
        assert!(matches!(read(&bytes), Err(PictureError::Broken(..))));
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        let huge = PictureError::TooLarge { width: 65_536, height: 65_536 };
        assert_eq!(read(&bytes), Err(huge));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, &byte| {
            (0..8).fold(sum ^ u32::from(byte), |sum, _| {
                if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 }
            })
        })
    }
}
