//! The white of a head: above, between its parts and below, in whole lines in all.
//!
//! A desk wants 1 to 1.5 lines above a head and 0.5 to 1 below, and never less above than
//! below. The gap that every line of the body keeps under itself counts as white above.

use crate::measure::Length;

/// What is known of a head before its white is shared out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Object<'a> {
    /// The depth of each part, from the first em box to the last.
    pub stacks: &'a [Length],
    /// The least white between them.
    pub gaps: &'a [Length],
    pub above: Length,
    pub below: Length,
    pub line: Length,
    /// Under every line of the body.
    pub line_gap: Length,
}

/// The white of a head, shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct White {
    pub above: Length,
    pub gaps: Vec<Length>,
    pub below: Length,
    /// With the parts: whole lines.
    pub depth: Length,
}

impl Object<'_> {
    fn content(&self) -> Length {
        self.stacks.iter().copied().sum::<Length>() + self.gaps.iter().copied().sum()
    }

    /// The depth that the styles ask for.
    pub(super) fn natural(&self) -> Length {
        self.above + self.content() + self.below
    }

    /// Whether the habit of heads applies: a style may ask for more or less white.
    fn is_usual(&self) -> bool {
        let (line, below) = (self.line, self.below);
        self.above == line && below * 2 >= line && below <= line
    }

    /// Rounded up to whole lines, but to one less where that would be more white than a head
    /// wants.
    pub(super) fn share(&self) -> White {
        let line = self.line;
        let rounded = line * self.natural().covered_by(line);
        let most = self.most_above() + line;
        let depth = if self.is_usual() && rounded - self.content() > most {
            rounded - line
        } else {
            rounded
        };
        self.share_in(depth)
    }

    fn most_above(&self) -> Length {
        (self.line.scale(3, 2) - self.line_gap).max(self.line)
    }

    /// Shares out what `depth` leaves.
    pub(super) fn share_in(&self, depth: Length) -> White {
        let white = (depth - self.content()).max(Length::ZERO);
        let (mut above, below) = if self.is_usual() {
            let below = (white - self.line).max(self.line / 2).min(self.line).min(white / 2);
            (self.most_above().min(white - below), below)
        } else {
            let surplus = white - self.above - self.below;
            let above = (self.above + surplus / 2).max(Length::ZERO).min(white);
            (above, white - above)
        };
        let mut gaps = self.gaps.to_vec();
        let mut rest = white - above - below;
        if rest > Length::ZERO && !gaps.is_empty() {
            let most = self.line.max(self.gaps.iter().copied().max().unwrap_or(self.line));
            let room: Length = gaps.iter().map(|&gap| most - gap).sum();
            let shared = rest.min(room);
            let count = gaps.len();
            for (gap, share) in gaps.iter_mut().zip(shared.share(count)) {
                *gap += share;
            }
            rest -= shared;
        }
        let half = rest / 2;
        above += rest - half;
        White { above, gaps, below: below + half, depth }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(hundredths: i64) -> Length {
        Length::from_centipt(hundredths)
    }

    fn object<'a>(stacks: &'a [Length], gaps: &'a [Length]) -> Object<'a> {
        Object { stacks, gaps, above: pt(1200), below: pt(1200), line: pt(1200), line_gap: pt(300) }
    }

    #[test]
    fn the_white_of_every_size_keeps_the_habit() {
        for size in (900..9600).step_by(50) {
            let stacks = [pt(size)];
            let white = object(&stacks, &[]).share();
            let seen_above = white.above + pt(300);
            assert_eq!(white.above + pt(size) + white.below, white.depth, "{size}");
            assert_eq!(white.depth.units() % pt(1200).units(), 0, "{size}");
            assert!(seen_above >= pt(1200) && seen_above <= pt(1800), "{size}: {white:?}");
            assert!(white.below >= pt(600) && white.below <= pt(1200), "{size}: {white:?}");
            assert!(white.above >= white.below, "{size}: {white:?}");
        }
    }

    #[test]
    fn a_given_depth_fills_above_then_below_then_between() {
        // 42 and 28 point in nine lines: 32 of white.
        let (stacks, gaps) = ([pt(4200), pt(2800)], [pt(600)]);
        let white = object(&stacks, &gaps).share_in(pt(10800));
        assert_eq!((white.above, white.below), (pt(1500), pt(1200)));
        assert_eq!(white.gaps, [pt(1100)]);
    }

    #[test]
    fn other_styles_get_what_they_ask_for() {
        let stacks = [pt(1800)];
        let title = Object { above: pt(600), below: pt(600), ..object(&stacks, &[]) };
        let white = title.share();
        assert_eq!((white.above, white.below, white.depth), (pt(900), pt(900), pt(3600)));
    }
}
