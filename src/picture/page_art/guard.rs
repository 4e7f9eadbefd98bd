//! [`check`]: what in a PDF file would make the library that reads it ask for memory without
//! bounds. It is looked for in the bytes, before the library sees them.
//!
//! The library takes the widths and counts of a cross-reference stream on trust, and bounds what
//! one object stream decodes to, not all of them; every number in one becomes an object of a
//! hundred bytes.

use lopdf::{Dictionary, Object, Stream};

use super::file::broken;
use crate::picture::{Kind, PictureError};

/// Objects that a cross-reference stream may tell of.
const MOST_ENTRIES: i64 = 1_000_000;
/// A number of a file takes no more bytes.
const WIDEST: i64 = 8;
/// No character is so wide, and no character's number so large.
const MOST_IN_WIDTHS: i64 = 1 << 20;
/// Decoded bytes of all object streams, and bytes outside of streams.
const MOST_BYTES: usize = 16 << 20;

/// Whether the library can be given the file.
pub(super) fn check(bytes: &[u8]) -> Result<(), PictureError> {
    let (mut at, mut bare, mut decoded) = (0, 0, 0);
    while let Some(found) = find(bytes, at, b"stream") {
        let is_end = bytes.get(found.saturating_sub(3)..found) == Some(b"end".as_slice());
        bare += found - at;
        at = found + b"stream".len();
        if is_end {
            continue;
        }
        let head = bytes.get(..found).unwrap_or_default();
        let start = head.windows(3).rposition(|window| window == b"obj").unwrap_or(0);
        let dict = Head(plain_names(head.get(start..).unwrap_or_default()));
        dict.check_table()?;
        let data = at
            + bytes.get(at..).map_or(0, |rest| match rest {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => 0,
            });
        let end = find(bytes, data, b"endstream").unwrap_or(bytes.len());
        let end = dict.number(b"Length").map_or(end, |length| end.max(data.saturating_add(length)));
        let body = bytes.get(data..end.min(bytes.len())).unwrap_or_default();
        if dict.has(b"ObjStm") {
            decoded += dict.decoded(body, MOST_BYTES.saturating_sub(decoded))?;
        }
        at = find(bytes, data, b"endstream").unwrap_or(at);
    }
    bare += bytes.len().saturating_sub(at);
    if bare > MOST_BYTES { Err(too_much("its objects take")) } else { Ok(()) }
}

fn too_much(what: &str) -> PictureError {
    let reason = format!("{what} more than {} MB", MOST_BYTES >> 20);
    PictureError::Unsupported(Kind::Pdf, reason)
}

fn find(bytes: &[u8], from: usize, word: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
}

/// Names with their codes resolved (ISO 32000-2 7.3.5): `/#57` is `/W`.
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// What stands before the word `stream`.
struct Head(Vec<u8>);

impl Head {
    /// What follows a key of that name, each time that it stands there.
    fn after<'a>(&'a self, key: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let places = self.0.windows(key.len() + 1).enumerate();
        places.filter(move |(_, window)| window[0] == b'/' && &window[1..] == key).filter_map(
            move |(at, _)| {
                let rest = self.0.get(at + 1 + key.len()..)?;
                let ends = rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
                ends.then_some(rest)
            },
        )
    }

    fn has(&self, key: &[u8]) -> bool {
        self.after(key).next().is_some()
    }

    fn number(&self, key: &[u8]) -> Option<usize> {
        usize::try_from(*integers(self.after(key).next()?).first()?).ok()
    }

    /// A cross-reference stream's widths and counts (ISO 32000-2 7.5.8.2).
    fn check_table(&self) -> Result<(), PictureError> {
        let wrong = || broken("its cross-reference stream counts what no file holds");
        for widths in self.after(b"W").map(integers) {
            let is_table = self.has(b"Size") || self.has(b"XRef");
            let widest = if is_table { WIDEST } else { MOST_IN_WIDTHS };
            let empty = widths.iter().all(|&width| width == 0);
            if widths.iter().any(|&width| width > widest) || (is_table && empty) {
                return Err(wrong());
            }
            let counts = [b"Size".as_slice(), b"Index"].map(|key| self.after(key).map(integers));
            if is_table && counts.into_iter().flatten().flatten().any(|count| count > MOST_ENTRIES)
            {
                return Err(wrong());
            }
        }
        Ok(())
    }

    /// How long an object stream's data is without its filters.
    fn decoded(&self, body: &[u8], most: usize) -> Result<usize, PictureError> {
        let filters = self.after(b"Filter").next().map(names).unwrap_or_default();
        if filters.is_empty() {
            return if body.len() > most {
                Err(too_much("its objects take"))
            } else {
                Ok(body.len())
            };
        }
        let mut stream = Stream::new(Dictionary::new(), body.to_vec());
        stream.dict.set("Filter", filters.into_iter().map(Object::Name).collect::<Vec<_>>());
        match stream.decompressed_content_with_limit(most) {
            Ok(bytes) => Ok(bytes.len()),
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded {
                ..
            })) => Err(too_much("its objects take")),
            // What cannot be decoded makes no objects.
            Err(_) => Ok(body.len()),
        }
    }
}

/// The number, or the numbers of the array, that bytes begin with.
fn integers(bytes: &[u8]) -> Vec<i64> {
    let is_number = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace() || *byte == 0;
    let bytes = bytes.trim_ascii_start();
    let (bytes, is_array) = match bytes.strip_prefix(b"[") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let end = bytes.iter().position(|byte| !is_number(byte)).unwrap_or(bytes.len());
    let words = bytes[..end].split(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
    let number = |word: &[u8]| {
        let text = std::str::from_utf8(word).ok()?;
        Some(text.parse().unwrap_or(i64::MAX))
    };
    words.take(if is_array { 100_000 } else { 1 }).filter_map(number).collect()
}

/// The name, or the names of the array, that bytes begin with.
fn names(bytes: &[u8]) -> Vec<Vec<u8>> {
    let bytes = bytes.trim_ascii_start();
    let (bytes, most) = match bytes.strip_prefix(b"[") {
        Some(rest) => (rest.split(|byte| *byte == b']').next().unwrap_or_default(), 8),
        None => (bytes, 1),
    };
    let named = bytes.split(|byte| *byte == b'/').skip(1).take(most);
    let name = |word: &[u8]| {
        let end = word.iter().position(|byte| !byte.is_ascii_alphanumeric());
        word.get(..end.unwrap_or(word.len())).unwrap_or_default().to_vec()
    };
    named.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flate::{Effort, deflate};

    fn refused(bytes: &[u8]) -> bool {
        check(bytes).is_err()
    }

    #[test]
    fn tables_that_no_file_has_are_refused() {
        let table = |dict: &str| format!("1 0 obj<</Type/XRef{dict}>>stream\nx\nendstream");
        for dict in [
            "/Size 3/W [1 1099511627776 2]",
            "/Size 3/#57[1 99999999999999999999 2]",
            "/Size 3/W[0 0 0]",
            "/Size 4000000000/W[1 0 0]",
            "/Size 3/Index[0 4611686018427387904]/W[1 2 1]",
        ] {
            assert!(refused(table(dict).as_bytes()), "{dict}");
        }
        assert!(!refused(table("/Size 300/Index[0 3 10 2]/W [1 3 2]").as_bytes()));
        assert!(!refused(b"4 0 obj<</W[0[500 1000]]>>endobj"));
    }

    #[test]
    fn object_streams_are_bounded_together() {
        let zeros = deflate(&vec![b'0'; 6 << 20], Effort::Text);
        let mut bytes = Vec::new();
        for _ in 0..3 {
            assert!(!refused(&bytes));
            bytes.extend_from_slice(b"5 0 obj<</Type/ObjStm/Filter[/FlateDecode]>>stream\n");
            bytes.extend_from_slice(&zeros);
            bytes.extend_from_slice(b"\nendstream endobj\n");
        }
        assert!(refused(&bytes));
        assert!(refused(&vec![b' '; MOST_BYTES + 1]));
    }
}
