//! The text of a file, or the encoding that it seems to be in.
//!
//! The program's own files are UTF-8. Another encoding is not read, for a guess can be wrong; it is named,
//! with the command that makes UTF-8 of it. Copy of other programs is read in any ([`decode_as`]).

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

mod filled;
mod likely;

use crate::chars::Locale;
use crate::diag::shell_word;
use filled::composed;
use likely::{by_language, is_damaged, is_foreign, is_switched, likely, wide};

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
            (Some("UTF-8"), None) => {
                let line = self.line;
                format!(
                    "{path} is UTF-8 text that is broken: line {line} has a byte that is no part of a \
                     character"
                )
            }
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
            (Some("UTF-8"), None) => {
                "write the character there anew, or have the text sent again: it was cut off, or holds a piece in \
                 another encoding"
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

/// The text of a file; `language` is that of the layout, and decides what another encoding is called.
pub fn decode(bytes: &[u8], language: Option<&str>) -> Result<String, NotUtf8> {
    let other = OTHERS.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some((_, other)) = other {
        return Err(NotUtf8 { line: 1, encoding: None, other: Some(other) });
    }
    if is_switched(bytes) {
        return Err(NotUtf8 { line: 1, encoding: Some("ISO-2022-JP"), other: None });
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
    if is_damaged(bytes) {
        return Err(NotUtf8 { line, encoding: Some("UTF-8"), other: None });
    }
    let language = language.and_then(Locale::of_tag);
    let of_language = language.and_then(|language| by_language(bytes, language));
    Err(NotUtf8 { line, encoding: of_language.or_else(|| likely(bytes)), other: None })
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

/// What is known of a text's encoding besides its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Hints<'a> {
    /// The encoding's name.
    pub encoding: Option<&'a str>,
    /// The language of the layout that names the file.
    pub language: Option<&'a str>,
}

/// What says in which encoding a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The file itself, or whoever named it.
    Told,
    /// Its characters, as it seems.
    Guessed,
    /// Its characters, and it is none that the layout's language is written in.
    Foreign,
}

/// A text, and what it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    pub said: Said,
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
/// there is none. Text in UTF-8 is known for what it is, whatever is named for it in the file itself. Its lines end
/// as their reader ends them.
pub fn decode_as(bytes: &[u8], hints: Hints<'_>) -> Result<Decoded, String> {
    let mut decoded = of_bytes(bytes, hints)?;
    decoded.text = with_line_ends(&decoded.text);
    Ok(decoded)
}

fn of_bytes(bytes: &[u8], hints: Hints<'_>) -> Result<Decoded, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return whole(bytes.get(length..).unwrap_or_default(), encoding, Said::Told);
    }
    if is_switched(bytes) {
        return whole(bytes, ISO_2022_JP, Said::Told);
    }
    if std::str::from_utf8(bytes).is_ok() && wide(bytes).is_none() {
        return whole(bytes, UTF_8, Said::Told);
    }
    // Broken off, or with a piece of another in it, it is UTF-8 all the same, and no page of nonsense.
    if hints.encoding.is_none() && is_damaged(bytes) {
        return whole(bytes, UTF_8, Said::Told)
            .map_err(|why| format!("{why}: it was cut off, or holds a piece in another encoding"));
    }
    if let Some(name) = hints.encoding {
        let lower = name.trim().to_ascii_lowercase();
        let encoding = match lower.as_str() {
            "utf-16" | "utf16" if wide(bytes) == Some("UTF-16BE") => Some(UTF_16BE),
            _ => called(name),
        };
        let Some(encoding) = encoding else { return Err(no_encoding(name)) };
        return whole(bytes, encoding, Said::Told);
    }
    let language = hints.language.and_then(Locale::of_tag);
    let own = language.and_then(|language| by_language(bytes, language));
    match own.or_else(|| likely(bytes)) {
        Some("UTF-16LE") => whole(bytes, UTF_16LE, Said::Guessed),
        Some("UTF-16BE") => whole(bytes, UTF_16BE, Said::Guessed),
        Some(name) => {
            let encoding = Encoding::for_label(name.to_ascii_lowercase().as_bytes());
            let foreign = language.is_some_and(|language| is_foreign(name, language));
            let said = if foreign { Said::Foreign } else { Said::Guessed };
            whole(bytes, encoding.unwrap_or(UTF_8), said)
        }
        None => Err("the text is in no encoding that is known for what it is".to_owned()),
    }
}

/// All of the bytes as text, or the line of the first that are none.
fn whole(bytes: &[u8], encoding: &'static Encoding, said: Said) -> Result<Decoded, String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let good = text.split('\u{FFFD}').next().unwrap_or("");
        let line = good.matches('\n').count() + 1;
        let name = encoding.name();
        return Err(format!("line {line} has bytes that are no part of a character in {name}"));
    }
    let text = match encoding == EUC_KR {
        true => composed(text.into_owned()),
        false => text.into_owned(),
    };
    Ok(Decoded { text, encoding: encoding.name(), said })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::EUC_JP;

    const NONE: Hints<'_> = Hints { encoding: None, language: None };

    fn named(name: &str) -> Hints<'_> {
        Hints { encoding: Some(name), ..NONE }
    }

    #[test]
    fn a_text_without_a_name_is_read_by_its_language() {
        let ko = "대통령 \"국민께 사과\"\n\n펲시콜라를 마셨다.";
        let mut euc_kr: Vec<u8> = Vec::new();
        for c in ko.chars() {
            match c {
                // As iconv writes a syllable that EUC-KR lacks.
                '펲' => euc_kr.extend([0xA4, 0xD4, 0xA4, 0xBD, 0xA4, 0xC4, 0xA4, 0xBD]),
                c => euc_kr.extend(EUC_KR.encode(&c.to_string()).0.iter()),
            }
        }
        let ja = "ﾌﾟﾛ野球\n\n巨人3-2阪神";
        let hant = "渡輪明日復航，首班船清晨六時開出";
        let hans = "渡轮明日复航。三日来停航的渡轮明日复航，首班船清晨六时开出，乘客须提早到码头。";
        let of = |encoding: &'static Encoding, text| encoding.encode(text).0.into_owned();
        for (bytes, language, text, said) in [
            (euc_kr, "ko", ko, Said::Guessed),
            (of(EUC_JP, ja), "ja", ja, Said::Guessed),
            (of(SHIFT_JIS, ja), "ja", ja, Said::Guessed),
            (of(BIG5, hant), "zh-Hant-HK", hant, Said::Guessed),
            (of(GB18030, hans), "zh-Hans", hans, Said::Guessed),
            (of(GB18030, hans), "zh-Hant-TW", hans, Said::Foreign),
            (of(BIG5, hant), "zh-Hans", hant, Said::Foreign),
        ] {
            let hints = Hints { language: Some(language), ..NONE };
            let read = decode_as(&bytes, hints).expect("text");
            assert_eq!((read.text.as_str(), read.said), (text, said), "{language}");
            if said == Said::Guessed {
                let told = decode(&bytes, Some(language)).expect_err("no UTF-8");
                let same = Encoding::for_label(told.encoding.unwrap_or("").as_bytes());
                assert_eq!(same.map(Encoding::name), Some(read.encoding));
            }
        }
    }

    #[test]
    fn mail_that_switches_its_sets_is_read() {
        let text = "社会ニュース\n\n東京都は10日、ｶﾅを発表した。\n";
        let (bytes, ..) = ISO_2022_JP.encode("社会ニュース\n\n東京都は10日、カナを発表した。\n");
        let read = decode_as(&bytes, NONE).expect("text");
        assert_eq!(read.text, text.replace("ｶﾅ", "カナ"));
        assert_eq!(decode(&bytes, None).expect_err("mail").encoding, Some("ISO-2022-JP"));
        // An escape of a terminal switches nothing.
        assert!(decode(b"\x1B[1mbold\x1B[0m", None).is_ok());
    }

    #[test]
    fn a_broken_text_in_utf_8_is_not_another_text() {
        let cut = |text: &str, less: usize| text.as_bytes()[..text.len() - less].to_vec();
        let mut stray = "港鐵東鐵綫今早受阻。\n".repeat(20).into_bytes();
        stray.extend(BIG5.encode("港鐵").0.iter());
        for bytes in
            [cut("港鐵\n\n甲乙", 1), cut("港鐵東鐵綫今早", 1), cut("港鐵東鐵綫今早", 2), stray]
        {
            for language in [None, Some("zh-Hant-HK"), Some("ja")] {
                let why = decode_as(&bytes, Hints { language, ..NONE }).expect_err("broken");
                assert!(why.contains("UTF-8") && why.contains("cut off"), "{why}");
                assert_eq!(decode(&bytes, language).expect_err("broken").encoding, Some("UTF-8"));
            }
        }
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line_of_copy() {
        for bytes in [
            b"Port\r\rOpen.\r".to_vec(),
            "Port\r\rOpen.\r".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ] {
            assert_eq!(decode_as(&bytes, NONE).map(|it| it.text).as_deref(), Ok("Port\n\nOpen.\n"));
        }
    }

    #[test]
    fn utf_8_with_a_broken_character_is_utf_8() {
        let whole = "港鐵\n\n甲乙".as_bytes();
        let cut = &whole[..whole.len() - 1];
        assert!(
            decode_as(cut, NONE).is_err_and(|why| why.contains("line 3") && why.contains("UTF-8"))
        );
        assert_eq!(decode(cut, None).map_err(|it| (it.line, it.encoding)), Err((3, Some("UTF-8"))));
        assert_eq!(decode_as("甲\0乙\0。".as_bytes(), NONE).map(|it| it.encoding), Ok("UTF-8"));
    }

    #[test]
    fn an_encoding_of_the_language_is_not_foreign_however_rare_its_characters() {
        let text = "齉龘靐齾，驫麤";
        let (bytes, ..) = BIG5.encode(text);
        let read = decode_as(&bytes, Hints { language: Some("zh-Hant-TW"), ..NONE });
        assert!(read.is_ok_and(|read| read.encoding != "Big5" || read.said == Said::Guessed));
        assert!(is_foreign("BIG5", Locale::Cn) && !is_foreign("SHIFT_JIS", Locale::Ja));
    }

    #[test]
    fn short_korean_is_read_by_its_language() {
        for text in [
            "부고(訃告)\n\n①항 ②항 ㉠ ㉡",
            "ㅋㅋㅋ ㅠㅠ ㅎㅎ 와~\n\n□ 개요",
            "1. 목적\n\n부고(訃告)",
        ] {
            let (bytes, ..) = EUC_KR.encode(text);
            let read = decode_as(&bytes, Hints { language: Some("ko"), ..NONE }).expect("text");
            assert_eq!((read.text.as_str(), read.said), (text, Said::Guessed));
        }
    }

    #[test]
    fn signs_with_a_byte_of_naught_are_utf_16() {
        for text in ["\u{3000}■\n", "─★＋港口開放\n\u{3000}港口今日開放。\n"] {
            for big in [false, true] {
                let units = text.encode_utf16();
                let bytes: Vec<u8> = units
                    .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                    .collect();
                assert_eq!(decode_as(&bytes, NONE).map(|it| it.text).as_deref(), Ok(text), "{big}");
            }
        }
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        let of = |text: &str| decode(text.as_bytes(), None).expect("UTF-8");
        assert_eq!(of("+++\rheadline = '港'\r+++\r文"), "+++\nheadline = '港'\n+++\n文");
        assert_eq!(of("港\r\n\r灣\r\n"), "港\r\n\n灣\r\n");
        assert_eq!(of("港\n灣\n"), "港\n灣\n");
    }

    #[test]
    fn japanese_without_a_line_end_is_no_utf_16() {
        for text in ["高橋氏は社長に就任した。", "日本の港は今日から開く"] {
            let (bytes, ..) = SHIFT_JIS.encode(text);
            let read = decode_as(&bytes, NONE).expect("known");
            assert_eq!((read.text.as_str(), read.encoding), (text, "Shift_JIS"));
            let told = decode(&bytes, None).expect_err("not UTF-8");
            assert_eq!(told.encoding, Some("SHIFT_JIS"));
            assert!(told.help("x.md").contains("iconv -f CP932 "));
        }
        // Latin letters stand in every front matter.
        let front = "+++\nheadline = \"渡し船再開\"\n+++\n停船していた渡し船が明日から運航を再開する。\n\n始発は午前六時。\n";
        let (bytes, ..) = SHIFT_JIS.encode(front);
        for bytes in [&bytes[..], &bytes[..bytes.len() - 1]] {
            assert_eq!(decode(bytes, None).expect_err("not UTF-8").encoding, Some("SHIFT_JIS"));
        }
        let wide: Vec<u8> =
            "台北港口今日重新開放，遊人如鯽".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&wide, None).expect_err("not UTF-8").encoding, Some("UTF-16BE"));
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
            let refused = decode(&bytes, None).expect_err("no UTF-8");
            assert_eq!(refused.encoding, Some(name));
            assert!(refused.help("a.md").contains(&format!("iconv -f {converter} ")));
            let help = refused.help("渡 輪's.md");
            assert!(help.ends_with("mv new.txt '渡 輪'\\''s.md'"), "{help}");
        }
        for (mark, name) in [(true, "UTF-16LE"), (false, "UTF-16LE")] {
            let units = mark.then_some(0xFEFF).into_iter().chain(hant.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
            assert_eq!(decode(&bytes, None).expect_err("no UTF-8").encoding, Some(name));
        }
        assert_eq!(decode(hant.as_bytes(), None).as_deref(), Ok(hant));
    }

    #[test]
    fn copy_is_read_in_any_encoding() {
        let hant = "渡輪明日復航\r\n　　停航三日的青嶼渡輪明日復航，首班船清晨六時開出。\r\n";
        let hans = "渡轮明日复航\n　　停航三日的青屿渡轮明日复航，首班船清晨六时开出。\n";
        let ja = "フェリーあす再開\n　三日間休止していたフェリーが再開する。\n";
        let ko = "항구가 다시 열린다. 사흘 동안 쉬었던 배가 내일 떠난다.\n";
        for (encoding, text) in [(BIG5, hant), (GB18030, hans), (SHIFT_JIS, ja), (EUC_KR, ko)] {
            let (bytes, _, _) = encoding.encode(text);
            let decoded = decode_as(&bytes, NONE).expect("text");
            assert_eq!(
                (decoded.text.as_str(), decoded.said),
                (text, Said::Guessed),
                "{}",
                encoding.name()
            );
            let decoded = decode_as(&bytes, named(&encoding.name().to_lowercase())).expect("text");
            assert_eq!((decoded.text.as_str(), decoded.said), (text, Said::Told));
        }
        for text in [hant, hans, ja, ko, "渡輪明日復航", "渡輪復航，票價不變。"] {
            for mark in [true, false] {
                let units: Vec<u16> =
                    mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).collect();
                let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
                let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
                for bytes in [little, big] {
                    assert_eq!(
                        decode_as(&bytes, NONE).map(|it| it.text).as_deref(),
                        Ok(text),
                        "{mark}"
                    );
                }
            }
        }
        assert_eq!(
            decode_as("\u{feff}港".as_bytes(), named("big5")).map(|it| it.text).as_deref(),
            Ok("港")
        );
        assert!(decode_as(b"\xff\xff\xff", named("big5")).is_err_and(|why| why.contains("line 1")));
        assert!(decode_as(b"\xff", named("klingon")).is_err_and(|why| why.contains("klingon")));
    }

    #[test]
    fn what_is_no_text_names_its_line() {
        let refused = decode(b"one\ntwo\xff\xfe\xff\xff", None).expect_err("no UTF-8");
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
            let refused = decode(bytes, None).expect_err("no text");
            assert!(refused.reason("a.md").contains(name), "{name}");
            assert!(refused.help("a.md").contains("save its text"));
        }
    }
}
