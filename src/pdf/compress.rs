//! Which streams are compressed, and when.
//!
//! A stream is put into the document as it is, and waits ([`File::add_waiting`]); [`merge`] then
//! makes one of streams that are alike, and [`run`] compresses all of them side by side. The order of the objects is that of the document, whichever is done
//! first. What was compressed on its way (pages, samples) comes [`ready`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::cache::Cache;
use super::file::File;
use super::serialize;
use crate::flate::Effort;

/// A stream whose data is deflated already.
pub(super) fn ready(mut dict: Dictionary, deflated: impl Into<Vec<u8>>) -> Stream {
    dict.set("Filter", "FlateDecode");
    Stream::new(dict, deflated.into())
}

/// A stream that is compressed at once.
pub(super) fn compressed(dict: Dictionary, bytes: &[u8], effort: Effort, cache: &Cache) -> Stream {
    ready(dict, cache.deflate(bytes, effort))
}

/// Compresses every stream that waits for it, the longest first.
pub(super) fn run(doc: &mut File<'_>, cache: &Cache) {
    let mut waiting: Vec<(&mut Stream, Effort)> = doc.take_waiting().collect();
    waiting.sort_by_key(|(stream, _)| Reverse(stream.content.len()));
    waiting.into_par_iter().with_max_len(1).for_each(|(stream, effort)| {
        stream.set_content(cache.deflate(&stream.content, effort));
    });
}

/// Makes one object of streams that are alike: a picture named by two paths, the maps of two
/// faces with the same letters. What refers to other streams is alike once those are one.
pub(super) fn merge(doc: &mut File<'_>) {
    loop {
        let doubles = doubles(doc);
        if doubles.is_empty() {
            return;
        }
        doc.objects.retain(|id, _| !doubles.contains_key(id));
        let instead = |id| doubles.get(&id).copied();
        doc.objects.values_mut().for_each(|object| refer(object, &instead));
    }
}

/// A stream that stays, and its content.
type Known<'a> = (ObjectId, &'a [u8]);

/// Every stream that has its like before it, with that.
fn doubles(doc: &File<'_>) -> BTreeMap<ObjectId, ObjectId> {
    // By dictionary, length and what is to be made of them, so that contents are compared only
    // where they may be alike.
    let mut seen: BTreeMap<(usize, Option<Effort>, Vec<u8>), Vec<Known<'_>>> = BTreeMap::new();
    let mut doubles = BTreeMap::new();
    for (id, object) in &doc.objects {
        let Object::Stream(stream) = object else { continue };
        let mut dict = Vec::new();
        serialize::dictionary(&mut dict, &stream.dict);
        let content = doc.content(*id, stream);
        let alike = seen.entry((content.len(), doc.effort(*id), dict)).or_default();
        match alike.iter().find(|(_, known)| *known == content) {
            Some((first, _)) => _ = doubles.insert(*id, *first),
            None => alike.push((*id, content)),
        }
    }
    doubles
}

pub(super) fn refer(object: &mut Object, instead: &impl Fn(ObjectId) -> Option<ObjectId>) {
    match object {
        Object::Reference(id) => *id = instead(*id).unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| refer(item, instead)),
        Object::Dictionary(dict) => refer_all(dict, instead),
        Object::Stream(stream) => refer_all(&mut stream.dict, instead),
        _ => {}
    }
}

fn refer_all(dict: &mut Dictionary, instead: &impl Fn(ObjectId) -> Option<ObjectId>) {
    dict.iter_mut().for_each(|(_, value)| refer(value, instead));
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    #[test]
    fn streams_alike_become_one() {
        let mut doc = File::new(Document::new());
        let mut picture = |mask: &[u8]| {
            let mask = doc.add_waiting(Dictionary::new(), mask.to_vec(), Effort::Samples);
            let dict = dictionary! { "SMask" => mask };
            doc.add_waiting(dict, b"samples".to_vec(), Effort::Samples)
        };
        let (one, like, other) = (picture(b"mask"), picture(b"mask"), picture(b"MASK"));
        let page = doc.add_object(Object::Array([one, like, other].map(Object::from).to_vec()));
        merge(&mut doc);
        assert_eq!(doc.objects.len(), 5);
        let page = doc.get_object(page).and_then(Object::as_array).expect("the page");
        assert_eq!(*page, [one, one, other].map(Object::from));
    }

    #[test]
    fn what_waits_is_not_what_is_done() {
        let mut doc = File::new(Document::new());
        let done = doc.add_object(ready(Dictionary::new(), b"alike".to_vec()));
        let waiting = doc.add_waiting(Dictionary::new(), b"alike".to_vec(), Effort::Text);
        merge(&mut doc);
        assert!(doc.objects.contains_key(&done) && doc.objects.contains_key(&waiting));
    }

    #[test]
    fn what_waits_is_compressed_and_nothing_else() {
        let mut doc = File::new(Document::new());
        let text = b"0 0 0 1 k ".repeat(100);
        let waiting = doc.add_waiting(Dictionary::new(), text.clone(), Effort::Text);
        let jpeg = dictionary! { "Filter" => "DCTDecode" };
        let kept = doc.add_object(Stream::new(jpeg, b"jpeg".to_vec()));
        run(&mut doc, &Cache::default());
        let get = |id| doc.get_object(id).and_then(Object::as_stream).expect("a stream");
        let done = get(waiting);
        assert!(done.content.len() < 40);
        assert_eq!(done.decompressed_content().expect("Flate"), text);
        let length = done.dict.get(b"Length").and_then(Object::as_i64).expect("a length");
        assert_eq!(length, done.content.len() as i64);
        assert_eq!(get(kept).content, b"jpeg");
    }
}
