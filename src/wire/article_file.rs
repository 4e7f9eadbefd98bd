//! [`article_file`]: the text of an article's file.

use std::fmt::Write as _;

use crate::source::{Piece, WrittenArticle};

/// A picture as the article lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<'a> {
    /// From the article's folder.
    pub path: &'a str,
    pub caption: &'a str,
    pub credit: &'a str,
    pub alt: &'a str,
}

/// The front matter and the body. Captions of pictures that did not come are comments.
pub fn article_file(
    written: &WrittenArticle,
    pictures: &[Listed<'_>],
    captions: &[String],
) -> String {
    let mut out = String::from("+++\n");
    let WrittenArticle { label, kicker, headline, deck, byline, intro, dateline, source, body } =
        written;
    one(&mut out, "label", label);
    many(&mut out, "kicker", kicker);
    many(&mut out, "headline", headline);
    many(&mut out, "deck", deck);
    one(&mut out, "byline", byline);
    many(&mut out, "intro", intro);
    one(&mut out, "dateline", dateline);
    one(&mut out, "source", source);
    if !pictures.is_empty() {
        out += "pictures = [\n";
        for picture in pictures {
            _ = write!(out, "  {{ picture = {}", quoted(picture.path));
            let words =
                [("caption", picture.caption), ("credit", picture.credit), ("alt", picture.alt)];
            for (key, words) in words.into_iter().filter(|(_, words)| !words.is_empty()) {
                _ = write!(out, ", {key} = {}", quoted(words));
            }
            out += " },\n";
        }
        out += "]\n";
    }
    for caption in captions.iter().filter(|caption| !caption.is_empty()) {
        let line = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        _ = writeln!(out, "# a caption without its picture: {line}");
    }
    out += "+++\n";
    out += &body.text;
    out
}

fn one(out: &mut String, key: &str, piece: &Option<Piece>) {
    if let Some(piece) = piece {
        _ = writeln!(out, "{key} = {}", quoted(&piece.text));
    }
}

/// A text, or a list of several.
fn many(out: &mut String, key: &str, pieces: &[Piece]) {
    match pieces {
        [] => {}
        [one] => _ = writeln!(out, "{key} = {}", quoted(&one.text)),
        several => {
            let texts: Vec<String> = several.iter().map(|piece| quoted(&piece.text)).collect();
            _ = writeln!(out, "{key} = [{}]", texts.join(", "));
        }
    }
}

/// A text of TOML; as it stands where that is possible.
fn quoted(text: &str) -> String {
    let is_awkward = text.contains(['\\', '"']);
    let fits = !text.contains('\'') && !text.chars().any(char::is_control);
    if is_awkward && fits {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            c if c.is_control() => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_as_toml_asks() {
        for (text, expected) in [
            ("港口", "\"港口\""),
            ("他說\"好\"", "'他說\"好\"'"),
            ("a\\*b", "'a\\*b'"),
            ("it's \"so\"", "\"it's \\\"so\\\"\""),
            ("a\nb\u{1}", "\"a\\nb\\u0001\""),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }
}
