//! Where the files of a run go: the PDF and what is made beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::args::Arguments;
use super::commands::UNEXPANDED;
use super::output::{self, PLATE_OF, Ready, Template};
use crate::diag::Diagnostic;
use crate::diag::codes::usage;
use crate::disk::reason;
use crate::driver::{ByProduct, ByProductKind, Goal, Output, PageFile, ReadersEdition, Wanted};

/// Why nothing is written.
pub type Wrong = Box<Diagnostic>;

/// The files that were asked for.
#[derive(Default)]
pub struct Files {
    pdf: Option<Name>,
    map: Option<Name>,
    ledger: Option<Name>,
    png: Option<Name>,
    soft_proof: bool,
    ink: Option<Name>,
    plates: Option<Name>,
    text: Option<Name>,
    html: Option<Name>,
    epub: Option<Name>,
    /// The book has the articles of other layouts, too.
    bound: bool,
    idml: Option<Name>,
    dpi: u32,
    /// From the web pages' folder to the layout's, and from the IDML package's.
    back: String,
    back_of_idml: String,
}

/// Pixels an inch of pictures of which nothing is said.
const DPI: u32 = 150;

/// A file to write.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
    pub folder: Folder,
}

/// The folder that a file goes into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// Is there.
    Stands,
    /// Is made, if it is not there yet: that of files whose names the program fills in.
    Made,
}

/// An output name as it was written, and read.
struct Name {
    written: String,
    template: Template,
}

/// Whether a name ends as files of another kind do, which people would open it for.
fn is_of_another(name: &str, own: &str) -> bool {
    const KNOWN: [&str; 19] = [
        "pdf", "png", "jpg", "jpeg", "svg", "tif", "tiff", "html", "htm", "txt", "md", "toml",
        "docx", "doc", "idml", "indd", "epub", "json", "zip",
    ];
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ending != own && KNOWN.contains(&ending.as_str()))
}

fn one_for_pages(pages: usize, name: &Name) -> Wrong {
    let message = format!("{pages} pages would be written to the picture {}", name.written);
    Diagnostic::error(usage::OUTPUT_NAME, message).help("write {page} into the name").into()
}

impl Files {
    /// Reads the names; the first that cannot be used when there is one.
    pub fn read(arguments: &Arguments, layout: &Path) -> Result<Files, Wrong> {
        let stem = layout.file_stem().unwrap_or_default().to_string_lossy();
        let of_layout = |name: &str| name.replace("{layout}", &stem);
        let whole = |name: &Option<String>, own: &str| match name {
            Some(name) => read(&of_layout(name), own).map(Some),
            None => Ok(None),
        };
        let each = |name: &Option<String>, ending: &str| match name {
            Some(name) => read_each(&of_layout(name), ending).map(Some),
            None => Ok(None),
        };
        let html = each(&arguments.html, "html")?;
        let idml = whole(&arguments.idml, "")?;
        let back_of = |name: &Option<Name>| {
            name.as_ref().map_or(String::new(), |name| way_back(&name.written, layout))
        };
        let (back, back_of_idml) = (back_of(&html), back_of(&idml));
        let files = Files {
            pdf: whole(&arguments.output, "page")?,
            map: whole(&arguments.map, "")?,
            ledger: None,
            png: whole(&arguments.png, "page")?,
            soft_proof: arguments.soft_proof,
            ink: whole(&arguments.ink, "page")?,
            plates: arguments
                .plates
                .as_deref()
                .map(|name| read_plates(&of_layout(name)))
                .transpose()?,
            text: each(&arguments.text, "txt")?,
            html,
            epub: whole(&arguments.epub, "")?,
            bound: false,
            idml,
            dpi: arguments.dpi.unwrap_or(DPI),
            back,
            back_of_idml,
        };
        let pictures = [&files.png, &files.ink, &files.plates];
        let idle = match arguments.dpi {
            _ if files.soft_proof && files.png.is_none() => Some("--soft-proof"),
            Some(_) if pictures.into_iter().all(Option::is_none) => Some("--dpi"),
            _ => None,
        };
        if let Some(option) = idle {
            let message = format!("{option} is of pictures of pages, and none is asked for");
            let wrong = Diagnostic::error(usage::SOFT_PROOF, message);
            return Err(wrong.help(format!("name one: --png page.png {option}")).into());
        }
        files.check_endings()?;
        for name in files.pdf.iter().chain(&files.png).chain(&files.ink) {
            if name.template.has_fields() && !name.template.names_each() {
                let message = format!(
                    "the name {} has no {{page}}: pages would overwrite each other",
                    name.written
                );
                let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
                return Err(wrong.help("write {page} into the name").into());
            }
        }
        Ok(files)
    }

    /// Refuses a name that promises a file of another kind.
    fn check_endings(&self) -> Result<(), Wrong> {
        let kinds = [
            (&self.pdf, "PDF", "pdf"),
            (&self.png, "PNG", "png"),
            (&self.ink, "PNG", "png"),
            (&self.epub, "EPUB", "epub"),
            (&self.idml, "IDML", "idml"),
            (&self.map, "JSON", "json"),
            (&self.ledger, "JSON", "json"),
        ];
        let is_bare = |name: &str, kind: &str| {
            let path = Path::new(name);
            kind == "PNG" && path.extension().is_none() && name != "-" && !path.starts_with("/dev")
        };
        for (name, kind, ending) in kinds {
            let wrong =
                |name: &&Name| is_of_another(&name.written, ending) || is_bare(&name.written, kind);
            if let Some(name) = name.as_ref().filter(wrong) {
                let message = format!("{} is written as {kind}, and named otherwise", name.written);
                let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
                return Err(wrong.help(format!("end its name in .{ending}")).into());
            }
        }
        Ok(())
    }

    /// An output that every layout of several would write to.
    pub fn one_for_all(arguments: &Arguments) -> Option<&str> {
        let Arguments { output, map, png, ink, idml, .. } = arguments;
        let names = [output, map, png, ink, idml].into_iter().flatten();
        // Articles and plates have names of their own.
        let mut names = names.map(String::as_str);
        names.find(|name| !name.contains("{layout}") && !name.contains("{page}"))
    }

    /// The articles of several layouts are one book, unless each is to have one of its own.
    pub fn bind_together(&mut self, arguments: &Arguments) {
        self.bound = arguments.epub.as_ref().is_some_and(|name| !name.contains("{layout}"));
    }

    /// The file of the book that several layouts make; `date` is the first one's.
    pub fn book(&self, date: &str, bytes: Vec<u8>) -> Option<File> {
        let name = self.epub.as_ref().filter(|_| self.bound)?.template.fill("", date);
        Some(File { name, bytes, folder: Folder::Stands })
    }

    /// The one file that `check` writes.
    pub fn of_ledger(name: Option<String>) -> Result<Files, Wrong> {
        let ledger = name.map(|name| read(&name, "")).transpose()?;
        let files = Files { ledger, ..Files::default() };
        files.check_endings()?;
        Ok(files)
    }

    /// Pictures of so many pages that would all have one name.
    pub fn of_several_pages(&self, pages: usize) -> Option<Wrong> {
        let mut names = self.png.iter().chain(&self.ink);
        let name = names.find(|name| pages > 1 && !name.template.names_each())?;
        Some(one_for_pages(pages, name))
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        let names = [&self.pdf, &self.map, &self.png, &self.ink, &self.plates];
        let more = [&self.text, &self.html, &self.epub, &self.idml];
        names.into_iter().chain(more).all(Option::is_none)
    }

    /// One PDF, or one a page.
    pub fn goal(&self) -> Goal {
        let each = self.pdf.as_ref().is_some_and(|name| name.template.has_fields());
        if each { Goal::Pages } else { Goal::Document }
    }

    pub fn wanted(&self) -> Wanted<'_> {
        Wanted {
            map: self.map.is_some(),
            ledger: self.ledger.is_some(),
            text: self.text.is_some(),
            html: self.html.as_ref().map(|_| self.back.as_str()),
            epub: self.epub.as_ref().map(|_| match self.bound {
                true => ReadersEdition::Part,
                false => ReadersEdition::Whole,
            }),
            idml: self.idml.as_ref().map(|_| self.back_of_idml.as_str()),
            png: self.png.as_ref().filter(|_| !self.soft_proof).map(|_| self.dpi),
            soft_proof: self.png.as_ref().filter(|_| self.soft_proof).map(|_| self.dpi),
            ink: self.ink.as_ref().map(|_| self.dpi),
            plates: self.plates.as_ref().map(|_| self.dpi),
        }
    }

    /// Writes all of them, or nothing when two would be one file or one is a file of the job.
    pub fn write(
        &self,
        output: Output,
        byproducts: Vec<ByProduct>,
        inputs: &[PathBuf],
    ) -> Result<(), Wrong> {
        put(&self.name(output, byproducts)?, inputs)
    }

    /// Every file's name and content.
    pub fn name(&self, output: Output, byproducts: Vec<ByProduct>) -> Result<Vec<File>, Wrong> {
        let mut files = Vec::new();
        let pdf = |name, bytes, folder| File { name, bytes, folder };
        if let Some(name) = &self.pdf {
            match output {
                Output::Document(bytes) => {
                    files.push(pdf(name.written.clone(), bytes, Folder::Stands));
                }
                Output::Pages(pages) => {
                    let name = |page: &PageFile| name.template.fill(&page.page, &page.date);
                    let file = |page: PageFile| pdf(name(&page), page.bytes, Folder::Made);
                    files.extend(pages.into_iter().map(file));
                }
                Output::Nothing | Output::Text(_) => {}
            }
        }
        let count =
            |kind: ByProductKind| byproducts.iter().filter(|made| made.kind == kind).count();
        let pages = [ByProductKind::Png, ByProductKind::SoftProof, ByProductKind::Ink].map(count);
        let pages = pages.into_iter().max().unwrap_or(0);
        for made in byproducts {
            use ByProductKind::{Epub, Html, Idml, Ink, Ledger, Map, Plate, Png, SoftProof, Text};
            let name = match made.kind {
                Map => &self.map,
                Ledger => &self.ledger,
                Png | SoftProof => &self.png,
                Ink => &self.ink,
                Plate => &self.plates,
                Text => &self.text,
                Html => &self.html,
                Epub => &self.epub,
                Idml => &self.idml,
            };
            let Some(name) = name else { continue };
            let is_page = matches!(made.kind, Png | SoftProof | Ink);
            if is_page && pages > 1 && !name.template.names_each() {
                return Err(one_for_pages(pages, name));
            }
            let folder = match made.kind {
                Text | Html | Plate => Folder::Made,
                Png | SoftProof | Ink if name.template.has_fields() => Folder::Made,
                Map | Ledger | Epub | Idml | Png | SoftProof | Ink => Folder::Stands,
            };
            let name = name.template.fill_plate(&made.name, &made.ink, &made.date);
            files.push(File { name, bytes: made.bytes, folder });
        }
        Ok(files)
    }
}

/// Writes all of the files, or nothing when two would be one file or one is a file of the job.
pub fn put(files: &[File], inputs: &[PathBuf]) -> Result<(), Wrong> {
    // Links lead to what they stand for; a file that is not there yet leads nowhere.
    let inputs: BTreeSet<PathBuf> =
        inputs.iter().filter_map(|input| input.canonicalize().ok()).collect();
    let mut places = BTreeMap::new();
    for File { name, folder, .. } in files {
        if Path::new(name).canonicalize().is_ok_and(|place| inputs.contains(&place)) {
            let message = format!("{name} is a file of the job itself");
            let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
            return Err(wrong.help("name another file for the output").into());
        }
        if let Some(first) = places.insert(output::place_of(name), *folder) {
            let message = format!("two files would be written to {name}");
            let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
            let help = match (first, folder) {
                (Folder::Made, Folder::Made) => {
                    "give every page an id of its own, and write {layout} into the names of several layouts"
                }
                _ => "name another file for one of the two",
            };
            return Err(wrong.help(help).into());
        }
    }
    let mut staged = Vec::with_capacity(files.len());
    for file in files {
        if file.folder == Folder::Made {
            make_folder(&file.name)?;
        }
        let ready = output::stage(&file.name, &file.bytes);
        staged.push((&file.name, ready.map_err(|error| not_written(&file.name, &error))?));
    }
    // Nothing is put in its place before all are written.
    for (name, ready) in &staged {
        if let Ready::Stream(path, bytes) = ready {
            output::stream(path, bytes).map_err(|error| not_written(name, &error))?;
        }
    }
    for (name, ready) in staged {
        if let Ready::File(staged) = ready {
            staged.put().map_err(|error| not_written(name, &error))?;
        }
    }
    Ok(())
}

/// Makes the folder that an article or a plate goes into.
fn make_folder(name: &str) -> Result<(), Wrong> {
    let Some(folder) = Path::new(name).parent().filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|error| {
        let message = format!("the folder {} cannot be made: {}", folder.display(), reason(&error));
        let wrong = Diagnostic::error(usage::CANNOT_WRITE, message);
        wrong.help("name a place that may be written to").into()
    })
}

fn read(name: &str, own: &str) -> Result<Name, Wrong> {
    match Template::parse(name, own) {
        Ok(template) => Ok(Name { written: name.to_owned(), template }),
        Err(field) => {
            let message = format!("the output name has a field that is not known: {{{field}}}");
            let fields = match own {
                "" => "the fields are {layout} and {date}".to_owned(),
                own => format!("the fields are {{{own}}}, {{layout}} and {{date}}"),
            };
            Err(Diagnostic::error(usage::OUTPUT_NAME, message).help(fields).into())
        }
    }
}

/// A folder's files are called by their article; `-` is no folder.
fn read_each(name: &str, ending: &str) -> Result<Name, Wrong> {
    if name == "-" {
        let message = "articles are files of their own: `-` takes only one";
        let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
        return Err(wrong.help("name a folder").into());
    }
    if is_of_another(name, "") && !name.contains('{') {
        let message =
            format!("{name} would be a folder, one of files of their own, and is named as a file");
        let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
        return Err(wrong.help("name a folder, without an ending").into());
    }
    let whole = match name.contains("{article}") {
        true => name.to_owned(),
        false => Path::new(name).join(format!("{{article}}.{ending}")).display().to_string(),
    };
    read(&whole, "article")
}

/// A folder's plates are called by their page and their ink.
fn read_plates(name: &str) -> Result<Name, Wrong> {
    if name == "-" {
        let message = "plates are files of their own: `-` takes only one";
        let wrong = Diagnostic::error(usage::OUTPUT_NAME, message);
        return Err(wrong.help("name a folder").into());
    }
    let whole = match name.contains("{plate}") {
        true => name.to_owned(),
        false => Path::new(name).join("{page}-{plate}.png").display().to_string(),
    };
    read(&whole, PLATE_OF)
}

/// From the folder of the web pages to the layout's, as both are named.
fn way_back(pages: &str, layout: &Path) -> String {
    let empty = Path::new(".");
    let folder =
        |path: &Path| tidy(&absolute(if path.as_os_str().is_empty() { empty } else { path }));
    // A field in a folder's name stands for one name too.
    let of = |file: &Path| folder(file.parent().unwrap_or(empty));
    let (from, to) = (of(Path::new(pages)), of(layout));
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down =
        to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Without `.` and `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn not_written(name: &str, error: &io::Error) -> Wrong {
    let name = if name == "-" { "standard output" } else { name };
    let folder = Path::new(name).parent().filter(|folder| !folder.as_os_str().is_empty());
    let (reason, help) = match (error.kind(), folder) {
        (io::ErrorKind::NotConnected, _) => {
            let help = "start the program that reads it first, or write to a file";
            (reason(error), help.to_owned())
        }
        (io::ErrorKind::NotFound, Some(folder)) if folder.starts_with("~") => {
            (format!("there is no folder {}", folder.display()), UNEXPANDED.to_owned())
        }
        (io::ErrorKind::NotFound, Some(folder)) if !folder.exists() => {
            let reason = format!("there is no folder {}", folder.display());
            (reason, "make the folder, or name another place".to_owned())
        }
        (io::ErrorKind::IsADirectory, _) => {
            let within = Path::new(name).join("page.pdf");
            ("it is a folder".to_owned(), format!("name a file in it: {}", within.display()))
        }
        (io::ErrorKind::StorageFull, _) => (
            "there is no room left on the disk".to_owned(),
            "make room there, or name a place on another disk".to_owned(),
        ),
        (io::ErrorKind::NotFound, _) => (
            "no file can be made there".to_owned(),
            "name a place that may be written to".to_owned(),
        ),
        _ => (reason(error), "name a place that exists and may be written to".to_owned()),
    };
    let message = format!("{name} cannot be written: {reason}");
    Diagnostic::error(usage::CANNOT_WRITE, message).help(help).into()
}

/// To standard output; a reader of text that has gone away has read enough.
pub fn print(text: &str) -> Result<(), Wrong> {
    printed(output::stream("-", text.as_bytes()))
}

/// What came of printing a text.
pub fn printed(came: io::Result<()>) -> Result<(), Wrong> {
    match came {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(not_written("-", &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_pages_find_the_layouts_folder() {
        for (pages, layout, expected) in [
            ("site/{article}.html", "layouts/page.toml", "../layouts"),
            ("{article}.html", "page.toml", ""),
            ("a/b/{article}.html", "page.toml", "../.."),
            ("layouts/{article}.html", "layouts/page.toml", ""),
            ("/x/y/{article}.html", "/x/z/page.toml", "../z"),
            ("site/{date}/{article}.html", "site/page.toml", ".."),
        ] {
            assert_eq!(way_back(pages, Path::new(layout)), expected, "{pages} {layout}");
        }
    }

    #[test]
    fn a_folder_takes_articles_by_their_names() {
        let name = read_each("out", "txt").expect("a folder");
        assert_eq!(name.template.fill("../a", "2024-11-16"), "out/..-a.txt");
        let name = read_each("x/{date}-{article}.md", "txt").expect("a name");
        assert_eq!(name.template.fill("a", "2024-11-16"), "x/2024-11-16-a.md");
        assert!(read_each("-", "txt").is_err());
        assert!(read_each("{page}", "txt").is_err());
    }
}
