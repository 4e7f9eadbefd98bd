//! [`Part`]: a part of a page, and [`Kept`]: the parts of an interval and a width that are worth keeping.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use super::imagine::MOST_UNITS;
use super::problem::NEVER;
use super::shape::Shape;

/// Parts of alike depth, in lines.
const ALIKE: u32 = 3;

/// How a part is made.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    Story(usize, &'a Shape),
    Over(usize, usize),
    Beside(usize, usize),
}

/// A part of a page.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub kind: Kind<'a>,
    pub units: u32,
    pub least: u32,
    pub most: u32,
    pub cost: i64,
    /// The sizes of the heads along its first edge, and of the stories along its last; [`FRAME`] for those of frames.
    pub first: [u8; MOST_UNITS],
    pub last: [u8; MOST_UNITS],
    /// The stories there, by their places in the order.
    pub first_story: [u8; MOST_UNITS],
    pub last_story: [u8; MOST_UNITS],
    /// The gutters that run through all of it: the lowest bit is that behind its first unit.
    pub gutters: u16,
}

/// Stands for the head of a frame, which is like no other: less than any size.
pub const FRAME: u8 = 1;

impl<'a> Part<'a> {
    /// A story by itself.
    pub fn alone(story: usize, shape: &'a Shape) -> Part<'a> {
        let head = if shape.is_framed() { FRAME } else { shape.setting.size.min(255) as u8 };
        let edge = |value: u8| {
            let mut edge = [0; MOST_UNITS];
            edge[..shape.units as usize].fill(value);
            edge
        };
        Part {
            kind: Kind::Story(story, shape),
            units: shape.units,
            least: shape.least,
            most: shape.most(),
            cost: shape.floor(),
            first: edge(head),
            last: edge(head),
            first_story: edge(story as u8),
            last_story: edge(story as u8),
            gutters: 0,
        }
    }
}

/// The best parts of each depth. It is used again for every interval and width.
#[derive(Default)]
pub struct Kept<'a> {
    /// What the cheapest costs, how much more others may, and what any costs at most.
    best: i64,
    dearer: i64,
    limit: i64,
    parts: Vec<Part<'a>>,
    /// By what they are alike in.
    places: HashMap<Kin, usize, BuildHasherDefault<Mixed>>,
    /// What they cost, how deep they are at least, and their places.
    order: Vec<(i64, u32, usize)>,
    /// About how deep those are that stay.
    depths: Vec<(u32, u32)>,
}

/// Parts of one kin are as good as each other but for what they cost: about as deep, with alike heads.
type Kin = u64;

/// Spreads kins, of which all is known: nobody chooses them to make them meet.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, kin: u64) {
        let mixed = (self.0 ^ kin).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// About how deep a part is.
fn about((least, most): (u32, u32)) -> (u32, u32) {
    (least / ALIKE, (most - least) / 8)
}

impl<'a> Kept<'a> {
    /// Begins anew; no part costs so much more than the cheapest, nor more than that.
    pub fn clear(&mut self, (dearer, limit): (i64, i64)) {
        (self.best, self.dearer, self.limit) = (NEVER, dearer, limit);
        self.parts.clear();
        self.places.clear();
        self.depths.clear();
    }

    /// Takes a part of those depths, heads at its ends and cost: one of each kin stays, the cheapest.
    pub fn offer(
        &mut self,
        depths: (u32, u32),
        (first, last): (u8, u8),
        cost: i64,
        part: impl FnOnce() -> Part<'a>,
    ) {
        if cost > self.bound() {
            return;
        }
        self.best = self.best.min(cost);
        let (least, range) = about(depths);
        let kin = u64::from(least) << 40
            | u64::from(range) << 16
            | u64::from(first) << 8
            | u64::from(last);
        match self.places.entry(kin) {
            Entry::Occupied(known) => {
                let own = &mut self.parts[*known.get()];
                if cost < own.cost {
                    *own = part();
                }
            }
            Entry::Vacant(new) => {
                new.insert(self.parts.len());
                self.parts.push(part());
            }
        }
    }

    /// Takes a part.
    pub fn take(&mut self, part: Part<'a>) {
        let ends = (part.first[0], part.first[part.units as usize - 1]);
        self.offer((part.least, part.most), ends, part.cost, || part);
    }

    /// What dearer parts are not kept for.
    pub fn bound(&self) -> i64 {
        self.best.saturating_add(self.dearer).min(self.limit)
    }

    /// Adds the cheapest to a table, so many at most, and of about one depth no more than a few: those that a page
    /// of so many lines has room for.
    pub fn done(
        &mut self,
        (most, of_depth): (usize, usize),
        lines: u32,
        table: &mut Vec<Part<'a>>,
    ) {
        // Parts are large: their places are sorted instead.
        let of = |at: usize| (self.parts[at].cost, self.parts[at].least, at);
        self.order.clear();
        self.order.extend((0..self.parts.len()).map(of));
        self.order.sort_unstable();
        for (_, _, at) in &self.order {
            let part = &self.parts[*at];
            if self.depths.len() == most {
                break;
            }
            let own = about((part.least, part.most));
            if self.depths.iter().filter(|depth| **depth == own).count() < of_depth {
                self.depths.push(own);
                table.extend((part.least <= lines).then_some(*part));
            }
        }
    }
}
