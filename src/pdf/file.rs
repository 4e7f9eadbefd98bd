//! [`File`]: the document being made, and the data that it does not hold itself.
//!
//! Pictures are the bulk of a paper. They lie with the job, so their streams stand in the document
//! without content, and the writer takes it from where it is.
//!
//! Other streams are put in as they are and wait to be compressed (`compress.rs`). Their
//! dictionaries say already what they will be; which they are is known here alone.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::flate::Effort;

pub(super) struct File<'a> {
    doc: Document,
    lent: BTreeMap<ObjectId, &'a [u8]>,
    /// Streams that are not compressed yet, with the effort that each is worth.
    waiting: BTreeMap<ObjectId, Effort>,
}

impl<'a> File<'a> {
    pub fn new(doc: Document) -> File<'a> {
        File { doc, lent: BTreeMap::new(), waiting: BTreeMap::new() }
    }

    /// A stream whose content stays where it is, encoded as `dict` says.
    pub fn lend(&mut self, mut dict: Dictionary, content: &'a [u8]) -> ObjectId {
        dict.set("Length", content.len() as i64);
        let id = self.doc.add_object(Stream { dict, ..Stream::new(Dictionary::new(), Vec::new()) });
        self.lent.insert(id, content);
        id
    }

    /// The content of a stream that is not in the document.
    pub fn lent(&self, id: ObjectId) -> Option<&'a [u8]> {
        self.lent.get(&id).copied()
    }

    /// The content of a stream, wherever it is.
    pub fn content<'s>(&'s self, id: ObjectId, stream: &'s Stream) -> &'s [u8] {
        self.lent(id).unwrap_or(&stream.content)
    }

    /// A stream whose content is still to be compressed.
    pub fn add_waiting(&mut self, dict: Dictionary, content: Vec<u8>, effort: Effort) -> ObjectId {
        let id = self.doc.new_object_id();
        self.put_waiting(id, dict, content, effort);
        id
    }

    /// The same, under a number that it has already.
    pub fn put_waiting(
        &mut self,
        id: ObjectId,
        mut dict: Dictionary,
        content: Vec<u8>,
        effort: Effort,
    ) {
        dict.set("Filter", "FlateDecode");
        self.doc.objects.insert(id, Object::Stream(Stream::new(dict, content)));
        self.waiting.insert(id, effort);
    }

    /// The effort of a stream that waits.
    pub fn effort(&self, id: ObjectId) -> Option<Effort> {
        self.waiting.get(&id).copied()
    }

    /// The streams that wait; they do so no longer.
    pub fn take_waiting(&mut self) -> impl Iterator<Item = (&mut Stream, Effort)> {
        let waiting = std::mem::take(&mut self.waiting);
        self.doc.objects.iter_mut().filter_map(move |(id, object)| match object {
            Object::Stream(stream) => Some((stream, *waiting.get(id)?)),
            _ => None,
        })
    }

    /// Gives the objects other numbers.
    pub fn renumber(&mut self, new: impl Fn(ObjectId) -> Option<ObjectId>) {
        let lent = std::mem::take(&mut self.lent).into_iter();
        self.lent = lent.filter_map(|(old, content)| Some((new(old)?, content))).collect();
        let waiting = std::mem::take(&mut self.waiting).into_iter();
        self.waiting = waiting.filter_map(|(old, effort)| Some((new(old)?, effort))).collect();
    }
}

impl Deref for File<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.doc
    }
}

impl DerefMut for File<'_> {
    fn deref_mut(&mut self) -> &mut Document {
        &mut self.doc
    }
}
