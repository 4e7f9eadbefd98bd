//! [`dress`]: other forms for stories that stand in their places: a head of another size, a frame, another
//! picture, where that breaks fewer rules. The dissection knows of heads only what stands along the edges of its parts.

use super::judge::{Bill, Case, judge};
use super::problem::Stand;
use super::rules::Rule;
use super::shape::Shape;

/// Times that all stories are looked at.
const PASSES: usize = 2;
/// Lines under a story that a form may leave empty.
const WHITE: u32 = 2;
/// What another form of a story can mend.
const MENDED: [Rule; 15] = [
    Rule::HeadsGrow,
    Rule::HeadsLevel,
    Rule::HeadsStacked,
    Rule::HeadsSame,
    Rule::LeadLargest,
    Rule::Rank,
    Rule::EqualRanks,
    Rule::LeadPicture,
    Rule::LargerPicture,
    Rule::FrameOver,
    Rule::FramesTouch,
    Rule::FramesCrowd,
    Rule::PicturesTouch,
    Rule::Hole,
    Rule::Unfilled,
];

/// Gives stories other forms of their widths and depths while that makes the page cheaper; what it costs then.
/// `forms` are those of a stand's story.
pub fn dress<'a>(
    case: &Case<'_>,
    stands: &mut [Stand<'a>],
    forms: impl Fn(usize) -> &'a [Shape],
) -> (i64, Bill) {
    let mut best = judge(case, stands);
    for _ in 0..PASSES {
        let before = best.0;
        for at in 0..stands.len() {
            if !MENDED.iter().any(|rule| best.1.by_rule.contains_key(rule)) {
                return best;
            }
            for shape in forms(stands[at].story) {
                let own = stands[at];
                let Some(other) = dressed(&own, shape) else { continue };
                let cost = |own: &Stand<'_>| own.shape.cost + own.fit.cost;
                if cost(&other) - cost(&own) >= savings(&best.1, &own) {
                    continue;
                }
                stands[at] = other;
                let judged = judge(case, stands);
                if judged.0 < best.0 {
                    best = judged;
                } else {
                    stands[at] = own;
                }
            }
        }
        if best.0 == before {
            break;
        }
    }
    best
}

/// What another form of a stand may save of a bill at most.
fn savings(bill: &Bill, own: &Stand<'_>) -> i64 {
    let of = |rule: &Rule| bill.by_rule.get(rule).map_or(0, |units| rule.cost(*units));
    let white = Rule::White.cost(i64::from(own.white * own.place.units));
    MENDED.iter().map(of).sum::<i64>() + of(&Rule::Cut) + white
}

/// A stand in another form, where that fills its place.
fn dressed<'a>(own: &Stand<'_>, shape: &'a Shape) -> Option<Stand<'a>> {
    let is_other = shape.units != own.place.units || shape.notch != own.shape.notch;
    if is_other || std::ptr::eq(shape, own.shape) {
        return None;
    }
    let room = own.room();
    let lines = room.min(shape.most());
    let white = room - lines;
    let fit = *shape.fit(lines)?;
    (white <= own.white.max(WHITE)).then(|| Stand::new(own.story, (own.place, room), (shape, fit)))
}

#[cfg(test)]
mod tests {
    use super::super::area::{Grid, Place};
    use super::super::measure::Setting;
    use super::super::plan::{Copy, Plan};
    use super::super::shape::Fit;
    use super::*;

    fn form(units: u32, size: u32) -> Shape {
        let setting = Setting { size, head: 4, is_ours: true, ..Setting::plain(units, 40) };
        let fits = vec![Fit { picture: 0, slack: 0, cost: 0 }; 21];
        let (notch, spots, left_out) = (None, Vec::new(), Vec::new());
        Shape { units, setting, notch, spots, left_out, cost: 0, least: 20, fits }
    }

    #[test]
    fn no_more_is_saved_than_a_bill_has_and_white_takes() {
        let bill = |rules: &[(Rule, i64)]| Bill { by_rule: rules.iter().copied().collect() };
        let (shape, place) = (form(2, 28), Place { line: 0, unit: 0, units: 2, lines: 20 });
        let own = Stand { story: 0, place, shape: &shape, fit: shape.fits[0], white: 3 };
        let white = Rule::White.cost(6);
        assert_eq!(savings(&bill(&[(Rule::LeadFirst, 1)]), &own), white);
        let both = bill(&[(Rule::HeadsLevel, 2), (Rule::Cut, 1), (Rule::Order, 9)]);
        assert_eq!(savings(&both, &own), white + Rule::HeadsLevel.cost(2) + Rule::Cut.cost(1));
    }

    #[test]
    fn heads_of_one_size_side_by_side_become_unlike() {
        let ranks = [1, 2, 2];
        let stories = ranks.map(|rank| Copy::of_rank(&format!("r{rank}"), rank)).to_vec();
        let plan = Plan::of(&["news"], stories);
        let grid = Grid::plain(4, 60);
        let forms = [vec![form(4, 48)], vec![form(2, 28)], vec![form(2, 28), form(2, 36)]];
        let own = [vec![0], vec![1], vec![2]];
        let case = Case {
            plan: &plan,
            grid: &grid,
            free: 240,
            stories: &own,
            is_vertical: false,
            first: 1,
        };
        let at = |story: usize, line: u32, unit: u32, lines: u32| {
            let shape = &forms[story][0];
            let place = Place { line, unit, units: shape.units, lines };
            Stand { story, place, shape, fit: shape.fits[0], white: 0 }
        };
        let mut stands = [at(0, 0, 0, 20), at(1, 20, 0, 40), at(2, 20, 2, 40)];
        assert!(judge(&case, &stands).1.by_rule.contains_key(&Rule::HeadsLevel));
        let (cost, bill) = dress(&case, &mut stands, |story| &forms[story]);
        assert!(!bill.by_rule.contains_key(&Rule::HeadsLevel), "{bill:?}");
        assert_eq!((stands[2].shape.setting.size, stands[2].place), (36, at(2, 20, 2, 40).place));
        assert_eq!(judge(&case, &stands).0, cost);
    }
}
