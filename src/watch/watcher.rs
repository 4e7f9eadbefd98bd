//! [`Watcher`]: knows when a file is saved.
//!
//! The system tells of what happens in the folders of the files that the last runs read, and is taken at its word
//! only for when to look: what counts is what the files are found to be. So editors that save by
//! renaming, folders that go and come back and systems that tell nothing (network drives, too many
//! watches) come to the same, the last a little later.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// An editor writes a file in several steps; they are over once nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(4);
/// But nobody waits longer for that.
const PATIENCE: Duration = Duration::from_millis(40);
/// A file that is empty or gone is about to be written or renamed, for so long.
const HALF_SAVED: Duration = Duration::from_millis(120);
/// How often files are looked at though nothing was told: where all folders are watched, and where not.
const ROUND: Duration = Duration::from_secs(1);
const ROUND_UNTOLD: Duration = Duration::from_millis(200);

/// The files of all layouts.
pub struct Watcher {
    files: Mutex<Files>,
    wake: Sender<Wake>,
}

/// Why to look at the files.
enum Wake {
    /// Something was written here.
    Told(Vec<PathBuf>),
    /// Other files are to be looked at from now on.
    Followed,
}

#[derive(Default)]
struct Files {
    known: HashMap<PathBuf, File>,
}

struct File {
    state: State,
    layouts: BTreeSet<usize>,
    /// What the system may call it: beneath its folder's real path, and at its own.
    spots: Vec<PathBuf>,
}

/// What of a file changes with its content; nothing of one that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Gone,
    There { written: Option<SystemTime>, length: u64, node: u64 },
}

impl State {
    fn of(path: &Path) -> State {
        match path.metadata() {
            Ok(about) => State::There {
                written: about.modified().ok(),
                length: about.len(),
                node: node(&about),
            },
            Err(_) => State::Gone,
        }
    }

    fn is_half_saved(self) -> bool {
        matches!(self, State::Gone | State::There { length: 0, .. })
    }

    fn is_since(self, time: SystemTime) -> bool {
        matches!(self, State::There { written: Some(written), .. } if written >= time)
    }
}

#[cfg(unix)]
fn node(about: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn node(_: &std::fs::Metadata) -> u64 {
    0
}

impl Watcher {
    /// Starts to watch; `on_save` is told of the layouts that read what was saved, and when that was seen.
    pub fn start(
        on_save: impl Fn(&BTreeSet<usize>, Instant) + Send + 'static,
    ) -> std::io::Result<Arc<Watcher>> {
        let (wake, woken) = channel();
        let watcher = Arc::new(Watcher { files: Mutex::default(), wake: wake.clone() });
        let own = watcher.clone();
        std::thread::Builder::new()
            .name("typeset-watcher".to_owned())
            .spawn(move || Rounds::new(own, wake, on_save).walk(&woken))?;
        Ok(watcher)
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on these are the files of a layout, which a run that began then has read. True if one of them
    /// was written since, unseen.
    pub fn follow(&self, layout: usize, paths: &[PathBuf], begun: SystemTime) -> bool {
        let mut files = self.files();
        for (path, file) in &mut files.known {
            if !paths.contains(path) {
                file.layouts.remove(&layout);
            }
        }
        files.known.retain(|_, file| !file.layouts.is_empty());
        let mut written_since = false;
        for path in paths {
            let new = || {
                let state = State::of(path);
                written_since |= state.is_since(begun);
                File { state, layouts: BTreeSet::new(), spots: spots(path) }
            };
            files.known.entry(path.clone()).or_insert_with(new).layouts.insert(layout);
        }
        drop(files);
        // The thread lives as long as the program.
        _ = self.wake.send(Wake::Followed);
        written_since
    }
}

fn spots(path: &Path) -> Vec<PathBuf> {
    let folder = folder_of(path);
    let beneath = folder.canonicalize().ok().zip(path.file_name());
    let mut spots: Vec<PathBuf> =
        beneath.into_iter().map(|(folder, name)| folder.join(name)).collect();
    spots.extend(path.canonicalize());
    spots.dedup();
    spots
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The thread that looks.
struct Rounds<F> {
    watcher: Arc<Watcher>,
    on_save: F,
    /// None where the system has none to give.
    system: Option<RecommendedWatcher>,
    /// The folders that the system tells of, by what they were then.
    folders: BTreeMap<PathBuf, u64>,
    /// Whether it tells of all of them.
    is_told: bool,
}

impl<F: Fn(&BTreeSet<usize>, Instant)> Rounds<F> {
    fn new(watcher: Arc<Watcher>, wake: Sender<Wake>, on_save: F) -> Rounds<F> {
        let tell = move |event: notify::Result<notify::Event>| {
            let paths = match event {
                Ok(event) if is_writing(&event.kind) || event.need_rescan() => event.paths,
                Ok(_) => return,
                Err(_) => Vec::new(),
            };
            _ = wake.send(Wake::Told(paths));
        };
        let system = notify::recommended_watcher(tell).ok();
        let is_told = system.is_some();
        Rounds { watcher, on_save, system, folders: BTreeMap::new(), is_told }
    }

    fn walk(mut self, woken: &Receiver<Wake>) {
        loop {
            let round = if self.is_told { ROUND } else { ROUND_UNTOLD };
            let mut named = BTreeSet::new();
            let seen = match woken.recv_timeout(round) {
                Ok(Wake::Followed) => {
                    self.attend();
                    continue;
                }
                Ok(Wake::Told(paths)) => {
                    let seen = Instant::now();
                    named.extend(paths);
                    self.wait_for_quiet(woken, (QUIET, PATIENCE), &mut named);
                    seen
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.attend();
                    Instant::now()
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut saved = BTreeSet::new();
            let mut is_half = self.look(&named, &mut saved);
            while is_half && seen.elapsed() < HALF_SAVED {
                self.wait_for_quiet(woken, (QUIET, QUIET), &mut named);
                is_half = self.look(&named, &mut saved);
            }
            if !saved.is_empty() {
                (self.on_save)(&saved, seen);
            }
        }
    }

    /// Collects what is told until nothing is told for so long.
    fn wait_for_quiet(
        &mut self,
        woken: &Receiver<Wake>,
        (quiet, patience): (Duration, Duration),
        named: &mut BTreeSet<PathBuf>,
    ) {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            match woken.recv_timeout(quiet) {
                Ok(Wake::Told(paths)) => named.extend(paths),
                Ok(Wake::Followed) => self.attend(),
                Err(_) => return,
            }
        }
    }

    /// Adds the layouts whose files have changed. True if one of those is half saved.
    fn look(&self, named: &BTreeSet<PathBuf>, saved: &mut BTreeSet<usize>) -> bool {
        let mut is_half = false;
        for (path, file) in &mut self.watcher.files().known {
            let state = State::of(path);
            // Two saves within one tick of the disk's clock differ in nothing but that both were told.
            let is_named = file.spots.iter().any(|spot| named.contains(spot));
            if state != file.state || is_named {
                file.state = state;
                saved.extend(&file.layouts);
                is_half |= state.is_half_saved();
            }
        }
        is_half
    }

    /// Has the system tell of all folders that there are.
    fn attend(&mut self) {
        let mut wanted = BTreeSet::new();
        {
            let mut files = self.watcher.files();
            for (path, file) in &mut files.known {
                if file.spots.len() < 2 {
                    file.spots = spots(path);
                }
                wanted.extend(file.spots.iter().map(|spot| folder_of(spot)));
                // A folder that is gone has no real path.
                wanted.insert(folder_of(path));
            }
        }
        let wanted: BTreeMap<PathBuf, u64> = wanted
            .into_iter()
            .filter_map(|folder| {
                Some((folder.canonicalize().ok()?, node(&folder.metadata().ok()?)))
            })
            .collect();
        let Some(system) = &mut self.system else { return };
        self.folders.retain(|folder, node| {
            let stays = wanted.get(folder) == Some(node);
            if !stays {
                _ = system.unwatch(folder);
            }
            stays
        });
        self.is_told = true;
        for (folder, node) in wanted {
            if self.folders.contains_key(&folder) {
                continue;
            }
            match system.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => _ = self.folders.insert(folder, node),
                Err(_) => self.is_told = false,
            }
        }
    }
}

/// Whether the content of a file may have changed: to read it, as the program itself does, is told,
/// too.
fn is_writing(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// A folder, and who hears of saves in it.
    struct Desk {
        folder: tempfile::TempDir,
        watcher: Arc<Watcher>,
        saves: mpsc::Receiver<BTreeSet<usize>>,
    }

    impl Desk {
        fn new() -> Desk {
            let folder = tempfile::tempdir().expect("a folder");
            let (told, saves) = mpsc::channel();
            let watcher = Watcher::start(move |layouts, _| _ = told.send(layouts.clone()));
            Desk { folder, watcher: watcher.expect("a thread"), saves }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn write(&self, name: &str, text: &str) {
            std::fs::write(self.path(name), text).expect("a file");
        }

        /// The layouts of the next save.
        fn next(&self) -> Vec<usize> {
            let told = self.saves.recv_timeout(Duration::from_secs(60));
            told.expect("a save is told").into_iter().collect()
        }

        fn follow(&self, layout: usize, names: &[&str]) {
            let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
            assert!(!self.watcher.follow(layout, &paths, SystemTime::now() + ROUND));
        }
    }

    #[test]
    fn a_save_is_told_to_those_that_read_the_file() {
        let desk = Desk::new();
        for name in ["a.md", "b.md", "other.md"] {
            desk.write(name, "1");
        }
        desk.follow(0, &["a.md", "b.md"]);
        desk.follow(1, &["b.md"]);
        desk.write("other.md", "22");
        desk.write("b.md", "22");
        assert_eq!(desk.next(), [0, 1]);
        // By renaming.
        desk.write("a.tmp", "333");
        std::fs::rename(desk.path("a.tmp"), desk.path("a.md")).expect("renamed");
        assert_eq!(desk.next(), [0]);
        // No longer read.
        desk.follow(0, &["b.md"]);
        desk.write("a.md", "4444");
        desk.write("b.md", "4444");
        assert_eq!(desk.next(), [0, 1]);
    }

    #[test]
    fn what_goes_and_comes_back_is_told_both_times() {
        let desk = Desk::new();
        std::fs::create_dir(desk.path("in")).expect("a folder");
        desk.write("in/a.md", "1");
        desk.follow(0, &["in/a.md", "to-come.md"]);
        std::fs::remove_dir_all(desk.path("in")).expect("gone");
        assert_eq!(desk.next(), [0]);
        std::fs::create_dir(desk.path("in")).expect("a folder");
        desk.write("in/a.md", "1");
        assert_eq!(desk.next(), [0]);
        desk.write("to-come.md", "1");
        assert_eq!(desk.next(), [0]);
    }

    #[test]
    fn what_was_written_while_it_was_read_is_known() {
        let desk = Desk::new();
        desk.write("a.md", "1");
        let long_ago = SystemTime::now() - Duration::from_secs(600);
        assert!(desk.watcher.follow(0, &[desk.path("a.md")], long_ago));
    }

    #[test]
    fn to_read_is_not_to_write() {
        use notify::event::{CreateKind, DataChange, MetadataKind, RemoveKind};
        let opened = AccessKind::Open(AccessMode::Any);
        for (kind, writes) in [
            (EventKind::Access(opened), false),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), false),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), true),
            (EventKind::Modify(ModifyKind::Data(DataChange::Any)), true),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), false),
            (EventKind::Create(CreateKind::File), true),
            (EventKind::Remove(RemoveKind::File), true),
        ] {
            assert_eq!(is_writing(&kind), writes, "{kind:?}");
        }
    }
}
