//! Several files as one layout: what `include` lays under a file, and what `extends` changes.
//!
//! ```text
//! house.toml (included)  <  a1.toml (extended)  <  late.toml (the layout's own file)
//! ```
//!
//! The files' trees are laid one over the other ([`over`]), and the tree that comes out is read as
//! if it were one file's. Every span in it still says which file it is of: each file's begin in
//! the tree where those of the one before it ended.

mod over;
mod pages;

use toml::Spanned as Written;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::toml_reader::{Context, Names, Source, Table};
use super::toml_syntax::parse_toml;
use super::values::strings;
use crate::diag::codes::layers as codes;
use crate::diag::codes::layout;
use crate::diag::{Diagnostic, FileId, Findings, Spanned};

/// How a file came into the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Another lies over it, and takes what it does not say itself from it.
    Included,
    /// Another says what is different.
    Extended,
    /// The layout that was asked for.
    Own,
}

/// A file of a layout. Of several the later lies over the earlier; the last is its own.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'t> {
    pub file: FileId,
    pub text: &'t str,
    /// The way from the layout's own folder to this file's, with its last `/`; empty for one
    /// folder.
    pub folder: &'t str,
    pub role: Role,
}

impl<'t> Layer<'t> {
    /// A layout of this one file.
    pub fn alone(file: FileId, text: &'t str) -> Layer<'t> {
        Layer { file, text, folder: "", role: Role::Own }
    }
}

/// The files that a file says it lies over, as it writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    pub extends: Option<Spanned<String>>,
    pub includes: Vec<Spanned<String>>,
}

/// What a file lies over. What is wrong with it otherwise is told when it is read.
pub fn links(file: FileId, text: &str) -> (Links, Findings) {
    let mut found = Findings::default();
    if !(text.contains("include") || text.contains("extends")) {
        return (Links::default(), found);
    }
    let source = Source { file, text, base: 0, folder: "", at: 0 };
    let (tree, errors) = parse_toml(&source, layout::TOML_SYNTAX);
    if !errors.is_empty() {
        return (Links::default(), Findings::default());
    }
    let mut cx = Context::of(source, layout::WRONG_TYPE, &mut found);
    let mut table = Table::new(&cx, "a layout", cx.whole(), tree.get_ref());
    let mut one = |key| {
        let value = table.take(key)?;
        if value.items(&cx).is_some() && key == "extends" {
            cx.wrong_type(&value, "one file", "extends = \"a1.toml\"");
            return None;
        }
        Some(strings(&mut cx, &value))
    };
    let extends = one("extends").and_then(|names| names.into_iter().next());
    let includes = one("include").unwrap_or_default();
    (Links { extends, includes }, found)
}

/// The files as a tree of all of them holds them, one behind the other.
pub(super) fn sources<'t>(layers: &[Layer<'t>]) -> Vec<Source<'t>> {
    let mut at = 0;
    let sources = layers.iter().map(|layer| {
        let Layer { file, text, folder, .. } = *layer;
        let source = Source { file, text, base: 0, folder, at };
        at += text.len() + 1;
        source
    });
    sources.collect()
}

/// The trees of the files as one; none where one of them is no TOML.
pub(super) fn laid<'t>(cx: &mut Context<'t>, layers: &[Layer<'t>]) -> Option<DeTable<'t>> {
    let mut trees = Vec::with_capacity(layers.len());
    let mut broken = Findings::default();
    for source in &cx.sources {
        let alone = Source { at: 0, ..*source };
        let (tree, errors) = parse_toml(&alone, layout::TOML_SYNTAX);
        broken.append(&errors);
        trees.push(moved(tree.into_inner(), source.at));
    }
    if !broken.is_empty() {
        cx.diags.append(&broken);
        return None;
    }
    let mut tree = DeTable::default();
    for (layer, mut own) in layers.iter().zip(trees) {
        take_links(cx, &mut own, layer.role);
        over::lay(cx, &mut tree, own);
    }
    cx.names = Names::of(&tree);
    Some(tree)
}

/// Takes out what is no part of the layout, or not to be written in a file of this kind.
fn take_links(cx: &mut Context<'_>, tree: &mut DeTable<'_>, role: Role) {
    for key in ["include", "extends"] {
        if let Some((name, _)) = tree.remove_entry(key)
            && (role, key) == (Role::Included, "extends")
        {
            cx.push(not_included(cx, &name));
        }
    }
    let elsewhere: &[&str] = match role {
        Role::Own => &[],
        // What was frozen in the edition before is this one's to say again.
        Role::Extended => {
            tree.remove("frozen");
            &[]
        }
        Role::Included => &["page", "frozen"],
    };
    for key in elsewhere {
        if let Some((name, _)) = tree.remove_entry(*key) {
            cx.push(not_included(cx, &name));
        }
    }
}

fn not_included(cx: &Context<'_>, key: &Written<DeString<'_>>) -> Diagnostic {
    let (name, help) = match key.get_ref().as_ref() {
        "page" => ("[[page]]", "move the page into the layout, or `extends` this file instead"),
        "extends" => ("`extends`", "write it in the layout itself"),
        _ => ("`frozen`", "write it in the layout itself"),
    };
    Diagnostic::error(codes::NOT_INCLUDED, format!("{name} stands in a file that is included"))
        .at(cx.span(key.span()), "not taken from here")
        .help(help)
}

/// A tree whose spans begin so much later.
fn moved<'t>(table: DeTable<'t>, by: usize) -> DeTable<'t> {
    if by == 0 {
        return table;
    }
    let later = |range: std::ops::Range<usize>| range.start + by..range.end + by;
    let entries = table.into_iter().map(|(key, value)| {
        let (key_span, span) = (later(key.span()), later(value.span()));
        let value = moved_value(value.into_inner(), by);
        (Written::new(key_span, key.into_inner()), Written::new(span, value))
    });
    entries.collect()
}

fn moved_value<'t>(value: DeValue<'t>, by: usize) -> DeValue<'t> {
    match value {
        DeValue::Table(table) => DeValue::Table(moved(table, by)),
        DeValue::Array(items) => {
            let mut list = DeArray::new();
            for item in items {
                let span = item.span();
                let item = moved_value(item.into_inner(), by);
                list.push(Written::new(span.start + by..span.end + by, item));
            }
            DeValue::Array(list)
        }
        other => other,
    }
}
