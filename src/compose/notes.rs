//! [`Notes`]: the marks beside a text, as data; `annotate.rs` draws them.

use std::ops::Range;

use crate::chars::{Class, Locale};
use crate::fonts::InkBox;
use crate::measure::{Length, Permille, TypeSize, WritingMode};

use super::cluster::composed;
use super::glyphs::{Font, InsertedRun, PlacedGlyph};

/// Middle of a name's or title's line, beyond the em box.
pub(super) const LINE_AWAY: Permille = Permille(90);

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
}

impl Note {
    /// Whether the reading is of kana or Han, a frame each, and not of letters.
    pub fn is_set_solid(&self) -> bool {
        composed(&self.text).chars().all(|c| Class::of(c).is_ideographic())
    }

    /// The glyph that a dot or line is made of.
    pub fn first(&self) -> impl Iterator<Item = &PlacedGlyph> {
        self.runs.iter().flat_map(|run| &run.glyphs).take(1)
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
    lined: Vec<Range<u32>>,
}

impl Notes {
    pub fn new(mut notes: Vec<Note>) -> Notes {
        notes.sort_by_key(|note| (note.start, std::cmp::Reverse(note.end)));
        drop_nested(&mut notes);
        let mut read = Vec::new();
        let mut lined: Vec<Range<u32>> = Vec::new();
        for note in &notes {
            match note.kind {
                NoteKind::Ruby => read.push((note.start..note.end, note.font.across)),
                NoteKind::Bopomofo if note.mode == WritingMode::VerticalRl => {
                    read.push((note.start..note.end, note.width));
                }
                NoteKind::Name | NoteKind::Title => match lined.last_mut() {
                    Some(last) if note.start <= last.end => last.end = last.end.max(note.end),
                    _ => lined.push(note.start..note.end),
                },
                NoteKind::Bopomofo | NoteKind::Dots => {}
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
        Notes { notes, around, read, lined }
    }

    /// How far outside its usual place a dot stands, at a place of the text: outside a reading
    /// (R85) or a line (R133) on its side.
    pub fn under_dots(&self, note: &Note, at: u32, em: TypeSize) -> Length {
        let vertical = note.mode == WritingMode::VerticalRl;
        if vertical || matches!(note.locale, Locale::Ja | Locale::Ko) {
            let next = self.read.partition_point(|(range, _)| range.end <= at);
            let reading = self.read.get(next).filter(|(range, _)| range.contains(&at));
            return reading.map_or(Length::ZERO, |(_, depth)| *depth);
        }
        let next = self.lined.partition_point(|range| range.end <= at);
        let lined = self.lined.get(next).is_some_and(|range| range.contains(&at));
        if lined { LINE_AWAY.of(em.block) * 2 } else { Length::ZERO }
    }

    /// The most of that under one mark.
    pub fn most_under_dots(&self, note: &Note, em: TypeSize) -> Length {
        let read = self.read.partition_point(|(range, _)| range.end <= note.start);
        let lined = self.lined.partition_point(|range| range.end <= note.start);
        let read = self.read.get(read).map(|(range, _)| range);
        let starts = [read, self.lined.get(lined)].into_iter().flatten();
        let starts = starts.map(|range| range.start.max(note.start)).filter(|&at| at < note.end);
        starts.map(|at| self.under_dots(note, at, em)).max().unwrap_or(Length::ZERO)
    }

    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Note> {
        self.notes.iter()
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
