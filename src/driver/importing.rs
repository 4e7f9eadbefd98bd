//! [`Importer`]: files of copy become articles with their pictures, ready to be put into a folder.

use std::io;
use std::path::Path;

use crate::diag::codes::import as codes;
use crate::diag::{Diagnostic, FileId, Findings, SourceMap, Span};
use crate::source::{Hints, read_articles};
use crate::wire::{self, ImportedArticle, Names, Picture, PictureFile, name_of};

/// A file of copy.
#[derive(Clone, Copy, Debug)]
pub struct Importing<'a> {
    /// As it is shown; its articles are named after it.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// Of a text that does not say its own.
    pub encoding: Option<&'a str>,
}

/// What lies around a file of copy.
pub trait Around {
    /// The bytes of a file beneath the copy's own folder.
    fn beside(&mut self, name: &str) -> io::Result<Vec<u8>>;

    /// Whether something else stands where a picture would be put.
    fn is_taken(&self, name: &str, bytes: &[u8]) -> bool;
}

/// An article and its pictures, as files for one folder.
#[derive(Debug)]
pub struct ArticleFiles {
    /// Of the article's file, without its ending `.md`.
    pub name: String,
    pub text: Vec<u8>,
    /// By their paths, as the article lists them.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// The file that it comes from, for findings.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub source: FileId,
}

/// Whether a file is an article of this program's own: by its name, or as it begins with front matter.
fn is_article(file: &Importing<'_>) -> bool {
    let ending = Path::new(file.name).extension();
    let is_named_so = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let begins_so = file.bytes.trim_ascii_start().starts_with(b"+++");
    begins_so || (is_named_so && !file.bytes.starts_with(b"PK"))
}

fn hints<'a>(asked: &Importing<'a>) -> Hints<'a> {
    Hints { encoding: asked.encoding, language: None }
}

/// Imports one file after the other; no two of their articles get one name.
#[derive(Debug, Default)]
pub struct Importer {
    pub sources: SourceMap,
    pub findings: Findings,
    names: Names,
}

impl Importer {
    /// The articles of a file. What was left out or is wrong is found.
    pub fn file(&mut self, asked: &Importing<'_>, around: &mut dyn Around) -> Vec<ArticleFiles> {
        if is_article(asked) {
            return self.own_article(asked, around).into_iter().collect();
        }
        let imported = wire::read(asked.name, asked.bytes, hints(asked));
        let source = self.sources.add(asked.name, imported.text.clone());
        self.findings.append(&imported.findings(source));
        let count = imported.articles.len();
        let articles = imported.articles.iter().enumerate().map(|(at, article)| {
            let name = self.names.give(name_of(asked.name, at, count));
            self.article(name, source, article, around)
        });
        articles.collect()
    }

    /// An article of this program's own goes over as it is, in UTF-8, with its pictures.
    fn own_article(
        &mut self,
        asked: &Importing<'_>,
        around: &mut dyn Around,
    ) -> Option<ArticleFiles> {
        let imported = wire::own_text(asked.bytes, hints(asked));
        let text = imported.text.clone();
        let source = self.sources.add(asked.name, text.clone());
        let mut found = imported.findings(source);
        let (articles, wrong) = read_articles(source, &text);
        if wrong.has_errors() {
            found.append(&wrong);
        }
        self.findings.append(&found);
        if found.has_errors() {
            return None;
        }
        let mut pictures = Vec::new();
        for picture in articles.iter().flat_map(|article| &article.front.pictures) {
            let path = &picture.picture.value;
            match wire::is_beneath(path).then(|| around.beside(path)) {
                Some(Ok(bytes)) => pictures.push((path.clone(), bytes)),
                Some(Err(_)) | None => self.missing(path, picture.picture.span),
            }
        }
        let name = self.names.give(name_of(asked.name, 0, 1));
        Some(ArticleFiles { name, text: text.into_bytes(), pictures, source })
    }

    fn article(
        &mut self,
        name: String,
        source: FileId,
        article: &ImportedArticle,
        around: &mut dyn Around,
    ) -> ArticleFiles {
        let mut paths = Vec::new();
        let mut pictures = Vec::new();
        for (at, picture) in article.pictures().iter().enumerate() {
            let found = self.bytes_of(source, picture, around).map(|(ending, bytes)| {
                let stem = format!("{name}-{}", at + 1);
                (self.picture_name(&stem, &ending, &bytes, around), bytes)
            });
            paths.push(found.as_ref().map(|(path, _)| path.clone()));
            pictures.extend(found);
        }
        let text = article.file(&paths).into_bytes();
        ArticleFiles { name, text, pictures, source }
    }

    /// The bytes of a picture, and how its name ends.
    fn bytes_of(
        &mut self,
        source: FileId,
        picture: &Picture,
        around: &mut dyn Around,
    ) -> Option<(String, Vec<u8>)> {
        let (name, bytes) = match &picture.file {
            PictureFile::Inside { name, bytes } => (name, bytes.to_vec()),
            PictureFile::Beside(name) => {
                let mut names = [name].into_iter().chain(&picture.smaller);
                let came = names.find_map(|name| Some((name, around.beside(name).ok()?)));
                match came {
                    Some(came) => came,
                    None => {
                        self.missing(name, Span::new(source, picture.at..picture.at));
                        return None;
                    }
                }
            }
        };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
        let ending = if ending.is_empty() { "jpg".to_owned() } else { ending.to_ascii_lowercase() };
        Some((ending, bytes))
    }

    fn missing(&mut self, name: &str, at: Span) {
        let message = format!("a picture did not come with the file: {name}");
        let found = Diagnostic::warning(codes::PICTURE_MISSING, message).at(at, "spoken of here");
        let help =
            "put it beside the file and import again, or list it in the article's `pictures`";
        self.findings.push(found.help(help));
    }

    /// A name that no other picture has, unless it is the same one.
    fn picture_name(
        &mut self,
        stem: &str,
        ending: &str,
        bytes: &[u8],
        around: &dyn Around,
    ) -> String {
        let mut given = format!("{}.{ending}", self.names.give(stem.to_owned()));
        let mut number = 2;
        while around.is_taken(&given, bytes) {
            given = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        given
    }
}
