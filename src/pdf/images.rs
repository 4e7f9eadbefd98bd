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
    dict.set(
        "DecodeParms",
        dictionary! {
            "Predictor" => 15,
            "Colors" => components as i64,
            "Columns" => i64::from(width),
        },
    );
    let filtered = filter_rows(bytes, width as usize * components, components);
    compress::stream(dict, &filtered, Level::Samples)
}

/// PNG's row filters (ISO 32000-1 7.4.4.4): each row takes the one of *none*, *sub*, *up* and
/// *Paeth* that leaves the smallest differences.
fn filter_rows(bytes: &[u8], row: usize, step: usize) -> Vec<u8> {
    if row == 0 {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / row + 1);
    let mut above = vec![0; row];
    let mut best = Vec::with_capacity(row);
    let mut tried = Vec::with_capacity(row);
    for line in bytes.chunks_exact(row) {
        let mut least = u64::MAX;
        let mut kind = 0;
        for filter in [0, 1, 2, 4] {
            tried.clear();
            tried.extend((0..row).map(|at| {
                let left = at.checked_sub(step).map_or(0, |at| line[at]);
                let corner = at.checked_sub(step).map_or(0, |at| above[at]);
                let guess = match filter {
                    0 => 0,
                    1 => left,
                    2 => above[at],
                    _ => paeth(left, above[at], corner),
                };
                line[at].wrapping_sub(guess)
            }));
            let cost = tried.iter().map(|&byte| u64::from((byte as i8).unsigned_abs())).sum();
            if cost < least {
                (least, kind) = (cost, filter);
                std::mem::swap(&mut best, &mut tried);
            }
        }
        out.push(kind);
        out.extend_from_slice(&best);
        above.copy_from_slice(line);
    }
    out
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
        Raster { width: 2, height: 2, model, data, mask: None }
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
