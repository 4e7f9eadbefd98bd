//! Strings of the layout as text.

use super::Cx;
use crate::chars::plain_mark;
use crate::diag::codes::article as codes;
use crate::diag::codes::page as pages;
use crate::diag::{Diagnostic, FileId, Spanned};
use crate::source::{markup, markup_within_line, tell_half_width};
use crate::text::{
    Origin, RichText, Table, beside_row_mark, joins, parts_korean, takes_no_blank,
    takes_no_blank_before,
};

/// A string as text; what it is written in begins behind the quote.
pub(super) fn written(key: &Spanned<String>) -> RichText {
    let mut text = RichText::plain(String::new(), key.span.file, key.span.start + 1);
    append(&mut text, &key.value, key.span.start + 1);
    join_blanks(&mut text);
    text
}

/// R13: marks in their vertical forms become plain, in the layout's texts as in articles; a form is as
/// long as its mark.
pub(super) fn map_forms<'t>(cx: &mut Cx<'_>, texts: impl Iterator<Item = &'t mut RichText>) {
    for text in texts {
        let found = text.text.char_indices().find_map(|(at, c)| Some((at, c, plain_mark(c)?)));
        let Some((at, form, plain)) = found else { continue };
        let span = text.span_of(at as u32..(at + form.len_utf8()) as u32);
        text.text = text.text.chars().map(|c| plain_mark(c).unwrap_or(c)).collect();
        cx.push(
            Diagnostic::warning(
                codes::PRESENTATION_FORM,
                format!("{form} (U+{:04X}) is a form for vertical text", u32::from(form)),
            )
            .at(span, format!("set as {plain}"))
            .help(format!("write {plain}; vertical text turns it by itself")),
        );
    }
}

/// Says where a text of the layout, which is printed as written, holds mark-up of articles.
pub(super) fn tell_markup(cx: &mut Cx<'_>, text: &RichText) {
    let said = ["printed as written: this text", "printed with its marks"];
    let cure = "take the marks out, and choose a style for the whole text";
    push_markup(cx, text, said, cure);
}

/// Says where a text of the layout has marks of the keyboard between Chinese characters.
pub(super) fn tell_marks(cx: &mut Cx<'_>, text: &RichText) {
    let span = |range: std::ops::Range<usize>| text.span_of(range.start as u32..range.end as u32);
    let found = tell_half_width(&text.text, span);
    found.into_iter().for_each(|found| cx.push(found));
}

/// [`tell_markup`] of what is read to those who do not see a picture.
pub(super) fn tell_markup_of_alt(cx: &mut Cx<'_>, text: &RichText) {
    let said = ["read as written: `alt`", "read with its marks"];
    push_markup(cx, text, said, "take the marks out");
}

/// Says where the first cell of a file of data holds mark-up. What begins a line of Markdown is a sign
/// there.
pub(super) fn tell_markup_of_cells(cx: &mut Cx<'_>, table: &Table) {
    let said = ["printed as written: a cell of data", "printed with its marks"];
    let cells = table.cells().map(|(_, text)| text);
    let first = cells.filter_map(|text| Some((text, markup_within_line(&text.text)?))).next();
    if let Some((text, range)) = first {
        let cure = "take the marks out, or set the table in an article's text, which takes mark-up";
        push_found(cx, (text, range), said, cure);
    }
}

fn push_markup(cx: &mut Cx<'_>, text: &RichText, said: [&str; 2], cure: &str) {
    if let Some(range) = markup(&text.text).filter(|range| !is_doubled(text, range.start)) {
        let more = more_markup(&text.text, range.clone());
        let cure = match more.is_empty() {
            true => cure.to_owned(),
            false => format!("{cure}; of {} likewise", more.join(" ")),
        };
        push_found(cx, (text, range), said, &cure);
    }
}

/// The next mark-up of a text beside the first, each quoted, as far as a message goes.
fn more_markup(text: &str, first: std::ops::Range<usize>) -> Vec<String> {
    const MOST: usize = 4;
    let mut rest = text.to_owned();
    let mut told = Vec::new();
    let mut next = Some(first);
    while let Some(range) = next.take() {
        rest.replace_range(range.clone(), &" ".repeat(range.len()));
        next = markup(&rest).filter(|_| told.len() < MOST);
        told.extend(next.clone().and_then(|range| Some(format!("`{}`", rest.get(range)?))));
    }
    told
}

fn push_found(
    cx: &mut Cx<'_>,
    (text, range): (&RichText, std::ops::Range<usize>),
    [said, label]: [&str; 2],
    cure: &str,
) {
    let shown = text.text.get(range.clone()).unwrap_or("");
    let message = format!("`{shown}` is {said} takes no mark-up");
    let at = text.span_of(range.start as u32..range.end as u32);
    cx.push(Diagnostic::warning(pages::MARKUP, message).at(at, label).help(cure));
}

/// Whether a brace of a text was written twice, so that it is one.
fn is_doubled(text: &RichText, at: usize) -> bool {
    let at = at as u32;
    text.text[at as usize..].starts_with('{') && text.source_of(at + 1) == text.source_of(at) + 2
}

/// An empty text that is written at `source`.
pub(super) fn nothing(file: FileId, source: u32) -> RichText {
    RichText::plain(String::new(), file, source)
}

/// Appends characters of a text that keeps its line ends; blanks beside them go, and a tab is a
/// blank.
pub(super) fn append_lines(text: &mut RichText, added: &str, source: u32) {
    let mut at = source;
    for (index, line) in added.split('\n').enumerate() {
        if index > 0 {
            push(text, "\n", at - 1);
        }
        let blank = |c: char| c == ' ' || c == '\t' || c == '\r';
        let begins = if index > 0 { line.len() - line.trim_start_matches(blank).len() } else { 0 };
        let shown = line.get(begins..).unwrap_or("").replace('\t', " ");
        append(text, &shown, at + begins as u32);
        at += line.len() as u32 + 1;
    }
}

/// Appends characters written from `source` on. A text holds no control characters: a line end
/// between two that stand without a space joins them, another is a space, as in an article.
pub(super) fn append(text: &mut RichText, added: &str, source: u32) {
    let mut rest = added;
    let mut at = source;
    while let Some(found) = rest.find(char::is_control) {
        let (line, behind) = rest.split_at(found);
        let tail = behind.trim_start_matches(|c: char| c.is_control() || c == ' ');
        push(text, line, at);
        // A space at the line's end is there already.
        if let (Some(before), Some(after)) = (text.text.chars().next_back(), tail.chars().next())
            && before != ' '
            && !joins(before, after)
        {
            push(text, " ", at + found as u32);
        }
        at += (rest.len() - tail.len()) as u32;
        rest = tail;
    }
    push(text, rest, at);
}

fn push(text: &mut RichText, added: &str, source: u32) {
    if added.is_empty() {
        return;
    }
    let at = text.text.len() as u32;
    // A text begins with an origin at 0 already, and one that is empty may have it at its end.
    if text.origins.last().is_some_and(|origin| origin.at >= at) {
        text.origins.pop();
    }
    text.origins.push(Origin { at, source });
    text.text.push_str(added);
}

/// R127, in the layout's texts as in articles: a run of typed blanks is one, and none stands beside
/// a full-width mark. Gives the places that went.
pub(super) fn join_blanks(text: &mut RichText) -> Vec<u32> {
    let mut gone: Vec<u32> = Vec::new();
    let (mut before, mut blank) = (None, 0);
    for (at, c) in text.text.char_indices() {
        let at = at as u32;
        let korean = |blank: u32| {
            let (before, behind) = text.text.split_at(blank as usize);
            parts_korean(before.chars().rev(), behind.chars().skip(1))
        };
        let row_mark = || {
            let (before, behind) = text.text.split_at(at as usize);
            beside_row_mark(before.chars().rev(), behind.chars().skip(1))
        };
        let beside_mark = |before: char| (takes_no_blank(before) && !korean(at)) || row_mark();
        if c == ' ' && before.is_some_and(|before| before == ' ' || beside_mark(before)) {
            gone.push(at);
            continue;
        }
        if takes_no_blank_before(c) && before == Some(' ') && !korean(blank) {
            gone.push(blank);
        }
        (before, blank) = (Some(c), at);
    }
    gone.sort_unstable();
    if gone.is_empty() {
        return gone;
    }
    let mut whole = RichText::plain(String::new(), text.file, text.source_of(0));
    let mut from = 0;
    for at in gone.iter().copied().chain([text.text.len() as u32]) {
        push_written(&mut whole, &text.slice(from..at));
        from = at + 1;
    }
    *text = whole;
    gone
}

/// Appends a part of a text with its places.
fn push_written(text: &mut RichText, part: &RichText) {
    if !part.text.is_empty() {
        let at = text.text.len() as u32;
        text.origins.retain(|origin| origin.at < at);
        text.push(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn line_ends_join() {
        let cases = [
            ("黃昏\n的港口", "黃昏的港口"),
            ("a\n  b", "a b"),
            ("港\r\na", "港 a"),
            ("Hafen \n港", "Hafen 港"),
            ("「港」\n“口”", "「港」“口”"),
            ("항구\n도시", "항구 도시"),
            ("a\n\n\nb", "a b"),
            ("港\n", "港"),
            ("\t港", "港"),
            ("", ""),
        ];
        for (value, joined) in cases {
            let span = Span { file: FileId(0), start: 9, end: 99 };
            let text = written(&Spanned::new(value.to_owned(), span));
            assert_eq!(text.text, joined);
        }
    }

    #[test]
    fn r127_runs_of_blanks_are_one_in_texts_of_the_layout() {
        for (value, expected) in [
            ("甲   乙  A  B", "甲 乙 A B"),
            ("電話： 2345 ， 查詢", "電話：2345，查詢"),
            ("甲\u{3000}\u{3000}乙", "甲\u{3000}\u{3000}乙"),
            (" 甲", " 甲"),
        ] {
            let span = Span { file: FileId(0), start: 9, end: 99 };
            let text = written(&Spanned::new(value.to_owned(), span));
            assert_eq!(text.text, expected);
            let last = text.text.char_indices().last().map_or(0, |(at, _)| at);
            let in_source = value.char_indices().last().map_or(0, |(at, _)| at);
            assert_eq!(text.source_of(last as u32), 10 + in_source as u32, "{value}");
        }
    }

    #[test]
    fn a_place_is_found_across_a_join() {
        let span = Span { file: FileId(0), start: 9, end: 99 };
        let text = written(&Spanned::new("黃昏\n的港口".to_owned(), span));
        assert_eq!(text.source_of(3), 13);
        assert_eq!(text.source_of(6), 17);
    }

    #[test]
    fn what_more_stands_in_a_text_is_told() {
        let told = |text: &str, first| more_markup(text, first).join(" ");
        assert_eq!(told("*圖* <b>丙</b> &amp; ^2^", 0..5), "`^2^` `<b>` `</b>` `&amp;`");
        assert_eq!(told("*圖*", 0..5), "");
    }
}
