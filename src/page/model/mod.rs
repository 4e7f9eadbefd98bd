//! The tree that the resolver makes and every later stage reads.
//!
//! All rectangles are on the sheet: origin at the top-left of the trim, y downwards.
//! Read this file (pages and ids), then `story.rs` and `block.rs`, `table.rs`, `copyfit.rs`, `jump.rs` and
//! `spread.rs`.

mod block;
mod copyfit;
mod jump;
mod lines;
mod spread;
mod story;
mod table;

pub use crate::text::{PartKind, Quoted};
pub use block::{
    Area, Block, BlockContent, CaptionPlace, Clip, CreditPlace, Decor, Depth, Edge, Emphasised,
    Filler, Fit, Leg, LegEnd, Levels, LineOrder, PictureBlock, PlacedArt, Portrait, Reserve, Rule,
    SideRules, StoryBlock, TextBlock, TextPiece, Wrap,
};
pub use copyfit::{Copyfit, Limits, Means, Treated, TreatedBlock};
pub use jump::{BlockJump, JumpLine, JumpPage, JumpWords, Jumps};
pub use lines::Lines;
pub use spread::{Fold, Sheets, Side, Spread};
pub use story::{Part, Story, StoryPart};
pub use table::{ColumnWidth, LineUp, TableLook};

use crate::colour::Colour;
use crate::measure::{Edges, Length, Rect, Size, WritingMode};
use crate::text::{CellId, RichText};

/// A text of the job: whose it is, and which of its owner's. An edit of one story or block
/// leaves the ids of all others as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextId {
    Story(StoryId, StoryText),
    Block(PageId, BlockId, BlockText),
    /// The words where a story breaks off or goes on, by their place in
    /// [`PageModel::jump_lines`].
    Jump(u32),
    /// Put in by a proof; the job has no such text.
    Proof,
}

/// One of a story's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoryText {
    /// Of a part that is not the body, by its place in [`Story::texts`].
    Part(Part, u32),
    /// Of a piece of the body, by its place in [`Story::body`].
    Body(u32),
    /// The credit at the end of that piece.
    Credit(u32),
    /// [`Story::jump_headline`].
    JumpHeadline,
    /// A cell of that piece, which is a table.
    Cell(u32, CellId),
}

/// One of the texts that a block says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockText {
    Caption,
    Credit,
    /// By its place in [`TextBlock::pieces`].
    Piece(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// A page, by its place in [`PageModel::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A block, by its place in its page's [`Page::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// Everything that is to be composed.
#[derive(Clone, Debug, PartialEq)]
pub struct PageModel {
    pub document: DocumentInfo,
    pub stories: Vec<Story>,
    pub pages: Vec<Page>,
    /// Names and alternates of the spot inks, by [`crate::colour::SpotId`].
    pub spots: Vec<SpotInk>,
    pub press: Press,
    /// Which stories jump and where is known when pages are made up; none before.
    pub jump_lines: Vec<JumpLine>,
}

impl PageModel {
    /// Every block of the job with its place.
    pub fn blocks(&self) -> impl Iterator<Item = (PageId, BlockId, &Block)> {
        (0..).zip(&self.pages).flat_map(|(page, of)| {
            (0..).zip(&of.blocks).map(move |(at, block)| (PageId(page), BlockId(at), block))
        })
    }

    /// None of a proof's own texts.
    pub fn text(&self, id: TextId) -> Option<&RichText> {
        match id {
            TextId::Story(story, text) => self.stories.get(story.0 as usize)?.text(text),
            TextId::Block(page, block, text) => {
                let page = self.pages.get(page.0 as usize)?;
                page.blocks.get(block.0 as usize)?.content.text(text)
            }
            TextId::Jump(at) => self.jump_lines.get(at as usize).map(|line| &line.text),
            TextId::Proof => None,
        }
    }

    /// The stories whose texts one thread sets: that story, or those of a stack.
    pub fn stories_of(&self, thread: StoryId) -> Vec<StoryId> {
        let stack = &self.story(thread).stack;
        if stack.is_empty() { vec![thread] } else { stack.clone() }
    }

    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }
}

/// What the file is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    pub standard: Standard,
    /// The most ink in one place, in hundredths of a per cent.
    pub ink_limit: u32,
}

impl Default for Press {
    fn default() -> Press {
        Press { standard: Standard::X4, ink_limit: crate::colour::INK_LIMIT }
    }
}

/// The standard that the PDF keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7), for the press.
    #[default]
    X4,
    /// PDF/A-2u (ISO 19005-2), for the archive.
    A2u,
    Plain,
}

/// The plates that a page is printed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Plates {
    /// Black alone: any colour is an error.
    Black,
    #[default]
    Cmyk,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotInk {
    pub name: String,
    pub alternate: Colour,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInfo {
    pub title: String,
    /// BCP 47.
    pub language: String,
    pub date: crate::page::model::Day,
    pub overset: OversetPolicy,
    pub jumps: Jumps,
}

/// A civil date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OversetPolicy {
    Error,
    /// Further pages after the last.
    Continue,
}

/// The sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperBox {
    pub trim: Size,
    pub bleed: Length,
    pub marks: bool,
}

impl PaperBox {
    /// How near to the trim's edge counts as at it: what art may be off its space.
    const NEAR: Length = Length::from_mm(1);

    /// The bleed on every side.
    pub fn edges(&self) -> Edges {
        let bleed = self.bleed;
        Edges { top: bleed, right: bleed, bottom: bleed, left: bleed }
    }

    /// Of a bleed of `most`, as much on each side as the paper has room for where `rect` reaches
    /// the trim, and none on the other sides.
    pub fn reached(&self, rect: &Rect, most: Edges) -> Edges {
        let side = |distance: Length, most: Length| match distance <= PaperBox::NEAR {
            // Beyond the trim already by as much as the distance is below nought.
            true => most.min((self.bleed + distance).max(Length::ZERO)),
            false => Length::ZERO,
        };
        Edges {
            top: side(rect.y, most.top),
            right: side(self.trim.width - rect.right(), most.right),
            bottom: side(self.trim.height - rect.bottom(), most.bottom),
            left: side(rect.x, most.left),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub name: String,
    pub section: String,
    /// Of a spread both sheets.
    pub paper: PaperBox,
    pub spread: Option<Spread>,
    pub plates: Plates,
    /// Within the margins.
    pub type_area: Rect,
    /// The grid's own rectangle: columns exactly, centred in the type area.
    pub grid_area: Rect,
    pub grid: LineGrid,
    /// The columns of the grid (vertical: tiers), in order.
    pub columns: Vec<Rect>,
    /// Rules between columns.
    pub column_rule: Option<Rule>,
    /// In the order of the layout, the template's first; a block's parent stands before it.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Whether a block stands in `area`, or in what stands in it.
    pub fn is_within(&self, id: BlockId, area: BlockId) -> bool {
        // A parent stands before its block, so this ends.
        match self.blocks.get(id.0 as usize).map(|block| block.area) {
            Some(Area::Within(parent)) => parent == area || self.is_within(parent, area),
            _ => false,
        }
    }

    /// Whether what a block leaves empty goes with its box: its own, or one that it stands in.
    pub fn is_as_deep_as_text(&self, id: BlockId) -> bool {
        let block = self.block(id);
        match block.area {
            _ if block.depth == Depth::Text => true,
            Area::Within(parent) => self.is_as_deep_as_text(parent),
            Area::Page | Area::Margin => false,
        }
    }

    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }
}

/// The lattice that text of body size stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineGrid {
    pub mode: WritingMode,
    /// One character of the body along the line.
    pub em: Length,
    /// One character of the area's grid: what measures are counted in.
    pub cell: Length,
    /// The body's extent across the line.
    pub body_block: Length,
    /// From line to line.
    pub line: Length,
}
