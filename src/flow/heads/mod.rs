//! Heads: label, kicker, headline, deck and byline as one object.
//!
//! A [`HeadSpec`] comes in, a [`SetHead`] goes out. Read `head.rs`, then `fit.rs` (the step of the
//! ladder and the rows) with `spread.rs` (how rows come to fill their width), `white.rs`, and
//! `label.rs`, which is also dropped into a text.

mod fit;
mod head;
mod label;
mod portrait;
mod spread;
mod white;

pub(super) use fit::{FILLED, Step, Stretch};
pub(super) use head::{HeadSpec, Misfit, SetHead, Shallow, set_head};
pub(super) use label::{CLEAR, DROP, set_label};
pub(super) use white::Overhead;
