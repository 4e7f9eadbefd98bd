//! PNG: the header is read, then rows of eight-bit samples as they are wanted.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, PixelDimensions, Reader, Transformations, Unit};

use super::exif;
use super::read::{Density, Photograph, check_size};
use super::rows::{Samples, Source};
use super::{ColourModel, Feature, Kind, PictureError, PictureWarning};
use crate::measure::Length;

/// What the decoder may take for itself, beside the picture: rows, and chunks of metadata.
const DECODER_BYTES: usize = 64 << 20;

/// A PNG file whose header is sound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PngFile<'a> {
    bytes: &'a [u8],
    /// Bytes of all of it.
    size: usize,
    /// Its rows do not come from top to bottom.
    interlaced: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Photograph<'_>, PictureError> {
    check_palette(bytes)?;
    let mut decoder = decoder(bytes);
    let header = decoder.read_header_info().map_err(broken)?;
    check_size(header.width, header.height)?;
    let reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().unwrap_or(usize::MAX);
    let (kind, _) = reader.output_color_type();
    let (width, height) = (reader.info().width, reader.info().height);
    let more = reader.info().animation_control().is_some_and(|film| film.num_frames > 1);
    let warnings = more.then_some(PictureWarning { feature: Feature::More, count: 1 });
    let icc = reader.info().icc_profile.as_ref().map(|icc| icc.to_vec());
    let density = reader.info().pixel_dims.and_then(density_of);
    let said = reader.info().exif_metadata.as_deref().and_then(exif::read).unwrap_or_default();
    // Four bytes a pixel at most, and pixels are counted above.
    if size as u64 > u64::from(width) * u64::from(height) * 4 {
        return Err(PictureError::TooLarge { width: width.into(), height: height.into() });
    }
    let model = match kind {
        ColorType::Rgb | ColorType::Rgba | ColorType::Indexed => ColourModel::Rgb,
        ColorType::Grayscale | ColorType::GrayscaleAlpha => ColourModel::Grey,
    };
    let file = PngFile { bytes, size, interlaced: reader.info().interlaced };
    let samples = Samples {
        width,
        height,
        model,
        has_coverage: matches!(kind, ColorType::GrayscaleAlpha | ColorType::Rgba),
        source: Source::Png(file),
    };
    Ok(Photograph {
        warnings: warnings.into_iter().collect(),
        density: density.or(said.density),
        turn: said.turn,
        icc,
        ..Photograph::of_samples(samples)
    })
}

/// A palette is whole colours of three bytes; the library takes that for granted.
fn check_palette(bytes: &[u8]) -> Result<(), PictureError> {
    let mut at = 8;
    while let Some([a, b, c, d, name @ ..]) = bytes.get(at..).and_then(|b| b.first_chunk::<8>()) {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        match name {
            b"PLTE" if !length.is_multiple_of(3) || length == 0 => {
                let reason = format!("its palette has {length} bytes, no whole number of colours");
                return Err(PictureError::Broken(Kind::Png, reason));
            }
            b"PLTE" | b"IDAT" | b"IEND" => break,
            _ => {}
        }
        at = at.saturating_add(length).saturating_add(12);
    }
    Ok(())
}

fn decoder(bytes: &[u8]) -> Decoder<Cursor<&[u8]>> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: DECODER_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder
}

impl<'a> PngFile<'a> {
    pub fn is_interlaced(&self) -> bool {
        self.interlaced
    }

    /// All samples.
    pub fn all(&self) -> Result<Vec<u8>, PictureError> {
        let mut reader = decoder(self.bytes).read_info().map_err(broken)?;
        let mut samples = vec![0; self.size];
        reader.next_frame(&mut samples).map_err(broken)?;
        Ok(samples)
    }

    /// Its rows, of so many bytes each.
    pub fn rows(&self, row: usize) -> Result<PngRows<'a>, PictureError> {
        let reader = decoder(self.bytes).read_info().map_err(broken)?;
        Ok(PngRows { reader: Box::new(reader), row })
    }
}

/// Rows as they are decoded.
pub(super) struct PngRows<'a> {
    reader: Box<Reader<Cursor<&'a [u8]>>>,
    row: usize,
}

impl PngRows<'_> {
    pub fn take(&mut self, count: usize) -> Result<Vec<u8>, PictureError> {
        let mut out = vec![0; self.row * count];
        let mut used = 0;
        for line in out.chunks_exact_mut(self.row.max(1)) {
            if self.reader.read_row(line).map_err(broken)?.is_none() {
                break;
            }
            used += line.len();
        }
        out.truncate(used);
        Ok(out)
    }
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

#[cfg(test)]
pub(super) mod tests {
    use super::super::read::Pixels;
    use super::super::rows::Opened;
    use super::super::samples::Seen;
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

    #[test]
    fn a_film_is_told() {
        for frames in [1, 2] {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
            encoder.set_color(ColorType::Grayscale);
            encoder.set_animated(frames, 0).expect("frames");
            let mut writer = encoder.write_header().expect("a header");
            for _ in 0..frames {
                writer.write_image_data(&[0; 4]).expect("data");
            }
            writer.finish().expect("an end");
            let told = read(&bytes).expect("a picture").warnings;
            assert_eq!(told.len(), frames as usize - 1, "{told:?}");
        }
    }

    fn raster(
        kind: ColorType,
        depth: png::BitDepth,
        data: &[u8],
        palette: Option<(&[u8], &[u8])>,
    ) -> (ColourModel, Vec<u8>, Option<Vec<u8>>) {
        let bytes = file(kind, depth, data, palette);
        let Ok(Photograph { pixels: Pixels::Samples(file), .. }) = read(&bytes) else {
            panic!("a sound file")
        };
        let seen = Seen::new(&file).expect("sound data");
        let samples = rows(&file, 2).concat();
        let step = file.step();
        let mask = samples.iter().skip(step - 1).step_by(step).copied().collect();
        let mask = (!seen.is_opaque()).then_some(mask);
        let parts = if seen.model() == ColourModel::Rgb { 3 } else { 1 };
        let colours = samples.chunks(step).flat_map(|pixel| &pixel[..parts]).copied();
        (seen.model(), colours.collect(), mask)
    }

    /// All rows of a file, so many at a time.
    fn rows(file: &Samples<'_>, count: usize) -> Vec<Vec<u8>> {
        let opened = file.open().expect("sound data");
        let mut rows = opened.rows().expect("sound data");
        let taken = std::iter::from_fn(|| Some(rows.take(count).expect("sound data")));
        taken.take_while(|rows| !rows.is_empty()).collect()
    }

    /// Rows of a file that is decoded as they are wanted are those of one that is kept.
    #[test]
    fn rows_are_the_same_however_they_come() {
        let bytes = file(ColorType::Rgba, png::BitDepth::Eight, &[7; 16], None);
        let Ok(Photograph { pixels: Pixels::Samples(file), .. }) = read(&bytes) else {
            panic!("a sound file")
        };
        let opened = Opened::File(&file);
        let mut rows_of_file = opened.rows().expect("sound data");
        let mut taken = || rows_of_file.take(1).expect("sound data");
        assert_eq!(vec![taken(), taken()], rows(&file, 1));
        assert!(taken().is_empty());
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
    fn a_palette_of_part_colours_is_refused() {
        let palette = Some((&[9u8, 8, 7, 6, 5, 4][..], &[255u8, 100][..]));
        let mut bytes = file(ColorType::Indexed, png::BitDepth::Eight, &[0, 1, 1, 0], palette);
        let at = bytes.windows(4).position(|part| part == b"PLTE").expect("a palette");
        bytes.splice(at - 4..at, 5u32.to_be_bytes());
        bytes.remove(at + 4 + 5);
        let sum = crc(&bytes[at..at + 4 + 5]).to_be_bytes();
        bytes.splice(at + 9..at + 13, sum);
        let found = read(&bytes).expect_err("no palette");
        assert!(found.to_string().contains("palette has 5 bytes"), "{found}");
    }

    #[test]
    fn a_turn_of_the_camera_is_read() {
        use super::super::exif::Turn;
        use super::super::exif::tests::directory;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(ColorType::Grayscale);
        let mut writer = encoder.write_header().expect("a header");
        let exif = directory(&[(0x0112, 3, 6 << 16)], &[]);
        writer.write_chunk(png::chunk::eXIf, &exif).expect("a chunk");
        writer.write_image_data(&[7]).expect("data");
        writer.finish().expect("an end");
        assert_eq!(read(&bytes).expect("a sound file").turn, Turn::Right);
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
            let part = &bytes[..end];
            let found = read(part).and_then(|photo| {
                let Pixels::Samples(file) = photo.pixels else { panic!("a PNG file") };
                let large = Opened::File(&file);
                let (mut rows, mut found) = (large.rows()?, file.open().map(|_| ()));
                while found.is_ok()
                    && !rows.take(1).inspect_err(|e| found = Err(e.clone()))?.is_empty()
                {
                }
                found
            });
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
