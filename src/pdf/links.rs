//! Words that name another page, as link annotations (ISO 32000-1 12.5.6.5; ISO 14289-1 7.18.5).

use lopdf::{Document, Object, ObjectId, dictionary};

use super::encode::Content;
use super::marked::Roles;
use super::metadata::text;
use super::sheet::Sheet;
use crate::draw::{
    DrawList, DrawSheet, ElementId, LeafId, Structure, StructureType, TextMark, Turn,
};
use crate::measure::Rect;

/// One line's part of such words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub element: ElementId,
    pub page: usize,
    rect: Rect,
    target: usize,
    /// The words.
    words: String,
}

/// The links of all pages, those of a page one after the other.
pub(super) fn find(contents: &[Content], structure: &Structure) -> Vec<Link> {
    let parents = structure.parents();
    let mut links: Vec<Link> = Vec::new();
    for (page, content) in contents.iter().enumerate() {
        for Sent { leaf, target, rect, words } in &content.sent {
            let target = *target as usize;
            let element = parents.get(leaf.0 as usize).copied().flatten();
            let Some(element) = element.filter(|_| target != page && target < contents.len())
            else {
                continue;
            };
            links.push(Link { element, page, rect: *rect, target, words: words.clone() });
        }
    }
    links
}

/// Words of a line that send the reader to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    leaf: LeafId,
    target: u32,
    rect: Rect,
    words: String,
}

/// The runs of a line that name a page.
pub(super) fn sent<'a>(mark: &'a TextMark, roles: &'a Roles) -> impl Iterator<Item = Sent> + 'a {
    mark.runs.iter().filter_map(|run| {
        let leaf = run.tag.leaf()?;
        let StructureType::Reference(target) = roles.get(leaf)? else { return None };
        let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
        let frame = mark.frame;
        // Along the line from glyph to glyph, across it the line's em box.
        let rect = match run.turn {
            Turn::Horizontal => {
                let end = last.origin.x + last.advance;
                Rect { x: first.origin.x, width: end - first.origin.x, ..frame }
            }
            Turn::Upright | Turn::Sideways => {
                let end = last.origin.y + last.advance;
                Rect { y: first.origin.y, height: end - first.origin.y, ..frame }
            }
        };
        Some(Sent { leaf, target, rect, words: run.text.clone() })
    })
}

/// Puts the annotations on their pages; their keys in the parent tree begin at `first`.
pub(super) fn add(
    doc: &mut Document,
    links: &[Link],
    pages: &[ObjectId],
    (list, first): (&DrawList<DrawSheet>, usize),
) -> Vec<(Link, ObjectId)> {
    let mut added = Vec::new();
    for link in links {
        let (Some(page), Some(target), Some(drawn)) =
            (pages.get(link.page), pages.get(link.target), list.pages.get(link.page))
        else {
            continue;
        };
        let key = first + added.len();
        let annotation = doc.add_object(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "P" => *page,
            "Rect" => Sheet::of(drawn).corners(&link.rect),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            // Print.
            "F" => 4,
            "Contents" => text(&link.words),
            "StructParent" => key as i64,
            "Dest" => vec![(*target).into(), "Fit".into()],
        });
        if let Ok(page) = doc.get_dictionary_mut(*page) {
            match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
                Ok(annotations) => annotations.push(annotation.into()),
                Err(_) => page.set("Annots", vec![Object::Reference(annotation)]),
            }
        }
        added.push((link.clone(), annotation));
    }
    added
}
