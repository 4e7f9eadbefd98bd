//! [`Samples`]: a picture of pixels as its file gives them, eight bits a sample, row by row.
//!
//! A small picture is decoded once and kept while it is looked at. A large one is decoded anew
//! each time that it is gone through, so that no picture stands in the memory as a whole, but for
//! the formats that give their rows in no other way.

use std::borrow::Cow;

use super::png::{PngFile, PngRows};
use super::tiff::{TiffFile, TiffRows};
use super::{ColourModel, PictureError};

/// Samples up to here are decoded once and kept while they are looked at; more are decoded twice.
const KEPT: usize = 16 << 20;

/// A file of pixels whose header is sound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Samples<'a> {
    pub width: u32,
    pub height: u32,
    pub model: ColourModel,
    /// The last of a pixel's bytes is its coverage.
    pub has_coverage: bool,
    pub source: Source<'a>,
}

/// Where samples come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source<'a> {
    Png(PngFile<'a>),
    Tiff(Box<TiffFile<'a>>),
    /// They are all here.
    Held(Vec<u8>),
}

impl Samples<'_> {
    /// Red, green and blue.
    pub fn is_colour(&self) -> bool {
        self.model == ColourModel::Rgb
    }

    /// Bytes a pixel.
    pub fn step(&self) -> usize {
        self.model.components() + usize::from(self.has_coverage)
    }

    /// Bytes a row.
    pub fn row(&self) -> usize {
        self.width as usize * self.step()
    }

    pub fn pixels(&self) -> usize {
        self.width as usize * self.height as usize
    }

    /// Its rows, to be read once or more.
    pub fn open(&self) -> Result<Opened<'_>, PictureError> {
        let small = self.pixels() * self.step() <= KEPT;
        Ok(match &self.source {
            Source::Held(samples) => Opened::Held(Cow::Borrowed(samples), self.row()),
            Source::Png(file) if small || file.is_interlaced() => {
                Opened::Held(Cow::Owned(file.all()?), self.row())
            }
            Source::Tiff(_) if small => {
                let file = Opened::File(self);
                let all = file.rows()?.take(self.height as usize)?;
                Opened::Held(Cow::Owned(all), self.row())
            }
            Source::Png(_) | Source::Tiff(_) => Opened::File(self),
        })
    }
}

/// A file that can be gone through from its first row.
pub(super) enum Opened<'a> {
    File(&'a Samples<'a>),
    /// With the bytes of a row.
    Held(Cow<'a, [u8]>, usize),
}

impl Opened<'_> {
    pub fn rows(&self) -> Result<Rows<'_>, PictureError> {
        Ok(match self {
            Opened::Held(samples, row) => Rows::Held { rest: samples, row: *row },
            Opened::File(samples) => match &samples.source {
                Source::Held(held) => Rows::Held { rest: held, row: samples.row() },
                Source::Png(file) => Rows::Png(file.rows(samples.row())?),
                Source::Tiff(file) => Rows::Tiff(Box::new(file.rows()?)),
            },
        })
    }
}

/// Rows from top to bottom.
pub(super) enum Rows<'a> {
    Png(PngRows<'a>),
    Tiff(Box<TiffRows<'a>>),
    Held { rest: &'a [u8], row: usize },
}

impl Rows<'_> {
    /// Up to so many rows more; none when all are read and the file is sound to its end.
    pub fn take(&mut self, count: usize) -> Result<Vec<u8>, PictureError> {
        match self {
            Rows::Png(rows) => rows.take(count),
            Rows::Tiff(rows) => rows.take(count),
            Rows::Held { rest, row } => {
                let (taken, after) = rest.split_at((*row * count).min(rest.len()));
                *rest = after;
                Ok(taken.to_vec())
            }
        }
    }
}
