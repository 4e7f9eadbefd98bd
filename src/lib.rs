//! `typeset` composes Chinese newspaper pages: a layout and its articles in, a PDF out.
//!
//! `driver/run.rs` shows the stages one below the other:
//!
//! ```text
//! layout file -> resolved page model -> composed text -> placed frames -> drawing list -> PDF
//! ```
//!
//! Nothing flows back. Each stage is a room of its own, listed below in their order; a room
//! imports only rooms above it.
//!
//! # What there is for a caller
//!
//! | | |
//! |---|---|
//! | asked for | a [`Job`]: a [`Goal`] (of which one is to dump a [`Stage`]), a [`Proof`] or none, [`ShowGrid`], and what is [`Wanted`] beside the PDF |
//! | where files come from | a [`World`], which also knows of each [`SystemFont`] |
//! | the run | [`Session::run`], which keeps what it made for the next run, or [`NoThreads`]; [`typeset()`] keeps nothing; either tells each [`Step`] |
//! | given back | an [`Outcome`]: its [`Output`] (one PDF, or a [`PageFile`] a page), each [`ByProduct`] with its [`ByProductKind`], and the findings |
//! | a reader's edition | as a [`ReadersEdition`]: the EPUB of one layout, or a [`Gathering`] that [`bind`] binds with those of others, unless they are [`TooLarge`] |
//! | findings | [`diag::Findings`], to be shown by the renderers of [`diag`], and [`diag::Deny`], which makes errors of them |
//! | comparison | [`Session::compare`] of two [`Side`]s gives a [`Comparison`]: an outcome each, and what is [`Told`] of their differences, with a [`WebPage`] or without |
//! | pages that lay themselves out | [`Session::arrange`] of what [`Arranging`] names gives [`Layouts`] |
//! | schema | [`layout_schema`], [`article_schema`] of its front matter; [`map_schema`], of the map of the articles; [`ledger_schema`], of how they fit; [`compare_schema`], of differences |
//!
//! Nothing else is promised.
//!
//! # Features
//!
//! All of them but `python` are on unless `default-features = false`, which leaves the library alone.
//!
//! | feature | gives |
//! |---|---|
//! | `cli` | the program `typeset`; brings `human-messages` |
//! | `human-messages` | `diag::human`, messages with the lines that they are about |
//! | `page-pictures` | pages as PNG ([`Wanted::png`]), soft proofs, ink maps, plates, comparisons; without it a job that wants them has an error |
//! | `watch` | the live page, `typeset watch`; brings `cli` and `page-pictures` |
//! | `python` | the native half of the Python package, which is built by maturin from `pyproject.toml` |
//! | `system-fonts` | the program looks up families that are installed; a [`World`] of a caller's needs no feature for that |
//!
//! # Use
//!
//! The library has no global state. Files and fonts come from its caller, a [`World`], and the
//! only date is the layout's; it works on the caller's threads or on a number of its own, and
//! catches no panic. A [`Session`] keeps what it has made for the next run:
//!
//! ```
//! use std::collections::BTreeMap;
//! use std::io;
//! use std::num::NonZeroUsize;
//! use std::path::Path;
//!
//! use typeset::diag::Deny;
//! use typeset::{Goal, Job, Output, Proof, Session, ShowGrid, SystemFont, Wanted, World};
//!
//! struct Memory(BTreeMap<String, Vec<u8>>);
//!
//! impl World for Memory {
//!     fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
//!         let file = path.to_str().and_then(|path| self.0.get(path));
//!         file.cloned().ok_or(io::ErrorKind::NotFound.into())
//!     }
//!
//!     fn system_font(&self, _family: &str) -> Option<SystemFont> {
//!         None
//!     }
//! }
//!
//! let layout = r#"
//!     [document]
//!     date = 2024-11-16
//!     [grid]
//!     columns = 2
//!     measure = 12
//!     [article]
//!     lead = "lead.md"
//!     [[page]]
//!     block = [{ article = "lead", columns = "1-2", lines = "1+9" }]
//! "#;
//! let article = "+++\nheadline = \"海港開放\"\n+++\n港口今日開放，遊人如鯽。\n";
//! let files = [("page.toml", layout), ("lead.md", article)];
//! let world = Memory(files.map(|(name, text)| (name.into(), text.into())).into());
//!
//! let job = Job {
//!     layout: Path::new("page.toml"),
//!     goal: Goal::Document,
//!     proof: Proof::Final,
//!     show_grid: ShowGrid::Hidden,
//!     deny: &Deny::default(),
//!     wanted: Wanted::default(),
//! };
//! let mut session = Session::with_threads(NonZeroUsize::MIN).expect("a thread can be had");
//! let outcome = session.run(&job, &world, &mut |_step| ());
//! let Output::Document(pdf) = outcome.output else { panic!("{:?}", outcome.findings) };
//! assert!(pdf.starts_with(b"%PDF-1.6"));
//! ```

pub mod diag;

// The rooms are open for this package's own tests and benches, which look at what goes from one to
// the next. They are no part of what the library promises.
#[doc(hidden)]
pub mod measure;

mod flate;
mod kept;

#[doc(hidden)]
pub mod chars;
#[doc(hidden)]
pub mod text;

#[doc(hidden)]
pub mod colour;
#[doc(hidden)]
pub mod fonts;
#[doc(hidden)]
pub mod picture;

#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod wire;

#[doc(hidden)]
pub mod page;

#[doc(hidden)]
pub mod compose;
#[doc(hidden)]
pub mod flow;

#[doc(hidden)]
pub mod draw;
mod preflight;

mod pdf;

mod byproduct;

#[cfg(feature = "page-pictures")]
mod compare;

mod arrange;

mod driver;

#[cfg(any(feature = "cli", feature = "python"))]
mod disk;

#[cfg(feature = "watch")]
mod watch;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

#[cfg(feature = "python")]
mod python;

pub use byproduct::{Gathering, TooLarge, bind, ledger_schema, map_schema};
#[cfg(feature = "page-pictures")]
pub use compare::compare_schema;
pub use driver::{
    Arranging, ByProduct, ByProductKind, Goal, Job, Layouts, NoThreads, Outcome, Output, PageFile,
    Proof, ReadersEdition, Session, ShowGrid, Stage, Step, Wanted, World, typeset,
};
#[cfg(feature = "page-pictures")]
pub use driver::{Comparison, Side, Told, WebPage};
pub use fonts::SystemFont;
pub use source::{article_schema, layout_schema};
