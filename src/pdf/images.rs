//! Raster pictures as image XObjects: a JPEG keeps its own bytes, samples are compressed.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::compress::{self, Level};
use super::predict;
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
    dict.set("DecodeParms", predict::wish(width, components));
    compress::stream(dict, bytes, Level::Samples)
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
}
