//! What a font of the art is called and whether it is in the file (ISO 32000-2 9.6 to 9.9).

use lopdf::{Dictionary, Document, Object};

use super::file::{deref, dict_of, value};
use super::model::ArtFont;

/// A font resource; `None` for type 3, whose glyphs are drawings of the file itself.
pub(super) fn font(doc: &Document, dict: &Dictionary) -> Option<ArtFont> {
    let kind = value(doc, dict, b"Subtype").as_name().unwrap_or_default();
    if kind == b"Type3" {
        return None;
    }
    let below = match value(doc, dict, b"DescendantFonts") {
        Object::Array(list) => list.first().and_then(|font| dict_of(doc, deref(doc, font))),
        _ => None,
    };
    let holder = below.unwrap_or(dict);
    let descriptor = holder.get(b"FontDescriptor").ok().and_then(|object| dict_of(doc, object));
    let has = |key: &[u8]| {
        descriptor.is_some_and(|dict| matches!(value(doc, dict, key), Object::Stream(_)))
    };
    let embedded = has(b"FontFile") || has(b"FontFile2") || has(b"FontFile3");
    let name = value(doc, dict, b"BaseFont").as_name().unwrap_or(b"a font without a name");
    let name = String::from_utf8_lossy(name);
    // A subset's tag says nothing to a person.
    let plain = match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest,
        _ => &name,
    };
    Some(ArtFont { name: plain.to_owned(), embedded })
}
