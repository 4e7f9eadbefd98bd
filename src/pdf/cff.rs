//! What a CFF font program says of itself (Adobe Technical Note 5176): its name ([`rename`]), and the
//! CIDs of its glyphs ([`with_codes`]).
//!
//! ```text
//! header | Name INDEX | Top DICT INDEX | String INDEX | ... | FDArray INDEX -> Private DICTs
//! ```
//!
//! A longer name moves all that comes after it, and the dictionaries tell places by their
//! distance from the file's start: each is mended where it stands. That needs them to be written
//! at full length, as the subsetter writes them; of other programs nothing is made.

/// A number of four bytes in a dictionary.
pub(super) const LONG: u8 = 29;
const CHARSET: u16 = 15;
const ENCODING: u16 = 16;
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const FD_ARRAY: u16 = 12 << 8 | 36;
const FD_SELECT: u16 = 12 << 8 | 37;

/// The program under another name; none for one that is not understood.
pub(super) fn rename(cff: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let header = usize::from(*cff.get(2)?);
    let names = Index::read(cff, header)?;
    let tops = Index::read(cff, names.end)?;
    let ([_], [top]) = (&*names.items, &*tops.items) else { return None };
    let end = u8::try_from(name.len() + 1).ok()?;
    let mut out = cff.get(..header)?.to_vec();
    out.extend_from_slice(&[0, 1, 1, 1, end]);
    out.extend_from_slice(name);
    let moved = i64::try_from(out.len()).ok()? - i64::try_from(names.end).ok()?;
    out.extend_from_slice(cff.get(names.end..)?);
    let mut fonts = None;
    for (operator, operands) in entries(cff, top.clone())? {
        let last = match operator {
            CHARSET | ENCODING | CHAR_STRINGS | PRIVATE | FD_ARRAY | FD_SELECT => {
                operands.last()?
            }
            _ => continue,
        };
        // Charsets and encodings of small numbers are known by them.
        if last.value <= 2 && matches!(operator, CHARSET | ENCODING) {
            continue;
        }
        last.mend(&mut out, moved)?;
        if operator == FD_ARRAY {
            fonts = Some(usize::try_from(last.value).ok()?);
        }
    }
    for font in fonts.map_or(Some(Vec::new()), |at| Some(Index::read(cff, at)?.items))? {
        for (operator, operands) in entries(cff, font)? {
            if operator == PRIVATE {
                operands.last()?.mend(&mut out, moved)?;
            }
        }
    }
    Some(out)
}

/// The program with its glyphs under the CIDs `codes`, ascending, the first being 0; none for one
/// that is not understood.
pub(super) fn with_codes(mut cff: Vec<u8>, codes: &[u16]) -> Option<Vec<u8>> {
    let names = Index::read(&cff, usize::from(*cff.get(2)?))?;
    let top = Index::read(&cff, names.end)?.items.into_iter().next()?;
    let top = entries(&cff, top)?;
    let (_, operands) = top.iter().find(|(operator, _)| *operator == CHARSET)?;
    let place = operands.last().filter(|place| place.long)?.at + 1;
    let charset = u32::try_from(cff.len()).ok()?;
    cff.get_mut(place..place + 4)?.copy_from_slice(&charset.to_be_bytes());
    write_charset(&mut cff, codes)?;
    Some(cff)
}

/// Writes the CIDs of glyphs, of which the first is not told, as ranges: the first, and how many
/// follow it.
pub(super) fn write_charset(out: &mut Vec<u8>, codes: &[u16]) -> Option<()> {
    out.push(1);
    let ranges = codes.get(1..)?.chunk_by(|one, next| next.checked_sub(*one) == Some(1));
    for range in ranges.flat_map(|range| range.chunks(256)) {
        out.extend_from_slice(&range.first()?.to_be_bytes());
        out.push((range.len() - 1) as u8);
    }
    Some(())
}

type Range = std::ops::Range<usize>;

pub(super) struct Index {
    pub items: Vec<Range>,
    /// Where what comes after it begins.
    pub end: usize,
}

impl Index {
    pub fn read(cff: &[u8], at: usize) -> Option<Index> {
        let count = usize::from(u16::from_be_bytes(cff.get(at..at + 2)?.try_into().ok()?));
        if count == 0 {
            return Some(Index { items: Vec::new(), end: at + 2 });
        }
        let size = usize::from(*cff.get(at + 2)?);
        let data = at + 2 + (count + 1) * size;
        let offset = |nth: usize| {
            let bytes = cff.get(at + 3 + nth * size..at + 3 + (nth + 1) * size)?;
            data.checked_add(bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)))
        };
        let items: Option<Vec<Range>> =
            (0..count).map(|nth| Some(offset(nth)?..offset(nth + 1)?)).collect();
        let end = offset(count)?;
        cff.get(..end)?;
        Some(Index { items: items?, end })
    }
}

/// A number in a dictionary, and where it stands.
#[derive(Clone, Copy)]
struct Operand {
    value: i64,
    at: usize,
    end: usize,
    long: bool,
}

impl Operand {
    /// Adds to the number, `moved` bytes on from where it stood.
    fn mend(self, out: &mut [u8], moved: i64) -> Option<()> {
        let value = i32::try_from(self.value + moved).ok().filter(|_| self.long)?;
        let at = usize::try_from(i64::try_from(self.at).ok()? + moved).ok()? + 1;
        out.get_mut(at..at + 4)?.copy_from_slice(&value.to_be_bytes());
        Some(())
    }
}

/// The operators of a dictionary, each with its operands as they are written.
pub(super) fn tokens(dict: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let entries = entries(dict, 0..dict.len())?;
    let mut start = 0;
    let tokens = entries.into_iter().map(|(operator, operands)| {
        let end = operands.last().map_or(start, |last| last.end);
        let token = (operator, dict.get(start..end)?);
        start = end + if operator > 0xFF { 2 } else { 1 };
        Some(token)
    });
    tokens.collect()
}

/// The numbers among operands, of those that are not whole 0.
pub(super) fn numbers(operands: &[u8]) -> Option<Vec<i64>> {
    // Behind them any operator.
    let dict = [operands, &[0]].concat();
    let (_, operands) = entries(&dict, 0..dict.len())?.pop()?;
    Some(operands.into_iter().map(|operand| operand.value).collect())
}

/// The operators of a dictionary, each with its operands.
fn entries(cff: &[u8], dict: Range) -> Option<Vec<(u16, Vec<Operand>)>> {
    let mut found = Vec::new();
    let mut operands = Vec::new();
    let (mut at, end) = (dict.start, dict.end);
    while at < end {
        let first = *cff.get(at)?;
        let next = |nth: usize| cff.get(at + nth).copied().map(i64::from);
        let (value, length) = match first {
            0..=21 => {
                let (operator, length) = match first {
                    12 => (12 << 8 | u16::from(*cff.get(at + 1)?), 2),
                    _ => (u16::from(first), 1),
                };
                found.push((operator, std::mem::take(&mut operands)));
                at += length;
                continue;
            }
            28 => (next(1)? << 8 | next(2)?, 3),
            LONG => {
                let bytes = cff.get(at + 1..at + 5)?.try_into().ok()?;
                (i64::from(i32::from_be_bytes(bytes)), 5)
            }
            // A real number, to the half byte that ends it.
            30 => {
                let rest = cff.get(at + 1..end)?;
                let last = rest.iter().position(|byte| byte & 15 == 15 || byte >> 4 == 15)?;
                (0, last + 2)
            }
            32..=246 => (i64::from(first) - 139, 1),
            247..=250 => ((i64::from(first) - 247) * 256 + next(1)? + 108, 2),
            251..=254 => (-(i64::from(first) - 251) * 256 - next(1)? - 108, 2),
            _ => return None,
        };
        operands.push(Operand { value, at, end: at + length, long: first == LONG });
        at += length;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sfnt;

    /// As the subsetter writes it: the places in its dictionaries lead to what they led to.
    #[test]
    fn what_the_dictionaries_lead_to_stays_found() {
        let file = include_bytes!("../../fonts/typeset-test.otf");
        let glyphs = subsetter::GlyphRemapper::new_from_glyphs(&[0, 1, 2, 3]);
        let subset = subsetter::subset(file, 0, &glyphs).expect("a subset");
        let cff = sfnt::table(&subset, b"CFF ").expect("CFF outlines");
        let renamed = rename(cff, b"ABCDEF+A-Longer-Name-Than-It-Had-Before").expect("understood");
        let shown = String::from_utf8_lossy(&renamed[..60]).into_owned();
        assert!(shown.contains("ABCDEF+A-Longer-Name-Than-It-Had-Before"), "{shown}");
        let outlines = |cff: &[u8]| {
            let names = Index::read(cff, 4).expect("names");
            let top = Index::read(cff, names.end).expect("a dictionary").items.remove(0);
            let top = entries(cff, top).expect("entries");
            let place = |operator| {
                let (_, operands) = top.iter().find(|(own, _)| *own == operator)?;
                Some(operands.last()?.value as usize)
            };
            let strings = Index::read(cff, place(CHAR_STRINGS).expect("outlines")).expect("them");
            let mut found: Vec<Vec<u8>> =
                strings.items.iter().map(|item| cff[item.clone()].to_vec()).collect();
            let fonts = Index::read(cff, place(FD_ARRAY).expect("fonts")).expect("them");
            for font in fonts.items {
                let private = entries(cff, font).expect("entries");
                let (_, private) = private.iter().find(|(own, _)| *own == PRIVATE).expect("one");
                let at = private[1].value as usize;
                found.push(cff[at..at + private[0].value as usize].to_vec());
            }
            found
        };
        assert_eq!(outlines(&renamed), outlines(cff));
        assert!(outlines(cff).len() > 4);
    }

    /// A program as long as has to be looked at: a name, and a dictionary of some operands.
    fn program(top: &[u8]) -> Vec<u8> {
        let mut program = vec![1, 0, 4, 1, 0, 1, 1, 1, 2, b'n', 0, 1, 1, 1, 1 + top.len() as u8];
        program.extend_from_slice(top);
        program
    }

    #[test]
    fn the_charset_is_put_behind_the_program() {
        // A real number, a number of two bytes, an operator of two, then the charset.
        let top = [30, 0x12, 0xAF, 12, 7, 247, 1, 5, 29, 0, 0, 0, 9, 15, 139, 17];
        let old = program(&top);
        let new = with_codes(old.clone(), &[0, 7, 8, 9, 600]).expect("a charset");
        assert_eq!(new[old.len()..], [1, 0, 7, 2, 2, 88, 0]);
        let place = old.len() - 7;
        assert_eq!(new[place..place + 4], (old.len() as u32).to_be_bytes());
        assert_eq!((&new[..place], &new[place + 4..old.len()]), (&old[..place], &old[place + 4..]));
    }

    #[test]
    fn what_is_no_cff_is_left() {
        for top in [&[139, 15][..], &[139, 17], &[30, 0x12], &[]] {
            assert_eq!(with_codes(program(top), &[0, 1]), None, "{top:?}");
        }
        assert_eq!(with_codes(vec![1, 0], &[0]), None);
        assert_eq!(rename(b"", b"A"), None);
        assert_eq!(rename(b"\x01\0\x04\x01\0\x01\x01\x01\xFFab", b"A"), None);
    }
}
