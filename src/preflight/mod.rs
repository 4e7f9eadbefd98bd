//! Preflight: what a press or a desk would send back, found before it is printed.
//!
//! The finished pages come in, findings go out; each names a place, the
//! measured value and the limit. Nothing is changed. Limits of the press (resolution, rules,
//! type, bleed) are for coldset newsprint; those of the desk are the taboos of Chinese and
//! Japanese newspaper practice (斷版, 碰題, 泣き別れ and the like).
//!
//! Read `sheet.rs` (a page as the inspections see it), then any of the inspections: `pictures.rs`
//! and `art.rs` (placed PDF), `lettering.rs`, `near.rs`,
//! `ink.rs`, `plates.rs` and `spots.rs` for the press; `cut.rs`,
//! `heads.rs`, `legs.rs` and `jumps.rs` for the desk. Thin rules and the licences of fonts are
//! looked at where their keys are read.
//!
//! Invariant: an inspection reads what was made and repeats none of the making; a finding that
//! make-up already reported (a lone line, a last line of one character) is not reported again.

mod art;
mod cut;
mod heads;
mod ink;
mod jumps;
mod legs;
mod lettering;
mod near;
mod pictures;
mod plates;
mod sheet;
mod spots;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Span};
use crate::flow::Filled;
use crate::fonts::FontBook;
use crate::page::model::PageModel;
use crate::picture::Picture;

/// Findings of one code that are shown; the last of them says how many more there are.
const MOST: usize = 12;

/// A job as it is about to be written.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    pub model: &'a PageModel,
    pub filled: &'a Filled,
    pub pictures: &'a [Picture],
    pub book: &'a FontBook<'a>,
}

/// Everything that is found, page by page.
pub fn preflight(job: Finished<'_>) -> Vec<Diagnostic> {
    let sheets = sheet::sheets(job);
    let mut found = art::inspect(job);
    for sheet in &sheets {
        found.extend(pictures::inspect(job, sheet));
        found.extend(lettering::inspect(job, sheet));
        found.extend(near::inspect(job, sheet));
        found.extend(cut::inspect(sheet));
        found.extend(heads::inspect(job, sheet));
        found.extend(legs::inspect(job, sheet));
    }
    found.extend(jumps::inspect(job, &sheets));
    found.extend(spots::inspect(job));
    found.extend(ink::inspect(job));
    found.extend(plates::inspect(job));
    shorten(found)
}

/// Each finding once, and of one sort not more than can be read.
fn shorten(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut said: BTreeSet<(Code, Option<Span>, String)> = BTreeSet::new();
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut last: BTreeMap<Code, usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for finding in found {
        let place = finding.primary.as_ref().map(|label| label.span);
        if !said.insert((finding.code, place, finding.message.clone())) {
            continue;
        }
        let count = counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= MOST {
            last.insert(finding.code, kept.len());
            kept.push(finding);
        }
    }
    for (code, count) in counts {
        let more = count.saturating_sub(MOST);
        let shown = last.get(&code).and_then(|&at| kept.get_mut(at));
        if let Some(finding) = shown.filter(|_| more > 0) {
            finding.notes.push(format!("{more} more of this sort are not shown"));
        }
    }
    kept
}

/// `1 line`, `2 lines`.
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn many_of_a_sort_are_counted_and_the_same_is_said_once() {
        let find = |at: usize| {
            Diagnostic::warning(Code("K001"), "x").at(Span::new(FileId(0), at..at + 1), "")
        };
        let found = (0..20).chain(0..20).map(find).collect();
        let kept = shorten(found);
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept[MOST - 1].notes, ["8 more of this sort are not shown"]);
        assert!(kept[0].notes.is_empty());
    }
}
