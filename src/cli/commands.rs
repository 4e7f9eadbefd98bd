//! The commands: each runs the library and prints what it gave.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use super::args::{Arguments, Command, MessageFormat, Options, StageName};
use super::disk::Disk;
use super::licences;
use super::messages;
use super::output::{self, Template};
use super::progress::Progress;
use crate::diag::codes::{internal, usage};
use crate::diag::{self, Deny, Diagnostic, SourceMap, UnknownFinding};
use crate::{Goal, Job, Outcome, Output, Proof, ShowGrid, Stage};

/// The job has errors.
const FAILED: u8 = 1;
/// Wrong usage, a layout that cannot be read, an output that cannot be written.
const UNUSABLE: u8 = 2;

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { UNUSABLE } else { 0 });
        }
    };
    ExitCode::from(run(arguments))
}

fn run(arguments: Arguments) -> u8 {
    match arguments.command {
        Some(Command::Check { layout, options }) => {
            report(&layout, Goal::Check, &options, |_, _| Ok(()))
        }
        Some(Command::Dump { layout, stage, options }) => {
            let stage = match stage {
                StageName::Page => Stage::Page,
                StageName::Lines => Stage::Lines,
                StageName::Frames => Stage::Frames,
                StageName::Draw => Stage::Draw,
                StageName::Tags => Stage::Tags,
            };
            report(&layout, Goal::Dump(stage), &options, |made, _| match made {
                Output::Text(text) => write_file("-", text.as_bytes()),
                _ => Ok(()),
            })
        }
        Some(Command::Explain { code }) => explain(code.as_deref()),
        Some(Command::Licences) => print_text(&licences::notices()),
        Some(Command::Watch(_)) => not_built("watch"),
        Some(Command::Compare(_)) => not_built("compare"),
        Some(Command::New(_)) => not_built("new"),
        Some(Command::Schema(_)) => not_built("schema"),
        None => match (arguments.layout, arguments.output) {
            (Some(layout), Some(out)) => compose(&layout, &out, &arguments.options),
            (Some(layout), None) => usage_error(
                Diagnostic::error(usage::NO_OUTPUT, "no output is named").help(format!(
                    "say where the PDF goes: typeset {} -o page.pdf",
                    layout.display()
                )),
                &arguments.options,
            ),
            (None, _) => usage_error(
                Diagnostic::error(usage::NO_LAYOUT, "no layout is named")
                    .help("name one: typeset layouts/page.toml -o page.pdf"),
                &arguments.options,
            ),
        },
    }
}

/// The main job.
fn compose(layout: &Path, out: &str, options: &Options) -> u8 {
    let name = match Template::parse(out) {
        Ok(name) => name,
        Err(field) => {
            let message = format!("the output name has a field that is not known: {{{field}}}");
            let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
            return usage_error(wrong.help("the fields are {page} and {date}"), options);
        }
    };
    if name.has_fields() && !name.names_pages() {
        let message = format!("the name {out} has no {{page}}: pages would overwrite each other");
        let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
        return usage_error(wrong.help("write {page} into the name"), options);
    }
    let goal = if name.has_fields() { Goal::Pages } else { Goal::Document };
    report(layout, goal, options, |made, sources| {
        let files = match made {
            Output::Document(bytes) => vec![(out.to_owned(), bytes)],
            Output::Pages(pages) => {
                pages.into_iter().map(|p| (name.fill(&p.page, &p.date), p.bytes)).collect()
            }
            Output::Nothing | Output::Text(_) => Vec::new(),
        };
        write_files(&files, sources)
    })
}

fn write_files(files: &[(String, Vec<u8>)], sources: &SourceMap) -> Result<(), Diagnostic> {
    for (at, (name, _)) in files.iter().enumerate() {
        if sources.paths().any(|source| same_file(Path::new(name), Path::new(source))) {
            let message = format!("{name} is a file of the job itself");
            let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
            return Err(wrong.help("name another file for the output"));
        }
        if files[..at].iter().any(|(earlier, _)| earlier == name) {
            let message = format!("two pages would be written to {name}");
            let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
            return Err(wrong.help("give every page an id of its own"));
        }
    }
    files.iter().try_for_each(|(name, bytes)| write_file(name, bytes))
}

/// To a file, or to stdout for `-`; a reader that has gone away is no error.
fn write_file(name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    match output::write(name, bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("{name} cannot be written: {error}");
            Err(Diagnostic::error(usage::CANNOT_WRITE, message)
                .help("name a place that exists and may be written to"))
        }
        _ => Ok(()),
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Runs a job, hands its output, when it has one, to `then`, and prints what is to be said.
fn report(
    layout: &Path,
    goal: Goal,
    options: &Options,
    then: impl FnOnce(Output, &SourceMap) -> Result<(), Diagnostic>,
) -> u8 {
    let deny = match denied(&options.deny) {
        Ok(deny) => deny,
        Err(wrong) => return usage_error(wrong, options),
    };
    let world = match Disk::new(layout, options.root.as_deref()) {
        Ok(world) => world,
        Err(error) => {
            let wrong = Diagnostic::error(
                usage::NO_LAYOUT,
                format!("the layout {} cannot be read: {error}", layout.display()),
            );
            return usage_error(wrong.help("name a layout and a root that exist"), options);
        }
    };
    let job = Job {
        layout,
        goal,
        proof: if options.proof { Proof::Marked } else { Proof::Final },
        show_grid: if options.show_grid { ShowGrid::Shown } else { ShowGrid::Hidden },
        deny: &deny,
    };
    let mut progress = Progress::new();
    let mut outcome = guarded(|| crate::typeset(&job, &world, &mut |step| progress.step(step)));
    drop(progress);
    let mut status = status(&outcome, &job);
    if status != UNUSABLE && !matches!(outcome.output, Output::Nothing) {
        let output = std::mem::take(&mut outcome.output);
        if let Err(wrong) = then(output, &outcome.sources) {
            outcome.diagnostics.push(wrong);
            status = UNUSABLE;
        }
    }
    messages::print(&outcome.sources, &outcome.diagnostics, options.message_format);
    status
}

/// What `--deny` names.
fn denied(words: &[String]) -> Result<Deny, Diagnostic> {
    let mut deny = Deny::default();
    for word in words {
        deny.add(word).map_err(|UnknownFinding { word, meant }| {
            let message = format!("--deny names no finding: {word}");
            Diagnostic::error(usage::UNKNOWN_CODE, message).help(match meant {
                Some(meant) => format!("was {meant} meant?"),
                None => "typeset explain lists the codes".to_owned(),
            })
        })?;
    }
    Ok(deny)
}

/// Runs the library; a fault of the program becomes a diagnostic, never a trace on the screen.
fn guarded(run: impl FnOnce() -> Outcome) -> Outcome {
    std::panic::set_hook(Box::new(|_| ()));
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
    drop(std::panic::take_hook());
    outcome.unwrap_or_else(|fault| {
        let said = fault.downcast_ref::<String>().map(String::as_str);
        let said = said.or(fault.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        let wrong = Diagnostic::error(internal::FAILED, "the program has failed")
            .with_note(said.to_owned())
            .help("report it with the layout and its articles");
        Outcome { diagnostics: vec![wrong], ..Outcome::default() }
    })
}

/// The exit code that a run calls for.
fn status(outcome: &Outcome, job: &Job<'_>) -> u8 {
    let internal = |found: &Diagnostic| found.is_error() && found.code.is_internal();
    if outcome.unreadable || outcome.diagnostics.iter().any(internal) {
        UNUSABLE
    } else if outcome.has_errors() && !proof_made(outcome, job) {
        FAILED
    } else {
        0
    }
}

/// A proof is made in spite of errors, and is then what was asked for.
fn proof_made(outcome: &Outcome, job: &Job<'_>) -> bool {
    job.proof == Proof::Marked && !matches!(outcome.output, Output::Nothing)
}

fn usage_error(diagnostic: Diagnostic, options: &Options) -> u8 {
    messages::print(&SourceMap::default(), &[diagnostic], options.message_format);
    UNUSABLE
}

fn not_built(command: &str) -> u8 {
    let wrong =
        Diagnostic::error(usage::NOT_BUILT, format!("the command {command} is not built yet"));
    let wrong = wrong.help("see typeset --help for the commands that are");
    messages::print(&SourceMap::default(), &[wrong], MessageFormat::Human);
    UNUSABLE
}

fn explain(code: Option<&str>) -> u8 {
    match code {
        None => {
            let mut text = String::new();
            for row in diag::codes::all() {
                text.push_str(&format!("{}  {}\n", row.code, row.title));
            }
            print_text(&text)
        }
        Some(code) => match diag::explain(code) {
            Some(text) => print_text(&text),
            None => {
                let wrong = Diagnostic::error(
                    usage::UNKNOWN_CODE,
                    format!("there is no message with the code {code}"),
                );
                messages::print(
                    &SourceMap::default(),
                    &[wrong.help("typeset explain lists the codes")],
                    MessageFormat::Human,
                );
                UNUSABLE
            }
        },
    }
}

/// To stdout; a reader that has gone away is no error.
fn print_text(text: &str) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => UNUSABLE,
        _ => 0,
    }
}
