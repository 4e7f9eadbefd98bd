//! First-fit breaking: one line at a time.

use std::ops::Range;

use super::fit::{Judged, Line, LineStyle};
use super::line::BreakReason;
use super::nodes::{Ending, Nodes};
use super::paragraph::LineSlots;
use crate::chars::Class;
use crate::measure::Length;

/// Thousandths of an em that a joint of a gaping line gains (R50.4), and ems that a ragged one lacks.
const GAPING: i64 = 250;
const RAGGED: i64 = 5;

/// Where a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineBreak {
    /// The next line's first box.
    pub to: usize,
    pub reason: BreakReason,
}

/// Lines from box `from` on, until the text or the slots end. R52: what needs less than can be
/// squeezed is pulled in; otherwise it is carried over and the line spread.
pub(super) fn break_greedy(
    nodes: &Nodes,
    style: &LineStyle,
    slots: &dyn LineSlots,
    from: usize,
) -> Vec<LineBreak> {
    let mut breaks: Vec<LineBreak> = Vec::new();
    let mut at = from;
    while at < nodes.len() {
        let Some(measure) = slots.measure(breaks.len()) else { break };
        let line = Line { from: at, to: at, first: at == 0, measure };
        // R20: no more than two hyphens running, and none over the end of a leg.
        let hyphens = breaks.iter().rev().take_while(|b| b.reason == BreakReason::Hyphen).count();
        let below = slots.measure(breaks.len() + 1).unwrap_or(measure);
        let next = if hyphens < 2 && !slots.ends_leg(breaks.len()) {
            first_fit(nodes, style, line, below)
        } else {
            let plain = LineStyle { hyphenate_under: Length::ZERO, ..*style };
            first_fit(nodes, &plain, line, below)
        };
        at = next.to;
        breaks.push(next);
    }
    breaks
}

/// The end of one line; the next has the measure `below`.
fn first_fit(nodes: &Nodes, style: &LineStyle, line: Line, below: Length) -> LineBreak {
    let (mut tight, mut beyond) = (None, None);
    let (mut loose, doubtful) = surely(nodes, style, line);
    for &to in doubtful {
        let tried = Line { to: to as usize, ..line };
        if !allowed(nodes, style, tried) {
            continue;
        }
        match nodes.judge(style, tried) {
            Judged::Fits(fit) if fit.rest >= Length::ZERO => loose = Some((tried.to, fit.rest)),
            Judged::Fits(_) => {
                tight = Some(tried.to);
                break;
            }
            Judged::Over => beyond = beyond.or(Some(tried.to)),
            Judged::Beyond => {
                beyond = beyond.or(Some(tried.to));
                break;
            }
        }
    }
    if let (Some((from, rest)), None, Some(beyond)) = (loose, tight, beyond)
        && rest.is_positive()
        && let Some(to) = split(nodes, style, line, from..beyond, below)
    {
        return LineBreak { to, reason: reason(nodes, style, Line { to, ..line }) };
    }
    let to = match (loose, tight) {
        // R54: a last line gives way rather than leave a few characters over.
        (_, Some(to)) if to == nodes.len() => Some(to),
        (Some((to, rest)), _) if rest == Length::ZERO || to == nodes.len() => Some(to),
        (Some((to, _)), None) => Some(to),
        (_, tight) => tight,
    };
    match to {
        Some(to) => LineBreak { to, reason: reason(nodes, style, Line { to, ..line }) },
        None => emergency(nodes, style, line),
    }
}

/// The longest end before which every line surely fits, with what it leaves, and the chances after
/// it, which are to be tried.
fn surely<'a>(
    nodes: &'a Nodes,
    style: &LineStyle,
    line: Line,
) -> (Option<(usize, Length)>, &'a [u32]) {
    let chances = chances_from(nodes, line.from);
    let inset = if line.first { style.indent } else { style.hang };
    // Whatever stands at the two edges is in this.
    let room = line.measure - inset - style.hyphen - nodes.widest * 2;
    let begin = nodes.sums.get(line.from).map_or(Length::ZERO, |sums| sums.width);
    let sure = chances.partition_point(|&to| {
        nodes.sums.get(to as usize - 1).is_some_and(|sums| sums.width - begin < room)
    });
    for index in (0..sure).rev() {
        let Some(&to) = chances.get(index) else { continue };
        let tried = Line { to: to as usize, ..line };
        if allowed(nodes, style, tried) {
            let rest = nodes.measure(style, tried).rest;
            return (Some((tried.to, rest)), chances.get(index + 1..).unwrap_or(&[]));
        }
    }
    (None, chances)
}

/// The places at which a line that starts at `from` may end.
pub(super) fn chances_from(nodes: &Nodes, from: usize) -> &[u32] {
    let first = nodes.chances.partition_point(|&to| to as usize <= from);
    nodes.chances.get(first..).unwrap_or(&[])
}

/// Hyphens only where the measure is narrow enough, a telephone number's end within it only where the
/// line gapes before it.
pub(super) fn allowed(nodes: &Nodes, style: &LineStyle, line: Line) -> bool {
    match line.to.checked_sub(1).and_then(|at| nodes.joints.get(at)) {
        Some(joint)
            if matches!(joint.part, Ending::Hyphen | Ending::Name) && line.to < nodes.len() =>
        {
            line.measure < style.hyphenate_under
        }
        Some(joint) if joint.part == Ending::Group && line.to < nodes.len() => {
            gapes(nodes, style, line)
        }
        _ => true,
    }
}

/// Whether the line would gape if it ended before the telephone number that it ends in.
fn gapes(nodes: &Nodes, style: &LineStyle, line: Line) -> bool {
    let chances = chances_from(nodes, line.from).iter().map(|&to| to as usize);
    let group = |to: &usize| nodes.joints.get(to - 1).is_some_and(|j| j.part == Ending::Group);
    let before = chances.take_while(|&to| to < line.to).filter(|to| !group(to)).last();
    let Some(to) = before else { return true };
    let short = nodes.measure(style, Line { to, ..line });
    match style.flush {
        true => short.looseness > GAPING,
        false => short.rest > style.em * RAGGED,
    }
}

/// Where to break what stands in `word`, if the next line, of the measure `below`, could not hold
/// it either: it must be broken anyhow, and begins on the line before (R19).
pub(super) fn split(
    nodes: &Nodes,
    style: &LineStyle,
    line: Line,
    word: Range<usize>,
    below: Length,
) -> Option<usize> {
    let (first, last) = nodes.sums.get(word.start).zip(nodes.sums.get(word.end - 1))?;
    let width = last.width - first.width + nodes.clusters.get(word.end - 1)?.size;
    if width <= below.max(line.measure) - style.hang {
        return None;
    }
    let breakable = |to: &usize| {
        let part = nodes.joints.get(to - 1).map(|joint| joint.part);
        matches!(part, Some(Ending::Last | Ending::Syllable | Ending::Name | Ending::Group))
    };
    // Two characters at least on either side.
    let places = (word.start + 2..word.end.saturating_sub(1)).filter(breakable);
    let fits = |to: &usize| nodes.measure(style, Line { to: *to, ..line }).rest >= Length::ZERO;
    let places = places.take_while(fits);
    least_harm(nodes, style, line, places)
}

/// The best of the places at which a word is broken that no line holds.
fn least_harm(
    nodes: &Nodes,
    style: &LineStyle,
    line: Line,
    places: impl Iterator<Item = usize> + Clone,
) -> Option<usize> {
    let korean = |to: &usize| {
        nodes.joints.get(to - 1).is_some_and(|joint| joint.part == Ending::Syllable)
            && nodes.measure(style, Line { to: *to, ..line }).rest <= line.measure / 2
    };
    let between_syllables = places.clone().filter(korean).last();
    between_syllables
        .or_else(|| syllable(nodes, places.clone()))
        .or_else(|| neatest(nodes, style, line, places))
}

/// The last of the places at which a name has a syllable's end (R126).
fn syllable(nodes: &Nodes, places: impl Iterator<Item = usize>) -> Option<usize> {
    let named = |to: &usize| nodes.joints.get(to - 1).is_some_and(|j| j.part == Ending::Name);
    places.filter(named).last()
}

/// The last of the places at which a word is broken; rather one between the parts of a date or
/// after a number's comma, when the line is half full there (R17).
fn neatest(
    nodes: &Nodes,
    style: &LineStyle,
    line: Line,
    places: impl Iterator<Item = usize>,
) -> Option<usize> {
    let class = |at: usize| nodes.clusters.get(at).map(|cluster| cluster.class);
    let parts = |to: usize| {
        matches!(class(to - 1), Some(Class::Wh | Class::Wl | Class::Wc))
            && class(to) == Some(Class::Nu)
            && nodes.measure(style, Line { to, ..line }).rest <= line.measure / 2
    };
    let (mut last, mut neat) = (None, None);
    for to in places {
        last = Some(to);
        neat = if parts(to) { last } else { neat };
    }
    neat.or(last)
}

/// Nothing fits: a word is broken where it must, and what kinsoku holds together stands over.
pub(super) fn emergency(nodes: &Nodes, style: &LineStyle, line: Line) -> LineBreak {
    let until = chances_from(nodes, line.from)
        .iter()
        .map(|&to| to as usize)
        .find(|&to| allowed(nodes, style, Line { to, ..line }))
        .unwrap_or(nodes.len());
    let breakable = |to: &usize| {
        let part = nodes.joints.get(to - 1).map(|joint| joint.part);
        matches!(
            part,
            Some(Ending::Last | Ending::Syllable | Ending::Name | Ending::Hyphen | Ending::Group)
        )
    };
    let places = (line.from + 1..until).filter(breakable);
    // One letter at least.
    let forced = places.clone().next();
    let fits = |to: &usize| nodes.fit(style, Line { to: *to, ..line }).is_some();
    let places = places.take_while(fits);
    let best = least_harm(nodes, style, line, places);
    match best.or(forced) {
        Some(to) => LineBreak { to, reason: forced_reason(nodes, to) },
        None => {
            let to = until.max(line.from + 1);
            LineBreak { to, reason: reason(nodes, style, Line { to, ..line }) }
        }
    }
}

/// Why a line ends where it must.
fn forced_reason(nodes: &Nodes, to: usize) -> BreakReason {
    match nodes.joints.get(to - 1).map(|joint| joint.part) {
        Some(Ending::Name) => BreakReason::Hyphen,
        _ => BreakReason::Emergency,
    }
}

/// Why a line ends here.
pub(super) fn reason(nodes: &Nodes, style: &LineStyle, line: Line) -> BreakReason {
    if line.to >= nodes.len() {
        return BreakReason::End;
    }
    match nodes.joints.get(line.to - 1).map(|joint| joint.part) {
        Some(Ending::Hyphen) if allowed(nodes, style, line) => return BreakReason::Hyphen,
        Some(Ending::Hyphen) => return BreakReason::Emergency,
        Some(Ending::Soft | Ending::Name) => return BreakReason::Hyphen,
        Some(Ending::Last | Ending::Syllable) => return BreakReason::Emergency,
        _ => {}
    }
    let longer = Line { to: line.to + 1, ..line };
    let barred = nodes.joints.get(line.to).is_some_and(|joint| joint.part == Ending::Never);
    if barred && nodes.fit(style, longer).is_some_and(|fit| fit.rest >= Length::ZERO) {
        BreakReason::Kinsoku
    } else {
        BreakReason::Fit
    }
}
