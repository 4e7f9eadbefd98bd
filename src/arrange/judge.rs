//! [`judge`]: what a dissected page costs by the rules of make-up, pair by pair of its stories.

mod cut;
mod frames;
mod heads;
mod lead;

use std::collections::BTreeMap;

use super::area::{Grid, Place};
use super::plan::Plan;
use super::problem::Stand;
use super::rules::{DESK, Rule, level_of, sizes_apart};
pub use cut::cuts;
use frames::{frames, is_frame_over};
use heads::{heads, side_by_side};
use lead::lead;

/// More empty lines at the end of a story are a hole.
const HOLE: u32 = 2;

/// White of so much of a page is not told, in thousandths.
const BARE: i64 = 20;

/// Pictures one under the other, in lines.
const CHIMNEY: u32 = 8;

/// What a page costs, by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    pub by_rule: BTreeMap<Rule, i64>,
}

impl Bill {
    pub fn total(&self) -> i64 {
        self.by_rule.iter().map(|(rule, units)| rule.cost(*units)).sum()
    }

    /// Whether no rule is broken that weighs as much as one of the desk.
    pub fn is_sound(&self) -> bool {
        self.by_rule.keys().all(|rule| rule.row().weight < DESK)
    }

    fn add(&mut self, rule: Rule, units: i64) {
        if units != 0 {
            *self.by_rule.entry(rule).or_default() += units;
        }
    }
}

/// The page that is judged: stories by their places in the plan.
pub struct Case<'a> {
    pub plan: &'a Plan,
    pub grid: &'a Grid,
    /// Its free leg-lines, for they are asked for again and again.
    pub free: u32,
    /// Of each stand the stories that it holds.
    pub stories: &'a [Vec<usize>],
    pub is_vertical: bool,
    /// The smallest rank of its stories.
    pub first: u32,
}

/// What all stands cost: their own costs, and what they are to each other.
pub fn judge(case: &Case<'_>, stands: &[Stand<'_>]) -> (i64, Bill) {
    let mut bill = Bill::default();
    let own: i64 = stands.iter().map(|stand| stand.shape.cost + stand.fit.cost).sum();
    let covered: u32 = stands.iter().map(Stand::area).sum();
    let free = i64::from(case.free);
    let covered = i64::from(covered);
    bill.add(Rule::White, (free - covered).max(0));
    bill.add(Rule::Bare, (free - covered - free * BARE / 1000).max(0));
    let filled: i64 = stands.iter().map(|stand| i64::from(stand.filled())).sum();
    bill.add(Rule::Unfilled, (free * case.plan.least / 1000 - filled).max(0));
    bill.add(Rule::Hole, stands.iter().filter(|stand| stand.white > HOLE).count() as i64);
    lead(case, stands, &mut bill);
    for (at, one) in stands.iter().enumerate() {
        for other in &stands[at + 1..] {
            pair(case, one, other, &mut bill);
        }
        apart(case, one, stands, &mut bill);
    }
    frames(stands, &mut bill);
    bill.add(Rule::Cut, cuts(case, stands).len() as i64);
    (own + bill.total(), bill)
}

fn copies<'a>(
    case: &'a Case<'_>,
    stand: &Stand<'_>,
) -> impl Iterator<Item = &'a super::plan::Copy> {
    let of = case.stories.get(stand.story).map_or(&[][..], Vec::as_slice);
    of.iter().filter_map(|story| case.plan.stories.get(*story))
}

fn level(case: &Case<'_>, stand: &Stand<'_>) -> usize {
    copies(case, stand).map(|copy| level_of(case.first, copy)).min().unwrap_or(9)
}

fn picture_lines(stand: &Stand<'_>) -> u32 {
    let lines = stand.fit.picture;
    stand.shape.spots.iter().map(|spot| spot.units * spot.within(lines)).max().unwrap_or(0)
}

fn head(stand: &Stand<'_>) -> u32 {
    if stand.shape.is_framed() { 0 } else { stand.shape.setting.size }
}

fn head_place(stand: &Stand<'_>) -> Place {
    let lines = stand.shape.setting.head.min(stand.place.lines);
    Place { lines, ..stand.place }
}

fn shared(one: (u32, u32), other: (u32, u32)) -> u32 {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

fn pair(case: &Case<'_>, one: &Stand<'_>, other: &Stand<'_>, bill: &mut Bill) {
    let (upper, lower) = if one.place <= other.place { (one, other) } else { (other, one) };
    heads(case, upper, lower, bill);
    bill.add(Rule::FrameOver, i64::from(is_frame_over(case, upper, lower)));
    let (ranks, places) = ((level(case, upper), level(case, lower)), (upper.place, lower.place));
    // A greater story under a lesser one.
    if ranks.1 < ranks.0 && places.0.end_line() <= places.1.line {
        let units =
            shared((places.0.unit, places.0.end_unit()), (places.1.unit, places.1.end_unit()));
        bill.add(Rule::Order, i64::from(units * (places.1.line - places.0.line)) / 4);
    }
    let sizes = (one.shape.setting.size, other.shape.setting.size);
    let (ranks, given) = ((level(case, one), level(case, other)), sizes.0 > 0 && sizes.1 > 0);
    // The lead's head is the largest; others may be as large as the next.
    let less = |rank: usize, own: u32, other: u32| own < other || (rank == 0 && own == other);
    let against = (ranks.0 < ranks.1 && less(ranks.0, sizes.0, sizes.1))
        || (ranks.1 < ranks.0 && less(ranks.1, sizes.1, sizes.0));
    bill.add(Rule::Rank, i64::from(given && against));
    if given && ranks.0 == ranks.1 {
        bill.add(Rule::EqualRanks, (sizes_apart(sizes.0, sizes.1) - 1).max(0));
    }
    bill.add(
        Rule::HeadsSame,
        i64::from(given && sizes.0 == sizes.1 && side_by_side(case, one, other)),
    );
    if !one.shape.spots.is_empty() && !other.shape.spots.is_empty() && pictures_touch(one, other) {
        bill.add(Rule::PicturesTouch, 1);
    }
}

fn pictures_touch(one: &Stand<'_>, other: &Stand<'_>) -> bool {
    let spots = |stand: &Stand<'_>| {
        let (place, line) = (stand.place, stand.place.line + stand.shape.setting.head);
        let of = |spot: &super::shape::Spot| Place {
            line,
            unit: place.unit + spot.first,
            units: spot.units,
            lines: spot.within(stand.fit.picture),
        };
        stand.shape.spots.iter().map(of).collect::<Vec<Place>>()
    };
    // One under the other they make a chimney.
    let stacked = |own: &Place, theirs: &Place| {
        let apart = theirs
            .line
            .saturating_sub(own.end_line())
            .max(own.line.saturating_sub(theirs.end_line()));
        shared((own.unit, own.end_unit()), (theirs.unit, theirs.end_unit())) > 0 && apart <= CHIMNEY
    };
    spots(one)
        .iter()
        .any(|own| spots(other).iter().any(|theirs| own.touches(theirs) || stacked(own, theirs)))
}

/// Whether a place lies right over another.
fn is_over(case: &Case<'_>, one: &Place, other: &Place) -> bool {
    let ends =
        if case.is_vertical { one.end_unit() <= other.unit } else { one.end_line() <= other.line };
    ends && one.touches(other)
}

/// What the plan keeps together and apart.
fn apart(case: &Case<'_>, one: &Stand<'_>, stands: &[Stand<'_>], bill: &mut Bill) {
    for copy in copies(case, one) {
        if let Some(mate) = copy.with {
            let holds = |stand: &&Stand<'_>| {
                case.stories.get(stand.story).is_some_and(|stories| stories.contains(&mate))
            };
            let mate = stands.iter().find(holds);
            if let Some(mate) = mate {
                bill.add(Rule::With, i64::from(!mate.place.touches(&one.place)));
                bill.add(Rule::WithOver, i64::from(is_over(case, &one.place, &mate.place)));
            }
        }
        // One that is kept where it stands.
        if let Some(mate) = &copy.with_kept {
            let mut own = case.grid.fixed.iter().filter(|own| own.name == *mate);
            if own.clone().next().is_some() && !own.any(|own| own.place.touches(&one.place)) {
                bill.add(Rule::With, 1);
            }
        }
        for name in &copy.apart {
            let fixed = case.grid.fixed.iter().filter(|own| own.name == *name).map(|own| own.place);
            let others =
                stands.iter().filter(|stand| copies(case, stand).any(|other| other.name == *name));
            let near = fixed.chain(others.map(|other| other.place));
            let adjoins = |place: &Place| place.touches(&one.place) || place.meets(&one.place);
            bill.add(Rule::Apart, near.filter(adjoins).count() as i64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::{Look, Setting};
    use super::super::plan::Copy;
    use super::super::shape::{Fit, Shape, Spot};
    use super::*;

    /// What a page of a lead and a story of rank 3 costs, of which each has a place and a picture over so many legs.
    pub(super) fn bill(grid: &Grid, [lead, other]: [(Place, u32); 2]) -> Bill {
        let stories = vec![Copy::of_rank("lead", 1), Copy::of_rank("other", 3)];
        let plan = Plan::of(&["news"], stories);
        let own = [vec![0], vec![1]];
        let case = Case {
            plan: &plan,
            grid,
            free: grid.free(),
            stories: &own,
            is_vertical: false,
            first: 1,
        };
        let fit = Fit { picture: 10, slack: 0, cost: 0 };
        let shape = |units: u32, wide: u32| Shape {
            units,
            setting: Setting { head: 4, ..Setting::plain(units, 40) },
            notch: None,
            spots: vec![Spot {
                picture: 0,
                first: 0,
                units: wide,
                look: Look {
                    units: wide,
                    lines: 10,
                    caption: 0,
                    is_lettered: false,
                    is_faint: false,
                },
                is_whole: false,
            }],
            left_out: Vec::new(),
            cost: 0,
            least: 20,
            fits: vec![fit; 21],
        };
        let shapes = [lead, other].map(|(place, wide)| shape(place.units, wide));
        let stand = |story: usize, place: Place| Stand {
            story,
            place,
            shape: &shapes[story],
            fit,
            white: 0,
        };
        judge(&case, &[stand(0, lead.0), stand(1, other.0)]).1
    }

    #[test]
    fn white_beyond_two_per_cent_costs_more() {
        let grid = Grid::plain(4, 60);
        let at = |unit: u32, lines: u32| Place { line: 0, unit, units: 2, lines };
        let bare = |lines: u32| {
            let bill = bill(&grid, [(at(0, 60), 1), (at(2, lines), 1)]);
            bill.by_rule.get(&Rule::Bare).copied().unwrap_or(0)
        };
        assert_eq!([bare(60), bare(58), bare(57), bare(50)], [0, 0, 2, 16]);
    }

    #[test]
    fn what_a_text_leaves_of_its_room_is_not_filled() {
        let grid = Grid::plain(1, 40);
        let plan = Plan::of(&["news"], vec![Copy::of_rank("fog", 3)]);
        let own = [vec![0]];
        let case = Case {
            plan: &plan,
            grid: &grid,
            free: 40,
            stories: &own,
            is_vertical: false,
            first: 3,
        };
        let place = Place { line: 0, unit: 0, units: 1, lines: 40 };
        let shape = Shape::of_block(place);
        let unfilled = |slack: u32| {
            let fit = Fit { picture: 0, slack, cost: 0 };
            let stand = Stand { story: 0, place, shape: &shape, fit, white: 0 };
            judge(&case, &[stand]).1.by_rule.get(&Rule::Unfilled).copied().unwrap_or(0)
        };
        let most = 40 - 40 * plan.least / 1000;
        assert_eq!([unfilled(0), unfilled(most as u32), unfilled(most as u32 + 3)], [0, 0, 3]);
    }

    #[test]
    fn a_sidebar_stands_under_its_story_or_beside_it() {
        let case = |is_vertical: bool, lower: Place| {
            let (plan, grid) = (Plan::of(&["news"], Vec::new()), Grid::plain(4, 60));
            let case =
                Case { plan: &plan, grid: &grid, free: 240, stories: &[], is_vertical, first: 1 };
            is_over(&case, &Place { line: 0, unit: 0, units: 2, lines: 20 }, &lower)
        };
        let at = |line: u32, unit: u32| Place { line, unit, units: 2, lines: 20 };
        assert!(case(false, at(20, 0)) && !case(false, at(0, 2)) && !case(false, at(40, 0)));
        assert!(case(true, at(0, 2)) && !case(true, at(20, 0)));
    }
}
