//! Line ends that are kept: each line of such a paragraph is a galley of its own, and its places
//! are counted in the whole text again once it is set.

use std::ops::Range;

use super::galley::{Galley, SetLines};
use super::line::{RunText, SetLine};
use super::paragraph::{Leeway, LineSlots};
use crate::measure::Length;

/// A line end in a text that is printed as one.
pub(super) const KEPT_END: char = '\n';

/// The lines of a text as they were kept, without their ends; one where none is.
pub(super) fn kept_lines(text: &str) -> Vec<Range<u32>> {
    let mut lines = Vec::new();
    let mut from = 0;
    for (at, end) in text.match_indices(KEPT_END) {
        lines.push(from as u32..at as u32);
        from = at + end.len();
    }
    lines.push(from as u32..text.len() as u32);
    lines
}

/// The slots behind those that earlier lines of the paragraph took.
struct After<'a> {
    slots: &'a dyn LineSlots,
    taken: usize,
}

impl LineSlots for After<'_> {
    fn measure(&self, line: usize) -> Option<Length> {
        self.slots.measure(line + self.taken)
    }

    fn ends_leg(&self, line: usize) -> bool {
        self.slots.ends_leg(line + self.taken)
    }

    fn uniform_from(&self) -> Option<usize> {
        self.slots.uniform_from().map(|from| from.saturating_sub(self.taken))
    }

    fn leeway(&self) -> Leeway {
        self.slots.leeway()
    }
}

impl Galley {
    /// Breaks the text into lines through the measures of `slots`.
    pub fn set(&self, slots: &dyn LineSlots) -> SetLines {
        self.set_from(slots, 0)
    }

    /// The same from byte `start` of the text on, where an earlier setting stopped
    /// ([`SetLines::rest`]), of this galley or of the same text in another style.
    pub fn set_from(&self, slots: &dyn LineSlots, start: u32) -> SetLines {
        moved(set_lines(self, slots, start.saturating_sub(self.behind)), self.behind)
    }

    /// The same lines, counted in a text of which `behind` bytes stand before this one's.
    pub fn behind(self, behind: u32) -> Galley {
        Galley { behind, ..self }
    }
}

/// Sets a text from byte `start` on, each kept line after the other.
fn set_lines(galley: &Galley, slots: &dyn LineSlots, start: u32) -> SetLines {
    let begun = galley.more.iter().rposition(|(at, _)| *at <= start);
    let (mut setting, next) = match begun.and_then(|index| Some((index, galley.more.get(index)?))) {
        Some((index, (at, line))) => (moved(line.set_first(slots, start - at), *at), index + 1),
        None => (galley.set_first(slots, start), 0),
    };
    for (at, line) in galley.more.iter().skip(next) {
        if setting.rest.is_some() {
            break;
        }
        let after = After { slots, taken: setting.lines.len() };
        let next = moved(line.set_first(&after, 0), *at);
        setting.lines.extend(next.lines);
        setting.rest = next.rest;
    }
    setting
}

/// A kept line's setting, counted in the whole text.
fn moved(mut setting: SetLines, by: u32) -> SetLines {
    if by == 0 {
        return setting;
    }
    setting.lines.iter_mut().for_each(|line| shift(line, by));
    SetLines { rest: setting.rest.map(|rest| rest + by), ..setting }
}

/// Counts a line's places from the beginning of the whole text.
pub(super) fn shift(line: &mut SetLine, by: u32) {
    let along = |range: &Range<u32>| range.start + by..range.end + by;
    line.range = along(&line.range);
    for run in &mut line.runs {
        match &mut run.text {
            RunText::Source => {
                for glyph in run.glyphs.iter_mut().filter(|glyph| !glyph.range.is_empty()) {
                    glyph.range = along(&glyph.range);
                }
            }
            RunText::Reading { base, .. } => *base = along(base),
            RunText::Tail | RunText::Inserted(_) => {}
        }
    }
}
