//! [`decode`]: a stream's bytes behind its filters (ISO 32000-2 7.4).

use lopdf::{Document, Object, Stream};

use super::file::{deref, dict_of};

/// What one stream may decode to.
pub(super) const MOST_BYTES: usize = 64 << 20;

/// The filters that there are (ISO 32000-1 table 6), also as contents shorten them. `Crypt` is
/// none of those that a file without encryption has.
pub(super) const KNOWN: [&[u8]; 16] = [
    b"ASCIIHexDecode",
    b"AHx",
    b"ASCII85Decode",
    b"A85",
    b"LZWDecode",
    b"LZW",
    b"FlateDecode",
    b"Fl",
    b"RunLengthDecode",
    b"RL",
    b"CCITTFaxDecode",
    b"CCF",
    b"DCTDecode",
    b"DCT",
    b"JBIG2Decode",
    b"JPXDecode",
];

/// Filters that one stream may go through; more is a bomb.
const MOST_FILTERS: usize = 8;

/// The decoded bytes, or what stands in the way.
pub(super) fn decode(doc: &Document, stream: &Stream) -> Result<Vec<u8>, String> {
    decode_within(doc, stream, MOST_BYTES)
}

/// The same of a stream of no more than `most` bytes.
pub(super) fn decode_within(
    doc: &Document,
    stream: &Stream,
    most: usize,
) -> Result<Vec<u8>, String> {
    // No filter makes its data shorter by more than half.
    if stream.content.len() / 2 > most {
        return Err(too_long(most));
    }
    let mut bytes = stream.content.clone();
    for (name, parms) in filters(doc, stream)? {
        bytes = match name.as_slice() {
            b"ASCIIHexDecode" | b"AHx" => hex(&bytes),
            b"RunLengthDecode" | b"RL" => run_length(&bytes, most)?,
            b"FlateDecode" | b"Fl" => library(b"FlateDecode", parms, bytes, most)?,
            b"LZWDecode" | b"LZW" => library(b"LZWDecode", parms, bytes, most)?,
            b"ASCII85Decode" | b"A85" => library(b"ASCII85Decode", parms, bytes, most)?,
            other => {
                return Err(format!("the filter {} of a content", String::from_utf8_lossy(other)));
            }
        };
    }
    if bytes.len() > most {
        return Err(too_long(most));
    }
    Ok(bytes)
}

fn too_long(most: usize) -> String {
    match most >> 20 {
        0 => format!("a stream of more than {most} bytes"),
        megabytes => format!("a stream of more than {megabytes} MB"),
    }
}

/// What its filters are called, in the order of decoding.
pub(super) fn names(doc: &Document, stream: &Stream) -> Option<Vec<Vec<u8>>> {
    Some(filters(doc, stream).ok()?.into_iter().map(|(name, _)| name).collect())
}

/// The filters in the order of decoding, each with its parameters.
fn filters(doc: &Document, stream: &Stream) -> Result<Vec<(Vec<u8>, Object)>, String> {
    let named = stream.dict.get(b"Filter").map_or(&Object::Null, |object| deref(doc, object));
    let parms = stream.dict.get(b"DecodeParms").or(stream.dict.get(b"DP"));
    let parms = parms.map_or(&Object::Null, |object| deref(doc, object));
    let list = match named {
        Object::Null => return Ok(Vec::new()),
        Object::Name(name) => vec![(name.clone(), parms.clone())],
        Object::Array(names) if names.len() <= MOST_FILTERS => {
            let parms = |at: usize| match parms {
                Object::Array(list) => list.get(at).map_or(Object::Null, |o| deref(doc, o).clone()),
                one if names.len() == 1 => one.clone(),
                _ => Object::Null,
            };
            let name = |object| deref(doc, object).as_name().unwrap_or(b"?").to_vec();
            names.iter().enumerate().map(|(at, object)| (name(object), parms(at))).collect()
        }
        _ => return Err("a stream whose filters are no list of names".to_owned()),
    };
    let plain = |(name, parms): (Vec<u8>, Object)| {
        let parms = dict_of(doc, &parms).cloned().unwrap_or_default();
        let parms = parms.iter().map(|(key, value)| (key.clone(), deref(doc, value).clone()));
        (name, Object::Dictionary(parms.collect()))
    };
    Ok(list.into_iter().map(plain).collect())
}

/// One filter of the library's.
fn library(name: &[u8], parms: Object, bytes: Vec<u8>, most: usize) -> Result<Vec<u8>, String> {
    let mut one = Stream::new(lopdf::Dictionary::new(), bytes);
    one.dict.set("Filter", Object::Name(name.to_vec()));
    one.dict.set("DecodeParms", parms);
    one.decompressed_content_with_limit(most)
        .map_err(|error| format!("a stream that cannot be decoded ({error})"))
}

pub(super) fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(|&byte| char::from(byte).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn run_length(bytes: &[u8], most: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut rest = bytes.iter().copied();
    while let Some(length) = rest.next().filter(|&length| length != 128) {
        match length {
            0..128 => out.extend(rest.by_ref().take(usize::from(length) + 1)),
            _ => {
                let byte = rest.next().unwrap_or(0);
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
            }
        }
        if out.len() > most {
            return Err(too_long(most));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Dictionary, dictionary};

    #[test]
    fn filters_follow_each_other() {
        let doc = Document::new();
        let names = |list: &[&str]| {
            Object::Array(list.iter().map(|&name| Object::from(name)).collect::<Vec<_>>())
        };
        let cases: [(Object, &[u8], &[u8]); 4] = [
            (Object::Null, b"q Q", b"q Q"),
            ("ASCIIHexDecode".into(), b"71 20 5 1>xx", b"q Q"),
            ("RunLengthDecode".into(), &[0, b'q', 255, b' ', 128, 1], b"q  "),
            (names(&["AHx", "RL"]), b"0271205180", b"q Q"),
        ];
        for (filter, bytes, expected) in cases {
            let stream = Stream::new(dictionary! { "Filter" => filter }, bytes.to_vec());
            assert_eq!(decode(&doc, &stream).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn bombs_and_strangers_are_refused() {
        let doc = Document::new();
        let mut stream = Stream::new(Dictionary::new(), [129, b'x'].repeat(600_000));
        stream.dict.set("Filter", "RunLengthDecode");
        assert!(decode(&doc, &stream).is_err());
        stream.dict.set("Filter", "DCTDecode");
        assert!(decode(&doc, &stream).is_err());
        stream.dict.set("Filter", vec![Object::from("RL"); 9]);
        assert!(decode(&doc, &stream).is_err());
    }

    #[test]
    fn a_stream_keeps_its_limit() {
        let doc = Document::new();
        let blanks = Stream::new(Dictionary::new(), vec![b' '; 42]);
        let mut packed = Stream::new(dictionary! { "Filter" => "RL" }, vec![215, b' ']);
        for stream in [&blanks, &packed] {
            assert_eq!(decode_within(&doc, stream, 42).map(|bytes| bytes.len()), Ok(42));
            assert!(decode_within(&doc, stream, 41).is_err());
        }
        packed.content = vec![128; 100];
        assert!(decode_within(&doc, &packed, 42).is_err(), "longer than it may become");
    }
}
