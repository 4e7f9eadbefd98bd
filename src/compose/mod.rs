//! Composition: a paragraph's text becomes lines of placed glyphs.
//!
//! ```text
//! RichText -> runs (itemize) -> clusters (shape) -> nodes -> breaks -> set lines (justify)
//! ```
//!
//! A [`Paragraph`] comes in; [`Composer::prepare`] shapes it once into a [`Galley`], and
//! [`Galley::set`] breaks that into [`SetLine`]s through the measures that [`LineSlots`] gives,
//! line by line: text can run around a picture and go on in another leg. Setting again through
//! other measures costs no shaping.
//!
//! Everything here is along two axes, inline and block; which of them is x is not known.
//!
//! Read `paragraph.rs` (in) and `line.rs` (out), then the steps in order: `itemize.rs` (a text into the
//! units of `unit.rs`, with `cluster.rs`, `western.rs`, `cells.rs` and `quotes.rs`), `shape.rs`, `build.rs` (with
//! `pieces.rs`, `marked.rs`, `seat.rs` and `joints.rs`: units into the boxes of `nodes.rs`), `fit.rs`, `greedy.rs` and
//! `optimal.rs`, `justify.rs`, `assemble.rs`; `composer.rs`, `galley.rs`, `kept.rs` (line ends that stay) and `label.rs` (what a paragraph of a list begins with)
//! hold them together, `pool.rs` lends composers to threads. `glyphs.rs` and `notes.rs` are data of several steps. `head.rs` sets heads,
//! which part between `words`; `initial.rs` says what of a paragraph is set large at its head; `annotate.rs` (with
//! `bopomofo.rs`) what stands beside the text;
//! `report.rs` tells of the lines that fall short.

mod annotate;
mod assemble;
#[cfg(test)]
mod beside_tests;
mod bopomofo;
mod bound;
mod build;
mod cells;
mod cluster;
#[cfg(test)]
mod cluster_tests;
mod composer;
mod credit;
mod figures;
#[cfg(test)]
mod figures_tests;
mod fit;
mod galley;
mod glyphs;
mod greedy;
mod head;
mod initial;
mod itemize;
mod joints;
mod justify;
mod kept;
mod label;
mod line;
mod marked;
#[cfg(test)]
mod marks_tests;
#[cfg(test)]
mod mixed_tests;
#[cfg(test)]
mod newer_rules_tests;
mod nodes;
mod notes;
mod optimal;
mod overhang;
mod paragraph;
mod phones;
mod pieces;
mod pool;
#[cfg(test)]
mod properties;
mod quotes;
mod report;
#[cfg(test)]
mod rules_tests;
mod seat;
mod shape;
mod sizes;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod uax14_tests;
mod unit;
#[cfg(test)]
mod vertical_tests;
mod western;
#[cfg(test)]
mod western_tests;
mod words;

pub use cluster::same_letters;
pub use composer::Composer;
pub use galley::{Galley, SetLines};
pub use head::{MayPart, RowEnds, UNEVEN};
pub use initial::{InitialScript, InitialText, initial_of};
pub use label::label_of;
pub use line::{
    Adjustment, BreakReason, Glyph, GlyphRun, GlyphSize, LineFit, Orientation, RunText, SetLine,
};
pub use paragraph::{Leeway, LineSlots, Paragraph, Tail};
pub use pool::Composers;
pub use report::LooseLines;
pub use words::{parts_phrase, word_ends};
