//! What a content stream has set: the graphics state, as far as it matters (ISO 32000-2 8.4).

use std::rc::Rc;

use super::space::Space;

/// `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then `after`.
    pub fn then(self, after: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, after.0);
        Matrix([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    /// Where a place comes to stand.
    pub fn place(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How long a step of 1 to the right becomes, and one of 1 upwards.
    pub fn steps(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        ((a * a + b * b).sqrt(), (c * c + d * d).sqrt())
    }

    /// The mean of how much it enlarges.
    pub fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    pub fn is_finite(self) -> bool {
        self.0.iter().all(|value| value.is_finite())
    }
}

/// A colour space with the colour that is set in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paint {
    pub space: Rc<Space>,
    pub values: Vec<f64>,
    /// Whether it has been noted; painting with it again says nothing new.
    pub is_noted: bool,
}

impl Paint {
    pub fn new(space: Rc<Space>) -> Paint {
        let values = space.first();
        Paint { space, values, is_noted: false }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    pub matrix: Matrix,
    pub fill: Paint,
    pub stroke: Paint,
    pub width: f64,
    /// By its place among those that were chosen.
    pub font: Option<usize>,
    pub font_size: f64,
    pub text_mode: i64,
    /// Whether filling and stroking leave other inks alone, and whether those of amount zero too.
    pub overprint: [bool; 2],
    pub zeros: bool,
    /// What is filled is fainter than half.
    pub is_faint: bool,
}

impl State {
    pub fn new(matrix: Matrix) -> State {
        let black = Paint::new(Rc::new(Space::Grey));
        State {
            matrix,
            fill: black.clone(),
            stroke: black,
            width: 1.0,
            font: None,
            font_size: 0.0,
            text_mode: 0,
            overprint: [false; 2],
            zeros: false,
            is_faint: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_follow_each_other() {
        let double = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let moved = Matrix([1.0, 0.0, 0.0, 1.0, 5.0, 7.0]);
        let turned = Matrix([0.0, 3.0, -1.0, 0.0, 0.0, 0.0]);
        assert_eq!(double.then(moved).0, [2.0, 0.0, 0.0, 2.0, 5.0, 7.0]);
        assert_eq!(moved.then(double).0, [2.0, 0.0, 0.0, 2.0, 10.0, 14.0]);
        assert_eq!(turned.steps(), (3.0, 1.0));
        assert_eq!(double.scale(), 2.0);
    }
}
