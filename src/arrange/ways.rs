//! [`Way`]: a way to part what is free of a page, with fixed blocks at its edges and in its corners.

use super::area::{CLEAR, Corner, Fixed, Grid, Notch, Place};
use super::rectangles::SHALLOWEST;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_block_in_an_upper_corner_stands_in_a_band() {
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let seal = Grid { fixed: vec![Fixed::ad(0, 0, 1, 8)], ..Grid::plain(6, 120) };
        let own = seal.banded(false);
        let half = vec![at(0, 1, 5, 60), at(8, 0, 1, 52), at(60, 0, 6, 60)];
        assert_eq!((own.len(), &own[0].places), (BANDS, &half));
        assert_eq!(seal.banded(true), []);
        // On a vertical page it stands at the end of the lines, and an advertisement in a lower corner.
        let ad = Fixed::ad(5, 60, 1, 60);
        let weather = Grid { fixed: vec![Fixed::ad(0, 108, 1, 12), ad], ..Grid::plain(6, 120) };
        let way = &weather.banded(true)[0];
        let four = vec![at(0, 0, 4, 107), at(108, 1, 3, 12), at(0, 4, 2, 120)];
        assert_eq!((&way.places, way.right), (&four, Some(at(59, 5, 1, 61))));
        // One that is deep leaves no such way.
        let deep = Grid { fixed: vec![Fixed::ad(0, 0, 1, 60)], ..Grid::plain(6, 120) };
        assert_eq!(deep.banded(false), []);
    }

    #[test]
    fn an_advertisement_in_a_corner_leaves_two_ways() {
        let grid = Grid { fixed: vec![Fixed::ad(3, 80, 3, 40)], ..Grid::plain(6, 120) };
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
        let kept = Fixed { wraps: false, ..Fixed::ad(3, 80, 3, 40) };
        let kept = Grid { fixed: vec![kept], ..grid.clone() };
        assert_eq!(kept.notches(&kept.ways()), []);
        assert_eq!(grid.free(), 600);
    }

    #[test]
    fn a_narrow_rectangle_comes_behind_the_one_for_the_lead() {
        // A column of the plan's own, over which something is left, and an advertisement in mid-page.
        let grid = Grid {
            fixed: vec![Fixed::ad(0, 65, 1, 55), Fixed::ad(2, 60, 2, 18)],
            ..Grid::plain(6, 120)
        };
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
        assert_eq!(pinned(vec![Fixed::ad(4, 80, 2, 39)]), (1, right(79, 41)));
        assert_eq!(pinned(vec![Fixed::ad(4, 80, 2, 35)]), (1, right(79, 41)));
        let strip = Fixed::ad(0, 100, 6, 20);
        assert_eq!(pinned(vec![strip, Fixed::ad(4, 80, 2, 20)]), (1, right(79, 20)));
        // A story may stand under it.
        assert_eq!(pinned(vec![Fixed::ad(4, 80, 2, 34)]).1, None);
    }

    #[test]
    fn two_advertisements_in_their_corners_leave_the_page_whole() {
        let both = vec![Fixed::ad(0, 90, 2, 30), Fixed::ad(4, 70, 2, 50)];
        let way = &Grid { fixed: both, ..Grid::plain(6, 120) }.ways()[0];
        let at = |line, unit, units, lines| Some(Place { line, unit, units, lines });
        assert_eq!((way.left, way.right), (at(89, 0, 2, 31), at(69, 4, 2, 51)));
        assert_eq!(way.places.len(), 1);
    }

    #[test]
    fn a_block_at_an_edge_leaves_the_page_whole() {
        // The weather at the right, and an advertisement at the foot: over all of it, or in the other corner.
        let weather = Fixed::ad(5, 0, 1, 8);
        for (ad, lines) in [(Fixed::ad(0, 100, 6, 20), 99), (Fixed::ad(0, 90, 2, 30), 120)] {
            let ways = Grid { fixed: vec![ad, weather.clone()], ..Grid::plain(6, 120) }.ways();
            let way = headed(&ways).expect("one with the weather at its head");
            assert_eq!(way.places, [Place { line: 0, unit: 0, units: 6, lines }]);
            assert_eq!(way.head, [None, Some(weather.place)]);
            assert_eq!(way.left.is_some(), lines == 120);
        }
        // One under a folio begins a line lower.
        let own = vec![Fixed::ad(0, 0, 6, 2), Fixed::ad(0, 3, 2, 8)];
        let ways = Grid { fixed: own, ..Grid::plain(6, 120) }.ways();
        let way = headed(&ways).expect("one with it at its head");
        assert_eq!(way.head, [Some(Place { line: 2, unit: 0, units: 2, lines: 9 }), None]);
        // One in the middle of an edge keeps a line free over it.
        let ways = Grid { fixed: vec![Fixed::ad(4, 50, 2, 20)], ..Grid::plain(6, 120) }.ways();
        let way = headed(&ways).expect("one with it at its edge");
        assert_eq!(way.head, [None, Some(Place { line: 49, unit: 4, units: 2, lines: 21 })]);
        // The page is parted beside one in its middle, so that it is at an edge.
        let ways = Grid { fixed: vec![Fixed::ad(1, 50, 2, 20)], ..Grid::plain(5, 120) }.ways();
        let way = headed(&ways).expect("one with it at an edge");
        let at = |unit, units| Place { line: 0, unit, units, lines: 120 };
        assert_eq!(way.places, [at(1, 4), at(0, 1)]);
        assert_eq!(way.head, [Some(Place { line: 49, unit: 1, units: 2, lines: 21 }), None]);
        // A title and its ear leave nothing beside them.
        let title = vec![Fixed::ad(0, 0, 4, 8), Fixed::ad(4, 0, 2, 8)];
        assert_eq!(headed(&Grid { fixed: title, ..Grid::plain(6, 120) }.ways()), None);
    }

    fn headed(ways: &[Way]) -> Option<&Way> {
        ways.iter().find(|way| way.head != [None; 2])
    }
}
