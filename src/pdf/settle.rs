//! What a document has once everything is in: no objects that nothing refers to, and numbers
//! without gaps.
//!
//! lopdf does both by looking every reference up in a list, which takes seconds for the ten
//! thousand elements of a paper's structure; this takes milliseconds.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId};

use super::compress::refer;
use super::file::File;

/// Takes out what cannot be reached from the trailer.
pub(super) fn prune(doc: &mut Document) {
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut waiting: Vec<&Object> = doc.trailer.iter().map(|(_, value)| value).collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) if seen.insert(*id) => waiting.extend(doc.objects.get(id)),
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    doc.objects.retain(|id, _| seen.contains(id));
}

/// Numbers the objects from 1 on, in their order.
pub(super) fn renumber(doc: &mut File<'_>) {
    let ids = doc.objects.keys().zip(1..).map(|(old, new)| (*old, (new, 0)));
    let ids: BTreeMap<ObjectId, ObjectId> = ids.collect();
    let objects = std::mem::take(&mut doc.objects);
    for (old, mut object) in objects {
        refer(&mut object, &ids);
        if let Some(new) = ids.get(&old) {
            doc.objects.insert(*new, object);
        }
    }
    doc.trailer.iter_mut().for_each(|(_, value)| refer(value, &ids));
    doc.max_id = ids.len() as u32;
    doc.renumber(&ids);
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
