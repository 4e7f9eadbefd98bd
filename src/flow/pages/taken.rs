//! What takes the room of a story that is over: an insert that stands over its legs, a `{.break}` that ends a leg
//! before its foot.

use crate::diag::{Diagnostic, Span, counted};
use crate::flow::corner::Stand;
use crate::flow::thread::{Chosen, Item, Lane, LinePlace, Place, Region, Track};
use crate::measure::{Length, LogicalRect};
use crate::page::model::{Block, BlockContent, PageModel, StoryId, Wrap};

/// So few lines are not worth a word.
const LEAST: i64 = 3;

/// Text beside an insert is at least so many characters wide (R110).
const NARROWEST: i64 = 5;

/// What takes lines of a story's room.
pub(super) enum Taken<'a> {
    /// By an insert: the lines of its legs.
    Insert { block: &'a Block, lines: i64, is_most: bool },
    /// Behind a `{.break}`, which stands at the end of a text.
    Break { at: Span, lines: i64 },
}

/// Of a story that is over by `over` lines what takes the most of its room: an insert if that is about as much, or most of it.
pub(super) fn taken<'a>(
    model: &'a PageModel,
    story: StoryId,
    (stands, items, chosen): (&[Stand], &[Item], &Chosen),
    over: i64,
) -> Option<Taken<'a>> {
    let breaks = behind_breaks(items, chosen).map(|(at, lines)| Taken::Break { at, lines });
    let room = chosen.room.regions().iter().map(lines_in).sum::<i64>();
    let is_about = |lines: i64| lines * 2 >= over && over * 2 >= lines;
    let inserts = inserts(model, story, stands, chosen).into_iter().filter_map(|(block, lines)| {
        let is_most = lines * 4 >= room * 3;
        (is_most || is_about(lines)).then_some(Taken::Insert { block, lines, is_most })
    });
    let all = inserts.chain(breaks).filter(|taken| taken.lines() >= LEAST);
    all.max_by_key(Taken::lines)
}

impl Taken<'_> {
    fn lines(&self) -> i64 {
        match self {
            Taken::Insert { lines, .. } | Taken::Break { lines, .. } => *lines,
        }
    }

    /// What a message says of it, behind what is over.
    pub(super) fn said(&self) -> String {
        let lines = counted(usize::try_from(self.lines()).unwrap_or(0), "line");
        match self {
            Taken::Insert { block, .. } => format!("; `{}` takes {lines} of its room", block.name),
            Taken::Break { .. } => format!("; a `{{.break}}` leaves {lines} of its room empty"),
        }
    }

    /// What to do about it.
    pub(super) fn cure(&self) -> String {
        match self {
            Taken::Insert { block, is_most, .. } => {
                let of_page = match is_most {
                    true => {
                        " (without `columns` it takes all columns of its page, without `lines` all lines)"
                    }
                    false => "",
                };
                format!("move `{}` off this story or make it smaller{of_page}", block.name)
            }
            Taken::Break { .. } => "take the `{.break}` out".to_owned(),
        }
    }

    pub(super) fn tell(&self, found: Diagnostic) -> Diagnostic {
        match self {
            Taken::Insert { block, .. } => found.and_at(block.span, "stands over the story's legs"),
            Taken::Break { at, .. } => found.and_at(*at, "the leg ends behind this text"),
        }
    }
}

/// What stands over a story's legs and is none of its own, with the lines that it takes of them.
fn inserts<'a>(
    model: &'a PageModel,
    story: StoryId,
    stands: &[Stand],
    chosen: &Chosen,
) -> Vec<(&'a Block, i64)> {
    let is_own = |block: &Block| match &block.content {
        BlockContent::Story(own) => own.story == story,
        _ => false,
    };
    let on = stands.iter().zip(chosen.room.regions()).filter_map(|(stand, region)| {
        let page = model.pages.get(stand.page.0 as usize)?;
        Some((page, page.block(stand.block?), stand, region))
    });
    let found = on.flat_map(|(page, of, stand, region)| {
        let over = page.blocks.iter().filter(move |block| {
            !std::ptr::eq(*block, of)
                && block.area == of.area
                && block.rect.overlaps(&of.rect)
                && !is_own(block)
        });
        over.filter_map(move |block| {
            let Wrap::Push { inline, block: across, .. } = block.wrap else { return None };
            let at = stand.corner.mode.logical(block.rect, stand.corner.outer);
            let grown = LogicalRect {
                inline: at.inline - inline,
                block: at.block - across,
                inline_size: at.inline_size + inline * 2,
                block_size: at.block_size + across * 2,
            };
            Some((block, lines_under(region, &grown)))
        })
    });
    found.collect()
}

/// The lines of a region that an insert takes; of those that it shortens a part.
fn lines_under(region: &Region, at: &LogicalRect) -> i64 {
    const WHOLE: i64 = 1000;
    let parts = region.lanes.iter().map(|lane| {
        let before = (at.inline - lane.inline).clamp(Length::ZERO, lane.width);
        let behind = (lane.inline + lane.width - at.inline_end()).clamp(Length::ZERO, lane.width);
        let free = before.max(behind);
        let free = if free < region.grid.em * NARROWEST { Length::ZERO } else { free };
        let share = WHOLE
            - Length::from_units(WHOLE).scale(free.units(), lane.width.units().max(1)).units();
        rows_under(region, lane, at) * share
    });
    (parts.sum::<i64>() + WHOLE / 2) / WHOLE
}

/// The lines of a leg that an insert stands beside or over.
fn rows_under(region: &Region, lane: &Lane, at: &LogicalRect) -> i64 {
    let line = region.grid.line;
    let is_under = |row: &i64| {
        let from = lane.start + line * *row;
        from < at.block_end() && at.block < from + region.grid.body_block
    };
    (0..rows_in(region, lane)).filter(is_under).count() as i64
}

/// All lines of a leg.
fn rows_in(region: &Region, lane: &Lane) -> i64 {
    let line = region.grid.line;
    (lane.end - lane.start + line - region.grid.body_block).whole(line).max(0)
}

fn lines_in(region: &Region) -> i64 {
    region.lanes.iter().map(|lane| rows_in(region, lane)).sum()
}

/// The ends of texts behind which a leg ends as they ask, with the lines that stay empty in it.
fn behind_breaks<'a>(
    items: &'a [Item],
    chosen: &'a Chosen,
) -> impl Iterator<Item = (Span, i64)> + 'a {
    let breaks = items.iter().enumerate().filter(|(_, item)| item.marks().ends_leg);
    breaks.filter_map(|(at, item)| {
        let text = &item.words()?.text;
        let last = chosen.settled.lines.iter().rfind(|line| line.item == at)?;
        let LinePlace::At { region, lane, block, .. } = last.place else { return None };
        let end = text.text.len() as u32;
        let from = text.text.chars().next_back().map_or(end, |c| end - c.len_utf8() as u32);
        Some((text.span_of(from..end), empty_behind(chosen, Place { region, lane, block })))
    })
}

/// The lines of a leg behind one of its lines.
fn empty_behind(chosen: &Chosen, last: Place) -> i64 {
    let Some(region) = chosen.room.get(last.region) else { return 0 };
    let track = Track::through(&chosen.room);
    let mut at = Place { block: region.on_grid(last.block + region.grid.body_block), ..last };
    let mut empty = 0;
    while let Some(slot) = track.next(at, region.grid.body_block) {
        if (slot.place.region, slot.place.lane) != (last.region, last.lane) {
            break;
        }
        empty += 1;
        at = slot.place.down(region.grid.line);
    }
    empty
}
