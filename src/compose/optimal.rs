//! Total-fit breaking after Knuth and Plass: the cheapest way through the whole paragraph,
//! through measures that change from line to line (R27).
//!
//! A state is a place reached at a line, after a line of some kind; from each, all lines that
//! fit are tried. The costs are those of `fit.rs` and, here, of what runs on from line to line:
//! loose lines, loose ones beside tight ones, and hyphens.

use super::fit::{Fitting, Judged, Line, LineStyle, cost};
use super::greedy::{LineBreak, allowed, emergency, reason, split};
use super::nodes::Nodes;
use super::paragraph::{Leeway, LineSlots};
use crate::measure::Length;
use crate::text::Extent;

/// How the line before a state was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// There is none, or it is the last.
    Edge,
    Plain,
    Loose,
    Tight,
    /// By more than an em.
    Squeezed,
    Hyphen,
    Hyphens,
}

#[derive(Clone, Copy, Debug)]
struct State {
    at: u32,
    line: u32,
    kind: Kind,
    cost: i64,
    /// The state before it, and the next of the same place.
    from: u32,
    next: u32,
}

/// A line from a place.
#[derive(Clone, Copy, Debug)]
struct End {
    to: u32,
    hyphen: bool,
    loose: bool,
    tight: bool,
    squeezed: bool,
    last: bool,
    cost: i64,
}

impl End {
    fn of(to: u32, fit: &Fitting, em: Length) -> End {
        End {
            to,
            hyphen: fit.hyphen,
            loose: fit.looseness > LOOSE,
            tight: -fit.rest > em / 2,
            squeezed: -fit.rest > em && !fit.last,
            last: fit.last,
            cost: fit.cost,
        }
    }
}

const NONE: u32 = u32::MAX;

/// No place keeps more states than this, so that a text without end takes bounded work.
const MOST_STATES: usize = 24;

/// From this looseness on (thousandths of an em) a line is loose to the eye.
const LOOSE: i64 = 50;

struct Search<'a> {
    nodes: &'a Nodes,
    style: &'a LineStyle,
    slots: &'a dyn LineSlots,
    uniform: Option<usize>,
    /// Lines are tried that are shorter than is wanted, by as much as five ems.
    wide: bool,
    /// Of a line that is spread to gain another: what its joints gain beyond a character in all.
    most: Option<Length>,
    measures: Vec<Option<Length>>,
    states: Vec<State>,
    /// The first state of each place.
    heads: Vec<u32>,
    /// The cheapest state at which the slots ended.
    stopped: Option<u32>,
    /// The lines that begin where the last state was, by its measure and the one below, and where
    /// its chances were found: the next place's are not far.
    tried: Option<(u32, Length, Length)>,
    ends: Vec<End>,
    first: usize,
    window: usize,
}

/// Lines from box `from` on, until the text or the slots end.
pub(super) fn break_optimal(
    nodes: &Nodes,
    style: &LineStyle,
    slots: &dyn LineSlots,
    from: usize,
) -> Vec<LineBreak> {
    let search = Search::through(Search::new(nodes, style, slots), from);
    let Some(end) = search.cheapest() else { return search.path(from, search.stopped) };
    let cost = |search: &Search<'_>, end: u32| {
        search.states.get(end as usize).map_or(i64::MAX, |state| state.cost)
    };
    // Lines that are shorter than is wanted may spare a later one that is much shorter.
    if cost(&search, end) > cost::LOOSE {
        let wide = Search { wide: true, ..Search::new(nodes, style, slots) };
        let wide = Search::through(wide, from);
        if let Some(other) = wide.cheapest().filter(|&to| cost(&wide, to) < cost(&search, end)) {
            return wide.path(from, Some(other));
        }
    }
    search.path(from, Some(end))
}

/// A paragraph that is asked for another number of lines than its own.
pub(super) struct Asked<'a> {
    pub slots: &'a dyn LineSlots,
    pub leeway: Leeway,
    /// As it is set of itself.
    pub own: &'a [LineBreak],
}

/// What each joint may lose beyond R49.
pub(super) fn given(style: &LineStyle, leeway: Leeway) -> Length {
    style.em.scale(i64::from(leeway.give), 1000)
}

/// The same text in one line less or more, if none of them is worse than a paragraph's lines are
/// of themselves. Lines that need not change stay as they are best.
pub(super) fn break_to(
    nodes: &Nodes,
    style: &LineStyle,
    asked: Asked<'_>,
    from: usize,
) -> Option<Vec<LineBreak>> {
    let Asked { slots, leeway, own } = asked;
    if own.last().is_none_or(|last| last.to < nodes.len()) {
        return None;
    }
    let give = given(style, leeway);
    let (lines, style, most) = match leeway.extent {
        Extent::Own => return None,
        Extent::Tight => (own.len() - 1, LineStyle { give, ..*style }, None),
        Extent::Loose => (own.len() + 1, *style, Some(give)),
    };
    let search = Search { uniform: None, most, ..Search::new(nodes, &style, slots) };
    let search = Search::through(search, from);
    let end = search.ending(|state| state.line as usize == lines && state.cost < cost::RUNT)?;
    Some(search.path(from, Some(end)))
}

impl<'a> Search<'a> {
    fn new(nodes: &'a Nodes, style: &'a LineStyle, slots: &'a dyn LineSlots) -> Search<'a> {
        Search {
            nodes,
            style,
            slots,
            uniform: slots.uniform_from(),
            wide: false,
            most: None,
            measures: Vec::new(),
            states: Vec::with_capacity(nodes.len() * 2 + 1),
            heads: vec![NONE; nodes.len() + 1],
            stopped: None,
            tried: None,
            ends: Vec::new(),
            first: 0,
            window: 0,
        }
    }

    /// Tries every line of the text.
    fn through(mut self, from: usize) -> Search<'a> {
        self.add(State {
            at: from as u32,
            line: 0,
            kind: Kind::Edge,
            cost: 0,
            from: NONE,
            next: NONE,
        });
        for at in from..self.nodes.len() {
            let mut index = self.heads.get(at).copied().unwrap_or(NONE);
            while let Some(&state) = self.states.get(index as usize) {
                self.expand(index, state);
                index = state.next;
            }
        }
        self
    }
}

impl Search<'_> {
    fn measure(&mut self, line: u32) -> Option<Length> {
        while self.measures.len() <= line as usize {
            self.measures.push(self.slots.measure(self.measures.len()));
        }
        self.measures.get(line as usize).copied().flatten()
    }

    /// Tries every line from a state.
    fn expand(&mut self, index: u32, state: State) {
        let Some(measure) = self.measure(state.line) else {
            let known = self.stopped.and_then(|at| self.states.get(at as usize));
            if known.is_none_or(|known| state.cost < known.cost) {
                self.stopped = Some(index);
            }
            return;
        };
        let below = self.measure(state.line + 1).unwrap_or(measure);
        let key = (state.at, measure, below);
        if self.tried != Some(key) {
            self.tried = Some(key);
            self.try_ends(state.at as usize, measure, below);
        }
        let ends = std::mem::take(&mut self.ends);
        for &end in &ends {
            self.reach(index, state, end);
        }
        self.ends = ends;
    }

    /// All lines that begin at a place, into `ends`. States that differ in their number of lines
    /// or in the line before them share these.
    fn try_ends(&mut self, from: usize, measure: Length, below: Length) {
        self.ends.clear();
        let (nodes, style) = (self.nodes, self.style);
        let line = Line { from, to: from, first: from == 0, measure };
        let (first, window) = self.window(line);
        let (mut found, mut plain) = (false, false);
        let (mut longest, mut beyond) = (None, None);
        for &to in nodes.chances.get(window..).unwrap_or(&[]) {
            let tried = Line { to: to as usize, ..line };
            if !allowed(nodes, style, tried) {
                continue;
            }
            match nodes.judge(style, tried) {
                Judged::Fits(fit) if self.is_too_loose(tried, &fit) => {}
                Judged::Fits(fit) => {
                    found = true;
                    plain |= !fit.hyphen;
                    longest = Some(tried.to).filter(|_| fit.rest.is_positive());
                    self.ends.push(End::of(to, &fit, style.em));
                }
                Judged::Over => beyond = beyond.or(Some(tried.to)),
                Judged::Beyond => {
                    beyond = beyond.or(Some(tried.to));
                    break;
                }
            }
        }
        // A loose line, the longest there is, and one that ends without a hyphen.
        for &to in nodes.chances.get(first..window).unwrap_or(&[]).iter().rev() {
            if plain {
                break;
            }
            let tried = Line { to: to as usize, ..line };
            let fit = nodes.fit(style, tried);
            let Some(fit) = fit.filter(|fit| !(found && fit.hyphen)) else { continue };
            if allowed(nodes, style, tried) {
                found = true;
                plain |= !fit.hyphen;
                longest = longest.or(Some(tried.to));
                self.ends.push(End::of(to, &fit, style.em));
            }
        }
        let forced = if !found {
            Some(emergency(nodes, style, line).to)
        } else if let (Some(longest), Some(beyond)) = (longest, beyond) {
            split(nodes, style, line, longest..beyond, below)
        } else {
            None
        };
        if let Some(to) = forced {
            let fit = forced_fit(nodes, style, Line { to, ..line });
            self.ends.push(End::of(to as u32, &fit, style.em));
        }
    }

    /// Whether a line that is spread so that the text gains another is spread by more than a
    /// character and what may be given beyond.
    fn is_too_loose(&self, line: Line, fit: &Fitting) -> bool {
        let Some(most) = self.most else { return false };
        let joints = line.to.saturating_sub(line.from + 1) as i64;
        !fit.last && fit.rest > self.style.em * 3 / 2 + most * joints
    }

    /// The first chance after a line's start, and the first at which it is not too short:
    /// shorter lines are looser than any that is wanted, some 0.12 em a joint.
    fn window(&mut self, line: Line) -> (usize, usize) {
        let nodes = self.nodes;
        let chances = &nodes.chances;
        let before = |to: u32| to as usize <= line.from;
        let first = step(chances, self.first, before);
        let inset = if line.first { self.style.indent } else { self.style.hang };
        let begin = nodes.sums.get(line.from).map_or(Length::ZERO, |sums| sums.width);
        let end = nodes.sums.last().map_or(Length::ZERO, |sums| sums.width);
        // Before a short last line a looser one may save it from holding too little (R53).
        let ends_soon = end - begin < line.measure + self.style.em * 2;
        // Lines that are not brought to the measure may be as short as their words make them.
        let wanted = match ends_soon {
            _ if !self.style.flush => 6,
            _ if self.wide => 5,
            true => 4,
            // As far before a number that keeps its unit as before a word (R118).
            false if nodes.dear => 4,
            false => 2,
        };
        let least = line.measure - inset - (line.measure / 8).max(self.style.em * wanted);
        let short = |to: u32| {
            let end = nodes.sums.get(to as usize - 1).map_or(Length::ZERO, |sums| sums.width);
            before(to) || end - begin < least
        };
        let window = step(chances, self.window.max(first), short);
        (self.first, self.window) = (first, window);
        (first, window)
    }

    fn reach(&mut self, index: u32, state: State, end: End) {
        let (kind, mut extra) = after(state.kind, end);
        if end.hyphen && self.slots.ends_leg(state.line as usize) {
            extra += cost::THIRD_HYPHEN;
        }
        self.add(State {
            at: end.to,
            line: state.line + 1,
            kind,
            cost: state.cost + end.cost + extra,
            from: index,
            next: NONE,
        });
    }

    /// Keeps a state unless a cheaper one like it is known.
    fn add(&mut self, state: State) {
        let at = state.at as usize;
        // Where all measures to come are one, the number of the line is of no matter.
        let uniform = |line: u32| self.uniform.is_some_and(|from| line as usize >= from);
        let mut index = self.heads.get(at).copied().unwrap_or(NONE);
        let (mut count, mut dearest) = (0, (i64::MIN, NONE));
        while let Some(known) = self.states.get_mut(index as usize) {
            count += 1;
            if known.cost > dearest.0 {
                dearest = (known.cost, index);
            }
            let alike = known.kind == state.kind
                && (known.line == state.line || (uniform(state.line) && uniform(known.line)));
            if alike {
                if (state.cost, state.line) < (known.cost, known.line) {
                    *known = State { next: known.next, ..state };
                }
                return;
            }
            index = known.next;
        }
        if count >= MOST_STATES {
            if let Some(known) = self.states.get_mut(dearest.1 as usize)
                && state.cost < known.cost
            {
                *known = State { next: known.next, ..state };
            }
            return;
        }
        let Some(head) = self.heads.get_mut(at) else { return };
        self.states.push(State { next: *head, ..state });
        *head = self.states.len() as u32 - 1;
    }

    /// The cheapest state at the end of the text.
    fn cheapest(&self) -> Option<u32> {
        self.ending(|_| true)
    }

    /// The cheapest of some.
    fn ending(&self, wanted: impl Fn(&State) -> bool) -> Option<u32> {
        let mut best: Option<u32> = None;
        let mut index = self.heads.last().copied().unwrap_or(NONE);
        while let Some(state) = self.states.get(index as usize) {
            let known = best.and_then(|at| self.states.get(at as usize));
            let better = known.is_none_or(|k| (state.cost, state.line) < (k.cost, k.line));
            if better && wanted(state) {
                best = Some(index);
            }
            index = state.next;
        }
        best
    }

    /// The breaks of the way to a state.
    fn path(&self, from: usize, to: Option<u32>) -> Vec<LineBreak> {
        let mut places = Vec::new();
        let mut index = to.unwrap_or(NONE);
        while let Some(state) = self.states.get(index as usize) {
            places.push(state.at as usize);
            index = state.from;
        }
        places.reverse();
        let mut breaks: Vec<LineBreak> = Vec::with_capacity(places.len());
        let mut start = from;
        for &to in places.iter().skip(1) {
            let measure = self.measures.get(breaks.len()).copied().flatten();
            let Some(measure) = measure else { break };
            let line = Line { from: start, to, first: start == 0, measure };
            breaks.push(LineBreak { to, reason: reason(self.nodes, self.style, line) });
            start = to;
        }
        breaks
    }
}

/// The first of the sorted `chances` that is not `before`, looked for from `hint` on.
fn step(chances: &[u32], hint: usize, before: impl Fn(u32) -> bool) -> usize {
    let at = |index: usize| chances.get(index).copied();
    let mut index = hint.min(chances.len());
    while at(index).is_some_and(&before) {
        index += 1;
    }
    while index.checked_sub(1).and_then(at).is_some_and(|to| !before(to)) {
        index -= 1;
    }
    index
}

/// A line that ends where none may.
fn forced_fit(nodes: &Nodes, style: &LineStyle, line: Line) -> Fitting {
    let fit = nodes.measure(style, line);
    let cost = match nodes.fit(style, line) {
        Some(_) => fit.cost + cost::SPLIT,
        None => fit.cost.max(cost::EMERGENCY),
    };
    Fitting { cost, ..fit }
}

/// The kind of the next line and what it costs after a line of `kind` (R20, R27, R119).
fn after(kind: Kind, end: End) -> (Kind, i64) {
    use Kind::{Edge, Hyphen, Hyphens, Loose, Plain, Squeezed, Tight};
    if end.hyphen {
        return match kind {
            Hyphen => (Hyphens, cost::HYPHEN + cost::AGAIN),
            Hyphens => (Hyphens, cost::THIRD_HYPHEN),
            _ => (Hyphen, cost::HYPHEN),
        };
    }
    let next = match end {
        End { loose: true, .. } => Loose,
        End { squeezed: true, .. } => Squeezed,
        End { tight: true, .. } => Tight,
        // R54: it has a width of its own.
        End { last: true, .. } => Edge,
        _ => Plain,
    };
    let cost = match (kind, next) {
        (Loose, Loose) => cost::AGAIN,
        (Loose, Tight) | (Tight, Loose) => cost::UNEVEN,
        (Loose, Squeezed) | (Squeezed, Loose) => cost::UNEVEN + cost::APART,
        (Plain, Squeezed) | (Squeezed, Plain) => cost::APART,
        _ => 0,
    };
    (next, cost)
}

/// What a way through the text costs in all.
#[cfg(test)]
pub(super) fn total_cost(
    nodes: &Nodes,
    style: &LineStyle,
    slots: &dyn LineSlots,
    breaks: &[LineBreak],
) -> i64 {
    let (mut sum, mut kind, mut from) = (0, Kind::Edge, 0);
    for (line, next) in breaks.iter().enumerate() {
        let measure = slots.measure(line).unwrap_or(Length::ZERO);
        let line = Line { from, to: next.to, first: from == 0, measure };
        let mut fit = nodes.measure(style, line);
        if next.reason == super::line::BreakReason::Emergency || nodes.fit(style, line).is_none() {
            fit = forced_fit(nodes, style, line);
        }
        let (next_kind, extra) = after(kind, End::of(next.to as u32, &fit, style.em));
        sum += fit.cost + extra;
        kind = next_kind;
        from = next.to;
    }
    sum
}
