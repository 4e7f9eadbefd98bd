//! [`page`]: an article as a web page, HTML 5 with what each part is and nothing else.

use std::sync::Arc;

use super::Finished;
use super::escaped::escaped;
use super::reading::{Shown, Told, plain};
use crate::page::model::{PartKind, PlacedArt, StoryPart};
use crate::text::Manner;
use crate::text::{ColumnAlign, Mark, Markup, RichText, Table};

const STYLE: &str = "article{max-width:40em;margin:2em auto;padding:0 1em;line-height:1.7}\
h1{line-height:1.3;margin:.3em 0}.label{display:inline-block;border:1px solid;padding:0 .5em}\
.kicker,.deck{font-weight:bold}.intro{font-weight:bold}.name{text-decoration:underline}\
cite{font-style:normal;text-decoration:underline wavy}em{font-style:normal;text-emphasis:dot;text-emphasis-position:under right}\
em:lang(ja),em:lang(ko){text-emphasis-position:over right}.mourned{border:1px solid;padding:0 .1em}\
figure{margin:1.5em 0}img{max-width:100%}figcaption,.credit,.source{font-size:.85em}\
.credit{margin-left:1em}table{border-collapse:collapse;margin:1em 0;border-top:1px solid;border-bottom:1px solid}\
thead{border-bottom:1px solid}td,th{padding:.1em .5em}th{text-align:start}\
.center{text-align:center}.end{text-align:end}";

/// One article; `folder` leads from the page to the layout's folder.
pub(super) fn page(job: Finished<'_>, told: &Told<'_>, folder: &str) -> String {
    let story = told.story;
    let title = match plain(&story.headline, " ") {
        title if title.is_empty() => story.name.clone(),
        title => title,
    };
    let mut out = String::from("<!DOCTYPE html>\n");
    out += &format!("<html lang=\"{}\">\n<head>\n", escaped(&job.model.document.language));
    out += "<meta charset=\"utf-8\">\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += &format!("<title>{}</title>\n<style>{STYLE}</style>\n", escaped(&title));
    out += &format!("</head>\n<body>\n<article id=\"{}\">\n", escaped(&story.name));
    head(told, &mut out);
    for text in &story.intro {
        out += &format!("<p class=\"intro\">{}</p>\n", rich(text));
    }
    body(&story.body, &mut out);
    for text in &story.source {
        out += &format!("<p class=\"source\">{}</p>\n", rich(text));
    }
    for shown in &told.pictures {
        figure(job, shown, folder, &mut out);
    }
    out += "</article>\n</body>\n</html>\n";
    out
}

fn head(told: &Told<'_>, out: &mut String) {
    let story = told.story;
    let mut inside = String::new();
    let mut lines = |class: &str, texts: &[Arc<RichText>]| {
        for text in texts {
            inside += &format!("<p class=\"{class}\">{}</p>\n", rich(text));
        }
    };
    lines("label", &story.label);
    lines("kicker", &story.kicker);
    if !story.headline.is_empty() {
        let rows: Vec<String> = story.headline.iter().map(|text| rich(text)).collect();
        inside += &format!("<h1>{}</h1>\n", rows.join("<br>"));
    }
    for (class, texts) in [("deck", &story.deck), ("byline", &story.byline)] {
        for text in texts {
            inside += &format!("<p class=\"{class}\">{}</p>\n", rich(text));
        }
    }
    if !inside.is_empty() {
        *out += &format!("<header>\n{inside}</header>\n");
    }
}

/// Paragraphs, subheads and quotes; items that follow one another are one list.
fn body(parts: &[StoryPart], out: &mut String) {
    let mut list: Option<&str> = None;
    for part in parts {
        let own = match &part.kind {
            PartKind::Bullet => Some("ul"),
            PartKind::Numbered(_) => Some("ol"),
            _ => None,
        };
        if own != list {
            if let Some(list) = list {
                *out += &format!("</{list}>\n");
            }
            match (own, &part.kind) {
                (_, PartKind::Numbered(number)) if *number != 1 => {
                    *out += &format!("<ol start=\"{number}\">\n");
                }
                (Some(own), _) => *out += &format!("<{own}>\n"),
                (None, _) => {}
            }
            list = own;
        }
        *out += &match &part.kind {
            PartKind::Paragraph => {
                let class = match part.marks.manner {
                    Manner::Plain if part.marks.initial => " class=\"initial\"",
                    Manner::Plain => "",
                    Manner::Verse => " class=\"verse\"",
                    Manner::Center => " class=\"center\"",
                    Manner::End => " class=\"end\"",
                };
                format!("<p{class}>{}</p>\n", with_credit(part))
            }
            PartKind::Bullet | PartKind::Numbered(_) => {
                format!("<li>{}</li>\n", with_credit(part))
            }
            PartKind::Quote => {
                format!("<blockquote><p>{}</p></blockquote>\n", with_credit(part))
            }
            PartKind::Subhead => format!("<h2>{}</h2>\n", rich(&part.text)),
            PartKind::Table(table) => table_of(table),
        };
    }
    if let Some(list) = list {
        *out += &format!("</{list}>\n");
    }
}

/// The head's rows in `thead`; a column keeps the alignment that was asked for.
fn table_of(table: &Table) -> String {
    let row = |row: &[Arc<RichText>], name: &str| {
        let cells = row.iter().zip(&table.columns).map(|(cell, align)| {
            let scope = if name == "th" { " scope=\"col\"" } else { "" };
            let class = match align {
                ColumnAlign::Own | ColumnAlign::Start => "",
                ColumnAlign::Center => " class=\"center\"",
                ColumnAlign::End => " class=\"end\"",
            };
            format!("<{name}{scope}{class}>{}</{name}>", rich(cell))
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let (head, body) = table.rows.split_at((table.head as usize).min(table.rows.len()));
    let rows = |rows: &[Vec<Arc<RichText>>], name: &str| -> String {
        rows.iter().map(|cells| row(cells, name)).collect()
    };
    let (head, body) = (rows(head, "th"), rows(body, "td"));
    let head = if head.is_empty() { head } else { format!("<thead>\n{head}</thead>\n") };
    format!("<table>\n{head}<tbody>\n{body}</tbody>\n</table>\n")
}

fn with_credit(part: &StoryPart) -> String {
    let text = rich(&part.text);
    match &part.credit {
        None => text,
        Some(credit) => format!("{text}<span class=\"credit\">{}</span>", rich(credit)),
    }
}

fn figure(job: Finished<'_>, shown: &Shown<'_>, folder: &str, out: &mut String) {
    *out += "<figure>\n";
    for (at, art) in shown.pictures.pictures.iter().enumerate() {
        // A row has one description, which stands with its first picture.
        let alt = if at == 0 { shown.pictures.alt.as_str() } else { "" };
        let source = address(folder, path_of(job, art));
        *out += &format!("<img src=\"{}\" alt=\"{}\">\n", escaped(&source), escaped(alt));
    }
    let text = |text: &Option<RichText>| text.as_ref().map_or_else(String::new, rich);
    let (caption, credit) = (text(&shown.pictures.caption), text(&shown.pictures.credit));
    if !caption.is_empty() || !credit.is_empty() {
        *out += &format!("<figcaption>{caption}");
        if !credit.is_empty() {
            *out += &format!("<span class=\"credit\">{credit}</span>");
        }
        *out += "</figcaption>\n";
    }
    *out += "</figure>\n";
}

fn path_of<'a>(job: Finished<'a>, art: &PlacedArt) -> &'a str {
    job.paths.get(art.picture.0 as usize).map_or("", String::as_str)
}

/// A file's address from the page: `..` after a folder leads back, and what an address may not
/// hold is escaped (RFC 3986).
pub(super) fn address(folder: &str, path: &str) -> String {
    let whole = match folder {
        "" => path.to_owned(),
        _ if path.starts_with('/') => path.to_owned(),
        _ => format!("{folder}/{path}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split(['/', '\\']) {
        match (part, parts.last()) {
            (".", _) => {}
            ("", Some(_)) => {}
            ("..", Some(last)) if *last != ".." && !last.is_empty() => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let mut address = String::new();
    for byte in parts.join("/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            _ => address += &format!("%{byte:02X}"),
        }
    }
    address
}

/// A text with its marks as elements. Ranges nest or are apart.
fn rich(text: &RichText) -> String {
    let mut marks: Vec<&Markup> = text.marks.iter().filter(|mark| !mark.range.is_empty()).collect();
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    let mut out = String::new();
    let mut open: Vec<(u32, String)> = Vec::new();
    let mut at = 0;
    let upto = |from: &mut u32, to: u32, out: &mut String| {
        // A line end in a text is one that is kept.
        let plain = escaped(text.text.get(*from as usize..to as usize).unwrap_or(""));
        *out += &plain.replace('\n', "<br>");
        *from = to.max(*from);
    };
    for mark in marks {
        while let Some((end, close)) = open.pop_if(|(end, _)| *end <= mark.range.start) {
            upto(&mut at, end, &mut out);
            out += &close;
        }
        upto(&mut at, mark.range.start, &mut out);
        let (begin, close) = tags(&mark.mark);
        out += &begin;
        open.push((mark.range.end, close));
    }
    while let Some((end, close)) = open.pop() {
        upto(&mut at, end, &mut out);
        out += &close;
    }
    upto(&mut at, text.text.len() as u32, &mut out);
    out
}

fn tags(mark: &Mark) -> (String, String) {
    let of = |begin: &str, end: &str| (begin.to_owned(), end.to_owned());
    match mark {
        Mark::Bold => of("<strong>", "</strong>"),
        Mark::Emphasis => of("<em>", "</em>"),
        Mark::Superscript => of("<sup>", "</sup>"),
        Mark::Name => of("<span class=\"name\">", "</span>"),
        Mark::Title => of("<cite>", "</cite>"),
        Mark::Mourned => of("<span class=\"mourned\">", "</span>"),
        // The direction is that of the printed line.
        Mark::Upright | Mark::Sideways | Mark::Pull => of("", ""),
        Mark::Ruby { reading } => {
            let reading = rich(reading);
            ("<ruby>".to_owned(), format!("<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"))
        }
        Mark::Language(locale) => {
            (format!("<span lang=\"{}\">", escaped(locale.tag())), "</span>".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn marks_are_elements_and_text_is_escaped() {
        let mut text = RichText::plain("a<港口>b", FileId(0), 0);
        let mark = |range, mark| Markup { range, mark };
        let reading = Box::new(RichText::plain("gǎng", FileId(0), 0));
        text.marks = vec![
            mark(2..8, Mark::Bold),
            mark(2..5, Mark::Ruby { reading }),
            mark(9..10, Mark::Superscript),
        ];
        assert_eq!(
            rich(&text),
            "a&lt;<strong><ruby>港<rp>（</rp><rt>gǎng</rt><rp>）</rp></ruby>口</strong>&gt;<sup>b</sup>"
        );
    }

    #[test]
    fn addresses_lead_from_the_page_to_the_file() {
        for (folder, path, expected) in [
            ("", "a.png", "a.png"),
            ("../layouts", "../examples/a b.jpg", "../examples/a%20b.jpg"),
            ("layouts", "./x/../p.svg", "layouts/p.svg"),
            ("..", "../p.svg", "../../p.svg"),
            ("a", "/tmp/p.svg", "/tmp/p.svg"),
            ("/a/b", "../p.svg", "/a/p.svg"),
            ("", "a:b.png", "a%3Ab.png"),
        ] {
            assert_eq!(address(folder, path), expected, "{folder} {path}");
        }
    }
}
