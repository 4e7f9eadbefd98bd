//! [`RichText`]: one paragraph or line of a head.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::chars::Locale;
use crate::diag::{FileId, Span};

/// What is said of a range of text. Ranges nest or are apart; they never cross.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `**bold**`
    Bold,
    /// `*emphasis*`: dots beside each character (着重號).
    Emphasis,
    /// `x^2^`
    Superscript,
    /// `[a name]{.name}`: the proper-name line (專名號).
    Name,
    /// `[a book]{.title}`: the wavy title line (書名號甲式).
    Title,
    /// `{文字|reading}`
    Ruby { reading: Box<RichText> },
    /// `[a name]{.mourned}`: the frame around a dead person's name (示亡號).
    Mourned,
    /// `[…]{.upright}`: each character upright in a vertical line.
    Upright,
    /// `[…]{.sideways}`: turned in a vertical line.
    Sideways,
    /// `[text]{lang=en}` and the like.
    Language(Locale),
    /// `[…]{.pull}`, or the last sentence of a paragraph that ends with `{.pull}`: a layout may print
    /// it once more.
    Pull,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Markup {
    pub range: Range<u32>,
    pub mark: Mark,
}

/// From byte `at` of the text on, characters were written one after the other from byte
/// `source` of the file on, until the next origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub at: u32,
    pub source: u32,
}

/// Text with its markup. Line ends are already joined: no control characters are left.
///
/// Two are equal that say and mark the same, wherever they are written: a story that was only
/// moved within its file is set as before.
#[derive(Clone, Debug)]
pub struct RichText {
    pub text: String,
    pub marks: Vec<Markup>,
    /// Byte offsets at which a head may break (`|`). Where there is one, it breaks nowhere else.
    pub breaks: Vec<u32>,
    pub file: FileId,
    /// In order of `at`; the first is at 0.
    pub origins: Vec<Origin>,
}

impl RichText {
    /// What is printed, without where it was written.
    fn content(&self) -> (&str, &[Markup], &[u32]) {
        let RichText { text, marks, breaks, file: _, origins: _ } = self;
        (text, marks, breaks)
    }

    /// Whether the same text stands at the same place of the same file.
    pub fn is_written_like(&self, other: &RichText) -> bool {
        let alike = |one: &Markup, other: &Markup| match (&one.mark, &other.mark) {
            (Mark::Ruby { reading: one }, Mark::Ruby { reading: other }) => {
                one.is_written_like(other)
            }
            _ => true,
        };
        self.file == other.file
            && self.origins == other.origins
            && self == other
            && self.marks.iter().zip(&other.marks).all(|(one, other)| alike(one, other))
    }

    /// Text that was written as it stands from byte `source` of a file on.
    pub fn plain(text: impl Into<String>, file: FileId, source: u32) -> RichText {
        RichText {
            text: text.into(),
            marks: Vec::new(),
            breaks: Vec::new(),
            file,
            origins: vec![Origin { at: 0, source }],
        }
    }

    /// Where byte `at` of the text was written.
    pub fn source_of(&self, at: u32) -> u32 {
        let next = self.origins.partition_point(|origin| origin.at <= at);
        match next.checked_sub(1).and_then(|index| self.origins.get(index)) {
            Some(origin) => origin.source + (at - origin.at),
            None => 0,
        }
    }

    /// Where a range of the text was written.
    pub fn span_of(&self, range: Range<u32>) -> Span {
        let start = self.source_of(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.source_of(last) + 1,
            _ => start,
        };
        Span { file: self.file, start, end: end.max(start) }
    }

    /// The place of the whole text.
    pub fn span(&self) -> Span {
        self.span_of(0..self.text.len() as u32)
    }

    /// A part of the text, its marks cut to it and its breaks strictly within it.
    pub fn slice(&self, range: Range<u32>) -> RichText {
        let text = self.text.get(range.start as usize..range.end as usize).unwrap_or("");
        let end = range.start + text.len() as u32;
        let mut origins = vec![Origin { at: 0, source: self.source_of(range.start) }];
        origins.extend(
            self.origins
                .iter()
                .filter(|origin| origin.at > range.start && origin.at < end)
                .map(|origin| Origin { at: origin.at - range.start, source: origin.source }),
        );
        let cut = |at: u32| at.clamp(range.start, end) - range.start;
        let marks = self.marks.iter().map(|markup| Markup {
            range: cut(markup.range.start)..cut(markup.range.end),
            mark: markup.mark.clone(),
        });
        RichText {
            text: text.to_string(),
            marks: marks.filter(|markup| !markup.range.is_empty()).collect(),
            breaks: self
                .breaks
                .iter()
                .filter(|&&at| at > range.start && at < end)
                .map(|&at| at - range.start)
                .collect(),
            file: self.file,
            origins,
        }
    }

    /// The characters, with what parts clauses in one row at each break ([`parting`]).
    pub fn parted(&self) -> String {
        let mut text = self.text.clone();
        for &at in self.breaks.iter().rev() {
            if text.is_char_boundary(at as usize) {
                text.insert_str(at as usize, parting(&self.text));
            }
        }
        text
    }

    /// Appends `other`, its marks and origins moved along.
    pub fn push(&mut self, other: &RichText) {
        let shift = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|markup| Markup {
            range: markup.range.start + shift..markup.range.end + shift,
            mark: markup.mark.clone(),
        }));
        self.breaks.extend(other.breaks.iter().map(|at| at + shift));
        self.origins
            .extend(other.origins.iter().map(|o| Origin { at: o.at + shift, source: o.source }));
    }
}

/// What parts the clauses of a head that is written in one row: an em's blank; the blank between words in
/// Korean and Western text.
pub fn parting(text: &str) -> &'static str {
    let is_spaced = text.is_ascii() || text.chars().any(|c| matches!(c, '가'..='힣'));
    if is_spaced { " " } else { "\u{3000}" }
}

impl PartialEq for RichText {
    fn eq(&self, other: &RichText) -> bool {
        self.content() == other.content()
    }
}

impl Eq for RichText {}

impl Hash for RichText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.content().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_text_is_equal_wherever_it_is_written() {
        let one = RichText::plain("港口", FileId(0), 10);
        let moved = RichText::plain("港口", FileId(1), 99);
        assert_eq!(one, moved);
        assert_eq!(HashSet::from([one.clone(), moved]).len(), 1);
        let mut marked = one.clone();
        marked.marks.push(Markup { range: 0..3, mark: Mark::Bold });
        assert_ne!(one, marked);
    }

    #[test]
    fn a_range_finds_its_source_across_a_joint() {
        let mut text = RichText::plain("港口", FileId(0), 10);
        text.push(&RichText::plain("開幕", FileId(0), 20));
        assert_eq!(text.source_of(3), 13);
        assert_eq!(text.source_of(6), 20);
        let span = text.span_of(3..9);
        assert_eq!((span.start, span.end), (13, 23));
    }

    #[test]
    fn a_slice_keeps_marks_and_places() {
        let mut text = RichText::plain("港口", FileId(0), 10);
        text.push(&RichText::plain("開幕", FileId(0), 20));
        text.marks.push(Markup { range: 0..6, mark: Mark::Bold });
        text.breaks.push(6);
        let slice = text.slice(3..12);
        assert_eq!(slice.text, "口開幕");
        assert_eq!(slice.marks, [Markup { range: 0..3, mark: Mark::Bold }]);
        assert_eq!(slice.breaks, [3]);
        assert_eq!((slice.source_of(0), slice.source_of(3)), (13, 20));
    }
}
