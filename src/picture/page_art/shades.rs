//! The colours at the ends of a function (ISO 32000-2 7.10): enough to tell what a shading or
//! a spot ink's alternate is made of.

use lopdf::{Dictionary, Document, Object};

use super::file::{deref, dict_of, number_of, numbers, value};

/// Functions within functions.
const MOST_DEPTH: usize = 8;
/// Samples of a function: content may name it again and again.
const MOST_SAMPLES: f64 = 1024.0;
/// Functions of one shading.
const MOST_FUNCTIONS: usize = 256;

/// The function's values at the end of its domain, where it says them plainly (type 2, or
/// type 0 of eight bits).
pub(super) fn at_end(doc: &Document, function: &Object) -> Option<Vec<f64>> {
    let dict = dict_of(doc, function)?;
    match value(doc, dict, b"FunctionType").as_i64().ok()? {
        0 => last_sample(doc, function, dict),
        2 => numbers(doc, value(doc, dict, b"C1")),
        _ => None,
    }
}

/// Every colour that stands at an end of the function or of one of its parts; `None` where a
/// part does not say.
pub(super) fn ends(doc: &Document, function: &Object) -> Option<Vec<Vec<f64>>> {
    let mut found = Vec::new();
    let mut open = vec![(deref(doc, function), 0)];
    let mut looked = 0;
    while let Some((function, depth)) = open.pop() {
        looked += 1;
        if depth > MOST_DEPTH || looked > MOST_FUNCTIONS {
            return None;
        }
        let dict = dict_of(doc, function)?;
        match value(doc, dict, b"FunctionType").as_i64().ok()? {
            2 => {
                let end = |key: &[u8], default: f64| match value(doc, dict, key) {
                    Object::Null => Some(vec![default]),
                    object => numbers(doc, object),
                };
                found.push(end(b"C0", 0.0)?);
                found.push(end(b"C1", 1.0)?);
            }
            3 => {
                let parts = value(doc, dict, b"Functions").as_array().ok()?;
                open.extend(parts.iter().map(|part| (deref(doc, part), depth + 1)));
            }
            _ => return None,
        }
    }
    Some(found)
}

/// The last sample of a function of one input with eight bits a value.
fn last_sample(doc: &Document, function: &Object, dict: &Dictionary) -> Option<Vec<f64>> {
    let Object::Stream(stream) = deref(doc, function) else { return None };
    let sizes = numbers(doc, value(doc, dict, b"Size"))?;
    let bits = number_of(value(doc, dict, b"BitsPerSample"))?;
    let range = numbers(doc, value(doc, dict, b"Range"))?;
    let [size] = sizes[..] else { return None };
    if bits != 8.0 || !(1.0..=MOST_SAMPLES).contains(&size) || range.len() > 8 {
        return None;
    }
    let (size, outputs) = (size as usize, range.len() / 2);
    let decode = numbers(doc, value(doc, dict, b"Decode")).unwrap_or(range);
    let most = size * outputs + 64;
    let bytes = super::filters::decode_within(doc, stream, most).ok()?;
    let sample = bytes.get((size - 1) * outputs..size * outputs)?;
    let between = |(byte, ends): (&u8, &[f64])| match ends {
        [low, high] => low + (high - low) * f64::from(*byte) / 255.0,
        _ => 0.0,
    };
    Some(sample.iter().zip(decode.chunks(2)).map(between).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    fn list(values: &[f32]) -> Object {
        Object::Array(values.iter().map(|&value| Object::Real(value)).collect())
    }

    #[test]
    fn ends_are_found_where_they_are_plain() {
        let mut doc = Document::new();
        let plain = Object::Dictionary(dictionary! {
            "FunctionType" => 2, "C0" => list(&[0.0, 0.5]), "C1" => list(&[1.0, 0.25]), "N" => 1,
        });
        assert_eq!(at_end(&doc, &plain), Some(vec![1.0, 0.25]));
        assert_eq!(ends(&doc, &plain), Some(vec![vec![0.0, 0.5], vec![1.0, 0.25]]));
        let both = Object::Dictionary(dictionary! {
            "FunctionType" => 3, "Functions" => vec![plain.clone(), plain],
        });
        assert_eq!(ends(&doc, &both).map(|found| found.len()), Some(4));
        let sampled = dictionary! {
            "FunctionType" => 0, "Size" => vec![2.into()], "BitsPerSample" => 8,
            "Range" => list(&[0.0, 1.0, 0.0, 1.0]),
        };
        let sampled = Object::Stream(Stream::new(sampled, vec![0, 0, 255, 51]));
        assert_eq!(at_end(&doc, &sampled), Some(vec![1.0, 0.2]));
        // One that stands within itself.
        let id = doc.new_object_id();
        let round = dictionary! { "FunctionType" => 3, "Functions" => vec![id.into(), id.into()] };
        doc.objects.insert(id, Object::Dictionary(round));
        assert_eq!(ends(&doc, &Object::Reference(id)), None);
    }
}
