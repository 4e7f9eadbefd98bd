//! The one integration test binary (each further one would link the fonts again).

mod bad;
mod cli;
mod code;
mod golden;
mod pdf;
/// The reader that the writer's own tests use: it knows the file format only.
#[path = "../../src/pdf/tests/reader.rs"]
mod pdf_reader;
mod properties;
mod raster;
mod rooms;
mod support;
