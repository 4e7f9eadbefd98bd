//! The table of codes: what each means, why it is said, an example and the cure.
//!
//! One file a letter, so that a room's codes stand together. `typeset explain CODE` prints a row.

use std::fmt;

/// A stable diagnostic code, such as `L003`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl Code {
    /// A fault of the program itself, not of the job.
    pub fn is_internal(self) -> bool {
        self.0.starts_with('X')
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    pub code: Code,
    /// The constant's name.
    constant: &'static str,
    pub title: &'static str,
    /// What is the matter.
    pub what: &'static str,
    /// Why the program says so.
    pub why: &'static str,
    /// A few lines that bring the diagnostic about.
    pub example: &'static str,
    /// What to do.
    pub fix: &'static str,
}

impl Explanation {
    /// The name by which a command line may call it: `low-resolution`.
    pub fn name(&self) -> String {
        self.constant.to_ascii_lowercase().replace('_', "-")
    }
}

/// Declares a letter's codes: a constant each, and the slice `TABLE` of their rows.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $title:literal;
        what: $what:literal, why: $why:literal, example: $example:literal, fix: $fix:literal;)*) => {
        $($(#[$doc])* #[doc = $title] pub const $name: $crate::diag::Code = $crate::diag::Code($code);)*
        pub(super) const TABLE: &[$crate::diag::codes::Explanation] = &[
            $($crate::diag::codes::Explanation {
                code: $name, constant: stringify!($name), title: $title, what: $what, why: $why, example: $example, fix: $fix,
            },)*
        ];
    };
}

pub mod arrange;
pub mod art;
pub mod article;
pub mod colour;
pub mod composition;
pub mod font;
pub mod hand_over;
pub mod import;
pub mod internal;
pub mod items;
pub mod layers;
pub mod layout;
pub mod overset;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod preflight;
pub mod spread;
pub mod usage;

/// Every row, in the order of the letters.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    [
        layout::TABLE,
        page::TABLE,
        items::TABLE,
        layers::TABLE,
        spread::TABLE,
        article::TABLE,
        font::TABLE,
        composition::TABLE,
        overset::TABLE,
        preflight::TABLE,
        picture::TABLE,
        art::TABLE,
        colour::TABLE,
        pdf::TABLE,
        import::TABLE,
        arrange::TABLE,
        hand_over::TABLE,
        usage::TABLE,
        internal::TABLE,
    ]
    .into_iter()
    .flatten()
}

/// The rows of letter K.
pub fn preflight() -> impl Iterator<Item = &'static Explanation> {
    preflight::TABLE.iter()
}
