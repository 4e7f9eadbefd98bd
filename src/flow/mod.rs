//! Making up the page: composed lines go into legs, around pictures and under heads.
//!
//! A [`crate::page::model::PageModel`] comes in; [`Filled`] goes out: every page's frames at
//! their place, and, as data, what found no place ([`Overset`]) and what stayed empty
//! ([`Slack`]).
//!
//! Read `frame.rs` (out), then `fill.rs`.

mod desk;
mod fit;
mod frame;
mod head;
mod items;
mod label;
mod slots;
mod thread;
mod white;

pub use frame::{
    Filled, Frame, Overset, PlacedBox, PlacedLine, PlacedPicture, PlacedRule, SetPage, Slack, Usage,
};
