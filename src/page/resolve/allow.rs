//! What a layout allows: findings that it knows of and will not hear again.

use std::sync::Arc;

use crate::diag::codes::usage;
use crate::diag::{Allow, Diagnostic, Findings, Scope, Span, Spanned, UnknownFinding, named};
use crate::source::article::Article;
use crate::source::layout::{BlockTable, Layout};

/// The `allow` of document, pages and blocks. What a page or block allows holds for what is
/// written in it and for the articles that stand there; a page's does not hold for its template,
/// which is other pages' as well.
pub fn allowed(layout: &Layout, articles: &[(String, Option<Arc<Article>>)]) -> (Allow, Findings) {
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
    let stories = |block: &BlockTable| article_of(block, layout, articles);
    for page in layout.pages.iter().filter(|page| !page.allow.is_empty()) {
        let places = page.blocks.iter().flat_map(stories).chain([page.extent]);
        add(&page.allow, Scope::Places(places.collect()));
    }
    let templates = layout.templates.iter().flat_map(|template| &template.value);
    let blocks = layout.pages.iter().flat_map(|page| &page.blocks).chain(templates);
    for block in blocks.filter(|block| !block.allow.is_empty()) {
        let places = stories(block).into_iter().chain([block.extent]);
        add(&block.allow, Scope::Places(places.collect()));
    }
    (allow, found)
}

/// Where findings about the article that a block names may stand: in its whole file, and at the
/// layout's line that names the file.
fn article_of(
    block: &BlockTable,
    layout: &Layout,
    articles: &[(String, Option<Arc<Article>>)],
) -> Vec<Span> {
    let Some(name) = &block.article else { return Vec::new() };
    let entry = layout.articles.iter().find(|entry| entry.name.value == name.value);
    let read = articles.iter().find(|(known, _)| *known == name.value);
    let file = read.and_then(|(_, article)| Some(article.as_ref()?.file));
    let whole = file.map(|file| Span { file, start: 0, end: u32::MAX });
    whole.into_iter().chain(entry.map(|entry| entry.value.path.span)).collect()
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
