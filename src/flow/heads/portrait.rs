//! The picture of who wrote a story, at the start of its byline.
//!
//! ```text
//! +----+
//! |    |
//! |    |
//! +----+  byline        source   level with the last line of the picture
//! ```

use crate::flow::corner::{Corner, Start, line_gap};
use crate::flow::frame::{Frame, PlacedPicture};
use crate::measure::{Length, LogicalRect, LogicalSize};
use crate::page::model::{BlockId, LineGrid, Portrait};
use crate::picture::PictureId;

/// A portrait in the size that it has room for.
pub(super) struct SetPortrait {
    picture: PictureId,
    block: BlockId,
    size: LogicalSize,
    /// Of the grid.
    pub lines: i64,
}

impl SetPortrait {
    /// As deep as it asks for, from the head of its first line's em box to the foot of its last's, and at
    /// most half as wide as its head.
    pub(super) fn new(
        (portrait, block): (&Portrait, BlockId),
        grid: &LineGrid,
        width: Length,
    ) -> Option<SetPortrait> {
        let art = portrait.pictures.pictures.first()?;
        let own = grid.mode.logical_size(portrait.size);
        if !own.inline.is_positive() || !own.block.is_positive() {
            return None;
        }
        let depth = grid.line * i64::from(portrait.lines) - line_gap(grid);
        let along = depth.scale(own.inline.units(), own.block.units());
        let (inline, block_size) = match along * 2 <= width {
            true => (along, depth),
            false => (width / 2, (width / 2).scale(own.block.units(), own.inline.units())),
        };
        let lines = (block_size + line_gap(grid)).covered_by(grid.line);
        let size = LogicalSize { inline, block: block_size };
        Some(SetPortrait { picture: art.picture, block, size, lines })
    }

    /// What it takes along the line: whole characters, and one between it and the byline.
    pub(super) fn beside(&self, em: Length) -> Length {
        em * (self.size.inline.covered_by(em) + 1)
    }

    /// Its picture, from the head of its first line on.
    pub(super) fn frame(&self, corner: Corner, at: Start) -> Frame {
        let rect = corner.rect(LogicalRect {
            inline: at.inline,
            block: at.block,
            inline_size: self.size.inline,
            block_size: self.size.block,
        });
        Frame::Picture(PlacedPicture {
            picture: self.picture,
            rect,
            clip: rect,
            cut: None,
            block: self.block,
        })
    }

    pub(super) fn depth(&self) -> Length {
        self.size.block
    }
}
