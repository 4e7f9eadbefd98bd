//! Inks: what a rule, a tint or a character is printed with.
//!
//! Colours enter as the layout writes them and leave as amounts of ink, so that no later stage
//! has to know where a colour came from. RGB is converted through a CMYK profile by a colour
//! management library, which this room alone names.

mod ink;

pub use ink::{Colour, Ink, SpotId};
