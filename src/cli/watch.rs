//! `typeset watch`: opens the live page, and ends with it.

#[cfg(feature = "watch")]
pub use built::run;
#[cfg(not(feature = "watch"))]
pub use left_out::run;

/// A build that has it.
#[cfg(feature = "watch")]
mod built {
    use std::collections::BTreeMap;
    use std::io;
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::channel;
    use std::sync::{Mutex, PoisonError};

    use crate::cli::args::{MessageFormat, Watching};
    use crate::cli::commands::{UNUSABLE, quietly, threads};
    use crate::cli::files::{self, Wrong};
    use crate::cli::messages;
    use crate::diag::codes::usage;
    use crate::diag::{Diagnostic, Findings, SourceMap};
    use crate::disk::Disk;
    use crate::driver::World;
    use crate::watch::{self, Ear, Editor, NoEditor, Watch};

    /// Serves the page until somebody ends it, which is no error.
    pub fn run(watching: &Watching) -> u8 {
        // What is caught meanwhile is told on the page.
        match quietly(|| serve(watching)) {
            Ok(()) => 0,
            Err(wrong) => {
                messages::print(
                    &SourceMap::default(),
                    &(*wrong).into(),
                    watching.common.message_format,
                );
                UNUSABLE
            }
        }
    }

    fn serve(watching: &Watching) -> Result<(), Wrong> {
        let editor: Editor = watching.editor.parse().map_err(|why| no_editor(watching, &why))?;
        let (end, ended) = channel();
        // Without a handler the signal ends the program all the same.
        _ = ctrlc::set_handler(move || _ = end.send(()));
        let root = watching.common.root.clone();
        let world = move |layout: &Path| {
            let disk = Disk::new(layout, root.as_deref())?;
            Ok(Box::new(disk) as Box<dyn World>)
        };
        let port = watch::open(Watch {
            layouts: watching.layouts.clone(),
            port: watching.port,
            editor,
            threads: threads(watching.common.jobs),
            world: Box::new(world),
            told: terminal(watching.common.message_format),
        });
        let port = port.map_err(|error| no_port(watching.port, &error))?;
        let address = format!("http://127.0.0.1:{port}/");
        files::print(&format!("{address}\n"))?;
        if watching.open
            && let Err(error) = open::that_detached(&address)
        {
            let message = format!("the browser cannot be opened: {error}");
            let found = Diagnostic::warning(usage::NO_BROWSER, message);
            let found = found.help(format!("open {address} by hand"));
            messages::print(&SourceMap::default(), &found.into(), watching.common.message_format);
        }
        // A program that is not told to end goes on.
        loop {
            if ended.recv().is_ok() {
                return Ok(());
            }
            std::thread::park();
        }
    }

    /// Prints the errors of a layout whenever they are others than before, for whoever looks at the
    /// terminal and not at the page; and that there are none any more.
    fn terminal(format: MessageFormat) -> Box<Ear> {
        let before: Mutex<BTreeMap<PathBuf, Vec<Diagnostic>>> = Mutex::default();
        Box::new(move |layout: &Path, sources: &SourceMap, findings: &Findings| {
            let errors: Vec<Diagnostic> =
                findings.iter().filter(|found| found.is_error()).cloned().collect();
            // Held while it prints: two layouts do not talk at once.
            let mut before = before.lock().unwrap_or_else(PoisonError::into_inner);
            let last = before.insert(layout.to_owned(), errors.clone()).unwrap_or_default();
            if errors == last {
                return;
            }
            if errors.is_empty() {
                if format == MessageFormat::Human {
                    messages::say(&format!("{}: no errors any more", layout.display()));
                }
                return;
            }
            messages::print(sources, &errors.into_iter().collect::<Findings>(), format);
        })
    }

    fn no_editor(watching: &Watching, why: &NoEditor) -> Wrong {
        let message = format!("--editor {}: {why}", watching.editor);
        let names: Vec<&str> = Editor::names().collect();
        let wrong = Diagnostic::error(usage::NO_EDITOR, message);
        Wrong::from(wrong.help(match why {
            NoEditor::Unknown(Some(meant)) => format!("was {meant} meant?"),
            NoEditor::Unknown(None) => {
                format!("take one of {}, or its own address with {{path}} in it", names.join(", "))
            }
            NoEditor::NoPath => {
                "write {path}, {line} and {column} where the editor wants them".to_owned()
            }
            NoEditor::Scheme(_) => "take the address that the editor's manual gives".to_owned(),
        }))
    }

    fn no_port(port: u16, error: &io::Error) -> Wrong {
        let (message, help) = match error.kind() {
            io::ErrorKind::AddrInUse => (
                format!("port {port} of this machine is in use"),
                "name another, --port 0 for any that is free, or end the program that has it",
            ),
            io::ErrorKind::PermissionDenied => (
                format!("port {port} of this machine may not be used"),
                "name one from 1024 on, or --port 0 for any that is free",
            ),
            _ => (
                format!("the live page cannot be served at port {port}: {error}"),
                "name another port, or --port 0 for any that is free",
            ),
        };
        Diagnostic::error(usage::PORT, message).help(help).into()
    }
}

/// A build that has it not.
#[cfg(not(feature = "watch"))]
mod left_out {
    use crate::cli::args::Watching;
    use crate::cli::commands::UNUSABLE;
    use crate::cli::messages;
    use crate::diag::codes::usage;
    use crate::diag::{Diagnostic, SourceMap};

    pub fn run(watching: &Watching) -> u8 {
        let wrong = Diagnostic::error(usage::NOT_BUILT, "this build has no live page");
        let wrong = wrong.help("build it with the feature watch");
        messages::print(&SourceMap::default(), &wrong.into(), watching.common.message_format);
        UNUSABLE
    }
}
