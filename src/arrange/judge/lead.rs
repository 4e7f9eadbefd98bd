//! Whether the lead stands at the head of its page, with the largest head and the largest picture.

use super::super::area::Place;
use super::super::problem::Stand;
use super::super::rules::Rule;
use super::{Bill, Case, HOLE, level, picture_lines, shared};

/// What of another story stands in tiers over a lead, in lines, without being seen there.
const FEW_OVER: u32 = 3;

/// A block that begins within so many lines begins the page.
const HEAD: u32 = 6;

/// A picture of a lesser story beside a lead without one takes one of so many parts of the page at most.
const HUGE: u32 = 6;

pub(super) fn lead(case: &Case<'_>, stands: &[Stand<'_>], bill: &mut Bill) {
    let first = stands.iter().map(|stand| level(case, stand)).min();
    // One that is kept in a block of the plan leads it already.
    if first != Some(0) {
        return;
    }
    let leads: Vec<&Stand<'_>> =
        stands.iter().filter(|stand| Some(level(case, stand)) == first).collect();
    let begin = stands.iter().map(|stand| (stand.place.line, stand.place.unit)).min();
    let at_head = |stand: &&Stand<'_>| {
        let place = stand.place;
        begin.is_some_and(|(line, unit)| {
            line == place.line && (unit == place.unit || is_narrowed(case, unit, place))
        }) || is_beside_block(case, place)
    };
    let Some(lead) = leads.iter().find(|stand| at_head(stand)).or(leads.first()) else { return };
    let is_under = is_under_others(case, lead, stands) || is_under_white(case, lead, stands);
    if !at_head(lead) || is_under {
        bill.add(Rule::LeadFirst, 1);
    }
    let larger = |stand: &&&Stand<'_>| stand.shape.setting.size > lead.shape.setting.size;
    bill.add(Rule::LeadLargest, leads.iter().filter(larger).count() as i64);
    let own = picture_lines(lead);
    let larger = stands.iter().filter(|stand| {
        // By a third, so that it looks so.
        own > 0 && !std::ptr::eq(*stand, *lead) && picture_lines(stand) * 4 > own * 3
    });
    if own == 0 {
        let is_huge =
            |stand: &&Stand<'_>| level(case, stand) > 1 && picture_lines(stand) * HUGE > case.free;
        bill.add(Rule::LeadPicture, stands.iter().filter(is_huge).count() as i64);
    }
    // One half as large again is what the page is seen by.
    let larger: Vec<u32> = larger.map(picture_lines).collect();
    bill.add(Rule::LeadPicture, larger.len() as i64);
    bill.add(
        Rule::LargerPicture,
        larger.iter().filter(|other| **other * 2 > own * 3).count() as i64,
    );
}

/// Whether a place begins behind the one unit in which a fixed block stands further down: what is left over that
/// is too narrow for a lead.
fn is_narrowed(case: &Case<'_>, unit: u32, place: Place) -> bool {
    let mut fixed = case.grid.fixed.iter().map(|fixed| fixed.place);
    unit + 1 == place.unit
        && fixed.any(|own| (own.unit, own.units) == (unit, 1) && own.line >= place.line)
}

/// Whether a place on a vertical page begins in its first tiers, right behind a block there: what is left under the block
/// may begin before it.
fn is_beside_block(case: &Case<'_>, place: Place) -> bool {
    let is_it = |own: &Place| {
        let begins = own.unit == 0 && own.line <= HEAD;
        begins && place.unit == 0 && place.line.abs_diff(own.end_line()) <= 1
    };
    case.is_vertical && case.grid.fixed.iter().any(|fixed| is_it(&fixed.place))
}

/// Whether another story of a vertical page stands in tiers over the lead.
fn is_under_others(case: &Case<'_>, lead: &Stand<'_>, stands: &[Stand<'_>]) -> bool {
    let own = lead.place;
    let lines = |other: &Place| shared((own.line, own.end_line()), (other.line, other.end_line()));
    let is_over = |other: &Place| other.end_unit() <= own.unit && lines(other) > FEW_OVER;
    case.is_vertical && stands.iter().any(|other| is_over(&other.place))
}

/// Whether white stands over half of the lead or more.
fn is_under_white(case: &Case<'_>, lead: &Stand<'_>, stands: &[Stand<'_>]) -> bool {
    let own = lead.place;
    if own.line <= HOLE {
        return false;
    }
    let is_white = |unit: &u32| {
        let over = Place { line: own.line - HOLE - 1, unit: *unit, units: 1, lines: HOLE + 1 };
        (over.line..over.end_line()).all(|line| case.grid.is_free(*unit, line))
            && !stands.iter().any(|other| other.place.meets(&over))
    };
    (own.unit..own.end_unit()).filter(is_white).count() as u32 * 2 >= own.units
}

#[cfg(test)]
mod tests {
    use super::super::super::area::{Fixed, Grid};
    use super::super::super::plan::{Copy, Plan};
    use super::super::super::shape::Shape;
    use super::super::judge;
    use super::super::tests::bill;
    use super::*;

    #[test]
    fn no_picture_is_half_as_large_again_as_the_lead_s() {
        let grid = Grid::plain(4, 60);
        let at = |unit: u32| Place { line: 0, unit, units: 2, lines: 30 };
        let of = |lead: u32, other: u32| {
            let bill = bill(&grid, [(at(0), lead), (at(2), other)]);
            let told = [Rule::LeadPicture, Rule::LargerPicture];
            told.map(|rule| bill.by_rule.get(&rule).copied().unwrap_or(0))
        };
        assert_eq!([of(2, 1), of(1, 1), of(1, 2)], [[0, 0], [1, 0], [1, 1]]);
        // Nor does one of a lesser story take a sixth of a page whose lead has none: of 240 leg-lines here.
        assert_eq!([of(0, 2), of(0, 5)], [[0, 0], [1, 0]]);
    }

    #[test]
    fn no_story_stands_in_tiers_over_the_lead_nor_white_over_half_of_it() {
        let plan = Plan::of(&["news"], vec![Copy::of_rank("lead", 1), Copy::of_rank("dog", 4)]);
        let own = [vec![0], vec![1]];
        let is_first = |is_vertical: bool, places: [Place; 2]| {
            let grid = Grid::plain(4, 60);
            let case =
                Case { plan: &plan, grid: &grid, free: 240, stories: &own, is_vertical, first: 1 };
            let shapes = places.map(Shape::of_block);
            let stand = |story: usize| Stand {
                story,
                place: places[story],
                shape: &shapes[story],
                fit: shapes[story].fits[0],
                white: 0,
            };
            !judge(&case, &[stand(0), stand(1)]).1.by_rule.contains_key(&Rule::LeadFirst)
        };
        let at = |line, unit, units, lines| Place { line, unit, units, lines };
        assert!(is_first(true, [at(0, 0, 2, 30), at(30, 0, 2, 30)]));
        assert!(!is_first(true, [at(0, 2, 2, 30), at(20, 0, 2, 30)]), "ten lines are over it");
        assert!(!is_first(false, [at(8, 0, 4, 30), at(38, 0, 4, 20)]), "white is over it");
    }

    #[test]
    fn the_lead_may_stand_behind_a_narrow_rest_over_a_fixed_block() {
        let block = |units: u32| Fixed {
            place: Place { line: 30, unit: 0, units, lines: 30 },
            name: "index".to_owned(),
            is_story: true,
            wraps: false,
        };
        let lead = |units: u32, from: u32| {
            let grid = Grid { fixed: vec![block(units)], ..Grid::plain(4, 60) };
            let at = |unit: u32, to: u32| Place { line: 0, unit, units: to - unit, lines: 30 };
            bill(&grid, [(at(from, 4), 1), (at(0, from), 1)]).by_rule.contains_key(&Rule::LeadFirst)
        };
        assert!(!lead(1, 1), "one column is too narrow for it");
        assert!(lead(2, 2) && lead(1, 2));
    }
}
