//! [`Tree`]: a document as elements and texts, each with its place, whatever it was written in.

use std::ops::Range;

/// Deeper than any copy: what is nested further is refused.
pub const DEEPEST: usize = 200;
/// More than any copy has.
pub const MOST_NODES: usize = 400_000;

/// A node, by its number.
pub type Id = usize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Its name without a prefix, in small letters where the document does not tell them apart.
    Element {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Text(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub content: Content,
    pub children: Vec<Id>,
    /// The document is its own.
    pub parent: Id,
    /// Its bytes in the file's text; of an element, those of its first tag at least.
    pub at: Range<usize>,
}

/// Nodes in the order of the document; the first is the document itself, an element without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Default for Tree {
    fn default() -> Tree {
        let content = Content::Element { name: String::new(), attributes: Vec::new() };
        Tree { nodes: vec![Node { content, children: Vec::new(), parent: Tree::ROOT, at: 0..0 }] }
    }
}

impl Tree {
    pub const ROOT: Id = 0;

    pub fn add(&mut self, parent: Id, content: Content, at: Range<usize>) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Node { content, children: Vec::new(), parent, at });
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(id);
        }
        id
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn children(&self, id: Id) -> &[Id] {
        self.nodes.get(id).map_or(&[], |node| &node.children)
    }

    pub fn at(&self, id: Id) -> Range<usize> {
        self.nodes.get(id).map_or(0..0, |node| node.at.clone())
    }

    /// The elements around one, the innermost first.
    pub fn around(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let parent = |id: &Id| {
            let parent = self.nodes.get(*id).map(|node| node.parent);
            parent.filter(|parent| parent != id)
        };
        std::iter::successors(parent(&id), parent)
    }

    /// The name of an element; nothing for a text.
    pub fn name(&self, id: Id) -> &str {
        match self.nodes.get(id).map(|node| &node.content) {
            Some(Content::Element { name, .. }) => name,
            _ => "",
        }
    }

    pub fn text_of(&self, id: Id) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.content) {
            Some(Content::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether an element has an attribute, with a value or without.
    pub fn has(&self, id: Id, wanted: &str) -> bool {
        match self.nodes.get(id).map(|it| &it.content) {
            Some(Content::Element { attributes, .. }) => {
                attributes.iter().any(|(name, _)| name == wanted)
            }
            _ => false,
        }
    }

    /// An attribute that is not blank.
    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        let Some(Content::Element { attributes, .. }) = self.nodes.get(id).map(|it| &it.content)
        else {
            return None;
        };
        let found = attributes.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Everything within an element, in order.
    pub fn within(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        let mut open: Vec<Id> = self.children(id).iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children(id).iter().rev());
        }
        found
    }

    /// The elements of that name within one.
    pub fn all<'t>(&'t self, id: Id, name: &'t str) -> impl Iterator<Item = Id> + 't {
        self.within(id).into_iter().filter(move |id| self.name(*id) == name)
    }

    pub fn first(&self, id: Id, name: &str) -> Option<Id> {
        self.all(id, name).next()
    }

    /// The children of that name.
    pub fn own<'t>(&'t self, id: Id, name: &'t str) -> impl Iterator<Item = Id> + 't {
        self.children(id).iter().copied().filter(move |id| self.name(*id) == name)
    }

    pub fn child(&self, id: Id, name: &str) -> Option<Id> {
        self.own(id, name).next()
    }

    /// All words within an element, runs of blanks as one.
    pub fn words(&self, id: Id) -> String {
        let own = self.text_of(id).unwrap_or("").to_owned();
        let texts = self.within(id).into_iter().filter_map(|id| self.text_of(id));
        let whole: String = std::iter::once(own.as_str()).chain(texts).collect();
        let blank = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        whole.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Where each character of a decoded text was written: references are longer than what they stand
/// for.
pub fn places<'t>(
    raw: &'t str,
    start: usize,
    decoded: &'t str,
) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    decoded.chars().map(move |c| {
        let place = start + at;
        let rest = raw.get(at..).unwrap_or("");
        at += match rest.as_bytes() {
            [b'&', ..] if c != '&' || rest.starts_with("&amp;") => {
                rest.find(';').map_or(1, |end| end + 1)
            }
            [b'\r', b'\n', ..] if c == '\n' => 2,
            _ => c.len_utf8(),
        };
        at = at.min(raw.len());
        (place, c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_behind_references() {
        let found: Vec<_> = places("a&amp;港\r\n&#x6e2f;b", 10, "a&港\n港b").collect();
        let expected = [(10, 'a'), (11, '&'), (16, '港'), (19, '\n'), (21, '港'), (29, 'b')];
        assert_eq!(found, expected);
    }
}
