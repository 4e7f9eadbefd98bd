//! An intro: over all legs of its block, in whole characters of its own size.

use std::sync::Arc;

use crate::diag::Findings;
use crate::measure::Length;
use crate::page::model::{LegEnd, LineGrid, Part, StoryId};
use crate::page::style::{Role, StyleSheet};
use crate::text::RichText;

use crate::flow::corner::{Corner, Start};
use crate::flow::frame::{Frame, OverLine};
use crate::flow::thread::{
    Item, Keeps, Lane, LinePlace, Obstacles, Region, Room, Treatment, items_of_part, settle,
};
use crate::flow::type_case::TypeCase;

pub(super) struct IntroSpec<'a> {
    pub story: StoryId,
    pub texts: &'a [Arc<RichText>],
    pub styles: &'a Arc<StyleSheet>,
    pub grid: LineGrid,
    pub corner: Corner,
    pub obstacles: Obstacles,
    pub inline: Length,
    pub width: Length,
    pub start: Length,
    pub end: Length,
}

pub(super) struct SetIntro {
    pub frames: Vec<Frame>,
    /// Whole lines, the white below included.
    pub depth: Length,
    /// The outer edges of its first and last em boxes.
    pub first: Length,
    pub last: Length,
    /// Lines that found no place, and their characters.
    pub over: Vec<OverLine>,
    pub characters_over: usize,
    pub findings: Findings,
}

/// Sets an intro from `start` on.
pub(super) fn set_intro(case: TypeCase<'_>, spec: IntroSpec<'_>) -> SetIntro {
    let items: Vec<Item> = items_of_part(spec.texts, Part::Intro, Role::Intro).collect();
    let lane = Lane { inline: spec.inline, width: spec.width, start: spec.start, end: spec.end };
    let room = Room::from(Region {
        grid: spec.grid,
        lanes: vec![lane],
        obstacles: spec.obstacles,
        styles: spec.styles.clone(),
        leg_end: LegEnd::Line,
        balance: false,
        closing: None,
        opened: false,
        head: None,
    });
    let treatment = Treatment { keeps: Keeps::GivenUp, ..Treatment::default() };
    let settled = settle(case, &items, &room, &treatment);
    let below = spec.styles.get(Role::Intro).below.of(spec.grid.line);
    let mut set = SetIntro {
        frames: Vec::new(),
        depth: Length::ZERO,
        first: spec.start,
        last: spec.start,
        over: Vec::new(),
        characters_over: settled.over.characters,
        findings: settled.findings,
    };
    for settled in settled.lines {
        let item = items.get(settled.item);
        let Some((texts, usage)) = item.and_then(|item| item.texts(&[spec.story], settled.of))
        else {
            debug_assert!(false, "a settled line is of an item that was given");
            continue;
        };
        let (text, line) = (texts.text, Arc::unwrap_or_clone(settled.line));
        match settled.place {
            LinePlace::At { inline, block, .. } => {
                if set.frames.is_empty() {
                    set.first = block;
                }
                set.last = set.last.max(block + line.em.block);
                let start = Start { inline, block };
                set.frames.push(spec.corner.line(start, line, text, usage));
            }
            LinePlace::Over(_) => set.over.push(OverLine { text, tail: None, line }),
        }
    }
    if !set.frames.is_empty() {
        set.depth = depth(set.last - spec.start, below, spec.grid.line);
    }
    set
}

/// Whole lines with `below` under the text, but one less where rounding up would leave over a
/// line and a quarter and at least half a line stays.
fn depth(text: Length, below: Length, line: Length) -> Length {
    let rounded = line * (text + below).covered_by(line);
    let less = rounded - line;
    if rounded - text > line.scale(5, 4).max(below) && less - text >= (line / 2).min(below) {
        less
    } else {
        rounded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intro_takes_whole_lines() {
        let pt = Length::from_centipt;
        // One to four lines of 10.5 on 18 points.
        let depths: Vec<i64> = (0..4)
            .map(|n| depth(pt(1050 + 1800 * n), pt(1200), pt(1200)).whole(pt(1200)))
            .collect();
        assert_eq!(depths, [2, 3, 5, 6]);
    }
}
