//! [`Composers`]: composing on any thread.

use std::sync::{Mutex, PoisonError};

use super::composer::Composer;
use super::galley::Galley;
use super::paragraph::Paragraph;
use crate::fonts::FontBook;

/// As many composers as there are threads that compose at one time. Each remembers what it shaped,
/// which makes it quicker and changes nothing of what it gives back; whoever keeps this between
/// runs keeps that too.
pub struct Composers<'f> {
    book: &'f FontBook<'f>,
    idle: Mutex<Vec<Composer<'f>>>,
}

impl<'f> Composers<'f> {
    pub fn new(book: &'f FontBook<'f>) -> Composers<'f> {
        Composers { book, idle: Mutex::new(Vec::new()) }
    }

    pub fn book(&self) -> &'f FontBook<'f> {
        self.book
    }

    /// Shapes a paragraph with a composer that no other thread uses meanwhile.
    pub fn prepare(&self, paragraph: &Paragraph<'_>) -> Galley {
        // The lock is held for a push or a pop: a list behind a poisoned one is whole.
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let composer = idle().pop();
        let mut composer = composer.unwrap_or_else(|| Composer::new(self.book));
        let galley = composer.prepare(paragraph);
        idle().push(composer);
        galley
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composers_may_be_used_from_any_thread() {
        fn shared<T: Send + Sync>() {}
        shared::<Composers<'static>>();
    }
}
