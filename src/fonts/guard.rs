//! [`check`]: what of a font file the libraries take on trust. They add up offsets and lengths that
//! a broken file makes larger than any file can be, and stop the program where that is watched for.

use ttf_parser::{RawFace, Tag};

use super::FontError;

/// How files begin that people take for fonts of this kind.
const STRANGERS: &[(&[u8], &str)] = &[
    (b"wOFF", "it is a web font (WOFF)"),
    (b"wOF2", "it is a web font (WOFF2)"),
    (b"%!PS", "it is a Type 1 font"),
    (b"\x80\x01", "it is a Type 1 font"),
    (b"<", "it is a web page, or another text"),
    (b"PK\x03\x04", "it is an archive (zip)"),
];

/// What a file is that begins as no font does.
pub(super) fn stranger(data: &[u8]) -> &'static str {
    let known = STRANGERS.iter().find(|(start, _)| data.starts_with(start));
    known.map_or("it begins as no font does", |(_, what)| what)
}

/// Whether face `index` of a font file can be given to the libraries.
pub(super) fn check(data: &[u8], index: u32) -> Result<(), FontError> {
    // What is no font at all is told by the parser.
    let Ok(face) = RawFace::parse(data, index) else { return Ok(()) };
    let table = |tag| face.table(Tag::from_bytes(tag)).unwrap_or_default();
    let wrong =
        |what: &str| Err(FontError::Broken(format!("its {what} counts what no file holds")));
    if !has_sound_maps(table(b"cmap")) {
        return wrong("character map");
    }
    if !has_sound_names(table(b"name")) {
        return wrong("table of names");
    }
    if !has_advances(table(b"hhea"), table(b"hmtx")) {
        let what = "it has no table of advances (hmtx), without which viewers show nothing of it";
        return Err(FontError::Broken(what.to_owned()));
    }
    Ok(())
}

/// Whether `hmtx` has the advances that `hhea` counts. What has no `hhea` is told by the parser.
fn has_advances(head: &[u8], advances: &[u8]) -> bool {
    const COUNT: usize = 34;
    let count = short(head, COUNT).map(usize::from);
    count.is_none_or(|count| count > 0 && advances.len() >= count * 4)
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn long(data: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; 4] = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(bytes)).ok()
}

/// Whether so many entries of a size can be in a file.
fn holds(count: Option<usize>, size: usize) -> bool {
    count.is_none_or(|count| count < (u32::MAX as usize >> 1) / size)
}

/// The counts of `cmap` (OpenType, formats 10, 12, 13 and 14).
fn has_sound_maps(table: &[u8]) -> bool {
    let count = usize::from(short(table, 2).unwrap_or(0));
    (0..count).all(|record| {
        let Some(map) = long(table, 4 + 8 * record + 4).and_then(|at| table.get(at..)) else {
            return true;
        };
        match short(map, 0) {
            Some(10) => holds(long(map, 16), 2),
            Some(12 | 13) => holds(long(map, 12), 12),
            Some(14) => has_sound_forms(map),
            _ => true,
        }
    })
}

/// The variation sequences of a map of format 14.
fn has_sound_forms(map: &[u8]) -> bool {
    let count = long(map, 6);
    let within = count.unwrap_or(0).min(map.len() / 11);
    holds(count, 11)
        && (0..within).all(|record| {
            let at = 10 + 11 * record;
            let list = |at| long(map, at).filter(|at| *at > 0).and_then(|at| long(map, at));
            holds(list(at + 3), 4) && holds(list(at + 7), 5)
        })
}

/// The places of `name`, which are counted in two bytes.
fn has_sound_names(table: &[u8]) -> bool {
    let count = usize::from(short(table, 2).unwrap_or(0)).min(table.len() / 12);
    (0..count).all(|record| {
        let at = 6 + 12 * record;
        let (length, offset) = (short(table, at + 8), short(table, at + 10));
        length.zip(offset).is_none_or(|(length, offset)| offset.checked_add(length).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of one table.
    fn font(tag: &[u8; 4], table: &[u8]) -> Vec<u8> {
        let mut out = vec![0, 1, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0];
        out.extend(tag);
        out.extend([0; 4]);
        out.extend(28u32.to_be_bytes());
        out.extend((table.len() as u32).to_be_bytes());
        out.extend(table);
        out
    }

    #[test]
    fn fonts_without_their_advances_are_refused() {
        let head = [&[0; 34][..], &[0, 2]].concat();
        assert!(has_advances(&head, &[0; 8]) && has_advances(&[], &[]));
        assert!(!has_advances(&head, &[]) && !has_advances(&head, &[0; 7]));
        assert!(!has_advances(&[0; 36], &[0; 8]));
    }

    #[test]
    fn counts_that_no_file_holds_are_refused() {
        let map = |format: u8, count: [u8; 4]| {
            let mut map = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, format];
            match format {
                14 => map.extend([0, 0, 0, 0]),
                10 => map.extend([0; 14]),
                _ => map.extend([0; 10]),
            }
            map.extend(count);
            map
        };
        for format in [10, 12, 13, 14] {
            assert!(check(&font(b"cmap", &map(format, [0, 0, 0, 9])), 0).is_ok(), "{format}");
            assert!(check(&font(b"cmap", &map(format, [0xFF; 4])), 0).is_err(), "{format}");
        }
        let names = |offset: [u8; 2]| {
            let mut table = vec![0, 0, 0, 1, 0, 18, 0, 3, 0, 1, 4, 9, 0, 6, 0, 9];
            table.extend(offset);
            table
        };
        assert!(check(&font(b"name", &names([0, 0])), 0).is_ok());
        assert!(check(&font(b"name", &names([0xFF, 0xFF])), 0).is_err());
        assert!(check(b"no font", 0).is_ok());
    }
}
