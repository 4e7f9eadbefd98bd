//! [`Moves`]: pages like one that was found: two stories change places, a line between stories over one another moves, or
//! a story takes another form. What the dissection gives is polished by them, and where a desk objects to a story, they
//! are what is tried next.

use super::area::Place;
use super::judge::{Case, judge};
use super::measure::CLEAR;
use super::problem::Stand;
use super::rules::Rule;
use super::shape::Shape;

/// Times that a page is made better by a move.
const PASSES: usize = 6;
/// Lines that the line between stories moves at most.
const FAR: u32 = 6;
/// Lines under a story that a form may leave empty.
const WHITE: u32 = 2;

/// The moves of a page whose stories have those forms.
pub struct Moves<'c, F> {
    pub case: &'c Case<'c>,
    /// By story.
    pub forms: F,
}

/// What stands for a story: where, in a room of so many lines, in which form.
type Page<'a> = Vec<Stand<'a>>;

impl<'a, F: Fn(usize) -> &'a [Shape]> Moves<'_, F> {
    /// A page as much better as moves make it.
    pub fn polish(&self, stands: Page<'a>) -> Page<'a> {
        let mut best = (judge(self.case, &stands).0, stands);
        for _ in 0..PASSES {
            // What stories cost by themselves is less than what the page does.
            let most = best.0;
            let all = self.all(&best.1).into_iter().filter(|page| own_cost(page) < most);
            let judged = all.map(|page| (judge(self.case, &page).0, page));
            let Some(better) = judged.min_by_key(|(cost, _)| *cost) else { break };
            if better.0 >= best.0 {
                break;
            }
            best = better;
        }
        best.1
    }

    /// Pages a move away in which one of some stories stands otherwise, the cheapest first.
    pub fn touching(&self, stands: &[Stand<'a>], stories: &[usize]) -> Vec<Page<'a>> {
        let is_other = |page: &Page<'a>| {
            page.iter().zip(stands).any(|(one, other)| one != other && stories.contains(&one.story))
        };
        let mut all: Vec<(i64, Page<'a>)> = self
            .all(stands)
            .into_iter()
            .chain(stories.iter().flat_map(|story| self.formed(stands, *story)))
            .filter(is_other)
            .map(|page| (judge(self.case, &page).0, page))
            .collect();
        all.sort_by_key(|(cost, _)| *cost);
        all.into_iter().map(|(_, page)| page).collect()
    }

    fn all(&self, stands: &[Stand<'a>]) -> Vec<Page<'a>> {
        let mut pages = self.swapped(stands);
        pages.extend(self.shifted(stands));
        pages
    }

    /// Two stories in each other's places.
    fn swapped(&self, stands: &[Stand<'a>]) -> Vec<Page<'a>> {
        let mut pages = Vec::new();
        let is_free = |stand: &Stand<'_>| stand.shape.notch.is_none();
        for (one, a) in stands.iter().enumerate() {
            for (other, b) in stands.iter().enumerate().skip(one + 1) {
                if !is_free(a) || !is_free(b) {
                    continue;
                }
                let rooms = (room(a), room(b));
                for alike in [true, false] {
                    let (Some(first), Some(second)) =
                        (self.best(a, rooms.1, alike), self.best(b, rooms.0, alike))
                    else {
                        continue;
                    };
                    let mut page = stands.to_vec();
                    (page[one], page[other]) = (first, second);
                    pages.push(page);
                }
            }
        }
        pages
    }

    /// A line between stories some lines further up or down.
    fn shifted(&self, stands: &[Stand<'a>]) -> Vec<Page<'a>> {
        let mut pages = Vec::new();
        for seam in seams(stands) {
            for by in (1..=FAR).flat_map(|by| [i64::from(by), -i64::from(by)]) {
                for alike in [true, false] {
                    let mut page = stands.to_vec();
                    let moved = |at: &usize, is_over: bool| {
                        let own = room(&stands[*at]);
                        let (line, lines) = match is_over {
                            true => (i64::from(own.line), i64::from(own.lines) + by),
                            false => (i64::from(own.line) + by, i64::from(own.lines) - by),
                        };
                        let place = Place {
                            line: u32::try_from(line).ok()?,
                            lines: u32::try_from(lines).ok()?,
                            ..own
                        };
                        Some((*at, self.best(&stands[*at], place, alike)?))
                    };
                    let over = seam.over.iter().map(|at| moved(at, true));
                    let under = seam.under.iter().map(|at| moved(at, false));
                    let Some(all) = over.chain(under).collect::<Option<Vec<_>>>() else { continue };
                    for (at, stand) in all {
                        page[at] = stand;
                    }
                    pages.push(page);
                }
            }
        }
        pages
    }

    /// A story in all forms that fill its place.
    fn formed(&self, stands: &[Stand<'a>], story: usize) -> Vec<Page<'a>> {
        let Some(at) = stands.iter().position(|stand| stand.story == story) else {
            return Vec::new();
        };
        let own = stands[at];
        let forms = (self.forms)(story).iter().filter(|shape| shape.notch == own.shape.notch);
        let other = forms.filter_map(|shape| formed(story, room(&own), shape));
        let page = other.map(|stand| {
            let mut page = stands.to_vec();
            page[at] = stand;
            page
        });
        page.collect()
    }

    /// The cheapest form of a story in another place; one with a head as large as its own where that is asked for.
    fn best(&self, own: &Stand<'a>, place: Place, alike: bool) -> Option<Stand<'a>> {
        let forms = (self.forms)(own.story).iter().filter(|shape| {
            let (size, other) = (own.shape.setting.size, shape.setting.size);
            shape.notch.is_none()
                && (!alike || (size, own.shape.is_framed()) == (other, shape.is_framed()))
        });
        // A frame that has a line free keeps one.
        let keeps = |stand: &Stand<'_>| !stand.shape.is_framed() || clear(stand) >= clear(own);
        let all = forms.filter_map(|shape| formed(own.story, place, shape)).filter(keeps);
        all.min_by_key(|stand| cost(stand))
    }
}

/// A story's place with the lines under it that stay white.
fn room(stand: &Stand<'_>) -> Place {
    Place { lines: stand.room(), ..stand.place }
}

/// Whether a line over or under a frame stays free, as far as it is counted.
fn clear(stand: &Stand<'_>) -> u32 {
    let clear = || stand.shape.clear(stand.place.lines).min(CLEAR);
    if stand.shape.is_framed() { clear() } else { 0 }
}

/// A story in a place in a form, where that fills it.
fn formed<'a>(story: usize, place: Place, shape: &'a Shape) -> Option<Stand<'a>> {
    if shape.units != place.units {
        return None;
    }
    let lines = place.lines.min(shape.most());
    let fit = *shape.fit(lines)?;
    let is_full = place.lines - lines <= WHITE;
    is_full.then(|| Stand::new(story, (place, place.lines), (shape, fit)))
}

fn cost(stand: &Stand<'_>) -> i64 {
    let white = Rule::White.cost(i64::from(stand.white * stand.place.units));
    stand.shape.cost + stand.fit.cost + white
}

fn own_cost(stands: &[Stand<'_>]) -> i64 {
    stands.iter().map(|stand| stand.shape.cost + stand.fit.cost).sum()
}

/// A line at which some stories end and as wide a row of others begins.
struct Seam {
    over: Vec<usize>,
    under: Vec<usize>,
}

fn seams(stands: &[Stand<'_>]) -> Vec<Seam> {
    let ends =
        |stand: &Stand<'_>| stand.shape.notch.is_none().then(|| stand.place.line + stand.room());
    let mut seams: Vec<Seam> = Vec::new();
    for (at, stand) in stands.iter().enumerate() {
        let Some(line) = ends(stand) else { continue };
        if seams.iter().any(|seam| seam.over.contains(&at)) {
            continue;
        }
        let (mut over, mut under) = (vec![at], Vec::new());
        let meets = |one: usize, other: usize| {
            let (a, b) = (stands[one].place, stands[other].place);
            a.unit < b.end_unit() && b.unit < a.end_unit()
        };
        loop {
            let before = over.len() + under.len();
            under = (0..stands.len())
                .filter(|own| {
                    stands[*own].place.line == line && over.iter().any(|other| meets(*own, *other))
                })
                .collect();
            over = (0..stands.len())
                .filter(|own| {
                    ends(&stands[*own]) == Some(line)
                        && (*own == at || under.iter().any(|other| meets(*own, *other)))
                })
                .collect();
            if over.len() + under.len() == before {
                break;
            }
        }
        let units = |all: &[usize]| all.iter().map(|own| stands[*own].place.units).sum::<u32>();
        let is_free = under.iter().all(|own| stands[*own].shape.notch.is_none());
        if !under.is_empty() && is_free && units(&over) == units(&under) {
            seams.push(Seam { over, under });
        }
    }
    seams
}

#[cfg(test)]
mod tests {
    use super::super::area::Grid;
    use super::super::measure::Setting;
    use super::super::plan::{Copy, Plan};
    use super::super::shape::Fit;
    use super::*;

    /// A form a leg wide that fills those depths, each line beyond the first at a price.
    fn form(least: u32, more: u32, dear: i64) -> Shape {
        let fits = (0..=i64::from(more)).map(|at| Fit { picture: 0, slack: 0, cost: at * dear });
        let (notch, spots, left_out) = (None, Vec::new(), Vec::new());
        let setting = Setting::plain(1, 20);
        Shape { units: 1, setting, notch, spots, left_out, cost: 0, least, fits: fits.collect() }
    }

    fn at<'a>(story: usize, (line, lines): (u32, u32), shape: &'a Shape) -> Stand<'a> {
        let place = Place { line, unit: 0, units: 1, lines };
        let fit = shape.fit(lines.min(shape.most())).copied().unwrap_or(shape.fits[0]);
        Stand::new(story, (place, lines), (shape, fit))
    }

    fn polished(shapes: &[Vec<Shape>], stands: &[(usize, (u32, u32))]) -> Vec<(usize, u32, u32)> {
        let stories = (0..shapes.len()).map(|at| Copy::of_rank(&format!("s{at}"), 3)).collect();
        let plan = Plan::of(&["news"], stories);
        let grid = Grid::plain(1, 60);
        let own: Vec<Vec<usize>> = (0..shapes.len()).map(|at| vec![at]).collect();
        let free = 60;
        let case =
            Case { plan: &plan, grid: &grid, free, stories: &own, is_vertical: false, first: 3 };
        let forms = |story: usize| &shapes[story][..];
        let page = stands.iter().map(|(story, room)| at(*story, *room, &shapes[*story][0]));
        let page = Moves { case: &case, forms }.polish(page.collect());
        page.iter().map(|own| (own.story, own.place.line, own.place.lines)).collect()
    }

    #[test]
    fn a_line_between_two_stories_moves_to_where_both_are_full() {
        // The upper leaves four lines white, which the lower has room for.
        let shapes = [vec![form(20, 4, 0)], vec![form(28, 10, 0)]];
        let page = polished(&shapes, &[(0, (0, 28)), (1, (28, 32))]);
        assert!(page[0].2 <= 24 && page[1].1 == page[0].2 && page[1].2 >= 36, "{page:?}");
    }

    #[test]
    fn two_stories_change_places_where_each_fills_the_other_s() {
        let shapes = [vec![form(20, 4, 0), form(36, 4, 0)], vec![form(22, 2, 0), form(34, 4, 900)]];
        let rooms = [(0, (0, 24)), (1, (24, 36))];
        let shapes_of = |story: usize, at: usize| shapes[story][at].clone();
        // As they stand the second pays for every line.
        let own = [vec![shapes_of(0, 0), shapes_of(0, 1)], vec![shapes_of(1, 1), shapes_of(1, 0)]];
        let page = polished(&own, &rooms);
        assert_eq!(page, [(0, 24, 36), (1, 0, 24)]);
    }

    #[test]
    fn a_line_that_does_not_part_as_wide_a_row_stays() {
        let shape = form(20, 10, 0);
        let wide = Shape { units: 2, setting: Setting::plain(2, 20), ..shape.clone() };
        let over = at(0, (0, 30), &shape);
        let wide = Stand { place: Place { units: 2, ..over.place }, shape: &wide, ..over };
        let under = at(1, (30, 30), &shape);
        assert_eq!(seams(&[wide, under]).len(), 0);
        assert_eq!(seams(&[over, under]).len(), 1);
    }
}
