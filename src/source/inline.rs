//! A row of characters into rich text: ruby, `[…]{.name}`, line ends, break marks.

use std::cmp::Reverse;

use super::flatten::{Char, Flat, Marked};
use super::markdown::{CLOSE, KEPT_END, LINE_END, OPEN, is_forbidden, stood_for};
use crate::chars::{self, Class, Locale};
use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, FileId, Findings, Span, suggest};
use crate::text::{
    self, Join, Mark, Markup, Origin, RichText, joins, line_join, parts_korean,
    takes_no_blank_before,
};

/// What is found where a reading lacks its text or what it is read for.
const EMPTY_READING: &str = "{|}";

/// From bytes of the prepared text to bytes of the file.
pub(super) enum Places {
    /// One after the other from this byte on.
    From(usize),
    /// Of each byte of a decoded text, and of its end.
    Each(Vec<u32>),
}

impl Places {
    pub fn of(&self, at: usize) -> usize {
        match self {
            Places::From(base) => base + at,
            Places::Each(list) => list.get(at).or(list.last()).map_or(0, |&at| at as usize),
        }
    }

    /// Where a range was written; what was written in another order is an empty one.
    pub fn span(&self, file: FileId, range: std::ops::Range<usize>) -> Span {
        let start = self.of(range.start);
        Span::new(file, start..self.of(range.end).max(start))
    }
}

/// Whether `|` says where a head may break.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bars {
    Breaks,
    Plain,
}

/// The span marks of `[…]{.…}`.
const SPANS: &[&str] = &["name", "title", "mourned", "upright", "sideways", "pull"];

pub(super) struct TextBuilder<'a> {
    pub file: FileId,
    pub places: &'a Places,
    pub bars: Bars,
    pub diags: &'a mut Findings,
}

impl TextBuilder<'_> {
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.places.span(self.file, range)
    }

    /// The text of a paragraph. Blanks at both ends are not part of it: the indent is the
    /// style's (R58).
    pub fn build(&mut self, flat: Flat) -> RichText {
        let Flat { mut chars, marks, stands_in, .. } = flat;
        self.map_presentation(&mut chars);
        for char in &mut chars {
            if char.c == LINE_END {
                char.c = '\n';
            } else if char.c == '\t' || (char.escaped && is_forbidden(char.c)) {
                char.c = ' ';
            }
        }
        let mut row = Row { keep: vec![true; chars.len()], chars, marks, atoms: Vec::new() };
        row.find_ruby(self.file, self.places);
        self.tell_left_open(&row);
        self.find_spans(&mut row);
        row.join_lines();
        row.join_blanks(self.bars);
        let breaks = match self.bars {
            Bars::Breaks => row.take_bars(),
            Bars::Plain => Vec::new(),
        };
        row.trim(stands_in);
        row.nest_marks();
        row.finish(self.file, self.places, &breaks)
    }

    /// R13: forms of marks for vertical text become the marks; the font has their forms.
    fn map_presentation(&mut self, chars: &mut [Char]) {
        let mut first = None;
        for char in chars {
            if let Some(plain) = chars::plain_mark(char.c) {
                first.get_or_insert((char.c, plain, char.at));
                char.c = plain;
            }
        }
        let Some((form, plain, at)) = first else { return };
        let place = self.span(at..at + form.len_utf8());
        self.diags.push(
            Diagnostic::warning(
                codes::PRESENTATION_FORM,
                format!("{form} (U+{:04X}) is a form for vertical text", u32::from(form)),
            )
            .at(place, format!("set as {plain}"))
            .help(format!("write {plain}; vertical text turns it by itself")),
        );
    }

    /// Says where mark-up begins that nothing ends: its signs are printed.
    fn tell_left_open(&mut self, row: &Row) {
        /// The longest text under a reading.
        const LONGEST: usize = 40;
        let found = (0..row.chars.len()).find_map(|index| match row.at(index)? {
            '*' if row.at(index + 1) == Some('*') => {
                let word = |at: Option<usize>| {
                    at.and_then(|at| row.at(at)).is_some_and(|c| c.is_ascii_alphanumeric())
                };
                // A sum: `12**3`.
                let is_text = word(index.checked_sub(1)) && word(Some(index + 2));
                (!is_text).then_some((index, 2, "**"))
            }
            '{' => {
                let rest = (index + 1..row.chars.len().min(index + LONGEST)).map(|at| row.at(at));
                let inside = || rest.clone().take_while(|c| *c != Some('{'));
                let first = |wanted| inside().position(|c| c == Some(wanted));
                match (first('|'), first('}')) {
                    (Some(_), None) => Some((index, 1, "{…|…}")),
                    (None, None) if row.begins_mark(index) => Some((index, 1, "}")),
                    (Some(bar), Some(end)) if bar < end && (bar == 0 || bar + 1 == end) => {
                        Some((index, end + 2, EMPTY_READING))
                    }
                    _ => None,
                }
            }
            _ => None,
        });
        let found = found.or_else(|| row.pair_of_signs());
        if let Some((index, length, sign)) = found {
            let start = row.chars[index].at;
            match sign {
                EMPTY_READING => {
                    let last = row.chars.get(index + length - 1).map_or(start, |char| char.at);
                    self.empty_reading(start..last + 1);
                }
                _ => self.left_open(start..start + length, sign),
            }
        }
    }

    fn empty_reading(&mut self, range: std::ops::Range<usize>) {
        let place = self.span(range);
        self.diags.push(
            Diagnostic::warning(codes::EMPTY_READING, "a reading has nothing on one side of its |")
                .at(place, "printed as it is written")
                .help("write {text|reading}, or \\{ for a brace that is text"),
        );
    }

    fn left_open(&mut self, range: std::ops::Range<usize>, sign: &str) {
        let place = self.span(range);
        let what = match sign {
            "~~" => "an article has no mark-up that strikes words out",
            _ => "mark-up begins here and does not end",
        };
        self.diags.push(
            Diagnostic::warning(codes::LEFT_OPEN, what)
                .at(place, "printed as it is written")
                .help(match sign {
                    "**" => {
                        "end it with ** behind a character, or write \\*\\* for stars that are text"
                    }
                    "*" => {
                        "write the stars of emphasis close to their text, or \\* for a star that is text"
                    }
                    "~~" => "a printed page strikes nothing out: take the signs out, or write \\~",
                    "{…|…}" => "write {text|reading}, or \\{ for a brace that is text",
                    _ => "end it with }, or write \\{ for a brace that is text",
                }),
        );
    }

    /// `[…]{.name}`; and what looks like a link, an image or a footnote.
    fn find_spans(&mut self, row: &mut Row) {
        let mut open: Vec<usize> = Vec::new();
        for index in 0..row.chars.len() {
            match row.at(index) {
                Some(OPEN) => open.push(index),
                Some(CLOSE) => {
                    let Some(start) = open.pop() else { continue };
                    match row.at(index + 1) {
                        Some('{') => self.span_mark(row, start, index),
                        Some('(') => self.refuse_link(row, start, index),
                        Some(':') if start == 0 => self.refuse_definition(row, index),
                        _ if row.at(start + 1).map(stood_for) == Some('^') && index > start + 2 => {
                            self.refuse_footnote(row, start, index);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        for char in &mut row.chars {
            char.c = stood_for(char.c);
        }
    }

    /// `start` and `close` are the brackets; a brace follows.
    fn span_mark(&mut self, row: &mut Row, start: usize, close: usize) {
        const LONGEST: usize = 64;
        let end = (close + 2..row.chars.len().min(close + LONGEST))
            .find(|&index| row.at(index) == Some('}'));
        let Some(end) = end else {
            if row.at(close + 2) == Some('.') {
                let start = row.chars[close + 1].at;
                self.left_open(start..start + 1, "}");
            }
            return;
        };
        let word: String = row.chars[close + 2..end].iter().map(|char| char.c).collect();
        let word = word.trim();
        let language = word.strip_prefix("lang=").map(|tag| tag.trim_matches('"'));
        let mark = match (word.strip_prefix('.'), language.and_then(Locale::of_tag)) {
            (Some("name"), _) => Mark::Name,
            (Some("title"), _) => Mark::Title,
            (Some("mourned"), _) => Mark::Mourned,
            (Some("upright"), _) => Mark::Upright,
            (Some("sideways"), _) => Mark::Sideways,
            (Some("pull"), _) => Mark::Pull,
            (_, Some(locale)) => Mark::Language(locale),
            _ => {
                let found = suggest(word.trim_start_matches('.'), SPANS.iter().copied());
                let label = match found {
                    _ if language.is_some() => "no rules for this language".to_string(),
                    Some(name) => format!("perhaps `{{.{name}}}`"),
                    None => "unknown mark".to_string(),
                };
                let place = self.span(row.chars[close + 1].at..row.chars[end].at + 1);
                self.diags.push(Diagnostic::error(
                        codes::UNKNOWN_SPAN,
                        "brackets are marked with an unknown word",
                    )
                    .at(place, label)
                    .help(match language {
                        Some(_) => "use zh-Hant-HK, zh-Hant-TW, zh-Hans, ja or ko",
                        None => "write `{.name}`, `{.title}`, `{.mourned}`, `{.upright}`, `{.sideways}`, `{.pull}` or `{lang=ja}`, or `\\[` for a bracket that is text",
                    }),
                );
                return;
            }
        };
        for index in std::iter::once(start).chain(close..=end) {
            row.keep[index] = false;
        }
        row.atoms.push(Marked { start: start + 1, end: close, mark });
    }

    fn refuse_link(&mut self, row: &Row, start: usize, close: usize) {
        const LONGEST: usize = 500;
        let end = (close + 2..row.chars.len().min(close + LONGEST))
            .take_while(|&index| !matches!(row.at(index), Some(OPEN | '\n')))
            .find(|&index| row.at(index) == Some(')'));
        let Some(end) = end else { return };
        let image = start.checked_sub(1).is_some_and(|before| row.at(before) == Some('!'));
        let place = self.span(row.chars[start - usize::from(image)].at..row.chars[end].at + 1);
        self.diags.push(match image {
            true => Diagnostic::error(codes::NO_USE, "an article holds no pictures")
                .at(place, "a picture")
                .help("take it out, and place the picture in the layout: { picture = \"…\" }"),
            false => Diagnostic::error(codes::NO_USE, "a printed page has no links")
                .at(place, "a link")
                .help(
                    "keep the words and take out the rest; write `\\[` for a bracket that is text",
                ),
        });
    }

    fn refuse_definition(&mut self, row: &Row, close: usize) {
        let place = self.span(row.chars.first().map_or(0, |c| c.at)..row.chars[close + 1].at + 1);
        self.diags.push(match row.at(1).map(stood_for) {
            Some('^') => Diagnostic::error(codes::NO_USE, "an article has no footnotes")
                .at(place, "a footnote's text")
                .help("put it where its mark stands, in brackets, or into a paragraph of its own"),
            _ => Diagnostic::error(codes::NO_USE, "a printed page has no links")
                .at(place, "a link's definition")
                .help("take it out; write `\\[` for a bracket that is text"),
        });
    }

    fn refuse_footnote(&mut self, row: &Row, start: usize, close: usize) {
        let place = self.span(row.chars[start].at..row.chars[close].at + 1);
        self.diags.push(
            Diagnostic::error(codes::NO_USE, "an article has no footnotes")
                .at(place, "a footnote's mark")
                .help("put the note into the text, in brackets"),
        );
    }
}

/// The characters of a paragraph on their way into rich text.
struct Row {
    chars: Vec<Char>,
    keep: Vec<bool>,
    /// From Markdown; they give way where they cross an atom.
    marks: Vec<Marked>,
    /// Ruby and spans: never split.
    atoms: Vec<Marked>,
}

impl Row {
    /// The character at `index`, unless it is escaped or taken.
    fn at(&self, index: usize) -> Option<char> {
        let char = self.chars.get(index)?;
        (!char.escaped && self.keep.get(index) == Some(&true)).then_some(char.c)
    }

    /// A brace that begins the mark of a paragraph, `{.center`: none of brackets.
    fn begins_mark(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.at(before));
        before != Some(CLOSE)
            && self.at(index + 1) == Some('.')
            && self.at(index + 2).is_some_and(|c| c.is_ascii_alphabetic())
    }

    /// `{文字|reading}`: recognised before everything else.
    fn find_ruby(&mut self, file: FileId, places: &Places) {
        let mut open = None;
        let mut bar = None;
        for index in 0..self.chars.len() {
            match self.at(index) {
                Some('{') => (open, bar) = (Some(index), None),
                Some('|') if open.is_some() && bar.is_none() => bar = Some(index),
                Some('}') => {
                    if let (Some(start), Some(middle)) = (open, bar) {
                        self.ruby(start, middle, index, file, places);
                    }
                    (open, bar) = (None, None);
                }
                _ => {}
            }
        }
    }

    /// `A={x|x>0}`: a set, whose signs no reading has, and no letter that is read otherwise than it looks.
    fn is_mathematics(&self, range: std::ops::Range<usize>) -> bool {
        let signs = |c: char| "=<>≤≥≦≧≠∈∉∋⊂⊆∀∃".contains(c);
        let letters = |c: char| {
            text::is_wide_letter(c)
                || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}')
        };
        let chars = || self.chars.get(range.clone()).unwrap_or(&[]).iter().map(|char| char.c);
        chars().any(signs) && !chars().any(letters)
    }

    fn ruby(&mut self, start: usize, middle: usize, end: usize, file: FileId, places: &Places) {
        if middle == start + 1 || end == middle + 1 {
            return;
        }
        if self.is_mathematics(start + 1..end) {
            self.chars[middle].escaped = true;
            return;
        }
        let mut reading = RichText::plain("", file, 0);
        reading.origins.clear();
        for char in &self.chars[middle + 1..end] {
            let c = match char.c {
                '\n' | KEPT_END => ' ',
                c => stood_for(c),
            };
            push(&mut reading, c, places.of(char.at));
        }
        self.keep[start] = false;
        self.keep[middle..=end].fill(false);
        // Brackets within are text.
        for char in &mut self.chars[start + 1..middle] {
            char.escaped |= matches!(char.c, OPEN | CLOSE);
        }
        let mark = Mark::Ruby { reading: Box::new(reading) };
        self.atoms.push(Marked { start: start + 1, end: middle, mark });
    }

    /// A line end goes between two characters that stand without a space, and is a space
    /// elsewhere (CSS Text 4, section 4.1.3, segment breaks).
    fn join_lines(&mut self) {
        // What stands after each character, line ends apart.
        let mut following = vec![None; self.chars.len()];
        let mut next = None;
        for index in (0..self.chars.len()).rev() {
            following[index] = next;
            if self.keep[index] && self.chars[index].c != '\n' {
                next = Some(self.chars[index].c);
            }
        }
        let mut before: Option<char> = None;
        for (index, after) in following.into_iter().enumerate() {
            if !self.keep[index] {
                continue;
            }
            if self.chars[index].c != '\n' {
                before = Some(self.chars[index].c);
                continue;
            }
            let solid = match (before, after) {
                (Some(before), Some(after)) if joins(before, after) => true,
                (Some(_), Some(_)) => self.goes_on(index),
                _ => true,
            };
            if solid || before == Some(' ') || after == Some(' ') {
                self.keep[index] = false;
            } else {
                self.chars[index].c = ' ';
                before = Some(' ');
            }
        }
    }

    /// Whether what a line end parts is one number, address or word.
    fn goes_on(&self, line_end: usize) -> bool {
        /// Characters on each side that are looked at.
        const FAR: usize = 100;
        let kept = |at: &usize| self.keep[*at] && self.chars[*at].c != '\n';
        let start = line_end.saturating_sub(FAR);
        let before: String = (start..line_end).filter(kept).map(|at| self.chars[at].c).collect();
        let end = self.chars.len().min(line_end + FAR);
        let after: String = (line_end..end).filter(kept).map(|at| self.chars[at].c).collect();
        line_join(&before, &after) != Join::Blank
    }

    /// A no-break blank beside a full-width mark, as web pages have them, is a blank: that no line ends there, the mark
    /// says itself.
    fn loosen_blanks(&mut self) {
        let blank = |c: char| matches!(c, ' ' | NO_BREAK);
        for index in 0..self.chars.len() {
            if !self.keep[index] || self.chars[index].c != NO_BREAK {
                continue;
            }
            let beside = {
                let (mut before, mut behind) = self.near(index);
                [before.find(|c| !blank(*c)), behind.find(|c| !blank(*c))]
            };
            if beside.into_iter().flatten().any(takes_no_blank) {
                self.chars[index].c = ' ';
            }
        }
    }

    /// A run of typed blanks is one, and none stands beside a full-width mark, which brings its own
    /// white, or a line end that is kept (R127). In heads one beside a bracket parts clauses (R90).
    fn join_blanks(&mut self, bars: Bars) {
        self.loosen_blanks();
        let mut before = None;
        let mut blank = None;
        for index in 0..self.chars.len() {
            if !self.keep[index] {
                continue;
            }
            let c = self.chars[index].c;
            match c {
                ' ' if matches!(before, Some(' ' | '\u{3000}'))
                    || self.beside_row_mark(index)
                    || (before.is_some_and(takes_no_blank)
                        && !self.begins_credit(index)
                        && !self.parts(index, bars)) =>
                {
                    self.keep[index] = false;
                }
                c if c == KEPT_END || takes_no_blank_before(c) => {
                    let blank = blank.filter(|_| before == Some(' '));
                    if let Some(blank) = blank.filter(|&blank| !self.parts(blank, bars)) {
                        self.keep[blank] = false;
                    }
                }
                _ => {}
            }
            if self.keep[index] {
                before = Some(c);
                blank = Some(index);
            }
        }
    }

    /// Whether the blank at `index` stays beside a full-width mark: between Korean words, and in a head between clauses.
    fn parts(&self, index: usize, bars: Bars) -> bool {
        self.parts_korean(index) || bars == Bars::Breaks && self.parts_clauses(index)
    }

    /// Two stars that are no sum's and so far from their text that they are none of emphasis, or two
    /// pairs of ~: where the first stands, and what it is. One star alone is a mark of a note.
    fn pair_of_signs(&self) -> Option<(usize, usize, &'static str)> {
        let is = |at: Option<usize>, c: char| at.and_then(|at| self.at(at)) == Some(c);
        let figure = |at: Option<usize>| {
            at.and_then(|at| self.at(at)).is_some_and(|c| c.is_ascii_alphanumeric())
        };
        let stars = (0..self.chars.len()).filter(|&at| {
            let (before, behind) = (at.checked_sub(1), Some(at + 1));
            let alone = !is(before, '*') && !is(behind, '*');
            is(Some(at), '*') && alone && !(figure(before) && figure(behind))
        });
        let struck = (0..self.chars.len()).filter(|&at| {
            is(Some(at), '~') && is(Some(at + 1), '~') && !is(at.checked_sub(1), '~')
        });
        let star = first_of_two(stars).map(|at| (at, 1, "*"));
        star.or_else(|| first_of_two(struck).map(|at| (at, 2, "~~")))
    }

    fn parts_korean(&self, index: usize) -> bool {
        let (before, behind) = self.near(index);
        parts_korean(before, behind)
    }

    /// Whether the blank at `index` of a head stands between a clause that a bracket closes, or begins with one, and
    /// another: 宣示「台灣之盾」 國防預算.
    fn parts_clauses(&self, index: usize) -> bool {
        let (mut before, mut behind) = self.near(index);
        let class = |c: Option<char>| c.map_or(Class::Sp, Class::of);
        let before = class(before.find(|&c| c != ' '));
        let behind = class(behind.find(|&c| c != ' '));
        let plain = |class: Class| !class.is_mark() && !class.is_space();
        matches!((before, behind), (Class::Cl, Class::Op))
            || before == Class::Cl && plain(behind)
            || plain(before) && behind == Class::Op
    }

    /// Whether the blank at `index` goes beside a dash, dots or a connector.
    fn beside_row_mark(&self, index: usize) -> bool {
        let (before, behind) = self.near(index);
        text::beside_row_mark(before, behind)
    }

    /// What stands before a place, from it on backwards, and behind it.
    fn near(
        &self,
        index: usize,
    ) -> (impl Iterator<Item = char> + '_, impl Iterator<Item = char> + '_) {
        /// Places that are looked at, those that went among them.
        const NEAR: usize = 8;
        let kept =
            |at: usize| self.keep.get(at).is_some_and(|kept| *kept).then(|| self.chars[at].c);
        let before = (0..index).rev().take(NEAR).filter_map(kept);
        let behind = (index + 1..self.chars.len()).take(NEAR).filter_map(kept);
        (before, behind)
    }

    /// Whether the blank at `index` parts an agency's ● from the text.
    fn begins_credit(&self, index: usize) -> bool {
        let mut after = (index + 1..self.chars.len()).filter(|&at| self.keep[at]);
        after.find(|&at| self.chars[at].c != ' ').is_some_and(|at| self.chars[at].c == '●')
    }

    /// Takes out the bars that mark breaks, with the blanks beside them; gives the characters
    /// before which a break may stand.
    fn take_bars(&mut self) -> Vec<usize> {
        let bars: Vec<usize> =
            (0..self.chars.len()).filter(|&index| self.at(index) == Some('|')).collect();
        for &bar in &bars {
            self.keep[bar] = false;
        }
        for &bar in &bars {
            let left = (0..bar).rev().take_while(|&index| self.is_space(index)).count();
            let after = bar + 1..self.chars.len();
            let right = after.take_while(|&index| self.is_space(index)).count();
            self.keep[bar - left..=bar + right].fill(false);
        }
        bars
    }

    fn is_space(&self, index: usize) -> bool {
        self.keep[index] && self.chars[index].c == ' '
    }

    /// Takes the blanks off both ends; where the text `stands_in` those of full width stay at its head.
    fn trim(&mut self, stands_in: bool) {
        let blank = |c: char| matches!(c, ' ' | '\u{3000}' | KEPT_END);
        let count = self.chars.len();
        for index in 0..count {
            let c = self.chars[index].c;
            if self.keep[index] && (!blank(c) || stands_in && c == '\u{3000}') {
                break;
            }
            self.keep[index] = false;
        }
        for index in (0..count).rev() {
            if self.keep[index] && !blank(self.chars[index].c) {
                break;
            }
            self.keep[index] = false;
        }
    }

    /// Splits the marks that cross an atom, so that all of them nest.
    fn nest_marks(&mut self) {
        let mut marks = std::mem::take(&mut self.marks);
        // They were noted as they closed; of two on the same range the outer is to come first.
        marks.reverse();
        if !self.atoms.is_empty() {
            self.atoms.sort_by_key(|atom| (atom.start, Reverse(atom.end)));
            let ends: Vec<usize> = self
                .atoms
                .iter()
                .scan(0, |furthest, atom| {
                    *furthest = atom.end.max(*furthest);
                    Some(*furthest)
                })
                .collect();
            let mut whole = Vec::with_capacity(marks.len());
            for mark in marks {
                let first = ends.partition_point(|&end| end <= mark.start);
                split_at_atoms(mark, self.atoms.get(first..).unwrap_or(&[]), &mut whole);
            }
            marks = whole;
        }
        marks.append(&mut self.atoms);
        marks.sort_by_key(|mark| (mark.start, Reverse(mark.end)));
        self.marks = marks;
    }

    fn finish(self, file: FileId, places: &Places, breaks: &[usize]) -> RichText {
        let mut text = RichText::plain("", file, 0);
        text.origins.clear();
        // The byte of the text at which each character stands.
        let mut bytes = Vec::with_capacity(self.chars.len() + 1);
        for (char, keep) in self.chars.iter().zip(&self.keep) {
            bytes.push(text.text.len() as u32);
            if *keep {
                let c = if char.c == KEPT_END { '\n' } else { char.c };
                push(&mut text, c, places.of(char.at));
            }
        }
        let length = text.text.len() as u32;
        bytes.push(length);
        let byte = |index: usize| bytes.get(index).copied().unwrap_or(length);
        text.marks = self
            .marks
            .into_iter()
            .map(|marked| Markup { range: byte(marked.start)..byte(marked.end), mark: marked.mark })
            .filter(|markup| !markup.range.is_empty())
            .collect();
        text.breaks = breaks.iter().map(|&bar| byte(bar)).collect();
        text.breaks.retain(|&at| at > 0 && at < length);
        text.breaks.dedup();
        if text.origins.is_empty() {
            let source = self.chars.first().map_or(0, |char| places.of(char.at)) as u32;
            text.origins.push(Origin { at: 0, source });
        }
        text
    }
}

/// The first place, if there is a second.
fn first_of_two(mut places: impl Iterator<Item = usize>) -> Option<usize> {
    let first = places.next()?;
    places.next().map(|_| first)
}

const NO_BREAK: char = '\u{a0}';

/// Full-width marks, and line ends that are kept.
fn takes_no_blank(c: char) -> bool {
    c == KEPT_END || text::takes_no_blank(c)
}

/// Cuts `mark` where an atom begins or ends half within it.
fn split_at_atoms(mut mark: Marked, atoms: &[Marked], whole: &mut Vec<Marked>) {
    for atom in atoms {
        if atom.start >= mark.end {
            break;
        }
        let cut = if mark.start < atom.start && mark.end < atom.end {
            atom.start
        } else if atom.start < mark.start && mark.start < atom.end && atom.end < mark.end {
            atom.end
        } else {
            continue;
        };
        whole.push(Marked { start: mark.start, end: cut, mark: mark.mark.clone() });
        mark.start = cut;
    }
    whole.push(mark);
}

/// Appends a character written at byte `source` of the file.
fn push(text: &mut RichText, c: char, source: usize) {
    let at = text.text.len() as u32;
    let source = source as u32;
    let continues = text.origins.last().is_some_and(|last| last.source + (at - last.at) == source);
    if !continues {
        text.origins.push(Origin { at, source });
    }
    text.text.push(c);
}
