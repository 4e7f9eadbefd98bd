//! How wide columns are: those widths under which the table is least deep.
//!
//! The model is Bilauca and Healy's (A new model for automated table layout, DocEng 2010): each cell
//! has a few widths at which it takes a line less, and of all choices that fit the measure the one is
//! taken whose rows are least deep in sum. A column's own candidates are the widths at which any of
//! its cells changes; the choice among them is searched exactly, branch and bound, within a bound of
//! steps. Of tables of one depth the one with fewest lines in all its cells wins, and what is left of the
//! measure is shared out in proportion to what the columns would like.

use crate::measure::Length;

/// A column as the search sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// Its widest piece that cannot be parted.
    pub least: Length,
    /// What it takes where no cell is broken.
    pub most: Length,
}

/// Widths of a column that are worth looking at.
const MOST_CANDIDATES: i64 = 48;
/// Steps of the search, by rows that may change.
const STEPS: usize = 400_000;

/// A width of a column, and the lines that its cells take there, by row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    width: Length,
    lines: Vec<u32>,
}

/// The widths of columns in `room`; an error says by how much it is too narrow. `lines` gives the lines
/// of a column's cells at a width, `pitch` the pitch of each row.
pub(super) fn widths(
    wishes: &[Wish],
    room: Length,
    step: Length,
    pitch: &[Length],
    lines: &dyn Fn(usize, Length) -> Vec<u32>,
) -> Result<Vec<Length>, Length> {
    let least: Length = wishes.iter().map(|wish| wish.least).sum();
    let most: Length = wishes.iter().map(|wish| wish.most).sum();
    if least > room {
        return Err(least - room);
    }
    let mut widths: Vec<Length> = wishes.iter().map(|wish| wish.most).collect();
    if most > room {
        let spare = room - least;
        let candidates: Vec<Vec<Candidate>> = wishes
            .iter()
            .enumerate()
            .map(|(at, wish)| candidates(wish, spare, step, &|width| lines(at, width)))
            .collect();
        widths = Search::new(&candidates, pitch).best(room);
    }
    share(&mut widths, wishes, room);
    Ok(widths)
}

/// The widths from the least to as much as can be had at which the column's cells change.
fn candidates(
    wish: &Wish,
    spare: Length,
    step: Length,
    lines: &dyn Fn(Length) -> Vec<u32>,
) -> Vec<Candidate> {
    let end = wish.most.min(wish.least + spare);
    let range = end - wish.least;
    let step = step.max(range / MOST_CANDIDATES).max(Length::from_units(1));
    let mut found: Vec<Candidate> = Vec::new();
    let mut width = wish.least;
    loop {
        let candidate = Candidate { width, lines: lines(width) };
        if found.last().is_none_or(|last| last.lines != candidate.lines) {
            found.push(candidate);
        }
        if width >= end {
            return found;
        }
        width = (width + step).min(end);
    }
}

/// A depth and the lines in all cells: what is to be least.
type Cost = (Length, u64);

struct Search<'a> {
    candidates: &'a [Vec<Candidate>],
    /// The rows that differ, and their pitch.
    rows: Vec<usize>,
    pitch: Vec<Length>,
    /// From each column on: the least room that it and those behind need, and their rows' least lines.
    rest: Vec<(Length, Vec<u32>, u64)>,
    chosen: Vec<usize>,
    best: Option<(Cost, Vec<usize>)>,
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(candidates: &'a [Vec<Candidate>], pitch: &[Length]) -> Search<'a> {
        let lines = |of: &Candidate, row: usize| of.lines.get(row).copied().unwrap_or(0);
        let changes = |row: &usize| {
            candidates.iter().any(|column| {
                column.windows(2).any(|pair| lines(&pair[0], *row) != lines(&pair[1], *row))
            })
        };
        let rows: Vec<usize> = (0..pitch.len()).filter(changes).collect();
        let mut rest = vec![(Length::ZERO, vec![0; rows.len()], 0)];
        for column in candidates.iter().rev() {
            let (room, below, sum) = rest.last().cloned().unwrap_or_default();
            let narrowest = column.first().map_or(Length::ZERO, |first| first.width);
            let widest: Vec<u32> =
                rows.iter().map(|row| column.last().map_or(0, |last| lines(last, *row))).collect();
            let own: u64 = widest.iter().map(|lines| u64::from(*lines)).sum();
            let joined = below.iter().zip(&widest).map(|(a, b)| *a.max(b)).collect();
            rest.push((room + narrowest, joined, sum + own));
        }
        rest.reverse();
        Search {
            candidates,
            pitch: rows.iter().map(|row| pitch[*row]).collect(),
            steps: STEPS / rows.len().max(1),
            rows,
            rest,
            chosen: Vec::new(),
            best: None,
        }
    }

    fn best(mut self, room: Length) -> Vec<Length> {
        let none = vec![0; self.rows.len()];
        self.descend(room, &none, 0);
        let chosen = self.best.map_or_else(|| vec![0; self.candidates.len()], |(_, chosen)| chosen);
        let width = |(column, at): (&Vec<Candidate>, usize)| {
            column.get(at).or(column.first()).map_or(Length::ZERO, |found| found.width)
        };
        self.candidates.iter().zip(chosen).map(width).collect()
    }

    /// Chooses for the next column, the widest first: what is found first is good already.
    fn descend(&mut self, room: Length, lines: &[u32], sum: u64) {
        let at = self.chosen.len();
        let Some(column) = self.candidates.get(at) else {
            let cost = (self.depth(lines), sum);
            if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
                self.best = Some((cost, self.chosen.clone()));
            }
            return;
        };
        let (needs, ahead, more) = match self.rest.get(at + 1) {
            Some(rest) => rest.clone(),
            None => return,
        };
        for (number, candidate) in column.iter().enumerate().rev() {
            if candidate.width + needs > room {
                continue;
            }
            if self.best.is_some() && self.steps == 0 {
                return;
            }
            self.steps = self.steps.saturating_sub(1);
            let own = self.rows.iter().map(|row| candidate.lines.get(*row).copied().unwrap_or(0));
            let own: Vec<u32> = own.collect();
            let here: Vec<u32> = lines.iter().zip(&own).map(|(a, b)| *a.max(b)).collect();
            let sum = sum + own.iter().map(|lines| u64::from(*lines)).sum::<u64>();
            let bound: Vec<u32> = here.iter().zip(&ahead).map(|(a, b)| *a.max(b)).collect();
            let bound = (self.depth(&bound), sum + more);
            if self.best.as_ref().is_some_and(|(best, _)| bound >= *best) {
                continue;
            }
            self.chosen.push(number);
            self.descend(room - candidate.width, &here, sum);
            self.chosen.pop();
        }
    }

    fn depth(&self, lines: &[u32]) -> Length {
        lines.iter().zip(&self.pitch).map(|(lines, pitch)| *pitch * i64::from(*lines)).sum()
    }
}

/// Gives out what is left of the room, in proportion to what the columns would like.
fn share(widths: &mut [Length], wishes: &[Wish], room: Length) {
    let left = room - widths.iter().copied().sum::<Length>();
    let all: Length = wishes.iter().map(|wish| wish.most).sum();
    if !left.is_positive() || !all.is_positive() {
        return;
    }
    let mut given = Length::ZERO;
    for (width, wish) in widths.iter_mut().zip(wishes) {
        let part = left.scale(wish.most.units(), all.units()).min(left - given);
        *width += part;
        given += part;
    }
    let widest = (0..wishes.len()).max_by_key(|at| wishes[*at].most);
    if let Some(widest) = widest.and_then(|at| widths.get_mut(at)) {
        *widest += left - given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EM: Length = Length::from_pt(9);

    /// Cells of so many characters of Han, which break anywhere.
    fn wishes(cells: &[&[i64]]) -> Vec<Wish> {
        let columns = cells.first().map_or(0, |row| row.len());
        let most = |at: usize| cells.iter().map(|row| row[at]).max().unwrap_or(0);
        (0..columns).map(|at| Wish { least: EM * most(at).min(2), most: EM * most(at) }).collect()
    }

    fn set(cells: &[&[i64]], room: i64) -> Result<Vec<Length>, Length> {
        let lines = |column: usize, width: Length| -> Vec<u32> {
            let of = |row: &&[i64]| (EM * row[column]).covered_by(width).max(1) as u32;
            cells.iter().map(of).collect()
        };
        let pitch = vec![Length::from_pt(12); cells.len()];
        widths(&wishes(cells), EM * room, EM / 4, &pitch, &lines)
    }

    fn depth(cells: &[&[i64]], widths: &[Length]) -> i64 {
        let row = |row: &&[i64]| {
            row.iter().zip(widths).map(|(cell, width)| (EM * *cell).covered_by(*width).max(1)).max()
        };
        cells.iter().filter_map(row).sum()
    }

    /// The least depth over all widths in whole characters.
    fn brute(cells: &[&[i64]], room: i64) -> i64 {
        let wishes = wishes(cells);
        let mut best = i64::MAX;
        let mut widths: Vec<Length> = wishes.iter().map(|wish| wish.least).collect();
        loop {
            if widths.iter().copied().sum::<Length>() <= EM * room {
                best = best.min(depth(cells, &widths));
            }
            let Some(at) = (0..widths.len()).find(|&at| widths[at] < wishes[at].most) else {
                return best;
            };
            widths[at] += EM;
            for before in 0..at {
                widths[before] = wishes[before].least;
            }
        }
    }

    #[test]
    fn the_table_is_as_shallow_as_can_be_and_fills_its_measure() {
        let tables: [(&[&[i64]], i64); 6] = [
            (&[&[2, 12, 6], &[2, 30, 6], &[2, 5, 14]], 20),
            (&[&[10, 10, 10], &[3, 20, 4], &[12, 1, 1]], 18),
            (&[&[40, 8], &[8, 40]], 24),
            (&[&[7, 7, 7, 7], &[1, 9, 1, 9], &[9, 1, 9, 1]], 19),
            (&[&[4, 4], &[5, 3]], 30),
            (&[&[25], &[3]], 10),
        ];
        for (cells, room) in tables {
            let widths = set(cells, room).expect("it fits");
            // Widths in parts of a character may do better than whole ones.
            assert!(depth(cells, &widths) <= brute(cells, room), "{cells:?} in {room}");
            assert_eq!(widths.iter().copied().sum::<Length>(), EM * room);
        }
    }

    #[test]
    fn what_does_not_fit_says_by_how_much() {
        assert_eq!(set(&[&[8, 8, 8]], 5), Err(EM));
        assert!(set(&[&[8, 8, 8]], 6).is_ok());
    }

    #[test]
    fn a_large_table_takes_no_time() {
        let rows: Vec<Vec<i64>> =
            (0..300).map(|row| (0..12).map(|at| 3 + (row * 7 + at * 11) % 17).collect()).collect();
        let rows: Vec<&[i64]> = rows.iter().map(Vec::as_slice).collect();
        let widths = set(&rows, 70).expect("it fits");
        assert_eq!(widths.iter().copied().sum::<Length>(), EM * 70);
    }
}
