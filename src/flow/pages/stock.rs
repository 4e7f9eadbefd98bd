//! [`Stock`]: what pages are made of.

use crate::flow::thread::Stories;
use crate::flow::type_case::TypeCase;
use crate::page::model::PageModel;
use crate::picture::Footprint;

/// What every story of a job is made from.
#[derive(Clone, Copy)]
pub(super) struct Stock<'a> {
    pub case: TypeCase<'a>,
    pub model: &'a PageModel,
    pub footprints: &'a [Footprint],
    /// Stories that were settled before.
    pub stories: &'a Stories,
}
