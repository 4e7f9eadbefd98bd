//! [`Session::compare`]: what two editions differ in.

use std::collections::BTreeSet;
use std::path::Path;

use super::run::run_and_look;
use super::{Goal, Job, Outcome, Output, Proof, Session, ShowGrid, Step, Wanted, World};
use crate::byproduct;
use crate::compare::{self, Edition, Named, Pair, Pdf};
use crate::diag::{Deny, Diagnostic, codes};

/// One of the two that are compared.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// As whoever asks calls it.
    pub name: &'a str,
    /// A layout.
    pub path: &'a Path,
    /// Where it and its files come from.
    pub world: &'a dyn World,
}

/// What a comparison gave.
#[derive(Debug, Default)]
pub struct Comparison {
    /// How either side was made, with what was found.
    pub old: Outcome,
    pub new: Outcome,
    /// None when a side has errors.
    pub told: Option<Told>,
}

/// What two editions differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Whether anything printed differs.
    pub differs: bool,
    /// Whether a story changed that the newer layout has frozen.
    pub frozen_changed: bool,
    /// For people; the first line is the summary.
    pub text: String,
    /// By the schema of [`crate::compare_schema`].
    pub json: String,
}

impl Session {
    /// Composes two layouts, and tells what differs between them.
    pub fn compare(
        &mut self,
        old: Side<'_>,
        new: Side<'_>,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> Comparison {
        let (old_made, before) = self.edition(old, on_step);
        let (mut new_made, after) = self.edition(new, on_step);
        let mut told = None;
        if let (Some(before), Some(after)) = (&before, &after) {
            let other_bytes = other_bytes((old, before), (new, after));
            let pair = Pair {
                old: Named { name: old.name, edition: before },
                new: Named { name: new.name, edition: after },
                other_bytes: &other_bytes,
            };
            match self.threads.run(|| compare::compare(pair)) {
                Ok(difference) => {
                    told = Some(Told {
                        differs: difference.differs,
                        frozen_changed: difference.frozen_changed,
                        text: difference.text(),
                        json: difference.json(),
                    });
                }
                Err(error) => {
                    let wrong = Diagnostic::error(codes::pdf::PAGE_PICTURE, error.to_string());
                    new_made.findings.push(wrong.help(error.help()));
                }
            }
        }
        Comparison { old: old_made, new: new_made, told }
    }

    /// One side; none of a job with errors.
    fn edition(
        &mut self,
        side: Side<'_>,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> (Outcome, Option<Edition>) {
        let deny = Deny::default();
        let job = Job {
            layout: side.path,
            goal: Goal::Pages,
            proof: Proof::Final,
            show_grid: ShowGrid::Hidden,
            deny: &deny,
            wanted: Wanted::default(),
        };
        let mut seen = None;
        let mut look = |finished: byproduct::Finished<'_>| {
            seen = Some(compare::edition_of(finished));
        };
        let kept = (&self.threads, &self.kept);
        let mut outcome = run_and_look(&job, side.world, kept, (on_step, Some(&mut look)));
        self.kept.end_run();
        let Output::Pages(files) = std::mem::take(&mut outcome.output) else {
            return (outcome, None);
        };
        let files = files.into_iter().map(|file| file.bytes).collect();
        let edition = seen.map(|edition| Edition { pdf: Pdf(files), ..edition });
        (outcome, edition)
    }
}

/// The pictures' files that both name and that hold something else.
fn other_bytes(
    (old, before): (Side<'_>, &Edition),
    (new, after): (Side<'_>, &Edition),
) -> BTreeSet<String> {
    let bytes = |side: Side<'_>, file: &str| {
        let folder = side.path.parent().unwrap_or(Path::new(""));
        side.world.read(&folder.join(file)).ok()
    };
    let (before, after) = (before.files(), after.files());
    let both = before.intersection(&after);
    let other = both.filter(|file| bytes(old, file) != bytes(new, file));
    other.map(|file| (*file).to_owned()).collect()
}
