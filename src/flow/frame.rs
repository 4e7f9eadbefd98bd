//! What stands on a page: frames at their place on the sheet.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::colour::Colour;
use crate::compose::SetLine;
use crate::measure::{Length, Point, Rect, WritingMode};
use crate::page::model::{BlockId, JumpLine, Lines, PageId, Part, Rule, StoryId, TextId};
use crate::picture::{PathSegment, PictureId, encloses};

/// The made-up job.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    pub pages: Vec<SetPage>,
    pub overset: Vec<Overset>,
    pub slack: Vec<Slack>,
    /// Of the stories with a text, in their order.
    pub accounts: Vec<Account>,
    /// The words of [`Usage::Jump`] by their [`TextId::Jump`], for the model to take over.
    pub jump_lines: Vec<JumpLine>,
    /// Boxes that are drawn as deep as their text, and less deep than they might be.
    pub drawn_in: Vec<(PageId, BlockId, Rect)>,
    /// Of spreads that are written as two pages: stories that are read from the second to the first,
    /// as lines across are where the binding is at the right.
    pub turned: BTreeSet<StoryId>,
}

/// How a story stands to its room, in lines of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub story: StoryId,
    /// The page on which its room begins.
    pub page: PageId,
    pub room: i64,
    /// Subheads in whole lines.
    pub needs: i64,
    pub left: usize,
    pub over: i64,
    /// Blanks left out.
    pub characters_over: usize,
    /// What stays empty before its end.
    pub holes: Vec<Gap>,
    /// Where too little of its text stands under a picture: those of its last block that would do.
    pub roomy: Option<Lines>,
}

/// Lines that stay empty among a story's text, where a leg ends early or above an insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub page: PageId,
    /// Of the story's legs on that page, from 1.
    pub leg: usize,
    pub lines: i64,
}

impl Filled {
    /// All but its pages.
    pub(super) fn clone_without_pages(&self) -> Filled {
        Filled {
            pages: Vec::new(),
            overset: self.overset.clone(),
            slack: self.slack.clone(),
            accounts: self.accounts.clone(),
            jump_lines: self.jump_lines.clone(),
            // Of use before pages are split alone.
            drawn_in: Vec::new(),
            turned: self.turned.clone(),
        }
    }

    /// Lets go of it, page by page on any thread: of a long paper there are more lines than one
    /// thread is done with in no time.
    pub fn let_go(self) {
        self.pages.into_par_iter().for_each(drop);
    }
}

/// One page, its frames in painting order.
#[derive(Clone, Debug, PartialEq)]
pub struct SetPage {
    /// The page of the model whose paper this uses.
    pub page: PageId,
    /// Its name; a page added for overset text has one of its own.
    pub name: String,
    pub frames: Vec<Frame>,
    /// How far a proof goes on to the right of the trim, with what is over; else nothing.
    pub reach: Length,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    Line(PlacedLine),
    Picture(PlacedPicture),
    Rule(PlacedRule),
    Box(PlacedBox),
}

impl Frame {
    /// Moves it up the sheet.
    pub(super) fn raise(&mut self, by: Length) {
        self.shift(Length::ZERO, by);
    }

    /// Moves it to the left.
    pub(super) fn move_back(&mut self, by: Length) {
        self.shift(by, Length::ZERO);
    }

    fn shift(&mut self, left: Length, up: Length) {
        let shift = |rect: &mut Rect| {
            rect.x -= left;
            rect.y -= up;
        };
        match self {
            Frame::Line(line) => shift(&mut line.rect),
            Frame::Picture(picture) => {
                shift(&mut picture.rect);
                shift(&mut picture.clip);
                picture.cut = picture.cut.take().map(|path| shifted(&path, left, up));
            }
            Frame::Rule(rule) => {
                for end in [&mut rule.from, &mut rule.to] {
                    end.x -= left;
                    end.y -= up;
                }
            }
            Frame::Box(placed) => shift(&mut placed.rect),
        }
    }
}

fn shifted(path: &[PathSegment], left: Length, up: Length) -> Arc<[PathSegment]> {
    let up = |at: Point| Point { x: at.x - left, y: at.y - up };
    path.iter()
        .map(|segment| match *segment {
            PathSegment::Move(to) => PathSegment::Move(up(to)),
            PathSegment::Line(to) => PathSegment::Line(up(to)),
            PathSegment::Cubic(one, other, to) => PathSegment::Cubic(up(one), up(other), up(to)),
            PathSegment::Close => PathSegment::Close,
        })
        .collect()
}

/// A set line on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// The line's em box: the measure along the line, the type's em across it.
    pub rect: Rect,
    pub mode: WritingMode,
    pub line: Arc<SetLine>,
    /// What the line's `RunText::Source` counts in.
    pub text: TextId,
    /// What its `RunText::Tail` counts in.
    pub tail: Option<TextId>,
    pub usage: Usage,
    /// The leg of its story's thread; none of what stands in no thread.
    pub leg: Option<Leg>,
}

/// A leg of a thread, on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leg {
    /// None on a page that was added for overset text.
    pub block: Option<BlockId>,
    /// Its place among the legs of the block.
    pub lane: u32,
}

/// What a text is, for the account, the tags and the dumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usage {
    Story {
        story: StoryId,
        part: Part,
    },
    Subhead(StoryId),
    /// Where a story breaks off or goes on.
    Jump(StoryId),
    /// A cell of a table.
    Cell(StoryId),
    /// A cell of a table's head where it is printed again: no text of the job, which has it once.
    HeadAgain(StoryId),
    Caption(BlockId),
    /// Folios and the like.
    Furniture(BlockId),
    /// Printed on a proof alone.
    Proof,
}

impl Usage {
    /// Whether it is text of the job, which has to be printed once.
    pub fn is_counted(self) -> bool {
        !matches!(self, Usage::Proof | Usage::HeadAgain(_))
    }

    /// The story whose copy it is; a line that says where a story goes on is none of it.
    pub fn story(self) -> Option<StoryId> {
        match self {
            Usage::Story { story, .. }
            | Usage::Subhead(story)
            | Usage::Cell(story)
            | Usage::HeadAgain(story) => Some(story),
            Usage::Jump(_) | Usage::Caption(_) | Usage::Furniture(_) | Usage::Proof => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    pub picture: PictureId,
    /// Where the whole picture would stand.
    pub rect: Rect,
    /// What of it is shown.
    pub clip: Rect,
    /// What is cut out of that.
    pub cut: Option<Arc<[PathSegment]>>,
    pub block: BlockId,
}

impl PlacedPicture {
    /// Whether a place of the sheet lies within what is shown.
    pub fn shows(&self, at: Point) -> bool {
        (self.clip.x..self.clip.right()).contains(&at.x)
            && (self.clip.y..self.clip.bottom()).contains(&at.y)
            && self.cut.as_ref().is_none_or(|path| encloses(path, at))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedRule {
    /// The ends of the rule's middle line.
    pub from: Point,
    pub to: Point,
    pub rule: Rule,
}

impl PlacedRule {
    /// The rectangle that its middle line is a side of, without width or height.
    pub fn ends(&self) -> Rect {
        Rect {
            x: self.from.x.min(self.to.x),
            y: self.from.y.min(self.to.y),
            width: (self.to.x - self.from.x).abs(),
            height: (self.to.y - self.from.y).abs(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedBox {
    pub rect: Rect,
    pub fill: Option<Colour>,
    /// Drawn on the rectangle's edge.
    pub stroke: Option<Rule>,
}

/// Text that found no place, measured in the last leg of its thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Overset {
    pub story: StoryId,
    pub lines: usize,
    pub characters: usize,
    /// From here on in the story's body.
    pub from: Option<(TextId, u32)>,
    pub last_page: PageId,
    /// The thread's last block, for the proof.
    pub block: Option<BlockId>,
    /// The set lines, for the proof.
    pub set: Vec<OverLine>,
}

/// A set line without a place.
#[derive(Clone, Debug, PartialEq)]
pub struct OverLine {
    pub text: TextId,
    /// Of the credit at its end.
    pub tail: Option<TextId>,
    pub line: SetLine,
}

/// Lines of a thread that stayed empty, and the characters that they would hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slack {
    pub story: StoryId,
    pub lines: usize,
    pub characters: usize,
}
