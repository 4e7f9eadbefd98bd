//! [`open`]: which format a file has, and its text.

use super::told::Account;
use crate::diag::codes::import as codes;
use crate::source::{Hints, Said, decode_as};

/// A format, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Html,
    /// NITF, NewsML-G2 or a page of XHTML: its first element tells.
    Xml,
    Ninjs,
    Docx,
    /// A package of a page: its stories.
    Idml,
    /// A story of such a page by itself.
    Icml,
}

/// A file that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub kind: Kind,
    /// Nothing of a DOCX or an IDML package.
    pub text: String,
}

/// The endings of files that are read as copy; others are articles of this program.
const ENDINGS: [&str; 14] = [
    "txt", "text", "html", "htm", "xhtml", "xml", "nitf", "newsml", "json", "ninjs", "docx",
    "docm", "idml", "icml",
];

/// Whether a file is copy of another program, by its name and how it begins. A text that begins with
/// front matter is an article, whatever it is called.
pub fn is_copy(name: &str, bytes: &[u8]) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
        && !head.trim_ascii_start().starts_with(b"+++")
}

/// Text of more bytes is no copy.
const MOST_TEXT: usize = 4_000_000;
/// With its pictures.
const MOST_PACKED: usize = 100 << 20;

/// Says what a file is, and why it is not read.
pub fn open(name: &str, bytes: &[u8], hints: Hints<'_>, account: &mut Account) -> Option<Opened> {
    if bytes.starts_with(b"PK\x03\x04") {
        if bytes.len() > MOST_PACKED {
            too_large(bytes.len(), MOST_PACKED, account);
            return None;
        }
        let kind = if is_idml(name, bytes) { Kind::Idml } else { Kind::Docx };
        return Some(Opened { kind, text: String::new() });
    }
    if name.to_ascii_lowercase().ends_with(".toml") {
        account.refuse(
            codes::UNREADABLE,
            0..0,
            "the file is a layout or a plan, and no copy".to_owned(),
            "name the files of copy; those of a layout stand in its [article]",
        );
        return None;
    }
    if let Some(what) = other(bytes) {
        account.refuse(
            codes::UNREADABLE,
            0..0,
            format!("the file is {what}"),
            "open it in the program that wrote it, and save it as DOCX, HTML or plain text",
        );
        return None;
    }
    if bytes.len() > MOST_TEXT {
        too_large(bytes.len(), MOST_TEXT, account);
        return None;
    }
    let declared = declared(bytes);
    let text = decoded(
        bytes,
        Hints { encoding: hints.encoding.or(declared.as_deref()), ..hints },
        account,
    )?;
    if is_mail(&text) {
        account.refuse(
            codes::UNREADABLE,
            0..0,
            "the file is a mail as it was sent, whose text is encoded and in parts".to_owned(),
            "open it in the mail program, and save its text as plain text, or what is attached to it",
        );
        return None;
    }
    Some(Opened { kind: kind(name, &text), text })
}

/// Whether a text begins with the fields of a mail that is to be sent (RFC 5322, RFC 2045).
fn is_mail(text: &str) -> bool {
    /// Lines of its head that are looked at.
    const HEAD: usize = 60;
    const FIELDS: [&str; 7] = [
        "received:",
        "return-path:",
        "mime-version:",
        "message-id:",
        "content-type:",
        "content-transfer-encoding:",
        "delivered-to:",
    ];
    let is_field = |line: &str| {
        let line = line.to_ascii_lowercase();
        FIELDS.iter().any(|field| line.starts_with(field))
    };
    let named = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    let head = || text.lines().take(HEAD).take_while(|line| !line.trim().is_empty());
    head().next().is_some_and(named) && head().filter(|line| is_field(line)).count() > 1
}

/// Names of encodings that are often asked for.
pub const ENCODINGS: &str = "name its encoding to `typeset import`: --encoding big5, gb18030, shift_jis, euc-kr, utf-16le …";

/// The text of a file in an encoding that is named, or else guessed and told.
pub fn decoded(bytes: &[u8], hints: Hints<'_>, account: &mut Account) -> Option<String> {
    let decoded = match decode_as(bytes, hints) {
        Ok(decoded) => decoded,
        Err(reason) => {
            account.refuse(codes::ENCODING, 0..0, reason, ENCODINGS);
            return None;
        }
    };
    let help = "if it reads wrong, save it as UTF-8, or name its encoding: `encoding = \"…\"` beside its `file` in \
                [article], --encoding to `typeset import`";
    let message = format!("the text is read as {}", decoded.encoding);
    match (decoded.said, hints.language) {
        (Said::Told, _) => {}
        (Said::Foreign, Some(language)) => {
            let message = format!("{message}, and the layout's language is {language}");
            account.warn(codes::ENCODING, 0..0, message, help);
        }
        _ => account.note(codes::ENCODING, 0..0, message, help),
    }
    Some(decoded.text)
}

/// A package that says so at its head, or is called so.
fn is_idml(name: &str, bytes: &[u8]) -> bool {
    const SAYS: &[u8] = b"mimetypeapplication/vnd.adobe.indesign-idml-package";
    let head = bytes.get(30..30 + SAYS.len());
    head == Some(SAYS) || name.to_ascii_lowercase().ends_with(".idml")
}

fn too_large(length: usize, most: usize, account: &mut Account) {
    let message =
        format!("the file has {} MB, and {} MB is the limit", length / 1_000_000, most / 1_000_000);
    account.refuse(codes::REFUSED, 0..0, message, "save the article alone, or divide it");
}

/// What is often taken for copy and is none.
fn other(bytes: &[u8]) -> Option<&'static str> {
    const OTHERS: [(&[u8], &str); 8] = [
        (b"\xD0\xCF\x11\xE0", "a document of an old word processor (DOC), or one with a password"),
        (b"{\\rtf", "a document in RTF"),
        (b"%PDF-", "a PDF"),
        (b"\xFF\xD8\xFF", "a picture (JPEG)"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"RIFF", "a picture or a sound"),
        (b"\x1F\x8B", "packed (gzip)"),
    ];
    OTHERS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// The encoding that XML or HTML says of itself.
fn declared(bytes: &[u8]) -> Option<String> {
    const FAR: usize = 2_048;
    let head = bytes.get(..bytes.len().min(FAR))?;
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    if !head.trim_start_matches('\u{ef}').contains('<') {
        return None;
    }
    let value = match head.find("<?xml").and_then(|at| Some((at, head.get(at..)?.find("?>")?))) {
        Some((at, end)) => head.get(at..at + end).and_then(|xml| xml.split_once("encoding")),
        None => head.split_once("charset"),
    };
    let (_, value) = value?;
    let value = value.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)));
    let value = value.get(..end.unwrap_or(value.len()))?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// The format of a text: by how it begins, of plain text and HTML by its name where that is open.
fn kind(name: &str, text: &str) -> Kind {
    let start = text.trim_start();
    let head: String = start.chars().take(400).collect::<String>().to_ascii_lowercase();
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let is_page =
        ["<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<p ", "<h1", "<div"];
    if ending == "txt" || ending == "text" {
        return Kind::Text;
    }
    if matches!(ending.as_str(), "json" | "ninjs")
        || (start.starts_with('{') && start.contains("\":"))
    {
        return Kind::Ninjs;
    }
    if is_page.iter().any(|page| head.starts_with(page))
        || matches!(ending.as_str(), "html" | "htm")
    {
        return Kind::Html;
    }
    if ending == "icml" || head.contains("<?aid ") {
        return Kind::Icml;
    }
    if head.starts_with("<?xml") || head.starts_with("<!doctype") || head.starts_with("<!--") {
        return if head.contains("<html") { Kind::Html } else { Kind::Xml };
    }
    if matches!(ending.as_str(), "xml" | "nitf" | "newsml" | "xhtml") || head.starts_with('<') {
        return Kind::Xml;
    }
    Kind::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_how_they_begin() {
        for (name, text, expected) in [
            ("a.xml", "<?xml version=\"1.0\"?><nitf/>", Kind::Xml),
            ("a", "<newsItem/>", Kind::Xml),
            ("a.htm", "渡輪", Kind::Html),
            ("a", "<!DOCTYPE html><p>", Kind::Html),
            ("a.xhtml", "<?xml version=\"1.0\"?><!DOCTYPE html><html>", Kind::Html),
            ("a.json", " {\"uri\": 1}", Kind::Ninjs),
            ("a.txt", "<港>", Kind::Text),
            ("a", "渡輪復航", Kind::Text),
            ("a.xml", "<?xml version=\"1.0\"?>\n<?aid style=\"50\"?><Document/>", Kind::Icml),
        ] {
            assert_eq!(kind(name, text), expected, "{name} {text}");
        }
        assert!(is_copy("wire/Lead.DOCX", b"PK") && !is_copy("lead.md", b"x"));
        assert!(!is_copy("lead.txt", b"\xEF\xBB\xBF+++\nheadline = \"x\""));
    }

    #[test]
    fn a_mail_as_it_was_sent_is_no_copy() {
        for (text, expected) in [
            ("From: a@b.hk\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nOKk=\r\n", true),
            ("From: a@b.hk\nSubject: 渡輪\n\n渡輪復航。\n", false),
            ("渡輪復航\n\nContent-Type: text\nMIME-Version: 1.0\n", false),
        ] {
            assert_eq!(is_mail(text), expected, "{text}");
            let opened = open("a.txt", text.as_bytes(), Hints::default(), &mut Account::default());
            assert_eq!(opened.is_none(), expected);
        }
    }

    #[test]
    fn a_layout_is_no_copy() {
        let mut account = Account::default();
        assert_eq!(
            open("desk/Page.TOML", b"[document]\ntitle = \"x\"", Hints::default(), &mut account),
            None
        );
        assert!(account.has_errors());
    }

    #[test]
    fn encodings_that_are_declared_are_found() {
        for (text, expected) in [
            ("<?xml version='1.0' encoding='Big5'?><nitf/>", Some("big5")),
            ("<html><head><meta charset=\"gbk\">", Some("gbk")),
            (
                "<meta http-equiv=Content-Type content='text/html; charset=shift_jis'>",
                Some("shift_jis"),
            ),
            ("<p>x", None),
            ("charset=big5", None),
        ] {
            assert_eq!(declared(text.as_bytes()).as_deref(), expected, "{text}");
        }
    }
}
