//! [`gather`]: the lines of the pages as chains of frames, one chain for each text that flows.
//!
//! ```text
//! lines -> homes (a story's thread, a part of its head, a caption, a text) -> frames -> chain
//! ```
//!
//! A leg is a frame; what goes on beside it, higher up, is another. The frames of a chain stand in the
//! order of their text, whichever way the pages are turned.

use std::collections::BTreeMap;

use crate::byproduct::Finished;
use crate::flow::{Frame, Leg, PlacedLine, Usage};
use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{
    BlockId, BlockText, PageModel, Part, PartKind, StoryId, StoryText, TextId,
};

/// What a chain of frames holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// The text of a story, or of all stories of a stack.
    Thread(StoryId),
    /// A part of a head, on a page.
    Part(usize, StoryId, Part),
    /// Caption and credit of a block.
    Caption(usize, BlockId),
    /// A text that stands alone.
    Text(usize, TextId),
    /// The head of a table where it is printed again.
    Again(usize, Leg),
}

/// One frame of a chain.
#[derive(Clone, Debug)]
pub struct TextFrame<'a> {
    /// Its page, by its place among those that are made up.
    pub page: usize,
    /// Its place in the order of painting.
    pub depth: usize,
    pub rect: Rect,
    pub lines: Vec<&'a PlacedLine>,
}

/// Frames that one text flows through.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    pub home: Home,
    pub mode: WritingMode,
    pub frames: Vec<TextFrame<'a>>,
    /// In the order in which they are read, a credit behind its text.
    pub texts: Vec<TextId>,
}

/// A frame is larger than its em boxes by so much, so that numbers that are rounded throw no line out
/// of it: before its first line, and behind its last line and its lines' ends.
const BEFORE: Length = Length::from_centipt(10);
const BEHIND: Length = Length::from_centipt(20);

/// All chains, in the order of their homes.
pub fn gather(job: Finished<'_>) -> Vec<Chain<'_>> {
    let mut homes: BTreeMap<(Home, Mode), Legs<'_>> = BTreeMap::new();
    let threads = threads(job.model);
    for (page, set) in job.filled.pages.iter().enumerate() {
        for (depth, frame) in set.frames.iter().enumerate() {
            let Frame::Line(line) = frame else { continue };
            let Some(home) = home_of(&threads, page, line) else { continue };
            let frames = homes.entry((home, line.mode.into())).or_default();
            let leg = line.leg.filter(|_| matches!(home, Home::Thread(_)));
            frames.entry((page, leg)).or_insert((depth, Vec::new())).1.push(line);
        }
    }
    homes.into_iter().filter_map(|((home, mode), frames)| chain(job, home, mode, frames)).collect()
}

/// Where lines begin to be drawn, and the lines.
type Lines<'a> = (usize, Vec<&'a PlacedLine>);

/// The lines of a text by page and leg.
type Legs<'a> = BTreeMap<(usize, Option<Leg>), Lines<'a>>;

/// The writing modes in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    Across,
    Down,
}

impl From<WritingMode> for Mode {
    fn from(mode: WritingMode) -> Mode {
        match mode {
            WritingMode::HorizontalTb => Mode::Across,
            WritingMode::VerticalRl => Mode::Down,
        }
    }
}

fn home_of(threads: &BTreeMap<StoryId, StoryId>, page: usize, line: &PlacedLine) -> Option<Home> {
    let own = |story| match (line.leg, line.text) {
        (_, TextId::Story(_, StoryText::JumpHeadline)) => Home::Text(page, line.text),
        (Some(_), _) => Home::Thread(threads.get(&story).copied().unwrap_or(story)),
        (None, TextId::Story(_, StoryText::Part(part, _))) => Home::Part(page, story, part),
        (None, _) => Home::Part(page, story, Part::Body),
    };
    Some(match line.usage {
        Usage::Proof => return None,
        Usage::HeadAgain(_) => Home::Again(page, line.leg?),
        Usage::Caption(block) => Home::Caption(page, block),
        Usage::Furniture(_) | Usage::Jump(_) => Home::Text(page, line.text),
        Usage::Story { story, .. } | Usage::Subhead(story) | Usage::Cell(story) => own(story),
    })
}

/// The stack of each story that stands in one: its thread sets it.
fn threads(model: &PageModel) -> BTreeMap<StoryId, StoryId> {
    let stacks = (0..).zip(&model.stories);
    let of = |(at, stack)| -> Vec<(StoryId, StoryId)> {
        let story: &crate::page::model::Story = stack;
        story.stack.iter().map(|id| (*id, StoryId(at))).collect()
    };
    stacks.flat_map(of).collect()
}

fn chain<'a>(job: Finished<'a>, home: Home, mode: Mode, frames: Legs<'a>) -> Option<Chain<'a>> {
    let mode = match mode {
        Mode::Across => WritingMode::HorizontalTb,
        Mode::Down => WritingMode::VerticalRl,
    };
    let order = order_of(job.model, home);
    let rank = |line: &PlacedLine| {
        let at = order.iter().position(|text| *text == line.text).unwrap_or(order.len());
        (at, line.text, line.line.range.start)
    };
    let mut made: Vec<TextFrame<'a>> = Vec::new();
    for ((page, _), (depth, lines)) in frames {
        for lines in stacks_of(lines, mode) {
            let rect = lines.iter().map(|line| line.rect).reduce(|all, one| all.union(&one))?;
            made.push(TextFrame { page, depth, rect: with_ease(rect, mode), lines });
        }
    }
    made.sort_by_key(|frame| frame.lines.iter().map(|line| rank(line)).min());
    let lines = || made.iter().flat_map(|frame| &frame.lines);
    let mut texts: Vec<TextId> = Vec::new();
    let mut ranked: Vec<&&PlacedLine> = lines().collect();
    ranked.sort_by_key(|line| rank(line));
    for line in ranked {
        for text in [Some(line.text), line.tail].into_iter().flatten() {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    // A credit may begin on a line of its own.
    texts.sort_by_key(|text| order.iter().position(|of| of == text).unwrap_or(order.len()));
    Some(Chain { home, mode, frames: made, texts })
}

/// The texts of a thread in the order of its items; of other homes they stand in that of their ids.
fn order_of(model: &PageModel, home: Home) -> Vec<TextId> {
    let Home::Thread(thread) = home else { return Vec::new() };
    let of = |id: StoryId| {
        let story = model.story(id);
        let part = move |part: Part| {
            (0..story.texts(part).len() as u32)
                .map(move |at| TextId::Story(id, StoryText::Part(part, at)))
        };
        let head = Part::ALL.into_iter().filter(|part| *part != Part::Source).flat_map(part);
        let body: Vec<TextId> = story.body_texts(id).map(|(text, _)| text).collect();
        head.chain(body).chain(part(Part::Source)).collect::<Vec<TextId>>()
    };
    model.stories_of(thread).into_iter().flat_map(of).collect()
}

/// Lines that stand one below the other; where one stands higher up than the one before, another
/// frame begins. A table's cells stand side by side.
fn stacks_of(lines: Vec<&PlacedLine>, mode: WritingMode) -> Vec<Vec<&PlacedLine>> {
    let mut stacks: Vec<Vec<&PlacedLine>> = Vec::new();
    let mut deepest: Option<Length> = None;
    for line in lines {
        let at = head_of(line, mode);
        let is_cell = matches!(line.usage, Usage::Cell(_) | Usage::HeadAgain(_));
        match (deepest, stacks.last_mut()) {
            (Some(before), Some(stack)) if at >= before || is_cell => stack.push(line),
            _ => stacks.push(vec![line]),
        }
        deepest = Some(match deepest {
            Some(before) if is_cell => before.max(at),
            _ => at,
        });
    }
    stacks
}

/// How far across the lines a line begins, from the sheet's head or from its right.
pub fn head_of(line: &PlacedLine, mode: WritingMode) -> Length {
    mode.logical(line.rect, Rect::default()).block
}

fn with_ease(rect: Rect, mode: WritingMode) -> Rect {
    let mut at = mode.logical(rect, Rect::default());
    at.block -= BEFORE;
    at.block_size += BEFORE + BEHIND;
    at.inline_size += BEHIND;
    mode.physical(at, Rect::default())
}

impl Chain<'_> {
    /// The lines of a text with the frames that they stand in, in order.
    pub fn lines_of(&self, text: TextId) -> impl Iterator<Item = (usize, &PlacedLine)> {
        let frames = self.frames.iter().enumerate();
        let lines = frames.flat_map(|(at, frame)| frame.lines.iter().map(move |line| (at, *line)));
        lines.filter(move |(_, line)| line.text == text || line.tail == Some(text))
    }

    /// What a desk would call it.
    pub fn name(&self, model: &PageModel) -> String {
        let story = |id: StoryId| model.story(id).name.clone();
        match self.home {
            Home::Thread(id) => story(id),
            Home::Part(_, id, part) => format!("{} {}", story(id), part.name()),
            Home::Caption(_, block) => format!("caption {}", block.0),
            Home::Text(_, TextId::Jump(at)) => match model.jump_lines.get(at as usize) {
                Some(line) => format!("{} jump", story(line.story)),
                None => "jump".to_owned(),
            },
            Home::Text(_, TextId::Block(page, block, BlockText::Piece(_))) => {
                let page = model.pages.get(page.0 as usize);
                let block = page.and_then(|page| page.blocks.get(block.0 as usize));
                block.map_or("text".to_owned(), |block| block.name.clone())
            }
            Home::Text(..) => "text".to_owned(),
            Home::Again(..) => "table head again".to_owned(),
        }
    }
}

/// Whether a text is a row of a table, or a cell of one.
pub fn row_of(model: &PageModel, text: TextId) -> Option<(StoryId, u32, u32)> {
    match text {
        TextId::Story(story, StoryText::Cell(at, cell)) => {
            let part = model.stories.get(story.0 as usize)?.body.get(at as usize)?;
            matches!(part.kind, PartKind::Table(_)).then_some((story, at, cell.row))
        }
        _ => None,
    }
}
