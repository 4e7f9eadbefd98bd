//! As much of a CID-keyed CFF program as tells the widths of its glyphs (Adobe Technical Notes
//! 5176 and 5177).

use std::collections::BTreeMap;

type Dict = BTreeMap<u16, Vec<f64>>;

const CHARSET: u16 = 15;
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBRS: u16 = 19;
const DEFAULT_WIDTH: u16 = 20;
const NOMINAL_WIDTH: u16 = 21;
const FONT_MATRIX: u16 = 0x0C07;
const ROS: u16 = 0x0C1E;
const FD_ARRAY: u16 = 0x0C24;
const FD_SELECT: u16 = 0x0C25;

pub struct Program<'a> {
    data: &'a [u8],
    glyphs: Vec<&'a [u8]>,
    global: Vec<&'a [u8]>,
    fonts: Vec<Private<'a>>,
    select: usize,
    /// Keyed by CID, not by name.
    pub is_cid: bool,
    charset: usize,
    top_scale: f64,
}

struct Private<'a> {
    usual: f64,
    nominal: f64,
    scale: Option<f64>,
    subrs: Vec<&'a [u8]>,
}

impl<'a> Program<'a> {
    pub fn read(data: &'a [u8]) -> Option<Program<'a>> {
        let (_, at) = index(data, usize::from(*data.get(2)?))?;
        let (tops, at) = index(data, at)?;
        let (_, at) = index(data, at)?;
        let (global, _) = index(data, at)?;
        let top = dict(tops.first()?);
        let place = |key| top.get(&key).and_then(|v: &Vec<f64>| v.first()).map(|v| *v as usize);
        let (glyphs, _) = index(data, place(CHAR_STRINGS)?)?;
        let (fonts, _) = index(data, place(FD_ARRAY)?)?;
        let fonts = fonts.iter().map(|font| Private::read(data, &dict(font)));
        Some(Program {
            data,
            glyphs,
            global,
            fonts: fonts.collect::<Option<_>>()?,
            select: place(FD_SELECT)?,
            is_cid: top.contains_key(&ROS),
            charset: place(CHARSET).unwrap_or(0),
            top_scale: scale(&top).unwrap_or(1.0),
        })
    }

    /// The glyph's width, a thousand to the em.
    pub fn width(&self, glyph: u16) -> Option<f64> {
        let font = self.fonts.get(usize::from(self.font_of(glyph)?))?;
        let mut reader = Reader { program: self, font, stack: Vec::new(), odd: None };
        reader.run(self.glyphs.get(usize::from(glyph))?, 0);
        let width = reader.odd?.map_or(font.usual, |width| font.nominal + width);
        let scale = match font.scale {
            None if self.top_scale == 1.0 => 0.001,
            Some(own) => own * self.top_scale,
            None => self.top_scale,
        };
        Some(width * scale * 1000.0)
    }

    fn font_of(&self, glyph: u16) -> Option<u8> {
        let at = self.select;
        if *self.data.get(at)? == 0 {
            return self.data.get(at + 1 + usize::from(glyph)).copied();
        }
        let count = usize::from(short(self.data, at + 1)?);
        let range =
            |n: usize| Some((short(self.data, at + 3 + n * 3)?, *self.data.get(at + 5 + n * 3)?));
        let found = (0..count).filter_map(range).take_while(|(first, _)| *first <= glyph);
        found.last().map(|(_, font)| font)
    }

    /// The glyph with a CID.
    pub fn glyph(&self, cid: u16) -> Option<u16> {
        (0..self.glyphs.len() as u16).find(|glyph| self.cid(*glyph) == Some(cid))
    }

    /// The glyph's CID.
    fn cid(&self, glyph: u16) -> Option<u16> {
        if glyph == 0 {
            return Some(0);
        }
        let (kind, at) = (*self.data.get(self.charset)?, self.charset + 1);
        if kind == 0 {
            return short(self.data, at + (usize::from(glyph) - 1) * 2);
        }
        let (mut next, mut at) = (1_u32, at);
        loop {
            let first = u32::from(short(self.data, at)?);
            let left = if kind == 1 {
                u32::from(*self.data.get(at + 2)?)
            } else {
                u32::from(short(self.data, at + 2)?)
            };
            if u32::from(glyph) <= next + left {
                return Some((first + u32::from(glyph) - next) as u16);
            }
            next += left + 1;
            at += if kind == 1 { 3 } else { 4 };
        }
    }
}

fn scale(dict: &Dict) -> Option<f64> {
    dict.get(&FONT_MATRIX).and_then(|matrix| matrix.first()).copied()
}

impl<'a> Private<'a> {
    fn read(data: &'a [u8], font: &Dict) -> Option<Private<'a>> {
        let place = font.get(&PRIVATE)?;
        let (length, at) = (*place.first()? as usize, *place.get(1)? as usize);
        let private = dict(data.get(at..at + length)?);
        let number = |key| private.get(&key).and_then(|values| values.first()).copied();
        let subrs = number(SUBRS).and_then(|offset| index(data, at + offset as usize));
        Some(Private {
            usual: number(DEFAULT_WIDTH).unwrap_or(0.0),
            nominal: number(NOMINAL_WIDTH).unwrap_or(0.0),
            scale: scale(font),
            subrs: subrs.map(|(subrs, _)| subrs).unwrap_or_default(),
        })
    }
}

/// Runs a glyph up to the first operator that would take a width.
struct Reader<'p, 'a> {
    program: &'p Program<'a>,
    font: &'p Private<'a>,
    stack: Vec<f64>,
    /// Known once the operator is reached: the width before its operands, if any.
    odd: Option<Option<f64>>,
}

impl Reader<'_, '_> {
    fn run(&mut self, code: &[u8], depth: u8) {
        let mut at = 0;
        while self.odd.is_none() && depth < 11 {
            let Some(&byte) = code.get(at) else { return };
            at += 1;
            match byte {
                28 => {
                    self.stack.push(f64::from(short(code, at).unwrap_or(0) as i16));
                    at += 2;
                }
                32..=246 => self.stack.push(f64::from(byte) - 139.0),
                247..=254 => {
                    let next = f64::from(code.get(at).copied().unwrap_or(0));
                    at += 1;
                    self.stack.push(match byte {
                        247..=250 => (f64::from(byte) - 247.0) * 256.0 + next + 108.0,
                        _ => -(f64::from(byte) - 251.0) * 256.0 - next - 108.0,
                    });
                }
                255 => {
                    let whole = f64::from(short(code, at).unwrap_or(0) as i16);
                    let part = f64::from(short(code, at + 2).unwrap_or(0)) / 65_536.0;
                    self.stack.push(whole + part);
                    at += 4;
                }
                10 | 29 => {
                    let subrs = if byte == 10 { &self.font.subrs } else { &self.program.global };
                    let bias = match subrs.len() {
                        0..1240 => 107,
                        1240..33_900 => 1131,
                        _ => 32_768,
                    };
                    let number = self.stack.pop().unwrap_or(0.0) as i64 + bias;
                    let Some(code) = usize::try_from(number).ok().and_then(|n| subrs.get(n)) else {
                        return;
                    };
                    self.run(code, depth + 1);
                }
                11 => return,
                // Stems come in pairs; a move has two or one; the end has none.
                1 | 3 | 18 | 23 | 19 | 20 => self.take(self.stack.len() % 2 == 1),
                21 => self.take(self.stack.len() > 2),
                4 | 22 => self.take(self.stack.len() > 1),
                14 => self.take(matches!(self.stack.len(), 1 | 5)),
                _ => return,
            }
        }
    }

    fn take(&mut self, has_width: bool) {
        self.odd = Some(self.stack.first().copied().filter(|_| has_width));
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// The items of an INDEX, and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(short(data, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let offset = |n: usize| {
        let bytes = data.get(at + 3 + n * size..at + 3 + (n + 1) * size)?;
        Some(bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)))
    };
    let base = at + 2 + (count + 1) * size;
    let items = (0..count).map(|n| data.get(base + offset(n)?..base + offset(n + 1)?));
    Some((items.collect::<Option<_>>()?, base + offset(count)?))
}

fn dict(data: &[u8]) -> Dict {
    let mut out = Dict::new();
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        at += 1;
        let next = |n: usize| f64::from(data.get(at + n).copied().unwrap_or(0));
        match byte {
            0..=21 => {
                let wide = byte == 12;
                let key = if wide { 0x0C00 | next(0) as u16 } else { u16::from(byte) };
                at += usize::from(wide);
                out.insert(key, std::mem::take(&mut values));
            }
            28 => {
                values.push(f64::from((next(0) * 256.0 + next(1)) as u16 as i16));
                at += 2;
            }
            29 => {
                let value = (0..4).fold(0.0, |value, n| value * 256.0 + next(n));
                values.push(f64::from(value as u32 as i32));
                at += 4;
            }
            30 => {
                let (value, length) = real(data.get(at..).unwrap_or_default());
                values.push(value);
                at += length;
            }
            32..=246 => values.push(f64::from(byte) - 139.0),
            247..=250 => {
                values.push((f64::from(byte) - 247.0) * 256.0 + next(0) + 108.0);
                at += 1;
            }
            251..=254 => {
                values.push(-(f64::from(byte) - 251.0) * 256.0 - next(0) - 108.0);
                at += 1;
            }
            _ => {}
        }
    }
    out
}

/// A number in half bytes, and how many bytes it takes.
fn real(data: &[u8]) -> (f64, usize) {
    let mut text = String::new();
    for (at, byte) in data.iter().enumerate() {
        for half in [byte >> 4, byte & 15] {
            match half {
                0..=9 => text.push(char::from(b'0' + half)),
                10 => text.push('.'),
                11 => text.push('e'),
                12 => text.push_str("e-"),
                14 => text.push('-'),
                _ => return (text.parse().unwrap_or(0.0), at + 1),
            }
        }
    }
    (0.0, data.len())
}
