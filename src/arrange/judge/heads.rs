//! Heads of two stories as a desk looks at them: side by side, and one over the other.

use super::super::problem::Stand;
use super::super::rules::{BRIEF, Rule, are_alike};
use super::{Bill, Case, head, head_place, shared};

/// Heads further apart than this, in lines, are not compared.
const FAR: u32 = 24;

/// Whether two heads read as one: at one height beside each other, one under the other on a vertical page, or
/// there at the tops of two stories in a row.
pub(super) fn side_by_side(case: &Case<'_>, one: &Stand<'_>, other: &Stand<'_>) -> bool {
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

/// Two heads as a desk looks at them; on a horizontal page `upper` stands over the other or left of it,
/// on a vertical one to its right or over it.
pub(super) fn heads(case: &Case<'_>, upper: &Stand<'_>, lower: &Stand<'_>, bill: &mut Bill) {
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
