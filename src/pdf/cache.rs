//! [`Cache`]: what one file leaves for the next.

use std::sync::Arc;

use super::fonts::Subset;
use crate::flate::{Effort, deflate};
use crate::fonts::FaceId;
use crate::kept::{Content, Kept, Lasting};

/// Subset fonts and deflated streams of the files before, by what they were made from. It
/// belongs to one font book: of another, the same face has other glyphs.
#[derive(Debug, Default)]
pub struct Cache {
    deflated: Kept<(Effort, Content), Vec<u8>>,
    subsets: Kept<(FaceId, Vec<u16>), Subset>,
}

impl Cache {
    pub(crate) fn new(lasting: Lasting) -> Cache {
        Cache { deflated: Kept::new(lasting), subsets: Kept::new(lasting) }
    }

    /// The bytes in Flate.
    pub(super) fn deflate(&self, bytes: &[u8], effort: Effort) -> Vec<u8> {
        if self.deflated.lasting() == Lasting::Never {
            return deflate(bytes, effort);
        }
        let key = (effort, Content(bytes.into()));
        self.deflated.get_or_make(key, |(effort, content)| deflate(&content.0, *effort)).to_vec()
    }

    /// A face with these of its glyphs alone.
    pub(super) fn subset<E>(
        &self,
        face: FaceId,
        glyphs: &[u16],
        make: impl FnOnce() -> Result<Subset, E>,
    ) -> Result<Arc<Subset>, E> {
        if self.subsets.lasting() == Lasting::Never {
            return make().map(Arc::new);
        }
        self.subsets.get_or_try((face, glyphs.to_vec()), |_| make())
    }

    /// A run is over: what the last runs did not ask for goes.
    pub(crate) fn end_run(&self) {
        self.deflated.end_run();
        self.subsets.end_run();
    }

    /// How many fonts were subset and how many streams deflated.
    #[cfg(test)]
    pub(crate) fn made(&self) -> (u64, u64) {
        (self.subsets.made(), self.deflated.made())
    }
}
