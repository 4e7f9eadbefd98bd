//! The text of a file, or the encoding that it seems to be in.
//!
//! The program's own files are UTF-8. Another encoding is not read, for a guess can be wrong; it is named,
//! with the command that makes UTF-8 of it. Copy of other programs is read in any ([`decode_as`]).

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::diag::shell_word;

/// Why bytes are no UTF-8 text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// Counted from 1: the line of the first byte that is no part of a character.
    pub line: usize,
    /// As `iconv` calls it.
    pub encoding: Option<&'static str>,
    /// What else the file is.
    pub other: Option<&'static str>,
}

impl NotUtf8 {
    /// What is wrong with the file that is shown as `path`.
    pub fn reason(&self, path: &str) -> String {
        match (self.encoding, self.other) {
            (_, Some(other)) => format!("{path} is {other}, and no plain text"),
            (Some(encoding), None) => {
                format!("{path} is not UTF-8 text, it seems to be {encoding}")
            }
            (None, None) => {
                let line = self.line;
                format!(
                    "{path} is not UTF-8 text: line {line} has a byte that is no part of a \
                     character"
                )
            }
        }
    }

    /// What to do about it.
    pub fn help(&self, path: &str) -> String {
        match (self.encoding, self.other) {
            (_, Some(other)) if other.contains("DOCX") => {
                "a layout and `typeset import` read a DOCX by its name: call it so, ending in .docx; else \
                 save its text as plain text in UTF-8"
                    .to_owned()
            }
            (_, Some(_)) => {
                "open it in the program that wrote it, and save its text as plain text in UTF-8"
                    .to_owned()
            }
            (Some(encoding), None) => format!(
                "save it as UTF-8, or convert it and put what comes out in its place: \
                 iconv -f {} -t UTF-8 {path} > new.txt && mv new.txt {path}",
                of_iconv(encoding),
                path = shell_word(path)
            ),
            (None, None) => {
                "save it as UTF-8: this is another encoding, or no text at all".to_owned()
            }
        }
    }
}

/// What iconv calls an encoding as files have it: with what Hong Kong, Windows in Japan and in Korea have
/// added to it.
fn of_iconv(encoding: &str) -> &str {
    match encoding {
        "BIG5" => "BIG5-HKSCS",
        "SHIFT_JIS" => "CP932",
        "EUC-KR" => "CP949",
        other => other,
    }
}

/// Files that are often given for a text, by what they begin with.
const OTHERS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a document of a word processor (DOCX, ODT) or another packed file"),
    (b"\xD0\xCF\x11\xE0", "a document of an old word processor (DOC)"),
    (b"{\\rtf", "a document of a word processor (RTF)"),
    (b"%PDF-", "a PDF"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
];

/// The text of a file.
pub fn decode(bytes: &[u8]) -> Result<String, NotUtf8> {
    let other = OTHERS.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some((_, other)) = other {
        return Err(NotUtf8 { line: 1, encoding: None, other: Some(other) });
    }
    let error = match std::str::from_utf8(bytes) {
        // UTF-16 of Latin letters is UTF-8 with a NUL after each.
        Ok(text) => match wide(bytes) {
            None => return Ok(with_line_ends(text)),
            Some(encoding) => {
                return Err(NotUtf8 { line: 1, encoding: Some(encoding), other: None });
            }
        },
        Err(error) => error,
    };
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
    Err(NotUtf8 { line, encoding: likely(bytes), other: None })
}

/// The text, its lines ended as its reader ends them: old files end them with a carriage return alone.
fn with_line_ends(text: &str) -> String {
    let lone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    let mut text_of = |(at, c): (usize, char)| if c == '\r' && lone(at) { '\n' } else { c };
    match text.contains('\r') {
        true => text.char_indices().map(&mut text_of).collect(),
        false => text.to_owned(),
    }
}

/// A text, and what it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    /// Nothing in the file says so.
    pub guessed: bool,
}

/// The encoding of a name.
fn called(name: &str) -> Option<&'static Encoding> {
    match name.trim().to_ascii_lowercase().as_str() {
        "utf16" | "utf16le" => Some(UTF_16LE),
        "utf16be" => Some(UTF_16BE),
        "utf8" => Some(UTF_8),
        "gb" | "gbk" | "gb2312" | "cp936" => Some(GB18030),
        "cp950" | "big5hkscs" | "big5-2003" => Some(BIG5),
        "cp932" | "shiftjis" => Some(SHIFT_JIS),
        "cp949" | "euckr" => Some(EUC_KR),
        name => Encoding::for_label(name.as_bytes()),
    }
}

/// Whether there is an encoding of that name.
pub fn is_encoding(name: &str) -> bool {
    called(name).is_some()
}

/// What is said where there is none.
pub fn no_encoding(name: &str) -> String {
    format!("there is no encoding with the name {name}")
}

/// The text of a file in an encoding that is named, or that its first bytes or its characters tell; or why
/// there is none. Text in UTF-8 is known for what it is, whatever is named for it in the file itself.
pub fn decode_as(bytes: &[u8], named: Option<&str>) -> Result<Decoded, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return whole(bytes.get(length..).unwrap_or_default(), encoding, false);
    }
    if std::str::from_utf8(bytes).is_ok() && wide(bytes).is_none() {
        return whole(bytes, UTF_8, false);
    }
    if let Some(name) = named {
        let lower = name.trim().to_ascii_lowercase();
        let encoding = match lower.as_str() {
            "utf-16" | "utf16" if wide(bytes) == Some("UTF-16BE") => Some(UTF_16BE),
            _ => called(name),
        };
        let Some(encoding) = encoding else { return Err(no_encoding(name)) };
        return whole(bytes, encoding, false);
    }
    match likely(bytes) {
        Some("UTF-16LE") => whole(bytes, UTF_16LE, true),
        Some("UTF-16BE") => whole(bytes, UTF_16BE, true),
        Some(name) => {
            let encoding = Encoding::for_label(name.to_ascii_lowercase().as_bytes());
            whole(bytes, encoding.unwrap_or(UTF_8), true)
        }
        None => Err("the text is in no encoding that is known for what it is".to_owned()),
    }
}

/// All of the bytes as text, or the line of the first that are none.
fn whole(bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Result<Decoded, String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let good = text.split('\u{FFFD}').next().unwrap_or("");
        let line = good.matches('\n').count() + 1;
        let name = encoding.name();
        return Err(format!("line {line} has bytes that are no part of a character in {name}"));
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), guessed })
}

/// The encoding that bytes without a name are most likely in.
fn likely(bytes: &[u8]) -> Option<&'static str> {
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
fn wide(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some("UTF-16LE");
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16BE");
    }
    let pairs = bytes.get(..bytes.len().min(4096)).unwrap_or_default().chunks_exact(2);
    let (mut little, mut big, mut count) = (0, 0, 0);
    for pair in pairs {
        count += 1;
        little += usize::from(pair[1] == 0 && pair[0] != 0);
        big += usize::from(pair[0] == 0 && pair[1] != 0);
    }
    // A text has a line end or a blank among twenty characters.
    match count / 20 + 1 {
        least if little >= least && big == 0 => Some("UTF-16LE"),
        least if big >= least && little == 0 => Some("UTF-16BE"),
        _ => None,
    }
}

/// The East Asian encoding in which the bytes are a text of common characters.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    const LONGEST: usize = 200_000;
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
            | '\u{FF00}'..='\u{FF60}' | '\u{2010}'..='\u{2026}')
            || c.is_ascii()
    };
    let (count, strange) = text
        .chars()
        .fold((0, 0), |(count, strange), c| (count + 1, strange + usize::from(!common(c))));
    let share = strange * 1000 / count.max(1);
    (share < 500).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        let of = |text: &str| decode(text.as_bytes()).expect("UTF-8");
        assert_eq!(of("+++\rheadline = '港'\r+++\r文"), "+++\nheadline = '港'\n+++\n文");
        assert_eq!(of("港\r\n\r灣\r\n"), "港\r\n\n灣\r\n");
        assert_eq!(of("港\n灣\n"), "港\n灣\n");
    }

    #[test]
    fn japanese_without_a_line_end_is_no_utf_16() {
        for text in ["高橋氏は社長に就任した。", "日本の港は今日から開く"] {
            let (bytes, ..) = SHIFT_JIS.encode(text);
            let read = decode_as(&bytes, None).expect("known");
            assert_eq!((read.text.as_str(), read.encoding), (text, "Shift_JIS"));
            let told = decode(&bytes).expect_err("not UTF-8");
            assert_eq!(told.encoding, Some("SHIFT_JIS"));
            assert!(told.help("x.md").contains("iconv -f CP932 "));
        }
        // Latin letters stand in every front matter.
        let front = "+++\nheadline = \"渡し船再開\"\n+++\n停船していた渡し船が明日から運航を再開する。\n\n始発は午前六時。\n";
        let (bytes, ..) = SHIFT_JIS.encode(front);
        for bytes in [&bytes[..], &bytes[..bytes.len() - 1]] {
            assert_eq!(decode(bytes).expect_err("not UTF-8").encoding, Some("SHIFT_JIS"));
        }
        let wide: Vec<u8> =
            "台北港口今日重新開放，遊人如鯽".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&wide).expect_err("not UTF-8").encoding, Some("UTF-16BE"));
    }

    #[test]
    fn encodings_are_told_apart() {
        let hant = "+++\nheadline = \"渡輪明日復航\"\n+++\n停航三日的青嶼渡輪明日復航，首班船。\n";
        let hans = "+++\nheadline = \"渡轮明日复航\"\n+++\n停航三日的青屿渡轮明日复航，首班船。\n";
        let ja =
            "+++\nheadline = \"フェリーあす再開\"\n+++\n三日間休止していたフェリーが再開する。\n";
        // What iconv calls it holds what Hong Kong and Windows have added.
        for (encoding, text, name, converter) in [
            (BIG5, hant, "BIG5", "BIG5-HKSCS"),
            (GB18030, hans, "GB18030", "GB18030"),
            (SHIFT_JIS, ja, "SHIFT_JIS", "CP932"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let refused = decode(&bytes).expect_err("no UTF-8");
            assert_eq!(refused.encoding, Some(name));
            assert!(refused.help("a.md").contains(&format!("iconv -f {converter} ")));
            let help = refused.help("渡 輪's.md");
            assert!(help.ends_with("mv new.txt '渡 輪'\\''s.md'"), "{help}");
        }
        for (mark, name) in [(true, "UTF-16LE"), (false, "UTF-16LE")] {
            let units = mark.then_some(0xFEFF).into_iter().chain(hant.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
            assert_eq!(decode(&bytes).expect_err("no UTF-8").encoding, Some(name));
        }
        assert_eq!(decode(hant.as_bytes()).as_deref(), Ok(hant));
    }

    #[test]
    fn copy_is_read_in_any_encoding() {
        let hant = "渡輪明日復航\r\n　　停航三日的青嶼渡輪明日復航，首班船清晨六時開出。\r\n";
        let hans = "渡轮明日复航\n　　停航三日的青屿渡轮明日复航，首班船清晨六时开出。\n";
        let ja = "フェリーあす再開\n　三日間休止していたフェリーが再開する。\n";
        let ko = "항구가 다시 열린다. 사흘 동안 쉬었던 배가 내일 떠난다.\n";
        for (encoding, text) in [(BIG5, hant), (GB18030, hans), (SHIFT_JIS, ja), (EUC_KR, ko)] {
            let (bytes, _, _) = encoding.encode(text);
            let decoded = decode_as(&bytes, None).expect("text");
            assert_eq!(
                (decoded.text.as_str(), decoded.guessed),
                (text, true),
                "{}",
                encoding.name()
            );
            let decoded = decode_as(&bytes, Some(&encoding.name().to_lowercase())).expect("text");
            assert_eq!((decoded.text.as_str(), decoded.guessed), (text, false));
        }
        for text in [hant, hans, ja, ko, "渡輪明日復航", "渡輪復航，票價不變。"] {
            for mark in [true, false] {
                let units: Vec<u16> =
                    mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).collect();
                let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
                let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
                for bytes in [little, big] {
                    assert_eq!(
                        decode_as(&bytes, None).map(|it| it.text).as_deref(),
                        Ok(text),
                        "{mark}"
                    );
                }
            }
        }
        assert_eq!(
            decode_as("\u{feff}港".as_bytes(), Some("big5")).map(|it| it.text).as_deref(),
            Ok("港")
        );
        assert!(decode_as(b"\xff\xff\xff", Some("big5")).is_err_and(|why| why.contains("line 1")));
        assert!(decode_as(b"\xff", Some("klingon")).is_err_and(|why| why.contains("klingon")));
    }

    #[test]
    fn what_is_no_text_names_its_line() {
        let refused = decode(b"one\ntwo\xff\xfe\xff\xff").expect_err("no UTF-8");
        assert_eq!((refused.line, refused.encoding), (2, None));
        assert!(refused.reason("a.md").contains("line 2"));
    }

    #[test]
    fn other_files_are_called_what_they_are() {
        for (bytes, name) in [
            (&b"PK\x03\x04\x14\0\x06\0word/document.xml"[..], "DOCX"),
            (b"{\\rtf1\\ansi x}", "RTF"),
            (b"%PDF-1.4\n", "PDF"),
        ] {
            let refused = decode(bytes).expect_err("no text");
            assert!(refused.reason("a.md").contains(name), "{name}");
            assert!(refused.help("a.md").contains("save its text"));
        }
    }
}
