//! [`Shop`]: sessions that wait for jobs.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, TryLockError};

use pyo3::prelude::*;

use super::fault::guarded;
use crate::driver::Session;

/// So many sessions wait; what more threads of Python ask for at once is made and let go.
const MOST_IDLE: usize = 64;

/// As many sessions as there are jobs at one time, each on so many threads.
#[pyclass(frozen, module = "typeset._native")]
pub struct Shop {
    threads: NonZeroUsize,
    keeps: Keeps,
    idle: Mutex<Idle>,
}

/// What a session has left when the next job comes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeps {
    /// Fonts and presses.
    Fonts,
    /// All that was made.
    All,
}

struct Idle {
    /// The threads of a session are not there in a process that was forked off.
    process: u32,
    sessions: Vec<Session>,
}

#[pymethods]
impl Shop {
    /// Sessions on so many threads each, of which 0 stands for as many as the machine has.
    #[new]
    fn new(threads: usize, keeps_all: bool) -> Shop {
        let threads =
            NonZeroUsize::new(threads).or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.unwrap_or(NonZeroUsize::MIN);
        let keeps = if keeps_all { Keeps::All } else { Keeps::Fonts };
        let idle = Mutex::new(Idle { process: std::process::id(), sessions: Vec::new() });
        Shop { threads, keeps, idle }
    }
}

/// Fails as the program might: for the tests of this package.
#[pyfunction]
pub fn fail(py: Python<'_>, shop: &Shop) -> PyResult<()> {
    shop.work(py, |_| panic!("as asked"))
}

impl Shop {
    /// Works with a session that nobody else has meanwhile, without the interpreter's lock. One in which
    /// the program has failed does not come back.
    pub fn work<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut Session) -> T + Send,
    ) -> PyResult<T> {
        guarded(py, || {
            let mut session = self.take();
            let made = work(&mut session);
            self.give_back(session);
            made
        })
    }

    fn take(&self) -> Session {
        self.idle(|idle| idle.sessions.pop()).flatten().unwrap_or_else(|| {
            // Where a machine will not give so many threads, the page is made on fewer; it is the same page.
            let session = Session::with_threads(self.threads);
            let session = session.or_else(|_| Session::with_threads(NonZeroUsize::MIN));
            let session = session.unwrap_or_default();
            match self.keeps {
                Keeps::Fonts => session.of_unlike_jobs(),
                Keeps::All => session,
            }
        })
    }

    fn give_back(&self, session: Session) {
        self.idle(|idle| {
            if idle.sessions.len() < MOST_IDLE {
                idle.sessions.push(session);
            }
        });
    }

    /// The waiting sessions, unless another thread is at them: the lock is held for a push or a pop, but a process
    /// that is forked off just then would wait for it forever.
    fn idle<T>(&self, work: impl FnOnce(&mut Idle) -> T) -> Option<T> {
        let mut idle = match self.idle.try_lock() {
            Ok(idle) => idle,
            Err(TryLockError::Poisoned(poisoned)) => PoisonError::into_inner(poisoned),
            Err(TryLockError::WouldBlock) => return None,
        };
        let here = std::process::id();
        if idle.process != here {
            // Their threads are the other process's: there is nothing to be ended here.
            std::mem::take(&mut idle.sessions).into_iter().for_each(std::mem::forget);
            idle.process = here;
        }
        Some(work(&mut idle))
    }
}
