//! [`judge`]: what a dissected page costs by the rules of make-up, pair by pair of its stories.

use std::collections::{BTreeMap, BTreeSet};

use super::area::{Grid, Place};
use super::plan::Plan;
use super::problem::Stand;
use super::rules::{BRIEF, DESK, Rule, are_alike, level_of, sizes_apart};

/// Heads further apart than this, in lines, are not compared.
const FAR: u32 = 24;

/// More empty lines at the end of a story are a hole.
const HOLE: u32 = 2;

/// What of another story stands in tiers over a lead, in lines, without being seen there.
const FEW_OVER: u32 = 3;

/// A block that begins within so many lines begins the page.
const HEAD: u32 = 6;

/// White of so much of a page is not told, in thousandths.
const BARE: i64 = 20;

/// A picture of a lesser story beside a lead without one takes one of so many parts of the page at most.
const HUGE: u32 = 6;

/// Pictures one under the other, in lines.
const CHIMNEY: u32 = 8;

/// The fewest pieces that can be laid out without a cut.
const PIECES: usize = 5;

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
    for is_across in [true, false] {
        if is_cut(case, stands, is_across) {
            bill.add(Rule::Cut, 1);
        }
    }
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

fn lead(case: &Case<'_>, stands: &[Stand<'_>], bill: &mut Bill) {
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

/// Frames beside or over each other: an edge is seen where there is type beyond it.
fn frames(stands: &[Stand<'_>], bill: &mut Bill) {
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
fn is_frame_over(case: &Case<'_>, upper: &Stand<'_>, lower: &Stand<'_>) -> bool {
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

/// Whether two heads read as one: at one height beside each other, one under the other on a vertical page, or
/// there at the tops of two stories in a row.
fn side_by_side(case: &Case<'_>, one: &Stand<'_>, other: &Stand<'_>) -> bool {
    let (a, b) = (head_place(one), head_place(other));
    let adjoin = a.end_unit() == b.unit || b.end_unit() == a.unit;
    let lines = shared((a.line, a.end_line()), (b.line, b.end_line()));
    let least = a.lines.min(b.lines);
    // On a vertical page heads of stories next to each other hang from one height.
    let (before, behind) =
        if one.place.line <= other.place.line { (one, other) } else { (other, one) };
    let in_row = case.is_vertical
        && a.unit == b.unit
        && behind.place.line.abs_diff(before.place.end_line() + before.white) <= 1;
    in_row || (adjoin && if case.is_vertical { lines * 2 > least } else { lines * 2 >= least })
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

/// Two heads as a desk looks at them; on a horizontal page `upper` stands over the other or left of it,
/// on a vertical one to its right or over it.
fn heads(case: &Case<'_>, upper: &Stand<'_>, lower: &Stand<'_>, bill: &mut Bill) {
    let (a, b) = (head_place(upper), head_place(lower));
    let (large, small) = (head(upper), head(lower));
    if large == 0 || small == 0 {
        return;
    }
    let units = shared((a.unit, a.end_unit()), (b.unit, b.end_unit()));
    let lines = shared((a.line, a.end_line()), (b.line, b.end_line()));
    let adjoin = a.end_unit() == b.unit || b.end_unit() == a.unit;
    if case.is_vertical {
        // One over the other, at one place along the lines.
        let (over, under) = if a.unit <= b.unit { (upper, lower) } else { (lower, upper) };
        if units == 0 && lines * 2 > a.lines.min(b.lines) {
            if adjoin {
                bill.add(Rule::HeadsStacked, 1);
            } else if head(under) > head(over) && head(under) > BRIEF {
                bill.add(Rule::HeadsGrow, 1);
            }
        }
        let beside = b.line.saturating_sub(a.end_line()) < 3 && a.line != b.line;
        if units * 2 > a.units.min(b.units) && beside && are_alike(large, small) {
            bill.add(Rule::HeadsLevel, 1);
        }
        return;
    }
    if adjoin && lines * 2 >= a.lines.min(b.lines) && are_alike(large, small) {
        bill.add(Rule::HeadsLevel, 1);
    }
    if units * 2 > a.units.min(b.units) && a.end_line() <= b.line {
        if small > large && small > BRIEF {
            bill.add(Rule::HeadsGrow, 1);
        } else if b.line - a.end_line() <= FAR && are_alike(large, small) {
            bill.add(Rule::HeadsLevel, 1);
        }
    }
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

/// A line through the whole page, or a half of a spread, that no story bridges, with two of them on either side.
fn is_cut(case: &Case<'_>, stands: &[Stand<'_>], is_across: bool) -> bool {
    let grid = case.grid;
    let extent = |place: &Place| match is_across {
        true => (place.line, place.end_line()),
        false => (place.unit, place.end_unit()),
    };
    // Fewer than five cannot be laid out without a cut; a picture is one of them.
    let pictures: usize = stands.iter().map(|stand| stand.shape.spots.len()).sum();
    if stands.len() + pictures + grid.fixed.len() < PIECES {
        return false;
    }
    // The fold parts a spread on purpose.
    let sheets = grid.sheets.iter().map(extent).collect::<BTreeSet<(u32, u32)>>();
    sheets.into_iter().any(|sheet| {
        let on_sheet = |part: &Part| part.from >= sheet.0 && part.to <= sheet.1;
        let part = |place: &Place, is_framed: bool| {
            let (from, to) = extent(place);
            Part { from, to, is_framed }
        };
        let own = stands.iter().map(|stand| part(&stand.place, stand.shape.is_framed()));
        let fixed = grid.fixed.iter().filter(|fixed| fixed.is_story);
        let fixed = fixed.map(|fixed| part(&fixed.place, false));
        let stories: Vec<Part> = own.chain(fixed).filter(on_sheet).collect();
        let others = grid.fixed.iter().filter(|fixed| !fixed.is_story).map(|f| extent(&f.place));
        parts(&stories, &others.collect::<Vec<_>>())
    })
}

/// Where a story begins and ends across a cut.
struct Part {
    from: u32,
    to: u32,
    is_framed: bool,
}

/// Whether two stories or more end where two or more begin. Frames in a row part themselves from what
/// stands before and behind them.
fn parts(stories: &[Part], others: &[(u32, u32)]) -> bool {
    let ends = || stories.iter().map(|part| part.to);
    let cuts: BTreeSet<u32> =
        ends().filter(|at| stories.iter().all(|own| own.to <= *at || own.from >= *at)).collect();
    cuts.iter().any(|&at| {
        let before = stories.iter().filter(|own| own.to <= at).count();
        let behind = stories.iter().filter(|own| own.from >= at).count();
        let bridged = others.iter().any(|(from, to)| *from < at && *to > at);
        let next = stories.iter().map(|own| own.from).filter(|from| *from >= at).min();
        let filled =
            others.iter().any(|(from, to)| *from >= at && next.is_some_and(|next| *to <= next));
        let last = cuts.range(..at).next_back().copied().unwrap_or(0);
        let then = cuts.range(at + 1..).next().copied().unwrap_or(u32::MAX);
        let framed = |from: u32, to: u32| {
            let mut row = stories.iter().filter(|own| own.from >= from && own.to <= to);
            row.clone().count() > 1 && row.all(|own| own.is_framed)
        };
        let boxes = framed(last, at) || framed(at, then);
        before >= 2 && behind >= 2 && !bridged && !filled && !boxes
    })
}

#[cfg(test)]
mod tests {
    use super::super::area::Fixed;
    use super::super::imagine::Framing;
    use super::super::measure::{Look, Setting};
    use super::super::plan::Copy;
    use super::super::shape::{Fit, Shape, Spot};
    use super::*;

    /// What a page of a lead and a story of rank 3 costs, of which each has a place and a picture over so many legs.
    fn bill(grid: &Grid, [lead, other]: [(Place, u32); 2]) -> Bill {
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
