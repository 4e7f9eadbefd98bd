//! The white of a head: above, between its parts and below, in whole lines in all.
//!
//! A case wants 1 to 1.5 lines above a head and 0.5 to 1 below, and never less above than
//! below. The gap that every line of the body keeps under itself counts as white above.

use crate::measure::Length;

/// The white at the sides of a box is seen to be unlike where it differs by more.
const UNLIKE: Length = Length::from_centipt(150);

/// What stands over a head: where its white is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Overhead {
    /// Other type, with this much white under its em boxes.
    Type(Length),
    /// The frame or edge of a box, this far away.
    Frame(Length),
    /// A rule whose lower edge stands this far within the head's own white.
    Rule(Length),
}

impl Overhead {
    /// White over the head that is not its own; negative where a rule takes some of its own.
    fn given(self) -> Length {
        match self {
            Overhead::Type(white) | Overhead::Frame(white) => white,
            Overhead::Rule(within) => -within,
        }
    }
}

/// What is known of a head before its white is shared out.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct Object<'a> {
    /// The depth of each part, from the first em box to the last.
    pub stacks: &'a [Length],
    /// The least white between them.
    pub gaps: &'a [Length],
    /// As the styles say.
    pub above: Length,
    pub below: Length,
    pub line: Length,
    pub over: Overhead,
    /// White that stands under the head's own: between the tiers of a vertical page (R130).
    pub beneath: Length,
    /// The white over and under a subhead that follows at once, its lines whole ones.
    pub followed: Length,
}

/// The white of a head, shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::flow) struct White {
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

    /// The white above that the head must bring itself: a box's inset is white already, what
    /// stands over a rule is none.
    fn least_above(&self) -> Length {
        match self.over {
            Overhead::Type(_) => self.above,
            Overhead::Frame(white) => (self.above - white).max(Length::ZERO),
            Overhead::Rule(within) => (self.above + within).max(Length::ZERO),
        }
    }

    /// The depth that the styles ask for.
    pub(in crate::flow) fn natural(&self) -> Length {
        self.least_above() + self.content() + self.own_below()
    }

    /// The white below that the head must bring itself: in a box never none.
    fn own_below(&self) -> Length {
        let least = match self.over {
            Overhead::Frame(_) => self.line / 4,
            Overhead::Type(_) | Overhead::Rule(_) => Length::ZERO,
        };
        (self.below - self.beneath).max(least)
    }

    /// Whether the habit of heads applies: a style may ask for more or less white.
    fn is_usual(&self) -> bool {
        let (line, below) = (self.line, self.below);
        self.above == line && below * 2 >= line && below <= line
    }

    /// Rounded up to whole lines, but to one less where that would be more white than a head
    /// wants.
    pub(in crate::flow) fn share(&self) -> White {
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

    /// A line and a half, counted from what stands over the head.
    fn most_above(&self) -> Length {
        (self.line.scale(3, 2) - self.over.given()).max(self.least_above())
    }

    /// The most white below that still is no more than what is seen above.
    fn even(&self, white: Length) -> Length {
        let seen = match self.over {
            Overhead::Type(_) => white,
            over => white + over.given(),
        };
        ((seen - self.beneath) / 2).clamp(Length::ZERO, white)
    }

    /// Shares out what `depth` leaves.
    pub(in crate::flow) fn share_in(&self, depth: Length) -> White {
        let white = (depth - self.content()).max(Length::ZERO);
        let (mut above, below) = if self.is_usual() {
            self.usual(white)
        } else {
            let surplus = white - self.least_above() - self.own_below();
            let above = match self.over {
                Overhead::Rule(_) if surplus.is_positive() => {
                    (self.least_above() + surplus).min(self.most_above())
                }
                // The inset is white above; what is over goes below.
                Overhead::Frame(_) => self.least_above() + self.lowered(surplus),
                _ => self.least_above() + surplus / 2,
            };
            let below = (white - above.clamp(Length::ZERO, white)).min(self.even(white));
            (white - below, below)
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

    /// How much lower a title stands in its box for a subhead that follows it, so that the white over
    /// the two and between them is that under the subhead: of the white below, and not so much that
    /// the box's white is seen to be unlike.
    fn lowered(&self, surplus: Length) -> Length {
        if !self.followed.is_positive() {
            return Length::ZERO;
        }
        let seen = self.least_above() + self.over.given();
        let white = self.own_below() + surplus;
        let rest = white + self.followed;
        let most = UNLIKE.min(white - self.line / 4).max(Length::ZERO);
        ((rest - seen * 2) / 3).clamp(Length::ZERO, most)
    }

    /// What is over the styles' white goes above first, up to a line and a half, then below, up
    /// to a line; what is short is taken from below, down to half a line.
    fn usual(&self, white: Length) -> (Length, Length) {
        let half = self.line / 2;
        let own = self.own_below();
        let wanted = own.min((white - self.least_above()).max(half)).min(self.even(white));
        let above = self.most_above().min(white - wanted);
        let most = (self.line - self.beneath).max(Length::ZERO);
        let below = (white - above).min(most).min(self.even(white).max(wanted));
        (above, below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(hundredths: i64) -> Length {
        Length::from_centipt(hundredths)
    }

    fn object<'a>(stacks: &'a [Length], gaps: &'a [Length]) -> Object<'a> {
        let over = Overhead::Type(pt(300));
        let (beneath, followed) = (Length::ZERO, Length::ZERO);
        let (above, below, line) = (pt(1200), pt(1200), pt(1200));
        Object { stacks, gaps, above, below, line, over, beneath, followed }
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

    #[test]
    fn under_a_rule_no_less_white_above_than_below() {
        let over = Overhead::Rule(pt(200));
        // 28 and 21 points with half a line below; 28 points in two rows with a whole one.
        let cases = [(2800, 600), (2100, 600), (5880, 1200)];
        let shared = cases.map(|(size, below)| {
            let stacks = [pt(size)];
            let white = Object { over, below: pt(below), ..object(&stacks, &[]) }.share();
            (white.above - pt(200), white.below, white.depth.whole(pt(1200)))
        });
        assert_eq!(
            shared,
            [(pt(1200), pt(600), 4), (pt(1800), pt(700), 4), (pt(1200), pt(1120), 7)]
        );
    }

    #[test]
    fn in_a_box_the_white_above_counts_from_the_frame() {
        let over = Overhead::Frame(pt(1350));
        let cases = [(7560, 1200, 1200), (1800, 600, 600), (5880, 1200, 1200)];
        let shared = cases.map(|(size, above, below)| {
            let stacks = [pt(size)];
            let (above, below) = (pt(above), pt(below));
            let white = Object { over, above, below, ..object(&stacks, &[]) }.share();
            (white.above, white.below, white.depth.whole(pt(1200)))
        });
        assert_eq!(shared, [(pt(0), pt(840), 7), (pt(0), pt(600), 2), (pt(120), pt(1200), 6)]);
    }

    /// 18 points with 6 of white below, and a subhead with 13.5 of its own.
    #[test]
    fn a_title_over_a_subhead_stands_a_little_lower_in_its_box() {
        let shared = [(1050, 0), (900, 50), (600, 150)].map(|(inset, lower)| {
            let (stacks, over) = ([pt(1800)], Overhead::Frame(pt(inset)));
            let (above, below, followed) = (pt(600), pt(300), pt(1350));
            let white = Object { over, above, below, followed, ..object(&stacks, &[]) }.share();
            (white.above, white.below, pt(lower))
        });
        assert!(
            shared.iter().all(|(above, below, lower)| above == lower && *above + *below == pt(600)),
            "{shared:?}"
        );
    }
}
