//! [`Plans`]: plans among the layouts: which of their arrangements browsers wish to see, and that one is taken.
//!
//! A plan is arranged and shown as the layout that would be written. Whoever takes one has it written beside the plan,
//! and from then on that file is watched in its place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::findings::Finding;
use crate::arrange::is_unchanged;

/// What browsers wish, by layout.
pub struct Plans {
    wishes: Mutex<Vec<Wish>>,
    wake: OnceLock<Box<Wake>>,
}

/// Has a layout made anew.
pub type Wake = dyn Fn(usize) + Send + Sync;

/// What is wished of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The best is 0.
    pub at: usize,
    /// It is to be written.
    pub take: bool,
}

/// What a browser asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Next,
    Before,
    Take,
}

impl Plans {
    /// Of so many layouts, whichever of them are plans.
    pub fn new(layouts: usize) -> Plans {
        Plans { wishes: Mutex::new(vec![Wish::default(); layouts]), wake: OnceLock::new() }
    }

    fn wishes(&self) -> MutexGuard<'_, Vec<Wish>> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is told of wishes.
    pub fn wake_by(&self, wake: Box<Wake>) {
        _ = self.wake.set(wake);
    }

    /// Takes a wish; whether there is such a layout.
    pub fn ask(&self, layout: usize, ask: Ask) -> bool {
        let mut wishes = self.wishes();
        let Some(wish) = wishes.get_mut(layout) else { return false };
        match ask {
            Ask::Next => wish.at = (wish.at + 1).min(MOST),
            Ask::Before => wish.at = wish.at.saturating_sub(1),
            Ask::Take => wish.take = true,
        }
        drop(wishes);
        if let Some(wake) = self.wake.get() {
            wake(layout);
        }
        true
    }

    pub fn wish(&self, layout: usize) -> Wish {
        self.wishes().get(layout).copied().unwrap_or_default()
    }

    /// What came of a wish: that one is shown, and none is to be written any more.
    pub fn shows(&self, layout: usize, wished: Wish, at: usize) {
        if let Some(wish) = self.wishes().get_mut(layout) {
            // Unless more was wished meanwhile.
            if *wish == wished {
                *wish = Wish { at, take: false };
            }
        }
    }
}

/// Nobody looks at more arrangements than that.
const MOST: usize = 31;

/// A plan as it was arranged.
pub struct Planned {
    /// The best first.
    pub layouts: Vec<String>,
    /// What was found, and the files that were read.
    pub findings: Vec<Finding>,
    pub files: Vec<PathBuf>,
    /// The save that it was arranged after.
    pub save: u64,
    /// The one that is shown.
    pub at: usize,
    /// Why one was not written.
    pub refused: Option<String>,
}

/// Where a plan's layout goes: `page-layout.toml` beside `page.toml`.
pub fn layout_of(plan: &Path) -> PathBuf {
    let stem = plan.file_stem().unwrap_or_default().to_string_lossy();
    plan.with_file_name(format!("{stem}-layout.toml"))
}

/// Writes a layout, unless somebody's work stands there.
pub fn write(path: &Path, layout: &str) -> Result<(), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let standing = fs::read_to_string(path);
    if standing.as_ref().is_ok_and(|text| !is_unchanged(text)) {
        return Err(format!(
            "{name} is not as typeset arrange wrote it: move it, or arrange by hand with --force"
        ));
    }
    put(path, layout).map_err(|error| format!("{name} cannot be written: {error}"))
}

/// The whole file, or nothing of it.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let put = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if put.is_err() {
        _ = fs::remove_file(&beside);
    }
    put
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_go_forth_and_back() {
        let plans = Plans::new(2);
        assert!(plans.ask(1, Ask::Next) && plans.ask(1, Ask::Next) && plans.ask(1, Ask::Before));
        assert!(!plans.ask(2, Ask::Next));
        let wish = plans.wish(1);
        assert_eq!((wish, plans.wish(0)), (Wish { at: 1, take: false }, Wish::default()));
        assert!(plans.ask(1, Ask::Take));
        // One that came meanwhile stays.
        plans.shows(1, wish, 0);
        assert_eq!(plans.wish(1), Wish { at: 1, take: true });
        plans.shows(1, plans.wish(1), 1);
        assert_eq!(plans.wish(1), Wish { at: 1, take: false });
    }

    #[test]
    fn nobody_loses_work() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = layout_of(&folder.path().join("plan.toml"));
        assert!(path.ends_with("plan-layout.toml"));
        assert_eq!(write(&path, "# a\n"), Ok(()));
        assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), Some("# a\n"));
        let refused = write(&path, "# b\n").expect_err("it is no arranged layout");
        assert!(refused.starts_with("plan-layout.toml is not as"), "{refused}");
    }
}
