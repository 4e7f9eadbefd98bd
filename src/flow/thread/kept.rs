//! [`Stories`]: stories that were settled, for the runs after.

use std::sync::Arc;

use super::choose::{Choice, Chosen, choose};
use super::items::Item;
use super::region::{Region, Room};
use crate::flow::type_case::TypeCase;
use crate::kept::{Kept, Lasting};
use crate::text::RichText;

/// Stories by their text, their room and whether they may go on: what a story is settled from,
/// but for the fonts. It belongs to one font book.
#[derive(Debug, Default)]
pub struct Stories(Kept<Key, Story>);

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    items: Vec<Item>,
    room: Room,
    more: Option<Region>,
}

#[derive(Debug)]
struct Story {
    chosen: Chosen,
    /// The items as they were written: what was found points into them.
    items: Vec<Item>,
}

impl Stories {
    pub(crate) fn new(lasting: Lasting) -> Stories {
        Stories(Kept::new(lasting))
    }

    /// Settles a story, unless it was settled before: elsewhere in a file is as good as here
    /// where nothing was found that has a place.
    pub(in crate::flow) fn choose(&self, case: TypeCase<'_>, choice: Choice<'_>) -> Chosen {
        if self.0.lasting() == Lasting::Never {
            return choose(case, choice);
        }
        let Choice { items, room, more } = choice;
        let key = Key { items: items.to_vec(), room, more };
        let known = self.0.get(&key).filter(|known| {
            known.chosen.settled.findings.is_empty() || are_written_alike(&known.items, items)
        });
        let story = known.unwrap_or_else(|| {
            let (room, more) = (key.room.clone(), key.more.clone());
            let chosen = choose(case, Choice { items, room, more });
            self.0.put(key, Story { chosen, items: items.to_vec() })
        });
        story.chosen.clone()
    }

    /// A run is over: what the last runs did not ask for goes.
    pub(crate) fn end_run(&self) {
        self.0.end_run();
    }

    /// How many stories have been settled.
    #[cfg(test)]
    pub(crate) fn made(&self) -> u64 {
        self.0.made()
    }
}

fn are_written_alike(one: &[Item], other: &[Item]) -> bool {
    let texts = |item: &'_ Item| -> Vec<Arc<RichText>> {
        match item {
            Item::Text(words) | Item::Piece(words) => {
                std::iter::once(&words.text).chain(&words.credit).cloned().collect()
            }
            Item::Table(of) => {
                let cells = of.table.cells().map(|(_, cell)| cell);
                std::iter::once(&of.text).chain(cells).cloned().collect()
            }
        }
    };
    let alike = |(one, other): (&Item, &Item)| {
        let (one, other) = (texts(one), texts(other));
        one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| a.is_written_like(b))
    };
    one.len() == other.len() && one.iter().zip(other).all(alike)
}
