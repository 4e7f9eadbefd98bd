//! What a thread is made of: text that is broken through the slots, and pieces that are not.

use std::sync::Arc;

use crate::compose::label_of;
use crate::flow::corner::Texts;
use crate::flow::frame::Usage;
use crate::page::model::{
    PageModel, Part, PartKind, Story, StoryId, StoryPart, StoryText, TextId, Treated,
};
use crate::page::style::Role;
use crate::text::{Aligned, CellId, Manner, Marks, Quoted, RichText, Table};

/// One item of a thread, not yet composed. It holds its text, so that a story's items are a
/// value of their own: equal where the same is to be set, wherever that is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) enum Item {
    /// Broken through the slots line by line, over legs and pages.
    Text(Words),
    /// Set whole, in whole lines of the grid, and never parted from the item after it: a subhead, or the
    /// head of a story in a stack.
    Piece(Words),
    /// Rows, each set whole.
    Table(TableItem),
}

/// Which of its item's texts a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum LineOf {
    Words,
    Cell(CellId),
    /// Of a table's head that is printed once more.
    HeadAgain(CellId),
}

/// A table of a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct TableItem {
    pub table: Arc<Table>,
    /// Whose it is, as of words.
    pub of: u32,
    pub opens: Option<u32>,
    /// Its place in its story's body.
    pub at: u32,
    /// Nothing is written in it: it says where the table is.
    pub text: Arc<RichText>,
    pub marks: Marks,
    pub treated: Treated,
}

/// The words of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Words {
    pub role: Role,
    pub text: Arc<RichText>,
    pub credit: Option<Arc<RichText>>,
    /// Whose it is, by its place among the stories of the thread: a stack has several.
    pub of: u32,
    /// Which of its story's texts it is.
    pub id: StoryText,
    /// It begins a story of a stack, with so many lines of white above it beyond its style's.
    pub opens: Option<u32>,
    pub marks: Marks,
    pub treated: Treated,
    /// Of a numbered item.
    pub number: Option<u32>,
    pub begins: Begins,
    /// It is of one quotation with the item before it.
    pub quoted: Quoted,
    pub label: Label,
}

/// Whether a paragraph begins with a label and a colon as its neighbour does: 停車： over 拍照：.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(in crate::flow) enum Label {
    #[default]
    None,
    /// All of a kind are set alike.
    Alike,
}

/// Whether the first characters of a text may be set large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(in crate::flow) enum Begins {
    #[default]
    Plainly,
    /// It is the story's first paragraph: as its style says.
    Story,
    /// It is the first of prose behind verse: as its style says, unless that of verse says something.
    Prose,
    /// It asks for an initial.
    WithInitial,
}

impl Item {
    /// None of a table.
    pub(in crate::flow) fn words(&self) -> Option<&Words> {
        match self {
            Item::Text(words) | Item::Piece(words) => Some(words),
            Item::Table(_) => None,
        }
    }

    pub(in crate::flow) fn marks(&self) -> Marks {
        match self {
            Item::Text(words) | Item::Piece(words) => words.marks,
            Item::Table(table) => table.marks,
        }
    }

    /// The bytes of its texts.
    pub(in crate::flow) fn bytes(&self) -> usize {
        match self {
            Item::Text(words) | Item::Piece(words) => words.text.text.len(),
            Item::Table(of) => of.table.cells().map(|(_, cell)| cell.text.len()).sum(),
        }
    }

    /// What a line of it is of.
    pub(in crate::flow) fn texts(&self, thread: &[StoryId], of: LineOf) -> Option<(Texts, Usage)> {
        let story = self.story(thread);
        match (self, of) {
            (Item::Text(words) | Item::Piece(words), LineOf::Words) => {
                let texts = Texts { text: words.text_id(story), tail: words.tail_id(story) };
                Some((texts, words.usage(story)))
            }
            (Item::Table(table), LineOf::Cell(cell) | LineOf::HeadAgain(cell)) => {
                let text = TextId::Story(story, StoryText::Cell(table.at, cell));
                let usage = match of {
                    LineOf::HeadAgain(_) => Usage::HeadAgain(story),
                    _ => Usage::Cell(story),
                };
                Some((text.into(), usage))
            }
            _ => None,
        }
    }

    /// The text that a line of it counts in.
    pub(in crate::flow) fn text(&self, of: LineOf) -> Option<&RichText> {
        match (self, of) {
            (Item::Text(words) | Item::Piece(words), LineOf::Words) => Some(&words.text),
            (Item::Table(table), LineOf::Cell(cell) | LineOf::HeadAgain(cell)) => {
                table.table.cell(cell).map(|text| &**text)
            }
            _ => None,
        }
    }

    pub(in crate::flow) fn is_piece(&self) -> bool {
        matches!(self, Item::Piece(_))
    }

    /// Whether white may be put in above it, and a leg begin with it: a subhead, or what begins a
    /// story of a stack.
    pub(in crate::flow) fn heads(&self) -> bool {
        let is_subhead = |words: &Words| matches!(words.id, StoryText::Body(_));
        self.opens().is_some() || self.is_piece() && self.words().is_some_and(is_subhead)
    }

    /// Whose it is, by its place among the stories of the thread.
    pub(in crate::flow) fn of(&self) -> u32 {
        match self {
            Item::Text(words) | Item::Piece(words) => words.of,
            Item::Table(table) => table.of,
        }
    }

    /// It begins a story of a stack, with so many lines of white above it beyond its style's.
    pub(in crate::flow) fn opens(&self) -> Option<u32> {
        match self {
            Item::Text(words) | Item::Piece(words) => words.opens,
            Item::Table(table) => table.opens,
        }
    }

    /// Its place in its story's body, if it is of that.
    pub(in crate::flow) fn body_part(&self) -> Option<u32> {
        match self {
            Item::Text(words) | Item::Piece(words) => match words.id {
                StoryText::Body(part) => Some(part),
                _ => None,
            },
            Item::Table(table) => Some(table.at),
        }
    }

    /// Its story, of those of its thread.
    pub(in crate::flow) fn story(&self, thread: &[StoryId]) -> StoryId {
        let own = thread.get(self.of() as usize).or(thread.first()).copied();
        debug_assert!(own.is_some(), "a thread has a story");
        own.unwrap_or(StoryId(0))
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

/// What a thread sets: the pieces of a story's body, in order, less those that were left out, and
/// `source` after them where it was placed with it; or all of the stories of a stack.
pub(in crate::flow) fn items_of(
    model: &PageModel,
    thread: StoryId,
    source: &[Arc<RichText>],
) -> Vec<Item> {
    let story = model.story(thread);
    if story.stack.is_empty() {
        let source = items_of_part(source, Part::Source, Role::Source);
        return body_of(0, story).chain(source).collect();
    }
    let stories = (0..).zip(&story.stack);
    stories.flat_map(|(of, id)| items_of_stacked(of, model.story(*id))).collect()
}

fn body_of(of: u32, story: &Story) -> impl Iterator<Item = Item> {
    let (first, prose) = first_paragraphs(story);
    let words = move |at: u32, part: &StoryPart| Words {
        role: part.role(),
        text: part.text.clone(),
        credit: part.credit.clone(),
        of,
        id: StoryText::Body(at),
        opens: None,
        marks: part.marks,
        treated: part.treated,
        number: match part.kind {
            PartKind::Numbered(number) => Some(number),
            _ => None,
        },
        begins: match part.marks.initial {
            true => Begins::WithInitial,
            false if Some(at) == first => Begins::Story,
            false if Some(at) == prose => Begins::Prose,
            false => Begins::Plainly,
        },
        quoted: Quoted::Begins,
        label: label_among(&story.body, at as usize),
    };
    let body = (0..).zip(&story.body).filter(|(_, part)| !part.treated.left_out);
    let mut before = Role::Body;
    body.map(move |(at, part)| match (&part.kind, std::mem::replace(&mut before, part.role())) {
        (PartKind::Quote(quoted), Role::Quote) => {
            Item::Text(Words { quoted: *quoted, ..words(at, part) })
        }
        (PartKind::Table(table), _) => Item::Table(TableItem {
            table: table.clone(),
            of,
            at,
            opens: None,
            text: part.text.clone(),
            marks: part.marks,
            treated: part.treated,
        }),
        (PartKind::Subhead, _) => Item::Piece(words(at, part)),
        _ => Item::Text(words(at, part)),
    })
}

/// A story of a stack: its head line by line, never parted from what follows, then the rest of it.
fn items_of_stacked(of: u32, story: &Story) -> Vec<Item> {
    let part = |part: Part, role| items_of_part(story.texts(part), part, role);
    let line = |of: Part| part(of, Role::ItemLine);
    let head = line(Part::Label)
        .chain(line(Part::Kicker))
        .chain(part(Part::Headline, Role::ItemTitle))
        .chain(line(Part::Deck))
        .chain(line(Part::Byline));
    let head = head.map(|item| match item {
        Item::Text(words) | Item::Piece(words) => Item::Piece(words),
        table @ Item::Table(_) => table,
    });
    let rest = part(Part::Intro, Role::Intro).chain(body_of(of, story));
    let mut items: Vec<Item> = head.chain(rest).chain(part(Part::Source, Role::Source)).collect();
    for item in &mut items {
        match item {
            Item::Text(words) | Item::Piece(words) => words.of = of,
            Item::Table(table) => table.of = of,
        }
    }
    match items.first_mut() {
        Some(Item::Text(words) | Item::Piece(words)) => words.opens = Some(story.white),
        Some(Item::Table(table)) => table.opens = Some(story.white),
        None => {}
    }
    items
}

/// The first paragraph of a body that is set as it comes, or its first stanza; behind such a stanza the
/// first paragraph of prose, too.
fn first_paragraphs(story: &Story) -> (Option<u32>, Option<u32>) {
    let first = |manner: Manner| {
        let is = |part: &StoryPart| {
            part.kind == PartKind::Paragraph
                && (part.marks.manner, part.marks.aligned) == (manner, Aligned::Own)
                && !part.treated.left_out
        };
        (0..).zip(&story.body).find(|(_, part)| is(part)).map(|(at, _)| at)
    };
    match (first(Manner::Verse), first(Manner::Plain)) {
        (Some(verse), None) => (Some(verse), None),
        (Some(verse), Some(prose)) if verse < prose => (Some(verse), Some(prose)),
        (_, prose) => (prose, None),
    }
}

/// The items of a part that is no body.
pub(in crate::flow) fn items_of_part(
    texts: &[Arc<RichText>],
    part: Part,
    role: Role,
) -> impl Iterator<Item = Item> {
    (0..).zip(texts).map(move |(at, text)| {
        let id = StoryText::Part(part, at);
        Item::Text(Words {
            role,
            text: text.clone(),
            credit: None,
            of: 0,
            id,
            opens: None,
            marks: Marks::default(),
            treated: Treated::default(),
            number: None,
            begins: Begins::Plainly,
            quoted: Quoted::Begins,
            label: Label::None,
        })
    })
}

/// Whether a paragraph and one beside it of its kind begin with labels.
fn label_among(body: &[StoryPart], at: usize) -> Label {
    let labelled = |part: &&StoryPart| label_of(&part.text.text).is_some();
    let Some(own) = body.get(at).filter(labelled) else { return Label::None };
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut beside = beside.filter_map(|at| body.get(at)).filter(labelled);
    match beside.any(|part| part.role() == own.role()) {
        true => Label::Alike,
        false => Label::None,
    }
}
