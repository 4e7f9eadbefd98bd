//! Samples made ready for the press, a band of rows at a time: while one batch of bands is separated
//! and packed, the next is decoded, and no picture stands in the memory as a whole.

use rayon::prelude::*;

use super::look::Look;
use super::plane::Plane;
use super::rows::{Opened, Samples};
use super::{ColourModel, InkFacts, PictureError, Raster, RasterData};
use crate::colour::{InkCount, Profile, RgbSpace, Separator, ink_cap, limit_inks};

/// Bytes of a band as it is printed.
const BAND: usize = 1 << 20;
/// Bands of a batch.
const BATCH: usize = 8;

/// A file that was looked at as a whole.
pub(super) struct Seen<'a> {
    file: &'a Samples<'a>,
    opened: Opened<'a>,
    look: Look,
}

impl<'a> Seen<'a> {
    pub fn new(file: &'a Samples<'a>) -> Result<Seen<'a>, PictureError> {
        let opened = file.open()?;
        let mut look = Look::new(file);
        let mut rows = opened.rows()?;
        let count = (BAND / file.row().max(1)).max(1);
        while !look.is_over() {
            let samples = rows.take(count)?;
            if samples.is_empty() {
                break;
            }
            look.at(&samples);
        }
        drop(rows);
        Ok(Seen { file, opened, look })
    }

    /// RGB of greys alone is grey, so that a chart or a scanned text stays on the black plate.
    pub fn model(&self) -> ColourModel {
        match self.file.model {
            ColourModel::Rgb if self.look.is_grey => ColourModel::Grey,
            model => model,
        }
    }

    #[cfg(test)]
    pub fn is_opaque(&self) -> bool {
        self.look.is_opaque
    }

    /// Fills in what is printed of the picture.
    pub fn pack(
        &self,
        raster: &mut Raster,
        space: RgbSpace,
        profile: &Profile,
    ) -> Result<(), PictureError> {
        let (file, look) = (self.file, &self.look);
        let separator = profile.separator(space);
        let cap = ink_cap(profile.ink_limit());
        let is_bits = self.model() == ColourModel::Grey && look.is_line_art && look.is_opaque;
        let (model, way) = match self.model() {
            ColourModel::Rgb => {
                let way = Way::Colour { separator: &separator, is_flat: look.is_flat(), cap };
                (ColourModel::Cmyk, way)
            }
            ColourModel::Cmyk => (ColourModel::Cmyk, Way::Inks { cap }),
            ColourModel::Grey if is_bits => (ColourModel::Grey, Way::Bits),
            ColourModel::Grey => (ColourModel::Grey, Way::Grey),
        };
        let step = model.components();
        let press = Press { file, way, is_opaque: look.is_opaque };
        let mut colour = match is_bits {
            true => Plane::new(file.width.div_ceil(8), 1),
            false => Plane::new(file.width, step),
        };
        let mut mask = (!look.is_opaque).then(|| Plane::new(file.width, 1));
        let rows = (BAND / (file.width as usize * step).max(1)).max(1);
        let mut source = self.opened.rows()?;
        let mut count = InkCount::default();
        let mut batch = source.take(rows * BATCH)?;
        while !batch.is_empty() {
            let work = || {
                let bands = press.bands(&batch, rows * file.row());
                colour.add(&bands.iter().map(|band| &*band.colour).collect::<Vec<_>>());
                if let Some(mask) = &mut mask {
                    mask.add(&bands.iter().map(|band| &*band.mask).collect::<Vec<_>>());
                }
                bands.iter().fold(InkCount::default(), |all, band| all.and(band.count))
            };
            let (found, next) = rayon::join(work, || source.take(rows * BATCH));
            count = count.and(found);
            batch = next?;
        }
        raster.ink.count(count, file.pixels() as u64);
        if model == ColourModel::Grey {
            // Black ink alone is never over a limit.
            (raster.ink.most_before, raster.ink.most) = (InkFacts::SOLID, InkFacts::SOLID);
            raster.ink.is_line_art = is_bits;
        }
        raster.model = model;
        raster.mask = mask.map(Plane::finish);
        raster.data = match is_bits {
            true => RasterData::Bits(colour.finish()),
            false => RasterData::Packed(colour.finish()),
        };
        Ok(())
    }
}

/// What becomes of colours.
enum Way<'p> {
    Grey,
    /// Black and white alone: a bit a pixel.
    Bits,
    /// They are inks.
    Inks {
        cap: u16,
    },
    Colour {
        separator: &'p Separator<'p>,
        is_flat: bool,
        cap: u16,
    },
}

struct Press<'p, 'f> {
    file: &'p Samples<'f>,
    way: Way<'p>,
    is_opaque: bool,
}

/// Some rows, ready.
struct Band {
    colour: Vec<u8>,
    /// Empty where all is seen.
    mask: Vec<u8>,
    count: InkCount,
}

impl Press<'_, '_> {
    fn bands(&self, samples: &[u8], length: usize) -> Vec<Band> {
        samples.par_chunks(length.max(1)).with_max_len(1).map(|rows| self.band(rows)).collect()
    }

    fn band(&self, samples: &[u8]) -> Band {
        let step = self.file.step();
        let pixels = samples.chunks_exact(step);
        let mask: Vec<u8> = match self.is_opaque {
            true => Vec::new(),
            false => pixels.clone().map(|pixel| pixel[step - 1]).collect(),
        };
        let (separator, is_flat, cap) = match self.way {
            Way::Colour { separator, is_flat, cap } => (separator, is_flat, cap),
            Way::Grey | Way::Bits => {
                let grey: Vec<u8> = pixels.map(|pixel| pixel[0]).collect();
                let count = grey_count(&grey);
                let colour = match self.way {
                    Way::Bits => bits_of(&grey, self.file.width as usize),
                    _ => grey,
                };
                return Band { count, colour, mask };
            }
            Way::Inks { cap } => {
                let mut inks: Vec<u8> = match step {
                    4 => samples.to_vec(),
                    _ => pixels.flat_map(|p| [p[0], p[1], p[2], p[3]]).collect(),
                };
                clear_unseen(&mut inks, &mask);
                let count = limit_inks(&mut inks, cap);
                return Band { colour: inks, mask, count };
            }
        };
        let rgb: Vec<u8> = match step {
            3 => samples.to_vec(),
            _ => pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
        };
        let mut inks = vec![0; rgb.len() / 3 * 4];
        separator.separate(&rgb, &mut inks);
        if is_flat {
            let pixels = rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4));
            let greys = pixels.filter(|(rgb, _)| rgb.iter().all(|part| *part == rgb[0]));
            greys.for_each(|(rgb, inks)| inks.copy_from_slice(&[0, 0, 0, 255 - rgb[0]]));
        }
        clear_unseen(&mut inks, &mask);
        let count = limit_inks(&mut inks, cap);
        Band { colour: inks, mask, count }
    }
}

/// What is not seen has no ink.
fn clear_unseen(inks: &mut [u8], mask: &[u8]) {
    let unseen = inks.chunks_exact_mut(4).zip(mask).filter(|(_, coverage)| **coverage == 0);
    unseen.for_each(|(inks, _)| inks.fill(0));
}

/// Rows of greys that are black or white as bits, white being 1; each row begins with a byte of
/// its own.
fn bits_of(grey: &[u8], width: usize) -> Vec<u8> {
    let byte = |eight: &[u8]| {
        let bits = eight.iter().enumerate();
        bits.fold(0, |byte, (at, &grey)| byte | (grey & 0x80) >> at)
    };
    let rows = grey.chunks(width.max(1));
    rows.flat_map(|row| row.chunks(8).map(byte)).collect()
}

/// The ink of grey samples.
pub(super) fn grey_count(grey: &[u8]) -> InkCount {
    grey.iter().fold(InkCount::default(), |count, &sample| {
        let ink = u16::from(255 - sample);
        count.and(InkCount { most_before: ink, most: ink, sum: ink.into() })
    })
}
