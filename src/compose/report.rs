//! What is said of lines that fall short: loose, overfull, too short a last one, a word broken
//! where it may not be. Setting is tried many times; only lines that stay are reported.

use crate::diag::{Diagnostic, codes};
use crate::measure::Length;
use crate::page::style::Align;
use crate::text::RichText;

use super::galley::Galley;
use super::line::{BreakReason, LineFit, SetLine};

impl Galley {
    /// Reports the lines that this galley, made from `text`, was finally set in.
    pub fn report(&self, lines: &[&SetLine], text: &RichText, diags: &mut Vec<Diagnostic>) {
        for line in lines {
            let span = text.span_of(line.range.clone());
            match line.fit {
                LineFit::Overfull => {
                    let over = line.natural - line.measure;
                    diags.push(
                        Diagnostic::warning(
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
                LineFit::Loose if self.is_seen(line) => diags.push(
                    Diagnostic::warning(
                        codes::composition::LOOSE_LINE,
                        format!("a line is {} em short and spread", self.ems(line)),
                    )
                    .at(span, "this line is loose")
                    .help("reword the passage, widen the measure or allow hyphens"),
                ),
                // R56: nothing in it may grow, or it would have.
                LineFit::Short if self.is_ragged(line) => diags.push(
                    Diagnostic::warning(
                        codes::composition::LOOSE_LINE,
                        format!("a line is {} em short and cannot be spread", self.ems(line)),
                    )
                    .at(span, "nothing on this line may stand apart")
                    .help("reword the passage or widen the measure"),
                ),
                _ => {}
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
    pub fn report_marks(&self, gap: Length, text: &RichText, diags: &mut Vec<Diagnostic>) {
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
            .at(text.span_of(note.start..note.end), "this mark meets the neighbouring line")
            .help("set the text with more leading, or on a wider grid line"),
        );
    }

    /// A line that ought to be flush and is not.
    fn is_ragged(&self, line: &SetLine) -> bool {
        self.style.align == Align::Justify
            && !matches!(line.end, BreakReason::End | BreakReason::Emergency)
            && line.width < line.measure
    }

    /// Whether a loose line catches the eye: a gap between its characters is over half an em
    /// (R57), all together have half an em more than the style lets them, or its letters a
    /// sixteenth of an em. What a broken word does is said of the word.
    fn is_seen(&self, line: &SetLine) -> bool {
        let beyond = |tier| {
            let by = line.adjustments.iter().filter(|by| by.tier == tier);
            by.map(|by| by.amount).sum::<Length>()
        };
        let glyphs = line.runs.iter().map(|run| run.glyphs.len()).sum::<usize>() as i64;
        let em = self.em.inline;
        // The last line of spread text is spread on purpose (R55).
        let wanted = self.style.align == Align::Spread && line.end == BreakReason::End;
        line.end != BreakReason::Emergency
            && !wanted
            && (beyond("R50.4") > em / 2
                || self.each_gap(line, beyond("R50.3") + beyond("R50.4")) > em / 2
                || beyond("R51") > em.scale(glyphs, 16))
    }

    /// What each of a line's elastic joints has of `amount`.
    fn each_gap(&self, line: &SetLine, amount: Length) -> Length {
        let boxes = self.nodes.within(&line.range);
        let joints = self.nodes.joints.get(boxes.start..boxes.end.saturating_sub(1));
        let count = joints.unwrap_or(&[]).iter().filter(|joint| joint.stretch).count() as i64;
        if count > 0 { amount / count } else { Length::ZERO }
    }

    /// How much a line is short of its measure, in hundredths of an em.
    fn ems(&self, line: &SetLine) -> String {
        let short = (line.measure - line.natural).max(Length::ZERO);
        let hundredths = short.scale(100, self.em.inline.units().max(1)).units();
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }

    fn report_runt(&self, lines: &[&SetLine], text: &RichText, diags: &mut Vec<Diagnostic>) {
        let Some(last) = lines.iter().rfind(|line| line.end == BreakReason::End) else { return };
        if last.range.start == 0 || last.range.is_empty() {
            return;
        }
        let boxes = self.nodes.within(&last.range);
        let clusters = self.nodes.clusters.get(boxes).unwrap_or(&[]);
        let han = clusters.iter().filter(|cluster| cluster.class.is_ideographic()).count();
        let western = clusters.iter().any(|cluster| cluster.class.is_western());
        let least = usize::from(self.style.settings.last_line);
        if han < least && !western {
            diags.push(
                Diagnostic::note(
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
