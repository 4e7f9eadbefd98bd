//! [`Closing`]: where the line stands that says that a text goes on on another page.
//!
//! It takes the last line of the last leg of its page that holds text. A leg that a picture fills to
//! its foot has no line for it, and one in which no text came to stand would show it alone: then a
//! leg before it closes the page.

use crate::measure::Length;

/// What a region leaves to a line that says where its text goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Closing {
    /// Of each leg the last line; none of a leg that has no room for it.
    pub seats: Vec<Option<Length>>,
    /// What follows stands on another page.
    pub parts: bool,
}

/// The leg in which a page is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Close {
    /// The page's last region.
    pub parts: usize,
    pub region: usize,
    pub lane: usize,
    /// The text of the leg ends here.
    pub block: Length,
}

impl Close {
    /// Where a leg (by region and lane) that goes to `foot` ends, if the page is closed; legs behind the line hold no text.
    pub(super) fn end(self, leg: (usize, usize), foot: Length) -> Length {
        match leg.cmp(&(self.region, self.lane)) {
            std::cmp::Ordering::Less => foot,
            std::cmp::Ordering::Equal => foot.min(self.block),
            std::cmp::Ordering::Greater => Length::ZERO,
        }
    }
}
