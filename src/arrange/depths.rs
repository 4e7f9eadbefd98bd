//! Depths: a page that is parted is filled from the whole of it down, each part with the depth that costs least.

use super::area::{Corner, Notch, Place};
use super::kept::Kind;
use super::problem::{NEVER, Stand};
use super::rules::Rule;
use super::search::Table;

impl<'a> Table<'a> {
    /// The stories of a page that is parted so, each in its place, by their order.
    pub fn stands(&self, parts: &[(Place, usize)]) -> Vec<Stand<'a>> {
        let mut stands = Vec::with_capacity(self.count());
        for &(place, part) in parts {
            let costs = self.costs(part, (place.lines, place.lines));
            self.put(&costs, place, &mut stands);
        }
        stands.sort_by_key(|stand| stand.story);
        stands
    }

    /// What depths cost a part and those in it, from the first to the last that are asked for.
    fn costs(&self, part: usize, (from, to): (u32, u32)) -> Costs {
        let of = self.part(part);
        let from = from.max(of.least);
        let depths = from..to.max(from) + 1;
        let (within, by_depth) = match of.kind {
            Kind::Story(_, shape) => {
                let white = Rule::White.cost(i64::from(of.units));
                let (last, most) = (shape.fits.last().map_or(0, |fit| fit.cost), shape.most());
                let cost = |depth: u32| match shape.fit(depth) {
                    Some(fit) => fit.cost,
                    None => last + white * i64::from(depth - most.min(depth)),
                };
                (Vec::new(), depths.map(cost).collect())
            }
            Kind::Beside(one, other) => {
                let within = [one, other].map(|own| self.costs(own, (from, to)));
                let by_depth = depths.map(|depth| within[0].at(depth) + within[1].at(depth));
                let by_depth = by_depth.collect();
                (within.into(), by_depth)
            }
            Kind::Over(one, other) if self.over_pin(part).is_some() => {
                let upper = self.over_pin(part).unwrap_or(0);
                let within =
                    [self.costs(one, (upper, upper)), self.costs(other, (0, to - upper.min(to)))];
                let by_depth = depths
                    .map(|depth| within[0].at(upper) + within[1].at(depth.saturating_sub(upper)));
                let by_depth = by_depth.collect();
                (within.into(), by_depth)
            }
            Kind::Over(one, other) => {
                let rest = |own: usize| to.saturating_sub(self.depths_of(own).0);
                let within = [(one, other), (other, one)]
                    .map(|(own, other)| self.costs(own, (0, rest(other))));
                let by_depth = depths.map(|depth| within[0].best_under(&within[1], depth).1);
                let by_depth = by_depth.collect();
                (within.into(), by_depth)
            }
        };
        Costs { part, from, by_depth, within }
    }

    /// What is pinned in the corner of a story's place.
    fn pinned(&self, notch: Notch, place: Place) -> Option<Stand<'a>> {
        let pins = self.problem().pins;
        let (pin, unit) = match notch.corner {
            Corner::Left => (pins.left?, place.unit),
            Corner::Right => (pins.right?, place.end_unit() - notch.units),
        };
        let pin = self.story(pin)?;
        let shape = *self.problem().forms(pin, notch.units).first()?;
        let line = place.end_line() - notch.lines;
        let place = Place { line, unit, units: notch.units, lines: notch.lines };
        Some(Stand::new(pin, (place, notch.lines), (shape, *shape.fits.first()?)))
    }

    /// The lines of what stands over a block of the plan that is pinned at an edge, in a part of both: no more than are over
    /// it on the page.
    fn over_pin(&self, part: usize) -> Option<u32> {
        let of = self.part(part);
        let Kind::Over(_, other) = of.kind else { return None };
        let block = self.part(other);
        let Kind::Story(story, _) = block.kind else { return None };
        let is_head = |at: usize| self.story(at) == Some(story);
        let pinned = self.pins().heads().any(|head| head.over > 0 && is_head(head.at));
        pinned.then(|| of.least.saturating_sub(block.least))
    }

    fn put(&self, costs: &Costs, place: Place, stands: &mut Vec<Stand<'a>>) {
        match (self.part(costs.part).kind, &costs.within[..]) {
            (Kind::Story(story, shape), _) => {
                let Some(fit) = shape.fit(place.lines.min(shape.most())).copied() else { return };
                stands.push(Stand::new(story, (place, place.lines), (shape, fit)));
                stands.extend(shape.notch.and_then(|notch| self.pinned(notch, place)));
            }
            (Kind::Over(..), [one, other]) => {
                let own = self.over_pin(costs.part);
                let upper = own.unwrap_or_else(|| one.best_under(other, place.lines).0);
                self.put(one, Place { lines: upper, ..place }, stands);
                let below = Place { line: place.line + upper, lines: place.lines - upper, ..place };
                self.put(other, below, stands);
            }
            (Kind::Beside(..), [one, other]) => {
                let left = self.part(one.part).units;
                self.put(one, Place { units: left, ..place }, stands);
                let right = Place { unit: place.unit + left, units: place.units - left, ..place };
                self.put(other, right, stands);
            }
            _ => debug_assert!(false, "a part has the parts that it is made of"),
        }
    }
}

/// What depths cost a part, by depth.
struct Costs {
    part: usize,
    /// The first of them.
    from: u32,
    by_depth: Vec<i64>,
    within: Vec<Costs>,
}

impl Costs {
    fn at(&self, depth: u32) -> i64 {
        let own = depth.checked_sub(self.from).and_then(|at| self.by_depth.get(at as usize));
        own.copied().unwrap_or(NEVER)
    }

    /// How deep this one is best over another where both have so many lines, and what that costs.
    fn best_under(&self, other: &Costs, depth: u32) -> (u32, i64) {
        let mut best = (self.from, NEVER);
        // Both are known without a gap, so the depths that both have are one range.
        let least =
            self.from.max((depth + 1).saturating_sub(other.from + other.by_depth.len() as u32));
        let most = depth.saturating_sub(other.from);
        let own = self.by_depth.iter().zip(self.from..).skip((least - self.from) as usize);
        for (cost, upper) in own.take_while(|(_, upper)| *upper <= most) {
            let both = cost + other.at(depth - upper);
            if both < best.1 {
                best = (upper, both);
            }
        }
        best
    }
}
