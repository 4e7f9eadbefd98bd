//! What it costs that a line or a gutter cuts a whole page in two (K030), as far as the dissection tells.

use super::area::Place;
use super::kept::Kind;
use super::rules::Rule;
use super::search::Table;

impl Table<'_> {
    /// A cut from side to side of the whole page with two stories or more on either side.
    pub fn cut_across(&self, units: u32, middle: usize) -> i64 {
        let whole = self.problem().is_whole(units);
        if whole && self.parts_stories(middle) { Rule::Cut.cost(1) } else { 0 }
    }

    /// Whether two stories or more are before a place in the order, and behind it.
    fn parts_stories(&self, middle: usize) -> bool {
        let before = self.pins().stories_before(middle);
        before >= 2 && self.stories().saturating_sub(before) >= 2
    }

    pub fn cut_down(&self, units: u32, (from, middle, to): (usize, usize, usize)) -> i64 {
        let whole = self.is_page(units, (from, to));
        if whole && self.parts_stories(middle) { Rule::Cut.cost(1) } else { 0 }
    }

    /// Whether a part of an interval and a width is all of a page that is one rectangle.
    pub fn is_page(&self, units: u32, (from, to): (usize, usize)) -> bool {
        let whole = self.problem().is_whole(units);
        whole && from == 0 && to == self.count()
    }

    /// A gutter through both halves of a page, one over the other.
    pub fn cut_through(&self, (one, other): (usize, usize)) -> i64 {
        let gutters = self.part(one).gutters & self.part(other).gutters;
        let mut cuts = (1..self.problem().units).filter(|gutter| gutters >> (gutter - 1) & 1 == 1);
        let is_cut = |gutter: u32| {
            let left = self.left_of(one, gutter) + self.left_of(other, gutter);
            left >= 2 && self.stories().saturating_sub(left) >= 2 && !self.is_bridged(gutter)
        };
        if cuts.any(is_cut) { Rule::Cut.cost(1) } else { 0 }
    }

    /// Whether a block of the plan stands over a gutter.
    fn is_bridged(&self, gutter: u32) -> bool {
        let mut places = self.problem().fixed.iter().map(|own| own.place);
        places.any(|own| own.unit < gutter && own.end_unit() > gutter)
    }

    /// Stories of a part that end before a gutter of it.
    fn left_of(&self, part: usize, gutter: u32) -> usize {
        let own = self.part(part);
        match own.kind {
            _ if gutter == 0 => 0,
            Kind::Story(story, _) => usize::from(gutter >= own.units && !self.is_pinned(story)),
            Kind::Over(one, other) => self.left_of(one, gutter) + self.left_of(other, gutter),
            Kind::Beside(one, other) => {
                let left = self.part(one).units;
                self.left_of(one, gutter) + self.left_of(other, gutter.saturating_sub(left))
            }
        }
    }

    /// A gutter through all rectangles of a page, or between them, which no block of the plan bridges.
    pub fn cut_between(&self, parts: &[(Place, usize)]) -> i64 {
        let is_through = |gutter: u32, (place, part): &(Place, usize)| {
            let within = gutter > place.unit && gutter < place.end_unit();
            !within || self.part(*part).gutters >> (gutter - place.unit - 1) & 1 == 1
        };
        let is_cut = |gutter: u32| {
            if !parts.iter().all(|own| is_through(gutter, own)) || self.is_bridged(gutter) {
                return false;
            }
            let own = parts
                .iter()
                .map(|(place, part)| self.left_of(*part, gutter.saturating_sub(place.unit)));
            let kept = || self.problem().fixed.iter().filter(|own| own.is_story);
            let left: usize =
                own.sum::<usize>() + kept().filter(|own| own.place.end_unit() <= gutter).count();
            left >= 2 && (self.stories() + kept().count()).saturating_sub(left) >= 2
        };
        if (1..self.problem().units).any(is_cut) { Rule::Cut.cost(1) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::area::Fixed;
    use super::super::imagine::MOST_UNITS;
    use super::super::measure::Setting;
    use super::super::parts::Parts;
    use super::super::problem::Problem;
    use super::super::search::dissect;
    use super::super::shape::{Fit, Shape};
    use super::*;

    fn form(units: u32, least: u32) -> Shape {
        let place = Place { line: 0, unit: 0, units, lines: least };
        let fits = vec![Fit { picture: 0, slack: 0, cost: 0 }; 2];
        let setting = Setting::plain(units, 40);
        Shape { setting, fits, ..Shape::of_block(place) }
    }

    /// What four stories cost, each a leg wide and half a page deep, so that a gutter runs through all of them.
    fn cost(way: &[Place], fixed: &[Fixed]) -> i64 {
        let forms: Vec<Shape> = (0..4).map(|_| form(1, 30)).collect();
        let by_width = |shape| {
            let mut widths: Vec<Vec<&Shape>> = vec![Vec::new(); MOST_UNITS];
            widths[0].push(shape);
            widths
        };
        let shapes: Vec<Vec<Vec<&Shape>>> = forms.iter().map(by_width).collect();
        let problem = Problem { units: 2, way, shapes: &shapes, fixed, ..Problem::plain() };
        dissect(problem, &[0, 1, 2, 3], &Parts::default()).cost
    }

    #[test]
    fn a_gutter_that_runs_through_all_of_a_page_is_a_cut_but_under_what_bridges_it() {
        let at = |line, lines| Place { line, unit: 0, units: 2, lines };
        let (page, halves) = ([at(0, 60)], [at(0, 30), at(30, 30)]);
        let columns = [0, 1].map(|unit| Place { line: 0, unit, units: 1, lines: 60 });
        for way in [&page[..], &halves, &columns] {
            assert_eq!(cost(way, &[]), Rule::Cut.cost(1), "{way:?}");
        }
        let folio =
            Fixed { place: at(0, 2), name: "folio".to_owned(), is_story: false, wraps: false };
        assert_eq!(cost(&halves, &[folio]), 0);
    }
}
