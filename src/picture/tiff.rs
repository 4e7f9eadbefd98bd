//! TIFF: grey, palettes, RGB, YCbCr and CMYK of 1 to 16 bits, in strips or tiles, by pixels or by
//! planes.
//!
//! A library undoes the compression; what the samples mean is said here, after TIFF 6.0. The
//! library is shown every file as one of samples without meaning ([`Shown`]), since it refuses
//! palettes and gets the prediction wrong where a file has channels that nobody needs.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use tiff::decoder::{ChunkType, Decoder, DecodingResult, Limits};
use tiff::tags::{PlanarConfiguration, SampleFormat, Tag};
use tiff::{TiffError, TiffResult};

use super::read::{Photograph, check_size};
use super::rows::{Samples, Source};
use super::{ColourModel, Feature, Kind, PictureError, PictureWarning, exif};

/// Bytes of a strip or a row of tiles that is read at once.
const CHUNK: usize = 256 << 20;
/// Bytes that one tag may have: an ICC profile.
const TAG: usize = 16 << 20;

/// A TIFF file whose first directory is sound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TiffFile<'a> {
    bytes: &'a [u8],
    /// Where it says what the library is not to know.
    hidden: Hidden,
    form: Form,
}

/// What its samples are.
#[derive(Clone, Debug, PartialEq)]
struct Form {
    width: usize,
    height: usize,
    bits: u8,
    /// Samples a pixel.
    samples: usize,
    meaning: Meaning,
    coverage: Option<Coverage>,
    planes: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Meaning {
    /// Grey, 0 being black, or RGB, or inks, 255 being solid.
    Plain(ColourModel),
    /// Grey, 0 being white.
    Negative,
    Palette(Vec<[u8; 3]>),
    /// Luminance and two differences of colour.
    Differences,
}

/// The coverage of a pixel is its sample of this number.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Coverage {
    at: usize,
    /// The colours are multiplied by it.
    multiplied: bool,
}

type Library<'a> = Decoder<Shown<'a>>;

pub(super) fn read(bytes: &[u8]) -> Result<Photograph<'_>, PictureError> {
    if matches!(bytes.get(..4), Some(b"II+\0" | b"MM\0+")) {
        return Err(unsupported("it is BigTIFF, with addresses of 64 bits"));
    }
    let Some(entry) = exif::entry_of(bytes, Tag::PhotometricInterpretation.to_u16()) else {
        return Err(broken("it does not say what its samples mean"));
    };
    let hidden = [Some(entry.at), idle_prediction(bytes)];
    let mut library = library(bytes, hidden).map_err(failed)?;
    let (width, height) = library.dimensions().map_err(failed)?;
    check_size(width, height)?;
    let form = form(&mut library, entry.value, (width, height))?;
    let icc = library.get_tag_u8_vec(Tag::IccProfile).ok();
    let said = exif::read(bytes).unwrap_or_default();
    let samples = Samples {
        width,
        height,
        model: form.model(),
        has_coverage: form.coverage.is_some(),
        source: Source::Tiff(Box::new(TiffFile { bytes, hidden, form })),
    };
    let more = exif::pictures_of(bytes) > 1;
    let warnings = more.then_some(PictureWarning { feature: Feature::More, count: 1 });
    Ok(Photograph {
        density: said.density,
        turn: said.turn,
        icc,
        warnings: warnings.into_iter().collect(),
        ..Photograph::of_samples(samples)
    })
}

/// Where a file speaks of a prediction though its strips are JPEG, which has one of its own: what it
/// says means nothing (TIFF technical note 2).
fn idle_prediction(bytes: &[u8]) -> Option<u64> {
    const JPEG: u16 = 7;
    let entry = |tag: Tag| exif::entry_of(bytes, tag.to_u16());
    entry(Tag::Compression).filter(|entry| entry.value == JPEG)?;
    entry(Tag::Predictor).map(|entry| entry.at)
}

fn library(bytes: &[u8], hidden: Hidden) -> TiffResult<Library<'_>> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = CHUNK;
    limits.intermediate_buffer_size = CHUNK.max(bytes.len());
    limits.ifd_value_size = TAG;
    let is_little = bytes.starts_with(b"II");
    let shown = Shown { file: Cursor::new(bytes), hidden, is_little };
    Ok(Decoder::new(shown)?.with_limits(limits))
}

/// What the first directory says of the samples.
fn form(
    library: &mut Library<'_>,
    meaning: u16,
    (width, height): (u32, u32),
) -> Result<Form, PictureError> {
    let number = |library: &mut Library<'_>, tag, usual: u16| match library.find_tag_unsigned(tag) {
        Ok(found) => Ok(found.unwrap_or(usual)),
        Err(error) => Err(failed(error)),
    };
    let list = |library: &mut Library<'_>, tag| -> Vec<u16> {
        library.find_tag_unsigned_vec(tag).ok().flatten().unwrap_or_default()
    };
    let samples = usize::from(number(library, Tag::SamplesPerPixel, 1)?);
    let bits = list(library, Tag::BitsPerSample).first().copied().unwrap_or(1);
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return Err(unsupported(&format!("it has {bits} bits a sample")));
    }
    let format = list(library, Tag::SampleFormat).first().copied();
    let format = format.map_or(SampleFormat::Uint, SampleFormat::from_u16_exhaustive);
    if !matches!(format, SampleFormat::Uint | SampleFormat::Void) {
        return Err(unsupported("its samples are no whole numbers from 0 up"));
    }
    let plain = Meaning::Plain;
    let meaning = match meaning {
        0 => Meaning::Negative,
        1 => plain(ColourModel::Grey),
        2 => plain(ColourModel::Rgb),
        3 => Meaning::Palette(palette(&list(library, Tag::ColorMap), bits)?),
        5 => match number(library, Tag::Unknown(332), 1)? {
            1 => plain(ColourModel::Cmyk),
            _ => return Err(unsupported("its inks are others than cyan, magenta, yellow, black")),
        },
        6 => Meaning::Differences,
        8..=10 => return Err(unsupported("its colours are Lab")),
        32803 | 34892 => return Err(unsupported("it holds the raw data of a camera")),
        other => return Err(unsupported(&format!("its colours are of the kind {other}"))),
    };
    let colours = match &meaning {
        Meaning::Plain(model) => model.components(),
        Meaning::Negative | Meaning::Palette(_) => 1,
        Meaning::Differences => 3,
    };
    if samples < colours {
        return Err(broken(&format!("it has {samples} samples a pixel and needs {colours}")));
    }
    // What lies behind the colours and is not called coverage is a selection, a mask, a spot.
    let extra = list(library, Tag::ExtraSamples);
    let first = samples - extra.len().min(samples - colours);
    let coverage = extra.iter().position(|kind| matches!(kind, 1 | 2));
    let coverage = coverage.map(|at| Coverage { at: first + at, multiplied: extra[at] == 1 });
    let coverage = coverage.filter(|coverage| coverage.at < samples);
    let planes = number(library, Tag::PlanarConfiguration, 1)?;
    let planes = planes == PlanarConfiguration::Planar.to_u16() && samples > 1;
    let (width, height, bits) = (width as usize, height as usize, bits as u8);
    Ok(Form { width, height, bits, samples, meaning, coverage, planes })
}

/// The colours of a palette: all reds, all greens, all blues, of 16 bits each. Some programs
/// write 8 bits.
fn palette(map: &[u16], bits: u16) -> Result<Vec<[u8; 3]>, PictureError> {
    let count = 1usize << bits.min(8);
    if map.len() < count * 3 {
        return Err(broken("its palette is too short"));
    }
    let is_deep = map.iter().any(|&part| part > 255);
    let part = |at: usize| if is_deep { (map[at] >> 8) as u8 } else { map[at] as u8 };
    Ok((0..count).map(|at| [part(at), part(count + at), part(2 * count + at)]).collect())
}

impl Form {
    fn model(&self) -> ColourModel {
        match &self.meaning {
            Meaning::Plain(model) => *model,
            Meaning::Negative => ColourModel::Grey,
            Meaning::Palette(_) | Meaning::Differences => ColourModel::Rgb,
        }
    }

    /// Bytes of a pixel, as it is given.
    fn step(&self) -> usize {
        self.model().components() + usize::from(self.coverage.is_some())
    }

    /// Pixels of the file as they are given.
    fn pixels(&self, samples: Vec<u8>) -> Vec<u8> {
        let colours = self.model().components();
        let is_plain = matches!(self.meaning, Meaning::Plain(_));
        if is_plain && self.samples == colours && self.coverage.is_none() {
            return samples;
        }
        let mut out = Vec::with_capacity(samples.len() / self.samples * self.step());
        for pixel in samples.chunks_exact(self.samples) {
            let start = out.len();
            match &self.meaning {
                Meaning::Plain(_) => out.extend_from_slice(&pixel[..colours]),
                Meaning::Negative => out.push(255 - pixel[0]),
                Meaning::Palette(colours) => {
                    let colour = colours.get(usize::from(pixel[0])).copied();
                    out.extend_from_slice(&colour.unwrap_or_default());
                }
                Meaning::Differences => {
                    out.extend_from_slice(&rgb_of([pixel[0], pixel[1], pixel[2]]))
                }
            }
            let Some(Coverage { at, multiplied }) = self.coverage else { continue };
            let coverage = pixel[at];
            if multiplied && coverage != 0 {
                let whole = |part: u8| (u32::from(part) * 255 / u32::from(coverage)).min(255) as u8;
                out[start..].iter_mut().for_each(|part| *part = whole(*part));
            }
            out.push(coverage);
        }
        out
    }
}

/// JFIF's matrix in 16 bits, as every decoder has it.
fn rgb_of([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(y), i32::from(cb) - 128, i32::from(cr) - 128);
    let part = |difference: i32| (y + ((difference + 32_768) >> 16)).clamp(0, 255) as u8;
    [part(91_881 * cr), part(-22_554 * cb - 46_802 * cr), part(116_130 * cb)]
}

impl TiffFile<'_> {
    pub fn rows(&self) -> Result<TiffRows<'_>, PictureError> {
        let mut library = library(self.bytes, self.hidden).map_err(failed)?;
        let (across, down) = library.chunk_dimensions();
        let down = (down as usize).clamp(1, self.form.height);
        let across = match library.get_chunk_type() {
            ChunkType::Strip => self.form.width,
            ChunkType::Tile => across as usize,
        };
        let band = self.form.width.saturating_mul(down).saturating_mul(self.form.samples);
        if band.saturating_mul(usize::from(self.form.bits).div_ceil(8)) > CHUNK {
            return Err(unsupported("its strips are too large to be read one by one"));
        }
        let chunks = self.form.width.div_ceil(across.max(1));
        // A file that is read by its planes has so many chunks of each.
        let layout = library.image_chunk_buffer_layout(0).map_err(failed)?;
        if layout.len > CHUNK {
            return Err(unsupported("its tiles are too large to be read one by one"));
        }
        let form = &self.form;
        Ok(TiffRows { library, form, chunks, down, next: 0, ready: Vec::new(), used: 0 })
    }
}

/// Rows as they are decoded, a row of chunks at a time.
pub(super) struct TiffRows<'a> {
    library: Library<'a>,
    form: &'a Form,
    /// Chunks that stand side by side.
    chunks: usize,
    /// Rows of a chunk.
    down: usize,
    /// The next row of chunks.
    next: usize,
    /// What is decoded, and how much of it was given.
    ready: Vec<u8>,
    used: usize,
}

impl TiffRows<'_> {
    pub fn take(&mut self, count: usize) -> Result<Vec<u8>, PictureError> {
        let length = count.saturating_mul(self.form.width * self.form.step());
        let mut out = Vec::with_capacity(length.min(CHUNK));
        while out.len() < length {
            if self.used == self.ready.len() {
                if self.next * self.down >= self.form.height {
                    break;
                }
                self.ready = self.band()?;
                self.used = 0;
            }
            let rest = self.ready.get(self.used..).unwrap_or_default();
            let taken = rest.get(..length - out.len()).unwrap_or(rest);
            out.extend_from_slice(taken);
            self.used += taken.len();
        }
        Ok(out)
    }

    /// The next row of chunks, as pixels.
    fn band(&mut self) -> Result<Vec<u8>, PictureError> {
        let form = self.form;
        let rows = self.down.min(form.height - self.next * self.down);
        let mut samples = vec![0; form.width * rows * form.samples];
        let chunks_of_plane = self.chunks * form.height.div_ceil(self.down);
        let (planes, each) = if form.planes { (form.samples, 1) } else { (1, form.samples) };
        for plane in 0..planes {
            let mut left = 0;
            for chunk in 0..self.chunks {
                let index = plane * chunks_of_plane + self.next * self.chunks + chunk;
                let index = u32::try_from(index).map_err(|_| broken("it has too many parts"))?;
                let (found, width) = self.chunk(index, each, rows)?;
                let lines = samples.chunks_exact_mut(form.width * form.samples);
                for (line, found) in lines.zip(found.chunks_exact((width * each).max(1))) {
                    let room = line.get_mut(left * form.samples..).unwrap_or_default();
                    if planes == 1 {
                        let length = found.len().min(room.len());
                        room[..length].copy_from_slice(&found[..length]);
                    } else {
                        let room = room.iter_mut().skip(plane).step_by(form.samples);
                        room.zip(found).for_each(|(place, sample)| *place = *sample);
                    }
                }
                left += width;
            }
        }
        self.next += 1;
        Ok(form.pixels(samples))
    }

    /// A chunk's samples in eight bits, and how many pixels wide it is.
    fn chunk(
        &mut self,
        index: u32,
        each: usize,
        rows: usize,
    ) -> Result<(Vec<u8>, usize), PictureError> {
        let (width, height) = self.library.chunk_data_dimensions(index);
        let width = (width as usize).min(self.form.width);
        let row = width * each;
        let found = match self.library.read_chunk(index).map_err(failed)? {
            DecodingResult::U8(bytes) if self.form.bits < 8 => {
                let is_index = matches!(self.form.meaning, Meaning::Palette(_));
                unpacked(&bytes, row, self.form.bits, is_index)
            }
            DecodingResult::U8(samples) => samples,
            DecodingResult::U16(samples) if matches!(self.form.meaning, Meaning::Palette(_)) => {
                samples.into_iter().map(|v| v.min(255) as u8).collect()
            }
            DecodingResult::U16(samples) => samples.into_iter().map(|v| (v >> 8) as u8).collect(),
            _ => return Err(unsupported("its samples are no whole numbers of 16 bits at most")),
        };
        if (height as usize) < rows || found.len() < row * rows {
            return Err(broken("its data breaks off"));
        }
        Ok((found, width))
    }
}

/// Samples of 1, 2 or 4 bits, each row beginning with a byte of its own.
fn unpacked(bytes: &[u8], row: usize, bits: u8, is_index: bool) -> Vec<u8> {
    let bits = usize::from(bits.max(1));
    let most = (1usize << bits) - 1;
    let scale = if is_index { 1 } else { 255 / most };
    let sample = |line: &[u8], at: usize| {
        let byte = line.get(at * bits / 8).copied().unwrap_or(0);
        let value = usize::from(byte) >> (8 - bits - at * bits % 8) & most;
        (value * scale) as u8
    };
    let rows = bytes.chunks((row * bits).div_ceil(8).max(1));
    rows.flat_map(|line| (0..row).map(move |at| sample(line, at))).collect()
}

fn failed(error: TiffError) -> PictureError {
    match error {
        TiffError::UnsupportedError(error) => unsupported(&error.to_string()),
        TiffError::LimitsExceeded => unsupported("its parts take more memory than there may be"),
        TiffError::IoError(_) => broken("its data breaks off"),
        other => broken(&other.to_string()),
    }
}

fn broken(reason: &str) -> PictureError {
    PictureError::Broken(Kind::Tiff, reason.to_owned())
}

fn unsupported(reason: &str) -> PictureError {
    PictureError::Unsupported(Kind::Tiff, reason.to_owned())
}

/// Where the values stand that the library is shown as 1.
type Hidden = [Option<u64>; 2];

/// The file, but for the two bytes that say what its samples mean: in their place stands "grey,
/// 0 being black", which for the library is: so many samples a pixel. And a prediction that there
/// cannot be is none.
struct Shown<'a> {
    file: Cursor<&'a [u8]>,
    hidden: Hidden,
    is_little: bool,
}

impl Read for Shown<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let from = self.file.position();
        let count = self.file.read(buffer)?;
        let bytes = if self.is_little { [1, 0] } else { [0, 1] };
        for (at, byte) in self.hidden.into_iter().flatten().flat_map(|at| (at..).zip(bytes)) {
            let place = at.checked_sub(from).and_then(|at| usize::try_from(at).ok());
            let place = place.filter(|place| *place < count);
            if let Some(place) = place.and_then(|place| buffer.get_mut(place)) {
                *place = byte;
            }
        }
        Ok(count)
    }
}

impl Seek for Shown<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
#[path = "tiff_tests.rs"]
mod tests;
