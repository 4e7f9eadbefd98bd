//! A story: an article with its parts as texts.

use std::sync::Arc;

use super::{Copyfit, StoryId, StoryText, TextId, Treated};
use crate::diag::Span;
use crate::page::style::Role;
use crate::text::{Manner, Marks, PartKind, RichText, Table};

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
    /// Over the text where it goes on on another page.
    pub jump_headline: Option<Arc<RichText>>,
    /// Other stories that are set one after the other in its place. Such a story, a stack, has no
    /// text of its own.
    pub stack: Vec<StoryId>,
    /// Lines of white that copyfitting put above it in its stack.
    pub white: u32,
    /// None: it is set as it comes.
    pub copyfit: Option<Copyfit>,
    /// Whether its lines are to be those of the layout before.
    pub frozen: bool,
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
            jump_headline: None,
            stack: Vec::new(),
            white: 0,
            copyfit: None,
            frozen: false,
        }
    }

    /// Whether it is a file of data, without a head or words of its own.
    pub fn is_table(&self) -> bool {
        let has_head = !self.headline.is_empty() || !self.intro.is_empty();
        !has_head && !self.body.is_empty() && self.body.iter().all(|part| part.table().is_some())
    }

    pub fn text(&self, id: StoryText) -> Option<&RichText> {
        self.shared(id).map(|text| &**text)
    }

    /// The same, to be shared.
    pub fn shared(&self, id: StoryText) -> Option<&Arc<RichText>> {
        match id {
            StoryText::Part(part, at) => self.texts(part).get(at as usize),
            StoryText::Body(at) => self.body.get(at as usize).map(|part| &part.text),
            StoryText::Credit(at) => self.body.get(at as usize)?.credit.as_ref(),
            StoryText::JumpHeadline => self.jump_headline.as_ref(),
            StoryText::Cell(at, cell) => self.body.get(at as usize)?.table()?.cell(cell),
        }
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

    /// The texts of the body in reading order, credits after their paragraphs and a table's cells row by
    /// row; what was left out is none of them.
    pub fn body_texts(&self, id: StoryId) -> impl Iterator<Item = (TextId, &Arc<RichText>)> {
        let body = (0..).zip(&self.body).filter(|(_, part)| !part.treated.left_out);
        body.flat_map(move |(at, part)| {
            let text = (TextId::Story(id, StoryText::Body(at)), &part.text);
            let credit = |text| (TextId::Story(id, StoryText::Credit(at)), text);
            let cells = part.table().into_iter().flat_map(|table| table.cells());
            let cells =
                cells.map(move |(cell, text)| (TextId::Story(id, StoryText::Cell(at, cell)), text));
            let own = part.table().is_none().then_some(text);
            own.into_iter().chain(cells).chain(part.credit.as_ref().map(credit))
        })
    }

    /// Its head goes with all of its text.
    pub fn lose_head(&mut self) {
        let Story { label, kicker, headline, deck, byline, .. } = self;
        [label, kicker, headline, deck, byline].into_iter().for_each(Vec::clear);
    }

    /// Whether the story has that part at all.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Body => !self.body.is_empty() || !self.stack.is_empty(),
            other => !self.texts(other).is_empty(),
        }
    }
}

/// A piece of a story's body. A dateline already stands at the head of the first paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoryPart {
    pub kind: PartKind,
    pub text: Arc<RichText>,
    /// An agency credit: pushed to the end of its last line.
    pub credit: Option<Arc<RichText>>,
    pub marks: Marks,
    pub treated: Treated,
}

impl StoryPart {
    /// The style that it is set in.
    pub fn role(&self) -> Role {
        match (&self.kind, self.marks.manner) {
            (PartKind::Paragraph, Manner::Verse) => Role::Verse,
            (PartKind::Paragraph, _) => Role::Body,
            (PartKind::Bullet, _) => Role::Bullet,
            (PartKind::Numbered(_), _) => Role::Numbered,
            (PartKind::Quote(_), _) => Role::Quote,
            (PartKind::Subhead, _) => Role::Subhead,
            (PartKind::Table(_), _) => Role::Table,
        }
    }

    /// Its cells, where it is a table.
    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            PartKind::Table(table) => Some(table),
            _ => None,
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
