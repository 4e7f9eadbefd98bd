//! Words that name another page, as link annotations (ISO 32000-1 12.5.6.5; ISO 14289-1 7.18.5).

use lopdf::{Document, Object, ObjectId, dictionary};

use super::metadata::text;
use super::sheet::Sheet;
use crate::draw::{DrawList, ElementId, Item, Structure, StructureType, TextMark};
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
pub(super) fn find(list: &DrawList, structure: &Structure) -> Vec<Link> {
    let parents = structure.parents();
    let mut links: Vec<Link> = Vec::new();
    for (page, drawn) in list.pages.iter().enumerate() {
        for item in &drawn.items {
            let Item::Text(mark) = item else { continue };
            for (element, target, rect, words) in references(mark, structure, &parents) {
                if target != page && target < list.pages.len() {
                    links.push(Link { element, page, rect, target, words });
                }
            }
        }
    }
    links
}

/// The runs of a line that name a page.
fn references<'a>(
    mark: &'a TextMark,
    structure: &'a Structure,
    parents: &'a [Option<ElementId>],
) -> impl Iterator<Item = (ElementId, usize, Rect, String)> + 'a {
    mark.runs.iter().filter_map(|run| {
        let element = parents.get(run.tag.leaf()?.0 as usize).copied().flatten()?;
        let StructureType::Reference(target) = structure.element(element)?.role else {
            return None;
        };
        let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
        let frame = mark.frame;
        // Along the line from glyph to glyph, across it the line's em box.
        let rect = match run.turn {
            crate::draw::Turn::Horizontal => {
                let end = last.origin.x + last.advance;
                Rect { x: first.origin.x, width: end - first.origin.x, ..frame }
            }
            crate::draw::Turn::Upright | crate::draw::Turn::Sideways => {
                let end = last.origin.y + last.advance;
                Rect { y: first.origin.y, height: end - first.origin.y, ..frame }
            }
        };
        Some((element, target as usize, rect, run.text.clone()))
    })
}

/// Puts the annotations on their pages; their keys in the parent tree begin at `first`.
pub(super) fn add(
    doc: &mut Document,
    links: &[Link],
    pages: &[ObjectId],
    (list, first): (&DrawList, usize),
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
