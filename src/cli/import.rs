//! `typeset import`: copy of other programs into a folder of articles.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::args::MessageFormat;
use super::commands::{FAILED, UNUSABLE};
use super::files::{self, Wrong};
use super::messages;
use super::output::{Ready, stage};
use super::reason::reason;
use crate::diag::codes::{import as codes, usage};
use crate::diag::{Diagnostic, FileId, Findings, SourceMap, Span};
use crate::source::read_articles;
use crate::wire::{self, ImportedArticle, Names, Picture, PictureFile, name_of};

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

/// The most bytes of a file.
const MAX_BYTES: u64 = 256 << 20;

/// Imports every file that can be read; the exit code.
pub fn import(asked: &Import, format: MessageFormat) -> u8 {
    let mut desk = Desk {
        asked,
        sources: SourceMap::default(),
        findings: Findings::default(),
        names: Names::default(),
        written: Vec::new(),
        shown: Vec::new(),
        idle: Vec::new(),
    };
    let made = fs::create_dir_all(&asked.folder).map_err(|error| {
        let help = "name a folder that can be made or written to";
        Box::new(cannot_write(&asked.folder, &error).help(help))
    });
    let done = made.and_then(|()| desk.files());
    desk.tell_idle();
    let status = match done {
        Ok(()) if desk.findings.has_errors() => FAILED,
        Ok(()) => 0,
        Err(wrong) => {
            desk.findings.push(*wrong);
            UNUSABLE
        }
    };
    let list: String = desk.written.iter().map(|path| format!("{}\n", path.display())).collect();
    if let Err(wrong) = files::print(&list) {
        desk.findings.push(*wrong);
    }
    messages::print(&desk.sources, &desk.findings, format);
    status
}

struct Desk<'a> {
    asked: &'a Import,
    sources: SourceMap,
    findings: Findings,
    names: Names,
    /// What was written, in order.
    written: Vec<PathBuf>,
    /// Pictures that articles have taken, and files that are pictures and were named: canonical.
    shown: Vec<PathBuf>,
    idle: Vec<(PathBuf, FileId)>,
}

impl Desk<'_> {
    fn files(&mut self) -> Result<(), Wrong> {
        for path in &self.asked.files {
            let of_folder = path.is_dir().then(|| files_of(path)).transpose();
            let files = match of_folder {
                Ok(files) => files.unwrap_or_else(|| vec![path.clone()]),
                Err(error) => {
                    let shown = path.display().to_string();
                    self.findings.push(wire::unreadable(&shown, &reason(&error)));
                    continue;
                }
            };
            for path in files {
                let shown = path.display().to_string();
                match read(&path) {
                    Ok(bytes) => self.file(&path, &shown, &bytes)?,
                    Err(error) => self.findings.push(wire::unreadable(&shown, &reason(&error))),
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, shown: &str, bytes: &[u8]) -> Result<(), Wrong> {
        if is_picture(path) {
            let file = self.sources.add(shown, "");
            self.idle.push((path.to_owned(), file));
            return Ok(());
        }
        let is_article = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
        if is_article && !bytes.starts_with(b"PK") {
            return self.article(path, shown, bytes);
        }
        let imported = wire::read(shown, bytes, self.asked.encoding.as_deref());
        let file = self.sources.add(shown, imported.text.clone());
        self.findings.append(&imported.findings(file));
        let count = imported.articles.len();
        for (at, article) in imported.articles.iter().enumerate() {
            let name = self.names.give(name_of(shown, at, count));
            self.write_article(path, file, &name, article)?;
        }
        Ok(())
    }

    /// An article of this program's own goes over as it is, with its pictures.
    fn article(&mut self, path: &Path, shown: &str, bytes: &[u8]) -> Result<(), Wrong> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let file = self.sources.add(shown, text);
        let (articles, found) = read_articles(file, self.sources.text(file));
        if found.has_errors() || std::str::from_utf8(bytes).is_err() {
            self.findings.append(&found);
            if !found.has_errors() {
                self.findings.push(wire::unreadable(shown, "it is an article, and no UTF-8"));
            }
            return Ok(());
        }
        let name = self.names.give(name_of(shown, 0, 1));
        let target = self.asked.folder.join(format!("{name}.md"));
        if !self.put_article(&target, bytes, file)? {
            return Ok(());
        }
        for picture in articles.iter().flat_map(|article| &article.front.pictures) {
            let beside = &picture.picture.value;
            match wire::is_beneath(beside).then(|| self.beside(path, beside)).transpose() {
                Ok(Some(bytes)) => {
                    let target = self.asked.folder.join(beside);
                    if let Some(folder) = target.parent() {
                        fs::create_dir_all(folder)
                            .map_err(|error| Box::new(cannot_write(folder, &error)))?;
                    }
                    self.put(&target, &bytes)?;
                }
                Ok(None) | Err(_) => self.missing(beside, picture.picture.span),
            }
        }
        Ok(())
    }

    fn write_article(
        &mut self,
        from: &Path,
        file: FileId,
        name: &str,
        article: &ImportedArticle,
    ) -> Result<(), Wrong> {
        let mut pictures: Vec<Option<(String, Vec<u8>)>> = Vec::new();
        for (at, picture) in article.pictures().iter().enumerate() {
            let bytes = self.bytes_of(from, file, picture);
            pictures.push(bytes.map(|(ending, bytes)| {
                (self.picture_name(&format!("{name}-{}", at + 1), &ending, &bytes), bytes)
            }));
        }
        let paths: Vec<Option<String>> =
            pictures.iter().map(|picture| picture.as_ref().map(|(name, _)| name.clone())).collect();
        let target = self.asked.folder.join(format!("{name}.md"));
        if !self.put_article(&target, article.file(&paths).as_bytes(), file)? {
            return Ok(());
        }
        for (name, bytes) in pictures.into_iter().flatten() {
            self.put(&self.asked.folder.join(name), &bytes)?;
        }
        Ok(())
    }

    /// The bytes of a picture, and how its name ends.
    fn bytes_of(
        &mut self,
        from: &Path,
        file: FileId,
        picture: &Picture,
    ) -> Option<(String, Vec<u8>)> {
        let (name, bytes) = match &picture.file {
            PictureFile::Inside { name, bytes } => (name, bytes.to_vec()),
            PictureFile::Beside(name) => match self.beside(from, name) {
                Ok(bytes) => (name, bytes),
                Err(_) => {
                    self.missing(name, Span::new(file, picture.at..picture.at));
                    return None;
                }
            },
        };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
        let ending = if ending.is_empty() { "jpg".to_owned() } else { ending.to_ascii_lowercase() };
        Some((ending, bytes))
    }

    fn missing(&mut self, name: &str, at: Span) {
        let message = format!("a picture did not come with the file: {name}");
        let found = Diagnostic::warning(codes::PICTURE_MISSING, message).at(at, "spoken of here");
        let help =
            "put it beside the file and import again, or list it in the article's `pictures`";
        self.findings.push(found.help(help));
    }

    /// A file beneath the folder of another, links and all.
    fn beside(&mut self, from: &Path, name: &str) -> io::Result<Vec<u8>> {
        let folder = match from.parent() {
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

    /// A name that no other picture has, unless it is the same one.
    fn picture_name(&mut self, stem: &str, ending: &str, bytes: &[u8]) -> String {
        let mut given = format!("{}.{ending}", self.names.give(stem.to_owned()));
        let is_taken = |name: &str| {
            let there = read(&self.asked.folder.join(name));
            self.asked.existing == Existing::Kept && there.is_ok_and(|there| there != bytes)
        };
        let mut number = 2;
        while is_taken(&given) {
            given = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        given
    }

    /// Writes an article unless another stands there; false where that is kept.
    fn put_article(&mut self, target: &Path, bytes: &[u8], file: FileId) -> Result<bool, Wrong> {
        let there = read(target);
        let differs = there.as_ref().is_ok_and(|there| there != bytes);
        if differs && self.asked.existing == Existing::Kept {
            let message = format!("{} stands there already and is kept", target.display());
            let found = Diagnostic::warning(codes::KEPT, message);
            let found = found.at(Span::new(file, 0..0), "not imported again");
            self.findings.push(found.help("add --force to replace it, or name another folder"));
            return Ok(false);
        }
        self.put(target, bytes)?;
        Ok(true)
    }

    fn put(&mut self, target: &Path, bytes: &[u8]) -> Result<(), Wrong> {
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
                let message = format!("{} is a picture that no copy speaks of", path.display());
                let found = Diagnostic::note(codes::UNREADABLE, message);
                let found = found.at(Span::new(file, 0..0), "passed over");
                self.findings.push(
                    found.help("list it in the article's `pictures`, or place it in the layout"),
                );
            }
        }
    }
}

/// The files of a folder, in order of their names; not those of folders in it, which hold a saved page's
/// pictures, and none that are hidden.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let is_hidden = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    let paths = entries.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = paths.filter(|path| path.is_file() && !is_hidden(path)).collect();
    files.sort();
    Ok(files)
}

fn is_picture(path: &Path) -> bool {
    const ENDINGS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "svg", "pdf"];
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// The bytes of a regular file.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if !kind.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        let most = format!("it has more than {} megabytes", MAX_BYTES >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, most));
    }
    Ok(bytes)
}

fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("{} cannot be written: {}", path.display(), reason(error));
    Diagnostic::error(usage::CANNOT_WRITE, message)
}
