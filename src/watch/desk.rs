//! [`Desk`]: composes a layout whenever a file of it is saved, and tells what came of it.
//!
//! Each layout has its own session. As many are at work side by side as there are threads; one that is
//! saved while it is at work is taken up again once that is over, with what it is then.

use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use super::Watch;
use super::board::Board;
use super::layout::LayoutDesk;
use super::pictures::Pictures;
use super::plans::Plans;
use super::watcher::Watcher;
use crate::driver::Session;

/// Of a thread that reads a layout, as of a program's first.
const STACK: usize = 8 << 20;

/// All layouts, and who works on them.
pub struct Desk {
    watch: Watch,
    board: Arc<Board>,
    pictures: Arc<Pictures>,
    plans: Arc<Plans>,
}

/// Which layouts are to be composed.
struct Queue {
    inside: Mutex<Waiting>,
    more: Condvar,
}

#[derive(Default)]
struct Waiting {
    /// With when the oldest save that they have not seen was seen, and the newest save's number.
    saved: Vec<Option<(Instant, u64)>>,
    at_work: Vec<bool>,
}

/// A layout's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub layout: usize,
    pub since: Instant,
    pub save: u64,
}

impl Desk {
    pub fn new(
        watch: Watch,
        board: Arc<Board>,
        pictures: Arc<Pictures>,
        plans: Arc<Plans>,
    ) -> Desk {
        Desk { watch, board, pictures, plans }
    }

    /// Begins, on threads of its own.
    pub fn work(self) -> io::Result<()> {
        let Desk { watch, board, pictures, plans } = self;
        let count = watch.layouts.len();
        let queue = Arc::new(Queue::of_all(count));
        let (of_saves, counter) = (queue.clone(), board.clone());
        let watcher = Watcher::start(move |layouts: &BTreeSet<usize>, seen| {
            of_saves.add(layouts, seen, counter.count_save());
        })?;
        let (of_wishes, last) = (queue.clone(), board.clone());
        plans.wake_by(Box::new(move |layout| {
            of_wishes.add(&BTreeSet::from([layout]), Instant::now(), last.saves());
        }));
        let workers = watch.threads.get().min(count).max(1);
        // What is left over is shared by the layouts at work.
        let each = NonZeroUsize::new(watch.threads.get() / workers).unwrap_or(NonZeroUsize::MIN);
        let session = move || session_of(each);
        let desks = watch.layouts.iter().enumerate();
        let desks = desks.map(|(at, path)| Mutex::new(LayoutDesk::new(at, path, session())));
        let shared = Arc::new((desks.collect::<Vec<_>>(), watch.world, watch.told));
        for worker in 0..workers {
            let (queue, watcher, shared) = (queue.clone(), watcher.clone(), shared.clone());
            let shown = (board.clone(), pictures.clone(), plans.clone());
            let work = move || {
                let (desks, worlds, told) = &*shared;
                loop {
                    let turn = queue.next();
                    let Some(desk) = desks.get(turn.layout) else { continue };
                    let begun = SystemTime::now();
                    let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
                    let (_, pictures, _) = &shown;
                    let files = desk.run(turn, (worlds, told), &shown);
                    if watcher.follow(turn.layout, &files, begun) {
                        queue.add(&BTreeSet::from([turn.layout]), Instant::now(), turn.save);
                    }
                    desk.draw_ahead(pictures, || queue.waits(turn.layout));
                    drop(desk);
                    queue.is_done(turn.layout);
                }
            };
            let name = format!("typeset-desk-{worker}");
            std::thread::Builder::new().name(name).stack_size(STACK).spawn(work)?;
        }
        Ok(())
    }
}

/// Where a machine will not give so many threads, the page is made on fewer; it is the same page.
pub fn session_of(threads: NonZeroUsize) -> Session {
    let session = Session::with_threads(threads);
    session.or_else(|_| Session::with_threads(NonZeroUsize::MIN)).unwrap_or_default()
}

impl Queue {
    /// All are to be composed.
    fn of_all(count: usize) -> Queue {
        let saved = vec![Some((Instant::now(), 0)); count];
        let inside = Mutex::new(Waiting { saved, at_work: vec![false; count] });
        Queue { inside, more: Condvar::new() }
    }

    fn inside(&self) -> MutexGuard<'_, Waiting> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, layouts: &BTreeSet<usize>, seen: Instant, save: u64) {
        let mut inside = self.inside();
        for &layout in layouts {
            if let Some(place) = inside.saved.get_mut(layout) {
                *place = Some((place.map_or(seen, |(first, _)| first), save));
            }
        }
        drop(inside);
        self.more.notify_all();
    }

    /// The next layout that is not at work, once there is one.
    fn next(&self) -> Turn {
        let mut inside = self.inside();
        loop {
            let Waiting { saved, at_work } = &mut *inside;
            let mut all = saved.iter_mut().zip(at_work).enumerate();
            let turn = all.find_map(|(layout, (place, at_work))| {
                let (since, save) = place.take_if(|_| !*at_work)?;
                *at_work = true;
                Some(Turn { layout, since, save })
            });
            if let Some(turn) = turn {
                return turn;
            }
            inside = self.more.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn is_done(&self, layout: usize) {
        if let Some(at_work) = self.inside().at_work.get_mut(layout) {
            *at_work = false;
        }
        self.more.notify_all();
    }

    /// Whether a layout is to be composed again.
    fn waits(&self, layout: usize) -> bool {
        self.inside().saved.get(layout).is_some_and(Option::is_some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_save_is_taken_and_no_layout_twice_at_once() {
        let queue = Queue::of_all(2);
        let first = queue.next();
        assert_eq!((first.layout, first.save), (0, 0));
        let seen = Instant::now();
        queue.add(&BTreeSet::from([0]), seen, 1);
        queue.add(&BTreeSet::from([0]), Instant::now(), 2);
        // The first is at work still.
        assert_eq!(queue.next().layout, 1);
        assert!(queue.waits(0) && !queue.waits(1));
        queue.is_done(0);
        assert_eq!(queue.next(), Turn { layout: 0, since: seen, save: 2 });
    }
}
