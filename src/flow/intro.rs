//! An intro: over all legs of its block, in whole characters of its own size.

use std::sync::Arc;

use crate::diag::Findings;
use crate::measure::{Length, LogicalRect};
use crate::page::model::{LegEnd, LineGrid, Part, StoryId, TextId};
use crate::page::style::{Role, StyleSheet};
use crate::text::RichText;

use super::desk::{Corner, Desk};
use super::frame::Frame;
use super::items::{Item, Shelf, items_of_part};
use super::shortfall::report_lines;
use super::slots::{Lane, Region};
use super::thread::{Keeps, LinePlace, Outcome, ThreadLine, set_thread};

pub(super) struct IntroSpec<'a> {
    pub story: StoryId,
    pub texts: &'a [Arc<RichText>],
    pub styles: &'a Arc<StyleSheet>,
    pub grid: LineGrid,
    pub corner: Corner,
    pub obstacles: Vec<LogicalRect>,
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
    /// Lines that found no place.
    pub over: Vec<(TextId, ThreadLine)>,
}

/// Sets an intro from `start` on.
pub(super) fn set_intro(desk: &Desk<'_>, spec: IntroSpec<'_>, diags: &mut Findings) -> SetIntro {
    let items: Vec<Item> = items_of_part(spec.texts, Part::Intro, Role::Intro).collect();
    let region = Region {
        sheet: 0,
        block: None,
        outer: spec.corner.outer,
        grid: spec.grid,
        lanes: vec![Lane {
            inline: spec.inline,
            width: spec.width,
            start: spec.start,
            end: spec.end,
        }],
        obstacles: spec.obstacles,
        styles: spec.styles.clone(),
        leg_end: LegEnd::Line,
        balance: false,
        // What is over of its measure stands at the end, in a box too.
        centred: false,
        cap: Length::MAX,
    };
    let mut shelf = Shelf::default();
    let keeps = Keeps::GivenUp;
    let regions = [region];
    let out = set_thread(desk, &regions, &items, keeps, (&mut shelf, diags));
    report_lines(desk, &regions, &items, &out, (&mut shelf, diags));
    place(out, (spec.story, &items), spec.corner, spec.start, (spec.styles, &spec.grid))
}

fn place(
    out: Outcome,
    (story, items): (StoryId, &[Item]),
    corner: Corner,
    start: Length,
    (styles, grid): (&StyleSheet, &LineGrid),
) -> SetIntro {
    let mut set = SetIntro {
        frames: Vec::new(),
        depth: Length::ZERO,
        first: start,
        last: start,
        over: Vec::new(),
    };
    let mut begun = false;
    for line in out.lines {
        let Some(item) = items.get(line.item) else { continue };
        match line.place {
            LinePlace::At { inline, block, .. } => {
                if !begun {
                    (set.first, begun) = (block, true);
                }
                set.last = set.last.max(block + line.line.em.block);
                let (at, text) = ((inline, block), item.text_id(story));
                set.frames.push(corner.line(at, line.line, (text, None), item.usage(story)));
            }
            LinePlace::Over(_) => set.over.push((item.text_id(story), line)),
        }
    }
    if begun {
        let below = styles.get(Role::Intro).below.of(grid.line);
        set.depth = depth(set.last - start, below, grid.line);
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
