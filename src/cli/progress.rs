//! A line on the terminal while a long run goes on.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use crate::driver::Step;

/// After this long a run says where it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Prints the step at work, on one line, once the run has lasted a second and somebody watches.
pub struct Progress {
    start: Instant,
    watched: bool,
    shown: bool,
}

impl Progress {
    pub fn new() -> Progress {
        Progress { start: Instant::now(), watched: stderr().is_terminal(), shown: false }
    }

    pub fn step(&mut self, step: Step) {
        if self.watched && self.start.elapsed() >= PATIENCE {
            self.shown = true;
            // A terminal that has gone away is no reason to stop.
            let _ = write!(stderr(), "\r\x1b[K{step} …");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
