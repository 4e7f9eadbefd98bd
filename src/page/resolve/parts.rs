//! Which block sets which part of an article.
//!
//! A block that names parts gets them. The first block that names none gets what nobody names,
//! and further ones carry the body on. Parts that are left over go to their default place: head
//! and intro to the first block of the body, the source below the byline or after the body.

use super::Cx;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Span};
use crate::page::model::{Part, Story};
use crate::source::layout::{BlockTable, PartWord};

fn parts_of(word: PartWord) -> &'static [Part] {
    match word {
        PartWord::Head => &Part::HEAD,
        PartWord::Label => &[Part::Label],
        PartWord::Kicker => &[Part::Kicker],
        PartWord::Headline => &[Part::Headline],
        PartWord::Deck => &[Part::Deck],
        PartWord::Byline => &[Part::Byline],
        PartWord::Intro => &[Part::Intro],
        PartWord::Body => &[Part::Body],
        PartWord::Source => &[Part::Source],
    }
}

/// Whether the article's text is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copy {
    In,
    /// The article could not be read, and a diagnostic says so.
    Missing,
}

/// The parts of each of a story's blocks, in the same order, each list sorted.
pub(super) fn parts(
    cx: &mut Cx<'_>,
    story: &Story,
    copy: Copy,
    blocks: &[&BlockTable],
) -> Vec<Vec<Part>> {
    let mut taken: Vec<(Part, Span)> = Vec::new();
    let mut parts: Vec<Vec<Part>> = Vec::with_capacity(blocks.len());
    for block in blocks {
        parts.push(named(cx, story, copy, block, &mut taken));
    }
    if copy == Copy::Missing {
        return placeholders(blocks, parts);
    }
    leave_to_unnamed(cx, story, blocks, &mut parts, &taken);
    defaults(cx, story, &mut parts);
    parts.iter_mut().for_each(|parts| parts.sort());
    parts
}

/// The parts that a block names and the article has.
fn named(
    cx: &mut Cx<'_>,
    story: &Story,
    copy: Copy,
    block: &BlockTable,
    taken: &mut Vec<(Part, Span)>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for word in block.part.iter().flatten() {
        let there = |part: &Part| copy == Copy::Missing || story.has(*part);
        if !parts_of(word.value).iter().any(there) {
            let what = if block.part.as_ref().is_some_and(|parts| parts.len() > 1) {
                "a part of the block"
            } else {
                THE_BLOCK
            };
            nothing(cx, (word.span, what), story, &format!("no {}", word_name(word.value)));
        }
        for part in parts_of(word.value).iter().copied().filter(there) {
            let before = taken.iter().find(|(other, _)| *other == part);
            match before {
                // The body may flow through several blocks, but stands once in each.
                Some(_) if part == Part::Body && !parts.contains(&part) => {}
                Some((_, before)) => {
                    let message = format!("the {} of {} is placed twice", part.name(), story.name);
                    cx.push(
                        Diagnostic::error(codes::PLACED_TWICE, message)
                            .at(word.span, "here again")
                            .and_at(*before, "placed here")
                            .help("name each part in one block; only the body may go on"),
                    );
                    continue;
                }
                None => {}
            }
            taken.push((part, word.span));
            parts.push(part);
        }
    }
    parts
}

fn word_name(word: PartWord) -> &'static str {
    match word {
        PartWord::Head => "head",
        other => parts_of(other).first().map_or("part", |part| part.name()),
    }
}

const THE_BLOCK: &str = "the block";

fn nothing(cx: &mut Cx<'_>, (span, what): (Span, &str), story: &Story, why: &str) {
    cx.push(
        Diagnostic::warning(codes::NOTHING_TO_SET, format!("{what} has nothing to set"))
            .at(span, format!("{} has {why}", story.name))
            .help("write the part in the article, or take it out of `part`, and the block out where it has no other"),
    );
}

/// Copy that is not in yet holds the places of its text.
fn placeholders(blocks: &[&BlockTable], mut parts: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    for (block, parts) in blocks.iter().zip(&mut parts) {
        if block.part.is_none() {
            *parts = vec![Part::Body];
        }
        parts.sort();
        parts.dedup();
    }
    parts
}

/// Blocks without `part`: "everything not placed elsewhere".
fn leave_to_unnamed(
    cx: &mut Cx<'_>,
    story: &Story,
    blocks: &[&BlockTable],
    parts: &mut [Vec<Part>],
    taken: &[(Part, Span)],
) {
    let free = |part: Part| story.has(part) && !taken.iter().any(|(other, _)| *other == part);
    let mut first = true;
    for (block, parts) in blocks.iter().zip(parts) {
        if block.part.is_some() {
            continue;
        }
        parts.extend(Part::ALL.into_iter().filter(|&part| match part {
            Part::Body => free(part),
            // By default below the byline or after the body: given out last.
            Part::Source => false,
            _ => first && free(part),
        }));
        let source_alone = first && free(Part::Source) && parts.is_empty();
        if source_alone {
            parts.push(Part::Source);
        }
        if parts.is_empty() {
            let span = block.article.as_ref().map_or(block.span, |key| key.span);
            nothing(cx, (span, THE_BLOCK), story, "no part left for it");
        }
        first = false;
    }
}

fn defaults(cx: &mut Cx<'_>, story: &Story, parts: &mut [Vec<Part>]) {
    if parts.is_empty() {
        return;
    }
    for part in Part::ALL {
        if !story.has(part) || parts.iter().flatten().any(|&placed| placed == part) {
            continue;
        }
        let thread = parts.iter().position(|parts| parts.contains(&Part::Body));
        let home = match part {
            Part::Body => None,
            Part::Source => {
                let byline = parts.iter().position(|parts| parts.contains(&Part::Byline));
                let head = parts.iter().rposition(|parts| parts.iter().any(|&p| p.is_head()));
                let last = parts.iter().rposition(|parts| parts.contains(&Part::Body));
                byline.or(head).or(last).or(parts.len().checked_sub(1))
            }
            // A story without a body: with the parts that it has.
            _ => thread.or(parts.iter().position(|parts| !parts.is_empty())),
        };
        match home.and_then(|home| parts.get_mut(home)) {
            Some(parts) => parts.push(part),
            None => {
                let message = format!("the {} of {} has no block", part.name(), story.name);
                cx.push(
                    Diagnostic::error(codes::NO_BODY_BLOCK, message)
                        .at(story.span, "its text would be lost")
                        .help(format!(
                            "add a block with `part = \"{}\"`, or leave `part` out of one",
                            part.name()
                        )),
                );
            }
        }
    }
}
