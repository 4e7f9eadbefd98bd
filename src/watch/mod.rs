//! The live page: pages as pictures in a browser, redrawn after every saved change.
//!
//! ```text
//! a file is saved -> watcher -> desk: the layouts that read it are composed (session, seen)
//!   -> board: the state, as JSON -> a browser asks for what changed of a picture (pictures, look)
//! ```
//!
//! Layouts and a [`Watch`] come in, an address of this machine goes out that answers until the
//! program ends. Each layout has a session of its own, so that what a save leaves as it was is
//! neither composed nor drawn again; while a layout has errors its last good pages stay.
//!
//! Read `desk.rs` (what happens after a save), `seen.rs` (what is kept of a finished job), `look.rs`
//! (what of a page looks otherwise than before), `pictures.rs`, `board.rs`, then `server.rs` with
//! `doors.rs`, which says who is let in. `watcher.rs` knows of saves, `plans.rs` of plans and what is wished of them,
//! `editor.rs` of editors.
//!
//! This room is a face of the driver. It knows the clock; nothing on a page depends on that. It
//! writes no file but the layout of a plan that somebody takes, and no address leads to the disk.

mod at;
mod board;
mod desk;
mod doors;
mod editor;
mod files;
mod findings;
mod layout;
mod look;
mod marks;
mod paths;
mod pictures;
mod plans;
mod routes;
mod seen;
mod server;
mod stories;
mod watcher;

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Findings, SourceMap};
use crate::driver::World;
use board::Board;
use desk::Desk;
use pictures::Pictures;
use plans::Plans;

pub use editor::{Editor, NoEditor};

/// What is asked for.
pub struct Watch {
    pub layouts: Vec<PathBuf>,
    /// Nought for any that is free.
    pub port: u16,
    pub editor: Editor,
    /// How many layouts are composed side by side, and pictures drawn.
    pub threads: NonZeroUsize,
    /// Where the files of a layout come from; asked for each run, for folders come and go.
    pub world: Box<Worlds>,
    /// Told what each run found.
    pub told: Box<Ear>,
}

/// Hears what was found in a layout.
pub type Ear = dyn Fn(&Path, &SourceMap, &Findings) + Send + Sync;

/// Gives a layout's world, unless its folder is not there.
pub type Worlds = dyn Fn(&Path) -> io::Result<Box<dyn World>> + Send + Sync;

/// Opens the live page; gives the port that it answers at, from now on until the program ends.
pub fn open(watch: Watch) -> io::Result<u16> {
    let pictures = Arc::new(Pictures::default());
    let board = Arc::new(Board::new(&watch.layouts, &watch.editor));
    let plans = Arc::new(Plans::new(watch.layouts.len()));
    let shown = (board.clone(), pictures.clone(), plans.clone());
    let port = server::serve(watch.port, shown)?;
    Desk::new(watch, board, pictures, plans).work()?;
    Ok(port)
}
