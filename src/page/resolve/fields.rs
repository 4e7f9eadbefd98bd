//! `{page} {section} {date} {weekday} {title}` and every other key of the page or document.

use super::Cx;
use super::written::{append_lines, join_blanks, nothing};
use crate::chars::Locale;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span, Spanned};
use crate::page::model::Day;
use crate::source::layout::Named;
use crate::text::RichText;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a text may grow to by its fields.
const MOST_BYTES: usize = 100_000;

/// What the braces of a page's texts stand for.
pub(super) struct Fields<'a> {
    pub page: String,
    pub section: String,
    pub title: String,
    pub day: Day,
    pub locale: Locale,
    /// Of the page, then of the document.
    pub others: Vec<&'a Named<Spanned<String>>>,
    /// What articles mark to be pulled out: `lead.pull`, `lead.pull2`.
    pub pulls: &'a BTreeMap<String, RichText>,
    /// The articles that there are.
    pub articles: Vec<&'a str>,
}

/// A text with its fields filled in.
pub(super) struct Filled {
    pub text: RichText,
    /// Where the page's number or name stands in it.
    pub page: Vec<Range<u32>>,
}

impl Fields<'_> {
    fn value(&self, name: &str) -> Option<String> {
        Some(match name {
            "page" => self.page.clone(),
            "section" => self.section.clone(),
            "title" => self.title.clone(),
            "date" => date(self.day, self.locale),
            "weekday" => weekday(self.day, self.locale).to_owned(),
            _ => {
                let field = self.others.iter().find(|field| field.name.value == name);
                let pull = || self.pulls.get(name).map(|text| text.text.clone());
                field.map(|field| field.value.value.clone()).or_else(pull)?
            }
        })
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|field| field.name.value.as_str());
        let pulls = self.pulls.keys().map(String::as_str);
        ["page", "section", "date", "weekday", "title"].into_iter().chain(others).chain(pulls)
    }

    /// Fills in a text of the layout. `{{` and `}}` are the characters themselves.
    pub fn fill(&self, cx: &mut Cx<'_>, written: &Spanned<String>) -> Filled {
        let mut filled = self.filled(cx, written);
        let gone = join_blanks(&mut filled.text);
        let moved = |at: u32| at - gone.partition_point(|&gone| gone < at) as u32;
        for range in &mut filled.page {
            *range = moved(range.start)..moved(range.end);
        }
        filled
    }

    fn filled(&self, cx: &mut Cx<'_>, written: &Spanned<String>) -> Filled {
        // What is pulled out of an article keeps its marks, and its place there.
        let alone = written.value.trim().strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        if let Some(text) = alone.and_then(|name| self.pulls.get(name.trim())) {
            return Filled { text: text.clone(), page: Vec::new() };
        }
        // Within the quotes.
        let start = written.span.start + 1;
        let mut filled = Filled { text: nothing(written.span.file, start), page: Vec::new() };
        let source = written.value.as_str();
        let mut at = 0;
        while let Some(found) = source[at..].find(['{', '}']) {
            let brace = at + found;
            filled.push(&source[at..brace], start + at as u32);
            let rest = &source[brace..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                filled.push(&rest[..1], start + brace as u32);
                at = brace + 2;
                continue;
            }
            if rest.starts_with('}') {
                filled.push("}", start + brace as u32);
                at = brace + 1;
                continue;
            }
            let Some(length) = rest.find('}') else {
                self.wrong(cx, span(written, brace..source.len()), "the brace is not closed");
                return filled;
            };
            let name = rest[1..length].trim();
            match self.value(name) {
                Some(value) if filled.text.text.len() + value.len() > MOST_BYTES => {
                    self.long(cx, span(written, brace..brace + length + 1));
                    return filled;
                }
                Some(value) => {
                    let from = filled.text.text.len() as u32;
                    filled.push(&value, start + brace as u32);
                    if name == "page" {
                        filled.page.push(from..filled.text.text.len() as u32);
                    }
                }
                None if self.is_unmarked(name) => {
                    let place = span(written, brace..brace + length + 1);
                    let (article, _) = name.rsplit_once('.').unwrap_or((name, ""));
                    let message = format!("there is no field \"{name}\"");
                    cx.push(
                        Diagnostic::error(codes::FIELD, message)
                            .at(place, format!("\"{article}\" marks nothing to be pulled out, or fewer passages than that"))
                            .help(
                                "mark it in the article: `[…]{.pull}`, or `{.pull}` at the end of a paragraph \
                                 for its last sentence",
                            ),
                    );
                }
                None => {
                    let name =
                        Spanned::new(name.to_owned(), span(written, brace..brace + length + 1));
                    cx.unknown(codes::FIELD, "field", &name, self.names());
                }
            }
            at = brace + length + 1;
        }
        let rest = source[at..].trim_end_matches(['\n', '\r', ' ']);
        filled.push(rest, start + at as u32);
        filled
    }

    /// Whether a name asks for what an article marks to be pulled out, and the article has nothing so
    /// marked or not so many.
    fn is_unmarked(&self, name: &str) -> bool {
        let Some((article, pull)) = name.rsplit_once('.') else { return false };
        let number = pull.strip_prefix("pull").map(|number| number.parse::<u32>());
        let is_pull = number.is_some_and(|number| number.is_ok() || pull == "pull");
        is_pull && self.articles.contains(&article)
    }

    fn long(&self, cx: &mut Cx<'_>, span: Span) {
        let message = format!("the fields make a text of more than {MOST_BYTES} bytes");
        cx.push(
            Diagnostic::error(codes::LONG_TEXT, message)
                .at(span, "here it is so long")
                .help("put the text into an article"),
        );
    }

    fn wrong(&self, cx: &mut Cx<'_>, span: Span, message: &str) {
        cx.push(
            Diagnostic::error(codes::FIELD, message)
                .at(span, "from here on")
                .help("close the field with `}`, or double a brace that is a character: `{{`"),
        );
    }
}

/// A part of a text of the layout, in its file; escapes in the text are not minded.
fn span(written: &Spanned<String>, range: Range<usize>) -> Span {
    let start = written.span.start + 1 + range.start as u32;
    let end = (written.span.start + 1 + range.end as u32).min(written.span.end);
    Span { file: written.span.file, start: start.min(end), end }
}

impl Filled {
    fn push(&mut self, text: &str, source: u32) {
        append_lines(&mut self.text, text, source);
    }
}

/// `2024年11月16日`, in the figures that newspapers print in horizontal and vertical heads.
pub(super) fn date(day: Day, locale: Locale) -> String {
    let Day { year, month, day } = day;
    match locale {
        Locale::Ko => format!("{year}년 {month}월 {day}일"),
        Locale::Hk | Locale::Tw | Locale::Cn | Locale::Ja => format!("{year}年{month}月{day}日"),
    }
}

/// `星期六`
pub(super) fn weekday(day: Day, locale: Locale) -> &'static str {
    let names = match locale {
        Locale::Hk | Locale::Tw | Locale::Cn => {
            ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]
        }
        Locale::Ja => ["日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"],
        Locale::Ko => ["일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"],
    };
    names[day_of_week(day)]
}

/// Sunday is 0 (Sakamoto's method, Gregorian).
fn day_of_week(day: Day) -> usize {
    const SHIFT: [usize; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let month = usize::from(day.month.clamp(1, 12));
    // Four centuries repeat; adding them keeps the sum positive in January of year 0.
    let year = usize::from(day.year) + 400 - usize::from(month < 3);
    (year + year / 4 - year / 100 + year / 400 + SHIFT[month - 1] + usize::from(day.day)) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_follow_the_calendar() {
        let day = |year, month, day| Day { year, month, day };
        let cases = [
            (day(2024, 11, 16), "星期六"),
            (day(2000, 1, 1), "星期六"),
            (day(2024, 2, 29), "星期四"),
            (day(1970, 1, 1), "星期四"),
            (day(2026, 11, 22), "星期日"),
        ];
        for (day, name) in cases {
            assert_eq!(weekday(day, Locale::Hk), name, "{day:?}");
        }
        assert_eq!(weekday(day(2024, 11, 16), Locale::Ja), "土曜日");
        assert_eq!(date(day(2024, 11, 16), Locale::Tw), "2024年11月16日");
        assert_eq!(date(day(2024, 11, 6), Locale::Ko), "2024년 11월 6일");
    }
}
