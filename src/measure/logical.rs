//! The axes of text: inline (along the line) and block (from line to line).

use super::{Length, Rect, Size};

/// How lines run and stack, as CSS names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum WritingMode {
    /// Lines run to the right and stack downwards (橫排).
    #[default]
    HorizontalTb,
    /// Lines run downwards and stack to the left (直排、縦組み).
    VerticalRl,
}

/// The size of type: two numbers, because a newspaper flattens its body type (平體).
/// One em along the line is `inline`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeSize {
    pub inline: Length,
    pub block: Length,
}

impl TypeSize {
    pub fn square(size: Length) -> TypeSize {
        TypeSize { inline: size, block: size }
    }
}

/// An extent along both axes of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct LogicalSize {
    pub inline: Length,
    pub block: Length,
}

/// A rectangle along the axes of text, from the start corner of the box that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct LogicalRect {
    pub inline: Length,
    pub block: Length,
    pub inline_size: Length,
    pub block_size: Length,
}

impl LogicalRect {
    pub fn inline_end(&self) -> Length {
        self.inline + self.inline_size
    }

    pub fn block_end(&self) -> Length {
        self.block + self.block_size
    }
}

impl WritingMode {
    /// A physical size along this mode's axes.
    pub fn logical_size(self, size: Size) -> LogicalSize {
        match self {
            WritingMode::HorizontalTb => LogicalSize { inline: size.width, block: size.height },
            WritingMode::VerticalRl => LogicalSize { inline: size.height, block: size.width },
        }
    }

    /// `inner` as this mode's text sees it from the start corner of `outer`.
    pub fn logical(self, inner: Rect, outer: Rect) -> LogicalRect {
        match self {
            WritingMode::HorizontalTb => LogicalRect {
                inline: inner.x - outer.x,
                block: inner.y - outer.y,
                inline_size: inner.width,
                block_size: inner.height,
            },
            WritingMode::VerticalRl => LogicalRect {
                inline: inner.y - outer.y,
                block: outer.right() - inner.right(),
                inline_size: inner.height,
                block_size: inner.width,
            },
        }
    }

    /// The inverse of [`WritingMode::logical`].
    pub fn physical(self, inner: LogicalRect, outer: Rect) -> Rect {
        match self {
            WritingMode::HorizontalTb => Rect {
                x: outer.x + inner.inline,
                y: outer.y + inner.block,
                width: inner.inline_size,
                height: inner.block_size,
            },
            WritingMode::VerticalRl => Rect {
                x: outer.right() - inner.block - inner.block_size,
                y: outer.y + inner.inline,
                width: inner.block_size,
                height: inner.inline_size,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn physical_undoes_logical() {
        let pt = Length::from_pt;
        let outer = Rect { x: pt(10), y: pt(20), width: pt(100), height: pt(200) };
        let inner = Rect { x: pt(30), y: pt(50), width: pt(9), height: pt(90) };
        for mode in [WritingMode::HorizontalTb, WritingMode::VerticalRl] {
            assert_eq!(mode.physical(mode.logical(inner, outer), outer), inner);
        }
        let seen = WritingMode::VerticalRl.logical(inner, outer);
        assert_eq!((seen.inline, seen.block), (pt(30), pt(71)));
    }
}
