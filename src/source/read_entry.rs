//! An entry of `[article]`: a file, one of the articles of a file, or the article itself.

use super::article::Article;
use super::encoding::is_encoding;
use super::front_matter::{front_keys, places, push_in_toml};
use super::inline::Places;
use super::layout::{ArticleEntry, ArticleText, Key, PlanKeys};
use super::read_article::{body_text, empty, split_credit};
use super::read_block::missing;
use super::read_fit::fit;
use super::read_plan::{Pictures, plan_keys};
use super::toml_reader::{Context, OF_ENTRIES, Table, Value};
use super::values::{self, string, unknown_word};
use crate::diag::codes::layout as codes;
use crate::diag::{Diagnostic, Findings, Span, Spanned};

/// `"lead.md"`, `{ file = "lead.md", look = "feature" }` or `{ headline = "…", body = "…" }`.
pub(super) fn article_entry(cx: &mut Context<'_>, value: &Value<'_>) -> Option<ArticleEntry> {
    if value.as_str().is_some() {
        let written = values::path(cx, value)?;
        let text = file(Spanned::new(written, value.span), None);
        return Some(ArticleEntry { text, look: None, copyfit: None, plan: PlanKeys::default() });
    }
    let mut table = value.table(cx, format!("article `{}`", value.key))?;
    let t = &mut table;
    let own = TEXTS.iter().find_map(|key| t.peek(key));
    let has_file = t.has("file");
    let path = t.read(cx, "file", values::path);
    let encoding = t.read(cx, "encoding", encoding);
    let look = t.read(cx, "look", string);
    let copyfit = t.read(cx, "fit", fit);
    let pictures = if own.is_some() { Pictures::Article } else { Pictures::Plan };
    let plan = plan_keys(cx, t, pictures);
    let text = match own {
        Some(own) => {
            if let Some(path) = &path {
                cx.push(two_texts(&own, path.span));
            } else if let Some(encoding) = &encoding {
                let message = "the article stands in the layout, and `encoding` is that of a file";
                let found = Diagnostic::error(codes::CONFLICT, message);
                cx.push(found.at(encoding.span, "of no file").help("take it out"));
            }
            Some(here(cx, t, value))
        }
        None => path.map(|path| file(path, encoding)),
    };
    // Offered in place of what is misspelt.
    TEXTS.iter().for_each(|key| _ = t.take(key));
    // Told as an unknown key.
    let misspelt = OF_ENTRIES.iter().any(|(key, ..)| t.has(key));
    table.finish(cx);
    if !has_file && own.is_none() && !misspelt {
        missing(cx, value, "file", &format!("{} = {{ file = \"{0}.md\" }}", value.key));
    }
    Some(ArticleEntry { text: text?, look, copyfit, plan })
}

/// The keys of an article that stands in the layout: those of a front matter, and its body.
const TEXTS: [&str; 10] = [
    "label",
    "kicker",
    "headline",
    "deck",
    "byline",
    "intro",
    "dateline",
    "source",
    "jump_headline",
    "body",
];

/// The name of an encoding.
fn encoding(cx: &mut Context<'_>, value: &Value<'_>) -> Option<String> {
    let name = string(cx, value)?;
    if is_encoding(&name) {
        return Some(name);
    }
    unknown_word(cx, value, &ENCODINGS);
    None
}

/// Those that copy comes in.
const ENCODINGS: [&str; 8] =
    ["utf-8", "utf-16le", "big5", "gb18030", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr"];

fn two_texts(own: &Value<'_>, file: Span) -> Diagnostic {
    let message = format!("the article has a `file` and `{}` besides", own.key);
    Diagnostic::error(codes::CONFLICT, message)
        .at(own.key_span, "the text in the layout")
        .and_at(file, "the text in a file")
        .help("keep one of the two")
}

/// What stands behind the last `#` of a path names one of its file's articles, unless it looks like
/// a part of the path itself.
fn file(path: Spanned<String>, encoding: Key<String>) -> ArticleText {
    let parted = path.value.rsplit_once('#').filter(|(before, name)| {
        !before.is_empty() && !name.is_empty() && !name.contains(['.', '/', '\\'])
    });
    let span = path.span;
    match parted.map(|(before, name)| (before.to_owned(), name.to_owned())) {
        Some((before, name)) => ArticleText::File {
            path: Spanned::new(before, span),
            one: Some(Spanned::new(name, span)),
            encoding,
        },
        None => ArticleText::File { path, one: None, encoding },
    }
}

/// An article that the layout says itself.
fn here(cx: &mut Context<'_>, t: &mut Table<'_>, value: &Value<'_>) -> ArticleText {
    let before = cx.diags.len();
    let front = front_keys(cx, t);
    let body: Key<&str> = t.read(cx, "body", |cx, value| {
        if value.as_str().is_none() {
            cx.wrong_type(value, "one text", "body = \"…\"");
        }
        value.as_str()
    });
    let body = body.map_or_else(Vec::new, |body| {
        let written = Value { span: body.span, ..*value };
        let places = Places::Each(places(cx, &written, body.value));
        let mut own = Findings::default();
        let body = body_text(value.span.file, body.value, places, &mut own);
        push_in_toml(cx, &own, "end the line there with two backslashes, which keep its end");
        body
    });
    let mut article = Article { file: value.span.file, begins: value.span, front, body };
    split_credit(&mut article.body);
    if cx.diags.len() == before {
        cx.diags.extend(empty(&article));
    }
    ArticleText::Here(Box::new(Spanned::new(article, value.span)))
}
