//! What the fuzz targets and the tests share: jobs made of a stranger's bytes, and a generator of
//! such bytes.
//!
//! `jobs.rs` has a function for each target: it makes a job of any bytes, runs it, and holds what
//! has to hold of every outcome. `mutate.rs` makes bytes of sound files and a number.
//! `seeds.rs` has the sound files: the project's own examples and test data.
//!
//! `cargo fuzz run TARGET` calls both without end (see `fuzz/README.md`); `tests/suite/fuzz.rs`
//! a few hundred times with fixed numbers; `cargo bench --bench rounds` for as long as it is told.

pub mod jobs;
#[allow(dead_code, reason = "the targets take libFuzzer's mutants and corpus")]
pub mod mutate;
#[allow(dead_code, reason = "the targets take libFuzzer's mutants and corpus")]
pub mod seeds;

/// A fuzz target: libFuzzer's bytes, or those that our own generator makes of its seed.
#[allow(unused_macros, reason = "the tests have no targets")]
macro_rules! target {
    ($name:ident) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| {
            let judged =
                $crate::fuzz::jobs::run($crate::fuzz::jobs::Target::named(stringify!($name)), data);
            judged.expect("a sound outcome");
        });

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            if seed % 2 == 0 {
                return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
            }
            let target = $crate::fuzz::jobs::Target::named(stringify!($name));
            let made = $crate::fuzz::mutate::changed(target, &data[..size], u64::from(seed));
            let length = made.len().min(max_size);
            data[..length].copy_from_slice(&made[..length]);
            length
        });
    };
}
#[allow(unused_imports, reason = "the tests have no targets")]
pub(crate) use target;
