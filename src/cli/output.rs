//! The output file: written beside its place and then put there in one step.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path`, or to standard output for `-`. A regular file appears whole or
/// not at all; a pipe or device is written to as it is.
pub fn write(path: &str, bytes: &[u8]) -> io::Result<()> {
    if path == "-" {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        return out.flush();
    }
    let path = Path::new(path);
    // A link is followed, so that it stays a link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        return fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
    }
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".typeset-");
    #[cfg(unix)]
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&target).map(drop).map_err(|failed| failed.error)
}

/// The file name of one page: `{page}` and `{date}` filled in. `None` when the name asks for
/// something else in braces.
pub fn page_file(template: &str, page: &str, date: &str) -> Option<String> {
    let name = template.replace("{page}", &safe(page)).replace("{date}", date);
    (!name.contains(['{', '}'])).then_some(name)
}

/// Whether the output name asks for a file a page.
pub fn is_template(output: &str) -> bool {
    output.contains('{')
}

/// A page's name with nothing in it that could leave the folder.
fn safe(name: &str) -> String {
    name.chars().map(|c| if matches!(c, '/' | '\\' | '\0') { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_leave_its_folder() {
        assert_eq!(
            page_file("out/{page}-{date}.pdf", "../A4", "2024-11-16").as_deref(),
            Some("out/..-A4-2024-11-16.pdf")
        );
        assert_eq!(page_file("{pgae}.pdf", "A4", "2024-11-16"), None);
    }

    #[test]
    fn an_existing_file_is_replaced_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("page.pdf");
        let name = path.to_str().expect("a plain path");
        write(name, b"first, and longer").expect("written");
        write(name, b"second").expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"second");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("none/page.pdf");
        assert!(write(path.to_str().expect("a plain path"), b"x").is_err());
    }
}
