//! Text that is over and lines that stay empty, counted and said; and the pages that text goes on
//! over where the layout asks for it.

use std::sync::Arc;

use crate::diag::{Diagnostic, codes, counted};
use crate::flow::corner::{Corner, Stand, line_gap};
use crate::flow::frame::{OverLine, Overset, Slack};
use crate::flow::thread::{Lane, Obstacles, Region};
use crate::measure::{Length, LogicalRect, Size};
use crate::page::model::{LegEnd, Page, PageModel, Story, StoryId};
use crate::page::style::StyleSheet;

/// What is over of a story, or of its intro.
pub(super) struct LinesOver {
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

/// At the place of the article where the room ends, and at the layout's mention of it.
pub(super) fn report_overset(model: &PageModel, story: &Story, over: &Overset) -> Diagnostic {
    let from = over.from.and_then(|(text, at)| {
        let text = model.text(text)?;
        let next = text.text.get(at as usize..)?.chars().next()?;
        Some(text.span_of(at..at + next.len_utf8() as u32))
    });
    let found = Diagnostic::error(
        codes::overset::OVERSET,
        format!(
            "story \"{}\" is over by {}, {}",
            story.name,
            counted(over.lines, "line"),
            counted(over.characters, "character")
        ),
    );
    let found = match from {
        Some(from) => found.at(from, "the room ends here").and_at(story.span, "this article"),
        None => found.at(story.span, "this article"),
    };
    found.help(
        "give the story more lines or another block, cut the text, or set overset = \"continue\"",
    )
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
        format!(
            "story \"{}\" leaves {} empty, room for {}",
            story.name,
            counted(slack.lines, "line"),
            counted(slack.characters, "character")
        ),
    )
    .at(story.span, "this article")
}

/// One finding for a story whose keeps are given up, with what that leaves.
pub(super) fn report_lone_lines(story: &Story, over: i64, slack: Option<&Slack>) -> Diagnostic {
    let over = counted(over, "line");
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
        centred: false,
    }
}
