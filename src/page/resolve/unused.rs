//! Styles and looks that nothing on the pages takes: most often a name that is misspelt.

use std::collections::BTreeSet;

use super::Cx;
use super::styles::role;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned, suggest};
use crate::page::style::Role;
use crate::source::layout::{BlockTable, Layout};

/// Tells of what is defined and not used.
pub(super) fn tell(cx: &mut Cx<'_>) {
    let layout = cx.layout;
    let blocks: Vec<&BlockTable> = blocks(layout).collect();
    let styles = used_styles(layout, &blocks);
    for named in &layout.styles {
        let name = &named.name;
        if role(&name.value).is_none() && !styles.contains(name.value.as_str()) {
            let near = suggest(&name.value, Role::ALL.into_iter().map(Role::name));
            cx.push(unused("style", name, near));
        }
    }
    let looks: BTreeSet<&str> = looks(layout, &blocks).map(|look| look.value.as_str()).collect();
    for named in &layout.looks {
        if !looks.contains(named.name.value.as_str()) {
            cx.push(unused("look", &named.name, None));
        }
    }
}

fn blocks(layout: &Layout) -> impl Iterator<Item = &BlockTable> {
    let pages = layout.pages.iter().flat_map(|page| &page.blocks);
    pages.chain(layout.templates.iter().flat_map(|template| &template.value))
}

/// The styles that blocks name, and those that others are based on.
fn used_styles<'a>(layout: &'a Layout, blocks: &[&'a BlockTable]) -> BTreeSet<&'a str> {
    let named = blocks.iter().filter_map(|block| block.style.as_ref());
    let tables = layout.styles.iter().chain(layout.looks.iter().flat_map(|look| &look.value));
    let bases = tables.filter_map(|style| style.value.base.as_ref());
    named.chain(bases).map(|name| name.value.as_str()).collect()
}

fn looks<'a>(
    layout: &'a Layout,
    blocks: &[&'a BlockTable],
) -> impl Iterator<Item = &'a Spanned<String>> {
    let blocks: Vec<_> = blocks.iter().filter_map(|block| block.look.as_ref()).collect();
    let pages = layout.pages.iter().filter_map(|page| page.look.as_ref());
    let articles = layout.articles.iter().filter_map(|entry| entry.value.look.as_ref());
    blocks.into_iter().chain(pages).chain(articles)
}

/// A misspelt name of a built-in style does harm; what is merely left over is a note.
fn unused(what: &str, name: &Spanned<String>, near: Option<&str>) -> Diagnostic {
    let message = format!("the {what} \"{}\" is used nowhere", name.value);
    match near {
        Some(near) => Diagnostic::warning(codes::UNUSED, message)
            .at(name.span, format!("perhaps `{near}`"))
            .help(format!("write `[{what}.{near}]`, or take the {what} out")),
        None => Diagnostic::note(codes::UNUSED, message)
            .at(name.span, "defined here")
            .help(format!("name it in a block with `{what} = \"{}\"`, or take it out", name.value)),
    }
}
