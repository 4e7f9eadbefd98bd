//! What is said of lines that fall short: loose, overfull, too short a last one, a word broken
//! where it may not be. Setting is tried many times; only lines that stay are reported.

use std::ops::Range;

use crate::diag::{Diagnostic, Findings, Severity, Span, codes};
use crate::measure::Length;
use crate::page::style::Align;
use crate::text::RichText;

use super::galley::Galley;
use super::line::{BreakReason, LineFit, SetLine};

/// Loose lines of a story, told together: one of them draws the eye, many are the measure's.
#[derive(Debug, Default)]
pub struct LooseLines {
    lines: Vec<LooseLine>,
}

#[derive(Debug)]
struct LooseLine {
    span: Span,
    /// How much it is short, and between its characters, in hundredths of an em.
    short: i64,
    gap: i64,
    ragged: bool,
    /// Letters of Latin words stand on it: a hyphen might help.
    latin: bool,
}

/// Loose lines that are shown beside the worst.
const SHOWN: usize = 5;

impl LooseLines {
    /// One finding for all of them, at the worst.
    pub fn tell(mut self, diags: &mut Findings) {
        self.lines.sort_by_key(|line| {
            (-line.gap.max(if line.ragged { line.short } else { 0 }), line.span.start)
        });
        let Some((worst, others)) = self.lines.split_first() else { return };
        let short = format!("{}.{:02} em short", worst.short / 100, worst.short % 100);
        let how = if worst.ragged { "cannot be spread" } else { "spread" };
        let message = match others.len() {
            0 => format!("a line is {short} and {how}"),
            more => format!("{} lines are loose; the worst is {short} and {how}", more + 1),
        };
        let label = match worst.ragged {
            true => "nothing on this line may stand apart".to_owned(),
            false => format!("gaps of {}.{:02} em", worst.gap / 100, worst.gap % 100),
        };
        let found = Diagnostic::warning(codes::composition::LOOSE_LINE, message);
        let mut found = found.at(worst.span, label);
        for line in others.iter().take(SHOWN) {
            found = found.and_at(line.span, "this line, too");
        }
        diags.push(found.help(match worst.latin {
            true => "reword the passage, widen the measure or allow hyphens",
            false => "reword the passage (a character more or less before the line's end), or widen the measure",
        }));
    }
}

impl Galley {
    /// Reports the lines that this galley, made from `text`, was finally set in.
    pub fn report(
        &self,
        lines: &[&SetLine],
        text: &RichText,
        loose: &mut LooseLines,
        diags: &mut Findings,
    ) {
        let set_ragged = self.nodes.western && lines.iter().any(|line| self.is_ragged(line));
        if let Some(first) = lines.first().filter(|_| set_ragged) {
            diags.push(ragged_paragraph(text.span_of(first.range.clone()), first.measure));
        }
        for line in lines {
            let span = text.span_of(line.range.clone());
            // R56: nothing in it may grow, or it would have.
            let ragged = line.fit == LineFit::Short && !set_ragged && self.is_ragged(line);
            if ragged || (line.fit == LineFit::Loose && self.is_seen(line)) {
                let (short, gap) = (self.short_by(line), self.hundredths(self.gap(line)));
                let words = text.text.get(line.range.start as usize..line.range.end as usize);
                let latin = words.is_some_and(has_word);
                loose.lines.push(LooseLine { span, short, gap, ragged, latin });
            }
            if line.fit == LineFit::Overfull {
                let over = line.natural - line.measure;
                // A character more stands in the gutter; what goes on is printed over its neighbour.
                let severity = match over > line.em.inline {
                    true => Severity::Error,
                    false => Severity::Warning,
                };
                diags.push(
                    Diagnostic::new(
                        severity,
                        codes::composition::OVERFULL_LINE,
                        format!(
                            "a line is {over} pt longer than its measure of {} pt",
                            line.measure
                        ),
                    )
                    .at(span, "this cannot be parted")
                    .help("widen the measure or reword the passage"),
                );
            }
            if line.end == BreakReason::Emergency {
                diags.push(
                    Diagnostic::warning(
                        codes::composition::EMERGENCY_BREAK,
                        "a word longer than its measure is broken without a hyphen",
                    )
                    .at(span, "it is broken at the end of this line")
                    .help("widen the measure or shorten the word"),
                );
            }
        }
        self.report_runt(lines, text, diags);
    }

    /// R62: marks that reach further than the white between two lines, `gap`, meet the next
    /// line.
    pub fn report_marks(&self, gap: Length, text: &RichText, diags: &mut Findings) {
        let (before, after) = self.reach();
        let most = before.max(after).max(before + after);
        if most <= gap {
            return;
        }
        let Some(note) = self.nodes.notes.iter().next() else { return };
        diags.push(
            Diagnostic::warning(
                codes::composition::GAP_TOO_SMALL,
                format!("marks beside the text need {most} pt between lines, there are {gap} pt"),
            )
            .at(
                text.span_of(note.start + self.behind..note.end + self.behind),
                "this mark meets the neighbouring line",
            )
            .help("set the text with more leading, or on a wider grid line"),
        );
    }

    /// A line that ought to be flush and is not.
    fn is_ragged(&self, line: &SetLine) -> bool {
        self.style.align == Align::Justify
            && !matches!(line.end, BreakReason::End | BreakReason::Emergency)
            && line.width < line.measure
    }

    /// Whether a line is loose (R50.4): its characters stand more than a quarter of an em apart,
    /// its words half an em more than they may, or its letters a sixteenth. What a broken word
    /// does is said of the word, and the last line of spread text is spread on purpose (R55).
    fn is_seen(&self, line: &SetLine) -> bool {
        let glyphs = line.runs.iter().map(|run| run.glyphs.len()).sum::<usize>() as i64;
        let em = self.em.inline;
        let wanted = self.style.align == Align::Spread && line.end == BreakReason::End;
        line.end != BreakReason::Emergency
            && !wanted
            && (self.gap(line) > em / 4
                || (self.joints(line) == 0 && added(line, "R50.4") > em / 2)
                || added(line, "R51") > em.scale(glyphs, 16))
    }

    /// What each place between two Han characters gained.
    fn gap(&self, line: &SetLine) -> Length {
        let added = added(line, "R50.3") + added(line, "R50.4");
        match self.joints(line) {
            0 => Length::ZERO,
            count => added / count,
        }
    }

    /// A range of the whole text, counted in what was shaped here.
    fn own(&self, range: &Range<u32>) -> Range<u32> {
        range.start.saturating_sub(self.behind)..range.end.saturating_sub(self.behind)
    }

    /// The places of a line that may grow.
    fn joints(&self, line: &SetLine) -> i64 {
        let boxes = self.nodes.within(&self.own(&line.range));
        let joints = self.nodes.joints.get(boxes.start..boxes.end.saturating_sub(1));
        joints.unwrap_or(&[]).iter().filter(|joint| joint.stretch).count() as i64
    }

    /// How much a line is short of its measure, in hundredths of an em.
    fn short_by(&self, line: &SetLine) -> i64 {
        self.hundredths((line.measure - line.natural).max(Length::ZERO))
    }

    fn hundredths(&self, length: Length) -> i64 {
        length.scale(100, self.em.inline.units().max(1)).units()
    }

    fn report_runt(&self, lines: &[&SetLine], text: &RichText, diags: &mut Findings) {
        let Some(last) = lines.iter().rfind(|line| line.end == BreakReason::End) else { return };
        // Lines that are kept are as long as they were written.
        let range = self.own(&last.range);
        if range.start == 0 || range.is_empty() || self.keeps_lines() {
            return;
        }
        let boxes = self.nodes.within(&range);
        let clusters = self.nodes.clusters.get(boxes.clone()).unwrap_or(&[]);
        let han = clusters.iter().filter(|cluster| cluster.class.is_ideographic()).count();
        let least = usize::from(self.style.settings.last_line);
        if han < least && self.nodes.is_short(boxes, self.em.inline * least as i64) {
            diags.push(
                Diagnostic::warning(
                    codes::composition::RUNT,
                    format!(
                        "the last line holds {han} Han character{}, {least} are wanted",
                        if han == 1 { "" } else { "s" }
                    ),
                )
                .at(text.span_of(last.range.clone()), "the last line")
                .help("add or cut a few characters, or set last_line = 1"),
            );
        }
    }
}

/// R56: a Western paragraph that is set ragged as a whole.
fn ragged_paragraph(first_line: Span, measure: Length) -> Diagnostic {
    let message =
        format!("a paragraph of Western words is set ragged in a measure of {measure} pt");
    Diagnostic::note(codes::composition::LOOSE_LINE, message)
        .at(first_line, "spaces of half an em do not fill its lines")
        .help("widen the measure, reword the passage or allow hyphens")
}

/// Whether a Latin word that could be broken stands in a text: five letters in a row.
fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() >= 5)
}

/// What a line gained in a tier.
fn added(line: &SetLine, tier: &str) -> Length {
    line.adjustments.iter().filter(|by| by.tier == tier).map(|by| by.amount).sum()
}
