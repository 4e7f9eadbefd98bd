//! Which face sets a Western word, and how much of a run one face sets.

use crate::chars::Class;
use crate::fonts::{Beside, FaceId, FamilyId};

use super::build::{NodeBuilder, SOFT_HYPHEN};
use super::shape::Shaper;
use super::unit::Unit;

impl NodeBuilder<'_, '_, '_> {
    /// The face that draws the next units of a Western run, and how many. A word is set in one
    /// face if any has all of its letters. None: no face draws the first, or it has marks that
    /// are to be put on it one by one.
    pub(super) fn piece(&mut self, text: &str, units: &[Unit]) -> Option<(FaceId, usize)> {
        let look = units.first()?.look;
        let family = self.look(units.first()?).family;
        let mut chosen = None;
        let mut count = 0;
        while let Some(unit) = units.get(count) {
            if !(unit.class.is_western() && unit.look == look) || self.is_marked(text, unit) {
                break;
            }
            if unit.c == SOFT_HYPHEN && chosen.is_some() {
                count += 1;
                continue;
            }
            let rest = units.get(count..).unwrap_or(&[]);
            let letters = rest
                .iter()
                .take_while(|other| {
                    other.class == Class::La && other.look == look && !self.is_marked(text, other)
                })
                .count();
            let word = rest.get(..letters.max(1)).unwrap_or(&[]);
            let (face, length) = self.word_face(family, word)?;
            if chosen.is_some_and(|chosen| chosen != face) {
                break;
            }
            chosen = Some(face);
            count += length;
            if length < word.len() {
                break;
            }
        }
        Some((chosen?, count))
    }

    /// The face of a word, and how many of its letters it draws.
    fn word_face(&mut self, family: FamilyId, word: &[Unit]) -> Option<(FaceId, usize)> {
        let shaper = &mut *self.shaper;
        let first = shaper.face_for(family, word.first()?.c, Beside::Western)?;
        let alike = |shaper: &mut Shaper<'_>| {
            let same =
                |unit: &&Unit| shaper.face_for(family, unit.c, Beside::Western) == Some(first);
            word.iter().take_while(same).count()
        };
        let count = alike(shaper);
        if count == word.len() {
            return Some((first, count));
        }
        let letters: String = word.iter().map(|unit| unit.c).collect();
        match shaper.book.choose_for_all(family, &letters, Beside::Western) {
            Some(face) => Some((face, word.len())),
            None => Some((first, count.max(1))),
        }
    }
}
