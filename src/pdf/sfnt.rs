//! The little that the writer has to know of a font file: where its tables lie.

/// The bytes of a table of a single-face font file.
pub(super) fn table<'a>(file: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    table_of(file, 0, tag)
}

/// The bytes of a table of one face of a font file.
pub(super) fn table_of<'a>(file: &'a [u8], face: u32, tag: &[u8; 4]) -> Option<&'a [u8]> {
    let record = records(file, face)?.iter().find(|record| record.starts_with(tag))?;
    let offset = u32_at(record, 8)? as usize;
    let length = u32_at(record, 12)? as usize;
    file.get(offset..offset.checked_add(length)?)
}

/// What a font file says of the tables of one face.
fn records(file: &[u8], face: u32) -> Option<&[[u8; 16]]> {
    let is_collection = file.starts_with(b"ttcf");
    let start = if is_collection { u32_at(file, 12 + face as usize * 4)? } else { 0 };
    let start = start as usize;
    let count = usize::from(u16_at(file, start.checked_add(4)?)?);
    file.get(start + 12..)?.as_chunks::<16>().0.get(..count)
}

/// Whether a face of a font file has the outlines of CFF.
pub(super) fn has_cff(file: &[u8], face: u32) -> bool {
    table_of(file, face, b"CFF ").is_some()
}

/// The box around all glyphs of a whole face, in font units (`head`).
pub(super) fn bounds(file: &[u8], face: u32) -> Option<[i16; 4]> {
    let head = table_of(file, face, b"head")?;
    let side = |at| u16_at(head, at).map(|value| value as i16);
    Some([side(36)?, side(38)?, side(40)?, side(42)?])
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundled_font_has_its_tables() {
        let file = include_bytes!("../../fonts/typeset-test.otf");
        assert!(table(file, b"CFF ").is_some_and(|cff| cff.len() > 1000));
        assert!(table(file, b"glyf").is_none());
        assert!(has_cff(file, 0) && !has_cff(b"no font", 0));
        assert!(bounds(file, 0).is_some_and(|[left, _, right, _]| left < right));
        assert!(table(b"no font", b"CFF ").is_none());
    }
}
