//! The command line: arguments in, files and messages out, an exit code at the end.
//!
//! This is the room that touches the machine: files (by way of the room `disk`), git (`revision.rs`), the terminal (`messages.rs`) and the output
//! files (`files.rs`, `output.rs`). It hands the library a [`crate::World`] and prints what comes back. One
//! other touches the disk, on this room's behalf alone: for a layout that says `system =`,
//! `fonts/system.rs` looks through the machine's font folders.
//!
//! Read `args.rs` (what can be asked), `commands.rs` and `import.rs` (what is done), then the rest; `compare.rs` has
//! the two sides of `typeset compare`, `watch.rs` opens the live page, `arrange.rs` is where layouts of plans go.

mod args;
mod arrange;
mod commands;
mod compare;
mod files;
mod import;
mod manual;
mod messages;
mod new;
mod output;
mod progress;
#[cfg(feature = "page-pictures")]
mod revision;
mod several;
mod watch;

pub use commands::main;
