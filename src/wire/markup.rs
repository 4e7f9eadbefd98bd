//! [`Walk`]: the body of an article out of a [`Tree`], of HTML, XHTML or NITF alike.
//!
//! What stands on a line becomes a paragraph, what stands by itself a block. Parts of a head that are
//! marked as such (a byline, a standfirst) are put aside for whoever knows the format.

use super::copy::{Block, Copy, Look, Picture, Text};
use super::credits;
use super::inline::{Inline, Line, inline, pairs};
use super::pictures::{Source, source};
use super::rows::rows;
use super::told::{self, Account};
use super::tree::{Id, Tree};
use crate::text::Quoted;

/// What a paragraph will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum As {
    Paragraph,
    Bullet,
    Numbered(u32),
    /// It began with that block of the body.
    Quote(usize),
    Subhead,
}

/// A part of a head, as marks of the document name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Kicker,
    Headline,
    Deck,
    Byline,
    Intro,
    Time,
}

/// More pictures than an article has.
const MOST_PICTURES: usize = 500;

/// Tells which part of a head an element is.
pub type PartOf = fn(&Tree, Id) -> Option<Part>;

pub struct Walk<'t, 'a> {
    pub tree: &'t Tree,
    /// The file's text.
    pub text: &'t str,
    pub account: &'a mut Account,
    pub copy: Copy,
    /// Which part of a head an element is.
    pub part_of: PartOf,
    line: Line,
    next: As,
    lists: usize,
}

impl<'t, 'a> Walk<'t, 'a> {
    pub fn new(tree: &'t Tree, text: &'t str, account: &'a mut Account) -> Walk<'t, 'a> {
        Walk {
            tree,
            text,
            account,
            copy: Copy::default(),
            part_of: |_, _| None,
            line: Line::default(),
            next: As::Paragraph,
            lists: 0,
        }
    }

    /// Everything within an element.
    pub fn body(&mut self, id: Id) {
        self.children(id, Look::default());
        self.flush();
    }

    fn children(&mut self, id: Id, look: Look) {
        for at in 0..self.tree.children(id).len() {
            let child = self.tree.children(id)[at];
            self.node(child, look);
        }
    }

    fn node(&mut self, id: Id, look: Look) {
        if let Some(decoded) = self.tree.text_of(id) {
            let at = self.tree.at(id);
            let raw = self.text.get(at.clone()).unwrap_or("");
            self.line.text(raw, at.start, decoded, look, self.account);
            return;
        }
        if let Some(part) = (self.part_of)(self.tree, id)
            && self.part(part, id)
        {
            return;
        }
        match inline(self.tree, id, look, self.account) {
            Inline::Children(look) => self.children(id, look),
            Inline::Ruby => {
                for (base, reading, at) in pairs(self.tree, id) {
                    self.line.ruby(&base, &reading, at, look);
                }
            }
            Inline::LineEnd => self.line.end_line(self.tree.at(id).start),
            Inline::Picture => self.picture(id, None),
            Inline::Nothing => {}
            Inline::Block => self.block(id),
        }
    }

    /// Ends the paragraph under way.
    fn flush(&mut self) {
        let text = self.line.take();
        if text.is_blank() {
            return;
        }
        let parts = if self.next == As::Subhead { vec![text] } else { paragraphs(text) };
        for text in parts {
            let block = match self.next {
                As::Paragraph => Block::Paragraph(text),
                As::Bullet => Block::Bullet(text),
                As::Numbered(number) => Block::Numbered(number, text),
                As::Quote(first) if first < self.copy.body.len() => {
                    Block::Quote(Quoted::GoesOn, text)
                }
                As::Quote(_) => Block::Quote(Quoted::Begins, text),
                As::Subhead => Block::Subhead(text),
            };
            self.copy.body.push(block);
            // What follows in an item is a paragraph.
            if matches!(self.next, As::Bullet | As::Numbered(_)) {
                self.next = As::Paragraph;
            }
        }
    }

    fn within(&mut self, id: Id, next: As) {
        self.flush();
        let before = std::mem::replace(&mut self.next, next);
        self.children(id, Look::default());
        self.flush();
        self.next = before;
    }

    fn block(&mut self, id: Id) {
        let at = self.tree.at(id);
        match self.tree.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => self.within(id, As::Subhead),
            "ul" | "menu" => self.list(id, As::Bullet),
            "ol" => {
                let start = self.tree.attribute(id, "start").and_then(|it| it.parse().ok());
                let items = || u32::try_from(self.tree.own(id, "li").count()).unwrap_or(1);
                let first = if self.tree.has(id, "reversed") { items() } else { 1 };
                self.list(id, As::Numbered(start.unwrap_or(first)));
            }
            // Outside of a list.
            "li" => self.within(id, As::Bullet),
            "blockquote" | "bq" => {
                self.flush();
                self.within(id, As::Quote(self.copy.body.len()));
            }
            "pre" => self.lines(id),
            "table" | "nitf-table" => self.table(id),
            "figure" | "media" => self.figure(id),
            "hr" => {
                self.flush();
                self.account.leave(told::RULE, at);
            }
            "nav" => self.account.leave(told::NAVIGATION, at),
            "aside" | "footer" | "note" | "fn" => {
                self.flush();
                let words = self.tree.words(id);
                self.account.leave_words("a part beside the text", &words, at);
            }
            _ => {
                let next = self.next;
                self.flush();
                self.children(id, Look::default());
                self.flush();
                if !matches!(next, As::Bullet | As::Numbered(_)) {
                    self.next = next;
                }
            }
        }
    }

    fn list(&mut self, id: Id, kind: As) {
        self.flush();
        if self.lists > 0 {
            self.account.leave(told::NESTED_LIST, self.tree.at(id));
        }
        self.lists += 1;
        let before = self.next;
        let mut number = match kind {
            As::Numbered(start) => start,
            _ => 0,
        };
        for item in self.tree.children(id).to_vec() {
            if self.tree.name(item) == "li" {
                let said = self.tree.attribute(item, "value").and_then(|it| it.parse().ok());
                number = said.unwrap_or(number);
                let kind = if kind == As::Bullet { kind } else { As::Numbered(number) };
                self.within(item, kind);
                number = match self.tree.has(id, "reversed") {
                    true => number.saturating_sub(1),
                    false => number.saturating_add(1),
                };
            } else {
                self.node(item, Look::default());
            }
        }
        self.flush();
        self.lists -= 1;
        self.next = before;
    }

    /// Lines that are kept as they are written.
    fn lines(&mut self, id: Id) {
        self.flush();
        let mut text = Text::default();
        for node in self.tree.within(id) {
            let Some(decoded) = self.tree.text_of(node) else { continue };
            text.push_str(decoded, self.tree.at(node).start, Look::default());
        }
        let mut rest = Text::default();
        for line in text.lines() {
            let at = line.range().start;
            if !rest.runs.is_empty() {
                rest.push('\n', at, Look::default());
            }
            rest.append(line);
        }
        if !rest.is_blank() {
            self.copy.body.push(Block::Paragraph(rest));
        }
    }

    fn table(&mut self, id: Id) {
        self.flush();
        if let Some(caption) = self.tree.child(id, "caption") {
            self.within(caption, As::Paragraph);
        }
        self.outside_of_cells(id);
        let (made, cells) = rows(self.tree, id, self.text, self.account);
        // A table of one column holds a page together.
        match made.rows.iter().map(Vec::len).max().unwrap_or(0) {
            0 => {}
            1 => cells.into_iter().for_each(|cell| self.within(cell, As::Paragraph)),
            _ => self.copy.body.push(Block::Table(made)),
        }
        let pictures = self.tree.within(id).into_iter().filter(|id| self.tree.name(*id) == "img");
        for picture in pictures.collect::<Vec<_>>() {
            self.picture(picture, None);
        }
    }

    /// What stands in a table outside of its cells is shown before it, as browsers do.
    fn outside_of_cells(&mut self, id: Id) {
        const PARTS: [&str; 9] =
            ["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];
        let children = self.tree.children(id).to_vec();
        for child in children {
            match self.tree.name(child) {
                "thead" | "tbody" | "tfoot" | "tr" => self.outside_of_cells(child),
                name if PARTS.contains(&name) => {}
                _ => self.node(child, Look::default()),
            }
        }
        self.flush();
    }

    /// A picture with its words, or what else stands in a figure.
    fn figure(&mut self, id: Id) {
        self.flush();
        if matches!(self.tree.attribute(id, "media-type"), Some("video" | "audio" | "other")) {
            return self.account.leave(told::EMBEDDED, self.tree.at(id));
        }
        let references = ["img", "media-reference"];
        let inside = self.tree.within(id);
        let found = inside.iter().copied().filter(|id| references.contains(&self.tree.name(*id)));
        let mut found: Vec<Id> = found.collect();
        // Of one picture in several sizes the largest, else the first.
        if self.tree.name(id) == "media" {
            let width =
                |id: &Id| self.tree.attribute(*id, "width").and_then(|it| it.parse::<u64>().ok());
            found.sort_by_key(|id| std::cmp::Reverse(width(id).unwrap_or(0)));
            found.truncate(1);
        }
        if found.is_empty() {
            let next = self.next;
            self.children(id, Look::default());
            self.flush();
            self.next = next;
            return;
        }
        for (at, picture) in found.into_iter().enumerate() {
            self.picture(picture, (at == 0).then_some(id));
        }
    }

    fn picture(&mut self, id: Id, figure: Option<Id>) {
        let at = self.tree.at(id).start;
        let (caption, credit) = figure.map_or_else(Default::default, |id| words_of(self.tree, id));
        let alt = ["alt", "alternate-text"];
        let alt = alt.into_iter().find_map(|name| self.tree.attribute(id, name));
        let alt = alt.unwrap_or("").to_owned();
        let picture = Picture {
            smaller: Vec::new(),
            caption,
            credit,
            alt,
            at,
            file: super::copy::PictureFile::Beside(String::new()),
        };
        match source(self.tree, id) {
            Source::File(file) => self.add_picture(Picture { file, ..picture }),
            Source::Elsewhere(address) => {
                self.leave_picture(&address, &picture, self.tree.at(id));
            }
            Source::Ornament => {}
        }
    }

    /// A picture that is spoken of twice is one.
    fn add_picture(&mut self, picture: Picture) {
        let is_full = self.copy.pictures.len() >= MOST_PICTURES;
        let known = self.copy.pictures.iter_mut().find(|known| known.file == picture.file);
        match known {
            None if is_full => {
                self.account.leave(told::OBJECT, picture.at..picture.at);
            }
            None => self.copy.pictures.push(picture),
            Some(known) => {
                let fill = |own: &mut String, other: String| {
                    if own.is_empty() {
                        *own = other;
                    }
                };
                fill(&mut known.caption, picture.caption);
                fill(&mut known.credit, picture.credit);
                fill(&mut known.alt, picture.alt);
            }
        }
    }

    fn leave_picture(&mut self, address: &str, picture: &Picture, at: std::ops::Range<usize>) {
        super::tell_missing_picture(address, at, self.account);
        let words = super::joined_words(&picture.caption, &picture.credit);
        let room = self.copy.captions.len() < MOST_PICTURES;
        if room && !words.is_empty() && !self.copy.captions.contains(&words) {
            self.copy.captions.push(words);
        }
    }

    /// Puts a part of the head aside; false where there is one already.
    fn part(&mut self, part: Part, id: Id) -> bool {
        if part == Part::Time {
            self.account.leave(told::TIME, self.tree.at(id));
            return true;
        }
        let text = self.line_of(id);
        if text.is_blank() {
            return true;
        }
        if part == Part::Headline && !self.copy.headline.is_empty() {
            let known = self.copy.headline.iter().any(|known| known.string() == text.string());
            return known;
        }
        self.flush();
        let copy = &mut self.copy;
        match part {
            Part::Byline if copy.byline.is_none() => copy.byline = Some(text),
            Part::Headline => copy.headline.push(text),
            Part::Kicker => copy.kicker.push(text),
            Part::Deck => copy.deck.push(text),
            Part::Intro => copy.intro.push(text),
            Part::Byline | Part::Time => return false,
        }
        true
    }

    /// All that an element holds, on one line.
    pub fn line_of(&mut self, id: Id) -> Text {
        one_line(self.tree, id, self.text, self.account)
    }
}

/// All that an element holds, on one line; blocks in it are parted by a blank.
pub fn one_line(tree: &Tree, id: Id, text: &str, account: &mut Account) -> Text {
    let mut line = Line::default();
    gather(tree, id, text, Look::default(), &mut line, account);
    line.take()
}

fn gather(tree: &Tree, id: Id, text: &str, look: Look, line: &mut Line, account: &mut Account) {
    for &child in tree.children(id) {
        if let Some(decoded) = tree.text_of(child) {
            let at = tree.at(child);
            line.text(text.get(at.clone()).unwrap_or(""), at.start, decoded, look, account);
            continue;
        }
        match inline(tree, child, look, account) {
            Inline::Children(look) => gather(tree, child, text, look, line, account),
            Inline::Ruby => {
                for (base, reading, at) in pairs(tree, child) {
                    line.ruby(&base, &reading, at, look);
                }
            }
            Inline::LineEnd => line.end_line(tree.at(child).start),
            Inline::Picture | Inline::Nothing => {}
            Inline::Block => {
                line.part();
                gather(tree, child, text, look, line, account);
                line.part();
            }
        }
    }
}

/// Caption and credit of a figure.
fn words_of(tree: &Tree, figure: Id) -> (String, String) {
    let credits = |id: &Id| {
        let class = tree.attribute(*id, "class").unwrap_or("").to_ascii_lowercase();
        let last = class.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        matches!(tree.name(*id), "media-producer" | "cite" | "small")
            || tree.attribute(*id, "itemprop") == Some("copyrightHolder")
            || matches!(last, "credit" | "source" | "copyright" | "photographer" | "byline")
    };
    let credit = tree.within(figure).into_iter().find(credits);
    let credit_words = credit.map(|id| tree.words(id)).unwrap_or_default();
    let captions = ["figcaption", "media-caption"];
    let caption = captions.into_iter().find_map(|name| tree.first(figure, name));
    let Some(caption) = caption else { return (String::new(), credit_words) };
    let inside = credit.is_some_and(|credit| tree.within(caption).contains(&credit));
    let words = tree.words(caption);
    if inside && !credit_words.is_empty() {
        let without = words.replacen(&credit_words, "", 1);
        return (without.trim().to_owned(), credit_words);
    }
    if credit_words.is_empty() {
        return credits::parted(&words);
    }
    (words, credit_words)
}

/// A text in which an empty line, two full-width blanks behind a line end, or one behind a sentence begin
/// paragraphs.
pub fn paragraphs(text: Text) -> Vec<Text> {
    const WIDE: char = '\u{3000}';
    let said = text.string();
    let mut ends: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in said.match_indices('\n') {
        if ends.last().is_some_and(|end| at < end.end) {
            continue;
        }
        let rest = said.get(at..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches(['\n', ' ', WIDE]).len();
        let blanks = rest.get(..blank).unwrap_or("");
        let last = blanks.rfind('\n').unwrap_or(0);
        let indent = blanks.get(last + 1..).unwrap_or("");
        let wide = indent.chars().filter(|c| *c == WIDE).count();
        let sentence = said.get(..at).unwrap_or("").ends_with(['。', '！', '？', '」', '』', '”']);
        if last > 0 || wide > 1 || (wide == 1 && sentence) {
            ends.push(at..at + last + 1);
        }
    }
    text.without(&ends)
}
