//! [`Reader`]: the layout, and the files that it names.
//!
//! Every file is read once, however often it is named. A file that is missing or broken is a
//! diagnostic at the place that names it, and the run goes on to find the next.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::World;
use super::articles::TakenApart;
use super::layers::is_article;
use super::pictures::{Depth, Pictures};
use super::press::PressProfile;
use super::session::Shelves;
use super::threads::Threads;
use super::type_shop::TypeShop;
use crate::compose::same_letters;
use crate::diag::codes::usage;
use crate::diag::{Diagnostic, FileId, Findings, SourceMap, Spanned, suggest};
use crate::page::resolve::take_pictures;
use crate::source::article::Article;
use crate::source::layout::{ArticleText, Layout};
use crate::source::{Hints, NotUtf8, Separator, decode, decode_as, read_table};
use crate::text::Table;
use crate::wire::{self, PictureFile};

/// What is written: everything that a layout names.
pub(super) struct Inputs {
    /// The articles of each entry of the layout; none of a file that cannot be read.
    pub articles: Vec<(String, Arc<[Article]>)>,
    pub pictures: Pictures,
    /// By the path that the layout writes; none for one that cannot be read.
    pub tables: BTreeMap<String, Option<Table>>,
    pub type_shop: Arc<TypeShop>,
    pub press: PressProfile,
}

/// Reads files, and keeps what it has read and found.
pub(super) struct Reader<'a> {
    pub world: &'a dyn World,
    pub threads: &'a Threads,
    pub kept: &'a Shelves,
    /// The layout's own folder; what it names counts from there.
    pub folder: PathBuf,
    pub sources: SourceMap,
    /// Every file that was asked for.
    pub files: Vec<PathBuf>,
    pub findings: Findings,
    read: BTreeMap<PathBuf, Bytes>,
    /// Of the layout, where it says so.
    language: Option<String>,
    /// Pictures that lie within other files, by what they are called in their place.
    inside: BTreeMap<String, Arc<[u8]>>,
}

/// What a file of `[article]` holds.
enum Held {
    /// It could not be read, as was said.
    Nothing,
    Article(FileId),
    Copy(Arc<TakenApart>),
}

/// Where an entry's articles are: in the file of that number, or in the layout.
enum Copy<'a> {
    File(usize),
    Here(&'a Article),
}

/// A file's bytes, or why it cannot be read.
type Bytes = Result<Arc<[u8]>, String>;

impl<'a> Reader<'a> {
    /// A reader for the layout at `path`.
    pub fn new(
        world: &'a dyn World,
        path: &Path,
        (threads, kept): (&'a Threads, &'a Shelves),
    ) -> Reader<'a> {
        Reader {
            world,
            threads,
            kept,
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            sources: SourceMap::default(),
            files: vec![path.to_owned()],
            findings: Findings::default(),
            read: BTreeMap::new(),
            language: None,
            inside: BTreeMap::new(),
        }
    }

    /// Everything that the layout names. Blocks that take pictures of articles are given them.
    pub fn read_all(&mut self, layout: &mut Layout, depth: Depth) -> Inputs {
        let press = self.read_profile(layout);
        let articles = self.read_articles(layout);
        let taken = take_pictures(layout, &articles);
        self.findings.append(&taken.findings);
        let tables = self.read_tables(layout);
        let pictures = self.read_pictures((layout, &taken), &press, depth);
        let fonts = self.read_fonts(layout);
        let type_shop = self.kept.type_shops.with(fonts);
        Inputs { articles, pictures, tables, type_shop, press }
    }

    /// The articles of the layout's entries, in its order; none of a file that cannot be read. The
    /// files are read one after the other, each once, and then taken apart side by side.
    pub fn read_articles(&mut self, layout: &Layout) -> Vec<(String, Arc<[Article]>)> {
        let before = std::mem::take(&mut self.findings);
        self.language = layout.document.language.as_ref().map(|it| it.value.clone());
        // Of each file what it holds, its folder, and what was found when it was read.
        let mut files: Vec<(Held, String, Findings)> = Vec::new();
        let mut known: BTreeMap<(PathBuf, Option<&str>), usize> = BTreeMap::new();
        let entries = layout.articles.iter().map(|entry| match &entry.value.text {
            ArticleText::Here(article) => Copy::Here(&article.value),
            ArticleText::File { path, encoding, .. } => {
                let encoding = encoding.as_ref().map(|it| it.value.as_str());
                let file = (self.folder.join(&path.value), encoding);
                let at = *known.entry(file).or_insert_with(|| {
                    let (held, folder) = (self.read_copy(path, encoding), folder_of(&path.value));
                    files.push((held, folder, std::mem::take(&mut self.findings)));
                    files.len() - 1
                });
                Copy::File(at)
            }
        });
        let entries: Vec<Copy<'_>> = entries.collect();
        self.findings = before;
        let sources = &self.sources;
        let shelf = &self.kept.articles;
        let read = |file: FileId, folder: &str| shelf.take_apart(file, folder, sources.text(file));
        let read = self.threads.run(|| {
            let files = files.par_iter().map(|(held, folder, _)| match held {
                Held::Nothing => None,
                Held::Article(file) => Some(read(*file, folder)),
                Held::Copy(articles) => Some(Arc::clone(articles)),
            });
            files.collect::<Vec<Option<Arc<TakenApart>>>>()
        });
        for ((_, _, missing), read) in files.iter().zip(&read) {
            self.findings.append(missing);
            read.iter().for_each(|read| self.findings.append(&read.findings));
        }
        let articles = entries.into_iter().zip(&layout.articles).map(|(copy, entry)| {
            let articles = match copy {
                Copy::File(at) => {
                    read.get(at).and_then(|read| Some(read.as_ref()?.articles.clone()))
                }
                Copy::Here(article) => Some(Arc::from([article.clone()])),
            };
            (entry.name.value.clone(), articles.unwrap_or_default())
        });
        articles.collect()
    }

    /// A file of `[article]`: an article's own, or copy of another program.
    fn read_copy(&mut self, named: &Spanned<String>, encoding: Option<&str>) -> Held {
        let Some((shown, bytes)) = self.read_named(named) else { return Held::Nothing };
        if let Some(wrong) = no_article(named) {
            self.findings.push(wrong);
            return Held::Nothing;
        }
        if wire::is_copy(&named.value, &bytes) {
            return Held::Copy(Arc::new(self.import(named, shown, &bytes, encoding)));
        }
        let hints = Hints { encoding, language: self.language.as_deref() };
        let named_so = encoding.and_then(|_| decode_as(&bytes, hints).ok());
        if let Some(decoded) = named_so {
            return Held::Article(self.sources.add(shown, decoded.text));
        }
        match decode(&bytes, hints.language) {
            Ok(text) => Held::Article(self.sources.add(shown, text)),
            Err(error) => {
                self.not_utf8(named, &shown, &error);
                Held::Nothing
            }
        }
    }

    /// The articles of another program's file. Its pictures lie beside it, or within it and are kept
    /// here under a name of its own.
    fn import(
        &mut self,
        named: &Spanned<String>,
        shown: String,
        bytes: &[u8],
        encoding: Option<&str>,
    ) -> TakenApart {
        let hints = Hints { encoding, language: self.language.as_deref() };
        let imported = wire::read(&named.value, bytes, hints);
        let file = self.sources.add(shown, imported.text.clone());
        let mut findings = imported.findings(file);
        let folder = folder_of(&named.value);
        let mut articles = Vec::with_capacity(imported.articles.len());
        for (at, article) in imported.articles.iter().enumerate() {
            let pictures = (1..).zip(article.pictures());
            let world = self.world;
            let beside = |path: &String| match folder.as_str() {
                "" => path.clone(),
                folder => format!("{folder}/{path}"),
            };
            let here = self.folder.clone();
            let is_there = |path: &String| world.read(&here.join(path)).is_ok();
            let paths = pictures.map(|(number, picture)| match &picture.file {
                // A smaller one stands in for what did not come along.
                PictureFile::Beside(path) if !picture.smaller.is_empty() => {
                    let mut all = [path].into_iter().chain(&picture.smaller).map(beside);
                    all.find(|path| is_there(path)).unwrap_or_else(|| beside(path))
                }
                PictureFile::Beside(path) => beside(path),
                PictureFile::Inside { name, bytes } => {
                    let path = format!("{}#{}#{number}#{name}", named.value, at + 1);
                    self.inside.insert(path.clone(), Arc::clone(bytes));
                    path
                }
            });
            let paths: Vec<String> = paths.collect();
            let (article, found) = article.article(file, &paths);
            articles.push(article);
            findings.append(&found);
        }
        TakenApart { articles: articles.into(), findings }
    }

    /// The bytes of a picture within a file of copy.
    pub fn inside(&self, path: &str) -> Option<Arc<[u8]>> {
        self.inside.get(path).cloned()
    }

    /// The files of data that blocks name, each once.
    fn read_tables(&mut self, layout: &Layout) -> BTreeMap<String, Option<Table>> {
        let mut tables = BTreeMap::new();
        let templates = layout.templates.iter().flat_map(|template| &template.value);
        let blocks = layout.pages.iter().flat_map(|page| &page.blocks).chain(templates);
        for named in blocks.filter_map(|block| block.table.as_ref()) {
            if tables.contains_key(&named.value) {
                continue;
            }
            if let Some(wrong) = workbook(named) {
                // One that is not there is told as such.
                if self.read_named(named).is_some() {
                    self.findings.push(wrong);
                }
                tables.insert(named.value.clone(), None);
                continue;
            }
            let table = self.read_text(named).and_then(|file| {
                if is_markdown(&named.value) || is_article(self.sources.text(file)) {
                    self.findings.push(no_table(named));
                    return None;
                }
                let by = Separator::in_text(&named.value, self.sources.text(file));
                let (table, found) = read_table(file, self.sources.text(file), by);
                self.findings.append(&found);
                table
            });
            tables.insert(named.value.clone(), table);
        }
        tables
    }

    /// The text of a file that the layout names.
    pub fn read_text(&mut self, named: &Spanned<String>) -> Option<FileId> {
        let (shown, bytes) = self.read_named(named)?;
        match decode(&bytes, self.language.as_deref()) {
            Ok(text) => Some(self.sources.add(shown, text)),
            Err(error) => {
                self.not_utf8(named, &shown, &error);
                None
            }
        }
    }

    /// What was read and found; the files' bytes go.
    pub fn finish(self) -> (SourceMap, Vec<PathBuf>, Findings) {
        (self.sources, self.files, self.findings)
    }

    /// The bytes of a file that the layout names, and its path as it is shown.
    pub fn read_named(&mut self, named: &Spanned<String>) -> Option<(String, Arc<[u8]>)> {
        let path = self.folder.join(&named.value);
        let shown = tidy(&path).display().to_string();
        let world = self.world;
        // What is written may go by a folder that is not there.
        let written = Path::new(&named.value);
        let goes_by = tidy(written).components().count() < written.components().count();
        let missing = if goes_by { path.clone() } else { tidy(&path) };
        // Not by the tidy path: where a folder is a link, `..` leads elsewhere.
        let files = &mut self.files;
        let read = self.read.entry(path.clone()).or_insert_with(|| {
            files.push(path.clone());
            world.read(&path).map(Arc::from).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    format!("{MISSING} {}", plain(&missing.display().to_string()))
                }
                _ => error.to_string(),
            })
        });
        match read.clone() {
            Ok(bytes) => Some((shown, bytes)),
            Err(reason) => {
                let missing = reason.starts_with(MISSING);
                let is_address = named.value.contains("://");
                match self.meant(named).filter(|_| missing && !is_address) {
                    Some(meant) => {
                        let help = match same_letters(&meant, &named.value) {
                            true => other_form(&meant, &named.value),
                            false
                                if page_of(&named.value).is_some_and(|(file, _)| file == meant) =>
                            {
                                let (_, page) = page_of(&named.value).unwrap_or_default();
                                format!("a page of a PDF is named as in \"{meant}#page={page}\"")
                            }
                            false => format!("did you mean \"{meant}\"?"),
                        };
                        self.cannot_read(named, &reason, &help);
                    }
                    None => self.unreadable(named, &reason),
                }
                None
            }
        }
    }

    fn meant(&self, named: &Spanned<String>) -> Option<String> {
        let names = |folder: &Path| self.world.names(folder);
        meant(names, &self.folder, Path::new(&named.value))
    }

    /// The bytes of a file that will not be asked for again, if it was not before.
    pub fn read_once(&mut self, named: &Spanned<String>) -> Option<Arc<[u8]>> {
        let path = self.folder.join(&named.value);
        let was_read = self.read.contains_key(&path);
        let (_, bytes) = self.read_named(named)?;
        if !was_read {
            self.read.remove(&path);
        }
        Some(bytes)
    }

    fn not_utf8(&mut self, named: &Spanned<String>, shown: &str, error: &NotUtf8) {
        self.findings.push(
            Diagnostic::error(
                usage::CANNOT_READ,
                format!("{} is not UTF-8 text", plain(&named.value)),
            )
            .at(named.span, error.reason(shown))
            .help(error.help(shown)),
        );
    }

    pub fn unreadable(&mut self, named: &Spanned<String>, reason: &str) {
        if let Some(help) = foreign_place(&named.value) {
            return self.cannot_read(named, reason, help);
        }
        // `\f` and the like, of a path with backslashes in double quotation marks.
        let help = match named.value.contains(char::is_control) {
            true => {
                "write / between folders: a backslash in quotation marks makes other characters"
            }
            false if named.value.contains("://") => {
                "nothing is fetched: save the file beneath the layout's folder, and name it there"
            }
            false if named.value.contains('\\') => "write / between folders",
            false if reason == "it is a folder" => "name a file in it, as in \"folder/file.md\"",
            false if reason.contains("outside the root") => {
                "move the file beneath the root, or name a wider one: --root DIR"
            }
            false => "paths count from the layout's folder; mend this one or add the file",
        };
        self.cannot_read(named, reason, help);
    }

    pub(super) fn cannot_read(&mut self, named: &Spanned<String>, reason: &str, help: &str) {
        self.findings.push(
            Diagnostic::error(
                usage::CANNOT_READ,
                format!("{} cannot be read", plain(&named.value)),
            )
            .at(named.span, reason)
            .help(help),
        );
    }
}

/// The path in a folder that was probably meant: of like folders, and of a file as like as may be;
/// `names` gives what a folder holds.
pub fn meant(
    names: impl Fn(&Path) -> Vec<String>,
    within: &Path,
    written: &Path,
) -> Option<String> {
    let name = written.file_name()?.to_str()?;
    let mut folder = PathBuf::new();
    for part in written.parent()?.components() {
        let known = names(&within.join(&folder));
        let known = || known.iter().map(String::as_str);
        match part.as_os_str().to_str()? {
            // What is not listed is taken as it is written.
            own if !matches!(part, Component::Normal(_)) || known().next().is_none() => {
                folder.push(own);
            }
            own if known().any(|name| name == own) => folder.push(own),
            own => folder.push(twin(own, known()).or_else(|| suggest(own, known()))?),
        }
    }
    let names = names(&within.join(&folder));
    let alike = |known: &&str| Path::new(known).extension() == written.extension();
    let all = || names.iter().map(String::as_str);
    let exactly = all().find(|known| *known == name);
    let like = || {
        let twin = twin(name, all());
        twin.or_else(|| suggest(name, all().filter(alike))).or_else(|| suggest(name, all()))
    };
    Some(folder.join(exactly.or_else(like)?).to_str()?.replace('\\', "/"))
}

/// The name of the same letters, composed or decomposed: the two look alike.
fn twin<'n>(name: &str, mut known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    known.find(|known| same_letters(known, name))
}

/// `p.pdf#2`: a file, and the page of it that is meant.
fn page_of(written: &str) -> Option<(&str, &str)> {
    let (file, page) = written.rsplit_once('#')?;
    (!page.is_empty() && page.chars().all(|c| c.is_ascii_digit())).then_some((file, page))
}

/// What to do about a name whose letters are those of `own`, the file's, in another form.
fn other_form(own: &str, written: &str) -> String {
    let strange = own.chars().find(|c| !written.contains(*c));
    let code = strange.map_or(String::new(), |c| format!(", with U+{:04X}", u32::from(c)));
    format!(
        "a file of these letters is there, in another form (composed or decomposed){code}: \
         copy its name from the folder, or give it its name anew"
    )
}

fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown"].iter().any(|own| ending.eq_ignore_ascii_case(own))
}

/// Files of other kinds that are taken for an article by their name.
fn no_article(named: &Spanned<String>) -> Option<Diagnostic> {
    let ending = named.value.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let path = plain(&named.value);
    let (what, label, help) = match ending.as_str() {
        "csv" | "tsv" | "tab" => (
            "a file of data",
            "its rows would be set as text",
            format!("take it out of [article], and place it: {{ table = \"{path}\", … }}"),
        ),
        "toml" => (
            "a layout",
            "its keys would be set as text",
            "name the article's own file; a layout is read with `include` or `extends`".to_owned(),
        ),
        _ => return None,
    };
    let message = format!("{path} is {what}, and no article");
    Some(Diagnostic::error(usage::CANNOT_READ, message).at(named.span, label).help(help))
}

/// A spreadsheet's own file, which holds more than rows.
fn workbook(named: &Spanned<String>) -> Option<Diagnostic> {
    const ENDINGS: [&str; 5] = ["xlsx", "xlsm", "xls", "ods", "numbers"];
    let (_, ending) = named.value.rsplit_once('.')?;
    let is_one = ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known));
    let message = format!("{} is a workbook of a spreadsheet", plain(&named.value));
    is_one.then(|| {
        Diagnostic::error(usage::CANNOT_READ, message)
            .at(named.span, "`table` takes rows of data (CSV or TSV)")
            .help("save its sheet as CSV in UTF-8 from the spreadsheet, and name that file")
    })
}

/// An article is no file of data: its own tables stand in its text.
fn no_table(named: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(usage::CANNOT_READ, format!("{} is an article", plain(&named.value)))
        .at(named.span, "`table` takes rows of data (CSV or TSV)")
        .help("name it in [article] and place it with `article`: a table in its text is set there")
}

/// The folder of a file, from the layout's own; what its articles name counts from there.
fn folder_of(path: &str) -> String {
    let folder = Path::new(path).parent().and_then(Path::to_str);
    folder.unwrap_or_default().replace('\\', "/")
}

/// What is to be done about a path that begins where a shell or another system has its folders.
fn foreign_place(path: &str) -> Option<&'static str> {
    let mut chars = path.chars();
    let (first, second, third) = (chars.next()?, chars.next(), chars.next());
    if first == '~' && matches!(second, Some('/' | '\\')) {
        return Some(
            "only a shell knows ~: write the path from the layout's folder, as in \"../articles/ferry.md\"; \
             what lies above it may need --root DIR",
        );
    }
    let is_drive =
        first.is_ascii_alphabetic() && second == Some(':') && matches!(third, Some('/' | '\\'));
    (is_drive && !cfg!(windows)).then_some(
        "drives are of Windows: copy the file to the layout's folder, and name it from there, with / between folders",
    )
}

/// What is said of a file that is not there.
const MISSING: &str = "there is no file";

/// A path as a message shows it.
fn plain(path: &str) -> String {
    path.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// `path` without `.` and without `..` where the folder before it is named: as a person would
/// write it.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_one_would_write_them() {
        let cases = [
            ("layouts/../examples/a.md", "examples/a.md"),
            ("./a.md", "a.md"),
            ("../a.md", "../a.md"),
            ("/x/./y/../z", "/x/z"),
        ];
        for (path, tidied) in cases {
            assert_eq!(tidy(Path::new(path)), Path::new(tidied), "{path}");
        }
    }

    /// Counts how often each file is read.
    #[derive(Default)]
    struct Counting(std::cell::RefCell<Vec<String>>);

    impl World for Counting {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.0.borrow_mut().push(path.display().to_string());
            Ok(match path.extension().is_some_and(|kind| kind == "ttf") {
                true => include_bytes!("../../tests/data/narrow.ttf").to_vec(),
                false => b"+++\nheadline = \"x\"\n+++\n".to_vec(),
            })
        }

        fn system_font(&self, _: &str) -> Option<crate::fonts::SystemFont> {
            None
        }
    }

    /// A folder with one picture and one article.
    struct Folder;

    impl World for Folder {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            match path.ends_with("page.toml") {
                true => Ok(Vec::new()),
                false => Err(io::ErrorKind::NotFound.into()),
            }
        }

        fn names(&self, folder: &Path) -> Vec<String> {
            let names: &[&str] = match folder.to_str().map(|name| name.trim_end_matches('/')) {
                Some("in") => &["copy", "page.toml"],
                Some("in/copy") => &["ferry.md", "ferry.jpg", "city.jpg", "cafe\u{301}.jpg"],
                _ => &[],
            };
            names.iter().map(|name| (*name).to_owned()).collect()
        }

        fn system_font(&self, _: &str) -> Option<crate::fonts::SystemFont> {
            None
        }
    }

    #[test]
    fn a_misspelt_file_is_told_by_its_neighbours() {
        let help = |named: &str| {
            let (threads, kept) = Default::default();
            let mut reader = Reader::new(&Folder, Path::new("in/page.toml"), (&threads, &kept));
            let file = reader.sources.add("page.toml", named);
            let span = crate::diag::Span::new(file, 0..named.len());
            assert!(reader.read_named(&Spanned { value: named.to_owned(), span }).is_none());
            reader.findings.iter().next().and_then(|d| d.help.first().cloned()).unwrap_or_default()
        };
        assert_eq!(help("copy/fery.md"), "did you mean \"copy/ferry.md\"?");
        assert_eq!(help("copy/Ferry.JPG"), "did you mean \"copy/ferry.jpg\"?");
        assert_eq!(help("copy/ciyt.jpg"), "did you mean \"copy/city.jpg\"?");
        assert_eq!(help("cpoy/ferry.md"), "did you mean \"copy/ferry.md\"?");
        assert_eq!(help("Copy/fery.md"), "did you mean \"copy/ferry.md\"?");
        let other = help("copy/caf\u{e9}.jpg");
        assert!(other.contains("another form") && other.contains("U+0065"), "{other}");
        assert!(help("~/copy/ferry.md").starts_with("only a shell knows ~"));
        #[cfg(not(windows))]
        assert!(help("C:\\copy\\ferry.md").starts_with("drives are of Windows"));
        assert!(help("copy/harbour.md").starts_with("paths count"));
        assert!(help("ferry.md").starts_with("paths count"));
    }

    #[test]
    fn a_misspelt_family_is_told_by_its_neighbours() {
        let help = |named: &str| {
            let (threads, kept) = Default::default();
            let mut reader = Reader::new(&Folder, Path::new("in/page.toml"), (&threads, &kept));
            let text = format!("[font.house]\nfiles = [\"serif\"]\nbold = [\"{named}\"]\n");
            let file = reader.sources.add("page.toml", &text);
            let layers = [crate::source::Layer::alone(file, &text)];
            let layout = crate::source::read_layout(&layers).0.expect("TOML");
            reader.read_fonts(&layout);
            reader.findings.iter().next().and_then(|d| d.help.first().cloned()).unwrap_or_default()
        };
        assert_eq!(help("sans-blak"), "did you mean \"sans-black\"?");
        assert!(help("sans-blak.otf").starts_with("paths count"));
        assert_eq!(help("sans-black"), "");
    }

    #[test]
    fn every_file_is_read_once() {
        let world = Counting::default();
        let (threads, kept) = Default::default();
        let mut reader = Reader::new(&world, Path::new("in/page.toml"), (&threads, &kept));
        let text = "[article]\na = \"a.md\"\nb = \"./a.md\"\n\
            [font.one]\nfiles = [\"f.ttf\"]\n[font.two]\nfiles = [\"f.ttf\", \"a.md\"]\n\
            [[page]]\nblock = [{ picture = \"a.md\" }]\n";
        let file = reader.sources.add("page.toml", text);
        let layout =
            crate::source::read_layout(&[crate::source::Layer::alone(file, text)]).0.expect("TOML");
        reader.read_articles(&layout);
        let press = reader.read_profile(&layout);
        reader.read_pictures((&layout, &Default::default()), &press, Depth::Ready);
        let fonts = reader.read_fonts(&layout);
        assert_eq!(*world.0.borrow(), ["in/a.md", "in/f.ttf"]);
        assert_eq!(fonts.first_file(0), fonts.first_file(1));
    }
}
