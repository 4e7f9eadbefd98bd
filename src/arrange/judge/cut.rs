//! Whether a line or a gutter cuts a page in two (K030).

use std::collections::BTreeSet;

use super::super::area::Place;
use super::super::problem::Stand;
use super::Case;

/// The fewest pieces that can be laid out without a cut.
const PIECES: usize = 5;

/// Lines through the whole page, or a half of a spread, that no story bridges, with two of them on either side: whether
/// each goes across the page, and where.
pub fn cuts(case: &Case<'_>, stands: &[Stand<'_>]) -> Vec<(bool, u32)> {
    let of = |is_across: bool| {
        cuts_along(case, stands, is_across).into_iter().map(move |at| (is_across, at))
    };
    [true, false].into_iter().flat_map(of).collect()
}

fn cuts_along(case: &Case<'_>, stands: &[Stand<'_>], is_across: bool) -> Vec<u32> {
    let grid = case.grid;
    let extent = |place: &Place| match is_across {
        true => (place.line, place.end_line()),
        false => (place.unit, place.end_unit()),
    };
    // Fewer than five cannot be laid out without a cut; a picture is one of them.
    let pictures: usize = stands.iter().map(|stand| stand.shape.spots.len()).sum();
    if stands.len() + pictures + grid.fixed.len() < PIECES {
        return Vec::new();
    }
    // The fold parts a spread on purpose.
    let sheets = grid.sheets.iter().map(extent).collect::<BTreeSet<(u32, u32)>>();
    let of_sheet = |sheet: (u32, u32)| {
        let on_sheet = |part: &Part| part.from >= sheet.0 && part.to <= sheet.1;
        let part = |place: &Place, is_framed: bool| {
            let (from, to) = extent(place);
            Part { from, to, is_framed }
        };
        let own = stands.iter().map(|stand| part(&stand.place, stand.shape.is_framed()));
        let fixed = grid.fixed.iter().filter(|fixed| fixed.is_story);
        let fixed = fixed.map(|fixed| part(&fixed.place, false));
        let stories: Vec<Part> = own.chain(fixed).filter(on_sheet).collect();
        let others = grid.fixed.iter().filter(|fixed| !fixed.is_story).map(|f| extent(&f.place));
        parting(&stories, &others.collect::<Vec<_>>())
    };
    sheets.into_iter().flat_map(of_sheet).collect()
}

/// Where a story begins and ends across a cut.
struct Part {
    from: u32,
    to: u32,
    is_framed: bool,
}

/// Where two stories or more end and two or more begin. Frames in a row part themselves from what
/// stands before and behind them.
fn parting(stories: &[Part], others: &[(u32, u32)]) -> Vec<u32> {
    let ends = || stories.iter().map(|part| part.to);
    let cuts: BTreeSet<u32> =
        ends().filter(|at| stories.iter().all(|own| own.to <= *at || own.from >= *at)).collect();
    let is_parting = |at: &&u32| {
        let at = **at;
        let before = stories.iter().filter(|own| own.to <= at).count();
        let behind = stories.iter().filter(|own| own.from >= at).count();
        let bridged = others.iter().any(|(from, to)| *from < at && *to > at);
        let next = stories.iter().map(|own| own.from).filter(|from| *from >= at).min();
        let filled =
            others.iter().any(|(from, to)| *from >= at && next.is_some_and(|next| *to <= next));
        let last = cuts.range(..at).next_back().copied().unwrap_or(0);
        let then = cuts.range(at + 1..).next().copied().unwrap_or(u32::MAX);
        let framed = |from: u32, to: u32| {
            let mut row = stories.iter().filter(|own| own.from >= from && own.to <= to);
            row.clone().count() > 1 && row.all(|own| own.is_framed)
        };
        let boxes = framed(last, at) || framed(at, then);
        before >= 2 && behind >= 2 && !bridged && !filled && !boxes
    };
    cuts.iter().filter(is_parting).copied().collect()
}
