//! Flate. The encoder is chosen for giving the same bytes on every machine and in every build.
//!
//! A stream is put into the document as it is, with the level that it wants where its filter
//! will stand; [`merge`] then makes one of streams that are alike, and [`run`] compresses all
//! of them side by side. The order of the objects is that of the document, whichever is done
//! first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::{predict, serialize};

/// How hard to try; the levels are miniz's, chosen on the streams of the example pages. More than
/// level 4 takes half a per cent off texts and outlines and up to three times the time; samples
/// lose another twentieth at level 5, and less than that again at level 6 for double the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Outlines and profiles.
    Font,
    /// Content streams, maps, objects.
    Text,
    /// Picture samples.
    Samples,
    /// Only the length is of interest.
    Trial,
}

impl Level {
    fn number(self) -> u8 {
        match self {
            Level::Font | Level::Text => 4,
            Level::Samples => 5,
            Level::Trial => 1,
        }
    }
}

pub(super) fn deflate(bytes: &[u8], level: Level) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, level.number())
}

/// A stream that [`run`] will compress.
pub(super) fn stream(mut dict: Dictionary, bytes: impl Into<Vec<u8>>, level: Level) -> Stream {
    dict.set("Filter", i64::from(level.number()));
    Stream::new(dict, bytes.into())
}

/// A stream whose data is deflated already.
pub(super) fn ready(mut dict: Dictionary, deflated: &[u8]) -> Stream {
    dict.set("Filter", "FlateDecode");
    Stream::new(dict, deflated.to_vec())
}

/// A stream that is compressed at once.
pub(super) fn compressed(dict: Dictionary, bytes: impl Into<Vec<u8>>, level: Level) -> Stream {
    let mut stream = stream(dict, bytes, level);
    finish(&mut stream);
    stream
}

/// Compresses every stream that waits for it, the longest first.
pub(super) fn run(doc: &mut Document) {
    let streams = doc.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) => waits(stream).map(|_| stream),
        _ => None,
    });
    let mut waiting: Vec<&mut Stream> = streams.collect();
    waiting.sort_by_key(|stream| Reverse(stream.content.len()));
    waiting.into_par_iter().with_max_len(1).for_each(finish);
}

/// The level that a stream is to be compressed with.
fn waits(stream: &Stream) -> Option<u8> {
    let level = stream.dict.get(b"Filter").and_then(Object::as_i64).ok()?;
    u8::try_from(level).ok()
}

fn finish(stream: &mut Stream) {
    let Some(level) = waits(stream) else { return };
    predict::filter(stream);
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(miniz_oxide::deflate::compress_to_vec_zlib(&stream.content, level));
}

/// Makes one object of streams that are alike: a picture named by two paths, the maps of two
/// faces with the same letters. What refers to other streams is alike once those are one.
pub(super) fn merge(doc: &mut Document) {
    loop {
        let doubles = doubles(doc);
        if doubles.is_empty() {
            return;
        }
        doc.objects.retain(|id, _| !doubles.contains_key(id));
        doc.objects.values_mut().for_each(|object| refer(object, &doubles));
    }
}

/// A stream that stays, and its content.
type Known<'a> = (ObjectId, &'a [u8]);

/// Every stream that has its like before it, with that.
fn doubles(doc: &Document) -> BTreeMap<ObjectId, ObjectId> {
    // By dictionary and length, so that contents are compared only where they may be alike.
    let mut seen: BTreeMap<(usize, Vec<u8>), Vec<Known<'_>>> = BTreeMap::new();
    let mut doubles = BTreeMap::new();
    for (id, object) in &doc.objects {
        let Object::Stream(stream) = object else { continue };
        let mut dict = Vec::new();
        serialize::dictionary(&mut dict, &stream.dict);
        let alike = seen.entry((stream.content.len(), dict)).or_default();
        match alike.iter().find(|(_, content)| *content == stream.content.as_slice()) {
            Some((first, _)) => _ = doubles.insert(*id, *first),
            None => alike.push((*id, &stream.content)),
        }
    }
    doubles
}

pub(super) fn refer(object: &mut Object, instead: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = instead.get(id).copied().unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| refer(item, instead)),
        Object::Dictionary(dict) => refer_all(dict, instead),
        Object::Stream(stream) => refer_all(&mut stream.dict, instead),
        _ => {}
    }
}

fn refer_all(dict: &mut Dictionary, instead: &BTreeMap<ObjectId, ObjectId>) {
    dict.iter_mut().for_each(|(_, value)| refer(value, instead));
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn streams_alike_become_one() {
        let mut doc = Document::new();
        let mut picture = |mask: &[u8]| {
            let mask = doc.add_object(stream(Dictionary::new(), mask.to_vec(), Level::Samples));
            let dict = dictionary! { "SMask" => mask };
            doc.add_object(stream(dict, b"samples".to_vec(), Level::Samples))
        };
        let (one, like, other) = (picture(b"mask"), picture(b"mask"), picture(b"MASK"));
        let page = doc.add_object(Object::Array([one, like, other].map(Object::from).to_vec()));
        merge(&mut doc);
        assert_eq!(doc.objects.len(), 5);
        let page = doc.get_object(page).and_then(Object::as_array).expect("the page");
        assert_eq!(*page, [one, one, other].map(Object::from));
    }

    #[test]
    fn what_waits_is_compressed_and_nothing_else() {
        let mut doc = Document::new();
        let text = b"0 0 0 1 k ".repeat(100);
        let waiting = doc.add_object(stream(Dictionary::new(), text.clone(), Level::Text));
        let jpeg = dictionary! { "Filter" => "DCTDecode" };
        let kept = doc.add_object(Stream::new(jpeg, b"jpeg".to_vec()));
        run(&mut doc);
        let get = |id| doc.get_object(id).and_then(Object::as_stream).expect("a stream");
        let done = get(waiting);
        assert!(done.content.len() < 40);
        assert_eq!(done.decompressed_content().expect("Flate"), text);
        let length = done.dict.get(b"Length").and_then(Object::as_i64).expect("a length");
        assert_eq!(length, done.content.len() as i64);
        assert_eq!(get(kept).content, b"jpeg");
    }
}
