//! [`attempt`]: the least of each treatment, in the order of the limits, until a story fits.

use std::collections::BTreeMap;

use crate::compose::Leeway;
use crate::page::model::{Copyfit, Means};
use crate::text::Extent;

use super::bench::{Bench, Tried};
use super::going;
use super::work::{Insert, Work};

/// How much of what takes lines away in steps an attempt may use: of a step that is too large
/// one less, and another treatment for the rest, may come out even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Caps {
    /// Lines of pictures in all.
    pub picture: i64,
    pub headline: i64,
    /// Pieces.
    pub optional: usize,
    /// Whether paragraphs may be tightened.
    pub tracking: bool,
    /// What fills lines up only when the rest of the order has.
    pub last: Option<Means>,
    /// At which of its places white is put in first.
    pub turn: usize,
}

impl Default for Caps {
    fn default() -> Caps {
        let (picture, headline, optional) = (i64::MAX, i64::MAX, usize::MAX);
        Caps { picture, headline, optional, tracking: true, last: None, turn: 0 }
    }
}

/// What may come of filling lines up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holes {
    /// No line stays empty within the text that was not before.
    Unchanged,
    /// One may, if more are filled at its end and no hole is seen for it.
    Paid,
}

/// A story on its way to fit.
pub(super) struct Attempt<'s, 'a, 'l> {
    pub bench: &'s mut Bench<'a>,
    pub limits: &'l Copyfit,
    caps: Caps,
    pub short: i64,
    pub work: Work,
    /// What comes of `work`.
    pub tried: Tried,
    pub used: Vec<Means>,
}

/// A story as some work leaves it; none of one that was tried out too often.
pub(super) fn resumed<'s, 'a, 'l>(
    bench: &'s mut Bench<'a>,
    limits: &'l Copyfit,
    (work, used): (Work, Vec<Means>),
) -> Option<Attempt<'s, 'a, 'l>> {
    let tried = bench.try_out(&work)?;
    let (caps, short) = (Caps::default(), limits.short as i64);
    Some(Attempt { bench, limits, caps, short, work, tried, used })
}

/// Treats a story; none of one that was tried out too often.
pub(super) fn attempt<'s, 'a, 'l>(
    bench: &'s mut Bench<'a>,
    limits: &'l Copyfit,
    caps: Caps,
) -> Option<Attempt<'s, 'a, 'l>> {
    let work = Work::default();
    let tried = bench.try_out(&work)?;
    let short = limits.short as i64;
    let mut attempt = Attempt { bench, limits, caps, short, work, tried, used: Vec::new() };
    if attempt.now() < 0 {
        attempt.shorten();
    }
    let shortened = attempt.used.clone();
    let (order, last) = (&limits.order, |means: &Means| caps.last == Some(*means));
    let first: Vec<Means> = order.iter().copied().filter(|means| !last(means)).collect();
    let then: Vec<Means> = order.iter().copied().filter(last).collect();
    for means in first.into_iter().chain(then).filter(|means| !shortened.contains(means)) {
        // The next only when this does not suffice, though it may cost more.
        for holes in [Holes::Unchanged, Holes::Paid] {
            attempt.lengthen(means, holes);
        }
    }
    if attempt.fits() && !attempt.work.is_none() {
        attempt.even();
    }
    Some(attempt)
}

impl Attempt<'_, '_, '_> {
    /// Lines empty, less those over.
    pub(super) fn now(&self) -> i64 {
        self.tried.balance
    }

    pub(super) fn fits(&self) -> bool {
        (0..=self.short).contains(&self.now())
    }

    /// Tries what `change` makes of the work, and takes it where `wanted` says so of the balance.
    fn take(
        &mut self,
        change: impl FnOnce(&mut Work),
        wanted: impl FnOnce(i64, i64) -> bool,
    ) -> bool {
        let mut work = self.work.clone();
        change(&mut work);
        let Some(tried) = self.bench.try_out(&work) else { return false };
        let takes = wanted(self.now(), tried.balance);
        if takes {
            (self.work, self.tried) = (work, tried);
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
                    let most = (-self.limits.headline.least).min(self.caps.headline);
                    self.fewest(most, |work, step| work.geometry.headline = -step);
                }
                Means::Optional => self.leave_out(),
            }
            if self.work != before {
                self.used.push(means);
            }
            if self.now() >= 0 {
                self.relax();
                return;
            }
        }
    }

    /// The fewest of up to `most` steps that are enough, or else that do the most good.
    fn fewest(&mut self, most: i64, set: impl Fn(&mut Work, i64)) {
        let mut best: Option<(i64, Tried)> = None;
        for step in 1..=most {
            let mut work = self.work.clone();
            set(&mut work, step);
            // A step that cannot be is passed over: the next may be.
            let Some(tried) = self.bench.try_out(&work) else { continue };
            let balance = tried.balance;
            if balance > best.as_ref().map_or(self.now(), |(_, known)| known.balance) {
                best = Some((step, tried));
            }
            if balance >= 0 {
                break;
            }
        }
        if let Some((step, tried)) = best {
            set(&mut self.work, step);
            self.tried = tried;
        }
    }

    fn shrink_pictures(&mut self) {
        for insert in self.bench.pictures() {
            let left = self.caps.picture.saturating_add(self.work.amount(Means::Picture));
            let most = (-self.limits.picture.least).min(left);
            self.fewest(most, |work, lines| _ = work.geometry.pictures.insert(insert, -lines));
            if self.now() >= 0 {
                return;
            }
        }
    }

    fn tighten(&mut self) {
        let steps = steps(-self.limits.tracking.least);
        let most = steps.last().filter(|_| self.caps.tracking).copied();
        let Some(most) = most else { return };
        if self.bench.takers(Leeway { extent: Extent::Tight, give: most }).is_empty() {
            return;
        }
        for give in steps {
            let leeway = Leeway { extent: Extent::Tight, give };
            for at in self.bench.takers(leeway) {
                if self.now() >= 0 {
                    return;
                }
                if !self.work.tracking.contains_key(&at) {
                    self.take(|work| _ = work.tracking.insert(at, leeway), |now, new| new > now);
                }
            }
        }
    }

    /// A story that is far too long loses several at a time, so that trials are left for the last of them.
    fn leave_out_many(&mut self) {
        const FAR: i64 = 32;
        const AT_ONCE: usize = 16;
        let items = self.bench.items;
        while self.now() < -FAR {
            let mut work = self.work.clone();
            for _ in 0..AT_ONCE {
                let Some(going) = going::next(items, &work, |_| true) else { break };
                if work.left_out.len() + going.len() > self.caps.optional {
                    break;
                }
                going::leave_out(items, &mut work, &going);
            }
            let still_over = |now: i64, new: i64| new > now && new <= 0;
            if work == self.work || !self.take(|of| *of = work, still_over) {
                return;
            }
        }
    }

    /// As they go; one that does the story no good stays, and the next is tried.
    fn leave_out(&mut self) {
        self.leave_out_many();
        let mut stays: Vec<usize> = Vec::new();
        while self.now() < 0 {
            let tried = |at: &usize| !stays.contains(at);
            let Some(going) = going::next(self.bench.items, &self.work, tried) else { return };
            if self.work.left_out.len() + going.len() > self.caps.optional {
                return;
            }
            stays.extend(&going);
            let items = self.bench.items;
            self.take(|work| going::leave_out(items, work, &going), |now, new| new > now);
        }
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
        // Of a higher number none comes back while one of a lower stays out, which was to go later.
        let mut out: Option<u8> = None;
        for (rank, group) in going::coming_back(self.bench.items, &self.work) {
            if out.is_some_and(|out| out < rank) {
                break;
            }
            // A subhead comes back with its text.
            let items = self.bench.items;
            if !self.take(|work| going::bring_back(items, work, &group), enough) {
                out = out.or(Some(rank));
            }
        }
        let work = &self.work;
        self.used.retain(|means| work.amount(*means) != 0);
    }

    /// By what did not shorten it.
    fn lengthen(&mut self, means: Means, holes: Holes) {
        if self.now() <= self.short {
            return;
        }
        let before = self.work.clone();
        match means {
            Means::White => self.put_white(holes),
            Means::Picture => self.grow_pictures(holes),
            Means::Tracking => self.loosen(holes),
            Means::Headline => {
                for step in self.work.geometry.headline + 1..=self.limits.headline.most {
                    if !self.fill_up(holes, |work| work.geometry.headline = step) {
                        break;
                    }
                }
            }
            Means::Optional => {}
        }
        if self.work != before && !self.used.contains(&means) {
            self.used.push(means);
        }
    }

    /// Takes a change that fills lines and leaves none over, unless the story fills its room.
    fn fill_up(&mut self, holes: Holes, change: impl FnOnce(&mut Work)) -> bool {
        if self.now() <= self.short {
            return false;
        }
        let mut work = self.work.clone();
        change(&mut work);
        let Some(tried) = self.bench.try_out(&work) else { return false };
        let (short, now) = (self.short, &self.tried);
        let empty = |tried: &Tried| (tried.balance - short).max(0) + tried.ragged;
        let is_worth_it = match holes {
            Holes::Unchanged => tried.ragged <= now.ragged,
            Holes::Paid => {
                tried.ragged <= now.ragged + 1
                    && tried.hollow <= now.hollow
                    && empty(&tried) < empty(now)
            }
        };
        let takes = (0..now.balance).contains(&tried.balance)
            && is_worth_it
            && tried.few <= now.few
            && self.most_white(&work, &tried) <= self.limits.white;
        if takes {
            (self.work, self.tried) = (work, tried);
        }
        takes
    }

    /// A line of white at a time: around pictures, under the head, above subheads, and again.
    fn put_white(&mut self, holes: Holes) {
        let mut spots = self.spots();
        let turn = self.caps.turn.min(spots.len());
        spots.rotate_left(turn);
        // A line may go into what a leg has left empty; two do more.
        let steps: &[i64] = if holes == Holes::Paid { &[1, 2] } else { &[1] };
        let mut goes_on = true;
        while goes_on {
            goes_on = false;
            for &spot in &spots {
                // Above what begins its leg there is none to be put.
                let most = match spot {
                    Spot::Subhead(at) if self.tried.leg_of(at).is_none() => 0,
                    Spot::Subhead(at) => {
                        OVER_SUBHEAD - i64::from(self.work.white.get(&at).copied().unwrap_or(0))
                    }
                    Spot::Around(_) | Spot::Head => i64::MAX,
                };
                let by = steps.iter().filter(|by| **by <= most).find(|by| {
                    self.fill_up(holes, |work| (0..**by).for_each(|_| spot.widen(work)))
                });
                goes_on |= by.is_some();
            }
        }
    }

    /// Around pictures, under the head, above subheads; in a box of one leg under its title last.
    pub(super) fn spots(&mut self) -> Vec<Spot> {
        let pictures = self.bench.pictures().into_iter();
        let around = pictures.filter(|insert| self.bench.is_within(*insert));
        let mut spots: Vec<Spot> = around.map(Spot::Around).collect();
        let head = self.bench.has_head().then_some(Spot::Head);
        let pieces = self.bench.items.iter().enumerate().filter(|(_, item)| item.heads());
        let pieces = pieces.map(|(at, _)| Spot::Subhead(at));
        // What a box leaves empty is shared between its head and its foot as it is (R129).
        if self.bench.is_box_of_one_leg() {
            spots.extend(pieces.chain(head));
        } else {
            spots.extend(head.into_iter().chain(pieces));
        }
        spots
    }

    fn grow_pictures(&mut self, holes: Holes) {
        for insert in self.bench.pictures() {
            let by = self.work.geometry.pictures.get(&insert).copied().unwrap_or(0);
            for lines in by + 1..=self.limits.picture.most {
                let filled =
                    self.fill_up(holes, |work| _ = work.geometry.pictures.insert(insert, lines));
                if !filled && holes == Holes::Unchanged {
                    break;
                }
            }
        }
    }

    fn loosen(&mut self, holes: Holes) {
        for give in steps(self.limits.tracking.most) {
            let leeway = Leeway { extent: Extent::Loose, give };
            for at in self.bench.takers(leeway) {
                if !self.work.tracking.contains_key(&at) {
                    self.fill_up(holes, |work| _ = work.tracking.insert(at, leeway));
                }
            }
        }
    }
}

/// More lines of white above one subhead would be a hole in its leg.
pub(super) const OVER_SUBHEAD: i64 = 1;

/// A place for white.
#[derive(Clone, Copy)]
pub(super) enum Spot {
    Around(Insert),
    Head,
    Subhead(usize),
}

impl Spot {
    pub(super) fn widen(self, work: &mut Work) {
        match self {
            Spot::Around(insert) => *work.geometry.around.entry(insert).or_default() += 1,
            Spot::Head => work.geometry.head += 1,
            Spot::Subhead(at) => *work.white.entry(at).or_default() += 1,
        }
    }

    /// By a line, where it has any.
    pub(super) fn narrow(self, work: &mut Work) {
        match self {
            Spot::Around(insert) => {
                let around = &mut work.geometry.around;
                around.entry(insert).and_modify(|lines| *lines -= 1);
                around.retain(|_, lines| *lines > 0);
            }
            Spot::Head => work.geometry.head = (work.geometry.head - 1).max(0),
            Spot::Subhead(at) => {
                work.white.entry(at).and_modify(|lines| *lines = lines.saturating_sub(1));
                work.white.retain(|_, lines| *lines > 0);
            }
        }
    }
}

/// One line of a picture given back.
pub(super) fn back(pictures: &mut BTreeMap<Insert, i64>, insert: Insert) {
    match pictures.get_mut(&insert) {
        Some(lines) if *lines < -1 => *lines += 1,
        _ => _ = pictures.remove(&insert),
    }
}

/// A little, more, and all: most paragraphs that give a line give it for little.
pub(super) fn steps(most: i64) -> Vec<u16> {
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
