//! How long it takes from a save to the new picture on the screen: `typeset watch` and a real
//! Chromium, for the example page and for an edition of twenty like it.
//!
//! `cargo bench --bench watch`. The clock starts before the file is written and stops when the frame
//! with the new picture has been handed to the screen (a frame after it was decoded and painted).
//! The figures inform; nothing depends on them.

mod edition;

#[allow(dead_code, reason = "the tests do more with it")]
#[path = "../tests/suite/browser.rs"]
mod browser;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use browser::{Browser, Screen, Tab};

const EDITS: usize = 50;
/// Between two edits, so that thumbnails are no part of the next.
const REST: Duration = Duration::from_millis(600);
/// A word of the lead, and one that it is changed to.
const WORD: (&str, &str) = ("港口", "驛站");

fn main() {
    let Some(mut browser) = Browser::start() else { return };
    println!(
        "{:<10} {:<12} {:>8} {:>10} {:>8} {:>8}",
        "layout", "view", "first", "median ms", "90 %", "most"
    );
    for (name, pages) in [("page", 1), ("20 pages", 20)] {
        let desk = Desk::new(pages);
        for (view, key) in [("whole page", "0"), ("page width", "w")] {
            let tab = browser.open(&desk.address, Screen::DESK);
            browser.wait(&tab, "document.documentElement.dataset.picture");
            browser.key(&tab, key);
            std::thread::sleep(Duration::from_secs(3));
            let mut times: Vec<f64> =
                (0..EDITS).map(|edit| desk.edit(&mut browser, &tab, edit)).collect();
            let first = times[0];
            times.sort_by(f64::total_cmp);
            let (median, late, most) = (times[EDITS / 2], times[EDITS * 9 / 10], times[EDITS - 1]);
            println!("{name:<10} {view:<12} {first:>8.1} {median:>10.1} {late:>8.1} {most:>8.1}");
            browser.close(tab);
        }
    }
}

/// A folder with the edition and the watcher at work on it.
struct Desk {
    folder: tempfile::TempDir,
    watcher: Child,
    address: String,
}

impl Desk {
    fn new(pages: usize) -> Desk {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("layouts")).expect("a folder");
        std::fs::create_dir_all(at("examples/harbour")).expect("a folder");
        for entry in std::fs::read_dir(root.join("examples/harbour")).expect("the example") {
            let path = entry.expect("an entry").path();
            let to = at("examples/harbour").join(path.file_name().expect("a name"));
            std::fs::copy(path, to).expect("a copy");
        }
        std::fs::copy(at("examples/harbour/lead.md"), at("layouts/open.md")).expect("a copy");
        std::fs::write(at("layouts/edition.toml"), edition::layout(root, pages)).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_typeset"));
        command.current_dir(folder.path()).args(["watch", "layouts/edition.toml", "--port", "0"]);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut watcher = command.spawn().expect("the program");
        let mut address = String::new();
        let mut said = BufReader::new(watcher.stdout.as_mut().expect("a pipe"));
        said.read_line(&mut address).expect("an address");
        Desk { folder, watcher, address: address.trim().to_owned() }
    }

    fn article(&self) -> PathBuf {
        self.folder.path().join("layouts/open.md")
    }

    /// Changes a word; gives the milliseconds until the page with it is on the screen.
    fn edit(&self, browser: &mut Browser, tab: &Tab, edit: usize) -> f64 {
        std::thread::sleep(REST);
        let (from, to) = if edit.is_multiple_of(2) { WORD } else { (WORD.1, WORD.0) };
        let article = std::fs::read_to_string(self.article()).expect("the article");
        let changed = article.replacen(from, to, 1);
        assert_ne!(article, changed, "the word stands in the lead");
        let painted = browser.begin(
            tab,
            "new Promise((done) => {
                const { documentElement: root } = document;
                const before = root.dataset.picture;
                const look = () => root.dataset.picture !== before && done(true);
                new MutationObserver(look).observe(root, { attributes: true });
            })",
        );
        // The browser listens before the clock starts.
        browser.value(tab, "true");
        let start = Instant::now();
        std::fs::write(self.article(), changed).expect("a writable file");
        browser.settled(painted);
        start.elapsed().as_secs_f64() * 1e3
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.watcher.kill();
        let _ = self.watcher.wait();
    }
}
