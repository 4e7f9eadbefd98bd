//! [`spans`]: a text as runs that look alike, with what composition made of it: numbers that stand
//! upright in a vertical line, rows of a head, sizes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::Mark;
use crate::chars::Locale;
use crate::compose::{Glyph, GlyphSize, Orientation, RunText};
use crate::flow::PlacedLine;
use crate::measure::{Length, WritingMode};
use crate::page::model::TextId;
use crate::text::{self, Markup, RichText};

/// Characters that look alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub text: String,
    /// The innermost last.
    pub marks: Vec<Mark>,
    pub ruby: Option<Ruby>,
    /// Side by side, or alone, upright in a vertical line (縱中橫).
    pub upright: bool,
    /// The glyphs' own; none where no glyph stands for the text.
    pub size: Option<GlyphSize>,
    pub locale: Option<Locale>,
}

/// A reading beside a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruby {
    pub reading: String,
    pub of: RubyOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RubyOf {
    /// Each character has its own, parted by blanks.
    Characters,
    Group,
}

/// Whether a text's rows are kept where composition ended them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Of a head.
    Kept,
    /// Of text that flows.
    Free,
}

/// The end of a row that is kept.
pub const ROW_END: char = '\u{2028}';

/// The spans of a text; `lines` are those that it stands in.
pub fn spans(id: TextId, text: &RichText, lines: &[&PlacedLine], rows: Rows) -> Vec<Span> {
    let seen = Seen::of(id, text, lines);
    let ends: BTreeSet<u32> = match rows {
        Rows::Free => BTreeSet::new(),
        Rows::Kept => lines.iter().map(|line| line.line.range.end).collect(),
    };
    let length = text.text.len() as u32;
    let mut made: Vec<Span> = Vec::new();
    let cuts = seen.cuts(text, &ends);
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let Some(slice) = text.text.get(*from as usize..*to as usize) else { continue };
        let mut span = seen.span(text, *from..*to, slice);
        if ends.contains(to) && *to < length && !span.text.ends_with(ROW_END) {
            span.text.push(ROW_END);
        }
        made.push(span);
    }
    made
}

/// What the lines of a text show of it.
struct Seen {
    sizes: Vec<(Range<u32>, GlyphSize)>,
    cells: Vec<Range<u32>>,
}

impl Seen {
    fn of(id: TextId, text: &RichText, lines: &[&PlacedLine]) -> Seen {
        let (mut sizes, mut cells) = (Vec::<(Range<u32>, GlyphSize)>::new(), Vec::new());
        for placed in lines {
            for run in &placed.line.runs {
                let is_own = match run.text {
                    RunText::Source => placed.text == id,
                    RunText::Tail => placed.tail == Some(id),
                    RunText::Inserted(_) | RunText::Reading { .. } => false,
                };
                let glyphs = || run.glyphs.iter().filter(|glyph| !glyph.range.is_empty());
                let (first, last) = (glyphs().map(|g| g.range.start).min(), glyphs().next_back());
                let (true, Some(first), Some(last)) = (is_own, first, last) else { continue };
                let range = first..last.range.end.max(first);
                match sizes.last_mut() {
                    Some((before, size)) if *size == run.size && before.end <= range.start => {
                        before.end = range.end;
                    }
                    _ => sizes.push((range, run.size)),
                }
                let down = placed.mode == WritingMode::VerticalRl;
                if down && run.orientation == Orientation::Upright {
                    let half = placed.line.em.inline / 2;
                    cells.extend(cells_of(&text.text, glyphs(), half));
                }
            }
        }
        cells.sort_by_key(|cell: &Range<u32>| cell.start);
        Seen { sizes, cells }
    }

    /// Where spans begin and end.
    fn cuts(&self, text: &RichText, ends: &BTreeSet<u32>) -> Vec<u32> {
        let length = text.text.len() as u32;
        let mut cuts = BTreeSet::from([0, length]);
        cuts.extend(ends.iter().copied());
        let marks = text.marks.iter().filter(|markup| !markup.range.is_empty());
        cuts.extend(marks.flat_map(|markup| [markup.range.start, markup.range.end]));
        cuts.extend(self.cells.iter().flat_map(|cell| [cell.start, cell.end]));
        cuts.extend(self.sizes.iter().flat_map(|(range, _)| [range.start, range.end]));
        // A reading has one base.
        let within = |cut: &u32| {
            let is = |markup: &Markup| markup.range.start < *cut && *cut < markup.range.end;
            rubies(text).any(is)
        };
        cuts.retain(|cut| *cut <= length && !within(cut));
        cuts.into_iter().filter(|cut| text.text.is_char_boundary(*cut as usize)).collect()
    }

    fn span(&self, text: &RichText, range: Range<u32>, slice: &str) -> Span {
        let covers = |of: &Range<u32>| of.start <= range.start && range.end <= of.end;
        let over = || text.marks.iter().filter(|markup| covers(&markup.range));
        let ruby = over().find_map(|markup| match &markup.mark {
            text::Mark::Ruby { reading } => Some(ruby(slice, &reading.text)),
            _ => None,
        });
        let locale = over().find_map(|markup| match markup.mark {
            text::Mark::Language(locale) => Some(locale),
            _ => None,
        });
        let upright = self.cells.iter().any(covers);
        let at =
            |(of, _): &&(Range<u32>, GlyphSize)| of.start <= range.start && range.start < of.end;
        let size = self.sizes.iter().find(at).map(|(_, size)| *size);
        Span {
            text: slice.replace('\n', &ROW_END.to_string()),
            marks: over().filter_map(|markup| mark_of(&markup.mark)).collect(),
            ruby,
            upright,
            size: size.filter(|_| !upright),
            locale,
        }
    }
}

fn rubies(text: &RichText) -> impl Iterator<Item = &Markup> {
    text.marks.iter().filter(|markup| matches!(markup.mark, text::Mark::Ruby { .. }))
}

fn mark_of(mark: &text::Mark) -> Option<Mark> {
    Some(match mark {
        text::Mark::Bold => Mark::Bold,
        text::Mark::Emphasis => Mark::Emphasis,
        text::Mark::Superscript => Mark::Superscript,
        text::Mark::Name => Mark::Name,
        text::Mark::Title => Mark::Title,
        text::Mark::Mourned => Mark::Mourned,
        text::Mark::Sideways => Mark::Sideways,
        text::Mark::Language(locale) => Mark::Language(*locale),
        text::Mark::Ruby { .. } => Mark::Ruby,
        // Its characters are told one by one.
        text::Mark::Upright | text::Mark::Pull => return None,
    })
}

/// A reading in as many words as its base has characters is one a character.
fn ruby(base: &str, reading: &str) -> Ruby {
    let words = reading.split_whitespace().count();
    let each = words > 1 && words == base.chars().count();
    let of = if each { RubyOf::Characters } else { RubyOf::Group };
    Ruby { reading: reading.to_owned(), of }
}

/// Western characters that stand upright: those side by side in one frame, and those alone.
fn cells_of<'g>(
    text: &str,
    glyphs: impl Iterator<Item = &'g Glyph>,
    half: Length,
) -> Vec<Range<u32>> {
    let mut cells: Vec<(Range<u32>, Length)> = Vec::new();
    for glyph in glyphs {
        let range = glyph.range.clone();
        let slice = text.get(range.start as usize..range.end as usize).unwrap_or("");
        if slice.is_empty() || !slice.chars().all(|c| c < '\u{250}') {
            continue;
        }
        let at = glyph.inline.length();
        match cells.last_mut() {
            Some((cell, start)) if cell.end == range.start && (at - *start).abs() < half => {
                cell.end = range.end;
            }
            _ => cells.push((range, at)),
        }
    }
    cells.into_iter().map(|(cell, _)| cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::page::model::{StoryId, StoryText};

    const ID: TextId = TextId::Story(StoryId(0), StoryText::Body(0));

    fn marked(text: &str, marks: Vec<(Range<u32>, text::Mark)>) -> RichText {
        let mut text = RichText::plain(text, FileId(0), 0);
        text.marks = marks.into_iter().map(|(range, mark)| Markup { range, mark }).collect();
        text
    }

    #[test]
    fn marks_cut_a_text_and_a_reading_has_one_base() {
        let reading = |words: &str| {
            let reading = Box::new(RichText::plain(words, FileId(0), 0));
            text::Mark::Ruby { reading }
        };
        let text = marked(
            "港口開幕禮",
            vec![
                (0..6, reading("gǎng kǒu")),
                (3..6, text::Mark::Bold),
                (6..12, text::Mark::Emphasis),
            ],
        );
        let made = spans(ID, &text, &[], Rows::Free);
        let texts: Vec<&str> = made.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(texts, ["港口", "開幕", "禮"]);
        let ruby = made[0].ruby.as_ref().expect("a reading");
        assert_eq!((ruby.reading.as_str(), ruby.of), ("gǎng kǒu", RubyOf::Characters));
        assert_eq!(made[1].marks, [Mark::Emphasis]);
        assert!(made[2].marks.is_empty());
    }

    #[test]
    fn a_kept_line_end_is_one_of_the_trade() {
        let made = spans(ID, &marked("一\n二", Vec::new()), &[], Rows::Free);
        assert_eq!(made[0].text, "一\u{2028}二");
    }
}
