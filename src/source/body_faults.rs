//! What a body holds that an article cannot: told where it stands, and its words kept where there are any.

use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

use super::flatten::{Flat, Oddity};
use super::half_width;
use super::manner::{MARKS, Unknown};
use super::markdown::{is_forbidden, stood_for};
use super::near_mark::{NearMark, RunOn, are_items, lazy_line, near_marks, paragraphs_in, run_on};
use super::read_body::Reader;
use super::unseen;
use crate::diag::codes::article as codes;
use crate::diag::{Code, Diagnostic, counted, suggest};
use crate::text::{PartKind, radical};

/// Characters of a line that a message quotes.
const SHOWN: usize = 24;
/// So many signs that nobody types may have slipped in one by one.
const FEW: usize = 3;
/// What an article says it by that a tag of HTML means.
fn in_place_of(tag: &str) -> &'static str {
    let name = tag.trim_matches(|c: char| !c.is_ascii_alphabetic()).split(['/', ' ', '>']).next();
    match name.map(str::to_ascii_lowercase).as_deref() {
        Some("b" | "strong") => "write `**` in its place, before and behind the words",
        Some("i" | "em") => "write `*` in its place, before and behind the words",
        Some("br") => "end the line there with a backslash, which keeps its end",
        Some("ruby" | "rt" | "rb" | "rp") => "write `{漢字|かんじ}` for words with a reading",
        Some("p" | "div") => "put an empty line between paragraphs in its place",
        _ => "take it out, or write `\\<` for a sign that is text",
    }
}

impl Reader<'_> {
    /// What cannot be printed, or stands for what was lost.
    pub(super) fn refuse_controls(&mut self, forbidden: &[(Range<usize>, char)]) {
        self.tell_lost();
        self.tell_radicals();
        self.tell_half_width();
        self.tell_near_marks();
        // UTF-8 that was read as Western text and saved as UTF-8 once more is full of them.
        let twice = |(_, c): &&(Range<usize>, char)| matches!(c, '\u{80}'..='\u{9F}');
        let count = forbidden.iter().filter(twice).count();
        if let Some((range, _)) = forbidden.iter().find(twice).filter(|_| count > FEW) {
            let place = self.span(range.clone());
            let message = format!("the text holds {count} signs of text that was converted twice");
            let found = Diagnostic::error(codes::CONTROL, message);
            self.diags.push(found.at(place, "the first").help(
                "take the text anew from where it came, in UTF-8; `iconv -f UTF-8 -t LATIN1` may turn this file back",
            ));
            return;
        }
        for (range, c) in forbidden {
            self.refuse_control(range.clone(), *c);
        }
    }

    /// Lines of a body that are nearly Markdown; a text of the front matter is one line and has none.
    fn tell_near_marks(&mut self) {
        for NearMark { range, nearly, help } in near_marks(self.text) {
            let shown = self.text.get(range.clone()).unwrap_or("");
            let shown: String = shown.chars().map(stood_for).take(SHOWN).collect();
            let message = format!("`{shown}` is nearly {nearly}, and is printed as written");
            let place = self.span(range);
            let found = Diagnostic::warning(codes::NEAR_MARK, message);
            self.diags.push(found.at(place, "begins nothing").help(help));
        }
    }

    fn tell_lost(&mut self) {
        /// What could not be read, and an object that stood in the text.
        const LOST: [char; 2] = [char::REPLACEMENT_CHARACTER, '\u{FFFC}'];
        let Some((at, first)) = self.text.char_indices().find(|(_, c)| LOST.contains(c)) else {
            return self.tell_garbled();
        };
        let count = self.text.matches(LOST).count();
        let place = self.span(at..at + first.len_utf8());
        self.diags.push(
            Diagnostic::warning(
                codes::LOST_CHARACTER,
                format!(
                    "{} of the text {} lost before it came here",
                    counted(count, "character"),
                    if count == 1 { "was" } else { "were" }
                ),
            )
            .at(place, format!("U+{:04X} stands for it", u32::from(first)))
            .help("find it in the original and write it here"),
        );
    }

    /// What UTF-8 becomes that was read as Western or mainland text, and what that makes of a character that was lost.
    fn tell_garbled(&mut self) {
        const GARBLED: [&str; 5] = ["ï»¿", "ï¿½", "â€", "锟斤拷", "Ã¢"];
        let found = GARBLED.iter().filter_map(|it| Some((self.text.find(it)?, it.len())));
        let Some((at, length)) = found.min() else { return };
        let place = self.span(at..at + length);
        let message = "the text holds characters of text that was read in the wrong encoding";
        self.diags
            .push(Diagnostic::warning(codes::LOST_CHARACTER, message).at(place, "the first").help(
            "find the words in the original and write them here, or have it saved anew as UTF-8",
        ));
    }

    /// The first radical that stands where its character is meant, and how many there are.
    fn tell_radicals(&mut self) {
        let mut found = self.text.char_indices().filter_map(|(at, c)| Some((at, c, radical(c)?)));
        let Some((at, c, meant)) = found.next() else { return };
        let more = match found.count() {
            0 => String::new(),
            more => format!("; {}", counted(more, "more radical")),
        };
        let place = self.span(at..at + c.len_utf8());
        let message = format!("{c} (U+{:04X}) is a radical, and looks like {meant}", u32::from(c));
        self.diags.push(
            Diagnostic::note(codes::RADICAL, message)
                .at(place, format!("no search for {meant} finds it{more}"))
                .help(format!("write {meant}; copy that is imported has its characters")),
        );
    }

    /// Marks of the keyboard between ideographs or kana; once a text, with how many there are.
    fn tell_half_width(&mut self) {
        let found = half_width::tell(self.text, |range| self.span(range));
        found.into_iter().for_each(|found| self.diags.push(found));
    }

    pub(super) fn refuse_control(&mut self, range: Range<usize>, c: char) {
        let code = u32::from(c);
        let place = self.span(range);
        self.diags.push(
            Diagnostic::error(
                codes::CONTROL,
                format!("the text holds U+{code:04X}, which cannot be printed"),
            )
            .at(place, "an invisible character")
            .help(unseen::cure(c)),
        );
    }

    /// Lines that are likelier to be paragraphs, each of its own, than one.
    pub(super) fn tell_paragraphs(&mut self, node: Node<'_>) {
        let place = node.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let Some(first) = self.text.get(start..end).and_then(paragraphs_in) else { return };
        let place = self.span(start + first.start..start + first.end);
        let message = "lines that end as paragraphs do run on as one paragraph";
        let found = Diagnostic::warning(codes::PARAGRAPHS_JOINED, message);
        self.diags.push(found.at(place, "and what follows it").help(
            "put an empty line between paragraphs; where the lines are one paragraph, end them elsewhere \
             than with a sentence, or join them",
        ));
    }

    /// Lines of a paragraph, or of one of the paragraphs in it, that were written to stay lines.
    pub(super) fn tell_run_on(&mut self, piece: &Flat) -> bool {
        let (Some(first), Some(last)) = (piece.chars.first(), piece.chars.last()) else {
            return false;
        };
        let within = first.at..last.at + last.c.len_utf8();
        let kind = self.text.get(within.clone()).and_then(run_on);
        if let Some(kind) = kind {
            self.tell_lines(within, kind);
        }
        kind.is_some()
    }

    /// A line at the left below an item or a quotation, which Markdown takes for more of it.
    pub(super) fn tell_lazy(&mut self, node: Node<'_>, kind: &PartKind) {
        let place = node.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let mark = if matches!(kind, PartKind::Quote(_)) { '>' } else { ' ' };
        let Some(lazy) = self.text.get(start..end).and_then(|text| lazy_line(text, mark)) else {
            return;
        };
        let place = self.span(start + lazy.start..start + lazy.end);
        let message = "a line at the left runs on with the item or quotation above it";
        self.diags.push(
            Diagnostic::note(codes::SHORT_LINES, message).at(place, "printed as more of it").help(
                "put an empty line before it if it is a paragraph; else begin it as the lines of its item do, \
                 with blanks, or with `> `",
            ),
        );
    }

    /// A row of dashes or equals signs right under text.
    pub(super) fn refuse_line_under(&mut self, node: Node<'_>) {
        let start = self.lines.start(&node.data().sourcepos);
        let mut at = start;
        let is_row = |line: &str| {
            let row = line.trim_matches([' ', '>', '\t']);
            !row.is_empty() && row.chars().all(|c| c == '-') || row.chars().all(|c| c == '=')
        };
        let rows = self.text.get(start..).unwrap_or("").split_inclusive('\n').find_map(|line| {
            let from = at + line.len() - line.trim_start().len();
            at += line.len();
            is_row(line.trim_end()).then(|| from..from + line.trim().len())
        });
        let Some(row) = rows else { return };
        let shown = self.text.get(row.clone()).unwrap_or("").trim_start_matches('>').trim();
        let help = format!(
            "take this line out, or write `\\{shown}` if it is text; a subhead is written `## …`"
        );
        let place = self.span(row);
        let message = "a row of signs under a line makes a heading of it in Markdown";
        self.diags.push(
            Diagnostic::error(codes::HEADING_LEVEL, message)
                .at(place, "an article has no rules, and no headings of this kind")
                .help(help),
        );
    }

    pub(super) fn tell_short_lines(&mut self, node: Node<'_>) {
        let place = node.data().sourcepos;
        let within = self.lines.start(&place)..self.lines.end(&place);
        self.tell_lines(within, RunOn::Verse);
    }

    fn tell_lines(&mut self, within: Range<usize>, kind: RunOn) {
        let text = self.text.get(within.clone()).unwrap_or("");
        if are_items(text) {
            return;
        }
        let first = text.lines().next().unwrap_or("");
        let place = self.span(within.start..within.start + first.len());
        let (message, help) = kind.words();
        let found = Diagnostic::note(codes::SHORT_LINES, message);
        self.diags.push(found.at(place, "and the lines after it").help(help));
    }

    pub(super) fn refuse_mark(&mut self, mark: &Unknown) {
        let word = mark.word.as_str();
        let place = self.span(mark.range.clone());
        if mark.is_against {
            self.diags.push(
                Diagnostic::error(
                    codes::UNKNOWN_MARK,
                    format!("the paragraph ends with marks that contradict each other, one of them `{word}`"),
                )
                .at(place, "another mark says the opposite")
                .help("leave one of `{.center}` and `{.end}`, of `{.tight}` and `{.loose}`, of the numbers of `{.optional}`"),
            );
            return;
        }
        let found = suggest(word, MARKS.iter().copied());
        let label = match found {
            _ if word.starts_with("optional=") => "its number goes from 1 to 99".to_string(),
            Some(name) => format!("perhaps `{{.{name}}}`"),
            None => "unknown mark".to_string(),
        };
        self.diags.push(
            Diagnostic::error(
                codes::UNKNOWN_MARK,
                format!("the paragraph ends with an unknown mark, `{word}`"),
            )
            .at(place, label)
            .help(
                "write `{.verse}`, `{.center}`, `{.end}`, `{.optional}`, `{.tight}`, `{.loose}`, \
                 `{.break}`, `{.initial}` or `{.pull}`, or `\\{` for a brace that is text",
            ),
        );
    }

    pub(super) fn refuse_oddities(&mut self, flat: &Flat) {
        for (oddity, range) in &flat.oddities {
            let place = self.span(range.clone());
            let (code, message, label, help) = match oddity {
                Oddity::Code => (
                    codes::NO_USE,
                    "an article holds no code",
                    "code",
                    "take the back quotes out, or write `\\`` for one that is text",
                ),
                Oddity::Html => (
                    codes::NO_USE,
                    "an article holds no HTML",
                    "HTML",
                    in_place_of(self.text.get(range.clone()).unwrap_or("")),
                ),
                Oddity::Link => (
                    codes::NO_USE,
                    "a printed page has no links",
                    "a link",
                    "keep the words and take the angle brackets out",
                ),
                Oddity::BlanksAtEnd => (
                    codes::LINE_BREAK,
                    "two blanks at the end of a line break nothing",
                    "not printed as a line break",
                    "take them out, or write a backslash there to keep the line end",
                ),
                Oddity::Other => (
                    codes::NO_USE,
                    "an article does not hold this",
                    "unknown mark-up",
                    "take it out",
                ),
            };
            let diagnostic = match oddity {
                Oddity::BlanksAtEnd => Diagnostic::note(code, message),
                _ => Diagnostic::error(code, message),
            };
            self.diags.push(diagnostic.at(place, label).help(help));
        }
        // A reference may stand for what could not be typed.
        for char in flat.chars.iter().filter(|char| char.escaped && is_forbidden(char.c)) {
            self.refuse_control(char.at..char.at + 1, char.c);
        }
    }

    /// A table whose head and the line under it differ is text to Markdown.
    pub(super) fn refuse_table(&mut self, node: Node<'_>) {
        let place = node.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let written = self.text.get(start..end).unwrap_or("");
        let mut at = start;
        for line in written.split_inclusive('\n') {
            let marks = line.trim();
            let ruled = marks.contains("--")
                && marks.contains('|')
                && marks.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
            if ruled && at > start {
                let place = self.span(at..at + line.trim_end().len());
                self.diags.push(
                    Diagnostic::error(codes::TABLE_ROW, "the head of a table and this line differ")
                        .at(place, "not as many columns as the line above has cells")
                        .help("write `---` once for every cell of the head, or `\\|` for bars that are text"),
                );
                return;
            }
            at += line.len();
        }
    }

    pub(super) fn refuse_block(&mut self, node: Node<'_>, within: &str) {
        let value = node.data().value.clone();
        if let NodeValue::CodeBlock(code) = &value
            && !code.fenced
        {
            let at = self.lines.start(&node.data().sourcepos);
            let line = self.text.get(..at).and_then(|before| before.rsplit('\n').next());
            let message = match line.is_some_and(|line| line.contains('\t')) {
                true => "a paragraph begins with a tab",
                false => "a paragraph begins with four blanks",
            };
            self.refuse(
                node,
                codes::INDENTED,
                message,
                "code, to Markdown",
                "take the blanks at the beginning of the line out",
            );
            return;
        }
        let (message, label, help) = match value {
            NodeValue::CodeBlock(_) => ("an article holds no code", "code", "take the fences out"),
            NodeValue::HtmlBlock(html) => {
                ("an article holds no HTML", "HTML", in_place_of(html.literal.trim_start()))
            }
            NodeValue::ThematicBreak => (
                "an article has no rules",
                "a horizontal rule",
                "take it out, or write a subhead: `## …`",
            ),
            NodeValue::List(_) => (
                "an article has no lists in lists",
                "a list",
                "begin each item at the left with one `- `; stars that are text have a backslash before \
                 the first, `\\*`",
            ),
            NodeValue::BlockQuote => (
                "an article has no quotations in other blocks",
                "a quotation",
                "begin its line at the left with one `> `, with an empty line before it; write `\\>` for a sign \
                 that is text",
            ),
            NodeValue::Heading(_) => (
                "a subhead stands by itself",
                "a heading",
                "begin its line at the left, with an empty line before it",
            ),
            _ => ("an article does not hold this", "unknown mark-up", "take it out"),
        };
        let message = match within {
            "" => message.to_string(),
            within => format!("{message} ({within})"),
        };
        self.refuse(node, codes::NO_USE, &message, label, help);
    }

    pub(super) fn refuse(
        &mut self,
        node: Node<'_>,
        code: Code,
        message: &str,
        label: &str,
        help: &str,
    ) {
        let place = node.data().sourcepos;
        let start = self.lines.start(&place);
        let mut end = self.lines.end(&place).max(start);
        // One line is enough to find it by.
        if let Some(line) = self.text.get(start..end).and_then(|text| text.find('\n')) {
            end = start + line;
        }
        let place = self.span(start..end);
        self.diags.push(Diagnostic::error(code, message).at(place, label).help(help));
    }
}
