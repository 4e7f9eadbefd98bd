//! [`way`]: from one folder to another.

use std::fs;
use std::path::{Path, PathBuf};

/// From the layout's folder to the plan's, with its last `/`.
pub fn way(output: &Path, plan: &Path) -> String {
    let folder = |path: &Path| {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = whole.parent().map(Path::to_owned).unwrap_or_default();
        fs::canonicalize(&folder).unwrap_or(folder)
    };
    let (from, to) = (folder(output), folder(plan));
    let own: Vec<_> = from.components().collect();
    let theirs: Vec<_> = to.components().collect();
    let same = own.iter().zip(&theirs).take_while(|(one, other)| one == other).count();
    let mut way = PathBuf::new();
    own.iter().skip(same).for_each(|_| way.push(".."));
    theirs.iter().skip(same).for_each(|part| way.push(part));
    match way.as_os_str().is_empty() {
        true => String::new(),
        false => format!("{}/", way.display().to_string().replace('\\', "/")),
    }
}

/// Where a layout that is not written to a file would stand: what it names counts from there.
pub fn in_folder_of(plan: &Path) -> PathBuf {
    plan.with_file_name(".arranged.toml")
}
