#![no_main]

#[path = "../src/mod.rs"]
mod fuzz;

fuzz::target!(copy);
