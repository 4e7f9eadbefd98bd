//! [`Line`]: the characters of a paragraph as they are gathered from a [`Tree`].

use super::copy::{Look, Text};
use super::told::{self, Account};
use super::tree::{Id, Tree, places};
use crate::diag::codes::import as codes;
use crate::text::joins;

/// A blank that waits for the next character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Nothing,
    Blank,
    /// With a line end in it: nothing between Han.
    LineEnd,
}

/// A paragraph under way. Runs of blanks are one, as a browser shows them.
#[derive(Debug)]
pub struct Line {
    text: Text,
    blank: Waiting,
    before: Option<char>,
}

impl Default for Line {
    fn default() -> Line {
        Line { text: Text::default(), blank: Waiting::Nothing, before: None }
    }
}

impl Line {
    pub fn take(&mut self) -> Text {
        std::mem::take(self).text.trimmed()
    }

    /// A text of the document, blanks and line ends as mark-up has them.
    pub fn text(
        &mut self,
        raw: &str,
        start: usize,
        decoded: &str,
        look: Look,
        account: &mut Account,
    ) {
        for (at, c) in places(raw, start, decoded) {
            match c {
                '\n' | '\r' => self.blank = Waiting::LineEnd,
                ' ' | '\t' | '\u{c}' | '\u{a0}' => {
                    if self.blank == Waiting::Nothing {
                        self.blank = Waiting::Blank;
                    }
                }
                c => self.push(c, at, look, account),
            }
        }
    }

    fn push(&mut self, c: char, at: usize, look: Look, account: &mut Account) {
        self.settle_blank(Some(c), at, look);
        let cleaned = self.text.push(c, at, look);
        if !account.took(cleaned, c, at..at + c.len_utf8()) {
            return;
        }
        self.before = Some(c);
    }

    fn settle_blank(&mut self, next: Option<char>, at: usize, look: Look) {
        let solid = match (self.blank, self.before, next) {
            (Waiting::Nothing, ..) | (_, None | Some('\n'), _) => true,
            (Waiting::LineEnd, Some(before), Some(next)) => joins(before, next),
            _ => false,
        };
        if !solid {
            self.text.push(' ', at, look);
        }
        self.blank = Waiting::Nothing;
    }

    /// A line end that is kept.
    pub fn end_line(&mut self, at: usize) {
        self.blank = Waiting::Nothing;
        self.text.push('\n', at, Look::default());
        self.before = Some('\n');
    }

    /// What parts words in a cell.
    pub fn part(&mut self) {
        if self.blank == Waiting::Nothing && self.before.is_some() {
            self.blank = Waiting::Blank;
        }
    }

    pub fn ruby(&mut self, base: &str, reading: &str, at: usize, look: Look) {
        self.settle_blank(base.chars().next(), at, look);
        self.text.push_ruby(base, reading, at, look);
        self.before = base.chars().next_back().or(self.before);
    }
}

/// What stands on a line, and how.
pub enum Inline {
    /// Its children stand on the line, with such a look.
    Children(Look),
    Ruby,
    LineEnd,
    Picture,
    /// Left out.
    Nothing,
    /// Not on a line: a block.
    Block,
}

/// Elements that no line holds.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "center",
    "address",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hl1",
    "hl2",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "bq",
    "pre",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "media",
    "block",
    "body",
    "html",
    "details",
    "summary",
    "fieldset",
    "hr",
    "aside",
    "footer",
    "nav",
    "fn",
    "head",
    "body.content",
    "body.head",
    "body.end",
    "nitf-table",
    "note",
    "credit",
    "block.credit",
];

/// What an element is on a line.
pub fn inline(tree: &Tree, id: Id, look: Look, account: &mut Account) -> Inline {
    let at = tree.at(id);
    let leave = |kind, account: &mut Account| {
        account.leave(kind, at.clone());
        Inline::Nothing
    };
    let style = Style::of(tree, id);
    if style.unseen && holds_text(tree, id) {
        let words = told::shorten(&tree.words(id));
        let message =
            format!("a passage that the page shows by a script is taken for text: {words}");
        let help = "look at the page in a browser; take it out of the article if no reader sees it";
        account.note(codes::LEFT_OUT, at.clone(), message, help);
    } else if style.hidden || style.unseen {
        account.leave_words("a passage that no reader sees", &tree.words(id), at);
        return Inline::Nothing;
    }
    if style.struck && !BLOCKS.contains(&tree.name(id)) {
        account.leave_words("a passage that is struck out", &tree.words(id), at);
        return Inline::Nothing;
    }
    let look = style.over(look);
    match tree.name(id) {
        "b" | "strong" => Inline::Children(Look { bold: style.bold.unwrap_or(true), ..look }),
        "em" | "i" | "cite" | "dfn" => {
            let class = tree.attribute(id, "class").unwrap_or("").to_ascii_lowercase();
            match class.as_str() {
                "bold" | "b" | "strong" => Inline::Children(Look { bold: true, ..look }),
                "superscript" | "sup" => Inline::Children(Look { superscript: true, ..look }),
                _ => Inline::Children(Look { emphasis: true, ..look }),
            }
        }
        "sup" => Inline::Children(Look { superscript: true, ..look }),
        "sub" => Inline::Children(Look { subscript: true, ..look }),
        "u" => {
            account.leave(told::UNDERLINE, at);
            Inline::Children(look)
        }
        "del" | "s" | "strike" => {
            account.leave_words("a passage that is struck out", &tree.words(id), at);
            Inline::Nothing
        }
        "a" => {
            let address = tree.attribute(id, "href").filter(|to| !to.starts_with('#'));
            if address.is_some() && !tree.words(id).is_empty() {
                account.leave(told::ADDRESS, at);
            }
            Inline::Children(look)
        }
        "pronounce" => {
            account.leave(told::PRONUNCIATION, at);
            Inline::Children(look)
        }
        "ruby" => Inline::Ruby,
        "br" => Inline::LineEnd,
        "img" => Inline::Picture,
        "picture" => Inline::Children(look),
        "script" | "style" | "template" | "noscript" | "link" | "meta" | "title" | "base" => {
            leave(told::SCRIPT, account)
        }
        "iframe" | "video" | "audio" | "embed" | "object" | "source" | "track" => {
            leave(told::EMBEDDED, account)
        }
        "svg" | "math" | "canvas" | "map" => drawing(tree, id, account),
        // Pages of old servers have whole stories in a form.
        "form" | "menu" => Inline::Block,
        "button" | "input" | "select" | "textarea" | "dialog" => leave(told::NAVIGATION, account),
        "label" => {
            account.leave_words("a part beside the text", &tree.words(id), at);
            Inline::Nothing
        }
        name if BLOCKS.contains(&name) => Inline::Block,
        _ => Inline::Children(look),
    }
}

/// An equation or a drawing is left out, with its words where it has any.
fn drawing(tree: &Tree, id: Id, account: &mut Account) -> Inline {
    let (words, at) = (tree.words(id), tree.at(id));
    match words.is_empty() {
        true => account.leave(told::EQUATION, at),
        false => account.leave_words("an equation or drawing", &words, at),
    }
    Inline::Nothing
}

/// Whether an element is a part of the page that holds its text, and no word for readers of screens.
fn holds_text(tree: &Tree, id: Id) -> bool {
    const SHORT: usize = 200;
    let is_part = tree.attribute(id, "id").is_some_and(|id| id == "js_content");
    is_part || tree.words(id).chars().nth(SHORT).is_some()
}

/// What an element's own style says, as word processors write it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    hidden: bool,
    /// Until a script shows it.
    unseen: bool,
    struck: bool,
    bold: Option<bool>,
    italic: bool,
    raised: bool,
    lowered: bool,
}

impl Style {
    fn of(tree: &Tree, id: Id) -> Style {
        let class = tree.attribute(id, "class").unwrap_or("");
        let for_speech = |class: &str| matches!(class, "sr-only" | "visually-hidden");
        let hidden = tree.has(id, "hidden") || class.split_ascii_whitespace().any(for_speech);
        let mut style = Style { hidden, ..Style::default() };
        let written = tree.attribute(id, "style").unwrap_or("").to_ascii_lowercase();
        for rule in written.split(';') {
            let Some((key, value)) = rule.split_once(':') else { continue };
            let value = value.trim();
            let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
            match (key.trim(), value) {
                ("display", "none") => style.hidden = true,
                ("visibility", "hidden") => style.unseen = true,
                ("text-decoration" | "text-decoration-line", value) => {
                    style.struck |= value.contains("line-through");
                }
                ("font-weight", value) => {
                    let weight = value.parse::<u32>().ok();
                    let bold = matches!(value, "bold" | "bolder");
                    style.bold = Some(bold || weight.is_some_and(|weight| weight >= BOLD));
                }
                ("font-style", "italic" | "oblique") => style.italic = true,
                ("vertical-align", "super") => style.raised = true,
                ("vertical-align", "sub") => style.lowered = true,
                _ => {}
            }
        }
        style
    }

    fn over(self, look: Look) -> Look {
        Look {
            bold: self.bold.unwrap_or(look.bold),
            emphasis: look.emphasis || self.italic,
            superscript: look.superscript || self.raised,
            subscript: look.subscript || self.lowered,
        }
    }
}

/// The least weight of CSS that is bold.
const BOLD: u32 = 600;

/// The pairs of a ruby: what is read, and how, and where it stands.
pub fn pairs(tree: &Tree, id: Id) -> Vec<(String, String, usize)> {
    let mut pairs: Vec<(String, String, usize)> = Vec::new();
    let (mut base, mut at) = (String::new(), tree.at(id).start);
    for &child in tree.children(id) {
        match tree.name(child) {
            "rt" | "rtc" => {
                let reading = tree.words(child);
                // `<rb>港<rb>口<rt>こう<rt>…`: a reading without a base belongs to what is before it.
                match (base.is_empty(), pairs.last_mut()) {
                    (true, Some(last)) => last.1 += &format!(" {reading}"),
                    _ => pairs.push((std::mem::take(&mut base), reading, at)),
                }
            }
            "rp" => {}
            _ => {
                let words = tree.words(child);
                if base.is_empty() && !words.is_empty() {
                    at = tree.at(child).start;
                }
                base += &words;
            }
        }
    }
    if !base.is_empty() {
        pairs.push((base, String::new(), at));
    }
    pairs
}
