//! Copyfitting: a story that is over or short is treated, within its limits, until it fits.
//!
//! A model comes in ([`copyfit`]); the same model with its treatments written into it goes out:
//! paragraphs left out or asked for a line less, white above subheads and under heads, pictures of
//! another depth, headlines of another step. [`fill`](super::fill) sets it like any other. A story
//! that fits as it comes is left alone.
//!
//! Read `work.rs` (what may be done), `place.rs` (what that makes of a page), `bench.rs` (what it
//! is worth: the story is settled under it), `spread.rs` (what the eye sees of it), `attempt.rs` and `even.rs` (one way to make it fit),
//! `going.rs` (what may be left out), then `search.rs` (the best of several), `closer.rs` (steps from there)
//! and `feet.rs` (rooms of other shapes); `tell.rs` says what was done.

mod attempt;
mod bench;
mod closer;
mod even;
mod feet;
mod going;
mod place;
mod search;
mod spread;
mod tell;
mod work;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::compose::Composers;
use crate::diag::Findings;
use crate::page::model::{
    Means, OversetPolicy, PageId, PageModel, PartKind, Story, StoryId, Treated,
};
use crate::picture::Footprint;
use crate::text::Extent;

use super::pages::{HeadSizes, Outlines, heads_apart};
use super::thread::items_of;
use super::type_case::TypeCase;
use bench::{Bench, homes, source_of};
use search::{Found, search};
pub use tell::told_of_fit;
use work::Work;

/// A model in which stories were treated, and what was done.
pub struct Fitted {
    pub model: PageModel,
    /// In the order of the stories; those that were treated alone.
    pub stories: Vec<FittedStory>,
    /// What was left out of them.
    pub findings: Findings,
}

/// What was done for one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedStory {
    pub story: StoryId,
    /// Lines of its room, untreated.
    pub room: i64,
    /// Lines that stayed empty, less those that were over.
    pub before: i64,
    /// Lines that may stay empty.
    pub short: i64,
    /// Of those that stayed empty a house advertisement takes so many.
    pub filled: i64,
    /// Its legs are levelled: it is still short.
    pub level: bool,
    /// In the order in which they were used.
    pub treatments: Vec<Remedy>,
}

/// One treatment and what it gained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub means: Means,
    /// Lines of white in all, lines of picture, thousandths of an em, steps, paragraphs.
    pub amount: i64,
    /// Lines by which the story takes less; negative: more.
    pub lines: i64,
}

/// Treats the stories that do not fit. None where there are none.
pub fn copyfit(
    model: &PageModel,
    composers: &Composers<'_>,
    pictures: &[Footprint],
) -> Option<Fitted> {
    let outlines = Outlines { case: TypeCase::new(composers), footprints: pictures };
    let wanted: Vec<StoryId> = (0..)
        .map(StoryId)
        .zip(&model.stories)
        .filter(|(_, story)| story.copyfit.is_some())
        .map(|(id, _)| id)
        .collect();
    if wanted.is_empty() {
        return None;
    }
    let on: BTreeSet<PageId> =
        wanted.iter().flat_map(|id| homes(model, *id)).map(|(page, _)| page).collect();
    let heads = heads_apart(outlines, model, |page| on.contains(&page));
    let fit = |id: StoryId| Some((id, fit_story(outlines, (model, &heads), id)?));
    let found: Vec<(StoryId, Found)> = wanted.into_par_iter().filter_map(fit).collect();
    if found.is_empty() {
        return None;
    }
    let mut fitted =
        Fitted { model: model.clone(), stories: Vec::new(), findings: Findings::default() };
    for (id, found) in found {
        fitted.findings.append(&tell::left_out(model, id, &found));
        write(&mut fitted.model, id, &found);
        let Found { room, before, short, filled, level, treatments, .. } = found;
        let of = FittedStory { story: id, room, before, short, filled, level, treatments };
        fitted.stories.push(of);
    }
    Some(fitted)
}

fn fit_story(
    outlines: Outlines<'_>,
    (model, heads): (&PageModel, &HeadSizes),
    id: StoryId,
) -> Option<Found> {
    let story = model.story(id);
    let limits = story.copyfit.as_ref()?;
    let mut items = items_of(model, id, source_of(model, id));
    going::keep_what_is_quoted(model, &mut items);
    let bench = || Bench::new(outlines, (model, heads), id, &items);
    let goes_on = model.document.overset == OversetPolicy::Continue;
    // What is over for all that is done goes on over further pages: then nothing need be.
    let found = search(bench()?, limits).filter(|found| found.after >= 0 || !goes_on);
    // Where it stays short its house advertisement stands as it would without, and the rest is filled.
    match bench()?.filler().filter(|_| found.as_ref().is_some_and(|found| found.level)) {
        Some(filled) => {
            let lines = filled.lines;
            let over_it = search(bench()?.over(filled), limits);
            let over_it = over_it.filter(|found| !found.level && found.after >= 0);
            over_it.map(|of| Found {
                filled: lines,
                room: of.room + lines,
                before: of.before + lines,
                ..of
            })
        }
        None => found,
    }
}

/// Writes what was found into the model.
fn write(model: &mut PageModel, id: StoryId, found: &Found) {
    let Found { work, level, .. } = found;
    for (at, page) in (0..).map(PageId).zip(&mut model.pages) {
        place::treat(at, page, id, &work.geometry);
        if *level {
            place::level(page, id);
        }
    }
    let items = items_of(model, id, &[]);
    let stories = model.stories_of(id);
    for (at, item) in items.iter().enumerate() {
        let story = item.story(&stories).0 as usize;
        let Some(story) = model.stories.get_mut(story) else { continue };
        let white = work.white.get(&at).copied().unwrap_or(0);
        let opens = item.opens().is_some();
        if opens {
            story.white = white;
        }
        let Some(part) = item.body_part() else { continue };
        let Some(part) = story.body.get_mut(part as usize) else { continue };
        let leeway = work.tracking.get(&at).copied().unwrap_or_default();
        let treated = Treated {
            left_out: work.left_out.contains(&at),
            white: if opens { 0 } else { white },
            extent: leeway.extent,
            give: leeway.give,
        };
        debug_assert!(
            treated.extent != Extent::Own || treated.give == 0,
            "what gives, gives for a line"
        );
        if treated != Treated::default() {
            part.treated = treated;
        }
    }
    for of in model.stories_of(id) {
        if let Some(story) = model.stories.get_mut(of.0 as usize) {
            count_on(story);
        }
    }
    let gone = work.heads.iter().filter_map(|at| items.get(*at));
    let gone: BTreeSet<StoryId> = gone.map(|item| item.story(&stories)).collect();
    take_out(model, id, &gone);
}

/// Lists that begin with a higher number are of years, say: each item keeps its own.
const MOST_COUNTED: u32 = 99;

/// The items of a list behind one that is left out count on without it.
fn count_on(story: &mut Story) {
    let (mut before, mut gone) = (None, 0);
    for part in &mut story.body {
        let PartKind::Numbered(number) = &mut part.kind else {
            (before, gone) = (None, 0);
            continue;
        };
        let goes_on = before.is_some_and(|before: u32| before.checked_add(1) == Some(*number));
        before = Some(*number);
        gone = if goes_on { gone } else { 0 };
        if *number > MOST_COUNTED {
            continue;
        }
        if part.treated.left_out {
            gone += 1;
        } else {
            *number -= gone;
        }
    }
}

/// Takes notices that are left out whole out of their stack, with their heads.
fn take_out(model: &mut PageModel, stack: StoryId, gone: &BTreeSet<StoryId>) {
    for id in gone {
        if let Some(story) = model.stories.get_mut(id.0 as usize) {
            story.lose_head();
        }
    }
    if let Some(stack) = model.stories.get_mut(stack.0 as usize) {
        stack.stack.retain(|id| !gone.contains(id));
    }
}

impl Work {
    fn is_none(&self) -> bool {
        *self == Work::default()
    }
}
