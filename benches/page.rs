//! Whole-process figures of the example pages: processor time, peak memory, size of the PDF.
//!
//! `cargo bench --bench page`. Every run starts the program afresh, as a desk does. The figures
//! inform; nothing depends on them.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUNS: u32 = 10;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("typeset-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the pages");
    println!(
        "{:<12} {:>10} {:>10} {:>10} {:>10}",
        "layout", "cpu s", "wall s", "peak MB", "PDF kB"
    );
    for name in ["page", "tabloid", "features"] {
        let layout = root.join(format!("layouts/{name}.toml"));
        let out = folder.join(format!("{name}.pdf"));
        let before = children();
        let start = Instant::now();
        for _ in 0..RUNS {
            let status = Command::new(env!("CARGO_BIN_EXE_typeset"))
                .arg(&layout)
                .arg("-o")
                .arg(&out)
                .stderr(std::process::Stdio::null())
                .status()
                .expect("the program starts");
            assert!(status.success(), "{name} composes");
        }
        let wall = start.elapsed().as_secs_f64() / f64::from(RUNS);
        let after = children();
        let size = std::fs::metadata(&out).map_or(0, |file| file.len());
        println!(
            "{name:<12} {:>10.4} {wall:>10.4} {:>10.1} {:>10.1}",
            (after.seconds - before.seconds) / f64::from(RUNS),
            after.peak_bytes as f64 / 1e6,
            size as f64 / 1e3,
        );
    }
    let _ = std::fs::remove_dir_all(folder);
}

struct Children {
    /// Processor time of all finished child processes.
    seconds: f64,
    /// Of the largest of them.
    peak_bytes: u64,
}

#[cfg(unix)]
fn children() -> Children {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: getrusage fills the structure that it is given and keeps no pointer to it.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    Children {
        seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        peak_bytes: usage.ru_maxrss as u64 * unit,
    }
}

#[cfg(not(unix))]
fn children() -> Children {
    Children { seconds: 0.0, peak_bytes: 0 }
}
