//! [`flaw`]: whether the data of a picture in the art can be what its dictionary says
//! (ISO 32000-2 8.9.5): viewers draw nothing, or each something else, where it cannot.

use lopdf::{Document, Stream};

use super::coded::{Coded, coded};
use super::file::value;
use super::filters::{self, decode_within};

/// What is decoded of a page's pictures, all together.
pub(super) const MOST_BYTES: u64 = 128 << 20;
/// What may stand behind a small one.
const SLACK: u64 = 4096;
/// Flate and the others make no more of a byte.
const MOST_GROWTH: u64 = 1032;

/// What is wrong with a picture of so many inks; `left` is what may still be decoded.
pub(super) fn flaw(
    doc: &Document,
    stream: &Stream,
    inks: Option<usize>,
    left: &mut u64,
) -> Option<String> {
    let count = |key: &[u8]| value(doc, &stream.dict, key).as_i64().unwrap_or(0);
    let side = |key: &[u8]| u64::try_from(count(key)).ok().filter(|&pixels| pixels > 0);
    let (Some(width), Some(height)) = (side(b"Width"), side(b"Height")) else {
        return Some("a picture without pixels".to_owned());
    };
    let Some(names) = filters::names(doc, stream) else {
        return Some("a picture whose filters are no list of names".to_owned());
    };
    if let Some(strange) = names.iter().find(|name| !filters::KNOWN.contains(&name.as_slice())) {
        let name = String::from_utf8_lossy(strange);
        return Some(format!("a picture behind a filter that there is not ({name})"));
    }
    if let Some(coder) = names.last().filter(|name| is_coder(name)) {
        let is_alone = names.len() == 1;
        return match is_alone {
            true if !begins(coder, &stream.content) => {
                Some("a picture whose data is not of the kind that it says".to_owned())
            }
            true => of_coded(coder, &stream.content, (width, height), inks),
            false => None,
        };
    }
    let is_stencil = value(doc, &stream.dict, b"ImageMask").as_bool().unwrap_or(false);
    let bits = if is_stencil { 1 } else { count(b"BitsPerComponent") };
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return Some(format!("a picture of {bits} bits a sample"));
    }
    let Some(inks) = inks else { return Some("a picture without a colour space".to_owned()) };
    let row = width.saturating_mul(inks as u64).saturating_mul(bits as u64).div_ceil(8);
    let whole = row.saturating_mul(height);
    let early = || Some("a picture whose data ends early".to_owned());
    let growth = names.iter().fold(1u64, |growth, _| growth.saturating_mul(MOST_GROWTH));
    if (stream.content.len() as u64).saturating_mul(growth).saturating_add(row) <= whole {
        return early();
    }
    // What stands behind the last row is no fault, up to as much again.
    let most = whole.saturating_mul(2).saturating_add(SLACK);
    if most > *left {
        return None;
    }
    // Also of those that turn out to be longer than that.
    *left -= most;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    match decode_within(doc, stream, most) {
        Ok(samples) if samples.len() as u64 + row <= whole => early(),
        Ok(_) => None,
        Err(_) => Some("a picture whose data cannot be decoded".to_owned()),
    }
}

/// What the data of a coded picture say that its dictionary does not, or the other way round.
fn of_coded(
    coder: &[u8],
    data: &[u8],
    (width, height): (u64, u64),
    inks: Option<usize>,
) -> Option<String> {
    let is_jpeg = matches!(coder, b"DCTDecode" | b"DCT");
    let Some(Coded { width: wide, height: high, components, ends }) = coded(coder, data) else {
        let whole = !is_jpeg && coder != b"JPXDecode";
        return (!whole).then(|| "a picture whose data ends early".to_owned());
    };
    if !ends {
        return Some("a picture whose data ends early".to_owned());
    }
    // A page of JBIG2 may leave its depth open.
    if coder != b"JBIG2Decode" && (u64::from(wide), u64::from(high)) != (width, height) {
        return Some(format!(
            "a picture of {wide} × {high} pixels where its dictionary says {width} × {height}"
        ));
    }
    let of_another = components.zip(inks).filter(|(own, inks)| usize::from(*own) != *inks);
    of_another.filter(|_| is_jpeg).map(|(own, inks)| {
        format!("a picture of {own} components where its colour space has {inks}")
    })
}

/// Filters that hold a picture in a format of its own.
fn is_coder(name: &[u8]) -> bool {
    matches!(
        name,
        b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF"
    )
}

/// Whether data begin as those of the coder do.
fn begins(coder: &[u8], data: &[u8]) -> bool {
    match coder {
        b"DCTDecode" | b"DCT" => data.starts_with(b"\xFF\xD8"),
        b"JPXDecode" => {
            data.starts_with(b"\0\0\0\x0CjP  ") || data.starts_with(b"\xFF\x4F\xFF\x51")
        }
        _ => !data.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Dictionary, Object};

    /// A byte of data that becomes 128 counts as what it becomes.
    #[test]
    fn pictures_that_decode_to_much_use_up_what_is_left() {
        let doc = Document::new();
        let mut dict = Dictionary::new();
        for (key, value) in [("Width", 4), ("Height", 4), ("BitsPerComponent", 8)] {
            dict.set(key, Object::Integer(value));
        }
        dict.set("Filter", "RunLengthDecode");
        let bomb = Stream::new(dict, [129, b'x'].repeat(1000));
        let mut left = 10_000;
        for told in [true, true, false, false] {
            let found = flaw(&doc, &bomb, Some(1), &mut left);
            assert_eq!(found.is_some(), told, "{left}");
        }
        assert!(left < SLACK);
    }
}
