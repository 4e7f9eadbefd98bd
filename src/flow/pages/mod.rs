//! Pages: every block in its place, every story through its blocks, and the rules between them.
//!
//! Read `fill.rs` first (`stock.rs` is what it works with), then `page_blocks.rs`; `story.rs` with `intro.rs` makes up one block of a story, `threads.rs` all
//! blocks of one with `joints.rs` (its jumps) and `overset.rs`; `picture.rs` and `furniture.rs` are the other kinds of blocks,
//! `boxes.rs`, `corners.rs` and `column_rules.rs` what is drawn around and between them, `quotes.rs` where those within a text stand, `neighbours.rs` what a block
//! gives way to (`outlines.rs`, where it follows a contour), `taken.rs` what that takes of a story's room, `hole.rs` the lines that it leaves empty, `on_fold.rs` the
//! fold of a spread; `proof.rs` comes last.

mod along;
mod as_deep;
mod boxes;
mod close;
mod column_rules;
mod corners;
mod cut;
mod even;
mod fill;
mod fillers;
mod furniture;
mod hole;
mod intro;
mod joints;
mod near_heads;
mod neighbours;
mod on_fold;
mod outlines;
mod overset;
mod page_blocks;
mod panels;
mod partings;
mod picture;
mod proof;
mod quotes;
mod stock;
mod story;
mod taken;
mod threads;

pub use close::close_boxes;
pub use fill::fill;
pub(super) use fillers::fill_up;
pub(super) use joints::{Joined, join};
pub(super) use neighbours::Neighbours;
pub(super) use outlines::Outlines;
pub(super) use page_blocks::{BlockShelf, HeadSizes, heads_apart};
#[cfg(test)]
pub(super) use panels::RED;
pub use proof::mark_proof;
pub(super) use story::{Site, set_story_block, source_follows_body};
