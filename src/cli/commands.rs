//! The commands: each runs the library and prints what it gave.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::{
    self, Arguments, Command, Kind, Language, MessageFormat, Options, SchemaName, StageName,
};
use super::arrange;
use super::compare;
use super::files::{self, Files, Wrong};
use super::import::{Existing, Import, import};
use super::manual;
use super::messages;
use super::new;
use super::progress::Progress;
use super::several;
use super::watch;
use crate::byproduct;
use crate::diag::codes::{internal, usage};
use crate::diag::{self, Deny, Diagnostic, SourceMap, UnknownFinding, shell_word};
use crate::disk::{Disk, reason};
use crate::driver::{
    ByProduct, Goal, Job, Outcome, Output, Proof, Session, ShowGrid, Stage, Step, Wanted, meant,
    notices,
};
use crate::source;

/// The job has errors.
pub const FAILED: u8 = 1;
/// Wrong usage, a layout that cannot be read, an output that cannot be written.
pub const UNUSABLE: u8 = 2;

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let definition = args::definition(std::env::args_os().next().as_deref());
    let matches = definition.clone().try_get_matches();
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            match of_other_command(&error, &definition) {
                Some(found) => {
                    messages::print(&SourceMap::default(), &found.into(), MessageFormat::Human)
                }
                None => _ = error.print(),
            }
            return ExitCode::from(UNUSABLE);
        }
        Err(asked) => {
            return ExitCode::from(said_of(files::printed(asked.print())));
        }
    };
    ExitCode::from(run(arguments, &definition))
}

/// An option that belongs to another command than the one it was given to: `typeset check LAYOUT -o x.pdf`.
fn of_other_command(error: &clap::Error, definition: &clap::Command) -> Option<Diagnostic> {
    let Some(ContextValue::String(written)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let option = written.split('=').next()?.trim_start_matches('-');
    let has = |command: &clap::Command| {
        command.get_arguments().any(|own| {
            own.get_long() == Some(option)
                || own.get_short().is_some_and(|short| option == short.to_string())
        })
    };
    let given = std::env::args_os().skip(1);
    let words: Vec<String> = given.map(|word| word.to_string_lossy().into_owned()).collect();
    let name = words.iter().find(|word| !word.starts_with('-'))?;
    let (command, message) = match definition.find_subcommand(name) {
        Some(_) if error.kind() != ErrorKind::UnknownArgument => return None,
        Some(own) => (Some(own.get_name()), format!("`{name}` has no option {written}")),
        None => (None, format!("composing a layout has no option {written}")),
    };
    let found = Diagnostic::error(usage::OPTION, message);
    if command.is_some() && has(definition) {
        let writes = command == Some("check");
        let rest = words.iter().filter(|word| *word != name);
        let rest: Vec<_> = rest.map(|word| shell_word(word)).collect();
        let line = args::as_called(&format!("typeset {}", rest.join(" ")));
        let why = if writes { "`check` writes nothing; " } else { "" };
        return Some(found.help(format!("{why}without `{name}` the page is written: {line}")));
    }
    let other =
        definition.get_subcommands().find(|own| Some(own.get_name()) != command && has(own))?;
    let line = args::as_called(&format!("typeset {} --help", other.get_name()));
    Some(found.help(format!("`{}` has it: {line} tells more", other.get_name())))
}

fn run(arguments: Arguments, definition: &clap::Command) -> u8 {
    match arguments.command {
        Some(Command::Check { layouts, ledger, options }) => match (&*layouts, ledger) {
            ([layout], ledger) => check(layout, ledger, &options),
            (several, None) => several::check(several, &options),
            (_, Some(name)) => {
                let message = format!("several layouts would write their ledger to {name}");
                let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
                usage_error(wrong.help("write the ledger of one layout"), &options)
            }
        },
        Some(Command::Dump { layout, stage, options }) => {
            let stage = match stage {
                StageName::Page => Stage::Page,
                StageName::Lines => Stage::Lines,
                StageName::Frames => Stage::Frames,
                StageName::Draw => Stage::Draw,
                StageName::Tags => Stage::Tags,
            };
            let (request, files) = (Request::of(&layout, Goal::Dump(stage)), Files::default());
            report(request, &options, &files, |made, _, _| match made {
                Output::Text(text) => files::print(&text),
                _ => Ok(()),
            })
        }
        Some(Command::Explain { code }) => explain(code.as_deref()),
        Some(Command::Import { files, output, encoding, force, message_format }) => {
            let existing = if force { Existing::Replaced } else { Existing::Kept };
            import(&Import { files, folder: output, encoding, existing }, message_format)
        }
        Some(Command::Licences) => print_text(&notices()),
        Some(Command::Man) => print_text(&manual::man(definition)),
        Some(Command::Completions { shell }) => print_text(&manual::completions(definition, shell)),
        Some(Command::Watch(watching)) => watch::run(&watching),
        Some(Command::Arrange(asked)) => arrange::run(&asked),
        Some(Command::Compare(comparing)) => compare::run(&comparing),
        Some(Command::New { folder, kind, language }) => new(&folder, kind, language),
        Some(Command::Schema { of: SchemaName::Map }) => print_text(&byproduct::map_schema()),
        Some(Command::Schema { of: SchemaName::Ledger }) => print_text(&byproduct::ledger_schema()),
        Some(Command::Schema { of: SchemaName::Layout }) => print_text(&source::layout_schema()),
        Some(Command::Schema { of: SchemaName::Article }) => print_text(&source::article_schema()),
        Some(Command::Schema { of: SchemaName::Compare }) => compare::print_schema(),
        None => match &*arguments.layouts {
            [word, ..] if is_verb(word) => {
                usage_error(no_command(word, definition), &arguments.options)
            }
            [layout] => compose(layout, &arguments),
            [_, _, ..] => several::compose(&arguments.layouts, &arguments),
            [] => usage_error(
                Diagnostic::error(usage::NO_LAYOUT, "no layout is named")
                    .help("name one: typeset layouts/page.toml -o page.pdf"),
                &arguments.options,
            ),
        },
    }
}

/// Whether what should be a layout is a word where a command might stand.
fn is_verb(word: &Path) -> bool {
    let letters = word.to_str().is_some_and(|word| {
        word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
    });
    letters && !word.exists()
}

fn no_command(word: &Path, definition: &clap::Command) -> Diagnostic {
    // What other programs call the main job.
    const COMPOSE: [&str; 7] = ["build", "compile", "compose", "make", "render", "run", "typeset"];
    let word = word.to_string_lossy();
    let names = definition.get_subcommands().filter(|one| !one.is_hide_set());
    let names: Vec<&str> = names.map(clap::Command::get_name).collect();
    let near = diag::suggest(&word, names.iter().copied());
    let found = Diagnostic::error(usage::NO_COMMAND, format!("there is no command `{word}`"));
    found.help(match near.filter(|_| !COMPOSE.contains(&&*word)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => args::as_called(
            "a layout is composed by its name alone: typeset layouts/page.toml -o page.pdf",
        ),
    })
}

/// Everything but writing; the ledger is written whatever is found.
fn check(layout: &Path, ledger: Option<String>, options: &Options) -> u8 {
    let files = match Files::of_ledger(ledger) {
        Ok(files) => files,
        Err(wrong) => return usage_error(*wrong, options),
    };
    let request = Request { layout, goal: Goal::Check, wanted: files.wanted() };
    report(request, options, &files, |output, byproducts, inputs| {
        files.write(output, byproducts, inputs)
    })
}

/// The main job.
fn compose(layout: &Path, arguments: &Arguments) -> u8 {
    let options = &arguments.options;
    let files = match Files::read(arguments, layout) {
        Ok(files) => files,
        Err(wrong) => return usage_error(*wrong, options),
    };
    if files.is_empty() {
        let help = format!("say where the PDF goes: typeset {} -o page.pdf", layout.display());
        return usage_error(no_output([layout], &args::as_called(&help)), options);
    }
    let request = Request { layout, goal: files.goal(), wanted: files.wanted() };
    report(request, options, &files, |output, byproducts, inputs| {
        files.write(output, byproducts, inputs)
    })
}

/// Layouts without an output; one that is not there is the first to be mended.
pub fn no_output<'a>(
    layouts: impl IntoIterator<Item = &'a Path> + Clone,
    help: &str,
) -> Diagnostic {
    let is_pdf =
        |layout: &&Path| layout.extension().is_some_and(|it| it.eq_ignore_ascii_case("pdf"));
    if let Some(pdf) = layouts.clone().into_iter().find(is_pdf) {
        let message = format!("no output is named, and {} is no layout", pdf.display());
        let help = format!("put -o before the PDF that is to be written: -o {}", pdf.display());
        return Diagnostic::error(usage::NO_OUTPUT, message).help(help);
    }
    let mut looked_at =
        layouts.into_iter().map(|layout| (layout, std::fs::metadata(layout).map(drop)));
    match looked_at.find_map(|(layout, there)| Some((layout, there.err()?))) {
        Some((layout, error)) => no_root(layout, &error),
        None => Diagnostic::error(usage::NO_OUTPUT, "no output is named").help(help),
    }
}

/// What a command asks of the library.
pub struct Request<'a> {
    pub layout: &'a Path,
    pub goal: Goal,
    pub wanted: Wanted<'a>,
}

/// What came of it, and the exit code that it calls for.
pub struct Ran {
    pub outcome: Outcome,
    pub status: u8,
}

impl Ran {
    /// Whether files may be written.
    pub fn has_files(&self) -> bool {
        let made = !matches!(self.outcome.output, Output::Nothing);
        self.status != UNUSABLE && (made || !self.outcome.byproducts.is_empty())
    }
}

impl<'a> Request<'a> {
    pub fn of(layout: &'a Path, goal: Goal) -> Request<'a> {
        Request { layout, goal, wanted: Wanted::default() }
    }

    /// Runs the job on a session's threads. A fault of the program is a finding.
    pub fn run(
        &self,
        options: &Options,
        deny: &Deny,
        session: Session,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> Ran {
        let Request { layout, goal, wanted } = *self;
        let world = match Disk::new(layout, options.common.root.as_deref()) {
            Ok(world) => world,
            Err(error) => {
                let found = match &options.common.root {
                    Some(root) if !root.is_dir() => no_folder(root),
                    _ => no_root(layout, &error),
                };
                let findings = found.into();
                let outcome = Outcome { findings, unreadable: true, ..Outcome::default() };
                return Ran { outcome, status: UNUSABLE };
            }
        };
        let job = Job {
            layout,
            goal,
            proof: if options.proof { Proof::Marked } else { Proof::Final },
            show_grid: if options.show_grid { ShowGrid::Shown } else { ShowGrid::Hidden },
            deny,
            wanted,
        };
        let outcome = caught(|| session.run_last(&job, &world, on_step))
            .unwrap_or_else(|wrong| Outcome { findings: (*wrong).into(), ..Outcome::default() });
        let status = status(&outcome, &job);
        Ran { outcome, status }
    }
}

/// Runs a job, hands its output, when it has one, to `then`, and prints what is to be said: of a job
/// with errors, too, what is wrong with the names of its files.
fn report(
    request: Request<'_>,
    options: &Options,
    files: &Files,
    then: impl FnOnce(Output, Vec<ByProduct>, &[PathBuf]) -> Result<(), Wrong>,
) -> u8 {
    let deny = match denied(&options.deny) {
        Ok(deny) => deny,
        Err(wrong) => return usage_error(*wrong, options),
    };
    let mut progress = Progress::new();
    let session = session(options.common.jobs);
    let mut ran = quietly(|| request.run(options, &deny, session, &mut |step| progress.step(step)));
    drop(progress);
    if ran.has_files() {
        let output = std::mem::take(&mut ran.outcome.output);
        let byproducts = std::mem::take(&mut ran.outcome.byproducts);
        if let Err(wrong) = then(output, byproducts, &ran.outcome.files) {
            ran.outcome.findings.push(*wrong);
            ran.status = UNUSABLE;
        }
    } else if let Some(wrong) = files.of_several_pages(ran.outcome.pages) {
        ran.outcome.findings.push(*wrong);
        ran.status = UNUSABLE;
    }
    let Ran { outcome, status } = ran;
    messages::print(&outcome.sources, &outcome.findings, options.common.message_format);
    status
}

/// A layout whose root cannot be told.
pub fn no_root(layout: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("the layout {} cannot be read: {}", layout.display(), reason(error));
    let near = beside(layout).filter(|_| error.kind() == std::io::ErrorKind::NotFound);
    Diagnostic::error(usage::NO_LAYOUT, message).help(match near {
        Some(near) => format!("did you mean {near}?"),
        None if layout.starts_with("~") => UNEXPANDED.to_owned(),
        None => "name a layout, and a root, that exist".to_owned(),
    })
}

/// What to do about a path that begins with ~ when it gets here.
pub const UNEXPANDED: &str =
    "in quotation marks a shell leaves ~ as it is: write ~/… without them, or \"$HOME/…\"";

/// The layout that was probably meant by one that is not there.
fn beside(missing: &Path) -> Option<String> {
    /// Files of a folder that are looked through.
    const MOST: usize = 1_000;
    let names = |folder: &Path| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let files = std::fs::read_dir(folder).into_iter().flatten().take(MOST);
        files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect()
    };
    meant(names, Path::new(""), missing)
}

/// A root that there is not.
fn no_folder(root: &Path) -> Diagnostic {
    let message = format!("there is no folder {} to read beneath", root.display());
    Diagnostic::error(usage::NO_LAYOUT, message)
        .help("name the folder that holds all files of the job: --root DIR")
}

/// How many threads a command works on.
pub fn threads(jobs: Option<u16>) -> NonZeroUsize {
    let given = jobs.and_then(|jobs| NonZeroUsize::new(jobs.into()));
    let threads = given.or_else(|| std::thread::available_parallelism().ok());
    threads.unwrap_or(NonZeroUsize::MIN)
}

/// Threads of the program's own: what the environment says to a library below is not obeyed.
pub fn session(jobs: Option<u16>) -> Session {
    session_of(threads(jobs))
}

/// Where a machine will not give so many threads, the page is made on fewer; it is the same page.
pub fn session_of(threads: NonZeroUsize) -> Session {
    let session = Session::with_threads(threads);
    session.or_else(|_| Session::with_threads(NonZeroUsize::MIN)).unwrap_or_default()
}

/// What `--deny` names.
pub fn denied(words: &[String]) -> Result<Deny, Wrong> {
    let mut deny = Deny::default();
    for word in words {
        deny.add(word).map_err(|UnknownFinding { word, meant }| {
            let message = format!("--deny names no finding: {word}");
            let wrong = Diagnostic::error(usage::UNKNOWN_CODE, message);
            Wrong::from(wrong.help(match meant {
                Some(meant) => format!("was {meant} meant? typeset explain lists the codes"),
                None => "typeset explain lists the codes".to_owned(),
            }))
        })?;
    }
    Ok(deny)
}

/// Runs the library; a fault of the program becomes a diagnostic, never a trace on the screen.
pub fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, Wrong> {
    quietly(|| caught(run))
}

/// Prints nothing of what is caught meanwhile.
pub fn quietly<T>(run: impl FnOnce() -> T) -> T {
    std::panic::set_hook(Box::new(|_| ()));
    let made = run();
    drop(std::panic::take_hook());
    made
}

/// This is the one place where a panic is caught, but for the room `watch`, which goes on when one page
/// cannot be drawn. The library catches none and counts on none being caught; but page pictures are drawn by a renderer that reads whatever art a page holds,
/// and what that trips over cannot be told beforehand.
fn caught<T>(run: impl FnOnce() -> T) -> Result<T, Wrong> {
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
    outcome.map_err(|fault| {
        let said = fault.downcast_ref::<String>().map(String::as_str);
        let said = said.or(fault.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        let wrong = Diagnostic::error(internal::FAILED, "the program has failed")
            .with_note(said.to_owned())
            .help("report it with the layout and its articles");
        Wrong::from(wrong)
    })
}

/// The exit code that a run calls for.
fn status(outcome: &Outcome, job: &Job<'_>) -> u8 {
    let internal = |found: &Diagnostic| found.is_error() && found.code.is_internal();
    if outcome.unreadable || outcome.findings.iter().any(internal) {
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

pub fn usage_error(diagnostic: Diagnostic, options: &Options) -> u8 {
    messages::print(&SourceMap::default(), &diagnostic.into(), options.common.message_format);
    UNUSABLE
}

/// A page to start from.
fn new(folder: &Path, kind: Kind, language: Language) -> u8 {
    match new::write(folder, kind, language) {
        Ok(said) => print_text(&args::as_called(&said)),
        Err(wrong) => {
            messages::print(&SourceMap::default(), &(*wrong).into(), MessageFormat::Human);
            UNUSABLE
        }
    }
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
            Some(text) => print_text(&args::as_called(&text)),
            None => {
                let wrong = Diagnostic::error(
                    usage::UNKNOWN_CODE,
                    format!("there is no message with the code or name {code}"),
                );
                let names: Vec<String> = diag::codes::all().map(|row| row.name()).collect();
                let near = diag::suggest(code, names.iter().map(String::as_str));
                let help = match near {
                    Some(name) => format!("perhaps {name}; typeset explain lists the codes"),
                    None => "typeset explain lists the codes".to_owned(),
                };
                messages::print(
                    &SourceMap::default(),
                    &wrong.help(args::as_called(&help)).into(),
                    MessageFormat::Human,
                );
                UNUSABLE
            }
        },
    }
}

/// Text for whoever asked for it.
pub fn print_text(text: &str) -> u8 {
    said_of(files::print(text))
}

/// The exit code of a printing.
fn said_of(printed: Result<(), Wrong>) -> u8 {
    match printed {
        Ok(()) => 0,
        Err(wrong) => {
            messages::print(&SourceMap::default(), &(*wrong).into(), MessageFormat::Human);
            UNUSABLE
        }
    }
}
