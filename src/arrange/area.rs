//! [`Grid`]: what fixed blocks leave free of a page, and the ways to part that into rectangles.

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

/// A way to part what is free: rectangles in the order of reading, of which the first may have fixed blocks at its edges,
/// and the last in its lower corners, so that the stories over, under and beside them need not end where they do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    pub places: Vec<Place>,
    /// In the left corner of the last place, and in the right one.
    pub left: Option<Place>,
    pub right: Option<Place>,
    /// At the left edge of the first place, and at the right one: at its head, or so far under it that a story stands over.
    pub head: [Option<Place>; 2],
}

impl Way {
    fn plain(places: Vec<Place>) -> Way {
        Way { places, left: None, right: None, head: [None; 2] }
    }

    /// With blocks at edges and in corners, each with the line that stays free over it; none where they do not stand there.
    fn pinned(places: Vec<Place>, pinned: &[Place]) -> Option<Way> {
        let mut way = Way::plain(places);
        pinned.iter().all(|own| way.pin(*own)).then_some(way)
    }

    /// Whether a block stands at an edge where no other is: then it is pinned there. One that ends a few
    /// lines over the foot, in which no story has room, or under it, in the line that stays free over a block there,
    /// stands in the corner at the foot; one that begins a few lines under the head stands at that.
    fn pin(&mut self, own: Place) -> bool {
        let (Some(first), Some(last)) = (self.places.first(), self.places.last()) else {
            return false;
        };
        let is_at_foot = own.line > last.line
            && own.end_line() + SHALLOWEST > last.end_line()
            && own.end_line() <= last.end_line() + CLEAR
            && own.line + SHALLOWEST <= last.end_line();
        let is_over_rest = own.line >= first.line.saturating_sub(CLEAR)
            && own.end_line() + SHALLOWEST * 2 <= first.end_line();
        let (place, own, corners) = match (is_at_foot, is_over_rest) {
            (true, _) => {
                let own = Place { lines: last.end_line() - own.line, ..own };
                (*last, own, [&mut self.left, &mut self.right])
            }
            (_, true) => {
                let is_at_head = own.line < first.line + SHALLOWEST;
                let line = if is_at_head { first.line } else { own.line };
                let own = Place { line, lines: own.end_line() - line, ..own };
                (*first, own, self.head.each_mut())
            }
            _ => return false,
        };
        if own.units >= place.units {
            return false;
        }
        let [left, right] = corners;
        let corner = match (own.unit == place.unit, own.end_unit() == place.end_unit()) {
            (true, false) => left,
            (false, true) => right,
            _ => return false,
        };
        corner.replace(own).is_none()
    }
}

impl Way {
    /// Puts the widest of the rectangles at the head before a narrow one, over a fixed column, say, in which the first
    /// story would not stand: else that stays empty.
    fn lead_first(&mut self) {
        let Some(first) = self.places.first().copied() else { return };
        if self.head != [None; 2] {
            return;
        }
        let is_pinned = self.left.is_some() || self.right.is_some();
        let most = self.places.len() - usize::from(is_pinned);
        let at_head = self.places[..most].iter().filter(|own| own.line == first.line);
        let Some(widest) = at_head.max_by_key(|own| (own.units, std::cmp::Reverse(own.unit)))
        else {
            return;
        };
        if widest.units >= first.units * 2 {
            let widest = *widest;
            self.places.retain(|own| *own != widest);
            self.places.insert(0, widest);
        }
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
const CLEAR: u32 = 1;
/// Rectangles shallower than this hold no story.
const SHALLOWEST: u32 = 6;
/// What is fixed in an upper corner is small if it takes one of so many parts of a page's depth; bands that are tried
/// around it.
const SMALL: u32 = 5;
const BANDS: usize = 4;
/// Ways that are tried, and such as have blocks at the edges of their head beyond those.
const WAYS: usize = 10;
const HEADED: usize = 4;
/// Blocks that stay at edges together, and how many sets of them are looked at.
const EDGES: usize = 3;
const SETS: usize = 64;

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

    /// The ways to part what is free, with and without blocks that stay in their corners.
    pub fn ways(&self) -> Vec<Way> {
        let mut ways: Vec<Way> = self.rectangles().into_iter().map(Way::plain).collect();
        let mut headed: Vec<Way> = Vec::new();
        for pinned in sets(self.fixed.len()) {
            let mut others = self.clone();
            let mut number = 0..;
            others.fixed.retain(|_| number.next().is_some_and(|at| !pinned.contains(&at)));
            // A line stays free over each.
            let clear = |at: &usize| {
                let own = self.fixed[*at].place;
                let line = own.line.saturating_sub(CLEAR);
                Place { line, lines: own.end_line() - line, ..own }
            };
            let pinned: Vec<Place> = pinned.iter().map(clear).collect();
            let found = others.rectangles().into_iter();
            let found = found.filter_map(|places| Way::pinned(places, &pinned));
            let (heads, feet): (Vec<Way>, Vec<Way>) = found.partition(|way| way.head != [None; 2]);
            headed.extend(heads.into_iter().filter(|way| self.leaves_a_lead(way)));
            ways.extend(feet);
            if let [own] = pinned[..] {
                headed.extend(self.parted_beside(&others, own));
            }
        }
        // Some of both kinds, for neither suits all stories.
        for (own, most) in [(&mut ways, WAYS), (&mut headed, HEADED)] {
            own.sort_by_key(|way| (way.places.len(), way.clone()));
            own.truncate(most);
        }
        ways.extend(headed);
        ways.iter_mut().for_each(Way::lead_first);
        ways
    }

    /// The ways around a block that stands at no edge: the page is parted along a side of it, so that it is at an edge of
    /// what is left.
    fn parted_beside(&self, others: &Grid, own: Place) -> Vec<Way> {
        let mut ways = Vec::new();
        for places in others.rectangles() {
            let [page, rest @ ..] = &places[..] else { continue };
            let is_within = own.unit > page.unit
                && own.end_unit() < page.end_unit()
                && (page.line..page.end_line()).contains(&own.line);
            for cut in [own.unit, own.end_unit()].into_iter().filter(|_| is_within) {
                let left = Place { units: cut - page.unit, ..*page };
                let right = Place { unit: cut, units: page.end_unit() - cut, ..*page };
                let halves = if cut == own.unit { [right, left] } else { [left, right] };
                let places = halves.into_iter().chain(rest.iter().copied()).collect();
                ways.extend(
                    Way::pinned(places, &[own])
                        .filter(|way| way.head != [None; 2] && self.leaves_a_lead(way)),
                );
            }
        }
        ways
    }

    /// Whether beside what a way has at its edges half of the width is left, for a lead to stand there: a title with its ears
    /// leaves nothing.
    fn leaves_a_lead(&self, way: &Way) -> bool {
        let Some(first) = way.places.first() else { return false };
        way.head.iter().flatten().all(|own| {
            let line = own.end_line().saturating_sub(1);
            let free = (first.unit..first.end_unit()).filter(|unit| self.is_free(*unit, line));
            free.count() as u32 * 2 >= first.units
        })
    }

    /// The ways around a small block in an upper corner, left or right on a horizontal page and left on a vertical one: a
    /// band as deep as several stories may be, in which the block stands, and what is under that. A lead has room beside
    /// the block, and what stands under it in the band may stay empty.
    pub fn banded(&self, is_vertical: bool) -> Vec<Way> {
        let [sheet] = &self.sheets[..] else { return Vec::new() };
        let is_whole =
            |own: &&Fixed| own.place.unit == sheet.unit && own.place.units == sheet.units;
        let (head, foot) = (sheet.line, sheet.end_line());
        let over = self.fixed.iter().filter(is_whole).filter(|own| own.place.line < foot / 2);
        let under = self.fixed.iter().filter(is_whole).filter(|own| own.place.line >= foot / 2);
        let line = over.map(|own| own.place.end_line()).max().unwrap_or(head);
        let end = under.map(|own| own.place.line - CLEAR.min(own.place.line)).min().unwrap_or(foot);
        let inner = || self.fixed.iter().filter(|own| !is_whole(own)).map(|own| own.place);
        let page = Place { line, lines: end.saturating_sub(line), ..*sheet };
        let mut ways = Vec::new();
        for block in inner() {
            let others: Vec<Place> = inner().filter(|own| *own != block).collect();
            let clear = |own: &Place| {
                let line = own.line.saturating_sub(CLEAR);
                Place { line, lines: own.end_line() - line, ..*own }
            };
            let others: Vec<Place> = others.iter().map(clear).collect();
            for places in bands(page, block, is_vertical) {
                ways.extend(match others.is_empty() {
                    true => Some(Way::plain(places)),
                    false => Way::pinned(places, &others),
                });
            }
        }
        ways.truncate(BANDS * 2);
        ways
    }

    /// The corners of blocks around which a story's legs may end.
    pub fn notches(&self, ways: &[Way]) -> Vec<Notch> {
        let of = |corner: Corner, place: Option<Place>| {
            let place = place?;
            let is_there = |own: &&Fixed| own.place.meets(&place);
            // Under one that ends over the foot lines would go on.
            let wraps = |own: &Fixed| own.wraps && own.place.end_line() >= place.end_line();
            self.fixed.iter().filter(is_there).all(wraps).then_some(Notch {
                corner,
                units: place.units,
                lines: place.lines,
            })
        };
        let corners = ways.iter().flat_map(|way| {
            [of(Corner::Left, way.left), of(Corner::Right, way.right)].into_iter().flatten()
        });
        let mut notches: Vec<Notch> = corners.collect();
        notches.sort();
        notches.dedup();
        notches
    }

    /// The ways to part what is free into rectangles, those with the fewest first; each is in the
    /// order of reading.
    fn rectangles(&self) -> Vec<Vec<Place>> {
        let mut ways = vec![Vec::new()];
        for sheet in &self.sheets {
            let parts = self.part(*sheet, 0);
            let more = ways.iter().flat_map(|way: &Vec<Place>| {
                parts.iter().map(|part| way.iter().chain(part).copied().collect())
            });
            ways = more.collect();
            ways.sort_by_key(|way: &Vec<Place>| (way.len(), way.clone()));
            ways.truncate(WAYS * 2);
        }
        for way in &mut ways {
            way.retain(|place| place.lines >= SHALLOWEST);
            way.sort();
        }
        ways.retain(|way| !way.is_empty());
        ways.sort_by_key(|way| (way.len(), way.clone()));
        ways.dedup();
        ways.truncate(WAYS);
        ways
    }

    fn part(&self, place: Place, deep: usize) -> Vec<Vec<Place>> {
        let within: Vec<Place> =
            self.fixed.iter().map(|fixed| fixed.place).filter(|own| own.meets(&place)).collect();
        if within.is_empty() {
            return vec![vec![self.cleared(place)]];
        }
        let covers = |own: &Place| {
            own.unit <= place.unit
                && own.end_unit() >= place.end_unit()
                && own.line <= place.line
                && own.end_line() >= place.end_line()
        };
        if deep > 6 || within.iter().any(covers) {
            return vec![Vec::new()];
        }
        let mut ways = around(&within, place);
        for way in &mut ways {
            way.iter_mut().for_each(|place| *place = self.cleared(*place));
        }
        let mut lines: Vec<u32> =
            within.iter().flat_map(|own| [own.line, own.end_line()]).collect();
        let mut units: Vec<u32> =
            within.iter().flat_map(|own| [own.unit, own.end_unit()]).collect();
        for cuts in [&mut lines, &mut units] {
            cuts.sort_unstable();
            cuts.dedup();
        }
        let across = lines.into_iter().filter(|at| *at > place.line && *at < place.end_line());
        let across = across.map(|at| {
            let upper = Place { lines: at - place.line, ..place };
            (upper, Place { line: at, lines: place.end_line() - at, ..place })
        });
        let down = units.into_iter().filter(|at| *at > place.unit && *at < place.end_unit());
        let down = down.map(|at| {
            let left = Place { units: at - place.unit, ..place };
            (left, Place { unit: at, units: place.end_unit() - at, ..place })
        });
        for (one, other) in across.chain(down) {
            let (ones, others) = (self.part(one, deep + 1), self.part(other, deep + 1));
            for one in &ones {
                for other in &others {
                    ways.push(one.iter().chain(other).copied().collect::<Vec<Place>>());
                }
            }
            if ways.len() > WAYS * 8 {
                break;
            }
        }
        ways.sort_by_key(|way| (way.len(), way.clone()));
        ways.dedup();
        ways.truncate(WAYS * 2);
        ways
    }

    /// Less the line that stays free over a fixed block.
    fn cleared(&self, place: Place) -> Place {
        let below = Place { line: place.end_line(), lines: 1, ..place };
        match self.fixed.iter().any(|fixed| fixed.place.meets(&below)) {
            true => Place { lines: place.lines.saturating_sub(CLEAR), ..place },
            false => place,
        }
    }
}

/// The parts of a page that a small block in an upper corner leaves, with bands of several depths: what is beside it in
/// its band, what is under it there, and the rest.
fn bands(page: Place, block: Place, is_vertical: bool) -> Vec<Vec<Place>> {
    let is_small = block.lines * SMALL <= page.lines && block.units * 2 <= page.units;
    let is_at_left = block.unit == page.unit;
    let is_at_head =
        block.line <= page.line + CLEAR && (is_at_left || block.end_unit() == page.end_unit());
    let ends_lines = is_at_left && block.end_line() + SHALLOWEST > page.end_line();
    match is_vertical {
        _ if !is_small => Vec::new(),
        true if ends_lines => {
            let most = page.units * 2 / 3;
            let of = |units: u32| {
                let lines = (block.line - page.line).saturating_sub(CLEAR);
                let (unit, rest) = (block.end_unit(), page.unit + units);
                vec![
                    Place { units, lines, ..page },
                    Place { line: block.line, unit, units: rest - unit, lines: block.lines },
                    Place { unit: rest, units: page.units - units, ..page },
                ]
            };
            (block.units + 2..=most).rev().take(BANDS).map(of).collect()
        }
        false if is_at_head => {
            let of = |part: u32| {
                let deep = page.lines * part / 12;
                let unit = if is_at_left { block.end_unit() } else { page.unit };
                let line = block.end_line();
                let rest = page.line + deep;
                vec![
                    Place { unit, units: page.units - block.units, lines: deep, ..page },
                    Place { line, lines: rest.saturating_sub(line), ..block },
                    Place { line: rest, lines: page.lines - deep, ..page },
                ]
            };
            [6, 5, 4, 3].into_iter().take(BANDS).map(of).collect()
        }
        _ => Vec::new(),
    }
}

/// One, two and three of so many blocks, by their places: those that may stay at edges together.
fn sets(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..EDGES {
        let longer = last.iter().flat_map(|set: &Vec<usize>| {
            let from = set.last().map_or(0, |last| last + 1);
            (from..count).map(move |at| set.iter().copied().chain([at]).collect())
        });
        last = longer.collect();
        all.extend(last.iter().cloned());
    }
    all.remove(0);
    all.truncate(SETS);
    all
}

/// The two ways to lay four rectangles around one block in the middle, so that no line cuts the page.
fn around(within: &[Place], place: Place) -> Vec<Vec<Place>> {
    let [own] = within else { return Vec::new() };
    let is_inside = own.line > place.line
        && own.unit > place.unit
        && own.end_line() < place.end_line()
        && own.end_unit() < place.end_unit();
    if !is_inside {
        return Vec::new();
    }
    let at = |(unit, to): (u32, u32), (line, end): (u32, u32)| Place {
        line,
        unit,
        units: to - unit,
        lines: end - line,
    };
    let (units, lines) = ((place.unit, place.end_unit()), (place.line, place.end_line()));
    let (left, right) = ((units.0, own.unit), (own.end_unit(), units.1));
    vec![
        vec![
            at((units.0, own.end_unit()), (lines.0, own.line)),
            at(right, (lines.0, own.end_line())),
            at(left, (own.line, lines.1)),
            at((own.unit, units.1), (own.end_line(), lines.1)),
        ],
        vec![
            at(left, (lines.0, own.end_line())),
            at((own.unit, units.1), (lines.0, own.line)),
            at(right, (own.line, lines.1)),
            at((units.0, own.end_unit()), (own.end_line(), lines.1)),
        ],
    ]
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

    fn fixed(unit: u32, line: u32, units: u32, lines: u32) -> Fixed {
        let place = Place { line, unit, units, lines };
        Fixed { place, name: "ad".to_owned(), is_story: false, wraps: true }
    }

    #[test]
    fn an_empty_page_is_one_rectangle() {
        let grid = Grid::plain(6, 120);
        assert_eq!(grid.rectangles(), [[Place { line: 0, unit: 0, units: 6, lines: 120 }]]);
        assert_eq!(grid.free(), 720);
    }

    #[test]
    fn a_frame_keeps_the_line_under_it_where_a_story_may_follow() {
        let lines = |below: u32| {
            let (frame, below) = (fixed(0, 0, 3, 19), fixed(0, below, 3, 10));
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
            let ad = Fixed { wraps, ..fixed(3, 120 - lines, 3, lines) };
            Grid { fixed: vec![ad], ..Grid::plain(6, 120) }.is_odd()
        };
        assert!(of(40, false) && !of(40, true) && !of(8, false));
    }

    #[test]
    fn a_small_block_in_an_upper_corner_stands_in_a_band() {
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let seal = Grid { fixed: vec![fixed(0, 0, 1, 8)], ..Grid::plain(6, 120) };
        let own = seal.banded(false);
        let half = vec![at(0, 1, 5, 60), at(8, 0, 1, 52), at(60, 0, 6, 60)];
        assert_eq!((own.len(), &own[0].places), (BANDS, &half));
        assert_eq!(seal.banded(true), []);
        // On a vertical page it stands at the end of the lines, and an advertisement in a lower corner.
        let ad = fixed(5, 60, 1, 60);
        let weather = Grid { fixed: vec![fixed(0, 108, 1, 12), ad], ..Grid::plain(6, 120) };
        let way = &weather.banded(true)[0];
        let four = vec![at(0, 0, 4, 107), at(108, 1, 3, 12), at(0, 4, 2, 120)];
        assert_eq!((&way.places, way.right), (&four, Some(at(59, 5, 1, 61))));
        // One that is deep leaves no such way.
        let deep = Grid { fixed: vec![fixed(0, 0, 1, 60)], ..Grid::plain(6, 120) };
        assert_eq!(deep.banded(false), []);
    }

    #[test]
    fn an_advertisement_in_a_corner_leaves_two_ways() {
        let grid = Grid { fixed: vec![fixed(3, 80, 3, 40)], ..Grid::plain(6, 120) };
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        // Cut across, the upper part is clear of what stands beneath it.
        let across = vec![at(0, 0, 6, 79), at(80, 0, 3, 40)];
        let down = vec![at(0, 0, 3, 120), at(0, 3, 3, 79)];
        assert_eq!(grid.rectangles(), [down, across]);
        // In its corner it leaves the page whole.
        let way = &grid.ways()[0];
        assert_eq!((way.places.len(), way.left, way.right), (1, None, Some(at(79, 3, 3, 41))));
        // A story may end its legs around it, if text runs around it.
        let notch = Notch { corner: Corner::Right, units: 3, lines: 41 };
        assert_eq!(grid.notches(&grid.ways()), [notch]);
        let kept = Fixed { wraps: false, ..fixed(3, 80, 3, 40) };
        let kept = Grid { fixed: vec![kept], ..grid.clone() };
        assert_eq!(kept.notches(&kept.ways()), []);
        assert_eq!(grid.free(), 600);
    }

    #[test]
    fn a_narrow_rectangle_comes_behind_the_one_for_the_lead() {
        // A column of the plan's own, over which something is left, and an advertisement in mid-page.
        let grid =
            Grid { fixed: vec![fixed(0, 65, 1, 55), fixed(2, 60, 2, 18)], ..Grid::plain(6, 120) };
        let ways = grid.ways();
        let over =
            |way: &&Way| way.places.contains(&Place { line: 0, unit: 0, units: 1, lines: 64 });
        let own: Vec<&Way> = ways.iter().filter(over).collect();
        assert!(!own.is_empty(), "{ways:?}");
        for way in own {
            assert!(way.places[0].units >= 2 && way.places[0].line == 0, "{way:?}");
        }
    }

    #[test]
    fn a_block_that_ends_near_the_foot_stands_in_its_corner() {
        let pinned = |ads: Vec<Fixed>| {
            let grid = Grid { fixed: ads, ..Grid::plain(6, 120) };
            let way = &grid.ways()[0];
            (way.places.len(), way.right)
        };
        let right = |line, lines| Some(Place { line, unit: 4, units: 2, lines });
        // A line short of it, and five; over a strip, from which what is over it keeps a line.
        assert_eq!(pinned(vec![fixed(4, 80, 2, 39)]), (1, right(79, 41)));
        assert_eq!(pinned(vec![fixed(4, 80, 2, 35)]), (1, right(79, 41)));
        let strip = fixed(0, 100, 6, 20);
        assert_eq!(pinned(vec![strip, fixed(4, 80, 2, 20)]), (1, right(79, 20)));
        // A story may stand under it.
        assert_eq!(pinned(vec![fixed(4, 80, 2, 34)]).1, None);
    }

    #[test]
    fn two_advertisements_in_their_corners_leave_the_page_whole() {
        let both = vec![fixed(0, 90, 2, 30), fixed(4, 70, 2, 50)];
        let way = &Grid { fixed: both, ..Grid::plain(6, 120) }.ways()[0];
        let at = |line, unit, units, lines| Some(Place { line, unit, units, lines });
        assert_eq!((way.left, way.right), (at(89, 0, 2, 31), at(69, 4, 2, 51)));
        assert_eq!(way.places.len(), 1);
    }

    #[test]
    fn a_block_at_an_edge_leaves_the_page_whole() {
        // The weather at the right, and an advertisement at the foot: over all of it, or in the other corner.
        let weather = fixed(5, 0, 1, 8);
        for (ad, lines) in [(fixed(0, 100, 6, 20), 99), (fixed(0, 90, 2, 30), 120)] {
            let ways = Grid { fixed: vec![ad, weather.clone()], ..Grid::plain(6, 120) }.ways();
            let way = headed(&ways).expect("one with the weather at its head");
            assert_eq!(way.places, [Place { line: 0, unit: 0, units: 6, lines }]);
            assert_eq!(way.head, [None, Some(weather.place)]);
            assert_eq!(way.left.is_some(), lines == 120);
        }
        // One under a folio begins a line lower.
        let own = vec![fixed(0, 0, 6, 2), fixed(0, 3, 2, 8)];
        let ways = Grid { fixed: own, ..Grid::plain(6, 120) }.ways();
        let way = headed(&ways).expect("one with it at its head");
        assert_eq!(way.head, [Some(Place { line: 2, unit: 0, units: 2, lines: 9 }), None]);
        // One in the middle of an edge keeps a line free over it.
        let ways = Grid { fixed: vec![fixed(4, 50, 2, 20)], ..Grid::plain(6, 120) }.ways();
        let way = headed(&ways).expect("one with it at its edge");
        assert_eq!(way.head, [None, Some(Place { line: 49, unit: 4, units: 2, lines: 21 })]);
        // The page is parted beside one in its middle, so that it is at an edge.
        let ways = Grid { fixed: vec![fixed(1, 50, 2, 20)], ..Grid::plain(5, 120) }.ways();
        let way = headed(&ways).expect("one with it at an edge");
        let at = |unit, units| Place { line: 0, unit, units, lines: 120 };
        assert_eq!(way.places, [at(1, 4), at(0, 1)]);
        assert_eq!(way.head, [Some(Place { line: 49, unit: 1, units: 2, lines: 21 }), None]);
        // A title and its ear leave nothing beside them.
        let title = vec![fixed(0, 0, 4, 8), fixed(4, 0, 2, 8)];
        assert_eq!(headed(&Grid { fixed: title, ..Grid::plain(6, 120) }.ways()), None);
    }

    fn headed(ways: &[Way]) -> Option<&Way> {
        ways.iter().find(|way| way.head != [None; 2])
    }

    #[test]
    fn a_spread_is_parted_at_its_fold() {
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let sheets = vec![at(0, 0, 5, 90), at(0, 5, 5, 90)];
        let spread = Grid { sheets, fixed: vec![fixed(3, 70, 4, 20)], ..Grid::plain(10, 90) };
        assert_eq!((spread.widest(), spread.free()), (5, 820));
        for way in spread.rectangles() {
            assert!(way.iter().all(|place| place.end_unit() <= 5 || place.unit >= 5), "{way:?}");
        }
    }

    #[test]
    fn what_is_left_between_advertisements_is_found() {
        let middle = Grid { fixed: vec![fixed(1, 30, 3, 30)], ..Grid::plain(5, 90) };
        // Four around it are one way.
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let wheel = vec![at(0, 0, 4, 29), at(0, 4, 1, 60), at(30, 0, 1, 60), at(60, 1, 4, 30)];
        assert!(middle.rectangles().contains(&wheel), "{:?}", middle.rectangles());
        for way in middle.rectangles() {
            let clear = |place: &Place| middle.fixed.iter().all(|own| !own.place.meets(place));
            assert!(way.iter().all(clear), "{way:?}");
            let apart =
                way.iter().enumerate().all(|(at, one)| way[at + 1..].iter().all(|o| !o.meets(one)));
            assert!(apart, "{way:?}");
        }
    }
}
