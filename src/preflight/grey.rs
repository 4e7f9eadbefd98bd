//! Long grey (R104): running text over many lines and several legs without a head, a picture or a
//! subhead to rest the eye on.
//!
//! ```text
//! |========|========|========|
//! |========|========|========|   three legs and more, over twenty lines deep
//! |========|========|========|
//! ```

use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings};
use crate::measure::Length;

use super::sheet::{FinishedPage, SetLeg};

/// More lines than these, in so many legs side by side.
const LINES: i64 = 20;
const LEGS: usize = 3;

pub(super) fn inspect(sheet: &FinishedPage<'_>) -> Findings {
    let mut found = Findings::default();
    let mut rest = sheet.legs.as_slice();
    while let Some(first) = rest.first() {
        let of_block = rest.iter().take_while(|leg| leg.block == first.block).count();
        let (legs, others) = rest.split_at(of_block);
        found.extend(grey(sheet, legs));
        rest = others;
    }
    found
}

/// The deepest grey of a block.
fn grey(sheet: &FinishedPage<'_>, legs: &[SetLeg<'_>]) -> Option<Diagnostic> {
    let runs: Vec<Vec<(Length, Length)>> = legs.iter().map(runs).collect();
    let line = legs.first()?.line;
    let beside = |from: usize| {
        let shared = |a: &(Length, Length), b: &(Length, Length)| (a.0.max(b.0), a.1.min(b.1));
        let mut best: Option<(usize, i64)> = None;
        let mut stretches = runs.get(from)?.clone();
        for (count, next) in (2..).zip(runs.get(from + 1..)?) {
            let all = stretches.iter().flat_map(|one| next.iter().map(|other| shared(one, other)));
            stretches = all.filter(|(start, end)| *end - *start > line * LINES).collect();
            let deepest = stretches.iter().map(|(start, end)| (*end - *start).whole(line)).max();
            let Some(lines) = deepest else { break };
            best = if count >= LEGS { Some((count, lines)) } else { best };
        }
        best
    };
    let (count, lines) = (0..legs.len()).filter_map(beside).max()?;
    let block = sheet.page.blocks.get(legs.first()?.block.0 as usize)?;
    let message =
        format!("{count} legs side by side are {lines} lines of nothing but text, at most {LINES}");
    Some(
        Diagnostic::note(codes::LONG_GREY, message)
            .at(block.span, "this block")
            .help("break it up with subheads, a picture or a quote"),
    )
}

/// Lines of a leg that follow one another, alike long, from and to across the lines.
fn runs(leg: &SetLeg<'_>) -> Vec<(Length, Length)> {
    let mut runs: Vec<(Length, Length, Length)> = Vec::new();
    for line in &leg.lines {
        let at = leg.logical(line.rect);
        let next = at.block + leg.line;
        match runs.last_mut() {
            Some((_, end, width)) if *end == at.block && *width == at.inline_size => *end = next,
            _ => runs.push((at.block, next, at.inline_size)),
        }
    }
    runs.into_iter().map(|(from, to, _)| (from, to)).collect()
}
