//! The driver: a [`Job`] and a [`World`] come in, an [`Outcome`] goes out.
//!
//! `run.rs` shows the stages one below the other: that is the file to read first. A [`Session`]
//! (`session.rs`, on the threads of `threads.rs`) keeps between runs what has been made.
//! `job.rs` has what may be asked for, `outcome.rs` what is given back, `world.rs` where files come
//! from. `reader.rs` with `articles.rs`, `fonts.rs`, `pictures.rs` and `press.rs` reads what a
//! layout names; `type_shop.rs` holds the fonts and what was set in them; `write.rs`,
//! `byproducts.rs`, `readers.rs` and `page_pictures.rs` make the files; `comparison.rs` runs two jobs and tells
//! what differs; `importing.rs` makes articles of copy, `licences.rs` has the notices of what is carried; `sight.rs` is what it and `watch` are shown of a finished job, `arranging.rs` makes layouts of plans.
//!
//! This room may name every other; it decides nothing about a page. What it decides is when a job
//! stops: between stages, when one of them found errors, unless a proof is wanted.

mod arranging;
mod articles;
mod byproducts;
#[cfg(feature = "page-pictures")]
mod comparison;
mod fonts;
#[cfg(any(feature = "cli", feature = "python"))]
mod importing;
mod job;
mod layers;
#[cfg(any(feature = "cli", feature = "python"))]
mod licences;
mod outcome;
mod page_pictures;
mod pictures;
mod press;
mod reader;
mod readers;
mod run;
mod session;
mod sight;
mod threads;
mod type_shop;
mod world;
mod write;

#[cfg(feature = "watch")]
pub(crate) use arranging::Overlaid;
pub use arranging::{Arranging, Layouts};
#[cfg(feature = "page-pictures")]
pub use comparison::{Comparison, Side, Told, WebPage};
#[cfg(any(feature = "cli", feature = "python"))]
pub use importing::{Around, ArticleFiles, Importer, Importing};
pub use job::{Goal, Job, Proof, ReadersEdition, ShowGrid, Stage, Step, Wanted};
#[cfg(any(feature = "cli", feature = "python"))]
pub use licences::notices;
pub use outcome::{ByProduct, ByProductKind, Outcome, Output, PageFile};
#[cfg(feature = "cli")]
pub(crate) use reader::meant;
#[cfg(feature = "cli")]
pub(crate) use readers::too_large;
pub use session::{NoThreads, Session, typeset};
#[cfg(feature = "watch")]
pub(crate) use sight::{Fonts, Sight};
pub use world::World;
