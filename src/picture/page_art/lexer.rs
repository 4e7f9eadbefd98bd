//! [`Lexer`]: a content stream cut into operators with their operands (ISO 32000-2 7.8.2).
//!
//! Lenient where viewers are: what is no token is passed over and counted.

use super::filters::hex;

/// How deep arrays and dictionaries may stand in each other.
const MOST_DEPTH: usize = 32;
/// More operands than any operator has, those within arrays and dictionaries counted: a line of
/// text that is set letter by letter has thousands.
const MOST_OPERANDS: usize = 65_536;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    /// The name without its slash and where the slash stands.
    Name(Vec<u8>, usize),
    String(Vec<u8>),
    Array(Vec<Operand>),
    Dictionary(Vec<(Vec<u8>, usize, Operand)>),
    Other,
}

impl Operand {
    pub fn number(&self) -> Option<f64> {
        match self {
            Operand::Number(value) => Some(*value),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Operand::Name(name, _) => Some(name),
            _ => None,
        }
    }
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Operands that the next operator has so far.
    held: usize,
    /// Bytes that belong to no token, and operands too many.
    pub faults: u32,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0, held: 0, faults: 0 }
    }

    /// Where the next token is looked for: behind the last one.
    pub fn place(&self) -> usize {
        self.at
    }

    /// The next operator; its operands are put in `operands`.
    pub fn next(&mut self, operands: &mut Vec<Operand>) -> Option<&'a [u8]> {
        operands.clear();
        self.held = 0;
        loop {
            self.skip_space();
            let byte = self.peek()?;
            if starts_operand(byte) {
                if let Some(operand) = self.operand(0).filter(|_| self.has_room()) {
                    operands.push(operand);
                }
                continue;
            }
            let word = self.word();
            match word {
                b"" => {
                    self.at += 1;
                    self.faults += 1;
                }
                b"true" | b"false" | b"null" if self.has_room() => operands.push(Operand::Other),
                b"true" | b"false" | b"null" => {}
                _ => return Some(word),
            }
        }
    }

    /// After `BI`: the image's dictionary; the data is passed over.
    pub fn inline_image(&mut self) -> Vec<(Vec<u8>, usize, Operand)> {
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'/') => {
                    let Some(Operand::Name(key, place)) = self.operand(0) else { break };
                    self.skip_space();
                    if let Some(value) = self.value(0).filter(|_| self.has_room()) {
                        entries.push((key, place, value));
                    }
                }
                Some(_) if self.word() == b"ID" => break,
                _ => return entries,
            }
        }
        self.at += 1;
        self.skip_data();
        entries
    }

    /// To the end of an inline image: `EI` between blanks, with text behind it.
    fn skip_data(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_end = |at: &usize| {
            let behind = rest.get(at + 3..).unwrap_or_default();
            let text = |&byte: &u8| is_space(byte) || byte.is_ascii_graphic();
            rest.get(*at).is_some_and(|&byte| is_space(byte))
                && rest.get(at + 1..at + 3) == Some(b"EI")
                && behind.first().is_none_or(|&byte| is_space(byte))
                && behind.iter().take(12).all(text)
        };
        match (0..rest.len()).find(is_end) {
            Some(end) => self.at += end + 3,
            None => {
                self.at = self.bytes.len();
                self.faults += 1;
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A run of regular characters.
    fn word(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|&&byte| is_regular(byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A value inside an array or a dictionary: also `true`, `false`, `null`.
    fn value(&mut self, depth: usize) -> Option<Operand> {
        match self.peek()? {
            byte if starts_operand(byte) => self.operand(depth),
            _ => match self.word() {
                b"" => None,
                _ => Some(Operand::Other),
            },
        }
    }

    fn operand(&mut self, depth: usize) -> Option<Operand> {
        let start = self.at;
        match self.peek()? {
            b'/' => {
                self.at += 1;
                Some(Operand::Name(unescaped(self.word()), start))
            }
            b'(' => Some(Operand::String(self.literal())),
            b'[' => {
                self.at += 1;
                self.array(depth + 1)
            }
            b'<' if self.bytes.get(start + 1) == Some(&b'<') => {
                self.at += 2;
                self.dictionary(depth + 1)
            }
            b'<' => {
                let rest = self.bytes.get(start + 1..).unwrap_or_default();
                let length = rest.iter().take_while(|&&byte| byte != b'>').count();
                self.at += length + 2;
                Some(Operand::String(hex(rest)))
            }
            _ => {
                let word = self.word();
                let value = number(word);
                self.faults += u32::from(value.is_none());
                // Never stand still.
                self.at = self.at.max(start + 1);
                value.map(Operand::Number)
            }
        }
    }

    /// A string in parentheses (ISO 32000-2 7.3.4.2).
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    out.extend(self.escaped());
                    continue;
                }
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return out;
            }
            out.push(byte);
        }
        self.faults += 1;
        out
    }

    /// What a backslash in a string stands for, with what follows it.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            // The string goes on in the next line.
            b'\n' => None,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some(code as u8)
            }
            other => Some(other),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Operand> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Some(Operand::Array(items));
                }
                Some(_) if depth < MOST_DEPTH => match self.value(depth) {
                    Some(item) if self.has_room() => items.push(item),
                    Some(_) => {}
                    None => self.pass_over(),
                },
                _ => {
                    self.give_up();
                    return None;
                }
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Operand> {
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'>') => {
                    self.at += 2;
                    return Some(Operand::Dictionary(entries));
                }
                Some(b'/') if depth < MOST_DEPTH => {
                    let Some(Operand::Name(key, place)) = self.operand(depth) else { continue };
                    self.skip_space();
                    match self.value(depth) {
                        Some(value) if self.has_room() => entries.push((key, place, value)),
                        Some(_) => {}
                        None if self.peek() == Some(b'>') => self.faults += 1,
                        None => self.pass_over(),
                    }
                }
                Some(_) if depth < MOST_DEPTH => {
                    self.word();
                    self.pass_over();
                }
                _ => {
                    self.give_up();
                    return None;
                }
            }
        }
    }

    /// Whether one more operand is kept; too many are passed over.
    fn has_room(&mut self) -> bool {
        self.held += 1;
        let room = self.held <= MOST_OPERANDS;
        self.faults = self.faults.saturating_add(u32::from(!room));
        room
    }

    fn pass_over(&mut self) {
        self.at += 1;
        self.faults += 1;
    }

    /// Nothing behind a bracket that is never closed, or stands too deep, has a meaning.
    fn give_up(&mut self) {
        self.at = self.bytes.len();
        self.faults += 1;
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn starts_operand(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'/' | b'(' | b'[' | b'<')
}

/// A number as viewers read it: no exponent, a sign, digits and one point.
fn number(word: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(word).ok()?;
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'));
    plain.then(|| text.parse().ok()).flatten().filter(|value: &f64| value.is_finite())
}

/// A name with its `#20` turned back (ISO 32000-2 7.3.5).
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(&byte) = name.get(at) {
        let digit = |place: usize| char::from(*name.get(place)?).to_digit(16);
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The operators with the number of their operands.
    fn read(text: &[u8]) -> (Vec<String>, u32) {
        let mut lexer = Lexer::new(text);
        let (mut operands, mut found) = (Vec::new(), Vec::new());
        while let Some(operator) = lexer.next(&mut operands) {
            found.push(format!("{}{}", String::from_utf8_lossy(operator), operands.len()));
            if operator == b"BI" {
                found.push(format!("image{}", lexer.inline_image().len()));
            }
        }
        (found, lexer.faults)
    }

    #[test]
    fn operators_keep_their_operands() {
        for (text, expected, faults) in [
            ("q 1 0 0 -1.5 +.5 -3. cm Q", vec!["q0", "cm6", "Q0"], 0),
            ("/A#20b gs%comment\n[(a(b)\\))-20<41 4>]TJ", vec!["gs1", "TJ1"], 0),
            ("/P<</MCID 3/Lang(zh)/X[1 true]>>BDC EMC", vec!["BDC2", "EMC0"], 0),
            ("BI /W 2/H 2 /CS/G/BPC 8 ID \x01EI \x02 EI Q", vec!["BI0", "image4", "Q0"], 0),
            ("1 2--3 m f*", vec!["m1", "f*0"], 1),
            ("} 0 g )", vec!["g1"], 2),
            ("(never closed", vec![], 1),
            ("[1 2 w", vec![], 1),
            ("<< /A >> BDC", vec!["BDC1"], 1),
        ] {
            let (found, wrong) = read(text.as_bytes());
            assert_eq!(found, expected, "{text}");
            assert_eq!(wrong, faults, "{text}");
        }
    }

    #[test]
    fn strings_are_the_bytes_that_they_mean() {
        for (text, expected) in [
            (r"(a\(b\051\n(c)\\) Tj", &b"a(b)\n(c)\\"[..]),
            (r"(\0053\53\5x) Tj", b"\x053+\x05x"),
            ("(a\\\r\nb\\\nc) Tj", b"abc"),
            ("<48 6 9 7> Tj", b"Hip"),
            ("() Tj", b""),
            (r"(\400) Tj", b"\0"),
        ] {
            let (mut lexer, mut operands) = (Lexer::new(text.as_bytes()), Vec::new());
            lexer.next(&mut operands);
            assert_eq!(operands, [Operand::String(expected.to_vec())], "{text}");
            assert_eq!(lexer.faults, 0, "{text}");
        }
    }

    #[test]
    fn operands_without_end_are_passed_over() {
        for (text, most) in [("1 ", 65_536), ("true ", 65_536), ("[", 0), ("/A ", 65_536)] {
            let text = format!("{}w", text.repeat(100_000));
            let (mut lexer, mut operands) = (Lexer::new(text.as_bytes()), Vec::new());
            lexer.next(&mut operands);
            assert_eq!(operands.len(), most, "{}", &text[..9]);
            assert!(lexer.faults > 0);
        }
        let text = format!("[{}] TJ 1 w", "1 ".repeat(100_000));
        let (mut lexer, mut operands) = (Lexer::new(text.as_bytes()), Vec::new());
        assert_eq!(lexer.next(&mut operands), Some(&b"TJ"[..]));
        assert!(operands.is_empty(), "an array that is too long is none");
        assert_eq!(lexer.next(&mut operands), Some(&b"w"[..]));
        assert_eq!(operands, [Operand::Number(1.0)]);
    }

    #[test]
    fn depth_and_noise_end() {
        let deep = [b'['; 100_000];
        assert_eq!(read(&deep).0.len(), 0);
        let deep = b"<</A ".repeat(50_000);
        assert_eq!(read(&deep).0.len(), 0);
        let noise: Vec<u8> =
            (0..100_000u32).map(|at| (at.wrapping_mul(at) / 7 + at * 31) as u8).collect();
        read(&noise);
    }

    #[test]
    fn names_know_where_they_stand() {
        let mut lexer = Lexer::new(b"  /Artifact <</MCID 1>> BDC");
        let mut operands = Vec::new();
        lexer.next(&mut operands);
        assert_eq!(operands[0], Operand::Name(b"Artifact".to_vec(), 2));
        let Operand::Dictionary(entries) = &operands[1] else { panic!("{operands:?}") };
        assert_eq!(entries[0].1, 14);
    }
}
