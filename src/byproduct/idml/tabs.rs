//! [`Columns`]: the columns of tables as tab stops.

use std::collections::BTreeMap;

use super::gather::Chain;
use crate::flow::PlacedLine;
use crate::measure::{Length, Rect};
use crate::page::model::{PageModel, StoryId, StoryText, TextId};

/// A tab stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    /// From the frame's edge along the line.
    pub position: Length,
    pub stop: Stop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Start,
    Center,
    End,
}

/// A table, by its story and its place there.
pub type TableId = (StoryId, u32);

/// The stops of every table of a chain.
pub struct Columns {
    tables: BTreeMap<TableId, BTreeMap<u32, Tab>>,
}

/// Nearer than that is at the edge.
const NEAR: Length = Length::from_centipt(50);

impl Columns {
    pub fn of(model: &PageModel, chain: &Chain<'_>) -> Columns {
        let mut seen: BTreeMap<TableId, BTreeMap<u32, Vec<(Rect, Place)>>> = BTreeMap::new();
        for frame in &chain.frames {
            for line in &frame.lines {
                let TextId::Story(story, StoryText::Cell(at, cell)) = line.text else { continue };
                if model.stories.get(story.0 as usize).is_none() {
                    continue;
                }
                // A table's first frame says where its columns stand.
                let columns = seen.entry((story, at)).or_default();
                columns.entry(cell.column).or_default().push((frame.rect, Place::of(line)));
            }
        }
        let tab = |places: Vec<(Rect, Place)>, mode| {
            let first = places.first().map(|(rect, _)| *rect);
            let own: Vec<&(Rect, Place)> =
                places.iter().filter(|(rect, _)| Some(*rect) == first).collect();
            stop_of(&own, mode)
        };
        let tables = seen.into_iter().map(|(table, columns)| {
            let columns = columns.into_iter();
            (table, columns.map(|(column, places)| (column, tab(places, chain.mode))).collect())
        });
        Columns { tables: tables.collect() }
    }

    /// Whether the first column stands off the frame's edge.
    pub fn begins_with_tab(&self, table: TableId) -> bool {
        let first = self.tables.get(&table).and_then(|columns| columns.get(&0));
        first.is_some_and(|tab| tab.stop != Stop::Start || tab.position > NEAR)
    }

    /// The stops of a table, the one of a first column at the edge left out.
    pub fn tabs(&self, table: TableId) -> Vec<Tab> {
        let skipped = if self.begins_with_tab(table) { 0 } else { 1 };
        let columns = self.tables.get(&table).into_iter().flatten();
        columns.filter(|(column, _)| **column >= skipped).map(|(_, tab)| *tab).collect()
    }
}

/// Where the words of a cell stand in it.
#[derive(Clone, Copy)]
struct Place {
    cell: Rect,
    before: Length,
    behind: Length,
}

impl Place {
    fn of(line: &PlacedLine) -> Place {
        let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
        let before = glyphs.map(|glyph| glyph.inline.length()).min().unwrap_or(Length::ZERO);
        Place { cell: line.rect, before, behind: line.line.measure - line.line.width }
    }
}

fn stop_of(places: &[&(Rect, Place)], mode: crate::measure::WritingMode) -> Tab {
    let all = |near: fn(&Place) -> Length| places.iter().all(|(_, place)| near(place).abs() < NEAR);
    let stop = match (all(|place| place.before), all(|place| place.behind)) {
        (true, _) => Stop::Start,
        (false, true) => Stop::End,
        (false, false) => {
            let off = |place: &Place| (place.before - place.behind).abs() < Length::PT;
            let centred = places.iter().all(|(_, place)| off(place));
            if centred { Stop::Center } else { Stop::End }
        }
    };
    let Some((frame, place)) = places.first() else {
        return Tab { position: Length::ZERO, stop };
    };
    let at = mode.logical(place.cell, *frame);
    let position = match stop {
        Stop::Start => at.inline,
        Stop::Center => at.inline + at.inline_size / 2,
        Stop::End => at.inline_end(),
    };
    Tab { position, stop }
}
