//! [`Session::compare`]: what two editions differ in.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use super::sight::Sight;
use super::{Goal, Job, Outcome, Output, Proof, Session, ShowGrid, Step, Wanted, World};
use crate::byproduct::RasterError;
use crate::compare::{self, Edition, Named, Pair, Pdf};
use crate::diag::{Code, Deny, Diagnostic, Findings, codes};
use crate::picture;

/// One of the two that are compared.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// As whoever asks calls it.
    pub name: &'a str,
    /// A layout, or a PDF.
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
    /// One file that fetches nothing, where it was asked for.
    pub web_page: Option<String>,
}

/// How differences are told beside text and JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WebPage {
    #[default]
    LeftOut,
    /// With pictures of the pages that differ.
    Made,
}

impl Session {
    /// Composes two layouts, or reads PDFs, and tells what differs between them.
    pub fn compare(
        &mut self,
        old: Side<'_>,
        new: Side<'_>,
        web_page: WebPage,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> Comparison {
        let files = [old, new].map(pdf_of);
        // A layout is compared with a PDF as the PDF that it makes.
        let goal = match files.iter().any(Option::is_some) {
            true => Goal::Document,
            false => Goal::Pages,
        };
        let [before, after] = files;
        let (mut old_made, mut before) = self.edition(old, (before, goal), Proof::Final, on_step);
        if before.is_none() && is_over_alone(&old_made.findings) {
            // What was over is no longer to be mended there: it is compared as it was.
            (old_made, before) = self.edition(old, (None, goal), Proof::Unmarked, on_step);
        }
        let (mut new_made, after) = self.edition(new, (after, goal), Proof::Final, on_step);
        let mut told = None;
        if let (Some(before), Some(after)) = (&before, &after) {
            let pair = Pair {
                old: Named { name: old.name, edition: before },
                new: Named { name: new.name, edition: after },
            };
            match self.threads.run(|| tell(pair, web_page)) {
                Ok(made) => told = Some(made),
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
        (file, goal): (Option<Vec<u8>>, Goal),
        proof: Proof,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> (Outcome, Option<Edition>) {
        if let Some(bytes) = file {
            let files = vec![side.path.to_owned()];
            let (findings, edition) = match stranger(bytes) {
                Ok(edition) => (Findings::default(), Some(edition)),
                Err(why) => (unread(side.name, &why).into(), None),
            };
            return (Outcome { files, findings, ..Outcome::default() }, edition);
        }
        let deny = Deny::default();
        let job = Job {
            layout: side.path,
            goal,
            proof,
            show_grid: ShowGrid::Hidden,
            deny: &deny,
            wanted: Wanted::default(),
        };
        let mut seen = None;
        let mut look = |sight: Sight<'_>| {
            seen = Some(compare::edition_of(sight.finished));
        };
        let mut outcome = self.run_and_look(&job, side.world, on_step, &mut look);
        let edition = match std::mem::take(&mut outcome.output) {
            Output::Pages(files) => {
                let files = files.into_iter().map(|file| file.bytes).collect();
                seen.map(|edition| {
                    let contents = contents(side, &edition);
                    Edition { contents, pdf: Pdf::Pages(files), ..edition }
                })
            }
            Output::Document(file) => match compare::read_pdf(file) {
                Ok(edition) => seen.map(|seen| edition.frozen_as(&seen)),
                Err(error) => {
                    outcome.findings.push(unread(side.name, &error.to_string()));
                    None
                }
            },
            Output::Nothing | Output::Text(_) => None,
        };
        (outcome, edition)
    }
}

/// Whether nothing is wrong with a job but that some of its text finds no room.
fn is_over_alone(findings: &Findings) -> bool {
    const OVER: [Code; 2] = [codes::overset::OVERSET, codes::overset::INTRO_OVER];
    let mut errors = findings.iter().filter(|found| found.is_error()).peekable();
    errors.peek().is_some() && errors.all(|found| OVER.contains(&found.code))
}

fn tell(pair: Pair<'_>, web_page: WebPage) -> Result<Told, RasterError> {
    let difference = compare::compare(pair)?;
    let web_page = match web_page {
        WebPage::LeftOut => None,
        WebPage::Made => Some(compare::html(pair, &difference)?),
    };
    Ok(Told {
        differs: difference.differs,
        frozen_changed: difference.frozen_changed,
        text: difference.text(),
        json: difference.json(),
        web_page,
    })
}

/// The bytes of a side that is a PDF.
fn pdf_of(side: Side<'_>) -> Option<Vec<u8>> {
    /// The header stands within so many bytes of the file's beginning.
    const HEAD: usize = 1024;
    const MARK: &[u8] = b"%PDF-";
    let bytes = side.world.read(side.path).ok()?;
    let head = bytes.get(..HEAD.min(bytes.len()))?;
    head.windows(MARK.len()).any(|window| window == MARK).then_some(bytes)
}

/// A PDF from wherever.
fn stranger(bytes: Vec<u8>) -> Result<Edition, String> {
    picture::look_through(&bytes).map_err(|error| error.to_string())?;
    compare::read_pdf(bytes).map_err(|error| error.to_string())
}

fn unread(name: &str, why: &str) -> Diagnostic {
    let message = format!("the PDF {name} cannot be compared: {why}");
    Diagnostic::error(codes::usage::PDF_UNREAD, message)
        .help("open it in a viewer and save it anew, or ask whoever made it")
}

/// What the files of an edition's pictures hold.
fn contents(side: Side<'_>, edition: &Edition) -> BTreeMap<String, u64> {
    let folder = side.path.parent().unwrap_or(Path::new(""));
    let files = edition.files().into_iter().filter(|file| !file.is_empty());
    let read = files.filter_map(|file| {
        let bytes = side.world.read(&folder.join(file)).ok()?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        Some((file.to_owned(), hasher.finish()))
    });
    read.collect()
}
