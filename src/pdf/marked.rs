//! [`Marked`]: marked content sequences (ISO 32000-1 14.6) around what a content stream shows.
//!
//! Everything is inside one: of a leaf, by a number that the structure names, or of an artifact
//! (ISO 14289-1 7.1). Neighbours of one leaf share a sequence.

use super::serialize;
use crate::draw::{Artifact, LeafId, Structure, StructureType, Tag};

/// The structure type of each leaf's element, by its id.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles(Vec<Option<StructureType>>);

impl Roles {
    pub fn of(structure: &Structure) -> Roles {
        Roles(structure.roles())
    }

    pub fn get(&self, LeafId(leaf): LeafId) -> Option<StructureType> {
        self.0.get(leaf as usize).copied().flatten()
    }
}

/// The sequences of one page.
#[derive(Clone, Debug)]
pub(super) struct Marked<'a> {
    roles: &'a Roles,
    open: Option<Tag>,
    /// The leaf of each sequence, by its number.
    pub leaves: Vec<LeafId>,
}

impl<'a> Marked<'a> {
    pub fn new(roles: &'a Roles) -> Marked<'a> {
        Marked { roles, open: None, leaves: Vec::new() }
    }

    /// What is shown from here on belongs to `tag`.
    pub fn begin(&mut self, out: &mut Vec<u8>, tag: Tag) {
        // A leaf that no element has would be content that nothing names.
        let known = self.known(tag);
        let tag = match (tag, known) {
            (Tag::Content(_), None) => Tag::DECORATION,
            _ => tag,
        };
        if self.open == Some(tag) {
            return;
        }
        self.end(out);
        self.open = Some(tag);
        match (tag, known) {
            (Tag::Content(leaf), Some((_, role))) => {
                let number = self.number(leaf);
                let name = role.name();
                out.extend_from_slice(format!("/{name}<</MCID {number}>>BDC\n").as_bytes());
            }
            (Tag::Artifact(Artifact::Header), _) => {
                out.extend_from_slice(b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\n");
            }
            (Tag::Artifact(Artifact::Footer), _) => {
                out.extend_from_slice(b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n");
            }
            _ => out.extend_from_slice(b"/Artifact BMC\n"),
        }
    }

    /// What is shown from here on reads as `text`. In a leaf it is a sequence of its own.
    pub fn begin_actual(&mut self, out: &mut Vec<u8>, tag: Tag, text: &str) {
        match self.known(tag) {
            Some((leaf, _)) => {
                self.end(out);
                let number = self.number(leaf);
                out.extend_from_slice(format!("/Span<</MCID {number}/ActualText").as_bytes());
            }
            None => {
                self.begin(out, tag);
                out.extend_from_slice(b"/Span<</ActualText");
            }
        }
        // As bytes: Flate makes less of them than of digits.
        let mut utf16 = vec![0xFE, 0xFF];
        text.encode_utf16().for_each(|unit| utf16.extend_from_slice(&unit.to_be_bytes()));
        serialize::literal(out, &utf16);
        out.extend_from_slice(b">>BDC\n");
    }

    pub fn end_actual(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"EMC\n");
    }

    /// Whether it is a reading beside other text.
    pub fn is_reading(&self, tag: Tag) -> bool {
        self.known(tag).is_some_and(|(_, role)| role == StructureType::RubyText)
    }

    fn known(&self, tag: Tag) -> Option<(LeafId, StructureType)> {
        let leaf = tag.leaf()?;
        Some((leaf, self.roles.get(leaf)?))
    }

    fn number(&mut self, leaf: LeafId) -> usize {
        self.leaves.push(leaf);
        self.leaves.len() - 1
    }

    /// Closes the sequence that is open.
    pub fn end(&mut self, out: &mut Vec<u8>) {
        if self.open.take().is_some() {
            out.extend_from_slice(b"EMC\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Element, ElementId, Kid, Subject};

    #[test]
    fn neighbours_share_a_sequence_and_strangers_are_artifacts() {
        let element = |role, parent, kids| Element {
            role,
            parent,
            kids,
            title: String::new(),
            alt: String::new(),
            language: "",
            subject: Subject::None,
        };
        let structure = Structure {
            elements: vec![
                element(StructureType::Document, None, vec![Kid::Element(ElementId(1))]),
                element(StructureType::Paragraph, Some(ElementId(0)), vec![Kid::Leaf(LeafId(1))]),
            ],
        };
        let roles = Roles::of(&structure);
        let mut marked = Marked::new(&roles);
        let mut out = Vec::new();
        let footer = Tag::Artifact(Artifact::Footer);
        for leaf in
            [1, 1, 0, 1, 7].map(|leaf| Tag::Content(LeafId(leaf))).into_iter().chain([footer])
        {
            marked.begin(&mut out, leaf);
            out.extend_from_slice(b"x\n");
        }
        marked.end(&mut out);
        let expected = "/P<</MCID 0>>BDC\nx\nx\nEMC\n/Artifact BMC\nx\nEMC\n\
                        /P<</MCID 1>>BDC\nx\nEMC\n/Artifact BMC\nx\nEMC\n\
                        /Artifact<</Type/Pagination/Subtype/Footer>>BDC\nx\nEMC\n";
        assert_eq!(String::from_utf8_lossy(&out), expected);
        assert_eq!(marked.leaves, [LeafId(1), LeafId(1)]);
    }
}
