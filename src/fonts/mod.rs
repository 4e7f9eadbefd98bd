//! The font book: families, faces, metrics, fallback.
//!
//! Bytes of font files come in ([`FontFiles`]; the bundled ones are in the binary); a
//! [`FontBook`] that borrows them goes out, made once a job. A family is a list of faces in
//! the order in which they are asked for a character (R117).
//!
//! Read `book.rs`, then `face.rs`; `bundled.rs` names what is inside the binary.

mod book;
mod bundled;
mod drawing;
mod face;
mod system;

pub use book::{FamilyId, FontBook, FontFileId, FontFiles};
pub use drawing::BundledFile;
pub use face::{EmBox, Face, FaceId, FontError, GlyphId, InkBox, Licence};
pub use system::SystemFont;
#[cfg(feature = "system-fonts")]
pub use system::find_system_family;
