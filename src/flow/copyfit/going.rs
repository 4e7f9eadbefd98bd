//! What of a story may go, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::num::NonZeroU8;

use crate::flow::thread::Item;
use crate::page::model::{BlockContent, PageModel};
use crate::page::style::Role;
use crate::text::{Aligned, Mark, Quoted};

use super::work::Work;

/// What may go with its rank: from the last, those of higher numbers first.
fn in_order(items: &[Item]) -> Vec<(u8, usize)> {
    let marked = items.iter().enumerate();
    let marked = marked.filter_map(|(at, item)| Some((item.marks().optional?.get(), at)));
    let mut all: Vec<(u8, usize)> = marked.collect();
    all.sort_unstable_by_key(|of| Reverse(*of));
    all
}

/// What goes next of what may, with what cannot stay without it. Of one rank the last of a notice's text,
/// with which its head goes, comes after all others.
pub(super) fn next(
    items: &[Item],
    work: &Work,
    may: impl Fn(&usize) -> bool,
) -> Option<Vec<usize>> {
    let mut stays = in_order(items);
    stays.retain(|(_, at)| !work.left_out.contains(at) && may(at));
    let of_rank = |of: &[(u8, usize)]| {
        let groups = of.iter().filter_map(|(_, at)| with_subhead(items, work, *at));
        let groups: Vec<(Going, Vec<usize>)> = groups.collect();
        let best = groups.into_iter().min_by_key(|(going, _)| *going);
        best.map(|(_, group)| group)
    };
    stays.chunk_by(|one, next| one.0 == next.0).find_map(of_rank)
}

/// Whether a notice goes with what is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Going {
    Alone,
    WithHead,
}

/// Leaves items out, and the heads under which no text stands then.
pub(super) fn leave_out(items: &[Item], work: &mut Work, group: &[usize]) {
    work.left_out.extend(group);
    work.heads = heads(items, &work.left_out);
}

/// Brings them back, and their heads.
pub(super) fn bring_back(items: &[Item], work: &mut Work, group: &[usize]) {
    group.iter().for_each(|at| _ = work.left_out.remove(at));
    work.heads = heads(items, &work.left_out);
}

/// What is left of the notices of a stack that all of the text is left out of: their heads.
fn heads(items: &[Item], left_out: &BTreeSet<usize>) -> BTreeSet<usize> {
    let gone = gone(items, left_out);
    let of_gone = items.iter().enumerate().filter(|(_, item)| gone.contains(&item.of()));
    of_gone.map(|(at, _)| at).filter(|at| !left_out.contains(at)).collect()
}

/// The notices of a stack that had a text and have none.
fn gone(items: &[Item], left_out: &BTreeSet<usize>) -> BTreeSet<u32> {
    if items.first().is_none_or(|item| item.opens().is_none()) {
        return BTreeSet::new();
    }
    let texts = || items.iter().enumerate().filter(|(_, item)| !item.is_piece());
    let mut gone: BTreeSet<u32> = texts().map(|(_, item)| item.of()).collect();
    for (_, item) in texts().filter(|(at, _)| !left_out.contains(at)) {
        gone.remove(&item.of());
    }
    gone
}

/// What goes with an item: the subhead that would be left over, if it may. None where it may not, or
/// where no text would be left of a story, or no notice of a stack.
fn with_subhead(items: &[Item], work: &Work, at: usize) -> Option<(Going, Vec<usize>)> {
    let mut group = vec![at];
    // The head of a notice is none of its body.
    let subhead = left_over_by(items, work, at)
        .and_then(|before| Some((before, items.get(before)?)))
        .filter(|(_, item)| item.body_part().is_some());
    if let Some((before, item)) = subhead {
        item.marks().optional?;
        group.push(before);
    }
    let mut left_out = work.left_out.clone();
    left_out.extend(&group);
    if leaves_attribution(items, &left_out, at) {
        return None;
    }
    let stays = |(at, item): (usize, &Item)| !item.is_piece() && !left_out.contains(&at);
    if !items.iter().enumerate().any(stays) {
        return None;
    }
    let (before, after) = (gone(items, &work.left_out).len(), gone(items, &left_out).len());
    if after == before {
        return Some((Going::Alone, group));
    }
    let all: BTreeSet<u32> = items.iter().map(Item::of).collect();
    (after < all.len()).then_some((Going::WithHead, group))
}

/// Whether nothing stays of an item's quotation but who said it, set at the end.
fn leaves_attribution(items: &[Item], left_out: &BTreeSet<usize>, at: usize) -> bool {
    if !is_quote(items, at) {
        return false;
    }
    let first = (1..=at).rev().take_while(|at| goes_on(items, *at)).last().map_or(at, |at| at - 1);
    let behind = (first + 1..items.len()).take_while(|at| goes_on(items, *at));
    let mut stays =
        std::iter::once(first).chain(behind).filter(|at| !left_out.contains(at)).peekable();
    let is_end = |at: usize| items.get(at).is_some_and(|item| item.marks().aligned == Aligned::End);
    stays.peek().is_some() && stays.all(is_end)
}

fn is_quote(items: &[Item], at: usize) -> bool {
    items.get(at).and_then(Item::words).is_some_and(|words| words.role == Role::Quote)
}

/// Whether an item is of one quotation with that before it.
fn goes_on(items: &[Item], at: usize) -> bool {
    let words = items.get(at).and_then(Item::words);
    is_quote(items, at) && words.is_some_and(|words| words.quoted == Quoted::GoesOn)
}

/// What went last of what is left out: a subhead comes back with its text.
pub(super) fn last(items: &[Item], work: &Work) -> Option<Vec<usize>> {
    let mut gone = in_order(items).into_iter().filter(|(_, at)| work.left_out.contains(at));
    let (_, last) = gone.next_back()?;
    groups(items, work).into_iter().find(|group| group.contains(&last))
}

/// What is left out as it may come back: what would go last first, and of it nothing before all of what
/// goes later has.
pub(super) fn coming_back(items: &[Item], work: &Work) -> Vec<(u8, Vec<usize>)> {
    let rank = |group: &Vec<usize>| {
        let marks = group.iter().filter_map(|at| items.get(*at)?.marks().optional);
        marks.map(NonZeroU8::get).min().unwrap_or(0)
    };
    let mut all: Vec<(u8, Vec<usize>)> =
        groups(items, work).into_iter().map(|group| (rank(&group), group)).collect();
    all.sort_by_key(|(rank, _)| *rank);
    all
}

/// A passage that stands on a page as a quote stays in its story.
pub(super) fn keep_what_is_quoted(model: &PageModel, items: &mut [Item]) {
    let texts = model.blocks().filter_map(|(_, _, block)| match &block.content {
        BlockContent::Text(text) => Some(text.pieces.iter().map(|piece| &piece.text.text)),
        _ => None,
    });
    let printed: Vec<&String> = texts.flatten().collect();
    for item in items {
        let Item::Text(words) = item else { continue };
        let text = &words.text;
        let pulled = text.marks.iter().filter(|markup| markup.mark == Mark::Pull);
        let mut pulled = pulled.filter_map(|markup| {
            text.text.get(markup.range.start as usize..markup.range.end as usize)
        });
        if pulled.any(|words| printed.iter().any(|text| text.contains(words))) {
            words.marks.optional = None;
        }
    }
}

/// What is left out, each subhead with its text and each quotation with who said it.
pub(super) fn groups(items: &[Item], work: &Work) -> Vec<Vec<usize>> {
    let is_piece = |at: usize| items.get(at).is_some_and(Item::is_piece);
    let left_out: Vec<usize> = work.left_out.iter().copied().collect();
    left_out
        .chunk_by(|one, next| *next == one + 1 && (is_piece(*one) || goes_on(items, *next)))
        .map(<[usize]>::to_vec)
        .collect()
}

/// The subhead that would have no text under it without an item.
fn left_over_by(items: &[Item], work: &Work, item: usize) -> Option<usize> {
    let stays = |at: &usize| !work.left_out.contains(at);
    let is_piece = |at: &usize| items.get(*at).is_some_and(Item::is_piece);
    let before = (0..item).rev().find(stays).filter(is_piece)?;
    let after = (item + 1..items.len()).find(stays);
    let left = after.is_none_or(|at| is_piece(&at)) && !is_piece(&item);
    left.then_some(before)
}
