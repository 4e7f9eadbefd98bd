//! [`Threads`]: whose threads a run works on.

use std::num::NonZeroUsize;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The threads of a session: the caller's, or its own.
#[derive(Debug, Default)]
pub(super) struct Threads {
    /// None: whichever pool the caller is in.
    own: Option<ThreadPool>,
}

impl Threads {
    /// So many of its own, whatever the environment says.
    pub fn own(count: NonZeroUsize) -> Result<Threads, ThreadPoolBuildError> {
        let name = |at| format!("typeset-{at}");
        let pool = ThreadPoolBuilder::new().num_threads(count.get()).thread_name(name).build()?;
        Ok(Threads { own: Some(pool) })
    }

    /// Works on them.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.own {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
