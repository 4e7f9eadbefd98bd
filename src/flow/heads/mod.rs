//! Heads: label, kicker, headline, deck and byline as one object.
//!
//! A [`HeadSpec`] comes in, a [`SetHead`] goes out. Read `spec.rs` and `head.rs`, then `probe.rs` (the rows
//! of a part and how wide they are), `fit.rs` (the step of the ladder) with `spread.rs` (how rows come to fill their width), `fold.rs` (rows over the
//! fold of a spread), `white.rs`, `lower.rs` (byline and source), and `label.rs`, which is also dropped into a text.

mod fit;
mod fold;
mod head;
mod label;
mod lower;
mod portrait;
mod probe;
mod spec;
mod spread;
mod white;

pub(super) use fit::{FILLED, FULL, Stretch};
pub(super) use fold::{FoldedAt, Rest, covers, keep_off, move_on};
pub(super) use head::set_head;
pub(super) use label::{CLEAR, set_label};
pub(super) use probe::Step;
pub(super) use spec::{HeadSpec, Misfit, SetHead, Shallow};
pub(super) use white::Overhead;
