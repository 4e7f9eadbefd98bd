//! [`keeps_off`]: how far text that flows keeps off what stands in its way, as its lines show.

use super::gather::TextFrame;
use crate::measure::{Length, Rect, WritingMode};

/// The white around a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    pub top: Length,
    pub left: Length,
    pub bottom: Length,
    pub right: Length,
}

impl Offsets {
    pub fn even(all: Length) -> Offsets {
        Offsets { top: all, left: all, bottom: all, right: all }
    }
}

/// Text that has so much of a thing beneath it lies over it.
const LAPS: Length = Length::PT;
/// Along the lines their ends stand where they stand; across them there is some room.
const ALONG: Length = Length::from_centipt(10);
const ACROSS: Length = Length::from_pt(2);
/// White that is wider has another reason.
const MOST: Length = Length::from_pt(36);

/// None where no leg has the thing in its way, or where its lines lie over it, as over a tint.
pub fn keeps_off<'f>(
    rect: Rect,
    legs: impl Iterator<Item = (WritingMode, &'f TextFrame<'f>)>,
) -> Option<Offsets> {
    let mut found: Option<[Option<Length>; 4]> = None;
    for (mode, leg) in legs.filter(|(_, leg)| laps(&leg.rect, &rect)) {
        if leg.lines.iter().any(|line| laps(&line.rect, &rect)) {
            continue;
        }
        let sides = found.get_or_insert([None; 4]);
        let (beside, above) = match mode {
            WritingMode::HorizontalTb => (ALONG, ACROSS),
            WritingMode::VerticalRl => (ACROSS, ALONG),
        };
        for line in &leg.lines {
            let line = line.rect;
            let level = line.y < rect.bottom() && rect.y < line.bottom();
            let stacked = line.x < rect.right() && rect.x < line.right();
            let gaps = [
                (stacked, rect.y - line.bottom(), above),
                (level, rect.x - line.right(), beside),
                (stacked, line.y - rect.bottom(), above),
                (level, line.x - rect.right(), beside),
            ];
            for (side, (near, gap, ease)) in sides.iter_mut().zip(gaps) {
                if near && gap >= -LAPS && gap <= MOST {
                    let off = (gap - ease).max(Length::ZERO);
                    *side = Some(side.map_or(off, |known| known.min(off)));
                }
            }
        }
    }
    let [top, left, bottom, right] = found?.map(|side| side.unwrap_or_default());
    Some(Offsets { top, left, bottom, right })
}

fn laps(one: &Rect, other: &Rect) -> bool {
    let width = one.right().min(other.right()) - one.x.max(other.x);
    let height = one.bottom().min(other.bottom()) - one.y.max(other.y);
    width > LAPS && height > LAPS
}
