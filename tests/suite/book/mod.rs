//! The manual keeps its word: its links lead somewhere, its table of contents is whole, and its
//! list of messages is that of the program.

mod examples;
mod links;
mod markdown;
mod messages;
mod rules;
