//! Making up the page: composed lines go into legs, around pictures and under heads.
//!
//! A [`crate::page::model::PageModel`] comes in; [`Filled`] goes out: every page's frames at
//! their place, and, as data, what found no place ([`Overset`]) and what stayed empty
//! ([`Slack`]).
//!
//! Read `frame.rs` (out), then `fill.rs`.

mod boxes;
mod column_rules;
mod desk;
mod dump;
mod fill;
mod fit;
mod frame;
mod furniture;
mod head;
mod intro;
mod items;
mod label;
mod overset;
mod picture;
mod proof;
mod slots;
mod story;
mod thread;
mod white;

pub use dump::{dump, dump_lines};
pub use fill::fill;
pub use frame::{
    Filled, Frame, Overset, PlacedBox, PlacedLine, PlacedPicture, PlacedRule, SetPage, Slack, Usage,
};
pub use proof::mark_proof;

#[cfg(test)]
mod tests;
