//! [`At`]: a rectangle on a page, as the browser is told of it.

use serde::{Serialize, Serializer};

use crate::measure::{Length, Rect};

/// A rectangle in points, from the upper left corner of the trim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct At {
    #[serde(serialize_with = "short")]
    pub x: f64,
    #[serde(serialize_with = "short")]
    pub y: f64,
    #[serde(serialize_with = "short")]
    pub w: f64,
    #[serde(serialize_with = "short")]
    pub h: f64,
}

/// A thousandth of a point is less than any screen shows.
fn short<S: Serializer>(points: &f64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(rounded(*points))
}

pub fn rounded(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}

impl From<Rect> for At {
    fn from(rect: Rect) -> At {
        let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(Length::to_pt);
        At { x, y, w, h }
    }
}

impl At {
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// The smallest that holds both.
    pub fn union(self, other: At) -> At {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let w = self.right().max(other.right()) - x;
        At { x, y, w, h: self.bottom().max(other.bottom()) - y }
    }

    /// So much larger on every side.
    pub fn grown(self, by: f64) -> At {
        At { x: self.x - by, y: self.y - by, w: self.w + 2.0 * by, h: self.h + 2.0 * by }
    }
}
