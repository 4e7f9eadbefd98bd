//! [`markup`]: mark-up of articles, and of HTML, where text is printed as it is written.

use std::ops::Range;

use super::line_mark::line_mark;
use crate::text::is_wide_letter;

/// The first mark-up of articles in a text.
pub(crate) fn markup(text: &str) -> Option<Range<usize>> {
    // What begins a heading, an item or a quotation; the numbers of items are text.
    let line = || line_mark(text).filter(|range| !text[range.clone()].contains('.'));
    markup_within_line(text).or_else(line)
}

/// The first that does not stand for the kind of its line.
pub(crate) fn markup_within_line(text: &str) -> Option<Range<usize>> {
    let between = |open: &str, close: &str| {
        let start = text.find(open)?;
        let inside = text.get(start + open.len()..)?;
        let length = inside.find(close)?;
        let inside = inside.get(..length)?;
        let tight = !inside.is_empty() && inside.trim() == inside && !inside.contains('\n');
        tight.then_some(start..start + open.len() + length + close.len())
    };
    let ruby = || between("{", "}").filter(|range| text[range.clone()].contains('|'));
    let span = || between("[", "]{.").map(|range| range.start..range.end - 2);
    let caret = || between("^", "^").filter(|range| range.len() <= 8);
    let field = || {
        let fields = ["{page}", "{section}", "{date}", "{weekday}", "{title}"];
        let mut found = fields.into_iter().filter_map(|field| Some((text.find(field)?, field)));
        found.next().map(|(at, field)| at..at + field.len())
    };
    // Between Han characters; elsewhere a star is a star, or a sign of a footnote.
    let star = || {
        let range = between("*", "*")?;
        let inside = text.get(range.start + 1..range.end - 1)?;
        let short = inside.chars().count() <= 20 && !inside.contains(['*', ' ', '\u{3000}']);
        (short && inside.chars().any(is_wide_letter)).then_some(range)
    };
    between("**", "**")
        .or_else(star)
        .or_else(field)
        .or_else(span)
        .or_else(ruby)
        .or_else(caret)
        .or_else(|| tag(text))
        .or_else(|| link(text))
        .or_else(|| reference(text))
}

/// `[words](address)`.
fn link(text: &str) -> Option<Range<usize>> {
    let middle = text.find("](")?;
    let start = text.get(..middle)?.rfind('[')?;
    let end = middle + text.get(middle..)?.find(')')? + 1;
    Some(start..end)
}

/// `&amp;`, `&#20013;`: a character of HTML.
fn reference(text: &str) -> Option<Range<usize>> {
    const NAMES: [&str; 6] = ["amp", "lt", "gt", "quot", "nbsp", "copy"];
    text.match_indices('&').find_map(|(at, _)| {
        let inside = text.get(at + 1..)?;
        let name = inside.get(..inside.find(';')?)?;
        let number = name.strip_prefix('#').is_some_and(|number| {
            !number.is_empty() && number.chars().all(|c| c.is_ascii_hexdigit() || c == 'x')
        });
        (number || NAMES.contains(&name)).then(|| at..at + name.len() + 2)
    })
}

/// A tag of HTML that sets type: `<b>`, `<br/>`.
fn tag(text: &str) -> Option<Range<usize>> {
    const TAGS: [&str; 12] =
        ["b", "i", "u", "em", "strong", "br", "sub", "sup", "p", "span", "font", "small"];
    text.match_indices('<').find_map(|(at, _)| {
        let inside = text.get(at + 1..)?;
        let inside = inside.get(..inside.find('>')?)?;
        let name = inside.trim_start_matches('/');
        let name = name.split([' ', '/']).next()?.to_ascii_lowercase();
        TAGS.contains(&name.as_str()).then(|| at..at + inside.len() + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_articles_is_found() {
        for (text, expected) in [
            ("**粗體**", Some("**粗體**")),
            ("見[海港]{.name}", Some("[海港]")),
            ("{文字|ㄗˋ}", Some("{文字|ㄗˋ}")),
            ("30m^2^", Some("^2^")),
            ("攝影：*海港*", Some("*海港*")),
            ("12*30*45厘米", None),
            ("*註 見下頁*", None),
            ("攝於{date}", Some("{date}")),
            ("5 ** 3 ** 2", None),
            ("[a] {b}", None),
            ("★★", None),
            ("<b>長和</b>", Some("<b>")),
            ("長和<BR/>系", Some("<BR/>")),
            ("見[海港](a.html)", Some("[海港](a.html)")),
            ("AT&amp;T", Some("&amp;")),
            ("&#20013;", Some("&#20013;")),
            ("A&B;C", None),
            ("a < b > c", None),
            ("<長和>", None),
        ] {
            assert_eq!(markup(text).and_then(|range| text.get(range)), expected, "{text}");
        }
    }
}
