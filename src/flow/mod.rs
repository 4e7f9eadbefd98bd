//! Making up the page: composed lines go into legs, around pictures and under heads.
//!
//! A [`crate::page::model::PageModel`] comes in; [`Filled`] goes out: every page's frames at
//! their place, and, as data, what found no place ([`Overset`]) and what stayed empty
//! ([`Slack`]).
//!
//! ```text
//! blocks: head, intro, pictures, furniture, boxes -> frames, and the regions of threads
//! threads: items -> slots -> lines, kept together -> frames, overset, slack
//! rules between legs and between stories
//! ```
//!
//! Read `frame.rs` (out), then `fill.rs`; `story.rs` with `head.rs`, `fit.rs` and `white.rs`
//! for heads; `slots.rs`, `items.rs` and `thread.rs` for the text; `proof.rs` last.

mod boxes;
mod column_rules;
mod desk;
mod dump;
mod fill;
mod fit;
mod frame;
mod furniture;
mod head;
mod hole;
mod intro;
mod items;
mod label;
mod overset;
mod picture;
mod proof;
mod shortfall;
mod slots;
mod spread;
mod story;
mod thread;
mod white;

pub use dump::{dump, dump_lines};
pub use fill::fill;
pub use frame::{
    Filled, Frame, Leg, Overset, PlacedBox, PlacedLine, PlacedPicture, PlacedRule, SetPage, Slack,
    Usage,
};
pub use proof::mark_proof;

#[cfg(test)]
mod tests;
