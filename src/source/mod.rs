//! Layout files and articles as they are written, every value with its place.
//!
//! Text comes in; literal trees go out ([`layout::Layout`], [`article::Article`]) with the
//! diagnostics of everything that could not be read. Nothing is looked up or filled in here:
//! a key that is missing is missing.
//!
//! Read `layout.rs` and `article.rs` (the trees), then `encoding.rs` (is it text), `toml_syntax.rs` (is it
//! TOML), `layers/` (several files as one), `toml_reader.rs` (a table, key by key),
//! `values.rs` (a single value), `read_layout.rs`, `read_block.rs`, `read_style.rs`; and for
//! articles `read_article.rs`, `read_body.rs` with `body_faults.rs`, `front_matter.rs`, `markdown.rs`, `flatten.rs`, `manner.rs`, `inline.rs`,
//! `article_table.rs`, `read_pictures.rs`; `read_plan.rs` has what a plan says beside a layout, `data_table.rs` reads tables that are files of their own; `written.rs`
//! reads what `wire` has made of other programs' files. What editors are told of all their keys stands in `schema`.

pub mod article;
mod article_table;
#[cfg(test)]
mod article_tests;
mod body_faults;
mod data_table;
mod empty_lines;
mod encoding;
mod flatten;
mod front_matter;
mod half_width;
mod inline;
mod layers;
pub mod layout;
#[cfg(test)]
mod layout_tests;
mod line_mark;
mod manner;
mod markdown;
mod markup;
mod near_mark;
mod note_stars;
mod pairs;
mod polygon;
mod pull;
mod read_article;
mod read_block;
mod read_body;
mod read_entry;
mod read_fit;
mod read_jump;
mod read_layout;
mod read_pictures;
mod read_plan;
mod read_style;
mod schema;
mod slips;
mod toml_reader;
mod toml_syntax;
mod unseen;
mod values;
mod written;

pub use data_table::{Separator, read_table};
pub use encoding::{Decoded, Hints, NotUtf8, Said, decode, decode_as, is_encoding, no_encoding};
pub(crate) use half_width::tell as tell_half_width;
pub use layers::{Layer, Links, Role, links};
pub use line_mark::line_mark;
pub(crate) use markup::{markup, markup_within_line};
pub use read_article::{read_article, read_articles};
pub use read_layout::read_layout;
pub use schema::{article_schema, layout_schema};
pub(crate) use unseen::of_windows;
pub use written::{Piece, WrittenArticle, read_written};

/// Files over this many bytes are not read.
const TOO_LARGE: usize = 4_000_000;
