//! The one integration test binary (each further one would link the fonts again).

mod bad;
mod cli;
mod code;
mod rooms;
mod support;
