//! [`Readings`]: ruby, kept until the text that it stands beside is shown.
//!
//! Most readers take text in the order of the content stream: a reading shown after its line
//! stands between two halves of the sentence, and a phrase that runs over the line's end is not
//! found.

use super::canvas::Canvas;
use super::text;
use crate::draw::{DrawRun, Item, StoryId, TextMark, Usage};

/// The readings of a text that is being shown.
#[derive(Default)]
pub(super) struct Readings<'a> {
    of: Option<Text>,
    runs: Vec<(&'a TextMark, &'a DrawRun)>,
}

/// Lines of one text.
#[derive(Clone, Copy, PartialEq)]
enum Text {
    Story(StoryId),
    Other(Usage),
}

impl Text {
    fn of(mark: &TextMark) -> Text {
        mark.usage.story().map_or(Text::Other(mark.usage), Text::Story)
    }
}

impl<'a> Readings<'a> {
    /// Whether the text ends before this item, or something comes that might cover it.
    pub fn end_before(&self, item: &Item) -> bool {
        match item {
            Item::Text(mark) => self.of.is_some_and(|of| of != Text::of(mark)),
            Item::Picture(_) => true,
            Item::Rect(mark) => mark.fill.is_some(),
            Item::Rule(_) => false,
        }
    }

    pub fn add(&mut self, canvas: &Canvas<'_>, mark: &'a TextMark) {
        self.of = Some(Text::of(mark));
        let runs = mark.runs.iter().filter(|run| canvas.marked.is_reading(run.tag));
        self.runs.extend(runs.map(|run| (mark, run)));
    }

    /// Shows what is kept.
    pub fn show(&mut self, canvas: &mut Canvas<'_>) {
        for (mark, run) in self.runs.drain(..) {
            text::show_reading(canvas, mark, run);
        }
    }
}
