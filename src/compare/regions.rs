//! [`regions`]: where two plates differ, as a few boxes.

/// What two renderings of one thing may differ by, of 255.
const NOTHING: u8 = 1;
/// Differences that are nearer than this are one place, in pixels.
const CELL: usize = 10;
/// Places that are told of a plate; where there are more, near ones are put together.
const MOST_PLACES: usize = 40;

/// A plate, a byte a pixel; empty where the page has none of the ink.
pub(super) struct Canvas {
    pub width: usize,
    pub height: usize,
    /// The trim's upper left corner, in pixels.
    pub trim: [f32; 2],
    pub ink: Vec<u8>,
}

/// What differs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Regions {
    /// Left, top, right and bottom, in pixels from the trim's corner.
    pub boxes: Vec<[i64; 4]>,
    pub pixels: usize,
    /// Of the page.
    pub area: usize,
}

/// Compares two plates, the corners of their trims one over the other.
pub(super) fn regions(old: &Canvas, new: &Canvas) -> Regions {
    let mut cell = CELL;
    loop {
        let found = cells(old, new, cell).regions();
        if found.boxes.len() <= MOST_PLACES {
            return found;
        }
        cell *= 2;
    }
}

/// A lattice of squares over both plates.
struct Cells {
    columns: usize,
    rows: usize,
    /// Of each what differs in it.
    boxes: Vec<Option<[i64; 4]>>,
    pixels: usize,
    area: usize,
}

impl Canvas {
    fn corner(&self) -> [i64; 2] {
        self.trim.map(|side| side.round() as i64)
    }

    /// A row of pixels, counted from the trim's corner.
    fn row(&self, y: i64) -> Option<&[u8]> {
        let at = usize::try_from(y + self.corner()[1]).ok().filter(|at| *at < self.height)?;
        self.ink.get(at * self.width..(at + 1) * self.width)
    }
}

fn cells(old: &Canvas, new: &Canvas, cell: usize) -> Cells {
    let (was, is) = (old.corner(), new.corner());
    let (left, top) = (-was[0].max(is[0]), -was[1].max(is[1]));
    let right = (old.width as i64 - was[0]).max(new.width as i64 - is[0]);
    let bottom = (old.height as i64 - was[1]).max(new.height as i64 - is[1]);
    let (width, height) = ((right - left).max(0) as usize, (bottom - top).max(0) as usize);
    let (columns, rows) = (width.div_ceil(cell), height.div_ceil(cell));
    let mut cells =
        Cells { columns, rows, boxes: vec![None; columns * rows], pixels: 0, area: width * height };
    for y in top..bottom {
        let (before, after) = (old.row(y), new.row(y));
        if before == after && was[0] == is[0] {
            continue;
        }
        let of = |row: Option<&[u8]>, x: i64, corner: i64| {
            let at = usize::try_from(x + corner).ok()?;
            row?.get(at).copied()
        };
        for x in left..right {
            let before = of(before, x, was[0]).unwrap_or(0);
            let after = of(after, x, is[0]).unwrap_or(0);
            if before.abs_diff(after) <= NOTHING {
                continue;
            }
            cells.pixels += 1;
            let (column, row) = ((x - left) as usize / cell, (y - top) as usize / cell);
            if let Some(of) = cells.boxes.get_mut(row * columns + column) {
                *of = Some(joined(*of, [x, y, x + 1, y + 1]));
            }
        }
    }
    cells
}

fn joined(one: Option<[i64; 4]>, other: [i64; 4]) -> [i64; 4] {
    let Some(one) = one else { return other };
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

impl Cells {
    /// Squares that touch are one place.
    fn regions(mut self) -> Regions {
        let mut found = Regions { boxes: Vec::new(), pixels: self.pixels, area: self.area };
        for start in 0..self.boxes.len() {
            let mut open = vec![start];
            let mut region = None;
            while let Some(at) = open.pop() {
                let Some(own) = self.boxes.get_mut(at).and_then(Option::take) else { continue };
                region = Some(joined(region, own));
                let (row, column) = (at / self.columns, at % self.columns);
                let rows = row.saturating_sub(1)..=(row + 1).min(self.rows - 1);
                for row in rows {
                    let columns = column.saturating_sub(1)..=(column + 1).min(self.columns - 1);
                    open.extend(columns.map(|column| row * self.columns + column));
                }
            }
            found.boxes.extend(region);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canvas(side: usize, trim: f32, marks: &[(usize, usize, u8)]) -> Canvas {
        let mut ink = vec![0; side * side];
        for &(x, y, amount) in marks {
            ink[y * side + x] = amount;
        }
        Canvas { width: side, height: side, trim: [trim; 2], ink }
    }

    #[test]
    fn what_differs_is_boxed() {
        let old = canvas(100, 0.0, &[(10, 10, 255), (90, 90, 100)]);
        let new = canvas(100, 0.0, &[(14, 12, 255), (90, 90, 101)]);
        let found = regions(&old, &new);
        assert_eq!((found.boxes, found.pixels, found.area), (vec![[10, 10, 15, 13]], 2, 10_000));
    }

    #[test]
    fn trims_lie_one_over_the_other() {
        let old = canvas(100, 0.0, &[(10, 10, 255)]);
        let new = canvas(120, 10.0, &[(20, 20, 255)]);
        assert_eq!(regions(&old, &new).boxes, [] as [[i64; 4]; 0]);
        let new = canvas(120, 10.0, &[(20, 20, 255), (0, 0, 255)]);
        assert_eq!(regions(&old, &new).boxes, [[-10, -10, -9, -9]]);
    }

    #[test]
    fn an_ink_that_one_page_has_alone_differs() {
        let mut old = canvas(50, 0.0, &[]);
        old.ink = Vec::new();
        let new = canvas(50, 0.0, &[(5, 5, 9)]);
        assert_eq!(regions(&old, &new).boxes, [[5, 5, 6, 6]]);
        assert_eq!(regions(&new, &old).boxes, [[5, 5, 6, 6]]);
    }

    #[test]
    fn many_places_become_few() {
        let marks: Vec<_> =
            (0..20).flat_map(|x| (0..20).map(move |y| (x * 40, y * 40, 255))).collect();
        let (old, new) = (canvas(800, 0.0, &[]), canvas(800, 0.0, &marks));
        let found = regions(&old, &new);
        assert!(!found.boxes.is_empty() && found.boxes.len() <= MOST_PLACES);
        assert_eq!(found.pixels, 400);
    }
}
