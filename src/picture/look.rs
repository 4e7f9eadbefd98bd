//! [`Look`]: what all pixels of a picture have in common, found in one pass that ends as soon as
//! nothing more can be found out. A photograph shows what it is within its first rows.

use super::ColourModel;
use super::rows::Samples;

/// The colours of a drawing: each of them many times, and not more than this.
const FLAT: usize = 4096;

/// What no pixel so far has spoken against.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// Bytes a pixel.
    step: usize,
    is_colour: bool,
    has_coverage: bool,
    /// Red, green and blue are the same: a chart or a scanned text saved as RGB.
    pub is_grey: bool,
    /// Every pixel is seen whole.
    pub is_opaque: bool,
    /// Black and white alone.
    pub is_line_art: bool,
    colours: Colours,
}

impl Look {
    pub fn new(file: &Samples<'_>) -> Look {
        Look {
            step: file.step(),
            is_colour: file.is_colour(),
            has_coverage: file.has_coverage,
            is_grey: file.model != ColourModel::Cmyk,
            is_opaque: true,
            is_line_art: true,
            colours: Colours::new((file.pixels() / 8).min(FLAT)),
        }
    }

    /// Whether it is a drawing rather than a photograph: few colours, each many times.
    pub fn is_flat(&self) -> bool {
        self.is_colour && self.colours.count <= self.colours.most
    }

    /// Looks at some more pixels.
    pub fn at(&mut self, samples: &[u8]) {
        if self.is_colour {
            if self.is_grey {
                let grey = |pixel: &[u8]| pixel[0] == pixel[1] && pixel[1] == pixel[2];
                self.is_grey = samples.chunks_exact(self.step).all(grey);
            }
            if self.is_flat() {
                self.colours.add(samples, self.step);
            }
        }
        if self.has_coverage && self.is_opaque {
            let mut coverage = samples.iter().skip(self.step - 1).step_by(self.step);
            self.is_opaque = coverage.all(|&coverage| coverage == 255);
        }
        if self.is_grey && self.is_line_art {
            let mut greys = samples.iter().step_by(self.step);
            self.is_line_art = greys.all(|&grey| grey == 0 || grey == 255);
        }
    }

    /// Whether more pixels could change nothing.
    pub fn is_over(&self) -> bool {
        let colour = !self.is_colour || (!self.is_grey && !self.is_flat());
        let tones = !self.is_grey || !self.is_line_art;
        colour && tones && (!self.has_coverage || !self.is_opaque)
    }
}

/// Different colours, counted up to a number.
#[derive(Clone, Debug, PartialEq)]
struct Colours {
    most: usize,
    count: usize,
    /// A bit a colour; empty until there is one.
    seen: Vec<u64>,
}

impl Colours {
    fn new(most: usize) -> Colours {
        Colours { most, count: 0, seen: Vec::new() }
    }

    fn add(&mut self, samples: &[u8], step: usize) {
        self.seen.resize(1 << 18, 0);
        let mut last = None;
        for pixel in samples.chunks_exact(step) {
            let colour = u32::from_be_bytes([0, pixel[0], pixel[1], pixel[2]]);
            if last == Some(colour) {
                continue;
            }
            last = Some(colour);
            let Some(word) = self.seen.get_mut(colour as usize / 64) else { continue };
            let bit = 1 << (colour % 64);
            if *word & bit == 0 {
                *word |= bit;
                self.count += 1;
                if self.count > self.most {
                    return;
                }
            }
        }
    }
}
