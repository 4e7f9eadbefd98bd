//! [`Account`]: what of a file was left out or is to be known, each kind said once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::copy::{Cleaned, Told};
use crate::diag::codes::import as codes;
use crate::diag::{Code, Severity};

/// More findings of a file say no more.
const MOST: usize = 200;

/// What is said of a file, in the order in which it was found.
#[derive(Debug, Default)]
pub struct Account {
    told: Vec<Told>,
    /// By kind: how many, and where the first stands.
    left: BTreeMap<&'static str, (Kind, usize, Range<usize>)>,
}

/// A kind of thing that an article does not take over: its name, one and many, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    one: &'static str,
    many: &'static str,
    fate: &'static str,
}

/// Their words are kept.
const WORDS_KEPT: &str = "its words are in the text";
const GONE: &str = "it is not in the article";

macro_rules! kinds {
    ($($name:ident = $one:literal, $many:literal, $fate:expr;)*) => {
        $(pub const $name: Kind = Kind { one: $one, many: $many, fate: $fate };)*
    };
}

kinds! {
    ADDRESS = "the address of a link", "addresses of links", WORDS_KEPT;
    SUBSCRIPT = "a subscript", "subscripts", WORDS_KEPT;
    UNDERLINE = "an underline", "underlines", WORDS_KEPT;
    DELETED = "a tracked deletion", "tracked deletions", GONE;
    COMMENT = "a comment", "comments", GONE;
    HIDDEN = "a hidden passage", "hidden passages", GONE;
    CONTROL = "a character that cannot be printed", "characters that cannot be printed", GONE;
    SCRIPT = "a script or style", "scripts and styles", GONE;
    NAVIGATION = "a part beside the text", "parts beside the text", GONE;
    EMBEDDED = "a film, a sound or a frame", "films, sounds or frames", GONE;
    RULE = "a horizontal rule", "horizontal rules", GONE;
    NESTED_LIST = "the depth of a list within a list", "depths of lists within lists", WORDS_KEPT;
    NESTED_TABLE = "a table's own form within a table", "forms of tables within tables", WORDS_KEPT;
    SPAN_OF_CELLS = "the reach of a cell over others", "reaches of cells over others", "empty cells stand there";
    ROW = "a row of a table that is too large", "rows of tables that are too large", GONE;
    PRONUNCIATION = "a guide to pronunciation", "guides to pronunciation", GONE;
    HEADER = "a header or footer of the sheet", "headers and footers of the sheet", GONE;
    EQUATION = "an equation or drawing", "equations or drawings", GONE;
    MARKUP = "emphasis that cannot be written", "emphases that cannot be written", WORDS_KEPT;
    TIME = "a time of publication", "times of publication", GONE;
    FURNITURE = "a line of the page's own", "lines of the page's own", GONE;
    OBJECT = "an embedded object", "embedded objects", GONE;
}

impl Account {
    /// Counts something that is left out.
    pub fn leave(&mut self, kind: Kind, at: Range<usize>) {
        self.left.entry(kind.one).or_insert((kind, 0, at)).1 += 1;
    }

    /// Says what became of a character that was put into a text; whether it stands there.
    pub fn took(&mut self, cleaned: Cleaned, c: char, at: Range<usize>) -> bool {
        match cleaned {
            Cleaned::Kept => {}
            Cleaned::LeftOut => self.leave(CONTROL, at),
            Cleaned::Put(meant) => {
                let code = u32::from(c);
                let what = if c.is_control() { "a sign of Windows-1252" } else { "a radical" };
                let message = format!("U+{code:04X} is {what}, and {meant} stands in its place");
                self.note(codes::CHARACTER, at, message, "look at it where it is printed");
            }
        }
        cleaned != Cleaned::LeftOut
    }

    pub fn note(&mut self, code: Code, at: Range<usize>, message: String, help: &str) {
        self.say(Severity::Note, code, at, message, help);
    }

    pub fn warn(&mut self, code: Code, at: Range<usize>, message: String, help: &str) {
        self.say(Severity::Warning, code, at, message, help);
    }

    pub fn refuse(&mut self, code: Code, at: Range<usize>, message: String, help: &str) {
        self.say(Severity::Error, code, at, message, help);
    }

    fn say(
        &mut self,
        severity: Severity,
        code: Code,
        at: Range<usize>,
        message: String,
        help: &str,
    ) {
        let is_same = |told: &Told| told.code == code && told.message == message;
        if self.told.iter().any(is_same) || self.told.len() >= MOST {
            return;
        }
        let (label, help) = (String::new(), help.to_owned());
        self.told.push(Told { code, severity, at, message, label, help });
    }

    /// What was said of a text that stands at byte `at` of this one.
    pub fn absorb(&mut self, other: Account, at: usize) {
        self.take(other, |range| range.start + at..range.end + at);
    }

    /// What was said of a text that has no place in this one.
    pub fn absorb_at(&mut self, other: Account, at: Range<usize>) {
        self.take(other, |_| at.clone());
    }

    fn take(&mut self, other: Account, place: impl Fn(Range<usize>) -> Range<usize>) {
        for told in other.told {
            let Told { code, severity, at, message, help, .. } = told;
            self.say(severity, code, place(at), message, &help);
        }
        for (_, (kind, count, at)) in other.left {
            self.left.entry(kind.one).or_insert((kind, 0, place(at))).1 += count;
        }
    }

    /// Whether the file is refused.
    pub fn has_errors(&self) -> bool {
        self.told.iter().any(|told| told.severity == Severity::Error)
    }

    /// Words that are left out, quoted so that nothing goes unseen.
    pub fn leave_words(&mut self, what: &str, words: &str, at: Range<usize>) {
        let words = shorten(words);
        if !words.is_empty() {
            self.warn(
                codes::LEFT_OUT,
                at,
                format!("{what} is left out: {words}"),
                "write it into the article where it is to be printed",
            );
        }
    }

    /// Everything that is to be said.
    pub fn finish(self) -> Vec<Told> {
        let mut told = self.told;
        for (_, (kind, count, at)) in self.left {
            let message = match count {
                1 => format!("{} is left out", kind.one),
                count => format!("{count} {} are left out, the first of them here", kind.many),
            };
            let (severity, label) = (Severity::Note, kind.fate.to_owned());
            let help = "look at the file where it is needed".to_owned();
            told.push(Told { code: codes::LEFT_OUT, severity, at, message, label, help });
        }
        told
    }
}

/// Words for a message: one line, not too long.
pub fn shorten(words: &str) -> String {
    const MOST: usize = 60;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(MOST).collect();
    if line.chars().nth(MOST).is_some() { format!("{short}…") } else { short }
}
