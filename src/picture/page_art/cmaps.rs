//! [`CodeMap`]: a CMap that a file brings along: how long the codes of a string are, and which
//! number of the collection each means (ISO 32000-2 9.7.5).

use super::lexer::{Lexer, Operand};

/// Entries of a map: no collection has more numbers.
const MOST_ENTRIES: usize = 65_536;
/// Ranges of codes: those that are in use have a dozen.
const MOST_SPACES: usize = 256;
/// Runs that are looked through for a code, should they lie over one another.
const MOST_OVERLAPS: usize = 16;
/// A code has no more bytes.
const MOST_BYTES: usize = 4;

/// A code of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code {
    pub value: u32,
    pub length: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CodeMap {
    /// What codes there are: each byte lies between those of two codes.
    spaces: Vec<(Code, Code)>,
    /// From code to code, and the number of the first; in order of length and first code, and a
    /// later one of the file behind an earlier one.
    runs: Vec<(Code, Code, u16)>,
}

impl CodeMap {
    /// `None` when it goes on from another map that is not here, or has more ranges than any.
    pub fn read(map: &[u8]) -> Option<CodeMap> {
        let mut lexer = Lexer::new(map);
        let (mut operands, mut found) = (Vec::new(), CodeMap::default());
        while let Some(operator) = lexer.next(&mut operands) {
            match operator {
                b"endcodespacerange" => {
                    let pairs = operands.chunks_exact(2);
                    found
                        .spaces
                        .extend(pairs.filter_map(|pair| Some((code(&pair[0])?, code(&pair[1])?))));
                }
                b"endcidrange" => {
                    found.runs.extend(operands.chunks_exact(3).filter_map(|run| {
                        Some((code(&run[0])?, code(&run[1])?, number(&run[2])?))
                    }));
                }
                b"endcidchar" => {
                    found.runs.extend(operands.chunks_exact(2).filter_map(|one| {
                        let code = code(&one[0])?;
                        Some((code, code, number(&one[1])?))
                    }));
                }
                b"usecmap" => match operands.last().and_then(Operand::name) {
                    Some(b"Identity-H" | b"Identity-V") => {
                        let code = |value| Code { value, length: 2 };
                        found.spaces.push((code(0), code(0xFFFF)));
                        found.runs.insert(0, (code(0), code(0xFFFF), 0));
                    }
                    _ => return None,
                },
                _ => {}
            }
            if found.runs.len() + found.spaces.len() > MOST_ENTRIES {
                break;
            }
        }
        found.runs.sort_by_key(|(first, ..)| (first.length, first.value));
        (1..=MOST_SPACES).contains(&found.spaces.len()).then_some(found)
    }

    /// The first code of a string; `None` where it begins with none.
    pub fn first(&self, bytes: &[u8]) -> Option<Code> {
        (1..=MOST_BYTES.min(bytes.len())).find_map(|length| {
            let bytes = bytes.get(..length)?;
            let code = Code { value: joined(bytes), length };
            self.spaces.iter().any(|space| lies_in(code, space)).then_some(code)
        })
    }

    /// The number of the collection; 0 where the map has none.
    pub fn number(&self, code: Code) -> u16 {
        let key = (code.length, code.value);
        let behind = self.runs.partition_point(|(first, ..)| (first.length, first.value) <= key);
        let before = self.runs[..behind].iter().rev().take(MOST_OVERLAPS);
        let mut before = before.take_while(|(first, ..)| first.length == code.length);
        let run = before.find(|(_, last, _)| code.value <= last.value);
        run.map_or(0, |(first, _, number)| number.wrapping_add((code.value - first.value) as u16))
    }
}

fn lies_in(code: Code, (first, last): &(Code, Code)) -> bool {
    let byte = |code: &Code, at: usize| code.value >> (8 * at) & 255;
    first.length == code.length
        && last.length == code.length
        && (0..code.length).all(|at| (byte(first, at)..=byte(last, at)).contains(&byte(&code, at)))
}

fn code(operand: &Operand) -> Option<Code> {
    match operand {
        Operand::String(bytes) if (1..=MOST_BYTES).contains(&bytes.len()) => {
            Some(Code { value: joined(bytes), length: bytes.len() })
        }
        _ => None,
    }
}

fn joined(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn number(operand: &Operand) -> Option<u16> {
    operand.number().filter(|value| (0.0..65_536.0).contains(value)).map(|value| value as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap\n\
        2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange\n\
        2 begincidrange <20> <7E> 1 <8140> <817E> 633 endcidrange\n\
        1 begincidchar <8145> 9000 endcidchar endcmap";

    #[test]
    fn codes_are_as_long_as_the_map_says() {
        let map = CodeMap::read(MAP).expect("a map");
        let mut rest: &[u8] = b"A\x81\x40\x20\x81\x45\x81\x39";
        let mut found = Vec::new();
        while let Some(code) = map.first(rest) {
            found.push((code.value, code.length, map.number(code)));
            rest = &rest[code.length..];
        }
        // The byte 39 is none that may stand behind 81.
        let expected = [(0x41, 1, 34), (0x8140, 2, 633), (0x20, 1, 1), (0x8145, 2, 9000)];
        assert_eq!(found, expected);
        assert_eq!(rest, b"\x81\x39");
        assert_eq!(map.number(Code { value: 0x7F, length: 1 }), 0);
    }

    #[test]
    fn many_runs_take_no_time() {
        let runs: String = (0..60_000).map(|at| format!("<{at:04x}> {} ", at % 7)).collect();
        let map = format!("<0000> <FFFF> endcodespacerange {runs} endcidchar");
        let map = CodeMap::read(map.as_bytes()).expect("a map");
        let text: Vec<u8> = (0..200_000u32).flat_map(|at| (at as u16).to_be_bytes()).collect();
        let mut sum = 0u64;
        for pair in text.chunks(2) {
            let code = map.first(pair).expect("a code");
            sum += u64::from(map.number(code));
        }
        assert!(sum > 0);
        let spaces = "<00> <01> ".repeat(300);
        assert_eq!(CodeMap::read(format!("{spaces} endcodespacerange").as_bytes()), None);
    }

    #[test]
    fn a_map_that_goes_on_from_another_is_not_known() {
        assert_eq!(CodeMap::read(b"/GBK-EUC-H usecmap <00> <FF> endcodespacerange"), None);
        assert_eq!(CodeMap::read(b"no map"), None);
        let map = CodeMap::read(b"/Identity-H usecmap 1 begincidchar <0041> 7 endcidchar");
        let map = map.expect("a map");
        let code = |value| Code { value, length: 2 };
        assert_eq!((map.number(code(0x41)), map.number(code(0x42))), (7, 0x42));
        assert_eq!(map.first(b"\0A"), Some(code(0x41)));
    }
}
