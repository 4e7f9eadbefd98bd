//! The rectangles into which what is free of a page is parted, around the blocks that stand on it.

use super::area::{CLEAR, Grid, Place};

/// Rectangles shallower than this hold no story.
pub const SHALLOWEST: u32 = 6;
/// Ways that are given.
const WAYS: usize = 10;

impl Grid {
    /// The ways to part what is free into rectangles, those with the fewest first; each is in the
    /// order of reading.
    pub fn rectangles(&self) -> Vec<Vec<Place>> {
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

#[cfg(test)]
mod tests {
    use super::super::area::Fixed;
    use super::*;

    #[test]
    fn an_empty_page_is_one_rectangle() {
        let grid = Grid::plain(6, 120);
        assert_eq!(grid.rectangles(), [[Place { line: 0, unit: 0, units: 6, lines: 120 }]]);
        assert_eq!(grid.free(), 720);
    }

    #[test]
    fn a_spread_is_parted_at_its_fold() {
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        let sheets = vec![at(0, 0, 5, 90), at(0, 5, 5, 90)];
        let spread = Grid { sheets, fixed: vec![Fixed::ad(3, 70, 4, 20)], ..Grid::plain(10, 90) };
        assert_eq!((spread.widest(), spread.free()), (5, 820));
        for way in spread.rectangles() {
            assert!(way.iter().all(|place| place.end_unit() <= 5 || place.unit >= 5), "{way:?}");
        }
    }

    #[test]
    fn what_is_left_between_advertisements_is_found() {
        let middle = Grid { fixed: vec![Fixed::ad(1, 30, 3, 30)], ..Grid::plain(5, 90) };
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
