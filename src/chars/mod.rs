//! What every character is, and how its class behaves: the rules of composition as tables.
//!
//! Pure functions of a class (or a pair of classes), a [`Locale`] and [`Settings`]; nothing
//! here knows about fonts, lines or pages. No other room matches on punctuation characters.
//!
//! Read `settings.rs` first: it names everything a user can choose and each locale's defaults.
//! Then `class.rs` with its table, `blank.rs` (the white within a mark's frame) and `pair.rs`
//! (what two neighbours do to each other).

mod blank;
mod class;
mod class_table;
mod orientation;
mod orientation_table;
mod pair;
mod quotes;
mod script;
mod settings;

pub use blank::{Blank, Frame, Space, blank, frame, full_width_twin, own_frame, space};
pub use class::{Class, plain_mark};
pub use orientation::{Vo, turns, vertical_orientation};
pub use pair::{
    COUNTERS, Parting, SHARES, Squeeze, autospace, clings_back, clings_on, ends_sentence,
    is_double_mark, is_measure_pair, is_measure_word, is_one_word, is_particle, is_voicing,
    leans_back, leans_on, never_ends, never_starts, parting, shrink_tier, squeeze, stretches,
    takes_quantity,
};
pub use quotes::{QuotePair, is_foreign_quote, is_quote_pair, quotes};
pub use script::of_other_script;
pub use settings::{
    Acronym, Adjacent, Breaking, Figures, Hangul, Hyphenate, Kinsoku, LineEnd, LineStart, Locale,
    MarkWidths, Quotes, Settings, Snap, Tcy,
};
