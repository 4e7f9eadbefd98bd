//! The files of a revision, read through the git program.
//!
//! `git cat-file` gives objects as they are kept: no hook, filter or text conversion of the
//! repository is run, nothing is fetched, and a repository of somebody else's is git's to refuse
//! (`safe.directory`).

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::files::Wrong;
use crate::diag::Diagnostic;
use crate::diag::codes::usage;
use crate::disk::{self, MAX_BYTES};
use crate::driver::World;
use crate::fonts::SystemFont;

/// What a name such as `HEAD~1:layouts/page.toml` says, where no file has that very name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revised<'a> {
    pub revision: &'a str,
    pub path: &'a str,
}

impl<'a> Revised<'a> {
    /// A colon in braces is the revision's: `HEAD@{12:00}:page.toml`.
    pub fn parse(name: &'a str) -> Option<Revised<'a>> {
        let mut braces = 0_usize;
        let at = name.bytes().position(|byte| {
            match byte {
                b'{' => braces += 1,
                b'}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            byte == b':' && braces == 0
        })?;
        let (revision, path) = (name.get(..at)?, name.get(at + 1..)?);
        (!revision.is_empty() && !path.is_empty()).then_some(Revised { revision, path })
    }
}

/// The tree of a revision.
pub struct Revision {
    /// Its object's name.
    tree: String,
    /// From the tree's root to the working directory.
    prefix: PathBuf,
    /// The root of the files that are checked out; none in a bare repository.
    top: Option<PathBuf>,
    objects: RefCell<Objects>,
}

/// A `git cat-file --batch` that is asked for one object after the other.
struct Objects {
    git: Child,
    asked: ChildStdin,
    given: BufReader<ChildStdout>,
}

impl Revision {
    /// The revision, or why it cannot be read.
    pub fn open(revised: Revised<'_>) -> Result<Revision, Wrong> {
        let Revised { revision, .. } = revised;
        if revision.starts_with('-') || revision.contains(['\n', '\0']) {
            let why = "a revision does not begin with `-`";
            return Err(unreadable(revision, why, "name a commit, a branch or a tag"));
        }
        let prefix = said(revision, ["rev-parse", "--show-prefix"])?;
        let tree = format!("{revision}^{{tree}}");
        let tree = said(revision, ["rev-parse", "--verify", tree.as_str()])?;
        let top = said(revision, ["rev-parse", "--show-toplevel"]).ok().map(PathBuf::from);
        let objects = Objects::open().map_err(|error| not_run(revision, &error))?;
        Ok(Revision { tree, prefix: prefix.into(), top, objects: RefCell::new(objects) })
    }

    /// Says where a file stands whose path was counted from the root of the repository.
    pub fn look_for(&self, revised: Revised<'_>) -> Result<(), Wrong> {
        let Revised { revision, path } = revised;
        let depth = self.prefix.components().count();
        if depth == 0 || self.read(Path::new(path)).is_ok() {
            return Ok(());
        }
        let at_root = format!("{}:{path}", self.tree);
        if path.contains(['\n', '\0']) || self.objects.borrow_mut().read(&at_root).is_err() {
            return Ok(());
        }
        let why = format!("{path} counts from the working directory, {}", self.prefix.display());
        let help = format!(
            "at the root of the repository there is such a file: write {revision}:{}{path}",
            "../".repeat(depth)
        );
        Err(unreadable(revision, &why, &help))
    }

    /// A path of the caller's, from the tree's root.
    fn inside(&self, path: &Path) -> io::Result<String> {
        let outside = || {
            let why = "it lies outside the repository";
            io::Error::new(io::ErrorKind::PermissionDenied, why)
        };
        let whole = match (path.is_absolute(), &self.top) {
            (false, _) => self.prefix.join(path),
            (true, Some(top)) => path.strip_prefix(top).map_err(|_| outside())?.to_owned(),
            (true, None) => return Err(outside()),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    parts.pop().ok_or_else(outside)?;
                }
                Component::Normal(part) => parts.push(part.to_str().ok_or_else(outside)?),
                Component::RootDir | Component::Prefix(_) => return Err(outside()),
            }
        }
        let inside = parts.join("/");
        if inside.contains(['\n', '\0']) { Err(io::ErrorKind::NotFound.into()) } else { Ok(inside) }
    }
}

impl World for Revision {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = format!("{}:{}", self.tree, self.inside(path)?);
        let bytes = self.objects.borrow_mut().read(&name)?;
        if bytes.len() < 1024 && bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
            let why = "the repository has only its name in Git LFS, not the file";
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        }
        Ok(bytes)
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        let Ok(inside) = self.inside(folder) else { return Vec::new() };
        let tree = format!("{}:{inside}", self.tree);
        let listed = git(["ls-tree", "-z", "--name-only", tree.as_str()]).output();
        let listed = listed.ok().filter(|listed| listed.status.success());
        let names = listed.map(|listed| listed.stdout).unwrap_or_default();
        let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        names.filter_map(|name| String::from_utf8(name.to_vec()).ok()).collect()
    }

    fn system_font(&self, family: &str) -> Option<SystemFont> {
        disk::system_font(family)
    }

    fn system_families(&self) -> Vec<String> {
        disk::system_families()
    }
}

impl Objects {
    fn open() -> io::Result<Objects> {
        let mut git = git(["cat-file", "--batch", "--follow-symlinks"]);
        let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let no_pipe = || io::Error::other("git has no pipe");
        let asked = git.stdin.take().ok_or_else(no_pipe)?;
        let given = BufReader::new(git.stdout.take().ok_or_else(no_pipe)?);
        Ok(Objects { git, asked, given })
    }

    /// A file by the name of its object.
    fn read(&mut self, name: &str) -> io::Result<Vec<u8>> {
        writeln!(self.asked, "{name}")?;
        self.asked.flush()?;
        let mut head = String::new();
        // The answer of one that is missing has its name, which is no longer than what was asked.
        (&mut self.given).take(name.len() as u64 + 200).read_line(&mut head)?;
        let head = head.strip_suffix('\n').ok_or(io::ErrorKind::UnexpectedEof)?;
        if head.ends_with(" missing") {
            return Err(io::ErrorKind::NotFound.into());
        }
        let (kind, size) = match head.split(' ').collect::<Vec<_>>().as_slice() {
            [_, kind, size] => (*kind, *size),
            [kind, size] => (*kind, *size),
            _ => return Err(io::Error::other(format!("git says: {head}"))),
        };
        let size: u64 = size.parse().map_err(|_| io::Error::other(format!("git says: {head}")))?;
        let wrong = match kind {
            "blob" if size > MAX_BYTES => Some(disk::too_large()),
            "blob" => None,
            "tree" => Some(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
            "symlink" => {
                let why = "it is a link that leads out of the repository";
                Some(io::Error::new(io::ErrorKind::PermissionDenied, why))
            }
            "dangling" | "loop" | "notdir" => Some(io::ErrorKind::NotFound.into()),
            _ => Some(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")),
        };
        // With the line end behind it, so that the next answer begins where it should.
        let mut content = (&mut self.given).take(size + 1);
        if let Some(wrong) = wrong {
            io::copy(&mut content, &mut io::sink())?;
            return Err(wrong);
        }
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        bytes.pop().filter(|_| bytes.len() as u64 == size).ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(bytes)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

/// The git program, which is to fetch nothing and ask nobody.
fn git<const N: usize>(arguments: [&str; N]) -> Command {
    let mut git = Command::new("git");
    git.args(["-c", "core.fsmonitor=false", "--no-pager"]).args(arguments);
    git.stdin(Stdio::null()).stderr(Stdio::piped());
    let none = OsStr::new("");
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", none);
    git.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    git
}

/// The one line that git says.
fn said<const N: usize>(revision: &str, arguments: [&str; N]) -> Result<String, Wrong> {
    let output = git(arguments).output().map_err(|error| not_run(revision, &error))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        let why = why.lines().next().unwrap_or("git does not say why");
        let why = why.strip_prefix("fatal: ").unwrap_or(why);
        let (why, help) = match why {
            why if why.starts_with("Needed a single revision") => {
                ("the repository has no such revision", "git log --oneline lists commits")
            }
            why if why.starts_with("not a git repository") => {
                let help = "work within a repository, or name a file";
                ("the working directory is in no git repository, and no file has that name", help)
            }
            why => (why, "mend what git complains of"),
        };
        return Err(unreadable(revision, why, help));
    }
    let line = String::from_utf8_lossy(&output.stdout);
    Ok(line.strip_suffix('\n').unwrap_or(&line).to_owned())
}

fn not_run(revision: &str, error: &io::Error) -> Wrong {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => {
            let help = "install git, or name a file";
            ("the git program is not found, and no file has that name".to_owned(), help)
        }
        _ => (format!("git cannot be run: {error}"), "mend what keeps git from running"),
    };
    unreadable(revision, &why, help)
}

fn unreadable(revision: &str, why: &str, help: &str) -> Wrong {
    let shown: String =
        revision.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    let message = format!("the revision {shown} cannot be read: {why}");
    Diagnostic::error(usage::NO_REVISION, message).help(help).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_parted_at_its_first_colon() {
        let parted = |name| Revised::parse(name).map(|it| (it.revision, it.path));
        assert_eq!(parted("HEAD:a.toml"), Some(("HEAD", "a.toml")));
        assert_eq!(parted("origin/main~2:in/a:b.toml"), Some(("origin/main~2", "in/a:b.toml")));
        assert_eq!(parted("HEAD@{12:30}:a.toml"), Some(("HEAD@{12:30}", "a.toml")));
        for no in ["a.toml", ":a.toml", "HEAD:", "HEAD@{12:30}"] {
            assert_eq!(parted(no), None, "{no}");
        }
    }
}
