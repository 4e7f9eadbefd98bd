//! [`Ground`]: the parts of its page that a piece of art may paint over, as boxes around what it
//! fills, strokes and places. They are never smaller than what is painted, but for type: letters
//! let other type show between them.

use crate::measure::Length;

use super::file::points;

/// Boxes that are told apart; art with more is taken to paint everywhere.
const MOST: usize = 4000;

/// Where something is painted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ground {
    /// Left, foot, right and head in points, y upwards.
    boxes: Vec<[Length; 4]>,
    everywhere: bool,
}

/// A box that grows: left, foot, right and head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach(pub [f64; 4]);

impl Reach {
    pub fn at(x: f64, y: f64) -> Reach {
        Reach([x, y, x, y])
    }

    pub fn and(self, other: Reach) -> Reach {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Reach([a.min(e), b.min(f), c.max(g), d.max(h)])
    }

    pub fn wider(self, by: f64) -> Reach {
        let [a, b, c, d] = self.0;
        Reach([a - by, b - by, c + by, d + by])
    }
}

impl Ground {
    pub(super) fn add(&mut self, Reach(sides): Reach) {
        if self.boxes.len() >= MOST || !sides.iter().all(|side| side.is_finite()) {
            return self.all();
        }
        let sides = sides.map(points);
        if self.boxes.last() != Some(&sides) {
            self.boxes.push(sides);
        }
    }

    /// A frame: the box's edges.
    pub(super) fn add_frame(&mut self, Reach([left, foot, right, head]): Reach, width: f64) {
        let half = width / 2.0;
        for edge in [
            [left, foot, left, head],
            [right, foot, right, head],
            [left, foot, right, foot],
            [left, head, right, head],
        ] {
            self.add(Reach(edge).wider(half));
        }
    }

    pub(super) fn all(&mut self) {
        self.everywhere = true;
        self.boxes.clear();
    }

    /// Whether something may be painted within a box (left, foot, right and head), type aside.
    pub fn meets(&self, of: [Length; 4]) -> bool {
        self.everywhere
            || self.boxes.iter().any(|[left, foot, right, head]| {
                *left <= of[2] && of[0] <= *right && *foot <= of[3] && of[1] <= *head
            })
    }

    /// Whether something may be painted at a place of the page.
    pub fn covers(&self, x: Length, y: Length) -> bool {
        self.everywhere
            || self.boxes.iter().any(|[left, foot, right, head]| {
                (*left..=*right).contains(&x) && (*foot..=*head).contains(&y)
            })
    }
}
