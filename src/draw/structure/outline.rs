//! [`outline_page`]: the way to every page and to every story on it.

use std::collections::BTreeMap;

use super::tree::title_of;
use super::{ElementId, Kid, LeafId, Structure, StructureType};
use crate::draw::list::{DrawPage, Item};
use crate::flow::SetPage;
use crate::measure::{Point, Rect};
use crate::page::model::PageModel;

/// A page and what is on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinePage {
    /// Its name and section.
    pub title: String,
    /// By its place in the drawing list.
    pub page: usize,
    /// The stories that have something on it, those that begin there first.
    pub articles: Vec<OutlineArticle>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineArticle {
    /// Its headline.
    pub title: String,
    /// The top left of its headline, or of what it has on this page.
    pub at: Point,
}

/// The way to a page, given its place in the job, and to the stories on it.
pub fn outline_page(
    index: &Index<'_>,
    places: &[(LeafId, Rect)],
    (page, set, model): (usize, &SetPage, &PageModel),
) -> OutlinePage {
    let own = model.pages.get(set.page.0 as usize);
    let title = own.map_or_else(|| set.name.clone(), |page| title_of(&set.name, page));
    OutlinePage { title, page, articles: index.on(places) }
}

/// Which story each leaf is of.
pub struct Index<'a> {
    /// In reading order.
    titles: Vec<&'a str>,
    /// By leaf: the story, and whether it is of the headline.
    leaves: BTreeMap<LeafId, (usize, bool)>,
}

impl<'a> Index<'a> {
    pub fn of(structure: &'a Structure) -> Index<'a> {
        let mut index = Index { titles: Vec::new(), leaves: BTreeMap::new() };
        for (at, article) in structure.elements.iter().enumerate() {
            if article.role != StructureType::Article {
                continue;
            }
            let story = index.titles.len();
            index.titles.push(&article.title);
            let all = structure.leaves_of(ElementId(at as u32));
            index.leaves.extend(all.into_iter().map(|leaf| (leaf, (story, false))));
            let head = article.kids.iter().find_map(|kid| match *kid {
                Kid::Element(id) if structure.element(id)?.role == StructureType::Headline => {
                    Some(id)
                }
                _ => None,
            });
            let head = head.map(|id| structure.leaves_of(id)).unwrap_or_default();
            index.leaves.extend(head.into_iter().map(|leaf| (leaf, (story, true))));
        }
        index
    }

    /// The stories on a page: those whose headline is there, then those that go on.
    fn on(&self, places: &[(LeafId, Rect)]) -> Vec<OutlineArticle> {
        // By story: where its headline is, else its first words.
        let mut found: BTreeMap<usize, (bool, Rect)> = BTreeMap::new();
        for &(leaf, rect) in places {
            let Some(&(story, is_head)) = self.leaves.get(&leaf) else { continue };
            let place = found.entry(story).or_insert((is_head, rect));
            *place = match *place {
                (true, head) if is_head => (true, head.union(&rect)),
                (false, _) if is_head => (true, rect),
                seen => seen,
            };
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(_, (is_head, _))| !is_head);
        let article = |(story, (_, rect)): (usize, (bool, Rect))| {
            let title = (*self.titles.get(story)?).to_owned();
            Some(OutlineArticle { title, at: Point { x: rect.x, y: rect.y } })
        };
        found.into_iter().filter_map(article).collect()
    }
}

/// Where each leaf's first mark on the page stands, by leaf; a leaf's own lines together if it is
/// short.
pub fn places(page: &DrawPage) -> Vec<(LeafId, Rect)> {
    let mut places = BTreeMap::new();
    for item in &page.items {
        match item {
            Item::Text(mark) => {
                for leaf in mark.runs.iter().filter_map(|run| run.tag.leaf()) {
                    places.entry(leaf).or_insert(mark.frame);
                }
            }
            Item::Picture(mark) => {
                if let Some(leaf) = mark.tag.leaf() {
                    places.entry(leaf).or_insert(mark.clip);
                }
            }
            Item::Rule(_) | Item::Rect(_) => {}
        }
    }
    places.into_iter().collect()
}
