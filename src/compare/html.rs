//! [`html`]: a difference as one web page, for eyes: pages side by side, one over the other and
//! marked, words before and after. Everything is inside the file; nothing is fetched.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;

use super::Pair;
use super::difference::{
    Count, Difference, Fate, PageChange, Passage, PictureChange, Piece, PieceKind, StoryChange,
};
use super::edition::Edition;
use super::plates::DPI;
use super::report::{frozen, of_block, of_page, of_picture, of_story};
use crate::byproduct::{Pages, Portrait, RasterError, escaped};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The only things that the page may load are its own.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The web page of a difference.
pub fn html(pair: Pair<'_>, difference: &Difference) -> Result<String, RasterError> {
    let (old, new) = (pair.old.edition, pair.new.edition);
    let pages =
        difference.pages.par_iter().enumerate().map(|(at, page)| section(at, page, old, new));
    let pages: Vec<String> = pages.collect::<Result<_, _>>()?;
    let language = if new.language.is_empty() { "und" } else { &new.language };
    let mut out = String::new();
    out += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out += &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += "<meta name=\"color-scheme\" content=\"light dark\">\n";
    let names = format!("{} → {}", difference.old.name, difference.new.name);
    out +=
        &format!("<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n", escaped(&names));
    out += &head(difference);
    out += "<main>\n";
    for change in &difference.frozen {
        out += &format!("<p class=\"alarm\">{}</p>\n", lines(&frozen(change)));
    }
    out.extend(pages);
    out += &stories(difference, language);
    out += &others(difference, language);
    out += &format!("</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    Ok(out)
}

/// The summary, the two editions, and the way to everything.
fn head(difference: &Difference) -> String {
    let Difference { old, new, summary, .. } = difference;
    let mut out = String::from("<header>\n<h1>What changed</h1>\n");
    out += &format!("<p class=\"summary\">{}</p>\n", escaped(summary));
    out += "<dl class=\"sides\">";
    for (what, side) in [("Old", old), ("New", new)] {
        let title = if side.title.is_empty() { String::new() } else { format!(" {}", side.title) };
        let pages = side.pages.len();
        let pages = format!("{pages} {}", if pages == 1 { "page" } else { "pages" });
        out += &format!(
            "<div class=\"{}\"><dt>{what}</dt><dd><code>{}</code>{} <small>{pages}</small></dd></div>",
            what.to_lowercase(),
            escaped(&side.name),
            escaped(&title)
        );
    }
    out += "</dl>\n";
    let mut links = String::new();
    for (at, page) in difference.pages.iter().enumerate() {
        links += &format!("<li><a href=\"#page-{at}\">page {}</a></li>", escaped(&page.id));
    }
    for (at, story) in difference.stories.iter().enumerate() {
        links += &format!("<li><a href=\"#story-{at}\">{}</a></li>", escaped(&story.id));
    }
    if !links.is_empty() {
        out += &format!("<nav aria-label=\"Changes\"><ul>{links}</ul></nav>\n");
        out += "<p class=\"keys\">Keys: <kbd>n</kbd> <kbd>p</kbd> next and previous page; \
            <kbd>1</kbd> side by side, <kbd>2</kbd> slider, <kbd>3</kbd> blink; <kbd>m</kbd> marks</p>\n";
    }
    out += "</header>\n";
    out
}

/// A page with its pictures.
fn section(
    at: usize,
    page: &PageChange,
    old: &Edition,
    new: &Edition,
) -> Result<String, RasterError> {
    let place = |number: Option<usize>| number.map(|number| number.saturating_sub(1));
    let [before, after] = [(old, place(page.old_number)), (new, place(page.new_number))]
        .map(|(edition, at)| at.map(|at| portrait(edition, at)).transpose());
    let (before, after) = (before?, after?);
    let name = escaped(&page.id);
    let mut out = format!("<section class=\"page\" id=\"page-{at}\" tabindex=\"-1\">\n");
    out += &format!("<h2>Page {name}{}</h2>\n", escaped(&of_page(page)));
    let both = before.is_some() && after.is_some();
    if both {
        out += &tools(at);
    }
    out += &inks(page);
    let marks = marks(page);
    out += "<div class=\"sheets\">\n";
    for (what, shown) in [("old", &before), ("new", &after)] {
        if let Some(shown) = shown {
            out += &sheet(what, &name, shown, if both { &marks } else { "" });
        }
    }
    out += "</div>\n</section>\n";
    Ok(out)
}

fn portrait(edition: &Edition, at: usize) -> Result<Portrait, RasterError> {
    let (pdf, at) = edition.pdf.page(at).ok_or(RasterError::Unread)?;
    Pages::read(pdf)?.portrait(at, DPI)
}

/// How a page is looked at. The choice works without the script, the slider needs it.
fn tools(at: usize) -> String {
    let mut out = String::new();
    for (mode, name, checked) in
        [("side", "side by side", " checked"), ("slide", "slider", ""), ("blink", "blink", "")]
    {
        out += &format!(
            "<input type=\"radio\" name=\"mode-{at}\" id=\"{mode}-{at}\" class=\"{mode}\"{checked}>\
             <label for=\"{mode}-{at}\">{name}</label>\n"
        );
    }
    out += &format!(
        "<input type=\"checkbox\" id=\"marks-{at}\" class=\"marked\" checked>\
         <label for=\"marks-{at}\">marks</label>\n\
         <input type=\"range\" class=\"cut\" min=\"0\" max=\"100\" value=\"50\" \
         aria-label=\"How much of the new page is seen\">\n"
    );
    out
}

/// The plates that differ, each with its share.
fn inks(page: &PageChange) -> String {
    let plate = |plate: &super::difference::PlateChange| {
        let places = plate.places.len();
        let places = format!("{places} {}", if places == 1 { "place" } else { "places" });
        format!(
            "<li><span class=\"ink\" data-ink=\"{0}\"></span>{0} <small>{1} % in {places}</small></li>",
            escaped(&plate.ink),
            plate.share
        )
    };
    let plates: String = page.plates.iter().map(plate).collect();
    if plates.is_empty() { String::new() } else { format!("<ul class=\"inks\">{plates}</ul>\n") }
}

/// The boxes of what differs, in millimetres of the trim; one for what several plates share.
fn marks(page: &PageChange) -> String {
    let mut boxes: Vec<([f64; 4], Vec<&str>, &[String])> = Vec::new();
    for plate in &page.plates {
        for at in &plate.places {
            let place = &at.place;
            let sides = [place.x, place.y, place.width, place.height];
            match boxes.iter_mut().find(|(known, ..)| *known == sides) {
                Some((_, inks, _)) => inks.push(&plate.ink),
                None => boxes.push((sides, vec![&plate.ink], &at.blocks)),
            }
        }
    }
    let mark = |([x, y, width, height], inks, blocks): &([f64; 4], Vec<&str>, &[String])| {
        let blocks =
            if blocks.is_empty() { String::new() } else { format!(": {}", blocks.join(", ")) };
        format!(
            "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\"><title>{}{}</title></rect>",
            x - 1.0,
            y - 1.0,
            width + 2.0,
            height + 2.0,
            escaped(&inks.join(", ")),
            escaped(&blocks)
        )
    };
    boxes.iter().map(mark).collect()
}

fn sheet(what: &str, name: &str, shown: &Portrait, marks: &str) -> String {
    let mm = |pixels: f64| pixels * 25.4 / f64::from(DPI);
    let (width, height) = (f64::from(shown.width), f64::from(shown.height));
    let [left, top] = shown.trim.map(|side| mm(f64::from(side)));
    format!(
        "<figure class=\"sheet {what}\"><figcaption>{what}</figcaption><div class=\"paper\">\
         <img alt=\"Page {name}, {what}\" width=\"{}\" height=\"{}\" src=\"data:image/png;base64,{}\">\
         <svg class=\"marks\" aria-hidden=\"true\" viewBox=\"{:.2} {:.2} {:.2} {:.2}\" \
         preserveAspectRatio=\"none\">{marks}</svg></div></figure>\n",
        shown.width,
        shown.height,
        STANDARD.encode(&shown.png),
        -left,
        -top,
        mm(width),
        mm(height)
    )
}

fn stories(difference: &Difference, language: &str) -> String {
    let mut out = String::new();
    for (at, story) in difference.stories.iter().enumerate() {
        out += &format!(
            "<section class=\"story\" id=\"story-{at}\">\n<h2>{}</h2>\n",
            escaped(&story.id)
        );
        out += &format!("<p class=\"facts\">{}</p>\n", escaped(&of_story(story)));
        if story.fate == Fate::Changed {
            out += &counts(story);
        }
        for passage in &story.changes {
            out += &of_passage(passage, language);
        }
        out += "</section>\n";
    }
    out
}

fn counts(story: &StoryChange) -> String {
    let row = |name: &str, count: &Count| {
        let change =
            |sign: &str, by: usize| if by > 0 { format!("{sign}{by}") } else { String::new() };
        format!(
            "<tr><th scope=\"row\">{name}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            count.old,
            count.new,
            change("+", count.gained),
            change("−", count.lost)
        )
    };
    format!(
        "<table><thead><tr><td></td><th scope=\"col\">old</th><th scope=\"col\">new</th>\
         <th scope=\"col\">gained</th><th scope=\"col\">lost</th></tr></thead><tbody>{}{}{}</tbody></table>\n",
        row("lines", &story.lines),
        row("characters", &story.characters),
        row("words", &story.words)
    )
}

fn of_passage(passage: &Passage, language: &str) -> String {
    format!(
        "<p class=\"passage\"><span class=\"part\">{}</span> <span lang=\"{}\">{}</span></p>\n",
        escaped(&passage.part),
        escaped(language),
        marked(&passage.pieces)
    )
}

fn marked(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        let text = escaped(&piece.text).replace('\n', "<br>");
        match piece.kind {
            PieceKind::Same => text,
            PieceKind::Gone => format!("<del>{text}</del>"),
            PieceKind::New => format!("<ins>{text}</ins>"),
        }
    };
    pieces.iter().map(piece).collect()
}

/// Blocks, pictures, other texts.
fn others(difference: &Difference, language: &str) -> String {
    let Difference { blocks, pictures, texts, .. } = difference;
    let mut items = String::new();
    for block in blocks {
        items += &format!("<li>{}</li>\n", escaped(&of_block(block)));
    }
    for picture in pictures {
        let picture: &PictureChange = picture;
        items += &format!("<li>{}</li>\n", escaped(&of_picture(picture)));
    }
    for text in texts {
        items += &format!(
            "<li>{} on {}: <span lang=\"{}\">{}</span></li>\n",
            escaped(&text.text),
            escaped(&text.page),
            escaped(language),
            marked(&text.pieces)
        );
    }
    match items.is_empty() {
        true => String::new(),
        false => format!(
            "<section class=\"others\">\n<h2>Blocks, pictures, other texts</h2>\n<ul>\n{items}</ul>\n</section>\n"
        ),
    }
}

fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_their_place() {
        assert_eq!(
            escaped("<a href=\"x\">&'\u{7}"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\u{FFFD}"
        );
    }

    /// Not even a hand-written style or script may name another place.
    #[test]
    fn nothing_is_fetched() {
        for text in [STYLE, SCRIPT] {
            for word in ["http", "//", "url(", "@import", "fetch", "src"] {
                assert!(!text.contains(word), "{word}");
            }
        }
    }
}
