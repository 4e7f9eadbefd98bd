//! [`search`]: of some attempts the first that makes a story fit, or else the best.

use crate::page::model::{Copyfit, Means};

use super::Remedy;
use super::attempt::{Attempt, Caps, attempt, resumed};
use super::bench::Bench;
use super::work::Work;

/// More lines than any room has.
const ANY: usize = 1 << 40;

/// Trials after which no further attempt is begun.
const MOST: u64 = 150;

/// What is done for a story.
pub(super) struct Found {
    pub work: Work,
    /// Its legs are levelled: it is still short.
    pub level: bool,
    pub room: i64,
    /// Lines empty, less those over, untreated.
    pub before: i64,
    /// Lines that may stay empty.
    pub short: i64,
    pub treatments: Vec<Remedy>,
}

/// None where the story fits as it comes.
pub(super) fn search(mut bench: Bench<'_>, limits: &Copyfit) -> Option<Found> {
    let (short, limits) = match bench.is_as_deep_as_text() {
        false => (limits.short as i64, limits.clone()),
        true => (ANY as i64, Copyfit { short: ANY, ..limits.clone() }),
    };
    let limits = &limits;
    let before = bench.settle(&Work::default())?.balance;
    if (0..=short).contains(&before) {
        return None;
    }
    let mut made = best(&mut bench, limits, before)?;
    // A treatment is used only when those before it do not suffice, in whatever steps.
    while made.worth == (0, 0) {
        let Some(fewer) = without_last(&mut bench, limits, (&made, before)) else { break };
        match best(&mut bench, &fewer, before).filter(|fewer| fewer.worth == (0, 0)) {
            Some(other) => made = other,
            None => break,
        }
    }
    if made.worth != (0, 0) {
        // Where lines stand alone it has room as it comes: a treatment that does no better is left.
        let left = bench.left_with_lone_lines();
        if left.is_some_and(|left| made.worth >= (0, (left - short).max(0))) {
            return None;
        }
    }
    let Made { work, used, after, .. } = made;
    let level = after > short;
    if work.is_none() && !level {
        return None;
    }
    let room = bench.lines_of_room();
    let mut treatments = treatments(&mut bench, (&work, &used), before);
    // What legs leave empty for it is no white.
    let most = limits.white * bench.legs_of_room();
    for white in treatments.iter_mut().filter(|remedy| remedy.means == Means::White) {
        white.amount = white.amount.min(most);
    }
    Some(Found { work, level, room, before, short, treatments })
}

/// The first of some attempts that makes it fit, or else the best and what steps from there make of it.
fn best(bench: &mut Bench<'_>, limits: &Copyfit, before: i64) -> Option<Made> {
    let spent = bench.spent();
    let mut made = Made::of(attempt(bench, limits, Caps::default())?);
    if made.worth.0 == 0 {
        // Steps took more lines than were over, or did not come out even.
        let others: Vec<Caps> = smaller(&made).into_iter().chain(in_other_order(&made)).collect();
        for caps in others {
            if made.worth == (0, 0) || bench.spent() - spent > MOST {
                break;
            }
            let other = attempt(bench, limits, caps).map(Made::of);
            made = other.filter(|other| other.worth < made.worth).unwrap_or(made);
        }
    }
    Some(if made.worth == (0, 0) { made } else { closer(bench, limits, (made, before)) })
}

/// Steps from the best attempt, or else from the story as it comes.
fn closer(bench: &mut Bench<'_>, limits: &Copyfit, (made, before): (Made, i64)) -> Made {
    let starts = [(made.work.clone(), made.used.clone()), (Work::default(), Vec::new())];
    let mut best = made;
    for start in starts {
        let Some(mut attempt) = resumed(bench, limits, start) else { break };
        attempt.close(before);
        if attempt.fits() {
            attempt.even();
        }
        let other = Made::of(attempt);
        if other.worth < best.worth {
            best = other;
        }
        if best.worth == (0, 0) {
            break;
        }
    }
    best
}

/// The limits without the last of the treatments that did what was wanted, and without those behind
/// it.
fn without_last(
    bench: &mut Bench<'_>,
    limits: &Copyfit,
    (made, before): (&Made, i64),
) -> Option<Copyfit> {
    let done = treatments(bench, (&made.work, &made.used), before);
    let wanted = |remedy: &&Remedy| remedy.lines.signum() == -before.signum();
    let did: Vec<Means> = done.iter().filter(wanted).map(|remedy| remedy.means).collect();
    let last = limits.order.iter().rposition(|means| did.contains(means));
    let last = last.filter(|last| *last > 0)?;
    Some(Copyfit { order: limits.order[..last].to_vec(), ..limits.clone() })
}

/// What an attempt came to.
struct Made {
    work: Work,
    used: Vec<Means>,
    after: i64,
    /// Lines over; lines empty beyond what may be. The least is the best.
    worth: (i64, i64),
}

impl Made {
    fn of(attempt: Attempt<'_, '_, '_>) -> Made {
        let after = attempt.now();
        let empty = (after - attempt.short).max(0);
        let worth = ((-after).max(0), empty);
        let Attempt { work, used, .. } = attempt;
        Made { work, used, after, worth }
    }
}

/// The caps under which one of the treatments that shortened a story does a step less or nothing,
/// the last first.
fn smaller(made: &Made) -> Vec<Caps> {
    let work = &made.work;
    let none = Caps::default();
    let under = |means: &Means| {
        let by = work.amount(*means).abs();
        let fewer = [by - 1, 0].into_iter().take(if by > 1 { 2 } else { 1 });
        let caps = fewer.filter_map(|most| match means {
            Means::Picture if work.amount(*means) < 0 => Some(Caps { picture: most, ..none }),
            Means::Headline if work.amount(*means) < 0 => Some(Caps { headline: most, ..none }),
            Means::Optional => Some(Caps { optional: most as usize, ..none }),
            Means::Tracking if work.amount(*means) < 0 => Some(Caps { tracking: false, ..none }),
            _ => None,
        });
        let mut caps: Vec<Caps> = caps.collect();
        caps.dedup();
        caps
    };
    made.used.iter().rev().flat_map(under).collect()
}

/// What filled lines up waits for the rest of the order, or white is put in at other places first.
fn in_other_order(made: &Made) -> Vec<Caps> {
    let none = Caps::default();
    let filled = made.used.iter().filter(|means| made.work.amount(**means) > 0);
    let later = filled.filter(|means| **means != Means::Optional);
    let mut caps: Vec<Caps> = later.map(|means| Caps { last: Some(*means), ..none }).collect();
    caps.extend([1, 2].map(|turn| Caps { turn, ..none }));
    caps
}

/// What each treatment gains, one after the other.
fn treatments(bench: &mut Bench<'_>, (work, used): (&Work, &[Means]), before: i64) -> Vec<Remedy> {
    let mut last = before;
    let mut made = Vec::new();
    for (count, &means) in (1..).zip(used) {
        let part = work.only(&used[..count]);
        let balance = bench.settle(&part).map_or(last, |tried| tried.balance);
        let lines = balance - last;
        let amount = match means {
            // A line under the head is one in each of its legs.
            Means::White if lines < 0 => -lines,
            _ => work.amount(means),
        };
        made.push(Remedy { means, amount, lines });
        last = balance;
    }
    made
}
