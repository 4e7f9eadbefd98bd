//! [`Attempt::seek`]: rooms of other shapes (white under the head and around pictures, pictures of
//! another depth), each with the lines moved from leg to leg that fill its legs to their feet.
//!
//! White under a head takes a line from every leg: a subhead may then go over to the next and leave a
//! hole, until a paragraph in front of it takes a line less, or one more.

use crate::page::model::{Copyfit, Limits, Means};

use super::attempt::Attempt;
use super::bench::Tried;
use super::search::Worth;
use super::work::{Geometry, Work};

/// So many shapes of the room are gone on from, and so many changes made in one.
const SHAPES: usize = 12;
const CHANGES: usize = 6;

/// Lines that moving lines from leg to leg may make good.
const REACH: i64 = 6;

/// A work, what comes of it, and what that is worth.
type Shape = (Work, Tried, Worth);

impl Attempt<'_, '_, '_> {
    /// Takes the first shape, of the earliest treatments and the least of them, in which the story fits,
    /// or else the best; `made` is what it was brought to otherwise. False where there is none.
    pub(super) fn seek(&mut self, made: &Work, untreated: &Tried) -> bool {
        let short = self.short;
        let mut shapes: Vec<Shape> = Vec::new();
        for geometry in self.shapes(made, untreated.balance) {
            let (left_out, heads) = (made.left_out.clone(), made.heads.clone());
            let work = Work { geometry, left_out, heads, ..Work::default() };
            let Some(tried) = self.bench.try_out(&work) else { continue };
            let worth = Worth::of(&tried, untreated, short);
            let is_allowed = self.most_white(&work, &tried) <= self.limits.white;
            if is_allowed && worth.lines() <= REACH {
                shapes.push((work, tried, worth));
            }
        }
        // Of those from which it is not far, the earliest again.
        let mut near: Vec<(usize, Shape)> = shapes.into_iter().enumerate().collect();
        near.sort_by_key(|(at, (_, _, worth))| (worth.lines(), *at));
        near.truncate(SHAPES);
        near.sort_by_key(|(at, _)| *at);
        let shapes = near.into_iter().map(|(_, shape)| shape);
        let mut best: Option<Shape> = None;
        for (mut work, mut tried, mut worth) in shapes {
            self.climb((&mut work, &mut tried, &mut worth), untreated);
            if best.as_ref().is_none_or(|(_, _, known)| worth < *known) {
                let fits = worth == Worth::FITS;
                best = Some((work, tried, worth));
                if fits {
                    break;
                }
            }
        }
        let Some((work, tried, _)) = best else { return false };
        (self.work, self.tried) = (work, tried);
        let order = self.limits.order.iter();
        self.used = order.copied().filter(|means| self.work.amount(*means) != 0).collect();
        true
    }

    /// The best of the changes, again and again, while one does any good.
    fn climb(
        &mut self,
        (work, tried, worth): (&mut Work, &mut Tried, &mut Worth),
        untreated: &Tried,
    ) {
        let mut changes = self.changes();
        // A story that is over is not lengthened.
        changes.retain(|change| untreated.balance > 0 || !change.lengthens());
        for _ in 0..CHANGES {
            if *worth == Worth::FITS {
                break;
            }
            let mut best: Option<Shape> = None;
            for change in &changes {
                let mut changed = work.clone();
                change.make(&mut changed, self.limits);
                if changed == *work {
                    continue;
                }
                let Some(made) = self.bench.try_out(&changed) else { continue };
                let value = Worth::of(&made, untreated, self.short);
                let known = best.as_ref().map_or(*worth, |(_, _, known)| *known);
                if value < known && self.most_white(&changed, &made) <= self.limits.white {
                    best = Some((changed, made, value));
                }
            }
            let Some(next) = best else { break };
            (*work, *tried, *worth) = next;
        }
    }

    /// The shapes of the room within the limits, those of the earliest treatments first and of the least
    /// of each.
    fn shapes(&mut self, made: &Work, before: i64) -> Vec<Geometry> {
        let uses = |means| self.limits.order.contains(&means);
        let white = if uses(Means::White) && before > 0 { self.limits.white } else { 0 };
        let head = if self.bench.has_head() { white } else { 0 };
        let pictures = self.bench.pictures();
        let depths = depths(self.limits, before);
        let mut shapes: Vec<Geometry> = Vec::new();
        let headline = made.geometry.headline;
        for head in 0..=head {
            let plain = Geometry { head, headline, ..Geometry::default() };
            shapes.push(plain.clone());
            for picture in &pictures {
                let is_within = self.bench.is_within(*picture);
                for around in 0..=if is_within { white - head } else { 0 } {
                    for depth in depths.clone() {
                        let mut shape = plain.clone();
                        if around > 0 {
                            shape.around.insert(*picture, around);
                        }
                        if depth != 0 {
                            shape.pictures.insert(*picture, depth);
                        }
                        shapes.push(shape);
                    }
                }
            }
        }
        let rank = |shape: &Geometry| {
            let work = Work { geometry: shape.clone(), ..Work::default() };
            let used = self.limits.order.iter().rposition(|means| work.amount(*means) != 0);
            let much = self.limits.order.iter().map(|means| work.amount(*means).abs());
            (used, much.sum::<i64>())
        };
        shapes.sort_by_cached_key(rank);
        shapes.dedup();
        shapes
    }
}

/// Lines that a picture may gain, or lose where the story is over.
fn depths(limits: &Copyfit, before: i64) -> Vec<i64> {
    let Limits { least, most } = limits.picture;
    match (limits.order.contains(&Means::Picture), before < 0) {
        (false, _) => vec![0],
        (true, true) => (0..=-least).map(|lines| -lines).collect(),
        (true, false) => (0..=most).collect(),
    }
}
