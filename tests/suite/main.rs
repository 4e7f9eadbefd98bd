//! The one integration test binary (each further one would link the fonts again).

mod api;
mod arrange;
mod article_pictures;
mod bad;
mod book;
#[cfg(feature = "watch")]
#[allow(dead_code, reason = "the bench does more with it")]
mod browser;
mod called;
mod circles;
/// The rules of the standards, which the writer's own tests check, too.
#[path = "../../src/pdf/tests/clauses/mod.rs"]
mod clauses;
mod cli;
mod code;
#[cfg(feature = "page-pictures")]
mod compare;
mod coverage;
mod cures;
mod desk;
mod editions;
mod epub;
mod fillers;
mod fit;
mod fuzz;
mod golden;
mod heads;
mod idml;
mod import;
#[cfg(feature = "page-pictures")]
mod inks;
mod jumps;
#[cfg(feature = "watch")]
mod live_page;
mod made_plans;
mod marks;
mod new;
mod pdf;
/// The reader that the writer's own tests use: it knows the file format only.
#[path = "../../src/pdf/tests/reader.rs"]
mod pdf_reader;
mod plans;
mod properties;
mod raster;
mod rooms;
mod schema;
mod slips;
mod spreads;
mod standards;
mod support;
mod tags;
#[cfg(feature = "watch")]
mod watch;
