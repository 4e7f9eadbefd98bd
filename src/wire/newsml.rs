//! [`read`]: NewsML-G2 of the IPTC: items of text and of pictures, alone, in a message or in a package.

use std::collections::BTreeMap;

use super::copy::{Copy, Picture, PictureFile, Text};
use super::markup::Walk;
use super::pictures::{Source, of_address};
use super::told::{self, Account};
use super::tree::{Id, Tree};
use super::{nitf, plain};
use crate::diag::codes::import as codes;

/// What an item holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Picture,
    Other,
}

pub fn read(tree: &Tree, text: &str, account: &mut Account) -> Vec<Copy> {
    /// More items than any message has.
    const MOST: usize = 300;
    let items: Vec<Id> = tree.all(Tree::ROOT, "newsItem").take(MOST).collect();
    let kinds: Vec<Kind> = items.iter().map(|id| kind(tree, *id)).collect();
    let texts: Vec<Id> = of_kind(&items, &kinds, Kind::Text);
    let mut copies: BTreeMap<Id, Copy> = BTreeMap::new();
    for &id in &texts {
        tell_status(tree, id, account);
        copies.insert(id, article(tree, id, text, account));
    }
    for id in of_kind(&items, &kinds, Kind::Picture) {
        let owner = owner(tree, id, &texts);
        let known = owner.and_then(|owner| copies.get_mut(&owner));
        match (known, picture(tree, id)) {
            (Some(copy), Ok(picture)) => copy.pictures.push(picture),
            (None, Ok(_)) => {
                account.warn(
                    codes::LEFT_OUT,
                    tree.at(id).start..tree.at(id).start,
                    "a picture belongs to none of the articles".to_owned(),
                    "list it in the `pictures` of the article that it is for",
                );
            }
            (copy, Err((address, words))) => {
                tell_missing(tree, id, &address, account);
                if let Some(copy) = copy.filter(|_| !words.is_empty()) {
                    copy.captions.push(words);
                }
            }
        }
    }
    for id in of_kind(&items, &kinds, Kind::Other) {
        account.leave(told::OBJECT, tree.at(id).start..tree.at(id).start);
    }
    texts.iter().filter_map(|id| copies.remove(id)).collect()
}

fn of_kind(items: &[Id], kinds: &[Kind], wanted: Kind) -> Vec<Id> {
    items.iter().zip(kinds).filter(|(_, kind)| **kind == wanted).map(|(id, _)| *id).collect()
}

fn kind(tree: &Tree, item: Id) -> Kind {
    let class = tree.first(item, "itemClass").and_then(|id| tree.attribute(id, "qcode"));
    let set = tree.first(item, "contentSet");
    let holds = |name| set.is_some_and(|set| tree.first(set, name).is_some());
    match class.map(|class| class.rsplit(':').next().unwrap_or(class)) {
        Some("text") => Kind::Text,
        Some("picture" | "graphic" | "photo") => Kind::Picture,
        Some(_) => Kind::Other,
        None if holds("inlineXML") || holds("inlineData") => Kind::Text,
        None if holds("remoteContent") => Kind::Picture,
        None => Kind::Other,
    }
}

/// The text that a picture is for: one that links to it, else the one beside it in a group of a package,
/// else the only one.
fn owner(tree: &Tree, picture: Id, texts: &[Id]) -> Option<Id> {
    let name = |id: Id| tree.attribute(id, "guid");
    let own = name(picture);
    let refers = |id: Id, to: Option<&str>| {
        to.is_some()
            && tree.within(id).into_iter().any(|id| {
                matches!(tree.name(id), "link" | "itemRef" | "remoteContent" | "media" | "img")
                    && [
                        tree.attribute(id, "residref"),
                        tree.attribute(id, "href"),
                        tree.attribute(id, "src"),
                    ]
                    .contains(&to)
            })
    };
    if let Some(text) = texts.iter().find(|text| refers(**text, own)) {
        return Some(*text);
    }
    let groups = tree.all(Tree::ROOT, "group").filter(|group| refers(*group, own));
    for group in groups {
        let beside: Vec<Id> =
            texts.iter().copied().filter(|text| refers(group, name(*text))).collect();
        if let [text] = beside[..] {
            return Some(text);
        }
    }
    match texts {
        [text] => Some(*text),
        _ => None,
    }
}

/// The article of an item: what is in it, and what it says of itself where that says nothing.
fn article(tree: &Tree, item: Id, text: &str, account: &mut Account) -> Copy {
    let mut copy = content(tree, item, text, account);
    let Some(meta) = tree.child(item, "contentMeta") else { return copy };
    let mut walk = Walk::new(tree, text, account);
    let (had_headline, had_deck) = (!copy.headline.is_empty(), !copy.deck.is_empty());
    for id in tree.own(meta, "headline").collect::<Vec<_>>() {
        let said = walk.line_of(id);
        let role = tree.attribute(id, "role").unwrap_or("").to_ascii_lowercase();
        let known = |list: &[Text]| list.iter().any(|known| known.string() == said.string());
        if said.is_blank() || known(&copy.headline) || known(&copy.deck) {
            continue;
        }
        match role.rsplit(':').next().unwrap_or("") {
            "sub" | "subheadline" | "subhead" | "deck" if !had_deck => copy.deck.push(said),
            "over" | "overline" | "kicker" => copy.kicker.push(said),
            "" | "main" | "medium" | "long" | "title"
                if !had_headline && copy.headline.is_empty() =>
            {
                copy.headline.push(said);
            }
            _ => {
                let (words, at) = (said.string(), said.range());
                walk.account.leave_words("another headline", &words, at);
            }
        }
    }
    let mut one = |name: &str, part: &mut Option<Text>| {
        if part.is_none()
            && let Some(id) = tree.child(meta, name)
        {
            *part = Some(walk.line_of(id)).filter(|text| !text.is_blank());
        }
    };
    one("by", &mut copy.byline);
    one("dateline", &mut copy.dateline);
    one("creditline", &mut copy.source);
    for id in tree.own(meta, "description").collect::<Vec<_>>() {
        let role = tree.attribute(id, "role").unwrap_or("");
        let said = walk.line_of(id);
        if said.is_blank() {
            continue;
        }
        match role.rsplit(':').next().unwrap_or("") {
            "summary" | "abstract" | "intro" if copy.intro.is_empty() => copy.intro.push(said),
            _ => {
                let (words, at) = (said.string(), said.range());
                walk.account.leave_words("a description", &words, at);
            }
        }
    }
    copy
}

/// What the item's content set holds: NITF, XHTML or plain text.
fn content(tree: &Tree, item: Id, text: &str, account: &mut Account) -> Copy {
    let Some(set) = tree.child(item, "contentSet") else { return Copy::default() };
    if let Some(nitf) = tree.first(set, "nitf") {
        return nitf::read(tree, nitf, text, account);
    }
    if let Some(inline) = tree.child(set, "inlineXML") {
        let body = tree.first(inline, "body").unwrap_or(inline);
        let mut walk = Walk::new(tree, text, account);
        walk.part_of = super::xhtml_part;
        walk.body(body);
        let mut copy = walk.copy;
        plain::finish(&mut copy);
        return copy;
    }
    if let Some(inline) = tree.child(set, "inlineData") {
        let kind = tree.attribute(inline, "contenttype").unwrap_or("text/plain");
        let texts = tree.within(inline).into_iter().filter_map(|id| tree.text_of(id));
        let data: String = texts.collect();
        let at = tree.at(inline).start;
        let mut copy = match kind {
            "text/html" | "application/xhtml+xml" => super::html::read_piece(&data, account),
            _ => plain::read_body(&data, account),
        };
        super::stand_at(&mut copy, at);
        return copy;
    }
    Copy::default()
}

/// A picture item, or where it is instead of here, with its words.
fn picture(tree: &Tree, item: Id) -> Result<Picture, (String, String)> {
    let meta = tree.child(item, "contentMeta");
    let words = |name: &str| {
        meta.and_then(|meta| tree.child(meta, name)).map(|id| tree.words(id)).unwrap_or_default()
    };
    let descriptions = meta.into_iter().flat_map(|meta| tree.own(meta, "description"));
    let role = |id: &Id| tree.attribute(*id, "role").is_some_and(|role| role.ends_with("caption"));
    let descriptions: Vec<Id> = descriptions.collect();
    let caption = descriptions.iter().copied().find(role).or(descriptions.first().copied());
    let caption = caption.map(|id| tree.words(id)).unwrap_or_default();
    let credit = [words("creditline"), words("by")].into_iter().find(|words| !words.is_empty());
    let alt = descriptions.iter().copied().find(|id| {
        tree.attribute(*id, "role")
            .is_some_and(|role| role.ends_with("alt") || role.ends_with("accessibility"))
    });
    let alt = alt.map(|id| tree.words(id)).unwrap_or_default();
    let credit = credit.unwrap_or_default();
    // The largest, of several sizes.
    let size = |id: &Id| {
        let number = |name| tree.attribute(*id, name).and_then(|it| it.parse::<u64>().ok());
        number("width").or(number("size")).unwrap_or(0)
    };
    let contents =
        tree.all(item, "remoteContent").filter(|id| tree.attribute(*id, "href").is_some());
    let best = contents.max_by_key(|id| (size(id), usize::MAX - id));
    let address = best.and_then(|id| tree.attribute(id, "href")).unwrap_or("it names no file");
    match of_address(address) {
        Source::File(file @ (PictureFile::Beside(_) | PictureFile::Inside { .. }))
            if best.is_some() =>
        {
            Ok(Picture { file, smaller: Vec::new(), caption, credit, alt, at: tree.at(item).start })
        }
        _ => Err((address.to_owned(), super::joined_words(&caption, &credit))),
    }
}

fn tell_missing(tree: &Tree, item: Id, address: &str, account: &mut Account) {
    let at = tree.at(item).start;
    super::tell_missing_picture(address, at..at, account);
}

/// That an item may not be printed yet, or not at all.
fn tell_status(tree: &Tree, item: Id, account: &mut Account) {
    if let Some(id) = tree.first(item, "embargoed") {
        let date = tree.words(id);
        account.warn(
            codes::EMBARGO,
            tree.at(id),
            format!("the copy may not be printed before {date}"),
            "print it no earlier",
        );
    }
    let status =
        tree.first(item, "pubStatus").and_then(|id| Some((id, tree.attribute(id, "qcode")?)));
    if let Some((id, status)) = status.filter(|(_, status)| !status.ends_with("usable")) {
        account.warn(
            codes::EMBARGO,
            tree.at(id),
            format!("the copy's status is {status}"),
            "ask the agency whether it may be printed",
        );
    }
    for id in tree.all(item, "edNote").collect::<Vec<_>>() {
        account.leave_words("a note to editors", &tree.words(id), tree.at(id));
    }
}
