//! [`Standing`]: type that stands from one run to the next, as a printer keeps a column that will be
//! wanted again.

use super::pages::BlockShelf;
use super::thread::Stories;
use crate::kept::Lasting;

/// What was set in the runs before, by what it was set from. It belongs to one font book.
#[derive(Debug, Default)]
pub struct Standing {
    /// Stories in their room.
    pub(super) stories: Stories,
    /// Heads, captions and furniture.
    pub(super) blocks: BlockShelf,
}

impl Standing {
    pub(crate) fn new(lasting: Lasting) -> Standing {
        Standing { stories: Stories::new(lasting), blocks: BlockShelf::new(lasting) }
    }

    /// A run is over: what the last runs did not ask for goes.
    pub(crate) fn end_run(&self) {
        self.stories.end_run();
        self.blocks.end_run();
    }

    /// How many stories were settled, and of how many pages the blocks made up.
    #[cfg(test)]
    pub(crate) fn made(&self) -> (u64, u64) {
        (self.stories.made(), self.blocks.count())
    }
}
