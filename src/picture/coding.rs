//! JPEG data decoded to samples, and grey and RGB samples coded as JPEG; for CMYK see `coder.rs`.
//!
//! Both libraries work in whole numbers, so the same picture gives the same bytes everywhere.

use jpeg_encoder::{ColorType, Encoder};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::MAX_SIDE;

/// How the four components of a JPEG file stand for inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inks {
    /// 255 is solid.
    Plain,
    /// Adobe's complements: 0 is solid.
    Inverted,
    /// Adobe's luminance and two colour differences of the complements, and that of black.
    Ycck,
}

/// Red, green and blue of every pixel.
pub(super) fn decode_rgb(bytes: &[u8]) -> Result<Vec<u8>, String> {
    decode(bytes, ColorSpace::RGB)
}

/// Cyan, magenta, yellow and black of every pixel; 255 is solid.
pub(super) fn decode_cmyk(bytes: &[u8], inks: Inks) -> Result<Vec<u8>, String> {
    let space = if inks == Inks::Ycck { ColorSpace::YCCK } else { ColorSpace::CMYK };
    let mut samples = decode(bytes, space)?;
    match inks {
        Inks::Plain => {}
        Inks::Inverted => samples.iter_mut().for_each(|sample| *sample = 255 - *sample),
        Inks::Ycck => {
            let pixels = samples.chunks_exact_mut(4);
            for pixel in pixels.filter_map(|pixel| <&mut [u8; 4]>::try_from(pixel).ok()) {
                *pixel = inks_of(*pixel);
            }
        }
    }
    Ok(samples)
}

/// JFIF's matrix in 16 bits, as every decoder has it.
fn inks_of([y, cb, cr, k]: [u8; 4]) -> [u8; 4] {
    let (y, cb, cr) = (i32::from(y), i32::from(cb) - 128, i32::from(cr) - 128);
    let ink = |difference: i32| (y + ((difference + 32_768) >> 16)).clamp(0, 255) as u8;
    [ink(91_881 * cr), ink(-22_554 * cb - 46_802 * cr), ink(116_130 * cb), 255 - k]
}

fn decode(bytes: &[u8], space: ColorSpace) -> Result<Vec<u8>, String> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(MAX_SIDE as usize)
        .set_max_height(MAX_SIDE as usize)
        .jpeg_set_out_colorspace(space);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode().map_err(|error| error.to_string())
}

/// A grey picture as JPEG.
pub(super) fn encode_grey(
    samples: &[u8],
    size: (u32, u32),
    quality: u8,
) -> Result<Vec<u8>, String> {
    encode(samples, size, quality, ColorType::Luma)
}

/// A picture of red, green and blue as JPEG.
pub(super) fn encode_rgb(samples: &[u8], size: (u32, u32), quality: u8) -> Result<Vec<u8>, String> {
    encode(samples, size, quality, ColorType::Rgb)
}

fn encode(
    samples: &[u8],
    (width, height): (u32, u32),
    quality: u8,
    kind: ColorType,
) -> Result<Vec<u8>, String> {
    let side = |side: u32| u16::try_from(side).map_err(|_| "it is too large".to_owned());
    let mut bytes = Vec::with_capacity(samples.len() / 4);
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(samples, side(width)?, side(height)?, kind)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CMYK: &[u8] = include_bytes!("../../tests/data/pictures/cmyk.jpg");

    #[test]
    fn what_others_write_is_read() {
        let found = decode_cmyk(CMYK, Inks::Inverted).expect("sound");
        assert_eq!(found.len(), 24 * 16 * 4);
        assert!(decode_cmyk(&CMYK[..CMYK.len() / 2], Inks::Inverted).is_err());
    }

    #[test]
    fn paper_and_solid_ink_are_told_apart() {
        assert_eq!(inks_of([0, 128, 128, 255]), [0, 0, 0, 0]);
        assert_eq!(inks_of([255, 128, 128, 0]), [255; 4]);
    }
}
