//! [`threads`]: the legs that each story's text runs through (article threads, ISO 32000-1
//! 12.4.3).

use std::collections::BTreeMap;

use super::story::headline;
use crate::flow::{Filled, Frame, Leg};
use crate::measure::Rect;
use crate::page::model::{PageModel, StoryId};

/// The way through a story, leg by leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub story: StoryId,
    pub title: String,
    /// At least one.
    pub beads: Vec<Bead>,
}

/// A leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bead {
    /// By its place in the drawing list.
    pub page: usize,
    /// Around its lines.
    pub rect: Rect,
}

/// The threads of all stories whose text is on a page. Lines are placed in the order of the
/// text, so legs are met in order.
pub fn threads(model: &PageModel, filled: &Filled) -> Vec<Thread> {
    let mut found: BTreeMap<StoryId, Vec<(usize, Leg, Rect)>> = BTreeMap::new();
    for (page, set) in filled.pages.iter().enumerate() {
        for frame in &set.frames {
            let Frame::Line(line) = frame else { continue };
            let Some((story, leg)) = line.usage.story().zip(line.leg) else { continue };
            let legs = found.entry(story).or_default();
            match legs.last_mut() {
                Some((on, last, rect)) if (*on, *last) == (page, leg) => {
                    *rect = rect.union(&line.rect);
                }
                _ => legs.push((page, leg, line.rect)),
            }
        }
    }
    let thread = |(id, legs): (StoryId, Vec<(usize, Leg, Rect)>)| {
        let story = model.stories.get(id.0 as usize)?;
        let beads = legs.into_iter().map(|(page, _, rect)| Bead { page, rect }).collect();
        Some(Thread { story: id, title: headline(story), beads })
    };
    found.into_iter().filter_map(thread).collect()
}
