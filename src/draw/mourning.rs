//! The frames around the names of the dead (示亡號, R87), each as far as it stands on one line.

use super::list::{Item, RectMark};
use super::lower::EM_ASCENT;
use crate::colour::Colour;
use crate::compose::{Glyph, GlyphRun, Orientation, RunText};
use crate::flow::PlacedLine;
use crate::fonts::{Face, FontBook};
use crate::measure::{Em, Length};
use crate::text::{Mark, Markup, RichText};

/// The weight of a frame.
const WEIGHT: Length = Length::from_centipt(40);
/// Letters that reach under the em box of Han.
const DESCENDING: &str = "gjpqyQJçÇþ";
const COMBINING: std::ops::RangeInclusive<char> = '\u{0300}'..='\u{036F}';
/// What a frame gains over capitals with accents, and the white under letters, in thousandths of an em.
const OVER_ACCENTS: i64 = 80;
const UNDER_LETTERS: i64 = 40;

/// By face: how far its letters reach under the em box of Han, in millionths, with the white to a frame.
pub(super) struct Letters {
    depths: Vec<i64>,
}

impl Letters {
    pub(super) fn of(book: &FontBook<'_>) -> Letters {
        Letters { depths: book.faces().map(|(_, face)| depth_of(face)).collect() }
    }

    /// How far what is written stands over its em box and under it.
    fn out_of_box(&self, run: &GlyphRun, written: &str) -> (Length, Length) {
        if run.orientation == Orientation::Upright {
            return (Length::ZERO, Length::ZERO);
        }
        let em = run.size.height;
        let descends = written.chars().any(|c| DESCENDING.contains(c));
        let depth = self.depths.get(run.face.0 as usize).copied().unwrap_or(0);
        let marked = |c: char| c.is_uppercase() && !c.is_ascii();
        let accented = written.chars().any(|c| marked(c) || COMBINING.contains(&c));
        let over = if accented { em.scale(OVER_ACCENTS, 1000) } else { Length::ZERO };
        (over, if descends { Em::from_millionths(depth).of(em) } else { Length::ZERO })
    }
}

fn depth_of(face: &Face<'_>) -> i64 {
    let em = i64::from(face.units_per_em()).max(1);
    let inks = ['g', 'y', 'p'].into_iter().filter_map(|c| face.ink(face.glyph(c)?));
    let depth = inks.map(|ink| -i64::from(ink.y_min)).max().unwrap_or(0);
    (depth * 1_000_000 / em - (1000 - EM_ASCENT - UNDER_LETTERS) * 1000).max(0)
}

/// What stands of one name on a line.
#[derive(Default)]
struct Name {
    span: Option<(Length, Length)>,
    over: Length,
    under: Length,
}

/// The frames of a line; each holds what its letters have over and under their em box.
pub(super) fn mourning_frames(
    letters: &Letters,
    placed: &PlacedLine,
    text: &RichText,
    runs: &[&GlyphRun],
) -> Vec<Item> {
    let names = text.marks.iter().filter(|markup| markup.mark == Mark::Mourned);
    let colour = runs.first().map_or(Colour::BLACK, |run| run.colour);
    let frame = |name: &Markup| {
        let Name { span, over, under } = name_of(letters, name, text, placed, runs);
        let (from, to) = span?;
        let own = placed.mode.part_of_line(placed.rect, from, to - from);
        let rect = placed.mode.wider_line(own, over, under);
        Some(Item::Rect(RectMark { rect, fill: None, stroke: Some((WEIGHT, colour)) }))
    };
    names.filter_map(frame).collect()
}

fn name_of(
    letters: &Letters,
    name: &Markup,
    text: &RichText,
    placed: &PlacedLine,
    runs: &[&GlyphRun],
) -> Name {
    let within = |glyph: &&Glyph| {
        let range = &glyph.range;
        !range.is_empty() && name.range.start <= range.start && range.end <= name.range.end
    };
    let mut all = Name::default();
    for run in runs.iter().filter(|run| matches!(run.text, RunText::Source | RunText::Tail)) {
        for glyph in run.glyphs.iter().filter(within) {
            let from = glyph.inline.length();
            let to = from + glyph.advance.length();
            let (first, last) = all.span.unwrap_or((from, to));
            all.span = Some((first.min(from), last.max(to)));
            let written = text.text.get(glyph.range.start as usize..glyph.range.end as usize);
            let (over, under) = letters.out_of_box(run, written.unwrap_or(""));
            let (larger_over, larger_under) = out_of_line(placed, run, glyph);
            all.over = all.over.max(over + larger_over);
            all.under = all.under.max(under + larger_under);
        }
    }
    all
}

/// How far the em box of an initial stands over that of its line, and under it.
fn out_of_line(placed: &PlacedLine, run: &GlyphRun, glyph: &Glyph) -> (Length, Length) {
    let line = placed.line.em;
    let own = run.em_box(glyph, (line, placed.mode));
    (-own.block, own.block_end() - line.block)
}
