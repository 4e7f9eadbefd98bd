//! [`Elements`]: an article as elements of HTML, as web pages and chapters have them in common.
//!
//! What is written is well-formed XML too: elements without content end in `/>`, attributes stand
//! in quotation marks. A class says what a part is, or, where that is asked for, which family it is
//! printed in; [`LOOKS`] says what the classes look like.

use std::borrow::Cow;
use std::sync::Arc;

use super::escaped::escaped;
use super::reading::{Shown, clauses};
use super::stance::{Lines, Stand};
use crate::fonts::FamilyId;
use crate::page::model::{Part, PartKind, PlacedArt, Quoted, Story, StoryPart};
use crate::page::style::{Role, StyleSheet};
use crate::text::{Aligned, ColumnAlign, Manner, Mark, Marks, Markup, RichText, Table};

/// What the classes look like, as CSS.
pub(super) const LOOKS: &str = "h1{line-height:1.3;margin:.3em 0}\
.label{display:inline-block;border:1px solid;padding:0 .5em}\
.kicker,.deck{font-weight:bold}.intro{font-weight:bold}.name{text-decoration:underline}\
cite{font-style:normal;text-decoration:underline wavy}em{font-style:normal;text-emphasis:dot;text-emphasis-position:under right}\
em:lang(ja),em:lang(ko){text-emphasis-position:over right}.mourned{border:1px solid;padding:0 .1em}\
figure{margin:1.5em 0}img{max-width:100%}figcaption,.credit,.source{font-size:.85em}\
.credit{margin-left:1em}table{border-collapse:collapse;margin:1em 0;border-top:1px solid;border-bottom:1px solid}\
thead{border-bottom:1px solid}td,th{padding:.1em .5em}th{text-align:start}\
.center{text-align:center}.end{text-align:end}";

/// How an article becomes elements.
pub(super) struct Elements<'a> {
    /// A picture's address; none where it is left out.
    pub source: &'a dyn Fn(&PlacedArt) -> Option<String>,
    pub lines: Lines,
    /// What it is printed in, where that is to be told.
    pub styles: Option<&'a StyleSheet>,
}

impl Elements<'_> {
    /// ` class="…"`: what a part is, and the family of its role where that is no usual one.
    fn class(&self, own: &str, role: Role) -> String {
        let family = self.styles.map(|styles| styles.get(role).family);
        let family = match family {
            Some(FamilyId::KAI | FamilyId::KAI_HANS) => "kai",
            Some(FamilyId::SANS | FamilyId::SANS_BLACK) => "sans",
            _ => "",
        };
        let both = [own, family].join(" ");
        match both.trim() {
            "" => String::new(),
            classes => format!(" class=\"{classes}\""),
        }
    }

    /// Texts of a part, a paragraph each.
    pub fn paragraphs(&self, part: Part, story: &Story) -> String {
        let class = self.class(part.name(), part.role());
        let texts = story.texts(part).iter();
        texts.map(|text| format!("<p{class}>{}</p>\n", self.rich(text))).collect()
    }

    pub fn head(&self, story: &Story) -> String {
        let mut inside = self.paragraphs(Part::Label, story);
        inside += &self.paragraphs(Part::Kicker, story);
        if !story.headline.is_empty() {
            let rows: Vec<String> = story
                .headline
                .iter()
                .flat_map(|text| clauses(text))
                .map(|clause| self.rich(&clause))
                .collect();
            let class = self.class("", Role::Headline);
            inside += &format!("<h1{class}>{}</h1>\n", rows.join("<br/>"));
        }
        inside += &self.paragraphs(Part::Deck, story);
        inside += &self.paragraphs(Part::Byline, story);
        match inside.is_empty() {
            true => inside,
            false => format!("<header>\n{inside}</header>\n"),
        }
    }

    /// Paragraphs, subheads and quotes; items that follow one another are one list.
    pub fn body(&self, parts: &[StoryPart]) -> String {
        let mut out = String::new();
        let mut list: Option<&str> = None;
        // A paragraph whose quotation began with one that was left out begins it.
        let mut within_quote = false;
        for part in parts {
            if within_quote && part.kind != PartKind::Quote(Quoted::GoesOn) {
                out += "</blockquote>\n";
                within_quote = false;
            }
            let own = match &part.kind {
                PartKind::Bullet => Some("ul"),
                PartKind::Numbered(_) => Some("ol"),
                _ => None,
            };
            if own != list {
                if let Some(list) = list {
                    out += &format!("</{list}>\n");
                }
                match (own, &part.kind) {
                    (_, PartKind::Numbered(number)) if *number != 1 => {
                        out += &format!("<ol start=\"{number}\">\n");
                    }
                    (Some(own), _) => out += &format!("<{own}>\n"),
                    (None, _) => {}
                }
                list = own;
            }
            let is_quote = part.role() == Role::Quote;
            if is_quote && !(within_quote && part.kind == PartKind::Quote(Quoted::GoesOn)) {
                out += &format!("<blockquote{}>", self.class("", part.role()));
            }
            within_quote = is_quote;
            out += &self.part(part);
        }
        if let Some(list) = list {
            out += &format!("</{list}>\n");
        }
        if within_quote {
            out += "</blockquote>\n";
        }
        out
    }

    fn part(&self, part: &StoryPart) -> String {
        let text = |own: &str| (self.class(own, part.role()), self.with_credit(part));
        match &part.kind {
            PartKind::Paragraph => {
                let (class, text) = text(class_of(part.marks));
                format!("<p{class}>{text}</p>\n")
            }
            PartKind::Bullet | PartKind::Numbered(_) => {
                let (class, text) = text("");
                format!("<li{class}>{text}</li>\n")
            }
            PartKind::Quote(_) => format!("<p>{}</p>", self.with_credit(part)),
            PartKind::Subhead => {
                let class = self.class("", part.role());
                format!("<h2{class}>{}</h2>\n", self.rich(&part.text))
            }
            PartKind::Table(table) => self.table(table),
        }
    }

    /// The head's rows in `thead`; a column keeps the alignment that was asked for.
    fn table(&self, table: &Table) -> String {
        let row = |row: &[Arc<RichText>], name: &str| {
            let cells = row.iter().zip(&table.columns).map(|(cell, align)| {
                let scope = if name == "th" { " scope=\"col\"" } else { "" };
                let class = match align {
                    ColumnAlign::Own | ColumnAlign::Start => "",
                    ColumnAlign::Center => " class=\"center\"",
                    ColumnAlign::End => " class=\"end\"",
                };
                format!("<{name}{scope}{class}>{}</{name}>", self.rich(cell))
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

    fn with_credit(&self, part: &StoryPart) -> String {
        let text = self.rich(&part.text);
        match &part.credit {
            None => text,
            Some(credit) => format!("{text}<span class=\"credit\">{}</span>", self.rich(credit)),
        }
    }

    pub fn figure(&self, shown: &Shown<'_>) -> String {
        let mut inside = String::new();
        // A row has one description, which stands with its first picture.
        let mut alt = shown.pictures.alt.as_str();
        for art in &shown.pictures.pictures {
            let Some(source) = (self.source)(art) else { continue };
            inside += &format!("<img src=\"{}\" alt=\"{}\"/>\n", escaped(&source), escaped(alt));
            alt = "";
        }
        let text = |text: &Option<RichText>| {
            text.as_ref().map_or_else(String::new, |text| self.rich(text))
        };
        let (caption, credit) = (text(&shown.pictures.caption), text(&shown.pictures.credit));
        if !caption.is_empty() || !credit.is_empty() {
            inside += &format!("<figcaption>{caption}");
            if !credit.is_empty() {
                inside += &format!("<span class=\"credit\">{credit}</span>");
            }
            inside += "</figcaption>\n";
        }
        match inside.is_empty() {
            true => inside,
            false => format!("<figure>\n{inside}</figure>\n"),
        }
    }

    /// A text with its marks as elements. Ranges nest or are apart.
    pub fn rich(&self, text: &RichText) -> String {
        let mut marks: Vec<&Markup> =
            text.marks.iter().filter(|mark| !mark.range.is_empty()).collect();
        marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        let stands = self.lines.stands(text);
        let mut out = String::new();
        let mut open: Vec<(u32, String)> = Vec::new();
        let mut at = 0;
        let upto = |from: &mut u32, to: u32, out: &mut String| {
            if *from < to {
                *out += &plain(text, *from..to, &stands);
                *from = to;
            }
        };
        for mark in marks {
            while let Some((end, close)) = open.pop_if(|(end, _)| *end <= mark.range.start) {
                upto(&mut at, end, &mut out);
                out += &close;
            }
            upto(&mut at, mark.range.start, &mut out);
            let (begin, close) = self.tags(&mark.mark);
            out += &begin;
            open.push((mark.range.end, close.into_owned()));
        }
        while let Some((end, close)) = open.pop() {
            upto(&mut at, end, &mut out);
            out += &close;
        }
        upto(&mut at, text.text.len() as u32, &mut out);
        out
    }

    fn tags(&self, mark: &Mark) -> (Cow<'static, str>, Cow<'static, str>) {
        let of = |begin: &'static str, end: &'static str| (begin.into(), end.into());
        match mark {
            Mark::Bold => of("<strong>", "</strong>"),
            Mark::Emphasis => of("<em>", "</em>"),
            Mark::Superscript => of("<sup>", "</sup>"),
            Mark::Name => of("<span class=\"name\">", "</span>"),
            Mark::Title => of("<cite>", "</cite>"),
            Mark::Mourned => of("<span class=\"mourned\">", "</span>"),
            // The direction is that of a line of its writing.
            Mark::Upright if self.lines.are_down() => of("<span class=\"upright\">", "</span>"),
            Mark::Sideways if self.lines.are_down() => of("<span class=\"sideways\">", "</span>"),
            Mark::Upright | Mark::Sideways | Mark::Pull => of("", ""),
            Mark::Ruby { reading } => {
                let reading = self.rich(reading);
                let close = format!("<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>");
                ("<ruby>".into(), close.into())
            }
            Mark::Language(locale) => {
                let tag = escaped(locale.tag());
                (format!("<span lang=\"{tag}\">").into(), "</span>".into())
            }
        }
    }
}

/// A stretch of a text without marks. A line end in a text is one that is kept.
fn plain(text: &RichText, range: std::ops::Range<u32>, stands: &[Stand]) -> String {
    let part = |from: u32, to: u32| {
        let plain = escaped(text.text.get(from as usize..to as usize).unwrap_or(""));
        plain.replace('\n', "<br/>")
    };
    let mut out = String::new();
    let mut at = range.start;
    // What a mark cuts in two stands in no frame.
    let whole = |stand: &&Stand| range.start <= stand.0.start && stand.0.end <= range.end;
    for Stand(frame) in stands.iter().filter(whole) {
        out += &part(at, frame.start);
        out += &format!("<span class=\"tcy\">{}</span>", part(frame.start, frame.end));
        at = frame.end;
    }
    out + &part(at, range.end)
}

/// What a paragraph asks for.
fn class_of(marks: Marks) -> &'static str {
    match (marks.manner, marks.aligned) {
        (Manner::Plain, Aligned::Own) if marks.initial => "initial",
        (Manner::Plain, Aligned::Own) => "",
        (Manner::Plain, Aligned::Center) => "center",
        (Manner::Plain, Aligned::End) => "end",
        (Manner::Verse, Aligned::Own) => "verse",
        (Manner::Verse, Aligned::Center) => "verse center",
        (Manner::Verse, Aligned::End) => "verse end",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn written(text: &RichText, lines: Lines) -> String {
        Elements { source: &|_| None, lines, styles: None }.rich(text)
    }

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
            written(&text, Lines::Across),
            "a&lt;<strong><ruby>港<rp>（</rp><rt>gǎng</rt><rp>）</rp></ruby>口</strong>&gt;<sup>b</sup>"
        );
    }

    #[test]
    fn what_stands_side_by_side_is_one_frame() {
        let mut text = RichText::plain("共12萬人，15%，1984年", FileId(0), 0);
        let down = Lines::Down { side_by_side: 2 };
        let tcy = |figures: &str| format!("<span class=\"tcy\">{figures}</span>");
        let expected = format!("共{}萬人，{}%，1984年", tcy("12"), tcy("15"));
        assert_eq!(written(&text, down), expected);
        assert_eq!(written(&text, Lines::Across), text.text);
        // A mark within the number: it is written as it is.
        text.marks = vec![Markup { range: 3..4, mark: Mark::Bold }];
        assert!(written(&text, down).starts_with("共<strong>1</strong>2萬人"));
    }
}
