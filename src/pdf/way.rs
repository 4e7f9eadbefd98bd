//! Finding one's way: the outline (ISO 32000-1 12.3.3) and article threads (12.4.3).
//!
//! An outline item leads to its place by `Dest`, not by an action: PDF/X-4 knows no actions.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::metadata::text;
use super::sheet::Sheet;
use crate::draw::{DrawList, DrawSheet, OutlinePage};
use crate::measure::Point;

/// An outline item before it is written.
struct Entry {
    title: String,
    page: usize,
    at: Point,
    kids: Vec<Entry>,
}

/// Pages, and under each its stories; shown when the file is opened.
pub(super) fn add_outline(doc: &mut Document, list: &DrawList<DrawSheet>, pages: &[ObjectId]) {
    let entries: Vec<Entry> = list.outline.iter().map(entry).collect();
    if entries.is_empty() {
        return;
    }
    let root = doc.new_object_id();
    let mut writer = Writer { doc, list, pages };
    let ids = writer.level(root, &entries);
    let mut dict = dictionary! { "Type" => "Outlines" };
    enclose(&mut dict, &ids, count(&entries));
    doc.objects.insert(root, dict.into());
    if let Ok(catalogue) = doc.catalog_mut() {
        catalogue.set("Outlines", root);
        catalogue.set("PageMode", "UseOutlines");
    }
}

fn entry(page: &OutlinePage) -> Entry {
    let kids = page.articles.iter().map(|article| Entry {
        title: article.title.clone(),
        page: page.page,
        at: article.at,
        kids: Vec::new(),
    });
    Entry {
        title: page.title.clone(),
        page: page.page,
        at: Point { x: crate::measure::Length::ZERO, y: crate::measure::Length::ZERO },
        kids: kids.collect(),
    }
}

struct Writer<'a> {
    doc: &'a mut Document,
    list: &'a DrawList<DrawSheet>,
    pages: &'a [ObjectId],
}

impl Writer<'_> {
    fn level(&mut self, parent: ObjectId, entries: &[Entry]) -> Vec<ObjectId> {
        let ids: Vec<ObjectId> = entries.iter().map(|_| self.doc.new_object_id()).collect();
        for (at, (entry, id)) in entries.iter().zip(&ids).enumerate() {
            let mut dict = dictionary! { "Title" => text(&entry.title), "Parent" => parent };
            if let Some(dest) = self.dest(entry) {
                dict.set("Dest", dest);
            }
            if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
                dict.set("Prev", *before);
            }
            if let Some(after) = ids.get(at + 1) {
                dict.set("Next", *after);
            }
            if !entry.kids.is_empty() {
                let kids = self.level(*id, &entry.kids);
                enclose(&mut dict, &kids, count(&entry.kids));
            }
            self.doc.objects.insert(*id, dict.into());
        }
        ids
    }

    fn dest(&self, entry: &Entry) -> Option<Object> {
        let (id, page) = (self.pages.get(entry.page)?, self.list.pages.get(entry.page)?);
        let [x, y] = Sheet::of(page).place(entry.at);
        Some(vec![(*id).into(), "XYZ".into(), x, y, Object::Null].into())
    }
}

fn enclose(dict: &mut Dictionary, kids: &[ObjectId], count: i64) {
    if let (Some(first), Some(last)) = (kids.first(), kids.last()) {
        dict.set("First", *first);
        dict.set("Last", *last);
        dict.set("Count", count);
    }
}

/// The items that are seen: all, for every one of them is open.
fn count(entries: &[Entry]) -> i64 {
    entries.iter().map(|entry| 1 + count(&entry.kids)).sum()
}

/// A bead for every leg of every story, in a ring.
pub(super) fn add_threads(doc: &mut Document, list: &DrawList<DrawSheet>, pages: &[ObjectId]) {
    let mut threads = Vec::new();
    let mut on_pages: Vec<Vec<Object>> = pages.iter().map(|_| Vec::new()).collect();
    for thread in &list.threads {
        let beads: Vec<_> = thread
            .beads
            .iter()
            .filter_map(|bead| Some((bead, *pages.get(bead.page)?, list.pages.get(bead.page)?)))
            .map(|bead| (bead, doc.new_object_id()))
            .collect();
        let (Some((_, first)), Some((_, last))) = (beads.first(), beads.last()) else { continue };
        let id = doc.add_object(dictionary! {
            "Type" => "Thread",
            "F" => *first,
            "I" => dictionary! { "Title" => text(&thread.title) },
        });
        for (at, ((bead, page, drawn), own)) in beads.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| beads.get(before));
            let mut dict = dictionary! {
                "Type" => "Bead",
                "N" => beads.get(at + 1).map_or(*first, |(_, next)| *next),
                "V" => before.map_or(*last, |(_, before)| *before),
                "P" => *page,
                "R" => Sheet::of(drawn).corners(&bead.rect),
            };
            if at == 0 {
                dict.set("T", id);
            }
            doc.objects.insert(*own, dict.into());
            if let Some(on_page) = on_pages.get_mut(bead.page) {
                on_page.push((*own).into());
            }
        }
        threads.push(Object::Reference(id));
    }
    if threads.is_empty() {
        return;
    }
    for (page, beads) in pages.iter().zip(on_pages).filter(|(_, beads)| !beads.is_empty()) {
        if let Ok(page) = doc.get_dictionary_mut(*page) {
            page.set("B", beads);
        }
    }
    if let Ok(catalogue) = doc.catalog_mut() {
        catalogue.set("Threads", threads);
    }
}
