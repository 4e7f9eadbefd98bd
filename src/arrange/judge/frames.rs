//! Frames beside one another, one over the other, and over what is greater.

use super::super::area::Place;
use super::super::problem::Stand;
use super::super::rules::{BRIEF, Rule};
use super::{Bill, Case, HOLE, level, shared};

/// Frames beside or over each other: an edge is seen where there is type beyond it.
pub(super) fn frames(stands: &[Stand<'_>], bill: &mut Bill) {
    let framed: Vec<&Stand<'_>> = stands.iter().filter(|stand| stand.shape.is_framed()).collect();
    let room = |stand: &Stand<'_>| Place { lines: stand.room(), ..stand.place };
    let touched = |at: usize| {
        let others = framed.iter().enumerate().filter(|(other, _)| *other != at);
        others.filter(|(_, other)| room(other).touches(&room(framed[at]))).count() as i64
    };
    let touched: Vec<i64> = (0..framed.len()).map(touched).collect();
    bill.add(Rule::FramesTouch, touched.iter().sum::<i64>() / 2);
    bill.add(Rule::FramesCrowd, touched.iter().filter(|count| **count > 1).count() as i64);
}

/// Whether a frame lies right over a story of a smaller rank than its own: heads may grow under it, and still a reader
/// looks for what matters further up. On a vertical page frames stand at the head of their tiers.
pub(super) fn is_frame_over(case: &Case<'_>, upper: &Stand<'_>, lower: &Stand<'_>) -> bool {
    let (a, b) = (upper.place, lower.place);
    let units = shared((a.unit, a.end_unit()), (b.unit, b.end_unit()));
    let is_open = |stand: &Stand<'_>| !stand.shape.is_framed() && stand.shape.setting.size > BRIEF;
    let end = a.end_line() + upper.white;
    !case.is_vertical
        && upper.shape.is_framed()
        && is_open(lower)
        && units > 0
        && (end..=end + HOLE).contains(&b.line)
        && level(case, lower) < level(case, upper)
}

#[cfg(test)]
mod tests {
    use super::super::super::area::Grid;
    use super::super::super::imagine::Framing;
    use super::super::super::measure::Setting;
    use super::super::super::plan::{Copy, Plan};
    use super::super::super::shape::{Fit, Shape};
    use super::*;

    #[test]
    fn a_frame_does_not_lie_over_a_greater_story() {
        let stories = vec![Copy::of_rank("second", 2), Copy::of_rank("dog", 4)];
        let plan = Plan::of(&["news"], stories);
        let (grid, own) = (Grid::plain(4, 60), [vec![0], vec![1]]);
        let is_over = |framing: Framing, is_vertical: bool, line: u32| {
            let case =
                Case { plan: &plan, grid: &grid, free: 240, stories: &own, is_vertical, first: 1 };
            let setting = Setting { size: 28, ..Setting::plain(2, 40) };
            let fit = Fit { picture: 0, slack: 0, cost: 0 };
            let form = |framing: Framing| {
                let block = Shape::of_block(Place { line: 0, unit: 0, units: 2, lines: 20 });
                Shape { setting: Setting { framing, ..setting }, ..block }
            };
            let (open, framed) = (form(Framing::Open), form(framing));
            let stand = |story: usize, shape, line: u32| {
                let place = Place { line, unit: 0, units: 2, lines: 20 };
                Stand { story, place, shape, fit, white: 0 }
            };
            is_frame_over(&case, &stand(1, &framed, 0), &stand(0, &open, line))
        };
        assert!(is_over(Framing::Framed, false, 20));
        assert!(!is_over(Framing::Open, false, 20), "heads tell");
        assert!(!is_over(Framing::Framed, true, 20) && !is_over(Framing::Framed, false, 40));
    }

    #[test]
    fn frames_beside_one_another_cost_and_more_than_two_crowd() {
        let block = |line: u32| Shape::of_block(Place { line, unit: 0, units: 1, lines: 20 });
        let framing = Framing::Framed;
        let framed = Shape { setting: Setting { framing, ..Setting::plain(1, 40) }, ..block(0) };
        let open = block(0);
        let told = |shapes: [&Shape; 3]| {
            let stand = |(at, shape): (usize, &'_ Shape)| {
                let place = Place { line: 20 * at as u32, unit: 0, units: 1, lines: 20 };
                (at, place, shape.clone())
            };
            let of: Vec<(usize, Place, Shape)> =
                shapes.into_iter().enumerate().map(stand).collect();
            let stands = of.iter().map(|(story, place, shape)| Stand {
                story: *story,
                place: *place,
                shape,
                fit: shape.fits[0],
                white: 0,
            });
            let mut bill = Bill::default();
            frames(&stands.collect::<Vec<Stand<'_>>>(), &mut bill);
            let told = [Rule::FramesTouch, Rule::FramesCrowd];
            told.map(|rule| bill.by_rule.get(&rule).copied().unwrap_or(0))
        };
        assert_eq!(told([&framed, &open, &framed]), [0, 0]);
        assert_eq!(told([&framed, &framed, &open]), [1, 0]);
        assert_eq!(told([&framed, &framed, &framed]), [2, 1]);
    }
}
