//! Stories that go on on another page.

use std::collections::BTreeMap;

use crate::compose::BreakReason;
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, counted};
use crate::flow::PlacedLine;
use crate::page::model::StoryId;

use super::Finished;
use super::sheet::{FinishedPage, body_of, lines, span_of};

/// Fewest lines of a story before it goes on elsewhere.
const BEFORE: usize = 10;

pub(super) fn inspect(job: Finished<'_>, sheets: &[FinishedPage<'_>]) -> Findings {
    // By story, its lines on each sheet that has some.
    let mut stories: BTreeMap<StoryId, Vec<Vec<&PlacedLine>>> = BTreeMap::new();
    for sheet in sheets {
        let mut on_sheet: BTreeMap<StoryId, Vec<&PlacedLine>> = BTreeMap::new();
        for line in lines(sheet.set) {
            if let Some(story) = body_of(line) {
                on_sheet.entry(story).or_default().push(line);
            }
        }
        for (story, lines) in on_sheet {
            stories.entry(story).or_default().push(lines);
        }
    }
    let mut found = Findings::default();
    for (story, on_sheets) in stories {
        let Some((_, before)) = on_sheets.split_last() else { continue };
        for (at, lines) in before.iter().enumerate() {
            found.append(&jump(job, story, lines, at == 0));
        }
    }
    found
}

/// The end of a story on a page that is not its last.
fn jump(job: Finished<'_>, story: StoryId, lines: &[&PlacedLine], is_first: bool) -> Findings {
    let mut found = Findings::default();
    // Lines stand in the order of the thread.
    let Some(last) = lines.last() else { return found };
    let Some(span) = span_of(job, last) else { return found };
    let name = job.model.stories.get(story.0 as usize).map_or("", |story| &story.name);
    if is_first && lines.len() < BEFORE {
        let count = counted(lines.len(), "line");
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
