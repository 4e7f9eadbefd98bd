//! The pages of a layout that extends another: changed, moved, new and taken out, and so their
//! blocks.

use std::collections::BTreeSet;

use toml::Spanned as Written;
use toml::de::{DeArray, DeTable, DeValue};

use super::super::toml_reader::{Context, Value};
use super::over::{Kind, contents, over};
use crate::diag::codes::layers as codes;
use crate::diag::{Diagnostic, suggest};

pub(super) type Item<'t> = Written<DeValue<'t>>;

/// A page or block and what it is called: a page without `id` by its number, a spread by its halves and
/// by both of them, a block without `id` not at all.
struct Named<'t> {
    names: Vec<String>,
    item: Item<'t>,
}

/// Takes out the list under a key, if there is one below that it changes. What is no list takes the
/// place of that as any value does, and is told of when it is read.
pub(super) fn changes<'t>(
    under: &DeTable<'t>,
    own: &mut DeTable<'t>,
    key: &str,
) -> Option<Item<'t>> {
    let is_list = own.get(key).is_some_and(|value| value.get_ref().is_array());
    let changed = is_list && under.contains_key(key);
    changed.then(|| own.remove_entry(key)).flatten().map(|(_, changes)| changes)
}

/// Changes the pages of `under`. Articles that stood only in what went go as well, but not those
/// `defined` beside the change.
pub(super) fn change<'t>(
    cx: &mut Context<'t>,
    under: &mut DeTable<'t>,
    changes: Item<'t>,
    defined: &[String],
) {
    let span = changes.span();
    let Some((key, pages)) = under.remove_entry("page") else { return };
    let mut number = 1;
    let named = |item: Item<'t>| {
        let sheets = if is_spread(&item) { 2 } else { 1 };
        let numbers = (number..number + sheets).map(|number| number.to_string()).collect();
        number += sheets;
        let names = ids_of(&item).unwrap_or(numbers);
        Named { names: with_both(names), item }
    };
    let mut pages: Vec<Named<'t>> = items(pages).map(named).collect();
    let before = placed(&pages);
    for change in items(changes) {
        page(cx, &mut pages, change);
    }
    let after = placed(&pages);
    if let Some(articles) = under.get_mut("article").and_then(table_of) {
        for gone in before.difference(&after).filter(|name| !defined.contains(name)) {
            articles.remove(gone.as_str());
        }
    }
    under.insert(key, Written::new(span, list(pages)));
}

/// The items of a list; a value that is none is one, and told of when it is read.
fn items<'t>(value: Item<'t>) -> impl Iterator<Item = Item<'t>> {
    let span = value.span();
    let (list, other) = match value.into_inner() {
        DeValue::Array(list) => (Some(list), None),
        other => (None, Some(Written::new(span, other))),
    };
    list.into_iter().flatten().chain(other)
}

fn list(items: Vec<Named<'_>>) -> DeValue<'_> {
    let mut list = DeArray::new();
    items.into_iter().for_each(|named| list.push(named.item));
    DeValue::Array(list)
}

fn table_of<'v, 't>(value: &'v mut Item<'t>) -> Option<&'v mut DeTable<'t>> {
    match value.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// What a key of a page or block says, if that is a text.
fn text_of(item: &Item<'_>, key: &str) -> Option<String> {
    Some(item.get_ref().as_table()?.get(key)?.get_ref().as_str()?.to_owned())
}

/// What a page says that it is called: one name, or those of the halves of a spread. None of what is
/// no text, which is told of when it is read.
fn ids_of(item: &Item<'_>) -> Option<Vec<String>> {
    let id = item.get_ref().as_table()?.get("id")?.get_ref();
    match id.as_array() {
        Some(ids) => ids.iter().map(|id| Some(id.get_ref().as_str()?.to_owned())).collect(),
        None => Some(vec![id.as_str()?.to_owned()]),
    }
}

/// A spread is called by both of its halves, too.
fn with_both(mut names: Vec<String>) -> Vec<String> {
    if names.len() > 1 {
        names.push(names.join("-"));
    }
    names
}

fn is_spread(item: &Item<'_>) -> bool {
    let spread = item.get_ref().as_table().and_then(|page| page.get("spread"));
    spread.is_some_and(|spread| matches!(spread.get_ref(), DeValue::Boolean(true)))
}

/// One `[[page]]` of the changes.
fn page<'t>(cx: &mut Context<'t>, pages: &mut Vec<Named<'t>>, mut change: Item<'t>) {
    let Some(names) = ids_of(&change).filter(|ids| !ids.is_empty()).map(with_both) else {
        // What is no text is told of when it is read.
        if change.get_ref().as_table().is_some_and(|page| page.contains_key("id")) {
            return pages.push(Named { names: Vec::new(), item: change });
        }
        cx.push(
            Diagnostic::error(codes::NO_ID, "a page of a layout that extends another lacks `id`")
                .at(cx.span(change.span()), "which page is this?")
                .help("write the `id` of the page that changes, or a new one for a new page"),
        );
        return;
    };
    let Some(own) = table_of(&mut change) else { return };
    let place = own.get("id").map_or(0..0, Written::span);
    let removal = own.get_key_value("remove").map(|(key, _)| key.span());
    let removed = takes_out(cx, own);
    let after = own.remove_entry("after").map(|(_, value)| value);
    let name = names.last().cloned().unwrap_or_default();
    let at = position(pages, &name);
    if at.and_then(|at| pages.get(at)).is_some_and(|page| page.names.len() > 1) {
        // Named by one of its halves it keeps both names.
        own.remove("id");
    }
    match (at, removed) {
        (Some(at), true) => {
            pages.remove(at);
            cx.taken_out = removal.map(|at| cx.span(at));
            return;
        }
        (None, true) => return cx.push(unknown(cx, "page", &name, place, pages)),
        (_, false) => {}
    }
    let after = after.and_then(|value| {
        let Some(wanted) = value.get_ref().as_str() else {
            let after = Value {
                key: "after",
                key_span: cx.span(place.clone()),
                span: cx.span(value.span()),
                node: value.get_ref(),
            };
            cx.wrong_type(&after, "the id of a page", "after = \"A3\"");
            return None;
        };
        if position(pages, wanted).is_none() {
            cx.push(unknown(cx, "page", wanted, value.span(), pages));
        }
        Some(wanted.to_owned())
    });
    let span = change.span();
    let (item, names, stood_at) = match at {
        None => {
            let found = changes_of_no_page(cx, &change, (&name, place.clone()), pages);
            cx.diags.extend(found);
            (change, names, pages.len())
        }
        Some(at) => {
            let Named { mut item, names } = pages.remove(at);
            if let (Some(below), DeValue::Table(own)) = (table_of(&mut item), change.into_inner()) {
                change_page(cx, below, own);
            }
            // What is told of the page leads to where it changed.
            (Written::new(span, item.into_inner()), names, at)
        }
    };
    let behind = after.and_then(|after| Some(position(pages, &after)? + 1));
    let at = behind.unwrap_or(stood_at);
    pages.insert(at, Named { names, item });
}

/// On a page that is not there a block's changes would be lost with it: it is the page whose name is wrong.
fn changes_of_no_page(
    cx: &Context<'_>,
    change: &Item<'_>,
    (name, place): (&str, std::ops::Range<usize>),
    pages: &[Named<'_>],
) -> Option<Diagnostic> {
    let blocks = change.get_ref().as_table().and_then(|page| page.get("block"));
    let mut blocks = blocks.and_then(|blocks| blocks.get_ref().as_array())?.iter();
    let block = blocks.find(|block| text_of(block, "id").is_some() && !is_whole(block))?;
    let found = unknown(cx, "page", name, place, pages);
    Some(found.and_at(cx.span(block.span()), "a block of it that is to change"))
}

fn position(items: &[Named<'_>], name: &str) -> Option<usize> {
    items.iter().position(|known| known.names.iter().any(|known| known == name))
}

/// Whether a change says `remove = true`; the key is taken out.
fn takes_out(cx: &mut Context<'_>, own: &mut DeTable<'_>) -> bool {
    let Some((key, value)) = own.remove_entry("remove") else { return false };
    if let DeValue::Boolean(removed) = value.get_ref() {
        return *removed;
    }
    let (key_span, span) = (cx.span(key.span()), cx.span(value.span()));
    let value = Value { key: "remove", key_span, span, node: value.get_ref() };
    cx.wrong_type(&value, "true or false", "remove = true");
    false
}

fn unknown(
    cx: &Context<'_>,
    what: &str,
    name: &str,
    place: std::ops::Range<usize>,
    known: &[Named<'_>],
) -> Diagnostic {
    let names: Vec<&str> =
        known.iter().flat_map(|known| &known.names).map(String::as_str).collect();
    let found = Diagnostic::error(codes::UNKNOWN_ID, format!("there is no {what} \"{name}\""))
        .at(cx.span(place), "not in what this layout extends");
    match suggest(name, names.iter().copied()) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None if names.is_empty() => found.help(format!("no {what} there has an `id`: give it one")),
        None => found.help(format!("the {what}s there are {}", names.join(", "))),
    }
}

/// A page's keys over those it had, its blocks by their ids.
fn change_page<'t>(cx: &mut Context<'t>, under: &mut DeTable<'t>, mut own: DeTable<'t>) {
    let changes = changes(under, &mut own, "block");
    over(under, own, Kind::Page);
    let Some(changes) = changes else { return };
    let Some((key, blocks)) = under.remove_entry("block") else { return };
    let span = changes.span();
    let named = |item: Item<'t>| Named { names: text_of(&item, "id").into_iter().collect(), item };
    let mut blocks: Vec<Named<'t>> = items(blocks).map(named).collect();
    for change in items(changes) {
        block(cx, &mut blocks, named(change));
    }
    under.insert(key, Written::new(span, list(blocks)));
}

/// One block of the changes.
fn block<'t>(cx: &mut Context<'t>, blocks: &mut Vec<Named<'t>>, mut change: Named<'t>) {
    let span = change.item.span();
    let Some(own) = table_of(&mut change.item) else { return blocks.push(change) };
    let place = own.get("id").map_or(span.clone(), Written::span);
    let removed = takes_out(cx, own);
    let says = is_whole(&change.item);
    let Some(name) = change.names.first().cloned() else {
        match removed {
            true => cx.push(
                Diagnostic::error(codes::NO_ID, "a block that is to be taken out lacks `id`")
                    .at(cx.span(span), "which block is this?")
                    .help(
                        "write its `id`; a block that has none must be given one where it stands",
                    ),
            ),
            false => blocks.push(change),
        }
        return;
    };
    match position(blocks, &name) {
        Some(at) if removed => _ = blocks.remove(at),
        Some(at) => {
            let Named { mut item, names } = blocks.remove(at);
            if let (Some(below), DeValue::Table(own)) =
                (table_of(&mut item), change.item.into_inner())
            {
                over(below, own, Kind::Block);
            }
            blocks.insert(at, Named { names, item: Written::new(span, item.into_inner()) });
        }
        None if says && !removed => blocks.push(change),
        None => cx.push(unknown(cx, "block", &name, place, blocks)),
    }
}

/// Whether a block says enough to stand by itself: what it holds, or how its area looks.
fn is_whole(block: &Item<'_>) -> bool {
    const AREA: [&str; 5] = ["frame", "tint", "rules", "inset", "depth"];
    let Some(block) = block.get_ref().as_table() else { return true };
    let has_place = ["columns", "chars", "tiers"].iter().any(|key| block.contains_key(*key));
    contents(block).is_some() || has_place && AREA.iter().any(|key| block.contains_key(*key))
}

/// The articles that blocks place.
fn placed(pages: &[Named<'_>]) -> BTreeSet<String> {
    let pages = pages.iter().filter_map(|page| page.item.get_ref().as_table()?.get("block"));
    let blocks = pages.filter_map(|blocks| blocks.get_ref().as_array()).flatten();
    let mut names = BTreeSet::new();
    for block in blocks.filter_map(|block| block.get_ref().as_table()) {
        for named in ["article", "articles"].into_iter().filter_map(|key| block.get(key)) {
            let one = named.get_ref().as_str();
            let several = named.get_ref().as_array().into_iter().flatten();
            let several = several.filter_map(|item| item.get_ref().as_str());
            for name in one.into_iter().chain(several) {
                names.insert(name.to_owned());
                // `notices#lee` is one of `notices`.
                names.extend(name.rsplit_once('#').map(|(file, _)| file.to_owned()));
            }
        }
    }
    names
}
