//! What the styles of a document say of its paragraphs.

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
            look.subscript |= style.look.subscript;
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
            "vertAlign" => {
                look.superscript = value == Some("superscript");
                look.subscript = value == Some("subscript");
            }
            _ => {}
        }
    }
    look
}
