//! The output files: all of them written beside their places, then put there one after the other.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is written whole and not yet in its place, or that has no place of its own.
pub enum Ready<'a> {
    File(Staged),
    /// Standard output, a pipe or a device: written to as it is.
    Stream(&'a str, &'a [u8]),
}

/// A file beside its place.
pub struct Staged {
    target: PathBuf,
    beside: Beside,
}

/// How a file waits. One without a name is gone with the program, whatever ends that.
enum Beside {
    #[cfg(target_os = "linux")]
    Unnamed(fs::File),
    Named(tempfile::NamedTempFile),
}

/// Writes `bytes` beside `path`, which is a regular file or none yet; says of anything else that
/// it is a stream.
pub fn stage<'a>(path: &'a str, bytes: &'a [u8]) -> io::Result<Ready<'a>> {
    if path == "-" {
        return Ok(Ready::Stream(path, bytes));
    }
    // /dev/stdout may lead to a pipe, which has no place of its own.
    if fs::metadata(path).is_ok_and(|at| !at.is_file()) {
        return Ok(Ready::Stream(path, bytes));
    }
    // A link is followed, so that it stays a link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    if target.is_symlink() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "it is a link to nothing"));
    }
    check_size(bytes)?;
    let mut beside = Beside::in_folder(folder_of(&target))?;
    let file = beside.file();
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(&target) {
        file.set_permissions(old.permissions())?;
    }
    // The system is not made to write it down at once, which takes as long as a page does: the
    // file appears whole or not at all, and what a lost machine takes with it is made again.
    Ok(Ready::File(Staged { target, beside }))
}

/// Whether the system lets a file be so large: one that grows beyond its limit would end the
/// program by a signal (SIGXFSZ), with nothing said.
fn check_size(bytes: &[u8]) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        let most = getrlimit(Resource::Fsize).current;
        if let Some(most) = most.filter(|&most| bytes.len() as u64 > most) {
            let why = format!("it has {} bytes, the system's limit is {most}", bytes.len());
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
    }
    Ok(())
}

/// Writes to what has no place of its own.
pub fn stream(path: &str, bytes: &[u8]) -> io::Result<()> {
    if path == "-" {
        #[cfg(unix)]
        if rustix::fs::fstat(io::stdout())
            .is_ok_and(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode).is_file())
        {
            check_size(bytes)?;
        }
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        return out.flush();
    }
    open_stream(path)?.write_all(bytes)
}

/// Opens what is no regular file, without waiting: a pipe's reader may never come.
#[cfg(unix)]
fn open_stream(path: &str) -> io::Result<fs::File> {
    use rustix::fs::{Mode, OFlags, fcntl_getfl, fcntl_setfl, open};
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = open(path, flags, Mode::empty()).map_err(|error| match error {
        rustix::io::Errno::NXIO => {
            io::Error::new(io::ErrorKind::NotConnected, "it is a pipe that no program reads")
        }
        other => other.into(),
    })?;
    // A reader that is slow is waited for.
    fcntl_setfl(&file, fcntl_getfl(&file)?.difference(OFlags::NONBLOCK))?;
    Ok(file.into())
}

#[cfg(not(unix))]
fn open_stream(path: &str) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).open(path)
}

impl Staged {
    /// Puts the file into its place.
    pub fn put(self) -> io::Result<()> {
        let Staged { target, beside } = self;
        match beside {
            #[cfg(target_os = "linux")]
            Beside::Unnamed(file) => {
                let name = named(&file, folder_of(&target))?;
                fs::rename(&name, &target).inspect_err(|_| _ = fs::remove_file(&name))
            }
            Beside::Named(file) => file.persist(&target).map(drop).map_err(|failed| failed.error),
        }
    }
}

impl Beside {
    fn in_folder(folder: &Path) -> io::Result<Beside> {
        #[cfg(target_os = "linux")]
        if let Ok(file) = unnamed(folder) {
            return Ok(Beside::Unnamed(file));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(permissions);
        Ok(Beside::Named(builder.tempfile_in(folder)?))
    }

    fn file(&mut self) -> &mut fs::File {
        match self {
            #[cfg(target_os = "linux")]
            Beside::Unnamed(file) => file,
            Beside::Named(file) => file.as_file_mut(),
        }
    }
}

/// Of a file that is not in its place yet.
const PREFIX: &str = ".typeset-";

/// A file without a name, where the folder's file system has such and a name can be given later.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> io::Result<fs::File> {
    use rustix::fs::{Mode, OFlags, open};
    fs::metadata(OWN_FILES)?;
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    Ok(fs::File::from(open(folder, flags, Mode::from_raw_mode(0o666))?))
}

/// Where the system lists the files that are open here.
#[cfg(target_os = "linux")]
const OWN_FILES: &str = "/proc/self/fd";

/// Gives a file a name that no other has: only for the moment until it is put in its place, for
/// a place that is taken cannot be given at once.
#[cfg(target_os = "linux")]
fn named(file: &fs::File, folder: &Path) -> io::Result<PathBuf> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;
    let from = format!("{OWN_FILES}/{}", file.as_raw_fd());
    for number in 0u32.. {
        let name = folder.join(format!("{PREFIX}{}-{number}", std::process::id()));
        match linkat(CWD, &from, CWD, &name, AtFlags::SYMLINK_FOLLOW) {
            Ok(()) => return Ok(name),
            Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn folder_of(target: &Path) -> &Path {
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Where a file stands or will stand, links followed: two names of one file have one place.
pub fn place_of(name: &str) -> PathBuf {
    let path = Path::new(name);
    let standing = path.canonicalize();
    let coming = || Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?));
    standing.ok().or_else(coming).unwrap_or_else(|| path.to_owned())
}

/// An output name with fields: `{page}-{date}.pdf` makes a file a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// The page's or article's own name.
    Name,
    /// The ink's name, of a plate.
    Plate,
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
                field if field == own || own == PLATE_OF && field == "page" => Piece::Name,
                "date" => Piece::Date,
                "plate" if own == PLATE_OF => Piece::Plate,
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
        self.fill_plate(name, "", date)
    }

    /// The file of one plate of a page.
    pub fn fill_plate(&self, name: &str, ink: &str, date: &str) -> String {
        let mut file = String::new();
        for piece in &self.0 {
            let part = match piece {
                Piece::Literal(text) => text.clone(),
                Piece::Name => safe(name),
                Piece::Plate => plate(ink),
                Piece::Date => date.to_owned(),
            };
            // A file that begins with a dash is taken for an option by whatever it is handed to.
            let begins = *piece == Piece::Name && file.rsplit(['/', '\\']).next() == Some("");
            if begins && part.starts_with('-') {
                file.push_str("page");
            }
            file.push_str(&part);
        }
        file
    }
}

/// What [`Template::parse`] is told of plates, which are called by their page and their ink.
pub const PLATE_OF: &str = "page}, {plate";

/// An ink's name as part of a file's: `cyan`, `PANTONE-185-C`.
fn plate(ink: &str) -> String {
    if matches!(ink, "Cyan" | "Magenta" | "Yellow" | "Black") {
        return ink.to_ascii_lowercase();
    }
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    safe(&ink.chars().map(|c| if kept(c) { c } else { '-' }).collect::<String>())
}

/// A page's name with nothing in it that could leave the folder or that a file's name may not hold on some machine.
fn safe(name: &str) -> String {
    let refused = |c| {
        matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || char::is_control(c)
    };
    let safe: String = name.trim().chars().map(|c| if refused(c) { '-' } else { c }).collect();
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
            ("A:1*?\"<>|", "out/A-1------/2024-11-16.pdf"),
            (" ", "out/page/2024-11-16.pdf"),
            (" A 1\u{3000}", "out/A 1/2024-11-16.pdf"),
            ("-o", "out/page-o/2024-11-16.pdf"),
        ];
        let template = Template::parse("out/{page}/{date}.pdf", "page").expect("known fields");
        for (page, file) in cases {
            assert_eq!(template.fill(page, "2024-11-16"), file);
        }
    }

    #[test]
    fn plates_are_called_by_page_and_ink() {
        let template = Template::parse("{page}/{date}-{plate}.png", PLATE_OF).expect("known");
        for (ink, file) in [
            ("Cyan", "A-1/2024-11-16-cyan.png"),
            ("PANTONE 185 C", "A-1/2024-11-16-PANTONE-185-C.png"),
            ("../金", "A-1/2024-11-16-..-金.png"),
        ] {
            assert_eq!(template.fill_plate("A/1", ink, "2024-11-16"), file);
        }
        assert!(Template::parse("{plate}.png", "page").is_err());
    }

    #[test]
    fn an_unknown_field_is_named() {
        assert_eq!(Template::parse("{pgae}.pdf", "page"), Err("pgae".to_owned()));
        assert_eq!(Template::parse("{page.pdf", "page"), Err("page.pdf".to_owned()));
        let plain = Template::parse("page.pdf", "page").expect("no field");
        assert!(!plain.has_fields());
    }

    fn write(path: &str, bytes: &[u8]) -> io::Result<()> {
        match stage(path, bytes)? {
            Ready::File(staged) => staged.put(),
            Ready::Stream(..) => panic!("no regular file"),
        }
    }

    #[test]
    fn what_is_not_put_in_its_place_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("page.pdf");
        let name = path.to_str().expect("a plain path");
        write(name, b"old").expect("written");
        drop(stage(name, b"new").expect("staged"));
        assert_eq!(fs::read(&path).expect("there"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_a_file_have_one_place() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        fs::write(path("a.pdf"), "x").expect("a file");
        std::os::unix::fs::symlink("a.pdf", path("b.json")).expect("a link");
        fs::create_dir(path("in")).expect("a folder");
        assert_eq!(place_of(&path("a.pdf")), place_of(&path("b.json")));
        assert_eq!(place_of(&path("new.pdf")), place_of(&path("in/../new.pdf")));
        assert_ne!(place_of(&path("new.pdf")), place_of(&path("a.pdf")));
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
