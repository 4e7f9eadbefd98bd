//! What a font of the art is called and whether it is in the file (ISO 32000-2 9.6 to 9.9).

use lopdf::{Dictionary, Document, Object};

use super::file::{deref, dict_of, number_of, value};
use super::filters::decode;
use super::model::ArtFont;
use crate::fonts::{Face, GlyphId};

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
    let misfit = below.is_some_and(|below| is_misfit(doc, below, descriptor));
    Some(ArtFont { name: plain.to_owned(), embedded, mute: embedded && is_mute(doc, dict), misfit })
}

/// Whether nothing says what the characters are (ISO 19005-2 6.2.11.7).
pub(super) fn is_mute(doc: &Document, dict: &Dictionary) -> bool {
    if matches!(value(doc, dict, b"ToUnicode"), Object::Stream(_)) {
        return false;
    }
    let kind = value(doc, dict, b"Subtype").as_name().unwrap_or_default();
    match (kind, value(doc, dict, b"Encoding")) {
        // A CMap of a character collection says it, but for these two.
        (b"Type0", Object::Name(name)) => matches!(name.as_slice(), b"Identity-H" | b"Identity-V"),
        (b"Type0" | b"Type3", _) => true,
        (_, Object::Name(_) | Object::Dictionary(_)) => false,
        _ => true,
    }
}

/// Whether a TrueType program's widths are others than those in the file (a thousandth of the
/// em is rounding).
fn is_misfit(doc: &Document, below: &Dictionary, descriptor: Option<&Dictionary>) -> bool {
    let is_identity = match value(doc, below, b"CIDToGIDMap") {
        Object::Null => true,
        Object::Name(name) => name == b"Identity",
        _ => false,
    };
    let Some(Object::Stream(stream)) =
        descriptor.filter(|_| is_identity).map(|dict| value(doc, dict, b"FontFile2"))
    else {
        return false;
    };
    let Ok(program) = decode(doc, stream) else { return false };
    let Ok(face) = Face::parse(&program, 0) else { return false };
    let em = f64::from(face.units_per_em().max(1));
    let differs = |glyph: u16, told: f64| {
        (f64::from(face.advance(GlyphId(glyph))) * 1000.0 / em - told).abs() > 1.5
    };
    let Object::Array(list) = value(doc, below, b"W") else { return false };
    let mut rest = list.as_slice();
    while let [first, second, after @ ..] = rest {
        let Some(first) = number_of(deref(doc, first)).map(|first| first as u16) else { break };
        match deref(doc, second) {
            Object::Array(widths) => {
                let mut told = widths.iter().filter_map(|width| number_of(deref(doc, width)));
                let own = (first..=u16::MAX).map_while(|glyph| Some((glyph, told.next()?)));
                if own.into_iter().any(|(glyph, width)| differs(glyph, width)) {
                    return true;
                }
                rest = after;
            }
            last => {
                let (Some(last), Some(width)) =
                    (number_of(last), after.first().and_then(|w| number_of(deref(doc, w))))
                else {
                    break;
                };
                if (first..=last as u16).any(|glyph| differs(glyph, width)) {
                    return true;
                }
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    false
}
