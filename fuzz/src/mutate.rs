//! [`changed`]: a sound file and a number become a file that is a little wrong. The same file and
//! number give the same bytes, so that a mutant is named by two numbers.

use super::jobs::Target;
use super::seeds::written;

/// What texts are spoilt with.
const WORDS: [&str; 54] = [
    "\"",
    "[",
    "]",
    "{",
    "}",
    "=",
    "\n",
    "+++\n",
    "#",
    "|",
    "*",
    "**",
    "^",
    "{.verse}",
    "-1",
    "0",
    "99999999999",
    "1e400",
    "\"1-\"",
    "\"999999-\"",
    "nan",
    "true",
    "\"0mm\"",
    "\"100000mm\"",
    "fit = true\n",
    "wrap = 9\n",
    "wrap = \"overlay\"\n",
    "overset = \"continue\"\n",
    "writing = \"vertical\"\n",
    "balance = true\n",
    "\u{301}",
    "\u{E0100}",
    "\u{200D}",
    "\u{202E}",
    "\u{FEFF}",
    "\0",
    "……",
    "——",
    "{文|あ}",
    "[x]{.name}",
    "\u{20BB7}",
    "「",
    "』",
    "\u{3000}",
    "12*30",
    "10^3",
    "![](",
    "- ",
    "> ",
    "## ",
    "\\",
    "\u{AD}",
    "ﾊﾞ",
    "한",
];
/// What files of bytes are spoilt with.
const PIECES: [&[u8]; 6] =
    [&[0xFF; 4], &[0; 4], &[0x7F, 0xFF, 0xFF, 0xFF], &[0, 0, 0xFF, 0xFF], &[0x80, 0, 0, 0], &[1]];
/// What numbers are written over by.
const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "-1",
    "2",
    "7",
    "255",
    "256",
    "65535",
    "65536",
    "1000000000",
    "2147483648",
    "9223372036854775808",
    "18446744073709551616",
    "0.5",
    "1e9",
    "9999",
];

/// A die that always falls the same way (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % (end as u64).max(1)) as usize
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Mutant number `seed` of one of the target's files.
pub fn mutant(target: Target, seeds: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let whole = dice.one(seeds).clone();
    if dice.below(8) == 0 {
        // Half of one and half of another.
        let other = dice.one(seeds);
        let (at, from) = (dice.below(whole.len()), dice.below(other.len()));
        let spliced = [&whole[..at], &other[from..]].concat();
        return changed(target, &spliced, dice.next());
    }
    changed(target, &whole, dice.next())
}

/// The file, changed at some places.
pub fn changed(target: Target, file: &[u8], seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let is_text = match target {
        Target::Layout | Target::Article | Target::SettingsText => true,
        _ => file.starts_with(b"<"),
    };
    if file.starts_with(b"%PDF") && dice.below(4) > 0 {
        return changed_objects(file, &mut dice);
    }
    let mut bytes = file.to_vec();
    for _ in 0..*dice.one(&[1, 1, 1, 2, 3, 8]) {
        match is_text {
            true => spoil_text(&mut bytes, &mut dice),
            false => spoil_bytes(&mut bytes, &mut dice),
        }
    }
    if file.starts_with(b"\x89PNG") && dice.below(4) > 0 {
        mend_checks(&mut bytes);
    }
    bytes
}

fn spoil_text(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let end = |dice: &mut Dice, most: usize| (at + 1 + dice.below(most)).min(bytes.len());
    match dice.below(9) {
        0 => bytes.insert(at, dice.below(256) as u8),
        1 => drop(bytes.drain(at..end(dice, 60))),
        2 | 3 => insert(bytes, at, dice.one(&WORDS).as_bytes()),
        4 => {
            let part = bytes[at..end(dice, 200)].to_vec();
            let times = *dice.one(&[1, 1, 2, 30]);
            insert(bytes, at, &part.repeat(times));
        }
        5 => spoil_number(bytes, dice),
        6 | 7 => {
            let mut lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
            let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
            match dice.below(3) {
                0 => lines.swap(one, other),
                1 => drop(lines.remove(one)),
                _ => lines.insert(one, lines[other]),
            }
            *bytes = lines.join(&b'\n');
        }
        _ if dice.below(4) == 0 => bytes.truncate(at),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.below(256) as u8;
            }
        }
    }
}

fn spoil_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    match dice.below(8) {
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.below(256) as u8;
            }
        }
        3 => {
            let piece = *dice.one(&PIECES);
            let end = (at + piece.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&piece[..end - at]);
        }
        4 => {
            let end = (at + 1 + dice.below(100)).min(bytes.len());
            bytes.drain(at..end);
        }
        5 => {
            let from = dice.below(bytes.len());
            let end = (from + 1 + dice.below(100)).min(bytes.len());
            let part = bytes[from..end].to_vec();
            insert(bytes, at, &part);
        }
        6 => spoil_number(bytes, dice),
        _ if dice.below(4) == 0 => bytes.truncate(at),
        _ => {}
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    let rest = bytes.split_off(at.min(bytes.len()));
    bytes.extend_from_slice(part);
    bytes.extend(rest);
}

/// Writes another number over one of those that are written out.
fn spoil_number(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let starts: Vec<usize> =
        (0..bytes.len()).filter(|&at| is_digit(at) && (at == 0 || !is_digit(at - 1))).collect();
    if starts.is_empty() {
        return;
    }
    let start = *dice.one(&starts);
    let end = (start..bytes.len()).find(|&at| !is_digit(at)).unwrap_or(bytes.len());
    let number = dice.one(&NUMBERS).as_bytes().to_vec();
    bytes.splice(start..end, number);
}

/// A PDF with its objects changed and its table made anew.
fn changed_objects(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut objects = objects(file);
    if objects.is_empty() {
        return file.to_vec();
    }
    for _ in 0..*dice.one(&[1, 1, 2, 4]) {
        let at = dice.below(objects.len());
        match dice.below(4) {
            0 => spoil_bytes(&mut objects[at], dice),
            1 => {
                let other = dice.one(&objects).clone();
                objects[at] = other;
            }
            _ => spoil_text(&mut objects[at], dice),
        }
    }
    written(&objects)
}

/// What stands between `obj` and `endobj`.
fn objects(file: &[u8]) -> Vec<Vec<u8>> {
    let find = |from: usize, word: &[u8]| {
        let rest = file.get(from..)?;
        rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = find(at, b" 0 obj\n").map(|start| start + 7) {
        let Some(end) = find(start, b"\nendobj") else { break };
        found.push(file[start..end].to_vec());
        at = end + 7;
    }
    found
}

/// Makes the checksums of a PNG's chunks right, so that a reader looks into them.
fn mend_checks(bytes: &mut [u8]) {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let end = at.saturating_add(8).saturating_add(length);
        let Some(body) = bytes.get(at + 4..end) else { return };
        let check = crc(body).to_be_bytes();
        let Some(place) = bytes.get_mut(end..end + 4) else { return };
        place.copy_from_slice(&check);
        at = end + 4;
    }
}

/// CRC-32 of ISO 3309, as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
        })
    };
    !bytes.iter().fold(!0, step)
}
