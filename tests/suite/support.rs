//! What several tests need: a world made of a folder, and runs in it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use typeset::diag::{Deny, SourceMap};
use typeset::fonts::SystemFont;
use typeset::source::article::Article;
use typeset::source::layout::ArticleText;
use typeset::source::{Layer, read_articles, read_layout};
use typeset::text::{Mark, RichText};
use typeset::{Goal, Job, Outcome, Output, Proof, ShowGrid, Wanted, World};

/// Reads any file; tests name only their own. There are no system fonts.
pub struct Files;

impl World for Files {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

/// The files of a small job, in memory.
pub struct Memory(pub BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    pub fn of<const N: usize>(files: [(&str, String); N]) -> Memory {
        Memory(files.map(|(name, text)| (name.into(), text.into_bytes())).into())
    }
}

impl World for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or(io::ErrorKind::NotFound.into())
    }

    fn system_font(&self, _: &str) -> Option<SystemFont> {
        None
    }
}

/// The package's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn run(layout: &Path, goal: Goal) -> Outcome {
    run_in(&Files, layout, goal)
}

/// A run in a world that is not quite the folder.
pub fn run_in(world: &dyn World, layout: &Path, goal: Goal) -> Outcome {
    let deny = Deny::default();
    let job = Job {
        layout,
        goal,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &deny,
        wanted: Wanted::default(),
    };
    typeset::typeset(&job, world, &mut |_| ())
}

/// The text of a dump; panics with the diagnostics of a job that has errors.
pub fn dump(layout: &Path, goal: Goal) -> String {
    let outcome = run(layout, goal);
    match outcome.output {
        Output::Text(text) => text,
        _ => panic!("{}: {:#?}", layout.display(), outcome.findings),
    }
}

/// The PDF of a layout; panics with the diagnostics of a job that has errors.
pub fn pdf(layout: &Path) -> Vec<u8> {
    let outcome = run(layout, Goal::Document);
    match outcome.output {
        Output::Document(bytes) => bytes,
        _ => panic!("{}: {:#?}", layout.display(), outcome.findings),
    }
}

/// The articles that a layout names, in its order, with the files that they stand in.
pub fn articles(layout: &Path) -> Vec<(PathBuf, Article)> {
    let text = std::fs::read_to_string(layout).expect("a layout");
    let mut sources = SourceMap::default();
    let file = sources.add("page.toml", text.clone());
    let tree = read_layout(&[Layer::alone(file, &text)]).0.expect("a layout of TOML");
    let folder = layout.parent().expect("a folder");
    let mut of = |entry: ArticleText| match entry {
        ArticleText::Here(article) => vec![(layout.to_owned(), article.value)],
        ArticleText::File { path, one, .. } => {
            let path = folder.join(&path.value);
            let text = std::fs::read_to_string(&path).expect("an article");
            let articles = read_articles(sources.add("article", text.clone()), &text).0;
            let is_meant = |(at, article): &(usize, Article)| {
                let Some(one) = &one else { return true };
                let id = article.front.id.as_ref().map(|id| id.value.as_str());
                id == Some(one.value.as_str()) || one.value == (at + 1).to_string()
            };
            let meant = articles.into_iter().enumerate().filter(is_meant);
            meant.map(|(_, article)| (path.clone(), article)).collect()
        }
    };
    tree.articles.into_iter().map(|entry| entry.value.text).flat_map(&mut of).collect()
}

/// What the articles of a layout mark to be pulled out: a block's quote says it again.
pub fn pulled(layout: &Path) -> String {
    let bodies = articles(layout).into_iter().flat_map(|(_, article)| article.body);
    let of = |text: &RichText| {
        let marks = text.marks.iter().filter(|markup| markup.mark == Mark::Pull);
        marks.map(|markup| text.slice(markup.range.clone()).text).collect::<String>()
    };
    bodies.map(|block| of(&block.text)).collect()
}

/// Every layout of the project's own, by name.
pub fn layouts() -> Vec<PathBuf> {
    let files = files(&root().join("layouts"), "toml");
    files.into_iter().filter(|file| !is_plan(file)).collect()
}

/// Every plan of the project's own, by name.
pub fn plans() -> Vec<PathBuf> {
    files(&root().join("layouts"), "toml").into_iter().filter(|file| is_plan(file)).collect()
}

fn is_plan(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("plan-"))
}

/// The files of a folder with an ending, in order of their names.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is part of the project")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    found.sort();
    found
}

/// Whether expected files are to be rewritten.
pub fn is_blessing() -> bool {
    std::env::var_os("TYPESET_BLESS").is_some_and(|value| value == "1")
}

/// Compares with a file under `tests/`, or writes it when `TYPESET_BLESS=1`.
pub fn matches(expected: &str, actual: &str) {
    let path = root().join("tests").join(expected);
    if is_blessing() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(&path, actual).expect("a writable file");
        return;
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    if text != actual {
        let at = text.lines().zip(actual.lines()).position(|(old, new)| old != new);
        let line = at.unwrap_or(text.lines().count().min(actual.lines().count()));
        panic!(
            "{expected} differs from line {}:\n  expected {:?}\n  got      {:?}\n\
             TYPESET_BLESS=1 cargo test rewrites it; say in the commit what changed on the page",
            line + 1,
            text.lines().nth(line).unwrap_or(""),
            actual.lines().nth(line).unwrap_or(""),
        );
    }
}
