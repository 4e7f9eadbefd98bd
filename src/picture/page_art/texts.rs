//! [`Texts`]: a ToUnicode map, as far as to know whether a code has a text (ISO 32000-2 9.10.3).

use super::lexer::{Lexer, Operand};

/// Entries of a map: no font has more glyphs.
const MOST_ENTRIES: usize = 65_536;
/// Codes of ranges that are looked at one by one.
const MOST_LOOKS: u32 = 262_144;

/// The codes that have a text and those that are given what is none, in ranges that lie apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    told: Vec<(u32, u32)>,
    mistold: Vec<(u32, u32)>,
}

/// What the entries of a map tell, as they come.
#[derive(Default)]
struct Found {
    told: Vec<(u32, u32)>,
    mistold: Vec<(u32, u32)>,
    /// Codes that were looked at one by one.
    looked_at: u32,
}

/// What an entry gives a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Text,
    Nothing,
    /// U+0000, U+FEFF, U+FFFE or half of a pair (ISO 19005-2 6.2.11.7.2).
    NoText,
}

impl Found {
    fn add(&mut self, (first, last): (u32, u32), says: Says) {
        match says {
            Says::Text => self.told.push((first, last)),
            Says::NoText => self.mistold.push((first, last)),
            Says::Nothing => {}
        }
    }
}

impl Texts {
    pub fn read(map: &[u8]) -> Texts {
        let mut lexer = Lexer::new(map);
        let (mut operands, mut found) = (Vec::new(), Found::default());
        while let Some(operator) = lexer.next(&mut operands) {
            match operator {
                b"endbfchar" => {
                    for entry in operands.chunks_exact(2) {
                        if let Some(code) = code(&entry[0]) {
                            found.add((code, code), says(&entry[1], 0));
                        }
                    }
                }
                b"endbfrange" => {
                    operands.chunks_exact(3).for_each(|entry| range(entry, &mut found));
                }
                _ => {}
            }
            if found.told.len() + found.mistold.len() > MOST_ENTRIES {
                break;
            }
        }
        Texts { told: apart(found.told), mistold: apart(found.mistold) }
    }

    pub fn has(&self, code: u32) -> bool {
        holds(&self.told, code)
    }

    /// Whether a code is given what is no text.
    pub fn misleads(&self, code: u32) -> bool {
        holds(&self.mistold, code)
    }
}

fn holds(ranges: &[(u32, u32)], code: u32) -> bool {
    let behind = ranges.partition_point(|&(first, _)| first <= code);
    ranges.get(..behind).and_then(<[_]>::last).is_some_and(|&(_, last)| code <= last)
}

fn apart(mut found: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    found.sort_unstable();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for (first, last) in found {
        match ranges.last_mut() {
            Some(known) if first <= known.1 => known.1 = known.1.max(last),
            _ => ranges.push((first, last)),
        }
    }
    ranges
}

/// A range of codes with texts that go up, or with a list of them.
fn range(entry: &[Operand], found: &mut Found) {
    let (Some(first), Some(last)) = (code(&entry[0]), code(&entry[1])) else { return };
    match &entry[2] {
        Operand::Array(texts) => {
            for (code, text) in (first..=last).zip(texts) {
                found.add((code, code), says(text, 0));
            }
        }
        text => {
            let length = last.saturating_sub(first);
            if !may_mislead(text, length) || found.looked_at.saturating_add(length) > MOST_LOOKS {
                return found.add((first, last), says(text, 0));
            }
            found.looked_at += length;
            // Texts alike in kind are told together.
            let mut from = first;
            for code in first..=last {
                let kind = says(text, code - first);
                if code == last || says(text, code + 1 - first) != kind {
                    found.add((from, code), kind);
                    from = code.saturating_add(1);
                }
            }
        }
    }
}

/// Whether a text that goes up by so much may come upon what is none: most are far from it.
fn may_mislead(text: &Operand, length: u32) -> bool {
    let Operand::String(bytes) = text else { return false };
    let (units, _) = bytes.as_chunks::<2>();
    let Some(last) = units.last().map(|unit| u32::from(u16::from_be_bytes(*unit))) else {
        return false;
    };
    let to = last.saturating_add(length);
    last == 0 || (last <= 0xDFFF && to >= 0xD800) || to >= 0xFEFF
}

fn code(operand: &Operand) -> Option<u32> {
    match operand {
        Operand::String(bytes) if (1..=4).contains(&bytes.len()) => {
            Some(bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)))
        }
        _ => None,
    }
}

/// What an entry gives a code that is `on` behind its first.
fn says(operand: &Operand, on: u32) -> Says {
    let Operand::String(bytes) = operand else {
        let named = matches!(operand, Operand::Name(..));
        return if named { Says::Text } else { Says::Nothing };
    };
    let (units, _) = bytes.as_chunks::<2>();
    let mut units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
    let Some(last) = units.last_mut() else { return Says::Nothing };
    *last = last.wrapping_add(on as u16);
    let strange = |unit: &u16| matches!(unit, 0 | 0xFEFF | 0xFFFE);
    let halved = char::decode_utf16(units.iter().copied()).any(|read| read.is_err());
    if units.iter().any(strange) || halved { Says::NoText } else { Says::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_texts_or_none() {
        let map = b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF>\n\
            endcodespacerange 3 beginbfchar <0003> <0020> <0004> <0000> <0005> <D842DFB7>\n\
            endbfchar 2 beginbfrange <0010> <0012> <4E00> <0020> <0022> [<4E00> <FEFF> <4E02>]\n\
            endbfrange endcmap";
        let texts = Texts::read(map);
        let has: Vec<u32> = (0..0x30).filter(|&code| texts.has(code)).collect();
        assert_eq!(has, [3, 5, 0x10, 0x11, 0x12, 0x20, 0x22]);
        let misleads: Vec<u32> = (0..0x30).filter(|&code| texts.misleads(code)).collect();
        assert_eq!(misleads, [4, 0x21]);
        assert!(!Texts::read(b"no map").has(3));
        // Half of a pair, and a range that comes upon what is no text.
        let texts = Texts::read(
            b"2 beginbfchar <41> <D800> <42> <DC00> endbfchar 1 beginbfrange <50> <53> <FFFC> endbfrange",
        );
        let misleads: Vec<u32> = (0..0x60).filter(|&code| texts.misleads(code)).collect();
        assert_eq!(misleads, [0x41, 0x42, 0x52]);
        assert!(texts.has(0x51) && texts.has(0x53) && !texts.has(0x52));
    }
}
