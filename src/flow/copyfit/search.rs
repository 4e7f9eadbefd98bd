//! [`search`]: of some attempts the first that makes a story fit, or else the best.

use crate::compose::Leeway;
use crate::page::model::{Copyfit, Means};
use crate::text::Extent;

use super::Remedy;
use super::attempt::{Attempt, Caps, attempt, resumed};
use super::bench::{Bench, Tried};
use super::work::Work;

/// More lines than any room has.
const ANY: usize = 1 << 40;

/// Trials after which no further attempt is begun.
const MOST: u64 = 150;

/// A story that is short by more than these lines gets no white where two lines a leg stay empty for all
/// that.
const MUCH: i64 = 8;

/// What is done for a story.
pub(super) struct Found {
    pub work: Work,
    /// Of those that stay empty a house advertisement takes so many.
    pub filled: i64,
    /// Its legs are levelled: it is still short.
    pub level: bool,
    pub room: i64,
    /// Lines empty, less those over, untreated and treated.
    pub before: i64,
    pub after: i64,
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
    let untreated = bench.settle(&Work::default())?;
    let before = untreated.balance;
    if (0..=short).contains(&before) {
        return None;
    }
    let mut made = best(&mut bench, limits, &untreated)?;
    // A treatment is used only when those before it do not suffice, in whatever steps.
    while made.worth == Worth::FITS {
        let Some(fewer) = without_last(&mut bench, limits, (&made, before)) else { break };
        match best(&mut bench, &fewer, &untreated).filter(|fewer| fewer.worth == Worth::FITS) {
            Some(other) => made = other,
            None => break,
        }
    }
    if made.worth != Worth::FITS {
        // Where lines stand alone it has room as it comes: a treatment that does no better is left.
        let left = bench.left_with_lone_lines();
        if left.is_some_and(|left| made.worth >= Worth::of_empty((left - short).max(0))) {
            return None;
        }
    }
    let mut is_loose = made.worth.over > 0 && bench.has_room_with_lone_lines(&made.work);
    if made.worth.over > 0
        && !is_loose
        && let Some(loose) = with_lone_lines(&mut bench, limits, &untreated)
    {
        (made, is_loose) = (loose, true);
    }
    if !is_loose {
        made = without_idle_white(&mut bench, made, &untreated);
        made = as_little_as_is_enough(&mut bench, made, (&untreated, limits));
    }
    let Made { work, used, after, .. } = made;
    let level = after > short;
    if work.is_none() && !level {
        return None;
    }
    let room = bench.lines_of_room();
    let treatments = treatments_in_order(&mut bench, (&work, used), (limits, before));
    Some(Found { work, filled: 0, level, room, before, after, short, treatments })
}

/// Where no way keeps all rules, one by which the story has room once lines may stand alone (O010), which is the
/// lesser fault: of fewer and fewer of the order, or of one treatment alone.
fn with_lone_lines(bench: &mut Bench<'_>, limits: &Copyfit, untreated: &Tried) -> Option<Made> {
    let order = &limits.order;
    let first = (1..order.len()).rev().map(|count| order[..count].to_vec());
    let alone = order.iter().skip(1).map(|means| vec![*means]);
    let all: Vec<Vec<Means>> = first.chain(alone).collect();
    all.into_iter().find_map(|order| {
        let fewer = Copyfit { order, ..limits.clone() };
        let made = best(bench, &fewer, untreated)?;
        bench.has_room_with_lone_lines(&made.work).then_some(made)
    })
}

/// Leaves white out that fills nothing up: above what begins its leg; and all of it where more lines
/// stay empty for all that than are seen as level feet.
fn without_idle_white(bench: &mut Bench<'_>, made: Made, untreated: &Tried) -> Made {
    let Made { mut work, mut used, after, worth } = made;
    if let Some(tried) = bench.settle(&work) {
        work.white.retain(|at, _| tried.leg_of(*at).is_some());
    }
    let seen = if untreated.balance > MUCH { bench.legs_of_room() * 2 } else { i64::MAX };
    let others: Vec<Means> = used.iter().copied().filter(|means| *means != Means::White).collect();
    let tried = Some(work.only(&others)).filter(|_| after > seen && others.len() < used.len());
    let tried = tried.and_then(|work| Some((bench.settle(&work)?, work)));
    match tried {
        Some((tried, less)) if tried.few <= untreated.few && tried.hollow <= untreated.hollow => {
            let worth = Worth::of(&tried, untreated, 0);
            Made { work: less, used: others, after: tried.balance, worth }
        }
        _ => {
            used.retain(|means| work.amount(*means) != 0);
            Made { work, used, after, worth }
        }
    }
}

/// Leaves out what does no good, and narrows gaps by no more than gives the same lines.
fn as_little_as_is_enough(
    bench: &mut Bench<'_>,
    made: Made,
    (untreated, limits): (&Tried, &Copyfit),
) -> Made {
    let short = limits.short as i64;
    let Made { mut work, mut used, after, worth } = made;
    for means in used.clone().into_iter().rev() {
        let others: Vec<Means> = used.iter().copied().filter(|other| *other != means).collect();
        let less = work.only(&others);
        let tried = bench.settle(&less).filter(|tried| tried.balance == after);
        // A picture's lines may take the place of white: without it a leg may have more than its limit.
        let now = bench.settle(&work).map_or(0, |now| now.hollow);
        let is_enough = tried.is_some_and(|tried| {
            let most = bench.white_in_legs(&less, &tried).into_values().max();
            Worth::of(&tried, untreated, short) <= worth
                && most.unwrap_or(0) <= limits.white
                // What fills a hole does good, whether or not it was there before.
                && tried.hollow <= now
        });
        if is_enough {
            (work, used) = (less, others);
        }
    }
    let Some(now) = bench.settle(&work) else { return Made { work, used, after, worth } };
    let tight: Vec<(usize, Leeway)> =
        work.tracking.iter().map(|(at, leeway)| (*at, *leeway)).collect();
    for (at, leeway) in tight.into_iter().filter(|(_, leeway)| leeway.extent == Extent::Tight) {
        let (mut least, mut most) = (0, leeway.give);
        while least + 1 < most {
            let give = least + (most - least) / 2;
            let mut less = work.clone();
            less.tracking.insert(at, Leeway { give, ..leeway });
            let same = bench.settle(&less).is_some_and(|tried| tried.is_as_good_as(&now));
            if same { most = give } else { least = give }
        }
        work.tracking.insert(at, Leeway { give: most, ..leeway });
    }
    Made { work, used, after, worth }
}

/// The first of some attempts that makes it fit, or else the best and what steps from there make of it.
fn best(bench: &mut Bench<'_>, limits: &Copyfit, untreated: &Tried) -> Option<Made> {
    let spent = bench.spent();
    let mut made = Made::of(attempt(bench, limits, Caps::default())?, untreated);
    if made.worth.over == 0 {
        // Steps took more lines than were over, or did not come out even.
        let others: Vec<Caps> = smaller(&made).into_iter().chain(in_other_order(&made)).collect();
        for caps in others {
            if made.worth == Worth::FITS || bench.spent() - spent > MOST {
                break;
            }
            let other = attempt(bench, limits, caps).map(|made| Made::of(made, untreated));
            made = other.filter(|other| other.worth < made.worth).unwrap_or(made);
        }
    }
    Some(if made.worth == Worth::FITS { made } else { closer(bench, limits, (made, untreated)) })
}

/// Steps from the best attempt, or else from the story as it comes.
fn closer(bench: &mut Bench<'_>, limits: &Copyfit, (made, untreated): (Made, &Tried)) -> Made {
    let starts = [(made.work.clone(), made.used.clone()), (Work::default(), Vec::new())];
    let mut best = made;
    for start in starts {
        let Some(mut attempt) = resumed(bench, limits, start) else { break };
        attempt.close(untreated.balance);
        if attempt.fits() {
            attempt.even();
        }
        let other = Made::of(attempt, untreated);
        if other.worth < best.worth {
            best = other;
        }
        if best.worth == Worth::FITS {
            break;
        }
    }
    if best.worth != Worth::FITS
        && let Some(mut attempt) = resumed(bench, limits, (Work::default(), Vec::new()))
    {
        let start = attempt.seek(&best.work, untreated);
        let other = Made::of(attempt, untreated);
        if start && other.worth < best.worth {
            best = other;
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
    let wanted = |remedy: &&Remedy| match remedy.lines {
        0 => remedy.means.shortens(remedy.amount) == (before < 0),
        lines => lines.signum() == -before.signum(),
    };
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
    worth: Worth,
}

/// What an attempt is worth: the least is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Worth {
    over: i64,
    /// Lines in holes among the text that there were not before, and those by which text under pictures
    /// became too shallow: none is worth a line less at the end.
    hollow: i64,
    /// Lines empty beyond what may be, at the end, and where legs are less level than before.
    empty: i64,
}

impl Worth {
    pub(super) const FITS: Worth = Worth::of_empty(0);

    /// Of a story under some work, beside it as it comes.
    pub(super) fn of(tried: &Tried, untreated: &Tried, short: i64) -> Worth {
        let rough = (tried.ragged - tried.hollow) - (untreated.ragged - untreated.hollow);
        let hollow = (tried.hollow - untreated.hollow).max(0);
        Worth {
            over: (-tried.balance).max(0),
            hollow: hollow + (tried.few - untreated.few).max(0),
            empty: (tried.balance - short).max(0) + rough.max(0),
        }
    }

    /// Lines by which it is wrong.
    pub(super) fn lines(self) -> i64 {
        self.over + self.hollow + self.empty
    }

    const fn of_empty(empty: i64) -> Worth {
        Worth { over: 0, hollow: 0, empty }
    }
}

impl Made {
    fn of(attempt: Attempt<'_, '_, '_>, untreated: &Tried) -> Made {
        let after = attempt.now();
        let Attempt { work, used, tried, short, .. } = attempt;
        let worth = Worth::of(&tried, untreated, short);
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

/// What does what is wanted, as the limits order it; then what makes good what that took too much.
fn in_order(work: &Work, mut used: Vec<Means>, (limits, before): (&Copyfit, i64)) -> Vec<Means> {
    let place = |means: &Means| limits.order.iter().position(|other| other == means);
    let is_against = |means: &Means| means.shortens(work.amount(*means)) != (before < 0);
    used.sort_by_key(|means| (is_against(means), place(means)));
    used
}

/// What each treatment gains, one after the other, in an order in which each gains something without which the story
/// would not fit, if there is one: a step may do its part behind another alone. What only levels legs gains
/// nothing. They are told as the limits order them.
fn treatments_in_order(
    bench: &mut Bench<'_>,
    (work, used): (&Work, Vec<Means>),
    (limits, before): (&Copyfit, i64),
) -> Vec<Remedy> {
    let order = in_order(work, used.clone(), (limits, before));
    let short = limits.short as i64;
    let needed: Vec<Means> = order
        .iter()
        .copied()
        .filter(|means| {
            let others: Vec<Means> = order.iter().copied().filter(|other| other != means).collect();
            let without = bench.settle(&work.only(&others));
            without.is_some_and(|tried| !(0..=short).contains(&tried.balance))
        })
        .collect();
    let is_idle = |remedy: &&Remedy| remedy.lines == 0 && needed.contains(&remedy.means);
    let idle = |told: &[Remedy]| told.iter().filter(is_idle).count();
    let mut told = treatments(bench, (work, &order), before);
    for other in [used].into_iter().chain(orders(&order)) {
        if idle(&told) == 0 {
            break;
        }
        let found = treatments(bench, (work, &other), before);
        if idle(&found) < idle(&told) {
            told = found;
        }
    }
    told.sort_by_key(|remedy| order.iter().position(|means| *means == remedy.means));
    told
}

/// So many other orders are looked at: all of four treatments.
const ORDERS: usize = 24;

/// The orders in which treatments can be counted, the reverse first.
fn orders(of: &[Means]) -> Vec<Vec<Means>> {
    let mut all = vec![Vec::new()];
    for means in of {
        let longer = |order: &Vec<Means>| {
            let order = order.clone();
            (0..=order.len()).map(move |at| [&order[..at], &[*means], &order[at..]].concat())
        };
        all = all.iter().flat_map(longer).take(ORDERS).collect();
    }
    all
}

/// What each treatment gains, one after the other.
fn treatments(bench: &mut Bench<'_>, (work, used): (&Work, &[Means]), before: i64) -> Vec<Remedy> {
    let mut last = before;
    let mut made = Vec::new();
    let white = bench.settle(work).map_or(0, |tried| bench.white_of(work, &tried));
    for (count, &means) in (1..).zip(used) {
        let part = work.only(&used[..count]);
        let balance = bench.settle(&part).map_or(last, |tried| tried.balance);
        let lines = balance - last;
        let amount = match means {
            // A line under the head is one in each of its legs.
            // Around an outline lines get shorter, and none is lost.
            Means::White if white != 0 => white,
            _ => work.amount(means),
        };
        made.push(Remedy { means, amount, lines });
        last = balance;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treatments_are_counted_in_every_order() {
        let of = [Means::White, Means::Picture, Means::Tracking];
        let all = orders(&of);
        assert_eq!(all.len(), 6);
        assert_eq!(all[0], [Means::Tracking, Means::Picture, Means::White]);
        assert!((0..6).all(|at| !all[..at].contains(&all[at])));
        assert_eq!(orders(&Means::ALL).len(), ORDERS);
    }
}
