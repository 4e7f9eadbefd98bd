//! Copy as it arrives: files of other programs, read as articles.
//!
//! The bytes of a file come in; its articles go out as [`Imported`], with their pictures and with all that
//! was left out. NITF, NewsML-G2, ninjs, DOCX, IDML and ICML, HTML and plain text are read. Nothing is invented and
//! nothing fetched; what would grow without end is refused.
//!
//! Every format ends in the same [`Copy`]: a head, a body of blocks, pictures. From a copy comes an
//! article's file ([`ImportedArticle::file`]) or, by the very same words, an article for a layout that names
//! the file itself ([`ImportedArticle::article`]).
//!
//! Read `copy.rs` (the tree), `told.rs` (what is said), `kinds.rs` (which format); then for each
//! format what leads to a copy: `plain.rs` with `wrapped.rs`; `tree.rs`, `xml.rs` and `html_tree.rs`, `markup.rs`
//! with `inline.rs`, `rows.rs` and `pictures.rs`, for `html.rs`, `nitf.rs` and `newsml.rs`; `ninjs.rs`; `package.rs`
//! and `roles.rs` for `docx/` and `idml/`. `credits.rs`
//! knows the words that wire copy says of itself. `markdown.rs` and `article_file.rs` write articles, `names.rs`
//! their names.

mod article_file;
mod copy;
mod credits;
mod docx;
mod html;
mod html_tree;
mod idml;
mod inline;
mod kinds;
mod markdown;
mod markup;
mod names;
mod newsml;
mod ninjs;
mod nitf;
mod package;
mod pictures;
mod plain;
mod roles;
mod rows;
#[cfg(test)]
mod tests;
mod told;
mod tree;
mod wrapped;
mod xml;

pub use copy::{Picture, PictureFile};
pub use kinds::is_copy;
pub use names::{Names, name_of};
pub use pictures::is_beneath;

use std::ops::Range;

use self::article_file::{Listed, article_file};
use self::copy::{Block, Copy, Text, Told};
use self::kinds::{Kind, Opened, open};
use self::told::Account;
use self::tree::{Id, Tree};
use crate::diag::codes::import as codes;
use crate::diag::{Diagnostic, FileId, Findings, Span, Spanned};
use crate::source::article::{Article, ArticlePicture};
use crate::source::{Hints, WrittenArticle, read_written};

/// A file of another program, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The file as text: places count in it.
    pub text: String,
    pub articles: Vec<ImportedArticle>,
    told: Vec<Told>,
}

/// An article of such a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedArticle {
    copy: Copy,
    written: WrittenArticle,
}

/// Reads a file; `hints` are for a text that does not say its own encoding.
pub fn read(name: &str, bytes: &[u8], hints: Hints<'_>) -> Imported {
    let mut account = Account::default();
    let (copies, text) = match open(name, bytes, hints, &mut account) {
        Some(Opened { kind: Kind::Docx, .. }) => {
            let (copy, text) = docx::read(bytes, &mut account);
            (vec![copy], text)
        }
        Some(Opened { kind: Kind::Idml, .. }) => idml::read(bytes, &mut account),
        Some(Opened { kind: Kind::Icml, text }) => idml::read_story(&text, &mut account),
        Some(Opened { kind, text }) => (copies(kind, &text, &mut account), text),
        None => (Vec::new(), String::new()),
    };
    let mut articles = Vec::new();
    for copy in copies.into_iter().filter(|copy| !copy.is_empty()) {
        let written = markdown::write(&copy, &mut account);
        articles.push(ImportedArticle { copy, written });
    }
    if articles.is_empty() && !account.has_errors() {
        account.refuse(
            codes::EMPTY,
            0..0,
            "the file has no text for an article".to_owned(),
            "look at it in the program that wrote it",
        );
    }
    Imported { text, articles, told: account.finish() }
}

/// The text of an article of this program's own, as that of copy is read, and what is to be said of its
/// encoding; it is taken over as it is.
pub fn own_text(bytes: &[u8], hints: Hints<'_>) -> Imported {
    let mut account = Account::default();
    let text = kinds::decoded(bytes, hints, &mut account).unwrap_or_default();
    Imported { text, articles: Vec::new(), told: account.finish() }
}

fn copies(kind: Kind, text: &str, account: &mut Account) -> Vec<Copy> {
    match kind {
        Kind::Text => vec![plain::read(text, account)],
        Kind::Html => vec![html::read(text, account)],
        Kind::Ninjs => ninjs::read(text, account),
        Kind::Xml => {
            let Some(tree) = xml::parse(text, account) else { return Vec::new() };
            of_xml(&tree, text, account)
        }
        Kind::Docx | Kind::Idml | Kind::Icml => Vec::new(),
    }
}

fn of_xml(tree: &Tree, text: &str, account: &mut Account) -> Vec<Copy> {
    let root = tree.children(Tree::ROOT).first().copied().unwrap_or(Tree::ROOT);
    match tree.name(root) {
        "nitf" => vec![nitf::read(tree, root, text, account)],
        "newsItem" | "newsMessage" | "packageItem" | "itemSet" => newsml::read(tree, text, account),
        "html" => vec![html::read(text, account)],
        name => {
            // A message of another kind around what is known.
            let nitfs: Vec<Id> = tree.all(Tree::ROOT, "nitf").collect();
            if !nitfs.is_empty() {
                return nitfs.into_iter().map(|id| nitf::read(tree, id, text, account)).collect();
            }
            if tree.first(Tree::ROOT, "newsItem").is_some() {
                return newsml::read(tree, text, account);
            }
            account.refuse(
                codes::UNREADABLE,
                tree.at(root).start..tree.at(root).start,
                format!("the file is XML of another kind: its first element is <{name}>"),
                "have it sent as NITF, NewsML-G2, ninjs, DOCX, HTML or plain text",
            );
            Vec::new()
        }
    }
}

impl Imported {
    /// What was left out, and what is wrong.
    pub fn findings(&self, file: FileId) -> Findings {
        let mut found = Findings::default();
        let clamp = |at: usize| at.min(self.text.len());
        for told in &self.told {
            let at = clamp(told.at.start)..clamp(told.at.end.max(told.at.start));
            found.push(Told { at, ..told.clone() }.diagnostic(file));
        }
        found.sort_by_place();
        found
    }
}

impl ImportedArticle {
    /// Its pictures, in the order of the file.
    pub fn pictures(&self) -> &[Picture] {
        &self.copy.pictures
    }

    /// The text of an article's file, which lists its pictures under these paths; one that has none
    /// is left out.
    pub fn file(&self, paths: &[Option<String>]) -> String {
        let mut listed = Vec::new();
        let mut captions = self.copy.captions.clone();
        for (picture, path) in self.copy.pictures.iter().zip(paths) {
            let Picture { caption, credit, alt, .. } = picture;
            match path {
                Some(path) => listed.push(Listed { path, caption, credit, alt }),
                None => captions.push(joined_words(caption, credit)),
            }
        }
        article_file(&self.written, &listed, &captions)
    }

    /// The article itself, as its file would be read, its pictures under these paths. Its places are
    /// those of the file that it comes from.
    pub fn article(&self, file: FileId, paths: &[String]) -> (Article, Findings) {
        let pictures = self.copy.pictures.iter().zip(paths).map(|(picture, path)| {
            let span = Span::new(file, picture.at..picture.at);
            let said =
                |words: &str| (!words.is_empty()).then(|| Spanned::new(words.to_owned(), span));
            ArticlePicture {
                span,
                picture: Spanned::new(path.clone(), span),
                caption: said(&picture.caption),
                credit: said(&picture.credit),
                alt: said(&picture.alt),
            }
        });
        read_written(file, &self.written, pictures.collect())
    }
}

/// What is said of a name of no encoding.
pub fn unknown_encoding(name: &str) -> Option<Diagnostic> {
    let said = || Diagnostic::error(codes::ENCODING, crate::source::no_encoding(name));
    (!crate::source::is_encoding(name)).then(|| said().help(kinds::ENCODINGS))
}

/// A finding about a file that cannot be opened at all, for whoever has only its name.
pub fn unreadable(name: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE, format!("{name} cannot be read: {reason}"))
        .help("name a file that is there and may be read")
}

fn tell_missing_picture(address: &str, at: Range<usize>, account: &mut Account) {
    account.warn(
        codes::PICTURE_MISSING,
        at,
        format!("a picture did not come with the file: {}", told::shorten(address)),
        "list it in the article's `pictures` when it is there; nothing is fetched",
    );
}

/// Caption and credit in one.
fn joined_words(caption: &str, credit: &str) -> String {
    let words = [caption, credit].into_iter().filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join("\u{3000}")
}

/// Moves the places of a copy that was read from a text within another, which begins at byte `at`.
fn stand_at(copy: &mut Copy, at: usize) {
    let heads = [&mut copy.kicker, &mut copy.headline, &mut copy.deck, &mut copy.intro];
    let ones = [&mut copy.label, &mut copy.byline, &mut copy.dateline, &mut copy.source];
    let texts = heads.into_iter().flatten().chain(ones.into_iter().flatten());
    let shift = |text: &mut Text| text.runs.iter_mut().for_each(|run| run.at += at);
    texts.for_each(shift);
    for block in &mut copy.body {
        match block {
            Block::Paragraph(text)
            | Block::Subhead(text)
            | Block::Bullet(text)
            | Block::Numbered(_, text)
            | Block::Quote(_, text) => shift(text),
            Block::Table(rows) => rows.rows.iter_mut().flatten().for_each(shift),
        }
    }
    copy.pictures.iter_mut().for_each(|picture| picture.at += at);
}

/// The headline of XHTML in NewsML.
fn xhtml_part(tree: &Tree, id: Id) -> Option<markup::Part> {
    (tree.name(id) == "h1").then_some(markup::Part::Headline)
}

/// A part of a packed document as text.
fn decoded_xml(bytes: &[u8]) -> String {
    crate::source::decode_as(bytes, Hints::default())
        .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
}
