//! The count of spot inks: each is a plate and a unit of the press more.

use std::collections::BTreeMap;

use crate::colour::{Colour, SpotId};
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Span, counted};
use crate::flow::Frame;

use super::Finished;
use super::sheet::span_of;

/// Spot inks that a newspaper press has units for, beside the four process inks.
const SPOTS: usize = 2;

pub(super) fn inspect(job: Finished<'_>) -> Option<Diagnostic> {
    // Where each is first seen.
    let mut spots: BTreeMap<SpotId, Option<Span>> = BTreeMap::new();
    let mut see = |colour: Colour, place: Option<Span>| {
        if let Colour::Spot { spot, .. } = colour {
            let seen = spots.entry(spot).or_default();
            *seen = seen.or(place);
        }
    };
    for frame in job.filled.pages.iter().flat_map(|set| &set.frames) {
        match frame {
            Frame::Line(line) => {
                let spots =
                    line.line.runs.iter().filter(|run| matches!(run.colour, Colour::Spot { .. }));
                spots.for_each(|run| see(run.colour, span_of(job, line)));
            }
            Frame::Rule(placed) => see(placed.rule.colour, None),
            Frame::Box(placed) => {
                let stroke = placed.stroke.map(|rule| rule.colour);
                placed.fill.into_iter().chain(stroke).for_each(|colour| see(colour, None));
            }
            Frame::Picture(_) => {}
        }
    }
    if spots.len() <= SPOTS {
        return None;
    }
    let names: Vec<&str> = spots
        .keys()
        .filter_map(|spot| job.model.spots.get(usize::from(spot.0)))
        .map(|spot| spot.name.as_str())
        .collect();
    let message =
        format!("the job prints in {}, at most {SPOTS}", counted(spots.len(), "spot ink"));
    let found = Diagnostic::warning(codes::SPOT_INKS, message)
        .with_note(names.join(", "))
        .help("print some of them in process inks: cmyk(…)");
    let place = spots.into_values().next_back().flatten();
    Some(match place {
        Some(span) => found.at(span, "the last of them, first seen here"),
        None => found,
    })
}
