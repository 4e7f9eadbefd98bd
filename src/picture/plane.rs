//! [`Plane`]: a picture's samples as the PDF wants them: rows filtered as PNG has it (ISO
//! 32000-1 7.4.4.4), then Flate. They come in bands from top to bottom; the bands of one call are
//! packed side by side, and where a band ends is for the caller to say by size alone, so the
//! bytes are the same with any number of threads.

use std::ops::Range;

use rayon::prelude::*;

use crate::flate::{Effort, Strip, Strips, deflate};

/// Rows between two choices of a filter: neighbouring rows are alike.
const CHOICE: usize = 16;
/// Bytes of a band, or two rows, that are deflated both ways to see whether filters pay.
const TRIAL: usize = 64 << 10;

/// Samples on their way into a Flate stream of rows that each name their filter (a reader's
/// predictor 15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plane {
    /// Bytes a row.
    row: usize,
    /// Bytes a pixel.
    step: usize,
    /// The last row so far; the first has blanks above it.
    above: Vec<u8>,
    strips: Strips,
}

impl Plane {
    pub fn new(width: u32, step: usize) -> Plane {
        let row = width as usize * step;
        Plane { row, step, above: vec![0; row], strips: Strips::default() }
    }

    /// Packs whole rows, a strip of the stream a band.
    pub fn add(&mut self, bands: &[&[u8]]) {
        let (row, step) = (self.row, self.step);
        let above = |at: usize| -> Option<Vec<u8>> {
            let before = bands.get(..at).unwrap_or_default();
            let band = before.iter().rev().find(|band| !band.is_empty())?;
            Some(band.get(band.len().checked_sub(row)?..)?.to_vec())
        };
        let strips: Vec<Strip> = bands
            .par_iter()
            .enumerate()
            .with_max_len(1)
            .map(|(at, band)| {
                let above = above(at).unwrap_or_else(|| self.above.clone());
                pack(band, &above, row, step)
            })
            .collect();
        strips.iter().for_each(|strip| self.strips.add(strip));
        if let Some(last) = above(bands.len()) {
            self.above = last;
        }
    }

    /// The whole stream.
    pub fn finish(self) -> Vec<u8> {
        self.strips.finish()
    }
}

/// A band of rows, filtered or as it is, whichever is shorter: photographs shrink when filtered,
/// flat art and masks when left alone.
fn pack(band: &[u8], above: &[u8], row: usize, step: usize) -> Strip {
    let filtered = filter_rows(band, above, row, step);
    let tried = tried_rows(band.len() / row.max(1), row);
    if filters_pay(band, &filtered, (row, tried.clone())) {
        return Strip::new(&filtered, effort_for(&filtered, (row + 1, tried)));
    }
    drop(filtered);
    let mut plain = Vec::with_capacity(band.len() + band.len() / row.max(1));
    for line in band.chunks_exact(row.max(1)) {
        plain.push(0);
        plain.extend_from_slice(line);
    }
    Strip::new(&plain, effort_for(&plain, (row + 1, tried)))
}

/// Rows of the middle of a band with so many, by which it is seen what is worth its while.
fn tried_rows(rows: usize, row: usize) -> Range<usize> {
    let count = (TRIAL / row.max(1)).clamp(2, CHOICE.max(2)).min(rows);
    let first = (rows - count) / 2;
    first..first + count
}

/// The bytes of some rows.
fn bytes_of(data: &[u8], (row, rows): (usize, Range<usize>)) -> &[u8] {
    data.get(rows.start * row..rows.end * row).unwrap_or_default()
}

fn filters_pay(band: &[u8], filtered: &[u8], (row, tried): (usize, Range<usize>)) -> bool {
    let length = |data: &[u8], row: usize| {
        deflate(bytes_of(data, (row, tried.clone())), Effort::Trial).len()
    };
    length(filtered, row + 1) < length(band, row)
}

/// Whether it is worth looking for what comes again.
fn effort_for(data: &[u8], tried: (usize, Range<usize>)) -> Effort {
    let tried = bytes_of(data, tried);
    let length = |effort: Effort| deflate(tried, effort).len();
    if length(Effort::Grain) < length(Effort::Samples) { Effort::Grain } else { Effort::Samples }
}

/// Of *none*, *sub*, *up* and *Paeth* the one that leaves the smallest differences, chosen anew
/// every few rows.
fn filter_rows(band: &[u8], above: &[u8], row: usize, step: usize) -> Vec<u8> {
    if row == 0 {
        return Vec::new();
    }
    let mut out = vec![0; band.len() + band.len() / row];
    let mut tried = vec![0; row];
    let mut above = above;
    let mut kind = 0;
    let rows = band.chunks_exact(row).zip(out.chunks_exact_mut(row + 1));
    for (at, (line, out)) in rows.enumerate() {
        if at % CHOICE == 0 {
            let cost = |&kind: &u8| {
                filter_row(&mut tried, kind, line, above, step);
                tried.iter().map(|&byte| u64::from((byte as i8).unsigned_abs())).sum::<u64>()
            };
            kind = [0, 1, 2, 4].into_iter().min_by_key(cost).unwrap_or(0);
        }
        if let Some((name, out)) = out.split_first_mut() {
            *name = kind;
            filter_row(out, kind, line, above, step);
        }
        above = line;
    }
    out
}

/// Writes what filter `kind` makes of a row. `step`: bytes a pixel.
fn filter_row(out: &mut [u8], kind: u8, line: &[u8], above: &[u8], step: usize) {
    let step = step.min(line.len());
    let (head, rest) = line.split_at(step);
    let (out_head, out_rest) = out.split_at_mut(step.min(out.len()));
    let ups = above.get(step..).unwrap_or(&[]);
    let differences = |out: &mut [u8], line: &[u8], from: &[u8]| {
        for ((out, byte), from) in out.iter_mut().zip(line).zip(from) {
            *out = byte.wrapping_sub(*from);
        }
    };
    match kind {
        1 => {
            out_head.copy_from_slice(head);
            differences(out_rest, rest, line);
        }
        2 => differences(out, line, above),
        4 => {
            differences(out_head, head, above);
            let neighbours = line.iter().zip(ups).zip(above);
            let rest = rest.iter().zip(neighbours);
            for (out, (byte, ((left, up), corner))) in out_rest.iter_mut().zip(rest) {
                *out = byte.wrapping_sub(paeth(*left, *up, *corner));
            }
        }
        _ => out.copy_from_slice(line),
    }
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (pa, pb, pc) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if pa <= pb && pa <= pc {
        left
    } else if pb <= pc {
        up
    } else {
        corner
    }
}

/// The samples of a packed plane.
pub(super) fn unpack(stream: &[u8], width: u32, step: usize) -> Vec<u8> {
    let filtered = crate::flate::inflate(stream);
    let row = width as usize * step;
    let mut out: Vec<u8> = Vec::new();
    for line in filtered.chunks_exact(row + 1) {
        let start = out.len();
        for (at, &byte) in line[1..].iter().enumerate() {
            let above = |at: usize| if start == 0 { 0 } else { out[start - row + at] };
            let left = if at < step { 0 } else { out[start + at - step] };
            let corner = if at < step { 0 } else { above(at - step) };
            out.push(byte.wrapping_add(match line[0] {
                0 => 0,
                1 => left,
                2 => above(at),
                4 => paeth(left, above(at), corner),
                // No other filter is chosen when a plane is packed.
                _ => 0,
            }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Grain is coded byte by byte, in less time and room; what comes again is found.
    #[test]
    fn grain_is_told_from_what_comes_again() {
        let row = 3_000;
        let tried = || (row, tried_rows(64, row));
        let mut state = 7_u64;
        let mut grain = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Small differences are more often than large ones.
            ((state >> 58) as u8).wrapping_sub((state >> 52) as u8 & 63)
        };
        let noise: Vec<u8> = (0..row * 64).map(|_| grain()).collect();
        assert_eq!(effort_for(&noise, tried()), Effort::Grain);
        let pattern: Vec<u8> = noise.iter().take(500).copied().cycle().take(row * 64).collect();
        assert_eq!(effort_for(&pattern, tried()), Effort::Samples);
        let flat = vec![9; row * 64];
        assert_eq!(effort_for(&flat, tried()), Effort::Samples);
        assert!(deflate(&noise, Effort::Grain).len() < deflate(&noise, Effort::Samples).len());
    }

    #[test]
    fn flat_art_is_not_filtered() {
        let flat: Vec<u8> = (0..64 * 64).map(|at| if at / 64 % 9 < 4 { 255 } else { 0 }).collect();
        let ramp: Vec<u8> = (0..64 * 64).map(|at| ((at % 64) * (at / 64) / 16) as u8).collect();
        for (bytes, pays) in [(flat, false), (ramp, true)] {
            let filtered = filter_rows(&bytes, &[0; 64], 64, 1);
            let tried = tried_rows(bytes.len() / 64, 64);
            assert_eq!(filters_pay(&bytes, &filtered, (64, tried)), pays);
        }
    }

    #[test]
    fn bands_come_back_as_one_picture() {
        for (width, step) in [(7, 1), (5, 3), (33, 4)] {
            let row = width as usize * step;
            let ramp = |at: usize| (at * 7 % 251 + at / row) as u8;
            let bytes: Vec<u8> = (0..row * 90).map(ramp).collect();
            let mut plane = Plane::new(width, step);
            plane.add(&[&bytes[..row * 20], &[], &bytes[row * 20..row * 21]]);
            plane.add(&[]);
            plane.add(&[&bytes[row * 21..]]);
            let stream = plane.finish();
            assert!(stream.len() < bytes.len() / 2, "{} of {}", stream.len(), bytes.len());
            assert!(unpack(&stream, width, step) == bytes);
        }
    }
}
