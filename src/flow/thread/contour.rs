//! [`Contour`]: what of a line an outline takes.
//!
//! ```text
//! |==========   ..##..    text keeps `apart` off what is painted beside it, along the line,
//! |========   ..######..  and off what is painted above and below it, across the lines
//! |==========   ..##..
//! ```

use std::sync::Arc;

use crate::measure::{Length, LogicalRect};

use super::lane::Lane;

/// An outline in the way of a region's text, in bands of one depth across its lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Contour {
    /// Where it stands: along the lines, what its bands are counted in.
    bounds: LogicalRect,
    /// From where to where along the lines something is painted.
    bands: Arc<[Option<Interval>]>,
    /// What text keeps off it, along the line and across it.
    apart: (Length, Length),
    /// What text keeps to one side of with it: all that is shown with it.
    whole: Option<Interval>,
}

/// From here to there along a line.
pub(in crate::flow) type Interval = (Length, Length);

impl Contour {
    /// Bands of one depth each, which share the depth of `bounds`.
    pub(in crate::flow) fn new(
        bounds: LogicalRect,
        bands: Vec<Option<Interval>>,
        apart: (Length, Length),
    ) -> Contour {
        let mut contour = Contour { bounds, bands: bands.into(), apart, whole: None };
        contour.whole = contour.painted(bounds.block, bounds.block_end());
        contour
    }

    /// A picture's caption, or what is printed around it.
    pub(in crate::flow) fn rectangle(bounds: LogicalRect, apart: (Length, Length)) -> Contour {
        Contour::new(bounds, vec![Some((bounds.inline, bounds.inline_end()))], apart)
    }

    /// Those of one block, whose text keeps to one side of all of them.
    pub(in crate::flow) fn together(mut contours: Vec<Contour>) -> Vec<Contour> {
        let whole = contours.iter().map(|contour| contour.whole).fold(None, either);
        contours.iter_mut().for_each(|contour| contour.whole = whole);
        contours
    }

    /// What of a line between two depths text may not use in a lane: it keeps to one side of an
    /// outline, the wider beside all of it.
    pub(in crate::flow) fn taken(&self, lane: &Lane, from: Length, to: Length) -> Option<Interval> {
        let (inline, block) = self.apart;
        let beside = self.painted(from, to).map(|(start, end)| (start - inline, end + inline));
        let above_or_below = self.painted(from - block, to + block);
        let (start, end) = either(beside, above_or_below)?;
        if end <= lane.inline || lane.inline + lane.width <= start {
            return None;
        }
        let whole = self.whole?;
        let (before, behind) = (whole.0 - lane.inline, lane.inline + lane.width - whole.1);
        Some(match before >= behind {
            true => (start, end.max(lane.inline + lane.width)),
            false => (start.min(lane.inline), end),
        })
    }

    /// What is painted between two depths, and all that lies between.
    fn painted(&self, from: Length, to: Length) -> Option<Interval> {
        let (head, depth) = (self.bounds.block, self.bounds.block_size);
        if to <= head || self.bounds.block_end() <= from || !depth.is_positive() {
            return None;
        }
        let count = self.bands.len() as i128;
        let band = |at: Length| i128::from((at - head).units()) * count;
        let depth = i128::from(depth.units());
        let first = band(from).div_euclid(depth).clamp(0, count);
        let end = (band(to) + depth - 1).div_euclid(depth).clamp(first, count);
        let near = self.bands.get(first as usize..end as usize)?;
        near.iter().copied().fold(None, either)
    }
}

fn either(one: Option<Interval>, other: Option<Interval>) -> Option<Interval> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::thread::region::tests::region;

    const PT: fn(i64) -> Length = Length::from_pt;

    /// A diamond: 10 characters and lines, its middle bands the widest.
    fn diamond(at: i64) -> Contour {
        let bounds = LogicalRect {
            inline: PT(9 * at),
            block: PT(24),
            inline_size: PT(90),
            block_size: PT(120),
        };
        let half = |band: i64| if band < 10 { band + 1 } else { 20 - band };
        let band = |band: i64| {
            let reach = PT(45).scale(half(band), 10);
            Some((PT(9 * at + 45) - reach, PT(9 * at + 45) + reach))
        };
        Contour::new(bounds, (0..20).map(band).collect(), (PT(9), PT(12)))
    }

    /// The free part of each line of a leg: first character and measure.
    fn free(contour: Contour, lane: (i64, i64)) -> Vec<String> {
        let mut region = region(&[lane], 14);
        region.obstacles.push_contour(contour);
        let lane = region.lanes[0];
        let line = |line: i64| {
            let at = PT(12 * line);
            match region.free(&lane, at, at + PT(9)) {
                Some((start, width)) => format!("{}+{}", start.whole(PT(9)), width.whole(PT(9))),
                None => "-".to_owned(),
            }
        };
        (0..14).map(line).collect()
    }

    /// A line over the diamond's head is free, the next keeps off it across; beside it each line is
    /// as long as the outline leaves it.
    #[test]
    fn lines_follow_an_outline_in_whole_characters() {
        let expected = [
            "0+30", "0+24", "0+23", "0+22", "0+21", "0+20", "0+19", "0+19", "0+20", "0+21", "0+22",
            "0+23", "0+24", "0+30",
        ];
        assert_eq!(free(diamond(20), (0, 30)), expected);
    }

    #[test]
    fn text_keeps_to_one_side_of_all_of_it() {
        // Six characters before it, fourteen behind: all lines stand behind.
        let lines = free(diamond(6), (0, 30));
        let starts: Vec<&str> = lines.iter().filter_map(|line| line.split('+').next()).collect();
        assert_eq!(starts[0], "0");
        assert!(
            starts[1..13].iter().all(|start| start.parse::<i64>().is_ok_and(|at| at > 10)),
            "{lines:?}"
        );
    }

    /// The line under a caption stands on the side on which the others do, though there is more room on the other.
    #[test]
    fn text_stays_on_one_side_of_an_outline_and_its_caption() {
        let caption = LogicalRect {
            inline: PT(9 * 11),
            block: PT(144),
            inline_size: PT(18),
            block_size: PT(9),
        };
        let caption = Contour::rectangle(caption, (PT(9), PT(12)));
        let mut region = region(&[(0, 28)], 14);
        for contour in Contour::together(vec![diamond(11), caption]) {
            region.obstacles.push_contour(contour);
        }
        let lane = region.lanes[0];
        let starts: Vec<i64> = (0..14)
            .filter_map(|line| region.free(&lane, PT(12 * line), PT(12 * line + 9)))
            .map(|(start, _)| start.whole(PT(9)))
            .collect();
        assert!(starts.iter().all(|start| *start == 0), "{starts:?}");
    }

    #[test]
    fn a_narrow_rest_stays_empty() {
        let lines = free(diamond(2), (0, 13));
        assert_eq!(lines[7], "-", "{lines:?}");
        assert_eq!(lines[13], "0+13");
    }
}
