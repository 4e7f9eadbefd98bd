//! Raster pictures as image XObjects: a JPEG keeps its own bytes, samples are compressed.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::File;
use crate::picture::{ColourModel, Raster, RasterData};

/// Puts a raster into the document, with its soft mask. Their data stays where it is.
pub(super) fn add<'a>(doc: &mut File<'a>, raster: &'a Raster) -> ObjectId {
    let mask = raster.mask.as_ref().map(|mask| {
        let dict = packed(head(raster, ColourModel::Grey), raster.width, 1);
        doc.lend(dict, mask)
    });
    let mut dict = head(raster, raster.model);
    if let Some(mask) = mask {
        dict.set("SMask", mask);
    }
    match &raster.data {
        RasterData::Jpeg { bytes, inverted } => {
            dict.set("Filter", "DCTDecode");
            if *inverted && raster.model == ColourModel::Cmyk {
                // Adobe's CMYK values are complements (ISO 32000-1 8.9.5.2).
                dict.set("Decode", Object::Array([1, 0].repeat(4).into_iter().map(i).collect()));
            }
            doc.lend(dict, bytes)
        }
        RasterData::Packed(bytes) => {
            doc.lend(packed(dict, raster.width, raster.model.components()), bytes)
        }
        RasterData::Bits(bytes) => {
            let mut dict = packed(dict, raster.width, 1);
            dict.set("BitsPerComponent", 1);
            if let Ok(parameters) = dict.get_mut(b"DecodeParms").and_then(Object::as_dict_mut) {
                parameters.set("BitsPerComponent", 1);
            }
            doc.lend(dict, bytes)
        }
    }
}

/// Rows that each name their filter (ISO 32000-1 7.4.4.4).
fn packed(mut dict: Dictionary, width: u32, components: usize) -> Dictionary {
    dict.set("Filter", "FlateDecode");
    let parameters = dictionary! {
        "Predictor" => 15,
        "Colors" => components as i64,
        "Columns" => i64::from(width),
    };
    dict.set("DecodeParms", parameters);
    dict
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

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(model: ColourModel, data: RasterData) -> Raster {
        Raster { width: 2, height: 2, model, data, mask: None, ink: Default::default() }
    }

    fn added(raster: &Raster) -> (Dictionary, &[u8]) {
        let mut doc = File::new(lopdf::Document::new());
        let id = add(&mut doc, raster);
        let stream = doc.get_object(id).and_then(Object::as_stream).expect("just added");
        (stream.dict.clone(), doc.lent(id).expect("just lent"))
    }

    #[test]
    fn line_art_has_a_bit_a_pixel() {
        let (raster, bytes) = (raster(ColourModel::Grey, RasterData::Bits(vec![7])), vec![7]);
        let (dict, content) = added(&raster);
        assert_eq!(content, bytes);
        assert_eq!(dict.get(b"BitsPerComponent").and_then(Object::as_i64).ok(), Some(1));
        let parameters = dict.get(b"DecodeParms").and_then(Object::as_dict).expect("parameters");
        assert_eq!(parameters.get(b"BitsPerComponent").and_then(Object::as_i64).ok(), Some(1));
    }

    #[test]
    fn a_jpeg_keeps_its_bytes_and_adobes_cmyk_is_turned_over() {
        let bytes = vec![0xff, 0xd8, 1, 2, 3];
        let data = RasterData::Jpeg { bytes: bytes.clone(), inverted: true };
        let raster_of = |data| raster(ColourModel::Cmyk, data);
        let inverted = raster_of(data);
        let (dict, content) = added(&inverted);
        assert_eq!(content, bytes);
        let decode = dict.get(b"Decode").and_then(Object::as_array).expect("inverted");
        assert_eq!(decode.len(), 8);
        let data = RasterData::Jpeg { bytes, inverted: false };
        assert!(!added(&raster(ColourModel::Rgb, data)).0.has(b"Decode"));
    }
}
