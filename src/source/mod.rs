//! Layout files and articles as they are written, every value with its place.
//!
//! Text comes in; literal trees go out ([`layout::Layout`], [`article::Article`]) with the
//! diagnostics of everything that could not be read. Nothing is looked up or filled in here:
//! a key that is missing is missing.
//!
//! Read `layout.rs` and `article.rs` (the trees), then `toml_reader.rs`, `read_layout.rs`,
//! `read_article.rs`.

pub mod article;
pub mod layout;
