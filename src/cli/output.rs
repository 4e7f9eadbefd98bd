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
    if target.is_symlink() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "it is a link to nothing"));
    }
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
    if let Ok(old) = fs::metadata(&target) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map(drop).map_err(|failed| failed.error)
}

/// An output name with fields: `{page}-{date}.pdf` makes a file a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// The page's or article's own name.
    Name,
    Date,
}

impl Template {
    /// Reads an output name whose files are called by the field `own`; the field that is not
    /// known when there is one.
    pub fn parse(name: &str, own: &str) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut rest = name;
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Literal(before.to_owned()));
            let (field, behind) = after.split_once('}').unwrap_or((after, ""));
            pieces.push(match field {
                field if field == own => Piece::Name,
                "date" => Piece::Date,
                _ => return Err(field.to_owned()),
            });
            rest = behind;
        }
        pieces.push(Piece::Literal(rest.to_owned()));
        Ok(Template(pieces))
    }

    /// Whether every page or article gets a file of its own.
    pub fn names_each(&self) -> bool {
        self.0.contains(&Piece::Name)
    }

    pub fn has_fields(&self) -> bool {
        self.0.iter().any(|piece| !matches!(piece, Piece::Literal(_)))
    }

    /// The file of one page or article.
    pub fn fill(&self, name: &str, date: &str) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Name => safe(name),
            Piece::Date => date.to_owned(),
        };
        self.0.iter().map(piece).collect()
    }
}

/// A page's name with nothing in it that could leave the folder.
fn safe(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| if matches!(c, '/' | '\\') || c.is_control() { '-' } else { c })
        .collect();
    if safe.is_empty() || safe.bytes().all(|b| b == b'.') { format!("page{safe}") } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_leave_its_folder() {
        let cases = [
            ("../A4", "out/..-A4/2024-11-16.pdf"),
            ("..", "out/page../2024-11-16.pdf"),
            ("", "out/page/2024-11-16.pdf"),
            ("A\n1", "out/A-1/2024-11-16.pdf"),
            ("{date}", "out/{date}/2024-11-16.pdf"),
        ];
        let template = Template::parse("out/{page}/{date}.pdf", "page").expect("known fields");
        for (page, file) in cases {
            assert_eq!(template.fill(page, "2024-11-16"), file);
        }
    }

    #[test]
    fn an_unknown_field_is_named() {
        assert_eq!(Template::parse("{pgae}.pdf", "page"), Err("pgae".to_owned()));
        assert_eq!(Template::parse("{page.pdf", "page"), Err("page.pdf".to_owned()));
        let plain = Template::parse("page.pdf", "page").expect("no field");
        assert!(!plain.has_fields());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions_and_a_link_stays_one() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (folder.path().join("real.pdf"), folder.path().join("link.pdf"));
        fs::write(&real, "old").expect("a file");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).expect("changed");
        symlink(&real, &link).expect("a link");
        write(link.to_str().expect("a plain path"), b"new").expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").file_type().is_symlink());
        let kept = fs::metadata(&real).expect("there").permissions().mode() & 0o777;
        assert_eq!((fs::read(&real).expect("there").as_slice(), kept), (&b"new"[..], 0o600));
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
