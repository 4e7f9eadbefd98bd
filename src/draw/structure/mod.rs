//! What the pages say to a reader who cannot see them: elements in reading order.
//!
//! ```text
//! Document > Part (a page) > Art (a story): P kicker, H1 headline, P deck, P intro,
//!                                           P, H2, L > LI > Lbl LBody, BlockQuote, Figure > Caption,
//!                                           Table > TR > TH, TD
//! ```
//!
//! A story is one element under the page that it begins on, whole, however its blocks are
//! scattered; its own pictures stand at its end. Elements end in leaves; every run of glyphs and
//! every picture of the drawing list names its leaf or is an [`Artifact`]. One leaf may be drawn
//! in many places: a paragraph over legs, blocks and pages is one element.
//!
//! Read this file for the types, then `tree.rs` (elements), `story.rs`, `words.rs` (leaves
//! inside a text); `owner.rs` finds the pictures of a story, `references.rs` the words that
//! name another page, `threads.rs` the legs of a story and `outline.rs` the way to it.

mod dump;
mod outline;
mod owner;
mod references;
mod story;
#[cfg(test)]
mod tests;
mod threads;
mod tree;
mod words;

use std::collections::BTreeSet;

use crate::page::model::{BlockId, PageId, StoryId};

pub use dump::dump as dump_tags;
pub use outline::{OutlineArticle, OutlinePage};
pub use threads::{Bead, Thread};

pub(super) use outline::{Index, outline_page, places};
pub(super) use threads::threads;
pub(super) use tree::plan;
pub(super) use words::{LinePart, Plan, TextPlan};

/// An element, by its place in [`Structure::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// A stretch of content that belongs to one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafId(pub u32);

impl LeafId {
    /// Its number where `first` has none before it; [`LeafId::counted_on`] turns that back.
    pub fn counted_from(self, first: LeafId) -> LeafId {
        LeafId(self.0.wrapping_sub(first.0))
    }

    /// The leaf so many after `first`.
    pub fn counted_on(self, first: LeafId) -> LeafId {
        LeafId(self.0.wrapping_add(first.0))
    }
}

/// What a mark is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    Content(LeafId),
    Artifact(Artifact),
}

impl Tag {
    /// Rules, tints, dots beside the text, marks of a proof.
    pub const DECORATION: Tag = Tag::Artifact(Artifact::Decoration);

    pub fn leaf(self) -> Option<LeafId> {
        match self {
            Tag::Content(leaf) => Some(leaf),
            Tag::Artifact(_) => None,
        }
    }
}

/// What is no part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Artifact {
    Decoration,
    /// Furniture at the head of a page.
    Header,
    /// Furniture at its foot.
    Footer,
}

/// The elements of a job, each after its parent, in reading order. The first is the document.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Structure {
    pub elements: Vec<Element>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    pub role: StructureType,
    /// None for the document alone.
    pub parent: Option<ElementId>,
    pub kids: Vec<Kid>,
    /// What a page, story or advertisement is called; else empty.
    pub title: String,
    /// What a figure shows; else empty.
    pub alt: String,
    /// BCP 47; empty: the parent's.
    pub language: &'static str,
    pub subject: Subject,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kid {
    Element(ElementId),
    Leaf(LeafId),
}

/// The standard structure types in use (ISO 32000-1 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructureType {
    Document,
    /// A page.
    Part,
    /// A story.
    Article,
    /// An advertisement.
    Section,
    /// A headline, or a subhead of a story that has none.
    Headline,
    /// A subhead under a headline.
    Subhead,
    Paragraph,
    BlockQuote,
    /// Of items with marks.
    List,
    /// Of items with numbers.
    NumberedList,
    ListItem,
    /// The mark before a list's item.
    Label,
    ListBody,
    Figure,
    Caption,
    Table,
    TableRow,
    /// A cell of a table's head, over its column.
    TableHead,
    TableCell,
    Span,
    Ruby,
    RubyBase,
    RubyText,
    /// Words that name another page, by its place in the drawing list.
    Reference(u32),
}

/// What of the page model an element stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    None,
    Page(PageId),
    Story(StoryId),
    Block(PageId, BlockId),
}

impl StructureType {
    /// As PDF calls it.
    pub fn name(self) -> &'static str {
        match self {
            StructureType::Document => "Document",
            StructureType::Part => "Part",
            StructureType::Article => "Art",
            StructureType::Section => "Sect",
            StructureType::Headline => "H1",
            StructureType::Subhead => "H2",
            StructureType::Paragraph => "P",
            StructureType::BlockQuote => "BlockQuote",
            StructureType::List | StructureType::NumberedList => "L",
            StructureType::ListItem => "LI",
            StructureType::Label => "Lbl",
            StructureType::ListBody => "LBody",
            StructureType::Figure => "Figure",
            StructureType::Caption => "Caption",
            StructureType::Table => "Table",
            StructureType::TableRow => "TR",
            StructureType::TableHead => "TH",
            StructureType::TableCell => "TD",
            StructureType::Span => "Span",
            StructureType::Ruby => "Ruby",
            StructureType::RubyBase => "RB",
            StructureType::RubyText => "RT",
            StructureType::Reference(_) => "Reference",
        }
    }
}

impl Structure {
    pub fn element(&self, id: ElementId) -> Option<&Element> {
        self.elements.get(id.0 as usize)
    }

    /// The element of every leaf, by its id.
    pub fn parents(&self) -> Vec<Option<ElementId>> {
        let mut parents = Vec::new();
        for (at, element) in self.elements.iter().enumerate() {
            for kid in &element.kids {
                let Kid::Leaf(LeafId(leaf)) = *kid else { continue };
                let leaf = leaf as usize;
                if parents.len() <= leaf {
                    parents.resize(leaf + 1, None);
                }
                if let Some(place) = parents.get_mut(leaf) {
                    *place = Some(ElementId(at as u32));
                }
            }
        }
        parents
    }

    /// What the element of every leaf is, by its id.
    pub fn roles(&self) -> Vec<Option<StructureType>> {
        let parents = self.parents().into_iter();
        parents.map(|id| Some(self.element(id?)?.role)).collect()
    }

    /// The leaves under an element, in reading order.
    pub fn leaves_of(&self, id: ElementId) -> Vec<LeafId> {
        let mut leaves = Vec::new();
        self.gather(id, &mut leaves);
        leaves
    }

    fn gather(&self, id: ElementId, leaves: &mut Vec<LeafId>) {
        for kid in self.element(id).map_or(&[][..], |element| &element.kids) {
            match *kid {
                Kid::Leaf(leaf) => leaves.push(leaf),
                Kid::Element(kid) => self.gather(kid, leaves),
            }
        }
    }

    /// The elements that some content of `used` stands under. A document is always left, and a row of
    /// which some cell is has all of its cells, so that they stand in columns.
    pub fn pruned(&self, used: &BTreeSet<LeafId>) -> Structure {
        let mut out = Structure::default();
        if self.copy(ElementId(0), None, used, &mut out).is_none()
            && let Some(document) = self.elements.first()
        {
            out.elements.push(Element { kids: Vec::new(), ..document.clone() });
        }
        out
    }

    /// With page `at` alone, words that name another page lead nowhere.
    pub(super) fn renumber_references(&mut self, at: usize) {
        for element in &mut self.elements {
            if let StructureType::Reference(page) = &mut element.role {
                *page = if *page as usize == at { 0 } else { u32::MAX };
            }
        }
    }

    /// Puts everything under one page, which is called `title`.
    pub(super) fn gather_parts(&mut self, title: &str) {
        let is_part = |element: &Element| element.role == StructureType::Part;
        let Some(first) = self.elements.iter().position(is_part) else { return };
        let mut gathered = Vec::new();
        for part in self.elements.iter_mut().filter(|element| is_part(element)) {
            gathered.append(&mut part.kids);
        }
        let part = ElementId(first as u32);
        for kid in &gathered {
            let Kid::Element(kid) = *kid else { continue };
            if let Some(kid) = self.elements.get_mut(kid.0 as usize) {
                kid.parent = Some(part);
            }
        }
        if let Some(document) = self.elements.first_mut() {
            document.kids = vec![Kid::Element(part)];
        }
        if let Some(part) = self.elements.get_mut(first) {
            (part.kids, part.title) = (gathered, title.to_owned());
        }
        // The other pages' elements are empty now.
        let used = self.leaves_of(ElementId(0)).into_iter().collect();
        *self = self.pruned(&used);
    }

    fn copy(
        &self,
        id: ElementId,
        parent: Option<ElementId>,
        used: &BTreeSet<LeafId>,
        out: &mut Structure,
    ) -> Option<ElementId> {
        let element = self.element(id)?;
        let at = ElementId(out.elements.len() as u32);
        out.elements.push(Element { parent, kids: Vec::new(), ..element.clone() });
        let is_row = element.role == StructureType::TableRow;
        let mut kids = Vec::new();
        for kid in &element.kids {
            match *kid {
                Kid::Leaf(leaf) if used.contains(&leaf) => kids.push(Kid::Leaf(leaf)),
                Kid::Leaf(_) => {}
                Kid::Element(kid) => {
                    let copied = self.copy(kid, Some(at), used, out);
                    let empty = || is_row.then(|| self.empty_cell(kid, at, out)).flatten();
                    kids.extend(copied.or_else(empty).map(Kid::Element));
                }
            }
        }
        let said = |kid: &Kid| match *kid {
            Kid::Element(kid) => out.element(kid).is_some_and(|cell| !cell.kids.is_empty()),
            Kid::Leaf(_) => true,
        };
        if kids.is_empty() || (is_row && !kids.iter().any(said)) {
            out.elements.truncate(at.0 as usize);
            return None;
        }
        if let Some(copied) = out.elements.get_mut(at.0 as usize) {
            copied.kids = kids;
        }
        Some(at)
    }

    /// A cell of which nothing is drawn.
    fn empty_cell(&self, id: ElementId, row: ElementId, out: &mut Structure) -> Option<ElementId> {
        let cell = Element { parent: Some(row), kids: Vec::new(), ..self.element(id)?.clone() };
        let at = ElementId(out.elements.len() as u32);
        out.elements.push(cell);
        Some(at)
    }
}
