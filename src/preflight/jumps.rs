//! Stories that go on on another page.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::BreakReason;
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, counted};
use crate::flow::PlacedLine;
use crate::measure::Length;
use crate::page::model::{BlockContent, Part, StoryId};

use super::Finished;
use super::sheet::{FinishedPage, lines, span_of, text_of};

/// Fewest lines of a story before it goes on elsewhere.
const BEFORE: usize = 10;

pub(super) fn inspect(job: Finished<'_>, sheets: &[FinishedPage<'_>]) -> Findings {
    // By story, its lines on each sheet that has some.
    let mut stories: BTreeMap<StoryId, Vec<Vec<&PlacedLine>>> = BTreeMap::new();
    for sheet in sheets {
        let mut on_sheet: BTreeMap<StoryId, Vec<&PlacedLine>> = BTreeMap::new();
        for line in lines(sheet.set) {
            if let Some(story) = text_of(line) {
                on_sheet.entry(story).or_default().push(line);
            }
        }
        for (story, lines) in on_sheet {
            stories.entry(story).or_default().push(lines);
        }
    }
    let mut found: Findings =
        sheets.iter().flat_map(|sheet| heads_alone(job, sheet, sheets)).collect();
    for (story, on_sheets) in stories {
        let Some((_, before)) = on_sheets.split_last() else { continue };
        for (at, lines) in before.iter().enumerate() {
            found.append(&jump(job, story, lines, at == 0));
        }
    }
    found
}

/// Heads whose block holds none of their text, which begins on another page.
fn heads_alone(
    job: Finished<'_>,
    sheet: &FinishedPage<'_>,
    sheets: &[FinishedPage<'_>],
) -> Vec<Diagnostic> {
    let has_text = |sheet: &FinishedPage<'_>, story: StoryId| {
        lines(sheet.set).filter_map(text_of).any(|of| of == story)
    };
    let flows_here = |story: StoryId| {
        sheet.page.blocks.iter().any(|block| match &block.content {
            BlockContent::Story(own) => own.story == story && own.parts.contains(&Part::Body),
            _ => false,
        })
    };
    let alone =
        sheet.heads.iter().filter(|head| flows_here(head.story) && !has_text(sheet, head.story));
    let told = alone.filter_map(|head| {
        let other = sheets.iter().find(|other| has_text(other, head.story))?;
        let name = job.model.stories.get(head.story.0 as usize).map_or("", |story| &story.name);
        let message = format!(
            "the head of story \"{name}\" stands alone: all of its text is on page {}",
            other.set.name
        );
        let found = Diagnostic::warning(codes::SHORT_JUMP, message)
            .at(head.block.span, "no line of text has room here")
            .help("give the story more lines here, or place its head where its text is");
        Some(found)
    });
    told.collect()
}

/// The end of a story on a page that is not its last.
fn jump(job: Finished<'_>, story: StoryId, lines: &[&PlacedLine], is_first: bool) -> Findings {
    let mut found = Findings::default();
    // Lines stand in the order of the thread.
    let Some(last) = lines.last() else { return found };
    let Some(span) = span_of(job, last) else { return found };
    let name = job.model.stories.get(story.0 as usize).map_or("", |story| &story.name);
    // Cells side by side are one row.
    let rows: BTreeSet<_> = lines.iter().map(|line| place_of(line, last)).collect();
    if is_first && rows.len() < BEFORE {
        let count = counted(rows.len(), "line");
        let message =
            format!("story \"{name}\" goes on on another page after {count}, at least {BEFORE}");
        found.push(
            Diagnostic::warning(codes::SHORT_JUMP, message)
                .at(span, "the last line before the jump")
                .help("give the story more lines where it begins, or all of its room on one page"),
        );
    }
    if matches!(last.line.end, BreakReason::Hyphen | BreakReason::Emergency) {
        let message = format!("story \"{name}\" goes on on another page within a word");
        found.push(
            Diagnostic::warning(codes::JUMP_IN_WORD, message)
                .at(span, "the last line before the jump")
                .help("reword the passage, or move the end of the block by a line"),
        );
    }
    found
}

/// The leg of a line, and how far down from another that it stands.
fn place_of(line: &PlacedLine, first: &PlacedLine) -> (Option<(u32, u32)>, Length) {
    let leg = line.leg.map(|leg| (leg.block.map_or(u32::MAX, |block| block.0), leg.lane));
    (leg, line.mode.logical(line.rect, first.rect).block)
}
