//! The job's files on the disk, none of them from outside the root.

use std::io;
use std::path::{Path, PathBuf};

use crate::World;
use crate::fonts::{SystemFont, find_system_family};

/// Reads files from beneath its roots.
pub struct Disk {
    /// Canonical.
    roots: Vec<PathBuf>,
}

impl Disk {
    /// The roots of a layout: `root` if it is given, or the nearest folder above the layout
    /// that holds `.git`, or else the layout's folder and the working directory.
    pub fn new(layout: &Path, root: Option<&Path>) -> io::Result<Disk> {
        if let Some(root) = root {
            return Ok(Disk { roots: vec![root.canonicalize()?] });
        }
        let here = std::env::current_dir()?.canonicalize()?;
        let folder = match layout.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.canonicalize()?,
            _ => here.clone(),
        };
        let repository = folder.ancestors().find(|above| above.join(".git").exists());
        let roots = match repository {
            Some(found) => vec![found.to_owned()],
            None => vec![folder, here],
        };
        Ok(Disk { roots })
    }
}

impl World for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let real = path.canonicalize()?;
        if !self.roots.iter().any(|root| real.starts_with(root)) {
            let roots: Vec<_> = self.roots.iter().map(|root| root.display().to_string()).collect();
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!("it lies outside the root {}", roots.join(" and ")),
            ));
        }
        if real.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        std::fs::read(real)
    }

    fn system_font(&self, family: &str) -> Option<SystemFont> {
        find_system_family(family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
