//! [`Texts`]: a ToUnicode map, as far as to know whether a code has a text (ISO 32000-2 9.10.3).

use super::lexer::{Lexer, Operand};

/// Entries of a map: no font has more glyphs.
const MOST_ENTRIES: usize = 65_536;

/// The codes that have a text, in ranges that lie apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts(Vec<(u32, u32)>);

impl Texts {
    pub fn read(map: &[u8]) -> Texts {
        let mut lexer = Lexer::new(map);
        let (mut operands, mut found) = (Vec::new(), Vec::new());
        while let Some(operator) = lexer.next(&mut operands) {
            match operator {
                b"endbfchar" => {
                    let entries = operands.chunks_exact(2);
                    found.extend(entries.filter_map(|entry| {
                        let code = code(&entry[0])?;
                        says(&entry[1]).then_some((code, code))
                    }));
                }
                b"endbfrange" => {
                    operands.chunks_exact(3).for_each(|entry| range(entry, &mut found));
                }
                _ => {}
            }
            if found.len() > MOST_ENTRIES {
                break;
            }
        }
        found.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for (first, last) in found {
            match ranges.last_mut() {
                Some(known) if first <= known.1 => known.1 = known.1.max(last),
                _ => ranges.push((first, last)),
            }
        }
        Texts(ranges)
    }

    pub fn has(&self, code: u32) -> bool {
        let behind = self.0.partition_point(|&(first, _)| first <= code);
        self.0[..behind].last().is_some_and(|&(_, last)| code <= last)
    }
}

/// A range of codes with texts that go up, or with a list of them.
fn range(entry: &[Operand], found: &mut Vec<(u32, u32)>) {
    let (Some(first), Some(last)) = (code(&entry[0]), code(&entry[1])) else { return };
    match &entry[2] {
        Operand::Array(texts) => {
            let told = (first..=last).zip(texts).filter(|(_, text)| says(text));
            found.extend(told.map(|(code, _)| (code, code)));
        }
        text if says(text) => found.push((first, last)),
        _ => {}
    }
}

fn code(operand: &Operand) -> Option<u32> {
    match operand {
        Operand::String(bytes) if (1..=4).contains(&bytes.len()) => {
            Some(bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)))
        }
        _ => None,
    }
}

/// Whether it is a text: not empty, and without what is no character (ISO 19005-2 6.2.11.7.2).
fn says(operand: &Operand) -> bool {
    let Operand::String(bytes) = operand else { return matches!(operand, Operand::Name(..)) };
    let (units, _) = bytes.as_chunks::<2>();
    let strange = |unit: &[u8; 2]| matches!(u16::from_be_bytes(*unit), 0 | 0xFEFF | 0xFFFE);
    !units.is_empty() && !units.iter().any(strange)
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
        assert!(!Texts::read(b"no map").has(3));
    }
}
