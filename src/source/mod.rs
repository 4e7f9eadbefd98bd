//! Layout files and articles as they are written, every value with its place.
//!
//! Text comes in; literal trees go out ([`layout::Layout`], [`article::Article`]) with the
//! diagnostics of everything that could not be read. Nothing is looked up or filled in here:
//! a key that is missing is missing.
//!
//! Read `layout.rs` and `article.rs` (the trees), then `toml_reader.rs` (a table, key by key),
//! `values.rs` (a single value), `read_layout.rs`, `read_block.rs`, `read_style.rs`; and for
//! articles `read_article.rs`, `front_matter.rs`, `markdown.rs`, `flatten.rs`, `inline.rs`.

pub mod article;
#[cfg(test)]
mod article_tests;
mod flatten;
mod front_matter;
mod inline;
pub mod layout;
#[cfg(test)]
mod layout_tests;
mod markdown;
mod read_article;
mod read_block;
mod read_layout;
mod read_style;
mod toml_reader;
mod toml_syntax;
mod values;

pub use read_article::read_article;
pub use read_layout::read_layout;

use crate::diag::{Code, Diagnostic};

/// Files over this many bytes are not read.
const TOO_LARGE: usize = 4_000_000;

/// Adds a diagnostic, unless there are more than anybody will read.
fn report(diags: &mut Vec<Diagnostic>, diagnostic: Diagnostic) {
    const MOST: usize = 1000;
    if diags.len() < MOST {
        diags.push(diagnostic);
    }
}

/// Puts the diagnostics from `first` on into the order of the file, keeps the first ones of each
/// code and counts the rest.
fn cap(diags: &mut Vec<Diagnostic>, first: usize, code: Code) {
    const MOST: usize = 20;
    let mut counts: Vec<(Code, usize)> = Vec::new();
    let mut kept = diags.split_off(first.min(diags.len()));
    kept.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| label.span.start));
    kept.retain(|diagnostic| {
        let index = match counts.iter().position(|(code, _)| *code == diagnostic.code) {
            Some(index) => index,
            None => {
                counts.push((diagnostic.code, 0));
                counts.len() - 1
            }
        };
        let count = counts.get_mut(index).map_or(0, |(_, count)| {
            *count += 1;
            *count
        });
        count <= MOST
    });
    diags.append(&mut kept);
    for (of, count) in counts.into_iter().filter(|(_, count)| *count > MOST) {
        let message = format!("at least {} more of {of} are not shown", count - MOST);
        diags.push(Diagnostic::note(code, message).help("mend those above and run again"));
    }
}
