//! [`add`]: the structure tree (ISO 32000-1 14.7), by the rules of ISO 14289-1 (PDF/UA-1);
//! `UA1.md` beside this file goes through them.
//!
//! ```text
//! StructTreeRoot --K--> Document > Part > Art > P --K--> [3 4 <</MCID 0 /Pg ...>>]
//!       |                                        ^
//!       +--ParentTree--> 0: [... P P ...] -------+   by page and MCID, and by annotation
//! ```
//!
//! An element that spans pages has its numbers on its first page as integers, those on others
//! with their page. All types are standard ones, so there is no RoleMap.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::encode::Content;
use super::links::{self, Link};
use super::metadata::text;
use super::sheet::Sheet;
use super::{Info, Standard};
use crate::draw::{DrawList, DrawSheet, Element, ElementId, Kid, LeafId, Structure, StructureType};
use crate::measure::Rect;

/// Puts in the tree, and the links that are in it. `pages` are the pages' objects.
pub(super) fn add(
    doc: &mut Document,
    list: &DrawList<DrawSheet>,
    contents: &[Content],
    pages: &[ObjectId],
    info: &Info,
) {
    let used: BTreeSet<LeafId> =
        contents.iter().flat_map(|content| content.leaves.iter().copied()).collect();
    let structure = list.structure.pruned(&used);
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = structure.elements.iter().map(|_| doc.new_object_id()).collect();
    let links = match info.standard {
        // No annotation may stand within the bleed (ISO 15930-7 6.17).
        Standard::X4 => Vec::new(),
        Standard::A2u | Standard::Plain => links::find(list, contents, &structure),
    };
    let links = links::add(doc, &links, pages, (list, pages.len()));
    let tree = Tree {
        list,
        structure: &structure,
        ids: &ids,
        pages,
        shown: shown(contents),
        places: places(contents),
        links: &links,
        root,
    };
    for (element, id) in structure.elements.iter().zip(&ids) {
        let dict = tree.element(element);
        doc.objects.insert(*id, dict.into());
    }
    let parents = tree.parent_tree(doc, contents);
    let next = pages.len() + links.len();
    let mut dict = dictionary! {
        "Type" => "StructTreeRoot",
        "ParentTree" => parents,
        "ParentTreeNextKey" => next as i64,
    };
    if let Some(document) = ids.first() {
        dict.set("K", *document);
    }
    doc.objects.insert(root, dict.into());
    for (at, page) in pages.iter().enumerate() {
        let Ok(page) = doc.get_dictionary_mut(*page) else { continue };
        page.set("StructParents", at as i64);
        // The order of annotations is that of the structure.
        page.set("Tabs", "S");
    }
    if let Ok(catalogue) = doc.catalog_mut() {
        catalogue.set("StructTreeRoot", root);
        catalogue.set("MarkInfo", dictionary! { "Marked" => true });
    }
}

/// Page and number of each of a leaf's sequences.
fn places(contents: &[Content]) -> BTreeMap<LeafId, Vec<(usize, usize)>> {
    let mut places: BTreeMap<LeafId, Vec<(usize, usize)>> = BTreeMap::new();
    for (page, content) in contents.iter().enumerate() {
        for (number, leaf) in content.leaves.iter().enumerate() {
            places.entry(*leaf).or_default().push((page, number));
        }
    }
    places
}

/// Where the pictures of each leaf stand, by page.
fn shown(contents: &[Content]) -> BTreeMap<(usize, LeafId), Rect> {
    let mut shown: BTreeMap<(usize, LeafId), Rect> = BTreeMap::new();
    for (page, content) in contents.iter().enumerate() {
        for (leaf, clip) in &content.pictures {
            let place = shown.entry((page, *leaf)).or_insert(*clip);
            *place = place.union(clip);
        }
    }
    shown
}

struct Tree<'a> {
    list: &'a DrawList<DrawSheet>,
    structure: &'a Structure,
    ids: &'a [ObjectId],
    pages: &'a [ObjectId],
    /// Where the pictures of a leaf stand on a page.
    shown: BTreeMap<(usize, LeafId), Rect>,
    places: BTreeMap<LeafId, Vec<(usize, usize)>>,
    links: &'a [(Link, ObjectId)],
    root: ObjectId,
}

impl Tree<'_> {
    fn id(&self, id: ElementId) -> Option<ObjectId> {
        self.ids.get(id.0 as usize).copied()
    }

    fn element(&self, element: &Element) -> Dictionary {
        let own: Vec<&Link> = self.links_of(element).map(|(link, _)| link).collect();
        let name = if own.is_empty() { element.role.name() } else { "Link" };
        let parent = element.parent.and_then(|parent| self.id(parent));
        let mut dict = dictionary! { "S" => name, "P" => parent.unwrap_or(self.root) };
        let leaves = element.kids.iter().filter_map(|kid| match kid {
            Kid::Leaf(leaf) => self.places.get(leaf),
            Kid::Element(_) => None,
        });
        let first = leaves.flatten().next().map(|(page, _)| *page);
        if let Some(page) = first.and_then(|page| self.pages.get(page)) {
            dict.set("Pg", *page);
        }
        let mut kids = self.kids(element, first);
        if kids.len() == 1
            && let Some(kid) = kids.pop()
        {
            dict.set("K", kid);
        } else if !kids.is_empty() {
            dict.set("K", kids);
        }
        for (key, value) in [("Alt", &*element.alt), ("Lang", element.language)] {
            if !value.is_empty() {
                dict.set(key, text(value));
            }
        }
        if let Some(attributes) = self.attributes(element) {
            dict.set("A", attributes);
        }
        dict
    }

    /// What an element holds; numbers on the page `first` stand bare.
    fn kids(&self, element: &Element, first: Option<usize>) -> Vec<Object> {
        let mut kids = Vec::new();
        for kid in &element.kids {
            match kid {
                Kid::Element(id) => kids.extend(self.id(*id).map(Object::Reference)),
                Kid::Leaf(leaf) => {
                    for &(page, number) in self.places.get(leaf).into_iter().flatten() {
                        let number = number as i64;
                        kids.push(match self.pages.get(page) {
                            Some(id) if Some(page) != first => dictionary! {
                                "Type" => "MCR", "Pg" => *id, "MCID" => number,
                            }
                            .into(),
                            _ => number.into(),
                        });
                    }
                }
            }
        }
        kids.extend(self.links_of(element).filter_map(|(link, id)| {
            let page = *self.pages.get(link.page)?;
            Some(dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => *id }.into())
        }));
        kids
    }

    fn links_of(&self, element: &Element) -> impl Iterator<Item = &(Link, ObjectId)> {
        let is_own = |link: &Link| {
            self.structure.element(link.element).is_some_and(|own| std::ptr::eq(own, element))
        };
        let links =
            if matches!(element.role, StructureType::Reference(_)) { self.links } else { &[] };
        links.iter().filter(move |(link, _)| is_own(link))
    }

    fn attributes(&self, element: &Element) -> Option<Object> {
        match element.role {
            StructureType::Figure => {
                let (page, rect) = self.figure(element)?;
                let sheet = Sheet::of(self.list.pages.get(page)?);
                let dict = dictionary! { "O" => "Layout", "BBox" => sheet.corners(&rect) };
                Some(dict.into())
            }
            StructureType::List | StructureType::NumberedList => {
                let marked = |kid: &Kid| {
                    let Kid::Element(item) = *kid else { return false };
                    let kids = self.structure.element(item).map(|item| &item.kids);
                    kids.into_iter().flatten().any(|kid| self.is_label(kid))
                };
                // ISO 32000-1 table 347 has no name for numbers in Han.
                let numbering = match element.role {
                    StructureType::NumberedList => "Decimal",
                    _ => "Disc",
                };
                let dict = dictionary! { "O" => "List", "ListNumbering" => numbering };
                element.kids.iter().any(marked).then(|| dict.into())
            }
            // ISO 14289-1 7.5: what a head's cell stands over.
            StructureType::TableHead => {
                Some(dictionary! { "O" => "Table", "Scope" => "Column" }.into())
            }
            _ => None,
        }
    }

    fn is_label(&self, kid: &Kid) -> bool {
        let Kid::Element(id) = *kid else { return false };
        self.structure.element(id).is_some_and(|element| element.role == StructureType::Label)
    }

    /// Where a figure's pictures stand: on the first page that has one.
    fn figure(&self, element: &Element) -> Option<(usize, Rect)> {
        let (page, _) = element.kids.iter().find_map(|kid| match kid {
            Kid::Leaf(leaf) => self.places.get(leaf)?.first(),
            Kid::Element(_) => None,
        })?;
        let shown = element.kids.iter().filter_map(|kid| match kid {
            Kid::Leaf(leaf) => self.shown.get(&(*page, *leaf)).copied(),
            Kid::Element(_) => None,
        });
        Some((*page, shown.reduce(|a, b| a.union(&b))?))
    }

    /// By page, the elements of its sequences; by annotation, its element.
    fn parent_tree(&self, doc: &mut Document, contents: &[Content]) -> Dictionary {
        let parents = self.structure.parents();
        let id_of = |leaf: &LeafId| {
            let parent = parents.get(leaf.0 as usize).copied().flatten();
            parent.and_then(|parent| self.id(parent)).map_or(Object::Null, Object::Reference)
        };
        let mut numbers = Vec::new();
        for (page, content) in contents.iter().enumerate() {
            let elements: Vec<Object> = content.leaves.iter().map(id_of).collect();
            let elements = doc.add_object(elements);
            numbers.extend([Object::Integer(page as i64), elements.into()]);
        }
        for (at, (link, _)) in self.links.iter().enumerate() {
            let element = self.id(link.element).map_or(Object::Null, Object::Reference);
            numbers.extend([Object::Integer((contents.len() + at) as i64), element]);
        }
        dictionary! { "Nums" => numbers }
    }
}
