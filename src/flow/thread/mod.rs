//! One story's text through its blocks: over legs, blocks and pages, around inserts.
//!
//! A story's [`Item`]s, a [`Room`] and a [`Treatment`] come in; a [`Settled`] goes out: every line
//! with its place, what is over and what is left. [`settle`] is a function of these three and of
//! nothing else, so its value may be compared, kept, and asked for on any thread. [`choose`]
//! asks for it as often as it takes to find the treatment that a story gets.
//!
//! Read `region.rs` (where lines can stand) with `closing.rs` (where a page is closed), `items.rs` (what is to be set), `prepare.rs` (items
//! shaped and broken, each once) with `initial.rs`, `settle.rs` with `keeps.rs`, then `choose.rs`,
//! `level.rs`, `enough.rs` and `holes.rs`; `kept.rs` has the stories of earlier runs.

mod choose;
mod closing;
mod contour;
mod enough;
mod holes;
mod initial;
mod items;
mod keeps;
mod kept;
mod lane;
mod level;
mod obstacles;
mod prepare;
mod region;
mod settle;

pub(super) use choose::{Choice, Chosen, keep};
pub(super) use closing::Closing;
pub(super) use contour::{Contour, Interval};
pub(super) use holes::{Hole, holes, too_few_beside};
pub(super) use items::{Item, items_of, items_of_part};
pub(super) use keeps::Keeps;
pub use kept::Stories;
pub(super) use lane::Lane;
pub(super) use obstacles::Obstacles;
pub(super) use region::{
    HeadWhite, Left, Measures, Place, Region, Room, Track, left, own_tracking,
};
pub(super) use settle::{
    Ink, LinePlace, Mark, Over, Settled, SettledLine, Settler, Treatment, settle,
};
