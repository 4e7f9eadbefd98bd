//! What stands on each page before anything has a place: the template's blocks and the page's.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use super::grid::MARGINS;
use super::kinds::{Kind, kind};
use super::parts::{Copy, parts};
use super::roster::{Meant, Roster};
use super::spread::SheetCount;
use crate::diag::codes::{items, page as codes, spread};
use crate::diag::{Diagnostic, Span, Spanned, counted};
use crate::page::model::{Part, Story, StoryId};
use crate::source::layout::{BlockTable, PageTable};
use crate::text::RichText;

/// A block whose content is known but not its place.
pub(super) struct Draft<'a> {
    pub block: &'a BlockTable,
    pub kind: Kind,
    /// What it sets of which story, or of which stack of them; for articles that exist.
    pub story: Option<(StoryId, Vec<Part>)>,
    /// The `id`, or kind and number.
    pub name: String,
}

pub(super) struct PageDraft<'a> {
    pub table: &'a PageTable,
    pub name: String,
    pub sheets: SheetCount,
    /// The names of a spread's halves in the order in which they are read.
    pub halves: Option<[String; 2]>,
    pub drafts: Vec<Draft<'a>>,
}

/// More than any newspaper: a template on very many pages must not fill the memory.
const MOST_BLOCKS: usize = 20_000;

/// The blocks of every page, the template's first.
pub(super) fn drafts<'a>(cx: &mut Cx<'a>, roster: &mut Roster<'a>) -> Vec<PageDraft<'a>> {
    let layout = cx.layout;
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    let mut pages = Vec::with_capacity(layout.pages.len());
    let (mut count, mut number) = (0, 1);
    for table in &layout.pages {
        let sheets = match &table.spread {
            Some(spread) if spread.value => SheetCount::Two,
            _ => SheetCount::One,
        };
        let (name, halves) = page_names(cx, table, sheets, number);
        number += if sheets == SheetCount::Two { 2 } else { 1 };
        let span = table.ids.first().map_or(table.span, |id| id.span);
        for name in halves.iter().flatten().chain([&name]) {
            if let Some(before) = names.insert(name.clone(), span) {
                same_name(cx, "pages", name, span, before);
                break;
            }
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
        let drafts = blocks.into_iter().enumerate();
        let drafts = drafts.map(|(at, block)| draft(cx, roster, block, at)).collect();
        pages.push(PageDraft { table, name, sheets, halves, drafts });
    }
    pages
}

/// What a page is called: as it says, else by its number, which counts sheets; a spread with two names
/// by both.
fn page_names(
    cx: &mut Cx<'_>,
    table: &PageTable,
    sheets: SheetCount,
    number: usize,
) -> (String, Option<[String; 2]>) {
    let joined = |one: String, other: String| (format!("{one}-{other}"), Some([one, other]));
    match (table.ids.as_slice(), sheets) {
        ([], SheetCount::One) => (number.to_string(), None),
        ([], SheetCount::Two) => joined(number.to_string(), (number + 1).to_string()),
        // What is written beyond two is told of where it is read.
        ([first, second, ..], SheetCount::Two) => joined(first.value.clone(), second.value.clone()),
        ([first, rest @ ..], _) => {
            if let [second] = rest {
                cx.push(
                    Diagnostic::error(spread::PAGE_NAMES, "a page of one sheet has two names")
                        .at(second.span, "the name of another page")
                        .help("write `spread = true` if this is a page of two sheets"),
                );
            }
            (first.value.clone(), None)
        }
    }
}

fn draft<'a>(
    cx: &mut Cx<'a>,
    roster: &mut Roster<'a>,
    block: &'a BlockTable,
    at: usize,
) -> Draft<'a> {
    let kind = kind(cx, block);
    let named = |what: &str| format!("{what} {}", at + 1);
    let name = match (&block.id, kind) {
        (Some(id), _) => id.value.clone(),
        (None, Kind::Story) => {
            block.article.as_ref().map_or_else(|| named("story"), |key| key.value.clone())
        }
        (None, Kind::Stack) => match block.articles.as_slice() {
            [one] => one.value.clone(),
            _ => named("articles"),
        },
        (None, Kind::Ad) => block.ad.as_ref().map_or_else(|| named("ad"), |key| key.value.clone()),
        (None, Kind::Picture) => named("picture"),
        (None, Kind::Text) => named("text"),
        (None, Kind::Area) => named("area"),
        (None, Kind::Table) => named("table"),
    };
    let story = match kind {
        Kind::Story => block.article.as_ref().and_then(|name| article(cx, roster, name)),
        Kind::Stack => stack(cx, roster, &block.articles, block.id.as_ref()),
        _ => None,
    };
    let story = story.map(|id| (id, Vec::new()));
    Draft { block, kind, story, name }
}

/// The article that a block names.
fn article(cx: &mut Cx<'_>, roster: &Roster<'_>, name: &Spanned<String>) -> Option<StoryId> {
    match roster.meant(&name.value) {
        Some(Meant::One(id)) => return Some(id),
        Some(Meant::Several(all)) => {
            let first = all.first().and_then(|id| roster.listed.get(id.0 as usize));
            let one = first.map_or("", |listed| listed.name.as_str());
            let message =
                format!("\"{}\" stands for {}", name.value, counted(all.len(), "article"));
            cx.push(
                Diagnostic::error(items::SEVERAL_ARTICLES, message)
                    .at(name.span, "a block of an article sets one")
                    .help(format!(
                        "write `articles = \"{}\"` to stack them, or name one: `article = \"{one}\"`",
                        name.value
                    )),
            );
        }
        None => cx.unknown(codes::NO_ARTICLE, "article", name, roster.names()),
    }
    None
}

/// The stack of the articles that a block names.
fn stack<'a>(
    cx: &mut Cx<'a>,
    roster: &mut Roster<'a>,
    names: &[Spanned<String>],
    id: Option<&Spanned<String>>,
) -> Option<StoryId> {
    let mut stories: Vec<StoryId> = Vec::new();
    let mut of: Vec<Span> = Vec::new();
    let mut missing = false;
    for name in names {
        let meant = match roster.meant(&name.value) {
            Some(Meant::One(id)) => vec![id],
            Some(Meant::Several(all)) => roster.left_of(all),
            None => {
                cx.unknown(codes::NO_ARTICLE, "article", name, roster.names());
                missing = true;
                continue;
            }
        };
        // Of all the articles of one file that is named twice one message is enough.
        let mut again: Option<(StoryId, Span)> = None;
        for id in meant {
            match stories.iter().zip(&of).find(|(known, _)| **known == id) {
                Some((_, before)) => _ = again.get_or_insert((id, *before)),
                None => {
                    stories.push(id);
                    of.push(name.span);
                }
            }
        }
        if let Some((id, before)) = again {
            twice(cx, roster, id, (name.span, before));
        }
    }
    let first = names.first()?;
    let last = names.last()?;
    let span = Span { end: last.span.end, ..first.span };
    if missing || stories.is_empty() {
        return None;
    }
    // Messages say which stories are meant: the block's number says that to nobody.
    let name = match (names.len() - 1, id) {
        (0, _) => first.value.clone(),
        (_, Some(id)) => id.value.clone(),
        (more, None) => format!("{} and {more} more", first.value),
    };
    Some(roster.stack(&name, span, stories))
}

/// An article that stands in two places.
fn twice(cx: &mut Cx<'_>, roster: &Roster<'_>, id: StoryId, (again, first): (Span, Span)) {
    let name = roster.listed.get(id.0 as usize).map_or("", |listed| listed.name.as_str());
    cx.push(
        Diagnostic::error(items::ARTICLE_TWICE, format!("the article {name} stands in two places"))
            .at(again, "here again")
            .and_at(first, "placed here")
            .help("name it once: its text would be printed twice"),
    );
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
            .help(match what {
                "pages" => {
                    "give one of them another name, or put the new [[page]] in place of the old one"
                }
                _ => "give one of them another name",
            }),
    );
}

/// Gives every block of an article its parts, and names articles that stand nowhere.
pub(super) fn assign_parts(
    cx: &mut Cx<'_>,
    (roster, stories): (&Roster<'_>, &[Story]),
    pages: &mut [PageDraft<'_>],
) {
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
        .any(|draft| matches!(draft.kind, Kind::Story | Kind::Stack) && draft.story.is_none());
    let stacked = stacked(cx, roster, &blocks);
    for (id, (story, blocks)) in (0..).map(StoryId).zip(stories.iter().zip(&blocks)) {
        let is_in = roster.articles_of(id).iter().any(|listed| listed.article.is_some());
        let copy = if is_in { Copy::In } else { Copy::Missing };
        if blocks.is_empty() && !stacked.contains_key(&id) && !misnamed {
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

/// The articles that stand in stacks, and where those are named.
fn stacked(
    cx: &mut Cx<'_>,
    roster: &Roster<'_>,
    blocks: &[Vec<&BlockTable>],
) -> BTreeMap<StoryId, Span> {
    let mut stacked: BTreeMap<StoryId, Span> = BTreeMap::new();
    for stack in &roster.stacks {
        for &id in &stack.stories {
            let own = blocks.get(id.0 as usize).and_then(|blocks| blocks.first());
            let own = own.and_then(|block| block.article.as_ref()).map(|key| key.span);
            match own.or(stacked.get(&id).copied()) {
                Some(before) => twice(cx, roster, id, (stack.span, before)),
                None => _ = stacked.insert(id, stack.span),
            }
        }
    }
    stacked
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
        .find_map(|id| {
            let story = stories.get(id.0 as usize)?;
            let of_stack = story.stack.iter().filter_map(|id| stories.get(id.0 as usize));
            let mut all = std::iter::once(story).chain(of_stack);
            all.find_map(|story| story.headline.first()).map(|text| &**text)
        })
}
