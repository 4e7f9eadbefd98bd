//! [`outline`]: the way to every page and to every story on it.

use std::collections::BTreeMap;

use super::tree::title_of;
use super::{ElementId, Kid, LeafId, Role, Structure};
use crate::draw::list::{DrawPage, Item};
use crate::flow::Filled;
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

pub fn outline(
    model: &PageModel,
    filled: &Filled,
    pages: &[DrawPage],
    structure: &Structure,
) -> Vec<OutlinePage> {
    let titles = filled.pages.iter().map(|set| {
        let page = model.pages.get(set.page.0 as usize);
        page.map_or_else(|| set.name.clone(), |page| title_of(&set.name, page))
    });
    let articles = articles(structure);
    pages
        .iter()
        .zip(titles)
        .enumerate()
        .map(|(at, (page, title))| {
            let places = places(page);
            let mut found: Vec<(bool, OutlineArticle)> = articles
                .iter()
                .filter_map(|article| {
                    let on_page = |leaves: &[LeafId]| {
                        let places = leaves.iter().filter_map(|leaf| places.get(leaf));
                        places.copied().reduce(|a, b| a.union(&b))
                    };
                    let head = on_page(&article.head);
                    let first = || article.all.iter().find_map(|leaf| places.get(leaf)).copied();
                    let place = head.or_else(first)?;
                    let at = Point { x: place.x, y: place.y };
                    Some((head.is_none(), OutlineArticle { title: article.title.clone(), at }))
                })
                .collect();
            found.sort_by_key(|(goes_on, _)| *goes_on);
            let articles = found.into_iter().map(|(_, article)| article).collect();
            OutlinePage { title, page: at, articles }
        })
        .collect()
}

struct Found {
    title: String,
    /// The headline's leaves.
    head: Vec<LeafId>,
    all: Vec<LeafId>,
}

/// The stories in reading order.
fn articles(structure: &Structure) -> Vec<Found> {
    let elements = structure.elements.iter().enumerate();
    let articles = elements.filter(|(_, element)| element.role == Role::Article);
    articles
        .map(|(at, article)| {
            let heads = article.kids.iter().filter_map(|kid| match *kid {
                Kid::Element(id) => Some(id),
                Kid::Leaf(_) => None,
            });
            let mut heads = heads
                .filter(|id| structure.element(*id).is_some_and(|kid| kid.role == Role::Headline));
            Found {
                title: article.title.clone(),
                head: heads.next().map(|id| structure.leaves_of(id)).unwrap_or_default(),
                all: structure.leaves_of(ElementId(at as u32)),
            }
        })
        .collect()
}

/// Where each leaf's first mark on the page stands; a leaf's own lines together if it is short.
fn places(page: &DrawPage) -> BTreeMap<LeafId, Rect> {
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
    places
}
