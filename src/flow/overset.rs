//! Text that is over and lines that stay empty: counted, said, and set on further pages where
//! the layout asks for it.

use std::sync::Arc;

use crate::compose::{RunText, SetLine};
use crate::diag::{Diagnostic, codes};
use crate::measure::{Length, Rect, Size};
use crate::page::model::{Page, PageId, PageModel, Story, StoryId, TextId};
use crate::page::style::StyleSheet;

use super::desk::line_gap;
use super::frame::{Overset, Slack};
use super::items::Item;
use super::slots::{Lane, Place, Region, Track};
use super::thread::{LinePlace, Outcome};

/// A set line without a place.
#[derive(Clone, Debug)]
pub(super) struct Leftover {
    pub text: TextId,
    pub tail: Option<TextId>,
    pub line: SetLine,
}

/// The lines of a thread that are over.
pub(super) fn leftovers(story: StoryId, out: &Outcome, items: &[Item]) -> Vec<Leftover> {
    out.lines
        .iter()
        .filter(|line| matches!(line.place, LinePlace::Over(_)))
        .filter_map(|line| {
            let item = items.get(line.item)?;
            let (text, tail) = (item.text_id(story), item.tail_id(story));
            Some(Leftover { text, tail, line: line.line.clone() })
        })
        .collect()
}

/// The record of what is over of a story.
pub(super) fn overset_of(
    model: &PageModel,
    story: StoryId,
    over: Vec<Leftover>,
    (lines, last): (i64, Option<&Region>),
    last_page: PageId,
) -> Overset {
    let characters = over.iter().map(|left| characters(model, left)).sum();
    Overset {
        story,
        lines: usize::try_from(lines).unwrap_or(0).max(over.len().min(1)),
        characters,
        from: over.first().map(|left| (left.text, left.line.range.start)),
        last_page,
        block: last.and_then(|region| region.block),
        set: over.into_iter().map(|left| (left.text, left.tail, left.line)).collect(),
    }
}

/// Characters of a line, blanks left out.
fn characters(model: &PageModel, left: &Leftover) -> usize {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let range = left.line.range.start as usize..left.line.range.end as usize;
    let text = |id: TextId| model.text(id).map_or("", |text| text.text.as_str());
    let own = count(text(left.text).get(range).unwrap_or(""));
    let has_tail = left.line.runs.iter().any(|run| run.text == RunText::Tail);
    let tail = left.tail.filter(|_| has_tail);
    own + tail.map_or(0, |id| count(text(id)))
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

pub(super) fn report_overset(story: &Story, over: &Overset) -> Diagnostic {
    Diagnostic::error(
        codes::overset::OVERSET,
        format!(
            "story \"{}\" is over by {}, {}",
            story.name,
            counted(over.lines, "line"),
            counted(over.characters, "character")
        ),
    )
    .at(story.span, "this article")
    .help("give the story more lines or another block, cut the text, or set overset = \"continue\"")
}

pub(super) fn report_continued(story: &Story, name: &str, pages: usize) -> Diagnostic {
    Diagnostic::note(
        codes::overset::CONTINUED,
        format!("story \"{}\" goes on over {} from {name} on", story.name, counted(pages, "page")),
    )
    .at(story.span, "this article")
}

pub(super) fn report_slack(story: &Story, slack: &Slack) -> Diagnostic {
    Diagnostic::note(
        codes::overset::SLACK,
        format!("story \"{}\" leaves {} empty", story.name, counted(slack.lines, "line")),
    )
    .at(story.span, "this article")
}

/// One finding for a story whose keeps are given up, with what that leaves.
pub(super) fn report_lone_lines(story: &Story, over: i64, slack: Option<&Slack>) -> Diagnostic {
    let over = counted(usize::try_from(over).unwrap_or(0), "line");
    let left = match slack {
        Some(slack) => format!("{} empty", counted(slack.lines, "line")),
        None => "none empty".to_owned(),
    };
    Diagnostic::warning(
        codes::overset::KEEPS_GIVEN_UP,
        format!("story \"{}\" has lines that stand alone at the ends of its legs", story.name),
    )
    .at(story.span, format!("kept together it is over by {over}; set like this it leaves {left}"))
    .help("cut or add a line of text, or make a block a line deeper")
}

/// Lines of the body that stay empty after the end of a thread.
pub(super) fn slack_of(story: StoryId, regions: &[Region], end: Place) -> Option<Slack> {
    let track = Track { regions, bars: &[] };
    let at_grid = regions.get(end.region).map_or(end.block, |r| r.on_grid(end.block));
    let mut at = Place { block: at_grid, ..end };
    let mut lines = 0;
    while let Some((slot, grid)) = regions.get(at.region).and_then(|region| {
        let slot = track.next(at, region.grid.body_block)?;
        Some((slot, region.grid))
    }) {
        lines += 1;
        at = slot.place.down(grid.line);
    }
    (lines > 0).then_some(Slack { story, lines })
}

/// A page's worth of room for text that is over: the whole type area in the grid's columns.
pub(super) fn continued_region(page: &Page, sheet: usize, like: &Region) -> Region {
    let mode = page.grid.mode;
    let outer = type_lines(page);
    let depth = mode.logical_size(Size { width: outer.width, height: outer.height }).block;
    let lanes = page.columns.iter().map(|column| {
        let at = mode.logical(*column, outer);
        Lane { inline: at.inline, width: at.inline_size, start: Length::ZERO, end: depth }
    });
    Region {
        sheet,
        block: None,
        outer,
        grid: page.grid,
        lanes: lanes.collect(),
        obstacles: Vec::new(),
        centred: false,
        cap: Length::MAX,
        balance: false,
        ..like.clone()
    }
}

/// The grid over the type area's whole lines.
fn type_lines(page: &Page) -> Rect {
    let mode = page.grid.mode;
    let grid = mode.logical(page.grid_area, page.type_area);
    let area = mode.logical(page.type_area, page.type_area);
    // The last line's gap may stand in the margin.
    let room = area.block_size - grid.block + line_gap(&page.grid);
    let whole = page.grid.line * room.whole(page.grid.line);
    let seen = crate::measure::LogicalRect { block_size: whole, ..grid };
    mode.physical(seen, page.type_area)
}

/// Text of a story that no block gives room to, in the measure of the first page's column.
pub(super) fn no_room(like: &Page, styles: &Arc<StyleSheet>) -> Region {
    let lane = Lane {
        inline: Length::ZERO,
        width: like.columns.first().map_or(like.grid.em * 18, |column| {
            like.grid.mode.logical(*column, *column).inline_size
        }),
        start: Length::ZERO,
        end: Length::ZERO,
    };
    Region {
        sheet: 0,
        block: None,
        outer: like.grid_area,
        grid: like.grid,
        lanes: vec![lane],
        obstacles: Vec::new(),
        styles: styles.clone(),
        leg_end: crate::page::model::LegEnd::Line,
        balance: false,
        centred: false,
        cap: Length::MAX,
    }
}
