//! Heads that find their own size stand clear of their neighbours' (R103): the lesser one, which stands later
//! in the layout, takes a step that is smaller by a quarter where it has one.

use crate::flow::frame::{Frame, Usage};
use crate::measure::{Length, Rect};
use crate::page::model::{Block, Part, StoryId};

/// Heads under this size are those of briefs, which stand in a row on purpose.
const BRIEF: Length = Length::from_pt(18);
/// Neighbouring heads keep at least this proportion of sizes, in hundredths.
const PROPORTION: i64 = 125;
/// Side by side at most so many characters apart, one over the other at most so many lines.
const BESIDE: i64 = 3;
const FAR: i64 = 24;
/// No page has more heads of its own than this; on one that has they are left alone.
const MOST: usize = 64;

/// A headline as it was set.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct SetHeadline {
    pub story: StoryId,
    pub size: Length,
    /// It found its size by itself.
    pub fitted: bool,
    /// It fills its width, or need not.
    pub fills: bool,
    pub area: Rect,
}

impl SetHeadline {
    /// The rows of a headline among a block's frames.
    pub fn area_of(frames: &[Frame]) -> Option<Rect> {
        let rows = frames.iter().filter_map(|frame| match frame {
            Frame::Line(line) => match line.usage {
                Usage::Story { part: Part::Headline, .. } => Some(line.rect),
                _ => None,
            },
            _ => None,
        });
        rows.reduce(|a, b| {
            let (x, y) = (a.x.min(b.x), a.y.min(b.y));
            let (right, bottom) = (a.right().max(b.right()), a.bottom().max(b.bottom()));
            Rect { x, y, width: right - x, height: bottom - y }
        })
    }
}

/// The most that a headline may be beside those before it on its page; none where it may stay.
pub(super) fn most(
    headline: &SetHeadline,
    before: &[SetHeadline],
    block: &Block,
) -> Option<Length> {
    if !headline.fitted || before.len() > MOST {
        return None;
    }
    let near = before.iter().filter(|other| {
        other.story != headline.story
            && are_alike(headline.size, other.size)
            && are_near(&headline.area, &other.area, block)
    });
    near.map(|other| other.size.scale(100, PROPORTION)).min()
}

fn are_alike(one: Length, other: Length) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    large.units() * 100 < small.units() * PROPORTION && large > BRIEF
}

/// Beside one another at one height, or one over the other.
fn are_near(one: &Rect, other: &Rect, block: &Block) -> bool {
    let apart =
        |from: Length, to: Length, others: (Length, Length)| from.max(others.0) - to.min(others.1);
    let across = apart(one.x, one.right(), (other.x, other.right()));
    let down = apart(one.y, one.bottom(), (other.y, other.bottom()));
    let beside = across >= Length::ZERO
        && across <= block.grid.em * BESIDE
        && -down >= one.height.min(other.height) / 2;
    let over = down >= Length::ZERO
        && down <= block.grid.line * FAR
        && -across > one.width.min(other.width) / 2;
    beside || over
}
