//! What stands on each page before anything has a place: the template's blocks and the page's.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use super::grid::MARGINS;
use super::kinds::{Kind, kind};
use super::parts::{Copy, parts};
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span};
use crate::page::model::{Part, Story, StoryId};
use crate::source::layout::{BlockTable, PageTable};
use crate::text::RichText;

/// A block whose content is known but not its place.
pub(super) struct Draft<'a> {
    pub block: &'a BlockTable,
    pub kind: Kind,
    /// What it sets of which story; for blocks of articles that exist.
    pub story: Option<(StoryId, Vec<Part>)>,
    /// The `id`, or kind and number.
    pub name: String,
}

pub(super) struct PageDraft<'a> {
    pub table: &'a PageTable,
    pub name: String,
    pub drafts: Vec<Draft<'a>>,
}

/// More than any newspaper: a template on very many pages must not fill the memory.
const MOST_BLOCKS: usize = 20_000;

/// The blocks of every page, the template's first.
pub(super) fn drafts<'a>(cx: &mut Cx<'a>) -> Vec<PageDraft<'a>> {
    let layout = cx.layout;
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    let mut pages = Vec::with_capacity(layout.pages.len());
    let mut count = 0;
    for (number, table) in layout.pages.iter().enumerate() {
        let name = match &table.id {
            Some(id) => id.value.clone(),
            None => (number + 1).to_string(),
        };
        let span = table.id.as_ref().map_or(table.span, |id| id.span);
        if let Some(before) = names.insert(name.clone(), span) {
            same_name(cx, "pages", &name, span, before);
        }
        let mut blocks: Vec<&BlockTable> = Vec::new();
        let mut known = true;
        if let Some(wanted) = &table.template {
            match layout.templates.iter().find(|template| template.name.value == wanted.value) {
                Some(template) => blocks.extend(&template.value),
                None => {
                    known = false;
                    let names = layout.templates.iter().map(|other| other.name.value.as_str());
                    cx.unknown(codes::NO_TEMPLATE, "template", wanted, names);
                }
            }
        }
        blocks.extend(&table.blocks);
        count += blocks.len();
        if count > MOST_BLOCKS {
            let message = format!("the job has more than {MOST_BLOCKS} blocks");
            cx.push(
                Diagnostic::error(codes::TOO_MANY, message)
                    .at(span, "no further than this page")
                    .help("split the job into several layouts"),
            );
            break;
        }
        if blocks.is_empty() && known {
            cx.push(
                Diagnostic::error(codes::NO_BLOCK, format!("the page {name} has no block"))
                    .at(table.span, "an empty page")
                    .help("add `block = [ ... ]` or `[[page.block]]` tables"),
            );
        }
        same_ids(cx, &blocks);
        let drafts =
            blocks.into_iter().enumerate().map(|(at, block)| draft(cx, block, at)).collect();
        pages.push(PageDraft { table, name, drafts });
    }
    pages
}

fn draft<'a>(cx: &mut Cx<'a>, block: &'a BlockTable, at: usize) -> Draft<'a> {
    let kind = kind(cx, block);
    let named = |what: &str| format!("{what} {}", at + 1);
    let name = match (&block.id, kind) {
        (Some(id), _) => id.value.clone(),
        (None, Kind::Story) => {
            block.article.as_ref().map_or_else(|| named("story"), |key| key.value.clone())
        }
        (None, Kind::Ad) => block.ad.as_ref().map_or_else(|| named("ad"), |key| key.value.clone()),
        (None, Kind::Picture) => named("picture"),
        (None, Kind::Text) => named("text"),
        (None, Kind::Area) => named("area"),
    };
    let mut story = None;
    if let (Kind::Story, Some(article)) = (kind, &block.article) {
        let articles = &cx.layout.articles;
        match articles.iter().position(|entry| entry.name.value == article.value) {
            Some(index) => story = Some((StoryId(index as u32), Vec::new())),
            None => {
                let known = articles.iter().map(|entry| entry.name.value.as_str());
                cx.unknown(codes::NO_ARTICLE, "article", article, known);
            }
        }
    }
    Draft { block, kind, story, name }
}

fn same_ids(cx: &mut Cx<'_>, blocks: &[&BlockTable]) {
    let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
    for id in blocks.iter().filter_map(|block| block.id.as_ref()) {
        if MARGINS.contains(&id.value.as_str()) {
            cx.push(
                Diagnostic::error(codes::SAME_ID, format!("`{}` is a margin's name", id.value))
                    .at(id.span, "already the name of a margin")
                    .help("choose another `id`"),
            );
        } else if let Some(before) = ids.insert(&id.value, id.span) {
            same_name(cx, "blocks of a page", &id.value, id.span, before);
        }
    }
}

fn same_name(cx: &mut Cx<'_>, what: &str, name: &str, span: Span, before: Span) {
    cx.push(
        Diagnostic::error(codes::SAME_ID, format!("two {what} have the name \"{name}\""))
            .at(span, "the name again")
            .and_at(before, "first here")
            .help("give one of them another name, or put the new [[page]] in place of the old one"),
    );
}

/// Gives every block of an article its parts, and names articles that stand nowhere.
pub(super) fn assign_parts(cx: &mut Cx<'_>, stories: &[Story], pages: &mut [PageDraft<'_>]) {
    let mut blocks: Vec<Vec<&BlockTable>> = vec![Vec::new(); stories.len()];
    for draft in pages.iter().flat_map(|page| &page.drafts) {
        if let Some(list) = draft.story.as_ref().and_then(|(id, _)| blocks.get_mut(id.0 as usize)) {
            list.push(draft.block);
        }
    }
    let mut given: Vec<std::vec::IntoIter<Vec<Part>>> = Vec::with_capacity(stories.len());
    // A block that names an article wrongly was probably meant for one of those left over.
    let misnamed = pages
        .iter()
        .flat_map(|page| &page.drafts)
        .any(|draft| draft.kind == Kind::Story && draft.story.is_none());
    for (index, (story, blocks)) in stories.iter().zip(&blocks).enumerate() {
        let copy = match cx.inputs.articles.get(index) {
            Some((_, Some(_))) => Copy::In,
            _ => Copy::Missing,
        };
        if blocks.is_empty() && !misnamed {
            cx.push(
                Diagnostic::error(
                    codes::UNPLACED,
                    format!("no block places the article {}", story.name),
                )
                .at(story.span, "its text would be lost")
                .help("give it a block, or take it out of `[article]`"),
            );
        }
        given.push(parts(cx, story, copy, blocks).into_iter());
    }
    for draft in pages.iter_mut().flat_map(|page| &mut page.drafts) {
        if let Some((id, parts)) = &mut draft.story {
            *parts = given.get_mut(id.0 as usize).and_then(Iterator::next).unwrap_or_default();
        }
    }
}

/// The first headline in the order of the pages: the document's title when it has none.
pub(super) fn first_headline<'s>(
    pages: &[PageDraft<'_>],
    stories: &'s [Story],
) -> Option<&'s RichText> {
    let mut seen: BTreeSet<StoryId> = BTreeSet::new();
    pages
        .iter()
        .flat_map(|page| &page.drafts)
        .filter_map(|draft| draft.story.as_ref().map(|(id, _)| *id))
        .filter(|id| seen.insert(*id))
        .find_map(|id| stories.get(id.0 as usize)?.headline.first().map(|text| &**text))
}
