//! The initial of a paragraph: its first characters, set over several of its lines.
//!
//! ```text
//! ┌────┐港的早晨是從碼頭開    from the head of the first line's em box
//! │ 香 │始的。渡輪靠岸以前
//! └────┘，霧已經散了一半。    to the foot of the last's; the lines beside it
//! 人們站在欄杆旁邊，看着水面  are shorter by whole characters
//! ```
//!
//! Letters and figures alone stand on the last line's baseline instead, their capitals as high as
//! from there to the head of the first line (in a vertical line all stand in their em box).

use crate::chars::{Class, LineEnd, LineStart, Snap};
use crate::compose::{GlyphRun, InitialScript, InitialText, SetLine, initial_of};
use crate::diag::{Diagnostic, Findings, codes};
use crate::flow::type_case::TypeCase;
use crate::measure::{Em, Length, Permille, TypeSize, WritingMode};
use crate::page::model::LineGrid;
use crate::page::style::{Align, Initial as InitialStyle, Role, Style, StyleSheet, TextStyle};
use crate::text::{Mark, Markup};

use super::items::{Begins, Words};
use super::region::{NARROWEST, Place, Room, Slot, Track};

/// An initial, set.
#[derive(Clone, Debug)]
pub(super) struct Initial {
    /// Placed from the start and the baseline (or middle) of the first line beside it.
    runs: Vec<GlyphRun>,
    /// What stands beside it begins here in the paragraph's text.
    pub end: u32,
    /// Of the paragraph, which are shorter for it.
    pub lines: usize,
    /// By so much: whole characters.
    pub advance: Length,
    /// Of the paragraph's lines: from one to the next, and each across.
    leading: Length,
    em_block: Length,
    /// What is wrong with its characters.
    pub findings: Findings,
}

/// The paragraph that an initial is set in.
pub(super) struct Lines<'a> {
    pub styles: &'a StyleSheet,
    pub style: &'a Style,
    pub text_style: &'a TextStyle,
    pub grid: &'a LineGrid,
    pub em: TypeSize,
    pub leading: Length,
}

/// What its style, or the paragraph itself, asks for.
pub(super) fn asked(words: &Words, of: &Lines<'_>) -> Option<InitialStyle> {
    let Lines { styles, style, .. } = of;
    match words.begins {
        Begins::Plainly => None,
        Begins::Story => style.initial,
        Begins::Prose if styles.get(Role::Verse).initial.is_some() => None,
        Begins::Prose => style.initial,
        Begins::WithInitial => Some(style.initial.unwrap_or(InitialStyle::USUAL)),
    }
}

/// Sets the initial of a paragraph. None where the text begins with what is none.
pub(super) fn set_initial(
    case: &TypeCase<'_>,
    words: &Words,
    asked: InitialStyle,
    of: &Lines<'_>,
) -> Option<Initial> {
    let InitialText { range, script } = initial_of(&words.text, asked.characters as usize)?;
    let mode = of.grid.mode;
    let lines = asked.lines.max(1);
    let depth = of.leading * i64::from(lines - 1) + of.em.block;
    let style = large(asked, of.text_style);
    let mut text = words.text.slice(range.clone());
    if mode == WritingMode::VerticalRl && goes_on_as_a_word(words, range.end) {
        text.marks.push(Markup { range: 0..text.text.len() as u32, mark: Mark::Sideways });
    }
    let (style, down) = match (script, mode) {
        (InitialScript::Western, WritingMode::HorizontalTb) => {
            let foot = depth - of.em.block + case.ascent(of.text_style, mode);
            let inch = TextStyle { size: Length::INCH, ..style };
            let height = case.letter_height(&inch, &text.text);
            let size = Length::INCH.scale(foot.units(), height.units().max(1));
            (TextStyle { size, ..style }, depth - of.em.block)
        }
        _ => {
            let style = TextStyle { size: whole(depth, across(&style, mode)), ..style };
            let more = style.em(mode).block - of.em.block;
            (style, TypeCase::lower_by(more, mode))
        }
    };
    let beside = Permille(of.text_style.size.scale(1000, style.size.units().max(1)).units());
    let style = TextStyle { readings: beside, ..style };
    let galley = case.galley(&text, &style, mode).behind(range.start);
    let (em, width) = (of.grid.em, galley.natural_width());
    let advance = em * (width + em / APART).covered_by(em);
    let SetLine { mut runs, .. } = galley.set(&width).lines.into_iter().next()?;
    for glyph in runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.inline = (glyph.inline.length() - advance).into();
        glyph.block = (glyph.block.length() + down).into();
    }
    let mut findings = galley.findings.clone();
    galley.report_marks(of.grid.line - of.grid.body_block, &words.text, &mut findings);
    let (end, lines) = (range.end, lines as usize);
    let (leading, em_block) = (of.leading, of.em.block);
    Some(Initial { runs, end, lines, advance, leading, em_block, findings })
}

/// Whether small letters follow: such a word lies on its side in a vertical line, and so does its first
/// letter.
fn goes_on_as_a_word(words: &Words, end: u32) -> bool {
    let rest = words.text.text.get(end as usize..).unwrap_or("");
    rest.starts_with(|c: char| Class::of(c) == Class::La && c.is_lowercase())
}

/// A quarter of an em at least stands between an initial and its text.
const APART: i64 = 4;

/// So many lines that stay empty before an initial are a hole: fewer are the foot of a leg, or a strip over a
/// picture that no text would fill either (R102).
const SEEN: usize = 5;

/// The initial's type, but for its size.
fn large(asked: InitialStyle, text: &TextStyle) -> TextStyle {
    let mut style = *text;
    style.family = asked.family.unwrap_or(style.family);
    style.colour = asked.colour.unwrap_or(style.colour);
    (style.align, style.tracking, style.hang) = (Align::Start, Em::ZERO, Em::ZERO);
    style.settings.indent = Em::ZERO;
    (style.settings.line_start, style.settings.line_end) = (LineStart::Trim, LineEnd::Half);
    style.settings.snap = Snap::Off;
    style
}

/// The scale of type across the line.
fn across(style: &TextStyle, mode: WritingMode) -> Permille {
    match mode {
        WritingMode::HorizontalTb => style.height,
        WritingMode::VerticalRl => style.width,
    }
}

/// What `scale` makes `length` of.
fn whole(length: Length, scale: Permille) -> Length {
    length.scale(1000, scale.0.max(1))
}

impl Initial {
    /// The first line with the initial beside it.
    pub fn beside(&self, line: &SetLine) -> SetLine {
        let mut whole = line.clone();
        whole.range.start = 0;
        whole.initial = Some(self.end);
        whole.runs.splice(0..0, self.runs.iter().cloned());
        whole
    }

    /// Whether some leg is wide and deep enough for it.
    pub fn has_room(&self, room: &Room) -> bool {
        let depth = self.leading * (self.lines as i64 - 1) + self.em_block;
        room.regions().iter().any(|region| {
            let least = self.advance + region.grid.em * NARROWEST;
            region.lanes.iter().any(|lane| least <= lane.width && depth <= lane.end - lane.start)
        })
    }

    /// The lines beside it, at or after `at`: one below the other in one leg, so that nothing parts them.
    pub fn stand(&self, track: Track<'_>, at: Place) -> Option<Vec<Slot>> {
        let mut from = at;
        loop {
            let mut first = track.next(from, self.em_block)?;
            first.fresh |= from != at;
            let mut slots = vec![first];
            let mut next = first;
            while slots.len() < self.lines {
                next = track.next(next.place.down(self.leading), self.em_block)?;
                if next.fresh {
                    break;
                }
                slots.push(next);
            }
            let grid = track.room.at(Some(first.place)).grid;
            if slots.len() == self.lines && self.make_room(&mut slots, grid.em) {
                return Some(slots);
            }
            let below = first.place.down(grid.line);
            from = if next.fresh && next != first { next.place } else { below };
        }
    }

    /// Whether it would leave lines empty in which its text has room without it: beside a picture, say, which
    /// leaves too little for both.
    pub fn leaves_a_hole(&self, track: Track<'_>, at: Place, beside: &[Slot]) -> bool {
        let Some(first) = beside.first() else { return false };
        let (mut at, mut lines) = (at, 0);
        while let Some(slot) = track.next(at, self.em_block).filter(|slot| slot.place < first.place)
        {
            lines += 1;
            if lines == SEEN {
                return true;
            }
            at = slot.place.down(self.leading);
        }
        false
    }

    /// Shortens the lines beside it. False where too little is left of one.
    fn make_room(&self, slots: &mut [Slot], em: Length) -> bool {
        let start = slots.iter().map(|slot| slot.inline).max().unwrap_or_default() + self.advance;
        for slot in slots.iter_mut() {
            slot.measure = slot.inline + slot.measure - start;
            slot.inline = start;
        }
        slots.iter().all(|slot| slot.measure >= em * NARROWEST)
    }
}

/// That the text begins with what cannot be set large.
pub(super) fn cannot_be_large(words: &Words) -> Diagnostic {
    // No initial has more characters.
    if words.text.text.trim().chars().count() <= 4 {
        let message = "the paragraph is too short for an initial";
        return told(words, message, "nothing would stand beside it")
            .help("lengthen the paragraph, or set it without an initial");
    }
    let message = "the paragraph begins with what cannot be set as an initial";
    told(words, message, "set as it stands")
        .help("begin it with a character or a short number, and with more text behind")
}

/// That there is room for it only where lines would stay empty before it.
pub(super) fn is_apart(words: &Words, initial: &Initial) -> Diagnostic {
    let message =
        format!("an initial of {} lines has no room where its text begins", initial.lines);
    told(words, &message, "set without: it would leave a hole before it")
        .help("move what stands beside these lines, or ask for an initial of fewer lines (0: none)")
}

/// That no leg has room for it.
pub(super) fn has_no_room(words: &Words, initial: &Initial) -> Diagnostic {
    let message = format!("no leg has room for an initial of {} lines", initial.lines);
    told(words, &message, "set without")
        .help("widen the legs, or ask for an initial of fewer lines (0: none)")
}

fn told(words: &Words, message: &str, label: &str) -> Diagnostic {
    Diagnostic::note(codes::composition::NO_INITIAL, message).at(first(words), label)
}

/// That the paragraph ends beside its initial.
pub(super) fn is_short(words: &Words, initial: &Initial, lines: usize) -> Diagnostic {
    let message =
        format!("the paragraph has {lines} of the {} lines beside its initial", initial.lines);
    Diagnostic::note(codes::composition::SHORT_INITIAL, message)
        .at(first(words), "what follows begins under the initial")
        .help("lengthen the paragraph, or ask for an initial of fewer lines")
}

/// The place of a text's first character.
fn first(words: &Words) -> crate::diag::Span {
    let end = words.text.text.chars().next().map_or(0, |c| c.len_utf8() as u32);
    words.text.span_of(0..end)
}
