//! Text that is over and lines that stay empty, counted and said; and the pages that text goes on
//! over where the layout asks for it.

use std::fmt;
use std::sync::Arc;

use crate::diag::{Diagnostic, Findings, codes, counted};
use crate::flow::corner::{Corner, Stand, line_gap};
use crate::flow::frame::{OverLine, Overset, Slack};
use crate::flow::thread::{Chosen, Lane, LinePlace, Obstacles, Place, Region, Track};
use crate::measure::{Length, LogicalRect, Size, WritingMode};
use crate::page::model::{
    Area, Block, BlockContent, LegEnd, Lines, OversetPolicy, Page, PageModel, Story, StoryId,
    TextId, Wrap,
};
use crate::page::style::StyleSheet;

use super::neighbours::is_boxed;
use super::taken::Taken;

/// What is over of a story, or of its intro.
#[derive(Clone, Debug)]
pub(in crate::flow) struct LinesOver {
    pub set: Vec<OverLine>,
    /// Lines of the body that it would take, and its characters, blanks left out.
    pub lines: usize,
    pub characters: usize,
}

/// The record of what is over of a story; `last` is where its thread ends.
pub(super) fn overset_of(story: StoryId, over: LinesOver, last: Stand) -> Overset {
    let LinesOver { set, lines, characters } = over;
    Overset {
        story,
        lines: lines.max(set.len().min(1)),
        characters,
        from: set.first().map(|left| (left.text, left.line.range.start)),
        last_page: last.page,
        block: last.block,
        set,
    }
}

/// Fewer lines than these that stay empty in levelled legs are no hole in the page.
const HOLLOW: usize = 20;

/// A story that is settled, and the block in which it ends.
pub(super) struct Ended<'a> {
    model: &'a PageModel,
    story: &'a Story,
    chosen: &'a Chosen,
    /// Its block, and what its `lines` would have to be.
    block: Option<(&'a Block, Option<Misfit>)>,
    /// Of its blocks' legs, those behind its end.
    empty_legs: usize,
    /// What stays empty to more than half of it: a box, or legs that are levelled.
    hollow: Option<&'static str>,
}

impl<'a> Ended<'a> {
    /// `of_intro`: the lines that its intro lacks before its text begins.
    pub(super) fn new(
        model: &'a PageModel,
        story: &'a Story,
        stands: &[Stand],
        (chosen, of_intro): (&'a Chosen, usize),
    ) -> Ended<'a> {
        let last = chosen.settled.last_region().unwrap_or(0);
        let region = chosen.enough.map_or(last, |enough| enough.region);
        let at = stands.get(region).and_then(|stand| {
            let page = model.pages.get(stand.page.0 as usize)?;
            Some((page, page.block(stand.block?)))
        });
        let block = at.map(|(page, block)| {
            let lines = chosen.enough.map(|enough| enough.lines + of_intro as i64);
            (block, lines.and_then(|lines| misfit_of(page, block, lines)))
        });
        let lines = chosen.settled.lines.len();
        let boxed = stands.len() == 1 && at.is_some_and(|(page, block)| is_boxed(page, block));
        let of = match chosen.room.legs() {
            _ if boxed => Some("box"),
            // One leg alone, or whole ones that stay empty, are told by their lines.
            0 | 1 => None,
            _ => Some("room"),
        };
        let hollow = of
            .filter(|of| chosen.left.lines > if *of == "box" { lines } else { lines.max(HOLLOW) });
        let empty_legs = empty_legs(chosen, None);
        Ended { model, story, chosen, block, empty_legs, hollow }
    }

    /// With a leg that something else than its text fills up.
    pub(super) fn filled(self, leg: Option<(usize, usize)>) -> Ended<'a> {
        let empty_legs = empty_legs(self.chosen, leg);
        Ended { empty_legs, ..self }
    }

    fn kind_of_leg(&self) -> &'static str {
        match self.chosen.room.last().grid.mode {
            WritingMode::HorizontalTb => "columns",
            WritingMode::VerticalRl => "tiers",
        }
    }

    /// ` in its 3 columns`, where lines are counted in several legs.
    fn legs(&self) -> String {
        let (room, what) = (&self.chosen.room, self.kind_of_leg());
        match (room.regions().len(), room.legs()) {
            (_, 0 | 1) => String::new(),
            (1, legs) => format!(" in its {legs} {what}"),
            _ => format!(" in all of its {what}"),
        }
    }

    /// Whether no fewer lines would hold it.
    fn is_least(&self) -> bool {
        let misfit = self.block.as_ref().and_then(|(_, misfit)| misfit.as_ref());
        misfit.is_some_and(|misfit| match misfit {
            Misfit::Lines(depth) => depth.change == 0,
            Misfit::Across(change, ..) => *change == 0,
        })
    }

    /// At the block, what its `lines` would have to be.
    fn tell_depth(&self, found: Diagnostic) -> Diagnostic {
        match &self.block {
            Some((block, Some(misfit))) => found.and_at(block.span, misfit.to_string()),
            _ => found,
        }
    }
}

/// Of a block that is as deep as it has to be.
const NO_FEWER: &str =
    "no fewer lines hold it without one that stands alone, or too few under a picture";

/// By what a block is too deep, or not deep enough.
enum Misfit {
    Lines(Depth),
    /// In a block that is written otherwise than its page, whose `lines` are its width: how many
    /// lines of its own more, and the `chars` of the page that would do.
    Across(i64, i64, i64),
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Lines(depth) => depth.fmt(f),
            Misfit::Across(0, ..) => f.write_str(NO_FEWER),
            Misfit::Across(lines, first, last) => {
                let would = if *lines > 0 { "the block needs" } else { "the text fits" };
                write!(f, "{would} chars = \"{first}-{last}\"")
            }
        }
    }
}

fn misfit_of(page: &Page, block: &Block, change: i64) -> Option<Misfit> {
    if matches!(block.area, Area::Margin) {
        return None;
    }
    if page.grid.mode != block.grid.mode && matches!(block.area, Area::Page) {
        // Its depth lies along the page's lines.
        let (at, em) = (page.grid.mode.logical(block.rect, page.grid_area), page.grid.em);
        let end = at.inline_end() + block.grid.line * change;
        return Some(Misfit::Across(change, at.inline.whole(em) + 1, end.covered_by(em)));
    }
    depth_of(page, block, change).map(Misfit::Lines)
}

/// The `lines` of a block that would do, as a layout writes them.
struct Depth {
    lines: Lines,
    /// Of them, those that its page or area does not have.
    beyond: i64,
    change: i64,
    /// Of them, those of a block under it, and what that is called.
    others: Option<(i64, String)>,
}

impl fmt::Display for Depth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Depth { lines, beyond, change, others } = self;
        let would = match change {
            0 => return f.write_str(NO_FEWER),
            1.. => "the block needs",
            _ => "the text fits",
        };
        write!(f, "{would} {lines}")?;
        // `lines = "17"`, where 17 were meant.
        if lines.count - change == 1 && lines.first > 1 {
            write!(f, " (\"{first}\" is line {first} alone)", first = lines.first)?;
        }
        match beyond {
            ..=0 => match others {
                Some((1, name)) => write!(f, ", the last of which is `{name}`'s"),
                Some((many, name)) => write!(f, ", the last {many} of which are `{name}`'s"),
                None => Ok(()),
            },
            1 => write!(f, ", 1 more than there is room for"),
            more => write!(f, ", {more} more than there is room for"),
        }
    }
}

/// None of a block whose lines are not those of the grid that it stands on.
fn depth_of(page: &Page, block: &Block, change: i64) -> Option<Depth> {
    let own = page.lines_of(block)?;
    // The layout's own lines: what a picture over it was treated by is none of them.
    let lowered = match &block.content {
        BlockContent::Story(own) => own.treated.lowered,
        _ => 0,
    };
    let lines = Lines { first: own.first - lowered, count: own.count + lowered + change, ..own };
    let others = lines_of_next(page, block, change);
    Some(Depth { lines, beyond: lines.first - 1 + lines.count - own.all, change, others })
}

/// How many of so many lines more under a block are those of the next one, and what that is called.
fn lines_of_next(page: &Page, block: &Block, change: i64) -> Option<(i64, String)> {
    let mode = block.grid.mode;
    let at = mode.logical(block.rect, page.grid_area);
    let foot = at.block_end() + block.grid.line * change;
    let under = page.blocks.iter().filter(|other| {
        let is_apart = other.wrap != Wrap::Overlay && !matches!(other.area, Area::Margin);
        is_apart && other.area == block.area
    });
    let under = under.map(|other| (mode.logical(other.rect, page.grid_area), other));
    let (next, other) = under
        .filter(|(next, _)| {
            next.inline < at.inline_end()
                && at.inline < next.inline_end()
                && next.block + block.grid.line / 2 >= at.block_end()
                && next.block < foot
        })
        .min_by_key(|(next, _)| next.block)?;
    let lines = (foot - next.block).covered_by(block.grid.line);
    (lines > 0).then(|| (lines, other.name.clone()))
}

/// The lines of the block at a place of a story, so many more: if there is room for them.
pub(super) fn lines_of(model: &PageModel, stand: &Stand, change: i64) -> Option<Lines> {
    let page = model.pages.get(stand.page.0 as usize)?;
    let found = depth_of(page, page.block(stand.block?), change)?;
    (found.beyond <= 0).then_some(found.lines)
}

/// A leg that a picture leaves fewer lines is not seen to stay white.
const SEEN: i64 = 4;

/// Legs behind the end of the text in which lines would have room: one that a picture leaves a
/// line or two is passed over on purpose.
fn empty_legs(chosen: &Chosen, filled: Option<(usize, usize)>) -> usize {
    let (room, track) = (&chosen.room, Track::through(&chosen.room));
    let legs = room.regions().iter().enumerate().flat_map(|(region, of)| {
        of.lanes.iter().enumerate().map(move |(lane, leg)| {
            let lines = (leg.end - leg.start).whole(of.grid.line).clamp(1, SEEN);
            (region, lane, (of.grid.body_block, of.grid.line, lines))
        })
    });
    let has_room = |region: usize, lane: usize, (depth, line, lines): (Length, Length, i64)| {
        let mut at = Place { region, lane, block: Length::ZERO };
        (0..lines).all(|_| {
            let slot = track.next(at, depth).map(|slot| slot.place);
            let here = slot.filter(|place| (place.region, place.lane) == (region, lane));
            at = here.map_or(at, |place| Place { block: place.block + line, ..place });
            here.is_some()
        })
    };
    let placed = chosen.settled.lines.iter().filter_map(|line| match line.place {
        LinePlace::At { region, lane, .. } => Some((region, lane)),
        LinePlace::Over(_) => None,
    });
    let last = placed.max();
    let legs = legs.filter(|(region, lane, _)| Some((*region, *lane)) != filled);
    legs.filter(|(region, lane, depth)| {
        Some((*region, *lane)) > last && has_room(*region, *lane, *depth)
    })
    .count()
}

/// What a message calls a story.
fn name_of(story: &Story) -> String {
    let what = if story.is_table() { "table" } else { "story" };
    format!("{what} \"{}\"", story.name)
}

/// What the layout names there.
fn what_is(story: &Story) -> &'static str {
    if story.is_table() { "this table" } else { "this article" }
}

/// At the place of the article where the room ends, and at the layout's mention of it.
pub(super) fn report_overset(
    ended: &Ended<'_>,
    over: &Overset,
    taken: Option<&Taken<'_>>,
) -> Diagnostic {
    let Ended { model, story, .. } = ended;
    let from = over.from.and_then(|(text, at)| {
        let text = model.text(text)?;
        let next = text.text.get(at as usize..)?.chars().next()?;
        Some(text.span_of(at..at + next.len_utf8() as u32))
    });
    // Of a table the cells' characters tell nobody how much is over.
    let characters = match story.is_table() {
        true => String::new(),
        false => format!(", {}", counted(over.characters, "character")),
    };
    let found = Diagnostic::error(
        codes::overset::OVERSET,
        format!(
            "{} is over by {}{}{}{}{}",
            name_of(story),
            counted(over.lines, "line"),
            ended.legs(),
            characters,
            out_of_stack(model, story, over),
            taken.map(Taken::said).unwrap_or_default(),
        ),
    );
    let found = match from {
        Some(from) => found.at(from, "the room ends here").and_at(story.span, what_is(story)),
        None => found.at(story.span, what_is(story)),
    };
    let found = taken.into_iter().fold(ended.tell_depth(found), |found, taken| taken.tell(found));
    let first = taken.map(|taken| taken.cure() + ", ").unwrap_or_default();
    found.help(first + cure(model, story))
}

/// What to do about a story that is over.
fn cure(model: &PageModel, story: &Story) -> &'static str {
    let goes_on = model.document.overset == OversetPolicy::Continue;
    match (&story.copyfit, story.is_table()) {
        // No page that was added holds it.
        (_, true) if goes_on => {
            "no leg is deep enough for one of its rows: part that in two, shorten its text, or give it wider or \
             deeper legs"
        }
        (_, false) if goes_on => {
            "no leg is deep enough for one of its parts, a row of a table, say: shorten that, or give it wider \
             or deeper legs"
        }
        (Some(_), _) => {
            "`fit` has done what its limits allow: widen them, give the story more lines or another \
             block, or cut the text"
        }
        (None, true) => "give the table more lines, take rows out, or set overset = \"continue\"",
        (None, false) => {
            "give the story more lines or another block, cut the text, or set overset = \"continue\""
        }
    }
}

/// Stories that a message names of a stack.
const NAMED: usize = 8;

/// The stories of a stack that did not fit, the first perhaps in part.
fn out_of_stack(model: &PageModel, stack: &Story, over: &Overset) -> String {
    if stack.stack.is_empty() {
        return String::new();
    }
    let ids = over.set.iter().filter_map(|line| match line.text {
        TextId::Story(id, _) => Some(id),
        _ => None,
    });
    let mut names: Vec<&str> = Vec::new();
    for id in ids {
        let name = model.story(id).name.as_str();
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named: Vec<&str> = names.iter().take(NAMED).copied().collect();
    format!("; what does not fit is {}{more}", named.join(", "))
}

/// That a story goes on over pages that are added; `found` is what its text came to there and before.
pub(super) fn report_continued(
    story: &Story,
    (name, pages): (&str, usize),
    found: &Findings,
) -> Diagnostic {
    let told = Diagnostic::note(
        codes::overset::CONTINUED,
        format!("{} goes on over {} from {name} on", name_of(story), counted(pages, "page")),
    )
    .at(story.span, what_is(story));
    match found.iter().any(|found| found.code == codes::overset::TABLE_WIDE) {
        true => told.help(
            "the legs of the added pages are the page's own columns: a table that is too wide for them \
             needs a block on a page of the layout",
        ),
        false => told,
    }
}

/// A note; a warning where a column stays white, or most of a box.
pub(super) fn report_slack(ended: &Ended<'_>, slack: &Slack) -> Diagnostic {
    let Ended { story, chosen, empty_legs, hollow, .. } = ended;
    let mut message = format!(
        "{} leaves {} empty{}",
        name_of(story),
        counted(slack.lines, "line"),
        ended.legs(),
    );
    if !story.is_table() {
        message += &format!(", room for {}", counted(slack.characters, "character"));
    }
    let (legs, what) = (chosen.room.legs(), ended.kind_of_leg());
    let found = if *empty_legs > 0 && legs > 1 {
        message += &match empty_legs {
            1 => format!("; one whole {} stays white", &what[..what.len() - 1]),
            several => format!("; {several} whole {what} stay white"),
        };
        Diagnostic::warning(codes::overset::SLACK, message)
    } else if let Some(what) = hollow {
        message += &format!("; more than half of its {what}");
        Diagnostic::warning(codes::overset::SLACK, message)
    } else {
        Diagnostic::note(codes::overset::SLACK, message)
    };
    let found = ended.tell_depth(found.at(story.span, what_is(story)));
    match story.copyfit {
        Some(_) => {
            let fewer = if ended.is_least() { "" } else { ", or give the block fewer lines" };
            found.help(format!(
                "`fit` has done what its limits allow: widen them in `fit`, or lengthen the text{fewer}"
            ))
        }
        None => found,
    }
}

/// One finding for a story whose keeps are given up, with what that leaves.
pub(super) fn report_lone_lines(ended: &Ended<'_>, over: i64, slack: Option<&Slack>) -> Diagnostic {
    let over = counted(over, "line");
    let left = match slack {
        Some(slack) => format!("{} empty", counted(slack.lines, "line")),
        None => "none empty".to_owned(),
    };
    let story = ended.story;
    let found = Diagnostic::warning(
        codes::overset::KEEPS_GIVEN_UP,
        format!("story \"{}\" has lines that stand alone at the ends of its legs", story.name),
    )
    .at(
        story.span,
        format!(
            "kept together it is over by {over}{}; set like this it leaves {left}",
            ended.legs()
        ),
    );
    ended.tell_depth(found).help("cut or add a line of text, or make the block deeper")
}

/// Last lines that stand alone at the heads of legs because their paragraphs stand under subheads.
pub(super) fn report_last_lines(story: &Story, lone: usize) -> Diagnostic {
    let lines = counted(lone, "last line");
    let message = format!("story \"{}\" has {lines} alone at the head of a leg", story.name);
    Diagnostic::note(codes::overset::KEEPS_GIVEN_UP, message)
        .at(story.span, "kept with its subhead it would leave four lines empty")
        .help("cut or add a line of text, or make the block deeper")
}

/// A page's worth of room for text that is over: the whole type area in the grid's columns, in the
/// page's own writing.
pub(super) fn continued_region(page: &Page, styles: &Arc<StyleSheet>) -> Region {
    let mode = page.grid.mode;
    let outer = continued_corner(page).outer;
    let depth = mode.logical_size(Size { width: outer.width, height: outer.height }).block;
    let lanes = page.columns.iter().map(|column| {
        let at = mode.logical(*column, outer);
        Lane { inline: at.inline, width: at.inline_size, start: Length::ZERO, end: depth }
    });
    Region { lanes: lanes.collect(), ..no_room(page, styles) }
}

/// Where that stands: the grid over the type area's whole lines.
pub(super) fn continued_corner(page: &Page) -> Corner {
    let mode = page.grid.mode;
    let grid = mode.logical(page.grid_area, page.type_area);
    let area = mode.logical(page.type_area, page.type_area);
    // The last line's gap may stand in the margin.
    let room = area.block_size - grid.block + line_gap(&page.grid);
    let whole = page.grid.line * room.whole(page.grid.line);
    let seen = LogicalRect { block_size: whole, ..grid };
    Corner { outer: mode.physical(seen, page.type_area), mode }
}

/// Characters of a column that is as wide as none.
const NARROW: i64 = 18;

/// Text of a story that no block gives room to, in the measure of the page's first column.
pub(super) fn no_room(like: &Page, styles: &Arc<StyleSheet>) -> Region {
    let mode = like.grid.mode;
    let column = like.columns.first().map(|column| mode.logical(*column, *column).inline_size);
    let width = column.unwrap_or(like.grid.em * NARROW);
    let none = Length::ZERO;
    Region {
        grid: like.grid,
        lanes: vec![Lane { inline: none, width, start: none, end: none }],
        obstacles: Obstacles::default(),
        styles: styles.clone(),
        leg_end: LegEnd::Line,
        balance: false,
        closing: None,
        opened: false,
        head: None,
    }
}
