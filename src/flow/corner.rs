//! [`Corner`]: from the axes of a block's text to the sheet.

use std::sync::Arc;

use crate::compose::SetLine;
use crate::measure::{Length, LogicalRect, Rect, WritingMode};
use crate::page::model::{Block, BlockId, LineGrid, PageId, TextId};

use super::frame::{Frame, PlacedLine, Usage};

/// Makes frames of what stands in one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Corner {
    pub outer: Rect,
    pub mode: WritingMode,
}

/// A block of the model and where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot<'a> {
    pub page: PageId,
    pub id: BlockId,
    pub block: &'a Block,
}

/// What stands in a block, from the outer edge of its first em box to that of its last, seen from
/// the start corner of the block's inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Stack {
    pub first: Length,
    pub last: Length,
}

/// Where an em box begins, along and across the lines from the start corner of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub inline: Length,
    pub block: Length,
}

/// Where a region of a thread stands on paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    /// The page of the model; of an added one, the page that it is like.
    pub page: PageId,
    /// None on a page that was added for overset text.
    pub block: Option<BlockId>,
    pub corner: Corner,
}

/// What a line's ranges count in: its text, and that of a credit at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Texts {
    pub text: TextId,
    pub tail: Option<TextId>,
}

impl From<TextId> for Texts {
    fn from(text: TextId) -> Texts {
        Texts { text, tail: None }
    }
}

impl Corner {
    pub(super) fn of(block: &Block) -> Corner {
        Corner { outer: block.inner, mode: block.grid.mode }
    }

    pub(super) fn rect(&self, at: LogicalRect) -> Rect {
        self.mode.physical(at, self.outer)
    }

    pub(super) fn line(
        &self,
        start: Start,
        line: impl Into<Arc<SetLine>>,
        texts: impl Into<Texts>,
        usage: Usage,
    ) -> Frame {
        let Start { inline, block } = start;
        let line = line.into();
        let at =
            LogicalRect { inline, block, inline_size: line.measure, block_size: line.em.block };
        let (rect, Texts { text, tail }) = (self.rect(at), texts.into());
        Frame::Line(PlacedLine { rect, mode: self.mode, line, text, tail, usage, leg: None })
    }
}

/// White between the em boxes of neighbouring lines of the body.
pub(super) fn line_gap(grid: &LineGrid) -> Length {
    (grid.line - grid.body_block).max(Length::ZERO)
}
