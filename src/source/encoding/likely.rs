//! [`likely`]: the encoding that bytes without a name are most likely in, and [`by_language`], that of a layout's language.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE,
};

use crate::chars::Locale;

/// More bytes tell no more.
const LONGEST: usize = 200_000;

/// Whether the bytes are Japanese of electronic mail, which says itself where it switches to another set of
/// characters (ISO-2022-JP, RFC 1468): seven bits a byte, and sound to the end.
pub(super) fn is_switched(bytes: &[u8]) -> bool {
    const SWITCHES: [&[u8]; 4] = [b"\x1B$B", b"\x1B$@", b"\x1B(J", b"\x1B(I"];
    let switches = || bytes.windows(3).any(|three| SWITCHES.contains(&three));
    bytes.contains(&0x1B)
        && bytes.is_ascii()
        && switches()
        && !ISO_2022_JP.decode_without_bom_handling(bytes).1
}

/// Those that texts of a language are written in, and their names.
fn own(language: Locale) -> Vec<(&'static Encoding, &'static str)> {
    match language {
        Locale::Hk | Locale::Tw => vec![(BIG5, "BIG5")],
        Locale::Cn => vec![(GB18030, "GB18030")],
        Locale::Ja => vec![(EUC_JP, "EUC-JP"), (SHIFT_JIS, "SHIFT_JIS")],
        Locale::Ko => vec![(EUC_KR, "EUC-KR")],
    }
}

/// Whether an encoding is one of another region's.
pub(super) fn is_foreign(name: &str, language: Locale) -> bool {
    own(language).iter().all(|(_, own)| *own != name)
}

/// The encoding of a language, if the bytes may well be a text in it.
pub(super) fn by_language(bytes: &[u8], language: Locale) -> Option<&'static str> {
    let own = own(language);
    // Kana of Shift_JIS are no UTF-16, whatever they look like two by two.
    let is_wide = || wide(bytes).is_some() || !is_kana(bytes) && wide_han(bytes).is_some();
    let start = bytes.get(..bytes.len().min(LONGEST)).unwrap_or_default();
    let sound = own.iter().filter(|(encoding, _)| is_sound(encoding, bytes));
    let found = sound.filter_map(|(encoding, name)| {
        let signs = Signs::of(encoding, start);
        signs.is_of(language).then(|| (signs.share(), *name))
    });
    let best = found.max_by_key(|(share, _)| *share)?;
    (!is_wide()).then_some(best.1)
}

fn is_sound(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    !encoding.decode_without_bom_handling(bytes).1
}

/// What the bytes of a text are in an encoding of two bytes a character.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    count: usize,
    /// Marks, kana, syllables of KS X 1001 and Han characters of the first level, which are nine in ten of any text.
    common: usize,
    kana: usize,
    /// Blanks of the keyboard.
    blanks: usize,
}

impl Signs {
    fn of(encoding: &'static Encoding, bytes: &[u8]) -> Signs {
        let mut signs = Signs::default();
        let mut rest = bytes;
        while let Some(&lead) = rest.first() {
            let trail = rest.get(1).copied().unwrap_or(0);
            let (length, weight) = match lead {
                0..=0x7F => (1, 0),
                0xA1..=0xDF if encoding == SHIFT_JIS => (1, 1),
                0x8F if encoding == EUC_JP => (3, 0),
                _ if encoding == GB18030 && trail.is_ascii_digit() => (4, 0),
                // A syllable that is written letter by letter.
                0xA4 if encoding == EUC_KR && trail == 0xD4 => (8, 2),
                // Han characters beside hangul.
                0xCA..=0xFD if encoding == EUC_KR => (2, 1),
                _ => (2, if is_common(encoding, lead, trail) { 2 } else { 0 }),
            };
            if lead < 0x80 {
                signs.blanks += usize::from(lead == b' ');
            } else {
                signs.count += 1;
                signs.common += weight;
                signs.kana += usize::from(match encoding == SHIFT_JIS {
                    true => lead == 0x83 || lead == 0x82 && trail > 0x9E,
                    false => matches!(lead, 0xA4 | 0xA5) && trail > 0xA0 || lead == 0x8E,
                });
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        signs
    }

    /// How many of a hundred are common.
    fn share(&self) -> usize {
        self.common * 50 / self.count.max(1)
    }

    /// Whether a text of a language may have such signs.
    fn is_of(&self, language: Locale) -> bool {
        const LEAST: usize = 75;
        const LEAST_OF_FEW: usize = 50;
        /// Of fewer nothing else is to be known.
        const FEW: usize = 30;
        let Signs { count, kana, blanks, .. } = *self;
        let own = count < FEW
            || match language {
                Locale::Ja => kana * 20 > count,
                Locale::Ko => blanks * 12 > count,
                // Neither kana nor the blanks of Korean.
                Locale::Hk | Locale::Tw | Locale::Cn => kana * 3 < count && blanks * 6 < count,
            };
        // Beside these languages others are rare, and a short text may be all marks and rare characters.
        let alone = matches!(language, Locale::Ja | Locale::Ko) && count < FEW;
        own && count > 0 && self.share() >= if alone { LEAST_OF_FEW } else { LEAST }
    }
}

/// Whether a character of two bytes is a mark, a kana, a syllable or a Han character of the first level.
fn is_common(encoding: &'static Encoding, lead: u8, trail: u8) -> bool {
    let high = trail > 0xA0;
    match encoding {
        it if it == BIG5 => matches!(lead, 0xA1..=0xC6),
        it if it == GB18030 => high && matches!(lead, 0xA1..=0xA9 | 0xB0..=0xD7),
        it if it == EUC_KR => high && matches!(lead, 0xA1..=0xA4 | 0xA6..=0xA9 | 0xB0..=0xC8),
        it if it == EUC_JP => matches!(lead, 0x8E | 0xA1 | 0xA3..=0xA5 | 0xB0..=0xCF),
        _ => matches!(lead, 0x81..=0x83 | 0x88..=0x97) || lead == 0x98 && trail < 0x73,
    }
}

/// The encoding that bytes without a name are most likely in.
pub(super) fn likely(bytes: &[u8]) -> Option<&'static str> {
    wide(bytes)
        .or_else(|| is_kana(bytes).then_some("SHIFT_JIS"))
        .or_else(|| wide_han(bytes))
        .or_else(|| guess(bytes))
}

/// Whether the bytes are Japanese in Shift_JIS, kana among it, and nothing of ASCII: two by two they
/// would be rare Han characters of UTF-16.
fn is_kana(bytes: &[u8]) -> bool {
    let (text, broken) = SHIFT_JIS.decode_without_bom_handling(bytes);
    let kana = text.chars().filter(|c| matches!(c, '\u{3041}'..='\u{3096}')).count();
    !broken
        && !text.contains(|c: char| c.is_ascii_alphanumeric())
        && kana * 8 > text.chars().count()
}

/// UTF-16 without its mark, by the characters that it then has: hardly any are rare ones.
fn wide_han(bytes: &[u8]) -> Option<&'static str> {
    const MOST_RARE: usize = 60;
    if !bytes.len().is_multiple_of(2) || bytes.len() < 8 || has_narrow_lines(bytes) {
        return None;
    }
    let common = |encoding| strangeness(encoding, bytes).filter(|rare| *rare <= MOST_RARE);
    match (common(UTF_16LE), common(UTF_16BE)) {
        (Some(little), Some(big)) if big < little => Some("UTF-16BE"),
        (Some(_), _) => Some("UTF-16LE"),
        (None, Some(_)) => Some("UTF-16BE"),
        (None, None) => None,
    }
}

/// Whether a front matter or two ends of lines are written in a byte for each sign: two by two they would be
/// of scripts that no text of Han characters has.
fn has_narrow_lines(bytes: &[u8]) -> bool {
    let ends = bytes.windows(2).any(|pair| matches!(pair, b"\r\n" | b"\n\n"));
    ends || bytes.starts_with(b"+++")
}

/// UTF-16, by its mark or by the high bytes of its blanks, line ends and ASCII.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some("UTF-16LE");
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16BE");
    }
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let is_ascii = |byte: u8| (1..0x80).contains(&byte);
    let (mut little, mut big, mut count) = (0, 0, 0);
    for pair in start.chunks_exact(2) {
        count += 1;
        little += usize::from(pair[1] == 0 && is_ascii(pair[0]));
        big += usize::from(pair[0] == 0 && is_ascii(pair[1]));
    }
    // A text has a line end or a blank among twenty characters.
    let least = count / 20 + 1;
    match (little >= least, big >= least) {
        (true, _) if big == 0 => Some("UTF-16LE"),
        (_, true) if little == 0 => Some("UTF-16BE"),
        // Blanks of full width, ─, ★ and other signs have a byte of naught at the other end.
        (true, _) | (_, true) => by_signs(start),
        _ => None,
    }
}

/// Whether the bytes are UTF-8 but for a few: cut off within a character, or with some of another text in it.
pub(super) fn is_damaged(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(LONGEST)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let (mut whole, mut broken) = (0, 0);
    for c in text.chars() {
        whole += usize::from(c != char::REPLACEMENT_CHARACTER && c.len_utf8() > 2);
        broken += usize::from(c == char::REPLACEMENT_CHARACTER);
    }
    broken > 0 && whole >= 3 * broken
}

/// UTF-16 by which of its two kinds has fewer rare characters.
fn by_signs(bytes: &[u8]) -> Option<&'static str> {
    match (strangeness(UTF_16LE, bytes), strangeness(UTF_16BE, bytes)) {
        (Some(little), Some(big)) if big < little => Some("UTF-16BE"),
        (Some(_), _) => Some("UTF-16LE"),
        (None, Some(_)) => Some("UTF-16BE"),
        (None, None) => None,
    }
}

/// The East Asian encoding in which the bytes are a text of common characters.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.get(..bytes.len().min(LONGEST)).unwrap_or_default();
    let candidates: [(&'static Encoding, &str); 5] = [
        (BIG5, "BIG5"),
        (GB18030, "GB18030"),
        (SHIFT_JIS, "SHIFT_JIS"),
        (EUC_KR, "EUC-KR"),
        (EUC_JP, "EUC-JP"),
    ];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let detected = detector.guess(None, chardetng::Utf8Detection::Deny);
    // GBK is a part of GB 18030.
    let detected = if detected.name() == "GBK" { GB18030 } else { detected };
    let likely = candidates.iter().find(|(encoding, _)| *encoding == detected);
    let likely = likely.filter(|(encoding, _)| strangeness(encoding, bytes).is_some());
    let best = || {
        let told = candidates
            .iter()
            .filter_map(|candidate| Some((strangeness(candidate.0, bytes)?, candidate)));
        told.min_by_key(|(strange, _)| *strange).map(|(_, candidate)| candidate)
    };
    likely.or_else(best).map(|(_, name)| *name)
}

/// How many characters in a thousand are none that news is written in; none where the bytes are
/// no text of this encoding, or where most are.
fn strangeness(encoding: &'static Encoding, bytes: &[u8]) -> Option<usize> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    // What was cut off may end within a character.
    let text = text.strip_suffix('\u{FFFD}').unwrap_or(&text);
    if broken && text.contains('\u{FFFD}') {
        return None;
    }
    let common = |c: char| {
        matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
            | '\u{FF00}'..='\u{FF60}' | '\u{2010}'..='\u{203B}' | '\u{2190}'..='\u{2193}'
            | '\u{2460}'..='\u{2473}' | '\u{2500}'..='\u{2606}')
            || c.is_ascii()
    };
    let (count, strange) = text
        .chars()
        .fold((0, 0), |(count, strange), c| (count + 1, strange + usize::from(!common(c))));
    let share = strange * 1000 / count.max(1);
    (share < 500).then_some(share)
}
