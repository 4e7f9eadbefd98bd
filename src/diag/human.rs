//! Diagnostics for the eye: the message, the lines it is about with what stands there marked,
//! and the cure.
//!
//! ```text
//! error[L084]: the legs do not fill their columns
//!   --> layouts/front.toml:18:11
//!    |
//! 18 | split = [18, 12, 10]
//!    |         ^^^^^^^^^^^^ 40 characters and 2 gutters stand in 53
//!    |
//!    = help: make the legs 47 to 51 characters in all, or name fewer columns
//! ```

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::{Diagnostic, FileId, Label, Severity, SourceMap};

/// Whether the text may hold colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    Plain,
    Terminal,
}

/// Columns of a source line that are shown; an article's paragraph is one long line.
const WIDTH: usize = 100;
/// Columns shown before the place when a line is cut.
const BEFORE: usize = 30;
/// Labels further apart than this many lines are shown in pieces of their own.
const FAR: usize = 40;

/// One diagnostic, with a line end.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, colours: Colours) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.0);
    let mut elements: Vec<Element<'_>> = Vec::new();
    let mut places = Vec::new();
    for excerpt in excerpts(diagnostic, sources) {
        let path = sources.path(excerpt.file);
        let (line, column) = excerpt.place;
        places.extend(
            excerpt
                .shown_column()
                .filter(|&shown| shown != column)
                .map(|shown| (format!("{path}:{line}:{shown}"), format!("{path}:{line}:{column}"))),
        );
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).path(path);
        let marks = excerpt.marks.into_iter().map(|mark| {
            let kind = match mark.primary {
                true => AnnotationKind::Primary,
                false => AnnotationKind::Context,
            };
            kind.span(mark.range).label(mark.text)
        });
        elements.push(snippet.annotations(marks).into());
    }
    elements.extend(diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str()).into()));
    elements.extend(diagnostic.notes.iter().map(|note| Level::NOTE.message(note.as_str()).into()));
    let renderer = match colours {
        Colours::Plain => Renderer::plain(),
        Colours::Terminal => Renderer::styled(),
    };
    let mut text = renderer.render(&[Group::with_title(title).elements(elements)]);
    // In a line that was cut the renderer counts from the cut.
    for (wrong, right) in places {
        text = text.replacen(&wrong, &right, 1);
    }
    text.push('\n');
    text
}

/// Some lines of a file and what is marked in them.
struct Excerpt<'d> {
    file: FileId,
    /// Of the first label, counted from 1.
    place: (usize, usize),
    first_line: usize,
    text: String,
    marks: Vec<Mark<'d>>,
}

impl Excerpt<'_> {
    /// The column of the first label in the excerpt.
    fn shown_column(&self) -> Option<usize> {
        let before = self.text.get(..self.marks.first()?.range.start)?;
        let line = before.rfind('\n').map_or(before, |at| before.get(at + 1..).unwrap_or(""));
        Some(line.chars().count() + 1)
    }
}

struct Mark<'d> {
    /// Bytes of the excerpt.
    range: Range<usize>,
    text: &'d str,
    primary: bool,
}

/// A label and the lines it stands in.
#[derive(Clone, Copy)]
struct Found<'d> {
    label: &'d Label,
    primary: bool,
    first: usize,
    last: usize,
}

fn excerpts<'d>(diagnostic: &'d Diagnostic, sources: &SourceMap) -> Vec<Excerpt<'d>> {
    let labels = diagnostic.primary.iter().map(|label| (label, true));
    let labels = labels.chain(diagnostic.others.iter().map(|label| (label, false)));
    let mut groups: Vec<Vec<Found<'d>>> = Vec::new();
    for (label, primary) in labels {
        let span = label.span;
        let first = sources.line_column(span.file, span.start).0;
        let last = sources.line_column(span.file, span.end.saturating_sub(1).max(span.start)).0;
        let found = Found { label, primary, first, last };
        let near = groups.iter_mut().find(|group| {
            group.iter().any(|other| {
                other.label.span.file == span.file
                    && first <= other.last + FAR
                    && other.first <= last + FAR
            })
        });
        match near {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    groups.iter().filter_map(|group| excerpt(group, sources)).collect()
}

fn excerpt<'d>(group: &[Found<'d>], sources: &SourceMap) -> Option<Excerpt<'d>> {
    let head = group.first()?;
    let file = head.label.span.file;
    let first_line = group.iter().map(|found| found.first).min()?;
    // A table of many lines is known by its first ones.
    let last_line = group.iter().map(|found| found.last.min(found.first + FAR)).max()?;
    let mut excerpt = Excerpt {
        file,
        place: sources.line_column(file, head.label.span.start),
        first_line,
        text: String::new(),
        marks: Vec::new(),
    };
    let mut starts: Vec<Option<usize>> = vec![None; group.len()];
    let mut ends: Vec<usize> = vec![0; group.len()];
    for (number, range) in sources.lines(file, first_line..last_line + 1) {
        let line = sources.text(file).get(range.clone()).unwrap_or("");
        let here: Vec<Range<usize>> =
            group.iter().map(|found| within(found, &range, line)).collect();
        let touched = group
            .iter()
            .zip(&here)
            .filter(|(found, _)| (found.first..=found.last).contains(&number));
        let cut = cut(line, touched.map(|(_, place)| place.clone()));
        let at = excerpt.text.len();
        for (index, found) in group.iter().enumerate() {
            let (start, end) = (here[index].start, here[index].end);
            if found.first == number {
                starts[index] = Some(at + cut.place(start));
            }
            if (found.first..=found.last).contains(&number) {
                ends[index] = at + cut.place(end);
            }
        }
        excerpt.text += &cut.text;
        excerpt.text.push('\n');
    }
    // The last line end is shown as an empty line.
    excerpt.text.pop();
    for (found, (start, end)) in group.iter().zip(starts.into_iter().zip(ends)) {
        let start = start?;
        excerpt.marks.push(Mark {
            range: start..end.max(start),
            text: &found.label.text,
            primary: found.primary,
        });
    }
    Some(excerpt)
}

/// The part of a label that stands in the line at `range`, in bytes of the line.
fn within(found: &Found<'_>, range: &Range<usize>, line: &str) -> Range<usize> {
    let place = found.label.span.range();
    let mut start = place.start.clamp(range.start, range.end) - range.start;
    let mut end = place.end.clamp(range.start, range.end) - range.start;
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    while !line.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

/// A line, cut to what can be shown.
struct Cut {
    text: String,
    /// The bytes of the line that are shown.
    shown: Range<usize>,
    /// The length of what stands for the part before them.
    lead: usize,
}

impl Cut {
    /// A byte of the line as a byte of the cut one.
    fn place(&self, at: usize) -> usize {
        at.clamp(self.shown.start, self.shown.end) - self.shown.start + self.lead
    }
}

fn cut(line: &str, places: impl Iterator<Item = Range<usize>>) -> Cut {
    const MORE: &str = "…";
    let line = line.trim_end_matches(['\r', '\n']);
    let columns: usize = line.chars().take(WIDTH + 1).map(width).sum();
    if columns <= WIDTH {
        return Cut { text: line.to_string(), shown: 0..line.len(), lead: 0 };
    }
    let place = places.map(|place| place.start).min().unwrap_or(0).min(line.len());
    let (mut start, mut used) = (place, 0);
    for (at, c) in line.get(..place).unwrap_or("").char_indices().rev() {
        used += width(c);
        if used > BEFORE {
            break;
        }
        start = at;
    }
    let mut end = start;
    let mut used = 0;
    for c in line.get(start..).unwrap_or("").chars() {
        used += width(c);
        if used > WIDTH {
            break;
        }
        end += c.len_utf8();
    }
    let (mut text, mut lead) = (String::new(), 0);
    if start > 0 {
        text += MORE;
        lead = MORE.len();
    }
    text += line.get(start..end).unwrap_or("");
    if end < line.len() {
        text += MORE;
    }
    Cut { text, shown: start..end, lead }
}

/// Columns of a character on a terminal, near enough to cut a line by.
fn width(c: char) -> usize {
    match c as u32 {
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF => 2,
        0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 => 2,
        0x1F300..=0x1FAFF | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Span};

    fn at(file: FileId, text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part is in the text");
        Span::new(file, start..start + part.len())
    }

    fn shown(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        render(diagnostic, sources, Colours::Plain)
    }

    #[test]
    fn a_value_is_pointed_at() {
        let text = "[[page.block]]\nid = \"港\"\nsplit = [18, 12, 10]\n";
        let mut sources = SourceMap::default();
        let file = sources.add("layouts/front.toml", text);
        let diagnostic = Diagnostic::error(Code("L084"), "the legs do not fill their columns")
            .at(at(file, text, "[18, 12, 10]"), "40 characters in 53")
            .help("make the legs longer")
            .with_note("gutters are at most 3");
        let expected = "\
error[L084]: the legs do not fill their columns
 --> layouts/front.toml:3:9
  |
3 | split = [18, 12, 10]
  |         ^^^^^^^^^^^^ 40 characters in 53
  |
  = help: make the legs longer
  = note: gutters are at most 3
";
        assert_eq!(shown(&diagnostic, &sources), expected);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let text = "港口開幕";
        let mut sources = SourceMap::default();
        let file = sources.add("a.md", text);
        let diagnostic =
            Diagnostic::warning(Code("F001"), "no font has it").at(at(file, text, "開"), "this");
        let expected = "\
warning[F001]: no font has it
 --> a.md:1:3
  |
1 | 港口開幕
  |     ^^ this
";
        assert_eq!(shown(&diagnostic, &sources), expected);
    }

    #[test]
    fn long_lines_are_cut_about_the_place() {
        let text = format!("甲\n{}開{}\n乙", "字".repeat(2000), "文".repeat(2000));
        let mut sources = SourceMap::default();
        let file = sources.add("a.md", text.as_str());
        let diagnostic =
            Diagnostic::note(Code("C001"), "a loose line").at(at(file, &text, "開"), "here");
        let shown = shown(&diagnostic, &sources);
        assert!(shown.contains(" --> a.md:2:2001\n"), "{shown}");
        assert!(shown.contains(&format!("2 | …{}開文", "字".repeat(15))), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 80), "{shown}");
    }

    #[test]
    fn labels_stand_in_several_places_and_files() {
        let (one, other) = ("a = 1\nb = 2\n", "x = 1\n");
        let mut sources = SourceMap::default();
        let first = sources.add("one.toml", one);
        let second = sources.add("other.toml", other);
        let diagnostic = Diagnostic::error(Code("L009"), "two keys")
            .at(at(first, one, "2"), "second")
            .and_at(at(first, one, "1"), "first")
            .and_at(at(second, other, "x"), "elsewhere");
        let expected = "\
error[L009]: two keys
 --> one.toml:2:5
  |
1 | a = 1
  |     - first
2 | b = 2
  |     ^ second
  |
 ::: other.toml:1:1
  |
1 | x = 1
  | - elsewhere
";
        assert_eq!(shown(&diagnostic, &sources), expected);
    }

    #[test]
    fn nothing_to_show_is_no_crash() {
        let mut sources = SourceMap::default();
        let file = sources.add("empty.md", "");
        let mut cases = vec![Diagnostic::error(Code("U001"), "no layout is named")];
        for span in [(0, 0), (0, 5), (7, 3), (1, 2)] {
            let range = Span { file, start: span.0, end: span.1 };
            cases.push(Diagnostic::error(Code("A004"), "empty").at(range, "here"));
        }
        let odd = sources.add("odd.md", "港\t\u{7}\r\n\r\n港");
        for span in [0..1, 1..2, 3..9, 8..11, 10..11, 0..11] {
            let range = Span { file: odd, start: span.start, end: span.end };
            cases.push(Diagnostic::error(Code("A008"), "odd").at(range, "here"));
        }
        let nowhere = Span { file: FileId(99), start: 3, end: 4 };
        cases.push(Diagnostic::error(Code("A008"), "odd").at(nowhere, "here"));
        for diagnostic in cases {
            for colours in [Colours::Plain, Colours::Terminal] {
                assert!(render(&diagnostic, &sources, colours).contains(diagnostic.code.0));
            }
        }
    }
}
