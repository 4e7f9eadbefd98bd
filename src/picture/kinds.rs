//! What a picture file is, told from its content and never from its name.

use std::fmt;

use super::PictureError;

/// What kind of file a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Tiff,
    Webp,
    Gif,
    Svg,
    Pdf,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Tiff => "TIFF",
            Kind::Webp => "WebP",
            Kind::Gif => "GIF",
            Kind::Svg => "SVG",
            Kind::Pdf => "PDF",
        })
    }
}

/// A file of a format that is known and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranger {
    pub what: &'static str,
    pub cure: &'static str,
}

/// The cures.
const PHOTOGRAPH: &str = "save it in a picture program as JPEG, or as TIFF or PNG without loss";
const LAYERS: &str = "save it in the program that made it as TIFF or PNG with its layers flattened";
const PAGE: &str = "write it as PDF in the program that made it, or with `ps2pdf -dEPSCrop`";
const UNPACK: &str = "unpack it, and name the picture that is in it";
const TEXT: &str = "name a picture; a drawing in SVG is saved in UTF-8";
const SITE: &str =
    "name the picture itself; a server that asks for a password sends a page instead";
const FILM: &str = "save one picture of it as JPEG";
const OFFICE: &str = "export the picture in it as PDF, PNG or TIFF";

/// How the files of other formats begin.
const STARTS: &[(&[u8], &str, &str)] = &[
    (b"8BPS", "a Photoshop file", LAYERS),
    (b"gimp xcf", "a GIMP file", LAYERS),
    (
        b"version https://git-lfs",
        "a pointer of Git LFS",
        "run `git lfs pull`, which brings the picture itself",
    ),
    (b"BM", "a BMP picture", PHOTOGRAPH),
    (b"%!PS", "a PostScript file", PAGE),
    (b"\xC5\xD0\xD3\xC6", "an EPS file", PAGE),
    (b"\x1F\x8B", "a compressed file (gzip)", UNPACK),
    (b"PK\x03\x04", "an archive (zip)", UNPACK),
    (b"Rar!", "an archive (rar)", UNPACK),
    (b"7z\xBC\xAF", "an archive (7z)", UNPACK),
    (b"\0\0\0\x0CjP  ", "a JPEG 2000 picture", PHOTOGRAPH),
    (b"\xFF\x4F\xFF\x51", "a JPEG 2000 picture", PHOTOGRAPH),
    (b"\0\0\0\x0CJXL ", "a JPEG XL picture", PHOTOGRAPH),
    (b"\xFF\x0A", "a JPEG XL picture", PHOTOGRAPH),
    (b"\0\0\x01\0", "an icon (ICO)", PHOTOGRAPH),
    (b"\xD7\xCD\xC6\x9A", "a Windows metafile (WMF)", PAGE),
    (b"\xD0\xCF\x11\xE0", "an office file", OFFICE),
    (b"\x1A\x45\xDF\xA3", "a film", FILM),
    (b"\xFF\xFE", "a text in UTF-16", TEXT),
    (b"\xFE\xFF", "a text in UTF-16", TEXT),
    (b"<!DOCTYPE html", "a web page", SITE),
    (b"<!doctype html", "a web page", SITE),
    (b"<html", "a web page", SITE),
];

/// The kind of a file, from its content.
pub(super) fn kind_of(bytes: &[u8]) -> Result<Kind, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let begins = |starts: &[&[u8]]| starts.iter().any(|start| bytes.starts_with(start));
    if begins(&[&[0xFF, 0xD8]]) {
        return Ok(Kind::Jpeg);
    }
    if begins(&[b"\x89PNG\r\n\x1A\n"]) {
        return Ok(Kind::Png);
    }
    if begins(&[b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"]) {
        return Ok(Kind::Tiff);
    }
    if begins(&[b"GIF87a", b"GIF89a"]) {
        return Ok(Kind::Gif);
    }
    if begins(&[b"RIFF"]) && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Kind::Webp);
    }
    if begins(&[b"\x89PNG"]) {
        let reason = "its line ends were changed on the way, as a transfer in text mode does";
        return Err(PictureError::Broken(Kind::Png, reason.to_owned()));
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    // ISO 32000-2, annex I: the header may stand anywhere in the first 1024 bytes.
    if contains(head, b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    kind_of_text(bytes).ok_or_else(|| PictureError::Unknown(stranger(bytes)))
}

/// XML with an `svg` element near its beginning.
fn kind_of_text(bytes: &[u8]) -> Option<Kind> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    // A drawing may begin with a long comment or a document type of many entities.
    let head = text.get(..65_536).unwrap_or(text);
    let element = contains(head, b"<svg") || contains(head, b":svg");
    (text.starts_with(b"<") && element).then_some(Kind::Svg)
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// What else a file is that looks like something known.
fn stranger(bytes: &[u8]) -> Option<Stranger> {
    if bytes.get(4..8) == Some(b"ftyp") {
        let (what, cure) = match bytes.get(8..12) {
            Some(b"avif" | b"avis") => ("an AVIF picture", PHOTOGRAPH),
            Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => ("a HEIC picture", PHOTOGRAPH),
            Some(b"crx ") => ("a camera's raw file", PHOTOGRAPH),
            _ => ("a film", FILM),
        };
        return Some(Stranger { what, cure });
    }
    let found = STARTS.iter().find(|(start, ..)| bytes.starts_with(start));
    found.map(|&(_, what, cure)| Stranger { what, cure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_the_content() {
        for (bytes, expected) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Ok(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1A\n....", Ok(Kind::Png)),
            (b"II*\0....", Ok(Kind::Tiff)),
            (b"MM\0*....", Ok(Kind::Tiff)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Ok(Kind::Webp)),
            (b"GIF89a", Ok(Kind::Gif)),
            (b"<svg xmlns='x'/>", Ok(Kind::Svg)),
            (b"\xEF\xBB\xBF\n<?xml version='1.0'?>\n<!-- a --><s:svg/>", Ok(Kind::Svg)),
            (b"", Err(PictureError::Empty)),
            (b"\n%PDF-1.7", Ok(Kind::Pdf)),
            (b"<html><svg", Ok(Kind::Svg)),
            (b"caption", Err(PictureError::Unknown(None))),
        ] {
            assert_eq!(kind_of(bytes), expected, "{}", bytes.escape_ascii());
        }
        assert!(matches!(kind_of(b"\x89PNG\n\x1A\n"), Err(PictureError::Broken(Kind::Png, _))));
    }

    #[test]
    fn other_formats_are_named_with_a_cure() {
        for (bytes, name, cure) in [
            (&b"\0\0\0\x18ftypheic"[..], "HEIC", "JPEG"),
            (b"\0\0\0\x20ftypavif", "AVIF", "JPEG"),
            (b"BM....", "BMP", "JPEG"),
            (b"8BPS\0\x01", "Photoshop", "flattened"),
            (b"version https://git-lfs.github.com/spec/v1", "Git LFS", "git lfs pull"),
            (b"\xFF\x0A....", "JPEG XL", "JPEG"),
            (b"\0\0\0\x0CJXL \r\n", "JPEG XL", "JPEG"),
            (b"\0\0\0\x0CjP  \r\n", "JPEG 2000", "JPEG"),
            (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript", "PDF"),
            (b"\xC5\xD0\xD3\xC6", "EPS", "PDF"),
            (b"<html>", "web page", "server"),
        ] {
            let error = kind_of(bytes).expect_err("no kind that is read");
            assert!(error.to_string().contains(name), "{error}");
            assert!(error.help().contains(cure), "{error}: {}", error.help());
        }
    }
}
