//! Bytes, trailer, streams and the limits of readers.

use lopdf::Object;

use super::{Claim, File};

pub fn header(file: &File<'_>) -> Vec<String> {
    let version: &[u8] = match file.claim {
        Claim::X4 => b"%PDF-1.6\n",
        Claim::A2u | Claim::Plain => b"%PDF-1.7\n",
    };
    let mut out = Vec::new();
    if !file.bytes.starts_with(version) {
        out.push("another version".to_owned());
    }
    let comment = file.bytes.get(version.len()..version.len() + 5).unwrap_or_default();
    let binary = comment.iter().skip(1).filter(|byte| **byte > 127).count();
    if comment.first() != Some(&b'%') || binary < 4 {
        out.push("no comment of four bytes over 127".to_owned());
    }
    out
}

pub fn trailer(file: &File<'_>) -> Vec<String> {
    let trailer = &file.doc.trailer;
    let mut out = Vec::new();
    let ids = trailer.get(b"ID").and_then(Object::as_array).cloned().unwrap_or_default();
    let whole = |id: &Object| id.as_str().is_ok_and(|id| id.len() == 16);
    if ids.len() != 2 || !ids.iter().all(whole) {
        out.push(format!("the file identifier is {ids:?}"));
    }
    if trailer.has(b"Encrypt") {
        out.push("encrypted".to_owned());
    }
    if !file.bytes.ends_with(b"%%EOF\n") && !file.bytes.ends_with(b"%%EOF") {
        out.push("there is data after the end".to_owned());
    }
    if trailer.get(b"Info").is_ok_and(|info| info.as_reference().is_err()) {
        out.push("the information dictionary is no object".to_owned());
    }
    out
}

/// Filters and places of data.
pub fn streams(file: &File<'_>) -> Vec<String> {
    let allowed = [
        "FlateDecode",
        "DCTDecode",
        "JPXDecode",
        "CCITTFaxDecode",
        "JBIG2Decode",
        "RunLengthDecode",
        "ASCIIHexDecode",
        "ASCII85Decode",
    ];
    let mut out = Vec::new();
    for (id, stream) in file.streams() {
        for key in ["F", "FFilter", "FDecodeParms"] {
            if stream.dict.has(key.as_bytes()) {
                out.push(format!("stream {}: its data is in another file", id.0));
            }
        }
        let filters = match file.get(&stream.dict, "Filter") {
            None => Vec::new(),
            Some(Object::Array(filters)) => filters.clone(),
            Some(filter) => vec![filter.clone()],
        };
        for filter in filters {
            let name = filter.as_name().map(String::from_utf8_lossy).unwrap_or_default();
            if !allowed.contains(&name.as_ref()) {
                out.push(format!("stream {}: the filter is {filter:?}", id.0));
            }
        }
        let length = stream.dict.get(b"Length").and_then(Object::as_i64).ok();
        if length != Some(stream.content.len() as i64) {
            out.push(format!("stream {}: its length is {length:?}", id.0));
        }
    }
    out
}

/// ISO 19005-2 6.1.13, by ISO 32000-1 Annex C.
pub fn limits(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if file.doc.objects.len() > 8_388_607 {
        out.push("too many objects".to_owned());
    }
    let mut waiting: Vec<&Object> = file.doc.objects.values().collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Integer(value) if i32::try_from(*value).is_err() => {
                out.push(format!("the number {value}"));
            }
            Object::String(text, _) if text.len() > 32_767 => {
                out.push(format!("a string of {} bytes", text.len()));
            }
            Object::Name(name) if name.len() > 127 || std::str::from_utf8(name).is_err() => {
                out.push(format!("the name {}", String::from_utf8_lossy(name)));
            }
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    for drawn in file.drawn() {
        let (mut depth, mut deepest) = (0_i32, 0);
        for operation in &drawn.operations {
            match operation.operator.as_str() {
                "q" => depth += 1,
                "Q" => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
            if depth < 0 {
                out.push(format!("{}: a state is restored that was not saved", drawn.of));
            }
        }
        if deepest > 28 || depth != 0 {
            out.push(format!("{}: states are nested {deepest} deep, {depth} left", drawn.of));
        }
    }
    out
}
