//! What a document has once everything is in: no objects that nothing refers to, and numbers
//! without gaps.
//!
//! lopdf does both by looking every reference up in a list, which takes seconds for the ten
//! thousand elements of a paper's structure; this takes milliseconds.

use lopdf::{Document, Object, ObjectId};

use super::compress::refer;
use super::file::File;

/// Takes out what cannot be reached from the trailer.
pub(super) fn prune(doc: &mut Document) {
    let mut seen = vec![false; last(doc) + 1];
    let mut see = |id: &ObjectId| match seen.get_mut(id.0 as usize) {
        Some(seen) => !std::mem::replace(seen, true),
        None => false,
    };
    let mut waiting: Vec<&Object> = doc.trailer.iter().map(|(_, value)| value).collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) if see(id) => waiting.extend(doc.objects.get(id)),
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    doc.objects.retain(|id, _| seen.get(id.0 as usize) == Some(&true));
}

/// Numbers the objects from 1 on, in their order.
pub(super) fn renumber(doc: &mut File<'_>) {
    let mut ids: Vec<Option<u32>> = vec![None; last(doc) + 1];
    for (&(old, _), new) in doc.objects.keys().zip(1..) {
        if let Some(place) = ids.get_mut(old as usize) {
            *place = Some(new);
        }
    }
    let new = |(old, _): ObjectId| Some((ids.get(old as usize).copied().flatten()?, 0));
    let objects = std::mem::take(&mut doc.objects);
    doc.max_id = objects.len() as u32;
    let moved = objects.into_iter().filter_map(|(old, mut object)| {
        refer(&mut object, &new);
        Some((new(old)?, object))
    });
    doc.objects = moved.collect();
    doc.trailer.iter_mut().for_each(|(_, value)| refer(value, &new));
    doc.renumber(new);
}

/// The highest number of an object.
fn last(doc: &Document) -> usize {
    doc.objects.keys().next_back().map_or(0, |(id, _)| *id as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn what_nothing_refers_to_goes_and_the_rest_moves_up() {
        let mut doc = File::new(Document::new());
        let lost = doc.add_object(1);
        let kept = doc.add_object(2);
        let ring = doc.new_object_id();
        doc.objects.insert(ring, dictionary! { "Own" => ring, "Kept" => vec![kept.into()] }.into());
        doc.trailer.set("Root", ring);
        prune(&mut doc);
        assert!(!doc.objects.contains_key(&lost));
        renumber(&mut doc);
        assert_eq!(doc.objects.keys().copied().collect::<Vec<_>>(), [(1, 0), (2, 0)]);
        let root = doc.catalog().expect("the root");
        assert_eq!(root.get(b"Own").ok(), Some(&Object::Reference((2, 0))));
        assert_eq!(root.get(b"Kept").ok(), Some(&Object::Array(vec![Object::Reference((1, 0))])));
        assert_eq!((doc.max_id, doc.trailer.get(b"Root").ok()), (2, Some(&(2, 0).into())));
    }
}
