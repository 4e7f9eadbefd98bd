//! Several layouts in one run: an edition.
//!
//! Each is a job of its own. They are run side by side and told of in the order in which they were
//! named; what several of them say is said once, and the files of those without errors are written
//! together, or none of them.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::args::{Arguments, Options};
use super::commands::{
    Ran, Request, UNUSABLE, denied, no_output, quietly, session_of, threads, usage_error,
};
use super::files::{File, Files, Wrong, put};
use super::messages::{self, Of};
use crate::byproduct::{Gathering, TooLarge, bind};
use crate::diag::codes::usage;
use crate::diag::{Deny, Diagnostic, Findings};
use crate::driver::{Goal, Outcome, too_large};

/// Of a thread that reads a layout, as of a program's first.
const STACK: usize = 8 << 20;

/// Composes them, and writes those that have no errors.
pub fn compose(layouts: &[PathBuf], arguments: &Arguments) -> u8 {
    let options = &arguments.options;
    let read = layouts.iter().map(|layout| {
        let mut files = Files::read(arguments, layout)?;
        files.bind_together(arguments);
        Ok(files)
    });
    let files = match read.collect::<Result<Vec<Files>, Wrong>>() {
        Ok(files) => files,
        Err(wrong) => return usage_error(*wrong, options),
    };
    if files.iter().all(Files::is_empty) {
        let layouts = layouts.iter().map(PathBuf::as_path);
        let wrong = no_output(layouts, "say where the PDFs go: -o 'out/{page}.pdf'");
        return usage_error(wrong, options);
    }
    if let Some(name) = Files::one_for_all(arguments) {
        let message = format!("{} layouts would be written to {name}", layouts.len());
        let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
        return usage_error(wrong.help("write {page} or {layout} into the name"), options);
    }
    let jobs = layouts.iter().zip(&files).map(|(layout, files)| {
        let request = Request { layout, goal: files.goal(), wanted: files.wanted() };
        (request, Some(files))
    });
    match Edition::run(jobs.collect(), options) {
        Ok(mut edition) => {
            edition.write();
            edition.tell(options)
        }
        Err(wrong) => usage_error(*wrong, options),
    }
}

/// Checks them.
pub fn check(layouts: &[PathBuf], options: &Options) -> u8 {
    let jobs = layouts.iter().map(|layout| (Request::of(layout, Goal::Check), None));
    match Edition::run(jobs.collect(), options) {
        Ok(edition) => edition.tell(options),
        Err(wrong) => usage_error(*wrong, options),
    }
}

/// A layout's run, and the files that it is to have.
struct Member<'a> {
    layout: &'a Path,
    files: Option<&'a Files>,
    ran: Ran,
}

/// Layouts that were run.
struct Edition<'a> {
    members: Vec<Member<'a>>,
    /// Why no files were written.
    unwritten: Option<Wrong>,
}

impl<'a> Edition<'a> {
    fn run(
        jobs: Vec<(Request<'a>, Option<&'a Files>)>,
        options: &Options,
    ) -> Result<Edition<'a>, Wrong> {
        let deny = denied(&options.deny)?;
        let ran = side_by_side(&jobs, options, &deny);
        let members = jobs.into_iter().zip(ran);
        let members = members
            .map(|((request, files), ran)| Member { layout: request.layout, files, ran })
            .collect();
        let mut edition = Edition { members, unwritten: None };
        edition.pass_over_included();
        Ok(edition)
    }

    /// `layouts/*.toml` names the house's file as well: it has no page, and others include it.
    fn pass_over_included(&mut self) {
        let place = |path: &PathBuf| path.canonicalize().ok();
        // Each file's own place, and those of all that the others read beside their own.
        let own = |member: &Member<'_>| member.ran.outcome.files.first().and_then(place);
        let beside = self.members.iter().flat_map(|member| member.ran.outcome.files.iter().skip(1));
        let beside: Vec<PathBuf> = beside.filter_map(place).collect();
        self.members.retain(|member| {
            let Outcome { pages, unreadable, .. } = member.ran.outcome;
            pages > 0 || unreadable || own(member).is_none_or(|own| !beside.contains(&own))
        });
    }

    /// Writes the files of those that have no errors.
    fn write(&mut self) {
        let mut files: Vec<File> = Vec::new();
        let mut inputs = Vec::new();
        let mut gatherings = Vec::new();
        let of_book = self.members.first().and_then(|member| member.files);
        for Member { files: names, ran, .. } in &mut self.members {
            inputs.append(&mut ran.outcome.files);
            let Some(names) = names else { continue };
            if !ran.has_files() {
                let wrong = names.of_several_pages(ran.outcome.pages);
                self.unwritten = self.unwritten.take().or(wrong);
                continue;
            }
            gatherings.extend(ran.outcome.gathering.take());
            let output = std::mem::take(&mut ran.outcome.output);
            let byproducts = std::mem::take(&mut ran.outcome.byproducts);
            match names.name(output, byproducts) {
                Ok(named) => files.extend(named),
                Err(wrong) => self.unwritten = Some(wrong),
            }
        }
        // A book that lacks a page would be taken for the whole edition.
        if let Some(names) = of_book.filter(|_| gatherings.len() == self.members.len()) {
            let date = gatherings.first().map_or("", Gathering::date);
            match bind(&gatherings) {
                Ok(bytes) => files.extend(names.book(date, bytes)),
                Err(TooLarge) => self.unwritten = Some(too_large().into()),
            }
        }
        if self.unwritten.is_none() {
            self.unwritten = put(&files, &inputs).err();
        }
    }

    /// Prints what is to be said, and gives the exit code.
    fn tell(self, options: &Options) -> u8 {
        let Edition { members, unwritten } = self;
        let worst = members.iter().map(|member| member.ran.status).max().unwrap_or(0);
        let worst = if unwritten.is_some() { UNUSABLE } else { worst };
        let said: Vec<Of<'_>> = members
            .iter()
            .map(|Member { layout, ran, .. }| Of {
                layout,
                sources: &ran.outcome.sources,
                findings: &ran.outcome.findings,
            })
            .collect();
        let unwritten = unwritten.map(|wrong| Findings::from(*wrong)).unwrap_or_default();
        messages::print_several(&said, &unwritten, options.common.message_format);
        worst
    }
}

/// Runs the jobs on as many threads as there are; the results in the order of the jobs.
fn side_by_side(
    jobs: &[(Request<'_>, Option<&Files>)],
    options: &Options,
    deny: &Deny,
) -> Vec<Ran> {
    let threads = threads(options.common.jobs);
    let workers = threads.get().min(jobs.len()).max(1);
    // What is left over is shared by the layouts at work.
    let each = NonZeroUsize::new(threads.get() / workers).unwrap_or(NonZeroUsize::MIN);
    let done: Vec<OnceLock<Ran>> = jobs.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some((request, _)), Some(place)) = (jobs.get(at), done.get(at)) else { return };
            _ = place.set(request.run(options, deny, session_of(each), &mut |_| ()));
        }
    };
    quietly(|| {
        std::thread::scope(|scope| {
            for _ in 1..workers {
                // A thread that cannot be had is one fewer.
                _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            }
            work();
        });
    });
    done.into_iter().filter_map(OnceLock::into_inner).collect()
}
