//! What the program tells its user: places in files, diagnostics, their codes and renderers.
//!
//! Every stage hands over what it has plus its [`Findings`]: the [`Diagnostic`]s it collected,
//! each said once. The driver puts them together in the order of the job and renders them at the
//! end. A diagnostic has a stable [`Code`] whose letter says what
//! it is about (`L` layout, `A` article, `F` font, `C` composition, `O` text and its room, `K` preflight, `P` pictures and PDF, `I` imported copy, `U` usage and files, `X` internal).
//! Codes never change meaning and are never used again.
//!
//! Read `span.rs`, `diagnostic.rs`, `findings.rs`, then the table in `codes/`, then the renderers
//! `human.rs`, `json.rs`, `sarif.rs` and `github.rs`; `deny.rs` makes errors of what a caller will
//! not have, `allow.rs` silences what a layout knows of, `explain.rs` tells of a code, `named.rs` knows codes
//! by their words; `suggest.rs`, `counted.rs` and `shell_word.rs` help to word a message.
//!
//! Invariant: this room imports no other, so every room may speak through it.

mod allow;
pub mod codes;
mod counted;
mod deny;
mod diagnostic;
mod explain;
mod findings;
pub mod github;
#[cfg(feature = "human-messages")]
pub mod human;
pub mod json;
mod named;
pub mod sarif;
mod shell_word;
mod span;
mod suggest;

pub(crate) use allow::{Allow, Scope};
pub use codes::Code;
pub(crate) use counted::counted;
pub use deny::Deny;
pub use diagnostic::{Diagnostic, Label, Severity};
pub use explain::explain;
pub use findings::{Closing, Findings, Unsaid};
pub use named::{UnknownFinding, named};
pub(crate) use shell_word::shell_word;
pub use span::{FileId, SourceMap, Span, Spanned};
pub(crate) use suggest::{nearest, suggest};
