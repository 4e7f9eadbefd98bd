//! [`Outline`]: how far a picture is painted, row by row and column by column.
//!
//! ```text
//! row    ....####....    from the first place that is painted to the last: what lies between,
//! row    ..########..    a hole or a bay that opens up or down, counts as painted
//! row    ..##....##..
//! ```

/// Rows and columns that a picture is looked at in.
pub(super) const BANDS: usize = 512;
/// The whole of a side.
pub(super) const WHOLE: i64 = 1_000_000;
/// What is painted to within so much of all sides is a rectangle.
const NEARLY: i64 = WHOLE / 100;

/// From the first place of a row or column that is painted to the last, in millionths of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reach {
    pub from: i64,
    pub to: i64,
}

impl Reach {
    /// Both, and what lies between.
    pub fn and(self, other: Reach) -> Reach {
        Reach { from: self.from.min(other.from), to: self.to.max(other.to) }
    }
}

/// What of a picture is painted. Rows are as many as columns, each as high as the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    rows: Vec<Option<Reach>>,
    columns: Vec<Option<Reach>>,
}

impl Outline {
    /// From the top down.
    pub fn rows(&self) -> &[Option<Reach>] {
        &self.rows
    }

    /// From left to right.
    pub fn columns(&self) -> &[Option<Reach>] {
        &self.columns
    }

    /// Whether it is painted to all of its sides, everywhere.
    pub fn is_rectangle(&self) -> bool {
        let full = |reach: &Option<Reach>| {
            reach.is_some_and(|reach| reach.from <= NEARLY && reach.to >= WHOLE - NEARLY)
        };
        self.rows.iter().chain(&self.columns).all(full)
    }

    /// All of a picture.
    pub fn whole() -> Outline {
        let mut outline = Outline::empty();
        outline.paint((0, 0), (WHOLE, WHOLE));
        outline
    }

    pub(super) fn empty() -> Outline {
        Outline { rows: vec![None; BANDS], columns: vec![None; BANDS] }
    }

    /// A rectangle, in millionths of the picture.
    pub(super) fn paint(&mut self, (left, top): (i64, i64), (right, bottom): (i64, i64)) {
        let cut = |at: i64| at.clamp(0, WHOLE);
        let (x, y) =
            (Reach { from: cut(left), to: cut(right) }, Reach { from: cut(top), to: cut(bottom) });
        if left > WHOLE || right < 0 || top > WHOLE || bottom < 0 {
            return;
        }
        widen(&mut self.rows, y, x);
        widen(&mut self.columns, x, y);
    }

    /// What both paint.
    pub(super) fn within(self, other: &Outline) -> Outline {
        let both = |own: Vec<Option<Reach>>, other: &[Option<Reach>]| {
            let meet = |(one, other): (Option<Reach>, &Option<Reach>)| {
                let (one, other) = one.zip(*other)?;
                let reach = Reach { from: one.from.max(other.from), to: one.to.min(other.to) };
                (reach.from <= reach.to).then_some(reach)
            };
            own.into_iter().zip(other).map(meet).collect()
        };
        Outline { rows: both(self.rows, &other.rows), columns: both(self.columns, &other.columns) }
    }

    pub(super) fn add(&mut self, other: &Outline) {
        let all = |own: &mut [Option<Reach>], other: &[Option<Reach>]| {
            for (own, other) in own.iter_mut().zip(other) {
                *own = match (*own, *other) {
                    (Some(own), Some(other)) => Some(own.and(other)),
                    (own, other) => own.or(other),
                };
            }
        };
        all(&mut self.rows, &other.rows);
        all(&mut self.columns, &other.columns);
    }
}

/// Widens the bands that reach over `across` to hold `along`.
fn widen(bands: &mut [Option<Reach>], across: Reach, along: Reach) {
    let count = bands.len() as i64;
    let first = (across.from * count / WHOLE).clamp(0, count - 1);
    let end = ((across.to * count + WHOLE - 1) / WHOLE).clamp(first + 1, count);
    for band in bands.get_mut(first as usize..end as usize).unwrap_or(&mut []) {
        *band = Some(band.map_or(along, |known| known.and(along)));
    }
}
