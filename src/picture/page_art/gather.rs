//! [`gather`]: what a page names, taken out of its file: a list of its own, numbered in the
//! order in which it is met.
//!
//! Left behind is what belongs to the page in its own file and means nothing elsewhere:
//! structure, metadata, private data, and whatever leads back to pages, annotations or actions.

use std::collections::{BTreeMap, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::file::{is_lost, lost};
use super::filters::{decode, decode_within};
use super::model::{ArtFacts, Forbidden};
use super::patches::Patches;
use super::walk::Bare;
use crate::picture::{Kind, PictureError};

/// Bytes of all streams together.
const MOST_BYTES: usize = 256 << 20;
/// Decoded bytes of all colour profiles: the largest have some megabytes.
const MOST_PROFILES: usize = 64 << 20;

pub(super) struct Gathered {
    pub resources: Dictionary,
    pub group: Option<Dictionary>,
    pub parts: Vec<Object>,
}

/// Takes what `resources` and `group` lead to; `forms` have content that is to be changed, `bare` are
/// given resources.
pub(super) fn gather(
    doc: &mut Document,
    (forms, bare): (BTreeMap<ObjectId, (Vec<u8>, Patches)>, Bare),
    resources: Dictionary,
    group: Option<Dictionary>,
    facts: &mut ArtFacts,
) -> Result<Gathered, PictureError> {
    give_resources(doc, bare);
    let (ids, open) = (BTreeMap::new(), VecDeque::new());
    let mut taker = Taker { doc, forms, facts, ids, open, profiles_left: MOST_PROFILES };
    let resources = taker.dict(resources);
    let group = group.map(|group| taker.dict(group));
    let mut parts = Vec::new();
    let mut bytes = 0usize;
    while let Some(id) = taker.open.pop_front() {
        let object = taker.object(id)?;
        if let Object::Stream(stream) = &object {
            bytes = bytes.saturating_add(stream.content.len());
        }
        if bytes > MOST_BYTES {
            let reason = "the page needs more than 256 MB".to_owned();
            return Err(PictureError::Unsupported(Kind::Pdf, reason));
        }
        parts.push(object);
    }
    Ok(Gathered { resources, group, parts })
}

/// Forms that draw with the resources of what they stand in say so themselves.
fn give_resources(doc: &mut Document, bare: Bare) {
    for (resources, forms) in bare {
        let shared = Object::Reference(doc.add_object(resources));
        for id in forms {
            if let Some(Object::Stream(form)) = doc.objects.get_mut(&id) {
                form.dict.set("Resources", shared.clone());
            }
        }
    }
}

struct Taker<'a> {
    doc: &'a mut Document,
    forms: BTreeMap<ObjectId, (Vec<u8>, Patches)>,
    facts: &'a mut ArtFacts,
    ids: BTreeMap<ObjectId, u32>,
    /// Those that have a number and are still to be taken.
    open: VecDeque<ObjectId>,
    /// Bytes of colour profiles that may still be decoded.
    profiles_left: usize,
}

impl Taker<'_> {
    /// An object of the file, its data moved out.
    fn object(&mut self, id: ObjectId) -> Result<Object, PictureError> {
        match self.doc.objects.remove(&id) {
            Some(Object::Stream(stream)) => Ok(Object::Stream(self.stream(id, stream))),
            Some(object) => Ok(self.value(object)),
            None if is_lost(self.doc, id) => Err(lost(id)),
            // ISO 32000-2 7.3.10: a reference to nothing is null.
            None => Ok(Object::Null),
        }
    }

    fn value(&mut self, object: Object) -> Object {
        match object {
            Object::Reference(id) => {
                let next = self.ids.len() as u32;
                let number = *self.ids.entry(id).or_insert(next);
                if number == next {
                    self.open.push_back(id);
                }
                Object::Reference((number, 0))
            }
            Object::Array(items) => {
                Object::Array(items.into_iter().map(|item| self.value(item)).collect())
            }
            Object::Dictionary(dict) if leads_away(&dict) => Object::Null,
            Object::Dictionary(dict) => Object::Dictionary(self.dict(dict)),
            // A stream stands by itself; the parser makes no others.
            Object::Stream(_) => Object::Null,
            plain => plain,
        }
    }

    fn dict(&mut self, dict: Dictionary) -> Dictionary {
        // A number of a structure that stays behind.
        let is_number =
            |key: &[u8], value: &Object| key == b"MCID" && matches!(value, Object::Integer(_));
        // A transfer function that changes nothing: PDF/A allows not even that one, but in a mask
        // (ISO 19005-2 6.2.5).
        let is_mask = dict.has(b"S");
        let is_idle = |key: &[u8], value: &Object| {
            !is_mask && (key == b"TR" || key == b"TR2") && matches!(value, Object::Name(_))
        };
        // Lists of the glyphs that a program has, which nobody reads and few writers keep right (ISO
        // 19005-2 6.2.11.4.2).
        let is_list = |key: &[u8]| key == b"CIDSet" || key == b"CharSet";
        let kept = |key: &[u8], value: &Object| {
            !is_number(key, value) && !is_idle(key, value) && !is_list(key)
        };
        let is_unmapped = dict.get(b"Subtype").and_then(Object::as_name).ok()
            == Some(b"CIDFontType2")
            && !dict.has(b"CIDToGIDMap");
        let entries = dict.into_iter().filter(|(key, value)| kept(key, value));
        let mut dict: Dictionary = entries.map(|(key, value)| (key, self.value(value))).collect();
        if is_unmapped {
            // What it means without saying so, and PDF/A wants it said (ISO 19005-2 6.2.11.3.2).
            dict.set("CIDToGIDMap", "Identity");
        }
        dict
    }

    fn stream(&mut self, id: ObjectId, stream: Stream) -> Stream {
        const LEFT: [&[u8]; 9] = [
            b"StructParent",
            b"StructParents",
            b"PieceInfo",
            b"Metadata",
            b"OPI",
            b"Alternates",
            b"Interpolate",
            b"LastModified",
            b"Length",
        ];
        let stream = without_lzw(self.doc, stream);
        let mut dict = stream.dict;
        let kind = dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let is_drawn = kind == b"Form" || kind == b"Image";
        if dict.remove(b"F").is_some() {
            *self.facts.forbidden.entry(Forbidden::OutsideStream).or_insert(0) += 1;
        }
        if is_faulty_profile(self.doc, &dict, &stream.content, &mut self.profiles_left) {
            *self.facts.forbidden.entry(Forbidden::Profile).or_insert(0) += 1;
        }
        let entries = dict
            .into_iter()
            .filter(|(key, _)| key != b"Length" && !(is_drawn && LEFT.contains(&key.as_slice())));
        let mut dict = self.dict(entries.collect());
        let content = match self.forms.remove(&id) {
            Some((mut content, patches)) => {
                patches.apply(&mut content);
                for key in [&b"Filter"[..], b"DecodeParms", b"DP"] {
                    dict.remove(key);
                }
                content
            }
            None => stream.content,
        };
        Stream::new(dict, content)
    }
}

/// The stream of an ICC-based space (ISO 32000-2 8.6.5.5) that holds no profile of as many inks.
fn is_faulty_profile(doc: &Document, dict: &Dictionary, content: &[u8], left: &mut usize) -> bool {
    const OTHERS: [&[u8]; 4] = [b"Type", b"Subtype", b"FunctionType", b"First"];
    let inks = match dict.get(b"N").and_then(Object::as_i64) {
        Ok(inks) if !OTHERS.iter().any(|key| dict.has(key)) => inks,
        _ => return false,
    };
    let stream = Stream::new(dict.clone(), content.to_vec());
    let Ok(profile) = decode_within(doc, &stream, *left) else {
        // As much as was decoded before it was found too long.
        *left /= 2;
        return true;
    };
    *left -= profile.len();
    let part = |at: usize| profile.get(at..at + 4).unwrap_or_default();
    let size = part(0).iter().fold(0usize, |size, &byte| size << 8 | usize::from(byte));
    let is_of_inks = match inks {
        1 => part(16) == b"GRAY",
        3 => matches!(part(16), b"RGB " | b"Lab "),
        4 => part(16) == b"CMYK",
        _ => false,
    };
    let is_profile = part(36) == b"acsp" && size <= profile.len() && size >= 132;
    let is_version = matches!(profile.get(8), Some(2..=4));
    !(is_profile && is_version && is_of_inks)
}

/// LZW, which PDF/A forbids (ISO 19005-2 6.1.7.2), is decoded; the writer packs the data again.
fn without_lzw(doc: &Document, mut stream: Stream) -> Stream {
    let is_lzw = |object: &Object| object.as_name().is_ok_and(|name| name == b"LZWDecode");
    let uses_lzw = match stream.dict.get(b"Filter") {
        Ok(Object::Array(names)) => names.iter().any(is_lzw),
        Ok(one) => is_lzw(one),
        Err(_) => false,
    };
    if uses_lzw && let Ok(content) = decode(doc, &stream) {
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.content = content;
    }
    stream
}

/// What is part of a document and no part of a page's drawing.
fn leads_away(dict: &Dictionary) -> bool {
    let kind = dict.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    matches!(
        kind,
        b"Page" | b"Pages" | b"Catalog" | b"Annot" | b"Action" | b"StructTreeRoot" | b"StructElem"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_that_decode_to_much_use_up_what_is_left() {
        let doc = Document::new();
        let mut dict = Dictionary::new();
        dict.set("N", Object::Integer(3));
        dict.set("Filter", "RunLengthDecode");
        let bomb = [129, b'x'].repeat(100);
        let mut left = 30_000;
        assert!(is_faulty_profile(&doc, &dict, &bomb, &mut left) && left == 17_200);
        assert!(is_faulty_profile(&doc, &dict, &bomb, &mut left) && left == 4_400);
        assert!(is_faulty_profile(&doc, &dict, &bomb, &mut left) && left == 2_200);
    }
}
