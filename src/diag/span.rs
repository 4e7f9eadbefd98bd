//! Places in the files of a job.

use std::ops::Range;
use std::sync::OnceLock;

/// A file of the job, in the order in which the files were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place it was written at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }

    pub fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, span: self.span }
    }
}

/// The texts of a job's files, for showing the line that a diagnostic is about.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

#[derive(Clone, Debug)]
struct SourceFile {
    /// As the user would write it, from the working directory.
    path: String,
    text: String,
    /// Made when a line is first asked for: most jobs have nothing to say.
    index: OnceLock<Index>,
}

/// Where the lines of a text begin, and how many characters stand before each of its blocks: a
/// paragraph is one line, and an article may be one paragraph.
#[derive(Clone, Debug)]
struct Index {
    lines: Vec<u32>,
    characters: Vec<u32>,
}

/// Bytes of which the characters are counted for a single place.
const BLOCK: usize = 1024;

impl Index {
    fn of(text: &str) -> Index {
        let ends = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
        let mut count = 0;
        let characters = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = count;
            count += characters_in(block);
            before
        });
        Index { lines: std::iter::once(0).chain(ends).collect(), characters: characters.collect() }
    }

    /// The line that a byte stands in, counted from 0, and its first byte.
    fn line_of(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start as usize <= at).saturating_sub(1);
        (line, self.lines.get(line).map_or(0, |&start| start as usize))
    }

    /// The characters of `text` before a byte of it.
    fn characters_before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let known = self.characters.get(block).copied();
        let (known, from) = match known {
            Some(known) => (known, block * BLOCK),
            None => (0, 0),
        };
        (known + characters_in(text.as_bytes().get(from..at).unwrap_or_default())) as usize
    }
}

fn characters_in(bytes: &[u8]) -> u32 {
    let continued = |byte: &&u8| **byte & 0xC0 != 0x80;
    bytes.iter().filter(continued).count() as u32
}

impl SourceMap {
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let index = OnceLock::new();
        self.files.push(SourceFile { path: path.into(), text: text.into(), index });
        FileId(self.files.len() as u32 - 1)
    }

    pub fn path(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |f| &f.path)
    }

    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |f| &f.text)
    }

    fn index(&self, file: FileId) -> Option<(&str, &Index)> {
        let file = self.files.get(file.0 as usize)?;
        Some((&file.text, file.index.get_or_init(|| Index::of(&file.text))))
    }

    /// The lines numbered `range` (from 1), each with its number and its bytes, line end and all.
    pub fn lines(
        &self,
        file: FileId,
        range: Range<usize>,
    ) -> impl Iterator<Item = (usize, Range<usize>)> {
        // A file that ends with a line end, or is empty, has an empty last line.
        let (text, starts) =
            self.index(file).map_or(("", &[][..]), |(text, index)| (text, &index.lines));
        range.map_while(move |number| {
            let start = *starts.get(number.checked_sub(1)?)? as usize;
            let end = starts.get(number).map_or(text.len(), |&end| end as usize);
            Some((number, start..end))
        })
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn line_column(&self, file: FileId, offset: u32) -> (usize, usize) {
        let Some((text, index)) = self.index(file) else { return (1, 1) };
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let (line, start) = index.line_of(at);
        let before = |at| index.characters_before(text, at);
        (line + 1, before(at) - before(start) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As one would count by hand.
    fn counted(text: &str, offset: usize) -> (usize, usize) {
        let before = &text[..offset];
        let line = before.rsplit('\n').next().unwrap_or("");
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    #[test]
    fn lines_and_columns_are_those_that_one_counts() {
        let long = format!("a\n{}\n\r\n港{}", "海é𠮷x".repeat(900), "口".repeat(3000));
        let whole = "x".repeat(2 * BLOCK);
        for text in ["", "\n", "一\n二", "a\n\n", long.as_str(), whole.as_str()] {
            let mut sources = SourceMap::default();
            let file = sources.add("a.md", text);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                assert_eq!(sources.line_column(file, at as u32), counted(text, at), "{at}");
            }
            let lines: Vec<_> = sources.lines(file, 1..usize::MAX).collect();
            assert_eq!(lines.len(), text.matches('\n').count() + 1);
            let parts = lines.iter().map(|(_, range)| &text[range.clone()]);
            assert_eq!(parts.collect::<String>(), text);
            assert!(lines.iter().zip(1..).all(|((number, _), wanted)| *number == wanted));
        }
    }

    #[test]
    fn a_place_beyond_the_files_is_the_first() {
        let mut sources = SourceMap::default();
        assert_eq!(sources.line_column(FileId(0), 7), (1, 1));
        let file = sources.add("a.md", "港\n");
        assert_eq!(sources.line_column(file, 1), (1, 1), "within a character");
        assert_eq!(sources.line_column(file, 99), (2, 1));
        assert_eq!(sources.lines(FileId(1), 1..5).count(), 0);
    }
}
