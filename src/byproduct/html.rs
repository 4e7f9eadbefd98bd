//! [`page`]: an article as a web page, HTML 5 with what each part is and nothing else. Its elements are
//! those of `elements.rs`.

use super::Finished;
use super::elements::{Elements, LOOKS};
use super::escaped::escaped;
use super::reading::{Told, title};
use super::stance::Lines;
use crate::page::model::{Part, PlacedArt};

const STYLE: &str = "article{max-width:40em;margin:2em auto;padding:0 1em;line-height:1.7}";

/// One article; `folder` leads from the page to the layout's folder.
pub(super) fn page(job: Finished<'_>, told: &Told<'_>, folder: &str) -> String {
    let story = told.story;
    let title = match title(&story.headline) {
        title if title.is_empty() => story.name.clone(),
        title => title,
    };
    let mut out = String::from("<!DOCTYPE html>\n");
    out += &format!("<html lang=\"{}\">\n<head>\n", escaped(&job.model.document.language));
    out += "<meta charset=\"utf-8\">\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += &format!("<title>{}</title>\n<style>{STYLE}{LOOKS}</style>\n", escaped(&title));
    out += &format!("</head>\n<body>\n<article id=\"{}\">\n", escaped(&story.name));
    let source = |art: &PlacedArt| Some(address(folder, path_of(job, art)));
    let elements = Elements { source: &source, lines: Lines::Across, styles: None };
    out += &elements.head(story);
    out += &elements.paragraphs(Part::Intro, story);
    out += &elements.body(&story.body);
    out += &elements.paragraphs(Part::Source, story);
    for shown in &told.pictures {
        out += &elements.figure(shown);
    }
    out += "</article>\n</body>\n</html>\n";
    out
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

#[cfg(test)]
mod tests {
    use super::*;

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
