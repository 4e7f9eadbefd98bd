//! [`Spot`]: where a picture stands in a form of its story, and the rows that several make side by side.

use crate::source::layout::FitWord;

use super::imagine::Framing;
use super::measure::{Look, Setting};
use super::plan::Copy;

/// Where a picture stands in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub picture: usize,
    /// Legs before it.
    pub first: u32,
    pub units: u32,
    /// As it is uncropped.
    pub look: Look,
    /// Nothing of it is cut off.
    pub is_whole: bool,
}

impl Spot {
    /// What of it is cut off in so many lines, in per cent of its depth or its width.
    pub fn cropped(&self, lines: u32) -> i64 {
        let caption = self.look.caption.min(self.look.lines);
        let natural = i64::from(self.look.lines - caption).max(1);
        let own = (i64::from(lines) - i64::from(caption)).max(0);
        (own - natural).abs() * 100 / own.max(natural)
    }

    /// The lines that it takes of so many: all of them, or as many as it has where more of it would be cut off than
    /// may be. Beside another it may be less deep.
    pub fn within(&self, lines: u32) -> u32 {
        if self.stands_in(lines) { lines } else { self.look.lines.min(lines) }
    }

    /// Whether it may stand in so many lines.
    pub fn stands_in(&self, lines: u32) -> bool {
        match self.is_whole {
            true if lines < self.look.lines => self.cropped(lines) <= NARROWER,
            true => lines <= self.look.lines + OVER,
            false => self.cropped(lines) <= CROP,
        }
    }

    /// So many lines and as many more of some as do not have more of it cut off than shows, or than is cut off already.
    pub fn deepened(&self, lines: u32, more: u32) -> u32 {
        let most = self.cropped(lines).max(SHOWS);
        let by = (1..=more).take_while(|by| self.cropped(lines + by) <= most).count();
        if self.is_whole { lines } else { lines + by as u32 }
    }

    /// The lines that it may lose or gain, of so many.
    pub fn gives(&self, lines: u32) -> (u32, u32) {
        let most = self.cropped(lines).max(GIVEN);
        let cut = |lines: u32| self.cropped(lines) <= most;
        let less = (1..=GIVES).take_while(|by| lines > *by && cut(lines - by)).count();
        let more = (1..=GIVES).take_while(|by| cut(lines + by)).count();
        if self.is_whole { (0, 0) } else { (less as u32, more as u32) }
    }
}

/// What is cut off a picture at most, and what of that shows, in per cent of its depth or its width.
pub const CROP: i64 = 25;
pub const SHOWS: i64 = 12;
/// What a picture that is shown whole may be narrower than its legs at most, in per cent, and the lines over it that
/// may stay free.
const NARROWER: i64 = 10;
const OVER: u32 = 2;
/// Lines that a picture gives or takes at most where a story is made to fit, and what is cut off it then at most.
const GIVES: u32 = 4;
const GIVEN: i64 = 16;

/// The ways to show a story's pictures: none, the first alone, the first with more beside it.
pub fn rows(copy: &Copy, looks: &[Vec<Look>], setting: &Setting) -> Vec<Vec<Spot>> {
    let units = setting.units;
    let kept = copy.pictures.iter().any(|picture| picture.keep);
    let mut rows = Vec::new();
    let framed = setting.framing == Framing::Framed;
    if !kept || looks.is_empty() || (framed && copy.is_boxed()) {
        rows.push(Vec::new());
    }
    if looks.is_empty() || framed {
        return rows;
    }
    let most = (1..=looks.len()).rev();
    for count in most.filter(|count| *count as u32 <= units) {
        for all in count as u32..=units {
            // The first has the most.
            let rest = (all / count as u32).max(1);
            for wide in if count == 2 { 1..=rest } else { rest..=rest } {
                let mut first = units - all;
                let mut row = Vec::new();
                for picture in 0..count {
                    let wide = if picture == 0 { all - wide * (count as u32 - 1) } else { wide };
                    row.extend(spot(copy, looks, (picture, first, wide)));
                    first += wide;
                }
                rows.extend((row.len() == count).then_some(row));
            }
        }
    }
    rows
}

/// A picture over so many legs; none where it was not seen so wide.
fn spot(
    copy: &Copy,
    looks: &[Vec<Look>],
    (picture, first, units): (usize, u32, u32),
) -> Option<Spot> {
    let look = looks.get(picture)?.iter().find(|look| look.units == units).copied()?;
    let said = copy.pictures.get(picture).and_then(|own| own.fit);
    let is_whole = said.map_or(look.is_lettered, |word| word == FitWord::Contain);
    Some(Spot { picture, first, units, look, is_whole })
}

#[cfg(test)]
mod tests {
    use super::super::rules::Rule;
    use super::*;

    #[test]
    fn a_picture_gives_lines_until_its_crop_shows() {
        let look = Look::plain(1, 22);
        let spot = Spot { picture: 0, first: 0, units: 1, look, is_whole: false };
        // Of twenty lines two are a tenth, three nearly a sixth.
        assert_eq!((spot.cropped(22), spot.cropped(20), spot.cropped(24)), (0, 10, 9));
        assert_eq!((spot.gives(22), spot.gives(20), spot.gives(17)), ((3, 4), (1, 4), (0, 4)));
        assert_eq!(Spot { is_whole: true, ..spot }.gives(22), (0, 0));
        assert_eq!((spot.deepened(22, 3), spot.deepened(21, 2)), (24, 23));
        assert!(
            Rule::CropShows.cost(2) > Rule::White.cost(1),
            "rather a line of white than two per cent more"
        );
    }
}
