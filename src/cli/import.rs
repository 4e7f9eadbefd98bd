//! `typeset import`: copy of other programs into a folder of articles.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::MessageFormat;
use super::commands::{FAILED, UNUSABLE};
use super::files::{self, Wrong};
use super::messages;
use super::output::{Ready, stage};
use crate::diag::codes::{import as codes, usage};
use crate::diag::{Diagnostic, FileId, Span};
use crate::disk::{read, reason};
use crate::driver::{Around, ArticleFiles, Importer, Importing};
use crate::wire;

/// What becomes of an article that stands there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Kept,
    Replaced,
}

/// What is asked for.
pub struct Import {
    pub files: Vec<PathBuf>,
    pub folder: PathBuf,
    pub encoding: Option<String>,
    pub existing: Existing,
}

/// Imports every file that can be read; the exit code.
pub fn import(asked: &Import, format: MessageFormat) -> u8 {
    let mut desk = Desk {
        asked,
        importer: Importer::default(),
        written: Vec::new(),
        shown: Vec::new(),
        idle: Vec::new(),
    };
    // A mistake in the command: nothing is begun.
    if let Some(wrong) = asked.encoding.as_deref().and_then(wire::unknown_encoding) {
        desk.importer.findings.push(wrong);
        messages::print(&desk.importer.sources, &desk.importer.findings, format);
        return UNUSABLE;
    }
    let done = desk.files();
    desk.tell_idle();
    let mut status = match done {
        Ok(()) if desk.importer.findings.has_errors() => FAILED,
        Ok(()) => 0,
        Err(wrong) => {
            desk.importer.findings.push(*wrong);
            UNUSABLE
        }
    };
    let list: String = desk.written.iter().map(|path| format!("{}\n", path.display())).collect();
    if let Err(wrong) = files::print(&list) {
        desk.importer.findings.push(*wrong);
        status = UNUSABLE;
    }
    messages::print(&desk.importer.sources, &desk.importer.findings, format);
    status
}

struct Desk<'a> {
    asked: &'a Import,
    importer: Importer,
    /// What was written, in order.
    written: Vec<PathBuf>,
    /// Pictures that articles have taken, and files that are pictures and were named: canonical.
    shown: Vec<PathBuf>,
    idle: Vec<(PathBuf, FileId)>,
}

/// The folder that a file of copy comes from, and the one that its articles go to.
struct Folders<'a> {
    from: &'a Path,
    asked: &'a Import,
    shown: &'a mut Vec<PathBuf>,
}

impl Around for Folders<'_> {
    /// Links are followed, and still lead beneath the folder.
    fn beside(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let folder = match self.from.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = folder.canonicalize()?;
        let real = folder.join(name).canonicalize()?;
        if !real.starts_with(&folder) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let bytes = read(&real)?;
        self.shown.push(real);
        Ok(bytes)
    }

    fn is_taken(&self, name: &str, bytes: &[u8]) -> bool {
        let there = read(&self.asked.folder.join(name));
        self.asked.existing == Existing::Kept && there.is_ok_and(|there| there != bytes)
    }
}

impl Desk<'_> {
    fn files(&mut self) -> Result<(), Wrong> {
        for path in &self.asked.files {
            let of_folder = path.is_dir().then(|| files_of(path)).transpose();
            let files = match of_folder {
                Ok(Some(files)) if files.is_empty() => {
                    self.importer.findings.push(empty_folder(path));
                    continue;
                }
                Ok(files) => files.unwrap_or_else(|| vec![path.clone()]),
                Err(error) => {
                    let shown = path.display().to_string();
                    self.importer.findings.push(wire::unreadable(&shown, &reason(&error)));
                    continue;
                }
            };
            for path in files {
                let shown = path.display().to_string();
                match read(&path) {
                    Ok(bytes) => self.file(&path, &shown, &bytes)?,
                    Err(error) => {
                        self.importer.findings.push(wire::unreadable(&shown, &reason(&error)))
                    }
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, shown: &str, bytes: &[u8]) -> Result<(), Wrong> {
        if is_picture(path) {
            let file = self.importer.sources.add(shown, "");
            self.idle.push((path.to_owned(), file));
            return Ok(());
        }
        let encoding = self.asked.encoding.as_deref();
        let mut around = Folders { from: path, asked: self.asked, shown: &mut self.shown };
        let copy = Importing { name: shown, bytes, encoding };
        let articles = self.importer.file(&copy, &mut around);
        articles.into_iter().try_for_each(|article| self.write(&article))
    }

    /// Writes an article and its pictures.
    fn write(&mut self, article: &ArticleFiles) -> Result<(), Wrong> {
        let target = self.asked.folder.join(format!("{}.md", article.name));
        if !self.put_article(&target, &article.text, article.source)? {
            return Ok(());
        }
        for (path, bytes) in &article.pictures {
            self.put(&self.asked.folder.join(path), bytes)?;
        }
        Ok(())
    }

    /// Writes an article unless another stands there; false where that is kept.
    fn put_article(&mut self, target: &Path, bytes: &[u8], file: FileId) -> Result<bool, Wrong> {
        let there = read(target);
        let differs = there.as_ref().is_ok_and(|there| there != bytes);
        if differs && self.asked.existing == Existing::Kept {
            let message = format!("{} stands there already and is kept", target.display());
            let found = Diagnostic::warning(codes::KEPT, message);
            let found = found.at(Span::new(file, 0..0), "not imported again");
            self.importer
                .findings
                .push(found.help("add --force to replace it, or name another folder"));
            return Ok(false);
        }
        self.put(target, bytes)?;
        Ok(true)
    }

    /// Writes a file, and makes its folder, which is there only if something is.
    fn put(&mut self, target: &Path, bytes: &[u8]) -> Result<(), Wrong> {
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| {
                let help = "name a folder that can be made or written to";
                Box::new(cannot_write(folder, &error).help(help))
            })?;
        }
        let written = target.to_str().ok_or_else(|| io::Error::other("its name is no Unicode"));
        let put = written.and_then(|target| match stage(target, bytes)? {
            Ready::File(staged) => staged.put(),
            Ready::Stream(..) => Err(io::Error::other("it is no regular file")),
        });
        put.map_err(|error| Box::new(cannot_write(target, &error)))?;
        self.written.push(target.to_owned());
        Ok(())
    }

    /// Pictures that were named and that no article speaks of.
    fn tell_idle(&mut self) {
        for (path, file) in std::mem::take(&mut self.idle) {
            let real = path.canonicalize().unwrap_or(path.clone());
            if !self.shown.contains(&real) {
                self.importer.findings.push(idle(&path, file, self.written.is_empty()));
            }
        }
    }
}

/// What is said of a picture that was named and is no article's; where nothing else was imported, it was
/// named in the place of copy, as a PDF is that holds some.
fn idle(path: &Path, file: FileId, is_all: bool) -> Diagnostic {
    let place = Span::new(file, 0..0);
    let name = path.display();
    if !is_all {
        let message = format!("{name} is a picture that no copy speaks of");
        return Diagnostic::note(codes::UNREADABLE, message)
            .at(place, "passed over")
            .help("list it in the article's `pictures`, or place it in the layout");
    }
    let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let (what, help) = match is_pdf {
        true => (
            "a PDF, and no copy to import",
            "take the text from the program that made it (DOCX, HTML or plain text); as a picture name \
             it in the layout",
        ),
        false => (
            "a picture, and no copy to import",
            "name the copy as well, or the picture in the layout",
        ),
    };
    Diagnostic::error(codes::UNREADABLE, format!("{name} is {what}"))
        .at(place, "nothing was imported")
        .help(help)
}

/// What is said of a folder in which there is nothing to import.
fn empty_folder(folder: &Path) -> Diagnostic {
    let message = format!("the folder {} holds no files", folder.display());
    Diagnostic::warning(codes::UNREADABLE, message)
        .help("name the folder that holds the files themselves: folders in it are not looked into")
}

/// The files of a folder, in order of their names; not those of folders in it, which hold a saved page's
/// pictures, and none that are hidden; nor layouts, which are no copy.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let is_hidden = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    let is_layout =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let paths = entries.into_iter().map(|entry| entry.path());
    let is_own = |path: &PathBuf| path.is_file() && !is_hidden(path) && !is_layout(path);
    let mut files: Vec<PathBuf> = paths.filter(is_own).collect();
    files.sort();
    Ok(files)
}

fn is_picture(path: &Path) -> bool {
    const ENDINGS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "svg", "pdf"];
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("{} cannot be written: {}", path.display(), reason(error));
    Diagnostic::error(usage::CANNOT_WRITE, message)
}
