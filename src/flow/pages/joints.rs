//! Where a story breaks off on one page and goes on on another: its jump lines, each a line of its
//! leg, and the head over what goes on.

use std::collections::BTreeSet;

use crate::compose::SetLine;
use crate::diag::codes::overset as codes;
use crate::diag::{Diagnostic, Findings};
use crate::flow::corner::{Corner, Stand, Start};
use crate::flow::frame::{Frame, Usage};
use crate::flow::thread::{
    Chosen, Closing, Item, Lane, LinePlace, Place, Region, SettledLine, Track,
};
use crate::flow::type_case::{TypeCase, leading_of, plain_size};
use crate::measure::Length;
use crate::page::model::{
    BlockContent, BlockJump, JumpPage, PageModel, Part, StoryBlock, StoryId, StoryText, TextId,
};
use crate::page::style::{Align, Role};
use crate::text::RichText;

/// What joins a region of a story to those on other pages.
#[derive(Default)]
pub(in crate::flow) struct Joint {
    /// The line that says where the text comes from.
    from: Option<Seat>,
    /// The line that says where it goes on, by the legs in which it may stand.
    to: Vec<Seat>,
    /// The article's head for what goes on.
    head: Vec<Frame>,
    findings: Findings,
}

/// The place of a jump line in its region.
#[derive(Clone)]
struct Seat {
    lane: usize,
    inline: Length,
    measure: Length,
    block: Length,
    /// The page that the layout names; else it is that of the next region with text, or the last.
    named: Option<JumpPage>,
}

/// A jump line that is printed.
pub(super) struct Said {
    pub region: usize,
    pub way: SaidWay,
    seat: Seat,
    /// The region it leads to.
    other: Option<usize>,
}

/// Which way a jump line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaidWay {
    On,
    Back,
}

/// Whose regions are joined.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Joined<'a> {
    pub model: &'a PageModel,
    pub story: StoryId,
}

/// Makes room for the jump lines of a story's regions, and sets the heads over what goes on. The
/// last region may be that of the pages that are added.
pub(in crate::flow) fn join(
    case: TypeCase<'_>,
    of: Joined<'_>,
    regions: &mut [Region],
    stands: &[Stand],
) -> Vec<Joint> {
    let parts = |one: &Stand, next: &Stand| next.block.is_none() || one.page != next.page;
    let mut joints = Vec::with_capacity(regions.len());
    for (at, (region, stand)) in regions.iter_mut().zip(stands).enumerate() {
        let before = at.checked_sub(1).and_then(|before| stands.get(before));
        let comes = before.is_some_and(|before| parts(before, stand));
        // The text may go on behind its page, here or in a block that follows on it.
        let behind = stands.iter().skip(at).zip(stands.iter().skip(at + 1));
        let is_last = match stands.get(at + 1) {
            Some(next) => parts(stand, next),
            None => stand.block.is_none(),
        };
        let goes_on = is_last || behind.into_iter().any(|(one, next)| parts(one, next));
        let content = content_of(of.model, stand);
        let said = content.map_or(&BlockJump::Usual, |content| &content.jump);
        let (to, from) = match said {
            BlockJump::Named { to, from } => (to.clone(), from.clone()),
            _ => (None, None),
        };
        let shown = match said {
            BlockJump::Hidden => false,
            BlockJump::Shown => true,
            BlockJump::Usual | BlockJump::Named { .. } => of.model.document.jumps.shown,
        };
        let mut joint = Joint::default();
        if (comes || from.is_some()) && *said != BlockJump::Hidden {
            set_head(case, of, (region, stand, content), &mut joint);
        }
        if from.is_some() || (comes && shown) {
            joint.from = open(region, from);
        }
        joint.to = match to {
            Some(page) => close_always(region, page).into_iter().collect(),
            None if goes_on && shown => seats_of(region),
            None => Vec::new(),
        };
        if goes_on {
            // A block that leaves the line out goes to the feet of its legs.
            let seat = |(lane, of): (usize, &Lane)| match shown || !joint.to.is_empty() {
                true => joint.to.iter().find(|seat| seat.lane == lane).map(|seat| seat.block),
                false => Some(of.end),
            };
            let seats = region.lanes.iter().enumerate().map(seat).collect();
            region.closing = Some(Closing { seats, parts: is_last });
        }
        joints.push(joint);
    }
    joints
}

pub(super) fn content_of<'m>(model: &'m PageModel, stand: &Stand) -> Option<&'m StoryBlock> {
    let page = model.pages.get(stand.page.0 as usize)?;
    match &page.block(stand.block?).content {
        BlockContent::Story(content) => Some(content),
        _ => None,
    }
}

/// The depth of a jump line.
fn depth_of(region: &Region) -> Length {
    let style = region.styles.get(Role::Jump);
    let em = style.at(plain_size(style)).em(region.grid.mode).block;
    em.max(region.grid.body_block)
}

/// The lines of a leg in which a jump line has room, first to last.
fn seats(region: &Region, lane: usize, depth: Length) -> Vec<Seat> {
    let Some(of) = region.lanes.get(lane) else { return Vec::new() };
    let line = region.grid.line;
    let mut block = region.on_grid(of.start);
    let mut seats = Vec::new();
    while block + depth <= of.end {
        if let Some((inline, measure)) = region.free(of, block, block + depth) {
            seats.push(Seat { lane, inline, measure, block, named: None });
        }
        block += line;
    }
    seats
}

/// The first line of the first leg is the jump line's.
fn open(region: &mut Region, named: Option<JumpPage>) -> Option<Seat> {
    let depth = depth_of(region);
    let seat = seats(region, 0, depth).into_iter().next()?;
    let below = region.on_grid(seat.block + depth);
    if let Some(lane) = region.lanes.first_mut() {
        lane.start = below;
    }
    region.opened = true;
    Some(Seat { named, ..seat })
}

/// The last line of each leg may be the jump line's where the text goes on.
fn seats_of(region: &Region) -> Vec<Seat> {
    let depth = depth_of(region);
    (0..region.lanes.len()).filter_map(|lane| seats(region, lane, depth).pop()).collect()
}

/// Where the layout names a page the last line is the jump line's always.
fn close_always(region: &mut Region, named: JumpPage) -> Option<Seat> {
    let seat = seats_of(region).pop()?;
    if let Some(lane) = region.lanes.get_mut(seat.lane) {
        lane.end = seat.block;
    }
    Some(Seat { named: Some(named), ..seat })
}

/// Sets the article's `jump_headline` over all legs of a block that has no headline of its own, in
/// whole lines.
fn set_head(
    case: TypeCase<'_>,
    of: Joined<'_>,
    (region, stand, content): (&mut Region, &Stand, Option<&StoryBlock>),
    joint: &mut Joint,
) {
    let story = of.model.story(of.story);
    let has_headline = content.is_some_and(|content| content.parts.contains(&Part::Headline));
    let Some(text) = story.jump_headline.as_ref().filter(|_| !has_headline) else { return };
    // On a spread over the legs of the first half.
    let block = stand.block.zip(of.model.pages.get(stand.page.0 as usize));
    let fold = block.and_then(|(id, page)| page.block(id).folded_rows());
    let fold = fold.map_or(Length::MAX, |fold| fold.at);
    let is_under = |lane: &Lane| lane.inline < fold;
    let under: Vec<Lane> = region.lanes.iter().copied().filter(is_under).collect();
    let under = if under.is_empty() { &region.lanes } else { &under };
    let (Some(first), Some(last)) = (under.first(), under.last()) else { return };
    let start = under.iter().map(|lane| lane.start).min().unwrap_or(Length::ZERO);
    let whole = Lane {
        inline: first.inline,
        width: last.inline + last.width - first.inline,
        start,
        end: first.end,
    };
    let style = region.styles.get(Role::JumpHeadline);
    let depth = |size: Length| {
        let em = style.at(size).em(region.grid.mode);
        let rest = leading_of(style, &region.grid, em) - em.block;
        let below = style.below.of(region.grid.line).max(rest);
        region.grid.line
            * (style.above.of(region.grid.line) + em.block + below).covered_by(region.grid.line)
    };
    let deep = depth(plain_size(style));
    let free = region.free(&whole, start, start + deep);
    let (inline, measure) = free.unwrap_or((whole.inline, whole.width));
    let row = set_row(case, Words { role: Role::JumpHeadline, text }, region, measure);
    joint.findings.append(&row.findings);
    if row.wide > measure {
        let message = format!(
            "the jump headline of story \"{}\" is {} pt wide, its block has {measure}",
            story.name, row.wide
        );
        joint.findings.push(
            Diagnostic::error(codes::JUMP_WIDE, message)
                .at(text.span(), "one row")
                .help("shorten it, or give [style.jump-headline] a smaller `size`"),
        );
    }
    let block = start + style.above.of(region.grid.line);
    let id = TextId::Story(of.story, StoryText::JumpHeadline);
    let place = Start { inline, block };
    joint.head.push(stand.corner.line(place, row.line, id, Usage::Jump(of.story)));
    for lane in region.lanes.iter_mut().filter(|lane| lane.inline < whole.inline + whole.width) {
        lane.start = lane.start.max(start + deep);
    }
}

#[derive(Clone, Copy)]
struct Words<'a> {
    role: Role,
    text: &'a RichText,
}

/// A text on one line.
struct Row {
    line: SetLine,
    /// From the head of its line to its em box, on the body's baseline.
    drop: Length,
    /// Of the text by itself.
    wide: Length,
    findings: Findings,
}

/// Type is shrunk by tenths of a point.
const TENTH: Length = Length::from_centipt(10);
/// Type that is shrunk to its measure is no smaller.
const SMALLEST: Length = Length::from_pt(6);

/// Sets a text on one line, shrunk where it must be.
fn set_row(case: TypeCase<'_>, words: Words<'_>, region: &Region, measure: Length) -> Row {
    let Region { styles, grid, .. } = region;
    let style = styles.get(words.role);
    let full = plain_size(style);
    let galley = |size: Length| case.galley(words.text, &style.at(size), grid.mode);
    let (mut size, mut set) = (full, galley(full));
    let natural = set.natural_width();
    if natural > measure && natural.is_positive() {
        size = TENTH * full.scale(measure.units(), natural.units()).whole(TENTH);
        size = size.max(SMALLEST.min(full));
        set = galley(size);
    }
    let align = if style.align == Align::Justify { Align::Start } else { style.align };
    let text_style = style.at(size);
    let is_small = text_style.em(grid.mode).block < grid.body_block;
    let lower = case.body_ascent(styles, grid) - case.ascent(&text_style, grid.mode);
    Row {
        line: set.set_row(0..words.text.text.len() as u32, measure, align),
        drop: if is_small { lower.max(Length::ZERO) } else { Length::ZERO },
        wide: set.natural_width(),
        findings: set.findings,
    }
}

/// The jump lines that are printed of a story as it was chosen: those of the regions that its text
/// comes to.
pub(super) fn said(joints: &[Joint], chosen: &Chosen) -> Vec<Said> {
    let placed = chosen.settled.lines.iter().filter_map(|line| match line.place {
        LinePlace::At { region, .. } => Some(region),
        LinePlace::Over(_) => None,
    });
    let used: BTreeSet<usize> = placed.collect();
    let mut said = Vec::new();
    for &at in &used {
        let Some(joint) = of_region(joints, at) else { continue };
        let before = used.range(..at).next_back().copied();
        let next = used.range(at + 1..).next().copied();
        let to = seat_under(&joint.to, at, chosen);
        for (seat, way, other) in
            [(joint.from.as_ref(), SaidWay::Back, before), (to, SaidWay::On, next)]
        {
            let Some(seat) = seat.cloned().filter(|seat| seat.named.is_some() || other.is_some())
            else {
                continue;
            };
            let seat = match way {
                SaidWay::On => after_text(seat, at, chosen),
                SaidWay::Back => seat,
            };
            said.push(Said { region: at, way, seat, other });
        }
    }
    said
}

/// The seat in the last leg of a region that holds text: the text was settled to end above it.
fn seat_under<'s>(seats: &'s [Seat], at: usize, chosen: &Chosen) -> Option<&'s Seat> {
    let legs = chosen.settled.lines.iter().filter_map(|line| match line.place {
        LinePlace::At { region, lane, .. } if region == at => Some(lane),
        _ => None,
    });
    let last = legs.max()?;
    seats.iter().rfind(|seat| seat.lane <= last).or(seats.last())
}

/// A line that names a page stands right under the text where that ends before its leg is full.
fn after_text(seat: Seat, region: usize, chosen: &Chosen) -> Seat {
    let Some(end) = chosen.settled.end.filter(|end| end.region == region) else { return seat };
    let Some(of) = chosen.room.get(region) else { return seat };
    let at = Place { block: of.on_grid(end.block), ..end };
    let slot = Track::through(&chosen.room).next(at, depth_of(of));
    match slot.filter(|slot| slot.place.region == region) {
        Some(slot) => Seat {
            lane: slot.place.lane,
            inline: slot.inline,
            measure: slot.measure,
            block: slot.place.block,
            named: seat.named,
        },
        None => seat,
    }
}

/// The heads over the regions that a story's text comes to, each with its region.
pub(super) fn heads(joints: &[Joint], last: usize) -> impl Iterator<Item = (usize, Frame)> {
    let entered = (0..=last).filter_map(|at| Some((at, of_region(joints, at)?)));
    entered.flat_map(|(at, joint)| joint.head.iter().map(move |frame| (at, frame.clone())))
}

/// Pages that are added share the last.
fn of_region(joints: &[Joint], at: usize) -> Option<&Joint> {
    joints.get(at).or(joints.last())
}

pub(super) fn has_lines(joints: &[Joint]) -> bool {
    joints
        .iter()
        .any(|joint| joint.from.is_some() || !joint.to.is_empty() || !joint.head.is_empty())
}

impl Joint {
    pub(super) fn findings(&self) -> &Findings {
        &self.findings
    }
}

impl Said {
    /// The region that it leads to, and the name that the layout gives the page.
    pub(super) fn leads_to(&self) -> (Option<usize>, Option<&JumpPage>) {
        match &self.seat.named {
            Some(named) => (None, Some(named)),
            None => (self.other, None),
        }
    }

    /// The story of a stack that is parted here, by its place in the stack.
    pub(super) fn of(&self, chosen: &Chosen, items: &[Item]) -> Option<usize> {
        let here = |line: &&SettledLine| matches!(line.place, LinePlace::At { region, .. } if region == self.region);
        let lines = &chosen.settled.lines;
        let line = match self.way {
            SaidWay::On => lines.iter().rev().find(here),
            SaidWay::Back => lines.iter().find(here),
        };
        items.get(line?.item).map(|item| item.of() as usize)
    }

    /// Whether it stands under the end of the text.
    pub(super) fn is_behind_end(&self, chosen: &Chosen) -> bool {
        let end = chosen.settled.end.filter(|end| end.region == self.region);
        self.way == SaidWay::On && end.is_some()
    }

    /// Its leg, and from where to where it stands there.
    pub(super) fn inked(&self, region: &Region) -> (usize, (Length, Length)) {
        let Seat { lane, block, .. } = self.seat;
        (lane, (block, block + depth_of(region)))
    }

    /// Sets it.
    pub(super) fn frame(
        &self,
        case: TypeCase<'_>,
        (region, corner): (&Region, Corner),
        (text, id): (&RichText, TextId),
        story: StoryId,
    ) -> (Frame, Findings) {
        let Seat { inline, measure, block, .. } = self.seat;
        let row = set_row(case, Words { role: Role::Jump, text }, region, measure);
        let mut findings = row.findings;
        if row.wide > measure {
            let message = format!("a jump line is {} pt wide, its leg has {measure}", row.wide);
            findings.push(
                Diagnostic::error(codes::JUMP_WIDE, message)
                    .at(text.span(), text.text.clone())
                    .help("word it shorter by `jump` of [document], or give [style.jump] a smaller `size`"),
            );
        }
        let place = Start { inline, block: block + row.drop };
        (corner.line(place, row.line, id, Usage::Jump(story)), findings)
    }
}
