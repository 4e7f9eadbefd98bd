//! [`keeps_off`]: how far text that flows keeps off what stands in its way, as its lines show.

use crate::measure::{Length, Rect, WritingMode};

/// A frame of text that flows, and the em boxes of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    pub mode: WritingMode,
    pub rect: Rect,
    pub lines: Vec<Rect>,
}

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
pub fn keeps_off(rect: Rect, legs: &[Leg]) -> Option<Offsets> {
    let mut found: Option<[Option<Length>; 4]> = None;
    for leg in legs.iter().filter(|leg| laps(&leg.rect, &rect)) {
        if leg.lines.iter().any(|line| laps(line, &rect)) {
            continue;
        }
        let sides = found.get_or_insert([None; 4]);
        let (beside, above) = match leg.mode {
            WritingMode::HorizontalTb => (ALONG, ACROSS),
            WritingMode::VerticalRl => (ACROSS, ALONG),
        };
        for line in &leg.lines {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rect([x, y, width, height]: [i64; 4]) -> Rect {
        let pt = Length::from_pt;
        Rect { x: pt(x), y: pt(y), width: pt(width), height: pt(height) }
    }

    /// Lines of 9 pt on 12, `(x, width)` of each from the top.
    fn leg(lines: &[(i64, i64)]) -> Leg {
        let boxes = (0..).zip(lines).map(|(at, (x, width))| rect([*x, at * 12, *width, 9]));
        let lines: Vec<Rect> = boxes.collect();
        let whole = lines.iter().copied().reduce(|all, one| all.union(&one));
        Leg { mode: WritingMode::HorizontalTb, rect: whole.expect("lines"), lines }
    }

    #[test]
    fn text_keeps_off_as_its_lines_do() {
        // A picture at the right of the second and third line.
        let legs = [leg(&[(0, 90), (0, 45), (0, 45), (0, 90)])];
        let offsets = keeps_off(rect([54, 14, 36, 16]), &legs).expect("in the way");
        let pt = Length::from_centipt;
        assert_eq!(offsets.left, pt(890));
        assert_eq!((offsets.top, offsets.bottom), (pt(300), pt(400)));
        assert_eq!(offsets.right, Length::ZERO);
    }

    #[test]
    fn what_lies_under_text_or_beside_it_wraps_nothing() {
        let legs = [leg(&[(0, 90), (0, 90)])];
        assert_eq!(keeps_off(rect([0, 0, 90, 24]), &legs), None);
        assert_eq!(keeps_off(rect([100, 0, 90, 24]), &legs), None);
    }
}
