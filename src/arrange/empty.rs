//! [`shortened`]: a page that its stories cannot fill, as much of it as they suit: its foot stays free in one piece, for an
//! advertisement of the house, rather than pictures and white being blown up all over it.

use super::area::{Fixed, Grid, Place};
use super::page::Piece;

/// What stories get of room beyond what suits them, in per cent.
const EASE: i64 = 12;
/// A foot of fewer lines is not worth it.
const FOOT: u32 = 8;

/// A page without its foot, where the stories fill less than so much of it however they are blown up, in thousandths;
/// none where they may fill it, or something is fixed at its foot.
pub fn shortened(grid: &Grid, pieces: &[Piece], least: i64) -> Option<Grid> {
    let free = i64::from(grid.free());
    let most = pieces.iter().filter_map(|piece| {
        piece.shapes.iter().map(|shape| i64::from(shape.area(shape.most()))).max()
    });
    if most.sum::<i64>() * 1000 >= free * least {
        return None;
    }
    // Of the forms that suit them best.
    let own = pieces.iter().filter_map(|piece| {
        let best = piece.shapes.iter().min_by_key(|shape| shape.floor())?;
        Some(i64::from(best.area(best.least)))
    });
    let wanted = own.sum::<i64>() * (100 + EASE) / 100;
    let [sheet] = &grid.sheets[..] else { return None };
    let foot = |lines: u32| Place { line: lines, lines: sheet.end_line() - lines, ..*sheet };
    let left = |lines: &u32| {
        let above = Place { lines: *lines, ..*sheet };
        let fixed: u32 = grid.fixed.iter().map(|fixed| fixed.place.shared(&above)).sum();
        i64::from(above.area() - fixed.min(above.area())) >= wanted
    };
    let lines = (1..sheet.lines).find(left).filter(|lines| sheet.lines - lines >= FOOT)?;
    let is_free = !grid.fixed.iter().any(|fixed| fixed.place.meets(&foot(lines)));
    is_free.then(|| {
        let mut grid = grid.clone();
        let (name, is_story, wraps) = (String::new(), false, false);
        grid.fixed.push(Fixed { place: foot(lines), name, is_story, wraps });
        grid
    })
}

#[cfg(test)]
mod tests {
    use super::super::shape::{Fit, Shape};
    use super::*;

    /// A story that takes ten lines of a leg, or of two, and may be blown up by so many.
    fn piece(more: usize) -> Piece {
        let fit = Fit { picture: 0, slack: 0, cost: 0 };
        let shape = Shape::of_block(Place { line: 0, unit: 0, units: 2, lines: 10 });
        Piece { stories: vec![0], shapes: vec![Shape { fits: vec![fit; more + 1], ..shape }] }
    }

    #[test]
    fn a_page_that_cannot_be_filled_keeps_its_foot_free() {
        let grid = Grid::plain(4, 60);
        let feet = |grid: &Grid, more: usize| {
            let page = shortened(grid, &[piece(more), piece(more), piece(more)], 900)?;
            page.fixed.last().map(|fixed| fixed.place)
        };
        // Sixty leg-lines, and eight more for ease.
        let foot = Place { line: 17, unit: 0, units: 4, lines: 43 };
        assert_eq!(feet(&grid, 20), Some(foot));
        assert_eq!(feet(&grid, 26), None, "they can fill it");
        let ad = Fixed { place: foot, name: "ad".to_owned(), is_story: false, wraps: true };
        assert_eq!(feet(&Grid { fixed: vec![ad], ..grid }, 3), None);
    }
}
