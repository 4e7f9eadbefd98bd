//! [`subset`]: some glyphs of a CFF font as a program of their own (Adobe Technical Note 5176),
//! their outlines copied, not taken apart: what they call is put in the place of the call (5177).
//!
//! ```text
//! header | Name | Top DICT | String | Global Subr (none) | charset | Private DICTs | FDSelect
//!        | FDArray | CharStrings
//! ```
//!
//! Only for fonts as CJK fonts are: CID-keyed, and without matrices in their font dictionaries. Of
//! others nothing is made, nor of one that is not understood; the `subsetter` crate does them. It
//! makes the same program, but of every number of every outline a value of its own, which takes
//! thirty times the memory.

use rayon::prelude::*;

use super::cff::{Index, LONG, numbers, tokens, write_charset};

/// The program of some glyphs.
pub(super) struct Program {
    /// Of [`SIDE_BY_SIDE`] glyphs each.
    outlines: Vec<Copied>,
    /// The font dictionary of each.
    fonts: Vec<u8>,
    /// The private dictionaries, without the places of subroutines.
    privates: Vec<Vec<u8>>,
    /// The font's own matrix and box as they are written.
    matrix: Vec<u8>,
    bounds: Vec<u8>,
    notice: Vec<u8>,
}

const NOTICE: u16 = 1;
const FONT_BBOX: u16 = 5;
const CHARSET: u16 = 15;
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBRS: u16 = 19;
const FONT_MATRIX: u16 = 12 << 8 | 7;
const ROS: u16 = 12 << 8 | 30;
const CID_COUNT: u16 = 12 << 8 | 34;
const FD_ARRAY: u16 = 12 << 8 | 36;
const FD_SELECT: u16 = 12 << 8 | 37;

/// A thousand units to the em, as real numbers.
const THOUSANDTH: &[u8] = b"\x1E\xA0\x01\xFF\x8B\x8B\x1E\xA0\x01\xFF\x8B\x8B";
/// The matrix that changes nothing.
const UNIT: &[u8] = b"\x8C\x8B\x8B\x8C\x8B\x8B";

/// The first string that is not a standard one.
const OWN_STRINGS: i64 = 391;

/// No outline is so long.
const LONGEST: usize = 1 << 20;

/// The glyphs, ascending, with the first, of missing characters.
pub(super) fn subset(cff: &[u8], glyphs: &[u16]) -> Option<Program> {
    let names = Index::read(cff, usize::from(*cff.get(2)?))?;
    let tops = Index::read(cff, names.end)?;
    let [top] = &*tops.items else { return None };
    let top = tokens(cff.get(top.clone())?)?;
    let find = |wanted: u16| top.iter().find(|(operator, _)| *operator == wanted);
    let operands = |wanted: u16| find(wanted).map(|(_, operands)| *operands);
    let place = |wanted: u16| usize::try_from(*numbers(operands(wanted)?)?.last()?).ok();
    find(ROS)?;
    let strings = Index::read(cff, tops.end)?;
    let globals = Lazy::read(cff, strings.end)?;
    let outlines = Lazy::read(cff, place(CHAR_STRINGS)?)?;
    let fonts = Index::read(cff, place(FD_ARRAY)?)?;
    let fonts: Option<Vec<Font<'_>>> =
        fonts.items.into_iter().map(|font| Font::read(cff, cff.get(font)?)).collect();
    let (fonts, chosen) = (fonts?, Chosen::read(cff, place(FD_SELECT)?)?);
    let notice = operands(NOTICE).and_then(|sid| {
        let own = numbers(sid)?.first()?.checked_sub(OWN_STRINGS)?;
        cff.get(strings.items.get(usize::try_from(own).ok()?)?.clone())
    });
    // New numbers of font dictionaries, in the order of the font.
    let numbers: Option<Vec<u8>> = glyphs.iter().map(|glyph| chosen.of(*glyph)).collect();
    let numbers = numbers?;
    let mut used = numbers.clone();
    used.sort_unstable();
    used.dedup();
    let privates = used.iter().map(|font| Some(fonts.get(usize::from(*font))?.private.clone()));
    let privates = privates.collect::<Option<Vec<_>>>()?;
    let copied = glyphs.par_chunks(SIDE_BY_SIDE).zip(numbers.par_chunks(SIDE_BY_SIDE));
    let copied = copied.map(|(glyphs, numbers)| {
        let mut copied = Copied::with_room_for(glyphs.len());
        for (glyph, font) in glyphs.iter().zip(numbers) {
            let locals = fonts.get(usize::from(*font))?.subroutines;
            copied.add(outlines.get(usize::from(*glyph))?, globals, locals)?;
        }
        Some(copied)
    });
    let own = |font: &u8| Some(used.binary_search(font).ok()? as u8);
    Some(Program {
        outlines: copied.collect::<Option<_>>()?,
        fonts: numbers.iter().map(own).collect::<Option<_>>()?,
        privates,
        matrix: operands(FONT_MATRIX).unwrap_or(THOUSANDTH).to_vec(),
        bounds: operands(FONT_BBOX).unwrap_or(b"\x8B\x8B\x8B\x8B").to_vec(),
        notice: notice.unwrap_or_default().to_vec(),
    })
}

/// A list of which an item is looked up when it is wanted: fonts have tens of thousands.
#[derive(Clone, Copy, Default)]
struct Lazy<'a> {
    count: usize,
    size: usize,
    offsets: &'a [u8],
    /// From the byte before the first item on.
    data: &'a [u8],
}

impl<'a> Lazy<'a> {
    fn read(cff: &'a [u8], at: usize) -> Option<Lazy<'a>> {
        let count = usize::from(u16::from_be_bytes(*cff.get(at..)?.first_chunk()?));
        if count == 0 {
            return Some(Lazy::default());
        }
        let size = usize::from(*cff.get(at + 2)?);
        let (start, end) = (at + 3, at + 3 + (count + 1) * size);
        Some(Lazy { count, size, offsets: cff.get(start..end)?, data: cff.get(end - 1..)? })
    }

    fn get(&self, nth: usize) -> Option<&'a [u8]> {
        let offset = |nth: usize| {
            let bytes = self.offsets.get(nth * self.size..(nth + 1) * self.size)?;
            Some(bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)))
        };
        if nth >= self.count {
            return None;
        }
        self.data.get(offset(nth)?..offset(nth + 1)?)
    }

    /// The item that an outline calls by a number (5177, 4.7).
    fn called(&self, number: i64) -> Option<&'a [u8]> {
        let bias = match self.count {
            ..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        };
        self.get(usize::try_from(number + bias).ok()?)
    }
}

/// A font dictionary.
struct Font<'a> {
    private: Vec<u8>,
    subroutines: Lazy<'a>,
}

impl<'a> Font<'a> {
    /// None for one with a matrix of its own.
    fn read(cff: &'a [u8], dict: &[u8]) -> Option<Font<'a>> {
        let entries = tokens(dict)?;
        if entries.iter().any(|(operator, _)| *operator == FONT_MATRIX) {
            return None;
        }
        let (_, range) = entries.iter().find(|(operator, _)| *operator == PRIVATE)?;
        let [length, at] = numbers(range)?[..] else { return None };
        let (length, at) = (usize::try_from(length).ok()?, usize::try_from(at).ok()?);
        let mut private = Vec::new();
        let mut subroutines = Lazy::default();
        for (operator, operands) in tokens(cff.get(at..at.checked_add(length)?)?)? {
            if operator == SUBRS {
                let offset = usize::try_from(*numbers(operands)?.first()?).ok()?;
                subroutines = Lazy::read(cff, at.checked_add(offset)?)?;
            } else {
                entry(&mut private, operands, operator);
            }
        }
        Some(Font { private, subroutines })
    }
}

/// The font dictionary of each glyph.
enum Chosen<'a> {
    Each(&'a [u8]),
    /// From which glyph on which.
    Ranges(Vec<(u16, u8)>),
}

impl<'a> Chosen<'a> {
    fn read(cff: &'a [u8], at: usize) -> Option<Chosen<'a>> {
        let rest = cff.get(at + 1..)?;
        match cff.get(at)? {
            0 => Some(Chosen::Each(rest)),
            3 => {
                let count = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
                let ranges = rest.get(2..2 + count * 3)?.as_chunks::<3>().0.iter();
                let ranges =
                    ranges.map(|[high, low, font]| (u16::from_be_bytes([*high, *low]), *font));
                Some(Chosen::Ranges(ranges.collect()))
            }
            _ => None,
        }
    }

    fn of(&self, glyph: u16) -> Option<u8> {
        match self {
            Chosen::Each(fonts) => fonts.get(usize::from(glyph)).copied(),
            Chosen::Ranges(ranges) => {
                let next = ranges.partition_point(|(first, _)| *first <= glyph);
                Some(ranges.get(next.checked_sub(1)?)?.1)
            }
        }
    }
}

/// Outlines that are copied one after the other.
const SIDE_BY_SIDE: usize = 256;

/// Copies of outlines, one behind the other.
struct Copied {
    outlines: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Copied {
    fn with_room_for(glyphs: usize) -> Copied {
        /// Bytes of an outline.
        const USUAL: usize = 400;
        Copied { outlines: Vec::with_capacity(glyphs * USUAL), ends: Vec::with_capacity(glyphs) }
    }

    /// One by one.
    fn each(&self) -> impl Iterator<Item = &[u8]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| &self.outlines[begin..*end])
    }

    fn add(&mut self, outline: &[u8], globals: Lazy<'_>, locals: Lazy<'_>) -> Option<()> {
        let limit = self.outlines.len() + LONGEST;
        let out = &mut self.outlines;
        let mut copy = Copying { out, limit, globals, locals, operands: 0, stems: 0, last: None };
        copy.all(outline, 0)?;
        self.ends.push(self.outlines.len());
        Some(())
    }
}

/// An outline being copied.
struct Copying<'a, 'o> {
    out: &'o mut Vec<u8>,
    /// Not to be passed by `out`.
    limit: usize,
    globals: Lazy<'a>,
    locals: Lazy<'a>,
    /// How many numbers wait for an operator.
    operands: usize,
    /// How many stems were told.
    stems: usize,
    /// The last number and where it stands in `out`, if nothing came after it.
    last: Option<(&'a [u8], usize)>,
}

/// How a part of an outline ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The caller goes on.
    Return,
    Outline,
}

impl<'a> Copying<'a, '_> {
    fn all(&mut self, code: &'a [u8], depth: u32) -> Option<End> {
        /// 5177, Appendix B, says 10.
        const DEEPEST: u32 = 64;
        if depth > DEEPEST {
            return None;
        }
        // What is not yet copied begins here: as much as can be is copied at once.
        let (mut from, mut at) = (0, 0);
        while let Some(first) = self.pass_path(code, from, &mut at)? {
            let length = match first {
                // Masks, of a bit a stem; those told just before them are stems, too.
                19 | 20 => {
                    self.tell_stems();
                    1 + self.stems.div_ceil(8)
                }
                12 => 2,
                _ => 1,
            };
            let operator = at;
            at += length;
            match *code.get(operator..at)? {
                [10 | 29] => {
                    self.put(code.get(from..operator)?)?;
                    from = at;
                    let (number, begin) = self.last.take()?;
                    self.out.truncate(begin);
                    self.operands = self.operands.checked_sub(1)?;
                    let called = if first == 10 { &self.locals } else { &self.globals };
                    if self.all(called.called(value(number)?)?, depth + 1)? == End::Outline {
                        return Some(End::Outline);
                    }
                    continue;
                }
                [11] => {
                    at = operator;
                    break;
                }
                // With four numbers it is an accented letter made of two others.
                [14] if self.operands >= 4 => return None,
                [14] => {
                    self.put(code.get(from..at)?)?;
                    return Some(End::Outline);
                }
                [1 | 3 | 18 | 23] => self.tell_stems(),
                [12, 34..=37] | [19 | 20, ..] => {}
                _ => return None,
            }
            (self.operands, self.last) = (0, None);
        }
        self.put(code.get(from..at)?)?;
        Some(End::Return)
    }

    /// Goes on to the next operator that is not of the path alone, and gives it; `from` is where what
    /// is not yet copied begins.
    fn pass_path(&mut self, code: &'a [u8], from: usize, at: &mut usize) -> Option<Option<u8>> {
        let (mut next, mut last, mut count) = (*at, *at, 0);
        let mut before = (self.operands, self.last);
        let operator = loop {
            let Some(&first) = code.get(next) else { break None };
            match STEP[usize::from(first)] {
                Step::Number(length) => {
                    (last, count) = (next, count + 1);
                    next += usize::from(length);
                }
                Step::Path => {
                    (before, count) = ((0, None), 0);
                    next += 1;
                }
                Step::Other => break Some(first),
            }
        };
        (self.operands, self.last) = before;
        if count > 0 {
            self.last = Some((code.get(last..next)?, self.out.len() + last - from));
            self.operands += count;
        }
        *at = next;
        Some(operator)
    }

    fn tell_stems(&mut self) {
        self.stems += self.operands / 2;
        self.operands = 0;
    }

    fn put(&mut self, copied: &[u8]) -> Option<()> {
        self.out.extend_from_slice(copied);
        (self.out.len() <= self.limit).then_some(())
    }
}

/// What a byte of an outline begins (5177, 3.2 and Appendix A).
#[derive(Clone, Copy)]
enum Step {
    /// A number of so many bytes.
    Number(u8),
    /// An operator that takes what numbers wait for it, and does no more than draw.
    Path,
    Other,
}

const STEP: [Step; 256] = {
    let mut steps = [Step::Other; 256];
    let mut first = 0;
    while first < 256 {
        steps[first] = match first {
            4..=8 | 21 | 22 | 24..=27 | 30 | 31 => Step::Path,
            28 => Step::Number(3),
            247..=254 => Step::Number(2),
            255 => Step::Number(5),
            32.. => Step::Number(1),
            _ => Step::Other,
        };
        first += 1;
    }
    steps
};

/// The value of such a number, of fractions what is whole.
fn value(number: &[u8]) -> Option<i64> {
    let byte = |at: usize| number.get(at).copied().map(i64::from);
    Some(match *number.first()? {
        28 => i64::from(i16::from_be_bytes(*number.get(1..)?.first_chunk()?)),
        first @ 247..=250 => (i64::from(first) - 247) * 256 + byte(1)? + 108,
        first @ 251..=254 => -(i64::from(first) - 251) * 256 - byte(1)? - 108,
        255 => i64::from(i16::from_be_bytes(*number.get(1..)?.first_chunk()?)),
        first => i64::from(first) - 139,
    })
}

impl Program {
    /// All that tells it from other programs.
    pub fn content(&self) -> impl Iterator<Item = &[u8]> {
        let outlines = self.outlines.iter().map(|copied| &*copied.outlines);
        outlines.chain([&*self.fonts]).chain(self.privates.iter().map(Vec::as_slice))
    }

    /// The program under a name, its glyphs under the CIDs `codes`, ascending, the first being 0.
    pub fn write(&self, name: &[u8], codes: &[u16]) -> Option<Vec<u8>> {
        let length: usize = self.outlines.iter().map(|copied| copied.outlines.len()).sum();
        let mut out = Vec::with_capacity(length + codes.len() * 6 + 2048);
        out.extend_from_slice(&[1, 0, 4, 4]);
        index(&mut out, &[name]);
        // The dictionary's places are known when all is written: it is as long with any.
        let top = out.len();
        index(&mut out, &[&self.top(Places::default())]);
        let strings: &[&[u8]] = match self.notice.is_empty() {
            true => &[b"Adobe", b"Identity"],
            false => &[b"Adobe", b"Identity", &self.notice],
        };
        index(&mut out, strings);
        index(&mut out, &[]);
        let charset = out.len();
        write_charset(&mut out, codes)?;
        let mut fonts = Vec::with_capacity(self.privates.len());
        for private in &self.privates {
            let mut font = Vec::new();
            entry(&mut font, UNIT, FONT_MATRIX);
            let range = [long(private.len())?, long(out.len())?].concat();
            entry(&mut font, &range, PRIVATE);
            fonts.push(font);
            out.extend_from_slice(private);
        }
        let select = out.len();
        out.push(0);
        out.extend_from_slice(&self.fonts);
        let array = out.len();
        index(&mut out, &fonts.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let places = Places { charset, select, array, outlines: out.len() };
        let outlines: Vec<&[u8]> = self.outlines.iter().flat_map(Copied::each).collect();
        index(&mut out, &outlines);
        i32::try_from(out.len()).ok()?;
        let mut whole = Vec::new();
        index(&mut whole, &[&self.top(places)]);
        out.get_mut(top..top + whole.len())?.copy_from_slice(&whole);
        Some(out)
    }

    fn top(&self, places: Places) -> Vec<u8> {
        let mut out = Vec::new();
        let string = |nth: i64| short(OWN_STRINGS + nth);
        entry(&mut out, &[&string(0), &string(1), &short(0)].map(|it| it.to_vec()).concat(), ROS);
        if !self.notice.is_empty() {
            entry(&mut out, &string(2), NOTICE);
        }
        entry(&mut out, &self.matrix, FONT_MATRIX);
        entry(&mut out, &self.bounds, FONT_BBOX);
        let Places { charset, select, array, outlines } = places;
        let place = |at: usize| long(at).unwrap_or_default();
        entry(&mut out, &place(charset), CHARSET);
        entry(&mut out, &place(outlines), CHAR_STRINGS);
        entry(&mut out, &place(usize::from(u16::MAX)), CID_COUNT);
        // Apple's Preview shows nothing where these two come sooner.
        entry(&mut out, &place(array), FD_ARRAY);
        entry(&mut out, &place(select), FD_SELECT);
        out
    }
}

/// Where the parts of a program begin.
#[derive(Clone, Copy, Default)]
struct Places {
    charset: usize,
    select: usize,
    array: usize,
    outlines: usize,
}

/// A number of a dictionary in three bytes.
fn short(number: i64) -> [u8; 3] {
    let [high, low] = (number as i16).to_be_bytes();
    [28, high, low]
}

/// A number of a dictionary in five bytes.
fn long(number: usize) -> Option<[u8; 5]> {
    let [a, b, c, d] = i32::try_from(number).ok()?.to_be_bytes();
    Some([LONG, a, b, c, d])
}

fn entry(out: &mut Vec<u8>, operands: &[u8], operator: u16) {
    out.extend_from_slice(operands);
    match operator.to_be_bytes() {
        [0, operator] => out.push(operator),
        long => out.extend_from_slice(&long),
    }
}

/// Writes a list.
fn index(out: &mut Vec<u8>, items: &[&[u8]]) {
    out.extend_from_slice(&(items.len() as u16).to_be_bytes());
    if items.is_empty() {
        return;
    }
    let end = 1 + items.iter().map(|item| item.len()).sum::<usize>();
    let size = (1..4).find(|size| end >> (8 * size) == 0).unwrap_or(4);
    out.push(size as u8);
    let mut at = 1_usize;
    let ends = items.iter().map(|item| {
        at += item.len();
        at
    });
    for offset in std::iter::once(1).chain(ends) {
        out.extend_from_slice(&(offset as u32).to_be_bytes()[4 - size..]);
    }
    items.iter().for_each(|item| out.extend_from_slice(item));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sfnt;

    const FONT: &[u8] = include_bytes!("../../fonts/typeset-test.otf");

    /// A program's outlines, and of each the private dictionary of its font.
    fn outlines(cff: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
        let names = Index::read(cff, usize::from(cff[2])).expect("names");
        let top = Index::read(cff, names.end).expect("a dictionary").items.remove(0);
        let top = tokens(&cff[top]).expect("entries");
        let place = |wanted| {
            let (_, operands) = top.iter().find(|(operator, _)| *operator == wanted).expect("it");
            numbers(operands).expect("numbers")[0] as usize
        };
        let strings = Index::read(cff, place(CHAR_STRINGS)).expect("outlines");
        let chosen = Chosen::read(cff, place(FD_SELECT)).expect("fonts");
        let fonts = Index::read(cff, place(FD_ARRAY)).expect("fonts").items;
        let fonts: Vec<Vec<u8>> = fonts
            .into_iter()
            .map(|font| Font::read(cff, &cff[font]).map_or(Vec::new(), |font| font.private))
            .collect();
        let font = |glyph: usize| fonts[usize::from(chosen.of(glyph as u16).expect("one"))].clone();
        let items = strings.items.into_iter().enumerate();
        items.map(|(glyph, item)| (cff[item].to_vec(), font(glyph))).collect()
    }

    /// Another program agrees: the outlines are to the byte those that `subsetter` makes.
    #[test]
    fn outlines_are_those_of_the_font() {
        let cff = sfnt::table(FONT, b"CFF ").expect("CFF outlines");
        let all = {
            let names = Index::read(cff, usize::from(cff[2])).expect("names");
            let top = Index::read(cff, names.end).expect("a dictionary").items.remove(0);
            let top = tokens(&cff[top]).expect("entries");
            let (_, place) = top.iter().find(|(it, _)| *it == CHAR_STRINGS).expect("outlines");
            Lazy::read(cff, numbers(place).expect("a place")[0] as usize).expect("them").count
        };
        for step in [1, 3, 7] {
            let glyphs: Vec<u16> = (0..all as u16).step_by(step).collect();
            let program = subset(cff, &glyphs).expect("a program");
            let codes: Vec<u16> = (0..glyphs.len() as u16).map(|code| code * 2).collect();
            let own = program.write(b"ABCDEF+Test", &codes).expect("bytes");
            let remapper = subsetter::GlyphRemapper::new_from_glyphs(&glyphs);
            let theirs = subsetter::subset(FONT, 0, &remapper).expect("a subset");
            let theirs = outlines(sfnt::table(&theirs, b"CFF ").expect("CFF outlines"));
            let own = outlines(&own);
            assert_eq!(own.len(), theirs.len());
            assert!(own.iter().any(|(outline, _)| outline.len() > 100));
            for (glyph, (own, theirs)) in own.iter().zip(&theirs).enumerate() {
                assert_eq!(own.0, theirs.0, "outline {glyph} of every {step}");
            }
        }
    }

    #[test]
    fn what_is_called_stands_in_the_place_of_the_call() {
        // 1 2 (stems) call 0 endchar; the subroutine: 3 4 (stems, a mask of two bits), return.
        let subroutine = [142, 143, 19, 0xC0, 11];
        let mut list = Vec::new();
        index(&mut list, &[&subroutine]);
        let locals = Lazy::read(&list, 0).expect("a list");
        let mut out = Vec::new();
        let mut copy = Copying {
            out: &mut out,
            limit: 100,
            globals: Lazy::default(),
            locals,
            operands: 0,
            stems: 0,
            last: None,
        };
        let code = [140, 141, 1, 32, 10, 14];
        assert!(copy.all(&code, 0) == Some(End::Outline));
        assert_eq!(out, [140, 141, 1, 142, 143, 19, 0xC0, 14]);
    }

    #[test]
    fn what_is_not_understood_is_left() {
        let mut list = Vec::new();
        // It calls itself.
        index(&mut list, &[&[32, 10], &[139, 139, 139, 139, 14], &[10], &[139, 15]]);
        let locals = Lazy::read(&list, 0).expect("a list");
        for nth in 0..4 {
            let mut out = Vec::new();
            let mut copy = Copying {
                out: &mut out,
                limit: 100,
                globals: Lazy::default(),
                locals,
                operands: 0,
                stems: 0,
                last: None,
            };
            assert!(copy.all(locals.get(nth).expect("it"), 0).is_none(), "{nth}");
        }
        assert!(subset(b"", &[0]).is_none() && subset(b"\x01\0\x04\x01\0\0", &[0]).is_none());
    }
}
