//! [`Problem`]: what is to be parted, and [`Stand`]: a story in its place, as it comes of that.

use super::area::{Fixed, Place};
use super::pins::Pins;
use super::rules::Rule;
use super::shape::{Fit, Shape};

/// What is to be parted.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    pub units: u32,
    pub lines: u32,
    pub is_vertical: bool,
    /// The rectangles that hold the stories, in the order of reading; without any what an order of stories can be made is
    /// found, for no page yet.
    pub way: &'a [Place],
    /// By story, then by width.
    pub shapes: &'a [Forms<'a>],
    /// Forms around what is pinned in the left corner and in the right one, in the same way.
    pub around: [&'a [Forms<'a>]; 2],
    pub pins: Pins,
    /// The plan's own blocks on the page.
    pub fixed: &'a [Fixed],
    /// How far the rank of each story is from the first, by story.
    pub levels: &'a [u8],
    /// Stories that stand together, a sidebar and its own, and such as stand apart.
    pub bonds: &'a [Bond],
    /// What the cheapest page costs that is known, as far as cuts tell; [`NEVER`] where none is.
    pub known: i64,
}

/// Forms of a story, by their widths.
pub type Forms<'a> = Vec<Vec<&'a Shape>>;

/// Two stories, and what the plan says of them; the first of them may be the other's sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    pub pair: (usize, usize),
    pub rule: Rule,
}

impl Bond {
    /// Whether two stories are those of it.
    pub fn joins(self, one: u8, other: u8) -> bool {
        let pair = (usize::from(one), usize::from(other));
        pair == self.pair || (pair.1, pair.0) == self.pair
    }

    /// The same where one of them stands over the other, the first of them or not.
    pub fn cost_over(self, touch: bool, is_turned: bool) -> i64 {
        let over = self.rule == Rule::With && is_turned && touch;
        self.cost(touch) + if over { Rule::WithOver.cost(1) } else { 0 }
    }

    /// What it costs that they touch, or that they may not.
    pub fn cost(self, touch: bool) -> i64 {
        if touch == (self.rule == Rule::Apart) { self.rule.cost(1) } else { 0 }
    }
}

/// A story in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand<'a> {
    pub story: usize,
    pub place: Place,
    pub shape: &'a Shape,
    pub fit: Fit,
    /// Lines at its foot that it does not fill.
    pub white: u32,
}

impl<'a> Stand<'a> {
    /// A story in a place of so many lines. What it does not fill is white under it, but where its legs end around a
    /// fixed block at its foot: there the place is what it is.
    pub fn new(
        story: usize,
        (place, room): (Place, u32),
        (shape, fit): (&'a Shape, Fit),
    ) -> Stand<'a> {
        let depth = room.min(shape.most());
        let lines = if shape.notch.is_some() { room } else { depth };
        Stand { story, place: Place { lines, ..place }, shape, fit, white: room - depth }
    }

    /// The lines that it has, with those that stay white.
    pub fn room(&self) -> u32 {
        match self.shape.notch {
            Some(_) => self.place.lines,
            None => self.place.lines + self.white,
        }
    }

    /// The leg-lines on which something of it will stand: without what its text leaves, the line under its pictures
    /// and those that a frame keeps free.
    pub fn filled(&self) -> u32 {
        let under: u32 = self.shape.spots.iter().map(|spot| spot.units).sum();
        let clear = if self.shape.is_framed() { self.shape.clear(self.place.lines) } else { 0 };
        self.area().saturating_sub(self.fit.slack + under + clear * self.shape.units)
    }

    /// The leg-lines that it takes.
    pub fn area(&self) -> u32 {
        let white = if self.shape.notch.is_some() { self.white } else { 0 };
        self.shape.area(self.place.lines.saturating_sub(white))
    }
}

impl<'a> Problem<'a> {
    /// The forms of a story at a width.
    pub fn forms(&self, story: usize, units: u32) -> &'a [&'a Shape] {
        let of = self.shapes.get(story).and_then(|widths| widths.get(units as usize - 1));
        of.map_or(&[], Vec::as_slice)
    }

    /// Of a page of two units and sixty lines, on which nothing stands.
    #[cfg(test)]
    pub fn plain() -> Problem<'a> {
        Problem {
            units: 2,
            lines: 60,
            is_vertical: false,
            way: &[Place { line: 0, unit: 0, units: 2, lines: 60 }],
            shapes: &[],
            around: [&[], &[]],
            pins: Pins::default(),
            fixed: &[],
            levels: &[0, 1, 2, 3],
            bonds: &[],
            known: NEVER,
        }
    }

    /// Whether so many units are all of a page that is one rectangle.
    pub fn is_whole(&self, units: u32) -> bool {
        units == self.units && self.way.len() == 1
    }
}

/// Of a depth that a part cannot have.
pub const NEVER: i64 = i64::MAX / 8;
