//! [`Lane`]: a leg as its text sees it.

use crate::measure::Length;

/// One leg, from the start corner of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Lane {
    pub inline: Length,
    pub width: Length,
    /// Across the lines: where its first line stands and where the last must have ended.
    pub start: Length,
    pub end: Length,
}
