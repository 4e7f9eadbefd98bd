//! The axes of text: inline (along the line) and block (from line to line).

use super::{Length, Point, Rect, Size};

/// How lines run and stack, as CSS names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

    /// The smallest that holds both.
    pub fn union(self, other: LogicalRect) -> LogicalRect {
        let (inline, block) = (self.inline.min(other.inline), self.block.min(other.block));
        LogicalRect {
            inline,
            block,
            inline_size: self.inline_end().max(other.inline_end()) - inline,
            block_size: self.block_end().max(other.block_end()) - block,
        }
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

    /// An extent along this mode's axes as it stands on the sheet.
    pub fn physical_size(self, size: LogicalSize) -> Size {
        match self {
            WritingMode::HorizontalTb => Size { width: size.inline, height: size.block },
            WritingMode::VerticalRl => Size { width: size.block, height: size.inline },
        }
    }

    /// The point that lies `inline` further along the line.
    pub fn along(self, from: Point, inline: Length) -> Point {
        match self {
            WritingMode::HorizontalTb => Point { x: from.x + inline, ..from },
            WritingMode::VerticalRl => Point { y: from.y + inline, ..from },
        }
    }

    /// The part of a line's em box that begins `inline` into it and is `inline_size` long.
    pub fn part_of_line(self, line: Rect, inline: Length, inline_size: Length) -> Rect {
        let block = self.logical_size(Size { width: line.width, height: line.height }).block;
        let Point { x, y } = self.along(Point { x: line.x, y: line.y }, inline);
        let Size { width, height } = self.physical_size(LogicalSize { inline: inline_size, block });
        Rect { x, y, width, height }
    }

    /// A line's em box made wider by so much before it (over it, or right of it) and after it.
    pub fn wider_line(self, line: Rect, before: Length, after: Length) -> Rect {
        match self {
            WritingMode::HorizontalTb => {
                Rect { y: line.y - before, height: line.height + before + after, ..line }
            }
            WritingMode::VerticalRl => {
                Rect { x: line.x - after, width: line.width + before + after, ..line }
            }
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

    #[test]
    fn a_part_of_a_line_is_as_thick_as_the_line() {
        let pt = Length::from_pt;
        let lying = Rect { x: pt(10), y: pt(20), width: pt(90), height: pt(9) };
        let part = WritingMode::HorizontalTb.part_of_line(lying, pt(18), pt(27));
        assert_eq!(part, Rect { x: pt(28), width: pt(27), ..lying });
        let standing = Rect { x: pt(10), y: pt(20), width: pt(9), height: pt(90) };
        let part = WritingMode::VerticalRl.part_of_line(standing, pt(18), pt(27));
        assert_eq!(part, Rect { y: pt(38), height: pt(27), ..standing });
    }
}
