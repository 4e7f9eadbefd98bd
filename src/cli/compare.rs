//! `typeset compare`: two editions in, what differs out.

#[cfg(feature = "page-pictures")]
pub use built::{print_schema, run};
#[cfg(not(feature = "page-pictures"))]
pub use left_out::{print_schema, run};

/// A build that can look at pages.
#[cfg(feature = "page-pictures")]
mod built {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use crate::cli::args::{Comparing, MessageFormat};
    use crate::cli::commands::{FAILED, UNUSABLE, guarded, no_root, print_text, session};
    use crate::cli::files::{self, File, Folder, Wrong};
    use crate::cli::messages;
    use crate::cli::progress::Progress;
    use crate::cli::revision::{Revised, Revision};
    use crate::diag::{Code, Severity, SourceMap};
    use crate::disk::Disk;
    use crate::driver::{Comparison, Outcome, Side, Told, WebPage, World};

    /// Tells what differs, and gives the exit code that it calls for.
    pub fn run(comparing: &Comparing) -> u8 {
        let told = match compare(comparing) {
            Ok(told) => told,
            Err(wrong) => {
                messages::print(
                    &SourceMap::default(),
                    &(*wrong).into(),
                    comparing.common.message_format,
                );
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

    /// Where one side's files come from.
    struct Origin<'a> {
        path: &'a Path,
        world: Box<dyn World>,
        kept: Kept,
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Kept {
        Disk,
        Revision,
    }

    impl<'a> Origin<'a> {
        /// A file of the very name that is given goes before a revision.
        fn of(name: &'a str, root: Option<&Path>) -> Result<Origin<'a>, Wrong> {
            let path = Path::new(name);
            if let Some(revised) = Revised::parse(name).filter(|_| !path.exists()) {
                let world = Box::new(Revision::open(revised)?);
                world.look_for(revised)?;
                return Ok(Origin { path: Path::new(revised.path), world, kept: Kept::Revision });
            }
            let world =
                Disk::new(path, root).map_err(|error| Wrong::from(no_root(path, &error)))?;
            Ok(Origin { path, world: Box::new(world), kept: Kept::Disk })
        }

        fn side(&'a self, name: &'a str) -> Side<'a> {
            Side { name, path: self.path, world: &*self.world }
        }

        /// Files of the disk that were read.
        fn files(&self, made: Outcome) -> Vec<PathBuf> {
            if self.kept == Kept::Disk { made.files } else { Vec::new() }
        }
    }

    /// What differs; none when a side has errors, which are printed.
    fn compare(comparing: &Comparing) -> Result<Option<Told>, Wrong> {
        let root = comparing.common.root.as_deref();
        let origins = (Origin::of(&comparing.old, root)?, Origin::of(&comparing.new, root)?);
        let sides = (origins.0.side(&comparing.old), origins.1.side(&comparing.new));
        let mut progress = Progress::new();
        let mut session = session(comparing.common.jobs);
        let web_page = if comparing.html.is_some() { WebPage::Made } else { WebPage::LeftOut };
        let made = guarded(|| {
            session.compare(sides.0, sides.1, web_page, &mut |step| progress.step(step))
        });
        drop(progress);
        let Comparison { old, new, told } = made?;
        for (side, other, name) in
            [(&old, None, &comparing.old), (&new, Some(&old), &comparing.new)]
        {
            print_found((side, other), name, comparing.common.message_format);
        }
        let Some(told) = told else { return Ok(None) };
        let inputs = [origins.0.files(old), origins.1.files(new)].concat();
        write(comparing, &told, &inputs)?;
        Ok(Some(told))
    }

    /// All that was found in a job that has errors; else the warnings that the one before had not.
    fn print_found(
        (side, before): (&Outcome, Option<&Outcome>),
        name: &str,
        format: MessageFormat,
    ) {
        let mut found = side.findings.clone();
        if !side.has_errors() {
            // Nothing is known of what a PDF was made with.
            let Some(before) = before.filter(|before| before.pages > 0) else { return };
            let known: BTreeSet<(Code, &str)> =
                before.findings.iter().map(|found| (found.code, found.message.as_str())).collect();
            found.retain(|found| {
                found.severity != Severity::Note
                    && !known.contains(&(found.code, found.message.as_str()))
            });
        }
        if !found.is_empty() {
            if format == MessageFormat::Human {
                // A path is the same in every revision.
                messages::say(&format!("{name}:"));
            }
            messages::print(&side.sources, &found, format);
        }
    }

    fn write(comparing: &Comparing, told: &Told, inputs: &[PathBuf]) -> Result<(), Wrong> {
        let mut out = Vec::new();
        if let Some(name) = &comparing.json {
            let bytes = told.json.clone().into_bytes();
            out.push(File { name: name.clone(), bytes, folder: Folder::Stands });
        }
        if let (Some(folder), Some(page)) = (&comparing.html, &told.web_page) {
            let name = folder.join("index.html").display().to_string();
            let bytes = page.clone().into_bytes();
            out.push(File { name, bytes, folder: Folder::Made });
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
        refuse(comparing.common.message_format)
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
