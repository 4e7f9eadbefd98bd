//! [`Disk`]: the job's files on the disk, none of them from outside the root.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(unix)]
use super::regular::no_file;
use super::regular::{may_be_read, whole};
use crate::driver::World;
use crate::fonts::SystemFont;

/// Reads files from beneath its roots.
pub struct Disk {
    roots: Vec<Root>,
}

/// A folder beneath which files are read.
struct Root {
    /// Canonical.
    path: PathBuf,
    /// The folder itself, whatever comes to stand at its path.
    #[cfg(unix)]
    folder: std::os::fd::OwnedFd,
}

#[cfg(unix)]
impl Root {
    fn new(path: PathBuf) -> io::Result<Root> {
        let folder = std::os::fd::OwnedFd::from(File::open(&path)?);
        Ok(Root { path, folder })
    }

    /// Opens a regular file beneath the root by its canonical path, folder by folder. There is no
    /// link on such a path: one that is found has been put there since, and is not followed.
    fn open(&self, real: &Path) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, openat};
        let inside = real.strip_prefix(&self.path).map_err(io::Error::other)?;
        let mut at = self.folder.try_clone()?;
        for part in inside.components() {
            // To open a pipe would wait for its writer.
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            at = openat(&at, part.as_os_str(), flags, Mode::empty()).map_err(
                |error| match error {
                    rustix::io::Errno::NXIO => no_file(),
                    error => error.into(),
                },
            )?;
        }
        regular(at.into())
    }
}

#[cfg(not(unix))]
impl Root {
    fn new(path: PathBuf) -> io::Result<Root> {
        Ok(Root { path })
    }

    fn open(&self, real: &Path) -> io::Result<File> {
        if real.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        regular(File::open(real)?)
    }
}

/// The folder of a paper whose layouts stand in `folder`.
fn home_of(folder: &Path) -> &Path {
    let is_of_layouts = folder.file_name().is_some_and(|name| name == "layouts");
    folder.parent().filter(|_| is_of_layouts).unwrap_or(folder)
}

fn regular(file: File) -> io::Result<File> {
    may_be_read(&file.metadata()?)?;
    Ok(file)
}

impl Disk {
    /// The roots of a layout: `root` if it is given, or the nearest folder above the layout
    /// that holds `.git`, or else the layout's folder and the working directory; in place of a folder
    /// called `layouts` the one that it stands in, where `typeset new` puts articles and pictures.
    pub fn new(layout: &Path, root: Option<&Path>) -> io::Result<Disk> {
        if let Some(root) = root {
            return Ok(Disk { roots: vec![Root::new(root.canonicalize()?)?] });
        }
        let here = std::env::current_dir()?.canonicalize()?;
        let folder = match layout.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.canonicalize()?,
            _ => here.clone(),
        };
        let repository = folder.ancestors().find(|above| above.join(".git").exists());
        let roots = match repository {
            Some(found) => vec![found.to_owned()],
            None => vec![home_of(&folder).to_owned(), here],
        };
        let roots = roots.into_iter().map(Root::new).collect::<io::Result<_>>()?;
        Ok(Disk { roots })
    }
}

impl Disk {
    /// Whether the nearest folder above a path that there is lies within a root.
    fn holds(&self, path: &Path) -> bool {
        let folders = path.ancestors().skip(1).map(|above| match above.as_os_str().is_empty() {
            true => Path::new("."),
            false => above,
        });
        let real = folders.filter_map(|above| above.canonicalize().ok()).next();
        real.is_some_and(|real| self.roots.iter().any(|root| real.starts_with(&root.path)))
    }
}

impl World for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Nobody learns what there is outside.
        let real = match path.canonicalize() {
            Err(error) if self.holds(path) => return Err(error),
            real => real.unwrap_or_default(),
        };
        let Some(root) = self.roots.iter().find(|root| real.starts_with(&root.path)) else {
            let roots = self.roots.iter().map(|root| root.path.display().to_string());
            let mut roots: Vec<_> = roots.collect();
            roots.dedup();
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!("it lies outside the root {}", roots.join(" and ")),
            ));
        };
        whole(root.open(&real)?)
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        /// Nobody misspells one of so many.
        const MOST_NAMES: usize = 10_000;
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let inside = |real: &PathBuf| self.roots.iter().any(|root| real.starts_with(&root.path));
        let listed =
            folder.canonicalize().ok().filter(inside).and_then(|real| real.read_dir().ok());
        let names = listed.into_iter().flatten().take(MOST_NAMES).filter_map(Result::ok);
        let mut names: Vec<String> =
            names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        names
    }

    fn system_font(&self, family: &str) -> Option<SystemFont> {
        system_font(family)
    }

    fn system_families(&self) -> Vec<String> {
        system_families()
    }
}

/// A font of the machine, in a build that looks for those.
pub fn system_font(family: &str) -> Option<SystemFont> {
    #[cfg(feature = "system-fonts")]
    return crate::fonts::find_system_family(family);
    #[cfg(not(feature = "system-fonts"))]
    {
        let _ = family;
        None
    }
}

/// The names of the families of the machine.
pub fn system_families() -> Vec<String> {
    #[cfg(feature = "system-fonts")]
    return crate::fonts::system_families();
    #[cfg(not(feature = "system-fonts"))]
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_is_no_regular_file_is_not_opened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        let disk = Disk::new(Path::new("none"), Some(root)).expect("the root exists");
        // A socket stands for pipes and devices, which the library cannot make.
        let socket = root.join("socket");
        let _held = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        let refused = disk.read(&socket).expect_err("no file");
        assert_eq!(refused.to_string(), "it is no regular file");
    }

    /// A layout of a stranger's does not find out what there is on the machine.
    #[test]
    fn outside_is_outside_whether_there_is_anything_or_not() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("root");
        std::fs::create_dir(&root).expect("a folder");
        std::fs::write(folder.path().join("secret"), "x").expect("a file");
        let disk = Disk::new(Path::new("none"), Some(&root)).expect("the root exists");
        let said = |path: &Path| disk.read(path).expect_err("none is read").to_string();
        let there = said(&folder.path().join("secret"));
        assert!(there.starts_with("it lies outside the root"), "{there}");
        for none in ["none", "none/at/all", "root/../none"] {
            assert_eq!(said(&folder.path().join(none)), there, "{none}");
        }
        let missing = disk.read(&root.join("none")).expect_err("nothing there");
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_file_has_a_limit() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let vast = folder.path().join("vast");
        let file = std::fs::File::create(&vast).expect("a file");
        // A hole, which takes no room on the disk.
        file.set_len(1 << 40).expect("a length");
        let disk = Disk::new(Path::new("none"), Some(folder.path())).expect("the root exists");
        let refused = disk.read(&vast).expect_err("too large");
        assert_eq!(refused.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_that_was_put_in_the_way_is_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let inside = folder.path().canonicalize().expect("a folder").join("in");
        std::fs::create_dir(&inside).expect("a folder");
        std::fs::write(folder.path().join("secret"), "x").expect("a file");
        let root = Root::new(inside.clone()).expect("the root exists");
        // What was a folder when its path was looked up is a link when it is opened.
        std::os::unix::fs::symlink("..", inside.join("sub")).expect("a link");
        assert!(root.open(&inside.join("sub/secret")).is_err());
        std::fs::write(inside.join("open"), "y").expect("a file");
        assert!(root.open(&inside.join("open")).is_ok());
    }

    #[test]
    fn nothing_is_read_from_outside_the_root() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let inside = folder.path().join("in");
        std::fs::create_dir(&inside).expect("a folder");
        std::fs::write(folder.path().join("secret"), "x").expect("a file");
        std::fs::write(inside.join("open"), "y").expect("a file");
        let disk = Disk::new(Path::new("none"), Some(&inside)).expect("the root exists");
        assert_eq!(disk.read(&inside.join("open")).expect("within the root"), b"y");
        let refused = disk.read(&inside.join("../secret")).expect_err("outside the root");
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
    }
}
