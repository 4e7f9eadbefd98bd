//! `typeset arrange`: layouts of a plan, in files that are nobody's work yet.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::Arrangement;
use super::commands::{FAILED, UNUSABLE, guarded, no_root, session};
use super::files::{self, File, Folder, Wrong};
use super::messages;
use crate::arrange::is_unchanged;
use crate::diag::codes::{arrange as codes, usage};
use crate::diag::{Diagnostic, SourceMap};
use crate::disk::{Disk, in_folder_of, way};
use crate::driver::{Arranging, Layouts, Session, World};

/// Arranges a plan; the exit code.
pub fn run(asked: &Arrangement) -> u8 {
    match arrange(asked) {
        Ok(status) => status,
        Err(wrong) => {
            messages::print(&SourceMap::default(), &(*wrong).into(), asked.common.message_format);
            UNUSABLE
        }
    }
}

/// Whether a file's ending is that of a page or of what is made beside one.
fn is_of_page(ending: &std::ffi::OsStr) -> bool {
    ["pdf", "png", "epub", "html", "idml"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn arrange(asked: &Arrangement) -> Result<u8, Wrong> {
    let to_stdout = asked.output == Path::new("-");
    if let Some(ending) = asked.output.extension().filter(|ending| is_of_page(ending)) {
        let message =
            format!("a layout would be written to a name that ends in .{}", ending.display());
        let help =
            "name a layout, which ends in .toml; `typeset LAYOUT -o x.pdf` then makes the page";
        return Err(Diagnostic::error(usage::OUTPUT_NAME, message).help(help).into());
    }
    refuse_output(asked, to_stdout)?;
    let output = if to_stdout { in_folder_of(&asked.plan) } else { asked.output.clone() };
    let names: Vec<PathBuf> =
        (1..=asked.alternatives).map(|number| numbered(&output, number)).collect();
    let standing = if to_stdout { None } else { fs::read_to_string(&output).ok() };
    if !asked.force && !to_stdout {
        names.iter().try_for_each(|name| may_be_replaced(name))?;
    }
    let world = Disk::new(&asked.plan, asked.common.root.as_deref())
        .map_err(|error| Wrong::from(no_root(&asked.plan, &error)))?;
    let (way, back) = (way(&output, &asked.plan), way(&asked.plan, &output));
    let arranging = Arranging {
        plan: &asked.plan,
        output: &output,
        way: &way,
        back: &back,
        standing: standing.as_deref(),
        seed: asked.seed,
        alternatives: asked.alternatives,
    };
    let mut session = session(asked.common.jobs);
    let Layouts { mut outcome, layouts, explained } =
        guarded(|| session.arrange(&arranging, &world))?;
    let status = match () {
        () if outcome.unreadable => UNUSABLE,
        () if outcome.has_errors() => FAILED,
        () => 0,
    };
    if status == 0 {
        let put = match to_stdout {
            true => files::print(&layouts.join("\n")),
            false => put(&names, &layouts, &outcome.files).and_then(|()| match layouts.len() {
                0 | 1 => Ok(()),
                _ => put_sheet(&output, &layouts, &mut session, (&world, &outcome.files)),
            }),
        };
        let said = put.and_then(|()| match asked.explain {
            // A layout on standard output is for a program or a file.
            true if to_stdout => {
                messages::say(&explained);
                Ok(())
            }
            true => files::print(&explained),
            false => Ok(()),
        });
        let is_told = asked.common.root.is_some() || to_stdout || layouts.is_empty();
        if !is_told {
            outcome.findings.extend(out_of_reach(&output, &outcome.files));
        }
        if let Err(wrong) = said {
            outcome.findings.push(*wrong);
            messages::print(&outcome.sources, &outcome.findings, asked.common.message_format);
            return Ok(UNUSABLE);
        }
    }
    messages::print(&outcome.sources, &outcome.findings, asked.common.message_format);
    Ok(status)
}

/// What is said of a layout that cannot read its files from where it stands.
fn out_of_reach(output: &Path, files: &[PathBuf]) -> Option<Diagnostic> {
    let there = Disk::new(output, None).ok()?;
    let lost = files.iter().find(|file| there.read(file).is_err())?;
    let folder = |path: &Path| {
        let folder = path.parent().filter(|own| !own.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).canonicalize().ok()
    };
    let mut root = folder(output)?;
    for own in files.iter().filter_map(|file| folder(file)) {
        while !own.starts_with(&root) && root.pop() {}
    }
    let (name, lost) = (output.display(), lost.display());
    let message = format!("{name} reads {lost}, which does not lie beneath its root");
    let command = format!("typeset {name} --root {} -o {}", root.display(), pdf(output).display());
    Some(
        Diagnostic::warning(codes::OUT_OF_REACH, message)
            .help(format!("compose it with: {command}")),
    )
}

fn pdf(layout: &Path) -> PathBuf {
    layout.with_extension("pdf")
}

/// Names that no layout can be written to, before anything is arranged.
fn refuse_output(asked: &Arrangement, to_stdout: bool) -> Result<(), Wrong> {
    if to_stdout && asked.alternatives > 1 {
        let message = "several layouts cannot be written to standard output";
        return Err(Diagnostic::error(usage::OUTPUT_NAME, message)
            .help("name a file: -o page.toml writes page.toml, page-2.toml and a sheet of them")
            .into());
    }
    let own = |path: &Path| fs::canonicalize(path).ok();
    if !to_stdout && own(&asked.output).is_some_and(|output| own(&asked.plan) == Some(output)) {
        let message = format!("{} is the plan itself", asked.output.display());
        return Err(Diagnostic::error(usage::OUTPUT_NAME, message)
            .help("name another file for the layout, as in -o layout.toml")
            .into());
    }
    let folder = asked.output.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !to_stdout && !folder.is_dir()) {
        let message = format!(
            "{} cannot be written: there is no folder {}",
            asked.output.display(),
            folder.display()
        );
        return Err(Diagnostic::error(usage::CANNOT_WRITE, message)
            .help("make the folder, or name another place")
            .into());
    }
    Ok(())
}

/// `page.toml`, `page-2.toml`, …
fn numbered(output: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return output.to_owned();
    }
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let ending =
        output.extension().map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    output.with_file_name(format!("{stem}-{number}{ending}"))
}

/// Whether nobody's work stands there.
fn may_be_replaced(name: &Path) -> Result<(), Wrong> {
    let Ok(there) = fs::read(name) else { return Ok(()) };
    if std::str::from_utf8(&there).is_ok_and(is_unchanged) {
        return Ok(());
    }
    let message = format!("{} is not as typeset arrange wrote it", name.display());
    Err(Diagnostic::error(codes::NOT_OURS, message)
        .help("write to another file, or add --force; blocks with `keep = true` stay")
        .into())
}

/// The layouts' pages side by side, beside them: `page-alternatives.png`.
#[cfg(feature = "page-pictures")]
fn put_sheet(
    output: &Path,
    layouts: &[String],
    session: &mut Session,
    (world, inputs): (&Disk, &[PathBuf]),
) -> Result<(), Wrong> {
    let bytes = guarded(|| session.contact_sheet(layouts, output, world))??;
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let name = output.with_file_name(format!("{stem}-alternatives.png"));
    let file = File { name: name.display().to_string(), bytes, folder: Folder::Stands };
    files::put(&[file], inputs)
}

#[cfg(not(feature = "page-pictures"))]
fn put_sheet(
    _output: &Path,
    _layouts: &[String],
    _session: &mut Session,
    _with: (&Disk, &[PathBuf]),
) -> Result<(), Wrong> {
    Ok(())
}

fn put(names: &[PathBuf], layouts: &[String], inputs: &[PathBuf]) -> Result<(), Wrong> {
    let files = names.iter().zip(layouts).map(|(name, layout)| File {
        name: name.display().to_string(),
        bytes: layout.clone().into_bytes(),
        folder: Folder::Stands,
    });
    files::put(&files.collect::<Vec<File>>(), inputs)
}
