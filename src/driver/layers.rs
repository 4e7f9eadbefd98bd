//! The files of a layout: its own, those that it includes, and the layout that it extends with
//! those of that.

use std::io;
use std::path::{Path, PathBuf};

use super::reader::{Reader, meant, tidy};
use crate::diag::codes::{layers as codes, usage};
use crate::diag::{Diagnostic, FileId, Span, Spanned};
use crate::source::layout::Layout;
use crate::source::{Layer, Links, Role, decode, links, read_layout};

/// Why there is no layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoLayout {
    /// Its own file cannot be read.
    Unreadable,
    /// One that it names cannot.
    Unfounded,
}

/// Files that include one another in a row.
const MOST_IN_A_ROW: usize = 8;
/// An edition may change one that changes another, and so on; a folder that links to itself has no end.
const MOST_EDITIONS: usize = 64;

/// A file that was read, lowest first.
struct Found {
    path: PathBuf,
    file: FileId,
    /// From the layout's folder to its own.
    folder: String,
    role: Role,
}

/// A file that is being read, and the place that named it.
struct Open {
    path: PathBuf,
    named: Option<Span>,
}

/// The files in the order in which they lie over one another.
struct Stack<'r, 'a> {
    reader: &'r mut Reader<'a>,
    found: Vec<Found>,
    /// From the layout down to the file that is being read.
    open: Vec<Open>,
    /// Whether one cannot be read.
    broken: bool,
}

impl Reader<'_> {
    /// The layout's literal tree.
    pub fn read_layout(&mut self, path: &Path) -> Result<Layout, NoLayout> {
        let file = self.read_own(path).ok_or(NoLayout::Unreadable)?;
        let mut stack = Stack { reader: self, found: Vec::new(), open: Vec::new(), broken: false };
        stack.below(Open { path: path.to_owned(), named: None }, file, String::new(), Role::Own);
        let Stack { found, broken, .. } = stack;
        if broken {
            return Err(NoLayout::Unfounded);
        }
        let layers: Vec<Layer<'_>> = found
            .iter()
            .map(|Found { file, folder, role, .. }| Layer {
                file: *file,
                text: self.sources.text(*file),
                folder,
                role: *role,
            })
            .collect();
        let (layout, found) = read_layout(&layers);
        self.findings.append(&found);
        let is_own = |finding: &Diagnostic| {
            finding.primary.as_ref().is_some_and(|place| place.span.file == file)
        };
        layout.ok_or_else(|| match found.iter().any(is_own) {
            true => NoLayout::Unreadable,
            false => NoLayout::Unfounded,
        })
    }

    /// The file that the job names.
    fn read_own(&mut self, path: &Path) -> Option<FileId> {
        let shown = match tidy(path) {
            tidied if tidied.as_os_str().is_empty() => path.display().to_string(),
            tidied => tidied.display().to_string(),
        };
        let text = self.world.read(path).map(|bytes| decode(&bytes, None));
        let (reason, help) = match text {
            Ok(Ok(text)) if is_article(&text) => {
                let help = "name the layout that places it: a file of TOML, with [[page]]";
                ("it is an article".to_owned(), help.to_owned())
            }
            Ok(Ok(text)) => return Some(self.sources.add(shown, text)),
            Ok(Err(error)) => (error.reason(&shown), error.help(&shown)),
            Err(error) => {
                let reason = match error.kind() {
                    io::ErrorKind::NotFound => "there is no such file".to_owned(),
                    io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
                    _ => error.to_string(),
                };
                let names = |folder: &Path| self.world.names(folder);
                let near = || meant(names, Path::new(""), path);
                let help = match reason.contains("outside the root") {
                    true => "leave --root out, or name a folder above the layout".to_owned(),
                    false => match near().filter(|_| error.kind() == io::ErrorKind::NotFound) {
                        Some(near) => format!("did you mean {near}?"),
                        None => "name a layout that exists and may be read".to_owned(),
                    },
                };
                (reason, help)
            }
        };
        let wrong = format!("the layout {shown} cannot be read: {reason}");
        self.findings.push(Diagnostic::error(usage::NO_LAYOUT, wrong).help(help));
        None
    }
}

/// A front matter; nothing of TOML begins so.
pub(super) fn is_article(text: &str) -> bool {
    text.trim_start().starts_with("+++")
}

impl Stack<'_, '_> {
    /// Puts a file on those that it lies over: what it extends, then what it includes.
    fn below(&mut self, open: Open, file: FileId, folder: String, role: Role) {
        let path = open.path.clone();
        let (Links { extends, includes }, found) = links(file, self.reader.sources.text(file));
        // Told again with the rest of the file.
        if !found.is_empty() {
            self.reader.findings.append(&found);
            self.broken |= found.has_errors();
        }
        self.open.push(open);
        // Of an included file the reading tells that it may extend none.
        if let Some(extends) = extends.filter(|_| role != Role::Included) {
            self.named(&extends, &folder, Role::Extended);
        }
        for included in &includes {
            self.named(included, &folder, Role::Included);
        }
        self.open.pop();
        self.found.push(Found { path, file, folder, role });
    }

    /// A file that another names.
    fn named(&mut self, named: &Spanned<String>, folder: &str, role: Role) {
        let written = Spanned::new(in_folder(folder, &named.value), named.span);
        let path = self.reader.folder.join(&written.value);
        let same = |other: &Path| tidy(other) == tidy(&path);
        if let Some(at) = self.open.iter().position(|open| same(&open.path)) {
            self.broken = true;
            let circle = self.in_a_circle(named, at);
            return self.reader.findings.push(circle);
        }
        // Reached twice, it lies where it lay.
        if self.found.iter().any(|found| same(&found.path)) {
            return;
        }
        let (most, help) = match role {
            Role::Included => (MOST_IN_A_ROW, "include it from the layout itself"),
            _ => (MOST_EDITIONS, "extend the first edition itself"),
        };
        if self.open.len() > most {
            self.broken = true;
            let message = format!("{} is more than {most} files deep", named.value);
            return self.reader.findings.push(
                Diagnostic::error(codes::TOO_DEEP, message)
                    .at(named.span, "one file too many in this row")
                    .help(help),
            );
        }
        let Some(file) = self.reader.read_text(&written) else {
            self.broken = true;
            return;
        };
        if is_article(self.reader.sources.text(file)) {
            self.broken = true;
            return self.reader.findings.push(
                Diagnostic::error(usage::CANNOT_READ, format!("{} is an article", named.value))
                    .at(named.span, "not a layout")
                    .help("articles go into [article]"),
            );
        }
        let open = Open { path, named: Some(named.span) };
        self.below(open, file, folder_of(&written.value), role);
    }

    fn in_a_circle(&self, named: &Spanned<String>, from: usize) -> Diagnostic {
        let message = format!("{} leads back to itself", named.value);
        let circle = Diagnostic::error(codes::IN_A_CIRCLE, message)
            .at(named.span, "it is reached from there already")
            .help("take one of the names out, or move what both need into a third file");
        match self.open.get(from).and_then(|open| open.named) {
            Some(before) => circle.and_at(before, "the first time"),
            None => circle,
        }
    }
}

/// A path that a file of a folder writes, as it leads from the layout's.
fn in_folder(folder: &str, written: &str) -> String {
    match Path::new(written).is_absolute() {
        true => written.to_owned(),
        false => format!("{folder}{written}"),
    }
}

/// The folder of a file, with the `/` behind it.
fn folder_of(path: &str) -> String {
    path.rfind(['/', '\\']).map_or(String::new(), |at| path[..=at].to_owned())
}
