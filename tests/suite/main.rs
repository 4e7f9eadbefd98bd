//! The one integration test binary (each further one would link the fonts again).

mod code;
mod rooms;
