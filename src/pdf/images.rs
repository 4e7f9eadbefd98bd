//! Raster pictures as image XObjects: a JPEG keeps its own bytes, samples are compressed.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::compress::{self, Level};
use crate::picture::{ColourModel, Raster, RasterData};

/// Puts a raster into the document, with its soft mask.
pub(super) fn add(doc: &mut Document, raster: &Raster) -> ObjectId {
    let mask = raster.mask.as_ref().map(|mask| {
        let dict = head(raster, ColourModel::Grey);
        doc.add_object(samples(dict, mask, raster.width, 1))
    });
    let mut dict = head(raster, raster.model);
    if let Some(mask) = mask {
        dict.set("SMask", mask);
    }
    let stream = match &raster.data {
        RasterData::Jpeg { bytes, inverted } => {
            dict.set("Filter", "DCTDecode");
            if *inverted && raster.model == ColourModel::Cmyk {
                // Adobe's CMYK values are complements (ISO 32000-1 8.9.5.2).
                dict.set("Decode", Object::Array([1, 0].repeat(4).into_iter().map(i).collect()));
            }
            Stream::new(dict, bytes.clone())
        }
        RasterData::Samples(bytes) => samples(dict, bytes, raster.width, components(raster.model)),
    };
    doc.add_object(stream)
}

fn i(value: i64) -> Object {
    Object::Integer(value)
}

fn head(raster: &Raster, model: ColourModel) -> Dictionary {
    let space = match model {
        ColourModel::Grey => "DeviceGray",
        ColourModel::Rgb => "DeviceRGB",
        ColourModel::Cmyk => "DeviceCMYK",
    };
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(raster.width),
        "Height" => i64::from(raster.height),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
    }
}

fn components(model: ColourModel) -> usize {
    match model {
        ColourModel::Grey => 1,
        ColourModel::Rgb => 3,
        ColourModel::Cmyk => 4,
    }
}

fn samples(mut dict: Dictionary, bytes: &[u8], width: u32, components: usize) -> Stream {
    let row = width as usize * components;
    let filtered = filter_rows(bytes, row, components);
    if !filters_pay(bytes, &filtered, row) {
        return compress::stream(dict, bytes, Level::Samples);
    }
    dict.set(
        "DecodeParms",
        dictionary! {
            "Predictor" => 15,
            "Colors" => components as i64,
            "Columns" => i64::from(width),
        },
    );
    compress::stream(dict, filtered, Level::Samples)
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

/// PNG's row filters (ISO 32000-1 7.4.4.4): of *none*, *sub*, *up* and *Paeth* the one that
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

    fn raster(model: ColourModel, data: RasterData) -> Raster {
        Raster { width: 2, height: 2, model, data, mask: None, ink: Default::default() }
    }

    fn added(raster: &Raster) -> Stream {
        let mut doc = Document::new();
        let id = add(&mut doc, raster);
        doc.get_object(id).and_then(Object::as_stream).expect("just added").clone()
    }

    #[test]
    fn a_jpeg_keeps_its_bytes_and_adobes_cmyk_is_turned_over() {
        let bytes = vec![0xff, 0xd8, 1, 2, 3];
        let data = RasterData::Jpeg { bytes: bytes.clone(), inverted: true };
        let stream = added(&raster(ColourModel::Cmyk, data));
        assert_eq!(stream.content, bytes);
        let decode = stream.dict.get(b"Decode").and_then(Object::as_array).expect("inverted");
        assert_eq!(decode.len(), 8);
        let data = RasterData::Jpeg { bytes, inverted: false };
        assert!(!added(&raster(ColourModel::Rgb, data)).dict.has(b"Decode"));
    }

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
