//! Preparing text for comrak and finding the places of what it gives back.
//!
//! comrak knows blocks and emphasis; brackets are ours (`[a name]{.name}`), so they are hidden
//! from it: a link definition, for one, would otherwise vanish from the text. Every stand-in
//! is as long as what it stands for, so comrak's places are places of the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use comrak::nodes::{NodeValue, Sourcepos};
use comrak::{Arena, Options, parse_document};

use super::empty_lines::emptied;
use super::note_stars::note_stars;

/// Stands for a `[` or `]` that no backslash precedes.
pub(super) const OPEN: char = '\u{1}';
pub(super) const CLOSE: char = '\u{2}';
/// Stands for [`OPEN`] where comrak is to take it for a mark: one of ASCII that means nothing to it.
pub(super) const OPEN_MARK: char = '%';
/// Stands for a line end in a text that must not be taken for blocks.
pub(super) const LINE_END: char = '\u{3}';
/// Stands for a line end that is printed.
pub(super) const KEPT_END: char = '\u{4}';
/// Stand for a `*` and a `^` that are no marks.
const STAR: char = '\u{5}';
const CARET: char = '\u{6}';
/// Stands for a `_` that is none.
const BAR_LOW: char = '\u{10}';
/// Stands for a `|` that parts no cells of a table; with [`ESCAPE`] before it, for `\|`.
pub(super) const BAR: char = '\u{7}';
pub(super) const ESCAPE: char = '\u{8}';
/// Stand for a `+` and a `.` at a line's head that begin no item of a list.
const PLUS: char = '\u{e}';
const POINT: char = '\u{f}';
/// Stands for a `>` at a line's head that begins no quotation.
const GREATER: char = '\u{11}';
/// Stands for a `\` that is the arm of a face.
const ARM: char = '\u{12}';

/// The character that a stand-in of [`prepare`] stands for.
pub(super) fn stood_for(c: char) -> char {
    match c {
        OPEN => '[',
        CLOSE => ']',
        STAR => '*',
        CARET => '^',
        BAR_LOW => '_',
        BAR => '|',
        ESCAPE => '\\',
        PLUS => '+',
        POINT => '.',
        GREATER => '>',
        ARM => '\\',
        c => c,
    }
}

pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.superscript = true;
    options.extension.table = true;
    options
}

/// What comrak reads of a prepared text. To it a stand-in is a letter; where a bracket begins right behind stars that may close
/// behind a mark of the keyboard, `}*[`, it has to be a mark.
pub(super) fn for_comrak(prepared: &str) -> Cow<'_, str> {
    let closes = |at: usize| {
        let before = prepared.get(..at).unwrap_or("");
        let marks = before.trim_end_matches(['*', '_']);
        marks.len() < before.len() && marks.ends_with(|c: char| c.is_ascii_punctuation())
    };
    let found: Vec<usize> =
        prepared.match_indices(OPEN).map(|(at, _)| at).filter(|at| closes(*at)).collect();
    if found.is_empty() {
        return Cow::Borrowed(prepared);
    }
    let mut bytes = prepared.as_bytes().to_vec();
    for at in found {
        bytes[at] = OPEN_MARK as u8;
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(prepared), Cow::Owned)
}

/// What cannot stand in a text: controls but tab and line end, characters that are none, and those that
/// turn the text behind them round or mark it for programs (Unicode 23.2, 23.9).
pub(super) fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}'..='\u{e007f}' => true,
        _ => c.is_control(),
    }
}

/// The text for comrak, byte for byte as long as `text`, and the places of characters that
/// cannot stand in a text (blanks stand for them).
pub(super) fn prepare(text: &str) -> (String, Vec<(Range<usize>, char)>) {
    let text = &*emptied(text);
    let mut prepared = String::with_capacity(text.len());
    let mut forbidden = Vec::new();
    let mut escaped = false;
    let plain_carets = plain_carets(text);
    let note_stars = note_stars(text);
    let bars = bars_of_ruby(text);
    let no_items = no_items(text);
    let no_quotations = no_quotations(text);
    for (at, c) in text.char_indices() {
        match c {
            '*' if note_stars.binary_search(&at).is_ok() => prepared.push(STAR),
            '_' if !escaped && !marks_emphasis(text, at) => prepared.push(BAR_LOW),
            '^' if !escaped && plain_carets.binary_search(&at).is_ok() => prepared.push(CARET),
            '\\' if !escaped && is_arm(text, at) => prepared.push(ARM),
            '^' if escaped && prepared.ends_with(ARM) => prepared.push(CARET),
            '|' if escaped => {
                prepared.pop();
                prepared.extend([ESCAPE, BAR]);
            }
            '|' if bars.binary_search(&at).is_ok() => prepared.push(BAR),
            '+' if no_items.binary_search(&at).is_ok() => prepared.push(PLUS),
            '.' if no_items.binary_search(&at).is_ok() => prepared.push(POINT),
            '>' if no_quotations.binary_search(&at).is_ok() => prepared.push(GREATER),
            '[' if !escaped => prepared.push(OPEN),
            ']' if !escaped => prepared.push(CLOSE),
            c if is_forbidden(c) => {
                forbidden.push((at..at + c.len_utf8(), c));
                prepared.push(match c.len_utf8() {
                    1 => ' ',
                    2 => '\u{a0}',
                    3 => '\u{3000}',
                    // There is no blank of four bytes.
                    _ => '\u{10fffe}',
                });
            }
            c => prepared.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    (prepared, forbidden)
}

/// Whether the mark at byte `at` stands between two ASCII letters or figures: `12*30`.
pub(super) fn is_within_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_word =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    is_word(at.checked_sub(1)) && is_word(Some(at + 1))
}

/// Whether the backslash at byte `at` is the arm of a face: `\^o^/`, `\(^o^)/`.
fn is_arm(text: &str, at: usize) -> bool {
    const WIDEST: usize = 3;
    let face = || {
        let rest = text.get(at + 1..)?;
        let face = rest.strip_prefix('(').unwrap_or(rest).strip_prefix('^')?;
        let mut eyes = face.char_indices().take(WIDEST + 1);
        let (eye, _) = eyes.find(|(_, c)| matches!(c, '^' | '\\')).filter(|(_, c)| *c == '^')?;
        let rest = face.get(eye + 1..)?;
        rest.strip_prefix(')').unwrap_or(rest).strip_prefix('/')
    };
    face().is_some()
}

/// Whether a `_` may open emphasis or close it: a letter, a figure or a bracket stands on one side, and none on the
/// other. Faces are themselves: (-_-), >_<, m(_ _)m.
fn marks_emphasis(text: &str, at: usize) -> bool {
    const ROW: usize = 8;
    let before = text.get(..at).and_then(|text| text.chars().rev().take(ROW).find(|&c| c != '_'));
    let after = text.get(at + 1..).and_then(|text| text.chars().take(ROW).find(|&c| c != '_'));
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // Of an address or a name on the net.
    if before.is_some_and(|c| "@#/\\:=&?".contains(c)) {
        return false;
    }
    let opens = word(after) || after.is_some_and(|c| "「『《〈（“‘\"*".contains(c));
    let closes = word(before) || before.is_some_and(|c| "」』》〉）”’。！？\"*".contains(c));
    opens || closes
}

/// Whether the caret at byte `at` stands before a signed power: `10^-3`.
fn is_signed_power(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let of =
        |at: Option<usize>, is: fn(&u8) -> bool| at.and_then(|at| bytes.get(at)).is_some_and(is);
    of(at.checked_sub(1), u8::is_ascii_alphanumeric)
        && of(Some(at + 1), |byte| matches!(byte, b'-' | b'+'))
        && of(Some(at + 2), u8::is_ascii_digit)
}

/// The carets that raise nothing, in order. One that does has its fellow behind it, with no blank between the two, and
/// letters, figures or the sign of a note: `x^2^`, `a^2^+b`, but not `10^3 和 10^4`, nor
/// the faces `^_^` and `(^o^)`.
fn plain_carets(text: &str) -> Vec<usize> {
    let mut plain = Vec::new();
    let mut open: Option<usize> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('^', Some(from)) if !escaped => {
                let raised = text.get(from + 1..at).unwrap_or("");
                let within = is_within_word(text, at) || is_signed_power(text, at);
                if within && !is_power(raised) {
                    plain.push(from);
                    open = Some(at);
                } else {
                    open = None;
                    let base = text.get(..from).and_then(|text| text.chars().next_back());
                    if !is_raised(raised, base) {
                        plain.extend([from, at]);
                    }
                }
            }
            ('^', None) if !escaped => open = Some(at),
            (c, Some(from)) if c.is_whitespace() => {
                plain.push(from);
                open = None;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    plain.extend(open);
    plain.sort_unstable();
    plain
}

/// A power that a letter or a sign may follow: figures alone, or one letter.
fn is_power(raised: &str) -> bool {
    let figures = !raised.is_empty() && raised.bytes().all(|byte| byte.is_ascii_digit());
    figures || matches!(raised.as_bytes(), [letter] if letter.is_ascii_alphabetic())
}

/// What is raised holds a letter, a figure, or the sign of a note, of a measure, or behind a letter of a charge; a list
/// of figures alone has a comma. What is of a face does not: (^o^), ^-^.
fn is_raised(raised: &str, base: Option<char>) -> bool {
    let list = |c: char| c.is_ascii_digit() || "，、,".contains(c);
    if raised.contains(|c| "，。；：！？、".contains(c)) && !raised.chars().all(list) {
        return false;
    }
    let letter = base.is_some_and(|c| c.is_ascii_alphanumeric() || c == ')');
    if matches!(raised, "o" | "O" | "w" | "ω" | "u" | "v" | "∀") && !letter {
        return false;
    }
    raised.chars().any(|c| {
        c.is_alphanumeric() || "*†‡§¶※＊®™℠°′″".contains(c) || letter && "+-−±".contains(c)
    })
}

/// The marks at the heads of lines that Markdown takes for those of a list and that are none, in
/// order: the sign of a figure (`+ 5度`) where no line near it begins with the same mark, and the
/// first point of a date (`2026. 11. 29.`). A `-` begins an item whatever follows it.
fn no_items(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_item = |line: &&str| line.trim_start_matches(' ').starts_with("+ ");
    let full = |line: &&&str| !line.trim().is_empty();
    let mut start = 0;
    for (row, line) in lines.iter().enumerate() {
        let written = line.trim_start_matches(' ');
        let at = start + line.len() - written.len();
        start += line.len();
        if written.strip_prefix("+ ").is_some_and(is_signed) {
            let before = lines.get(..row).unwrap_or(&[]).iter().rev().find(full);
            let after = lines.get(row + 1..).unwrap_or(&[]).iter().find(full);
            if !before.is_some_and(is_item) && !after.is_some_and(is_item) {
                found.push(at);
            }
        } else if let Some(point) = point_of_date(written) {
            found.push(at + point);
        }
    }
    found
}

/// The `>` at the heads of lines, and of items, that begin no quotation, in order: those right before a figure or a mark
/// of the keyboard, `>500人`, `>_<`, `>=3`, and two and more right before a word: `>>>立即報名`.
fn no_quotations(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut rest = line.trim_start_matches(' ');
        // Items hold none either.
        while let Some(item) = behind_mark(rest) {
            rest = item;
        }
        let behind = rest.trim_start_matches('>');
        let count = rest.len() - behind.len();
        let next = behind.chars().next().filter(|c| !c.is_whitespace());
        let sign = next.is_some_and(|c| {
            behind.starts_with("\"<")
                || c.is_numeric()
                || c.is_ascii_punctuation() && !"\"'(*[{\\`&".contains(c)
        });
        let of_list = behind_mark(behind).is_some();
        if count > 0 && next.is_some() && !of_list && (count > 1 || sign) {
            found.push(start + line.len() - rest.len());
        }
        start += line.len();
    }
    found
}

/// What stands behind the mark of an item or of a quotation and its blank.
fn behind_mark(line: &str) -> Option<&str> {
    const LONGEST: usize = 9;
    let figures = line.bytes().take(LONGEST).take_while(u8::is_ascii_digit).count();
    let behind = match figures {
        0 => line.strip_prefix(['-', '*', '+', '>'])?,
        figures => line.get(figures..)?.strip_prefix(['.', ')'])?,
    };
    behind.strip_prefix(' ').map(|rest| rest.trim_start_matches(' '))
}

/// Whether what stands behind a `+` is a figure that has a sign: none that counts years, days or hours.
fn is_signed(rest: &str) -> bool {
    const NO_SIGN: &str = "年月日號号時时點点分季期屆届년월일시";
    let rest = rest.trim_start_matches(' ');
    let figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let behind = rest.trim_start_matches(|c: char| figure(c) || matches!(c, '.' | ',' | '．'));
    behind.len() < rest.len()
        && rest.starts_with(figure)
        && !behind.trim_start_matches(' ').starts_with(|c: char| NO_SIGN.contains(c))
}

/// The figures of a year.
const YEAR: usize = 4;

/// The first point of a date with points and blanks that a line begins with: a year, a month and a day, or a month
/// and a day with a point behind it.
fn point_of_date(line: &str) -> Option<usize> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = |text: &str, most: std::ops::RangeInclusive<usize>| -> Option<usize> {
        let count = figures(text);
        let rest = text.get(count..)?.strip_prefix('.')?;
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        most.contains(&count).then_some(count + 1 + blanks)
    };
    let dated = || {
        let month = line.get(behind(line, YEAR..=YEAR)?..)?;
        let day = month.get(behind(month, 1..=2)?..)?;
        (1..=2).contains(&figures(day)).then_some(YEAR)
    };
    let short = || {
        let day = line.get(behind(line, 1..=2)?..)?;
        behind(day, 1..=2)?;
        Some(figures(line))
    };
    dated().or_else(short)
}

/// The bars between a text and its reading, in order: `{文字|reading}` on one line.
fn bars_of_ruby(text: &str) -> Vec<usize> {
    let (mut bars, mut inside) = (Vec::new(), None);
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let is_text = escaped;
        escaped = c == '\\' && !escaped;
        if is_text {
            continue;
        }
        match (c, &mut inside) {
            ('{', _) => inside = Some(Vec::new()),
            ('\n', _) => inside = None,
            ('|', Some(inside)) => inside.push(at),
            ('}', _) => bars.extend(inside.take().into_iter().flatten()),
            _ => {}
        }
    }
    bars
}

/// Byte offsets of line starts, for comrak's lines and columns (columns are in bytes).
pub(super) struct Lines {
    starts: Vec<usize>,
    length: usize,
}

impl Lines {
    pub fn new(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| {
            byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Lines { starts, length: bytes.len() }
    }

    pub fn start(&self, place: &Sourcepos) -> usize {
        self.at(place.start.line, place.start.column)
    }

    /// Behind the last byte.
    pub fn end(&self, place: &Sourcepos) -> usize {
        self.at(place.end.line, place.end.column + 1)
    }

    fn at(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.length);
        (start + column.saturating_sub(1)).min(self.length)
    }
}

/// Decodes character references (`&amp;`); each name is looked up once.
#[derive(Default)]
pub(super) struct Entities {
    known: BTreeMap<String, Option<String>>,
}

impl Entities {
    /// The reference at the start of `text`: its length, and what it stands for.
    pub fn read(&mut self, text: &str) -> Option<(usize, &str)> {
        const LONGEST: usize = 40;
        let length = text.bytes().take(LONGEST).position(|byte| byte == b';')? + 1;
        let name = text.get(..length)?;
        let inner = name.strip_prefix('&')?.strip_suffix(';')?;
        if inner.is_empty() || !inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
            return None;
        }
        let decoded = self.known.entry(name.to_string()).or_insert_with(|| decode(name));
        decoded.as_deref().map(|decoded| (length, decoded))
    }
}

/// Asks comrak, which has the table of names.
fn decode(name: &str) -> Option<String> {
    let arena = Arena::new();
    // The letter keeps a reference to a blank from being trimmed away.
    let root = parse_document(&arena, &format!("x{name}x"), &options());
    let text: String = root
        .descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::Text(text) => Some(text.to_string()),
            _ => None,
        })
        .collect();
    let decoded = text.strip_prefix('x')?.strip_suffix('x')?;
    (decoded != name).then(|| decoded.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded() {
        let mut entities = Entities::default();
        assert_eq!(entities.read("&amp;amp;"), Some((5, "&")));
        assert_eq!(entities.read("&#x4e2d;"), Some((8, "中")));
        assert_eq!(entities.read("&nbsp; x"), Some((6, "\u{a0}")));
        assert_eq!(entities.read("&nosuch;"), None);
        assert_eq!(entities.read("& ;"), None);
    }

    #[test]
    fn stars_and_carets_between_letters_are_themselves() {
        for (text, expected) in [
            ("12*30*45厘米", "12\u{5}30\u{5}45厘米"),
            ("8 * 20，2\\*3", "8 * 20，2\\*3"),
            ("*重點*a*重點*", "*重點*a*重點*"),
            ("年薪30萬*、花紅5萬*。", "年薪30萬\u{5}、花紅5萬\u{5}。"),
            ("年薪30萬*起，*注意*：請*不要*進入", "年薪30萬\u{5}起，*注意*：請*不要*進入"),
            ("*起，*注意", "\u{5}起，\u{5}注意"),
            ("*不是我，是他*。", "*不是我，是他*。"),
            ("今年*GDP*2024年升，*CPI*2024年跌", "今年*GDP*2024年升，*CPI*2024年跌"),
            ("*1甲，*2乙", "\u{5}1甲，\u{5}2乙"),
            ("3*甲，5*乙", "3\u{5}甲，5\u{5}乙"),
            ("$5*（*另加一）", "$5\u{5}（*另加一）"),
            ("註^1^A先生，註^2^B先生", "註^1^A先生，註^2^B先生"),
            ("甲^2，乙^3，^1，2^", "甲\u{6}2，乙\u{6}3，^1，2^"),
            ("@_kayi_ /_img_/x #_tag_", "@\u{10}kayi_ /\u{10}img_/x #\u{10}tag_"),
            ("價格5*、*重點*字", "價格5\u{5}、*重點*字"),
            ("*重點*、*另一*。", "*重點*、*另一*。"),
            ("**重點**、甲*", "**重點**、甲\u{5}"),
            ("甲*乙\n\n丙*。", "甲*乙\n\n丙\u{5}。"),
            ("說*「重點」*。", "說*「重點」*。"),
            ("\\*、甲*。", "\\*、甲\u{5}。"),
            ("甲。\n\n* * *\n\n乙。", "甲。\n\n* * *\n\n乙。"),
            ("a**b**c", "a**b**c"),
            ("10^3 和 10^4", "10\u{6}3 和 10\u{6}4"),
            ("10^3和10^4", "10\u{6}3和10\u{6}4"),
            ("30m^2^，x^n+1^。", "30m^2^，x^n+1^。"),
            ("m^2^和10^4", "m^2^和10\u{6}4"),
            ("2\\^3^", "2\\^3\u{6}"),
            ("(a+b)^2^=a^2^+2ab，x^n^+1", "(a+b)^2^=a^2^+2ab，x^n^+1"),
            ("^1^ 註，(^2^)，^a^ 甲，（^註1^）", "^1^ 註，(^2^)，^a^ 甲，（^註1^）"),
            ("Na^+^、Cl^-^、30^′^，笑^-^", "Na^+^、Cl^-^、30^′^，笑\u{6}-\u{6}"),
            ("好^_^謝(^o^)", "好\u{6}\u{10}\u{6}謝(\u{6}o\u{6})"),
            ("(-_-)唉@_@ m(_ _)m", "(-\u{10}-)唉@\u{10}@ m(\u{10} \u{10})m"),
            ("_a_ __甲__ snake_case", "_a_ __甲__ snake_case"),
            ("樓價升*一成。*註：二。", "樓價升\u{5}一成。\u{5}註：二。"),
            ("樓價升*一成。租金跌*二成。", "樓價升\u{5}一成。租金跌\u{5}二成。"),
            ("*起點。*下文", "*起點。*下文"),
            ("說*「好。」*然後", "說*「好。」*然後"),
            ("甲*5*乙、3*甲*5、A*甲*B", "甲\u{5}5\u{5}乙、3\u{5}甲\u{5}5、A\u{5}甲\u{5}B"),
            ("甲*GDP*乙、甲*重點*乙", "甲*GDP*乙、甲*重點*乙"),
            ("\\^o^/ 甲^2^", "\u{12}\u{6}o\u{6}/ 甲^2^"),
            ("\\(^o^)/", "\u{12}(\u{6}o\u{6})/"),
            ("\\^2\\^", "\\^2\\^"),
            ("\\^\\^/ \\^o\\^/", "\\^\\^/ \\^o\\^/"),
            ("～*～*～", "～\u{5}～\u{5}～"),
            ("(*^o^*)來", "(\u{5}\u{6}o\u{6}\u{5})來"),
            ("5*（*另加）；3*甲", "5\u{5}（\u{5}另加）；3\u{5}甲"),
        ] {
            assert_eq!(prepare(text).0, expected, "{text}");
        }
    }

    #[test]
    fn signs_and_dates_at_the_head_of_a_line_begin_no_list() {
        for (text, expected) in [
            ("+ 5度", "\u{e} 5度"),
            ("+5度", "+5度"),
            ("氣溫\n\n+ 12.5度。", "氣溫\n\n\u{e} 12.5度。"),
            ("+ ３.２%", "\u{e} ３.２%"),
            ("+ 5月1日開幕", "+ 5月1日開幕"),
            ("+ 项目", "+ 项目"),
            ("- 5度", "- 5度"),
            ("- 1", "- 1"),
            ("* 5度", "* 5度"),
            ("+ 項目\n+ 5度", "+ 項目\n+ 5度"),
            ("+ 5度\n\n+ 6度", "+ 5度\n\n+ 6度"),
            ("2026. 11. 29. 서울", "2026\u{f} 11. 29. 서울"),
            ("2026. 1. 9", "2026\u{f} 1. 9"),
            ("2026. 11\\. 29.", "2026. 11\\. 29."),
            ("2026. 項目\n2027. 項目", "2026. 項目\n2027. 項目"),
            ("11. 29. 개막", "11\u{f} 29. 개막"),
            ("1. 30人受傷", "1. 30人受傷"),
            ("1.5 萬", "1.5 萬"),
        ] {
            assert_eq!(prepare(text).0, expected, "{text}");
        }
    }

    #[test]
    fn signs_at_the_head_of_a_line_begin_no_quotation() {
        for (text, expected) in [
            (">500人受傷", "\u{11}500人受傷"),
            ("超過\n>500人", "超過\n\u{11}500人"),
            (">_< 痛 >_<", "\u{11}\u{10}< 痛 >\u{10}<"),
            (">\"< >.< >///<", "\u{11}\"< >.< >///<"),
            (">>>立即報名", "\u{11}>>立即報名"),
            ("- >=3\n- >5", "- \u{11}=3\n- \u{11}5"),
            ("> 引文\n>\n> 5人", "> 引文\n>\n> 5人"),
            (">引文\n>「引文」\n>**重點**", ">引文\n>「引文」\n>**重點**"),
            (">——老人\n>- 項目\n>1. 項目", ">——老人\n>- 項目\n>1. 項目"),
            (">> 引文", ">> 引文"),
            ("a > 5", "a > 5"),
        ] {
            assert_eq!(prepare(text).0, expected, "{text}");
        }
    }

    #[test]
    fn bars_behind_a_brace_that_is_text_part_cells() {
        assert_eq!(prepare("| \\{ | } |").0, "| \\{ | } |");
        assert_eq!(prepare("{港|こう}").0, "{港\u{7}こう}");
    }

    #[test]
    fn stand_ins_keep_every_place() {
        let (prepared, forbidden) = prepare("a[b]\\[\\\\[\u{85}\u{7}c");
        assert_eq!(prepared, "a\u{1}b\u{2}\\[\\\\\u{1}\u{a0} c");
        assert_eq!(forbidden, [(9..11, '\u{85}'), (11..12, '\u{7}')]);
    }
}
