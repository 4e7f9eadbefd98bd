//! A story's label: a word in a frame, dropped into the first lines of the text or standing at
//! the start of a head.

use crate::compose::SetLine;
use crate::diag::Findings;
use crate::measure::{Length, LogicalRect};
use crate::page::model::{LineGrid, Part, Rule, StoryId, StoryText, TextId};
use crate::page::style::{Align, Role, StyleSheet};
use crate::text::RichText;

use crate::flow::corner::{Corner, Start};
use crate::flow::frame::{Frame, PlacedBox, Usage};
use crate::flow::type_case::{TypeCase, plain_size};

/// Lines of the text that a label takes, or more where its type needs them.
const DROP: i64 = 2;
/// Type keeps at least this far from a rule.
pub(in crate::flow) const CLEAR: Length = Length::from_pt(4);
/// What a label keeps off its own frame where two lines have no room for more.
const TIGHT: Length = Length::from_pt(2);
const FRAME: Length = Length::from_centipt(50);

/// A label, set but not placed.
pub(in crate::flow) struct SetLabel {
    line: SetLine,
    /// Whole characters of the body.
    pub width: Length,
    /// From edge to edge of its frame.
    pub depth: Length,
    /// From its type, and what stands over it, to its frame.
    clear: Length,
    /// What readings and dots take over its type.
    over: Length,
    /// Its own em along the line.
    pub em: Length,
    frame: Rule,
    pub findings: Findings,
}

/// Sets a label: half an em of padding at both ends, rounded up to whole characters.
pub(in crate::flow) fn set_label(
    case: TypeCase<'_>,
    text: &RichText,
    styles: &StyleSheet,
    grid: &LineGrid,
) -> SetLabel {
    let style = styles.get(Role::Label);
    let text_style = style.at(plain_size(style));
    let em = text_style.em(grid.mode);
    let galley = case.galley(text, &text_style, grid.mode);
    let natural = galley.natural_width();
    let width = grid.em * (natural + em.inline).covered_by(grid.em);
    let whole = galley.one_row();
    let (over, under) = galley.reach();
    let range = whole.unwrap_or(0..text.text.len() as u32);
    SetLabel {
        line: galley.set_row(range, width, Align::Center),
        width,
        depth: over + em.block + under + CLEAR * 2,
        clear: CLEAR,
        over,
        em: em.inline,
        frame: Rule { weight: FRAME, colour: style.colour },
        findings: galley.findings,
    }
}

impl SetLabel {
    /// The lines of text beside it.
    pub(in crate::flow) fn lines(&self, grid: &LineGrid) -> i64 {
        let type_depth = self.depth - self.clear * 2;
        let holds = |lines: i64| Self::under(lines, type_depth, grid) >= CLEAR;
        (DROP..).find(|lines| holds(*lines)).unwrap_or(DROP)
    }

    /// From type in the middle of so many lines to the head of the line under them.
    fn under(lines: i64, type_depth: Length, grid: &LineGrid) -> Length {
        let middle = (grid.line * (lines - 1) + grid.body_block) / 2;
        grid.line * lines - middle - type_depth / 2
    }

    /// Sets its frame in the middle of the lines of text beside it, of which the first begins
    /// at `block`: as tight as it must be to stand clear of the line under it.
    pub(in crate::flow) fn drop(&mut self, block: Length, grid: &LineGrid) -> Length {
        let lines = self.lines(grid);
        let type_depth = self.depth - self.clear * 2;
        let middle = block + (grid.line * (lines - 1) + grid.body_block) / 2;
        let under = Self::under(lines, type_depth, grid);
        let tight = (under / 2).min(TIGHT).max(Length::ZERO);
        self.clear = self.clear.min((under - CLEAR - FRAME / 2).max(tight));
        self.depth = type_depth + self.clear * 2;
        middle - self.depth / 2
    }

    /// The frames of a label whose own frame begins at `inline` and `block`.
    pub(in crate::flow) fn frames(
        &self,
        corner: Corner,
        Start { inline, block }: Start,
        story: StoryId,
    ) -> Vec<Frame> {
        let frame = LogicalRect { inline, block, inline_size: self.width, block_size: self.depth };
        let text = TextId::Story(story, StoryText::Part(Part::Label, 0));
        let usage = Usage::Story { story, part: Part::Label };
        let type_start = Start { inline, block: block + self.clear + self.over };
        vec![
            Frame::Box(PlacedBox {
                rect: corner.rect(frame),
                fill: None,
                stroke: Some(self.frame),
            }),
            corner.line(type_start, self.line.clone(), text, usage),
        ]
    }
}
