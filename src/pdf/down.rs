//! Vertical lines as extractors have to find them.
//!
//! An extractor (poppler) gives every glyph of a vertical line the length of its type size, and
//! takes for one block what stands less than one and a half sizes apart. Turned words, digits
//! side by side, marks without their white, widely leaded and flattened type are nothing of the
//! kind. So a vertical line says its text as a whole (ActualText, ISO 32000-2 14.9.4), from its first
//! glyph to a blank at its end, whose size and place tell how large and how long it is: the
//! extractor shares the length among the characters.
//!
//! ```text
//!   . pen of the first glyph
//!   |  what ActualText covers is n/(n-1) of the way from the first character to the last,
//!   |  each of them `size` long
//!   ' blank, its frame ending there
//! ```

use super::fonts::{Font, FontSet};
use super::glyphs::text_of;
use super::text_line::is_astral;
use crate::draw::{DrawGlyph, DrawPage, DrawRun, Item, Tag, TextMark, Turn, Usage};

use crate::measure::Length;

/// Lines are of one block up to so many type sizes apart, in hundredths.
const BLOCK: i64 = 140;

/// Some of a run's glyphs.
pub(super) type Part<'a> = (&'a DrawRun, &'a [DrawGlyph]);

/// A vertical line, or what of it belongs to one leaf of the structure.
pub(super) struct Down<'a> {
    pub mark: &'a TextMark,
    /// Those that stand in the line, not beside it, and which of their glyphs.
    pub runs: Vec<Part<'a>>,
    /// The initial beside it, which is said first.
    pub large: Vec<&'a DrawRun>,
    pub tag: Tag,
    /// The type size that the blank tells.
    pub size: Length,
    /// Of the line's type, down the line.
    em: Length,
    /// Where the line goes on.
    pub next: Option<Length>,
}

impl<'a> Down<'a> {
    /// None for a horizontal line.
    pub fn of(
        mark: &'a TextMark,
        (large, runs): (&[&'a DrawRun], &[&'a DrawRun]),
        pitch: Option<Length>,
    ) -> Vec<Down<'a>> {
        let runs: Vec<&DrawRun> = runs.iter().copied().filter(|run| stands_in(mark, run)).collect();
        let em = runs.iter().map(|run| along(run)).max().unwrap_or(Length::ZERO);
        if !em.is_positive() {
            return Vec::new();
        }
        let size = pitch.map_or(em, |pitch| em.max(pitch.scale(100, BLOCK)));
        let parts = runs.chunk_by(|one, other| one.tag == other.tag);
        let mut parts: Vec<Down<'_>> = parts
            .flat_map(|runs| pieces(mark, runs))
            .filter_map(|runs| {
                let tag = runs.first()?.0.tag;
                Some(Down { mark, runs, large: Vec::new(), tag, size, em, next: None })
            })
            .collect();
        if let Some(first) = parts.first_mut() {
            first.large = large.to_vec();
        }
        let starts: Vec<Length> = parts.iter().map(Down::start).collect();
        for (part, &start) in parts.iter_mut().zip(starts.iter().skip(1)) {
            part.next = Some(start);
        }
        parts
    }

    pub fn holds(&self, run: &DrawRun) -> bool {
        self.runs.iter().any(|(own, _)| std::ptr::eq(*own, run))
    }

    /// Whether it is characters that ActualText loses in PDFium, and that say themselves.
    pub fn says_itself(&self, fonts: &FontSet) -> bool {
        self.large.is_empty()
            && self.glyphs().all(|(run, glyph)| {
                let says = |font: &Font| font.says(glyph.id, text_of(run, glyph));
                is_astral(text_of(run, glyph)) && fonts.get(run.face).is_some_and(says)
            })
    }

    pub fn middle(&self) -> Length {
        middle_of(self.mark)
    }

    /// The run whose face sets the blanks.
    pub fn setter(&self) -> Option<&'a DrawRun> {
        let mut runs = self.runs.iter().map(|(run, _)| *run);
        runs.clone().find(|run| run.turn == Turn::Upright).or_else(|| runs.next())
    }

    fn glyphs(&self) -> impl Iterator<Item = (&'a DrawRun, &'a DrawGlyph)> {
        let runs = self.runs.iter().copied();
        runs.flat_map(|(run, glyphs)| glyphs.iter().map(move |glyph| (run, glyph)))
    }

    /// Frames of marks at the line's edges reach out of it.
    fn start(&self) -> Length {
        let frame = self.mark.frame.y;
        self.glyphs().next().map_or(frame, |(_, glyph)| glyph.origin.y.max(frame))
    }

    /// Where the blanks stand: before the line, if its first glyph is not in its middle, and at
    /// its end.
    pub fn blanks(&self) -> (Option<Length>, Length) {
        let frame = &self.mark.frame;
        let start = self.start();
        let ends = self.glyphs().map(|(_, glyph)| glyph.origin.y + glyph.advance);
        let end = ends.max().unwrap_or(start).min(frame.bottom());
        // Gutters of one em are told from lines that touch by being more than a size.
        let short = (self.size - self.em) * 2 + self.size * 3 / 20;
        let long = self.next.unwrap_or(end - short) - start;
        let text = |(run, glyph)| {
            text_of(run, glyph).chars().chain(run.parting_before(glyph).chars()).count() as i64
        };
        let large = self.large.iter().flat_map(|run| run.glyphs.iter().map(move |it| (*run, it)));
        let count: i64 = large.chain(self.glyphs()).map(text).sum();
        let covered = match count {
            0 | 1 => long.min(self.size),
            _ => (long - self.size).max(Length::ZERO).scale(count, count - 1),
        };
        let beside = |(run, glyph)| is_beside(self.mark, run, glyph);
        // What is said does not begin with an initial, which stands over other lines, too.
        let begins = !self.large.is_empty() || self.glyphs().next().is_some_and(beside);
        let before = begins.then_some(start);
        (before, start + covered - self.size)
    }
}

/// Whether a glyph's pen begins elsewhere than where an extractor takes the line to begin.
fn is_beside(mark: &TextMark, run: &DrawRun, glyph: &DrawGlyph) -> bool {
    let at = glyph.origin;
    run.turn != Turn::Upright || at.x != middle_of(mark) || at.y < mark.frame.y
}

/// Runs of one tag, cut where what is shown under one ActualText has to end: after what begins
/// the line beside its middle (MuPDF says the whole line twice, where a blank stands before it),
/// and around characters that PDFium loses in it.
fn pieces<'a>(mark: &TextMark, runs: &[&'a DrawRun]) -> Vec<Vec<Part<'a>>> {
    #[derive(PartialEq, Eq, Clone, Copy)]
    enum Kind {
        Beside,
        Line,
        Astral,
    }
    let mut pieces: Vec<(Kind, Vec<Part<'a>>)> = Vec::new();
    for run in runs {
        let mut rest: &[DrawGlyph] = &run.glyphs;
        while let Some(first) = rest.first() {
            let begins = pieces.iter().all(|(kind, _)| *kind == Kind::Beside);
            let kind_of = |glyph: &DrawGlyph| match () {
                () if is_astral(text_of(run, glyph)) => Kind::Astral,
                () if begins && is_beside(mark, run, glyph) => Kind::Beside,
                () => Kind::Line,
            };
            let kind = kind_of(first);
            let count = rest.iter().take_while(|glyph| kind_of(glyph) == kind).count();
            // Glyphs of one character stay together.
            let count = (count..rest.len())
                .find(|&at| rest.get(at).is_some_and(|glyph| !glyph.range.is_empty()))
                .unwrap_or(rest.len());
            let (own, after) = rest.split_at(count);
            match pieces.last_mut() {
                Some((last, parts)) if *last == kind => parts.push((*run, own)),
                _ => pieces.push((kind, vec![(*run, own)])),
            }
            rest = after;
        }
    }
    pieces.into_iter().map(|(_, parts)| parts).collect()
}

fn middle_of(mark: &TextMark) -> Length {
    mark.frame.x + mark.frame.width / 2
}

/// Ruby stands beside the line, lines and dots say nothing.
fn stands_in(mark: &TextMark, run: &DrawRun) -> bool {
    let near = |glyph: &DrawGlyph| (glyph.origin.x - middle_of(mark)).abs() <= mark.frame.width / 2;
    run.turn != Turn::Horizontal
        && !run.glyphs.is_empty()
        && (!run.source.is_empty() || (!run.text.is_empty() && run.glyphs.iter().all(near)))
}

/// The type size of a run down a vertical line.
fn along(run: &DrawRun) -> Length {
    match run.turn {
        Turn::Upright => run.size.height,
        Turn::Horizontal | Turn::Sideways => run.size.width,
    }
}

/// How far the vertical lines of each kind of text stand apart.
pub(super) struct Pitches(Vec<(Usage, Length, Length)>);

impl Pitches {
    pub fn of(page: &DrawPage) -> Pitches {
        let mut pitches: Vec<(Usage, Length, Length)> = Vec::new();
        let mut last: Option<&TextMark> = None;
        for item in &page.items {
            let Item::Text(mark) = item else { continue };
            let vertical = mark.runs.iter().any(|run| run.turn == Turn::Upright);
            if let Some(last) = last.filter(|last| vertical && last.usage == mark.usage) {
                let step = last.frame.x - mark.frame.x;
                let width = mark.frame.width;
                if step.is_positive() && step < width * 3 && last.frame.width == width {
                    let known =
                        pitches.iter_mut().find(|(of, w, _)| (*of, *w) == (mark.usage, width));
                    match known {
                        Some((.., pitch)) => *pitch = step.min(*pitch),
                        None => pitches.push((mark.usage, width, step)),
                    }
                }
            }
            last = Some(mark);
        }
        Pitches(pitches)
    }

    pub fn near(&self, mark: &TextMark) -> Option<Length> {
        let key = (mark.usage, mark.frame.width);
        self.0.iter().find(|(of, width, _)| (*of, *width) == key).map(|(.., pitch)| *pitch)
    }
}
