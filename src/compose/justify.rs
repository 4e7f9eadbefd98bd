//! Justification: what is over or short is shared out among the joints of a line, tier by tier
//! in the order of R49 and R50, to the last unit.

use crate::measure::Length;

use super::line::{Adjustment, LineFit};
use super::nodes::{Ending, Gap, Joint, Nodes, SHRINK_TIERS};
use super::western::LETTERS_APART;
use crate::chars::Class;

const SHRINK_NAMES: [&str; SHRINK_TIERS] = ["R49.2", "R49.3", "R49.4", "R49.5", "R49.6", "R49.7"];
/// What a paragraph gives up to take a line less.
const GIVEN: &str = "fit";

/// The part of an em by which figures are set apart at most, where nothing else fills a line (R51).
const FIGURES_APART: i64 = 10;

/// What a line is over (negative) or short, and what each joint of R50.3 may lose beyond R49.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub rest: Length,
    pub give: Length,
}

/// Shares `rest` out among the joints `from..to - 1`: the change of each goes into `changes`.
/// Gives what could not be shared.
pub(super) fn justify(
    nodes: &Nodes,
    (from, to): (usize, usize),
    Due { rest, give }: Due,
    em: Length,
    changes: &mut Vec<Length>,
    adjustments: &mut Vec<Adjustment>,
) -> (Length, LineFit) {
    let joints = nodes.joints.get(from..to.saturating_sub(1)).unwrap_or(&[]);
    changes.clear();
    changes.resize(joints.len(), Length::ZERO);
    if rest == Length::ZERO {
        return (rest, LineFit::Natural);
    }
    let mut left = rest;
    if rest < Length::ZERO {
        for (tier, name) in SHRINK_NAMES.iter().enumerate() {
            let used = share(changes, -left, |at| joints[at].shrink(tier), Sign::Minus);
            left += used;
            note(adjustments, name, -used);
        }
        let most = |at: usize| if joints[at].stretch { give } else { Length::ZERO };
        let used = share(changes, -left, most, Sign::Minus);
        left += used;
        note(adjustments, GIVEN, -used);
        let fit = if left < Length::ZERO { LineFit::Overfull } else { LineFit::Squeezed };
        return (left, fit);
    }
    for (kind, name) in [(Gap::Word, "R50.1"), (Gap::Auto, "R50.2")] {
        let most = |at: usize| {
            if joints[at].kind == kind { joints[at].gap_stretch } else { Length::ZERO }
        };
        let used = share(changes, left, most, Sign::Plus);
        left -= used;
        note(adjustments, name, used);
    }
    let stretches = joints.iter().filter(|joint| joint.stretch).count() as i64;
    let mut fit = LineFit::Spread;
    if nodes.western && stretches == 0 {
        let limit = em / LETTERS_APART;
        let most = |at: usize| if joints[at].letters { limit } else { Length::ZERO };
        let used = share(changes, left, most, Sign::Plus);
        left -= used;
        note(adjustments, "R51", used);
    }
    if stretches > 0 {
        let limit = em / 4;
        let most = |at: usize| if joints[at].stretch { limit } else { Length::ZERO };
        let used = share(changes, left, most, Sign::Plus);
        left -= used;
        note(adjustments, "R50.3", used);
    }
    if left.is_positive() && stretches == 0 {
        // Nothing else to grow: gaps between Han and Western text go to half an em (R50).
        let rooms: Vec<Length> = joints
            .iter()
            .zip(&*changes)
            .map(|(joint, &change)| match joint.kind {
                Gap::Auto => (em / 2 - joint.gap - change).max(Length::ZERO),
                _ => Length::ZERO,
            })
            .collect();
        let used = share(changes, left, |at| rooms[at], Sign::Plus);
        left -= used;
        note(adjustments, "R50.2", used);
    }
    if left.is_positive() {
        // R50: the blanks between Korean words stay the widest of their line, and the syllables of one word are not
        // driven apart for want of a blank.
        let korean = |joint: &Joint| {
            joint.part == Ending::Syllable
                || joint.kind == Gap::Word && joint.gap + joint.gap_stretch >= em
        };
        let limit = if joints.iter().any(korean) { em / 4 } else { left };
        let most = |at: usize| if joints[at].stretch { limit } else { Length::ZERO };
        let used = share(changes, left, most, Sign::Plus);
        note(adjustments, "R50.4", used);
        left -= used;
        fit = LineFit::Loose;
    }
    // Letters of a line of one word are spaced as a last resort, by a quarter of an em at most, figures by a tenth: what is
    // wider stays ragged (R56), and so does a line whose word spaces have half an em each (R46).
    let words = joints.iter().any(|joint| joint.kind == Gap::Word);
    let letters = joints.iter().filter(|joint| joint.letters && !words).count() as i64;
    let class = |at: usize| nodes.clusters.get(from + at).map(|cluster| cluster.class);
    let figures = |at: usize| class(at) == Some(Class::Nu) && class(at + 1) == Some(Class::Nu);
    let number = (0..joints.len()).any(|at| joints[at].letters && figures(at));
    let apart = if number { em / FIGURES_APART } else { em / 4 };
    if left.is_positive() && left <= apart * letters {
        let most = |at: usize| if joints[at].letters { left } else { Length::ZERO };
        let used = share(changes, left, most, Sign::Plus);
        note(adjustments, "R51", used);
        left -= used;
    }
    (left, fit)
}

fn note(adjustments: &mut Vec<Adjustment>, tier: &'static str, amount: Length) {
    if amount != Length::ZERO {
        adjustments.push(Adjustment { tier, amount });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
}

/// Shares `need` in proportion to what each joint has to give, the remainder unit by unit from
/// the line's start; gives how much found a place.
fn share(
    changes: &mut [Length],
    need: Length,
    most: impl Fn(usize) -> Length,
    sign: Sign,
) -> Length {
    if need <= Length::ZERO {
        return Length::ZERO;
    }
    let total: i128 = (0..changes.len()).map(|at| i128::from(most(at).units())).sum();
    if total == 0 {
        return Length::ZERO;
    }
    let used = i128::from(need.units()).min(total);
    let part = |at: usize| part_of(most(at).units(), used, total);
    let mut rest = used as i64 - (0..changes.len()).map(part).sum::<i64>();
    for (at, change) in changes.iter_mut().enumerate() {
        let mut amount = part(at);
        if rest > 0 && amount < most(at).units() {
            amount += 1;
            rest -= 1;
        }
        let amount = Length::from_units(amount);
        *change += if sign == Sign::Plus { amount } else { -amount };
    }
    Length::from_units(used as i64)
}

/// `cap · used / total`; what fits a word is divided as one.
fn part_of(cap: i64, used: i128, total: i128) -> i64 {
    if used == total || cap == 0 {
        return cap;
    }
    match (i64::try_from(used), i64::try_from(total)) {
        (Ok(used), Ok(total)) if cap.checked_mul(used).is_some() => cap * used / total,
        _ => (i128::from(cap) * used / total) as i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_to_the_last_unit() {
        let caps = [3, 0, 3, 3].map(Length::from_units);
        for need in 0..12 {
            let mut changes = vec![Length::ZERO; 4];
            let used = share(&mut changes, Length::from_units(need), |at| caps[at], Sign::Plus);
            assert_eq!(used.units(), need.min(9));
            assert_eq!(changes.iter().copied().sum::<Length>(), used);
            assert!(changes.iter().zip(caps).all(|(change, cap)| *change <= cap));
        }
    }
}
