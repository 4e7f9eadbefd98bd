//! [`Pins`]: fixed blocks that stay at the edges of what is parted, at their places in an order of stories.

/// Fixed blocks at the edges of the first rectangle and in the lower corners of the last, by their places in the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// At the left edge, and at the right one.
    pub head: [Option<Head>; 2],
    /// In the left corner at the foot.
    pub left: Option<usize>,
    /// The last of all.
    pub right: Option<usize>,
}

/// A fixed block at an edge, at the head or so many lines under it: those hold the stories right before it in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub at: usize,
    pub over: u32,
}

impl Head {
    /// Whether an interval has the block, but not what stands over it: that is no part of a page.
    fn is_bare(self, (from, to): (usize, usize)) -> bool {
        self.over > 0 && self.at == from && from < to
    }
}

impl Pins {
    pub fn heads(self) -> impl Iterator<Item = Head> {
        self.head.into_iter().flatten()
    }

    /// Whether an interval is a block without what stands over it.
    pub fn is_bare(self, interval: (usize, usize)) -> bool {
        self.heads().any(|own| own.at + 1 == interval.1 && own.is_bare(interval))
    }

    /// Their places.
    pub fn all(self) -> impl Iterator<Item = usize> {
        self.heads().map(|head| head.at).chain(self.left).chain(self.right)
    }

    pub fn count(self) -> usize {
        self.all().count()
    }

    /// Whether an interval of the order holds one of them.
    pub fn are_in(self, (from, to): (usize, usize)) -> bool {
        self.all().any(|at| (from..to).contains(&at))
    }

    /// How many places of an order before one are those of stories.
    pub fn stories_before(self, place: usize) -> usize {
        place - self.all().filter(|own| *own < place).count()
    }

    /// The block over which a part of an interval ends: it is the last of it, and what is before it stands over it.
    pub fn under(self, (from, to): (usize, usize)) -> Option<Head> {
        let own = self.heads().find(|head| head.over > 0 && head.at + 1 == to)?;
        (from < own.at && !self.are_in((from, own.at))).then_some(own)
    }

    /// Whether an interval may be cut across there: what is in the left corner at the foot is in the lower part, what is at
    /// the head in the upper one.
    pub fn allow_across(self, (from, middle, to): (usize, usize, usize)) -> bool {
        let is_here = |own: usize| (from..to).contains(&own);
        self.left.is_none_or(|left| left < from || left >= middle)
            && self
                .heads()
                .all(|own| !is_here(own.at) || (own.at < middle && !own.is_bare((from, middle))))
    }

    /// Whether it may be cut down there, and if so whether what comes first stands at the right: what is at
    /// the left is in the left part, what is at the right in the right part.
    pub fn allow_down(self, (from, middle, to): (usize, usize, usize)) -> Option<bool> {
        let is_here = |own: &usize| (from..to).contains(own);
        let bare = |own: Head| own.is_bare((from, middle)) || own.is_bare((middle, to));
        if self.heads().any(|own| is_here(&own.at) && bare(own)) {
            return None;
        }
        let of_left = match self.left.filter(is_here) {
            Some(left) if left + 1 == to => Some(true),
            Some(left) if left < middle => Some(false),
            Some(_) => return None,
            None => None,
        };
        // The last of all is in the part that comes last.
        let of_right = self.right.filter(is_here).map(|_| false);
        let [first, second] = self.head.map(|own| own.map(|own| own.at).filter(is_here));
        let of_head = [first.map(|at| at >= middle), second.map(|at| at < middle)];
        let all = [of_left, of_right].into_iter().chain(of_head).flatten();
        let mut turned = None;
        for own in all {
            if turned.is_some_and(|known| known != own) {
                return None;
            }
            turned = Some(own);
        }
        Some(turned.unwrap_or(false))
    }

    /// The first of those at the foot, which none but the last rectangle holds.
    pub fn at_foot(self) -> Option<usize> {
        self.left.or(self.right)
    }

    /// Where the first rectangle ends at least: behind what is at its edges.
    pub fn head_end(self) -> usize {
        self.heads().map(|own| own.at + 1).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_corner_stays_in_the_part_that_has_it() {
        let left = Pins { left: Some(2), ..Pins::default() };
        assert_eq!([left.allow_across((0, 2, 4)), left.allow_across((0, 3, 4))], [true, false]);
        assert_eq!([left.allow_down((0, 3, 4)), left.allow_down((0, 2, 4))], [Some(false), None]);
        // At the right of the head, behind the lead.
        let head = |at: usize, over: u32| Some(Head { at, over });
        let second = Pins { head: [None, head(1, 0)], ..Pins::default() };
        assert_eq!([second.allow_across((0, 1, 3)), second.allow_across((0, 2, 3))], [false, true]);
        let down = [(0, 1, 3), (0, 2, 3), (2, 3, 4)].map(|cut| second.allow_down(cut));
        assert_eq!(down, [Some(false), Some(true), Some(false)]);
        let both = Pins { head: [head(0, 0), head(1, 0)], ..Pins::default() };
        assert_eq!([both.allow_down((0, 1, 3)), both.allow_down((0, 2, 3))], [Some(false), None]);
        assert_eq!((both.head_end(), both.stories_before(3), both.count()), (2, 1, 2));
    }

    #[test]
    fn a_block_further_down_an_edge_is_a_part_with_what_stands_over_it_alone() {
        let pins = Pins { head: [None, Some(Head { at: 2, over: 30 })], ..Pins::default() };
        assert_eq!(
            [(1, 3), (2, 3), (1, 4)].map(|own| pins.under(own).is_some()),
            [true, false, false]
        );
        assert!(pins.allow_across((1, 3, 4)) && !pins.allow_across((2, 3, 4)));
        assert_eq!([pins.allow_down((0, 1, 3)), pins.allow_down((0, 2, 3))], [Some(false), None]);
    }
}
