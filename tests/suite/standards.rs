//! Every layout of the project's own keeps to the standard that it claims: to PDF/X-4 as it is,
//! and to the others when it names them; as one file, and as a file a page.

use std::io;
use std::path::{Path, PathBuf};

use typeset::fonts::SystemFont;
use typeset::{Goal, Output, World};

use crate::clauses::{Claim, faults};
use crate::support::{self, Files};

/// The files as they are, but for a layout with another standard.
struct Claiming {
    layout: PathBuf,
    text: String,
}

impl Claiming {
    fn of(layout: &Path, standard: &str) -> Claiming {
        let text = std::fs::read_to_string(layout).expect("a layout");
        let key = format!("standard = \"{standard}\"\n");
        let text = match text.split_once("[output]\n") {
            Some((before, after)) => format!("{before}[output]\n{key}{after}"),
            None => format!("{text}\n[output]\n{key}"),
        };
        Claiming { layout: layout.to_owned(), text }
    }
}

impl World for Claiming {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == self.layout { Ok(self.text.clone().into_bytes()) } else { Files.read(path) }
    }

    fn system_font(&self, family: &str) -> Option<SystemFont> {
        Files.system_font(family)
    }
}

/// The files that a layout gives.
fn written(layout: &Path, standard: &str, goal: Goal) -> Vec<Vec<u8>> {
    let outcome = support::run_in(&Claiming::of(layout, standard), layout, goal);
    match outcome.output {
        Output::Document(bytes) => vec![bytes],
        Output::Pages(pages) => pages.into_iter().map(|page| page.bytes).collect(),
        _ => panic!("{}: {:#?}", layout.display(), outcome.findings),
    }
}

#[test]
fn layouts_keep_to_what_they_claim() {
    for layout in support::layouts() {
        for (standard, claim) in [("x-4", Claim::X4), ("a-2u", Claim::A2u), ("plain", Claim::Plain)]
        {
            for bytes in written(&layout, standard, Goal::Document) {
                assert_eq!(faults(&bytes, claim), [""; 0], "{}: {standard}", layout.display());
            }
        }
        for bytes in written(&layout, "x-4", Goal::Pages) {
            assert_eq!(faults(&bytes, Claim::X4), [""; 0], "{}: a page", layout.display());
        }
        assert_eq!(
            written(&layout, "x-4", Goal::Document),
            [support::pdf(&layout)],
            "{}: PDF/X-4 is what is written when nothing is asked",
            layout.display()
        );
    }
}

/// A file claims no standard that the art in it was found not to hold.
#[test]
fn damaged_art_is_an_error_where_a_standard_is_claimed() {
    let text = "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"150mm\", \"120mm\"]\nmargin = \"7mm\"\n\
        [grid]\ncolumns = 3\nmeasure = 13\nline = \"12pt\"\n[output]\n[[page]]\nid = \"A1\"\nblock = [\n\
        { ad = \"garbled\", art = \"pictures/art_garbled.pdf\", columns = 1, lines = \"1+7\" },\n]\n";
    let layout = support::root().join("tests/bad/art.toml");
    for (standard, errors) in [("x-4", 1), ("a-2u", 1), ("plain", 0)] {
        let key = format!("[output]\nstandard = \"{standard}\"\n");
        let claiming = Claiming { layout: layout.clone(), text: text.replace("[output]\n", &key) };
        let outcome = support::run_in(&claiming, &layout, Goal::Document);
        let told: Vec<_> =
            outcome.findings.iter().filter(|found| found.code.to_string() == "P027").collect();
        assert_eq!(told.len(), 1, "{standard}: {:#?}", outcome.findings);
        assert_eq!(told.iter().filter(|found| found.is_error()).count(), errors, "{standard}");
        assert_eq!(matches!(outcome.output, Output::Document(_)), errors == 0, "{standard}");
    }
}
