//! Pages that lay themselves out: a plan becomes an ordinary layout.
//!
//! A plan, as [`crate::source`] read it, and its text come in; the text of a layout goes out, with what
//! there is to say. Whoever calls gives a [`Bench`], on which layouts are settled: the arranger writes
//! rooms for its stories, has them set and measures them, parts the pages, writes the layout, has that
//! set, too, and mends it until nothing is over. What a layout means it leaves to the rooms above.
//!
//! Read `plan.rs` (what is to be arranged), `bench.rs`, `document.rs` with `looks.rs` (the plan's text as it is kept), `imagine.rs`
//! and `measure.rs` (how deep stories are), `shape.rs` with `spots.rs`, `fits.rs` and `worth.rs` (the forms that they can take), `area.rs` with `rectangles.rs` and `ways.rs` (what is free of a page, and the ways to part that),
//! `rules.rs` (what is good make-up, with all weights), `problem.rs`, `search.rs` with `pins.rs`, `parts.rs`, `kept.rs`, `depths.rs`, `cuts.rs` and `wheel.rs` (the dissection) and `judge.rs` with its folder (what one costs),
//! `page.rs` with `empty.rs`, `laid.rs`, `walk.rs`, `moves.rs` and `recut.rs`, `share.rs` (which stories go to which page), `standing.rs` (where they stood), then `make_up.rs` with `trial.rs`, `choose.rs`, `written.rs`, `mend.rs` and, for what stayed `white.rs`, `room.rs`, which puts them together; `seen.rs` looks at
//! what was set; `write.rs`, `mark.rs` and `tell.rs` say what came of it.
//!
//! Invariant: the same plan and the same number give the same layout.

mod area;
mod bench;
mod cuts;
mod depths;
mod document;
mod dress;
mod empty;
mod fits;
mod imagine;
mod judge;
mod kept;
mod laid;
mod looks;
mod make_up;
mod mark;
mod measure;
mod moves;
mod page;
mod parts;
mod pins;
mod plan;
mod problem;
mod rectangles;
mod recut;
mod rules;
mod search;
mod seen;
mod shape;
mod share;
mod spots;
mod standing;
mod tell;
mod walk;
mod ways;
mod wheel;
mod white;
mod worth;
mod write;

pub use bench::{Bench, Purpose, Settled};
pub use document::Base;
pub use make_up::{Arranged, Arranger, Asked};
#[cfg(feature = "cli")]
pub use mark::is_unchanged;
pub use plan::Plan;
pub use standing::stood;
