//! [`Bench`]: where a written layout is settled, so that the arranger knows what becomes of it.

use crate::diag::Findings;
use crate::flow::Filled;
use crate::page::model::PageModel;
use crate::picture::Footprint;

/// A layout as it was set.
#[derive(Debug)]
pub struct Settled {
    pub model: PageModel,
    pub filled: Filled,
    pub footprints: Vec<Footprint>,
    /// What reading, resolving and setting found.
    pub findings: Findings,
    /// Of that what is wrong with files.
    pub unsound: Findings,
    /// What a desk would send back, page by page; of rooms nothing.
    pub taboos: Vec<Findings>,
}

/// What a layout is settled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To see how deep stories are: nothing is fitted, nothing inspected.
    Rooms,
    /// To see what becomes of pages.
    Pages,
}

/// Who settles layouts: the arranger writes them and looks at what comes back.
pub trait Bench {
    /// Reads, resolves and sets the layout that this text is; none where it has no pages.
    fn settle(&mut self, layout: &str, purpose: Purpose) -> Option<Settled>;

    /// Does work on the threads of the run.
    fn on_threads(&self, work: &mut (dyn FnMut() + Send));
}
