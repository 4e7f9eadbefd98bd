//! [`Notes`]: the marks beside a text, as data; `annotate.rs` draws them.

use std::ops::Range;

use crate::chars::{Class, Locale};
use crate::fonts::InkBox;
use crate::measure::{Length, Permille, TypeSize, WritingMode};

use super::cluster::composed;
use super::glyphs::{Font, InsertedRun, PlacedGlyph};

/// Middle of a name's or title's line, beyond the em box.
pub(super) const LINE_AWAY: Permille = Permille(90);

/// The em box under the baseline.
pub(super) const DESCENT: Permille = Permille(120);
/// Ruby is half the size of its base.
pub(super) const HALF: Permille = Permille(500);
/// From the em box to the outer edge of a frame around it, and the white there.
const OFF_FRAME: Permille = Permille(80);

/// What a note draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteKind {
    Dots,
    Name,
    Title,
    Ruby,
    /// Its glyphs stand right of the base, from the middle of its em box.
    Bopomofo,
}

/// A mark on a stretch of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    pub start: u32,
    pub end: u32,
    pub kind: NoteKind,
    /// Of the line.
    pub mode: WritingMode,
    pub locale: Locale,
    /// Of its first glyph.
    pub font: Font,
    pub runs: Vec<InsertedRun>,
    pub width: Length,
    /// Of its first glyph, and of how many units to the em.
    pub ink: InkBox,
    pub per_em: i64,
    /// What ruby reads.
    pub text: String,
    /// How far a reading's ink is over its baseline, and under its own em box.
    pub ink_over: Length,
    pub ink_under: Length,
    /// How far outside its usual place it stands, off ink of its base or of its own, and off a frame.
    pub lift: Length,
}

impl Note {
    /// Whether the reading is of kana or Han, a frame each, and not of letters.
    pub fn is_set_solid(&self) -> bool {
        composed(&self.text).chars().all(|c| Class::of(c).is_ideographic())
    }

    /// How far the reading stands out of the em box of its base.
    pub fn out(&self, em: TypeSize) -> Length {
        let frame = HALF.of(em.block);
        match self.is_set_solid() {
            true => frame + self.lift,
            // Letters that are lifted reach as far as their ink does, others over their frame.
            false => frame.max(DESCENT.of(self.font.across) + self.ink_over + self.lift),
        }
    }

    /// Whether dots stand over the line, or right of it: in Japanese, Korean and vertical text (R77).
    pub fn is_over(&self) -> bool {
        self.mode == WritingMode::VerticalRl || matches!(self.locale, Locale::Ja | Locale::Ko)
    }

    /// The glyph that a dot or line is made of.
    pub fn first(&self) -> impl Iterator<Item = &PlacedGlyph> {
        self.runs.iter().flat_map(|run| &run.glyphs).take(1)
    }
}

/// Letters in a row, some of which stand out of the em box: what is beside one of them stands level beside all.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Overhang {
    pub range: Range<u32>,
    pub over: Length,
    pub under: Length,
}

/// What notes keep off besides one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Around {
    /// Letters that stand out of their em box.
    pub words: Vec<Overhang>,
    /// Names in frames (R87), in order.
    pub framed: Vec<Range<u32>>,
    /// Across the line.
    pub em: Length,
}

impl Around {
    /// How far outside its usual place something stands that is drawn on one side of a part of the text.
    fn lift(&self, part: &Range<u32>, over: bool) -> Length {
        let first = self.words.partition_point(|word| word.range.end <= part.start);
        let words = self.words.iter().skip(first).take_while(|word| word.range.start < part.end);
        let off_ink = words.map(|word| if over { word.over } else { word.under }).max();
        let next = self.framed.partition_point(|name| name.end <= part.start);
        let framed = self.framed.get(next).is_some_and(|name| name.start < part.end);
        let off_frame = if framed { OFF_FRAME.of(self.em) } else { Length::ZERO };
        off_ink.unwrap_or(Length::ZERO) + off_frame
    }
}

/// The notes of a text, in the order in which they begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Notes {
    notes: Vec<Note>,
    /// By note: the nearest earlier one that ends after it.
    around: Vec<Option<usize>>,
    /// What has a reading, in order, and how far that reaches; what has a line.
    read: Vec<(Range<u32>, Length)>,
    lined: Vec<(Range<u32>, Length)>,
    /// What has its reading beside it in the line, and how wide that is.
    beside: Vec<(Range<u32>, Length)>,
    around_notes: Around,
}

impl Notes {
    pub fn new(mut notes: Vec<Note>, around_notes: Around) -> Notes {
        notes.sort_by_key(|note| (note.start, std::cmp::Reverse(note.end)));
        drop_names_in_titles(&mut notes);
        drop_nested(&mut notes);
        let mut read = Vec::new();
        let mut beside = Vec::new();
        let mut lined: Vec<(Range<u32>, Length)> = Vec::new();
        for note in &mut notes {
            let range = note.start..note.end;
            let vertical = note.mode == WritingMode::VerticalRl;
            match note.kind {
                NoteKind::Ruby => {
                    note.lift = note.ink_under + around_notes.lift(&range, true);
                    read.push((range, note.font.across + note.lift));
                }
                NoteKind::Bopomofo if vertical => {
                    note.lift = around_notes.lift(&range, true);
                    read.push((range, note.width + note.lift));
                }
                NoteKind::Bopomofo => beside.push((range, note.width)),
                NoteKind::Name | NoteKind::Title => {
                    note.lift = around_notes.lift(&range, false);
                    match lined.last_mut() {
                        Some((last, lift)) if range.start <= last.end => {
                            last.end = last.end.max(range.end);
                            *lift = (*lift).max(note.lift);
                        }
                        _ => lined.push((range, note.lift)),
                    }
                }
                NoteKind::Dots => {}
            }
        }
        let mut around: Vec<Option<usize>> = Vec::with_capacity(notes.len());
        for (at, note) in notes.iter().enumerate() {
            let mut before = at.checked_sub(1);
            while let Some(earlier) = before
                && notes.get(earlier).is_some_and(|earlier| earlier.end <= note.end)
            {
                before = around.get(earlier).copied().flatten();
            }
            around.push(before);
        }
        Notes { notes, around, read, lined, beside, around_notes }
    }

    /// The width of the reading that stands behind a character in the line (R81).
    pub fn beside(&self, at: u32) -> Length {
        of(&self.beside, at).unwrap_or(Length::ZERO)
    }

    /// How far outside its usual place a dot stands, at a character of the text: outside a reading
    /// (R85), a line (R133), the ink of letters or a frame on its side.
    pub fn under_dots(&self, note: &Note, character: &Range<u32>, em: TypeSize) -> Length {
        let over = note.is_over();
        let off = self.around_notes.lift(character, over);
        let other = match over {
            true => of(&self.read, character.start),
            false => of(&self.lined, character.start).map(|lift| LINE_AWAY.of(em.block) * 2 + lift),
        };
        // A reading or line is off the ink and the frame already.
        other.unwrap_or(off)
    }

    /// The most of that under one mark.
    pub fn most_under_dots(&self, note: &Note, em: TypeSize) -> Length {
        let range = note.start..note.end;
        let first = |of: &[(Range<u32>, Length)]| {
            let at = of.partition_point(|(range, _)| range.end <= note.start);
            of.get(at).map(|(range, _)| range.start.max(note.start))
        };
        let starts = [first(&self.read), first(&self.lined)].into_iter().flatten();
        let starts = starts.filter(|at| range.contains(at));
        let others = starts.map(|at| self.under_dots(note, &(at..at + 1), em));
        others.max().unwrap_or(Length::ZERO).max(self.around_notes.lift(&range, note.is_over()))
    }

    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Note> {
        self.notes.iter()
    }

    /// Whether the line of a name or title has another right before it, and right behind it (R86).
    pub fn touched(&self, note: &Note) -> (bool, bool) {
        let is_line = |other: &Note| matches!(other.kind, NoteKind::Name | NoteKind::Title);
        let before = note.start.saturating_sub(1)..note.start;
        (
            self.over(&before).any(|other| is_line(other) && other.end == note.start),
            self.over(&(note.end..note.end + 1))
                .any(|other| is_line(other) && other.start == note.end),
        )
    }

    /// The notes that share characters with a part of the text; the others are not looked at,
    /// but for those that end last before it.
    pub fn over(&self, text: &Range<u32>) -> impl Iterator<Item = &Note> {
        let first = self.notes.partition_point(|note| note.start < text.start);
        let end = self.notes.partition_point(|note| note.start < text.end);
        let mut running = Vec::new();
        let mut next = first.checked_sub(1);
        while let Some(at) = next {
            if self.notes.get(at).is_some_and(|note| note.end > text.start) {
                running.push(at);
                next = at.checked_sub(1);
            } else {
                next = self.around.get(at).copied().flatten();
            }
        }
        running.into_iter().rev().chain(first..end.max(first)).filter_map(|at| self.notes.get(at))
    }
}

/// What is said of the stretch that a place is in.
fn of(all: &[(Range<u32>, Length)], at: u32) -> Option<Length> {
    let next = all.partition_point(|(range, _)| range.end <= at);
    all.get(next).filter(|(range, _)| range.contains(&at)).map(|(_, length)| *length)
}

/// A name within a title has no line of its own: the title's wave stands where it would (R86).
fn drop_names_in_titles(notes: &mut Vec<Note>) {
    let titles = notes.iter().filter(|note| note.kind == NoteKind::Title);
    let mut whole: Vec<Range<u32>> = Vec::new();
    for title in titles {
        match whole.last_mut() {
            Some(last) if title.end <= last.end => {}
            _ => whole.push(title.start..title.end),
        }
    }
    notes.retain(|note| {
        let next = whole.partition_point(|title| title.end < note.end);
        let within = whole.get(next).is_some_and(|title| title.start <= note.start);
        note.kind != NoteKind::Name || !within
    });
}

/// A line or dots within others of their kind are those: they are drawn once.
fn drop_nested(notes: &mut Vec<Note>) {
    let mut ends = [0; 3];
    notes.retain(|note| {
        let end = match note.kind {
            NoteKind::Dots => &mut ends[0],
            NoteKind::Name => &mut ends[1],
            NoteKind::Title => &mut ends[2],
            NoteKind::Ruby | NoteKind::Bopomofo => return true,
        };
        let new = note.end > *end;
        *end = note.end.max(*end);
        new
    });
}
