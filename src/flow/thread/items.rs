//! What a thread is made of: text that is broken through the slots, and pieces that are not.

use std::sync::Arc;

use crate::flow::frame::Usage;
use crate::page::model::{Manner, Part, Story, StoryId, StoryPart, StoryText, TextId};
use crate::page::style::Role;
use crate::text::RichText;

/// One item of a thread, not yet composed. It holds its text, so that a story's items are a
/// value of their own: equal where the same is to be set, wherever that is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) enum Item {
    /// Broken through the slots line by line, over legs and pages.
    Text(Words),
    /// Set whole, in whole lines of the grid, and never parted from the item after it: a subhead.
    Piece(Words),
}

/// The words of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Words {
    pub role: Role,
    pub text: Arc<RichText>,
    pub credit: Option<Arc<RichText>>,
    /// Which of its story's texts it is.
    pub id: StoryText,
    pub manner: Manner,
    /// Of a numbered item.
    pub number: Option<u32>,
}

impl Item {
    pub(in crate::flow) fn words(&self) -> &Words {
        match self {
            Item::Text(words) | Item::Piece(words) => words,
        }
    }

    pub(in crate::flow) fn is_piece(&self) -> bool {
        matches!(self, Item::Piece(_))
    }
}

impl Words {
    pub(in crate::flow) fn text_id(&self, story: StoryId) -> TextId {
        TextId::Story(story, self.id)
    }

    /// The id of the credit.
    pub(in crate::flow) fn tail_id(&self, story: StoryId) -> Option<TextId> {
        match self.id {
            StoryText::Body(at) if self.credit.is_some() => {
                Some(TextId::Story(story, StoryText::Credit(at)))
            }
            _ => None,
        }
    }

    pub(in crate::flow) fn usage(&self, story: StoryId) -> Usage {
        match (self.role, self.id) {
            (Role::Subhead, _) => Usage::Subhead(story),
            (_, StoryText::Part(part, _)) => Usage::Story { story, part },
            _ => Usage::Story { story, part: Part::Body },
        }
    }
}

/// The pieces of a story's body, in order; `source` after them where it was placed with it.
pub(in crate::flow) fn items_of(story: &Story, source: &[Arc<RichText>]) -> Vec<Item> {
    let words = |at: u32, part: &StoryPart, role: Role| Words {
        role,
        text: part.text().clone(),
        credit: part.credit().cloned(),
        id: StoryText::Body(at),
        manner: match part {
            StoryPart::Paragraph { manner, .. } => *manner,
            _ => Manner::Plain,
        },
        number: match part {
            StoryPart::Numbered { number, .. } => Some(*number),
            _ => None,
        },
    };
    let body = (0..).zip(&story.body).map(|(at, part)| match part {
        StoryPart::Paragraph { manner: Manner::Verse, .. } => {
            Item::Text(words(at, part, Role::Verse))
        }
        StoryPart::Paragraph { .. } => Item::Text(words(at, part, Role::Body)),
        StoryPart::Numbered { .. } => Item::Text(words(at, part, Role::Numbered)),
        StoryPart::Bullet { .. } => Item::Text(words(at, part, Role::Bullet)),
        StoryPart::Quote { .. } => Item::Text(words(at, part, Role::Quote)),
        StoryPart::Subhead(_) => Item::Piece(words(at, part, Role::Subhead)),
    });
    body.chain(items_of_part(source, Part::Source, Role::Source)).collect()
}

/// The items of a part that is no body.
pub(in crate::flow) fn items_of_part(
    texts: &[Arc<RichText>],
    part: Part,
    role: Role,
) -> impl Iterator<Item = Item> {
    (0..).zip(texts).map(move |(at, text)| {
        let id = StoryText::Part(part, at);
        let (manner, number) = (Manner::Plain, None);
        Item::Text(Words { role, text: text.clone(), credit: None, id, manner, number })
    })
}
