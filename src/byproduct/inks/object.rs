//! Objects of a PDF, written as they were read (ISO 32000-2 7.3).

use std::collections::BTreeSet;

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object};

/// What was referred to.
pub(super) type Named = BTreeSet<(u32, i32)>;

/// Writes an object, and notes what it refers to.
pub(super) fn put(out: &mut Vec<u8>, object: &Object<'_>, named: &mut Named) {
    match object {
        Object::Null(_) => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Number(value) => number(out, value.as_f64()),
        Object::String(text) => {
            out.push(b'<');
            text.as_bytes().iter().for_each(|byte| out.extend_from_slice(&hex(*byte)));
            out.push(b'>');
        }
        Object::Name(name) => put_name(out, name),
        Object::Dict(dict) => put_dict(out, dict, &[], "", named),
        Object::Array(array) => put_array(out, array, named),
        // Stands on its own; whoever meets one names it.
        Object::Stream(_) => out.extend_from_slice(b"null"),
    }
}

/// Writes an object or the reference to it.
pub(super) fn put_either(out: &mut Vec<u8>, either: &MaybeRef<Object<'_>>, named: &mut Named) {
    match either {
        MaybeRef::Ref(reference) => put_reference(out, *reference, named),
        MaybeRef::NotRef(object) => put(out, object, named),
    }
}

pub(super) fn put_reference(out: &mut Vec<u8>, reference: ObjRef, named: &mut Named) {
    named.insert((reference.obj_number, reference.gen_number));
    out.extend_from_slice(reference.to_string().as_bytes());
}

/// A dictionary without some of its entries, and with `more` behind them.
pub(super) fn put_dict(
    out: &mut Vec<u8>,
    dict: &Dict<'_>,
    without: &[&[u8]],
    more: &str,
    named: &mut Named,
) {
    out.extend_from_slice(b"<<");
    for (key, value) in dict.entries() {
        if !without.contains(&&*key) {
            put_name(out, &key);
            out.push(b' ');
            put_either(out, &value, named);
        }
    }
    out.extend_from_slice(more.as_bytes());
    out.extend_from_slice(b">>");
}

fn put_array(out: &mut Vec<u8>, array: &Array<'_>, named: &mut Named) {
    out.push(b'[');
    for item in array.raw_iter() {
        put_either(out, &item, named);
        out.push(b' ');
    }
    out.push(b']');
}

pub(super) fn put_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"_-+.:@*'\"!&$=;,?^`|~".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            out.extend_from_slice(&hex(byte));
        }
    }
}

/// Never with an exponent, which PDF has not.
fn number(out: &mut Vec<u8>, value: f64) {
    let value = if value.is_finite() { value } else { 0.0 };
    out.extend_from_slice(value.to_string().as_bytes());
}

fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}
