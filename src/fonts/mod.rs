//! The font book: families, faces, metrics, fallback.
//!
//! Bytes of font files come in ([`FontFiles`]; the bundled ones are in the binary); a
//! [`FontBook`] that borrows them goes out, made once a job. A family is a list of faces in
//! the order in which they are asked for a character (R117).
//!
//! Read `book.rs`, then `face.rs`; `pick.rs` chooses a face of a file, and `bundled.rs`
//! names what is inside the binary. `program.rs` reads the fonts of placed PDF files.

mod book;
mod bundled;
mod drawing;
mod face;
mod guard;
mod outline;
mod pick;
mod program;
mod system;

#[cfg(feature = "system-fonts")]
mod installed;

pub use book::{Beside, Definition, FamilyId, FontBook, FontFileId, FontFiles, FontSource};
pub use bundled::{builtin_names, is_builtin};
pub use drawing::{BundledFile, DrawingFonts, FileBytes, Shapes};
pub use face::{
    Axis, EmBox, Face, FaceId, FontError, GlyphId, InkBox, Instance, Licence, Portrait, coordinate,
    is_blank, portraits,
};
#[cfg(feature = "system-fonts")]
pub use installed::{find_system_family, system_families};
pub use outline::OutlineStep;
pub use pick::{AxisError, Picked, check_axis, instance, pick};
pub use program::{Chart, Form, Program};
pub use system::SystemFont;
