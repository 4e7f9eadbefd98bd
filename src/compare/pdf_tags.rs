//! [`tagged`]: the stories that a PDF is tagged with (ISO 32000-2 14.7), as numbers of marked
//! content, and what its pages are called.

use std::collections::{BTreeMap, BTreeSet};

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, String as Bytes};

use super::pdf_text::decoded;

/// Elements that are looked at, and how deep they may stand in each other.
const MOST: usize = 2_000_000;
const DEEPEST: usize = 64;

/// A story's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TaggedStory {
    pub title: String,
    pub texts: Vec<TaggedText>,
}

/// A text: marked content by page and number, in the order of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaggedText {
    pub part: &'static str,
    pub marks: Vec<(usize, u32)>,
}

/// The stories of a file: elements `Art`, as this program writes them.
pub(super) fn tagged(pdf: &Pdf) -> Vec<TaggedStory> {
    let Some(root) = catalogue(pdf) else { return Vec::new() };
    let Some(tree) = root.get::<Dict<'_>>(b"StructTreeRoot") else { return Vec::new() };
    let pages = pdf.pages().iter().enumerate();
    let pages = pages.filter_map(|(at, page)| {
        let id = page.raw().obj_id()?;
        Some((format!("{id:?}"), at))
    });
    let mut walk =
        Walk { pdf, pages: pages.collect(), seen: BTreeSet::new(), count: 0, stories: Vec::new() };
    walk.kids(&tree, Place::default());
    walk.stories
}

fn catalogue(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get(pdf.xref().root_id())
}

struct Walk<'a> {
    pdf: &'a Pdf,
    /// By what their objects are called.
    pages: BTreeMap<String, usize>,
    seen: BTreeSet<(u32, i32)>,
    count: usize,
    stories: Vec<TaggedStory>,
}

/// Where in the tree an element stands.
#[derive(Clone, Copy, Default)]
struct Place {
    page: Option<usize>,
    in_story: bool,
    /// Whether it is within a text already, which goes on.
    in_text: bool,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn kids(&mut self, element: &Dict<'a>, place: Place) {
        if place.depth > DEEPEST {
            return;
        }
        match element.get_raw::<Object<'a>>(b"K") {
            Some(MaybeRef::NotRef(Object::Array(kids))) => self.each(&kids, place),
            Some(kid) => self.kid(kid, place),
            None => {}
        }
    }

    fn each(&mut self, kids: &Array<'a>, place: Place) {
        for kid in kids.raw_iter() {
            self.kid(kid, place);
        }
    }

    fn kid(&mut self, kid: MaybeRef<Object<'a>>, place: Place) {
        self.count += 1;
        if self.count > MOST {
            return;
        }
        let kid = match kid {
            MaybeRef::NotRef(kid) => kid,
            MaybeRef::Ref(id) => {
                if !self.seen.insert((id.obj_number, id.gen_number)) {
                    return;
                }
                let Some(kid) = self.pdf.xref().get::<Object<'a>>(id.into()) else { return };
                kid
            }
        };
        match kid {
            Object::Number(number) => self.mark(number.as_f64() as i64, place),
            Object::Array(kids) => self.each(&kids, Place { depth: place.depth + 1, ..place }),
            Object::Dict(dict) => {
                let page = self.page_of(&dict).or(place.page);
                let place = Place { page, depth: place.depth + 1, ..place };
                match dict.get::<i32>(b"MCID") {
                    Some(number) => self.mark(number.into(), place),
                    None => self.element(&dict, place),
                }
            }
            _ => {}
        }
    }

    fn page_of(&self, dict: &Dict<'a>) -> Option<usize> {
        let id = dict.get_ref(b"Pg")?;
        let id: hayro::hayro_syntax::object::ObjectIdentifier = id.into();
        self.pages.get(&format!("{id:?}")).copied()
    }

    fn mark(&mut self, number: i64, place: Place) {
        let (Some(page), Ok(number), true) = (place.page, u32::try_from(number), place.in_story)
        else {
            return;
        };
        let Some(story) = self.stories.last_mut() else { return };
        if !place.in_text || story.texts.is_empty() {
            story.texts.push(TaggedText { part: "paragraph", marks: Vec::new() });
        }
        if let Some(text) = story.texts.last_mut() {
            text.marks.push((page, number));
        }
    }

    fn element(&mut self, dict: &Dict<'a>, mut place: Place) {
        let role = dict.get::<Name<'_>>(b"S");
        let role = role.as_ref().map_or("", |role| role.as_str());
        match role {
            "Art" => {
                let title = dict.get::<Bytes<'_>>(b"T").map(|text| decoded(text.as_bytes()));
                let title = title.unwrap_or_default();
                self.stories.push(TaggedStory { title, texts: Vec::new() });
                place = Place { in_story: true, in_text: false, ..place };
            }
            // A reading is beside the text.
            "RT" | "RP" | "WT" => return,
            _ => {
                if let Some(part) = part_of(role).filter(|_| place.in_story && !place.in_text) {
                    if let Some(story) = self.stories.last_mut() {
                        story.texts.push(TaggedText { part, marks: Vec::new() });
                    }
                    place.in_text = true;
                }
            }
        }
        self.kids(dict, place);
    }
}

/// What a text is that an element begins; none begins in what only holds others.
fn part_of(role: &str) -> Option<&'static str> {
    Some(match role {
        "H1" | "H" | "Title" => "headline",
        "H2" | "H3" | "H4" | "H5" | "H6" => "subhead",
        "P" | "LI" => "paragraph",
        "Caption" => "caption",
        "TH" | "TD" => "cell",
        _ => return None,
    })
}

/// What each page is called by its label (ISO 32000-2 12.4.2), where that is a name of its own and
/// no number.
pub(super) fn page_names(pdf: &Pdf, count: usize) -> Vec<String> {
    let mut names = vec![String::new(); count];
    let labels = catalogue(pdf).and_then(|root| root.get::<Dict<'_>>(b"PageLabels"));
    // A tree of many levels is one of many pages, which are numbered.
    let Some(rows) = labels.and_then(|labels| labels.get::<Array<'_>>(b"Nums")) else {
        return names;
    };
    let mut rows = rows.flex_iter();
    while let (Some(at), Some(label)) = (rows.next::<u32>(), rows.next::<Dict<'_>>()) {
        let numbered = label.contains_key(b"S");
        let prefix = label.get::<Bytes<'_>>(b"P").map(|text| decoded(text.as_bytes()));
        if let (Some(name), Some(prefix), false) = (names.get_mut(at as usize), prefix, numbered) {
            *name = prefix;
        }
    }
    names
}
