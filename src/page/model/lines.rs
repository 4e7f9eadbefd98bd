//! [`Lines`]: where blocks stand among the lines of their page or area, as a layout writes it.

use std::fmt;

use super::{Area, Block, Page};

/// `lines = "first+count"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    pub first: i64,
    pub count: i64,
    /// Those of the page or area.
    pub all: i64,
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lines = \"{}+{}\"", self.first, self.count)
    }
}

impl Page {
    /// None of a block whose lines are not those of what it stands in.
    pub fn lines_of(&self, block: &Block) -> Option<Lines> {
        let (outer, mode) = match block.area {
            Area::Page => (self.grid_area, self.grid.mode),
            Area::Within(parent) => {
                let parent = self.block(parent);
                (parent.inner, parent.grid.mode)
            }
            Area::Margin => return None,
        };
        let line = block.grid.line;
        let at = mode.logical(block.rect, outer);
        let before = at.block.whole(line);
        if mode != block.grid.mode || line * before != at.block {
            return None;
        }
        let all = mode.logical(outer, outer).block_size.whole(line);
        Some(Lines { first: before + 1, count: (at.block_size + line / 2).whole(line), all })
    }
}
