//! [`Roster`]: the articles that blocks may name, one by one, and the stacks that blocks make of them.
//!
//! An entry of `[article]` is one article, or all of those that its file holds: `notices` is then
//! `notices#lee`, `notices#2` and on. Articles have the first [`StoryId`]s, stacks those after them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Cx;
use crate::diag::codes::items as codes;
use crate::diag::{Diagnostic, FileId, Span, Spanned, counted, suggest};
use crate::page::model::StoryId;
use crate::source::article::Article;
use crate::source::layout::{ArticleEntry, ArticleText};
use crate::text::{Mark, RichText};

/// Names that a message lists of a file's articles.
const SHOWN: usize = 12;

pub(super) struct Roster<'a> {
    pub listed: Vec<Listed<'a>>,
    /// Of each entry of the layout, its name and its articles.
    entries: Vec<(&'a str, Range<usize>)>,
    pub stacks: Vec<Stack>,
    /// Articles that blocks of their own place.
    own: BTreeSet<StoryId>,
}

/// An article that blocks may name.
pub(super) struct Listed<'a> {
    /// The layout's name for it.
    pub name: String,
    /// Where the layout names it; of one of several, where it begins in its file.
    pub span: Span,
    pub entry: &'a ArticleEntry,
    /// None where it could not be read.
    pub article: Option<&'a Article>,
}

/// Articles that stand one after the other in the same blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stack {
    pub name: String,
    /// What the first block says of it.
    pub span: Span,
    pub stories: Vec<StoryId>,
}

/// What a name stands for.
pub(super) enum Meant {
    One(StoryId),
    /// All articles of a file.
    Several(Vec<StoryId>),
}

/// Lists the articles of all entries.
pub(super) fn roster<'a>(cx: &mut Cx<'a>) -> Roster<'a> {
    let mut roster = Roster {
        listed: Vec::new(),
        entries: Vec::new(),
        stacks: Vec::new(),
        own: BTreeSet::new(),
    };
    let mut looked_at: BTreeSet<FileId> = BTreeSet::new();
    for (at, entry) in cx.layout.articles.iter().enumerate() {
        let articles: &'a [Article] = cx.inputs.articles.get(at).map_or(&[], |(_, read)| read);
        if articles.first().is_some_and(|first| looked_at.insert(first.file)) {
            same_ids(cx, articles);
        }
        let (name, entry) = (entry.name.value.as_str(), &entry.value);
        let one = match &entry.text {
            ArticleText::File { one, .. } => one.as_ref(),
            ArticleText::Here(_) => None,
        };
        let from = roster.listed.len();
        match (one, articles) {
            (Some(one), articles) => {
                let article = find(articles, &one.value);
                if article.is_none() && !articles.is_empty() {
                    cx.push(no_such_article(one, articles));
                }
                let article = article.and_then(|at| articles.get(at));
                roster.list(name.to_owned(), entry.text.span(), entry, article);
            }
            (None, [] | [_]) => {
                roster.list(name.to_owned(), entry.text.span(), entry, articles.first());
            }
            (None, several) => {
                for (at, article) in several.iter().enumerate() {
                    let name = format!("{name}#{}", called(article, at));
                    roster.list(name, article.begins, entry, Some(article));
                }
            }
        }
        roster.entries.push((name, from..roster.listed.len()));
    }
    let templates = cx.layout.templates.iter().map(|template| &template.value);
    let blocks = cx.layout.pages.iter().map(|page| &page.blocks).chain(templates).flatten();
    let own = blocks.filter_map(|block| match roster.meant(&block.article.as_ref()?.value)? {
        Meant::One(id) => Some(id),
        Meant::Several(_) => None,
    });
    roster.own = own.collect();
    roster
}

impl<'a> Roster<'a> {
    fn list(
        &mut self,
        name: String,
        span: Span,
        entry: &'a ArticleEntry,
        article: Option<&'a Article>,
    ) {
        self.listed.push(Listed { name, span, entry, article });
    }

    /// What a block means by a name: an entry, or one of its articles by id or number.
    pub fn meant(&self, name: &str) -> Option<Meant> {
        let entry = |name: &str| self.entries.iter().find(|(known, _)| *known == name);
        if let Some((_, range)) = entry(name) {
            let mut ids = range.clone().map(|at| StoryId(at as u32));
            return match range.len() {
                1 => ids.next().map(Meant::One),
                _ => Some(Meant::Several(ids.collect())),
            };
        }
        let (file, one) = name.rsplit_once('#')?;
        let (_, range) = entry(file)?;
        let own = self.listed.get(range.clone())?;
        let is_called = |listed: &Listed<'_>| {
            listed
                .article
                .and_then(|article| article.front.id.as_ref())
                .is_some_and(|id| id.value == one)
        };
        let at = own.iter().position(is_called).or_else(|| numbered(one, own.len()))?;
        Some(Meant::One(StoryId((range.start + at) as u32)))
    }

    /// What articles mark to be pulled out: the first of `lead` is `lead.pull`, the second `lead.pull2`.
    pub fn pulls(&self) -> BTreeMap<String, RichText> {
        let of = |listed: &Listed<'a>| {
            let body = listed.article.map_or(&[][..], |article| &article.body);
            let marked = body.iter().flat_map(|block| {
                let marks = block.text.marks.iter().filter(|markup| markup.mark == Mark::Pull);
                marks.map(|markup| block.text.slice(markup.range.clone()))
            });
            let name = listed.name.clone();
            let named = (1..).zip(marked).map(move |(at, text)| match at {
                1 => (format!("{name}.pull"), text),
                _ => (format!("{name}.pull{at}"), text),
            });
            named.collect::<Vec<(String, RichText)>>()
        };
        self.listed.iter().flat_map(of).collect()
    }

    /// Of all articles of a file those that no block of their own places.
    pub fn left_of(&self, mut all: Vec<StoryId>) -> Vec<StoryId> {
        all.retain(|id| !self.own.contains(id));
        all
    }

    /// The names of all entries.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(|(name, _)| *name)
    }

    /// The stack of some articles: the one that other blocks make of the same.
    pub fn stack(&mut self, name: &str, span: Span, stories: Vec<StoryId>) -> StoryId {
        let known = self.stacks.iter().position(|stack| stack.stories == stories);
        let at = known.unwrap_or_else(|| {
            self.stacks.push(Stack { name: name.to_owned(), span, stories });
            self.stacks.len() - 1
        });
        StoryId((self.listed.len() + at) as u32)
    }

    /// The articles of a story of the model: itself, or those of a stack.
    pub fn articles_of(&self, story: StoryId) -> Vec<&Listed<'a>> {
        let at = story.0 as usize;
        match at.checked_sub(self.listed.len()).and_then(|at| self.stacks.get(at)) {
            Some(stack) => {
                let listed = |id: &StoryId| self.listed.get(id.0 as usize);
                stack.stories.iter().filter_map(listed).collect()
            }
            None => self.listed.get(at).into_iter().collect(),
        }
    }
}

/// What an article is called among those of its file.
pub(super) fn called(article: &Article, at: usize) -> String {
    article.front.id.as_ref().map_or_else(|| (at + 1).to_string(), |id| id.value.clone())
}

/// A number from 1 to `count`, as a place.
pub(super) fn numbered(word: &str, count: usize) -> Option<usize> {
    word.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < count)
}

/// The article of that id, else of that number.
pub(super) fn find(articles: &[Article], word: &str) -> Option<usize> {
    let has_id = |article: &Article| article.front.id.as_ref().is_some_and(|id| id.value == word);
    articles.iter().position(has_id).or_else(|| numbered(word, articles.len()))
}

fn same_ids(cx: &mut Cx<'_>, articles: &[Article]) {
    let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
    for id in articles.iter().filter_map(|article| article.front.id.as_ref()) {
        match ids.get(id.value.as_str()) {
            Some(before) => cx.push(
                Diagnostic::error(
                    codes::SAME_ARTICLE_ID,
                    format!("two articles of the file have the id \"{}\"", id.value),
                )
                .at(id.span, "the id again")
                .and_at(*before, "first here")
                .help("give one of them another id, or none: its number names it then"),
            ),
            None => _ = ids.insert(&id.value, id.span),
        }
    }
}

fn no_such_article(one: &Spanned<String>, articles: &[Article]) -> Diagnostic {
    let names: Vec<String> =
        articles.iter().enumerate().map(|(at, article)| called(article, at)).collect();
    let message = match one.value.parse::<u64>() {
        Ok(number) => format!(
            "the file holds {}, none of the number {number}",
            counted(articles.len(), "article")
        ),
        Err(_) => format!("no article of the file has the id \"{}\"", one.value),
    };
    let help = match suggest(&one.value, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean \"#{near}\"?"),
        None => {
            let more = if names.len() > SHOWN { " …" } else { "" };
            let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
            format!("known are: {}{more}", shown.join(", "))
        }
    };
    Diagnostic::error(codes::NO_SUCH_ARTICLE, message).at(one.span, "not in the file").help(help)
}
