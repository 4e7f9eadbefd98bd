//! [`read`]: NITF, the News Industry Text Format of the IPTC.

use super::copy::{Block, Copy, Text};
use super::markup::Walk;
use super::told::Account;
use super::tree::{Id, Tree};
use crate::diag::codes::import as codes;

/// The article of a `nitf` element, wherever that stands.
pub fn read(tree: &Tree, nitf: Id, text: &str, account: &mut Account) -> Copy {
    let mut walk = Walk::new(tree, text, account);
    let body = tree.child(nitf, "body");
    let head = body.and_then(|body| tree.child(body, "body.head"));
    if let Some(head) = head {
        read_head(&mut walk, head);
    }
    let content = body.and_then(|body| tree.child(body, "body.content"));
    if let Some(content) = content.or(body.filter(|_| head.is_none())) {
        walk.body(content);
    }
    if let Some(end) = body.and_then(|body| tree.child(body, "body.end")) {
        read_end(&mut walk, end);
    }
    let mut copy = std::mem::take(&mut walk.copy);
    if copy.headline.is_empty()
        && let Some(title) = tree.child(nitf, "head").and_then(|head| tree.child(head, "title"))
    {
        copy.headline.extend(Some(walk.line_of(title)).filter(|text| !text.is_blank()));
    }
    if let Some(docdata) = tree.first(nitf, "docdata") {
        tell_limits(tree, docdata, account);
    }
    super::plain::finish(&mut copy);
    copy
}

fn read_head(walk: &mut Walk<'_, '_>, head: Id) {
    let tree = walk.tree;
    for part in tree.children(head).to_vec() {
        match tree.name(part) {
            "hedline" => {
                for line in tree.children(part).to_vec() {
                    let said = walk.line_of(line);
                    match tree.name(line) {
                        _ if said.is_blank() => {}
                        "hl1" => walk.copy.headline.push(said),
                        // Some write the headline twice.
                        "hl2"
                            if walk.copy.headline.iter().any(|it| it.string() == said.string()) => {
                        }
                        "hl2" => walk.copy.deck.push(said),
                        _ => {}
                    }
                }
            }
            "byline" => {
                let said = parts_of(walk, part);
                set(&mut walk.copy.byline, said, walk.account, "a second byline");
            }
            "dateline" => {
                let said = parts_of(walk, part);
                set(&mut walk.copy.dateline, said, walk.account, "a second dateline");
            }
            "distributor" => {
                let said = walk.line_of(part);
                set(&mut walk.copy.source, said, walk.account, "a second distributor");
            }
            "abstract" => {
                let paragraphs: Vec<Id> = tree.all(part, "p").collect();
                let paragraphs = if paragraphs.is_empty() { vec![part] } else { paragraphs };
                for paragraph in paragraphs {
                    let said = walk.line_of(paragraph);
                    walk.copy.intro.extend(Some(said).filter(|text| !text.is_blank()));
                }
            }
            "note" => {
                let words = tree.words(part);
                walk.account.leave_words("a note to editors", &words, tree.at(part));
            }
            "rights" => {
                let words = tree.words(part);
                walk.account.leave_words("a notice of rights", &words, tree.at(part));
            }
            "series" | "" => {}
            _ => {
                let words = tree.words(part);
                walk.account.leave_words("a part of the head", &words, tree.at(part));
            }
        }
    }
}

/// Place and day, a name and its title, as the copy writes them one behind the other. A day that is only a
/// number for machines is none.
fn parts_of(walk: &mut Walk<'_, '_>, id: Id) -> Text {
    let tree = walk.tree;
    let mut said = Text::default();
    // A blank that the copy has between two parts; a line end is its layout's.
    let mut blank = false;
    let is_blank = |edge: &str| !edge.is_empty() && !edge.contains('\n');
    for part in tree.children(id).to_vec() {
        let words = tree.text_of(part).unwrap_or("");
        let before = blank || is_blank(&words[..words.len() - words.trim_start().len()]);
        blank = is_blank(&words[words.trim_end().len()..]);
        let text = match tree.text_of(part) {
            Some(words) => {
                let kept = words.trim();
                let start = words.len() - words.trim_start().len();
                Text::plain(kept, tree.at(part).start + start)
            }
            None => walk.line_of(part),
        };
        let of_machines = |c: char| c.is_ascii_digit() || "TZ:+-.".contains(c);
        let is_number = tree.name(part) == "story.date" && text.string().chars().all(of_machines);
        if text.is_blank() || is_number {
            blank |= before;
            continue;
        }
        if !said.runs.is_empty() && !text.string().starts_with([',', '，', '（', '(']) {
            let (one, two) = (said.string(), text.string());
            let (one, two) = (one.chars().next_back(), two.chars().next());
            let solid = one.zip(two).is_some_and(|(one, two)| crate::text::joins(one, two));
            if before || !solid {
                said.push_str(" ", text.range().start, Default::default());
            }
        }
        said.append(text);
    }
    said
}

fn set(part: &mut Option<Text>, said: Text, account: &mut Account, what: &str) {
    match part {
        _ if said.is_blank() => {}
        None => *part = Some(said),
        Some(_) => account.leave_words(what, &said.string(), said.range()),
    }
}

/// What stands below the text: its last words.
fn read_end(walk: &mut Walk<'_, '_>, end: Id) {
    let tree = walk.tree;
    for part in tree.children(end).to_vec() {
        let said = walk.line_of(part);
        if said.is_blank() {
            continue;
        }
        match tree.name(part) {
            "tagline" if super::credits::is_agency(&said.string()) => {
                walk.copy.body.push(Block::Paragraph(said));
            }
            "tagline" if walk.copy.source.is_none() => walk.copy.source = Some(said),
            _ => {
                let (words, at) = (said.string(), said.range());
                walk.account.leave_words("a line below the text", &words, at);
            }
        }
    }
}

/// Until when a text may not be printed, and that it is not to be.
fn tell_limits(tree: &Tree, docdata: Id, account: &mut Account) {
    if let Some(id) = tree.first(docdata, "date.release")
        && let Some(date) = tree.attribute(id, "norm")
    {
        // Most are of the past: the desk knows.
        account.note(
            codes::EMBARGO,
            tree.at(id),
            format!("the copy is released from {date}"),
            "print it no earlier",
        );
    }
    if let Some(id) = tree.first(docdata, "date.expire")
        && let Some(date) = tree.attribute(id, "norm")
    {
        account.note(
            codes::EMBARGO,
            tree.at(id),
            format!("the copy expires at {date}"),
            "print it no later",
        );
    }
    if let Some(id) = tree.first(docdata, "ed-msg") {
        let said = tree.attribute(id, "info").map_or_else(|| tree.words(id), str::to_owned);
        account.leave_words("a message to editors", &said, tree.at(id));
    }
}
