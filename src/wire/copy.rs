//! [`Copy`]: an article as another program's file has it, whatever the format.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, FileId, Severity, Span};
use crate::source::of_windows;
use crate::text::{Quoted, radical};

/// How characters are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Look {
    pub bold: bool,
    pub emphasis: bool,
    pub superscript: bool,
    /// Only until it is written: an article has no mark for it.
    pub subscript: bool,
}

/// Characters that were written one after the other from byte `at` of the file's text on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub at: usize,
    pub look: Look,
    /// What is read beside them.
    pub reading: Option<String>,
}

/// A line of a head, or a paragraph; a `\n` in it is a line end that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    pub runs: Vec<Run>,
}

impl Text {
    pub fn plain(text: &str, at: usize) -> Text {
        let mut made = Text::default();
        made.push_str(text, at, Look::default());
        made
    }

    /// Appends a character; what no page can print is left away, and true is given.
    pub fn push(&mut self, c: char, at: usize, look: Look) -> Cleaned {
        let written = c;
        let c = match c {
            '\u{a0}' | '\t' => ' ',
            '\u{2028}' | '\u{2029}' | '\u{b}' => '\n',
            // Where a line may break, and marks of the text's beginning: nothing is printed.
            '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\r' => return Cleaned::Kept,
            // Nor of the direction of what is all of one.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                return Cleaned::Kept;
            }
            '\u{fffe}' | '\u{ffff}' | '\u{e0001}'..='\u{e007f}' => return Cleaned::LeftOut,
            c if c != '\n' && c.is_control() => match of_windows(c) {
                Some(sign) => sign,
                None => return Cleaned::LeftOut,
            },
            c => radical(c).unwrap_or(c),
        };
        let is_blank = matches!(c, ' ' | '\n');
        let cleaned = match (c == written, is_blank) {
            (true, _) | (_, true) => Cleaned::Kept,
            _ => Cleaned::Put(c),
        };
        match self.runs.last_mut() {
            Some(last)
                if last.look == look
                    && last.reading.is_none()
                    && last.at + last.text.len() == at =>
            {
                last.text.push(c);
            }
            _ => self.runs.push(Run { text: c.to_string(), at, look, reading: None }),
        }
        cleaned
    }

    /// Appends characters that were written one after the other.
    pub fn push_str(&mut self, text: &str, at: usize, look: Look) {
        for (offset, c) in text.char_indices() {
            self.push(c, at + offset, look);
        }
    }

    pub fn push_ruby(&mut self, base: &str, reading: &str, at: usize, look: Look) {
        let mut clean = Text::default();
        clean.push_str(&base.replace('\n', " "), at, look);
        let text = clean.string();
        let reading = Text::plain(&reading.replace('\n', " "), at).string();
        let (text, reading) = (text.trim().to_owned(), reading.trim().to_owned());
        if text.is_empty() || reading.is_empty() {
            self.push_str(&text, at, look);
        } else {
            self.runs.push(Run { text, at, look, reading: Some(reading) });
        }
    }

    /// Takes off the last character.
    pub fn drop_last(&mut self) {
        if let Some(last) = self.runs.last_mut() {
            last.text.pop();
        }
    }

    pub fn append(&mut self, mut other: Text) {
        self.runs.append(&mut other.runs);
    }

    /// The characters, without readings.
    pub fn string(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.chars().all(char::is_whitespace))
    }

    /// Where it begins and ends in the file's text.
    pub fn range(&self) -> Range<usize> {
        let start = self.runs.first().map_or(0, |run| run.at);
        let end = self.runs.last().map_or(start, |run| run.at + run.text.len());
        start..end.max(start)
    }

    /// Blanks at both ends are the program's that wrote them.
    pub fn trimmed(mut self) -> Text {
        while let Some(first) = self.runs.first_mut() {
            let cut = first.text.len() - first.text.trim_start().len();
            if cut == first.text.len() {
                self.runs.remove(0);
                continue;
            }
            first.text.drain(..cut);
            first.at += cut;
            break;
        }
        while let Some(last) = self.runs.last_mut() {
            let kept = last.text.trim_end().len();
            if kept == 0 {
                self.runs.pop();
                continue;
            }
            last.text.truncate(kept);
            break;
        }
        self
    }

    /// The first `bytes` of the characters, and the rest.
    pub fn split_at(self, bytes: usize) -> (Text, Text) {
        let (mut before, mut after) = (Text::default(), Text::default());
        let mut at = 0;
        for run in self.runs {
            let end = at + run.text.len();
            if end <= bytes {
                before.runs.push(run);
            } else if at >= bytes || run.reading.is_some() || !run.text.is_char_boundary(bytes - at)
            {
                after.runs.push(run);
            } else {
                let (head, tail) = run.text.split_at(bytes - at);
                before.runs.push(Run { text: head.to_owned(), ..run.clone() });
                after.runs.push(Run { text: tail.to_owned(), at: run.at + head.len(), ..run });
            }
            at = end;
        }
        (before, after)
    }

    /// What stands between some of its bytes, which go; each without blanks at its ends, and none that
    /// is blank.
    pub fn without(self, gone: &[Range<usize>]) -> Vec<Text> {
        let mut parts = vec![Text::default()];
        let mut cuts = gone.iter().peekable();
        let mut at = 0;
        for run in self.runs {
            let end = at + run.text.len();
            let mut from = at;
            while let Some(cut) = cuts.peek().filter(|cut| cut.start < end) {
                part_of(&run, at, from..cut.start, &mut parts);
                if cut.end > end {
                    from = end;
                    break;
                }
                from = cut.end;
                parts.push(Text::default());
                cuts.next();
            }
            part_of(&run, at, from..end, &mut parts);
            at = end;
        }
        let parts = parts.into_iter().map(Text::trimmed);
        parts.filter(|part| !part.runs.is_empty()).collect()
    }

    /// Its lines, which end at line ends that are kept.
    pub fn lines(self) -> Vec<Text> {
        let said = self.string();
        let ends: Vec<_> = said.match_indices('\n').map(|(at, _)| at..at + 1).collect();
        self.without(&ends)
    }
}

/// Appends some bytes of a run, which begins at byte `start` of its text.
fn part_of(run: &Run, start: usize, range: Range<usize>, parts: &mut [Text]) {
    let own = range.start.saturating_sub(start)..range.end.saturating_sub(start);
    let (Some(text), Some(last)) = (run.text.get(own.clone()), parts.last_mut()) else { return };
    if !text.is_empty() {
        let whole = text.len() == run.text.len();
        let reading = run.reading.clone().filter(|_| whole);
        let at = run.at + own.start;
        last.runs.push(Run { text: text.to_owned(), at, look: run.look, reading });
    }
}

/// What became of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleaned {
    Kept,
    LeftOut,
    /// This stands in its place.
    Put(char),
}

/// How a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Stand {
    #[default]
    Own,
    Start,
    Center,
    End,
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rows {
    /// Its first row is its head.
    pub has_head: bool,
    pub rows: Vec<Vec<Text>>,
    /// Of the first columns.
    pub stands: Vec<Stand>,
}

/// Paragraphs that are quoted one behind the other are of one quotation.
pub fn quoted_behind(body: &[Block]) -> Quoted {
    match body.last() {
        Some(Block::Quote(..)) => Quoted::GoesOn,
        _ => Quoted::Begins,
    }
}

/// What stands in a body, one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Text),
    Subhead(Text),
    Bullet(Text),
    Numbered(u32, Text),
    Quote(Quoted, Text),
    Table(Rows),
}

/// Where a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFile {
    /// A path from the copy's own folder.
    Beside(String),
    /// Within the file, with a name that ends as its kind does.
    Inside { name: String, bytes: Arc<[u8]> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub file: PictureFile,
    /// Smaller ones of it beside the document, the largest first: one of them stands in where the file did
    /// not come along.
    pub smaller: Vec<String>,
    pub caption: String,
    pub credit: String,
    pub alt: String,
    /// Where it is spoken of.
    pub at: usize,
}

/// An article as another program's file has it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Copy {
    pub label: Option<Text>,
    pub kicker: Vec<Text>,
    pub headline: Vec<Text>,
    pub deck: Vec<Text>,
    pub byline: Option<Text>,
    pub intro: Vec<Text>,
    pub dateline: Option<Text>,
    pub source: Option<Text>,
    pub body: Vec<Block>,
    pub pictures: Vec<Picture>,
    /// Captions of pictures that the file does not have.
    pub captions: Vec<String>,
}

impl Copy {
    pub fn is_empty(&self) -> bool {
        let heads = [&self.kicker, &self.headline, &self.deck, &self.intro];
        self.body.is_empty() && heads.iter().all(|head| head.is_empty())
    }
}

/// Something to be said of a file, before the file has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub code: Code,
    pub severity: Severity,
    pub at: Range<usize>,
    pub message: String,
    pub label: String,
    pub help: String,
}

impl Told {
    pub fn diagnostic(&self, file: FileId) -> Diagnostic {
        Diagnostic::new(self.severity, self.code, self.message.clone())
            .at(Span::new(file, self.at.clone()), self.label.clone())
            .help(self.help.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_places_when_they_are_cut() {
        let mut text = Text::default();
        text.push_str("\u{3000}\u{3000}港口", 10, Look::default());
        text.push_str("開放\u{a0}", 40, Look { bold: true, ..Look::default() });
        let text = text.trimmed();
        assert_eq!(text.string(), "港口開放");
        assert_eq!((text.runs[0].at, text.runs[1].at), (16, 40));
        let (one, two) = text.split_at(9);
        assert_eq!((one.string(), two.string()), ("港口開".to_owned(), "放".to_owned()));
        assert_eq!(two.runs[0].at, 43);
    }

    #[test]
    fn what_cannot_be_printed_is_left_away() {
        let mut text = Text::default();
        assert_eq!(text.push('\u{1}', 0, Look::default()), Cleaned::LeftOut);
        text.push_str("a\u{200b}b\u{2028}c", 1, Look::default());
        assert_eq!(text.string(), "ab\nc");
        let mut meant = Text::default();
        assert_eq!(meant.push('\u{92}', 0, Look::default()), Cleaned::Put('’'));
        assert_eq!(meant.push('⾦', 2, Look::default()), Cleaned::Put('金'));
        assert_eq!(meant.push('\u{a0}', 5, Look::default()), Cleaned::Kept);
        assert_eq!(meant.string(), "’金 ");
        let mut parted = Text::plain("a\n", 0);
        parted.push_str("\nb", 9, Look::default());
        let gap = 1..3;
        let parts = parted.without(std::slice::from_ref(&gap));
        assert_eq!(parts.iter().map(Text::string).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(text.lines().iter().map(Text::string).collect::<Vec<_>>(), ["ab", "c"]);
    }
}
