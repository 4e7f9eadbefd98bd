//! What every character is, and how its class behaves: the rules of composition as tables.
//!
//! Pure functions of a class (or a pair of classes), a [`Locale`] and [`Settings`]; nothing
//! here knows about fonts, lines or pages. No other room matches on punctuation characters.
//!
//! Read `settings.rs` first: it names everything a user can choose and each locale's defaults.

mod settings;

pub use settings::{
    Acronym, Adjacent, Breaking, Hyphenate, Kinsoku, LineEnd, LineStart, Locale, Settings, Snap,
    Tcy,
};
