//! [`Sight`]: a finished job, shown before it is let go.

use std::sync::Arc;

use super::type_shop::TypeShop;
use crate::byproduct::Finished;
use crate::colour::Profile;
use crate::picture::Picture;

/// What is shown of a finished job.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "watch"), allow(dead_code))]
pub(crate) struct Sight<'a> {
    pub finished: Finished<'a>,
    pub profile: &'a Arc<Profile>,
    /// By `PictureId`. One that is as it was in the run before is the same one.
    pub pictures: &'a [Arc<Picture>],
    type_shop: &'a Arc<TypeShop>,
}

/// Whoever wants to see the finished pages before they are let go.
pub(crate) type Look<'l> = dyn FnMut(Sight<'_>) + Send + 'l;

/// The fonts of a job, to know them again in the next run.
#[cfg(feature = "watch")]
#[derive(Clone, Debug)]
pub(crate) struct Fonts(Arc<TypeShop>);

impl<'a> Sight<'a> {
    pub(super) fn new(
        finished: Finished<'a>,
        profile: &'a Arc<Profile>,
        pictures: &'a [Arc<Picture>],
        type_shop: &'a Arc<TypeShop>,
    ) -> Sight<'a> {
        Sight { finished, profile, pictures, type_shop }
    }

    #[cfg(feature = "watch")]
    pub fn fonts(&self) -> Fonts {
        Fonts(self.type_shop.clone())
    }
}

#[cfg(feature = "watch")]
impl Fonts {
    /// Whether a face and a glyph of the one look as they do in the other.
    pub fn are(&self, others: &Fonts) -> bool {
        Arc::ptr_eq(&self.0, &others.0)
    }
}
