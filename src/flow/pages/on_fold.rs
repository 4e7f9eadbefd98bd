//! No character stands on the fold of a spread.

use crate::diag::{Diagnostic, codes};
use crate::flow::frame::{Frame, PlacedLine};
use crate::flow::heads::covers;
use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{Block, PageModel};

/// The first character of a block that does.
pub(super) fn report(model: &PageModel, block: &Block, frames: &[Frame]) -> Option<Diagnostic> {
    let fold = block.fold.as_ref()?.at;
    let lines = frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(line),
        _ => None,
    });
    let line = lines.into_iter().find(|line| stands_on(model, line, fold))?;
    let span = model.text(line.text).map(|text| text.span_of(line.line.range.clone()));
    let help = match line.mode {
        WritingMode::HorizontalTb => {
            "move the block, or change the text by a word, so that a character ends at the fold"
        }
        WritingMode::VerticalRl => {
            "move the block by some lines, or let the text lie across the fold: `writing = \"horizontal\"`"
        }
    };
    let found = Diagnostic::error(codes::spread::ON_FOLD, "a character stands on the fold");
    Some(match span {
        Some(span) => found.at(span, "in this row").and_at(block.span, "this block"),
        None => found.at(block.span, "in this block"),
    })
    .map(|found| found.help(help))
}

/// Whether type of a line stands where the sheets meet.
pub(in crate::flow) fn stands_on(model: &PageModel, line: &PlacedLine, fold: Length) -> bool {
    let Rect { x, .. } = line.rect;
    match line.mode {
        WritingMode::VerticalRl => x < fold && fold < line.rect.right(),
        WritingMode::HorizontalTb => match model.text(line.text) {
            Some(text) => covers(text, &line.line, fold - x, fold - x),
            None => x < fold && fold < line.rect.right(),
        },
    }
}
