//! Type on type: two texts printed at one place, neither of which can be read.
//!
//! `hidden.rs` tells of what is painted over by pictures, tints and rules; letters hide nothing
//! whole, and what stands under them is lost all the same.

use std::cell::OnceCell;

use crate::compose::RunText;
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, Span, counted};
use crate::flow::{Frame, PlacedLine, Usage};
use crate::measure::{Edges, Length, Rect};
use crate::page::model::{Block, BlockContent, BlockId, Part, StoryId};

use super::Finished;
use super::grounds::darkness;
use super::sheet::FinishedPage;

/// What of an em box is blank at each side, about, in hundredths.
const BEARING: i64 = 8;
/// The part of the smaller character that the other covers, in hundredths.
const SHARED: i128 = 12;
/// Type that is no darker may stand under other type: a pale word across a page.
const PALE: u32 = 3_000;

/// Pairs of lines that are looked at on a page: thousands of texts at one place are told by the first.
const MOST: usize = 5_000;

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Story(StoryId),
    Block(BlockId),
}

/// A line that is printed, and its place in the painting order.
struct Shown<'a> {
    order: usize,
    line: &'a PlacedLine,
    owner: Owner,
    /// Its characters, of the few lines that meet another.
    glyphs: OnceCell<Vec<Shape>>,
}

/// A character that is seen.
struct Shape {
    rect: Rect,
    range: std::ops::Range<u32>,
}

/// Texts that stand on one another.
struct Find {
    /// The one that matters more.
    lost: (Owner, Usage, Span),
    other: (Owner, Usage, Span),
    characters: usize,
}

/// Whether the job has errors already, those of texts that do not fit their blocks among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Sound,
    /// What runs out of its block, and over what stands there, is told as that.
    Faulty,
}

pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>, state: Job) -> Findings {
    let mut shown = shown(sheet);
    if state == Job::Faulty {
        shown.retain(|shown| stands_in_block(sheet, shown.line));
    }
    let mut finds: Vec<Find> = Vec::new();
    let covers = covers(sheet);
    for (under, over) in meeting(&shown) {
        look((job, sheet), &covers, (under, over), &mut finds);
    }
    finds.iter().map(|find| tell(job, find)).collect()
}

/// The pairs of lines of unlike texts that meet, in their painting order.
fn meeting<'s, 'a>(shown: &'s [Shown<'a>]) -> Vec<(&'s Shown<'a>, &'s Shown<'a>)> {
    let mut down: Vec<&Shown<'_>> = shown.iter().collect();
    down.sort_by_key(|shown| (shown.line.rect.y, shown.order));
    let mut pairs = Vec::new();
    for (at, upper) in down.iter().enumerate() {
        let foot = upper.line.rect.bottom();
        let beside = down.get(at + 1..).unwrap_or_default().iter();
        for other in beside.take_while(|other| other.line.rect.y < foot) {
            let (under, over) =
                if upper.order < other.order { (*upper, *other) } else { (*other, *upper) };
            // Lines of one paragraph are as close as its style sets them; pieces of a line that run into
            // one another are told as that.
            let is_block = matches!(over.owner, Owner::Block(_)) && over.owner == under.owner;
            let apart = over.line.text != under.line.text && !is_block;
            if apart && over.line.rect.overlaps(&under.line.rect) {
                pairs.push((under, over));
            }
        }
        if pairs.len() >= MOST {
            break;
        }
    }
    pairs.sort_by_key(|(under, over)| (under.order, over.order));
    pairs.truncate(MOST);
    pairs
}

/// The lines of a page.
fn shown<'a>(sheet: &FinishedPage<'a>) -> Vec<Shown<'a>> {
    let lines = sheet.set.frames.iter().enumerate().filter_map(|(order, frame)| match frame {
        Frame::Line(line) => Some((order, line)),
        _ => None,
    });
    let shown = lines.filter_map(|(order, line)| {
        let owner = owner_of(line.usage)?;
        Some(Shown { order, line, owner, glyphs: OnceCell::new() })
    });
    shown.collect()
}

impl Shown<'_> {
    /// The characters that are seen; pale ones are not looked at.
    fn glyphs(&self, (job, sheet): (Finished<'_>, &FinishedPage<'_>)) -> &[Shape] {
        self.glyphs.get_or_init(|| shapes(job, sheet, self.line))
    }
}

fn shapes(job: Finished<'_>, sheet: &FinishedPage<'_>, line: &PlacedLine) -> Vec<Shape> {
    let Some(text) = job.model.text(line.text) else { return Vec::new() };
    let own = line.line.runs.iter().filter(|run| matches!(run.text, RunText::Source));
    let dark = own.filter(|run| darkness(job.model, run.colour) > PALE);
    let glyphs = dark.flat_map(|run| &run.glyphs).filter_map(|glyph| {
        let written = text.text.get(glyph.range.start as usize..glyph.range.end as usize)?;
        let whole =
            line.mode.part_of_line(line.rect, glyph.inline.length(), glyph.advance.length());
        let rect = without_bearings(whole);
        // What runs over its measure, or out of its table's place, is told as that.
        let is_seen =
            !written.trim().is_empty() && within(&rect, &line.rect) && is_at_home(sheet, line);
        is_seen.then(|| Shape { rect, range: glyph.range.clone() })
    });
    glyphs.collect()
}

fn owner_of(usage: Usage) -> Option<Owner> {
    match usage {
        Usage::Story { story, .. }
        | Usage::Subhead(story)
        | Usage::Jump(story)
        | Usage::Cell(story)
        | Usage::HeadAgain(story) => Some(Owner::Story(story)),
        Usage::Caption(block) | Usage::Furniture(block) => Some(Owner::Block(block)),
        Usage::Proof => None,
    }
}

fn without_bearings(rect: Rect) -> Rect {
    let (x, y) = (rect.width.scale(BEARING, 100), rect.height.scale(BEARING, 100));
    rect.inset(Edges { top: y, right: x, bottom: y, left: x })
}

/// Whether a cell stands in the block of its table.
fn is_at_home(sheet: &FinishedPage<'_>, line: &PlacedLine) -> bool {
    let block = line.leg.and_then(|leg| leg.block);
    let block = block.and_then(|block| sheet.page.blocks.get(block.0 as usize));
    let is_cell = matches!(line.usage, Usage::Cell(_) | Usage::HeadAgain(_));
    block.is_none_or(|block| !is_cell || within(&line.rect, &block.rect))
}

/// Whether a row of a head or a text stands in its block, the most of it.
fn stands_in_block(sheet: &FinishedPage<'_>, line: &PlacedLine) -> bool {
    let has = |block: &&Block, story: StoryId, part: Part| match &block.content {
        BlockContent::Story(content) => content.story == story && content.parts.contains(&part),
        _ => false,
    };
    let mut blocks = sheet.page.blocks.iter();
    let block = match line.usage {
        Usage::Story { story, part } if part.is_head() => {
            blocks.find(|block| has(block, story, part))
        }
        Usage::Furniture(id) => blocks.nth(id.0 as usize),
        _ => None,
    };
    let Rect { x, y, width, height } = line.rect;
    let middle = Rect { x: x + width / 2, y: y + height / 2, ..Rect::default() };
    block.is_none_or(|block| within(&middle, &block.rect))
}

fn within(rect: &Rect, line: &Rect) -> bool {
    rect.x >= line.x
        && rect.right() <= line.right()
        && rect.y >= line.y
        && rect.bottom() <= line.bottom()
}

/// Counts the characters of the one that stand on characters of the other.
fn look(
    page: (Finished<'_>, &FinishedPage<'_>),
    covers: &[(usize, Rect)],
    (under, over): (&Shown<'_>, &Shown<'_>),
    finds: &mut Vec<Find>,
) {
    // Copy comes before folios and slogans, and of two the one that is painted over.
    let is_copy = |shown: &Shown<'_>| !matches!(shown.line.usage, Usage::Furniture(_));
    let (lost, other) =
        if is_copy(under) || !is_copy(over) { (under, over) } else { (over, under) };
    // It is told once, with the first that it stands on.
    let known = finds.iter().position(|find| find.lost.0 == lost.owner);
    let is_told = |find: &Find| find.other.0 != other.owner;
    if known.and_then(|at| finds.get(at)).is_some_and(is_told) {
        return;
    }
    let others = other.glyphs(page);
    let mut meeting = lost.glyphs(page).iter().filter_map(|glyph| {
        let met = others.iter().find(|other| share(&glyph.rect, &other.rect))?;
        (!is_parted(covers, (under.order, over.order), &glyph.rect)).then_some((glyph, met))
    });
    let Some((glyph, met)) = meeting.next() else { return };
    let characters = 1 + meeting.count();
    if let Some(find) = known.and_then(|at| finds.get_mut(at)) {
        find.characters += characters;
        if let Usage::Story { story, part } = find.lost.1
            && find.lost.1 != lost.line.usage
            && part != Part::Body
        {
            // Not of that part alone.
            find.lost.1 = Usage::Story { story, part: Part::Body };
        }
        return;
    }
    let span = |of: &Shown<'_>, glyph: &Shape| {
        Some(page.0.model.text(of.line.text)?.span_of(glyph.range.clone()))
    };
    if let (Some(at), Some(beside)) = (span(lost, glyph), span(other, met)) {
        finds.push(Find {
            lost: (lost.owner, lost.line.usage, at),
            other: (other.owner, other.line.usage, beside),
            characters,
        });
    }
}

/// Whether one covers a good part of the smaller of the two.
fn share(one: &Rect, other: &Rect) -> bool {
    let along = |from: Length, to: Length| i128::from((to - from).units().max(0));
    let width = along(one.x.max(other.x), one.right().min(other.right()));
    let height = along(one.y.max(other.y), one.bottom().min(other.bottom()));
    let area = |rect: &Rect| i128::from(rect.width.units()) * i128::from(rect.height.units());
    let least = area(one).min(area(other));
    least > 0 && width * height * 100 >= least * SHARED
}

/// Tints and pictures, by their places in the painting order.
fn covers(sheet: &FinishedPage<'_>) -> Vec<(usize, Rect)> {
    let frames = sheet.set.frames.iter().enumerate();
    let opaque = frames.filter_map(|(order, frame)| match frame {
        Frame::Box(placed) if placed.fill.is_some() => Some((order, placed.rect)),
        Frame::Picture(placed) => Some((order, placed.clip)),
        Frame::Box(_) | Frame::Line(_) | Frame::Rule(_) => None,
    });
    opaque.collect()
}

/// Whether one that is painted between the two parts them: what it hides is told.
fn is_parted(covers: &[(usize, Rect)], (under, over): (usize, usize), glyph: &Rect) -> bool {
    let first = covers.partition_point(|(order, _)| *order < under);
    let between = covers.iter().skip(first).take_while(|(order, _)| *order < over);
    between.into_iter().any(|(_, rect)| rect.overlaps(glyph))
}

fn tell(job: Finished<'_>, find: &Find) -> Diagnostic {
    let name = |(owner, usage, _): &(Owner, Usage, Span)| match (owner, usage) {
        (_, Usage::Jump(_)) => "of a jump line".to_owned(),
        (_, Usage::Caption(_)) => "of a caption".to_owned(),
        (Owner::Story(story), usage) => {
            let name = job.model.stories.get(story.0 as usize).map_or("", |story| &story.name);
            match usage {
                Usage::Story { part, .. } if *part != Part::Body => {
                    format!("of the {} of article \"{name}\"", part.name())
                }
                _ => format!("of article \"{name}\""),
            }
        }
        (Owner::Block(_), _) => "of a text".to_owned(),
    };
    let count = counted(find.characters, "character");
    let verb = if find.characters == 1 { "stands" } else { "stand" };
    let message = format!("{count} {} {verb} on type {}", name(&find.lost), name(&find.other));
    let found = match find.lost.1 {
        Usage::Furniture(_) => Diagnostic::warning(codes::HIDDEN_TEXT, message),
        _ => Diagnostic::error(codes::HIDDEN_TEXT, message),
    };
    let help = match find.lost.0 == find.other.0 {
        true => {
            "give the larger of the two a smaller `size`, or more white: its style's `above` and `below`"
        }
        false => {
            "move one of the two, or take `wrap = \"overlay\"` out where it stands, so that the text makes room"
        }
    };
    found
        .at(find.lost.2, "from here on neither can be read")
        .and_at(find.other.2, "the other, at one place with it")
        .help(help)
}
