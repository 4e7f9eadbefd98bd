//! Making up the page: composed lines go into legs, around pictures and under heads.
//!
//! A [`crate::page::model::PageModel`] comes in; [`Filled`] goes out: every page's frames at
//! their place, and, as data, what found no place ([`Overset`]) and what stayed empty
//! ([`Slack`]).
//!
//! ```text
//! blocks: head, intro, pictures, furniture, boxes -> frames, and the regions of threads
//! threads: items, room, treatment -> settle -> lines, overset, slack; the best is chosen
//! pages: all of them in the order of the job, rules between legs and between stories
//! ```
//!
//! Read `frame.rs` (out), `corner.rs` and `type_case.rs` (what every step has at hand), `thread/`
//! (a story's text in a room, as a value), `heads/`, then `pages/`, which puts them together, and `copyfit/`, which treats what does not fit
//! before that; `halves.rs` makes two pages of a spread, `standing.rs` keeps
//! what was set for the runs after, and `dump.rs` prints what stands where.

mod copyfit;
mod corner;
mod dump;
mod edges;
mod frame;
mod halves;
mod heads;
mod pages;
mod standing;
mod table;
mod thread;
mod type_case;

pub use crate::compose::parts_phrase;
pub use copyfit::{Fitted, FittedStory, Remedy, copyfit, told_of_fit};
pub use dump::{dump, dump_lines};
pub use frame::{
    Account, Filled, Frame, Gap, Leg, OverLine, Overset, PlacedBox, PlacedLine, PlacedPicture,
    PlacedRule, SetPage, Slack, Usage,
};
pub use halves::split;
pub use pages::{close_boxes, fill, mark_proof};
pub use standing::Standing;

#[cfg(test)]
mod tests;
