//! A story: an article with its parts as texts.

use std::sync::Arc;

use super::{StoryId, StoryText, TextId};
use crate::diag::Span;
use crate::page::style::Role;
use crate::text::RichText;

/// An article, its parts as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The layout's name for it.
    pub name: String,
    /// The article's path, where the layout names it.
    pub span: Span,
    pub label: Vec<Arc<RichText>>,
    pub kicker: Vec<Arc<RichText>>,
    pub headline: Vec<Arc<RichText>>,
    pub deck: Vec<Arc<RichText>>,
    pub byline: Vec<Arc<RichText>>,
    pub intro: Vec<Arc<RichText>>,
    pub body: Vec<StoryPart>,
    pub source: Vec<Arc<RichText>>,
}

impl Story {
    /// A story without a text.
    pub fn empty(name: impl Into<String>, span: Span) -> Story {
        Story {
            name: name.into(),
            span,
            label: Vec::new(),
            kicker: Vec::new(),
            headline: Vec::new(),
            deck: Vec::new(),
            byline: Vec::new(),
            intro: Vec::new(),
            body: Vec::new(),
            source: Vec::new(),
        }
    }

    pub fn text(&self, id: StoryText) -> Option<&RichText> {
        match id {
            StoryText::Part(part, at) => self.texts(part).get(at as usize),
            StoryText::Body(at) => self.body.get(at as usize).map(StoryPart::text),
            StoryText::Credit(at) => self.body.get(at as usize)?.credit(),
        }
        .map(|text| &**text)
    }

    /// The texts of a part; the body's stand in [`Story::body`].
    pub fn texts(&self, part: Part) -> &[Arc<RichText>] {
        match part {
            Part::Label => &self.label,
            Part::Kicker => &self.kicker,
            Part::Headline => &self.headline,
            Part::Deck => &self.deck,
            Part::Byline => &self.byline,
            Part::Intro => &self.intro,
            Part::Source => &self.source,
            Part::Body => &[],
        }
    }

    /// The texts of all parts but the body, in order.
    pub fn part_texts(&self, id: StoryId) -> impl Iterator<Item = (TextId, &Arc<RichText>)> {
        Part::ALL.into_iter().flat_map(move |part| {
            (0..)
                .zip(self.texts(part))
                .map(move |(at, text)| (TextId::Story(id, StoryText::Part(part, at)), text))
        })
    }

    /// The texts of the body in reading order, credits after their paragraphs.
    pub fn body_texts(&self, id: StoryId) -> impl Iterator<Item = (TextId, &Arc<RichText>)> {
        (0..).zip(&self.body).flat_map(move |(at, part)| {
            let text = (TextId::Story(id, StoryText::Body(at)), part.text());
            let credit = |text| (TextId::Story(id, StoryText::Credit(at)), text);
            std::iter::once(text).chain(part.credit().map(credit))
        })
    }

    /// Whether the story has that part at all.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Body => !self.body.is_empty(),
            other => !self.texts(other).is_empty(),
        }
    }
}

/// A piece of a story's body. A dateline already stands at the head of the first paragraph.
///
/// An agency credit is pushed to the end of its paragraph's last line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StoryPart {
    Paragraph {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
        manner: Manner,
    },
    Bullet {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
    },
    /// An item with its number.
    Numbered {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
        number: u32,
    },
    Quote {
        text: Arc<RichText>,
        credit: Option<Arc<RichText>>,
    },
    Subhead(Arc<RichText>),
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    Plain,
    /// Its lines are kept; one after another they are stanzas.
    Verse,
    Center,
    End,
}

impl StoryPart {
    pub fn text(&self) -> &Arc<RichText> {
        match self {
            StoryPart::Paragraph { text, .. }
            | StoryPart::Bullet { text, .. }
            | StoryPart::Numbered { text, .. }
            | StoryPart::Quote { text, .. }
            | StoryPart::Subhead(text) => text,
        }
    }

    pub fn credit(&self) -> Option<&Arc<RichText>> {
        match self {
            StoryPart::Paragraph { credit, .. }
            | StoryPart::Bullet { credit, .. }
            | StoryPart::Numbered { credit, .. }
            | StoryPart::Quote { credit, .. } => credit.as_ref(),
            StoryPart::Subhead(_) => None,
        }
    }
}

/// The parts of an article, in the order in which they are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Label,
    Kicker,
    Headline,
    Deck,
    Byline,
    Intro,
    Body,
    Source,
}

impl Part {
    /// The style that the part is set in, where no box says otherwise.
    pub fn role(self) -> Role {
        match self {
            Part::Label => Role::Label,
            Part::Kicker => Role::Kicker,
            Part::Headline => Role::Headline,
            Part::Deck => Role::Deck,
            Part::Byline => Role::Byline,
            Part::Intro => Role::Intro,
            Part::Body => Role::Body,
            Part::Source => Role::Source,
        }
    }

    pub const ALL: [Part; 8] = [
        Part::Label,
        Part::Kicker,
        Part::Headline,
        Part::Deck,
        Part::Byline,
        Part::Intro,
        Part::Body,
        Part::Source,
    ];

    /// What a head is made of.
    pub const HEAD: [Part; 5] =
        [Part::Label, Part::Kicker, Part::Headline, Part::Deck, Part::Byline];

    pub fn is_head(self) -> bool {
        Part::HEAD.contains(&self)
    }

    /// As a layout writes it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Label => "label",
            Part::Kicker => "kicker",
            Part::Headline => "headline",
            Part::Deck => "deck",
            Part::Byline => "byline",
            Part::Intro => "intro",
            Part::Body => "body",
            Part::Source => "source",
        }
    }
}
