//! The fuzz targets' jobs, a bounded number of mutants of each: the same files and numbers, so the
//! same bytes, every time. Longer rounds are `cargo bench --bench rounds` and `cargo fuzz run`.

use std::collections::BTreeSet;

use super::support;
use generator::jobs::{self, Target};
use generator::{mutate, seeds};

#[path = "../../fuzz/src/mod.rs"]
mod generator;

/// What is tried of each target, and of layouts, which may be of a hundred pages.
const MUTANTS: u64 = 60;
const LAYOUTS: u64 = 16;
/// The largest sound file that is tried.
const MOST_BYTES: usize = 20_000;

fn try_mutants(target: Target) {
    let seeds = seeds::of(target, &support::root());
    assert!(!seeds.is_empty(), "{} has no files", target.name());
    let count = if target == Target::Layout { LAYOUTS } else { MUTANTS };
    for seed in 0..count {
        let mutant = mutate::mutant(target, &seeds, seed);
        let judged = jobs::run(target, &mutant);
        assert_eq!(judged, Ok(()), "mutant {seed} of {}", target.name());
    }
}

#[test]
fn layouts_that_are_wrong_get_an_answer() {
    try_mutants(Target::Layout);
}

#[test]
fn articles_that_are_wrong_get_an_answer() {
    try_mutants(Target::Article);
}

#[test]
fn texts_under_any_settings_get_an_answer() {
    try_mutants(Target::SettingsText);
}

#[test]
fn fonts_that_are_wrong_get_an_answer() {
    try_mutants(Target::Font);
}

#[test]
fn pictures_that_are_wrong_get_an_answer() {
    try_mutants(Target::Picture);
}

#[test]
fn art_that_is_wrong_gets_an_answer() {
    try_mutants(Target::PdfArt);
}

#[test]
fn profiles_that_are_wrong_get_an_answer() {
    try_mutants(Target::Profile);
}

#[test]
fn copy_that_is_wrong_gets_an_answer() {
    try_mutants(Target::Copy);
}

/// What is no mutant is composed, so that mutants reach what comes behind the readers. (Layouts are
/// composed by other tests.)
#[test]
fn sound_files_make_pages() {
    for target in Target::ALL.into_iter().filter(|target| *target != Target::Layout) {
        let mut sound = seeds::of(target, &support::root());
        sound.retain(|bytes| bytes.len() < MOST_BYTES);
        assert!(!sound.is_empty() || target == Target::Profile, "{}", target.name());
        let judged = sound.iter().map(|bytes| jobs::run(target, bytes));
        assert_eq!(judged.collect::<Result<Vec<()>, _>>().map(|_| ()), Ok(()), "{}", target.name());
    }
}

/// The fuzz targets of `fuzz/` are these: cargo-fuzz alone would build them.
#[test]
fn every_target_has_its_file() {
    let folder = support::root().join("fuzz/fuzz_targets");
    let files: BTreeSet<String> = support::files(&folder, "rs")
        .into_iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let names: BTreeSet<String> =
        Target::ALL.iter().map(|target| target.name().to_owned()).collect();
    assert_eq!(files, names);
    let manifest = std::fs::read_to_string(support::root().join("fuzz/Cargo.toml"));
    let manifest = manifest.expect("a manifest");
    for name in names {
        assert_eq!(Target::named(&name).name(), name);
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        let file = std::fs::read_to_string(folder.join(format!("{name}.rs"))).expect("a file");
        assert!(file.contains(&format!("fuzz::target!({name});")), "{name}");
    }
}
