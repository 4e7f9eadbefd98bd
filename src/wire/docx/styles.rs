//! What the styles and the numbering of a document say of its paragraphs.

use std::collections::BTreeMap;

use crate::wire::copy::Look;
use crate::wire::roles::Role;
use crate::wire::tree::{Id, Tree};

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    look: Look,
    /// Its list: `numId` and `ilvl`.
    list: Option<(String, usize)>,
}

#[derive(Clone, Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub fn read(tree: &Tree) -> Styles {
        let mut styles = BTreeMap::new();
        for id in tree.all(Tree::ROOT, "style") {
            let Some(name) = tree.attribute(id, "styleId") else { continue };
            let value = |child: &str| {
                let child = tree.child(id, child)?;
                tree.attribute(child, "val").map(str::to_owned)
            };
            let of_runs = tree.child(id, "rPr");
            let style = Style {
                name: value("name").unwrap_or_default(),
                base: value("basedOn"),
                look: of_runs.map(|id| look(tree, id, Look::default())).unwrap_or_default(),
                list: tree.child(id, "pPr").and_then(|id| list(tree, id)),
            };
            styles.insert(name.to_owned(), style);
        }
        Styles(styles)
    }

    /// The style and those that it is based on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        const LONGEST: usize = 20;
        let first = self.0.get(id);
        let next = |style: &&'s Style| self.0.get(style.base.as_deref()?);
        std::iter::successors(first, next).take(LONGEST)
    }

    pub fn role(&self, id: &str) -> Role {
        let found = self.chain(id).find_map(|style| Role::of_name(&style.name));
        found.or_else(|| Role::of_name(id)).unwrap_or_default()
    }

    /// How a style for characters looks.
    pub fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        for style in self.chain(id) {
            let name = style.name.to_lowercase();
            look.bold |= style.look.bold || matches!(name.as_str(), "strong" | "intense emphasis");
            look.emphasis |= style.look.emphasis || name == "emphasis";
            look.superscript |= style.look.superscript;
        }
        look
    }

    pub fn list(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }
}

/// The list that properties of a paragraph name.
pub fn list(tree: &Tree, properties: Id) -> Option<(String, usize)> {
    let list = tree.child(properties, "numPr")?;
    let value = |name| tree.child(list, name).and_then(|id| tree.attribute(id, "val"));
    let level = value("ilvl").and_then(|it| it.parse().ok()).unwrap_or(0);
    Some((value("numId")?.to_owned(), level))
}

/// How characters with such properties look.
pub fn look(tree: &Tree, properties: Id, before: Look) -> Look {
    let mut look = before;
    for &id in tree.children(properties) {
        let value = tree.attribute(id, "val");
        let on = !matches!(value, Some("0" | "false" | "none" | "off"));
        match tree.name(id) {
            "b" => look.bold = on,
            "i" | "em" => look.emphasis = on || (look.emphasis && tree.name(id) == "em"),
            "vertAlign" => look.superscript = value == Some("superscript"),
            _ => {}
        }
    }
    look
}

/// How the levels of lists are marked.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// By `numId`: of each level, whether it is numbered, and its first number.
    levels: BTreeMap<String, BTreeMap<usize, (Mark, u32)>>,
    counts: BTreeMap<(String, usize), u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Bullet,
    Number,
    None,
}

impl Numbering {
    pub fn read(tree: &Tree) -> Numbering {
        let mut abstracts: BTreeMap<&str, BTreeMap<usize, (Mark, u32)>> = BTreeMap::new();
        for id in tree.all(Tree::ROOT, "abstractNum").collect::<Vec<_>>() {
            let Some(name) = tree.attribute(id, "abstractNumId") else { continue };
            let levels = tree.own(id, "lvl").filter_map(|level| {
                let at = tree.attribute(level, "ilvl")?.parse().ok()?;
                let value = |name| tree.child(level, name).and_then(|id| tree.attribute(id, "val"));
                let mark = match value("numFmt") {
                    Some("bullet") => Mark::Bullet,
                    Some("none") => Mark::None,
                    _ => Mark::Number,
                };
                let start = value("start").and_then(|it| it.parse().ok()).unwrap_or(1);
                Some((at, (mark, start)))
            });
            abstracts.insert(name, levels.collect());
        }
        let mut levels = BTreeMap::new();
        for id in tree.own(tree.child(Tree::ROOT, "numbering").unwrap_or(Tree::ROOT), "num") {
            let Some(name) = tree.attribute(id, "numId") else { continue };
            let of = tree.child(id, "abstractNumId").and_then(|id| tree.attribute(id, "val"));
            let known = of.and_then(|of| abstracts.get(of)).cloned().unwrap_or_default();
            levels.insert(name.to_owned(), known);
        }
        Numbering { levels, counts: BTreeMap::new() }
    }

    /// The mark of the next item of a list, and its number.
    pub fn next(&mut self, (list, level): &(String, usize)) -> (Mark, u32) {
        // No list.
        if list == "0" {
            return (Mark::None, 0);
        }
        let known = self.levels.get(list).and_then(|levels| levels.get(level)).copied();
        let (mark, start) = known.unwrap_or((Mark::Bullet, 1));
        self.counts.retain(|(other, at), _| other != list || *at <= *level);
        let count = self.counts.entry((list.clone(), *level)).or_insert(start.wrapping_sub(1));
        *count = count.wrapping_add(1);
        (mark, *count)
    }
}
