//! What of a book is not its chapters: the package's list, the contents, the title.

use super::chapter::Chapter;
use super::{Book, CONTENTS, COVER, Item, NCX, TITLE, escaped, lines_of, page};
use crate::chars::Locale;

/// Chapters that follow one another in one section of the paper; no section has an empty name.
struct Run<'a> {
    section: &'a str,
    chapters: &'a [(String, &'a Chapter)],
}

fn runs<'a>(book: &'a Book<'a>) -> impl Iterator<Item = Run<'a>> {
    let same = |a: &(String, &Chapter), b: &(String, &Chapter)| a.1.section == b.1.section;
    book.chapters.chunk_by(same).map(|chapters| Run {
        section: chapters.first().map_or("", |(_, chapter)| &chapter.section),
        chapters,
    })
}

/// The word for the contents.
fn word(language: &str) -> &'static str {
    match Locale::of_tag(language) {
        Some(Locale::Hk | Locale::Tw) => "目錄",
        Some(Locale::Cn) => "目录",
        Some(Locale::Ja) => "目次",
        Some(Locale::Ko) => "차례",
        None => "Contents",
    }
}

/// The contents, of today's readers and in the book.
pub(super) fn nav(book: &Book<'_>) -> String {
    let entry =
        |file: &str, title: &str| format!("<li><a href=\"{file}\">{}</a></li>\n", escaped(title));
    let mut list = entry(TITLE, &book.title);
    for Run { section, chapters } in runs(book) {
        let chapters: String =
            chapters.iter().map(|(file, chapter)| entry(file, &chapter.title)).collect();
        list += &match section {
            "" => chapters,
            section => {
                let section = escaped(section);
                format!("<li><span>{section}</span>\n<ol>\n{chapters}</ol>\n</li>\n")
            }
        };
    }
    let word = word(book.language);
    let mut body =
        format!("<nav epub:type=\"toc\" id=\"toc\">\n<h1>{word}</h1>\n<ol>\n{list}</ol>\n</nav>\n");
    if let Some((first, _)) = book.chapters.first() {
        body += &format!(
            "<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n\
             <li><a epub:type=\"titlepage\" href=\"{TITLE}\">{}</a></li>\n\
             <li><a epub:type=\"toc\" href=\"#toc\">{word}</a></li>\n\
             <li><a epub:type=\"bodymatter\" href=\"{first}\">{word}</a></li>\n</ol>\n</nav>\n",
            escaped(&book.title)
        );
    }
    page((book.language, &book.title, lines_of(book.is_down)), &body)
}

/// The page that a reader opens first.
pub(super) fn title_page(book: &Book<'_>) -> String {
    let body = format!("<h1 class=\"title\">{}</h1>\n", escaped(&book.title));
    page((book.language, &book.title, lines_of(book.is_down)), &body)
}

/// The contents of readers that know EPUB 2 alone.
pub(super) fn ncx(book: &Book<'_>) -> String {
    let mut order = 0;
    let mut point = |file: &str, title: &str, inside: &str| {
        order += 1;
        format!(
            "<navPoint id=\"n{order}\" playOrder=\"{order}\"><navLabel><text>{}</text></navLabel>\
             <content src=\"{file}\"/>{inside}</navPoint>\n",
            escaped(title)
        )
    };
    let mut map = point(TITLE, &book.title, "");
    for (file, chapter) in &book.chapters {
        map += &point(file, &chapter.title, "");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{}\">\n\
         <head>\n<meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"1\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n\
         <meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n{map}</navMap>\n</ncx>\n",
        escaped(book.language),
        book.identifier,
        escaped(&book.title),
    )
}

/// The list of all that is in the book, and what it is.
pub(super) fn opf(book: &Book<'_>, items: &[Item]) -> String {
    let (title, language) = (escaped(&book.title), escaped(book.language));
    let Book { identifier, date, .. } = book;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"edition\" xml:lang=\"{language}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"edition\">{identifier}</dc:identifier>\n\
         <dc:title>{title}</dc:title>\n<dc:language>{language}</dc:language>\n\
         <dc:date>{date}</dc:date>\n\
         <meta property=\"dcterms:modified\">{date}T00:00:00Z</meta>\n"
    );
    if book.cover.is_some() {
        // Of EPUB 2.
        out += &format!("<meta name=\"cover\" content=\"{COVER}\"/>\n");
    }
    out += "</metadata>\n<manifest>\n";
    for Item { name, media_type, properties, .. } in items {
        // Names are of letters, figures and `-_.`, and begin with a letter: they are identifiers.
        let properties = match *properties {
            "" => String::new(),
            of => format!(" properties=\"{of}\""),
        };
        out += &format!(
            "<item id=\"{name}\" href=\"{name}\" media-type=\"{media_type}\"{properties}/>\n"
        );
    }
    let turns = if book.is_down { "rtl" } else { "ltr" };
    out += &format!("</manifest>\n<spine toc=\"{NCX}\" page-progression-direction=\"{turns}\">\n");
    let chapters = book.chapters.iter().map(|(file, _)| file.as_str());
    for name in [TITLE, CONTENTS].into_iter().chain(chapters) {
        out += &format!("<itemref idref=\"{name}\"/>\n");
    }
    out + "</spine>\n</package>\n"
}
