//! Styles, looks, fonts, colours and templates that nothing on the pages takes: most often a name
//! that is misspelt.

use std::collections::BTreeSet;

use super::Cx;
use super::styles::role;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned, suggest};
use crate::fonts::is_builtin;
use crate::page::style::Role;
use crate::source::layout::{BlockTable, FontTable, Layout, PageTable, RulesTable, StyleTable};

/// Tells of what is defined and not used.
pub(super) fn tell(cx: &mut Cx<'_>) {
    let layout = cx.layout;
    // What a house's file defines is for all of its pages.
    let is_own = |name: &Spanned<String>| !layout.includes(name.span.file);
    let blocks: Vec<&BlockTable> = blocks(layout).collect();
    let styles = used_styles(layout, &blocks);
    for named in layout.styles.iter().filter(|named| is_own(&named.name)) {
        let name = &named.name;
        if role(&name.value).is_none() && !styles.contains(name.value.as_str()) {
            let near = suggest(&name.value, Role::ALL.into_iter().map(Role::name));
            cx.push(unused("style", name, near));
        }
    }
    let looks: BTreeSet<&str> = looks(layout, &blocks).map(|look| look.value.as_str()).collect();
    for named in layout.looks.iter().filter(|named| is_own(&named.name)) {
        if !looks.contains(named.name.value.as_str()) {
            cx.push(unused("look", &named.name, None));
        }
    }
    let fonts = used_fonts(layout);
    for named in layout.fonts.iter().filter(|named| is_own(&named.name)) {
        let name = named.name.value.as_str();
        if name != "fallback" && !is_builtin(name) && !fonts.contains(name) {
            cx.push(unused("font", &named.name, None));
        }
    }
    let colours = used_colours(layout, &blocks);
    // A colour that was refused is not called idle besides.
    let refused = cx.diags.has_errors();
    for named in layout.colours.iter().filter(|named| !refused && is_own(&named.name)) {
        if !colours.contains(named.name.value.as_str()) {
            cx.push(unused("colour", &named.name, None));
        }
    }
    for named in layout.templates.iter().filter(|named| is_own(&named.name)) {
        let takes = |page: &PageTable, name: &str| {
            page.template.as_ref().is_some_and(|template| template.value == name)
        };
        if !layout.pages.iter().any(|page| takes(page, &named.name.value)) {
            cx.push(unused("template", &named.name, None));
        }
    }
}

/// The style tables, those of looks too.
fn tables(layout: &Layout) -> impl Iterator<Item = &StyleTable> {
    let looks = layout.looks.iter().flat_map(|look| &look.value);
    layout.styles.iter().chain(looks).map(|style| &style.value)
}

/// The fonts that styles name, and those that other fonts are made of.
fn used_fonts(layout: &Layout) -> BTreeSet<&str> {
    let styles = tables(layout).filter_map(|style| style.font.as_ref());
    let initials = tables(layout).filter_map(|style| style.initial.as_ref()?.value.font.as_ref());
    let fonts = layout.fonts.iter().flat_map(|font| {
        let FontTable { files, latin, bold, .. } = &font.value;
        files.iter().chain(latin).chain(bold)
    });
    styles.chain(initials).chain(fonts).map(|name| name.value.as_str()).collect()
}

/// The colours of type, tints and rules.
fn used_colours<'a>(layout: &'a Layout, blocks: &[&'a BlockTable]) -> BTreeSet<&'a str> {
    let styles = tables(layout).filter_map(|style| style.colour.as_ref());
    let initials = tables(layout).filter_map(|style| style.initial.as_ref()?.value.colour.as_ref());
    let tints = blocks.iter().filter_map(|block| block.tint.as_ref());
    let rules = blocks.iter().flat_map(|block| {
        let frame = block.frame.as_ref().and_then(|rule| rule.colour.as_ref());
        colours_of(&block.rules).chain(frame).chain(&block.looks_of_table.stripe)
    });
    let of_tables = tables(layout).flat_map(|style| {
        let rules = style.rules.iter().flat_map(|rules| colours_of(&rules.value));
        rules.chain(&style.of_tables.stripe)
    });
    // `house(30)` is a share of it.
    let name = |written: &'a str| written.split('(').next().unwrap_or(written).trim();
    let type_of = styles.chain(initials);
    let rules = rules.chain(of_tables);
    type_of.chain(tints).chain(rules).map(|written| name(&written.value)).collect()
}

fn colours_of(rules: &RulesTable) -> impl Iterator<Item = &Spanned<String>> {
    let RulesTable { top, bottom, left, right, between, items, head, columns } = rules;
    let rules = [top, bottom, left, right, between, items, head, columns];
    rules.into_iter().flatten().filter_map(|rule| rule.colour.as_ref())
}

fn blocks(layout: &Layout) -> impl Iterator<Item = &BlockTable> {
    let pages = layout.pages.iter().flat_map(|page| &page.blocks);
    pages.chain(layout.templates.iter().flat_map(|template| &template.value))
}

/// The styles that blocks name, and those that others are based on.
fn used_styles<'a>(layout: &'a Layout, blocks: &[&'a BlockTable]) -> BTreeSet<&'a str> {
    let named = blocks.iter().filter_map(|block| block.style.as_ref());
    let bases = tables(layout).filter_map(|style| style.base.as_ref());
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
            .help(format!("name it with {what} = \"{}\", or take it out", name.value)),
    }
}
