//! What a camera says about a photograph: how it was held, and a resolution.
//!
//! Exif is a TIFF directory (CIPA DC-008, 4.6.2) inside the APP1 segment of a JPEG file and a chunk
//! of PNG and WebP; a TIFF picture has it by itself.

use super::read::Density;
use crate::measure::Length;

/// How a photograph has to be turned to be seen upright (Exif tag 0x0112, values 1 to 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Turn {
    #[default]
    Upright,
    Mirrored,
    Half,
    MirroredHalf,
    MirroredLeft,
    Right,
    MirroredRight,
    Left,
}

impl Turn {
    /// Where a place of the picture is seen, of sides `whole` long.
    pub fn seen(self, x: i64, y: i64, whole: i64) -> (i64, i64) {
        match self {
            Turn::Upright => (x, y),
            Turn::Mirrored => (whole - x, y),
            Turn::Half => (whole - x, whole - y),
            Turn::MirroredHalf => (x, whole - y),
            Turn::MirroredLeft => (y, x),
            Turn::Right => (whole - y, x),
            Turn::MirroredRight => (whole - y, whole - x),
            Turn::Left => (y, whole - x),
        }
    }

    /// Whether width and height change places.
    pub fn is_sideways(self) -> bool {
        matches!(self, Turn::MirroredLeft | Turn::Right | Turn::MirroredRight | Turn::Left)
    }
}

/// What one directory says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Exif {
    pub turn: Turn,
    pub density: Option<Density>,
}

/// Reads the first directory of a TIFF block. What is broken in it counts as not said.
pub(super) fn read(tiff: &[u8]) -> Option<Exif> {
    let tiff = Tiff { bytes: tiff, little: tiff.starts_with(b"II*\0") };
    if !tiff.little && !tiff.bytes.starts_with(b"MM\0*") {
        return None;
    }
    let first = tiff.u32(4)? as usize;
    let (mut turn, mut pixels, mut unit) = (Turn::Upright, None, Some(Length::INCH));
    for at in 0..usize::from(tiff.u16(first)?) {
        let entry = first.checked_add(2 + at * 12)?;
        let value = || tiff.u16(entry + 8);
        match tiff.u16(entry)? {
            0x0112 => turn = turn_of(value()?),
            0x011A => pixels = tiff.u32(entry + 8).and_then(|at| tiff.ratio(at as usize)),
            0x0128 => {
                unit = match value()? {
                    2 => Some(Length::INCH),
                    3 => Some(Length::MM * 10),
                    _ => None,
                }
            }
            _ => {}
        }
    }
    let density = pixels
        .zip(unit)
        .and_then(|((over, under), unit)| Density::new(over, unit * i64::from(under)));
    Some(Exif { turn, density })
}

/// A short number of the first directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub value: u16,
    /// Where its two bytes stand.
    pub at: u64,
}

/// The entry of this tag in the first directory of a TIFF file.
pub(super) fn entry_of(bytes: &[u8], tag: u16) -> Option<Entry> {
    let tiff = Tiff { bytes, little: bytes.starts_with(b"II*\0") };
    let first = tiff.u32(4)? as usize;
    tiff.entry(first, tag)
}

/// How many pictures a TIFF file has, without small copies of others.
pub(super) fn pictures_of(bytes: &[u8]) -> usize {
    const MOST: usize = 64;
    let tiff = Tiff { bytes, little: bytes.starts_with(b"II*\0") };
    let mut next = tiff.u32(4);
    let mut count = 0;
    for _ in 0..MOST {
        let Some(at) = next.filter(|at| *at != 0) else { break };
        let at = at as usize;
        // NewSubfileType: its lowest bit marks a smaller copy, its third a mask.
        let is_copy = tiff.entry(at, 0x00FE).is_some_and(|entry| entry.value & 0b101 != 0);
        count += usize::from(!is_copy);
        let length = tiff.u16(at).map_or(0, usize::from) * 12;
        next = at.checked_add(2 + length).and_then(|at| tiff.u32(at));
    }
    count
}

fn turn_of(value: u16) -> Turn {
    match value {
        2 => Turn::Mirrored,
        3 => Turn::Half,
        4 => Turn::MirroredHalf,
        5 => Turn::MirroredLeft,
        6 => Turn::Right,
        7 => Turn::MirroredRight,
        8 => Turn::Left,
        _ => Turn::Upright,
    }
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Tiff<'_> {
    /// The number of an entry of a directory, where it is short or long.
    fn entry(&self, directory: usize, tag: u16) -> Option<Entry> {
        for at in 0..usize::from(self.u16(directory)?) {
            let entry = directory.checked_add(2 + at * 12)?;
            if self.u16(entry)? == tag {
                let high = self.u16(entry + 2)? == 4 && !self.little;
                let at = entry + if high { 10 } else { 8 };
                return Some(Entry { value: self.u16(at)?, at: at as u64 });
            }
        }
        None
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let pair = self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..)?.first_chunk::<4>()?;
        Some(if self.little { u32::from_le_bytes(*four) } else { u32::from_be_bytes(*four) })
    }

    fn ratio(&self, at: usize) -> Option<(u32, u32)> {
        Some((self.u32(at)?, self.u32(at.checked_add(4)?)?))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A directory with these entries: tag, type, value (shorts stand in the upper half).
    pub(in crate::picture) fn directory(entries: &[(u16, u16, u32)], after: &[u32]) -> Vec<u8> {
        let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
        bytes.extend((entries.len() as u16).to_be_bytes());
        for (tag, kind, value) in entries {
            bytes.extend(tag.to_be_bytes());
            bytes.extend(kind.to_be_bytes());
            bytes.extend(1u32.to_be_bytes());
            bytes.extend(value.to_be_bytes());
        }
        bytes.extend([0; 4]);
        after.iter().for_each(|value| bytes.extend(value.to_be_bytes()));
        bytes
    }

    #[test]
    fn turn_and_resolution_are_read() {
        let bytes = directory(
            &[(0x0112, 3, 6 << 16), (0x011A, 5, 50), (0x0128, 3, 2 << 16)],
            &[3_000_000, 10_000],
        );
        let exif = read(&bytes).expect("a directory");
        assert_eq!(exif.turn, Turn::Right);
        assert_eq!(exif.density, Density::new(3_000_000, Length::INCH * 10_000));
        assert!(exif.density.is_some());
    }

    #[test]
    fn a_broken_directory_says_nothing() {
        let bytes = directory(&[(0x0112, 3, 6 << 16), (0x011A, 5, 4_000_000_000)], &[]);
        for end in 0..bytes.len() {
            let _ = read(&bytes[..end]);
        }
        assert_eq!(read(&bytes).map(|exif| exif.density), Some(None));
        assert_eq!(read(b"II*\0\xFF\xFF\xFF\xFF"), None);
    }
}
