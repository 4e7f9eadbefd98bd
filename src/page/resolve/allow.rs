//! What a layout allows: findings that it knows of and will not hear again.

use std::sync::Arc;

use crate::diag::codes::usage;
use crate::diag::{Allow, Diagnostic, Findings, Scope, Span, Spanned, UnknownFinding, named};
use crate::source::article::Article;
use crate::source::layout::{ArticleText, BlockTable, Layout};

/// The `allow` of document, pages and blocks. What a page or block allows holds for what is
/// written in it and for the articles that stand there; a page's does not hold for its template,
/// which is other pages' as well.
pub fn allowed(layout: &Layout, articles: &[(String, Arc<[Article]>)]) -> (Allow, Findings) {
    let mut allow = Allow::default();
    let mut found = Findings::default();
    let mut add = |words: &[Spanned<String>], scope: Scope| {
        for word in words {
            match named(&word.value) {
                Ok(codes) => codes.into_iter().for_each(|code| allow.add(code, scope.clone())),
                Err(unknown) => found.push(no_such_finding(word, unknown)),
            }
        }
    };
    add(&layout.document.allow, Scope::Job);
    let stories = |block: &BlockTable| articles_of(block, layout, articles);
    for page in layout.pages.iter().filter(|page| !page.allow.is_empty()) {
        let pictures = page.blocks.iter().flat_map(pictures_of);
        let extent = page.extent.iter().copied();
        let places = page.blocks.iter().flat_map(stories).chain(extent).chain(pictures);
        add(&page.allow, Scope::Places(places.collect()));
    }
    let templates = layout.templates.iter().flat_map(|template| &template.value);
    let blocks = layout.pages.iter().flat_map(|page| &page.blocks).chain(templates);
    for block in blocks.filter(|block| !block.allow.is_empty()) {
        let extent = block.extent.iter().copied();
        let places = stories(block).into_iter().chain(extent).chain(pictures_of(block));
        add(&block.allow, Scope::Places(places.collect()));
    }
    (allow, found)
}

/// Where findings about the articles that a block names may stand: in their whole files, and at the
/// layout's lines that name them.
fn articles_of(
    block: &BlockTable,
    layout: &Layout,
    articles: &[(String, Arc<[Article]>)],
) -> Vec<Span> {
    let names = block.article.iter().chain(&block.articles);
    // `notices#lee` is one of `notices`.
    let entry = |name: &str| layout.articles.iter().find(|entry| entry.name.value == name);
    let entries = names
        .filter_map(|name| entry(&name.value).or_else(|| entry(name.value.rsplit_once('#')?.0)));
    let spans = entries.flat_map(|entry| {
        let read = articles.iter().find(|(known, _)| *known == entry.name.value);
        let file = read.and_then(|(_, read)| Some(read.first()?.file));
        let whole = file.map(|file| Span { file, start: 0, end: u32::MAX });
        // Not all of a layout for an article that stands in it.
        let is_file = matches!(entry.value.text, ArticleText::File { .. });
        whole.filter(|_| is_file).into_iter().chain([entry.value.text.span()])
    });
    spans.collect()
}

/// Where what a block says of its pictures is written: in an article, where they came with one.
fn pictures_of(block: &BlockTable) -> impl Iterator<Item = Span> + '_ {
    let words = [&block.caption, &block.credit, &block.alt].into_iter().flatten();
    block.pictures.iter().chain(words).map(|said| said.span)
}

fn no_such_finding(word: &Spanned<String>, unknown: UnknownFinding) -> Diagnostic {
    let message = format!("`allow` names no finding: {}", unknown.word);
    Diagnostic::error(usage::UNKNOWN_CODE, message).at(word.span, "neither a code nor a name").help(
        match unknown.meant {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "typeset explain lists the codes".to_owned(),
        },
    )
}
