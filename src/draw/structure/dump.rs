//! [`dump`]: the structure as text, in reading order, for `typeset dump --stage tags` and for
//! tests.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{ElementId, Kid, LeafId, StructureType};
use crate::draw::list::{DrawList, Item};

/// Characters of a leaf that are shown.
const SHOWN: usize = 24;

/// An element a line, what it holds two blanks further in; a leaf as the beginning of its text.
/// The beads of the threads and the outline stand after it.
pub fn dump(list: &DrawList) -> String {
    let texts = texts(list);
    let mut out = String::new();
    element(&mut out, list, &texts, (ElementId(0), 0));
    for thread in &list.threads {
        let _ = write!(out, "thread {:?}", thread.title);
        for bead in &thread.beads {
            let name = list.pages.get(bead.page).map_or("", |page| &page.sheet.name);
            let rect = bead.rect;
            let _ = write!(out, " {name} {},{} {}x{}", rect.x, rect.y, rect.width, rect.height);
        }
        out.push('\n');
    }
    for page in &list.outline {
        let _ = writeln!(out, "outline {:?}", page.title);
        for article in &page.articles {
            let _ = writeln!(out, "  {:?} {},{}", article.title, article.at.x, article.at.y);
        }
    }
    out
}

fn element(
    out: &mut String,
    list: &DrawList,
    texts: &BTreeMap<LeafId, String>,
    (id, depth): (ElementId, usize),
) {
    let Some(element) = list.structure.element(id) else { return };
    let _ = write!(out, "{:1$}{2}", "", depth * 2, element.role.name());
    for (key, value) in
        [("title", &*element.title), ("alt", &*element.alt), ("lang", element.language)]
    {
        if !value.is_empty() {
            let _ = write!(out, " {key}={value:?}");
        }
    }
    if let StructureType::Reference(page) = element.role {
        let page = list.pages.get(page as usize).map_or("", |page| &page.sheet.name);
        let _ = write!(out, " page={page:?}");
    }
    out.push('\n');
    for kid in &element.kids {
        match *kid {
            Kid::Element(kid) => self::element(out, list, texts, (kid, depth + 1)),
            Kid::Leaf(leaf) => {
                let text = texts.get(&leaf).map_or("", |text| text);
                let mut shown: String = text.chars().take(SHOWN).collect();
                if shown.len() < text.len() {
                    shown.push('…');
                }
                let _ = writeln!(out, "{:1$}|{shown}|", "", depth * 2 + 2);
            }
        }
    }
}

/// The text of every leaf, in the order in which it is drawn.
fn texts(list: &DrawList) -> BTreeMap<LeafId, String> {
    let mut texts: BTreeMap<LeafId, String> = BTreeMap::new();
    for item in list.pages.iter().flat_map(|page| &page.items) {
        let Item::Text(mark) = item else { continue };
        for run in &mark.runs {
            let Some(leaf) = run.tag.leaf() else { continue };
            let text = texts.entry(leaf).or_default();
            for glyph in &run.glyphs {
                let range = glyph.range.start as usize..glyph.range.end as usize;
                text.push_str(run.text.get(range).unwrap_or(""));
            }
        }
    }
    texts
}
