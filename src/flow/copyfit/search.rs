//! [`search`]: the least of each treatment, in the order of the limits, that makes a story fit.

use std::collections::BTreeMap;

use crate::compose::Leeway;
use crate::flow::thread::Item;
use crate::page::model::{Copyfit, Limits, Means, StoryText};
use crate::text::{Extent, Manner};

use super::Remedy;
use super::bench::{Bench, Tried};
use super::work::{Insert, Work};

/// What is done for a story.
pub(super) struct Found {
    pub work: Work,
    /// Its legs are levelled: it is still short.
    pub level: bool,
    pub room: i64,
    /// Lines empty, less those over, before and after.
    pub before: i64,
    pub after: i64,
    pub treatments: Vec<Remedy>,
}

/// None where the story fits as it comes.
pub(super) fn search(bench: Bench<'_>, limits: &Copyfit) -> Option<Found> {
    let short = limits.short as i64;
    let mut search =
        Search { bench, limits, short, work: Work::default(), now: 0, ragged: 0, used: Vec::new() };
    let before = search.bench.settle(&search.work)?.balance;
    if (0..=short).contains(&before) {
        return None;
    }
    search.now = before;
    if before < 0 {
        search.shorten();
    }
    search.ragged = search.bench.try_out(&search.work).map_or(0, |tried| tried.ragged);
    if search.now > short {
        search.lengthen();
    }
    if (0..=short).contains(&search.now) && !search.work.is_none() {
        search.even();
    }
    let room = search.bench.lines_of_room();
    let (after, level) = (search.now, search.now > short);
    let treatments = search.treatments(before);
    let Search { work, .. } = search;
    if work.is_none() && !level {
        return None;
    }
    Some(Found { work, level, room, before, after, treatments })
}

struct Search<'a, 'l> {
    bench: Bench<'a>,
    limits: &'l Copyfit,
    short: i64,
    work: Work,
    /// The balance under `work`, and the lines that stay empty where text should stand.
    now: i64,
    ragged: i64,
    used: Vec<Means>,
}

impl Search<'_, '_> {
    /// Tries what `change` makes of the work, and takes it where `wanted` says so of the balance.
    fn take(
        &mut self,
        change: impl FnOnce(&mut Work),
        wanted: impl FnOnce(i64, i64) -> bool,
    ) -> bool {
        let mut work = self.work.clone();
        change(&mut work);
        let Some(balance) = self.bench.balance(&work) else { return false };
        let takes = wanted(self.now, balance);
        if takes {
            (self.work, self.now) = (work, balance);
        }
        takes
    }

    fn shorten(&mut self) {
        for means in self.limits.order.clone() {
            let before = self.work.clone();
            match means {
                // What is not put in cannot be taken out.
                Means::White => {}
                Means::Picture => self.shrink_pictures(),
                Means::Tracking => self.tighten(),
                Means::Headline => {
                    let most = -self.limits.headline.least;
                    self.fewest(most, |work, step| work.geometry.headline = -step);
                }
                Means::Optional => self.leave_out(),
            }
            if self.work != before {
                self.used.push(means);
            }
            if self.now >= 0 {
                self.relax();
                return;
            }
        }
    }

    /// The fewest of up to `most` steps that are enough, or else that do the most good.
    fn fewest(&mut self, most: i64, set: impl Fn(&mut Work, i64)) {
        let mut best: Option<(i64, i64)> = None;
        for step in 1..=most {
            let mut work = self.work.clone();
            set(&mut work, step);
            let Some(balance) = self.bench.balance(&work) else { break };
            if balance > best.map_or(self.now, |(known, _)| known) {
                best = Some((balance, step));
            }
            if balance >= 0 {
                break;
            }
        }
        if let Some((balance, step)) = best {
            set(&mut self.work, step);
            self.now = balance;
        }
    }

    fn shrink_pictures(&mut self) {
        let most = -self.limits.picture.least;
        for insert in self.bench.pictures() {
            self.fewest(most, |work, lines| _ = work.geometry.pictures.insert(insert, -lines));
            if self.now >= 0 {
                return;
            }
        }
    }

    /// Paragraphs, the longest first: what they give is spread over most lines there.
    fn paragraphs(&self) -> Vec<usize> {
        let words = |(at, item): (usize, &Item)| match item {
            Item::Text(words)
                if words.marks.manner == Manner::Plain
                    && matches!(words.id, StoryText::Body(_)) =>
            {
                Some((at, words.text.text.len()))
            }
            _ => None,
        };
        let mut all: Vec<(usize, usize)> =
            self.bench.items.iter().enumerate().filter_map(words).collect();
        all.sort_by_key(|(at, length)| (std::cmp::Reverse(*length), *at));
        all.into_iter().map(|(at, _)| at).collect()
    }

    fn tighten(&mut self) {
        let paragraphs = self.paragraphs();
        for give in steps(-self.limits.tracking.least) {
            for &at in &paragraphs {
                if self.now >= 0 {
                    return;
                }
                if !self.work.tracking.contains_key(&at) {
                    let leeway = Leeway { extent: Extent::Tight, give };
                    self.take(|work| _ = work.tracking.insert(at, leeway), |now, new| new > now);
                }
            }
        }
    }

    /// From the last, those of higher numbers first.
    fn leave_out(&mut self) {
        let mut all: Vec<(u8, usize)> = Vec::new();
        for (at, item) in self.bench.items.iter().enumerate() {
            if let Some(rank) = item.marks().optional {
                all.push((rank.get(), at));
            }
        }
        all.sort_unstable();
        while let Some((_, at)) = all.pop().filter(|_| self.now < 0) {
            let mut going = vec![at];
            if let Some(subhead) = self.left_over_by(at) {
                // It goes with its text or keeps it.
                match all.iter().position(|(_, other)| *other == subhead) {
                    Some(index) => going.push(all.remove(index).1),
                    None => continue,
                }
            }
            self.take(|work| work.left_out.extend(going), |now, new| new > now);
        }
    }

    /// The subhead that would have no text under it without an item.
    fn left_over_by(&self, item: usize) -> Option<usize> {
        let stays = |at: &usize| !self.work.left_out.contains(at);
        let is_piece = |at: &usize| self.bench.items.get(*at).is_some_and(Item::is_piece);
        let before = (0..item).rev().find(stays).filter(is_piece)?;
        let after = (item + 1..self.bench.items.len()).find(stays);
        let left = after.is_none_or(|at| is_piece(&at)) && !is_piece(&item);
        left.then_some(before)
    }

    /// What a later treatment made needless is taken back, as far as that goes.
    fn relax(&mut self) {
        let enough = |_: i64, new: i64| new >= 0;
        let inserts: Vec<Insert> = self.work.geometry.pictures.keys().copied().collect();
        for insert in inserts {
            while self.work.geometry.pictures.contains_key(&insert)
                && self.take(|work| back(&mut work.geometry.pictures, insert), enough)
            {}
        }
        let tightened: Vec<usize> = self.work.tracking.keys().copied().collect();
        for at in tightened {
            self.take(|work| _ = work.tracking.remove(&at), enough);
        }
        while self.work.geometry.headline < 0
            && self.take(|work| work.geometry.headline += 1, enough)
        {}
        let left_out: Vec<usize> = self.work.left_out.iter().copied().collect();
        let is_piece = |at: usize| self.bench.items.get(at).is_some_and(Item::is_piece);
        let groups: Vec<Vec<usize>> = left_out
            .chunk_by(|one, next| is_piece(*one) && *next == one + 1)
            .map(<[usize]>::to_vec)
            .collect();
        for group in groups {
            // A subhead comes back with its text.
            let come = |work: &mut Work| group.iter().for_each(|at| _ = work.left_out.remove(at));
            self.take(come, enough);
        }
        let work = &self.work;
        self.used.retain(|means| work.amount(*means) != 0);
    }

    fn lengthen(&mut self) {
        for means in self.limits.order.clone() {
            if self.now <= self.short {
                return;
            }
            if self.used.contains(&means) {
                continue;
            }
            let before = self.work.clone();
            match means {
                Means::White => self.put_white(),
                Means::Picture => self.grow_pictures(),
                Means::Tracking => self.loosen(),
                Means::Headline => {
                    for step in 1..=self.limits.headline.most {
                        if !self.fill_up(|work| work.geometry.headline = step) {
                            break;
                        }
                    }
                }
                Means::Optional => {}
            }
            if self.work != before {
                self.used.push(means);
            }
        }
    }

    /// Takes a change that fills lines and leaves none over, unless the story fills its room.
    /// No hole is torn for it: above a picture, or in a leg that the text would pass over.
    fn fill_up(&mut self, change: impl FnOnce(&mut Work)) -> bool {
        if self.now <= self.short {
            return false;
        }
        let mut work = self.work.clone();
        change(&mut work);
        let Some(tried) = self.bench.try_out(&work) else { return false };
        let takes = (0..self.now).contains(&tried.balance) && tried.ragged <= self.ragged;
        if takes {
            (self.work, self.now, self.ragged) = (work, tried.balance, tried.ragged);
        }
        takes
    }

    /// A story that fits ends its legs level, within a line: lines are moved from leg to leg by
    /// white above subheads and by paragraphs of a line less or more, as far as the limits allow.
    fn even(&mut self) {
        let changes = self.changes();
        for change in changes {
            if self.ragged == 0 {
                break;
            }
            let mut work = self.work.clone();
            change.make(&mut work, self.limits);
            let Some(tried) = self.bench.try_out(&work) else { continue };
            if tried.ragged < self.ragged && (0..=self.short).contains(&tried.balance) {
                (self.ragged, self.now, self.work) = (tried.ragged, tried.balance, work);
            }
        }
        let work = &self.work;
        self.used.retain(|means| work.amount(*means) != 0);
        for means in [Means::White, Means::Tracking] {
            if work.amount(means) != 0 && !self.used.contains(&means) {
                self.used.push(means);
            }
        }
    }

    /// What moves lines from leg to leg.
    fn changes(&self) -> Vec<Change> {
        let uses = |means| self.limits.order.contains(&means);
        let mut changes = Vec::new();
        if uses(Means::White) {
            let pieces = self.bench.items.iter().enumerate().filter(|(_, item)| item.heads());
            changes
                .extend(pieces.flat_map(|(at, _)| [Change::MoreWhite(at), Change::LessWhite(at)]));
        }
        if uses(Means::Tracking) {
            let Limits { least, most } = self.limits.tracking;
            for at in self.paragraphs() {
                for (extent, most) in [(Extent::Tight, -least), (Extent::Loose, most)] {
                    let little = steps(most).into_iter().take(2);
                    changes.extend(little.map(|give| Change::Lines(at, Leeway { extent, give })));
                }
            }
        }
        changes
    }

    /// A line of white at a time: around pictures, under the head, above subheads, and again.
    fn put_white(&mut self) {
        let pictures: Vec<Insert> = self.bench.pictures();
        let around = pictures.into_iter().filter(|insert| self.bench.is_within(*insert));
        let mut spots: Vec<Spot> = around.map(Spot::Around).collect();
        if self.bench.has_head() {
            spots.push(Spot::Head);
        }
        let pieces = self.bench.items.iter().enumerate().filter(|(_, item)| item.heads());
        spots.extend(pieces.map(|(at, _)| Spot::Subhead(at)));
        let mut of_legs: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        let mut goes_on = true;
        while goes_on {
            goes_on = false;
            for &spot in &spots {
                let legs = self.legs_of(spot);
                let most = self.limits.white;
                let full = |leg: &(usize, usize)| of_legs.get(leg).copied().unwrap_or(0) >= most;
                if legs.is_empty() || legs.iter().any(full) {
                    continue;
                }
                if self.fill_up(|work| spot.widen(work)) {
                    legs.into_iter().for_each(|leg| *of_legs.entry(leg).or_default() += 1);
                    goes_on = true;
                }
            }
        }
    }

    fn legs_of(&mut self, spot: Spot) -> Vec<(usize, usize)> {
        match spot {
            Spot::Around(insert) => self.bench.legs(Some(insert)),
            Spot::Head => self.bench.legs(None),
            Spot::Subhead(at) => {
                let work = self.work.clone();
                let Some(Tried { settled, .. }) = self.bench.try_out(&work) else {
                    return Vec::new();
                };
                Bench::leg_of(&settled, at).into_iter().collect()
            }
        }
    }

    fn grow_pictures(&mut self) {
        for insert in self.bench.pictures() {
            for lines in 1..=self.limits.picture.most {
                if !self.fill_up(|work| _ = work.geometry.pictures.insert(insert, lines)) {
                    break;
                }
            }
        }
    }

    fn loosen(&mut self) {
        let paragraphs = self.paragraphs();
        for give in steps(self.limits.tracking.most) {
            for &at in &paragraphs {
                if !self.work.tracking.contains_key(&at) {
                    let leeway = Leeway { extent: Extent::Loose, give };
                    self.fill_up(|work| _ = work.tracking.insert(at, leeway));
                }
            }
        }
    }

    /// What each treatment gains, one after the other.
    fn treatments(&mut self, before: i64) -> Vec<Remedy> {
        let mut last = before;
        let mut made = Vec::new();
        for count in 1..=self.used.len() {
            let used = &self.used[..count];
            let work = self.work.only(used);
            let balance = self.bench.settle(&work).map_or(last, |tried| tried.balance);
            let means = self.used[count - 1];
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
}

/// A change that moves lines from leg to leg.
#[derive(Clone, Copy)]
enum Change {
    /// A line more or less above a subhead.
    MoreWhite(usize),
    LessWhite(usize),
    /// A line more or less of a paragraph.
    Lines(usize, Leeway),
}

impl Change {
    fn make(self, work: &mut Work, limits: &Copyfit) {
        match self {
            Change::MoreWhite(at) => {
                let most = u32::try_from(limits.white).unwrap_or(0);
                let lines = work.white.entry(at).or_default();
                *lines = (*lines + 1).min(most);
            }
            Change::LessWhite(at) => match work.white.get_mut(&at) {
                Some(lines) if *lines > 1 => *lines -= 1,
                _ => _ = work.white.remove(&at),
            },
            Change::Lines(at, leeway) => _ = work.tracking.insert(at, leeway),
        }
    }
}

/// A place for white.
#[derive(Clone, Copy)]
enum Spot {
    Around(Insert),
    Head,
    Subhead(usize),
}

impl Spot {
    fn widen(self, work: &mut Work) {
        match self {
            Spot::Around(insert) => *work.geometry.around.entry(insert).or_default() += 1,
            Spot::Head => work.geometry.head += 1,
            Spot::Subhead(at) => *work.white.entry(at).or_default() += 1,
        }
    }
}

/// One line of a picture given back.
fn back(pictures: &mut BTreeMap<Insert, i64>, insert: Insert) {
    match pictures.get_mut(&insert) {
        Some(lines) if *lines < -1 => *lines += 1,
        _ => _ = pictures.remove(&insert),
    }
}

/// A little, more, and all: most paragraphs that give a line give it for little.
fn steps(most: i64) -> Vec<u16> {
    let most = u16::try_from(most).unwrap_or(0);
    let mut steps = vec![most.min(1), most / 3, most * 2 / 3, most];
    steps.retain(|step| *step > 0);
    steps.dedup();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_tried_before_much() {
        assert_eq!(steps(15), [1, 5, 10, 15]);
        assert_eq!(steps(1), [1]);
        assert!(steps(0).is_empty());
    }
}
