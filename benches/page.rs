//! Whole-process figures of one character, of the example pages and of editions of 100 and 1,000
//! pages of 5,000 characters: processor time, peak memory, size of the PDF; then which stage of
//! 100 pages takes how much of the time, on one thread and on two.
//!
//! `cargo bench --bench page`. Every run of the first table starts the program afresh, as a desk
//! does: what one character takes is the floor, which every job takes (fonts mapped and subset,
//! profile, file); `taiwan` and `japan` are vertical. The figures inform; nothing depends on them.

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Instant;

use typeset::diag::Deny;
use typeset::fonts::SystemFont;
use typeset::{Goal, Job, Output, Proof, Session, ShowGrid, Wanted, World};

const RUNS: usize = 9;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("typeset-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the pages");
    println!(
        "{:<12} {:>10} {:>10} {:>10} {:>10}",
        "layout", "cpu s", "wall s", "peak MB", "PDF kB"
    );
    report("one", &edition(&folder, "one", 1, 1), &folder, RUNS);
    for name in ["features", "japan", "taiwan", "tabloid", "supplement", "numbers", "page"] {
        report(name, &root.join(format!("layouts/{name}.toml")), &folder, RUNS);
    }
    report("100 pages", &edition(&folder, "hundred", 100, 5_000), &folder, 3);
    report("1000 pages", &edition(&folder, "thousand", 1_000, 5_000), &folder, 1);
    println!();
    println!(
        "{:<12} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "stages, ms", STAGES[0], STAGES[1], STAGES[2], STAGES[3], "all"
    );
    let hundred = edition(&folder, "hundred", 100, 5_000);
    for threads in [1, 2] {
        let times: Vec<[f64; 4]> = (0..5).map(|_| stages(&hundred, threads)).collect();
        // The quickest run of all.
        let sum = |times: &[f64; 4]| times.iter().sum::<f64>();
        let Some(least) = times.iter().min_by(|a, b| sum(a).total_cmp(&sum(b))) else { continue };
        let [read, compose, draw, write] = least;
        let all = sum(least);
        println!(
            "{threads} thread(s)  {read:>8.1} {compose:>8.1} {draw:>8.1} {write:>8.1} {all:>8.1}"
        );
    }
    let _ = std::fs::remove_dir_all(folder);
}

/// The steps that a run tells of: drawing has the inspections in it, writing the encoding.
const STAGES: [&str; 4] = ["read", "compose", "draw", "write"];

/// How many milliseconds each stage of a job takes on so many threads.
fn stages(layout: &Path, threads: usize) -> [f64; 4] {
    let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
    let deny = Deny::default();
    let job = Job {
        layout,
        goal: Goal::Document,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &deny,
        wanted: Wanted::default(),
    };
    let mut begun = Vec::new();
    let session = Session::with_threads(threads).expect("threads");
    let outcome = session.run_last(&job, &Disk, &mut |_| begun.push(Instant::now()));
    assert!(matches!(outcome.output, Output::Document(_)), "it composes");
    begun.push(Instant::now());
    let mut times = [0.0; 4];
    for (time, step) in times.iter_mut().zip(begun.windows(2)) {
        *time = (step[1] - step[0]).as_secs_f64() * 1e3;
    }
    times
}

/// The files of the machine.
struct Disk;

impl World for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

/// Runs the program on a layout and prints a row: what is usual of several runs.
fn report(name: &str, layout: &Path, folder: &Path, runs: usize) {
    let out = folder.join("out.pdf");
    let runs: Vec<Run> = (0..runs).map(|_| run(name, layout, &out)).collect();
    let size = std::fs::metadata(&out).map_or(0, |file| file.len());
    println!(
        "{name:<12} {:>10.4} {:>10.4} {:>10.1} {:>10.1}",
        median(&runs, |run| run.processor),
        median(&runs, |run| run.wall),
        median(&runs, |run| run.peak_bytes) / 1e6,
        size as f64 / 1e3,
    );
}

fn median(runs: &[Run], of: impl Fn(&Run) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Writes a paper of so many pages, each an article of so many characters, and gives its layout.
fn edition(folder: &Path, name: &str, pages: usize, characters: usize) -> PathBuf {
    let folder = folder.join(name);
    std::fs::create_dir_all(&folder).expect("a folder for the edition");
    let mut layout = String::from(
        "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"390mm\", \"540mm\"]\n\
         [grid]\ncolumns = 8\nmeasure = 13\nline = \"12pt\"\n[article]\n",
    );
    let mut blocks = String::new();
    let mut state = 7_u64;
    for page in 0..pages {
        std::fs::write(folder.join(format!("{page}.md")), text(characters, &mut state))
            .expect("an article");
        layout.push_str(&format!("a{page} = \"{page}.md\"\n"));
        blocks.push_str(&format!(
            "[[page]]\nblock = [{{ article = \"a{page}\", columns = \"1-8\", lines = \"1-\" }}]\n"
        ));
    }
    let path = folder.join("layout.toml");
    std::fs::write(&path, layout + &blocks).expect("a layout");
    path
}

/// Paragraphs of two thousand common characters and a comma about every twelve.
fn text(characters: usize, state: &mut u64) -> String {
    let common: Vec<char> = ('\u{4E00}'..='\u{9FA5}').step_by(10).collect();
    let mut out = String::new();
    for at in 0..characters {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let place = (*state >> 33) as usize;
        match at {
            _ if at % 300 == 299 => out.push_str("。\n\n"),
            _ if at % 12 == 11 => out.push('，'),
            _ => out.push(common[place % common.len()]),
        }
    }
    out
}

/// What one run of the program took.
struct Run {
    /// Seconds of all processors, and by the clock.
    processor: f64,
    wall: f64,
    peak_bytes: f64,
}

fn run(name: &str, layout: &Path, out: &Path) -> Run {
    let start = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_typeset"))
        .args([layout, Path::new("-o"), out])
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let (sound, processor, peak_bytes) = wait(child);
    assert!(sound, "{name} composes");
    Run { processor, wall: start.elapsed().as_secs_f64(), peak_bytes }
}

/// Whether it ended well, its processor time and its peak.
#[cfg(unix)]
fn wait(child: Child) -> (bool, f64, f64) {
    let mut status = 0;
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: wait4 fills what it is given and keeps no pointer to it; the child is this process's
    // own, and nothing else waits for it.
    let usage = unsafe {
        libc::wait4(child.id() as libc::pid_t, &raw mut status, 0, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let unit = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };
    (status == 0, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss as f64 * unit)
}

#[cfg(not(unix))]
fn wait(mut child: Child) -> (bool, f64, f64) {
    (child.wait().is_ok_and(|status| status.success()), 0.0, 0.0)
}
