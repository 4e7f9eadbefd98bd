//! A part of a page that is parted anew: where a line cuts a page from edge to edge (K030), stories on both sides of it
//! that fill a rectangle together are parted there in every order, so that one of them may end lower than its neighbour,
//! or go across the line.

use std::collections::BTreeSet;

use super::area::{CLEAR, Place};
use super::judge::{cuts, judge};
use super::laid::Round;
use super::page::{Arrangement, PageDesk, Standing};
use super::problem::Stand;

/// Stories that are parted anew together: that many have as many orders as are tried of them.
const TOGETHER: std::ops::RangeInclusive<usize> = 2..=4;
/// Cuts of a page that are mended.
const CUTS: usize = 3;
/// Rectangles that are.
const PARTS: usize = 20;
/// Pages that are known to be better, which moves make better still.
const BETTER: usize = 2;
/// What stands in a rectangle takes so much of it at least, in per cent.
const FILLED: u32 = 80;

/// A rectangle of a page, and the stands in it.
struct Part {
    place: Place,
    within: Vec<usize>,
}

impl PageDesk<'_> {
    /// A page that lines cut with parts of it parted anew, one after the other, where that is better.
    pub fn recut(&self, own: &Arrangement) -> Option<Arrangement> {
        let mut best: Option<Arrangement> = None;
        for _ in 0..CUTS {
            let page = best.as_ref().unwrap_or(own);
            let better =
                Some(page).filter(|page| page.is_cut()).and_then(|page| self.recut_once(page));
            if better.is_none() {
                break;
            }
            best = better;
        }
        best
    }

    fn recut_once(&self, own: &Arrangement) -> Option<Arrangement> {
        let round = self.open_round();
        let stories = self.stories();
        let case = self.case(&stories);
        let stands = self.stands(own);
        let lines = cuts(&case, &stands);
        let mut found: Vec<(i64, Arrangement)> = Vec::new();
        for part in self.parts_at(&stands, &lines) {
            for order in orders(&part.within) {
                let pieces: Vec<usize> = order.iter().map(|at| stands[*at].story).collect();
                for anew in self.part_within(&pieces, &round, part.place) {
                    let page = Arrangement { stands: replaced(&own.stands, &anew), ..own.clone() };
                    let cost = judge(&case, &self.stands(&page)).0;
                    if cost < own.cost {
                        found.push((cost, page));
                    }
                }
            }
        }
        found.sort_by_key(|(cost, _)| *cost);
        let better = found.iter().take(BETTER).map(|(_, page)| self.polished(page));
        better.min_by_key(|page| page.cost)
    }

    /// Rectangles over some lines across the page, or down it, that stories fill together, those of few stories first.
    fn parts_at(&self, stands: &[Stand<'_>], lines: &[(bool, u32)]) -> Vec<Part> {
        let rooms: Vec<Place> =
            stands.iter().map(|own| Place { lines: own.room(), ..own.place }).collect();
        let edges = |of: fn(&Place) -> [u32; 2]| -> Vec<u32> {
            rooms.iter().flat_map(of).collect::<BTreeSet<u32>>().into_iter().collect()
        };
        let across = edges(|own| [own.line, own.end_line()]);
        let down = edges(|own| [own.unit, own.end_unit()]);
        let mut found: Vec<Part> = Vec::new();
        for (unit, to) in pairs(&down) {
            for (line, end) in pairs(&across) {
                let place = Place { line, unit, units: to - unit, lines: end - line };
                let is_at = |(is_across, at): &(bool, u32)| match is_across {
                    true => line < *at && *at < end,
                    false => unit < *at && *at < to,
                };
                if lines.iter().any(is_at) {
                    found.extend(self.part(place, stands, &rooms));
                }
            }
        }
        found.sort_by_key(|part| (part.within.len(), part.place.area(), part.place));
        found.truncate(PARTS);
        found
    }

    /// A rectangle as a part, where only whole stories stand in it, few, and fill it.
    fn part(&self, place: Place, stands: &[Stand<'_>], rooms: &[Place]) -> Option<Part> {
        let meets = rooms.iter().enumerate().filter(|(_, room)| room.meets(&place));
        let within: Vec<usize> = meets.map(|(at, _)| at).collect();
        let is_whole = within.iter().all(|at| {
            rooms[*at].shared(&place) == rooms[*at].area() && stands[*at].shape.notch.is_none()
        });
        let filled: u32 = within.iter().map(|at| rooms[*at].area()).sum();
        let clear = Place { lines: place.lines + CLEAR, ..place };
        let is_free = !self.grid.fixed.iter().any(|fixed| fixed.place.meets(&clear))
            && self.grid.sheets.iter().any(|sheet| sheet.shared(&place) == place.area());
        let is_part = is_whole
            && is_free
            && TOGETHER.contains(&within.len())
            && filled * 100 >= place.area() * FILLED;
        is_part.then_some(Part { place, within })
    }

    /// A round of all forms that go around nothing.
    fn open_round(&self) -> Round<'_> {
        let forms = self
            .pieces
            .iter()
            .map(|piece| self.by_width(piece.shapes.iter().filter(|shape| shape.notch.is_none())));
        self.of_forms(forms.collect())
    }
}

fn pairs(edges: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    edges
        .iter()
        .enumerate()
        .flat_map(|(at, from)| edges[at + 1..].iter().map(move |to| (*from, *to)))
}

/// A page with some of its stories elsewhere.
fn replaced(stands: &[Standing], anew: &[Standing]) -> Vec<Standing> {
    let other = |own: &Standing| anew.iter().find(|other| other.piece == own.piece);
    stands.iter().map(|own| other(own).unwrap_or(own).clone()).collect()
}

/// All orders of a few.
fn orders(all: &[usize]) -> Vec<Vec<usize>> {
    let [first, rest @ ..] = all else { return vec![Vec::new()] };
    let of_rest = orders(rest).into_iter();
    let with_first = of_rest.flat_map(|order| {
        (0..=order.len()).map(move |at| {
            let mut own = order.clone();
            own.insert(at, *first);
            own
        })
    });
    with_first.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::area::{Fixed, Grid};
    use super::super::imagine::Units;
    use super::super::measure::{Measured, Setting};
    use super::super::page::Piece;
    use super::super::plan::{Copy, Plan};
    use super::super::rules::Rule;
    use super::super::shape::Shape;
    use super::*;

    #[test]
    fn a_page_that_a_line_cuts_is_parted_anew_so_that_none_does() {
        let stories = (0..4).map(|at| Copy::of_rank(&format!("s{at}"), 3)).collect();
        let plan = Plan::of(&["news"], stories);
        let grid = Grid { fixed: vec![Fixed::ad(0, 61, 2, 10)], ..Grid::plain(2, 71) };
        let form = |units: u32, lines: u32| {
            let place = Place { line: 0, unit: 0, units, lines };
            Shape { setting: Setting::plain(units, 30), ..Shape::of_block(place) }
        };
        // Two over two, of which two may go across both columns.
        let piece = |at: usize| {
            let wide = (at > 1).then(|| form(2, 15));
            Piece { stories: vec![at], shapes: [form(1, 30)].into_iter().chain(wide).collect() }
        };
        let pieces: Arc<[Piece]> = (0..4).map(piece).collect::<Vec<Piece>>().into();
        let desk = PageDesk {
            plan: &plan,
            open: &plan.pages[0],
            grid: &grid,
            units: Units { columns: 1, count: 2, is_vertical: false },
            measured: &Measured::new(4),
            first: 3,
            pieces: pieces.clone(),
        };
        let stands = pieces.iter().zip(0..).map(|(piece, at)| {
            let place = Place { line: at / 2 * 30, unit: at % 2, units: 1, lines: 30 };
            let shape = &piece.shapes[0];
            Stand::new(at as usize, (place, 30), (shape, shape.fits[0]))
        });
        let own = desk.judged(&stands.collect::<Vec<Stand<'_>>>());
        assert_eq!(own.bill.by_rule.get(&Rule::Cut), Some(&1));
        let anew = desk.recut(&own).expect("a page without a cut");
        assert!(!anew.is_cut() && anew.cost + Rule::Cut.cost(1) <= own.cost, "{anew:?}");
        assert!(desk.is_clear(&anew));
        // Nothing stands where a block of the plan is.
        let mut over = own.clone();
        over.stands[3].place.lines += 2;
        assert!(desk.is_clear(&own) && !desk.is_clear(&over));
        assert_eq!(desk.recut(&anew), None);
    }

    #[test]
    fn a_few_stories_are_tried_in_every_order() {
        assert_eq!((orders(&[4]).len(), orders(&[4, 7, 9]).len()), (1, 6));
        let all: BTreeSet<Vec<usize>> = orders(&[1, 2, 3, 5]).into_iter().collect();
        assert_eq!(all.len(), 24);
    }
}
