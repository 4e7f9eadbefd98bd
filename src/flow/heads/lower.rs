//! The lower parts of a head: byline and source.

use crate::diag::Findings;
use crate::measure::Length;
use crate::page::model::Part;

use super::portrait::SetPortrait;
use super::probe::Row;
use super::spec::{HeadSpec, SetHead};
use crate::flow::corner::{Start, line_gap};
use crate::flow::type_case::{TypeCase, plain_size};

/// How a row stands on the grid.
struct Standing {
    /// Lines that it takes: type that one does not hold takes as many as do.
    lines: i64,
    /// From the head of the first of them to the head of its em box.
    drop: Length,
}

impl Standing {
    /// Of type so deep, whose baseline is so much further from its head than the body's is.
    fn of(em: Length, higher: Length, line: Length) -> Standing {
        let drop = |lines: i64| (line * (lines - 1) - higher).min(line * lines - em);
        if em <= line {
            return Standing { lines: 1, drop: drop(1).max(Length::ZERO) };
        }
        // On the baseline of the last, unless it would reach into the line under that.
        let most = (em + higher.max(Length::ZERO)).covered_by(line).max(2);
        let lines = (2..most).find(|lines| drop(*lines) >= Length::ZERO).unwrap_or(most);
        Standing { lines, drop: drop(lines).max(Length::ZERO) }
    }
}

/// Byline and source: rows of body size stand line by line on the grid.
pub(super) struct Lower {
    rows: Vec<(Part, Row, Length)>,
    /// The first line of each row.
    lines: Vec<i64>,
    pub above: Length,
    /// Whole lines, the white below included.
    pub depth: Length,
    portrait: Option<SetPortrait>,
    pub findings: Findings,
}

impl Lower {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn set(case: TypeCase<'_>, spec: &HeadSpec<'_>) -> Lower {
        let line = spec.grid.line;
        let mode = spec.corner.mode;
        let mut lower = Lower {
            rows: Vec::new(),
            lines: Vec::new(),
            above: Length::ZERO,
            depth: Length::ZERO,
            portrait: spec.set_portrait(),
            findings: Findings::default(),
        };
        let width = spec.width - lower.indent(spec) - spec.at_fold();
        let mut below = Length::ZERO;
        let mut next = 0;
        // Lines that a row of the part before takes.
        let mut deepest = 0;
        let ascent = case.body_ascent(spec.styles, &spec.grid);
        for part in [Part::Byline, Part::Source] {
            if part == Part::Source && spec.source_is_upper() {
                continue;
            }
            let style = spec.style(part);
            for (at, text) in (0..).zip(spec.texts(part)) {
                let text_style = style.at(plain_size(style));
                let galley = case.galley(text, &text_style, mode).by_words(text);
                lower.findings.append(&galley.findings);
                let higher = case.ascent(&text_style, mode) - ascent;
                let standing = Standing::of(text_style.em(mode).block, higher, line);
                let shared = part == Part::Source
                    && standing.lines <= deepest
                    && lower.rows.last().is_some_and(|(_, row, _)| {
                        let both = row.line.width + galley.natural_width();
                        both + text_style.em(mode).inline <= width
                    });
                for set in galley.set(&width).lines {
                    let line = if shared { next - standing.lines } else { next };
                    lower.rows.push((part, Row { text: at, line: set }, standing.drop));
                    lower.lines.push(line);
                    next = line + standing.lines;
                }
                deepest = standing.lines;
            }
            if !spec.texts(part).is_empty() {
                below = below.max(style.below.of(line));
                lower.above = lower.above.max(style.above.of(line));
            }
        }
        if let Some(portrait) = &lower.portrait {
            // Level with the foot of the portrait.
            let down = (portrait.lines - next).max(0);
            lower.lines.iter_mut().for_each(|line| *line += down);
            next = next.max(portrait.lines);
        }
        // A block that holds nothing but a byline may be as deep as that.
        let alone = spec.parts.iter().all(|(part, _)| matches!(part, Part::Byline | Part::Source));
        let below = if alone && spec.depth.is_some() { Length::ZERO } else { below };
        // The gap of the last line counts as well (R130).
        let below = match spec.beneath.is_positive() {
            true => (below - spec.beneath - line_gap(&spec.grid)).max(Length::ZERO),
            false => below,
        };
        let white = if next == 0 { Length::ZERO } else { line * below.covered_by(line) };
        lower.depth = line * next + white;
        lower
    }

    /// Where its rows begin.
    fn indent(&self, spec: &HeadSpec<'_>) -> Length {
        let portrait = self.portrait.as_ref();
        portrait.map_or(Length::ZERO, |portrait| portrait.beside(spec.grid.em))
    }

    pub fn place(self, spec: &HeadSpec<'_>, block: Length, first: bool, made: &mut SetHead) {
        let indent = self.indent(spec);
        if let Some(portrait) = &self.portrait {
            let start = Start { inline: spec.inline, block };
            made.last = made.last.max(block + portrait.depth());
            made.frames.push(portrait.frame(spec.corner, start));
        }
        for ((part, mut row, drop), line) in self.rows.into_iter().zip(self.lines) {
            let (inline, block) = (spec.inline + indent, block + spec.grid.line * line + drop);
            let text = spec.texts(part).get(row.text as usize).map(|text| &**text);
            let style = spec.style(part);
            let rest = HeadSpec::rest(style, &row.line);
            spec.keep_off((&mut row, text), inline, style, rest);
            let start = Start { inline, block };
            made.last = made.last.max(start.block + row.line.em.block);
            made.frames.push(spec.row(part, row, start));
        }
        if first {
            made.first = block;
        }
    }
}
