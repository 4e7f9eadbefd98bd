//! Every arrangement, from some lines over to some short, with all treatments and with each alone.

use std::collections::BTreeSet;

use rayon::prelude::*;
use typeset::diag::{Diagnostic, Severity};
use typeset::{Goal, Outcome, Output, Session, Stage};

use super::arrangements::{ARRANGEMENTS, Arrangement};
use super::{Ledger, Treatment, WRITINGS, has, run_in};

const ORDER: [&str; 5] = ["white", "picture", "tracking", "headline", "optional"];

/// Lines that stay empty; below none, lines that are over.
const BALANCES: [i64; 6] = [-8, -3, -1, 1, 2, 7];

const LINES: i64 = 44;
const TAIL: usize = 12;

/// A story of some length in an arrangement.
struct Cell<'a> {
    arrangement: &'a Arrangement,
    writing: &'static str,
    tail: usize,
    /// Untreated.
    before: Ledger,
}

impl Cell<'_> {
    fn run(&self, session: &mut Session, fit: &str, goal: Goal) -> Outcome {
        run_in(session, &self.arrangement.files(self.writing, fit, (LINES, self.tail)), goal)
    }

    /// Lines that may stay empty: a box as deep as its text has none.
    fn short(&self) -> i64 {
        if self.arrangement.is_as_deep { 1_000 } else { 1 }
    }

    fn fits(&self, ledger: &Ledger) -> bool {
        (0..=self.short()).contains(&ledger.balance())
    }

    fn name(&self) -> String {
        let Cell { arrangement, writing, before, .. } = self;
        format!("{} ({writing}), {} lines empty", arrangement.name, before.balance())
    }
}

fn ordered(order: &[&str]) -> String {
    format!("fit = {{ order = {order:?} }}")
}

fn frames(outcome: &Outcome) -> &str {
    match &outcome.output {
        Output::Text(text) => text,
        _ => "",
    }
}

#[test]
fn every_arrangement_is_fitted_within_its_limits() {
    let cells = (0..).zip(&ARRANGEMENTS);
    let cells: Vec<(usize, &Arrangement, &'static str)> =
        cells.flat_map(|(at, of)| WRITINGS.map(|writing| (at, of, writing))).collect();
    let counts = cells.into_par_iter().map(|(at, arrangement, writing)| {
        let session = &mut Session::new();
        let empty = Ledger::of(&run_in(
            session,
            &arrangement.files(writing, "", (LINES, TAIL)),
            Goal::Check,
        ));
        let mut counts = (0, 0);
        for (turn, balance) in BALANCES.into_iter().enumerate() {
            // One half in one writing, one in the other.
            if (at + turn + usize::from(writing == "vertical")) % 2 == 0 {
                continue;
            }
            let tail = (TAIL as i64 + empty.balance() - balance).max(0) as usize;
            let files = arrangement.files(writing, "", (LINES, tail));
            let plain = run_in(session, &files, Goal::Dump(Stage::Frames));
            if has(&plain, "O010") {
                continue;
            }
            let cell = Cell { arrangement, writing, tail, before: Ledger::of(&plain) };
            let single = [ORDER[(at + turn) % ORDER.len()]];
            all_hold(session, &cell, frames(&plain), &single);
            let fitted = all_hold(session, &cell, frames(&plain), &ORDER);
            if !cell.fits(&cell.before) {
                counts = (counts.0 + 1, counts.1 + usize::from(cell.fits(&fitted)));
            }
        }
        counts
    });
    let (tried, fitted) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert!(
        tried > 60 && fitted * 20 >= tried * 17,
        "{fitted} of {tried} stories were made to fit"
    );
}

/// What holds whatever the treatments come to.
fn all_hold(session: &mut Session, cell: &Cell<'_>, plain: &str, order: &[&str]) -> Ledger {
    let outcome = cell.run(session, &ordered(order), Goal::Dump(Stage::Frames));
    let (ledger, before) = (Ledger::of(&outcome), &cell.before);
    let name = format!("{}, {order:?}: {ledger:?}", cell.name());

    assert_eq!((ledger.room, ledger.needs), (before.room, before.needs), "{name}");
    assert_eq!(ledger.sum(), ledger.balance(), "{name}");
    assert!(ledger.over <= before.over, "{name}");
    assert!(before.over > 0 || ledger.left <= before.left.max(cell.short()), "{name}");
    if cell.fits(before) {
        assert!(ledger.treatments.is_empty() && frames(&outcome) == plain, "{name}");
    }
    assert!(ledger.treatments.iter().all(|one| is_within_limits(one, order)), "{name}");
    as_the_summary_says(&outcome, &ledger, (cell.fits(&ledger), &name));
    stands_on_the_grid(frames(&outcome), &name);
    if cell.fits(&ledger) && order.len() > 1 && !has(&outcome, "O010") {
        is_clean(&cell.run(session, &ordered(order), Goal::Check), &name);
        only_what_is_needed(session, cell, &ledger, &name);
    }
    ledger
}

/// No text is lost, and no picture covers a head.
fn is_clean(outcome: &Outcome, name: &str) {
    let is_wrong =
        |found: &&Diagnostic| found.severity == Severity::Error || found.code.to_string() == "K050";
    let wrong = outcome.findings.iter().find(is_wrong);
    assert!(wrong.is_none(), "{name}: {wrong:?}");
}

/// Three legs at most, two pictures, two marked paragraphs.
fn is_within_limits(Treatment { kind, amount, .. }: &Treatment, order: &[&str]) -> bool {
    let within = match &**kind {
        "white" => 0..=3 * 6,
        "picture" => -8..=8,
        "tracking" => -15..=15,
        "headline" => -1..=0,
        "optional" => 1..=2,
        _ => return false,
    };
    within.contains(amount) && order.contains(&&**kind)
}

/// The note that a story was fitted is true, and nothing says the opposite.
fn as_the_summary_says(outcome: &Outcome, ledger: &Ledger, (fits, name): (bool, &str)) {
    let codes = |code: &str| {
        let of = outcome.findings.iter().filter(|found| found.code.to_string() == code);
        of.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(has(outcome, "O001"), ledger.over > 0, "{name}");
    let (said, slack) = (codes("O016"), codes("O002"));
    assert!(said.len() <= 1, "{name}: {said:?}");
    assert!(said.len() == 1 || ledger.treatments.is_empty(), "{name}");
    let Some(said) = said.first() else { return };
    assert_eq!(said.ends_with(": fits"), fits, "{name}: {said}");
    let slack = slack.iter().filter(|slack| slack.contains("\"lead\"")).count();
    assert!(slack == 0 || !fits, "{name}: {said}");
    if ledger.over > 0 {
        // Where nothing helps, what was tried is said.
        let over = match ledger.treatments.is_empty() {
            true => format!("{} line", ledger.over),
            false => format!("still {} line", ledger.over),
        };
        assert!(said.contains(&over), "{name}: {said}");
    }
}

/// Every line of body size stands on one grid.
fn stands_on_the_grid(frames: &str, name: &str) {
    let places =
        frames.lines().filter(|line| line.contains(".body at ") && line.contains(" em 9 "));
    let places: Vec<(f64, f64)> = places
        .filter_map(|line| {
            let at = line.split(" at ").nth(1)?.split(' ').next()?;
            let (x, y) = at.split_once(',')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        })
        .collect();
    assert!(!places.is_empty(), "{name}");
    let of = |axis: fn(&(f64, f64)) -> f64| {
        let steps =
            places.iter().map(|place| (axis(place) % 12.0 * 1000.0).round() as i64 % 12_000);
        steps.collect::<BTreeSet<i64>>().len()
    };
    assert!(of(|place| place.0) == 1 || of(|place| place.1) == 1, "{name}: {frames}");
}

/// Without the last of the treatments in their order the story does not fit.
fn only_what_is_needed(session: &mut Session, cell: &Cell<'_>, ledger: &Ledger, name: &str) {
    let shortens = cell.before.over > 0;
    let did = |kind: &str| {
        let found = ledger.treatments.iter().find(|one| one.kind == kind);
        found.is_some_and(|one| if shortens { one.gained() > 0 } else { one.gained() < 0 })
    };
    let Some(last) = ORDER.iter().rposition(|kind| did(kind)) else { return };
    let fewer = cell.run(session, &ordered(&ORDER[..last]), Goal::Check);
    let does_without = cell.fits(&Ledger::of(&fewer)) && !has(&fewer, "O010");
    assert!(!does_without, "{name}: does without {}", ORDER[last]);
}
