//! Words that name another page, as link annotations (ISO 32000-1 12.5.6.5; ISO 14289-1 7.18.5).

use lopdf::{Document, Object, ObjectId, dictionary};

use super::encode::Content;
use super::marked::Roles;
use super::metadata::text;
use super::sheet::Sheet;
use crate::draw::{
    DrawList, DrawSheet, ElementId, LeafId, Structure, StructureType, TextMark, Turn,
};
use crate::measure::{Point, Rect};

/// One line's part of such words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub element: ElementId,
    pub page: usize,
    rect: Rect,
    target: usize,
    /// Where the story that sends the reader goes on there; none where it does not.
    at: Option<Point>,
    /// The words.
    words: String,
}

/// The links of all pages, those of a page one after the other.
pub(super) fn find(
    list: &DrawList<DrawSheet>,
    contents: &[Content],
    structure: &Structure,
) -> Vec<Link> {
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
            let at = story_of(structure, element).and_then(|title| {
                let page = list.outline.iter().find(|known| known.page == target)?;
                page.articles.iter().find(|article| article.title == title).map(|found| found.at)
            });
            links.push(Link { element, page, rect: *rect, target, at, words: words.clone() });
        }
    }
    links
}

/// The title of the story that an element is in.
fn story_of(structure: &Structure, mut element: ElementId) -> Option<&str> {
    loop {
        let found = structure.element(element)?;
        if found.role == StructureType::Article {
            return Some(&found.title);
        }
        element = found.parent?;
    }
}

/// Words of a line that send the reader to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub leaf: LeafId,
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

/// The place on the page, or the page as a whole.
fn destination(page: ObjectId, place: Option<(&DrawSheet, Point)>) -> Vec<Object> {
    match place {
        Some((drawn, at)) => {
            let [x, y] = Sheet::of(drawn).place(at);
            vec![page.into(), "XYZ".into(), x, y, Object::Null]
        }
        None => vec![page.into(), "Fit".into()],
    }
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
            "Dest" => destination(*target, list.pages.get(link.target).zip(link.at)),
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
