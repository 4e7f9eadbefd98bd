//! PNG's row filters before Flate (ISO 32000-1 7.4.4.4): a picture's samples become differences
//! to their neighbours, where that makes them shorter.
//!
//! [`wish`] marks a stream's samples when it is put into the document; [`filter`] takes the wish
//! up when all streams are compressed, side by side.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::compress::{self, Level};

/// A reader's predictor for rows that each name their filter.
const EACH_ROW: i64 = 15;

/// The parameters of samples that are to be filtered, if that pays.
pub(super) fn wish(width: u32, components: usize) -> Dictionary {
    dictionary! {
        "Predictor" => EACH_ROW,
        "Colors" => components as i64,
        "Columns" => i64::from(width),
    }
}

/// Filters the samples of a stream that wishes for it, or takes the wish back.
pub(super) fn filter(stream: &mut Stream) {
    let Some((row, step)) = wished(&stream.dict) else { return };
    let filtered = filter_rows(&stream.content, row, step);
    if filters_pay(&stream.content, &filtered, row) {
        stream.set_content(filtered);
    } else {
        stream.dict.remove(b"DecodeParms");
    }
}

/// Bytes a row and bytes a pixel.
fn wished(dict: &Dictionary) -> Option<(usize, usize)> {
    let wish = dict.get(b"DecodeParms").and_then(Object::as_dict).ok()?;
    let number = |key: &[u8]| wish.get(key).and_then(Object::as_i64).ok();
    let step = usize::try_from(number(b"Colors")?).ok()?;
    let width = usize::try_from(number(b"Columns")?).ok()?;
    (number(b"Predictor")? == EACH_ROW).then_some((width * step, step))
}

/// Photographs shrink when filtered, flat art and masks when left alone: a few bands of rows
/// are tried both ways.
fn filters_pay(bytes: &[u8], filtered: &[u8], row: usize) -> bool {
    const BANDS: usize = 8;
    let band = |data: &[u8], row: usize| -> Vec<u8> {
        let rows = data.len() / row.max(1);
        let every = (rows / BANDS).max(CHOICE);
        let starts = (0..rows).step_by(every);
        starts.flat_map(|at| &data[at * row..(at + CHOICE).min(rows) * row]).copied().collect()
    };
    let plain = compress::deflate(&band(bytes, row), Level::Trial);
    let tried = compress::deflate(&band(filtered, row + 1), Level::Trial);
    tried.len() < plain.len()
}

/// Rows between two choices of a filter: neighbouring rows are alike.
const CHOICE: usize = 16;

/// Of *none*, *sub*, *up* and *Paeth* the one that
/// leaves the smallest differences, chosen anew every few rows.
fn filter_rows(bytes: &[u8], row: usize, step: usize) -> Vec<u8> {
    if row == 0 {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / row + 1);
    let first = vec![0; row];
    let mut above: &[u8] = &first;
    let mut tried = Vec::with_capacity(row);
    let mut kind = 0;
    for (at, line) in bytes.chunks_exact(row).enumerate() {
        if at % CHOICE == 0 {
            let cost = |&kind: &u8| {
                tried.clear();
                filter_row(&mut tried, kind, line, above, step);
                tried.iter().map(|&byte| u64::from((byte as i8).unsigned_abs())).sum::<u64>()
            };
            kind = [0, 1, 2, 4].into_iter().min_by_key(cost).unwrap_or(0);
        }
        out.push(kind);
        filter_row(&mut out, kind, line, above, step);
        above = line;
    }
    out
}

/// Appends what filter `kind` makes of a row. `step`: bytes a pixel.
fn filter_row(out: &mut Vec<u8>, kind: u8, line: &[u8], above: &[u8], step: usize) {
    let step = step.min(line.len());
    let (head, rest) = line.split_at(step);
    let ups = above.get(step..).unwrap_or(&[]);
    match kind {
        1 => {
            out.extend_from_slice(head);
            out.extend(rest.iter().zip(line).map(|(byte, left)| byte.wrapping_sub(*left)));
        }
        2 => out.extend(line.iter().zip(above).map(|(byte, up)| byte.wrapping_sub(*up))),
        4 => {
            out.extend(head.iter().zip(above).map(|(byte, up)| byte.wrapping_sub(*up)));
            let neighbours = line.iter().zip(ups).zip(above);
            out.extend(
                rest.iter().zip(neighbours).map(|(byte, ((left, up), corner))| {
                    byte.wrapping_sub(paeth(*left, *up, *corner))
                }),
            );
        }
        _ => out.extend_from_slice(line),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_art_is_not_filtered() {
        let flat: Vec<u8> = (0..64 * 64).map(|at| if at / 64 % 9 < 4 { 255 } else { 0 }).collect();
        let ramp: Vec<u8> = (0..64 * 64).map(|at| ((at % 64) * (at / 64) / 16) as u8).collect();
        for (bytes, pays) in [(flat, false), (ramp, true)] {
            assert_eq!(filters_pay(&bytes, &filter_rows(&bytes, 64, 1), 64), pays);
        }
    }

    #[test]
    fn rows_are_filtered_and_come_back() {
        let bytes: Vec<u8> = (0..48).map(|at| (at * 7 % 50) as u8).collect();
        let filtered = filter_rows(&bytes, 12, 3);
        assert_eq!(filtered.len(), 52);
        let mut back = Vec::new();
        let mut above = vec![0_u8; 12];
        for row in filtered.chunks(13) {
            let mut line = vec![0_u8; 12];
            for at in 0..12 {
                let left = if at < 3 { 0 } else { line[at - 3] };
                let corner = if at < 3 { 0 } else { above[at - 3] };
                let guess = match row[0] {
                    0 => 0,
                    1 => left,
                    2 => above[at],
                    _ => paeth(left, above[at], corner),
                };
                line[at] = row[at + 1].wrapping_add(guess);
            }
            back.extend_from_slice(&line);
            above = line;
        }
        assert_eq!(back, bytes);
    }
}
