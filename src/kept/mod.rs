//! What one run leaves for the next: values by what they were made from.
//!
//! A value is a function of its key and of nothing else, so it makes no difference to a run
//! whether it finds one or makes it. [`Kept`] belongs to whoever makes the values; it is an
//! argument, never a global, and any number of threads may ask it at once.
//!
//! Invariant: after a run there is nothing in it that the last [`RUNS`] runs did not ask for, so
//! that it is never larger than what so many runs need.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A value goes when so many runs did not ask for it: one that is broken in between, an editor's
/// half-saved file, costs nothing.
const RUNS: u64 = 2;

/// Values by what they were made from.
#[derive(Debug)]
pub struct Kept<K, V> {
    inside: Mutex<Inside<K, V>>,
    lasting: Lasting,
}

/// How long what was made is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lasting {
    /// For the next run.
    #[default]
    Runs,
    /// Not at all: there is no next run, and every value is asked for once.
    Never,
}

#[derive(Debug)]
struct Inside<K, V> {
    known: HashMap<K, Entry<V>>,
    run: u64,
    #[cfg(test)]
    made: u64,
}

#[derive(Debug)]
struct Entry<V> {
    value: Arc<V>,
    /// The last run that asked for it.
    asked: u64,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        let inside = Inside {
            known: HashMap::new(),
            run: 0,
            #[cfg(test)]
            made: 0,
        };
        Kept { inside: Mutex::new(inside), lasting: Lasting::Runs }
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    pub fn new(lasting: Lasting) -> Kept<K, V> {
        Kept { lasting, ..Kept::default() }
    }

    pub fn lasting(&self) -> Lasting {
        self.lasting
    }

    /// The value of `key`, made if it is not there. Two threads that ask at once may both make
    /// it; what they make is the same.
    pub fn get_or_make(&self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        let made: Result<Arc<V>, std::convert::Infallible> =
            self.get_or_try(key, |key| Ok(make(key)));
        match made {
            Ok(value) => value,
        }
    }

    /// As [`Kept::get_or_make`], of what may fail; a failure is not kept.
    pub fn get_or_try<E>(
        &self,
        key: K,
        make: impl FnOnce(&K) -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        if let Some(value) = self.get(&key) {
            return Ok(value);
        }
        let value = make(&key)?;
        Ok(self.put(key, value))
    }

    /// Keeps a value, in the place of one that was there.
    pub fn put(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut inside = self.lock();
        #[cfg(test)]
        {
            inside.made += 1;
        }
        let asked = inside.run;
        inside.known.insert(key, Entry { value: value.clone(), asked });
        value
    }

    /// Looks at every value.
    pub fn each(&self, mut look: impl FnMut(&V)) {
        self.lock().known.values().for_each(|entry| look(&entry.value));
    }

    /// The value of `key`, if it is there.
    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        let mut inside = self.lock();
        let run = inside.run;
        let entry = inside.known.get_mut(key)?;
        entry.asked = run;
        Some(entry.value.clone())
    }

    /// A run is over: lets go of what the last runs did not ask for.
    pub fn end_run(&self) {
        let mut inside = self.lock();
        let run = inside.run;
        inside.known.retain(|_, entry| run - entry.asked < RUNS);
        inside.run += 1;
    }

    /// How many values have been made so far.
    #[cfg(test)]
    pub fn made(&self) -> u64 {
        self.lock().made
    }

    /// A thread that panicked while it held the lock left a whole map behind: no value is made
    /// under the lock.
    fn lock(&self) -> MutexGuard<'_, Inside<K, V>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes as a key. Compared whole, but hashed by their length and a sample: to compare megabytes
/// with what they are like takes a tenth of the time of a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(pub Arc<[u8]>);

impl Hash for Content {
    fn hash<H: Hasher>(&self, state: &mut H) {
        const SAMPLE: usize = 64;
        let bytes = &self.0;
        bytes.len().hash(state);
        for part in 0..8 {
            let at = bytes.len() / 8 * part;
            let sample = bytes.get(at..(at + SAMPLE).min(bytes.len()));
            sample.hash(state);
        }
        bytes.get(bytes.len().saturating_sub(SAMPLE)..).hash(state);
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Content {
        Content(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_made_again() {
        let kept: Kept<u32, u32> = Kept::default();
        assert_eq!(*kept.get_or_make(2, |key| key * 2), 4);
        assert_eq!(*kept.get_or_make(2, |_| unreachable!("it is there")), 4);
        assert_eq!(kept.made(), 1);
        assert_eq!(kept.get_or_try(3, |_| Err("broken")), Err("broken"));
        assert_eq!(*kept.get_or_make(3, |key| key * 2), 6);
    }

    #[test]
    fn what_no_run_asks_for_goes() {
        let kept: Kept<u32, u32> = Kept::default();
        kept.get_or_make(1, |_| 1);
        kept.get_or_make(2, |_| 2);
        kept.end_run();
        for _ in 0..RUNS {
            assert!(kept.get(&1).is_some());
            kept.end_run();
        }
        assert!(kept.get(&1).is_some());
        assert!(kept.get(&2).is_none(), "two runs did not ask for it");
    }

    #[test]
    fn contents_are_told_apart_where_they_differ() {
        let hash = |bytes: &[u8]| {
            let mut hasher = std::hash::DefaultHasher::new();
            Content(bytes.into()).hash(&mut hasher);
            hasher.finish()
        };
        let long = vec![7; 100_000];
        let mut other = long.clone();
        other[3] = 8;
        assert_ne!(hash(&long), hash(&other));
        other[3] = 7;
        assert_eq!(hash(&long), hash(&other));
        // Between the samples: alike in their hash, not in what they are.
        other[100] = 8;
        assert_ne!(Content(long.into()), Content(other.into()));
        assert_ne!(hash(b""), hash(b"a"));
    }
}
