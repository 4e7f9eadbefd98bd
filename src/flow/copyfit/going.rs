//! What of a story may go, and in which order.

use std::cmp::Reverse;

use crate::flow::thread::Item;

use super::work::Work;

/// From the last, those of higher numbers first.
fn in_order(items: &[Item]) -> Vec<usize> {
    let marked = items.iter().enumerate();
    let marked = marked.filter_map(|(at, item)| Some((item.marks().optional?.get(), at)));
    let mut all: Vec<(u8, usize)> = marked.collect();
    all.sort_unstable_by_key(|of| Reverse(*of));
    all.into_iter().map(|(_, at)| at).collect()
}

/// What goes next of what may, with what cannot stay without it.
pub(super) fn next(
    items: &[Item],
    work: &Work,
    may: impl Fn(&usize) -> bool,
) -> Option<Vec<usize>> {
    let stays = in_order(items).into_iter().filter(|at| !work.left_out.contains(at));
    stays.filter(may).find_map(|at| with_subhead(items, work, at))
}

/// What goes with an item: the subhead that would be left over, if it may. None where it may not.
fn with_subhead(items: &[Item], work: &Work, at: usize) -> Option<Vec<usize>> {
    match left_over_by(items, work, at) {
        None => Some(vec![at]),
        Some(subhead) => {
            let may_go = items.get(subhead).is_some_and(|item| item.marks().optional.is_some());
            may_go.then(|| vec![at, subhead])
        }
    }
}

/// What went last of what is left out: a subhead comes back with its text.
pub(super) fn last(items: &[Item], work: &Work) -> Option<Vec<usize>> {
    let mut gone = in_order(items).into_iter().filter(|at| work.left_out.contains(at));
    let last = gone.next_back()?;
    groups(items, work).into_iter().find(|group| group.contains(&last))
}

/// What is left out, each subhead with its text.
pub(super) fn groups(items: &[Item], work: &Work) -> Vec<Vec<usize>> {
    let is_piece = |at: usize| items.get(at).is_some_and(Item::is_piece);
    let left_out: Vec<usize> = work.left_out.iter().copied().collect();
    left_out
        .chunk_by(|one, next| is_piece(*one) && *next == one + 1)
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
