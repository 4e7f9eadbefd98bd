//! [`shortened`]: a page that its stories cannot fill, as much of it as they suit: its foot stays free in one piece, for an
//! advertisement of the house, rather than pictures and white being blown up all over it.

use super::area::{Fixed, Grid, Place};
use super::page::Piece;

/// What stories get of room beyond what suits them, in per cent.
const EASE: i64 = 12;
/// A foot of fewer lines is not worth it.
const FOOT: u32 = 8;

/// Whether the stories of a page fill less of it than the plan asks, however they are blown up.
pub fn is_empty(grid: &Grid, pieces: &[Piece], least: i64) -> bool {
    let most = pieces.iter().filter_map(|piece| {
        piece.shapes.iter().map(|shape| i64::from(shape.area(shape.most()))).max()
    });
    most.sum::<i64>() * 1000 < i64::from(grid.free()) * least
}

/// A page without its foot, as much of it as its stories suit; none where hardly any would be free. What is fixed in
/// the foot stays where it is.
pub fn shortened(grid: &Grid, pieces: &[Piece], is_vertical: bool) -> Option<Grid> {
    // Of the forms that suit them best.
    let own = pieces.iter().filter_map(|piece| {
        let best = piece.shapes.iter().min_by_key(|shape| shape.floor())?;
        Some(i64::from(best.area(best.least)))
    });
    let wanted = own.sum::<i64>() * (100 + EASE) / 100;
    let [sheet] = &grid.sheets[..] else { return None };
    let free = |place: &Place| {
        let fixed: u32 = grid.fixed.iter().map(|fixed| fixed.place.shared(place)).sum();
        place.area().saturating_sub(fixed)
    };
    // The foot of a vertical page is its last tiers.
    let parts = |at: u32| match is_vertical {
        true => (
            Place { units: at, ..*sheet },
            Place { unit: sheet.unit + at, units: sheet.units - at, ..*sheet },
        ),
        false => (
            Place { lines: at, ..*sheet },
            Place { line: sheet.line + at, lines: sheet.lines - at, ..*sheet },
        ),
    };
    let all = if is_vertical { sheet.units } else { sheet.lines };
    let foot = (1..all).map(parts).find(|(above, _)| i64::from(free(above)) >= wanted)?.1;
    (free(&foot) >= FOOT * sheet.units).then(|| {
        let mut grid = grid.clone();
        let (name, is_story, wraps) = (String::new(), false, false);
        grid.fixed.push(Fixed { place: foot, name, is_story, wraps });
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
            let pieces = [piece(more), piece(more), piece(more)];
            let page = shortened(grid, &pieces, false).filter(|_| is_empty(grid, &pieces, 900))?;
            page.fixed.last().map(|fixed| fixed.place)
        };
        // Sixty leg-lines, and eight more for ease.
        let foot = Place { line: 17, unit: 0, units: 4, lines: 43 };
        assert_eq!(feet(&grid, 20), Some(foot));
        assert_eq!(feet(&grid, 26), None, "they can fill it");
        let ad = Fixed { place: foot, name: "ad".to_owned(), is_story: false, wraps: true };
        assert_eq!(feet(&Grid { fixed: vec![ad], ..grid.clone() }, 3), None);
        // The foot of a vertical page is its last tiers; what is fixed in a corner of it stays there.
        let pieces = [piece(3), piece(3), piece(3)];
        let foot = |grid: &Grid, is_vertical: bool| {
            let page = shortened(grid, &pieces, is_vertical)?;
            page.fixed.last().map(|fixed| fixed.place)
        };
        let tiers = Place { line: 0, unit: 2, units: 2, lines: 60 };
        assert_eq!(foot(&grid, true), Some(tiers));
        let place = Place { line: 40, unit: 3, units: 1, lines: 20 };
        let ad = Fixed { place, name: "ad".to_owned(), is_story: false, wraps: true };
        let with_ad = Grid { fixed: vec![ad], ..grid };
        let below = Place { line: 17, unit: 0, units: 4, lines: 43 };
        assert_eq!(foot(&with_ad, false), Some(below));
    }
}
