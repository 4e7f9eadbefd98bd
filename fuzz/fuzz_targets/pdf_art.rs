#![no_main]

#[path = "../src/mod.rs"]
mod fuzz;

fuzz::target!(pdf_art);
