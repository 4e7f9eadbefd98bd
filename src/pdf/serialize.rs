//! [`serialize`]: the document as bytes, objects in object streams behind a cross-reference
//! stream (ISO 32000-1 7.5.7, 7.5.8).
//!
//! lopdf could save the file itself, but its object streams go through whatever Flate encoder
//! the build happens to have, and its cross-reference stream is not compressed.

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

use rayon::prelude::*;

use super::cache::Cache;
use super::compress;
use super::digits;
use super::file::File;
use super::hash::Hash;
use crate::flate::{Effort, deflate};

/// Objects in one object stream; more compress better but make a viewer unpack more.
const PER_STREAM: usize = 200;

/// Where an object lies.
#[derive(Clone, Copy, Debug)]
enum Place {
    Missing,
    At(usize),
    InStream { stream: u32, index: usize },
}

/// Streams are let go as they are written.
pub(super) fn serialize(mut file: File<'_>, cache: &Cache) -> Vec<u8> {
    let mut out = Vec::with_capacity(length(&file));
    out.extend_from_slice(format!("%PDF-{}\n", file.version).as_bytes());
    // Bytes over 127 tell transfer programs that the file is binary (7.5.2).
    out.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
    let mut places = vec![Place::Missing; file.max_id as usize + 1];
    let mut objects = std::mem::take(&mut file.objects);
    for (&id, object) in &mut objects {
        let Object::Stream(stream) = object else { continue };
        places[id.0 as usize] = Place::At(out.len());
        indirect(&mut out, id.0, &stream.dict, file.content(id, stream));
        stream.content = Vec::new();
    }
    let is_small = |object: &&Object| !matches!(object, Object::Stream(_));
    let small = objects.iter().map(|(id, object)| (id.0, object));
    let small: Vec<(u32, &Object)> = small.filter(|(_, object)| is_small(object)).collect();
    let streams = small.par_chunks(PER_STREAM).map(|objects| object_stream(objects, cache));
    let streams: Vec<Stream> = streams.collect();
    for (objects, stream) in small.chunks(PER_STREAM).zip(&streams) {
        let id = places.len() as u32;
        for (index, (object, _)) in objects.iter().enumerate() {
            places[*object as usize] = Place::InStream { stream: id, index };
        }
        places.push(Place::At(out.len()));
        indirect(&mut out, id, &stream.dict, &stream.content);
    }
    cross_reference(&mut out, &mut places, &file.trailer);
    out
}

/// About as long as the file becomes, so that it need not be moved while it grows.
fn length(file: &File<'_>) -> usize {
    let of = |(id, object): (&ObjectId, &Object)| match object {
        Object::Stream(stream) => file.content(*id, stream).len() + 200,
        _ => 40,
    };
    file.objects.iter().map(of).sum::<usize>() + 4096
}

/// A hash of all that the document holds.
pub(super) fn digest(doc: &File<'_>) -> Hash {
    let of = |bytes: &mut Vec<u8>, (id, object): (&ObjectId, &Object)| {
        bytes.clear();
        write_object(bytes, object);
        let hash = Hash::of(bytes);
        match object {
            Object::Stream(stream) => hash.with(doc.content(*id, stream)).bytes(),
            _ => hash.bytes(),
        }
    };
    let objects: Vec<(&ObjectId, &Object)> = doc.objects.iter().collect();
    let objects = objects.into_par_iter().map_init(Vec::new, of);
    let whole = Hash::of(doc.version.as_bytes());
    objects.collect::<Vec<_>>().iter().fold(whole, |whole, object| whole.with(object))
}

fn indirect(out: &mut Vec<u8>, id: u32, dict: &Dictionary, content: &[u8]) {
    integer(out, id.into());
    out.extend_from_slice(b" 0 obj\n");
    dictionary(out, dict);
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

fn object_stream(objects: &[(u32, &Object)], cache: &Cache) -> Stream {
    let mut index = Vec::new();
    let mut body = Vec::new();
    for (id, object) in objects {
        integer(&mut index, (*id).into());
        index.push(b' ');
        integer(&mut index, body.len() as i64);
        index.push(b' ');
        write_object(&mut body, object);
        body.push(b'\n');
    }
    let first = index.len();
    index.append(&mut body);
    let dict = dictionary! {
        "Type" => "ObjStm",
        "N" => objects.len() as i64,
        "First" => first as i64,
    };
    compress::compressed(dict, &index, Effort::Text, cache)
}

/// The cross-reference stream is the last object and lists itself.
fn cross_reference(out: &mut Vec<u8>, places: &mut Vec<Place>, trailer: &Dictionary) {
    let start = out.len();
    let id = places.len() as u32;
    places.push(Place::At(start));
    let width = (1..8).find(|&bytes| start >> (bytes * 8) == 0).unwrap_or(8);
    let mut rows = Vec::with_capacity(places.len() * (width + 4));
    let mut above = vec![0; width + 3];
    for (at, place) in places.iter().enumerate() {
        let (kind, field, last) = match place {
            Place::Missing => (0, 0, if at == 0 { u16::MAX } else { 0 }),
            Place::At(offset) => (1, *offset, 0),
            Place::InStream { stream, index } => (2, *stream as usize, *index as u16),
        };
        let mut row = vec![kind];
        row.extend_from_slice(&(field as u64).to_be_bytes()[8 - width..]);
        row.extend_from_slice(&last.to_be_bytes());
        // The PNG filter *up*: neighbouring entries are alike.
        rows.push(2);
        rows.extend(
            row.iter().zip(&above).map(|(byte, above): (&u8, &u8)| byte.wrapping_sub(*above)),
        );
        above = row;
    }
    let columns = width as i64 + 3;
    let hash = Hash::of(out).bytes();
    let mut dict = dictionary! {
        "Type" => "XRef",
        "Size" => places.len() as i64,
        "W" => vec![1.into(), (width as i64).into(), 2.into()],
        "ID" => vec![hex(&hash), hex(&hash)],
        "DecodeParms" => dictionary! { "Predictor" => 12, "Columns" => columns },
    };
    for key in ["Root", "Info"] {
        if let Ok(object) = trailer.get(key.as_bytes()) {
            dict.set(key, object.clone());
        }
    }
    let stream = compress::ready(dict, deflate(&rows, Effort::Text));
    indirect(out, id, &stream.dict, &stream.content);
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
}

fn hex(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), StringFormat::Hexadecimal)
}

fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(text) => name(out, text),
        Object::String(bytes, StringFormat::Literal) => literal(out, bytes),
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| hex_of(out, *byte));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 && starts_bare(item) {
                    out.push(b' ');
                }
                write_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => dictionary(out, dict),
        // A stream is always an object of its own; inside another one it has no content.
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference(id) => reference(out, *id),
    }
}

fn reference(out: &mut Vec<u8>, (id, generation): ObjectId) {
    integer(out, id.into());
    out.push(b' ');
    integer(out, generation.into());
    out.extend_from_slice(b" R");
}

fn integer(out: &mut Vec<u8>, value: i64) {
    digits::fixed(out, value, 0);
}

fn hex_of(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]));
}

/// Whether the object's first character would run into the token before it.
fn starts_bare(object: &Object) -> bool {
    !matches!(
        object,
        Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)
    )
}

pub(super) fn dictionary(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dict {
        name(out, key);
        if starts_bare(value) {
            out.push(b' ');
        }
        write_object(out, value);
    }
    out.extend_from_slice(b">>");
}

fn name(out: &mut Vec<u8>, text: &[u8]) {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte);
    out.push(b'/');
    for byte in text {
        if is_plain(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hex_of(out, *byte);
        }
    }
}

pub(super) fn literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Document;

    #[test]
    fn tokens_are_kept_apart() {
        let dict = dictionary! {
            "A" => vec![1.into(), Object::Real(0.5), "N".into(), Object::Reference((7, 0))],
            "B C" => Object::string_literal("a(b)\r"),
            "D" => true,
        };
        let mut out = Vec::new();
        write_object(&mut out, &Object::Dictionary(dict));
        assert_eq!(out, b"<</A[1 0.5/N 7 0 R]/B#20C(a\\(b\\)\\r)/D true>>");
    }

    #[test]
    fn the_file_is_read_back() {
        let mut doc = File::new(Document::with_version("1.6"));
        let pages = doc.add_object(dictionary! {
            "Type" => "Pages", "Kids" => Object::Array(Vec::new()), "Count" => 0,
        });
        let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        let stream = doc.add_object(Stream::new(Dictionary::new(), b"content".to_vec()));
        doc.trailer.set("Root", root);
        let read = Document::load_mem(&serialize(doc, &Cache::default())).expect("a good file");
        assert_eq!(read.version, "1.6");
        let content = read.get_object(stream).and_then(Object::as_stream).expect("the stream");
        assert_eq!(content.content, b"content");
        assert!(read.catalog().is_ok());
    }
}
