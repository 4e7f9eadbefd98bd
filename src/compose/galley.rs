//! [`Galley`]: a shaped paragraph, to be broken through any measures.

use crate::chars::{Breaking, Hyphenate, LineEnd, LineStart};
use crate::diag::Findings;
use crate::measure::{Length, TypeSize, WritingMode};
use crate::page::style::{Align, TextStyle};

use super::assemble::{Draft, assemble};
use super::fit::{Fitting, Line, LineStyle};
use super::glyphs::Inserted;
use super::greedy::{LineBreak, break_greedy};
use super::line::{BreakReason, RunText, SetLine};
use super::nodes::Nodes;
use super::optimal::{Asked, break_optimal, break_to, given};
use super::paragraph::LineSlots;
use crate::text::Extent;

/// Boxes of the longest paragraph that is broken as a whole.
const LONGEST: usize = 50_000;

/// A credit, shaped.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TailNodes {
    pub nodes: Nodes,
    pub em: TypeSize,
}

/// What breaking gives.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SetLines {
    pub lines: Vec<SetLine>,
    /// Where the text stopped for want of lines. The text's length: only its tail is left.
    pub rest: Option<u32>,
}

/// A paragraph after shaping. It borrows nothing, and may be set any number of times.
#[derive(Clone, Debug, PartialEq)]
pub struct Galley {
    pub(super) nodes: Nodes,
    pub(super) style: TextStyle,
    pub(super) em: TypeSize,
    pub(super) mark: Option<Inserted>,
    pub(super) hyphen: Option<Inserted>,
    pub(super) tail: Option<TailNodes>,
    /// What is wrong with its characters.
    pub findings: Findings,
    /// The lines behind the first, where line ends are kept, and where each begins in the text.
    pub(super) more: Vec<(u32, Galley)>,
    /// So many bytes of the text were set before it, as its initial.
    pub(super) behind: u32,
}

impl Galley {
    pub(super) fn new(nodes: Nodes, style: &TextStyle, mode: WritingMode) -> Galley {
        Galley {
            nodes,
            style: *style,
            em: style.em(mode),
            mark: None,
            hyphen: None,
            tail: None,
            findings: Findings::default(),
            more: Vec::new(),
            behind: 0,
        }
    }

    /// How lines of a paragraph are set.
    pub(super) fn line_style(&self) -> LineStyle {
        let settings = &self.style.settings;
        let em = self.em.inline;
        let mark = self.mark.as_ref().map_or(Length::ZERO, |mark| mark.width);
        let indent = settings.indent.of(em);
        // Typed blanks at a paragraph's head stand for its indent (R58).
        let opening = if indent.is_positive() { Length::ZERO } else { self.nodes.opening };
        let edge = matches!(self.style.align, Align::End | Align::Center);
        let trims = matches!(settings.line_end, LineEnd::Allow | LineEnd::Spare);
        let flush = matches!(self.style.align, Align::Justify | Align::Spread);
        // A Western paragraph comes to its measure by hyphens alone (R20).
        let unsaid =
            if self.nodes.western && flush { Hyphenate::Always } else { Hyphenate::Narrow };
        LineStyle {
            em,
            line_start: settings.line_start,
            // Without the blank that no edge shows, it stands at its edge, or in the middle (R30).
            line_end: (trims && edge).then_some(LineEnd::Half),
            flush,
            spread_last: self.style.align == Align::Spread,
            indent: indent + opening + mark,
            hang: self.style.hang.of(em),
            hyphen: self.hyphen.as_ref().map_or(Length::ZERO, |hyphen| hyphen.width),
            hyphenate_under: self.hyphenate_under(unsaid),
            last_line: u32::from(settings.last_line),
            give: Length::ZERO,
        }
    }

    /// The text from byte `start` up to the first line end that is kept.
    pub(super) fn set_first(&self, slots: &dyn LineSlots, start: u32) -> SetLines {
        let mut style = self.line_style();
        let start = self.nodes.within(&(start..self.nodes.text_len)).start;
        let mut breaks = self.breaks(&style, slots, start);
        if self.nodes.western && style.flush && !self.are_filled(&style, slots, start, &breaks) {
            style = self.ragged_style();
            breaks = self.breaks(&style, slots, start);
        }
        let leeway = slots.leeway();
        let asked = (leeway.extent != Extent::Own && self.nodes.len() <= LONGEST)
            .then(|| break_to(&self.nodes, &style, Asked { slots, leeway, own: &breaks }, start))
            .flatten();
        if asked.is_some() && leeway.extent == Extent::Tight {
            style.give = given(&style, leeway);
        }
        let breaks = asked.unwrap_or(breaks);
        let mut lines = Vec::with_capacity(breaks.len() + 1);
        let mut changes = Vec::new();
        let mut from = start;
        for next in &breaks {
            let Some(measure) = slots.measure(lines.len()) else { break };
            let line = Line { from, to: next.to, first: from == 0, measure };
            lines.push(self.set_line(&style, line, next, &mut changes));
            from = next.to;
        }
        if from < self.nodes.len() {
            return SetLines { lines, rest: Some(self.nodes.offset(from)) };
        }
        let rest = self.set_tail(slots, &mut lines);
        SetLines { lines, rest }
    }

    fn breaks(&self, style: &LineStyle, slots: &dyn LineSlots, start: usize) -> Vec<LineBreak> {
        match self.style.settings.breaking {
            // A paragraph of a book's length is no newspaper's; it is set in bounded memory.
            _ if self.nodes.len() > LONGEST => break_greedy(&self.nodes, style, slots, start),
            Breaking::Greedy => break_greedy(&self.nodes, style, slots, start),
            Breaking::Optimal => break_optimal(&self.nodes, style, slots, start),
        }
    }

    /// Whether every line of a Western paragraph comes to its measure; where one does not, none is brought to it:
    /// a paragraph is flush or ragged as a whole (R47, R56).
    fn are_filled(
        &self,
        style: &LineStyle,
        slots: &dyn LineSlots,
        start: usize,
        breaks: &[LineBreak],
    ) -> bool {
        let starts = std::iter::once(start).chain(breaks.iter().map(|end| end.to));
        let mut lines = starts.zip(breaks).enumerate();
        lines.all(|(at, (from, end))| {
            let Some(measure) = slots.measure(at) else { return true };
            let line = Line { from, to: end.to, first: from == 0, measure };
            self.nodes.fills(style, line)
        })
    }

    /// Of a Western paragraph whose words do not fill their lines: with hyphens too, as whole words would leave
    /// its lines very unlike.
    fn ragged_style(&self) -> LineStyle {
        let hyphenate_under = self.hyphenate_under(Hyphenate::Always);
        LineStyle { flush: false, hyphenate_under, ..self.line_style() }
    }

    /// The measure under which words are hyphenated, and where nothing is said of it.
    fn hyphenate_under(&self, unsaid: Hyphenate) -> Length {
        let said = match self.style.settings.hyphenate {
            Hyphenate::Narrow => unsaid,
            said => said,
        };
        match said {
            Hyphenate::Always => Length::MAX,
            Hyphenate::Never => Length::ZERO,
            Hyphenate::Narrow => self.em.inline * 15,
        }
    }

    pub(super) fn set_line(
        &self,
        style: &LineStyle,
        line: Line,
        next: &LineBreak,
        changes: &mut Vec<Length>,
    ) -> SetLine {
        let fit = self.nodes.measure(style, line);
        let inset = if line.first { style.indent } else { style.hang };
        let flush = style.flush && (!fit.last || style.spread_last);
        let aligned = match self.style.align {
            Align::End => fit.rest.max(Length::ZERO),
            Align::Center => fit.rest.max(Length::ZERO) / 2,
            Align::Justify | Align::Start | Align::Spread => Length::ZERO,
        };
        let edge = match (style.line_start, self.nodes.clusters.get(line.from)) {
            (LineStart::Full, Some(cluster)) => cluster.before,
            _ => Length::ZERO,
        };
        let mark = self.mark.as_ref().filter(|_| line.first);
        let mut set = assemble(
            &Draft {
                nodes: &self.nodes,
                boxes: line.from..line.to,
                range: self.nodes.offset(line.from)..self.nodes.offset(line.to),
                measure: line.measure,
                em: self.em,
                start: inset + edge + aligned,
                fit,
                flush,
                reason: next.reason,
                mark: mark.map(|mark| (mark, inset - mark.width + aligned)),
                hyphen: self.hyphen.as_ref(),
                text: RunText::Source,
            },
            changes,
        );
        if self.nodes.len() == 0 {
            set.range = 0..self.nodes.text_len;
        }
        set
    }

    /// Pushes the tail to the end of the last line, or of a line of its own; gives where the
    /// text stopped.
    fn set_tail(&self, slots: &dyn LineSlots, lines: &mut Vec<SetLine>) -> Option<u32> {
        let tail = self.tail.as_ref()?;
        let width = natural(&tail.nodes);
        if let Some(last) = lines.last_mut() {
            // R106: at least an em from the text.
            let room = last.measure - last.width - self.em.inline;
            if width <= room {
                let set = set_whole(&tail.nodes, last.measure, tail.em, Align::End, RunText::Tail);
                last.runs.extend(set.runs);
                last.width = last.measure;
                return None;
            }
        }
        let Some(measure) = slots.measure(lines.len()) else { return Some(self.nodes.text_len) };
        let mut set = set_whole(&tail.nodes, measure, tail.em, Align::End, RunText::Tail);
        set.range = self.nodes.text_len..self.nodes.text_len;
        lines.push(set);
        None
    }

    /// The width of the text on one line, its edges trimmed; of kept lines, that of the longest.
    pub fn natural_width(&self) -> Length {
        let more = self.more.iter().map(|(_, galley)| galley.natural_width());
        more.fold(natural(&self.nodes), Length::max)
    }

    /// Whether the text has lines of its own, each of which begins one.
    pub fn keeps_lines(&self) -> bool {
        !self.more.is_empty()
    }

    /// The em box of the paragraph's type.
    pub fn em(&self) -> TypeSize {
        self.em
    }

    /// How far ruby, dots and lines beside the text stand out of its em box, before and after.
    /// What is more than the gap between lines meets the neighbouring line (R62).
    pub fn reach(&self) -> (Length, Length) {
        let own = self.nodes.reach(self.em);
        self.more
            .iter()
            .map(|(_, galley)| galley.reach())
            .fold(own, |all, one| (all.0.max(one.0), all.1.max(one.1)))
    }

    /// Whether something stands beside the text.
    pub fn has_marks(&self) -> bool {
        !self.nodes.notes.is_empty() || self.more.iter().any(|(_, galley)| galley.has_marks())
    }

    /// Whether there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 0 && self.tail.is_none() && self.more.is_empty()
    }
}

/// The width of all of a text, its edges trimmed (R91).
pub(super) fn natural(nodes: &Nodes) -> Length {
    width_of(nodes, 0..nodes.len())
}

/// The width of some boxes, trimmed at both edges.
pub(super) fn width_of(nodes: &Nodes, boxes: std::ops::Range<usize>) -> Length {
    let ends = nodes.sums.get(boxes.start).zip(
        boxes.end.checked_sub(1).and_then(|at| nodes.sums.get(at).zip(nodes.clusters.get(at))),
    );
    match ends {
        Some((first, (last, closing))) if !boxes.is_empty() => {
            last.width - first.width + closing.size
        }
        _ => Length::ZERO,
    }
}

/// Sets a whole text as one line.
pub(super) fn set_whole(
    nodes: &Nodes,
    measure: Length,
    em: TypeSize,
    align: Align,
    text: RunText,
) -> SetLine {
    set_boxes(nodes, 0..nodes.len(), 0..nodes.text_len, measure, em, align, text)
}

/// Sets boxes as one line with trimmed edges.
pub(super) fn set_boxes(
    nodes: &Nodes,
    boxes: std::ops::Range<usize>,
    range: std::ops::Range<u32>,
    measure: Length,
    em: TypeSize,
    align: Align,
    text: RunText,
) -> SetLine {
    let style = LineStyle {
        em: em.inline,
        line_start: LineStart::Trim,
        line_end: Some(LineEnd::Half),
        flush: true,
        spread_last: true,
        indent: Length::ZERO,
        hang: Length::ZERO,
        hyphen: Length::ZERO,
        hyphenate_under: Length::ZERO,
        last_line: 0,
        give: Length::ZERO,
    };
    let line = Line { from: boxes.start, to: boxes.end, first: true, measure };
    let fit: Fitting = nodes.measure(&style, line);
    let room = fit.rest.max(Length::ZERO);
    let start = match align {
        Align::End => room,
        Align::Center => room / 2,
        Align::Justify | Align::Start | Align::Spread => Length::ZERO,
    };
    let last = boxes.end >= nodes.len();
    let draft = Draft {
        nodes,
        boxes,
        range,
        measure,
        em,
        start,
        fit,
        flush: align == Align::Spread || (align == Align::Justify && !last),
        reason: if last { BreakReason::End } else { BreakReason::Explicit },
        mark: None,
        hyphen: None,
        text,
    };
    assemble(&draft, &mut Vec::new())
}
