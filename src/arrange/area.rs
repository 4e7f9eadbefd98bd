//! [`Grid`]: a page's grid with its fixed blocks, and what those leave free.

use crate::measure::{Length, Rect};
use crate::page::model::{Area, BlockContent, Page};

use super::imagine::Units;

/// A rectangle in units and lines, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub line: u32,
    pub unit: u32,
    pub units: u32,
    pub lines: u32,
}

impl Place {
    pub fn end_unit(&self) -> u32 {
        self.unit + self.units
    }

    pub fn end_line(&self) -> u32 {
        self.line + self.lines
    }

    pub fn area(&self) -> u32 {
        self.units * self.lines
    }

    /// The leg-lines that both cover.
    pub fn shared(&self, other: &Place) -> u32 {
        let over = |a: (u32, u32), b: (u32, u32)| a.1.min(b.1).saturating_sub(a.0.max(b.0));
        over((self.unit, self.end_unit()), (other.unit, other.end_unit()))
            * over((self.line, self.end_line()), (other.line, other.end_line()))
    }

    pub fn meets(&self, other: &Place) -> bool {
        self.unit < other.end_unit()
            && other.unit < self.end_unit()
            && self.line < other.end_line()
            && other.line < self.end_line()
    }

    /// Whether the two share a side, or nearly so, of more than a corner.
    pub fn touches(&self, other: &Place) -> bool {
        // A line of white may lie between.
        let near = |end: u32, start: u32| start >= end && start - end <= 2;
        let over = |a: (u32, u32), b: (u32, u32)| a.0 < b.1 && b.0 < a.1;
        let units = over((self.unit, self.end_unit()), (other.unit, other.end_unit()));
        let lines = over((self.line, self.end_line()), (other.line, other.end_line()));
        (units && (near(self.end_line(), other.line) || near(other.end_line(), self.line)))
            || (lines && (self.end_unit() == other.unit || other.end_unit() == self.unit))
    }
}

/// A block of the plan's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub place: Place,
    /// An advertisement's or a story's.
    pub name: String,
    /// Stories in it.
    pub is_story: bool,
    /// Text can run around it: it is no story, and covers its columns from side to side.
    pub wraps: bool,
}

/// A fixed block in a lower corner of a story's rectangle, above which some of its legs end (a dogleg).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notch {
    pub corner: Corner,
    pub units: u32,
    /// With the line that stays free over it.
    pub lines: u32,
}

/// Where the legs of a story begin, or where they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Corner {
    Left,
    Right,
}

impl Fixed {
    /// An advertisement of whole units.
    #[cfg(test)]
    pub fn ad(unit: u32, line: u32, units: u32, lines: u32) -> Fixed {
        let place = Place { line, unit, units, lines };
        Fixed { place, name: "ad".to_owned(), is_story: false, wraps: true }
    }
}

/// A page's grid and what is free of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    pub units: u32,
    pub lines: u32,
    /// The sheets that stories stand on, one alone or both halves of a spread.
    pub sheets: Vec<Place>,
    /// Lines that a leg of text has at least, and at most (K039).
    pub legs: (u32, u32),
    pub fixed: Vec<Fixed>,
    /// The places of those in columns, not in units: one of several columns may be covered in part.
    pub own: Vec<Place>,
}

/// The width of a unit, along the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

impl Units {
    /// The units of a page, of a spread those of both halves.
    pub fn spans(&self, page: &Page) -> Vec<Span> {
        let mode = page.grid.mode;
        let spans = page.columns.chunks_exact(self.columns as usize).filter_map(|columns| {
            let first = mode.logical(*columns.first()?, page.grid_area);
            let last = mode.logical(*columns.last()?, page.grid_area);
            Some(Span { from: first.inline.units(), to: last.inline_end().units() })
        });
        spans.collect()
    }
}

/// The lines of a page's grid.
pub fn lines_of(page: &Page) -> u32 {
    let size = page.grid.mode.logical(page.grid_area, page.grid_area);
    size.block_size.whole(page.grid.line).max(1) as u32
}

/// A line stays free over a fixed block.
pub const CLEAR: u32 = 1;

impl Grid {
    /// Of one sheet without blocks.
    #[cfg(test)]
    pub fn plain(units: u32, lines: u32) -> Grid {
        let sheets = vec![Place { line: 0, unit: 0, units, lines }];
        Grid { units, lines, sheets, legs: (12, 60), fixed: Vec::new(), own: Vec::new() }
    }

    /// The grid of a page with the plan's own blocks; a sheet by itself has so many lines.
    pub fn of(page: &Page, (units, sheet): (Units, u32), story: impl Fn(u32) -> String) -> Grid {
        let lines = lines_of(page);
        let spans = units.spans(page);
        let count = spans.len() as u32;
        let all = Place { line: 0, unit: 0, units: count, lines };
        let sheets = match (&page.spread, units.is_vertical) {
            (None, _) => vec![all],
            (Some(_), false) => {
                [0, count / 2].map(|unit| Place { unit, units: count / 2, ..all }).to_vec()
            }
            (Some(_), true) => [0, lines.saturating_sub(sheet)]
                .map(|line| Place { line, lines: sheet.min(lines), ..all })
                .to_vec(),
        };
        let least = (Length::INCH * 2).min(page.type_area.height / 8);
        let legs = (least.covered_by(page.grid.line), (Length::INCH * 10).whole(page.grid.line));
        let legs = (legs.0.max(1) as u32, legs.1.max(1) as u32);
        let (fixed, own) = (Vec::new(), Vec::new());
        let mut grid = Grid { units: count, lines, sheets, legs, fixed, own };
        let columns = Units { columns: 1, ..units }.spans(page);
        let mut framed: Vec<Place> = Vec::new();
        for block in page.blocks.iter().filter(|block| block.area == Area::Page) {
            let name = match &block.content {
                BlockContent::Reserve(ad) => ad.slug.clone(),
                BlockContent::Story(content) => story(content.story.0),
                _ => block.name.clone(),
            };
            let is_story = matches!(block.content, BlockContent::Story(_));
            let place = grid.covered(page, &spans, block.rect);
            grid.own.extend(grid.covered(page, &columns, block.rect));
            grid.fixed.extend(place.map(|place| {
                let wraps = !is_story && is_whole(page, &spans, (place, block.rect));
                Fixed { place, name, is_story, wraps }
            }));
            if is_story && block.decor.frame.is_some() {
                framed.extend(place);
            }
        }
        framed.into_iter().for_each(|place| grid.clear_under(place));
        grid
    }

    /// Keeps a line free under a frame that stands over what is free: it is the frame's.
    fn clear_under(&mut self, place: Place) {
        let under = Place { line: place.end_line(), lines: CLEAR + 1, ..place };
        let is_open = under.end_line() <= self.lines
            && !self.fixed.iter().any(|fixed| fixed.place.meets(&under));
        let mut own = self.fixed.iter_mut().filter(|fixed| fixed.place == place);
        if let Some(own) = own.next().filter(|_| is_open) {
            own.place.lines += CLEAR;
        }
    }

    /// Gives the line under a frame back to stories that stood there.
    pub fn give_back(&mut self, stood: &[Place]) {
        for own in self.fixed.iter_mut().filter(|own| own.is_story) {
            let last = own.place.end_line().saturating_sub(CLEAR);
            if stood.iter().any(|place| place.line == last && place.meets(&own.place)) {
                own.place.lines -= CLEAR;
            }
        }
    }

    /// The units and lines that a rectangle of the page covers, if only in part.
    fn covered(&self, page: &Page, spans: &[Span], rect: Rect) -> Option<Place> {
        let mode = page.grid.mode;
        let at = mode.logical(rect, page.grid_area);
        let (from, to) = (at.inline.units(), at.inline_end().units());
        let over = |span: &Span| span.from < to && from < span.to;
        let unit = spans.iter().position(over)? as u32;
        let units = spans.iter().filter(|span| over(span)).count() as u32;
        let line = at.block.whole(page.grid.line).max(0) as u32;
        let end = at.block_end().covered_by(page.grid.line).clamp(0, i64::from(self.lines)) as u32;
        (end > line).then(|| Place { line, unit, units, lines: end - line })
    }

    /// Whether a block of the plan, no story, ends within a unit, so that two per cent of the page or more would stay white
    /// beside it.
    pub fn is_odd(&self) -> bool {
        let mut odd = self.fixed.iter().filter(|own| !own.is_story && !own.wraps);
        odd.any(|own| own.place.lines * 100 >= self.units * self.lines * 2)
    }

    /// Leg-lines that no fixed block covers.
    pub fn free(&self) -> u32 {
        let all = (0..self.units).flat_map(|unit| (0..self.lines).map(move |line| (unit, line)));
        all.filter(|(unit, line)| self.is_free(*unit, *line)).count() as u32
    }

    /// Whether a line of a unit is on a sheet, and under no fixed block.
    pub fn is_free(&self, unit: u32, line: u32) -> bool {
        let at = Place { line, unit, units: 1, lines: 1 };
        self.sheets.iter().any(|sheet| sheet.meets(&at))
            && !self.fixed.iter().any(|fixed| fixed.place.meets(&at))
    }

    /// The widest story that has room.
    pub fn widest(&self) -> u32 {
        self.sheets.iter().map(|sheet| sheet.units).max().unwrap_or(0)
    }

    /// The deepest.
    pub fn deepest(&self) -> u32 {
        self.sheets.iter().map(|sheet| sheet.lines).max().unwrap_or(0)
    }
}

/// Whether a block covers its units from side to side.
fn is_whole(page: &Page, spans: &[Span], (place, rect): (Place, Rect)) -> bool {
    let at = page.grid.mode.logical(rect, page.grid_area);
    let own = spans.get(place.unit as usize..place.end_unit() as usize).unwrap_or(&[]);
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
    at.inline.units() <= first.from && at.inline_end().units() >= last.to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_the_line_under_it_where_a_story_may_follow() {
        let lines = |below: u32| {
            let (frame, below) = (Fixed::ad(0, 0, 3, 19), Fixed::ad(0, below, 3, 10));
            let mut grid = Grid { fixed: vec![frame.clone(), below], ..Grid::plain(6, 120) };
            grid.clear_under(frame.place);
            let cleared = grid.fixed[0].place.lines;
            grid.fixed[0].is_story = true;
            grid.give_back(&[Place { line: 19, unit: 1, units: 1, lines: 10 }]);
            [cleared, grid.fixed[0].place.lines]
        };
        // But to a story that stood right under it.
        assert_eq!([lines(60), lines(20), lines(19)], [[20, 19], [19, 19], [19, 19]]);
    }

    #[test]
    fn a_page_on_which_a_block_ends_within_a_unit_is_odd() {
        let of = |lines: u32, wraps: bool| {
            let ad = Fixed { wraps, ..Fixed::ad(3, 120 - lines, 3, lines) };
            Grid { fixed: vec![ad], ..Grid::plain(6, 120) }.is_odd()
        };
        assert!(of(40, false) && !of(40, true) && !of(8, false));
    }
}
