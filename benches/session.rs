//! How long a session takes from one changed word to the new PDF: the example page, and an
//! edition of twenty like it.
//!
//! `cargo bench --bench session`. The first run makes everything; then a word is changed and
//! changed back, and the median is told. The bytes are compared with a fresh run's. The figures
//! inform; nothing depends on them.

mod edition;

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use typeset::diag::Deny;
use typeset::fonts::SystemFont;
use typeset::{Goal, Job, Output, Proof, Session, ShowGrid, Wanted, World};

const EDITS: usize = 40;

fn main() {
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    println!("{:<12} {:>10} {:>10} {:>10}", "layout", "first ms", "median ms", "most ms");
    for (name, pages) in [("page", 1), ("20 pages", 20)] {
        let mut desk = Desk::new(pages);
        let mut session = Session::with_threads(threads).expect("threads");
        let first = desk.run(&mut session).0;
        let mut times: Vec<Duration> = (0..EDITS)
            .map(|_| {
                desk.edit();
                desk.run(&mut session).0
            })
            .collect();
        let fresh = desk.run(&mut Session::with_threads(threads).expect("threads")).1;
        assert!(desk.run(&mut session).1 == fresh, "a session gives the bytes of a fresh run");
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let (median, most) = (ms(times[EDITS / 2]), ms(times[EDITS - 1]));
        println!("{name:<12} {:>10.1} {median:>10.1} {most:>10.1}", ms(first));
    }
}

/// An edition of the example page, one of its articles open in an editor.
struct Desk {
    layouts: PathBuf,
    layout: String,
    article: String,
    edits: usize,
}

/// A word of the lead, and one that it is changed to, with a character that stands nowhere else.
const WORD: (&str, &str) = ("港口", "驛站");

impl Desk {
    fn new(pages: usize) -> Desk {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let layout = edition::layout(root, pages);
        let article = root.join("examples/harbour/lead.md");
        let article = std::fs::read_to_string(article).expect("an example");
        assert!(article.contains(WORD.0), "the word stands in the lead");
        Desk { layouts: root.join("layouts"), layout, article, edits: 0 }
    }

    fn edit(&mut self) {
        let (from, to) = if self.edits.is_multiple_of(2) { WORD } else { (WORD.1, WORD.0) };
        let at = self.article.rfind(from).expect("the word");
        self.article.replace_range(at..at + from.len(), to);
        self.edits += 1;
    }

    fn run(&self, session: &mut Session) -> (Duration, Vec<u8>) {
        let job = Job {
            layout: &self.layouts.join("edition.toml"),
            goal: Goal::Document,
            proof: Proof::Final,
            show_grid: ShowGrid::Hidden,
            deny: &Deny::default(),
            wanted: Wanted::default(),
        };
        let start = Instant::now();
        let outcome = session.run(&job, self, &mut |_| ());
        let time = start.elapsed();
        match outcome.output {
            Output::Document(pdf) => (time, pdf),
            _ => panic!("{:#?}", outcome.findings),
        }
    }
}

impl World for Desk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match path.file_name().and_then(|name| name.to_str()) {
            Some("edition.toml") => Ok(self.layout.clone().into_bytes()),
            Some("open.md") => Ok(self.article.clone().into_bytes()),
            _ => std::fs::read(path),
        }
    }

    fn system_font(&self, _: &str) -> Option<SystemFont> {
        None
    }
}
