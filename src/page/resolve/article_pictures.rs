//! `picture = "lead#1"`: blocks take the pictures that came with articles.
//!
//! What a block says of such a picture is filled in before any file of a picture is read: its path,
//! and the caption, credit and alt of the article where the block has none of its own. From then on
//! it is a picture like any other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::roster::{called, find, numbered};
use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, Findings, Span, Spanned, counted, suggest};
use crate::source::article::{Article, ArticlePicture};
use crate::source::layout::{ArticleText, BlockTable, Key, Layout};

/// The articles of each entry of a layout.
type Copy = [(String, Arc<[Article]>)];

/// What blocks took.
#[derive(Debug, Default)]
pub struct TakenPictures {
    pub findings: Findings,
    /// What blocks name and nobody can give them, as it is written: no paths.
    pub lost: Vec<String>,
    /// The pictures of who wrote the articles.
    pub portraits: Vec<Spanned<String>>,
}

/// Gives blocks the pictures of articles that they name.
pub fn take_pictures(layout: &mut Layout, articles: &Copy) -> TakenPictures {
    let mut taken = TakenPictures::default();
    let has_pictures =
        articles.iter().flat_map(|(_, read)| read.iter()).any(|it| !it.front.pictures.is_empty());
    let all = articles.iter().flat_map(|(_, read)| read.iter());
    let portraits = all.filter_map(|article| article.front.portrait.as_ref());
    taken.portraits = portraits.map(|portrait| portrait.picture.clone()).collect();
    let names = Names::of(layout, articles);
    let mut used: BTreeSet<Span> = BTreeSet::new();
    let templates = layout.templates.iter_mut().map(|template| &mut template.value);
    let pages = layout.pages.iter_mut().map(|page| &mut page.blocks);
    for block in pages.chain(templates).flatten() {
        // Their own words, in the order of the row.
        let mut own: Vec<&ArticlePicture> = Vec::new();
        for named in &mut block.pictures {
            match names.meant(named) {
                Meant::Path => {}
                Meant::Unread => taken.lost.push(named.value.clone()),
                Meant::Nothing(found) => {
                    taken.findings.push(*found);
                    taken.lost.push(named.value.clone());
                }
                Meant::Picture(picture) => {
                    used.insert(picture.span);
                    *named = picture.picture.clone();
                    own.push(picture);
                }
            }
        }
        fill_in(block, &own);
    }
    if has_pictures {
        taken.findings.extend(names.left(&used));
    }
    taken
}

/// The words of pictures where their block says none of its own; those of a row one after the other.
fn fill_in(block: &mut BlockTable, pictures: &[&ArticlePicture]) {
    let fill = |key: &mut Key<String>, of: fn(&ArticlePicture) -> &Key<String>| {
        if key.is_some() {
            return;
        }
        let mut words: Vec<&Spanned<String>> = Vec::new();
        for said in pictures.iter().filter_map(|picture| of(picture).as_ref()) {
            if !words.iter().any(|word| word.value == said.value) {
                words.push(said);
            }
        }
        let Some(first) = words.first() else { return };
        let said: Vec<&str> = words.iter().map(|word| word.value.as_str()).collect();
        *key = Some(Spanned::new(said.join("\u{3000}"), first.span));
    };
    fill(&mut block.caption, |picture| &picture.caption);
    fill(&mut block.credit, |picture| &picture.credit);
    fill(&mut block.alt, |picture| &picture.alt);
}

/// What a block's `picture` stands for.
enum Meant<'a> {
    Path,
    Picture(&'a ArticlePicture),
    /// The article could not be read, as was said.
    Unread,
    Nothing(Box<Diagnostic>),
}

/// An entry of `[article]`, and the articles that it stands for.
struct Entry<'a> {
    name: String,
    /// None of a file that could not be read.
    articles: Vec<&'a Article>,
}

impl<'a> Entry<'a> {
    /// The article of that id, else of that number.
    fn article(&self, word: &str) -> Option<&'a Article> {
        let is_called =
            |article: &&&Article| article.front.id.as_ref().is_some_and(|id| id.value == word);
        let numbered = || self.articles.get(numbered(word, self.articles.len())?);
        self.articles.iter().find(is_called).or_else(numbered).copied()
    }
}

struct Names<'a>(Vec<Entry<'a>>);

impl<'a> Names<'a> {
    fn of(layout: &Layout, articles: &'a Copy) -> Names<'a> {
        let entries = layout.articles.iter().zip(articles).map(|(entry, (name, read))| {
            let one = match &entry.value.text {
                ArticleText::File { one, .. } => one.as_ref(),
                ArticleText::Here(_) => None,
            };
            let articles = match one {
                Some(one) => {
                    find(read, &one.value).and_then(|at| read.get(at)).into_iter().collect()
                }
                None => read.iter().collect(),
            };
            Entry { name: name.clone(), articles }
        });
        Names(entries.collect())
    }

    fn entry(&self, name: &str) -> Option<&Entry<'a>> {
        self.0.iter().find(|entry| entry.name == name)
    }

    fn meant(&self, named: &Spanned<String>) -> Meant<'a> {
        let Some((name, number)) = named.value.rsplit_once('#') else { return Meant::Path };
        if number.starts_with("page=") {
            return Meant::Path;
        }
        let nothing = |found: Diagnostic| Meant::Nothing(Box::new(found));
        let article = match self.entry(name) {
            Some(entry) => match entry.articles.as_slice() {
                [one] => *one,
                [] => return Meant::Unread,
                several => return nothing(of_several(named, name, several)),
            },
            None => {
                let of_file = name.rsplit_once('#');
                let of_file = of_file.and_then(|(file, one)| Some((self.entry(file)?, one)));
                match of_file.map(|(entry, one)| (entry, entry.article(one))) {
                    Some((_, Some(article))) => article,
                    Some((entry, None)) if entry.articles.is_empty() => return Meant::Unread,
                    // What looks like a path is one.
                    None if name.is_empty() || name.contains(['.', '/', '\\']) => {
                        return Meant::Path;
                    }
                    _ => return nothing(self.no_article(named, name, number)),
                }
            }
        };
        let pictures = &article.front.pictures;
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match at.and_then(|at| pictures.get(at)) {
            Some(picture) => Meant::Picture(picture),
            None => nothing(no_picture(named, (name, number), pictures.len())),
        }
    }

    fn no_article(&self, named: &Spanned<String>, name: &str, number: &str) -> Diagnostic {
        let message = format!("there is no article \"{name}\" to take a picture from");
        let found = Diagnostic::error(codes::NO_SUCH_PICTURE, message)
            .at(named.span, "the name of an article, and a number");
        let names = self.0.iter().map(|entry| entry.name.as_str());
        found.help(match suggest(name, names) {
            Some(meant) => format!("write \"{meant}#{number}\""),
            None => "write a name of `[article]`, # and the picture's number, or a path".to_owned(),
        })
    }

    /// Notes of the pictures that no block takes.
    fn left(&self, used: &BTreeSet<Span>) -> Vec<Diagnostic> {
        let mut told = used.clone();
        let mut notes = Vec::new();
        for entry in &self.0 {
            let several = entry.articles.len() > 1;
            for (at, article) in entry.articles.iter().enumerate() {
                let name = match several {
                    true => format!("{}#{}", entry.name, called(article, at)),
                    false => entry.name.clone(),
                };
                for (number, picture) in (1..).zip(&article.front.pictures) {
                    // Two entries may name one file.
                    if told.insert(picture.span) {
                        notes.push(picture_left(&name, number, picture));
                    }
                }
            }
        }
        notes
    }
}

fn picture_left(name: &str, number: usize, picture: &ArticlePicture) -> Diagnostic {
    let message = format!("no block takes picture {number} of the article {name}");
    Diagnostic::note(codes::PICTURE_LEFT, message)
        .at(picture.picture.span, "came with the article and is not printed")
        .help(format!("give it a block: {{ picture = \"{name}#{number}\", … }}"))
}

fn no_picture(named: &Spanned<String>, (name, number): (&str, &str), count: usize) -> Diagnostic {
    let has = match count {
        0 => "no pictures".to_owned(),
        count => counted(count, "picture"),
    };
    let message = match number.parse::<usize>() {
        Ok(number) => format!("the article {name} has {has}, and none with the number {number}"),
        Err(_) => format!("\"{number}\" is no number of a picture; the article {name} has {has}"),
    };
    let found =
        Diagnostic::error(codes::NO_SUCH_PICTURE, message).at(named.span, "no such picture");
    found.help(match count {
        0 => {
            "list it in the article, `pictures = [{ picture = \"…\" }]`, or name a file".to_owned()
        }
        1 => format!("write \"{name}#1\""),
        count => format!("write \"{name}#1\" to \"{name}#{count}\""),
    })
}

fn of_several(named: &Spanned<String>, name: &str, several: &[&Article]) -> Diagnostic {
    let message = format!("{name} is a file of {}", counted(several.len(), "article"));
    let with = several.iter().enumerate().find(|(_, article)| !article.front.pictures.is_empty());
    let one = with.map_or_else(|| "1".to_owned(), |(at, article)| called(article, at));
    Diagnostic::error(codes::NO_SUCH_PICTURE, message)
        .at(named.span, "which of them is not said")
        .help(format!("name the article and the number: \"{name}#{one}#1\""))
}
