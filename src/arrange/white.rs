//! White of a page that is made up: where it is, and what would have room there.

use std::collections::BTreeSet;

use super::area::{Fixed, Grid, Place};
use super::problem::Stand;
use super::shape::{Fit, Shape};

/// Rectangles shallower than this hold no story.
const SHALLOWEST: u32 = 5;
/// A line stays free over a fixed block.
const CLEAR: u32 = 1;

/// More lines one under the other that nothing covers are a hole.
const HOLE: u32 = 2;

/// What of a page no block covers, in columns and lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct White {
    /// Lines of columns, of holes alone.
    pub cells: u32,
    /// All of those that no block of the plan covers.
    pub free: u32,
    /// The largest rectangle of them, and how many holes there are that are apart from each other.
    pub most: Option<Place>,
    pub holes: usize,
}

impl White {
    /// How much of the page that is, in thousandths of what is free of it.
    pub fn share(&self) -> u32 {
        self.cells * 1000 / self.free.max(1)
    }
}

/// The white of a page on which stories stand, of so many columns a unit.
pub fn white(grid: &Grid, columns: u32, stands: &[Stand<'_>]) -> White {
    let wide = |own: &Place| Place { unit: own.unit * columns, units: own.units * columns, ..*own };
    let name =
        |place: &Place| Fixed { place: *place, name: String::new(), is_story: false, wraps: false };
    let page = Grid {
        units: grid.units * columns,
        lines: grid.lines,
        sheets: grid.sheets.iter().map(wide).collect(),
        legs: grid.legs,
        fixed: grid.own.iter().map(name).collect(),
        own: Vec::new(),
    };
    let taken: Vec<Place> = stands.iter().map(|stand| wide(&stand.place)).collect();
    let holes: Vec<Place> =
        free(&page, &taken).into_iter().filter(|own| own.lines > HOLE).collect();
    let cells = holes.iter().filter(|own| own.units == 1).map(|own| own.lines).sum();
    let most = holes.iter().max_by_key(|own| own.area()).copied();
    let apart = |own: &&Place| most.is_some_and(|most| !most.meets(own) && !most.touches(own));
    let holes = usize::from(most.is_some()) + usize::from(holes.iter().any(|own| apart(&own)));
    White { cells, free: page.free(), most, holes }
}

/// A form in a rectangle that is free.
#[derive(Clone, Copy, Debug)]
pub struct Seat<'a> {
    room: Place,
    shape: &'a Shape,
    fit: Fit,
}

impl<'a> Seat<'a> {
    /// It with a piece in it.
    pub fn stand(self, piece: usize) -> Stand<'a> {
        Stand::new(piece, (self.room, self.room.lines), (self.shape, self.fit))
    }
}

/// The rectangles of a page, as deep as may be, on which neither a fixed block nor any of some places is.
pub fn free(grid: &Grid, taken: &[Place]) -> Vec<Place> {
    let is_free = |unit: u32, line: u32| {
        let at = Place { line, unit, units: 1, lines: 1 };
        grid.is_free(unit, line) && !taken.iter().any(|own| own.meets(&at))
    };
    let mut found = BTreeSet::new();
    for sheet in &grid.sheets {
        for unit in sheet.unit..sheet.end_unit() {
            let mut open: Vec<bool> =
                (sheet.line..sheet.end_line()).map(|line| is_free(unit, line)).collect();
            for end in unit + 1..=sheet.end_unit() {
                if end > unit + 1 {
                    (sheet.line..)
                        .zip(&mut open)
                        .for_each(|(line, own)| *own &= is_free(end - 1, line));
                }
                let mut line = sheet.line;
                for run in open.chunk_by(|one, other| one == other) {
                    let place = Place { line, unit, units: end - unit, lines: run.len() as u32 };
                    if run.first() == Some(&true) {
                        found.insert(place);
                    }
                    line += run.len() as u32;
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Where some forms have room among what stands on a page.
pub fn seats<'a>(grid: &Grid, taken: &[Place], shapes: &'a [Shape]) -> Vec<Seat<'a>> {
    let mut seats = Vec::new();
    for place in free(grid, taken) {
        let below = Place { line: place.end_line(), lines: 1, ..place };
        let is_over = grid.fixed.iter().any(|fixed| fixed.place.meets(&below));
        let lines = place.lines - if is_over { CLEAR } else { 0 };
        if lines < SHALLOWEST {
            continue;
        }
        let room = Place { lines, ..place };
        let fits = shapes.iter().filter(|own| own.units == room.units && own.notch.is_none());
        seats.extend(fits.filter_map(|shape| {
            let fit = *shape.fit(lines.min(shape.most()))?;
            Some(Seat { room, shape, fit })
        }));
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_counted_by_columns_and_told_where_most_of_it_is() {
        // Two tiers go together, and a block takes three: the fourth is nobody's.
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let fixed =
            Fixed { place: at(0, 2, 2, 60), name: String::new(), is_story: false, wraps: true };
        let grid = Grid { fixed: vec![fixed], own: vec![at(0, 5, 3, 60)], ..Grid::plain(4, 60) };
        let shape = Shape::of_block(at(0, 0, 2, 58));
        let story = Stand::new(0, (at(0, 0, 2, 60), 60), (&shape, shape.fits[0]));
        let found = white(&grid, 2, &[story]);
        assert_eq!((found.cells, found.free, found.holes), (60, 300, 1));
        assert_eq!((found.most, found.share()), (Some(at(0, 4, 1, 60)), 200));
    }

    #[test]
    fn what_is_free_between_stories_is_found_and_forms_that_have_room_there() {
        // A box at the head of the last column, a strip at the foot, a story over the first two columns.
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let fixed = |place| Fixed { place, name: String::new(), is_story: false, wraps: true };
        let fixed = vec![fixed(at(0, 2, 1, 8)), fixed(at(50, 0, 3, 10))];
        let grid = Grid { fixed, ..Grid::plain(3, 60) };
        let story = at(0, 0, 2, 50);
        assert_eq!(free(&grid, &[story]), [at(8, 2, 1, 42)]);
        let forms = |least: u32, units: u32| [Shape::of_block(at(0, 0, units, least))];
        let room = |forms: &[Shape]| -> Vec<(u32, u32)> {
            let seats = seats(&grid, &[story], forms);
            seats.iter().map(|seat| (seat.stand(0).place.line, seat.stand(0).room())).collect()
        };
        // A line stays free over the strip.
        assert_eq!(room(&forms(41, 1)), [(8, 41)]);
        assert_eq!((room(&forms(42, 1)), room(&forms(20, 2))), (vec![], vec![]));
    }
}
