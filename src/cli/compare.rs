//! `typeset compare`: two editions in, what differs out.

#[cfg(feature = "page-pictures")]
pub use built::{print_schema, run};
#[cfg(not(feature = "page-pictures"))]
pub use left_out::{print_schema, run};

/// A build that can look at pages.
#[cfg(feature = "page-pictures")]
mod built {
    use std::path::Path;

    use crate::cli::args::{Comparing, MessageFormat};
    use crate::cli::commands::{FAILED, UNUSABLE, guarded, no_root, print_text, session};
    use crate::cli::disk::Disk;
    use crate::cli::files::{self, File, Folder, Wrong};
    use crate::cli::messages;
    use crate::cli::progress::Progress;
    use crate::diag::SourceMap;
    use crate::driver::{Comparison, Outcome, Side, Told};

    /// Tells what differs, and gives the exit code that it calls for.
    pub fn run(comparing: &Comparing) -> u8 {
        let told = match compare(comparing) {
            Ok(told) => told,
            Err(wrong) => {
                messages::print(&SourceMap::default(), &(*wrong).into(), comparing.message_format);
                return UNUSABLE;
            }
        };
        let Some(told) = told else { return UNUSABLE };
        match told.frozen_changed || (comparing.exit_code && told.differs) {
            true => FAILED,
            false => 0,
        }
    }

    pub fn print_schema() -> u8 {
        print_text(&crate::compare::compare_schema())
    }

    /// What differs; none when a side has errors, which are printed.
    fn compare(comparing: &Comparing) -> Result<Option<Told>, Wrong> {
        let world = |path: &str| {
            let path = Path::new(path);
            Disk::new(path, comparing.root.as_deref()).map_err(|error| no_root(path, &error))
        };
        let (old, new) = (world(&comparing.old)?, world(&comparing.new)?);
        let side = |name, world| Side { name, path: Path::new(name), world };
        let (old, new) = (side(&comparing.old, &old), side(&comparing.new, &new));
        let mut progress = Progress::new();
        let mut session = session(comparing.jobs);
        let made = guarded(|| session.compare(old, new, &mut |step| progress.step(step)));
        drop(progress);
        let Comparison { old, new, told } = made?;
        for side in [&old, &new] {
            print_errors(side, comparing.message_format);
        }
        let Some(told) = told else { return Ok(None) };
        write(comparing, &told, &[old.files, new.files].concat())?;
        Ok(Some(told))
    }

    /// All that was found in a job that has errors.
    fn print_errors(side: &Outcome, format: MessageFormat) {
        if side.has_errors() {
            messages::print(&side.sources, &side.findings, format);
        }
    }

    fn write(
        comparing: &Comparing,
        told: &Told,
        inputs: &[std::path::PathBuf],
    ) -> Result<(), Wrong> {
        let mut out = Vec::new();
        if let Some(name) = &comparing.json {
            let bytes = told.json.clone().into_bytes();
            out.push(File { name: name.clone(), bytes, folder: Folder::Stands });
        }
        files::put(&out, inputs)?;
        match comparing.json.as_deref() {
            // It is for a program, which wants nothing else there.
            Some("-") => Ok(()),
            _ => files::print(&told.text),
        }
    }
}

/// A build that cannot.
#[cfg(not(feature = "page-pictures"))]
mod left_out {
    use crate::cli::args::{Comparing, MessageFormat};
    use crate::cli::commands::UNUSABLE;
    use crate::cli::messages;
    use crate::diag::codes::pdf;
    use crate::diag::{Diagnostic, SourceMap};

    pub fn run(comparing: &Comparing) -> u8 {
        refuse(comparing.message_format)
    }

    pub fn print_schema() -> u8 {
        refuse(MessageFormat::Human)
    }

    fn refuse(format: MessageFormat) -> u8 {
        let wrong = Diagnostic::error(pdf::PAGE_PICTURE, "this build draws no pages to compare");
        let wrong = wrong.help("build it with the feature page-pictures");
        messages::print(&SourceMap::default(), &wrong.into(), format);
        UNUSABLE
    }
}
