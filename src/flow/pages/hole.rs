//! Lines that stay empty in a block that no thread flows through.

use crate::diag::{Diagnostic, codes};
use crate::measure::Length;
use crate::page::model::{Area, Block, BlockContent, Depth, Part};

use crate::flow::corner::{Stack, line_gap};

/// More empty lines than these are said.
const MOST: i64 = 2;

/// A note, where a head, an intro or a text leaves more than two lines of its block empty.
pub(super) fn report_hole(block: &Block, depth: Length, stack: Stack) -> Option<Diagnostic> {
    let (line, Stack { first, last }) = (block.grid.line, stack);
    if block.depth == Depth::Text {
        return None;
    }
    let mut empty = (depth - line_gap(&block.grid) - last).max(Length::ZERO).whole(line);
    match &block.content {
        BlockContent::Story(story) if !story.parts.contains(&Part::Body) => {
            // A head's white above is up to a line and a half.
            empty += (first - line.scale(3, 2)).max(Length::ZERO).whole(line);
        }
        BlockContent::Text(_) if block.area != Area::Margin => {}
        _ => return None,
    }
    (empty > MOST).then(|| {
        Diagnostic::note(
            codes::overset::BLOCK_SLACK,
            format!("{empty} lines of the block stay empty"),
        )
        .at(block.span, format!("{} lines deep", depth.whole(line)))
    })
}
