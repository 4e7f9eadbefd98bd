//! Rounds of the fuzz targets' own generator, for as long as is wished: every mutant in a process
//! that may die.
//!
//! `cargo bench --bench rounds -- [SECONDS] [FIRST] [KEEP]` gives each target of `fuzz/` so many
//! seconds (2 where nothing is said), with mutants numbered from FIRST, and writes those that fail
//! to the folder KEEP. It tells how many there were, and which of them panicked, died, gave a wrong
//! outcome, took more than 5 seconds or more than a gigabyte.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

#[path = "../fuzz/src/mod.rs"]
mod fuzz;

use fuzz::jobs::{self, Target};
use fuzz::{mutate, seeds};

/// A mutant that takes more of a processor is told.
const SLOW: Duration = Duration::from_secs(5);
/// A process that takes so much for one mutant, or says nothing for so long, is ended.
const HANGS: Duration = Duration::from_secs(30);
const SILENT: Duration = Duration::from_secs(600);
/// Memory that a mutant may take, in kilobytes, and that its process is given.
const LARGE: u64 = 1 << 20;
const MOST: u64 = 6 << 20;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let number =
        |at: usize, usual: u64| words.get(at).and_then(|w| w.parse().ok()).unwrap_or(usual);
    if words.first().is_some_and(|word| word == "worker") {
        return worker(Target::named(&words[1]), number(2, 0), number(3, 1));
    }
    let (seconds, first) = (number(0, 2), number(1, 0));
    let keep = words.get(2).map(Path::new);
    println!("{:<14} {:>9} {:>7} {:>8}", "target", "mutants", "faults", "a second");
    for target in Target::ALL {
        round(target, first, Duration::from_secs(seconds), keep);
    }
}

/// One target's mutants, in one process after another.
fn round(target: Target, first: u64, length: Duration, keep: Option<&Path>) {
    let begin = Instant::now();
    let (mut next, mut faults) = (first, 0);
    while let Some(left) = length.checked_sub(begin.elapsed()).filter(|left| left.as_secs() > 0) {
        let (reached, found) = watch(target, next, left);
        for (seed, what) in found {
            faults += 1;
            println!("  {} {seed}: {what}", target.name());
            if let Some(folder) = keep {
                let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                let bytes = mutate::mutant(target, &seeds::of(target, root), seed);
                std::fs::create_dir_all(folder).expect("a folder");
                std::fs::write(folder.join(format!("{}-{seed}", target.name())), bytes)
                    .expect("room");
            }
        }
        next = reached;
    }
    let count = next - first;
    let rate = count as f64 / begin.elapsed().as_secs_f64();
    println!("{:<14} {count:>9} {faults:>7} {rate:>8.0}", target.name());
}

/// A process that tries mutants from `first` on; gives the first that it did not reach, and what it
/// found. One that dies or hangs does so by the mutant that it began last.
fn watch(target: Target, first: u64, left: Duration) -> (u64, Vec<(u64, String)>) {
    let exe = std::env::current_exe().expect("this program");
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MOST}; exec \"$0\" \"$@\"")])
        .arg(exe)
        .args(["worker", target.name(), &first.to_string(), &left.as_secs().max(1).to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|l| send.send(l)));
    let (mut at, mut found) = (first, Vec::new());
    let process = child.id().to_string();
    let (mut heard, mut taken) = (Instant::now(), Duration::ZERO);
    let end = loop {
        match lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => match line.split_once(' ') {
                Some(("begin", seed)) => {
                    at = seed.parse().unwrap_or(at);
                    (heard, taken) = (Instant::now(), processor(&process));
                }
                Some(("fault", what)) => found.push((at, what.to_owned())),
                _ => break None,
            },
            Err(mpsc::RecvTimeoutError::Timeout) => {
                if processor(&process).saturating_sub(taken) > HANGS || heard.elapsed() > SILENT {
                    break Some("hangs".to_owned());
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break Some(String::new()),
        }
    };
    let _ = child.kill();
    let status = child.wait().expect("a process that ended");
    if let Some(why) = end {
        found.push((at, if why.is_empty() { format!("died: {status}") } else { why }));
    }
    (at + 1, found)
}

/// Tries mutants and says what each does.
fn worker(target: Target, first: u64, seconds: u64) {
    let seeds = seeds::of(target, Path::new(env!("CARGO_MANIFEST_DIR")));
    std::panic::set_hook(Box::new(|panic| {
        let said = panic.to_string().replace('\n', " ");
        println!("fault panics: {said}");
    }));
    let begin = Instant::now();
    let mut seed = first;
    while begin.elapsed() < Duration::from_secs(seconds) {
        println!("begin {seed}");
        let _ = std::io::stdout().flush();
        let mutant = mutate::mutant(target, &seeds, seed);
        // Forget how much memory earlier ones took.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let started = processor("self");
        let judged = std::panic::catch_unwind(|| jobs::run(target, &mutant));
        let took = processor("self").saturating_sub(started);
        if let Ok(Err(what)) = judged {
            println!("fault {}", what.replace('\n', " "));
        }
        if took > SLOW {
            println!("fault takes {:.1} s", took.as_secs_f64());
        }
        let memory = memory();
        if memory > LARGE {
            println!("fault takes {} MB", memory >> 10);
        }
        seed += 1;
    }
    println!("end");
}

/// What a process and its threads have taken of processors.
fn processor(process: &str) -> Duration {
    /// Linux tells it in hundredths of a second, as the 14th and 15th word.
    const TICK: Duration = Duration::from_millis(10);
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let words = line.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u32 = words.skip(11).take(2).filter_map(|word| word.parse::<u32>().ok()).sum();
    TICK * ticks
}

/// The most memory since it was forgotten, in kilobytes.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
