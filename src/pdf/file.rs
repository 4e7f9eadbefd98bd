//! [`File`]: the document being made, and the data that it does not hold itself.
//!
//! Pictures are the bulk of a paper. They lie with the job, so their streams stand in the document
//! without content, and the writer takes it from where it is.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use lopdf::{Dictionary, Document, ObjectId, Stream};

pub(super) struct File<'a> {
    doc: Document,
    lent: BTreeMap<ObjectId, &'a [u8]>,
}

impl<'a> File<'a> {
    pub fn new(doc: Document) -> File<'a> {
        File { doc, lent: BTreeMap::new() }
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

    /// Gives the objects other numbers.
    pub fn renumber(&mut self, ids: &BTreeMap<ObjectId, ObjectId>) {
        let lent = std::mem::take(&mut self.lent).into_iter();
        self.lent = lent.filter_map(|(old, content)| Some((*ids.get(&old)?, content))).collect();
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
