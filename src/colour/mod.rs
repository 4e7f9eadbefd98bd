//! Inks: what a rule, a tint or a character is printed with.
//!
//! Colours enter as the layout writes them and leave as amounts of ink, so that no later stage
//! has to know where a colour came from. RGB is converted through a CMYK [`Profile`], which a
//! colour management library reads; this room alone names that library.
//!
//! The bundled profile, `newsprint.icc`, is for coldset newsprint (total ink 220 %, black at
//! most 95 %). Its source is the characterization data CGATS/SNAP TR 002-2007 (928 patches,
//! average of 102 measurements; `TR002.ti3` of Debian's icc-profiles-free 2.0.1), whose header
//! allows derived profiles to be distributed when TR 002 is named as the source; it is no official
//! profile of SNAP, IFRA or WAN-IFRA. It was made with Argyll CMS 2.3.1:
//!
//! ```text
//! colprof -qm -bm -l220 -L95 -kr -S sRGB.icm -cpp -dpp newsprint
//! ```
//!
//! The measurements, which Argyll puts beside the tables (`targ`), were taken out, and the file was
//! made a whole number of rows long: in a PDF it is a fourth shorter for it. The program holds it as a PDF does
//! (`newsprint.icc.z`).
//!
//! [`PROFILE_NOTICE`] says so to the user. Read `ink.rs`, then `profile.rs`,
//! `separate.rs`, `space.rs`, `srgb.rs`, `lut.rs`, `curve.rs`; `look.rs` leads from ink to what is seen.

mod condition;
mod curve;
mod ink;
mod look;
mod lut;
mod profile;
mod separate;
mod space;
mod srgb;

pub use ink::{Colour, Ink, SpotId};
pub use look::Look;
pub use profile::{
    INK_LIMIT, OutputProfile, PROFILE_NOTICE, Packed, Profile, ProfileError, ProfileFile,
};
pub use separate::{InkCount, Separator, count_inks, ink_cap, limit_inks};
pub use space::{RgbSpace, TagError};
